"""From a patient file, or a mapping with the same keys, to a Patient.

Every fault of the file is reported in one run and nothing is guessed: a value that cannot
be read never becomes a known value, and never a silently missing one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, TypeVar

from pathway.frozen import frozen
from pathway.ground.problems import Problem, Problems, choices, in_backticks
from pathway.ground.source import Placed, Source
from pathway.ground.terms import Kind
from pathway.ground.vocabulary import Attribute, Base, RecordList, Vocabulary
from pathway.patients.allergies import read_allergies, read_gaps
from pathway.patients.model import Entry, Override, Patient, Preferences, Trial, Why
from pathway.patients.trials import read_trials
from pathway.patients.writer import save, write_patient
from pathway.yaml.located import read, read_bytes
from pathway.yaml.places import Reporter, Spot
from pathway.yaml.tree import Items, Node, Table, tree_from
from pathway.yaml.values import Day, day_of, read_value, value_of, written

__all__ = ["patient_from_mapping", "read_patient", "read_value", "save", "write_patient"]


def read_patient(
    text: str | bytes,
    name: str,
    vocabulary: Vocabulary,
    kinds: Mapping[str, str],
    rules: frozenset[str],
    problems: Problems,
    today: date,
) -> Patient | None:
    """The patient in a YAML or JSON text; None, with problems added, where it is faulty.

    `kinds` gives every therapy's kind, `rules` the *avoid* rules that may be overridden;
    no date may be later than `today`.
    """
    if isinstance(text, bytes):
        node = read_bytes(name, text, problems)
    else:
        node = read(Source(name, text.removeprefix("\ufeff")), problems)
    if node is None:
        return None
    return _patient(node, vocabulary, kinds, rules, problems, today)


def patient_from_mapping(
    mapping: Mapping[str, Any],
    vocabulary: Vocabulary,
    kinds: Mapping[str, str],
    rules: frozenset[str],
    problems: Problems,
    today: date,
) -> Patient | None:
    """The patient in a mapping with the keys of a patient file; problems name the path."""
    node = tree_from(mapping, problems)
    args = (vocabulary, kinds, rules, problems, today)
    return None if node is None else _patient(node, *args)


def _patient(
    node: Node,
    vocabulary: Vocabulary,
    kinds: Mapping[str, str],
    rules: frozenset[str],
    problems: Problems,
    today: date,
) -> Patient | None:
    found = Problems()
    patient = _PatientReader(vocabulary, kinds, rules, found, today).patient(node)
    problems.extend_in_order(found)
    return patient


KEYS: Final = (
    "patient",
    "label",
    "name",
    "record number",
    "example",
    "recorded",
    "source",
    "complete",
    "reconciled",
    "reconciled by",
    "not complete",
    "allergies",
    "none of",
    "attributes",
    "trials",
    "preferences",
    "overrides",
)
_EXAMPLE_KEYS: Final = ("as of",)
_ENTRY_KEYS: Final = ("value", "unit", "on", "source", "detail", "unknown", "assumed", "settles")
_PREFERENCE_KEYS: Final = ("wants", "declines", "unavailable")
_OVERRIDE_KEYS: Final = ("rule", "actor", "reason", "until")
#: Why a value may be missing, as far as a patient file can say so.
_WHY: Final = (Why.NOT_ASKED, Why.DOES_NOT_KNOW, Why.NOTHING_RECORDED, Why.NOT_FETCHED)
#: What a health record may say as well, and then a file that was saved from it.
_WHY_OF_RECORDS: Final = (Why.LEFT_OPEN, Why.CONFLICTING, Why.NOT_COMPUTABLE)

Member = TypeVar("Member", bound=StrEnum)


@frozen(slots=False)
class _PatientReader:
    """Reads one patient; what it reads against is the same for all parts of the file."""

    vocabulary: Vocabulary
    kinds: Mapping[str, str]
    rules: frozenset[str]
    problems: Problems
    today: date

    @property
    def _report(self) -> Reporter:
        return Reporter(self.problems)

    def patient(self, node: Node) -> Patient | None:
        """The patient; None where anything is wrong."""
        before = len(self.problems.errors)
        top = Spot(node, node.span if isinstance(node, Table | Items) else None, "")
        if not self._mapping(top, KEYS, "a patient file"):
            return None
        example = self._example(top.member("example"))
        reader = replace(self, today=max(self.today, example)) if example else self
        patient = reader.whole(top, example)
        return patient if len(self.problems.errors) == before else None

    def _example(self, spot: Spot | None) -> date | None:
        """The day that an invented patient speaks of."""
        if spot is None or not self._mapping(spot, _EXAMPLE_KEYS, "`example`"):
            return None
        day = spot.member("as of")
        if day is None:
            self._report.wrong("P102", "missing key `as of` in `example`", spot)
        return self._full_day(day, None)

    def whole(self, top: Spot, example: date | None) -> Patient:
        """All parts of the file, of which no date may be later than `today`."""
        recorded = self._day(top.member("recorded"))
        source = self._text(top.member("source"))
        entries = self._entries(top.member("attributes"), recorded, source)
        self._add_none_of(top.member("none of"), entries, recorded, source)
        allergies, none_known = read_allergies(
            top.member("allergies"), recorded, source, self._report, self.today
        )
        lists = self._members(top.member("complete"), tuple(RecordList))
        return Patient(
            id=self._id(top),
            label=self._text(top.member("label")) or "",
            name=self._text(top.member("name")) or "",
            record_number=self._text(top.member("record number")) or "",
            entries=entries,
            trials=self._trials(top.member("trials"), source),
            complete=frozenset((*lists, *([RecordList.ALLERGIES] if none_known else ()))),
            reconciled=self._full_day(top.member("reconciled"), self.today),
            reconciled_by=self._text(top.member("reconciled by")),
            preferences=self._preferences(top.member("preferences")),
            overrides=self._overrides(top.member("overrides")),
            example=example,
            allergies=allergies,
            gaps=read_gaps(top.member("not complete"), self._report),
        )

    # -- attributes ----------------------------------------------------------------------

    def _entries(
        self, spot: Spot | None, recorded: Day | None, source: str | None
    ) -> dict[str, tuple[Entry, ...]]:
        found: dict[str, tuple[Entry, ...]] = {}
        if spot is None or not self._mapping(spot, None, "`attributes`"):
            return found
        for name, value in spot.members():
            attribute = self.vocabulary.attributes.get(name)
            if attribute is None:
                hint = self._report.near(name, self.vocabulary.attributes)
                message = f"unknown attribute {in_backticks(name)}"
                self._report.wrong("P401", message, spot.key(name), hint)
            else:
                found[name] = self._values(attribute, value, recorded, source)
        return found

    def _values(
        self, attribute: Attribute, spot: Spot, recorded: Day | None, source: str | None
    ) -> tuple[Entry, ...]:
        """The recorded values of one attribute: one, or a list of several."""
        found: list[Entry] = []
        first: dict[tuple[Day | None, str | None], tuple[Entry, Spot]] = {}
        if spot.is_list and not spot.node:
            self._no_value(attribute, spot)
        for item in spot.items():
            entry = self._entry(attribute, item, recorded, source)
            if entry is None:
                continue
            found.append(entry)
            other, place = first.setdefault((entry.on, entry.source), (entry, item))
            if (other.value, other.why) != (entry.value, entry.why):
                message = f"two values of {in_backticks(attribute.name)} contradict each other"
                hint = "give each its `source` or its date (`on`)"
                self._report.wrong("P409", message, item, hint, place)
        return tuple(found)

    def _entry(
        self, attribute: Attribute, spot: Spot, recorded: Day | None, source: str | None
    ) -> Entry | None:
        if not spot.is_mapping:
            value = self._value(attribute, spot, None)
            entry = Entry(value, on=recorded, source=source, span=spot.span)
            return None if value is None else entry
        if not self._mapping(spot, _ENTRY_KEYS, in_backticks(attribute.name)):
            return None
        written_on, written_source = spot.member("on"), spot.member("source")
        on = recorded if written_on is None else self._day(written_on)
        by = source if written_source is None else self._text(written_source)
        detail = self._text(spot.member("detail"))
        missing, given = spot.member("unknown"), spot.member("value")
        if missing is not None:
            if given is not None:
                message = f"{in_backticks(attribute.name)} has a value and is unknown"
                self._report.wrong("P409", message, missing, also=given)
            saved = missing.node in _WHY_OF_RECORDS
            why = self._one_of(missing, _WHY_OF_RECORDS if saved else _WHY)
            return None if why is None else Entry(None, why, on, by, detail, spot.span)
        if given is None:
            message = f"missing key `value` in {in_backticks(attribute.name)}"
            self._report.wrong("P102", message, spot)
            return None
        value = self._value(attribute, given, spot.member("unit"))
        assumed, settles = (self._text(spot.member(key)) for key in ("assumed", "settles"))
        if value is None:
            return None
        return Entry(value, None, on, by, detail, spot.span, assumed, settles)

    def _value(self, attribute: Attribute, spot: Spot, unit: Spot | None) -> Any:  # noqa: ANN401
        if spot.node is None:
            self._no_value(attribute, spot)
            return None
        unit_text = self._text(unit)
        value = value_of(attribute, spot.node, unit_text, self.today)
        if isinstance(value, Problem):
            at = unit if value.code == "P403" and unit is not None else spot
            self._report.wrong(value.code, value.message, at, value.hint)
            return None
        return value

    def _no_value(self, attribute: Attribute, spot: Spot) -> None:
        hint = "leave the line out, or say why: `{unknown: not asked}`"
        self._report.wrong("P402", f"{in_backticks(attribute.name)} has no value", spot, hint)

    def _add_none_of(
        self,
        spot: Spot | None,
        entries: dict[str, tuple[Entry, ...]],
        recorded: Day | None,
        source: str | None,
    ) -> None:
        """`none of: [group]`: every yes/no attribute of the group that is not given is no."""
        for item in spot.items() if spot is not None else ():
            group = self._text(item)
            if group is None:
                continue
            if group not in self.vocabulary.groups:
                groups = self.vocabulary.groups
                hint = self._report.near(group, groups) or choices(groups)
                self._report.wrong("P109", f"unknown group {in_backticks(group)}", item, hint)
            for name, attribute in self.vocabulary.attributes.items():
                if attribute.group == group and attribute.type.base is Base.BOOLEAN:
                    no = Entry(value=False, on=recorded, source=source, span=item.span)
                    entries.setdefault(name, (no,))

    # -- the rest of the file --------------------------------------------------------------

    def _trials(self, spot: Spot | None, source: str | None) -> tuple[Trial, ...] | None:
        if spot is None:
            return None
        return read_trials(spot, self.vocabulary, source, self._report, self.today)

    def _preferences(self, spot: Spot | None) -> Preferences:
        if spot is None or not self._mapping(spot, _PREFERENCE_KEYS, "`preferences`"):
            return Preferences()
        known = (*self.kinds, *(kind.value for kind in Kind))
        chosen = {key: self._names(spot.member(key), known) for key in _PREFERENCE_KEYS}
        for name in sorted(chosen["wants"].keys() & chosen["declines"].keys()):
            message = f"{in_backticks(name)} is wanted and declined"
            self._report.wrong(
                "P409", message, chosen["declines"][name], None, chosen["wants"][name]
            )
        return Preferences(*(frozenset(chosen[key]) for key in _PREFERENCE_KEYS))

    def _names(self, spot: Spot | None, known: tuple[str, ...]) -> dict[str, Spot]:
        """Names of therapies or kinds, each with its place."""
        found: dict[str, Spot] = {}
        for item in spot.items() if spot is not None else ():
            name = self._text(item)
            if name is not None and name not in known:
                message = f"unknown therapy or kind {in_backticks(name)}"
                self._report.wrong("P405", message, item, self._report.near(name, known))
            elif name is not None:
                found[name] = item
        return found

    def _overrides(self, spot: Spot | None) -> tuple[Override, ...]:
        found = []
        for item in spot.items() if spot is not None else ():
            if not self._mapping(item, _OVERRIDE_KEYS, "an override"):
                continue
            rule, actor, reason = (
                self._required(item, key, "an override") for key in ("rule", "actor", "reason")
            )
            until = self._full_day(item.member("until"), None)
            if rule is not None and rule not in self.rules:
                hint = self._report.near(rule, self.rules) or "only *avoid* rules can be lifted"
                message = f"{in_backticks(rule)} is not an avoid rule"
                self._report.wrong("P410", message, item.member("rule") or item, hint)
            if rule and actor and reason:
                found.append(Override(rule, actor, reason, until, item.span))
        return tuple(found)

    # -- single values ---------------------------------------------------------------------

    def _id(self, top: Spot) -> str:
        spot = top.member("patient")
        if spot is not None and isinstance(spot.node, Decimal):
            return str(spot.node)
        return self._required(top, "patient", "a patient file") or ""

    def _required(self, holder: Spot, key: str, what: str) -> str | None:
        spot = holder.member(key)
        if spot is None:
            self._report.wrong("P102", f"missing key `{key}` in {what}", holder)
        return self._text(spot)

    def _mapping(self, spot: Spot, allowed: tuple[str, ...] | None, what: str) -> bool:
        """Whether the spot is a mapping; its unknown keys are reported."""
        if not spot.is_mapping:
            message = f"{what} should be a mapping (`key: value` lines)"
            self._report.wrong("P103", message, spot)
            return False
        for key, _ in spot.members():
            if allowed is not None and key not in allowed:
                self._report.unknown_key(key, spot.key(key), allowed)
        return True

    def _text(self, spot: Spot | None) -> str | None:
        if spot is None:
            return None
        if isinstance(spot.node, Placed) and spot.node.strip():
            return str(spot.node)
        what = in_backticks(spot.path.rpartition(".")[2])
        hint = "put it in quotes" if isinstance(spot.node, Decimal | bool) else None
        self._report.wrong("P103", f"{what} should be text", spot, hint)
        return None

    def _day(self, spot: Spot | None) -> Day | None:
        if spot is None:
            return None
        day = day_of(spot.node, self.today)
        if isinstance(day, Problem):
            self._report.wrong(day.code, day.message, spot, day.hint)
            return None
        return day

    def _full_day(self, spot: Spot | None, latest: date | None) -> date | None:
        if spot is None:
            return None
        day = day_of(spot.node, latest)
        if isinstance(day, Problem):
            self._report.wrong(day.code, day.message, spot, day.hint)
        elif isinstance(day, date):
            return day
        else:
            message = f"{in_backticks(written(spot.node))} is not one day"
            self._report.wrong("P407", message, spot, "write the whole date, such as 2026-11-20")
        return None

    def _members(self, spot: Spot | None, allowed: tuple[Member, ...]) -> list[Member]:
        items = spot.items() if spot is not None else ()
        return [found for item in items if (found := self._one_of(item, allowed)) is not None]

    def _one_of(self, spot: Spot, allowed: tuple[Member, ...]) -> Member | None:
        for member in allowed:
            if member == spot.node:
                return member
        what = in_backticks(spot.path.rpartition(".")[2].partition("[")[0])
        said = in_backticks(written(spot.node))
        hint = self._report.near(written(spot.node), allowed) or choices(allowed)
        self._report.wrong("P111", f"{what} cannot be {said}", spot, hint)
        return None
