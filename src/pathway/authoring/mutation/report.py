"""The report on planted faults: how many are noticed, of which kind, and each that is not."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pathway.authoring.mutation.faults import Fault
from pathway.authoring.mutation.score import Fate, MutantResult, Score
from pathway.ground.vocabulary import Vocabulary
from pathway.patients.writer import write_patient


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
        "caught_by_proofs": _by_proofs(score.caught()),
        "percent": round(score.percent, 1),
        "not_counted": {fate.value: len(score.having(fate)) for fate in _NOT_COUNTED},
        "equal": [_planted(result) for result in score.having(Fate.EQUAL)],
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
    yield f"{'fault':36}{'planted':>9}{'scenarios':>11}{'proofs':>8}{'both':>8}{'missed':>8}"
    for fault in Fault:
        counted, caught = score.counted(fault), score.caught(fault)
        if counted:
            yield (
                f"{fault.value:36}{len(counted):>9,}{_by_scenarios(caught):>11,}"
                f"{_by_proofs(caught):>8,}{len(caught):>8,}{len(counted) - len(caught):>8,}"
            )
    yield ""
    yield from _summed_up(score)
    for fate in _NOT_COUNTED:
        if number := len(score.having(fate)):
            yield f"not counted: {number:,} {fate.value}"
    if equal := score.having(Fate.EQUAL):
        yield from ("", Fate.EQUAL.value)
    for result in equal:
        yield from _told(result, vocabulary, width)
    if score.missed:
        yield from ("", "missed")
    for result in score.missed:
        yield from _told(result, vocabulary, width)


def _summed_up(score: Score) -> Iterator[str]:
    """How many of all that count are noticed by scenarios, by proofs, and by both together."""
    counted, caught = len(score.counted()), score.caught()
    yield f"of {counted:,} faults are noticed"
    numbers = {"scenarios": _by_scenarios(caught), "proofs": _by_proofs(caught)}
    for who, number in (*numbers.items(), ("both together", len(caught))):
        yield f"  by {who:15}{number:>7,}{_percent(number, counted):>9}"


def _percent(number: int, of: int) -> str:
    """Never rounded up."""
    return f"{1000 * number // of / 10 if of else 100:.1f} %"


def _told(result: MutantResult, vocabulary: Vocabulary, width: int) -> Iterator[str]:
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
        yield f"    it is not proved that everybody is told the same: {result.unknown}"


def _by_scenarios(results: Sequence[MutantResult]) -> int:
    return sum(result.by_scenario for result in results)


def _by_proofs(results: Sequence[MutantResult]) -> int:
    return sum(result.by_proof for result in results)


def _missed(result: MutantResult, vocabulary: Vocabulary) -> Mapping[str, Any]:
    patient = result.patient
    return {
        **_planted(result),
        "patient": write_patient(patient, vocabulary) if patient is not None else None,
        "unknown": result.unknown,
    }


def _planted(result: MutantResult) -> Mapping[str, Any]:
    mutant = result.mutant
    return {
        "fault": mutant.fault.value,
        "place": str(mutant.span) if mutant.span is not None else None,
        "about": mutant.about,
        "written": mutant.before,
        "planted": mutant.after,
    }
