"""Reading conditions: places, limits, and what is loaded when."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.ground.problems import Problems
from pathway.ground.source import Placed, Source, Span
from pathway.ground.vocabulary import DATE, INTEGER, Base, Range, Type
from pathway.language.english import Words
from pathway.language.parser import is_name, parse, partial_date
from pathway.language.printer import canonical, plain
from pathway.language.syntax import Apply, Expr, Literal, Name
from tests.conditions.words import checked, outcome, problems_of, read


def nodes(expr: Expr) -> list[Expr]:
    found, waiting = [], [expr]
    while waiting:
        node = waiting.pop(0)
        found.append(node)
        waiting += node.args if isinstance(node, Apply) else ()
    return found


def covered(expr: Expr) -> list[str]:
    """The author's text under each node, outermost first."""
    spans = [node.span for node in nodes(expr)]
    return [span.source.text[span.start : span.end] for span in spans if span is not None]


def test_every_node_knows_its_characters() -> None:
    text = "(age >= 65 years) and not (leg_pain in {'none', 'referred'}) or -visits < 3"
    assert covered(read(text)) == [
        text,
        "(age >= 65 years) and not (leg_pain in {'none', 'referred'})",
        "-visits < 3",
        "age >= 65 years",
        "not (leg_pain in {'none', 'referred'})",
        "-visits",
        "3",
        "age",
        "65 years",
        "leg_pain in {'none', 'referred'}",
        "visits",
        "leg_pain",
        "'none'",
        "'referred'",
    ]


def test_brackets_belong_to_what_is_said_of_them() -> None:
    assert covered(read("(anticoagulant) is true")) == ["(anticoagulant) is true", "anticoagulant"]
    assert covered(read("((visits)) > (3)")) == ["((visits)) > (3)", "visits", "3"]


WORDS = """or and xor not implies in is if then else exists between convert to
at all least inadequate
closed true false yes no null not_yet is_new year months visits x _x 3x Year a.b a-b"""


@pytest.mark.parametrize("word", WORDS.split())
def test_what_can_be_a_name(word: str) -> None:
    """A name is what a condition can be made of alone, without being anything else."""
    assert is_name(word) == isinstance(parse(word, Problems()), Name)
    assert not is_name(f"{word} "), "a name is the whole text"


def test_a_condition_folded_over_lines_keeps_its_places() -> None:
    file = "when: >\n  age >= 65 years\n  and nsaid.faild\n"
    start, rest = file.index("age"), file.index("and")
    first, second = "age >= 65 years", "and nsaid.faild"
    offsets = (*range(start, start + len(first)), start + len(first), *range(rest, len(file) - 1))
    source = Source("a.yaml", file)
    text = Placed(f"{first} {second}", Span(source, start, len(file) - 1), offsets)
    problems = Problems()
    expr = parse(text, problems)
    assert not len(problems)
    assert expr is not None
    assert [str(node.span) for node in nodes(expr)] == [
        *("a.yaml:2:3", "a.yaml:2:3", "a.yaml:3:7", "a.yaml:2:3", "a.yaml:2:10"),
    ]
    wrong = Placed(f"{first} {second} )", text.span, (*offsets, len(file) - 2, len(file) - 2))
    parse(wrong, problems)
    assert [str(problem.span) for problem in problems] == ["a.yaml:3:17"]


def test_what_is_read() -> None:
    assert read("a.b and not c or d") == Apply(
        "or", (Apply("and", (Name("a.b"), Apply("not", (Name("c"),)))), Name("d"))
    )
    assert read("-5 'mg'") == Literal(Decimal(-5), Type(Base.DECIMAL, "mg"))
    assert read("+3") == Literal(Decimal(3), INTEGER)
    assert read("1 week") == read("1 weeks") == Literal(Decimal(1), Type(Base.DECIMAL, "weeks"))
    assert read("@2014-02") == Literal(Range(date(2014, 2, 1), date(2014, 2, 28)), DATE)
    assert read("yes") == read("true")
    assert read(r"'it\'s \\'").value == "it's \\"  # type: ignore[union-attr]
    assert read("at  least 2   inadequate") == Apply(
        "at least inadequate", (Literal(Decimal(2), INTEGER),)
    )
    assert read("android or order") == Apply("or", (Name("android"), Name("order")))
    assert read("a = 1 = b").args[0].op == "="  # type: ignore[union-attr]


def test_long_chains_are_one_node() -> None:
    many = read(" and ".join(["a"] * 1000))
    assert isinstance(many, Apply)
    assert len(many.args) == 1000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2014", Range(date(2014, 1, 1), date(2014, 12, 31))),
        ("2024-02", Range(date(2024, 2, 1), date(2024, 2, 29))),
        ("2014-12", Range(date(2014, 12, 1), date(2014, 12, 31))),
        ("2014-05-06", date(2014, 5, 6)),
        ("2014-02-29", None),
        ("0000", None),
        ("9999-12", Range(date(9999, 12, 1), date(9999, 12, 31))),
    ],
)
def test_partial_date(text: str, expected: object) -> None:
    assert partial_date(text) == expected


LONG = "the condition is 10,001 characters long, at most 10,000 are read"
DEEP = "the condition is nested more than 100 levels deep"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a" * 10_001, LONG),
        ("(" * 101 + "a" + ")" * 101, DEEP),
        ("(" * 4999 + "a" + ")" * 4999, DEEP),
        ("not " * 2400 + "a", DEEP),
        ("-" * 9000 + "a", DEEP),
        ("1" + "+1" * 4000 + "=1", DEEP),
        ("if a then 1 else " * 500 + "1", DEEP),
        ("a = " * 2000 + "a", DEEP),
        ("{" * 3000, DEEP),
        ("a implies " * 200 + "a", DEEP),
    ],
)
def test_too_long_or_too_deep(text: str, message: str) -> None:
    assert [(p.code, p.message) for p in problems_of(text)] == [("P209", message)]


def test_brackets_inside_text_do_not_nest() -> None:
    assert read(f"leg_pain = '{'(' * 200}'") is not None


def test_as_deep_as_allowed_is_checked_evaluated_and_worded() -> None:
    assert read("(" * 100 + "a" + ")" * 100) == Name("a")
    for text in (
        "not " * 99 + "pregnant",
        "if pregnant then 1 else " * 98 + "1",
        "visits" + " + 1" * 97 + " > 3",
        "pregnant" + " = pregnant" * 98,
        "pregnant" + " implies pregnant" * 98,
    ):
        assert outcome(text, {"pregnant": "no", "visits": "3"}).problems == ()
        assert read(canonical(read(text))) == read(text)
        assert plain(checked(text), Words())


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    problems = Problems()
    assert (parse(text, problems) is None) == (len(problems) > 0)


WORDS = r"""
a age and or not = >= < ( ) { } , 1 2.5 'x' ' weeks @2014 @ in between if then else is null at
least inadequate all closed Count( Interval[ ] - + * / . yes convert to xor exists " ≥
"""
PIECES = st.sampled_from(WORDS.split())


@given(st.lists(PIECES, max_size=15).map(" ".join))
def test_any_words_are_checked_or_refused(text: str) -> None:
    for where in ("pathway", "step", "eval"):
        assert all(problem.span is not None for problem in problems_of(text, where))


def test_the_grammar_is_only_loaded_with_the_first_condition() -> None:
    code = (
        "import sys, pathway.language.parser as p, pathway.language.evaluation\n"
        "from pathway.ground.problems import Problems\n"
        "before = 'lark' in sys.modules\n"
        "p.parse('a', Problems())\n"
        "print(before, 'lark' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False True\n"
