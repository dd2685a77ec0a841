"""A decision before it is one: what can be chosen, what stands against it, how it is recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from datetime import date
from typing import Final
from uuid import uuid4

from pathway.advice.advice import Advice
from pathway.advice.decided import Decided
from pathway.advice.model import Option
from pathway.frozen import frozen
from pathway.ground.terms import Severity
from pathway.names.forms import FlagName
from pathway.names.reading import read_name
from pathway.patients.model import Override, Patient, Preferences
from pathway.program import Rule
from pathway.records import DecisionChoice, Record, open_records
from pathway.records import decision as deciding
from pathway.records.home import usual_place
from pathway.tui.session import Session
from pathway.views.entries import name_of
from pathway.views.page import clean
from pathway.views.tones import URGENCY_MARKS


@frozen
class Objection:
    """One thing that stands against a decision, by the name that the record keeps."""

    name: str
    said: str


@frozen
class Draft:
    """What a clinician has chosen so far; `request` makes writing it twice write it once."""

    option: str
    choice: DecisionChoice
    rules: tuple[str, ...] = ()
    reason: str = ""
    until: date | None = None
    supersedes: int | None = None
    request: str = field(default_factory=lambda: uuid4().hex, compare=False)


def objections(advice: Advice, option: str, choice: DecisionChoice) -> tuple[Objection, ...]:
    """What stands against a decision, each in the words that have to be confirmed."""
    names = deciding.objections(advice, option, choice)
    return tuple(Objection(name, _said(advice, advice.options[option], name)) for name in names)


def lifted(advice: Advice, draft: Draft) -> tuple[str, ...]:
    """The *avoid* rules that an override passes over, which the patient's file then lifts."""
    if draft.choice is not DecisionChoice.OVERRIDE:
        return ()
    rules: Sequence[Rule] = advice.program.therapies[draft.option].rules
    avoid = {rule.id for rule in rules if rule.severity is Severity.AVOID}
    return tuple(name for name in draft.rules if name in avoid)


def record(session: Session, draft: Draft) -> tuple[Record, str]:
    """Write a decision; the record, which is on the disk, and where it is kept.

    Raises RecordsError and UsageError: then nothing was decided.
    """
    setting = session.setting
    with open_records(setting.records, key=setting.key, create=True) as records:
        made = deciding.decide(
            session.library,
            session.patient,
            draft.option,
            draft.choice,
            actor=session.actor or "",
            records=records,
            asked=deciding.AdviceRequest(session.advice.pathway.id, session.as_of),
            rules=draft.rules,
            reason=draft.reason or None,
            supersedes=draft.supersedes,
            request=draft.request,
            saw=session.advice.to_dict()["digest"],
        )
        return made, records.name


def settle(session: Session, draft: Draft, made: Record) -> None:
    """What follows in the sitting from a decision that is on the disk."""
    told = replace(deciding.as_decided(made), earlier=False, at="")
    session.decided = [one for one in session.decided if not _replaced(one, draft)]
    session.decided.append(told)
    if session.unread:
        read_back(session)
    names = lifted(session.advice, draft)
    if names:
        patient = _with_overrides(session, draft, names)
        stays = f"record {made.sequence} stays whatever is taken back here"
        session.tell(f"override of {', '.join(names)} ({stays})", patient)


def read_back(session: Session) -> None:
    """What was decided on the patient in earlier sittings, or why nobody knows.

    Where no place was named and nothing was ever recorded, there is nothing to know.
    """
    setting = session.setting
    if setting.records is None and not usual_place().exists():
        return
    found = deciding.read_decisions(
        setting.records, session.patient.id, key=setting.key, patience=_PATIENCE
    )
    here = session.decided_here
    kept = {one.record for one in here} | {one.therapy for one in here}
    earlier = [one for one in found.found if kept.isdisjoint((one.record, one.therapy))]
    session.decided, session.unread = [*earlier, *here], found.unread


def latest(session: Session, option: str) -> Decided | None:
    """What was decided last on an option, in this sitting or in an earlier one."""
    found = (one for one in reversed(session.decided) if one.therapy == option)
    return next(found, None)


def prefer(patient: Patient, option: str, what: str) -> Patient:
    """The patient who now `wants` or `declines` a therapy, or for whom it is `unavailable`.

    Said a second time it is taken back.
    """
    chosen = patient.preferences
    named = {name: set(getattr(chosen, name)) - {option} for name in _PREFERENCES}
    if option not in getattr(chosen, what):
        named[what].add(option)
    kept = {name: frozenset(members) for name, members in named.items()}
    return replace(patient, preferences=Preferences(**kept))


# -- private -------------------------------------------------------------------------------

#: The seconds that the opening of a patient waits for records that others keep locked.
_PATIENCE: Final = 1.0
_PREFERENCES: Final = ("wants", "declines", "unavailable")


def _replaced(one: Decided, draft: Draft) -> bool:
    """Whether an older decision no longer counts: it is corrected, or of an earlier sitting."""
    return one.record == draft.supersedes or (one.earlier and one.therapy == draft.option)


def _said(advice: Advice, option: Option, name: str) -> str:
    read = read_name(name)
    if isinstance(read, FlagName):
        for alert in advice.alerts:
            if alert.id == read.id:
                mark = URGENCY_MARKS[alert.urgency]
                return f"{mark}: {clean(alert.title)}. {clean(alert.action)}"
    if name == "pending":
        return f"nobody knows yet whether more stands against it: {_open(advice, option)}"
    told = [clean(line.text) for line in option.reasons if line.rule == name]
    if told:
        return f"{_severity(advice, option, name)}: {'; '.join(told)}"
    return f"{option.verdict}: {clean(option.summary)}"


def _severity(advice: Advice, option: Option, name: str) -> str:
    for rule in advice.program.therapies[option.id].rules:
        if rule.id == name:
            return rule.severity.value
    return option.verdict.value


def _open(advice: Advice, option: Option) -> str:
    return ", ".join(name_of(advice, name) for name in option.pending_on)


def _with_overrides(session: Session, draft: Draft, names: Sequence[str]) -> Patient:
    kept = [one for one in session.patient.overrides if one.rule not in names]
    return replace(session.patient, overrides=(*kept, *_overrides(session, draft, names)))


def _overrides(session: Session, draft: Draft, names: Sequence[str]) -> Iterator[Override]:
    for name in names:
        yield Override(name, session.actor or "", draft.reason, draft.until)
