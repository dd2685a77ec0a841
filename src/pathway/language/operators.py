"""The operators of the condition language, one row each.

Everything that is decided per operator hangs on these rows: the parser finds functions
here, the type checker reads what a pathway may use, `evaluate` and `wording` hold one
entry per row, and the language page prints the table. A test compares them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from pathway.frozen import frozen


class Notation(Enum):
    """How an operator is written."""

    INFIX = "between its operands"
    CHAIN = "between any number of operands"
    PREFIX = "before its operand"
    SUFFIX = "after its operand"
    FUNCTION = "as a function"
    PHRASE = "in words of its own"
    COMPILED = "never written; the compiler makes it"


@frozen
class Operator:
    """One operator: `level` is how tightly it binds; `pathway` False keeps it to `pathway eval`.

    `left` says that a chain of it groups from the left without parentheses.
    """

    name: str
    form: Notation
    level: int
    example: str
    pathway: bool = True
    left: bool = False
    function: str | None = None


#: Levels of binding, loosest first, as in CQL 1.5.
LOOSEST: Final = 0
TIGHTEST: Final = 13

_ROWS: Final = (
    Operator("if", Notation.PHRASE, 0, "if a then x else y"),
    Operator("implies", Notation.INFIX, 1, "a implies b"),
    Operator("or", Notation.CHAIN, 2, "a or b"),
    Operator("xor", Notation.INFIX, 2, "a xor b", pathway=False, left=True),
    Operator("and", Notation.CHAIN, 3, "a and b"),
    Operator("in", Notation.PHRASE, 4, "x in {1, 2}"),
    Operator("in interval", Notation.PHRASE, 4, "x in Interval[1, 5)", pathway=False),
    Operator("=", Notation.INFIX, 5, "x = y"),
    Operator("!=", Notation.INFIX, 5, "x != y"),
    Operator("<", Notation.INFIX, 6, "x < y"),
    Operator("<=", Notation.INFIX, 6, "x <= y"),
    Operator(">", Notation.INFIX, 6, "x > y"),
    Operator(">=", Notation.INFIX, 6, "x >= y"),
    Operator("between", Notation.PHRASE, 7, "x between y and z"),
    Operator("not", Notation.PREFIX, 8, "not a"),
    Operator("exists", Notation.PREFIX, 8, "exists {x}", function="Exists", pathway=False),
    Operator("is null", Notation.SUFFIX, 9, "x is null", function="IsNull", pathway=False),
    Operator("is true", Notation.SUFFIX, 9, "a is true", function="IsTrue", pathway=False),
    Operator("is false", Notation.SUFFIX, 9, "a is false", function="IsFalse", pathway=False),
    Operator("+", Notation.INFIX, 10, "x + y", left=True),
    Operator("-", Notation.INFIX, 10, "x - y", left=True),
    Operator("*", Notation.INFIX, 11, "x * 2", left=True),
    Operator("/", Notation.INFIX, 11, "x / 2", left=True),
    Operator("negate", Notation.PREFIX, 12, "-x"),
    Operator("convert", Notation.PHRASE, 12, "convert x to 'mg'", pathway=False),
    Operator("list", Notation.PHRASE, 13, "{x, y}", pathway=False),
    Operator("interval", Notation.PHRASE, 13, "Interval[x, y)", pathway=False),
    Operator(
        "coalesce", Notation.FUNCTION, 13, "Coalesce(x, y)", function="Coalesce", pathway=False
    ),
    Operator("count", Notation.FUNCTION, 13, "Count({x, y})", function="Count", pathway=False),
    Operator("at least inadequate", Notation.PHRASE, 13, "at least 2 inadequate"),
    Operator("all closed", Notation.PHRASE, 13, "all closed"),
    Operator("at least", Notation.COMPILED, 13, "at least 2 of {a, b, c}", pathway=False),
    Operator(
        "first known", Notation.COMPILED, 13, "first known of {a, 'x', b, 'y', 'z'}", pathway=False
    ),
)

#: Every operator by its name, the `op` of an `Apply`.
OPERATORS: Final[Mapping[str, Operator]] = MappingProxyType({row.name: row for row in _ROWS})

#: The operators that are (also) written as a function, by the function's name.
FUNCTIONS: Final[Mapping[str, Operator]] = MappingProxyType(
    {row.function: row for row in _ROWS if row.function is not None}
)
