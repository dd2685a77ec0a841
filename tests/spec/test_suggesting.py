"""Suggested scenarios: a patient told in phrases is the same patient when read back."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from pathway.authoring.coverage.meter import Meter
from pathway.authoring.coverage.reach import examples
from pathway.authoring.search.claim import Claim
from pathway.authoring.search.space import Space
from pathway.authoring.spec.scenario_state import TODAY, Story
from pathway.authoring.spec.suggesting import given, suggest
from pathway.authoring.spec.understanding import UnderstoodStep, understand
from pathway.authoring.spec.words import LibraryWords
from pathway.engine import Library, open_library
from pathway.ground.vocabulary import RecordList
from pathway.language.syntax import Result
from pathway.patients.at_date import resolve
from pathway.patients.model import Entry, Outcome, Patient, Preferences, Trial, Why
from tests.spec.conftest import SOUND

SHIPPED = open_library()
SMALL = open_library(SOUND)
#: Patients of these are told, and read back.
PATHWAYS = [(SHIPPED, "sciatica"), (SHIPPED, "low-back-pain"), (SMALL, "back_pain")]


def read_back(patient: Patient, library: Library) -> Patient | str:
    """The patient that the steps tell; else the step that is not understood."""
    words = LibraryWords(library)
    story = Story(words, Path("told.feature"))
    for step in given(patient, words, TODAY):
        said = understand("given", step, None, words)
        if not isinstance(said, UnderstoodStep):
            return step
        said.carry_out(story)
    return story.read_patient(TODAY)


def somebody(space: Space, rng: Random) -> Patient:
    names = rng.sample(sorted(space.parts), min(len(space.parts), rng.choice([1, 3, 8])))
    return space.patient({n: rng.randint(1, len(space.parts[n])) for n in names if space.parts[n]})


def compared(name: str, recorded: Result, told: Result, patient: Patient) -> str:
    """How one value came back."""
    if told == recorded:
        return "same"
    therapy, _, part = name.partition(".")
    if any(beyond_phrases(trial) for trial in patient.trials or () if trial.therapy == therapy):
        return "no phrase says it"
    if part == "weeks" and isinstance(recorded.value, Decimal) and isinstance(told.value, Decimal):
        more = told.value - recorded.value
        return "rounded up" if 0 < more < Decimal("0.1") else f"{more} weeks more"
    return f"{name}: {recorded} told as {told}"


def beyond_phrases(trial: Trial) -> bool:
    """Whether there are no words for a trial: stated not to be adequate, or how far it has gone."""
    if trial.ongoing:
        return trial.adequate is not None or trial.sessions is not None
    return trial.adequate is False


@pytest.mark.slow
@pytest.mark.parametrize(("library", "pathway"), PATHWAYS, ids=[name for _, name in PATHWAYS])
def test_whoever_is_told_is_the_same_when_read_back(library: Library, pathway: str) -> None:
    program = library.program(pathway)
    space = Space.of(Claim(program, TODAY, Patient("somebody")), program)
    rng = Random(7)
    came: Counter[str] = Counter()
    for _ in range(200):
        patient = somebody(space, rng)
        back = read_back(patient, library)
        assert isinstance(back, Patient), back
        recorded, told = (resolve(one, program, TODAY).values for one in (patient, back))
        assert recorded.keys() == told.keys()
        came.update(compared(name, recorded[name], told[name], patient) for name in recorded)
    assert set(came) <= {"same", "rounded up", "no phrase says it"}
    assert came["same"] > 0.98 * came.total()


def test_a_patient_in_phrases() -> None:
    entries = {
        "age": (Entry(Decimal(57), on=TODAY),),
        "platelets": (Entry(None, Why.NOT_FETCHED, on=TODAY),),
        "warfarin": (
            Entry(value=True, on=TODAY, source="record"),
            Entry(value=False, on=TODAY, source="patient"),
        ),
    }
    patient = Patient(
        "told",
        entries=entries,
        trials=(
            Trial("nsaid", outcome=Outcome.NO_RESPONSE),
            Trial("acupuncture", ongoing=True, weeks=Decimal(3)),
        ),
        complete=frozenset({RecordList.PROBLEMS, RecordList.ALLERGIES}),
        preferences=Preferences(declines=frozenset({"drug"}), unavailable=frozenset({"ppi"})),
    )
    assert list(given(patient, LibraryWords(SMALL), TODAY)) == TOLD


TOLD = [
    "a patient",
    "whose age is 57 years",
    "whose platelets is unknown because it could not be fetched",
    "who has warfarin according to the record",
    "without warfarin according to the patient",
    "who tried anti-inflammatory drug without benefit",
    "who has been having acupuncture for 3 weeks, so far with unknown result",
    "whose allergies and problems are reconciled",
    "who declines drug",
    "for whom stomach protection is not available",
]


def test_a_title_in_which_a_phrase_would_break_is_not_said() -> None:
    trials = (Trial("muscle_relaxant", outcome=Outcome.HELPED), Trial("naloxone", adequate=True))
    words = LibraryWords(SHIPPED)
    told = list(given(Patient("told", trials=trials), words, TODAY))
    assert told == [
        "a patient",
        "who tried muscle_relaxant and it helped",
        "who tried naloxone adequately with no recorded result",
    ]


def test_a_suggestion_covers_as_much_as_it_can_and_none_is_written_without_a_patient() -> None:
    program = SMALL.program("back_pain")
    meter = Meter(program)
    wanted = [
        meter.inventory.items[meter.inventory.key("rule.nsaid.ulcer", "ulcer", outcome)]
        for outcome in ("true", "false", "unknown")
    ]
    found = examples(program, wanted, TODAY, {})
    suggested = suggest(SMALL, wanted, found)
    assert (suggested.scenarios, suggested.without) == (3, ())
    less = {key: patient for key, patient in found.items() if key != wanted[0].key}
    suggested = suggest(SMALL, wanted, less)
    assert (suggested.scenarios, suggested.without) == (2, (wanted[0],))
    assert f"Scenario: In back_pain, {wanted[0]}" not in suggested.text
    assert suggest(SMALL, [wanted[2], wanted[2]], found).scenarios == 1


def test_no_two_suggestions_have_one_name() -> None:
    program = SMALL.program("back_pain")
    meter = Meter(program)
    wanted = [
        meter.inventory.items[meter.inventory.key("rule.nsaid.ulcer", "ulcer", outcome)]
        for outcome in ("true", "false")
    ]
    patients = examples(program, wanted, TODAY, {})
    same = [replace(one, outcome="so") for one in wanted]
    names = [
        line.strip()
        for line in suggest(SMALL, same, patients).text.splitlines()
        if line.strip().startswith("Scenario:")
    ]
    first = f"Scenario: In back_pain, {same[0]}"
    assert names == [first, f"{first} (2)"]
