"""What may be assumed of a record: only where all its results are there."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from pathway.fhir.understand import _not_whole
from pathway.patients.model import Entry, Why

DAY = date(2026, 11, 20)


def missing(complete: set[str], gaps: dict[str, list[str]]) -> Any:
    attributes = {
        "platelets": SimpleNamespace(name="platelets", assumable=True),
        "egfr": SimpleNamespace(name="egfr", assumable=True),
        "age": SimpleNamespace(name="age", assumable=False),
    }
    reading: Any = SimpleNamespace(
        gaps=gaps,
        rules=SimpleNamespace(
            complete=frozenset(complete),
            spoken_of_by={"platelets": frozenset({"procedures"})},
            questionnaires={("form", "1"): "platelets"},
            attributes={},
        ),
        as_of=DAY,
        vocabulary=SimpleNamespace(attributes=attributes),
    )
    return _not_whole(reading, {"egfr": (Entry(value=None, why=Why.STALE),)})


@pytest.mark.parametrize(
    ("complete", "gaps", "why"),
    [
        (set(), {}, "nothing says that all results are in the record"),
        ({"problems"}, {}, "nothing says that all results are in the record"),
        ({"results"}, {"results": ["there is more", "a page"]}, "a page"),
        ({"results"}, {"problems": ["no answer", "a page"]}, "a page"),
    ],
)
def test_what_is_not_recorded_may_be_missing(
    complete: set[str], gaps: dict[str, list[str]], why: str
) -> None:
    entry = Entry(None, Why.NOT_FETCHED, DAY, None, why)
    assert missing(complete, gaps) == {"platelets": (entry,)}


def test_where_all_results_are_there_silence_is_silence() -> None:
    assert missing({"results"}, {}) == {}
    assert missing({"results"}, {"answers": ["a page"]}).keys() == {"platelets"}
    assert missing({"results"}, {"medicines": ["a page"]}) == {}
