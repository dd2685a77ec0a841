"""From a condition's text to its syntax tree, every node with its place in the file.

The grammar stands in `grammar.lark`; it is compiled at the first condition, because the
commands that read none should not pay for it. Nothing here recurses, so no text, however
nested, can exhaust the stack.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from pathway.ground.problems import Problems, suggestion
from pathway.ground.source import Placed, Source, Span
from pathway.ground.units import CALENDAR_WORDS
from pathway.ground.vocabulary import (
    BOOLEAN,
    DATE,
    DECIMAL,
    INTEGER,
    NULL,
    TEXT,
    Base,
    Range,
    Type,
    Value,
)
from pathway.language.hints import explain
from pathway.language.operators import FUNCTIONS
from pathway.language.syntax import Apply, Expr, Literal, Name

if TYPE_CHECKING:
    from lark import Lark, Token, Tree

LONGEST: Final = 10_000
DEEPEST: Final = 100
MOST_DIGITS: Final = 28
#: Conditions up to this length are read once, however often they are written or compiled.
SHORT: Final = 200


def parse(text: Placed | str, problems: Problems) -> Expr | None:
    """The syntax tree of `text`; None after adding what is wrong with it to `problems`."""
    placed = place(text)
    if not _measured(placed, problems):
        return None
    from lark.exceptions import UnexpectedInput

    try:
        tree = (_remembered if len(placed) <= SHORT else _read)(str(placed))
    except UnexpectedInput as error:
        explain(error, placed, problems)
        return None
    return _build(tree, placed, problems)


def is_name(text: str) -> bool:
    """Whether a condition that is nothing but this text speaks of a name, as the grammar has it."""
    return _name().fullmatch(text) is not None


def place(text: Placed | str) -> Placed:
    """`text` with a place: its own, or else that of a text called `expression`."""
    if isinstance(text, Placed) and text.span is not None:
        return text
    return Placed(str(text), Span(Source("expression", str(text)), 0, len(text)))


# -- private -----------------------------------------------------------------------------


@cache
def _grammar() -> Lark:
    from lark import Lark

    text = Path(__file__).with_name("grammar.lark").read_text(encoding="utf-8")
    return Lark(text, parser="lalr", propagate_positions=True, maybe_placeholders=False)


@cache
def _name() -> re.Pattern[str]:
    return re.compile(_grammar().get_terminal("NAME").pattern.to_regexp())


def _read(text: str) -> Tree[Token]:
    return _grammar().parse(text)


@lru_cache(maxsize=2_048)
def _remembered(text: str) -> Tree[Token]:
    """A tree is only ever looked at, and the same library is often compiled again."""
    return _read(text)


_TEXT: Final = re.compile(r"'(?:[^'\\]|\\.)*'", re.DOTALL)
_NAMED_PART: Final = "give a part of it a name under `definitions` and use the name here"


def _measured(text: Placed, problems: Problems) -> bool:
    """Whether the text is neither empty nor too long nor bracketed too deeply."""
    if not text.strip():
        problems.add("P201", "the condition is empty", text.span)
        return False
    if len(text) > LONGEST:
        message = f"the condition is {len(text):,} characters long, at most {LONGEST:,} are read"
        problems.add("P209", message, text.part(0, 1), _NAMED_PART)
        return False
    depth = 0
    for found in re.finditer(r"[(\[{]|[)\]}]", _TEXT.sub(lambda m: "." * len(m[0]), text)):
        depth += 1 if found[0] in "([{" else -1
        if depth > DEEPEST:
            _too_deep(text.part(found.start(), found.end()), problems)
            return False
    return True


def _too_deep(span: Span | None, problems: Problems) -> None:
    message = f"the condition is nested more than {DEEPEST} levels deep"
    problems.add("P209", message, span, _NAMED_PART)


def _build(tree: Tree[Token], text: Placed, problems: Problems) -> Expr | None:
    """The syntax tree from the bottom up, in one loop over lark's tree."""
    maker = _Maker(text, problems)
    whole = tree.children[0]
    if isinstance(whole, str):
        expr = maker.leaf(whole)[0]
        return None if maker.failed else expr
    built: dict[int, _Made] = {}
    for part in whole.iter_subtrees():
        as_written = _AS_WRITTEN.get(part.data, len(part.children))
        first = part.children[:as_written]
        made = [maker.leaf(c) if isinstance(c, str) else built[id(c)] for c in first]
        depth = (part.data != "bracketed") + max((level for _, level in made), default=0)
        if depth > DEEPEST:
            _too_deep(text.part(part.meta.start_pos, part.meta.end_pos), problems)
            return None
        maker.start, maker.end = part.meta.start_pos, part.meta.end_pos
        children = [child for child, _ in made] + [str(c) for c in part.children[as_written:]]
        built[id(part)] = (_MAKERS[part.data](maker, children), depth)
    return None if maker.failed else built[id(whole)][0]


