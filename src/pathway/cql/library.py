"""A compiled program as one library of CQL: its parameters, then its definitions in their order.

No definition is written into another, and each keeps its name. Beside those of the program stand
the conditions of guards, what guards make of an attribute (under the attribute's name), and what
does not apply.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pathway.cql.expressions import Term, Writer
from pathway.cql.inputs import (
    Input,
    Told,
    certain_attributes,
    cql_type,
    ever_of,
    inputs_of,
    type_of,
)
from pathway.cql.literals import comment, ends, identifier, string
from pathway.cql.remarks import guarding, remarks
from pathway.frozen import frozen
from pathway.ground.problems import ExportError, Problems
from pathway.ground.vocabulary import Base, Type, Value
from pathway.guards import Guard, GuardKind, applying, guard_name
from pathway.language.syntax import Apply, Expr, Literal, names
from pathway.names import applies_name, is_dose
from pathway.planes.generate import of_doses
from pathway.program import CompiledProgram, Definition

__all__ = ["Library", "library_of"]


@frozen
class Library:
    """A pathway in CQL, with what it has to be told of a patient."""

    text: str
    inputs: tuple[Input, ...]


def library_of(program: CompiledProgram) -> Library:
    """The library; raises ExportError with every place where CQL would come to something else."""
    inputs, problems = inputs_of(program), Problems()
    body = list(_Making(program, problems).definitions())
    if problems:
        raise ExportError(problems)
    parameters = [line for one in inputs for line in _parameter(program, one)]
    text = "\n".join(body)
    functions = [code for name, code in _FUNCTIONS.items() if f"{identifier(name)}(" in text]
    parts = (_heading(program), "\n".join(parameters), "\n\n".join(functions), text)
    return Library("\n\n".join(part for part in parts if part) + "\n", inputs)


# -- private -------------------------------------------------------------------------------


class _Making:
    """Writes the definitions; `certain` is the world in which what is assumed is unknown."""

    def __init__(self, program: CompiledProgram, problems: Problems) -> None:
        self._program = program
        self._plain, self._certain = dict[str, Term](), dict[str, Term]()
        self._inputs = inputs_of(program)
        self._texts = _like_names(program, self._inputs)
        called = {text: identifier(f"the text {text}") for text in self._texts}
        self._write = Writer(self._plain, problems, called)
        self._write_certain = Writer(self._certain, problems, called)
        self._doses = of_doses((one.name, one.expr) for one in program.definitions)
        #: The names that come to something else without what is assumed.
        self._twofold = set(certain_attributes(program))

    def definitions(self) -> Iterator[str]:
        """The text of every definition, in order."""
        for text in self._texts:
            yield from self._define(f"the text {text}", _spelt(text, self._inputs))
        for one in self._inputs:
            if one.told in (Told.VALUE, Told.OVERRIDE):
                yield from self._input(one)
        yield from self._guards()
        for name in sorted(self._twofold):
            yield from self._without_assumption(name)
        told = remarks(self._program)
        for definition in self._program.definitions:
            yield "\n".join(map(comment, told(definition)))
            yield from self._definition(definition)

    def _input(self, one: Input) -> Iterator[str]:
        ever, outside = ever_of(self._program, one.attribute), None
        if ever is not None:
            outside = f"{one.attribute} does not apply"
            yield from self._define(outside, f"{identifier(ever)} is false")
        self._name(one.attribute, one.name, one.type.base, outside)

    # -- guards ----------------------------------------------------------------------------

    def _guards(self) -> Iterator[str]:
        """Each condition, and what the attribute comes to behind the last condition of it."""
        guards = [one for one in self._program.guards if one.attribute in self._plain]
        last = {guard.attribute: at for at, guard in enumerate(guards)}
        for at, guard in enumerate(guards):
            yield "\n".join(map(comment, guarding(self._program, guard)))
            yield from self._define(guard_name(guard), self._yes_no(guard.expr))
            if last[guard.attribute] == at:
                mine = [one for one in guards if one.attribute == guard.attribute]
                yield from self._settled(guard.attribute, mine)

    def _settled(self, name: str, guards: list[Guard]) -> Iterator[str]:
        base, cases, outside = type_of(self._program, name).base, list[str](), None
        for guard in guards:
            condition = identifier(guard_name(guard))
            if guard.kind is GuardKind.APPLIES:
                outside = f"{name} does not apply"
                open_ = identifier(f"{name} may not apply")
                yield from self._define(outside, f"({open_} is true) and ({condition} is false)")
                value = "false" if base is Base.BOOLEAN else "null"
                cases.append(f"when {identifier(outside)} then {value}")
            else:
                given = f"{name} assumed here"
                yield from self._define(given, self._given(name, condition))
                cases.append(f"when {identifier(given)} then {_value(guard.value)}")
        given = identifier(f"{name} as given")
        yield from self._define(name, f"case {' '.join(cases)} else {given} end")
        self._name(name, name, base, outside)

    def _given(self, name: str, doubt: str) -> str:
        """Where an attribute is assumed."""
        silent = identifier(f"{name} never recorded")
        text = f"({silent} is true) and ({doubt} is false)"
        if name not in applying(self._program.guards):
            return text
        return f"{text} and ({identifier(applies_name(name))} is true)"

    def _without_assumption(self, name: str) -> Iterator[str]:
        """An attribute where only what is certain counts."""
        kinds = [one.kind for one in self._program.guards if one.attribute == name]
        test = f"({identifier(f'{name} is assumed')} is true)"
        if GuardKind.ASSUMED in kinds:
            test += f" or {identifier(f'{name} assumed here')}"
        term = self._plain[name]
        certain = f"{name} for certain"
        yield from self._define(certain, f"case when {test} then null else {term.text} end")
        self._certain[name] = Term(identifier(certain), term.base, term.outside)

    # -- definitions -----------------------------------------------------------------------

    def _definition(self, one: Definition) -> Iterator[str]:
        name = one.name
        if name in self._doses and any(read in self._twofold for read in names(one.expr)):
            self._twofold.add(name)
            if not is_dose(name):
                yield from self._written(one, name, self._write, (self._plain,))
                certain = f"{name} for certain"
                yield from self._written(one, certain, self._write_certain, (self._certain,))
                return
            yield from self._written(one, name, self._write_certain, (self._plain, self._certain))
            return
        yield from self._written(one, name, self._write, (self._plain, self._certain))

    def _written(
        self, one: Definition, called: str, writer: Writer, worlds: tuple[dict[str, Term], ...]
    ) -> Iterator[str]:
        writer.span = one.span
        base, outside = writer.base(one.expr), None
        yield from self._define(called, writer.text(one.expr))
        beside = None if base is Base.BOOLEAN else writer.outside(one.expr)
        if beside is not None:
            outside = f"{called} does not apply"
            yield from self._define(outside, beside)
        for world in worlds:
            world[one.name] = _term(called, base, outside)

    def _yes_no(self, expr: Expr) -> str:
        self._write.span = getattr(expr, "span", None)
        return self._write.yes_no(expr)

    def _name(self, name: str, called: str, base: Base, outside: str | None = None) -> None:
        self._plain[name] = self._certain[name] = _term(called, base, outside)

    @staticmethod
    def _define(name: str, text: str) -> Iterator[str]:
        yield f"define {identifier(name)}:\n  {text}\n"


def _like_names(program: CompiledProgram, inputs: Sequence[Input]) -> tuple[str, ...]:
    """The texts that are spelt like a parameter or a definition."""
    used = {one.name for one in inputs} | program.by_name.keys()
    used |= {guard.attribute for guard in program.guards}
    return tuple(sorted(used & _texts(program)))


def _texts(program: CompiledProgram) -> set[str]:
    """Every text that a condition compares or comes to, or that a guard assumes."""
    todo: list[Expr] = [one.expr for one in program.definitions]
    todo += [one.expr for one in program.guards]
    found = {one.value for one in program.guards if isinstance(one.value, str)}
    while todo:
        expr = todo.pop()
        if isinstance(expr, Apply):
            todo += expr.args
        elif isinstance(expr, Literal) and isinstance(expr.value, str):
            found.add(expr.value)
    return found


def _spelt(text: str, inputs: Sequence[Input]) -> str:
    """A text as it stands before all definitions; one like a parameter in two pieces."""
    names_ = {one.name for one in inputs}
    if text not in names_:
        return string(text)
    pieces = ((text[:at], text[at:]) for at in range(1, len(text)))
    both = next((two for two in pieces if names_.isdisjoint(two)), (text,))
    return " + ".join(map(string, both))


def _term(called: str, base: Base, outside: str | None = None) -> Term:
    return Term(identifier(called), base, None if outside is None else identifier(outside))


def _value(value: Value | None) -> str:
    """A value that a guard assumes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return string(value)
    if value is None or (found := ends(value)) is None:
        raise TypeError(f"no value that can be assumed: {value!r}")
    return f"Interval[{found[0]}, {found[1]}]"


