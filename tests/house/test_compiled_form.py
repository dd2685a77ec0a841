"""What was compiled reads back as it was written, in every class, mark and type."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import MappingProxyType

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.compiled_form import decode, encode
from pathway.ground.problems import Label, Problem
from pathway.ground.source import Placed, Source, Span
from pathway.ground.terms import Kind, Urgency
from pathway.ground.vocabulary import BOOLEAN, NOT_APPLICABLE, NULL, Base, Range, Type
from pathway.language.syntax import Apply, Literal, Name

from .seen import seen

SOURCE = Source("a.yaml", "line one\nline two\n")
SPAN = Span(SOURCE, 3, 9)


VALUES = [
    (1, True, None, "x", 0, False),
    (True, 1),
    ((1,), (True,), (Decimal(1),), ("1",)),
    (Decimal("1.50"), Decimal("1.5"), Decimal("-0"), Decimal("1E+3")),
    (date(2026, 11, 20), "2026-11-20"),
    (frozenset({("loinc", "1-8")}), frozenset()),
    ({"a": (), "b": {"c": None}}, MappingProxyType({"z": 1, "a": 2})),
    (Kind.DRUG, "drug", Urgency.SOON, Base.LIST),
    (Placed("a b", SPAN, (3, 4, 9)), Placed("a b", SPAN), Placed("a b"), "a b"),
    (Range(date(2026, 1, 1), date(2026, 12, 31)), Range(Decimal(1), Decimal(2)), NOT_APPLICABLE),
    (Apply("and", (Name("x", SPAN, BOOLEAN), Literal(None, NULL)), SPAN, BOOLEAN),),
    (Name("x", SPAN), Name("x", None), Name("x", SPAN, Type(Base.TEXT, None, ("a", "b")))),
    (Problem("P101", "m", SPAN, None, Label(SPAN, "here")),),
    tuple(str(n) for n in range(40)),
    tuple(range(9)),
    (),
]


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_values_read_back_in_everything(value: tuple[object, ...]) -> None:
    assert seen(decode(encode(value), tuple), {}) == seen(value, {})


LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=3),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.sampled_from(Kind),
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=12).map(tuple),
        st.dictionaries(st.text("abc", max_size=2), inner, max_size=3),
        st.builds(Apply, st.sampled_from(["and", "or"]), st.lists(inner, max_size=3).map(tuple)),
    ),
    max_leaves=12,
)


@given(TREES)
def test_any_tree_reads_back(tree: object) -> None:
    assert seen(decode(encode((tree,)), tuple), {}) == seen((tree,), {})


def test_equal_parts_are_one_object() -> None:
    one, two = decode(encode((Name("x", SPAN), Name("x", Span(SOURCE, 3, 9)))), tuple)
    assert one is two


@pytest.mark.parametrize(
    "value",
    [
        (1.5,),
        ([1],),
        ({1},),
        (b"x",),
        (datetime(2026, 1, 1, tzinfo=UTC),),
        (print,),
        (object(),),
        "x",
    ],
)
def test_what_has_no_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        encode(value)


def test_the_table_is_json() -> None:
    table = orjson.loads(encode((Name("x"), "y")))
    assert [kind for kind, _, _ in table] == [
        "pathway.ground.vocabulary.Base",
        "pathway.ground.vocabulary.Type",
        "pathway.language.syntax.Name",
        "short tuple",
    ]
    assert table[2:] == [
        ["pathway.language.syntax.Name", 1, [["same", "x", 1], ["same", None, 1], ["refs", [1]]]],
        ["short tuple", 1, [["refs", [2]], ["same", "y", 1]]],
    ]
