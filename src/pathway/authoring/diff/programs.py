"""What differs between two versions of a program, name by name, and what rests on that.

Titles, notes, intervals and sources are fixed texts, the same for every patient who is shown
them, so they are compared as they stand; conditions are listed apart, for most of them are only
worded otherwise. What depends on the patient is compared by `verify`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, Final, TypeVar

from pathway.frozen import frozen
from pathway.ground.vocabulary import HISTORY, Attribute
from pathway.language.printer import canonical
from pathway.language.syntax import Apply, Literal, Name, names
from pathway.names import flag_name, history_name, without_kind
from pathway.program import CompiledProgram


def changed_names(old: CompiledProgram, new: CompiledProgram) -> frozenset[str]:
    """Definitions, attributes, flags and therapies that mean or say something else.

    What only reads them is not among them: see `touched`.
    """
    found = _differing(_definitions(old), _definitions(new))
    found |= _differing(_read(old), _read(new))
    found |= _differing(_guards(old), _guards(new))
    found |= {flag_name(id_) for id_ in _differing(_flags(old), _flags(new))}
    found |= {therapy for _, therapy in said_differently(old, new)}
    for id_ in _differing(old.therapies, new.therapies):
        found.add(id_)
        if _adequate(old, id_) != _adequate(new, id_):
            found |= {history_name(id_, part) for part in HISTORY}
    return frozenset(found)


def read_differently(old: CompiledProgram, new: CompiledProgram) -> tuple[str, ...]:
    """Attributes for which the same record would be understood otherwise.

    That is how long a value counts, what its absence means, and which of several sources is
    believed; an attribute that only one version has is not among them.
    """
    before, after = old.vocabulary.attributes, new.vocabulary.attributes
    return tuple(n for n in before if n in after and _reading(before[n]) != _reading(after[n]))


def touched(program: CompiledProgram, changed: Iterable[str]) -> frozenset[str]:
    """The changed names and all definitions that rest on one of them."""
    found = set(changed)
    for guard in program.guards:
        if not found.isdisjoint(names(guard.expr)):
            found.add(guard.attribute)
    for definition in program.definitions:
        if not found.isdisjoint(names(definition.expr)):
            found.add(definition.name)
    return frozenset(found)


def said_differently(old: CompiledProgram, new: CompiledProgram) -> frozenset[tuple[str, str]]:
    """The recommendations, each with its therapy, that say something else of it.

    That is for or against, how strongly, how surely, and whether the pathway adopts it.
    """
    return frozenset(_differing(_said(old), _said(new)))


#: In place of a text that only the other version has.
NOTHING: Final = "nothing"


@frozen
class Wording:
    """A text or a figure that differs: where it stands, what it said, what it says now."""

    place: str
    before: str
    after: str


def texts_that_differ(old: CompiledProgram, new: CompiledProgram) -> tuple[Wording, ...]:
    """Every text and figure of both versions that somebody may be shown otherwise.

    A rule, flag, node, note or finding that only one version has is no text: whether somebody is
    told of it, `verify` knows.
    """
    return (*_between(_texts(old), _texts(new)), *_settings(old, new), *_orders(old, new))


def reworded(old: CompiledProgram, new: CompiledProgram) -> tuple[str, ...]:
    """The places of conditions that are written otherwise, whatever they come to."""
    before, after = _conditions(old), _conditions(new)
    return tuple(name for name in before if name in after and before[name] != after[name])


# -- private -------------------------------------------------------------------------------

Key = TypeVar("Key")


def _differing(old: Mapping[Key, object], new: Mapping[Key, object]) -> set[Key]:
    return {name for name in {*old, *new} if old.get(name) != new.get(name)}


def _definitions(program: CompiledProgram) -> Mapping[str, object]:
    return {definition.name: definition.expr for definition in program.definitions}


def _read(program: CompiledProgram) -> Mapping[str, object]:
    """The attributes as far as a patient could be understood otherwise."""
    attributes = program.vocabulary.attributes.items()
    return {n: (a.type, a.lowest, a.highest, *_reading(a)) for n, a in attributes}


def _guards(program: CompiledProgram) -> Mapping[str, object]:
    found: dict[str, list[object]] = {}
    for guard in program.guards:
        found.setdefault(guard.attribute, []).append((guard.kind, guard.expr, guard.value))
    return found


def _reading(attribute: Attribute) -> tuple[object, ...]:
    return (attribute.valid_for, attribute.absent, attribute.disagree, attribute.since)


def _flags(program: CompiledProgram) -> Mapping[str, object]:
    return {
        flag.id: (
            flag.urgency,
            flag.action,
            flag.to,
            flag.offers,
            flag.holds,
            flag.holds_unanswered,
        )
        for flag in program.flags
    }


def _said(program: CompiledProgram) -> Mapping[tuple[str, str], object]:
    return {
        (one.id, one.therapy): (one.direction, one.strength, one.certainty, one.adopted)
        for one in program.recommendations
    }


def _adequate(program: CompiledProgram, therapy: str) -> object:
    found = program.therapies.get(therapy)
    return None if found is None else found.adequate


#: What is compared elsewhere, or is told nobody: names of definitions, and the way through the
#: pathway, which the solver compares; which version it is; what only proofs read.
_NOT_TEXT: Final = frozenset(
    {
        *("id", "name", "definition", "direct", "extrapolated", "reached", "indicated", "order"),
        *("start", "end", "label", "step_up", "in_order", "rules", "partners", "partner_of"),
        *("holder", "therapy", "fields", "lowest", "highest", "valid_for", "since", "absent"),
        "disagree",
    }
)
#: What belongs to the program itself.
_OWN: Final = ("title", "complaint", "emergency_call", "status", "limits", "adopts", "transparency")


def _records(program: CompiledProgram) -> Iterator[tuple[str, Any]]:
    """Everything that is worded, each under the name of its place."""
    for therapy in program.therapies.values():
        yield f"therapy {therapy.id}", therapy
        for rule in therapy.rules:
            yield f"rule {rule.id}", rule
        for partner in therapy.partners:
            yield f"therapy {therapy.id}, with {partner.therapy}", partner
    yield from ((f"red flag {flag.id}", flag) for flag in program.flags)
    yield from ((f"node {node.id}", node) for node in program.nodes)
    yield from ((f"way {without_kind(edge.definition)}", edge) for edge in program.edges)
    for place in program.places:
        beside = f", with {place.partner_of}" if place.partner_of is not None else ""
        yield f"offer of {place.therapy} at {place.holder}{beside}", place
    yield from ((f"recommendation {r.id} on {r.therapy}", r) for r in program.recommendations)
    yield from ((f"finding {finding.name}", finding) for finding in program.findings)
    # A note is its text: with another text it is another note.
    yield from ((f"note of {n.owner}: {n.kind}: {n.text}", n) for n in program.notes)
    yield from ((f"source {id_}", citation) for id_, citation in program.sources.items())
    yield from ((f"evidence {one.id}", one) for one in program.evidence)
    yield from _vocabulary(program)


def _vocabulary(program: CompiledProgram) -> Iterator[tuple[str, Any]]:
    """The attributes that this pathway reads or asks for, and their groups."""
    asked = program.read_at_all | {name for _, name in program.needs}
    attributes = [a for name, a in program.vocabulary.attributes.items() if name in asked]
    yield from ((f"attribute {one.name}", one) for one in attributes)
    groups = {one.group for one in attributes}
    yield from ((f"group {n}", g) for n, g in program.vocabulary.groups.items() if n in groups)


def _texts(program: CompiledProgram) -> Mapping[str, Mapping[str, str]]:
    found = {place: _fields(record) for place, record in _records(program)}
    own = {name: _titled(getattr(program, name)) for name in _OWN}
    return {"pathway": own, **found}


def _fields(record: Any) -> Mapping[str, str]:  # noqa: ANN401 -- any record of a program
    named = (one.name for one in fields(record) if one.compare and one.name not in _NOT_TEXT)
    values = ((name, getattr(record, name)) for name in named)
    return {n: _titled(v) for n, v in values if not isinstance(v, Apply | Literal | Name)}


def _titled(value: Any) -> str:  # noqa: ANN401 -- any field of a record
    """A field as a reader of the difference sees it; different values read differently."""
    if value is None or value in ((), ""):
        return NOTHING
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_titled(member)}" for key, member in value.items()) or NOTHING
    if isinstance(value, tuple):
        return ", ".join(map(_titled, value))
    if is_dataclass(value) and type(value).__str__ is object.__str__:
        told = (
            (one.name, _titled(getattr(value, one.name))) for one in fields(value) if one.compare
        )
        return "; ".join(f"{name} {said}" for name, said in told if said != NOTHING)
    return str(value)


def _between(
    old: Mapping[str, Mapping[str, str]], new: Mapping[str, Mapping[str, str]]
) -> Iterator[Wording]:
    for place, before in old.items():
        after = new.get(place, before)
        for name, said in before.items():
            if after.get(name, said) != said:
                yield Wording(f"{place}: {name.replace('_', ' ')}", said, after[name])


def _settings(old: CompiledProgram, new: CompiledProgram) -> Iterator[Wording]:
    """Parameters and needs, which no definition stands for, and what negations are called."""
    for one in (_parameters, _needs, _negations):
        before, after = one(old), one(new)
        for place in {**before, **after}:
            said = before.get(place, NOTHING), after.get(place, NOTHING)
            if said[0] != said[1]:
                yield Wording(place, *said)


def _parameters(program: CompiledProgram) -> Mapping[str, str]:
    found = {}
    for one in program.parameters:
        value = f"{_titled(one.value)} {one.unit or ''}".strip()
        found[f"parameter {one.name}"] = value
        for name, said in _fields(one).items():
            if name not in ("value", "unit"):
                found[f"parameter {one.name}: {name}"] = said
    return found


def _needs(program: CompiledProgram) -> Mapping[str, str]:
    return {f"needs of {holder}: {name}": name for holder, name in program.needs}


def _negations(program: CompiledProgram) -> Mapping[str, str]:
    return {f"definition {d.name}: negated": d.negated for d in program.definitions if d.negated}


def _orders(old: CompiledProgram, new: CompiledProgram) -> Iterator[Wording]:
    """The order in which the same things are listed."""
    for what, one, other in (
        ("order of options", old.listed, new.listed),
        ("order of nodes", [n.id for n in old.nodes], [n.id for n in new.nodes]),
        ("order of red flags", [f.id for f in old.flags], [f.id for f in new.flags]),
    ):
        before, after = ([n for n in names if n in one and n in other] for names in (one, other))
        if before != after:
            yield Wording(what, ", ".join(before), ", ".join(after))


def _conditions(program: CompiledProgram) -> Mapping[str, str]:
    found = {"pathway: eligible": canonical(program.eligible)}
    for place, record in _records(program):
        for one in fields(record):
            value = getattr(record, one.name)
            if one.compare and isinstance(value, Apply | Literal | Name):
                found[f"{place}: {one.name.replace('_', ' ')}"] = canonical(value)
    for finding in program.findings:
        expr = program.by_name[finding.name].expr
        found[f"finding {finding.name}: condition"] = canonical(expr)
    return found