#: A node, or a token that is none, and how deeply it is nested.
_Made: TypeAlias = tuple[Any, int]


class _Maker:
    """Makes one node at a time; `start` and `end` are the characters the node covers."""

    def __init__(self, text: Placed, problems: Problems) -> None:
        self.text = text
        self.problems = problems
        self.failed = False
        self.start = self.end = 0

    @property
    def span(self) -> Span | None:
        return self.text.part(self.start, self.end)

    def leaf(self, token: Token) -> _Made:
        """The node of a token; an operator stays as it is written."""
        make = _LEAVES.get(token.type)
        if make is None:
            return str(token), 0
        self.start, self.end = token.start_pos or 0, token.end_pos or 0
        return make(self, [str(token)]), 1

    def wrong(self, message: str, hint: str | None = None) -> Literal:
        self.failed = True
        self.problems.add("P201", message, self.span, hint)
        return Literal(None, NULL, self.span)

    def apply(self, op: str, *args: Expr) -> Apply:
        return Apply(op, args, self.span)

    def literal(self, value: Value | None, type_: Type) -> Literal:
        return Literal(value, type_, self.span)


#: What lark hands over for a node: nodes already made, and tokens as plain text.
_Children: TypeAlias = list[Any]


def _number(maker: _Maker, children: _Children) -> Literal:
    (digits,) = children
    if len(digits.replace(".", "")) > MOST_DIGITS:
        return maker.wrong(f"a number has at most {MOST_DIGITS} digits")
    if digits.endswith(".000") and digits.strip("0."):
        hint = f"write `{digits[:-4]}` or `{digits.replace('.', '')}`"
        return maker.wrong(f"`{digits}` could mean two numbers", hint)
    return maker.literal(Decimal(digits), DECIMAL if "." in digits else INTEGER)


def _quantity(maker: _Maker, children: _Children) -> Literal:
    number = _number(maker, children[:1])
    return maker.literal(number.value, Type(Base.DECIMAL, _unit(children[1])))


def _unit(token: str) -> str:
    return _unescaped(token) if token.startswith("'") else CALENDAR_WORDS[token]


def _unescaped(token: str) -> str:
    return re.sub(r"\\(.)", r"\1", token[1:-1], flags=re.DOTALL)


def _date(maker: _Maker, children: _Children) -> Literal:
    (written,) = children
    if not re.fullmatch(r"@\d{4}(-\d{2}(-\d{2})?)?", written):
        hint = "dates look like `@2026-11-20`, `@2026-11` or `@2026`"
        return maker.wrong(f"`{written}` is not a date", hint)
    value = partial_date(written[1:])
    if value is None:
        return maker.wrong(f"there is no date `{written[1:]}`")
    return maker.literal(value, DATE)


def partial_date(text: str) -> date | Range[date] | None:
    """The day, or the days of the month or year, that `2026-11-20`, `2026-11` or `2026` names."""
    parts = [int(part) for part in text.split("-")]
    try:
        first = date(parts[0], *[*parts[1:], 1, 1][:2])
    except ValueError:
        return None
    if len(parts) == 3:
        return first
    if len(parts) == 1 or first.month == 12:
        last = date(first.year, 12, 31)
    else:
        last = date(first.year, first.month + 1, 1) - timedelta(days=1)
    return Range(first, last)


def _signed(maker: _Maker, children: _Children) -> Expr:
    sign = children[0]
    operand: Expr = children[1]
    if sign == "+":
        return operand
    if isinstance(operand, Literal) and isinstance(operand.value, Decimal):
        return maker.literal(-operand.value, operand.type)
    return maker.apply("negate", operand)


