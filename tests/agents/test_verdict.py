"""What is answered on a proposal: each way in which it may stand, in words and as an order."""

from collections.abc import Mapping
from typing import Any

import pytest

from .asking import ask, check, dosed, drug, order

Answer = Mapping[str, Any]
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
SNOMED = "http://snomed.info/sct"


def first(answer: Answer) -> tuple[str, str]:
    """The verdict, and the first sentence of why."""
    return answer["verdict"], answer["because"][0]


def ordered(patient: str, told: Mapping[str, Any]) -> Answer:
    answer: Answer = ask("check_proposal", patient=patient, order=dict(told))
    return answer


def coded(system: str, code: str, **more: Any) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code}], **more}


def displayed(text: str) -> dict[str, Any]:
    return {"coding": [{"system": RXNORM, "code": "7258", "display": text}]}


@pytest.mark.parametrize(
    ("patient", "proposal", "verdict"),
    [
        # start
        ("haemophilia-36", "start acupuncture", "forbidden"),  # contraindicated
        ("haemophilia-36", "start ibuprofen", "forbidden"),  # to be avoided
        ("mon-57", "start gabapentin", "forbidden"),  # not recommended
        ("mon-57", "start acupuncture", "answer first"),  # pending
        ("mon-57", "start paracetamol", "forbidden"),  # taken, and to be stopped
        ("mon-57", "start education", "not now"),  # taken already
        ("cauda-equina-52", "start exercise programme", "not now"),  # held
        ("cauda-equina-52", "start lumbar MRI", "allowed"),  # the red flag calls for it
        ("cauda-equina-52", "start emergency referral", "allowed"),
        ("acute-back-35", "start ibuprofen", "allowed"),
        ("acute-back-35", "start exercise programme", "not now"),  # not indicated yet
        ("walk-in-39", "start ibuprofen", "answer first"),
        # go on, adjust
        ("stiff-mornings-32", "continue naproxen", "allowed"),
        ("stiff-mornings-32", "adjust naproxen", "not now"),
        ("haemophilia-36", "continue ibuprofen", "forbidden"),
        ("acute-back-35", "continue ibuprofen", "not now"),  # not taken
        ("mon-57", "continue naproxen", "answer first"),
        # stop, taper
        ("gabapentin-63", "stop gabapentin", "forbidden"),  # never at once
        ("gabapentin-63", "taper gabapentin", "allowed"),
        ("mon-57", "stop paracetamol", "allowed"),
        ("mon-57", "taper paracetamol", "not now"),
        ("stiff-mornings-32", "stop naproxen", "not now"),
        ("acute-back-35", "stop ibuprofen", "not now"),
        ("walk-in-39", "stop ibuprofen", "answer first"),  # nobody knows what is taken
    ],
)
def test_how_a_proposal_stands(patient: str, proposal: str, verdict: str) -> None:
    answer = check(patient, proposal)
    assert (answer["verdict"], answer["proposal"]) == (verdict, proposal), answer["because"]
    assert all(answer["because"])
    assert bool(answer["conditions"]) <= (verdict == "allowed")


def test_the_whole_of_an_answer() -> None:
    assert check("haemophilia-36", "start acupuncture") == {
        "schema": "pathway-proposal/1",
        "verdict": "forbidden",
        "proposal": "start acupuncture",
        "understood_as": [
            {"therapy": "acupuncture", "title": "acupuncture (manual)", "do": "start"}
        ],
        "doses": {},
        "because": [
            (
                "Acupuncture (manual): contraindicated. Needling may bleed in someone with a"
                " bleeding disorder; only a haematologist can clear it, outside this pathway."
            )
        ],
        "reasons": [
            {
                "rule": "acupuncture.bleeding_disorder",
                "text": "Needling may bleed in someone with a bleeding disorder; only a"
                " haematologist can clear it, outside this pathway.",
                "holds": True,
                "sources": ["who-acu-1999", "medscape-acu-2005"],
                "verified": "original",
            }
        ],
        "conditions": [],
        "questions": [],
        "more_questions": 0,
        "red_flags": [],
        "red_flags_not_answered": 0,
        "sources": {
            "who-acu-1999": (
                "World Health Organization. Basic training and safety in acupuncture. 1999"
            ),
            "medscape-acu-2005": "South Med J 2005;98:330 (Medscape 501973)",
        },
        "pathway": "sciatica",
        "as_of": "2026-11-20",
        "who_decides": "You propose and never decide: whatever this says, a clinician decides, and"
        " only an order that a clinician signs is carried out.",
    }


