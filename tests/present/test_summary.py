"""The summary for clinicians: short, with reasons, sources, values, decisions and the digest."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pathway.ground.terms import GOING, Action, Urgency, Verdict
from pathway.views.decided import Decided
from pathway.views.document import Written
from pathway.views.forms import Form
from pathway.views.summary import MOST_LINES, document, summary
from tests.golden import expect
from tests.present.test_handout import PATIENTS, advice, every_patient, named

DECIDED = (
    Decided("acupuncture", "accept", "Dr Ada", record=7),
    Decided("nsaid", "decline", "Dr Ada", "bleeding risk"),
)


WRITTEN = Written("Dr Ada", datetime(2026, 11, 20, 9, 30, tzinfo=UTC))


@pytest.mark.parametrize("form", list(Form))
def test_the_whole_page(form: Form) -> None:
    found = named("anticoagulated-78")
    page = summary(found, form, DECIDED, written=WRITTEN)
    expect(f"present/summary-anticoagulated-78.{form}", page)


@every_patient
def test_everything_that_counts_is_there(path: Path) -> None:
    """Red flags, what is done, asked and waits, and what could harm; the rest at least counted."""
    found = advice(path)
    page = " ".join(summary(found, width=200).split())
    for alert in found.alerts:
        if alert.state == "present":
            assert alert.title in page
            assert alert.action in page
    for option in found.options.values():
        harmful = option.verdict in (Verdict.CONTRAINDICATED, Verdict.AVOID)
        if harmful or option.action in (*GOING, Action.STOP, Action.TAPER):
            assert option.title in page
    named = sum(item.title in page for item in found.assumptions)
    assert named == len(found.assumptions) or " more" in page
    assert "watch for" in page or found.urgency is Urgency.EMERGENCY or not found.pathway.id
    assert found.to_dict()["digest"][:16] in page
    assert found.as_of == date(2026, 11, 20)


#: One page of A4 as `style.css` prints it holds more than that.
ONE_PAGE = 62


@every_patient
def test_it_is_one_page(path: Path) -> None:
    lines = summary(advice(path)).splitlines()
    assert len(lines) <= ONE_PAGE


def test_hardly_any_needs_more_than_sixty_lines() -> None:
    lines = [len(summary(advice(path)).splitlines()) for path in PATIENTS]
    assert sum(count <= MOST_LINES for count in lines) >= 0.9 * len(lines)


def test_whom_it_is_about_who_wrote_it_and_when() -> None:
    found = named("chronic-back-46")
    lines = summary(found, written=WRITTEN, width=200).splitlines()
    about = "F. 46, chronic low back pain, nothing tried · chronic-back-46 · born 1980-04-22"
    assert lines[1].startswith(f"{about} · as of 2026-11-20")
    assert "Written by Dr Ada, 2026-11-20 09:30 UTC" in lines
    assert lines[-1].startswith("Pathway low-back-pain 3.0.0 · this advice: sha256 ")


@pytest.mark.parametrize(
    ("written", "line"),
    [
        (Written(), "Written at ________________ by ______________________"),
        (Written("Dr Ada"), "Written by Dr Ada"),
        (replace(WRITTEN, by=""), "Written 2026-11-20 09:30 UTC by ______________________"),
    ],
)
def test_what_is_not_known_of_the_author_is_a_line_to_sign(written: Written, line: str) -> None:
    assert line in summary(named("chronic-back-46"), written=written).splitlines()


def test_one_of_something_is_not_several() -> None:
    lines = summary(named("mon-57"), width=200).splitlines()
    assert [line.split() for line in lines if "still open" in line] == [
        ["still", "open", "1", "group", "of", "red", "flags"]
    ]


def test_every_cited_source_is_listed_in_order() -> None:
    page = document(named("mon-57"))
    assert [number for number, _ in page.sources] == list(range(1, len(page.sources) + 1))


def test_without_decisions_there_is_no_such_section() -> None:
    titles = [section.title for section in document(named("simple-41")).sections]
    assert "Decided in this sitting" not in titles
