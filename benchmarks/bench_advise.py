"""How long advice takes, as a ratio to what a program with the same libraries takes at least.

Machines are noisy, so the two sides of a ratio are measured alternately in the same run, and the
medians are compared. Nothing here passes or fails.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
PATIENT = ROOT / "examples/patients/mon-57.yaml"
AS_OF = date(2026, 11, 20)
ROUNDS = 15


def main() -> None:
    """Print baseline, figure and ratio for each question."""
    advise = ["-m", "pathway", "advise", str(PATIENT), "--as-of", AS_OF.isoformat()]
    compare = [word.replace("advise", "compare") for word in advise]
    print(f"{'':52}{'baseline':>12}{'figure':>12}{'ratio':>8}")
    _compare("`pathway advise` / `import typer, pydantic`", _run("import typer, pydantic"), advise)
    _compare("`pathway compare`, all pathways / `pathway advise`", advise, compare)
    _compare("`import pathway` / an empty program", _run("pass"), _run("import pathway"))
    _compare("`pathway --version` / an empty program", _run("pass"), ["-m", "pathway", "--version"])
    _warm()


def _run(code: str) -> list[str]:
    return ["-c", code]


def _compare(question: str, baseline: list[str], figure: list[str]) -> None:
    _report(question, *_alternately(lambda: _process(baseline), lambda: _process(figure)))


def _process(arguments: list[str]) -> None:
    """Run Python once, with bytecode kept as it is for installed packages."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, check=True, capture_output=True
    )


def _warm() -> None:
    """Advice in a process that has the library open, against serialising what was advised."""
    import orjson

    import pathway
    from pathway import compile_cache

    compile_cache.switch_on()
    library = pathway.open_library()
    patient = library.patient_from_file(PATIENT)
    advised = library.advise(patient, as_of=AS_OF).to_dict()
    text = PATIENT.read_text()
    baseline, figure = _alternately(
        lambda: orjson.dumps(advised), lambda: library.advise(patient, as_of=AS_OF)
    )
    _report("advise, library open / orjson of the same advice", baseline, figure)
    _, figure = _alternately(lambda: None, lambda: library.patient_from_text(text, str(PATIENT)))
    _report("reading the patient file", None, figure)
    _, figure = _alternately(lambda: None, pathway.open_library)
    _report("opening the shipped library, kept", None, figure)
    baseline, figure = _alternately(*_kept_forms())
    _report("reading the kept form / reading it as a pickle", baseline, figure)


def _kept_forms() -> tuple[Callable[[], object], Callable[[], object]]:
    """The shipped library read from a pickle, as it once was kept, and from the form it has now."""
    from pathway import engine
    from pathway.compiled_form import decode, encode
    from pathway.library import Content

    kept = encode(engine.open_library()._content)  # noqa: SLF001
    pickled = pickle.dumps(decode(kept, Content), pickle.HIGHEST_PROTOCOL)
    return lambda: pickle.loads(pickled), lambda: decode(kept, Content)


def _alternately(
    baseline: Callable[[], object], figure: Callable[[], object]
) -> tuple[float, float]:
    """The median seconds of both, measured in turns."""
    taken: tuple[list[float], list[float]] = ([], [])
    for side in (baseline, figure):
        side()
    for _ in range(ROUNDS):
        for side, times in zip((baseline, figure), taken, strict=True):
            start = time.perf_counter()
            side()
            times.append(time.perf_counter() - start)
    return median(taken[0]), median(taken[1])


def _report(question: str, baseline: float | None, figure: float) -> None:
    before = f"{baseline * 1000:.2f} ms" if baseline is not None else ""
    ratio = f"{figure / baseline:.2f}" if baseline else ""
    print(f"{question:52}{before:>12}{figure * 1000:>9.2f} ms{ratio:>8}")


if __name__ == "__main__":
    main()
