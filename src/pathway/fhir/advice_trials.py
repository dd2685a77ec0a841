"""The treatments so far, as a response to a questionnaire of advice tells them.

They are read as those of a patient file are, and refused as a whole where one does not add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from pathway.fhir.advice_forms import (
    ALL_TOLD,
    ANY_TRIED,
    HISTORY_ITEM,
    OUTCOMES,
    THERAPIES,
    TRIAL_PARTS,
    trial_item,
    trial_part,
)
from pathway.fhir.elements import Doubt, Json, items
from pathway.fhir.reading import FormResponse, Reading, ReadingNote, ResourceClaim, problem_of
from pathway.fhir.reconcile import latest
from pathway.fhir.values import unit_of
from pathway.ground.problems import Problems
from pathway.names.reading import read_history
from pathway.patients.model import Patient, Trial
from pathway.patients.trials import read_trials
from pathway.yaml.places import Reporter, Spot
from pathway.yaml.tree import tree_from


def with_trials(reading: Reading, patient: Patient) -> Patient:
    """The patient with the treatments that were told: a whole history, or those of a therapy.

    Of several responses the latest counts; two that may both be that have to say the same.
    """
    trials = patient.trials
    links = dict.fromkeys(link for one in reading.responses for link in one.items)
    for link in filter(is_history, links):
        told = _told(reading, link, patient.trials)
        if told is None:
            continue
        part = read_history(link)
        kept = (one for one in trials or () if part and one.therapy != part.therapy)
        trials = (*kept, *told)
    return replace(patient, trials=trials)


def is_history(link: str) -> bool:
    """Whether an item asks for treatments so far: all of them, or those of one therapy."""
    part = read_history(link)
    return link == HISTORY_ITEM or (part is not None and part.part == "trials")


def latest_responses(responses: Sequence[FormResponse]) -> list[FormResponse]:
    """The responses of which none other is surely later."""
    claims = [ResourceClaim("", None, one.resource.label, when=one.when) for one in responses]
    last = latest(claims)
    pairs = zip(responses, claims, strict=True)
    return [response for response, claim in pairs if any(claim is one for one in last)]


# -- private -------------------------------------------------------------------------------


def _told(
    reading: Reading, link: str, recorded: tuple[Trial, ...] | None
) -> tuple[Trial, ...] | None:
    """What the latest responses tell of a history; None, with a note, where that is nothing."""
    found = {}
    for place, response in enumerate(reading.responses):
        said = _history(reading, response, link, response.items.get(link, ()), recorded)
        if said is not None:
            found[place] = said
    last = latest_responses([reading.responses[place] for place in found])
    told = [found[place] for place in found if any(reading.responses[place] is r for r in last)]
    trials = [one for one in told if not isinstance(one, Doubt)]
    doubts = [one for one in told if isinstance(one, Doubt)]
    if not doubts and len({_unsourced(one) for one in trials}) > 1:
        doubts = [Doubt("P443", f"item {link}", "different histories may both be the latest")]
    for doubt in doubts:
        _note(reading, last[-1], doubt)
    return None if doubts or not trials else trials[-1]


def _unsourced(trials: tuple[Trial, ...]) -> tuple[Trial, ...]:
    return tuple(replace(one, source=None) for one in trials)


def _history(
    reading: Reading,
    response: FormResponse,
    link: str,
    told: tuple[Json, ...],
    recorded: tuple[Trial, ...] | None,
) -> tuple[Trial, ...] | Doubt | None:
    """The trials that an item tells, or why none of them counts; None where it was left blank."""
    path = f"item {link}"
    if not told:
        return None
    if response.doubt is not None:
        return response.doubt
    if len(told) != 1:
        return Doubt("P445", path, "it is answered twice")
    if link == HISTORY_ITEM and recorded is not None:
        return Doubt("P445", path, "the record and the answers both give a history of treatments")
    if link != HISTORY_ITEM and recorded is None:
        return Doubt("P445", path, "the other treatments of this episode are not known")
    return _told_trials(told[0], link, reading, response.resource.label)


def _note(reading: Reading, response: FormResponse, doubt: Doubt) -> None:
    label = response.resource.label
    reading.notes.append(ReadingNote(label, problem_of(label, doubt)))


def _told_trials(
    item: Json, link: str, reading: Reading, source: str
) -> tuple[Trial, ...] | Doubt | None:
    """The trials of an item of history; None where nothing was answered."""
    path = f"item {link}"
    parts = [part for part in items(item, "item") if isinstance(part, dict)]
    changed = any(one.get("modifierExtension") for one in (item, *parts))
    told = [part for part in parts if part.get("linkId") == trial_item(link)]
    trials = [_trial(part, link) for part in told]
    wrong = next((one for one in trials if isinstance(one, str)), "")
    if link == HISTORY_ITEM:
        any_, all_ = (_yes_no(parts, name) for name in (ANY_TRIED, ALL_TOLD))
        if any_ is None and not trials:
            return None
        wrong = wrong or _not_whole(any_, all_, len(trials))
    elif not trials:
        return None
    known = {trial_item(link), ANY_TRIED, ALL_TOLD}
    strange = [part for part in parts if part.get("linkId") not in known]
    if changed:
        return Doubt("P441", path, "it changes the meaning in a way that is not known here")
    if strange or wrong:
        return Doubt("P445", path, wrong or "it holds an item that was not asked")
    return _read(trials, path, reading, source)


def _not_whole(any_: bool | None, all_: bool | None, told: int) -> str:
    """Why answers do not make a whole history; empty where they do."""
    if any_ is False:
        return "it says that nothing was tried, and what was" if told else ""
    if any_ is None:
        return "it does not say whether anything was tried"
    if not told:
        return "it says that something was tried, and not what"
    return "" if all_ is True else "it does not say that these are all treatments"


def _read(
    trials: Iterable[dict[str, Any] | str], path: str, reading: Reading, source: str
) -> tuple[Trial, ...] | Doubt:
    """The trials as a patient file gives them."""
    problems = Problems()
    node = tree_from(list(trials), problems)
    spot, report = Spot(node, None, "trials"), Reporter(problems)
    found = read_trials(spot, reading.vocabulary, source, report, reading.today)
    if problems.errors:
        return Doubt("P445", path, problems.errors[0].message)
    return found


def _trial(item: Json, holder: str) -> dict[str, Any] | str:
    """One trial with the keys of a patient file, or what is wrong with it."""
    part = read_history(holder)
    found: dict[str, Any] = {"therapy": part.therapy} if part is not None else {}
    names = {trial_part(holder, name): name for name in TRIAL_PARTS}
    for one in items(item, "item"):
        name = names.get(str(one.get("linkId"))) if isinstance(one, dict) else None
        if name is None or "modifierExtension" in one or (name in found and name != "therapy"):
            return "it holds an item that was not asked"
        answers = items(one, "answer")
        if not answers:
            continue
        value = _value(name, answers[0]) if len(answers) == 1 else None
        if value is None or (name == "therapy" and found.get(name, value) != value):
            return f"the answer to `{name}` cannot be read"
        found[name] = value
    return found


def _value(name: str, answer: object) -> object | None:
    """The value of a part of a trial; None where it is not of the kind that was asked."""
    if not isinstance(answer, dict) or len(answer) != 1:
        return None
    kind, given = next(iter(answer.items()))
    match name, kind, given:
        case (("therapy" | "outcome"), "valueCoding", {"system": system, "code": str(code)}):
            return code if system == (THERAPIES if name == "therapy" else OUTCOMES) else None
        case "ongoing", "valueBoolean", bool():
            return given
        case (("from" | "to"), "valueDate", str()):
            return given
        case (("weeks" | "sessions"), ("valueDecimal" | "valueInteger"), int() | float()):
            return None if isinstance(given, bool) else given
        case "dose", "valueQuantity", {"value": int() | float() as number}:
            unit = unit_of(given, "")
            plain = isinstance(unit, str) and "comparator" not in given
            return f"{number} {unit}" if plain and not isinstance(number, bool) else None
        case _:
            return None


def _yes_no(parts: Iterable[Json], name: str) -> bool | None:
    """The answer to a yes/no question; None where there is none that can be read."""
    told = [answer for one in parts if one.get("linkId") == name for answer in items(one, "answer")]
    only = told[0] if len(told) == 1 else None
    value = only.get("valueBoolean") if isinstance(only, dict) and len(only) == 1 else None
    return value if isinstance(value, bool) else None
