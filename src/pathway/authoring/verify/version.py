"""One version of a program: what it tells anybody as formulas, and what it tells one patient.

Both say the same: for whom the formulas give one value, the reference engine gives it too.
Two versions that agree on all that reaches a reader of advice, for every patient, give everybody
the same alerts, verdicts, actions, steps, reasons, positions, notes and findings. What is worded
with them is compared by `diff/programs`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final

from pathway.advice.model import REMARK
from pathway.advice.options import in_play, position_of
from pathway.advice.words import said as in_words
from pathway.authoring.verify.encoded import Encoded
from pathway.authoring.verify.formulas import Bit, both, either, every, opposite, same, some
from pathway.authoring.verify.patients import is_value
from pathway.authoring.verify.values import Meant, Number, Text, Truth
from pathway.frozen import frozen
from pathway.ground.terms import Verdict
from pathway.ground.vocabulary import NOT_APPLICABLE, Range, Value
from pathway.names import (
    ELIGIBLE,
    OUTCOME,
    URGENCY,
    closed_partner_name,
    dose_name,
    flag_name,
    held_name,
    history_name,
    node_name,
    of_therapy,
    option_name,
    own_name,
    rule_name,
)
from pathway.patients.at_date import resolve
from pathway.patients.model import Patient
from pathway.program import CompiledProgram, Note, Recommendation
from pathway.walk import AsNeeded, Walk


class About(Enum):
    """What an observed definition is about, in the order in which differences are told."""

    ALERT = "alert"
    VERDICT = "verdict"
    ACTION = "action"
    STEP = "step"
    OUTCOME = "outcome"
    FINDING = "finding"
    RULE = "reason or caution"
    POSITION = "guideline position"
    NOTE = "note"


@frozen
class Observed:
    """One thing that is told: its name, what it is about, and what a reader calls it.

    `therapy` is the option it belongs to: it is told only where that is listed. `definitions`
    are those it is told from, where that is not the one of its name. A note is known by its text:
    with another text it is another note, and where it stands among others does not matter.
    `while_taken` is a note that is told as long as its therapy is taken, ruled out or not.
    """

    name: str
    about: About
    title: str
    therapy: str | None = None
    definitions: tuple[str, ...] = ()
    while_taken: bool = False


def told_from(one: Observed, program: CompiledProgram) -> tuple[str, ...]:
    """The definitions from which a program tells it; none where it does not have it."""
    if one.about is About.NOTE:
        return tuple(note.definition for note in program.notes if _name(note) == one.name)
    wanted = one.definitions or (one.name,)
    return wanted if all(name in program.by_name for name in wanted) else ()


def observed(program: CompiledProgram) -> Iterator[Observed]:
    """Everything that is told, what matters most first."""
    for flag in program.flags:
        yield Observed(flag_name(flag.id), About.ALERT, flag.title)
    for name in (OUTCOME, URGENCY, ELIGIBLE):
        yield Observed(name, About.OUTCOME, name)
    for node in program.nodes:
        current, reached = node_name(node.id, "current"), node_name(node.id, "reached")
        if current in program.by_name:
            yield Observed(current, About.STEP, node.title)
            yield Observed(reached, About.STEP, f"{node.title}: reached")
        else:
            yield Observed(reached, About.STEP, node.title)
    yield from _options(program)
    for one in program.recommendations:
        yield _position(one)
    for finding in program.findings:
        yield Observed(finding.name, About.FINDING, finding.title)
    yield from _notes(program)


#: In place of a value: the version does not have it, or does not list its option.
NOT_THERE: Final = "not there"
NOT_LISTED: Final = "not listed"


@frozen(slots=False, eq=False)
class Version:
    """A program over the patient that it shares with another version."""

    program: CompiledProgram
    encoded: Encoded
    as_of: date
    _walks: list[tuple[Patient, Walk]] = field(default_factory=list)

    # -- anybody ---------------------------------------------------------------------------

    def has(self, one: Observed) -> bool:
        """Whether the version has it at all."""
        return bool(self._from(one))

    def unit(self, one: Observed) -> str | None:
        """The unit of its value."""
        return self.program.by_name[self._from(one)[0]].expr.type.unit

    def lists(self, therapy: str) -> Bit:
        """That the advice lists a therapy: for everybody, or because it is taken or asked for."""
        program, encoded = self.program, self.encoded
        if therapy not in program.therapies:
            return False
        eligible = encoded.truth(ELIGIBLE)
        wanted = therapy in program.listed or encoded.anybody.wish(therapy, "wanted")
        found = [
            encoded.truth(history_name(therapy, "ongoing")).yes,
            both(opposite(eligible.no), wanted),
        ]
        for place in program.places_of(therapy):
            if place.holder.is_flag:
                found.append(both(eligible.no, opposite(encoded.truth(place.reached).no)))
        return some(found)

    def silent(self, one: Observed) -> Bit:
        """That nothing is told of it."""
        if not self.has(one):
            return True
        if one.about is About.NOTE:
            holds = some(self.encoded.truth(name).yes for name in self._from(one))
            return opposite(both(holds, self._note_counts(one)))
        unlisted = one.therapy is not None and opposite(self.lists(one.therapy))
        if one.about in _TOLD_UNLESS_NO:
            return either(unlisted, self.encoded.truth(self._from(one)[0]).no)
        return unlisted

    def meant(self, one: Observed) -> Meant:
        """What it comes to, where it is told."""
        if one.about is not About.POSITION:
            return self.encoded.meaning(self._from(one)[0])
        direct, *further = map(self.encoded.truth, self._from(one))
        extrapolated = further[0] if further else Truth(False, True)
        no = direct.no
        return Text(
            {
                "directly": direct.yes,
                "extrapolated": both(no, extrapolated.yes),
                "outside its population": both(no, extrapolated.no),
                "unknown": either(direct.unknown, both(no, extrapolated.unknown)),
            }
        )

    def tells(self, one: Observed, patient: Patient) -> Bit:
        """That it is told as it is told this patient."""
        silent = self.silent(one)
        if self.told(one, patient) is None:
            return silent
        spoken = opposite(silent)
        if one.about is About.NOTE:
            return spoken
        value = self._value(one, patient)
        meant = self.meant(one)
        if isinstance(meant, Truth) and value is NOT_APPLICABLE:
            value = False
        return both(spoken, is_value(meant, value))

    # -- one patient -----------------------------------------------------------------------

    def walk(self, patient: Patient) -> Walk:
        """The patient, walked through the version as far as somebody looks."""
        found = next((walk for one, walk in self._walks if one is patient), None)
        if found is None:
            resolved = resolve(patient, self.program, self.as_of)
            found = Walk(self.program, resolved, AsNeeded(self.program, resolved.values))
            self._walks[:] = [*self._walks[-3:], (patient, found)]
        return found

    def told(self, one: Observed, patient: Patient) -> str | None:
        """What the patient is told, to the last digit; None for nothing."""
        walk = self.walk(patient)
        if not self.has(one):
            return None
        if one.therapy is not None and one.therapy not in in_play(walk):
            return None
        value = walk[self._from(one)[0]]
        if one.about is About.NOTE:
            holds = any(walk[name] is True for name in self._from(one))
            return "yes" if holds and self._is_active(one, walk) else None
        if one.about in _TOLD_UNLESS_NO and value is False:
            return None
        if one.about is About.POSITION:
            return str(self._value(one, patient))
        if value is None:
            return "unanswered" if one.about is About.ALERT else "unknown"
        return exactly(value, self.unit(one))

    def words(self, one: Observed, patient: Patient) -> str:
        """What the patient is told, as a reader sees it, or why nothing."""
        told = self.told(one, patient)
        if told is not None:
            value = self._value(one, patient)
            is_number = isinstance(value, Decimal | Range)
            unit = self.unit(one)
            return in_words(value, unit) if is_number else told
        if not self.has(one):
            return NOT_THERE
        if one.therapy is not None and one.therapy not in in_play(self.walk(patient)):
            return NOT_LISTED
        return "no"

    # -- private ---------------------------------------------------------------------------

    def _from(self, one: Observed) -> tuple[str, ...]:
        return told_from(one, self.program)

    def _note_counts(self, one: Observed) -> Bit:
        """A note of a therapy is told where that starts or goes on, a remark while it is taken."""
        if one.therapy is None:
            return True
        verdict = self.encoded.text(option_name(one.therapy, "verdict")).values
        active = [verdict.get(word, False) for word in _ACTIVE]
        if one.while_taken:
            active.append(self.encoded.truth(history_name(one.therapy, "ongoing")).yes)
        return both(self.lists(one.therapy), some(active))

    def _is_active(self, one: Observed, walk: Walk) -> bool:
        if one.therapy is None or walk[option_name(one.therapy, "verdict")] in _ACTIVE:
            return True
        return one.while_taken and walk[history_name(one.therapy, "ongoing")] is True

    def _value(self, one: Observed, patient: Patient) -> Value | None:
        walk = self.walk(patient)
        if one.about is About.POSITION:
            found = (r for r in self.program.positions_on(one.therapy or "") if r.id == one.title)
            return position_of(walk, next(found)).applies
        return walk[self._from(one)[0]]


def differs(one: Observed, old: Version, new: Version) -> Bit:
    """That it is told otherwise by two versions."""
    before, after = old.silent(one), new.silent(one)
    if before is True and after is True:
        return False
    listed = True
    if one.about in _WITH_THEIR_OPTION and one.therapy is not None:
        # That an option is listed or not is said of its verdict, and need not be told twice.
        listed = both(old.lists(one.therapy), new.lists(one.therapy))
    found = opposite(same(before, after))
    if before is not True and after is not True and one.about is not About.NOTE:
        spoken = both(opposite(before), opposite(after))
        found = either(found, both(spoken, _unlike(one, old, new)))
    return both(listed, found)


def exactly(value: Value, unit: str | None) -> str:
    """A value to its last digit, so that two values that differ are two texts."""
    if isinstance(value, Range):
        return f"{exactly(value.low, None)} to {exactly(value.high, unit)}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f} {unit or ''}".strip()
    return in_words(value, unit)


def has_numbers(one: Observed, *versions: Version) -> bool:
    """Whether it is a number in a version, so that there may be no end of ways to differ."""
    return any(v.has(one) and isinstance(v.meant(one), Number) for v in versions)


# -- private -------------------------------------------------------------------------------


def _options(program: CompiledProgram) -> Iterator[Observed]:
    for id_, therapy in program.therapies.items():
        title = therapy.title
        yield Observed(option_name(id_, "verdict"), About.VERDICT, title, id_)
        yield Observed(option_name(id_, "action"), About.ACTION, title, id_)
        if therapy.doses:
            yield Observed(
                dose_name(id_, "limit"), About.FINDING, f"{therapy.title}: highest dose", id_
            )
        for rule in therapy.rules:
            title = f"{therapy.title}: {own_name(rule.id)}"
            yield Observed(rule_name(rule.id), About.RULE, title, id_)
            applies = rule_name(rule.id, "applies")
            if applies in program.by_name:
                yield Observed(applies, About.RULE, f"{title}, unless it is lifted", id_)
        for partner in therapy.partners:
            name, title = partner.definition, f"{therapy.title}: with {partner.therapy}"
            yield Observed(name, About.RULE, title, id_)
            closed = closed_partner_name(partner.definition)
            if closed in program.by_name:
                yield Observed(closed, About.RULE, f"{title}, which cannot be given", id_)
        yield from _places(program, id_, therapy.title)


def _places(program: CompiledProgram, id_: str, title: str) -> Iterator[Observed]:
    """Where it is offered, whether it is indicated there, and which flags hold it."""
    for place in program.places_of(id_):
        if place.doses:
            name, what = dose_name(place.indicated, "limit"), f"highest dose at {place.title}"
            yield Observed(name, About.FINDING, f"{title}: {what}", id_)
        said = f"{title}: indicated at {place.title}"
        yield Observed(place.indicated, About.RULE, said, id_)
    for flag in program.flags:
        name = held_name(id_, flag.id)
        if name in program.by_name:
            yield Observed(name, About.RULE, f"{title}: held by {flag.title}", id_)


def _position(one: Recommendation) -> Observed:
    parts = (one.direct,) if one.extrapolated is None else (one.direct, one.extrapolated)
    name = of_therapy(one.direct, one.therapy)
    return Observed(name, About.POSITION, one.id, one.therapy, parts)


def _notes(program: CompiledProgram) -> Iterator[Observed]:
    for note in program.notes:
        therapy = note.owner.id if note.owner.is_therapy else None
        title, is_remark = f"{note.kind}: {note.text}", note.kind == REMARK
        yield Observed(_name(note), About.NOTE, title, therapy, while_taken=is_remark)


def _name(note: Note) -> str:
    return f"note of {note.owner}: {note.kind}: {note.text}"


#: What is told only while it is not known to be otherwise.
_TOLD_UNLESS_NO: Final = (About.ALERT, About.RULE)
#: What is told of an option, beside that it is one.
_WITH_THEIR_OPTION: Final = (About.ACTION, About.RULE, About.POSITION, About.FINDING)
_ACTIVE: Final = (Verdict.RECOMMENDED.value, Verdict.ONGOING.value)


def _unlike(one: Observed, old: Version, new: Version) -> Bit:
    """That two values are not the same, with their units."""
    before, after = old.meant(one), new.meant(one)
    are_numbers = isinstance(before, Number) and isinstance(after, Number)
    if are_numbers and old.unit(one) != new.unit(one):
        return either(before.known, after.known)
    return _values_differ(before, after)


def _values_differ(before: Meant, after: Meant) -> Bit:
    if isinstance(before, Truth) and isinstance(after, Truth):
        return opposite(both(same(before.yes, after.yes), same(before.no, after.no)))
    aside = same(before.inapplicable, after.inapplicable)
    if isinstance(before, Text) and isinstance(after, Text):
        texts = sorted({*before.values, *after.values})
        alike = [same(before.values.get(t, False), after.values.get(t, False)) for t in texts]
        return opposite(every((*alike, aside)))
    if isinstance(before, Number) and isinstance(after, Number):
        if before.low.sort() != after.low.sort():
            return either(before.known, after.known)
        equal = both(before.low == after.low, before.high == after.high)
        settled = either(opposite(both(before.known, after.known)), equal)
        return opposite(every((same(before.known, after.known), settled, aside)))
    return some((before.known, after.known, opposite(aside)))
