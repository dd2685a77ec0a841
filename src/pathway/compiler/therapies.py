"""From therapies/*.yaml to therapies and the definitions of their rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from typing import Final

from pathway.compiler.allergies import allergy_rule, is_made
from pathway.compiler.builder import Builder
from pathway.compiler.codes import Codes
from pathway.compiler.doses import define_doses
from pathway.compiler.logic import every, none_of, ref, some
from pathway.content.models import NoteModel, RuleModel, TherapyFile
from pathway.ground.problems import Label, in_backticks
from pathway.ground.source import Placed
from pathway.ground.terms import Kind, Severity
from pathway.ground.vocabulary import ALLERGY, BOOLEAN
from pathway.language.syntax import Apply
from pathway.names import (
    Owner,
    note_name,
    option_name,
    partner_name,
    rule_id,
    rule_name,
    therapy_owner,
)
from pathway.program import AdequateTrial, Note, Partner, Rule, Therapy


def define_therapies(
    files: Mapping[str, TherapyFile], codes: Mapping[str, Codes], builder: Builder
) -> dict[str, Therapy]:
    """All therapies, those that partner others first, with a definition for every rule."""
    return {
        id_: replace(
            _therapy(id_, files[id_], codes.get(id_, {}), files, builder), codes=codes.get(id_, {})
        )
        for id_ in _partners_first(files, builder)
    }


def define_notes(
    models: Iterable[NoteModel],
    owner: Owner,
    holds: str | None,
    builder: Builder,
    fields: Iterable[Placed] = (),
) -> tuple[Note, ...]:
    """Notes that show while their own condition and their holder's definition hold.

    `fields` are those of the holder; a note may name its own.
    """
    notes = []
    for number, model in enumerate(models, 1):
        _check_remark(model, builder)
        holder = [ref(holds)] if holds is not None else []
        condition = every([*holder, builder.condition(model.when)])
        name = note_name(owner, number)
        builder.define(name, condition, owner, model.text.span)
        sources, own = tuple(map(str, model.source)), tuple(map(str, model.fields or fields))
        plainly = model.plainly or ""
        notes.append(Note(model.kind, model.text, owner, name, sources, own, plainly))
    return tuple(notes)


def known_needs(needs: Iterable[Placed], builder: Builder) -> tuple[str, ...]:
    """The attributes a clinician must have at hand, each checked against the vocabulary."""
    attributes = builder.vocabulary.attributes
    for need in needs:
        builder.known("P104", "attribute", need, attributes)
    return tuple(str(need) for need in needs if need in attributes)


# -- private -------------------------------------------------------------------------------

#: A remark has one line of the screen for itself.
_REMARK: Final = 68


def _check_remark(model: NoteModel, builder: Builder) -> None:
    """A remark is short: it stands where a clinician has seven minutes."""
    if model.kind == "remark" and len(model.text) > _REMARK:
        message = f"a remark has at most {_REMARK} characters, this one {len(model.text)}"
        hint = "say it shorter, or make it a note of kind `information`"
        builder.problems.add("P316", message, model.text.span, hint)


def _partners_first(files: Mapping[str, TherapyFile], builder: Builder) -> tuple[str, ...]:
    links: dict[str, list[str]] = {}
    for id_, file in files.items():
        links[id_] = []
        _check_excluded(id_, file, files, builder)
        for other in (*(p.therapy for p in file.partners), *file.not_with):
            if not builder.known("P105", "therapy", other, files):
                continue
            if other in (p.therapy for p in file.partners):
                links[id_].append(str(other))
    try:
        return tuple(TopologicalSorter(links).static_order())
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        way = " → ".join(f"`{name}`" for name in circle)
        span = files[circle[0]].therapy.span
        builder.problems.add("P307", f"therapies {way} are partners in a circle", span)
        return tuple(files)


def _check_excluded(
    id_: str, file: TherapyFile, files: Mapping[str, TherapyFile], builder: Builder
) -> None:
    """That a therapy excludes neither itself nor what it goes with, at any distance."""
    for other in file.not_with:
        one, two = in_backticks(id_), in_backticks(other)
        if other == id_:
            message = f"{one} is `not with` itself"
            hint = "name the other therapy of the two"
        elif other in _companions(id_, files):
            message = f"{one} goes with {two} and is `not with` it"
            hint = "leave out one of the two"
        elif id_ in _companions(str(other), files):
            message = f"{two} goes with {one}, which is `not with` it"
            hint = "leave out one of the two"
        else:
            continue
        builder.problems.add("P345", message, other.span, hint)


def _companions(id_: str, files: Mapping[str, TherapyFile]) -> set[str]:
    """What goes with a therapy, and with that in turn."""
    found: set[str] = set()
    todo = [id_]
    while todo:
        file = files.get(todo.pop())
        new = {str(p.therapy) for p in file.partners} - found if file is not None else set()
        found |= new
        todo += new
    return found


def _rules(id_: str, file: TherapyFile, codes: Codes, builder: Builder) -> tuple[Rule, ...]:
    """The author's rules, the most severe first, and the one on an allergy to the therapy."""
    rules: list[Rule] = []
    made = is_made(file, codes)
    seen: dict[str, Placed] = {ALLERGY: file.therapy} if made else {}
    for severity, models in (
        (Severity.CONTRAINDICATED, file.contraindicated),
        (Severity.AVOID, file.avoid),
        (Severity.CAUTION, file.caution),
    ):
        for model in models:
            if model.id in seen:
                also = seen[model.id].span
                label = Label(also, "the first one stands here") if also else None
                message = f"two rules of `{id_}` are called `{model.id}`"
                builder.problems.add("P110", message, model.id.span, also=label)
            seen[str(model.id)] = model.id
            rules.append(_rule(id_, severity, model, builder))
        if made and severity is Severity.CONTRAINDICATED:
            rules.append(allergy_rule(id_, file, builder))
    return tuple(rules)


