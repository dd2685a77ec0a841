"""The cards when a patient is opened: emergencies first, at most three, each with its reasons."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from pathway.engine import Library
from pathway.service.advising import Adviser, Record
from pathway.service.cards import LONGEST, Card, shortened
from pathway.service.hook_request import read_request
from tests.golden import expect

from .charts import (
    BACK_PAIN,
    DAY,
    ME,
    NAPROXEN,
    SITE,
    WARFARIN,
    Resource,
    drug,
    hook,
    person,
    sent,
)

FORM = "https://hillside.example.org/red-flags"
#: A site whose form asks for these red flags.
ASKS = (
    *("bladder_bowel_change", "saddle_numbness", "severe_weakness", "progressive_weakness"),
    *("fever", "infection_risk", "aneurysm_signs", "cancer_history"),
)
WITH_FORM = SITE | {"questionnaires": {FORM: {name: name for name in ASKS}}}


def answered(**answers: bool) -> Resource:
    """The form, filled in today."""
    items = [{"linkId": name, "answer": [{"valueBoolean": yes}]} for name, yes in answers.items()]
    return {
        "resourceType": "QuestionnaireResponse",
        "id": "form",
        "questionnaire": FORM,
        "status": "completed",
        "subject": {"reference": ME},
        "authored": "2026-11-20T08:40:00Z",
        "item": items,
    }


def cards(
    library: Library,
    *record: Resource,
    site: Mapping[str, Any] = WITH_FORM,
    pathways: Sequence[str] = (),
) -> tuple[Card, ...]:
    request = read_request(sent(hook("patient-view")), "patient-view", depth=64)
    adviser = Adviser(library, site, pathways)
    return adviser.told(request, Record([person(), *record]), DAY).cards


def lines(found: Sequence[Card]) -> list[str]:
    return [f"{one.indicator} {one.topic.code}: {one.summary}" for one in found]


def test_what_is_shown_of_sciatica(library: Library) -> None:
    found = cards(library, BACK_PAIN)
    assert lines(found) == [
        (
            "warning questions: Red flags: 19 of 24 not answered, no other present. Ask first "
            "(6 questions): Any of these? New trouble with bladder or bowel, numbness…"
        ),
        "info advice: Start stay active, education",
    ]
    expect("service/patient_view.md", "\n\n---\n\n".join(one.detail for one in found) + "\n")


def test_an_emergency_comes_first_and_cannot_be_put_off(library: Library) -> None:
    first, *rest = cards(library, BACK_PAIN, answered(bladder_bowel_change=True))
    assert (first.topic.code, first.indicator) == ("flag.cauda_equina", "critical")
    assert first.summary.startswith("EMERGENCY: Suspected cauda equina syndrome. ")
    assert first.pressing
    shown = first.to_dict("u", "Pathways", "", (1, 7))
    assert not [one for one in shown["overrideReasons"] if one["code"].startswith("snooze")]
    assert not [one for one in rest if one.topic.code == "advice" and one.indicator == "info"]


def test_of_many_red_flags_the_first_stands_alone_and_at_most_three_cards_are_shown(
    library: Library,
) -> None:
    many = answered(
        bladder_bowel_change=True, severe_weakness=True, aneurysm_signs=True, fever=True
    )
    found = cards(library, BACK_PAIN, many)
    assert len(found) == 3
    assert [one.topic.code.partition(".")[0] for one in found[:2]] == ["flag", "flag"]
    assert "more)" in found[1].summary
    assert all(one.indicator == "critical" for one in found[:2])


def test_what_is_under_way_and_has_to_be_asked_about_is_a_warning(library: Library) -> None:
    found = cards(
        library, BACK_PAIN, drug(NAPROXEN, "n", "naproxen", reasonCode=[BACK_PAIN["code"]])
    )
    does = next(one for one in found if one.topic.code == "advice")
    assert does.indicator == "warning"
    assert does.summary.startswith("Ask first anti-inflammatory drug (NSAID)")


def test_only_the_pathways_that_the_service_follows(library: Library) -> None:
    named = cards(library, BACK_PAIN, pathways=["low-back-pain-nice"])
    assert {one.topic.code for one in named} == {"questions", "advice"}
    assert cards(library, BACK_PAIN, pathways=["knee-osteoarthritis"]) == ()
    (flag,) = cards(
        library, BACK_PAIN, answered(bladder_bowel_change=True), pathways=["knee-osteoarthritis"]
    )
    assert flag.topic.code == "flag.cauda_equina"


def test_nothing_of_a_stranger_is_said(library: Library) -> None:
    assert cards(library, drug(WARFARIN, "w", "warfarin")) == ()


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("a line", "a line"),
        ("two\n  lines", "two lines"),
        ("x" * 139, "x" * 139),
        ("x" * 140, "x" * 138 + "…"),
        ("word " * 40, ("word " * 27).strip() + "…"),
    ],
)
def test_a_summary_is_one_line_and_cut_between_words(text: str, short: str) -> None:
    assert shortened(text) == short
    assert len(shortened(text)) <= LONGEST
