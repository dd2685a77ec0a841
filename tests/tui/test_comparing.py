"""Therapies by pathways and guidelines."""

from pathway.engine import Library
from pathway.tui.comparing import Column, Comparison, comparison
from pathway.tui.session import Session

from .conftest import sitting


def column(found: Comparison, id_: str) -> Column:
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
    disputed = [id_ for id_ in found.therapies if found.disagree(id_)]
    assert disputed == list(found.therapies)[: len(disputed)]
    assert "acupuncture" in disputed
    assert found.note("acupuncture").startswith("DISAGREE")
    assert found.note("education") == ""


def test_pathways_differ_where_one_closes_what_another_leaves_open(mon57: Session) -> None:
    found = comparison(mon57)
    verdicts = {
        advice.pathway.id: str(advice.options["acupuncture"].verdict)
        for advice in found.advices
        if advice.eligible and "acupuncture" in advice.options
    }
    differ = {"pending", "not recommended"} <= set(verdicts.values())
    assert ("PATHWAYS DIFFER" in found.note("acupuncture")) is differ


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
    assert lines[0].text.startswith("acupuncture (manual) · NICE NG59 (2020) · DISAGREE")
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
