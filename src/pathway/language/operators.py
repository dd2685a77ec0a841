"""The operators of the condition language, one row each.

Everything that is decided per operator hangs on these rows: the parser finds functions
here, the type checker reads what a pathway may use, `evaluate` and `wording` hold one
entry per row, and the language page prints the table. A test compares them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final


class Form(Enum):
    """How an operator is written."""

    INFIX = "between its operands"
    CHAIN = "between any number of operands"
    PREFIX = "before its operand"
    SUFFIX = "after its operand"
    FUNCTION = "as a function"
    PHRASE = "in words of its own"
    COMPILED = "never written; the compiler makes it"


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator: `level` is how tightly it binds; `pathway` False keeps it to `pathway eval`.

    `left` says that a chain of it groups from the left without parentheses.
    """

    name: str
    form: Form
    level: int
    example: str
    pathway: bool = True
    left: bool = False
    function: str | None = None


#: Levels of binding, loosest first, as in CQL 1.5.
LOOSEST: Final = 0
TIGHTEST: Final = 13

_ROWS: Final = (
    Operator("if", Form.PHRASE, 0, "if a then x else y"),
    Operator("implies", Form.INFIX, 1, "a implies b"),
    Operator("or", Form.CHAIN, 2, "a or b"),
    Operator("xor", Form.INFIX, 2, "a xor b", pathway=False, left=True),
    Operator("and", Form.CHAIN, 3, "a and b"),
    Operator("in", Form.PHRASE, 4, "x in {1, 2}"),
    Operator("in interval", Form.PHRASE, 4, "x in Interval[1, 5)", pathway=False),
    Operator("=", Form.INFIX, 5, "x = y"),
    Operator("!=", Form.INFIX, 5, "x != y"),
    Operator("<", Form.INFIX, 6, "x < y"),
    Operator("<=", Form.INFIX, 6, "x <= y"),
    Operator(">", Form.INFIX, 6, "x > y"),
    Operator(">=", Form.INFIX, 6, "x >= y"),
    Operator("between", Form.PHRASE, 7, "x between y and z"),
    Operator("not", Form.PREFIX, 8, "not a"),
    Operator("exists", Form.PREFIX, 8, "exists {x}", function="Exists", pathway=False),
    Operator("is null", Form.SUFFIX, 9, "x is null", function="IsNull", pathway=False),
    Operator("is true", Form.SUFFIX, 9, "a is true", function="IsTrue", pathway=False),
    Operator("is false", Form.SUFFIX, 9, "a is false", function="IsFalse", pathway=False),
    Operator("+", Form.INFIX, 10, "x + y", left=True),
    Operator("-", Form.INFIX, 10, "x - y", left=True),
    Operator("*", Form.INFIX, 11, "x * 2", left=True),
    Operator("/", Form.INFIX, 11, "x / 2", left=True),
    Operator("negate", Form.PREFIX, 12, "-x"),
    Operator("convert", Form.PHRASE, 12, "convert x to 'mg'", pathway=False),
    Operator("list", Form.PHRASE, 13, "{x, y}", pathway=False),
    Operator("interval", Form.PHRASE, 13, "Interval[x, y)", pathway=False),
    Operator("coalesce", Form.FUNCTION, 13, "Coalesce(x, y)", function="Coalesce", pathway=False),
    Operator("count", Form.FUNCTION, 13, "Count({x, y})", function="Count", pathway=False),
    Operator("at least inadequate", Form.PHRASE, 13, "at least 2 inadequate"),
    Operator("all closed", Form.PHRASE, 13, "all closed"),
    Operator("at least", Form.COMPILED, 13, "at least 2 of {a, b, c}", pathway=False),
    Operator(
        "first known", Form.COMPILED, 13, "first known of {a, 'x', b, 'y', 'z'}", pathway=False
    ),
)

#: Every operator by its name, the `op` of an `Apply`.
OPERATORS: Final[Mapping[str, Operator]] = MappingProxyType({row.name: row for row in _ROWS})

#: The operators that are (also) written as a function, by the function's name.
FUNCTIONS: Final[Mapping[str, Operator]] = MappingProxyType(
    {row.function: row for row in _ROWS if row.function is not None}
)
