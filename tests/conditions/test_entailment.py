"""What is shown to be as careful as before is so for every value, known or not."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.ground.problems import Problems
from pathway.ground.vocabulary import BOOLEAN, DECIMAL, NOT_APPLICABLE, Range, Value
from pathway.language.entailment import Entailment
from pathway.language.evaluate import evaluate
from pathway.language.parser import parse
from pathway.language.syntax import Apply, Expr, Literal, Name, Result


def read(text: str) -> Expr:
    problems = Problems()
    found = parse(text, problems)
    assert found is not None, list(problems)
    return found


@pytest.mark.parametrize(
    ("one", "other", "kept"),
    [
        ("ulcer", "ulcer", True),
        ("ulcer", "ulcer or asthma", True),
        ("ulcer or asthma", "ulcer", False),
        ("ulcer and asthma", "ulcer", True),
        ("ulcer", "ulcer and asthma", False),
        ("ulcer and asthma", "asthma and ulcer", True),
        ("not (ulcer and asthma)", "not ulcer", False),
        ("not ulcer", "not (ulcer and asthma)", True),
        ("inr > 3", "inr > 2", True),
        ("inr > 3", "inr >= 3", True),
        ("inr >= 3", "inr > 3", False),
        ("inr > 3", "inr > 3.1", False),
        ("inr < 3", "inr < 4", True),
        ("inr < 3", "inr > 2", False),
        ("inr < 3", "age < 4", False),
        ("leg = 'left'", "leg in {'left', 'right'}", True),
        ("leg in {'left', 'right'}", "leg = 'left'", False),
        ("ulcer", "true", True),
        ("false", "ulcer", True),
        ("if ulcer then asthma else inr > 3", "if ulcer then asthma else inr > 3", True),
        ("if ulcer then asthma else inr > 3", "if ulcer then asthma else inr > 2", False),
    ],
)
def test_what_is_shown(one: str, other: str, kept: bool) -> None:
    assert Entailment({}, {}).kept(read(one), read(other)) is kept


def test_names_are_followed_in_their_own_version() -> None:
    old = {
        "thin": read("warfarin"),
        "bleeds": read("thin or ulcer"),
        "both": read("thin and ulcer"),
    }
    new = {**old, "thin": read("warfarin or heparin")}
    forth, back = Entailment(old, new), Entailment(new, old)
    for name in ("thin", "bleeds", "both"):
        assert forth.kept(Name(name), Name(name))
        assert not back.kept(Name(name), Name(name))
        assert not forth.same(name)
    assert forth.same("ulcer")
    assert forth.kept(read("not bleeds"), read("not bleeds")) is False
    assert back.kept(read("not bleeds"), read("not bleeds")) is True


def test_what_reads_a_changed_name_in_a_way_not_understood_is_not_shown() -> None:
    old, new = {"thin": read("warfarin")}, {"thin": read("warfarin or heparin")}
    said = read("if thin then ulcer else asthma")
    assert not Entailment(old, new).kept(said, said)


FLAGS, NUMBERS = ("a", "b", "c"), ("x", "y")
ATOMS: st.SearchStrategy[Expr] = st.one_of(
    st.sampled_from(FLAGS).map(lambda name: Name(name, type=BOOLEAN)),
    st.booleans().map(lambda value: Literal(value, BOOLEAN)),
    st.sampled_from(["d1", "d2"]).map(lambda name: Name(name, type=BOOLEAN)),
    st.builds(
        lambda op, name, at: Apply(op, (Name(name, type=DECIMAL), Literal(Decimal(at), DECIMAL))),
        st.sampled_from(["<", "<=", ">", ">="]),
        st.sampled_from(NUMBERS),
        st.integers(0, 3),
    ),
    st.builds(
        lambda name, ats: Apply(
            "in", (Name(name, type=DECIMAL), *(Literal(Decimal(at), DECIMAL) for at in ats))
        ),
        st.sampled_from(NUMBERS),
        st.lists(st.integers(0, 3), min_size=1, max_size=3),
    ),
)


def _joined(parts: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        several.map(lambda args: Apply("and", args)),
        several.map(lambda args: Apply("or", args)),
        parts.map(lambda arg: Apply("not", (arg,))),
        st.tuples(parts, parts, parts).map(lambda args: Apply("if", args)),
    )


EXPRS = st.recursive(ATOMS, _joined, max_leaves=6)
#: Definitions that may not read one another.
MEANINGS = st.fixed_dictionaries(
    {
        name: EXPRS.filter(lambda e: not {"d1", "d2"} & set(map(str, _names(e))))
        for name in ("d1", "d2")
    }
)
VALUES: st.SearchStrategy[Value | None] = st.one_of(
    st.none(),
    st.just(NOT_APPLICABLE),
    st.integers(0, 3).map(Decimal),
    st.tuples(st.integers(0, 1), st.integers(2, 3)).map(
        lambda ends: Range(Decimal(ends[0]), Decimal(ends[1]))
    ),
)
PATIENTS = st.fixed_dictionaries(
    {name: st.sampled_from([True, False, None, NOT_APPLICABLE]) for name in FLAGS}
    | dict.fromkeys(NUMBERS, VALUES)
)


def _names(expr: Expr) -> list[str]:
    from pathway.language.syntax import names

    return list(names(expr))


def _value(expr: Expr, patient: Mapping[str, Value | None], meanings: Mapping[str, Expr]) -> int:
    """Where a condition's value stands in the order false, unknown, true."""
    values = {name: Result(value) for name, value in patient.items()}
    values |= {name: evaluate(meant, values) for name, meant in meanings.items()}
    said = evaluate(expr, values).value
    return 0 if said is NOT_APPLICABLE else {False: 0, None: 1, True: 2}[said]  # type: ignore[index]


def _varied(expr: Expr) -> st.SearchStrategy[Expr]:
    """The condition itself, or one with something beside it, so that many pairs are shown."""
    more = EXPRS.map(lambda other: Apply("or", (expr, other)))
    return st.one_of(st.just(expr), more, EXPRS)


@given(EXPRS.flatmap(lambda e: st.tuples(st.just(e), _varied(e))), MEANINGS, MEANINGS, PATIENTS)
def test_nobody_is_let_go_by_what_is_shown(
    pair: tuple[Expr, Expr],
    old: Mapping[str, Expr],
    new: Mapping[str, Expr],
    patient: Mapping[str, Value | None],
) -> None:
    one, other = pair
    if Entailment(old, new).kept(one, other):
        assert _value(one, patient, old) <= _value(other, patient, new)


@given(EXPRS, MEANINGS)
def test_everything_is_as_careful_as_itself(expr: Expr, meanings: Mapping[str, Expr]) -> None:
    same = Entailment(meanings, meanings)
    assert same.kept(expr, expr)
    assert same.same("d1")
