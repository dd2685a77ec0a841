"""What two versions of a program tell differently, and whom: decided for every patient.

For everything that is told, the solver looks for a patient who is told something else; where
there is none, all are told the same. What rests on nothing that changed is not even asked.
Texts and figures that are fixed are compared as they stand (`wordings`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Final

from pathway.advice.model import Position
from pathway.advice.options import in_play, position_of
from pathway.authoring.diff.programs import (
    Wording,
    changed_names,
    read_differently,
    reworded,
    said_differently,
    texts_that_differ,
    touched,
)
from pathway.authoring.search.shrink import without
from pathway.authoring.verify.affected import Common, whom
from pathway.authoring.verify.encoded import Encoded, NotEncodable, Undecided
from pathway.authoring.verify.formulas import Bit, both, every, opposite, some
from pathway.authoring.verify.version import (
    NOT_LISTED,
    NOT_THERE,
    About,
    Observed,
    Version,
    differs,
    has_numbers,
    observed,
    told_from,
)
from pathway.frozen import frozen
from pathway.names import ELIGIBLE, option_name
from pathway.patients.model import Patient
from pathway.program import CompiledProgram
from pathway.walk import Walk

#: How long one question may take.
SECONDS: Final = 5.0


@frozen
class ToldChange:
    """One thing that is told differently, in one or several ways, each before and after.

    `whom` is what all have in common whom it concerns; `patient` is the smallest found who is
    told the first of the ways. `more` is that there are further ways, as of a number there may
    be without end.
    """

    what: Observed
    ways: tuple[tuple[str, str], ...]
    patient: Patient
    whom: tuple[Common, ...]
    more: bool = False


@frozen
class ProgramDifference:
    """Two versions of a pathway compared.

    `same` is told everybody as before, which is proved; `open` nobody knows, each with the
    reason; `read` are attributes of which the same record is understood otherwise. `texts` are
    worded otherwise, whoever is shown them; `reworded` are conditions that are written otherwise,
    whatever they come to.
    """

    pathway: str
    changed: tuple[str, ...]
    changes: tuple[ToldChange, ...]
    same: tuple[Observed, ...]
    open: tuple[tuple[Observed, str], ...]
    read: tuple[str, ...]
    texts: tuple[Wording, ...] = ()
    reworded: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether everybody is told the same, as far as is compared and proved."""
        return not (self.changes or self.open or self.read or self.texts)


