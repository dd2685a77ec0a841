"""The collector of a program's definitions, and the one way from an author's text to one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from pathway.frozen import frozen
from pathway.ground.problems import Problems, in_backticks
from pathway.ground.source import Placed, Span
from pathway.ground.vocabulary import BOOLEAN, HISTORY, Type, Vocabulary
from pathway.language.parser import parse
from pathway.language.syntax import Expr, Literal, Name
from pathway.language.typecheck import Scope, check
from pathway.names import Owner, history_name
from pathway.program import Definition

#: So many characters may the conditions of one file have together; reading them takes time.
MOST_WRITTEN = 60_000

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
    #: How many characters of conditions each file had so far.
    _written: dict[str, int] = field(default_factory=dict)
    _parsed: dict[int, tuple[Placed, Expr | None]] = field(default_factory=dict)

    def child(self, problems: Problems) -> Builder:
        """A builder that starts from what this one holds and leaves this one alone."""
        return Builder(
            self.vocabulary,
            self.parameters,
            problems,
            dict(self.definitions),
            dict(self.named),
        )

    def forget(self, therapies: Collection[str], definitions: Collection[str] = ()) -> None:
        """Let no condition speak of these therapies and definitions, nor of what is gone."""
        known = self.vocabulary.therapies
        left = {id_: unit for id_, unit in known.items() if id_ not in therapies}
        self.vocabulary = replace(self.vocabulary, therapies=left)
        self.named = {
            name: type_
            for name, type_ in self.named.items()
            if name in self.definitions and name not in definitions
        }

    def define(
        self, name: str, expr: Expr, owner: Owner, span: Span | None = None, negated: str = ""
    ) -> Name:
        """Add a definition and return the reference to it."""
        self.definitions[name] = Definition(name, expr, owner, span, negated)
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
        parsed = self.parsed(text)
        if parsed is None:
            return BROKEN
        scope = Scope(
            types=self.type_of,
            parameters=self.parameters,
            known=_Words(self),
            in_step=in_step,
        )
        return check(parsed, scope, self.problems, expect=expect) or BROKEN

    def parsed(self, text: Placed) -> Expr | None:
        """The syntax tree of what an author wrote, read once; problems go to the collector."""
        if id(text) not in self._parsed:
            tree = parse(text, self.problems) if self._may_read(text) else None
            self._parsed[id(text)] = (text, tree)
        return self._parsed[id(text)][1]

    def _may_read(self, text: Placed) -> bool:
        """Whether the conditions of this file are not too long together; said once of a file."""
        file = text.span.source.name if text.span is not None else ""
        before = self._written.get(file, 0)
        self._written[file] = before + len(text)
        if self._written[file] <= MOST_WRITTEN:
            return True
        if before <= MOST_WRITTEN:
            message = f"the conditions of this file have more than {MOST_WRITTEN:,} characters"
            hint = "give what they have in common a name, or split the file"
            self.problems.add("P209", message, text.span, hint)
        return False

    def type_of(self, name: str) -> Type | None:
        """The type of a name an author may use."""
        return self.named.get(name) or self.vocabulary.type_of(name)

    def known(
        self, code: str, what: str, name: Placed, among: Collection[str], hint: str | None = None
    ) -> bool:
        """Whether `name` is one of `among`; adds a problem with a suggestion where it is not."""
        if name in among:
            return True
        if ", " in name:
            hint = f"several are written as a list: `[{name}]`"
        else:
            hint = self.problems.near(name, among) or hint
        if hint is None and code == "P105":
            hint = "a therapy is a file of its own in `therapies`"
        self.problems.add(code, f"unknown {what} {in_backticks(name)}", name.span, hint)
        return False


# -- private -------------------------------------------------------------------------------


@frozen(slots=False)
class _Words:
    """All names an author may use, listed only where one has to be suggested."""

    builder: Builder

    def __iter__(self) -> Iterator[str]:
        yield from self.builder.vocabulary.attributes
        yield from self.builder.named
        yield from self.builder.parameters
        for therapy in self.builder.vocabulary.therapies:
            yield from (history_name(therapy, fact) for fact in HISTORY)
