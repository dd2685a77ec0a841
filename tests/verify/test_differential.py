"""What `diff` proves the same is so for random patients; its examples are told something else.

Pathways are edited at random. Each claim "the same for every patient" is held against patients
near the limits of both versions, whom the reference engine walks; each example of a change is
advised by both versions and has to differ.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import time_ns

import pytest

from pathway.advice import give_advice
from pathway.advice.advice import Advice
from pathway.authoring.diff.programs import touched
from pathway.authoring.search import Claim
from pathway.authoring.search.sampling import random_sketch
from pathway.authoring.search.space import Space
from pathway.authoring.verify import difference
from pathway.authoring.verify.difference import Comparing, ProgramDifference
from pathway.authoring.verify.version import About, Observed, told_from
from pathway.engine import Library, open_library
from pathway.ground.terms import Severity
from pathway.language.syntax import Result
from pathway.patients.at_date import resolve
from pathway.patients.model import Patient
from pathway.program import CompiledProgram
from pathway.walk import settle, walk
from tests.verify.bigger_pathways import Files, a_library, edited, opened
from tests.verify.shared import AS_OF, SHIPPED

#: So many patients stand for everybody; the last ones near the limits of the edited version.
PATIENTS = 2000
#: So many are advised in full, whatever the claims are.
ADVISED = 10
#: So many edits of made pathways has the slow lane, in three parts, and a third of a shipped one.
EDITS = int(os.environ.get("PATHWAY_EDITS", "60"))
PARTS = 3


@dataclass
class Tally:
    """How many edits were compared, and how many claims and examples were tried."""

    edits: int = 0
    same: int = 0
    changed: int = 0
    open: int = 0
    wrong: list[str] = field(default_factory=list)


@pytest.fixture(autouse=True)
def without_whom(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whom a change concerns takes most of the time, and is no claim of this test."""
    monkeypatch.setattr(difference, "whom", lambda *_: ())


@pytest.fixture
def seed(capsys: pytest.CaptureFixture[str]) -> int:
    """Another one in every run, and shown, unless somebody asks for one again."""
    chosen = int(os.environ.get("PATHWAY_SEED") or time_ns() % 1_000_000)
    with capsys.disabled():
        sys.stdout.write(f"\nPATHWAY_SEED={chosen}\n")
    return chosen


def test_a_few_edits(tmp_path: Path) -> None:
    tally = Tally()
    compare(Random(2), tmp_path, 6, tally, patients=30)
    assert tally.wrong == []
    assert tally.edits == 6
    assert min(tally.same, tally.changed) > 0


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_many_edits(part: int, tmp_path: Path, seed: int) -> None:
    """Those of one pathway at a time, so that they can run side by side."""
    tally, edits = Tally(), EDITS // PARTS
    compare(Random(f"{seed} {part}"), tmp_path, edits, tally)
    assert tally.wrong == [], f"PATHWAY_SEED={seed}"
    assert tally.edits == edits


