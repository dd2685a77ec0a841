"""What two versions of a program tell differently, and whom: decided for every patient.

For everything that is told, the solver looks for a patient who is told something else; where
there is none, all are told the same. What rests on nothing that changed is not even asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

from pathway.advice.model import Position
from pathway.advice.options import in_play, position_of
from pathway.patient import Patient
from pathway.program import CompiledProgram
from pathway.resolve import resolve
from pathway.verify.bits import Bit, both, either, every, opposite, same, some
from pathway.verify.encoded import Encoded, NotEncodable, Undecided
from pathway.verify.observed import About, Observed, observed
from pathway.verify.smaller import with_less
from pathway.verify.values import Meant, Number, Text, Truth
from pathway.verify.whom import Common, whom
from pathway.versions import changed_names, read_differently, said_differently, touched
from pathway.vocabulary import NOT_APPLICABLE, Value
from pathway.walk import AsNeeded, Walk

#: How long one question may take.
SECONDS: Final = 5.0
#: In place of a value: the version does not have it.
NOT_THERE: Final = "not there"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is told differently, in one or several ways, each before and after.

    `whom` is what all have in common whom it concerns; `patient` is the smallest found who is
    told the first of the ways.
    """

    what: Observed
    ways: tuple[tuple[str, str], ...]
    patient: Patient
    whom: tuple[Common, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Two versions of a pathway compared.

    `same` is told everybody as before, which is proved; `open` nobody knows, each with the
    reason; `read` are attributes of which the same record is understood otherwise.
    """

    pathway: str
    changed: tuple[str, ...]
    changes: tuple[Change, ...]
    same: tuple[Observed, ...]
    open: tuple[tuple[Observed, str], ...]
    read: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether everybody is told the same, as far as is proved."""
        return not (self.changes or self.open or self.read)


class Comparing:
    """Two versions of a program, said to the solver over the same patient."""

    def __init__(self, old: CompiledProgram, new: CompiledProgram, as_of: date) -> None:
        self.old, self.new, self.as_of = old, new, as_of
        self.changed = changed_names(old, new)
        self.read = read_differently(old, new)

    def difference(self) -> Difference:
        """Everything that is told differently."""
        same_: list[Observed] = []
        changes: list[Change] = []
        open_: list[tuple[Observed, str]] = []
        for one in self._all:
            if not self._may_differ(one):
                same_.append(one)
                continue
            found = list(self._changes(one))
            changes += [change for change in found if isinstance(change, Change)]
            open_ += [(one, why) for why in found if isinstance(why, str)]
            if not found:
                same_.append(one)
        # An action that follows its verdict is not told for itself, but neither is it the same.
        moved = {change.what.therapy for change in changes if change.what.about is About.VERDICT}
        same_ = [o for o in same_ if o.about is not About.ACTION or o.therapy not in moved]
        changed = tuple(sorted(self.changed))
        return Difference(
            self.new.id, changed, tuple(changes), tuple(same_), tuple(open_), self.read
        )

    def anyone(self) -> Patient | str | None:
        """A patient who is told something else; None if there is none, else why that is open."""
        wanted = [one for one in self._all if self._may_differ(one)]
        unknown: str | None = None
        bits: list[Bit] = []
        for one in wanted:
            try:
                bits.append(self._bit(one))
            except NotEncodable as error:
                unknown = f"{error}"
        bits += self._spoken()
        found = self._solve(some(bits)) if bits else None
        if isinstance(found, Patient):
            return self._small(found, wanted)
        if isinstance(found, Undecided):
            return found.why
        if self.read:
            return f"the record is read differently: {', '.join(self.read)}"
        return unknown

    # -- private ---------------------------------------------------------------------------

    @cached_property
    def _pair(self) -> tuple[Encoded, Encoded]:
        return Encoded.pair(self.old, self.new, self.as_of)

    @cached_property
    def _all(self) -> Sequence[Observed]:
        """What either version tells, each once; titles are those of the new one."""
        found = {one.name: one for one in observed(self.old)}
        found.update({one.name: one for one in observed(self.new)})
        return sorted(found.values(), key=lambda one: _ORDER.index(one.about))

    @cached_property
    def _touched(self) -> frozenset[str]:
        return touched(self.old, self.changed) | touched(self.new, self.changed)

    def _may_differ(self, one: Observed) -> bool:
        return one.name in self._touched

    def _solve(self, *bits: Bit) -> Patient | Undecided | None:
        return self._pair[1].solve(*bits, seconds=SECONDS)

    def _bit(self, one: Observed) -> Bit:
        """That it is told differently."""
        before, after = self._meant(one)
        if one.about in _TOLD_WHEN_TRUE:
            # A rule that does not hold is not told, whether it is a no or not there at all.
            bit = opposite(every((same(_yes(before), _yes(after)), _as_open(before, after))))
        else:
            bit = _differs(before, after)
        if one.about is About.ACTION:
            # That an action follows its verdict need not be told twice.
            verdict = replace(one, name=f"option.{one.therapy}.verdict")
            bit = both(bit, opposite(_differs(*self._meant(verdict))))
        return both(bit, self._is_told(one))

    def _spoken(self) -> Iterator[Bit]:
        """That a recommendation which says something else may speak of a listed therapy."""
        said = said_differently(self.old, self.new)
        for encoded in self._pair if said else ():
            for one in encoded.program.recommendations:
                if (one.id, one.therapy) in said:
                    speaks = opposite(encoded.truth(one.direct).no)
                    yield both(speaks, some(_listed(each, one.therapy) for each in self._pair))

    def _meant(self, one: Observed) -> tuple[Meant | None, Meant | None]:
        before, after = (
            encoded.meaning(one.name) if one.name in encoded.program.by_name else None
            for encoded in self._pair
        )
        return before, after

    def _is_told(self, one: Observed) -> Bit:
        """That the option it belongs to is listed, before or after."""
        if one.therapy is None:
            return True
        return some(_listed(encoded, one.therapy) for encoded in self._pair)

    def _changes(self, one: Observed) -> Iterator[Change | str]:
        """How it is told differently, with a patient, and why more of that may be open."""
        try:
            bit = self._bit(one)
        except NotEncodable as error:
            yield f"{error}"
            return
        found, why = self._ways(one, bit)
        if found:
            ways = sorted(found, key=_gravest)
            small = self._small(found[ways[0]], (one,))
            yield Change(one, tuple(ways), small, whom(self._pair, bit, self._changed_below(one)))
        if why is not None:
            yield why

    def _ways(self, one: Observed, bit: Bit) -> tuple[dict[tuple[str, str], Patient], str | None]:
        """Every way in which it is told differently with a patient, and why there may be more."""
        found: dict[tuple[str, str], Patient] = {}
        seen: list[Bit] = []
        for _ in range(_MOST_WAYS):
            patient = self._solve(bit, *seen)
            if patient is None:
                return found, None
            if isinstance(patient, Undecided):
                return found, patient.why
            found[self._values(one, patient)] = patient
            seen.append(opposite(self._is(one, patient)))
        return found, "there are more ways than are listed"

    def _changed_below(self, one: Observed) -> Iterator[str]:
        """The changed names on which it rests."""
        for program in (self.old, self.new):
            if one.name in program.by_name:
                below = {definition.name for definition in program.closure((one.name,))}
                yield from self.changed & (below | program.reads[one.name])

    def _is(self, one: Observed, patient: Patient) -> Bit:
        """That it is told as this patient is told, before and after."""
        bits = []
        for encoded in self._pair:
            if one.name in encoded.program.by_name:
                value = _value(encoded.program, one.name, patient, self.as_of)
                bits.append(_means(encoded.meaning(one.name), value))
        return every(bits)

    def _values(self, one: Observed, patient: Patient) -> tuple[str, str]:
        before, after = (
            _said(_value(program, one.name, patient, self.as_of), one)
            if one.name in program.by_name
            else NOT_THERE
            for program in (self.old, self.new)
        )
        return before, after

    def _small(self, patient: Patient, about: Sequence[Observed]) -> Patient:
        """The smallest patient found for whom the same is told differently."""
        first = next((o for o in about if self._differs_for(o, patient)), None)
        if first is None:
            return self._told_by_guidelines(patient)
        values = self._values(first, patient)

        def still(other: Patient) -> bool:
            return self._values(first, other) == values and self._differs_for(first, other)

        return with_less(replace(patient, id="example"), Patient("example"), still)

    def _told_by_guidelines(self, patient: Patient) -> Patient:
        """The smallest patient found for whom guidelines say something else of the same therapy."""
        therapies = sorted({therapy for _, therapy in said_differently(self.old, self.new)})

        def still(other: Patient) -> bool:
            listed = [id_ for id_ in therapies if self._is_listed_for(id_, other)]
            return self._speaking(self.old, listed, other) != self._speaking(
                self.new, listed, other
            )

        if not still(patient):
            return patient
        return with_less(replace(patient, id="example"), Patient("example"), still)

    def _speaking(
        self, program: CompiledProgram, therapies: Sequence[str], patient: Patient
    ) -> Sequence[Position]:
        """What guidelines say of these therapies that may speak of the patient."""
        resolved = resolve(patient, program, self.as_of)
        walk = Walk(program, resolved, AsNeeded(program, resolved.values))
        found = [position_of(walk, r) for id_ in therapies for r in program.positions_on(id_)]
        return [one for one in found if one.applies != "outside its population"]

    def _differs_for(self, one: Observed, patient: Patient) -> bool:
        before, after = self._values(one, patient)
        if one.therapy is not None and not self._is_listed_for(one.therapy, patient):
            return False
        quiet = (NOT_THERE, "no") if one.about in _TOLD_WHEN_TRUE else ()
        return before != after and not (before in quiet and after in quiet)

    def _is_listed_for(self, therapy: str, patient: Patient) -> bool:
        for program in (self.old, self.new):
            resolved = resolve(patient, program, self.as_of)
            walk = Walk(program, resolved, AsNeeded(program, resolved.values))
            if therapy in in_play(walk):
                return True
        return False


# -- private -------------------------------------------------------------------------------

_ORDER: Final = tuple(About)
#: What is told only where it holds.
_TOLD_WHEN_TRUE: Final = (About.ALERT, About.RULE, About.NOTE, About.POSITION)
#: Of one thing, more ways than this are not listed.
_MOST_WAYS: Final = 16
#: What is looked at first in a change: what is newly advised, then what no longer is.
_GRAVE: Final = ("recommended", "start", "continue", "ongoing", "no", NOT_THERE)


def _gravest(way: tuple[str, str]) -> tuple[int, int, tuple[str, str]]:
    before, after = (_GRAVE.index(said) if said in _GRAVE else len(_GRAVE) for said in way)
    return after, before, way


def _listed(encoded: Encoded, therapy: str) -> Bit:
    """That the advice lists a therapy, for another reason than that the patient asks for it."""
    program = encoded.program
    if therapy not in program.therapies:
        return False
    found = [encoded.truth(f"{therapy}.ongoing").yes]
    if therapy in program.listed:
        found.append(opposite(encoded.truth("eligible").no))
    for place in program.places_of(therapy):
        if place.holder.startswith("flag "):
            found.append(opposite(encoded.truth(place.reached).no))
    return some(found)


def _yes(meant: Meant | None) -> Bit:
    if meant is None:
        return False
    return meant.yes if isinstance(meant, Truth) else meant.known


def _unknown(meant: Meant | None) -> Bit:
    if meant is None:
        return False
    if isinstance(meant, Truth):
        return meant.unknown
    return opposite(either(meant.known, meant.inapplicable))


def _as_open(before: Meant | None, after: Meant | None) -> Bit:
    """That both are unknown or neither, and that they are the same text if they are texts."""
    alike = same(_unknown(before), _unknown(after))
    if isinstance(before, Text) and isinstance(after, Text):
        return both(alike, opposite(_differs(before, after)))
    return alike


def _differs(before: Meant | None, after: Meant | None) -> Bit:
    if before is None or after is None:
        return True
    if isinstance(before, Truth) and isinstance(after, Truth):
        return opposite(both(same(before.yes, after.yes), same(before.no, after.no)))
    if isinstance(before, Text) and isinstance(after, Text):
        texts = sorted({*before.values, *after.values})
        alike = [
            same(before.values.get(text, False), after.values.get(text, False)) for text in texts
        ]
        return opposite(every(alike))
    if isinstance(before, Number) and isinstance(after, Number):
        equal = every((before.low == after.low, before.high == after.high))
        both_known = both(before.known, after.known)
        return opposite(both(same(before.known, after.known), either(opposite(both_known), equal)))
    return True


def _means(meant: Meant, value: Value | None) -> Bit:
    """That something has this value."""
    if value is None:
        return _unknown(meant)
    if isinstance(meant, Truth):
        return meant.yes if value is True else meant.no
    if isinstance(meant, Text):
        return (
            meant.inapplicable if value is NOT_APPLICABLE else meant.values.get(str(value), False)
        )
    return meant.known


def _value(program: CompiledProgram, name: str, patient: Patient, as_of: date) -> Value | None:
    resolved = resolve(patient, program, as_of)
    return AsNeeded(program, resolved.values)[name].value


def _said(value: Value | None, one: Observed) -> str:
    if value is None:
        return "unanswered" if one.about is About.ALERT else "unknown"
    if value is NOT_APPLICABLE:
        return "no"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