def _therapy(
    id_: str,
    file: TherapyFile,
    codes: Codes,
    files: Mapping[str, TherapyFile],
    builder: Builder,
) -> Therapy:
    return Therapy(
        id=id_,
        title=file.title,
        kind=file.kind,
        rules=_rules(id_, file, codes, builder),
        partners=_partners(id_, file, files, builder),
        not_with=tuple(map(str, file.not_with)),
        answers=_answers(id_, file, builder),
        doses=define_doses(id_, file.dose, builder),
        needs=known_needs(file.needs, builder),
        adequate=_adequate(file),
        review_weeks=file.review_weeks,
        longest_weeks=file.longest_weeks,
        tapers=file.stopping is not None and file.stopping.how == "taper",
        stopping=file.stopping.text if file.stopping is not None else "",
        about=file.about or "",
        side_effects=tuple(map(str, file.side_effects)),
        patient_wording=file.patient_wording or "",
        sources=tuple(map(str, file.source)),
        fields=tuple(map(str, file.fields)),
        verified=file.verified,
        span=file.therapy.span,
        plainly=file.plainly or "",
    )


def _rule(therapy: str, severity: Severity, model: RuleModel, builder: Builder) -> Rule:
    if not model.source and not model.facts and model.verified != "unverified":
        builder.problems.add(
            "P309",
            f"rule `{model.id}` of `{therapy}` names no source",
            model.id.span,
            "every clinical line has a `source:` from sources.yaml",
        )
    condition = builder.condition(model.when)
    id_ = rule_id(therapy, model.id)
    builder.define(rule_name(id_), condition, therapy_owner(therapy), model.when.span)
    return Rule(
        id=id_,
        severity=severity,
        because=model.because,
        sources=tuple(map(str, model.source)),
        facts=tuple(map(str, model.facts)),
        verified=model.verified,
        condition=condition,
        needs=known_needs(model.needs, builder),
        fields=tuple(map(str, model.fields)),
        span=model.when.span,
    )


def _partners(
    id_: str,
    file: TherapyFile,
    files: Mapping[str, TherapyFile],
    builder: Builder,
) -> tuple[Partner, ...]:
    partners: list[Partner] = []
    for model in file.partners:
        if model.therapy not in files:
            continue
        again = sum(partner.therapy == model.therapy for partner in partners)
        name = partner_name(id_, model.therapy, again + 1)
        builder.define(name, builder.condition(model.when), therapy_owner(id_), model.span)
        fields = tuple(map(str, model.fields))
        partners.append(Partner(str(model.therapy), name, model.because, fields))
    return tuple(partners)


def _answers(id_: str, file: TherapyFile, builder: Builder) -> tuple[str, ...]:
    """The attributes that a test answers, and the definitions that all of them are known.

    `answered` is no while one of them is unknown, and so nothing but the test itself and what is
    done meanwhile reads it; `settled`, on which the way through the pathway rests, is unknown
    until then, as whatever reads such an attribute is.
    """
    if not file.answers:
        return ()
    if file.kind is not Kind.INVESTIGATION:
        message = f"`answers` does not belong to `{id_}`, which is of kind {file.kind}"
        hint = "only an `investigation` answers attributes"
        builder.problems.add("P306", message, file.answers[0].span, hint)
    attributes = known_needs(file.answers, builder)
    types, owner = builder.vocabulary.type_of, therapy_owner(id_)
    read = [ref(name, types(name) or BOOLEAN) for name in attributes]
    open_ = (Apply("is null", (one,), type=BOOLEAN) for one in read)
    answered = builder.define(option_name(id_, "answered"), none_of(*open_), owner)
    differs = (Apply("!=", (one, one), type=BOOLEAN) for one in read)
    builder.define(option_name(id_, "settled"), some([answered, none_of(*differs)]), owner)
    return attributes


def _adequate(file: TherapyFile) -> AdequateTrial | None:
    trial = file.adequate_trial
    if trial is None:
        return None
    return AdequateTrial(trial.weeks, trial.sessions, trial.dose, trial.no_effect)
