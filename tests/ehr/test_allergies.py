"""Lists of allergies as people write them: what they forbid and leave open, how they are shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import pathway
from pathway.advice.allergies import Allergies, allergies_of
from pathway.ground.problems import PatientError
from pathway.ground.vocabulary import RecordList
from pathway.patients.at_date import Resolved, resolve
from pathway.patients.model import Patient

LIBRARY = pathway.open_library()
DAY = date(2026, 11, 20)
ASKED = {
    name: attribute
    for name, attribute in LIBRARY.vocabulary.attributes.items()
    if attribute.absent is RecordList.ALLERGIES
}
#: `yes` and `no` are words here.
CASES = yaml.load(
    (Path(__file__).parent / "allergies.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
)


def patient_with(listed: object, *, complete: bool, answers: object = None) -> Patient:
    """A patient of whom only the list of allergies is known, and answers about one allergy."""
    told: dict[str, Any] = {"patient": "p"}
    if answers is not None:
        told["attributes"] = {"nsaid_allergy": answers}
    if listed is not None:
        told["allergies"] = listed
    if complete:
        told["complete"] = ["allergies"]
    return LIBRARY.patient(told, today=DAY)


def resolved(patient: Patient, *, strict: bool = False) -> Resolved:
    """The patient on the day, as every pathway sees allergies."""
    return resolve(patient, LIBRARY.program("low-back-pain"), DAY, strict=strict)


def values(patient: Patient, *, strict: bool = False) -> dict[str, object]:
    """What is known of each allergy that is asked for."""
    facts = resolved(patient, strict=strict).facts
    return {name: facts[name].value for name in ASKED}


@pytest.mark.parametrize("case", CASES, ids=[case["row"] for case in CASES])
def test_what_a_list_says(case: dict[str, Any]) -> None:
    patient = patient_with(
        case.get("list"), complete=case["complete"] == "yes", answers=case.get("answers")
    )
    yes, open_ = set(case.get("yes", ())), case.get("open", ())
    whole = {"all": ASKED.keys() - yes, "all but it": ASKED.keys() - {"nsaid_allergy"}}
    open_ = set(open_) if isinstance(open_, list) else whole.get(open_, set())
    expected = {name: True if name in yes else None if name in open_ else False for name in ASKED}
    found = resolved(patient)
    shown = allergies_of(found.patient, found.facts, LIBRARY.vocabulary).words
    assert (values(patient), shown) == (expected, case["shown"])
    if "because" in case:
        assert found.facts["nsaid_allergy"].detail == case["because"]


@pytest.mark.parametrize("case", CASES, ids=[case["row"] for case in CASES])
def test_a_damaged_entry_never_says_no(case: dict[str, Any]) -> None:
    """What an entry forbade, or left open, is never no once a letter of it or its code is lost."""
    listed = case.get("list")
    if not isinstance(listed, list):
        pytest.fail("a damaged list") if listed not in (None, "none known") else None
        return
    before = values(patient_with(listed, complete=True))
    for at, entry in enumerate(listed):
        whole = entry if isinstance(entry, dict) else {"to": entry}
        for lost in range(len(whole["to"])):
            text = f"{whole['to'][:lost]}#{whole['to'][lost + 1 :]}"
            damaged = {**whole, "to": text, "codes": []}
            after = values(patient_with([*listed[:at], damaged, *listed[at + 1 :]], complete=True))
            silent = [n for n in ASKED if before[n] is not False and after[n] is False]
            assert silent == [], text


def test_an_entry_that_is_gone_leaves_an_assumption_and_nothing_more() -> None:
    """Where a list that is called complete lacks an entry, its no is listed, and gone if strict."""
    patient = patient_with(["penicillin"], complete=True)
    found = resolved(patient)
    assert {f.name for f in found.assumed} == ASKED.keys()
    assert set(values(patient, strict=True).values()) == {None}
    assert set(values(patient_with(["penicillin"], complete=False)).values()) == {None}


def test_an_intolerance_is_an_assumption_and_gives_way_to_an_answer() -> None:
    told = [{"to": "tramadol", "intolerance": "yes"}]
    patient = patient_with(told, complete=True)
    fact = resolved(patient).facts["opioid_allergy"]
    assert (fact.value, fact.ask, fact.assumed) == (
        True,
        True,
        "yes: `tramadol` is on the list as an intolerance; it counts as an allergy",
    )
    assert values(patient, strict=True)["opioid_allergy"] is None
    answered = LIBRARY.patient(
        {
            "patient": "p",
            "allergies": told,
            "attributes": {"opioid_allergy": {"value": "no", "on": DAY.isoformat()}},
        },
        today=DAY,
    )
    assert values(answered)["opioid_allergy"] is False


def test_a_no_beside_an_entry_is_a_disagreement() -> None:
    patient = LIBRARY.patient(
        {"patient": "p", "allergies": ["ibuprofen"], "attributes": {"nsaid_allergy": "no"}},
        today=DAY,
    )
    fact = resolved(patient).facts["nsaid_allergy"]
    assert (fact.value, fact.ask) == (True, True)


def test_what_was_said_on_a_later_day_closes_nothing_before_it() -> None:
    """On an earlier day neither a yes nor a no of today stands beside the entry."""
    for said in ("yes", "no"):
        told = {"value": said, "on": DAY.isoformat(), "source": "nurse"}
        patient = patient_with(["Zorblax"], complete=True, answers=[told])
        facts = resolve(patient, LIBRARY.program("low-back-pain"), date(2026, 11, 1)).facts
        assert facts["nsaid_allergy"].value is None


@pytest.mark.parametrize(
    ("listed", "message"),
    [
        ([], "`allergies`: the list of allergies is empty"),
        ([{"reaction": "rash"}], "`allergies[0]`: missing key `to` in an allergy"),
        ([{"to": "x", "agent": "y"}], "`allergies[0].agent`: unknown key `agent`"),
        (
            ["none known", "naproxen"],
            "`allergies[0]`: in a list `none known` stands beside allergies",
        ),
        (
            [{"to": "x", "codes": ["7258"]}],
            "`allergies[0].codes[0]`: `7258` names no system of codes",
        ),
        (
            [{"to": "x", "intolerance": "perhaps"}],
            "`allergies[0].intolerance`: `intolerance` should be yes or no, not `perhaps`",
        ),
    ],
)
def test_what_cannot_be_read(listed: object, message: str) -> None:
    with pytest.raises(PatientError) as error:
        patient_with(listed, complete=False)
    assert [problem.message for problem in error.value.problems] == [message]


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Allergies(attributes=("Latex",)), "[!] ALLERGIES: Latex; others not known"),
        (Allergies(attributes=("Latex", "Nickel"), open=False), "[!] ALLERGIES: Latex, Nickel"),
        (
            Allergies(complete=True, reconciled=" of 2026-11-01", open=False),
            "Allergies: none known (list of 2026-11-01)",
        ),
        (Allergies(complete=True), "Allergies: not recorded"),
        (
            Allergies(denied=True, open=False),
            "Allergies: none of those asked about; the list is not recorded",
        ),
        (Allergies(denied=True), "Allergies: not recorded"),
        (Allergies(open=False), "Allergies: not recorded"),
        (Allergies(), "Allergies: not recorded"),
    ],
    ids=str,
)
def test_only_what_is_certain_is_said_to_be_none(found: Allergies, words: str) -> None:
    assert found.words == words
