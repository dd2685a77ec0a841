"""What the fast evaluator and whole advice cost beside hand-written Python of the same logic.

The baseline is `_by_hand`: the rules of a generated pathway as somebody would write them for this
one pathway, on a dictionary of values, unknown ones included. It has to agree on every verdict of
10,000 patients before anything is measured. Figures are processor time, the best of many rounds of
both sides in turn. Nothing here passes or fails but the agreement.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pathway
from pathway import compile_cache
from pathway.engine import Library
from pathway.names import option_name
from pathway.patients.at_date import Resolved, resolve
from pathway.patients.model import Entry, Patient
from pathway.planes.columns import News
from pathway.planes.fill import Cases
from pathway.program import CompiledProgram
from pathway.walk import in_planes

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples/patients/mon-57.yaml"
AS_OF = date(2026, 11, 20)
PATIENTS = 10_000
MISSING = 0.15
ROUNDS = 30
#: With the age forty attributes.
LABS = 20
SIGNS = 19

#: What is known of a patient of the baseline; None is unknown.
Known = Mapping[str, int | bool | None]


def main() -> None:
    """Print baseline, figure and ratio for each question."""
    print(f"{'':58}{'baseline':>12}{'figure':>12}{'ratio':>9}{'aim':>8}")
    with tempfile.TemporaryDirectory() as name:
        for options, aim in ((30, 3.0), (300, 1.5)):
            _generated(Path(name) / str(options), options, aim)
    _shipped()
    _process()


# -- the rules by hand -------------------------------------------------------------------------


def _by_hand(known: Known, options: int) -> list[str]:
    """The verdict on each option: what any expert system for this pathway would have to do."""
    age, found = known["age"], list[str]()
    reached = _less(17, age)
    for step in range(0, options, 5):
        closed: bool | None = True
        for number in range(step, min(step + 5, options)):
            lab, sign = known[f"lab_{number % LABS}"], known[f"sign_{number % SIGNS}"]
            forbidden = _or(_less(lab, 20), _or(sign, _less(age, 12)))
            avoided, needed = _less(lab, 50), _less(age, number % 60 + 40)
            found.append(_verdict(forbidden, avoided, needed, _and(reached, needed)))
            out = _or(forbidden, _or(avoided, None if needed is None else not needed))
            closed = _and(closed, out)
        reached = _and(reached, closed)
    return found


def _verdict(
    forbidden: bool | None, avoided: bool | None, needed: bool | None, offered: bool | None
) -> str:
    if forbidden:
        return "contraindicated"
    if avoided:
        return "avoid"
    if needed is False:
        return "not indicated"
    if offered is False:
        return "later"
    known = forbidden is False and avoided is False and offered is True
    return "recommended" if known else "pending"


def _less(one: int | bool | None, other: int | bool | None) -> bool | None:
    return None if one is None or other is None else one < other


def _or(one: int | bool | None, other: int | bool | None) -> bool | None:
    if one is True or other is True:
        return True
    return None if one is None or other is None else False


def _and(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


# -- the same rules as files -------------------------------------------------------------------


def _library(folder: Path, options: int) -> Library:
    (folder / "therapies").mkdir(parents=True)
    few = "".join(f"  lab_{n}: {{title: lab {n}, type: number, group: g}}\n" for n in range(LABS))
    few += "".join(f"  sign_{n}: {{title: s {n}, type: yes/no, group: g}}\n" for n in range(SIGNS))
    (folder / "vocabulary.yaml").write_text(_VOCABULARY + few)
    (folder / "sources.yaml").write_text("sources:\n  s: {cite: S, type: guideline}\n")
    (folder / "library.yaml").write_text("title: Generated\npathways: [p]\n")
    for n in range(options):
        text = _THERAPY.format(n=n, lab=n % LABS, sign=n % SIGNS)
        (folder / f"therapies/t_{n}.yaml").write_text(text)
    steps = "".join(_step(n, options) for n in range(0, options, 5))
    (folder / "p.yaml").write_text(f"{_PATHWAY}{steps}  end: {{end: End}}\n")
    return pathway.open_library(folder)


def _step(first: int, options: int) -> str:
    offers = "".join(
        f"      - {{therapy: t_{n}, when: age < {n % 60 + 40} years}}\n"
        for n in range(first, min(first + 5, options))
    )
    up = f"s_{first + 5}" if first + 5 < options else "end"
    ways = f"    step up: {{when: at least 1 inadequate, to: {up}}}\n"
    return f"  s_{first}:\n    step: Step {first}\n    offer:\n{offers}{ways}"


_VOCABULARY = """groups:
  g: {title: G, question: Any?}
attributes:
  age: {title: age, type: number, unit: years, range: [0, 120], group: g}
"""
_THERAPY = """therapy: t_{n}
title: therapy {n}
kind: drug
adequate trial: {{weeks: 4}}
contraindicated:
  - {{id: low, when: lab_{lab} < 20, because: low, source: s}}
  - {{id: sign, when: sign_{sign} or age < 12 years, because: sign, source: s}}
avoid:
  - {{id: lower, when: lab_{lab} < 50, because: low, source: s}}
