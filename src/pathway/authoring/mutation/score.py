"""How strong specs are: which planted faults they notice, and which nobody does.

A fault that changes nothing anybody is told is no fault; whether it does is decided by what
is handed in (`Teller`), and where that is missing or cannot tell, the mutant counts as missed.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from enum import Enum
from pathlib import Path
from random import Random
from typing import Any, Final, TypeAlias

from pathway.authoring.mutation.edits import Fault
from pathway.authoring.mutation.mutants import Mutant, Planted, compiled, mutants
from pathway.authoring.search import Decider
from pathway.authoring.spec.scenario_runner import ToldScenario, breaks, scenarios, words_of
from pathway.authoring.spec.words import LibraryWords
from pathway.engine import Library
from pathway.frozen import frozen
from pathway.ground.vocabulary import Vocabulary
from pathway.patients.model import Patient
from pathway.patients.writer import write_patient
from pathway.program import CompiledProgram

#: A pathway as it is and with a fault in it: a patient who is told something else, None where
#: there is none, or a text that says why nobody knows.
Teller: TypeAlias = Callable[[CompiledProgram, CompiledProgram], Patient | str | None]
#: A pathway as it is and with a fault in it, and the names that changed: the first statement of
#: its author that no longer holds.
Prover: TypeAlias = Callable[[CompiledProgram, CompiledProgram, frozenset[str]], str | None]
#: Lines of the files of a library, by the names of the files.
Lines: TypeAlias = Mapping[str, frozenset[int]]


class Fate(Enum):
    """What became of a mutant, in the words of a report."""

    CAUGHT = "caught"
    MISSED = "missed"
    EQUAL = "proved to tell everybody the same"
    REFUSED = "refused by the checks of the library"
    SAME = "means the same"


@frozen
class MutantResult:
    """One mutant: what became of it, the first scenario that failed, and the first proof.

    `claim` is a scenario about every patient, `statement` one of the pathway's own file; both are
    proofs. `patient` is told something else by a mutant that was missed; `unknown` says why nobody
    knows whether there is such a patient.
    """

    mutant: Mutant
    fate: Fate
    scenario: ToldScenario | None = None
    claim: ToldScenario | None = None
    statement: str | None = None
    patient: Patient | None = None
    unknown: str | None = None

    @property
    def by_scenario(self) -> bool:
        """Whether a scenario about some patient notices it."""
        return self.scenario is not None

    @property
    def by_proof(self) -> bool:
        """Whether a proof about every patient notices it."""
        return self.claim is not None or self.statement is not None


@frozen(slots=False)
class Score:
    """All mutants that were tried, of all that there are, in one pathway or in all (None)."""

    pathway: str | None
    there_are: int
    results: Sequence[MutantResult] = field(default_factory=tuple)

    def counted(self, fault: Fault | None = None) -> Sequence[MutantResult]:
        """The mutants that are faults, of one kind or of all."""
        return [
            result
            for result in self.results
            if result.fate in (Fate.CAUGHT, Fate.MISSED) and fault in (None, result.mutant.fault)
        ]

    def caught(self, fault: Fault | None = None) -> Sequence[MutantResult]:
        """Those that a scenario or a proof notices."""
        return [result for result in self.counted(fault) if result.fate is Fate.CAUGHT]

    @property
    def missed(self) -> Sequence[MutantResult]:
        """Those that nothing notices."""
        return self.having(Fate.MISSED)

    def having(self, fate: Fate) -> Sequence[MutantResult]:
        """The mutants of which this became."""
        return [result for result in self.results if result.fate is fate]

    @property
    def percent(self) -> float:
        """How many of a hundred faults are noticed; 100 where there are none."""
        counted = self.counted()
        return 100 * len(self.caught()) / len(counted) if counted else 100.0


class Scorer:
    """A library with its specs, which all hold, against which faults are tried."""

    def __init__(
        self,
        library: Library,
        features: Sequence[Path],
        decider: Decider,
        teller: Teller | None,
        prover: Prover | None,
    ) -> None:
        self._library = library
        self._words = LibraryWords(library)
        self._decider = decider
        self._teller = teller
        self._prover = prover
        self._originals = {id_: library.program(id_) for id_ in library.pathways}
        told = scenarios(features, library, decider)
        self._plain = [one for one in told if not one.about_all]
        self._claims = [one for one in told if one.about_all]

    def planted(
        self, pathway: str | None, limit: int | None = None, lines: Lines | None = None
    ) -> tuple[int, Sequence[Mutant]]:
        """How many mutants there are, and so many of them, spread over all kinds and files.

        With `lines`, only mutants that stand in these count; without a pathway, those of all.
        """
        ids = self._originals if pathway is None else [pathway]
        every = (
            mutant
            for id_ in ids
            for mutant in mutants(self._library.models, self._library.program(id_))
            if lines is None or _stands_in(mutant, lines)
        )
        found = list({_told_apart(mutant): mutant for mutant in every}.values())
        if limit is None or limit >= len(found):
            return len(found), found
        numbers = range(len(found))
        chosen = sorted(Random(_SEED).sample(numbers, limit))  # noqa: S311 -- no secret
        return len(found), [found[number] for number in chosen]

    def results(self, pathway: str | None, planted: Sequence[Mutant]) -> Iterator[MutantResult]:
        """What becomes of each mutant, one after the other."""
        for mutant in planted:
            yield self._result(pathway, mutant)

    # -- private ---------------------------------------------------------------------------

    def _result(self, pathway: str | None, mutant: Mutant) -> MutantResult:
        planted = compiled(mutant, self._originals)
        if planted is None:
            return MutantResult(mutant, Fate.REFUSED)
        if not any(planted.changed.values()):
            return MutantResult(mutant, Fate.SAME)
        library = self._library.with_versions(mutant.models, planted.programs)
        words = words_of(library, self._words)
        scenario = self._first(self._plain, planted.changed, words)
        claim = self._first(self._claims, planted.changed, words)
        found = MutantResult(mutant, Fate.CAUGHT, scenario, claim, self._broken(planted))
        if found.by_scenario or found.by_proof:
            return found
        return self._missed(pathway, mutant, planted)

    def _first(
        self,
        told: Sequence[ToldScenario],
        changed: Mapping[str, frozenset[str]],
        words: LibraryWords,
    ) -> ToldScenario | None:
        """The first scenario that fails, tried from the one that rests on least."""
        near = sorted((one for one in told if one.concerns(changed)), key=lambda o: len(o.rests_on))
        return next((one for one in near if breaks(one, words, self._decider)), None)

    def _broken(self, planted: Planted) -> str | None:
        """The first statement of an author that no longer holds, in any pathway."""
        if self._prover is None:
            return None
        for id_, changed in planted.changed.items():
            if changed:
                found = self._prover(self._originals[id_], planted.programs[id_], changed)
                if found is not None:
                    return f"{id_}.{found}"
        return None

    def _missed(self, pathway: str | None, mutant: Mutant, planted: Planted) -> MutantResult:
        """A mutant that nothing noticed, with a patient who is told something else."""
        if self._teller is None:
            return MutantResult(mutant, Fate.MISSED, unknown="no solver is installed")
        there = sorted(self._originals, key=lambda id_: id_ != pathway)
        unknown = None
        for id_ in (id_ for id_ in there if planted.changed[id_]):
            found = self._teller(self._originals[id_], planted.programs[id_])
            if isinstance(found, Patient):
                return MutantResult(mutant, Fate.MISSED, patient=found)
            unknown = unknown or found
        return MutantResult(mutant, Fate.MISSED if unknown else Fate.EQUAL, unknown=unknown)


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

#: The same faults are planted in every run.
_SEED: Final = 0


def _stands_in(mutant: Mutant, lines: Lines) -> bool:
    """Whether a mutant changes something that is written, wholly or partly, in these lines."""
    span = mutant.span
    if span is None:
        return False
    return not lines.get(span.source.name, frozenset()).isdisjoint(
        range(span.line, span.last_line + 1)
    )


def _told_apart(mutant: Mutant) -> tuple[object, ...]:
    """What pathways share has the same mutants in each."""
    return (str(mutant.span), mutant.fault, mutant.about, mutant.before, mutant.after)


_NOT_COUNTED = (Fate.EQUAL, Fate.REFUSED, Fate.SAME)


def _lines(score: Score, vocabulary: Vocabulary, width: int, *, partial: bool) -> Iterator[str]:
    tried = len(score.results)
    of = score.pathway or "all pathways"
    yield f"{of}: {tried:,} of {score.there_are:,} faults planted, one at a time"
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