class Comparing:
    """Two versions of a program, said to the solver over the same patient."""

    def __init__(self, old: CompiledProgram, new: CompiledProgram, as_of: date) -> None:
        self.old, self.new, self.as_of = old, new, as_of
        self.changed = changed_names(old, new)
        self.read = read_differently(old, new)

    def difference(self) -> ProgramDifference:
        """Everything that is told differently."""
        same_: list[Observed] = []
        changes: list[ToldChange] = []
        open_: list[tuple[Observed, str]] = []
        for one in self._all:
            if not self._may_differ(one):
                same_.append(one)
                continue
            found = list(self._changes(one))
            changes += [change for change in found if isinstance(change, ToldChange)]
            open_ += [(one, why) for why in found if isinstance(why, str)]
            if not found:
                same_.append(one)
        # What follows a verdict is not told for itself, but neither is it the same.
        moved = {change.what.therapy for change in changes if change.what.about is About.VERDICT}
        gone = {change.what.therapy for change in changes if _concerns_listing(change)}
        same_ = [o for o in same_ if o.about is not About.ACTION or o.therapy not in moved]
        same_ = [o for o in same_ if o.therapy is None or o.therapy not in gone]
        return ProgramDifference(
            self.new.id,
            tuple(sorted(self.changed)),
            tuple(changes),
            tuple(same_),
            tuple(open_),
            self.read,
            texts_that_differ(self.old, self.new),
            reworded(self.old, self.new),
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
        return unknown or self._other_texts()

    # -- private ---------------------------------------------------------------------------

    @cached_property
    def _pair(self) -> tuple[Version, Version]:
        one, other = Encoded.pair(self.old, self.new, self.as_of)
        return Version(self.old, one, self.as_of), Version(self.new, other, self.as_of)

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
        therapy = one.therapy
        if _about_listing(one) and (therapy in self.old.listed) is not (therapy in self.new.listed):
            return True
        before, after = (told_from(one, program) for program in (self.old, self.new))
        rests_on = {*before, *after}
        if therapy is not None and _about_listing(one):
            rests_on |= {ELIGIBLE, option_name(therapy, "verdict")}
            places = (*self.old.places_of(therapy), *self.new.places_of(therapy))
            rests_on |= {place.reached for place in places}
        return before != after or not self._touched.isdisjoint(rests_on)

    def _solve(self, *bits: Bit) -> Patient | Undecided | None:
        return self._pair[1].encoded.solve(*bits, seconds=SECONDS)

    def _other_texts(self) -> str | None:
        texts = texts_that_differ(self.old, self.new)
        if not texts:
            return None
        return f"only these texts and figures differ: {', '.join(one.place for one in texts)}"

    def _bit(self, one: Observed) -> Bit:
        """That it is told differently."""
        bit = differs(one, *self._pair)
        if one.about is About.ACTION and one.therapy is not None:
            # That an action follows its verdict need not be told twice.
            verdict = Observed(option_name(one.therapy, "verdict"), About.VERDICT, "", one.therapy)
            bit = both(bit, opposite(differs(verdict, *self._pair)))
        return bit

    def _spoken(self) -> Iterator[Bit]:
        """That a recommendation which says something else may speak of a listed therapy."""
        said = said_differently(self.old, self.new)
        for version in self._pair if said else ():
            for one in version.program.recommendations:
                if (one.id, one.therapy) in said:
                    speaks = opposite(version.encoded.truth(one.direct).no)
                    yield both(speaks, some(each.lists(one.therapy) for each in self._pair))

    def _changes(self, one: Observed) -> Iterator[ToldChange | str]:
        """How it is told differently, with a patient, and why more of that may be open."""
        try:
            bit = self._bit(one)
            found, why = self._ways(one, bit)
        except NotEncodable as error:
            yield f"{error}"
            return
        if found:
            ways = sorted(found, key=_gravest)
            small = self._small(found[ways[0]], (one,))
            encoded = [version.encoded for version in self._pair]
            common = whom(encoded, bit, self._changed_below(one))
            yield ToldChange(one, tuple(ways), small, common, more=why == _MORE)
        if why is not None and not (found and why == _MORE):
            yield why

    def _ways(self, one: Observed, bit: Bit) -> tuple[dict[tuple[str, str], Patient], str | None]:
        """Every way in which it is told differently with a patient, and why there may be more."""
        found: dict[tuple[str, str], Patient] = {}
        seen: list[Bit] = []
        for _ in range(_FEW if has_numbers(one, *self._pair) else _MOST_WAYS):
            patient = self._solve(bit, *seen)
            if patient is None:
                return found, None
            if isinstance(patient, Undecided):
                return found, patient.why
            if self._differs_for(one, patient):
                found[self._words(one, patient)] = patient
            seen.append(opposite(every(each.tells(one, patient) for each in self._pair)))
        return found, _MORE if found else _TOO_SMALL

    def _changed_below(self, one: Observed) -> Iterator[str]:
        """The changed names on which it rests."""
        for program in (self.old, self.new):
            for name in told_from(one, program):
                below = {definition.name for definition in program.closure((name,))}
                yield from self.changed & (below | program.reads[name])

    def _words(self, one: Observed, patient: Patient) -> tuple[str, str]:
        """What the patient is told before and after; to the last digit where that is needed."""
        before, after = (version.words(one, patient) for version in self._pair)
        if before == after:
            before, after = (f"{version.told(one, patient)}" for version in self._pair)
        return before, after

    def _small(self, patient: Patient, about: Sequence[Observed]) -> Patient:
        """The smallest patient found for whom the same is told differently."""
        first = next((o for o in about if self._differs_for(o, patient)), None)
        if first is None:
            return self._told_by_guidelines(patient)
        words = self._words(first, patient)

        def still(other: Patient) -> bool:
            return self._differs_for(first, other) and self._words(first, other) == words

        return without(replace(patient, id="example"), Patient("example"), still)

    def _told_by_guidelines(self, patient: Patient) -> Patient:
        """The smallest patient found for whom guidelines say something else of the same therapy."""
        therapies = sorted({therapy for _, therapy in said_differently(self.old, self.new)})

        def still(other: Patient) -> bool:
            walks = [version.walk(other) for version in self._pair]
            listed = [id_ for id_ in therapies if any(id_ in in_play(walk) for walk in walks)]
            before, after = (_speaking(walk, listed) for walk in walks)
            return before != after

        if not still(patient):
            return patient
        return without(replace(patient, id="example"), Patient("example"), still)

    def _differs_for(self, one: Observed, patient: Patient) -> bool:
        before, after = (version.told(one, patient) for version in self._pair)
        if one.about is About.VERDICT or one.therapy is None or one.about is About.NOTE:
            return before != after
        listed = all(one.therapy in in_play(version.walk(patient)) for version in self._pair)
        return listed and before != after


# -- private -------------------------------------------------------------------------------

_ORDER: Final = tuple(About)
#: Of one thing, more ways than this are not listed; of a number, no more than these few.
_MOST_WAYS: Final = 16
_FEW: Final = 4
_MORE: Final = "there are more ways than are listed"
_TOO_SMALL: Final = "they differ by less than can be written down"
#: What is looked at first in a change: what is newly advised, then what no longer is.
_GRAVE: Final = ("recommended", "start", "continue", "ongoing", "no", NOT_LISTED, NOT_THERE)


def _gravest(way: tuple[str, str]) -> tuple[int, int, tuple[str, str]]:
    before, after = (_GRAVE.index(said) if said in _GRAVE else len(_GRAVE) for said in way)
    return after, before, way


def _about_listing(one: Observed) -> bool:
    """Whether it is told, or not, as an option is listed."""
    return one.therapy is not None and one.about in (About.VERDICT, About.NOTE)


def _speaking(walk: Walk, therapies: Sequence[str]) -> Sequence[Position]:
    """What guidelines say of these therapies that may speak of the patient."""
    found = (position_of(walk, r) for id_ in therapies for r in walk.program.positions_on(id_))
    return [one for one in found if one.applies != "outside its population"]


def _concerns_listing(change: ToldChange) -> bool:
    return any(NOT_LISTED in way or NOT_THERE in way for way in change.ways)
