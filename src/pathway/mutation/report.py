"""The report on planted faults: how many are noticed, of which kind, and each that is not."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from pathway.files.patient_write import write_patient
from pathway.mutation.faults import Fault
from pathway.mutation.score import Fate, Result, Score
from pathway.vocabulary import Vocabulary


def text(score: Score, vocabulary: Vocabulary, width: int = 80, *, partial: bool = False) -> str:
    """The report as text."""
    return "\n".join(_lines(score, vocabulary, width, partial=partial)) + "\n"


def to_dict(score: Score, vocabulary: Vocabulary, *, partial: bool = False) -> Mapping[str, Any]:
    """The report as JSON."""
    return {
        "schema": "pathway-mutation/1",
        "pathway": score.pathway,
        "partial": partial,
        "there_are": score.there_are,
        "planted": len(score.results),
        "counted": len(score.counted()),
        "caught": len(score.caught()),
        "caught_by_scenarios": _by_scenarios(score.caught()),
        "caught_by_claims": _by_claims(score.caught()),
        "percent": round(score.percent, 1),
        "not_counted": {fate.value: _with_fate(score, fate) for fate in _NOT_COUNTED},
        "missed": [_missed(result, vocabulary) for result in score.missed],
    }


# -- private -------------------------------------------------------------------------------

_NOT_COUNTED = (Fate.EQUAL, Fate.REFUSED, Fate.SAME)


def _lines(score: Score, vocabulary: Vocabulary, width: int, *, partial: bool) -> Iterator[str]:
    tried = len(score.results)
    yield f"{score.pathway}: {tried:,} of {score.there_are:,} faults planted, one at a time"
    if partial:
        yield "interrupted: what follows is only a part"
    yield ""
    yield f"{'fault':36}{'planted':>9}{'scenarios':>11}{'claims':>8}{'missed':>8}"
    for fault in Fault:
        counted, caught = score.counted(fault), score.caught(fault)
        if counted:
            yield (
                f"{fault.value:36}{len(counted):>9,}{_by_scenarios(caught):>11,}"
                f"{_by_claims(caught):>8,}{len(counted) - len(caught):>8,}"
            )
    counted, caught = score.counted(), score.caught()
    yield ""
    yield f"{_percent(score)} of these faults are noticed: {len(caught):,} of {len(counted):,}"
    yield (
        f"by scenarios {_by_scenarios(caught):,}, by claims about every patient "
        f"{_by_claims(caught):,}"
    )
    for fate in _NOT_COUNTED:
        if number := _with_fate(score, fate):
            yield f"not counted: {number:,} {fate.value}"
    if score.missed:
        yield from ("", "missed")
    for result in score.missed:
        yield from _told(result, vocabulary, width)


def _percent(score: Score) -> str:
    """Never rounded up."""
    return f"{int(score.percent * 10) / 10:.1f} %"


def _told(result: Result, vocabulary: Vocabulary, width: int) -> Iterator[str]:
    mutant = result.mutant
    yield f"  {mutant.span}  {mutant.about}: {mutant.fault.value}"
    for label, said in (("written", mutant.before), ("planted", mutant.after)):
        yield from textwrap.wrap(
            said, width, initial_indent=f"    {label}  ", subsequent_indent=" " * 13
        )
    if result.patient is not None:
        yield "    nobody notices, though this patient is told something else:"
        patient = write_patient(result.patient, vocabulary)
        yield from textwrap.indent(patient.rstrip(), "      ").splitlines()
    elif result.unknown is not None:
        yield f"    whether any patient is told something else is not known: {result.unknown}"


def _by_scenarios(results: Any) -> int:  # noqa: ANN401 - any list of results
    return sum(result.scenario is not None for result in results)


def _by_claims(results: Any) -> int:  # noqa: ANN401 - any list of results
    return sum(result.claim is not None for result in results)


def _with_fate(score: Score, fate: Fate) -> int:
    return sum(result.fate is fate for result in score.results)


def _missed(result: Result, vocabulary: Vocabulary) -> Mapping[str, Any]:
    mutant, patient = result.mutant, result.patient
    return {
        "fault": mutant.fault.value,
        "place": str(mutant.span) if mutant.span is not None else None,
        "about": mutant.about,
        "written": mutant.before,
        "planted": mutant.after,
        "patient": write_patient(patient, vocabulary) if patient is not None else None,
        "unknown": result.unknown,
    }
