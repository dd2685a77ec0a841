"""A clinician's decision on one therapy: held against the advice, and recorded.

    with open_records("records.db") as records:
        decide(library, patient, "exercise_program", "accept", actor="Dr Ada", records=records)

The advice stays what it is. What stands against a decision has to be named in it, with a
reason; and a decision that could not be recorded was not taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

import pathway
from pathway.advice.advice import Advice
from pathway.advice.decided import Decided, Decisions, recorded_words
from pathway.advice.lookup import therapy_meant
from pathway.advice.model import Option
from pathway.advice.objections import objections as objections
from pathway.advice.serial import to_dict
from pathway.frozen import frozen
from pathway.ground.problems import PathwayError, Problem, in_backticks, suggestion
from pathway.patients.model import Patient
from pathway.patients.writer import write_patient
from pathway.records import (
    Decision,
    DecisionChoice,
    Recomputed,
    RecordsError,
    Snapshot,
    open_records,
)
from pathway.records.model import canonical
from pathway.records.unnamed import without_names

if TYPE_CHECKING:
    from pathway.engine import Library
    from pathway.records import Record
    from pathway.records.replaying import Recompute
    from pathway.records.store import Records


@frozen
class AdviceRequest:
    """How advice is asked for, apart from the patient."""

    pathway: str | None = None
    as_of: date | None = None
    strict: bool = False
    adopts: Sequence[str] | None = None


def decide(
    library: Library,
    patient: Patient,
    therapy: str,
    action: DecisionChoice | str,
    *,
    actor: str,
    records: Records,
    asked: AdviceRequest | None = None,
    rules: Sequence[str] = (),
    reason: str | None = None,
    supersedes: int | None = None,
    request: str | None = None,
    saw: str | None = None,
) -> Record:
    """Take a decision on a therapy and record it; what is returned is on the disk.

    `rules` name what stands against the decision (see `objections`). `saw` is the digest of
    the advice that the clinician saw. Raises UsageError for an unknown therapy, and
    RecordsError where the decision is refused or cannot be written: then nothing is saved.
    """
    _check_real(patient)
    asked = _settled(library, patient, asked or AdviceRequest())
    advice = _advice(library, patient, asked)
    if saw is not None and to_dict(advice)["digest"] != saw:
        hint = "look at the advice again, then decide"
        raise _refused("the advice is no longer the one that was seen", hint)
    meant = therapy_meant(therapy, advice.options, library.drug_names, library=library.therapies)
    option = advice.options[meant.id]
    choice = _choice(action)
    _check(choice, option, objections(advice, option.id, choice), rules, reason)
    unnamed = without_names(patient, records.pseudonym)
    taken = taken_down(library, unnamed, asked, option.id)
    _check_taken(library, advice, taken)
    more = {} if request is None else {"request": request}
    decision = Decision(
        actor=actor,
        action=choice.value,
        rule=" ".join(sorted(set(rules))) or None,
        reason=reason,
        supersedes=supersedes,
        **_members(taken),
        **more,
    )
    return records.append(decision)


def decisions_of(records: Records, patient: str) -> Decisions:
    """What was decided on a patient, by id: of each therapy the newest that none supersedes.

    Nothing is written, no key made. Raises RecordsError for records that cannot be read, or that
    are not what was written.
    """
    kept = list(records.of_patient(patient))
    superseded = {record.decision.supersedes for record in kept}
    standing = [record for record in kept if record.sequence not in superseded]
    newest = {record.decision.therapy: record for record in standing}
    return Decisions(tuple(map(as_decided, sorted(newest.values(), key=lambda one: one.sequence))))


def read_decisions(
    place: str | Path | None, patient: str, *, key: Path | None = None, patience: float = 2.0
) -> Decisions:
    """The same from the records at a place; where they cannot be read, that, and why."""
    try:
        with open_records(place, key=key, patience=patience, create=False) as records:
            return decisions_of(records, patient)
    except PathwayError as error:
        return Decisions(unread="; ".join(problem.message for problem in error.problems))


def with_decisions(advice: Advice, decisions: Decisions) -> Advice:
    """The same advice, with what was decided before told beside it; nothing in it changes."""
    return replace(advice, decisions=decisions)


def recompute_with(library: Library) -> Recompute:
    """How `replay` advises again: with this library and this version of the engine."""

    def recompute(snapshot: Snapshot, therapy: str) -> Recomputed:
        today = max(snapshot.as_of, date.today())
        patient = library.patient_from_text(snapshot.patient, "snapshot", today=today)
        asked = AdviceRequest(snapshot.pathway, snapshot.as_of, snapshot.strict, snapshot.adopts)
        return taken_down(library, patient, asked, therapy).computed

    return recompute


@frozen
class Taken:
    """An advice as it is recorded: whose, on what input, and what came out of it."""

    patient: str
    snapshot: Snapshot
    computed: Recomputed


def taken_down(library: Library, patient: Patient, asked: AdviceRequest, therapy: str) -> Taken:
    """The advice about a patient, who no longer has a name, for a record."""
    advice = _advice(library, patient, asked)
    try:
        text = write_patient(patient, library.vocabulary)
    except ValueError as error:
        raise _refused(f"the patient cannot be written down ({error})") from error
    resolved = recorded_words(advice.facts)
    adopts = None if asked.adopts is None else tuple(asked.adopts)
    about = advice.pathway
    whole = to_dict(advice)
    return Taken(
        patient.id,
        Snapshot(text, about.id, advice.as_of, advice.strict, adopts, resolved),
        Recomputed(
            version=about.version,
            digest=about.digest,
            engine=pathway.__version__,
            advice=whole["digest"],
            resolved=resolved,
            shown=_shown(whole, therapy),
        ),
    )


def as_decided(record: Record) -> Decided:
    """What a record says of a decision, with what was known and advised at that time."""
    decision = record.decision
    verdict, do = _shown_then(decision)
    return Decided(
        decision.therapy,
        decision.action,
        decision.actor,
        decision.reason or "",
        record.sequence,
        tuple((decision.rule or "").split()),
        record.recorded_at,
        decision.pathway,
        decision.version,
        decision.digest,
        earlier=True,
        known=_known_then(record),
        verdict=verdict,
        do=do,
    )


# -- private -------------------------------------------------------------------------------


def _shown_then(decision: Decision) -> tuple[str, str]:
    """The verdict and the action that were shown; empty where a record does not say it so."""
    try:
        verdict, do = orjson.loads(decision.shown)["verdicts"][decision.therapy]
    except (ValueError, KeyError, TypeError):
        return "", ""
    return str(verdict), str(do)


def _known_then(record: Record) -> Mapping[str, str]:
    """The values of that day in words; none where a record keeps them in another form."""
    try:
        return Snapshot.read(record.decision.snapshot, record.sequence).resolved
    except RecordsError:
        return {}


def _settled(library: Library, patient: Patient, asked: AdviceRequest) -> AdviceRequest:
    """The same with pathway and day, so that the advice is computed twice on the same terms."""
    day = asked.as_of or date.today()
    named = asked.pathway or library.choose(patient, day, strict=asked.strict)
    return replace(asked, as_of=day, pathway=named)


def _advice(library: Library, patient: Patient, asked: AdviceRequest) -> Advice:
    return library.advise(
        patient, asked.pathway, asked.as_of, strict=asked.strict, adopts=asked.adopts
    )


def _check_real(patient: Patient) -> None:
    """Refuse to record anything of an invented patient; raises RecordsError."""
    if patient.example is not None:
        message = "the decision was not saved: an example is not a real patient"
        hint = "to try it out, copy the file and take its line `example:` out"
        raise RecordsError([Problem("P709", message, hint=hint)])


def _choice(action: str) -> DecisionChoice:
    try:
        return DecisionChoice(action)
    except ValueError:
        raise _refused(f"{in_backticks(action)} is not accept, decline or override") from None


def _check(
    choice: DecisionChoice,
    option: Option,
    against: Sequence[str],
    rules: Sequence[str],
    reason: str | None,
) -> None:
    """Refuse a decision that passes over something; raises RecordsError."""
    named = " ".join(f"--rule {name}" for name in against)
    if choice is DecisionChoice.ACCEPT and against:
        hint = f"decline it, or state why not: --action override {named} --reason TEXT"
        raise _refused(f"{option.title} cannot be accepted: {', '.join(against)}", hint)
    if choice is DecisionChoice.OVERRIDE and not against:
        raise _refused(f"nothing stands against {option.title}", "accept it")
    missing = [name for name in against if name not in rules]
    if missing:
        hint = f"{named} --reason TEXT"
        raise _refused(f"what stands against it is not named: {', '.join(missing)}", hint)
    extra = [name for name in rules if name not in against]
    if extra:
        said = ", ".join(in_backticks(name) for name in extra)
        raise _refused(
            f"{said} does not stand against this decision", suggestion(extra[0], against)
        )
    if against and not (reason or "").strip():
        raise _refused("the reason is missing", "--reason TEXT")


def _check_taken(library: Library, advice: Advice, taken: Taken) -> None:
    """Refuse to record what is not what was seen, or could not be computed again."""
    seen = {id_: [str(o.verdict), str(o.action)] for id_, o in advice.options.items()}
    again = recompute_with(library)(taken.snapshot, taken.computed.shown["therapy"])
    if taken.computed.shown["verdicts"] != seen or again.advice != taken.computed.advice:
        raise _refused("the patient, written down and read again, would not get the same advice")


def _refused(message: str, hint: str | None = None) -> RecordsError:
    return RecordsError([Problem("P701", f"the decision was not saved: {message}", hint=hint)])


def _members(taken: Taken) -> dict[str, str]:
    computed = taken.computed
    return {
        "patient": taken.patient,
        "pathway": taken.snapshot.pathway,
        "version": computed.version,
        "digest": computed.digest,
        "engine": computed.engine,
        "snapshot": taken.snapshot.to_json(),
        "advice": computed.advice,
        "shown": canonical(computed.shown),
        "therapy": computed.shown["therapy"],
    }


def _shown(whole: Mapping[str, Any], therapy: str) -> dict[str, Any]:
    """What a clinician sees of advice when deciding on one therapy."""
    return {
        "schema": "pathway-shown/1",
        "therapy": therapy,
        "outcome": whole["outcome"],
        "urgency": whole["urgency"],
        "red_flags": whole["red_flags"],
        "alerts": whole["alerts"],
        "option": whole["options"].get(therapy),
        "verdicts": {id_: [o["verdict"], o["action"]] for id_, o in whole["options"].items()},
        "questions": [name for question in whole["questions"] for name in question["covers"]],
        "assumptions": [assumption["attribute"] for assumption in whole["assumptions"]],
    }
