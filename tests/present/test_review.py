"""A pathway written out for a guideline board: complete, honest about what is open, harmless."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pathway.engine import open_library
from pathway.ground.terms import Characteristic
from pathway.program import CompiledProgram, Transparency
from pathway.views.document import ListEntry
from pathway.views.review import chapters_of, document, render
from pathway.views.review_entries import Chapter, ReviewEntry, Scribe
from tests.golden import expect
from tests.graph.programs import program, rule, step, therapy

CASES = Path(__file__).parents[1] / "cases" / "library"
SHIPPED = open_library()
HOSTILE = '<script>alert(1)</script> "&\x1b[31m\u202e'


def review_of(program: CompiledProgram) -> tuple[Chapter, ...]:
    return chapters_of(Scribe(program))


def chapter(review: tuple[Chapter, ...], id_: str) -> tuple[ReviewEntry, ...]:
    return next((c.entries for c in review if c.id == id_), ())


def open_points(program: CompiledProgram) -> tuple[ListEntry, ...]:
    """The first section of the document."""
    return document(program).sections[0].entries


def said(entry: ReviewEntry) -> str:
    return "; ".join(said.text for said in entry.says)


def declaring(*uses: Characteristic) -> CompiledProgram:
    told = Transparency((), "A clinic", "A fund", date(2026, 1, 2), None, uses)
    return replace(SHIPPED.program("sciatica"), transparency=told)


def test_the_whole_document() -> None:
    library = open_library(CASES)
    text = re.sub(r"[0-9a-f]{64}", "0" * 64, render(library.program("knee")))
    expect("present/review.html", text)


@pytest.mark.parametrize("pathway", SHIPPED.pathways)
def test_nothing_clinical_is_left_out(pathway: str) -> None:
    shipped = SHIPPED.program(pathway)
    review = review_of(shipped)
    rules = {rule.id for therapy in shipped.therapies.values() for rule in therapy.rules}
    assert rules <= {entry.id for entry in chapter(review, "therapies")}
    assert set(shipped.therapies) <= {entry.id for entry in chapter(review, "therapies")}
    assert {f.id for f in shipped.flags} == {entry.id for entry in chapter(review, "red-flags")}
    beside = {"alongside" for place in shipped.places if place.holder.is_alongside}
    nodes = {node.id for node in shipped.nodes}
    assert nodes | beside == {entry.id for entry in chapter(review, "steps")}
    spoken = {entry.id for entry in chapter(review, "recommendations")}
    assert {r.id for r in shipped.recommendations} == spoken
    assert {p.name for p in shipped.parameters} == {e.id for e in chapter(review, "parameters")}


@pytest.mark.parametrize("pathway", SHIPPED.pathways)
def test_every_statement_has_its_place_and_says_how_far_it_was_checked(pathway: str) -> None:
    review = review_of(SHIPPED.program(pathway))
    for part in ("red-flags", "therapies", "recommendations"):
        entries = chapter(review, part)
        assert [e.id for e in entries if not re.fullmatch(r"[\w/-]+\.yaml:\d+", e.place)] == []
        assert [e.id for e in entries if not (e.checked or e.open)] == []


@pytest.mark.parametrize("pathway", SHIPPED.pathways)
def test_what_is_unverified_is_an_open_point(pathway: str) -> None:
    shipped = SHIPPED.program(pathway)
    unverified = {
        rule.id
        for therapy in shipped.therapies.values()
        for rule in therapy.rules
        if rule.verified == "unverified"
    }
    unverified |= {r.id for r in shipped.recommendations if r.verified == "unverified"}
    assert unverified
    assert unverified <= {entry.id for entry in open_points(shipped)}


def test_the_thirteen_source_attributes_are_always_answered() -> None:
    untold = replace(SHIPPED.program("sciatica"), transparency=Transparency())
    answers = {entry.title: said(entry) for entry in chapter(review_of(untold), "origin")}
    assert list(answers) == [
        "bibliographic citation",
        "developer",
        "funding of the technical work",
        "release and revision dates",
        *(f"use of {one}" for one in Characteristic),
    ]
    assert len(answers) == 13
    assert list(answers.values())[:4] == ["not provided"] * 4
    assert answers["use of sex"] == "declared: not provided; found: read by conditions"
    assert answers["use of race"] == "declared: not provided; found: read by no condition"


def test_what_the_author_declares_stands_beside_what_was_found() -> None:
    declared = declaring(Characteristic.RACE, Characteristic.HEALTH_STATUS)
    review = review_of(declared)
    entries = {entry.title: entry for entry in chapter(review, "origin")}
    told = [said(entries[title]) for title in ("developer", "release and revision dates")]
    assert told == ["A clinic", "released 2026-01-02, revised not provided"]
    assert said(entries["use of health status"]) == "declared: used; found: read by conditions"
    assert entries["use of health status"].open == ""
    differ = {title for title, entry in entries.items() if "differ" in entry.open}
    assert differ == {"use of race", "use of sex", "use of date of birth"}
    assert differ <= {entry.title for entry in open_points(declared)}


def test_the_shipped_declarations_are_true() -> None:
    for pathway in SHIPPED.pathways:
        shipped = SHIPPED.program(pathway)
        assert shipped.transparency.uses is not None
        assert set(shipped.transparency.uses) == set(shipped.uses)


def test_a_draft_stays_one_and_there_is_room_to_sign() -> None:
    text = render(SHIPPED.program("sciatica"))
    assert text.count("DRAFT, not clinically signed off") == 2
    assert "A signature on paper changes no file" in text
    assert text.count("☐ agreed ☐ with changes ☐ not agreed") == 4


def test_no_text_gets_out_of_its_place() -> None:
    hostile = replace(rule("t.r"), because=HOSTILE, verified=HOSTILE, sources=("s",))
    written = render(
        program((step("s", HOSTILE, "t"),), (), (therapy("t", HOSTILE, rules=(hostile,)),))
    )
    assert "<script" not in written
    assert "\x1b" not in written
    assert "\u202e" not in written
    assert Tags().of(written) == Tags().of(render(program((step("s", "S", "t"),), ()))) | {"ol"}


def test_it_loads_nothing_from_anywhere() -> None:
    text = render(SHIPPED.program("sciatica"))
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"', text) == []


def test_every_reference_leads_to_its_place() -> None:
    text = render(SHIPPED.program("sciatica"))
    anchors = re.findall(r'id="([^"]+)"', text)
    assert len(set(anchors)) == len(anchors)
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(anchors)


class Tags(HTMLParser):
    """The kinds of element in a page."""

    def __init__(self) -> None:
        super().__init__()
        self._found: set[str] = set()

    def of(self, text: str) -> set[str]:
        self.feed(text)
        return self._found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._found.add(tag)
