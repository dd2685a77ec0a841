"""What a scenario looks at, and nothing else, is worked out; it comes to what the advice says."""

from datetime import date
from pathlib import Path

import pytest

from pathway.authoring.spec.about_advice import at_step
from pathway.authoring.spec.scenario_state import EVERYTHING, Followed, Story, UnmetError
from pathway.authoring.spec.words import LibraryWords
from pathway.engine import Library, open_library
from pathway.patients.at_date import resolve
from pathway.patients.model import Patient
from pathway.walk import AsNeeded, walk

AS_OF = date(2026, 11, 20)
EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "patients").glob("*.yaml"))
SOMEBODY = next(path for path in EXAMPLES if path.stem == "mon-57")


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library()


def followed(library: Library, pathway: str, patient: Patient) -> Followed:
    program = library.program(pathway)
    return Followed(program, resolve(patient, program, AS_OF))


@pytest.fixture(params=EXAMPLES[::6], ids=lambda path: path.stem)
def patient(library: Library, request: pytest.FixtureRequest) -> Patient:
    return library.patient_from_file(request.param, today=AS_OF)


@pytest.mark.slow
@pytest.mark.parametrize("pathway", ["sciatica", "low-back-pain"])
def test_looking_at_a_part_shows_what_the_whole_advice_says(
    pathway: str, library: Library, patient: Patient
) -> None:
    advice = library.advise(patient, pathway, AS_OF)
    here = followed(library, pathway, patient)
    for id_ in library.therapies:
        assert here.option(id_) == advice.options.get(id_)
    verdicts = {id_: option.verdict for id_, option in advice.options.items()}
    assert list(here.verdicts().items()) == list(verdicts.items())
    assert here.advice == advice
    story = Story(LibraryWords(library), Path("care.feature"))
    story.journeys.append(here)
    step = advice.next.step
    if step is not None:
        at_step(story, step)
    with pytest.raises(UnmetError) as caught:
        at_step(story, "Elsewhere")
    assert caught.value.came == f"the patient is at {step or 'no step'}"


def test_what_was_looked_at_is_remembered_in_order(library: Library) -> None:
    here = followed(library, "sciatica", library.patient_from_file(SOMEBODY, today=AS_OF))
    story = Story(LibraryWords(library), Path("care.feature"))
    story.journeys.append(here)
    story.option("nsaid")
    assert story.look(["flag.cauda_equina"])["flag.cauda_equina"].value is not True
    story.option("acupuncture")
    story.option("nsaid")
    assert story.advice_so_far is not None
    assert list(here.looked_at) == ["nsaid", "flag.cauda_equina", "acupuncture"]
    assert story.advice.outcome
    assert list(here.looked_at)[-1] == EVERYTHING


@pytest.mark.slow
@pytest.mark.parametrize("pathway", ["sciatica", "low-back-pain"])
def test_each_definition_evaluated_by_itself_comes_to_the_same(
    pathway: str, library: Library, patient: Patient
) -> None:
    program = library.program(pathway)
    resolved = resolve(patient, program, AS_OF)
    whole = walk(program, resolved).values
    for name in reversed(list(whole)):
        assert AsNeeded(program, resolved.values)[name] == whole[name]
    needed = AsNeeded(program, resolved.values)
    assert dict(needed) == whole
    assert set(needed) == set(whole)
    assert len(needed) == len(whole)
    assert "nothing.of.the.kind" not in needed
    with pytest.raises(KeyError):
        needed["nothing.of.the.kind"]


def test_a_closure_holds_what_is_needed_and_no_more(library: Library) -> None:
    program = library.program("sciatica")
    order = {definition.name: number for number, definition in enumerate(program.definitions)}
    everything = program.closure(order)
    assert everything == program.definitions
    assert program.closure(()) == ()
    assert program.closure(["age"]) == ()
    verdict = program.closure(["option.acupuncture.verdict"])
    names = [definition.name for definition in verdict]
    assert names == sorted(names, key=order.__getitem__)
    assert names[-1] == "option.acupuncture.verdict"
    assert 1 < len(names) < len(order) / 10
    assert program.closure(["option.acupuncture.verdict"]) is verdict
