"""Therapies by pathways and guidelines."""

from pathlib import Path

import pytest

from pathway.engine import Library
from pathway.tui.comparing import Column, ComparisonTable, comparison
from pathway.tui.session import Session
from pathway.views.comparison import render
from pathway.views.comparison.cells import ComparisonMark
from tests.examples import EXAMPLES
from tests.lanes import thinned

from .conftest import sitting


def column(found: ComparisonTable, id_: str) -> Column:
    return next(one for one in found.columns if one.id == id_)


def test_this_pathway_first_then_guidelines_and_last_what_is_for_others(mon57: Session) -> None:
    found = comparison(mon57)
    assert found.columns[0] == Column("sciatica", "pathway sciatica", is_pathway=True)
    eligible = {advice.pathway.id for advice in found.advices if advice.eligible is not False}
    kinds = [
        "mine" if c.id in eligible else "others'" if c.is_pathway else "guideline"
        for c in found.columns
    ]
    assert list(dict.fromkeys(kinds)) == ["mine", "guideline", "others'"]
    assert {c.id for c in found.columns if c.is_pathway} == set(mon57.library.pathways)
    guidelines = [c.id for c in found.columns if not c.is_pathway]
    assert guidelines.index("nice-ng59") < guidelines.index("who-2023")


def test_disagreement_is_said_in_words_and_stands_first(mon57: Session) -> None:
    found = comparison(mon57)
    disputed = [id_ for id_ in found.therapies if found.mark(id_) is ComparisonMark.DISAGREE]
    assert disputed == list(found.therapies)[: len(disputed)]
    assert "acupuncture" in disputed
    assert found.note("acupuncture") == "GUIDELINES DISAGREE"
    assert found.note("education") == ""


HEADINGS = {
    mark.upper()
    for mark in (ComparisonMark.DISAGREE, ComparisonMark.DIFFER, ComparisonMark.VERDICT)
}


def under_headings(text: str) -> dict[str, str]:
    """The therapies of a comparison as text, each with the heading that it stands under."""
    found: dict[str, str] = {}
    heading = ""
    for line in text.splitlines():
        if line and not line.startswith(" "):
            said = line.partition(" (")[0].upper()
            heading = said if said in HEADINGS else ""
        elif heading and line and not line.startswith("   "):
            found[line.strip()] = heading
    return found


@pytest.mark.parametrize("path", thinned(sorted(EXAMPLES.glob("*.yaml")), 8), ids=lambda p: p.stem)
def test_terminal_and_text_note_the_same_of_every_therapy(library: Library, path: Path) -> None:
    found = comparison(sitting(library, path.stem))
    noted = {found.title(id_): found.note(id_) for id_ in found.therapies if found.note(id_)}
    text = render(found.advices, width=1_000)
    assert noted == under_headings(text)


def test_a_cell_says_for_whom_it_speaks(mon57: Session) -> None:
    found = comparison(mon57)
    cells = {one.id: found.cell("acupuncture", one) for one in found.columns}
    assert cells["sciatica"] == "pending, ask first"
    assert cells["low-back-pain"] == "not eligible"
    assert cells["nice-ng59"] == "against, strong"
    assert cells["acp-2017"] == "for, strong, extrapolated"
    assert cells["who-2023"] == "for, conditional, other patients"
    assert cells["cdc-2022"] == "–"


def test_both_sides_are_shown_with_their_sources(mon57: Session) -> None:
    found = comparison(mon57)
    lines = list(found.lines("acupuncture", column(found, "nice-ng59")))
    assert lines[0].text.startswith("acupuncture (manual) · NICE NG59 (2020) · GUIDELINES DISAGREE")
    assert [line.text for line in lines if not line.lead][1:] == ["differs: ACP 2017"]
    sources = [line.text for line in lines if line.lead == "source"]
    assert [text.split(",")[0] for text in sources] == [
        "National Institute for Health and Care Excellence. Low back pain and sciatica in over 16s",
        "Qaseem A",
    ]


def test_a_verdict_with_its_reasons(library: Library) -> None:
    found = comparison(sitting(library, "haemophilia-36"))
    lines = list(found.lines("acupuncture", column(found, found.advice.pathway.id)))
    said = [(line.lead, line.text) for line in lines]
    assert said[1][1].startswith("contraindicated, do not start:")
    assert "reason" in {lead for lead, _ in said}
    assert "source" in {lead for lead, _ in said}


def test_silence_is_said(mon57: Session) -> None:
    found = comparison(mon57)
    lines = list(found.lines("acupuncture", column(found, "cdc-2022")))
    assert lines[-1].text == "This guideline says nothing of it."
    lines = list(found.lines("acupuncture", column(found, "low-back-pain")))
    assert lines[1].text == "This pathway says nothing of it for this patient."
