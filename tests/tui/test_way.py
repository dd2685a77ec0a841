"""The patient's way through a pathway, as text."""

from pathway.engine import Library
from pathway.tui.session import Session
from pathway.tui.way import node_lines, way_rows

from .conftest import sitting


def test_the_graph_says_by_sign_and_word_what_is_reached(mon57: Session) -> None:
    rows = way_rows(mon57.advice)
    assert [line for row in rows for line in row.drawn] == [
        "●    Non-drug therapy",
        "├─╮  step, reached",
        "● │  Anti-inflammatory drug",
        "├─╮  step, reached",
        "? │      How long has it lasted, and how severe is it?",
        "├───┬─╮  decision, not known yet",
        "○ │ │ │  Epidural steroid injection",
        "╰─┬─╮ │  step, not reached",
        "  │ ○ │  Last drug",
        "  ╭─┴─╮  step, not reached",
        "  │   ?  Surgical opinion",
        "  ╭───┤  step, not known yet",
        "  │   ○  Spine or pain specialist team",
        "  │      refer, not reached",
        "  ○  Maintain and watch",
        "     end, not reached",
    ]
    assert not any(row.here for row in rows)


def test_where_the_patient_is(library: Library) -> None:
    (here,) = (row for row in way_rows(sitting(library, "surgery-49").advice) if row.here)
    assert here.node == "surgery"
    assert here.drawn[1].endswith("step, reached, the patient is here")


def test_a_node_with_its_conditions_values_and_offers(mon57: Session) -> None:
    assert [(line.lead, line.text) for line in node_lines(mon57.advice, "how_severe")] == [
        ("", "How long has it lasted, and how severe is it?: decision, not known yet"),
        (
            "way in",
            "step up, from Anti-inflammatory drug, if at least 1 therapy was inadequate: UNKNOWN",
        ),
        (" ", "· waits for: bleeding disorder, platelet count"),
        ("way on", "to Epidural steroid injection, if acute and severe: NO"),
        (" ", "· acute and severe: no"),
        (" ", "· duration of symptoms: 26 weeks (GP record, 2026-11-20)"),
        (" ", "· pain score: 6 (GP record, 2026-11-20)"),
        (
            "way on",
            (
                "to Last drug, if all of: phase of the illness is acute or subacute;"
                " pain score is at least 7: NO"
            ),
        ),
        (" ", "· phase of the illness: chronic"),
        (" ", "· pain score: 6 (GP record, 2026-11-20)"),
        (" ", "· duration of symptoms: 26 weeks (GP record, 2026-11-20)"),
        ("way on", "otherwise to Surgical opinion: UNKNOWN"),
        (" ", "· waits for: bleeding disorder, platelet count"),
        ("place", "sciatica.yaml:159"),
        (
            "source",
            (
                "National Institute for Health and Care Excellence. Low back pain and sciatica in"
                " over 16s, guideline NG59. 2016, statements on drugs for sciatica 2020,"
                " https://www.nice.org.uk/guidance/ng59"
            ),
        ),
        (" ", "Dowell D, et al. MMWR Recomm Rep 2022;71(RR-3):1-95"),
    ]


def test_the_first_node_says_for_whom_it_is(mon57: Session) -> None:
    said = [(line.lead, line.text) for line in node_lines(mon57.advice, "non_drug")]
    assert said[1:4] == [
        ("for", "age is at least 18 years and leg pain is radicular: YES"),
        (" ", "· age: 57 years (GP record, 2026-11-20; counted from birth date)"),
        (" ", "· leg pain: radicular (GP record, 2026-11-20)"),
    ]
    assert (
        "offers",
        "acupuncture (manual): pending, ask first (if phase of the illness is chronic: YES)",
    ) in said


def test_every_node_of_every_pathway_can_be_chosen(library: Library) -> None:
    for name in ("mon-57", "chronic-back-46", "school-16"):
        advice = sitting(library, name).advice
        for row in way_rows(advice):
            assert next(node_lines(advice, row.node)).lead == ""
