"""The graph of a program: what leads where, in which order, on which row."""

from datetime import date

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.checks import lint
from pathway.engine import open_library
from pathway.graph import build, depths, least_stretched, topological
from pathway.ground.problems import UsageError
from pathway.ground.source import Source, Span
from pathway.ground.vocabulary import BOOLEAN
from pathway.language.syntax import Name
from pathway.program import CompiledProgram, Node
from tests.examples import EXAMPLES
from tests.graph.programs import ALL_CLOSED, edge, program, small, step


def test_nodes_and_edges_carry_what_the_program_says() -> None:
    graph = build(small())
    assert list(graph.nodes) == [node.id for node in small().nodes]
    assert graph.nodes["severe"] == {
        "title": "Severe or worsening?",
        "kind": "decision",
        "offers": (),
        "condition": "step up: every therapy of this step is closed",
    }
    assert graph.nodes["non_drug"]["condition"] == "leg pain is radicular"
    assert graph.edges["non_drug", "nsaid"] == {
        "title": "step up: at least 1 therapy was inadequate",
        "kind": "step up",
        "condition": "at least 1 therapy was inadequate",
    }
    assert graph.edges["severe", "injection"] == {
        "title": "otherwise",
        "kind": "otherwise",
        "condition": "",
    }


def test_two_ways_to_the_same_node_are_one_edge_that_says_both() -> None:
    relief = Name("relief", type=BOOLEAN)
    ways = (edge("a", "b", "resolved", relief), edge("a", "b", "step up", ALL_CLOSED))
    graph = build(program((step("a", "A"), step("b", "B")), ways))
    assert graph.edges["a", "b"] == {
        "title": "resolved: relief or step up: every therapy of this step is closed",
        "kind": "resolved or step up",
        "condition": "relief or every therapy of this step is closed",
    }


def test_a_patients_graph_says_what_is_reached() -> None:
    library = open_library()
    patient = library.patient_from_file(EXAMPLES / "surgery-49.yaml")
    advice = library.advise(patient, "sciatica")
    graph = advice.graph()
    assert {n: data["reached"] for n, data in graph.nodes(data=True)} == {
        one.node: one.reached for one in advice.path
    }
    bare = library.graph("sciatica")
    assert list(bare.nodes) == list(graph.nodes)
    assert list(bare.edges) == list(graph.edges)
    assert bare.graph == graph.graph
    assert not any("reached" in data for _, data in bare.nodes(data=True))
    for start, end, data in graph.edges(data=True):
        assert data["reached"] is not True or graph.nodes[start]["reached"] is True, (start, end)
        assert data["reached"] is not True or graph.nodes[end]["reached"] is True, (start, end)


def test_without_a_pathway_the_graph_is_empty() -> None:
    library = open_library()
    assert not library.advise(library.patient({"patient": "a"}), as_of=date(2026, 11, 20)).graph()


def test_a_pathway_that_is_not_there_has_no_graph() -> None:
    with pytest.raises(UsageError, match="unknown pathway `sciatca`"):
        open_library().graph("sciatca")


#: Care that comes before surgery.
CONSERVATIVE = {"exercise", "psychological", "manual", "needle", "drug", "self-care"}


@pytest.mark.slow
@pytest.mark.parametrize("pathway", open_library().pathways)
def test_shipped_pathways_are_sound_as_graphs(pathway: str) -> None:
    """Everything is reached, nothing goes round, and conservative care comes before surgery."""
    library = open_library()
    graph = library.graph(pathway)
    start = graph.graph["start"]
    assert nx.is_directed_acyclic_graph(graph)
    assert nx.descendants(graph, start) | {start} == set(graph)
    kinds = {n: {library.therapies[t].kind.value for t in graph.nodes[n]["offers"]} for n in graph}
    dominator = nx.immediate_dominators(graph, start)
    for node in (node for node in graph if "surgery" in kinds[node]):
        before = set[str]()
        while node != start:
            node = dominator[node]
            before |= kinds[node]
        assert before & CONSERVATIVE, f"{pathway} {node}"


