"""Laws that hold for every condition and every patient."""

from __future__ import annotations

from hypothesis import event, given

from pathway.ground.problems import Problems
from pathway.ground.vocabulary import Range
from pathway.language.english import Words, plain
from pathway.language.evaluate import evaluate, trace, truth
from pathway.language.operators import OPERATORS
from pathway.language.parser import parse
from pathway.language.printer import canonical
from pathway.language.syntax import Apply, Expr, Result, names
from tests.conditions.expressions import CONDITIONS, MADE, READABLE, patients

Patients = tuple[dict[str, Result], dict[str, Result]]


@given(READABLE)
def test_reading_what_was_written_gives_the_same(expr: Expr) -> None:
    problems = Problems()
    text = canonical(expr)
    assert parse(text, problems) == expr, (text, list(map(str, problems)))


@given(READABLE)
def test_everything_can_be_read_aloud(expr: Expr) -> None:
    assert isinstance(plain(expr, Words()), str)


def test_what_is_read_covers_every_operator() -> None:
    assert set(OPERATORS) - MADE == {"at least", "first known"}


@given(CONDITIONS, patients())
def test_learning_never_changes_what_is_known(expr: Expr, known: Patients) -> None:
    before, after = (evaluate(expr, values) for values in known)
    event(f"known: {before.value is not None}")
    if before.value is not None:
        assert truth(after) is truth(before)


@given(CONDITIONS, patients())
def test_an_unknown_result_hangs_on_what_is_not_known(expr: Expr, known: Patients) -> None:
    values = known[0]
    result = evaluate(expr, values)
    uncertain = {
        name for name, (value, _) in values.items() if value is None or isinstance(value, Range)
    }
    assert bool(result.hangs_on) == (result.value is None)
    assert result.hangs_on <= uncertain & set(names(expr))


@given(CONDITIONS, patients())
def test_nothing_else_can_settle_it(expr: Expr, known: Patients) -> None:
    """As long as what a result hangs on stays unknown, the result does too."""
    before, after = known
    result = evaluate(expr, before)
    held = {name: before[name] if name in result.hangs_on else after[name] for name in after}
    if result.value is None:
        assert evaluate(expr, held).value is None


@given(CONDITIONS, patients())
def test_a_missing_name_is_an_unknown_one(expr: Expr, known: Patients) -> None:
    values = known[0]
    given_ = {name: result for name, result in values.items() if result.value is not None}
    assert evaluate(expr, given_) == evaluate(expr, values)


@given(CONDITIONS, CONDITIONS, patients())
def test_de_morgan(left: Expr, right: Expr, known: Patients) -> None:
    neither = Apply("and", (Apply("not", (left,)), Apply("not", (right,))))
    either = Apply("not", (Apply("or", (left, right)),))
    a, b = evaluate(neither, known[0]), evaluate(either, known[0])
    assert a.value is b.value
    assert a.hangs_on == b.hangs_on


@given(CONDITIONS, CONDITIONS, patients())
def test_and_and_or_do_not_mind_the_order(left: Expr, right: Expr, known: Patients) -> None:
    for op in ("and", "or"):
        there = evaluate(Apply(op, (left, right)), known[0])
        back = evaluate(Apply(op, (right, left)), known[0])
        assert there == back


@given(CONDITIONS, patients())
def test_a_trace_agrees_with_the_result_at_every_node(expr: Expr, known: Patients) -> None:
    root = trace(expr, known[0])
    waiting = [root]
    while waiting:
        node = waiting.pop()
        assert node.result == evaluate(node.expr, known[0])
        children = node.expr.args if isinstance(node.expr, Apply) else ()
        assert tuple(child.expr for child in node.children) == children
        waiting += node.children
    assert root.expr is expr
