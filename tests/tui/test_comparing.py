"""Therapies by pathways and guidelines."""

from pathway.engine import Library
from pathway.tui.comparing import Column, Comparison, comparison
from pathway.tui.session import Session

from .conftest import sitting


def column(found: Comparison, id_: str) -> Column:
    return next(one for one in found.columns if one.id == id_)


def test_pathways_first_then_guidelines_the_adopted_ones_before_others(mon57: Session) -> None:
    found = comparison(mon57)
    assert [one.title for one in found.columns][:5] == [
        "pathway sciatica",
        "pathway low-back-pain",
        "CDC 2022",
        "NICE NG59 (2020)",
        "ACP 2017",
    ]


def test_disagreement_is_said_in_words_and_stands_first(mon57: Session) -> None:
    found = comparison(mon57)
    disputed = [id_ for id_ in found.therapies if found.disagree(id_)]
    assert disputed == list(found.therapies)[: len(disputed)]
    assert "acupuncture" in disputed
    assert found.note("acupuncture") == "DISAGREE"
    assert found.note("education") == ""


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
    assert lines[0].text == "acupuncture (manual) · NICE NG59 (2020) · DISAGREE"
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
    lines = list(found.lines("education", column(found, "low-back-pain")))
    assert lines[1].lead == "verdict"
