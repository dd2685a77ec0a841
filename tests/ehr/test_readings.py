"""What is read of records in a few words: a table that a clinician can check row by row."""

from datetime import date
from typing import Any, Final

import orjson
import pytest

from pathway.fhir.understanding import Understanding
from pathway.ground.problems import PatientError
from pathway.patients.at_date import resolve

from .records import TODAY, library, said, table
from .short_records import bundle_of

ROWS: Final[list[dict[str, Any]]] = table("readings.yaml")
LISTS: Final = ["problems", "medicines", "allergies"]


def read(row: dict[str, Any]) -> Understanding:
    history = "taken" in row or "history" in row
    complete = [*LISTS, "treatments"] if history else LISTS
    day = date.fromisoformat(row.get("as of", TODAY.isoformat()))
    return library().understand_fhir(
        orjson.dumps(bundle_of(row)),
        site={"site": "Test", "complete": complete, **row.get("site", {})},
        as_of=day,
        today=max(day, TODAY),
        patient=row.get("whose"),
        base=row.get("base"),
    )


def known(found: Understanding) -> dict[str, str]:
    """Every attribute of the patient on that day, in the words of the table."""
    facts = resolve(found.patient, library().program("low-back-pain"), found.as_of).facts
    return {name: "unknown" if f.value is None else said(f.value) for name, f in facts.items()}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["row"])
def test_what_is_read(row: dict[str, Any]) -> None:
    assert holds(row)


def holds(row: dict[str, Any]) -> bool:
    """Whether what a row of a table says is so; what is not, fails where it is found."""
    if "refused" in row:
        with pytest.raises(PatientError) as caught:
            read(row)
        assert [problem.code for problem in caught.value.problems] == [row["refused"]]
        return True
    found = read(row)
    assert [stop.code for stop in found.stops] == ([row["stop"]] if "stop" in row else [])
    values = known(found)
    for name, expected in row.get("then", {}).items():
        word = expected if isinstance(expected, str) else said(expected)
        if word.startswith("not "):
            assert values[name] != word.removeprefix("not "), name
        else:
            assert values[name] == word, name
    if "open" in row:
        assert sorted(found.gaps) == row["open"]
    if "left" in row:
        assert [note.problem.message for note in found.notes] == row["left"]
    if "history" in row:
        assert found.patient.trials is None
    if "taken" in row:
        assert found.patient.trials is not None, found.no_history
        assert [trial.therapy for trial in found.patient.trials] == row["taken"]
    return True


def test_each_row_is_named_once() -> None:
    names = [row["row"] for row in ROWS]
    assert len(names) == len(set(names))
