"""The collector of a program's definitions, and the one way from an author's text to one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from pathway.conditions.parser import parse
from pathway.conditions.syntax import Expr, Literal, Name
from pathway.conditions.typecheck import Scope, check
from pathway.problems import Problems, suggestion
from pathway.program import Definition
from pathway.source import Placed, Span
from pathway.vocabulary import BOOLEAN, Type, Vocabulary

#: Stands in for a condition that could not be compiled, so that the rest is still checked.
BROKEN = Literal(None, BOOLEAN)


@dataclass
class Builder:
    """Definitions in order, and what names mean while they are written."""

    vocabulary: Vocabulary
    parameters: Mapping[str, Literal]
    problems: Problems
    definitions: dict[str, Definition] = field(default_factory=dict)
    #: Names an author may use besides attributes: the named definitions and their types.
    named: dict[str, Type] = field(default_factory=dict)

    def child(self, problems: Problems) -> Builder:
        """A builder that starts from what this one holds and leaves this one alone."""
        return Builder(
            self.vocabulary,
            self.parameters,
            problems,
            dict(self.definitions),
            dict(self.named),
        )

    def define(self, name: str, expr: Expr, owner: str, span: Span | None = None) -> Name:
        """Add a definition and return the reference to it."""
        self.definitions[name] = Definition(name, expr, owner, span)
        return Name(name, type=expr.type)

    def condition(self, text: Placed | None, *, in_step: bool = False) -> Expr:
        """Compile an author's yes/no condition (none means always)."""
        if text is None:
            return Literal(True, BOOLEAN)
        return self.expression(text, expect=BOOLEAN, in_step=in_step)

    def expression(
        self, text: Placed, *, expect: Type | None = None, in_step: bool = False
    ) -> Expr:
        """Compile any expression an author wrote; problems go to the collector."""
        parsed = parse(text, self.problems)
        if parsed is None:
            return BROKEN
        scope = Scope(
            types=self.type_of,
            parameters=self.parameters,
            known=_Words(self),
            in_step=in_step,
        )
        return check(parsed, scope, self.problems, expect=expect) or BROKEN

    def type_of(self, name: str) -> Type | None:
        """The type of a name an author may use."""
        return self.named.get(name) or self.vocabulary.type_of(name)

    def known(
        self, code: str, what: str, name: Placed, among: Collection[str], hint: str | None = None
    ) -> bool:
        """Whether `name` is one of `among`; adds a problem with a suggestion where it is not."""
        if name in among:
            return True
        self.problems.add(
            code, f"unknown {what} `{name}`", name.span, suggestion(name, among) or hint
        )
        return False


# -- private -------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Words:
    """All names an author may use, listed only where one has to be suggested."""

    builder: Builder

    def __iter__(self) -> Iterator[str]:
        yield from self.builder.vocabulary.attributes
        yield from self.builder.named
        yield from self.builder.parameters