def test_order_puts_every_node_after_those_that_lead_to_it() -> None:
    assert topological(small()) == (
        "non_drug",
        "nsaid",
        "severe",
        "injection",
        "opinion",
        "maintain",
    )


def test_the_row_is_the_length_of_the_longest_way() -> None:
    assert depths(small()) == {
        "non_drug": 0,
        "nsaid": 1,
        "severe": 2,
        "injection": 3,
        "opinion": 4,
        "maintain": 4,
    }


def forgotten() -> CompiledProgram:
    """A pathway with a node that nothing leads to, and one that only that node leads to."""
    source = Source("sciatica.yaml", "nodes:\n  lost:\n    end: Lost\n")
    lost = Node("lost", "Lost", "decision", span=Span(source, 9, 13))
    return program(
        (step("a", "A"), Node("b", "B", "end"), lost, Node("behind", "Behind", "end")),
        (edge("a", "b", "resolved"), edge("lost", "behind", "otherwise")),
    )


def test_the_check_shows_the_forgotten_node() -> None:
    assert "\n\n".join(map(str, lint(forgotten()))) == (
        "P302 no way leads to node `lost`\n"
        "  sciatica.yaml:2:3\n"
        "     2 |   lost:\n"
        "       |   ^~~~\n"
        "  help: lead to it with `to: lost`, or delete it\n"
        "\n"
        "P302 no way leads to node `behind`\n"
        "  help: lead to it with `to: behind`, or delete it"
    )
    assert not any(problem.is_error for problem in lint(forgotten()))


def test_a_sound_program_raises_no_suspicion() -> None:
    assert list(lint(small())) == []


def test_what_is_known_needs_nothing_more() -> None:
    whole = open_library().program("sciatica")
    for name in ("outcome", "option.acupuncture.verdict", "option.nsaid.recommended"):
        order = [definition.name for definition in whole.definitions]
        needed = [definition.name for definition in whole.closure((name,))]
        assert needed == sorted(needed, key=order.index)
        assert needed[-1] == name
        known = needed[: len(needed) // 2]
        assert [one.name for one in whole.missing((name,), known)] == needed[len(known) :]
        assert whole.missing((name,), {name}) == ()


Line = tuple[int, dict[tuple[int, int], int], dict[tuple[int, int], int]]


@st.composite
def lines(draw: st.DrawFn) -> Line:
    """Points on a line: neighbours that keep apart, and pairs that pull."""
    count = draw(st.integers(2, 6))
    half = count // 2
    apart = {(n, n + 1): draw(st.integers(1, 30)) for n in range(count - 1) if n + 1 != half}
    pairs = st.tuples(st.integers(0, half - 1), st.integers(half, count - 1))
    pulls = draw(st.dictionaries(pairs, st.integers(1, 8), max_size=8))
    return count, apart, {pair: pull for pair, pull in pulls.items() if pair not in apart}


def stretch(places: dict[int, int], pulls: dict[tuple[int, int], int]) -> int:
    return sum(pull * abs(places[a] - places[b]) for (a, b), pull in pulls.items())


@given(lines())
def test_places_keep_apart_and_no_single_move_shortens_the_pulls(line: Line) -> None:
    count, apart, pulls = line
    places = least_stretched(range(count), apart, pulls)
    assert all(places[b] - places[a] >= room for (a, b), room in apart.items())
    for group in range(1, 2**count):
        for move in (-1, 1):
            moved = {n: x + move * (group >> n & 1) for n, x in places.items()}
            if all(moved[b] - moved[a] >= room for (a, b), room in apart.items()):
                assert stretch(moved, pulls) >= stretch(places, pulls)


def test_what_is_free_stands_in_the_middle() -> None:
    places = least_stretched("lrp", {("l", "r"): 40}, {("p", "l"): 1, ("p", "r"): 1})
    assert places["p"] - places["l"] == places["r"] - places["p"] == 20
