"""Coverage-guided fuzzing of one reader: `python -m tests.fuzz.guided NAME SECONDS FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["pathway"]):
    from tests.fuzz.damage import seeds
    from tests.fuzz.targets import TARGETS, check_answer


#: Watched code is several times slower.
LONGEST = 8.0


def main() -> None:
    """Feed a reader for some seconds; input that breaks it is left in the folder."""
    name, seconds, folder = sys.argv[1:]
    corpus = Path(folder) / "corpus"
    corpus.mkdir()
    for number, data in enumerate(seeds(name)):
        (corpus / str(number)).write_bytes(data)
    TARGETS[name](b"")
    options = [
        f"-max_total_time={seconds}",
        "-timeout=20",
        "-rss_limit_mb=2048",
        "-max_len=4096",
        "-verbosity=1",
        "-print_final_stats=1",
        f"-artifact_prefix={folder}/",
    ]
    atheris.Setup(
        [sys.argv[0], *options, str(corpus)], lambda data: check_answer(name, data, LONGEST)
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
