"""A patient made as small as may be, so that a reader sees what matters.

What was recorded is taken out in groups and one by one, and what is left is made plainer,
while something still is so of the patient.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final

from pathway.authoring.search.space import Space, sort_of
from pathway.patients.model import Patient


def smallest(patient: Patient, space: Space, shows: Callable[[Patient], bool]) -> Patient:
    """A patient of whom `shows` is still true, and no longer if anything is taken out.

    Attributes without an entry are first filled in from an ordinary patient, so that nothing
    strange is left to make up for an answer. What the claim itself tells of a patient stays.
    """
    now = _counted(_filled(patient, space, shows), space, shows)
    for _ in range(_ROUNDS):
        before, now = now, _plainer(without(now, space.claim.fixed, shows), space, shows)
        if now == before:
            break
    return _in_order(without(now, space.claim.fixed, shows), space)


def without(patient: Patient, kept: Patient, shows: Callable[[Patient], bool]) -> Patient:
    """The patient without anything that can be left out; what `kept` tells stays."""
    rest: Patient | None = patient
    while rest is not None:
        patient = rest
        rest = next((less for less in _less(patient, kept) if shows(less)), None)
    return patient


# -- private -------------------------------------------------------------------------------

#: Usually the second round changes nothing any more.
_ROUNDS: Final = 8


def _filled(patient: Patient, space: Space, shows: Callable[[Patient], bool]) -> Patient:
    ordinary = space.patient(space.ordinary)
    for name in sorted(ordinary.entries.keys() - patient.entries.keys()):
        more = replace(patient, entries={**patient.entries, name: ordinary.entries[name]})
        patient = more if shows(more) else patient
    return patient


def _counted(patient: Patient, space: Space, shows: Callable[[Patient], bool]) -> Patient:
    """An age or a duration in place of the day from which it is counted, where one will do."""
    for name, attribute in space.excerpt.vocabulary.attributes.items():
        if attribute.since in patient.entries and name in space.parts:
            rest = {n: e for n, e in patient.entries.items() if n != attribute.since}
            ways = (replace(patient, entries={**rest, name: part}) for part in space.parts[name])
            patient = next((way for way in ways if shows(way)), patient)
    return patient


def _in_order(patient: Patient, space: Space) -> Patient:
    """What the claim tells first, the rest as in the vocabulary."""
    names = dict.fromkeys((*space.claim.fixed.entries, *space.parts, *patient.entries))
    told = patient.entries
    return replace(patient, entries={name: told[name] for name in names if name in told})


def _less(patient: Patient, kept: Patient) -> Iterator[Patient]:
    """The patient without some of what was recorded: much of it first, then single things."""
    for one in patient.overrides:
        if one not in kept.overrides:
            yield replace(patient, overrides=tuple(o for o in patient.overrides if o != one))
    chosen = patient.preferences
    for part in ("wants", "declines", "unavailable"):
        names = getattr(chosen, part)
        for name in sorted(names - getattr(kept.preferences, part)):
            fewer: Any = {part: names - {name}}
            yield replace(patient, preferences=replace(chosen, **fewer))
    if kept.trials is None and patient.trials is not None:
        yield replace(patient, trials=None)
        for place in range(len(patient.trials)):
            others = (*patient.trials[:place], *patient.trials[place + 1 :])
            yield replace(patient, trials=others)
    told = sorted(name for name in patient.entries if name not in kept.entries)
    size = len(told)
    while size:
        for start in range(0, len(told), size):
            group = told[start : start + size]
            entries = {n: e for n, e in patient.entries.items() if n not in group}
            yield replace(patient, entries=entries)
        size //= 2
    for list_ in sorted(patient.complete - kept.complete):
        yield replace(patient, complete=patient.complete - {list_})


def _plainer(patient: Patient, space: Space, shows: Callable[[Patient], bool]) -> Patient:
    """Each attribute in the plainest way that will do; ways are listed from the plainest on."""
    for name in sorted(patient.entries.keys() & space.parts.keys()):
        for part in space.parts[name]:
            plainer = replace(patient, entries={**patient.entries, name: part})
            if part == patient.entries[name] or shows(plainer):
                patient = plainer
                break
    return _plainer_trials(patient, space, shows)


def _plainer_trials(patient: Patient, space: Space, shows: Callable[[Patient], bool]) -> Patient:
    """Each trial in the first way that will do: whoever was found, the same is shown."""
    ways = [way for name, part in space.parts.items() if _is_trials(name) for (way, *_) in part]
    for place, trial in enumerate(patient.trials or ()):
        for way in (way for way in ways if way.therapy == trial.therapy):
            trials = list(patient.trials or ())
            trials[place] = way
            plainer = replace(patient, trials=tuple(trials))
            if way == trial or shows(plainer):
                patient = plainer
                break
    return patient


def _is_trials(name: str) -> bool:
    return sort_of(name)[0] == "trials"