def _heading(program: CompiledProgram) -> str:
    lines = (
        f"{program.title}, version {program.version}, {program.status}.",
        "Draft for evaluation: no clinician signed this export off.",
        program.limits,
        f"Content sha256:{program.digest}",
    )
    told = "\n".join(comment(line) for line in lines if line)
    return f"{told}\n\nlibrary {identifier(program.id)} version {string(program.version)}"


def _parameter(program: CompiledProgram, one: Input) -> Iterator[str]:
    yield comment(explained(program, one))
    default = " default false" if one.told is Told.OVERRIDE else ""
    yield f"parameter {identifier(one.name)} {cql_type(one.type)}{default}"


def explained(program: CompiledProgram, one: Input) -> str:
    """What a parameter says, for readers."""
    title = program.titles.get(one.attribute, one.attribute)
    if one.told is Told.VALUE:
        return f"{title}{_details(one.type)}"
    return _TOLD[one.told].format(title=title)


def _details(type_: Type) -> str:
    if type_.unit is not None:
        return f" [{type_.unit}]"
    return f" ({' | '.join(type_.choices)})" if type_.choices else ""


_TOLD: Final = {
    Told.OPEN: "true: nobody recorded a value of “{title}”, and sources do not disagree",
    Told.SILENT: "true: nothing was ever recorded of “{title}”, and it may be assumed",
    Told.ASSUMED: "true: the value given of “{title}” is itself only assumed",
    Told.OVERRIDE: "true: a clinician lifts this rule",
}

