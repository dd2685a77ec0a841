"""Which pathway a patient follows where nobody names one.

Each pathway says what complaint it is `for`. Of those whose complaint is recorded the first is
followed that the patient is not known to be outside of; who is outside of all of them is told so
by the first. Nothing that is merely unknown leads to a pathway, so that what nobody asked about
never turns one complaint into another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from pathway.frozen import frozen
from pathway.ground.truth import Truth
from pathway.ground.vocabulary import Attribute, Base, Value
from pathway.language.syntax import Expr, Result, names
from pathway.names import ELIGIBLE, MEANT_FOR
from pathway.names.reading import read_history
from pathway.patients.at_date import Resolved, resolve
from pathway.patients.model import Entry, Patient, Why
from pathway.program import CompiledProgram, Definition
from pathway.walk import settle


@frozen
class PathwayChoice:
    """The pathway that was chosen: None where no complaint is known that one is for.

    `meant_for` is what it is for, `instead` are the others that would do, profiles included, and
    `asks` the unknown attributes on which it hangs what any of them is for: first those of the
    pathways for whose patients something on record speaks.
    """

    pathway: str | None
    meant_for: Expr | None = None
    instead: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


def choose(
    programs: Iterable[CompiledProgram], patient: Patient, as_of: date, *, strict: bool = False
) -> PathwayChoice:
    """The choice among pathways in the order in which they are tried."""
    listed = list(programs)
    resolved = _resolved(listed, patient, as_of, strict)
    standing = [_standing(*pair) for pair in zip(listed, resolved, strict=True)]
    meant = [one for one in standing if one.meant.value is True]
    own = [one for one in meant if not one.program.profile]
    chosen = next((one for one in own if one.eligible is not False), None)
    chosen = chosen or next(iter(own), None)
    if chosen is None:
        return PathwayChoice(
            None, asks=_complaint([one for one in standing if not one.program.profile])
        )
    others = (one for one in meant if one is not chosen and one.eligible is not False)
    instead = tuple(one.program.id for one in others)
    return PathwayChoice(chosen.program.id, chosen.program.meant_for, instead)


@frozen
class Complaint:
    """One answer that alone leads to a pathway: what a patient may come with."""

    attribute: str
    value: Value
    pathway: str


def complaints(programs: Sequence[CompiledProgram], as_of: date) -> tuple[Complaint, ...]:
    """What the pathways are for, one answer at a time, in the order in which they are tried.

    Found by trying: of each attribute that a `for` reads, the answers after which, with nothing
    else known, a pathway is chosen. Profiles of a guideline are chosen by nobody's complaint.
    """
    own = [program for program in programs if not program.profile]
    found: dict[tuple[str, Value], Complaint] = {}
    for program in own:
        for attribute in _read_by_for(program):
            for value in _answers(attribute):
                entry = Entry(value, on=as_of)
                patient = Patient("", entries={attribute.name: (entry,)})
                chosen = choose(own, patient, as_of).pathway
                if chosen == program.id:
                    found[attribute.name, value] = Complaint(attribute.name, value, chosen)
    return tuple(found.values())


# -- private -------------------------------------------------------------------------------


def _read_by_for(program: CompiledProgram) -> Iterator[Attribute]:
    """The attributes that say what a pathway is for."""
    read = {name for one in program.closure((MEANT_FOR,)) for name in names(one.expr)}
    yield from (one for name, one in program.vocabulary.attributes.items() if name in read)


def _answers(attribute: Attribute) -> tuple[Value, ...]:
    """The answers that can be tried one by one; of a number or a date there are none."""
    if attribute.type.base is Base.BOOLEAN:
        return (True,)
    return tuple(attribute.type.choices or ())


@frozen
class _Standing:
    """How a patient stands to one pathway."""

    program: CompiledProgram
    meant: Result
    eligible: Truth
    #: Of how many attributes that decide this the record says, or leaves open, that they are so.
    signs: int


def _complaint(standing: Sequence[_Standing]) -> tuple[str, ...]:
    """What to ask so that some pathway may be for the patient, as one question where it can be.

    Of what the pathways are for, the unknown attributes of the group that most of them hang on,
    and whatever those hang on that do not hang on this group.
    """
    asking = [one for one in standing if one.meant.hangs_on]
    if not asking:
        return ()
    known = asking[0].program.vocabulary.attributes
    wanted = [one.meant.hangs_on for one in asking]
    groups = {name: known[name].group for name in frozenset().union(*wanted) if name in known}
    counts = Counter(group for one in wanted for group in {groups.get(name, "") for name in one})
    first = max(counts, key=lambda group: (counts[group], group))
    of_group = frozenset(name for name, group in groups.items() if group == first)
    others = (one for one in wanted if one.isdisjoint(of_group))
    asked = of_group.union(*others)
    places = {name: place for place, name in enumerate(known)}

    def rank(name: str) -> tuple[int, int]:
        signs = max(one.signs for one in asking if name in one.meant.hangs_on)
        return (-signs, places.get(name, -1))

    return tuple(sorted(asked, key=rank))


def _standing(program: CompiledProgram, known: Resolved) -> _Standing:
    values: Mapping[str, Result] = settle(_definitions(program), known.values)
    eligible = values[ELIGIBLE].value
    truth = eligible if isinstance(eligible, bool) else None
    facts = (known.facts[name] for name in _read(program) if name in known.facts)
    signs = sum(fact.value is True or fact.why is Why.LEFT_OPEN for fact in facts)
    return _Standing(program, values[MEANT_FOR], truth, signs)


def _definitions(program: CompiledProgram) -> tuple[Definition, ...]:
    return program.closure((MEANT_FOR, ELIGIBLE))


def _resolved(
    programs: Sequence[CompiledProgram], patient: Patient, as_of: date, strict: bool
) -> list[Resolved]:
    """What each pathway needs to know of the patient, worked out once for all that know alike."""
    first = [next(at for at, one in enumerate(programs) if _alike(one, two)) for two in programs]
    read: dict[int, frozenset[str]] = {}
    for at, program in zip(first, programs, strict=True):
        read[at] = read.get(at, frozenset()) | _read(program)
    found = {
        at: resolve(patient, programs[at], as_of, strict=strict, only=names_)
        for at, names_ in read.items()
    }
    return [found[at] for at in first]


def _alike(one: CompiledProgram, other: CompiledProgram) -> bool:
    """Whether all that the choice of the other one reads means the same in this one."""
    key = ("alike", other.id, other.digest)
    return one is other or one.once(key, lambda: _means_the_same(one, other))


def _means_the_same(one: CompiledProgram, other: CompiledProgram) -> bool:
    wanted = _read(other)

    def known(program: CompiledProgram) -> tuple[object, ...]:
        attributes = program.vocabulary.attributes
        return (
            {name: one for name, one in attributes.items() if name in wanted},
            {id_: one for id_, one in program.therapies.items() if id_ in wanted},
            [guard for guard in program.guards if guard.attribute in wanted],
            set(program.overrides.values()),
        )

    return known(one) == known(other)


def _read(program: CompiledProgram) -> frozenset[str]:
    return program.once("choosing", lambda: _reads(program, _definitions(program)))


def _reads(program: CompiledProgram, definitions: Iterable[Definition]) -> frozenset[str]:
    """The attributes and therapies that definitions and the guards of their attributes read.

    A choice looks at every pathway of a library, and at a dozen attributes of each.
    """
    guards: dict[str, list[Expr]] = {}
    for guard in program.guards:
        guards.setdefault(guard.attribute, []).append(guard.expr)
    todo, found = [definition.expr for definition in definitions], set[str]()
    while todo:
        for name in names(todo.pop()):
            if name not in found and name in guards:
                todo += guards[name]
            part = read_history(name)
            found |= {name} if part is None else {name, part.therapy}
    return frozenset(found)