def test_an_emergency_comes_before_whatever_it_does_not_call_for() -> None:
    answer = check("cauda-equina-52", "start stay active, education")
    assert answer["verdict"] == "not now"
    told = "EMERGENCY, Suspected cauda equina syndrome: Send to hospital today for an emergency MRI"
    assert any(text.startswith(told) for text in answer["because"])
    assert [one["urgency"] for one in answer["red_flags"]] == ["emergency"]


# -- doses ---------------------------------------------------------------------------------

LIMIT = (
    "with a creatinine clearance of 15 to 29 at most 700 mg of gabapentin or 150 mg of pregabalin"
    " a day"
)
NOT_CHECKED = "the dose was not checked"
UNCHECKED = (
    f"How much gabapentin or pregabalin may be taken is not known here ({LIMIT}): {NOT_CHECKED}."
)


@pytest.mark.parametrize(
    ("proposal", "because"),
    [
        (
            "start gabapentin 900 mg twice a day",
            f"1800 mg a day is more than may be taken: {LIMIT}.",
        ),
        (
            "start gabapentin 100 mg twice a day",
            UNCHECKED,
        ),
        (
            "start pregabalin 500 mg a day",  # within that of gabapentin, and far above its own
            UNCHECKED,
        ),
        (
            "start gabapentin 100 mg",
            "What the proposed dose of gabapentin or pregabalin comes to in a day is not known.",
        ),
    ],
)
def test_a_dose(proposal: str, because: str) -> None:
    answer = check("kidney-68", proposal)
    assert because in answer["because"]
    assert answer["verdict"] == "forbidden"


def test_a_dose_that_nobody_limits_is_not_within_its_limit() -> None:
    assert check("acute-back-35", "start ibuprofen")["verdict"] == "allowed"
    assert first(check("acute-back-35", "start ibuprofen 400 mg a day")) == (
        "answer first",
        f"How much anti-inflammatory drug (NSAID) may be taken is not known here: {NOT_CHECKED}.",
    )


# -- orders --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        (drug("naproxen"), "allowed"),
        (order(medicationCodeableConcept=coded(RXNORM, "7258")), "allowed"),
        (order(medicationCodeableConcept=coded(RXNORM, "7258", text="Naproxen")), "allowed"),
        (
            order(medicationCodeableConcept=displayed("naproxen 250 MG Oral Tablet [Naprosyn]")),
            "allowed",
        ),
        (
            order(
                medicationReference={"reference": "#m"},
                contained=[{"resourceType": "Medication", "id": "m", "code": {"text": "naproxen"}}],
            ),
            "allowed",
        ),
        (drug("naproxen", subject={"reference": "Patient/acute-back-35"}), "allowed"),
        (drug("naproxen", dosageInstruction=dosed(250, "mg", 2)), "answer first"),
        (drug("naproxen", dosageInstruction=[{"text": "a handful"}]), "answer first"),
        (order("ServiceRequest", code=coded(SNOMED, "241645008")), "not now"),  # an MRI
    ],
)
def test_an_order_that_is_understood(told: Mapping[str, Any], verdict: str) -> None:
    assert ordered("acute-back-35", told)["verdict"] == verdict


@pytest.mark.parametrize(
    ("told", "because"),
    [
        (drug("lithium"), "It also gives rxnorm 6448, of which nothing is known here."),
        (drug("nonsense"), "It has no code that can be read."),
        (
            drug("naproxen and lithium"),
            "It also gives rxnorm 6448, of which nothing is known here.",
        ),
        (
            order(medicationCodeableConcept=coded(RXNORM, "7258", text="lithium")),
            "Its text says something else than the therapy that it is an order of, or more.",
        ),
        (drug("naproxen", note=[{"text": "x"}]), "The element `note` is not understood."),
        (
            drug("naproxen", modifierExtension=[{"url": "x"}]),
            "The element `modifierExtension` is not understood.",
        ),
        (
            drug("naproxen", doNotPerform=True),
            "The order says that something shall not be done.",
        ),
        (drug("naproxen") | {"status": "stopped"}, "An order with this `status` is no proposal."),
        (drug("naproxen") | {"intent": "option"}, "An order with this `intent` is no proposal."),
        (
            drug("naproxen", dosageInstruction=[{"route": coded(SNOMED, "6064005")}]),
            "It is given in a way that is not known here for this therapy.",
        ),
        (
            drug("naproxen", subject={"reference": "Patient/somebody"}),
            "It refers to somebody who is not in the record.",
        ),
        (order(), "It has no code that can be read."),
    ],
)
def test_an_order_that_is_not_understood(told: Mapping[str, Any], because: str) -> None:
    assert first(ordered("acute-back-35", told)) == ("not understood", because)
