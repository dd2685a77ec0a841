"""Law: whatever is lost of a request, nothing is recommended that the whole request did not.

A request that was cut and shows it by nothing (a list that lacks its end, in a bundle whose count
is right) cannot be told from a whole one. Where a site declares such a list complete, the advice
rests on it, and says so as an assumption. Under `strict` it does not, and the law holds for these
requests as well.

Two things are no loss. What the library recommends to anybody of whom only the complaint is known
(to stay active) does not hang on what was lost, though a red flag that is present puts it off. And
where the complaint itself is lost, an order is held against what harms whatever it is for.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from random import Random
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathway.advice.brief import brief
from pathway.engine import open_library
from pathway.frozen import frozen
from pathway.ground.terms import Verdict
from pathway.patients.model import Patient
from pathway.service.advising import Adviser, Told
from pathway.service.hook_request import read_request
from pathway.service.prefetch import templates
from pathway.service.refusal import RefusedError
from pathway.service.settings import ClientSettings
from tests.chance import examples

from .at_random import COMPLAINTS, SITES, Sent, request, site
from .charts import DAY, condition, person, sent
from .clients import gathered_now
from .damage import Json, cut_without_a_trace, damaged

LIBRARY: Final = open_library()
CLIENT: Final = ClientSettings("https://ehr.example.org")
QUERIES: Final = templates(LIBRARY, [site(LIBRARY, name) for name in SITES])
#: What stands in a card on an order that harms whatever it is for.
HARM: Final = (": contraindicated**", ": to be avoided**", " with this order**")
#: Complaints of the other pathways, which a record may have as well.
KNEES: Final = ("M17.11", "M25.561")
DONE: Final = ("start", "continue")
#: How often a request is damaged, each time anew.
TIMES: Final = 5


@frozen
class Said:
    """What is recommended, and which orders have a card, by their place in the request.

    `harmful` are the orders against which something stands whatever they are for.
    """

    pathway: str = ""
    recommended: frozenset[str] = frozenset()
    begun: frozenset[str] = frozenset()
    orders: frozenset[int] = frozenset()
    harmful: frozenset[int] = frozenset()
    refused: bool = False
    patient: Patient | None = None


def adviser(name: str, *, strict: bool) -> Adviser:
    return Adviser(LIBRARY, site(LIBRARY, name), (), strict=strict)


def said(by: Adviser, body: Json) -> Said:
    """What is said to a request; nothing where it is refused, with a reason."""
    try:
        asked = read_request(sent(body), body["hook"], depth=64)
        told = by.told(asked, gathered_now(asked, CLIENT, QUERIES), DAY)
    except RefusedError:
        return Said(refused=True)
    if body["hook"] == "patient-view":
        return _of_advice(told)
    cards = {card.about: card for card in told.cards}
    shown = {n: cards[one] for n, one in enumerate(_orders(body)) if one in cards}
    harmful = frozenset(n for n, card in shown.items() if any(one in card.detail for one in HARM))
    pathway = "" if told.advice is None else told.advice.pathway.id
    return Said(pathway, orders=frozenset(shown), harmful=harmful)


def _of_advice(told: Told) -> Said:
    if told.advice is None:
        return Said()
    options = told.advice.options
    done = [line for line in brief(told.advice).do if line.do in DONE]
    return Said(
        told.advice.pathway.id,
        frozenset(id_ for id_, one in options.items() if one.verdict is Verdict.RECOMMENDED),
        frozenset(id_ for line in done for id_ in line.options),
        patient=told.patient,
    )


def _of_patient(patient: Patient, pathway: str, *, strict: bool) -> Said:
    advice = LIBRARY.advise(patient, pathway, DAY, strict=strict)
    return _of_advice(Told((), patient, advice))


def _orders(body: Json) -> Sequence[str]:
    entries = body["context"]["draftOrders"].get("entry", [])
    return [f"{one['resource']['resourceType']}/{one['resource']['id']}" for one in entries]


@cache
def anybody() -> frozenset[str]:
    """What is recommended to somebody of whom only the complaint is known."""
    found: set[str] = set()
    for number, code in enumerate((*COMPLAINTS, *KNEES)):
        complaint = condition(code, f"c{number}", "2026-11-17")
        asked = Sent("patient-view", [person(), complaint], (), "generic", "open")
        found |= said(adviser("open", strict=False), asked.body(QUERIES)).recommended
    return frozenset(found)


def new(before: Said, after: Said, *, strict: bool) -> Mapping[str, Any]:
    """What is recommended only now, and which orders have lost their card."""
    if after.refused:
        return {}
    same = after.pathway == before.pathway
    if not same and after.pathway and before.patient is not None:
        # Of two complaints one was lost: what does the pathway of the other say of them?
        before = _of_patient(before.patient, after.pathway, strict=strict)
    found = {
        "recommended": after.recommended - before.recommended - anybody(),
        "begun": after.begun - before.recommended - before.begun - anybody(),
        "without a card": (before.orders if same else before.harmful) - after.orders,
    }
    return {what: sorted(one) for what, one in found.items() if one}


def _can_be_cut(body: Json) -> bool:
    return any(body["prefetch"][key]["entry"] for key in ("conditions", "allergies"))


def broken(chance: Random, hooks: Sequence[str], *, strict: bool = False) -> object:
    """What becomes of a request that is damaged a few times; nothing where the law holds."""
    asked = request(LIBRARY, chance, hooks)
    by, body = adviser(asked.site, strict=strict), asked.body(QUERIES)
    before = said(by, body)
    for _ in range(TIMES):
        lost = strict and _can_be_cut(body) and chance.random() < 0.5
        made, what = (cut_without_a_trace if lost else damaged)(body, chance)
        if wrong := new(before, said(by, made), strict=strict):
            return what, wrong
    return None


#: Damage after which an order once had no card: to a result that a rule beside it hangs on, to
#: what says which medicines are taken, and to an answer about a red flag.
ONCE_LOST: Final = (725, 2158, 2316, 2807, 10158, 10325, 10390)


@pytest.mark.parametrize("seed", ONCE_LOST)
def test_what_was_once_lost(seed: int) -> None:
    assert broken(Random(seed), ["order-select", "order-sign"]) is None


@given(st.randoms(use_true_random=False))
@settings(max_examples=examples(20), derandomize=True)
def test_nothing_new_is_recommended_when_a_patient_is_opened(chance: Random) -> None:
    assert broken(chance, ["patient-view"]) is None


@given(st.randoms(use_true_random=False))
@settings(max_examples=examples(20), derandomize=True)
def test_no_order_loses_its_card(chance: Random) -> None:
    assert broken(chance, ["order-select", "order-sign"]) is None


@pytest.mark.slow
@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("hook", ["patient-view", "order-select", "order-sign"])
def test_the_same_of_hundreds_of_requests(hook: str, strict: bool) -> None:
    seeds = range(1000, 1000 + (40 if strict else 280))
    found = {seed: broken(Random(seed), [hook], strict=strict) for seed in seeds}
    assert {seed: wrong for seed, wrong in found.items() if wrong} == {}


def test_there_is_something_to_lose() -> None:
    """The law would hold as well of requests on which nothing is ever said."""
    recommended = cards = 0
    for seed in range(40):
        asked = request(LIBRARY, Random(seed))
        told = said(adviser(asked.site, strict=False), asked.body(QUERIES))
        recommended += bool(told.recommended)
        cards += bool(told.orders)
    assert recommended > 5
    assert cards > 10
