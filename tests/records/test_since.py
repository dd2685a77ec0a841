"""What was declined stays declined until a fact that it hangs on has changed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pathway.advice.advice import Advice
from pathway.advice.brief import brief
from pathway.advice.since import changed_since
from pathway.engine import Library, open_library
from pathway.records import open_records
from pathway.records.decision import AdviceRequest, decide, read_decisions, with_decisions

DAY = date(2026, 11, 20)
THERAPY = "massage"


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library()


def patient(library: Library, day: date = DAY, **attributes: Any) -> dict[str, Any]:
    """Ten days of back pain, nothing else, and everything asked that is asked."""
    groups = [name for name, group in library.vocabulary.groups.items() if group.red_flag]
    return {
        "patient": "somebody",
        "recorded": day,
        "attributes": {
            "birth_date": date(1991, 6, 30),
            "onset_date": date(2026, 11, 10),
            "low_back_pain": True,
            "leg_pain": "none",
            "pain_score": 5,
            "wants_drug": False,
            "bleeding_disorder": False,
            **attributes,
        },
        "complete": ["problems", "medicines", "allergies"],
        "reconciled": day,
        "trials": [],
        "none of": groups,
    }


def advised(library: Library, place: Path, told: Mapping[str, Any], day: date = DAY) -> Advice:
    someone = library.patient(told, today=day)
    advice = library.advise(someone, None, day)
    return with_decisions(advice, read_decisions(place, someone.id))


@pytest.fixture(scope="module")
def place(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records in which manipulation was declined, and exercise accepted."""
    place = tmp_path_factory.mktemp("records") / "records.db"
    someone = library.patient(patient(library), today=DAY)
    with open_records(place, create=True) as records:
        for therapy, action, why in (
            (THERAPY, "decline", "the patient's informed choice"),
            ("superficial_heat", "accept", None),
        ):
            asked = AdviceRequest(as_of=DAY)
            decide(
                library,
                someone,
                therapy,
                action,
                actor="Dr Ada",
                records=records,
                asked=asked,
                reason=why,
            )
    return place


def offered(advice: Advice) -> set[str]:
    return {
        id_ for line in brief(advice).do if line.do in ("start", "choose") for id_ in line.options
    }


def test_it_is_not_offered_anew_and_says_why(library: Library, place: Path) -> None:
    advice = advised(library, place, patient(library))
    assert THERAPY in offered(replace(advice, decisions=None))
    assert THERAPY not in offered(advice)
    (declined,) = brief(advice).declined
    assert declined.title == "massage"
    assert declined.because.endswith(" Dr Ada: the patient's informed choice")
    assert advice.options[THERAPY].verdict == "recommended"  # no decision changes a verdict


def test_what_was_agreed_is_marked(library: Library, place: Path) -> None:
    lines = [line.what for line in brief(advised(library, place, patient(library))).do]
    (marked,) = [line for line in lines if "(agreed 20" in line]
    assert "superficial heat (agreed 20" in marked


CASES: Mapping[str, tuple[dict[str, Any], date, list[str]]] = {
    "nothing has changed": ({}, DAY, []),
    "time alone has passed": ({}, date(2026, 11, 27), []),
    "what it hangs on was found": (
        {"bleeding_disorder": True},
        DAY,
        ["bleeding disorder: no → yes"],
    ),
    "another fact has changed": ({"pain_score": 8}, DAY, []),
    "what was known is unknown now": (
        {"bleeding_disorder": {"unknown": "patient does not know"}},
        DAY,
        [],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_has_changed_since(library: Library, place: Path, case: str) -> None:
    attributes, day, says = CASES[case]
    advice = advised(library, place, patient(library, day, **attributes), day)
    assert advice.decisions is not None
    decided = advice.decisions.on(THERAPY)
    assert decided is not None
    found = [str(one) for one in changed_since(advice, decided)]
    assert found == says
    assert bool(brief(advice).declined) is not bool(says)


def test_the_digest_is_that_of_the_advice_alone(library: Library, place: Path) -> None:
    advice = advised(library, place, patient(library))
    alone = replace(advice, decisions=None).to_dict()
    told = advice.to_dict()
    assert told["digest"] == alone["digest"]
    (row,) = [one for one in told["decisions"] if one["therapy"] == THERAPY]
    assert (row["offered_anew"], row["changed_since"]) == (False, [])
    (kept,) = [one for one in told["decisions"] if one["therapy"] == "superficial_heat"]
    assert kept["offered_anew"] is None