"""
_PATHWAY = """pathway: p
title: P
version: "1"
status: draft
limits: none
eligible: age >= 18 years
start: s_0
nodes:
"""


# -- patients ----------------------------------------------------------------------------------


def _somebody(rng: Random) -> Known:
    known: dict[str, int | bool | None] = {"age": rng.randint(5, 95)}
    known |= {f"lab_{n}": rng.randint(0, 120) for n in range(LABS)}
    known |= {f"sign_{n}": rng.random() < 0.1 for n in range(SIGNS)}
    return {name: None if rng.random() < MISSING else value for name, value in known.items()}


def _patient(known: Known) -> Patient:
    entries = {
        name: (Entry(_value(value), on=AS_OF),)
        for name, value in known.items()
        if value is not None
    }
    return Patient("made", entries=entries, trials=())


def _value(value: int | bool) -> bool | Decimal:
    return value if isinstance(value, bool) else Decimal(value)


# -- what is measured --------------------------------------------------------------------------


def _generated(folder: Path, options: int, aim: float) -> None:
    """A generated pathway: agreement first, then one patient, a thousand cases, whole advice."""
    os.environ["PATHWAY_NO_CACHE"] = "1"
    started = time.process_time()
    library = _library(folder, options)
    opening = time.process_time() - started
    program, rng = library.program("p"), Random(1)
    people = [_somebody(rng) for _ in range(PATIENTS)]
    _agree(program, people, options)
    one = people[0]
    patient = _patient(one)
    known = resolve(patient, program, AS_OF)
    wanted = [option_name(f"t_{n}", "verdict") for n in range(options)]

    def by_hand() -> object:
        return _by_hand(one, options)

    def verdicts(resolved: Resolved = known) -> object:
        cases = in_planes(program, resolved).cases()
        return [cases.value(name) for name in wanted]

    def advice() -> object:
        made = library.advise(patient, "p", AS_OF)
        return made.questions, [option.verdict for option in made.options.values()]

    told = f"{options} options: "
    _row(f"{told}verdicts of a resolved patient / by hand", by_hand, verdicts, aim)
    both = lambda: verdicts(resolve(patient, program, AS_OF))  # noqa: E731
    _row(f"{told}resolve and verdicts / by hand", by_hand, both, 25 if options == 30 else None)
    many = _what_ifs(rng)
    single, thousand = (lambda: _cases(program, known)), (lambda: _cases(program, known, many))
    _row(f"{told}1,000 what-ifs / the patient alone", single, thousand, 3)
    _row(f"{told}advice with questions / by hand", by_hand, advice, 40 if options == 30 else None)
    _line(f"{told}opening, nothing kept", None, opening, 0.7 if options == 300 else None)


def _agree(program: CompiledProgram, people: Sequence[Known], options: int) -> None:
    """Raise where the planes say another verdict than the rules by hand."""
    wanted = [option_name(f"t_{n}", "verdict") for n in range(options)]
    for known in people:
        cases = in_planes(program, resolve(_patient(known), program, AS_OF)).cases()
        if [cases.value(name) for name in wanted] != _by_hand(known, options):
            raise AssertionError(known)
    print(f"{options} options: agreement on {len(people):,} patients")


def _what_ifs(rng: Random) -> list[News]:
    """A thousand answers to two questions each."""
    return [
        {
            f"lab_{rng.randrange(LABS)}": Decimal(rng.randint(0, 12) * 10),
            f"sign_{rng.randrange(SIGNS)}": rng.random() < 0.5,
        }
        for _ in range(1000)
    ]


def _cases(program: CompiledProgram, known: Resolved, answers: Sequence[News] = ()) -> Cases:
    return in_planes(program, known).cases(answers)


def _shipped() -> None:
    """Whole advice by the shipped `sciatica`, beside a loop that is always the same."""
    del os.environ["PATHWAY_NO_CACHE"]
    compile_cache.switch_on()
    library = pathway.open_library()
    patient = library.patient_from_file(EXAMPLE)

    def advice() -> object:
        made = library.advise(patient, "sciatica", AS_OF)
        return made.questions, [option.verdict for option in made.options.values()]

    def whole() -> object:
        return library.advise(patient, "sciatica", AS_OF).to_dict()

    def loop() -> object:
        return sum(number * number % 7 for number in range(20_000))

    _row("sciatica: advice with questions / a loop of 20,000", loop, advice, None)
    _row("sciatica: the same with to_dict() / the loop", loop, whole, None)


def _process() -> None:
    """The command as a process, beside importing what it cannot do without."""
    baseline = ["-c", "import typer, pydantic"]
    figure = ["-m", "pathway", "advise", str(EXAMPLE), "--as-of", AS_OF.isoformat()]
    sides: list[list[float]] = [[], []]
    for _ in range(12):
        for arguments, taken in zip((baseline, figure), sides, strict=True):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
            command = [sys.executable, *arguments]
            subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    _line("`pathway advise` / `import typer, pydantic`", min(sides[0]), min(sides[1]), 3)


def _row(
    question: str, baseline: Callable[[], object], figure: Callable[[], object], aim: float | None
) -> None:
    sides: list[list[float]] = [[], []]
    for number in range(ROUNDS + 25):  # the first rounds make what is made once
        for side, taken in zip((baseline, figure), sides, strict=True):
            start = time.process_time()
            side()
            if number >= 25:
                taken.append(time.process_time() - start)
    _line(question, min(sides[0]), min(sides[1]), aim)


def _line(question: str, baseline: float | None, figure: float, aim: float | None) -> None:
    before = f"{baseline * 1000:.3f} ms" if baseline is not None else ""
    ratio = f"{figure / baseline:.2f}" if baseline else ""
    told = f"{aim:g}" if aim is not None else ""
    print(f"{question:58}{before:>12}{figure * 1000:>9.3f} ms{ratio:>9}{told:>8}", flush=True)


if __name__ == "__main__":
    main()