_CHOICE: Final = (
    "case when condition then yes when not condition then no when yes = no then yes else null end"
)


def _choice(name: str, type_: str) -> str:
    told = f"condition Boolean, yes {type_}, no {type_}"
    return f"define function {identifier(name)}({told}):\n  {_CHOICE}"


def _interval(name: str, type_: str) -> str:
    told = f"low {type_}, high {type_}"
    value = "case when low is null or high is null then null else Interval[low, high] end"
    return f"define function {identifier(name)}({told}):\n  {value}"


#: The functions of a library; each stands in it where something calls it.
_FUNCTIONS: Final[Mapping[str, str]] = {
    "if yes/no": _choice("if yes/no", "Boolean"),
    "if text": _choice("if text", "String"),
    "if number": _choice("if number", "Interval<Decimal>"),
    "if date": _choice("if date", "Interval<Date>"),
    "if applies": (
        'define function "if applies"(condition Boolean, yes Boolean, no Boolean):\n'
        "  case when condition then yes when not condition then no else yes and no end"
    ),
    "one if known": (
        'define function "one if known"(test Boolean):\n  if test is true then 1 else 0'
    ),
    "one unless denied": (
        'define function "one unless denied"(test Boolean):\n  if test is false then 0 else 1'
    ),
    "at least": (
        'define function "at least"(needed Integer, certain Integer, possible Integer):\n'
        "  case when certain >= needed then true when possible < needed then false else null end"
    ),
    "interval": _interval("interval", "Decimal"),
    "date interval": _interval("date interval", "Date"),
}
