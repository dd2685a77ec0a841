"""The summary for clinicians: short, with reasons, sources, values, decisions and the digest."""

from datetime import date
from pathlib import Path

import pytest

from pathway.ground.terms import Action, Verdict
from pathway.views.decided import Decided
from pathway.views.forms import Form
from pathway.views.summary import document, summary
from tests.golden import expect
from tests.present.test_handout import advice, every_patient, named

DECIDED = (
    Decided("acupuncture", "accept", "Dr Ada", record=7),
    Decided("nsaid", "decline", "Dr Ada", "bleeding risk"),
)


@pytest.mark.parametrize("form", list(Form))
def test_the_whole_page(form: Form) -> None:
    found = named("anticoagulated-78")
    expect(f"present/summary-anticoagulated-78.{form}", summary(found, form, DECIDED))


@every_patient
def test_everything_that_counts_is_there(path: Path) -> None:
    found = advice(path)
    page = " ".join(summary(found, width=200).split())
    for alert in found.alerts:
        if alert.state == "present":
            assert alert.title in page
    for option in found.options.values():
        shown = option.verdict not in (Verdict.NOT_INDICATED, Verdict.LATER)
        if option.choice is not None and option.action is Action.DO_NOT_START:
            continue  # another one of its group runs, and is told
        if shown or option.action in (Action.STOP, Action.START):
            assert option.title in page
    for item in found.assumptions:
        assert item.title in page
    assert found.to_dict()["digest"][:16] in page
    assert found.as_of == date(2026, 11, 20)


@every_patient
def test_it_fits_two_or_three_pages(path: Path) -> None:
    """At most 200 lines of a hundred cells: two pages of A4, with sources and long lists three."""
    lines = summary(advice(path), width=100).splitlines()
    assert len(lines) <= 200


def test_every_cited_source_is_listed_in_order() -> None:
    page = document(named("mon-57"))
    assert [number for number, _ in page.sources] == list(range(1, len(page.sources) + 1))


def test_without_decisions_there_is_no_such_section() -> None:
    titles = [section.title for section in document(named("simple-41")).sections]
    assert "Decided in this sitting" not in titles