@pytest.mark.slow
def test_edits_of_a_shipped_pathway(tmp_path: Path, seed: int) -> None:
    rng, tally, edits = Random(seed), Tally(), EDITS // 3
    paths = sorted(SHIPPED.rglob("*.yaml"))
    files = {str(path.relative_to(SHIPPED)): path.read_text("utf-8") for path in paths}
    old = open_library(SHIPPED)
    id_ = rng.choice(old.pathways)
    sample = Sample.of(old.program(id_), rng, PATIENTS // 4)
    while tally.edits < edits:
        other, what = edited(_part(files, old, id_), rng)
        new = opened({**files, **other}, tmp_path)
        if new is not None:
            _compare_two(old, new, sample, what, rng, tally)
    assert tally.wrong == [], f"PATHWAY_SEED={seed}"
    assert tally.edits == edits


# -- private -------------------------------------------------------------------------------


def _part(files: Files, library: Library, pathway: str) -> Files:
    """The files that a pathway is made of."""
    listed = library.program(pathway).listed
    names = {f"{pathway}.yaml", "red-flags.yaml", *(f"therapies/{id_}.yaml" for id_ in listed)}
    return {name: text for name, text in files.items() if name in names}


@dataclass
class Sample:
    """A program with patients, and what each definition comes to for each of them."""

    program: CompiledProgram
    patients: Sequence[Patient]
    values: Sequence[Mapping[str, Result]]

    @classmethod
    def of(cls, program: CompiledProgram, rng: Random, number: int) -> Sample:
        found = list(_patients(program, rng, number))
        return cls(program, found, [_walked(program, one) for one in found])


def compare(rng: Random, folder: Path, edits: int, tally: Tally, patients: int = PATIENTS) -> None:
    """Edit one random pathway so many times, and hold what `diff` says of each edit."""
    old = None
    while old is None:
        files = a_library(rng)
        old = opened(files, folder / "old")
    sample = Sample.of(old.program("way"), rng, patients)
    number = 0
    while number < edits:
        other, what = edited(files, rng)
        new = opened(other, folder / "new")
        if new is not None:
            number += 1
            _compare_two(old, new, sample, what, rng, tally)


def _compare_two(
    old: Library, new: Library, sample: Sample, what: str, rng: Random, tally: Tally
) -> None:
    before, after = sample.program, new.program(sample.program.id)
    comparing = Comparing(before, after, AS_OF)
    found = comparing.difference()
    tally.edits += 1
    tally.same += len(found.same)
    tally.changed += len(found.changes)
    tally.open += len(found.open)
    tally.wrong += (f"{what}: {said}" for said in _wrong(found, comparing, sample, after, rng))


def _wrong(
    found: ProgramDifference,
    comparing: Comparing,
    sample: Sample,
    after: CompiledProgram,
    rng: Random,
) -> Iterator[str]:
    for change in found.changes:
        told = [_told(_advised(p, change.patient), change.what) for p in (sample.program, after)]
        untold = told[0] is None and change.what.name.startswith("dose.")
        if _is_read(change.what) and told[0] == told[1] and not untold:
            yield f"{change.what.name} is the same for its example: {change.patient}"
    moved = touched(sample.program, comparing.changed) | touched(after, comparing.changed)
    claims = [one for one in found.same if _may_move(one, sample.program, after, moved)]
    wanted = {name for one in claims for name in told_from(one, after)}
    new = [d for d in after.closure(wanted) if d.name in moved]
    again_read = _is_read_again(sample.program, after, moved)
    for patient, values in zip(sample.patients, sample.values, strict=True) if claims else ():
        kept = {name: value for name, value in values.items() if name not in moved}
        read = resolve(patient, after, AS_OF).values if again_read else {}
        again = settle(new, {**read, **kept})
        suspects = [
            one for one in claims if _raw(one, sample.program, values) != _raw(one, after, again)
        ]
        yield from _differing(suspects, sample.program, after, patient)
    for patient in _patients(after, rng, len(sample.patients) // 20) if claims else ():
        before, again = (_needed(program, claims, patient) for program in (sample.program, after))
        suspects = [
            one for one in claims if _raw(one, sample.program, before) != _raw(one, after, again)
        ]
        yield from _differing(suspects, sample.program, after, patient)
    for patient in sample.patients[:ADVISED]:
        yield from _differing(found.same, sample.program, after, patient)


def _needed(
    program: CompiledProgram, claims: Sequence[Observed], patient: Patient
) -> Mapping[str, Result]:
    """What the claims are told from comes to."""
    wanted = {name for one in claims for name in told_from(one, program)}
    return settle(program.closure(wanted), resolve(patient, program, AS_OF).values)


def _differing(
    claims: Sequence[Observed], before: CompiledProgram, after: CompiledProgram, patient: Patient
) -> Iterator[str]:
    """The claims that are wrong of a patient, as both versions advise them."""
    if claims:
        one, other = _advised(before, patient), _advised(after, patient)
        for claim in claims:
            told = _told(one, claim), _told(other, claim)
            if told[0] != told[1]:
                yield f"{claim.name} is said to be the same: {told[0]} -> {told[1]}: {patient}"


def _is_read_again(before: CompiledProgram, after: CompiledProgram, moved: frozenset[str]) -> bool:
    """Whether a record may come to something else: what a trial needs, which rules there are."""
    histories = any(name.partition(".")[0] in after.therapies and "." in name for name in moved)
    return histories or before.overrides.keys() != after.overrides.keys()


def _may_move(
    one: Observed, before: CompiledProgram, after: CompiledProgram, moved: frozenset[str]
) -> bool:
    return not moved.isdisjoint((*told_from(one, before), *told_from(one, after)))


def _raw(one: Observed, program: CompiledProgram, values: Mapping[str, Result]) -> list[object]:
    return [values[name].value for name in told_from(one, program)]


def _patients(program: CompiledProgram, rng: Random, number: int) -> Iterator[Patient]:
    """Patients of all sorts, with values on both sides of every limit."""
    space = Space.of(Claim(program, AS_OF, Patient("somebody")), program)
    for _ in range(number):
        yield space.patient(random_sketch(space, rng))


def _walked(program: CompiledProgram, patient: Patient) -> Mapping[str, Result]:
    return walk(program, resolve(patient, program, AS_OF)).values


def _advised(program: CompiledProgram, patient: Patient) -> Advice:
    return give_advice(walk(program, resolve(patient, program, AS_OF)))


# -- what an advice tells ------------------------------------------------------------------


def _is_read(one: Observed) -> bool:
    """Whether `_told` finds it in an advice; where an option is indicated, no advice says alone."""
    return one.about is not About.RULE or one.name.startswith("rule.")


def _told(advice: Advice, one: Observed) -> object:
    """What the advice says of it, read from the advice alone."""
    if one.about is About.ALERT:
        return next((a.state for a in advice.alerts if f"flag.{a.id}" == one.name), None)
    if one.about is About.STEP:
        _, id_, part = one.name.split(".", 1)[0], *one.name.removeprefix("node.").rsplit(".", 1)
        node = next((n for n in advice.path if n.node == id_), None)
        return None if node is None else getattr(node, part)
    if one.about is About.OUTCOME:
        return getattr(advice, one.name)
    if one.name.startswith("dose."):
        return _told_dose(advice, one)
    if one.about is About.FINDING:
        finding = advice.findings.get(one.name)
        return None if finding is None else (finding.value,)
    if one.about is About.NOTE:
        return any(f"note of {n.owner}: {n.kind}: {n.text}" == one.name for n in advice.notes)
    return _told_of_option(advice, one)


def _told_dose(advice: Advice, one: Observed) -> object:
    """The highest dose; None where it is not one number, or the lowest of several limits."""
    option = advice.options.get(one.therapy or "")
    if option is None or option.dose is None:
        return None
    several = any(place.doses for place in advice.walk.program.places_of(option.id))
    return None if several else option.dose.most


def _told_of_option(advice: Advice, one: Observed) -> object:
    option = advice.options.get(one.therapy or "")
    if option is None:
        return None
    if one.about in (About.VERDICT, About.ACTION):
        return getattr(option, one.about.value)
    if one.about is About.POSITION:
        return [p.applies for p in option.positions if p.recommendation == one.title]
    if not _is_read(one):
        return None
    name = one.name.removeprefix("rule.").removesuffix(".applies")
    rules = advice.walk.program.therapies[option.id].rules
    rule = next((rule for rule in rules if rule.id == name), None)
    lines = [line.holds for line in (*option.reasons, *option.cautions) if line.rule == name]
    lifted = rule is not None and any(said.startswith(rule.because) for said in option.overridden)
    return lines, lifted and rule is not None and rule.severity is Severity.AVOID
