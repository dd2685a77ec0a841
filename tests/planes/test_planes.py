"""The planes beside the reference: every definition, in every case."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathway.engine import Library, open_library
from pathway.ground.vocabulary import Value
from pathway.patients.at_date import Resolved, learn, resolve
from pathway.patients.model import Entry, Patient, Trial, Why
from pathway.program import CompiledProgram
from pathway.walk import in_planes, quick_walk, walk
from tests.chance import examples
from tests.lanes import thinned
from tests.patients.doubtful import library_in
from tests.property.patients import boundary_values, patients
from tests.verify.bigger_pathways import a_library, opened
from tests.verify.small_pathways import a_pathway

AS_OF = date(2026, 11, 20)
EXAMPLES = sorted(Path("examples/patients").glob("*.yaml"))
#: How many random patients each of ten parts has in the slow lane.
PATIENTS = int(os.environ.get("PATHWAY_PATIENTS", "20000")) // 10

News = Mapping[str, Value]


@cache
def shipped() -> Library:
    return open_library()


def compared(program: CompiledProgram, patient: Patient, answers: list[News], as_of: date) -> int:
    """How many values were compared, of the patient and after each set of answers."""
    count = 0
    for strict in (False, True):
        resolved = resolve(patient, program, as_of, strict=strict)
        cases = in_planes(program, resolved).cases(answers)
        for number, news in enumerate(({}, *answers)):
            reference = walk(program, learn(resolved, program, news))
            for name in (*cases.code.yes_no, *cases.code.choices):
                assert cases.value(name, number) == reference[name], (name, news)
                count += 1
    return count


# -- shipped pathways ----------------------------------------------------------------------


@pytest.mark.parametrize("id_", shipped().pathways)
def test_example_patients(id_: str) -> None:
    """A few of them with each pathway; the slow lane has all."""
    start = shipped().pathways.index(id_)
    assert of_examples(id_, EXAMPLES[start::8]) > 6 * 2 * 3 * 1500


@pytest.mark.slow
@pytest.mark.parametrize("id_", shipped().pathways)
def test_every_example_patient(id_: str) -> None:
    assert of_examples(id_, EXAMPLES) > len(EXAMPLES) * 2 * 3 * 1500


def of_examples(id_: str, paths: list[Path]) -> int:
    program, count = shipped().program(id_), 0
    for number, path in enumerate(paths):
        patient = shipped().patient_from_file(path)
        answers = [some_answers(program, Random(number)) for _ in range(2)]
        count += compared(program, patient, answers, patient.example or AS_OF)
    return count


def test_all_definitions_have_planes_but_numbers() -> None:
    for id_ in shipped().pathways:
        program = shipped().program(id_)
        made = program.planes.yes_no.keys() | program.planes.choices.keys()
        numbers = [one for one in program.definitions if one.expr.type.is_number]
        assert made == program.by_name.keys() - {one.name for one in numbers}


@given(st.data())
@settings(max_examples=examples(20), deadline=None)
def test_random_patients_of_a_shipped_pathway(data: st.DataObject) -> None:
    program = shipped().program(data.draw(st.sampled_from(shipped().pathways)))
    patient = data.draw(patients(program))
    rng = Random(data.draw(st.integers(0, 1000)))
    assert compared(program, patient, [some_answers(program, rng)], AS_OF) > 0


# -- pathways at random ----------------------------------------------------------------------


def test_small_pathways(tmp_path: Path) -> None:
    """A dozen pathways with some four hundred patients each: a pathway takes longest."""
    count = 0
    for number in range(12):
        program = a_pathway(Random(number), tmp_path / str(number))
        rng = Random(number)
        for _ in range(35):
            told = [some_answers(program, rng) for _ in range(12)]
            compared(program, a_patient(program, rng), told, AS_OF)
            count += 1 + len(told)
    assert count >= 5000


def test_bigger_pathways(tmp_path: Path) -> None:
    made = [
        library.program("way")
        for number in range(6)
        if (library := opened(a_library(Random(number)), tmp_path / str(number))) is not None
    ]
    assert len(made) > 3
    for number, program in enumerate(made):
        rng = Random(number)
        for _ in range(10):
            told = [some_answers(program, rng) for _ in range(5)]
            assert compared(program, a_patient(program, rng), told, AS_OF) > 0


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_many_pathways(part: int, tmp_path: Path) -> None:
    rng, done = Random(1000 + part), 0
    while done < PATIENTS:
        folder = tmp_path / str(done)
        library = opened(a_library(rng), folder)
        program = a_pathway(rng, folder) if library is None else library.program("way")
        for _ in range(20):
            told = [some_answers(program, rng) for _ in range(9)]
            assert compared(program, a_patient(program, rng), told, AS_OF) > 0
            done += 1 + len(told)


def test_what_is_assumed_without_a_reason_to_doubt(tmp_path: Path) -> None:
    program = library_in(tmp_path).program("leg")
    rng = Random(1)
    for _ in range(150):
        told = [some_answers(program, rng) for _ in range(6)]
        assert compared(program, a_patient(program, rng), told, AS_OF) > 0


# -- what is said of many cases ------------------------------------------------------------


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("path", thinned(EXAMPLES, 6), ids=lambda path: path.stem)
def test_the_quick_walk_is_the_walk(path: Path, strict: bool) -> None:
    """Every value, what it hangs on, and in whatever order somebody asks."""
    for id_ in shipped().pathways:
        program, patient = shipped().program(id_), shipped().patient_from_file(path)
        resolved = resolve(patient, program, patient.example or AS_OF, strict=strict)
        assert differing(program, resolved, Random(1)) == []


def test_quick_walks_of_pathways_at_random(tmp_path: Path) -> None:
    made = [opened(a_library(Random(n)), tmp_path / str(n)) for n in range(6)]
    made.append(library_in(tmp_path / "leg"))
    programs = [library.program(library.pathways[0]) for library in made if library is not None]
    for number, program in enumerate(programs):
        rng = Random(number)
        for _ in range(15):
            resolved = resolve(a_patient(program, rng), program, AS_OF, strict=rng.random() < 0.2)
            assert differing(program, resolved, rng) == []


def differing(program: CompiledProgram, resolved: Resolved, rng: Random) -> list[str]:
    """The names of which the quick walk says something else, asked for in any order."""
    reference, quick = walk(program, resolved), quick_walk(program, resolved)
    everything = list(reference.values)
    asked = (
        (name, quick[name], quick.hangs_on(name))
        for name in rng.sample(everything, len(everything))
    )
    found = [one for one, *told in asked if told != [reference[one], reference.hangs_on(one)]]
    return [*found, *(name for name in everything if quick.values[name] != reference.values[name])]


def test_where_an_answer_changes_something() -> None:
    program = shipped().program("sciatica")
    resolved = resolve(shipped().patient_from_file(EXAMPLES[0]), program, AS_OF)
    answers: list[News] = [{"bleeding_disorder": True}, {"bleeding_disorder": False}, {}]
    cases = in_planes(program, resolved).cases(answers)
    name = "option.acupuncture.contraindicated"
    told = [cases.value(name, case) for case in range(4)]
    assert cases.count == 4
    assert cases.every == 0b1111
    assert cases.changed(name) == sum(1 << n for n in range(4) if told[n] != told[0])
    assert [cases.true(name) >> n & 1 for n in range(4)] == [value is True for value in told]
    assert [cases.false(name) >> n & 1 for n in range(4)] == [value is False for value in told]


def test_the_function_says_what_the_steps_say() -> None:
    """Code is followed step by step at first, and made into a function once it is used often."""
    code = replace(shipped().program("acute-severe-sciatica").planes)
    read = {at for both in code.yes_no.values() for at in both}
    read |= {at for values in code.choices.values() for at in values.values()}
    rng = Random(7)
    filled = [rng.getrandbits(3) for _ in code.inputs]
    runs = [code.run(filled, 3) for _ in range(40)]
    assert (len(code._made), code._runs) == (1, [20])
    assert [at for at in read for run in runs if run[at] != runs[0][at]] == []


# -- people and answers ----------------------------------------------------------------------


_VALUES: dict[int, Mapping[str, tuple[Value, ...]]] = {}


def values(program: CompiledProgram) -> Mapping[str, tuple[Value, ...]]:
    if id(program) not in _VALUES:
        _VALUES[id(program)] = {n: v for n, v in boundary_values(program).items() if v}
        _KEPT.append(program)
    return _VALUES[id(program)]


_KEPT: list[CompiledProgram] = []


def some_answers(program: CompiledProgram, rng: Random) -> News:
    known = values(program)
    asked = rng.sample(sorted(known), rng.randint(1, min(8, len(known))))
    return {name: rng.choice(known[name]) for name in asked}


def a_patient(program: CompiledProgram, rng: Random) -> Patient:
    entries = {name: tuple(some_entries(value, rng)) for name, value in values(program).items()}
    entries = {name: found for name, found in entries.items() if found}
    therapies = sorted(program.therapies)
    trials = [
        Trial(
            rng.choice(therapies),
            ongoing=rng.random() < 0.5,
            weeks=rng.choice((None, Decimal(1), Decimal(12))),
            dose=rng.choice((None, Decimal(10), Decimal(90))),
            adequate=rng.choice((None, True, False)),
        )
        for _ in range(rng.randint(0, 3))
    ]
    return Patient("random", entries=entries, trials=rng.choice((None, (), tuple(trials))))


def some_entries(chosen: tuple[Value, ...], rng: Random) -> Iterator[Entry]:
    """Nothing, a value, two sources, a reason for none, or what is only assumed."""
    way = rng.randrange(7)
    if way in (1, 2, 3):
        yield Entry(rng.choice(chosen), on=AS_OF, source="one")
    if way == 3:
        yield Entry(rng.choice(chosen), on=AS_OF, source="another")
    if way == 4:
        yield Entry(None, why=Why.DOES_NOT_KNOW, on=AS_OF)
    if way == 5:
        yield Entry(rng.choice(chosen), on=AS_OF, assumed="it was hard to read")


def test_of_two_branches_that_are_no_it_does_not_matter_which_is_taken(tmp_path: Path) -> None:
    """One of them does not apply, which is no: then the open condition decides nothing."""
    library_in(tmp_path)
    vocabulary = tmp_path / "vocabulary.yaml"
    define = "\ndefinitions:\n  sure: {define: if chemotherapy then pregnant else kidneys}\n"
    vocabulary.write_text(vocabulary.read_text() + define)
    program = open_library(tmp_path).program("leg")
    entries = {"sex": (Entry("male", on=AS_OF),), "kidneys": (Entry(value=False, on=AS_OF),)}
    resolved = resolve(Patient("x", entries=entries), program, AS_OF, strict=True)
    assert walk(program, resolved)["sure"] is False
    assert quick_walk(program, resolved)["sure"] is False
