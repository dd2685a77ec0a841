"""The graph of a program: what leads where, in which order, on which row."""

from hypothesis import given
from hypothesis import strategies as st

from pathway.engine import open_library
from pathway.graph import build, depths, least_stretched, topological
from pathway.lint import lint
from pathway.program import CompiledProgram, Node
from pathway.source import Source, Span
from tests.graph.programs import edge, program, small, step


def test_nodes_and_ways_carry_what_the_program_says() -> None:
    graph = build(small())
    assert list(graph.nodes) == [node.id for node in small().nodes]
    assert graph.nodes["severe"]["node"].title == "Severe or worsening?"
    assert [e.label for e in graph.edges["non_drug", "nsaid"]["edges"]] == ["step up"]


def test_two_ways_to_the_same_node_are_both_kept() -> None:
    ways = (edge("a", "b", "resolved"), edge("a", "b", "step up"))
    graph = build(program((step("a", "A"), step("b", "B")), ways))
    assert graph.edges["a", "b"]["edges"] == ways


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
