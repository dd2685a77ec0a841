"""The patient's way through a pathway, as text."""

import pytest

from pathway.engine import Library
from pathway.tui.position import MARKS, node_lines, way_rows
from pathway.tui.session import Session
from pathway.views.pictures.picture import STATES
from tests.golden import expect

from .conftest import sitting


@pytest.mark.parametrize("name", ["mon-57", "surgery-49"])
def test_the_whole_way(library: Library, name: str) -> None:
    """The graph, and below it every node with its conditions, values and offers."""
    advice = sitting(library, name).advice
    rows = way_rows(advice)
    drawn = [line for row in rows for line in row.drawn]
    for row in rows:
        drawn += ["", *(f"{x.lead:8}{x.text}" for x in node_lines(advice, row.node))]
    expect(f"tui/way_{name}.txt", "\n".join(drawn) + "\n")


def test_sign_and_word_say_the_same(mon57: Session) -> None:
    nodes = {node.node: node for node in mon57.advice.path}
    for row in way_rows(mon57.advice):
        assert MARKS[row.reached] in row.drawn[0]
        assert f"{nodes[row.node].kind}, {STATES[row.reached]}" in row.drawn[1]


def test_where_the_patient_is(library: Library) -> None:
    advice = sitting(library, "surgery-49").advice
    (here,) = (row for row in way_rows(advice) if row.here)
    assert here.drawn[1].endswith("step, reached, the patient is here")
    (node,) = (node for node in advice.path if node.node == here.node)
    assert node.title == advice.next.step


def test_the_first_node_says_for_whom_it_is(mon57: Session) -> None:
    start = mon57.advice.walk.program.start
    said = [(line.lead, line.text) for line in node_lines(mon57.advice, start)]
    assert said[1:4] == [
        (
            "for",
            (
                "age is at least 18 years and leg pain is radicular and not (previous spinal "
                "surgery and time since the last spinal operation is less than 12 weeks): YES"
            ),
        ),
        (" ", "· age: 57 years (GP record, 2026-11-20; counted from birth date)"),
        (" ", "· leg pain: radicular (GP record, 2026-11-20)"),
    ]


def test_every_node_of_every_pathway_can_be_chosen(library: Library) -> None:
    patient = sitting(library, "mon-57").patient
    for pathway in library.pathways:
        advice = library.advise(patient, pathway, sitting(library, "mon-57").as_of)
        for row in way_rows(advice):
            assert next(node_lines(advice, row.node)).lead == ""


def test_care_beside_every_step_is_told_at_each(library: Library) -> None:
    """In the drawing and in the details, also within a pathway that the patient's own uses."""
    advice = sitting(library, "surgery-49").advice
    nodes = {node.node: node for node in advice.path}
    rows = way_rows(advice)
    steps = [row for row in rows if nodes[row.node].kind == "step"]
    assert {row.node for row in steps} >= {"non_drug", "surgery.opinion"}
    for row in steps:
        assert row.drawn[2].endswith("∥ stay active, education, exercise programme")
        said = [line.text for line in node_lines(advice, row.node) if line.lead in BESIDE]
        assert "stay active, education: ongoing, continue" in said
        assert "exercise programme: tried, do not start" in said
        assert len(said) == len(set(said))
    assert not [row for row in rows if row not in steps and "∥" in "".join(row.drawn)]


BESIDE = ("offers", "alongside")


def test_what_the_patient_chooses_from_stands_below_what_it_is_called(library: Library) -> None:
    advice = sitting(library, "chronic-back-46").advice
    said = [(line.lead, line.text) for line in node_lines(advice, "non_drug_chronic")]
    at = said.index(("choose", "at most 1: Hands or needles, if wanted"))
    assert said[at + 1 : at + 4] == [
        (
            " ",
            "– acupuncture (manual): recommended, choose (if phase of the illness is chronic: YES)",
        ),
        (
            " ",
            "– spinal manipulation: recommended, choose (if phase of the illness is chronic: YES)",
        ),
        ("choose", "at most 1: Body and mind"),
    ]
