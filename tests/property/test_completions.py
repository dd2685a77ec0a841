"""What holds of the example patients once every question is answered, at random."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pathway
from pathway.engine import Library
from pathway.ground.terms import BEGINNING, Action, Severity, Urgency
from pathway.ground.vocabulary import Value
from pathway.patients.at_date import resolve
from pathway.patients.model import Entry, Patient
from pathway.program import Flag
from pathway.walk import Walk, walk
from tests.chance import examples
from tests.property.patients import boundary_values, trials

ROOT = Path(__file__).parents[2]
PATIENTS = sorted((ROOT / "examples/patients").glob("*.yaml"))
DAY = date(2026, 11, 20)


@cache
def shipped() -> Library:
    return pathway.open_library(ROOT / "pathways")


@cache
def answers() -> dict[str, tuple[Value, ...]]:
    """For every attribute the values that make a difference in any pathway."""
    found: dict[str, dict[Value, None]] = {}
    for name in shipped().pathways:
        for attribute, values in boundary_values(shipped().program(name)).items():
            found.setdefault(attribute, {}).update(dict.fromkeys(values))
    return {attribute: tuple(values) for attribute, values in found.items() if values}


@st.composite
def completed(draw: st.DrawFn) -> Patient:
    """An example patient with an answer to whatever was open, and a history where none was taken.

    In one half of them all open red flags are answered no, for a true one holds most of the rest.
    """
    path = draw(st.sampled_from(PATIENTS))
    patient = shipped().patient_from_file(path, today=DAY)
    calm = draw(st.booleans())
    entries = dict(patient.entries)
    vocabulary = shipped().vocabulary
    for name, values in answers().items():
        attribute = vocabulary.attributes[name]
        listed = attribute.absent is not None and attribute.absent in patient.complete
        if name in entries or listed or attribute.since is not None:
            continue
        flag = vocabulary.groups[attribute.group].red_flag
        value = False if calm and flag and False in values else draw(st.sampled_from(values))
        entries[name] = (Entry(value, on=DAY, source="answer"),)
    history = patient.trials
    if history is None:
        history = draw(trials(sorted(shipped().therapies)))
    return replace(patient, entries=entries, trials=history)


@settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.deferred(completed))
def test_nothing_begins_that_is_closed_held_or_excluded(patient: Patient) -> None:
    advice = shipped().advise(patient, as_of=DAY)
    walked = walk(advice.program, resolve(patient, advice.program, DAY))
    begun = [one.id for one in advice.options.values() if one.action in BEGINNING]
    assert [why for id_ in begun for why in against(walked, id_)] == []
    started = [one.id for one in advice.options.values() if one.action is Action.START]
    assert [why for id_ in started for why in beside(walked, id_, started)] == []


def against(walked: Walk, id_: str) -> Iterator[str]:
    """What speaks against beginning a therapy: its rules, its history, a red flag that holds it."""
    therapy = walked.program.therapies[id_]
    for rule in therapy.rules:
        if rule.severity is Severity.CONTRAINDICATED and walked[f"rule.{rule.id}"] is not False:
            yield f"{id_}: {rule.id}"
        if rule.severity is Severity.AVOID and walked[f"rule.{rule.id}.applies"] is not False:
            yield f"{id_}: {rule.id}"
    for part in ("failed", "declined", "unavailable", "ongoing"):
        if walked[f"{id_}.{part}"] is True:
            yield f"{id_}: {part}"
    raised = [flag for flag in walked.program.all_flags if walked[f"flag.{flag.id}"] is True]
    for flag in raised:
        stronger = [one for one in raised if rank(one) <= rank(flag)]
        if therapy.kind in flag.holds and not any(id_ in one.offers for one in stronger):
            yield f"{id_}: held by {flag.id}"


def rank(flag: Flag) -> int:
    return list(Urgency).index(flag.urgency)


def beside(walked: Walk, id_: str, started: list[str]) -> Iterator[str]:
    """What a therapy that starts excludes, and that starts as well or is taken and goes on."""
    therapies = walked.program.therapies
    for other, its in therapies.items():
        if other != id_ and (other in therapies[id_].not_with or id_ in its.not_with):
            if other in started:
                yield f"{id_}: {other} starts too"
            stopped = walked[f"option.{other}.action"] == Action.STOP.value
            if walked[f"{other}.ongoing"] is not False and not stopped:
                yield f"{id_}: {other} is taken"
