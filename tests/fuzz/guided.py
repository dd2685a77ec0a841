"""Coverage-guided fuzzing of one reader: `python -m tests.fuzz.guided NAME INPUTS FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

from tests.patience import PATIENCE

with atheris.instrument_imports(include=["pathway"]):
    from tests.fuzz.damage import seeds
    from tests.fuzz.targets import TARGETS, check_answer


def main() -> None:
    """Feed a reader so many inputs; one that breaks it is left in the folder."""
    name, inputs, folder = sys.argv[1:]
    corpus = Path(folder) / "corpus"
    corpus.mkdir()
    for number, data in enumerate(seeds(name)):
        (corpus / str(number)).write_bytes(data)
    TARGETS[name](b"")
    options = [
        f"-runs={inputs}",
        f"-timeout={PATIENCE}",
        "-rss_limit_mb=2048",
        "-max_len=4096",
        "-verbosity=1",
        "-print_final_stats=1",
        f"-artifact_prefix={folder}/",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], lambda data: check_answer(name, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
