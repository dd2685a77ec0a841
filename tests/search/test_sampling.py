"""Claims tried on patients drawn at random: what they find, and that nothing is called proved."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pathway.authoring.search import Claim, Held, RandomSearch, Refuted, sample
from pathway.ground.vocabulary import BOOLEAN
from pathway.language.syntax import Apply, Expr, Literal, Name
from tests.search.claims import library, never, small, smaller

SCIATICA = library().program("sciatica")
BACK = small().program("back_pain")


def age(op: str, limit: str) -> Expr:
    kind = BACK.vocabulary.attributes["age"].type
    return Apply(op, (Name("age", type=kind), Literal(Decimal(limit), kind)), type=BOOLEAN)


@pytest.mark.parametrize(
    "claim",
    [
        never(SCIATICA, "acupuncture", bleeding_disorder=True),
        never(BACK, "acupuncture", age("<", "18")),
        never(BACK, "acupuncture", overrides=False, saddle_numbness=True),
    ],
    ids=["told", "limit", "flag"],
)
def test_what_holds_was_tried_on_so_many_and_is_not_proved(claim: Claim) -> None:
    assert RandomSearch(patients=100).decide(claim) == Held(tried=100)


@pytest.mark.parametrize(
    "claim",
    [
        never(BACK, "nsaid"),
        never(BACK, "acupuncture", age(">=", "65")),
        replace(never(BACK, "nsaid"), conclusion=Name("acupuncture.failed", type=BOOLEAN)),
    ],
    ids=["open", "limit", "after"],
)
def test_a_counterexample_is_real_and_as_small_as_can_be(claim: Claim) -> None:
    found = RandomSearch().decide(claim)
    assert isinstance(found, Refuted)
    assert claim.broken_by(found.patient)
    assert not [one for one in smaller(found.patient, claim.fixed) if claim.broken_by(one)]


def test_of_a_claim_about_nobody_no_more_is_said_than_that_nobody_was_drawn() -> None:
    contrary = (age("<", "18"), age(">=", "65"))
    assert RandomSearch(patients=50).decide(never(BACK, "nsaid", *contrary)) == Held(tried=0)


def test_the_same_seed_finds_the_same_and_another_one_another() -> None:
    claim = never(BACK, "nsaid")
    assert RandomSearch(3).decide(claim) == RandomSearch(3).decide(claim)
    assert list(sample(claim, 0, 5)) == list(sample(claim, 0, 5)) != list(sample(claim, 1, 5))
