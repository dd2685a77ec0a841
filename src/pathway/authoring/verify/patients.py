"""Patients and the solver: what is told of one beforehand, and one made of a model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, Protocol

import z3

from pathway.authoring.verify.formulas import Bit, Term, every, holds, none, opposite
from pathway.authoring.verify.meaning import exact, whole
from pathway.authoring.verify.recorded import WEEKS, YEARS, Recorded
from pathway.authoring.verify.symbolic_patient import NUMBERS, Anybody, Tried
from pathway.authoring.verify.values import Meant, Number, Text, Truth
from pathway.frozen import frozen
from pathway.ground.truth import Truth as Answer
from pathway.ground.vocabulary import HISTORY, NOT_APPLICABLE, Attribute, Range, Value, Worse
from pathway.names import history_name, override_name
from pathway.names.reading import read_history
from pathway.patients.at_date import Resolved
from pathway.patients.history import history_of
from pathway.patients.model import Entry, Outcome, Override, Patient, Preferences, Trial, Why
from pathway.patients.values import Fact, settle
from pathway.program import CompiledProgram


class Encoding(Protocol):
    """What these rules need of an encoded program."""

    @property
    def program(self) -> CompiledProgram:
        """The program."""

    @property
    def anybody(self) -> Anybody:
        """The symbolic patient."""


def told_rules(told: Patient, encoded: Encoding, *, strict: bool) -> Iterator[Bit]:
    """The rules that tie the symbolic patient to what is told of one patient."""
    yield from _entries(told, encoded, strict=strict)
    yield from _histories(told, encoded)
    anybody = encoded.anybody
    if strict:
        yield none(record.assumed for record in anybody.recorded.values())
        yield none(anybody.silences.values())
    lifted = {o.rule for o in told.overrides if o.until is None or o.until >= anybody.as_of}
    for override in told.overrides:
        bit = anybody.lift(override.rule)
        yield bit if override.rule in lifted else opposite(bit)


def record_rule(record: Recorded, fact: Fact) -> Bit:
    """That this is what is recorded; what does not apply is not recorded at all."""
    value = None if fact.value is NOT_APPLICABLE else fact.value
    conflicting = fact.why is Why.CONFLICTING and value is None
    return every(
        (
            is_value(record.value, value),
            record.conflicting if conflicting else opposite(record.conflicting),
            record.assumed if _is_assumed(record, fact) else opposite(record.assumed),
        )
    )


def silence_rule(anybody: Anybody, fact: Fact, *, strict: bool) -> Bit:
    """Whether nothing at all was recorded; where nothing is assumed, that makes no difference."""
    silent = anybody.silences.get(fact.name)
    if silent is None:
        return True
    return silent if fact.silent and not strict else opposite(silent)


def history_rules(resolved: Resolved, encoded: Encoding) -> Iterator[Bit]:
    """That therapies went as they did for a patient, and which rules are lifted."""
    anybody = encoded.anybody
    for id_, therapy in encoded.program.therapies.items():
        for part in HISTORY:
            meant = anybody.history(id_, part, therapy.adequate)
            yield is_value(meant, resolved.facts[history_name(id_, part)].value)
        for rule in therapy.rules:
            lifted = resolved.values[override_name(rule.id)].value is True
            bit = anybody.lift(rule.id)
            yield bit if lifted else opposite(bit)


def portrait(model: Any, anybody: Anybody, told: Patient) -> Patient:  # noqa: ANN401
    """The patient of a model, with all that was told of them."""
    return _Painter(model, anybody, told).patient()


def agrees(expected: object, found: Meant, model: Any) -> bool:  # noqa: ANN401 -- z3 has no types
    """Whether a value of the reference is what the model says."""
    if isinstance(found, Truth):
        answer = True if holds(found.yes, model) else False if holds(found.no, model) else None
        return answer is (expected if expected is None or expected is True else False)
    if isinstance(found, Text):
        said = next((text for text, bit in found.values.items() if holds(bit, model)), None)
        if said is None:
            return (expected is None) is not holds(found.inapplicable, model)
        return said == expected
    return True


# -- private -------------------------------------------------------------------------------


def _entries(told: Patient, encoded: Encoding, *, strict: bool) -> Iterator[Bit]:
    """What is told, and what a told number is counted from, which then stays open."""
    attributes = encoded.program.vocabulary.attributes
    names = {name: None for name in told.entries if name in attributes}
    origins = {attributes[name].since for name in names}
    names.update({name: None for name in origins if name is not None})
    names.update({n: None for n, a in attributes.items() if a.since in told.entries})
    for name in names:
        fact = settle(attributes[name], told, attributes, encoded.anybody.as_of, strict=strict)
        record = encoded.anybody.record(name)
        conflicting = fact.why is Why.CONFLICTING and fact.value is None
        yield record.conflicting if conflicting else opposite(record.conflicting)
        yield record.assumed if _is_assumed(record, fact) else opposite(record.assumed)
        yield is_value(record.value, fact.value)
        yield silence_rule(encoded.anybody, fact, strict=strict)


def _is_assumed(record: Recorded, fact: Fact) -> bool:
    """Whether the engine takes the value for one that is only assumed."""
    return record.assumed is not False and fact.value is not None and bool(fact.assumed)


def is_value(meant: Meant, value: Value | None) -> Bit:
    """That something is this value; None is unknown."""
    if value is NOT_APPLICABLE:
        return meant.inapplicable
    if value is None:
        unknown = opposite(meant.known)
        return every((unknown, opposite(meant.inapplicable)))
    if isinstance(meant, Truth):
        return meant.yes if value is True else meant.plain_no
    if isinstance(meant, Text):
        return meant.values.get(str(value), False)
    low, high = (value.low, value.high) if isinstance(value, Range) else (value, value)
    return every((meant.known, meant.low == _term(low), meant.high == _term(high)))


def _term(value: object) -> Term:
    if isinstance(value, date):
        return whole(value.toordinal())
    return exact(value if isinstance(value, Decimal) else Decimal(str(value)))


def _histories(told: Patient, encoded: Encoding) -> Iterator[Bit]:
    anybody: Anybody = encoded.anybody
    chosen = told.preferences
    for name in chosen.wants | chosen.declines | chosen.unavailable:
        for part, names in (
            ("wanted", chosen.wants),
            ("declined", chosen.declines),
            ("unavailable", chosen.unavailable),
        ):
            bit = anybody.wish(name, part)
            yield bit if name in names else opposite(bit)
    if told.trials is None:
        return
    yield anybody.history_known
    therapies = encoded.program.therapies
    tried = {trial.therapy for trial in told.trials}
    for id_ in therapies:
        if id_ not in tried:
            yield none((anybody.trials(id_).ever,))
    spoken = {id_: therapies[id_] for id_ in tried if id_ in therapies}
    for fact in history_of(told, spoken, anybody.as_of):
        read = read_history(fact.name)
        if read is not None and read.part not in ("declined", "unavailable"):
            meant = anybody.history(read.therapy, read.part, therapies[read.therapy].adequate)
            yield is_value(meant, fact.value)


#: Numbers without an end are written with so many decimals.
_PLACES: Final = 9


@frozen(slots=False)
class _Painter:
    model: Any
    anybody: Anybody
    told: Patient

    def patient(self) -> Patient:
        """The patient as recorded."""
        told = self.told
        entries = {**told.entries, **self._entries()}
        overrides = [
            Override(rule, "a clinician", "for a reason")
            for rule, bit in self.anybody.lifted.items()
            if self._holds(bit) and rule not in {o.rule for o in told.overrides}
        ]
        trials = told.trials
        if trials is None and self._holds(self.anybody.history_known):
            trials = tuple(self._trials())
        return replace(
            told,
            entries=entries,
            trials=trials,
            preferences=self._preferences(),
            overrides=(*told.overrides, *overrides),
        )

    def _holds(self, bit: Bit) -> bool:
        return holds(bit, self.model)

    def _answer(self, truth: Truth) -> Answer:
        return True if self._holds(truth.yes) else False if self._holds(truth.no) else None

    def _number(self, term: Term) -> Decimal:
        found = self.model.eval(term, model_completion=True)
        if z3.is_int_value(found):
            return Decimal(found.as_long())
        top, bottom = Decimal(found.numerator_as_long()), Decimal(found.denominator_as_long())
        number = top / bottom
        return number if number * bottom == top else round(number, _PLACES)

    # -- attributes ------------------------------------------------------------------------

    def _entries(self) -> dict[str, tuple[Entry, ...]]:
        found: dict[str, tuple[Entry, ...]] = {}
        for name, record in self.anybody.recorded.items():
            if name in self.told.entries:
                continue
            attribute, on = record.attribute, self.anybody.as_of
            value = self._value(record.value)
            if value is not None and self._holds(record.assumed):
                found[name] = _assumed(record, value, on)
            elif isinstance(value, Range) and attribute.type.is_number:
                found.update(self._counted(attribute, value))
            elif value is not None:
                found[name] = (Entry(value, on=on),)
            elif self._holds(record.conflicting):
                found[name] = (Entry(None, Why.CONFLICTING, on),)
            elif attribute.absent in self.told.complete or not self._is_silent(name):
                found[name] = (Entry(None, Why.DOES_NOT_KNOW, on),)
        return found

    def _is_silent(self, name: str) -> bool:
        """Whether nothing is recorded at all, which matters where a value may then be assumed."""
        return self._holds(self.anybody.silences.get(name, True))

    def _value(self, meant: Truth | Text | Number) -> Value | None:
        if isinstance(meant, Truth):
            return self._answer(meant)
        if isinstance(meant, Text):
            return next((text for text, bit in meant.values.items() if self._holds(bit)), None)
        if not self._holds(meant.known):
            return None
        low, high = self._number(meant.low), self._number(meant.high)
        if z3.is_int(meant.low):
            first, last = date.fromordinal(int(low)), date.fromordinal(int(high))
            return first if first == last else Range(first, last)
        return low if low == high else Range(low, high)

    def _counted(self, attribute: Attribute, value: Range[Any]) -> Mapping[str, tuple[Entry, ...]]:
        """An age or a duration known only as an interval, by the days it is counted from."""
        as_of, origin = self.anybody.as_of, attribute.since or attribute.name
        if attribute.type.unit in YEARS:
            first, last = _years_before(as_of, value.high), _years_before(as_of, value.low)
        else:
            per = 7 if attribute.type.unit in WEEKS else 1
            first, last = (
                as_of - timedelta(days=round(number * per)) for number in (value.high, value.low)
            )
        return {origin: (Entry(Range(first, last), on=as_of),)}

    # -- the rest --------------------------------------------------------------------------

    def _trials(self) -> Iterator[Trial]:
        for id_, tried in self.anybody.tried.items():
            if not self._holds(tried.ever):
                continue
            before = tuple(self._answer(truth) for truth in tried.left.values())
            judged = tuple(self._answer(truth) for truth in tried.judged.values())
            earlier = list(tried.possible.before[before])
            if self._holds(tried.ongoing) and not self._holds(tried.running):
                # Then an earlier trial is under way; one that helps changes nothing before others.
                earlier.insert(0, Trial("", ongoing=True, outcome=Outcome.HELPED))
            yield from (replace(trial, therapy=id_) for trial in earlier)
            yield self._latest(id_, tried.possible.latest[judged], tried)

    def _latest(self, id_: str, trial: Trial, tried: Tried) -> Trial:
        outcome = next((one for one, bit in tried.outcomes.items() if self._holds(bit)), None)
        trial = replace(trial, therapy=id_, ongoing=self._holds(tried.running), outcome=outcome)
        if f"{id_}.{NUMBERS[0]}" not in self.anybody.numbers:
            return trial
        measured: dict[str, Any] = {
            part: self._value(self.anybody.numbers[f"{id_}.{part}"]) for part in NUMBERS
        }
        if isinstance(measured["weeks"], Range):
            measured |= self._begun(measured.pop("weeks"), ongoing=trial.ongoing)
        stated = self._answer(tried.judged["adequate.0"]) if self._holds(tried.stated) else None
        return replace(trial, adequate=stated, **measured)

    def _begun(self, weeks: Range[Any], *, ongoing: bool) -> Mapping[str, Any]:
        """A length known only as an interval, by the days on which the trial may have begun."""
        as_of = self.anybody.as_of
        first, last = (as_of - timedelta(days=round(n * 7)) for n in (weeks.high, weeks.low))
        return {"weeks": None, "start": Range(first, last), "end": None if ongoing else as_of}

    def _preferences(self) -> Preferences:
        chosen = self.told.preferences
        found = {
            "wanted": set(chosen.wants),
            "declined": set(chosen.declines),
            "unavailable": set(chosen.unavailable),
        }
        for (name, part), bit in self.anybody.wishes.items():
            if self._holds(bit):
                found[part].add(name)
        return replace(
            chosen,
            wants=frozenset(found["wanted"]),
            declines=frozenset(found["declined"]),
            unavailable=frozenset(found["unavailable"]),
        )


def _assumed(record: Recorded, value: Value, on: date) -> tuple[Entry, ...]:
    """A value that counts as the worse one: of two sources, or of a single entry that says so."""
    if not record.in_dispute or not isinstance(value, Decimal):
        return (Entry(value, on=on, assumed="the worse of what it may be"),)
    better = value + 1 if record.attribute.disagree is Worse.LOWEST else value - 1
    return (Entry(value, on=on, source="one"), Entry(better, on=on, source="another"))


def _years_before(day: date, years: Decimal) -> date:
    """The day of birth of somebody who has just become so many years old."""
    return date(day.year - int(years), day.month, 1) + timedelta(days=day.day - 1)
