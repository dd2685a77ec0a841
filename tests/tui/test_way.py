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
