"""Draft orders against the record: what stands against them, alone and together; never silence."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from pathway.advice.model import Dose
from pathway.engine import Library
from pathway.fhir.drafts import DraftOrder
from pathway.service import orders
from pathway.service.advising import Adviser, Record
from pathway.service.cards import LONGEST, Card
from pathway.service.hook_request import read_request
from pathway.service.refusal import RefusedError
from tests.golden import expect

from .charts import (
    BACK_PAIN,
    DAY,
    IBUPROFEN,
    ME,
    NAPROXEN,
    PREGABALIN,
    RXNORM,
    SITE,
    WARFARIN,
    Resource,
    condition,
    dosed,
    draft,
    drug,
    hook,
    measured,
    person,
    sent,
)


def cards(
    library: Library,
    drafts: Sequence[Resource],
    record: Sequence[Resource] = (),
    *,
    site: Mapping[str, Any] | None = SITE,
    kind: str = "order-sign",
    strict: bool = False,
    **context: Any,
) -> tuple[Card, ...]:
    asked = hook(kind, drafts)
    asked["context"] |= context
    request = read_request(sent(asked), kind, depth=64)
    adviser = Adviser(library, site, (), strict=strict)
    return adviser.told(request, Record([person(), *record]), DAY).cards


def lines(found: Sequence[Card]) -> list[str]:
    return [f"{one.about} {one.indicator}: {one.summary}" for one in found]


NSAID = draft(NAPROXEN, "n", "naproxen")
ULCER = condition("K25.4", "ulcer")
ANTICOAGULATED = drug(WARFARIN, "w1", "warfarin")
LITHIUM = "6448"
CLEARANCE = "2164-2"  # of creatinine: the measure for the dose, by the label
VITAL = (measured("98979-8", "egfr", 90, "mL/min/{1.73_m2}"), measured("777-3", "p", 250, "10*9/L"))
MULTIPLIES = "An NSAID on top of an anticoagulant multiplies the risk of bleeding;"
AVOIDED = (
    f"MedicationRequest/n warning: Naproxen: to be avoided. {MULTIPLIES} avoid where possible, "
    "otherwise watch…"
)
AVOIDED_WITH_IT = (
    "MedicationRequest/w warning: Warfarin: anti-inflammatory drug (NSAID) to be avoided with it. "
    f"{MULTIPLIES}…"
)
TWO = "contraindicated. Two NSAIDs together add harm and no benefit; coxibs count too."

#: What is ordered, what is on record, and the card on each order.
CASES: Mapping[str, tuple[Sequence[Resource], Sequence[Resource], Sequence[str]]] = {
    "nothing that the pathways speak of": ([draft("723", "a", "amoxicillin")], [BACK_PAIN], []),
    "an ulcer": (
        [NSAID],
        [ULCER],
        [
            (
                "MedicationRequest/n critical: Naproxen: contraindicated. An NSAID may worsen an "
                "active ulcer or any bleeding; labels forbid it, also after two proven ulcers."
            )
        ],
    ),
    "an anticoagulant is taken": ([NSAID], [BACK_PAIN, ANTICOAGULATED], [AVOIDED]),
    "an anticoagulant is ordered for somebody who takes a painkiller": (
        [draft(WARFARIN, "w", "warfarin")],
        [BACK_PAIN, drug(NAPROXEN, "n1", "naproxen")],
        [AVOIDED_WITH_IT],
    ),
    "a drug that wants caution with a painkiller that is taken": (
        [draft("6851", "m", "methotrexate")],
        [BACK_PAIN, drug(NAPROXEN, "n1", "naproxen"), *VITAL],
        [
            (
                "MedicationRequest/m info: Methotrexate: caution with anti-inflammatory drug "
                "(NSAID). An NSAID may make methotrexate more toxic."
            )
        ],
    ),
    "the same while nobody knows the kidney function, on which it hangs": (
        [draft("6851", "m", "methotrexate")],
        [BACK_PAIN, drug(NAPROXEN, "n1", "naproxen")],
        [
            (
                "MedicationRequest/m warning: Methotrexate: ask first beside anti-inflammatory "
                "drug (NSAID). If kidney function (eGFR) is below 30 mL/min/1.73 m²: With an eGFR "
                "below…"
            )
        ],
    ),
    "both in one go": (
        [NSAID, draft(WARFARIN, "w", "warfarin")],
        [BACK_PAIN],
        [AVOIDED, AVOIDED_WITH_IT],
    ),
    "two of one kind": (
        [NSAID, draft(IBUPROFEN, "i", "ibuprofen")],
        [BACK_PAIN],
        [
            f"MedicationRequest/n critical: Naproxen: {TWO}",
            f"MedicationRequest/i critical: Ibuprofen: {TWO}",
        ],
    ),
    "nobody asked for red flags": (
        [NSAID],
        [BACK_PAIN, *VITAL],
        [
            (
                "MedicationRequest/n warning: Naproxen: ask first. Any of these? New trouble with "
                "bladder or bowel, numbness between the legs, both legs affected, or a large "
                "central…"
            )
        ],
    ),
    "another complaint": (
        [NSAID],
        VITAL,
        [
            (
                "MedicationRequest/n warning: Naproxen: ask first. "
                "4 things that may forbid it are not known"
            )
        ],
    ),
    "advised against": (
        [draft("161", "p", "paracetamol")],
        [BACK_PAIN],
        [
            (
                "MedicationRequest/p warning: Paracetamol: not recommended. "
                "NICE NG59 (2020) advises against, strong"
            )
        ],
    ),
    "only a text": (
        [NSAID | {"medicationCodeableConcept": {"text": "the usual painkiller"}}],
        [BACK_PAIN],
        [
            (
                "MedicationRequest/n info: Not checked: the usual painkiller, it has no code that "
                "can be read"
            )
        ],
    ),
    "a code that nobody knows": (
        [draft("99999999", "z", "Dolorex")],
        [BACK_PAIN],
        ["MedicationRequest/z info: Not checked: Dolorex, rxnorm 99999999 is not known here"],
    ),
    "a kind of order that is not read": (
        [{"resourceType": "VisionPrescription", "id": "v", "status": "draft"}],
        [BACK_PAIN],
        [
            (
                "VisionPrescription/v info: Not checked: VisionPrescription/v, orders of the kind "
                "VisionPrescription are not read"
            )
        ],
    ),
    "for somebody else": (
        [NSAID | {"subject": {"reference": "Patient/other"}}],
        [BACK_PAIN, person("other")],
        [
            (
                "MedicationRequest/n critical: Naproxen: it is for another patient than the one "
                "that is open"
            )
        ],
    ),
    "that it shall not be given": ([NSAID | {"doNotPerform": True}], [ULCER], []),
}


@pytest.mark.parametrize("case", CASES)
def test_the_card_on_each_order(library: Library, case: str) -> None:
    drafts, record, expected = CASES[case]
    found = cards(library, drafts, record)
    assert lines(found) == list(expected)
    assert all(len(one.summary) <= LONGEST for one in found)


def test_the_whole_card(library: Library) -> None:
    (card,) = cards(library, [NSAID], [BACK_PAIN, ANTICOAGULATED])
    expect("service/order_detail.md", f"{card.detail}\n")
    assert (card.topic.code, card.pressing) == ("order.nsaid", False)
    (removal,) = card.suggestions
    assert removal.to_dict()["actions"] == [
        {
            "type": "delete",
            "description": "Remove the order: naproxen",
            "resourceId": "MedicationRequest/n",
        }
    ]
    assert card.reasons == (
        ("wrong-value.nsaid.anticoagulant", "the record is wrong about: warfarin"),
    )
    assert card.facts["warfarin"] == "yes"


def test_a_dose_of_which_nobody_knows_whether_it_is_too_much(library: Library) -> None:
    for dosage, what in (({}, "the dose of a day"), (dosed(75, 2), "how much may be taken")):
        order = draft(PREGABALIN, "g", "pregabalin", **dosage)
        (card,) = cards(library, [order], [BACK_PAIN, *VITAL])
        assert f"**gabapentin or pregabalin: ask first, {what} is not known**" in card.detail


def test_the_limit_is_not_that_of_another_drug_of_its_class(library: Library) -> None:
    """With weak kidneys 500 mg is little of gabapentin and too much of pregabalin."""
    kidneys = measured(CLEARANCE, "c", 20, "mL/min")
    order = draft(PREGABALIN, "g", "pregabalin", **dosed(250, 2))
    site = SITE | {"codes": {"loinc": {"attributes": {"creatinine_clearance": [CLEARANCE]}}}}
    (card,) = cards(library, [order], [BACK_PAIN, *VITAL, kidneys], site=site)
    what = "ask first, how much may be taken is not known"
    assert f"**gabapentin or pregabalin: {what}**" in card.detail


def test_what_one_order_gives_together_is_not_passed_over(library: Library) -> None:
    """Ibuprofen and lithium in one product: of the lithium nothing here is known to be safe."""
    parts = [
        {"itemCodeableConcept": {"coding": [{"system": RXNORM, "code": code}]}}
        for code in (IBUPROFEN, LITHIUM)
    ]
    order = draft(IBUPROFEN, "g", "both", contained=[])
    del order["medicationCodeableConcept"]
    order["contained"] = [{"resourceType": "Medication", "id": "m", "ingredient": parts}]
    order["medicationReference"] = {"reference": "#m"}
    (card,) = cards(library, [order], [BACK_PAIN, *VITAL])
    said = f"it also gives rxnorm {LITHIUM}, not held against the rest of the order"
    assert f"**Not checked**\n- {said}: no statement that both go together\n" in card.detail


#: Milligrams that are ordered a day, the most that may be taken, and what is said.
DOSES: tuple[tuple[Decimal | None, Decimal | None, list[str]], ...] = (
    (Decimal(600), Decimal(600), []),
    (Decimal(601), Decimal(600), ["drug: 601 mg a day is more than may be taken"]),
    (None, Decimal(600), ["drug: ask first, the dose of a day is not known"]),
    (Decimal(1), None, ["drug: ask first, how much may be taken is not known"]),
)


@pytest.mark.parametrize(("given", "most", "said"), DOSES)
def test_more_than_may_be_taken(
    library: Library, given: Decimal | None, most: Decimal | None, said: list[str]
) -> None:
    option = library.advise(library.patient({"patient": "x"}), "sciatica", DAY).options["education"]
    option = replace(option, title="drug", dose=Dose(most, "mg", "at most 600 mg", None))
    order = DraftOrder("MedicationRequest/1", "drug", (option.id,), frozenset())
    order = replace(order, doses={} if given is None else {option.id: given})
    assert [finding.heading for finding in orders._dose(order, option)] == said


def test_without_lists_that_are_whole_nothing_counts_as_no(library: Library) -> None:
    (whole,) = cards(library, [NSAID], VITAL)
    (open_,) = cards(library, [NSAID], VITAL, site=None)
    assert "4 things that may forbid it are not known" in whole.summary
    assert "20 things that may forbid it are not known" in open_.summary


def test_under_strict_no_list_counts_as_whole(library: Library) -> None:
    (strict,) = cards(library, [NSAID], VITAL, strict=True)
    (open_,) = cards(library, [NSAID], VITAL, site=None, strict=True)
    assert strict.summary == open_.summary
    assert "things that may forbid it are not known" in strict.summary


def test_an_emergency_comes_before_all_else_that_is_said_of_orders(library: Library) -> None:
    form = {
        "resourceType": "QuestionnaireResponse",
        "id": "form",
        "status": "completed",
        "questionnaire": "http://example.org/asked",
        "subject": {"reference": ME},
        "authored": DAY.isoformat(),
        "item": [{"linkId": "numb", "answer": [{"valueBoolean": True}]}],
    }
    site = SITE | {"questionnaires": {"http://example.org/asked": {"numb": "saddle_numbness"}}}
    found = cards(library, [draft("99999999", "z"), NSAID], [BACK_PAIN, form], site=site)
    assert [(one.about, "EMERGENCY" in one.summary) for one in found] == [
        ("MedicationRequest/n", True),
        ("MedicationRequest/z", False),
    ]


def test_a_long_name_leaves_room_for_what_stands_against_the_order(library: Library) -> None:
    named = draft(NAPROXEN, "n", "naproxen in tablets " * 20)
    (card,) = cards(library, [named], [ULCER])
    assert "…: contraindicated. An NSAID may worsen" in card.summary


def test_who_is_outside_of_the_pathway_is_not_outside_of_its_contraindications(
    library: Library,
) -> None:
    """A child of thirteen: no pathway is for her, and an ulcer forbids the drug all the same."""
    child = person(born="2013-04-02")
    request = read_request(
        sent(hook("order-sign", [NSAID, draft(WARFARIN, "w", "warfarin")])), "order-sign", depth=64
    )
    told = Adviser(library, SITE, ()).told(request, Record([child, BACK_PAIN, ULCER]), DAY)
    assert told.advice is not None
    assert told.advice.eligible is False
    (ulcer,) = CASES["an ulcer"][2]
    assert lines(told.cards) == [f"{ulcer} An NSAID…", AVOIDED_WITH_IT]


def test_what_may_be_taken_counts_where_nobody_says_whose_it_is(library: Library) -> None:
    taken = {k: v for k, v in drug(NAPROXEN, "n1", "naproxen").items() if k != "subject"}
    found = cards(library, [draft(WARFARIN, "w", "warfarin")], [BACK_PAIN, taken])
    assert lines(found) == [AVOIDED_WITH_IT]
    others = drug(NAPROXEN, "n1", "naproxen") | {"subject": {"reference": "Patient/other"}}
    record = [BACK_PAIN, person("other"), others]
    assert cards(library, [draft(WARFARIN, "w", "warfarin")], record) == ()


def test_a_caution_stands_beside_what_is_not_understood(library: Library) -> None:
    coding = draft("6851", "m", "methotrexate")["medicationCodeableConcept"]["coding"]
    strange = {"system": RXNORM, "code": "99999999", "display": "Dolorex"}
    order = draft("6851", "m") | {"medicationCodeableConcept": {"coding": [*coding, strange]}}
    taken = [BACK_PAIN, drug(NAPROXEN, "n1", "naproxen"), *VITAL]
    (card,) = cards(library, [order], taken)
    assert card.summary == "Methotrexate: not checked. rxnorm 99999999 is not known here"
    assert "An NSAID may make methotrexate more toxic." in card.detail
    assert "rxnorm 99999999 is not known here: no statement that it is safe" in card.detail


def test_only_the_selected_order_is_spoken_of(library: Library) -> None:
    drafts = [NSAID, draft("99999999", "z", "Dolorex")]
    found = cards(library, drafts, [ULCER], kind="order-select", selections=["MedicationRequest/z"])
    assert [one.about for one in found] == ["MedicationRequest/z"]


def test_an_order_without_a_subject_is_for_the_patient_that_is_open(library: Library) -> None:
    (card,) = cards(library, [{k: v for k, v in NSAID.items() if k != "subject"}], [ULCER])
    assert card.indicator == "critical"


BAD: Mapping[str, tuple[dict[str, Any], str]] = {
    "no bundle": ({"draftOrders": None}, "`context.draftOrders` is not a Bundle"),
    "entries that are none": (
        {"draftOrders": {"resourceType": "Bundle", "entry": {}}},
        "`context.draftOrders` has no list of at most 100 entries",
    ),
    "an order without an id": (
        {
            "draftOrders": {
                "resourceType": "Bundle",
                "entry": [{"resource": {"resourceType": "MedicationRequest"}}],
            }
        },
        "`context.draftOrders.entry[0]` has no resource with its type and id",
    ),
    "a selection that is not there": (
        {"selections": ["MedicationRequest/other"]},
        "`context.selections` names an order that is not in `context.draftOrders`",
    ),
    "selections that are none": (
        {"selections": "MedicationRequest/n"},
        "`context.selections` is not a list of references",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_orders_that_cannot_be_read_are_refused(library: Library, case: str) -> None:
    context, message = BAD[case]
    with pytest.raises(RefusedError) as caught:
        cards(library, [NSAID], [ULCER], kind="order-select", **context)
    assert (caught.value.refusal.status, caught.value.refusal.message) == (400, message)


def test_a_record_of_somebody_else_is_refused(library: Library) -> None:
    request = read_request(sent(hook("order-sign", [NSAID])), "order-sign", depth=64)
    with pytest.raises(RefusedError) as caught:
        Adviser(library, SITE, ()).told(request, Record([person("p2")]), DAY)
    assert caught.value.refusal.message == (
        "the record that was sent is not of the patient of `context.patientId`"
    )


def test_a_patient_who_has_died(library: Library) -> None:
    gone = person() | {"deceasedBoolean": True}
    request = read_request(sent(hook("order-sign", [NSAID])), "order-sign", depth=64)
    (card,) = Adviser(library, SITE, ()).told(request, Record([gone]), DAY).cards
    said = "The order was not checked: the record says that the patient has died"
    assert lines([card]) == [f"MedicationRequest/n critical: {said}"]
    assert card.detail == (
        "The record says that the patient has died. The order was not checked, and nothing here is "
        "known to be safe. If the record is wrong, correct it there."
    )
    assert (card.topic.code, card.pressing) == ("patient-died", True)
    opened = read_request(sent(hook("patient-view")), "patient-view", depth=64)
    (card,) = Adviser(library, SITE, ()).told(opened, Record([gone]), DAY).cards
    assert lines([card]) == [
        " warning: Nothing is advised: the record says that the patient has died"
    ]


def test_a_record_that_was_replaced_is_not_read(library: Library) -> None:
    replaced = person() | {"link": [{"other": {"reference": "Patient/9"}, "type": "replaced-by"}]}
    request = read_request(sent(hook("order-sign", [NSAID])), "order-sign", depth=64)
    (card,) = Adviser(library, SITE, ()).told(request, Record([replaced]), DAY).cards
    said = "Not checked: the record could not be read. Nothing here is known to be safe"
    assert lines([card]) == [f"MedicationRequest/n critical: {said}"]
    assert ME not in card.summary


STRANGE = draft("99999999", "s", "strange")
UNREAD = {key: value for key, value in NSAID.items() if key != "medicationCodeableConcept"} | {
    "id": "u",
    "medicationCodeableConcept": {"text": "something for the pain"},
}


def test_a_site_may_leave_out_what_nobody_knows(library: Library) -> None:
    """Only orders of which nothing is known but that nobody knows their code."""
    drafts = [STRANGE, UNREAD, NSAID]
    request = read_request(sent(hook("order-sign", drafts)), "order-sign", depth=64)
    record = Record([person(), ULCER])
    told = Adviser(library, SITE, ()).told(request, record, DAY)
    quiet = Adviser(library, SITE, (), unknown_orders=False).told(request, record, DAY)
    assert [card.about for card in told.cards if card.indicator == "info"] == [
        "MedicationRequest/s",
        "MedicationRequest/u",
    ]
    # As if it had not been ordered; else what is ordered beside it says so, too.
    fewer = read_request(sent(hook("order-sign", drafts[1:])), "order-sign", depth=64)
    assert quiet.cards == Adviser(library, SITE, ()).told(fewer, record, DAY).cards
    (nsaid,) = (card for card in told.cards if card.about == "MedicationRequest/n")
    assert "- beside it: rxnorm 99999999 is not known here\n" in nsaid.detail
    assert (told.left_out, quiet.left_out) == ((), ("MedicationRequest/s",))


def test_the_rules_that_judged_an_order_are_told_apart_from_the_advice(library: Library) -> None:
    """Without a complaint there is no pathway, and orders are judged all the same."""
    request = read_request(sent(hook("order-sign", [NSAID])), "order-sign", depth=64)
    nameless = Adviser(library, SITE, ()).told(request, Record([person(), ULCER]), DAY)
    meant = Adviser(library, SITE, ()).told(request, Record([person(), BACK_PAIN]), DAY)
    assert nameless.advice is not None
    assert meant.advice is not None
    assert (nameless.advice.pathway.id, meant.judged_by) == ("", meant.advice.pathway)
    assert nameless.judged_by is not None
    assert nameless.judged_by.id == library.current[0]
    assert nameless.judged_by.digest == library.program(library.current[0]).digest
    opened = read_request(sent(hook("patient-view")), "patient-view", depth=64)
    assert Adviser(library, SITE, ()).told(opened, Record([person()]), DAY).judged_by is None