def _disjunction(maker: _Maker, children: _Children) -> Expr:
    """Pure `or` stays one node however long; `xor` groups from the left."""
    result: Expr = children[0]
    flat = False
    for op, right in zip(children[1::2], children[2::2], strict=True):
        if flat and op == "or" and isinstance(result, Apply):
            result = maker.apply("or", *result.args, right)
        else:
            result = maker.apply(op, result, right)
        flat = op == "or"
    return result


def _function(maker: _Maker, children: _Children) -> Expr:
    name, *args = children
    row = FUNCTIONS.get(name)
    if row is None:
        hint = suggestion(name, FUNCTIONS) or f"the functions are {', '.join(sorted(FUNCTIONS))}"
        return maker.wrong(f"unknown function `{name}`", hint)
    if not args or (len(args) > 1 and name != "Coalesce"):
        return maker.wrong(f"`{name}` takes one value, found {len(args)}")
    return maker.apply(row.name, *args)


_FACTS: Final = {
    "true": Literal(value=True, type=BOOLEAN),
    "yes": Literal(value=True, type=BOOLEAN),
    "false": Literal(value=False, type=BOOLEAN),
    "no": Literal(value=False, type=BOOLEAN),
    "null": Literal(None, NULL),
}
_TESTS: Final = {
    "true": "is true",
    "yes": "is true",
    "false": "is false",
    "no": "is false",
    "null": "is null",
}


def _fact(maker: _Maker, children: _Children) -> Literal:
    fact = _FACTS[children[0]]
    return maker.literal(fact.value, fact.type)


def _convert(maker: _Maker, children: _Children) -> Expr:
    target = maker.literal(None, Type(Base.DECIMAL, _unit(children[1])))
    return maker.apply("convert", children[0], target)


def _interval(maker: _Maker, children: _Children) -> Expr:
    opening, low, high, closing = children
    low_in, high_in = opening == "[", closing == "]"
    closed = (maker.literal(low_in, BOOLEAN), maker.literal(high_in, BOOLEAN))
    return maker.apply("interval", low, high, *closed)


def _is_not(maker: _Maker, children: _Children) -> Expr:
    return maker.apply("not", maker.apply(_TESTS[children[1]], children[0]))


#: The tokens that are nodes by themselves.
_LEAVES: Final[dict[str, Callable[[_Maker, _Children], Expr]]] = {
    "NAME": lambda maker, c: Name(c[0], maker.span),
    "NUMBER": _number,
    "STRING": lambda maker, c: maker.literal(_unescaped(c[0]), TEXT),
    "DATE": _date,
    "FACT": _fact,
}

#: Where they are none: from which child on a node wants its tokens as they are written.
_AS_WRITTEN: Final = {
    "is_fact": 1,
    "is_not_fact": 1,
    "quantity": 0,
    "convert": 1,
    "at_least_inadequate": 0,
}

_MAKERS: Final[dict[str, Callable[[_Maker, _Children], Expr]]] = {
    "bracketed": lambda _, c: c[0],
    "implies": lambda maker, c: maker.apply("implies", *c),
    "disjunction": _disjunction,
    "conjunction": lambda maker, c: maker.apply("and", *c),
    "in_list": lambda maker, c: maker.apply("in", c[0], *c[1].args),
    "in_interval": lambda maker, c: maker.apply("in interval", *c),
    "binary": lambda maker, c: maker.apply(c[1], c[0], c[2]),
    "between": lambda maker, c: maker.apply("between", *c),
    "negated": lambda maker, c: maker.apply("not", *c),
    "exists": lambda maker, c: maker.apply("exists", *c),
    "is_fact": lambda maker, c: maker.apply(_TESTS[c[1]], c[0]),
    "is_not_fact": _is_not,
    "signed": _signed,
    "quantity": _quantity,
    "conditional": lambda maker, c: maker.apply("if", *c),
    "convert": _convert,
    "function": _function,
    "at_least_inadequate": lambda maker, c: maker.apply("at least inadequate", _number(maker, c)),
    "all_closed": lambda maker, _: maker.apply("all closed"),
    "list": lambda maker, c: maker.apply("list", *c),
    "interval": _interval,
}
