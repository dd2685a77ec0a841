"""How long a large spec takes: 3,000 rows of examples, beside the same rows in plain pytest-bdd.

The baseline carries out the very same feature with one step definition that does nothing, so
the ratio says what understanding, following and judging cost on top. Every row is about another
patient, which no cache can know. Nothing here passes or fails.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from itertools import islice, product
from pathlib import Path
from statistics import median

ROWS = 3000
ROUNDS = 3
AS_OF = date(2026, 11, 20)

FEATURE = """\
Feature: Many rows
  Scenario Outline: One row after the other
    Given a man aged <age>
    And whose leg pain is radicular
    And whose symptom duration is 26 weeks
    And whose red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And who has tried nothing so far
    And whose <attribute> is <value>
    When the sciatica pathway is followed
    Then <therapy> is <verdict>
    And the action for <therapy> is <action>

    Examples:
      | age | attribute | value | therapy | verdict | action |
"""
YES_NO = (
    *("past_ulcer_complication", "cardiovascular_disease", "warfarin", "osteoporosis", "diabetes"),
    *("adequate_relief", "wants_surgery", "cirrhosis", "dialysis", "needling_not_tolerated"),
    *("spinal_lesion", "sleep_apnoea", "saddle_numbness", "fever"),
)
VALUES = {
    "platelets": ("40", "90", "250"),
    "egfr": ("25", "50", "90"),
    "pain_score": ("2", "6", "9"),
    **dict.fromkeys(YES_NO, ("no", "yes")),
}
BASELINE = """\
from pytest_bdd import parsers, scenarios, step
scenarios("rows.feature")
@step(parsers.re(".*"))
def nothing():
    pass
"""
#: A run of pytest that prints only its summary and keeps nothing.
PYTEST = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--assert=plain"]


def main() -> None:
    """Print baseline, figure and ratio for a spec of many rows."""
    with tempfile.TemporaryDirectory() as folder:
        plain, ours = Path(folder, "plain"), Path(folder, "ours")
        text = FEATURE + "".join(islice(_rows(), ROWS))
        for place in (plain, ours):
            place.mkdir()
            (place / "pytest.ini").write_text("[pytest]\n")
            (place / "rows.feature").write_text(text)
        (plain / "test_rows.py").write_text(BASELINE)
        sides = {
            "pytest-bdd alone": (plain, [*PYTEST, "test_rows.py"]),
            "pytest": (ours, [*PYTEST, "rows.feature"]),
            "pathway spec": (ours, ["-m", "pathway", "spec", "rows.feature"]),
        }
        taken: dict[str, list[float]] = {name: [] for name in sides}
        for _ in range(ROUNDS):
            for name, (place, arguments) in sides.items():
                taken[name].append(_run(place, arguments))
    baseline = median(taken["pytest-bdd alone"])
    print(f"{ROWS} rows of 11 steps, seconds: median of {ROUNDS} runs and its ratio to the first")
    for name, times in taken.items():
        print(f"{name:20}{median(times):8.1f}{median(times) / baseline:8.2f}")


def _rows() -> Iterator[str]:
    """Rows that hold, each about a patient of its own."""
    import pathway

    library = pathway.open_library()
    flags = [group.name for group in library.vocabulary.groups.values() if group.red_flag]
    pairs = [(name, one) for name, values in VALUES.items() for one in values]
    for number, (age, (name, value)) in enumerate(product(range(18, 118), pairs)):
        patient = library.patient(_patient(age, name, value, flags), today=AS_OF)
        options = library.advise(patient, "sciatica", AS_OF).options
        option = list(options.values())[number % len(options)]
        cells = (age, name, value, option.id, option.verdict.value, option.action.value)
        yield f"      | {' | '.join(map(str, cells))} |\n"


def _patient(age: int, name: str, value: str, flags: list[str]) -> dict[str, object]:
    """The patient that the `Given` steps describe."""
    told = {
        "sex": "male",
        "age": age,
        "leg_pain": "radicular",
        "symptom_duration": "26 weeks",
        "bleeding_disorder": False,
    }
    return {
        "patient": "scenario",
        "recorded": AS_OF.isoformat(),
        "none of": flags,
        "complete": ["problems", "medicines", "allergies"],
        "reconciled": AS_OF.isoformat(),
        "trials": [],
        "attributes": {**told, name: value},
    }


def _run(folder: Path, arguments: list[str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    taken = time.perf_counter() - start
    if done.returncode != 0:
        sys.exit(done.stdout[-3000:] + done.stderr[-3000:])
    return taken


if __name__ == "__main__":
    main()
