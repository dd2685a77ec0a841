"""What definitions read at any distance, beside the same with sets."""

from collections.abc import Iterable, Mapping

from hypothesis import given
from hypothesis import strategies as st

from pathway.compiled_form import decode, encode
from pathway.language.reads import Reads, reads

NAMES = [f"n{number}" for number in range(12)]
ROWS = st.lists(st.tuples(st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES))))


def by_sets(rows: Iterable[tuple[str, list[str]]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for name, names in rows:
        found[name] = frozenset[str]().union(*(found.get(one, {one}) for one in names))
    return found


@given(ROWS)
def test_it_is_the_same_with_sets(rows: list[tuple[str, list[str]]]) -> None:
    assert dict(reads(rows)) == by_sets(rows)


def test_it_is_kept_between_runs() -> None:
    made = reads([("a", ["x", "y"]), ("b", ["a", "z"]), ("c", [])])
    assert decode(encode(made), Reads) == made
    assert dict(made) == {
        "a": frozenset({"x", "y"}),
        "b": frozenset({"x", "y", "z"}),
        "c": frozenset(),
    }
