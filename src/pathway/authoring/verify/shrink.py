"""A counterexample of the solver made smaller, so that a reader sees what matters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from pathway.patients.model import Patient


def with_less(patient: Patient, kept: Patient, fails: Callable[[Patient], bool]) -> Patient:
    """The patient without anything that can be left out while something still fails.

    What `kept` says stays.
    """
    rest: Patient | None = patient
    while rest is not None:
        patient = rest
        rest = next((less for less in _less(patient, kept) if fails(less)), None)
    return patient


# -- private -------------------------------------------------------------------------------


def _less(patient: Patient, kept: Patient) -> Iterator[Patient]:
    """The patient without some of what was recorded: much of it first, then single things."""
    if len(patient.overrides) > len(kept.overrides):
        yield replace(patient, overrides=kept.overrides)
        for one in patient.overrides:
            if one not in kept.overrides:
                rest = tuple(other for other in patient.overrides if other != one)
                yield replace(patient, overrides=rest)
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
