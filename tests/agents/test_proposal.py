"""Proposals in words: understood whole, or not at all."""

from decimal import Decimal

import pytest

from pathway.ground.terms import Action
from pathway.service.agents.proposal import Proposal, TherapyNames, proposed_in

from .asking import examples

START, CONTINUE, STOP = Action.START, Action.CONTINUE, Action.STOP


def read(words: str) -> Proposal:
    library = examples().library
    among = library.program("sciatica").therapies
    names = TherapyNames(among, library.therapies, library.drug_names, library.vocabulary)
    return proposed_in(words, names)


@pytest.mark.parametrize(
    ("words", "action", "therapy"),
    [
        ("naproxen", START, "nsaid"),
        ("start ibuprofen", START, "nsaid"),
        ("Start  NSAID", START, "nsaid"),
        ("NSAIDs", START, "nsaid"),
        ("anti-inflammatory drug", START, "nsaid"),
        ("anti-inflammatory drug (NSAID)", START, "nsaid"),
        ("stop gabapentin", STOP, "gabapentinoid"),
        ("continue Brufen", CONTINUE, "nsaid"),
        ("taper opioid", Action.TAPER, "opioid"),
        ("adjust tramadol", Action.ADJUST, "tramadol"),
        ("epidural injection", START, "epidural_steroid_injection"),
        ("exercise_program", START, "exercise_program"),
        ("start HLA-B27 test", START, "hla_b27_test"),
    ],
)
def test_a_proposal_that_is_understood(words: str, action: Action, therapy: str) -> None:
    found = read(words)
    assert (found.action, [one.id for one in found.therapies]) == (action, [therapy])
    assert (found.doses, found.unread, found.candidates) == ({}, "", ())


@pytest.mark.parametrize(
    ("dose", "a_day"),
    [
        ("400 mg three times a day", Decimal(1200)),
        ("400 mg 3 times per day", Decimal(1200)),
        ("400mg every 8 hours", Decimal(1200)),
        ("1.2 g daily", Decimal(1200)),
        ("1200 mg/day", Decimal(1200)),
        ("600 mg twice daily", Decimal(1200)),
        ("400 mg", None),
        ("400 ml daily", None),
    ],
)
def test_a_dose_that_is_understood(dose: str, a_day: Decimal | None) -> None:
    found = read(f"start ibuprofen {dose}")
    assert ([one.id for one in found.therapies], found.doses) == (["nsaid"], {"nsaid": a_day})


@pytest.mark.parametrize(
    ("words", "unread", "candidates"),
    [
        ("", "no therapy is named", []),
        ("start", "no therapy is named", []),
        ("no ibuprofen", "`no` is not understood", ["nsaid"]),
        ("do not start ibuprofen", "`do not start` is not understood", ["nsaid"]),
        ("ibuprofen and lithium", "`and lithium` is not understood", ["nsaid"]),
        ("ibuprofen lithium", "`lithium` is not understood", ["nsaid"]),
        (
            "ibuprofen/famotidine",
            (
                "`ibuprofen/famotidine` is no therapy here; it is the name of a drug, and of no "
                "therapy here"
            ),
            [],
        ),
        ("ibuprofen or naproxen", "`or` is not understood", ["nsaid"]),
        (
            "gabapentin instead of ibuprofen",
            "more than one therapy is named, and `instead of` is not read",
            ["gabapentinoid", "nsaid"],
        ),
        (
            "paracetamol ibuprofen",
            "more than one therapy is named, and `paracetamol ibuprofen` is not read",
            ["paracetamol", "nsaid"],
        ),
        (
            "opioids",
            "more than one therapy is named, and `opioids` is not read",
            ["opioid", "tramadol"],
        ),
        ("ibuprofen 400 mg with food", "`400 mg with food` is not understood", ["nsaid"]),
        ("ibuprofen 400 mg or more daily", "`400 mg or more daily` is not understood", ["nsaid"]),
        ("ibuprofen 0 mg daily", "`0 mg daily` is not understood", ["nsaid"]),
        ("ibuprofen 400-800 mg daily", "`400-800 mg daily` is not understood", ["nsaid"]),
        ("ibuprofen gel", "`gel` is not understood", ["nsaid"]),
        ("ibuprofen [do not give]", "`[do not give]` is not understood", ["nsaid"]),
        ("ibuprofen (never)", "`(never)` is not understood", ["nsaid"]),
        ("ibuprofen - not", "`- not` is not understood", ["nsaid"]),
        ("low dose ibuprofen", "`low dose` is not understood", ["nsaid"]),
        (
            "methylprednisolone injection",
            "`injection` is not understood",
            ["systemic_corticosteroid"],
        ),
        (
            "lithium",
            "`lithium` is no therapy here; it is the name of a drug, and of no therapy here",
            [],
        ),
        (
            "knee replacement",
            (
                "`knee replacement` is no therapy here; `knee_arthroplasty` (knee replacement) is "
                "none of this pathway; `pathway list therapies` says of which it is one"
            ),
            ["knee_arthroplasty"],
        ),
        (
            "ibuprofan",
            "`ibuprofan` is no therapy here",
            [],
        ),
    ],
)
def test_a_proposal_that_is_not_understood(words: str, unread: str, candidates: list[str]) -> None:
    found = read(words)
    assert (found.unread, [one.id for one in found.candidates]) == (unread, candidates)
    assert found.therapies == ()
