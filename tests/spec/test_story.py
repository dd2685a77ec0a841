"""What `Given` steps make of a patient: a mapping as in a patient file, and nothing else."""

from pathlib import Path
from typing import Any

import pytest

from pathway.authoring.spec.scenario_state import Story
from pathway.authoring.spec.understanding import UnderstoodStep, understand
from pathway.authoring.spec.words import LibraryWords
from pathway.engine import open_library
from pathway.ground.problems import PatientError
from tests.spec.conftest import SOUND


@pytest.fixture(scope="module")
def words() -> LibraryWords:
    return LibraryWords(open_library(SOUND))


def patient_of(words: LibraryWords, *steps: str) -> dict[str, Any]:
    story = Story(words, Path("care.feature"))
    for step in steps:
        said = understand("given", step, None, words)
        assert isinstance(said, UnderstoodStep), said
        said.carry_out(story)
    story.read_patient(story.today)
    return {key: value for key, value in story.patient.items() if key != "patient"}


def test_values(words: LibraryWords) -> None:
    assert patient_of(
        words,
        "a patient aged 57",
        "whose leg pain is radicular",
        "whose duration is 26 weeks",
        "whose platelets is 210 on 2024-03-02",
        "who has an ulcer",
        "without heart disease",
        "who was not asked about a bleeding disorder",
        "whose enough relief is unknown because the patient does not know",
    ) == {
        "recorded": "2026-11-20",
        "attributes": {
            "age": 57,
            "leg_pain": "radicular",
            "symptom_duration": "26 weeks",
            "platelets": {"value": "210", "on": "2024-03-02"},
            "ulcer": True,
            "heart_disease": False,
            "bleeding_disorder": {"unknown": "not asked"},
            "better": {"unknown": "patient does not know"},
        },
    }


def test_a_later_step_replaces_an_earlier_one(words: LibraryWords) -> None:
    told = patient_of(words, "who has an ulcer", "a patient aged 57", "without ulcer")
    assert told["attributes"] == {"ulcer": False, "age": 57}


def test_sources_stand_side_by_side(words: LibraryWords) -> None:
    told = patient_of(
        words,
        "without warfarin",
        "who takes warfarin according to the GP record",
        "who takes no warfarin according to the patient",
        "who takes warfarin according to the patient",
    )
    assert told["attributes"]["warfarin"] == [
        {"value": True, "source": "GP record"},
        {"value": True, "source": "patient"},
    ]


def test_trials(words: LibraryWords) -> None:
    told = patient_of(
        words,
        "who tried nothing so far",
        "who tried acupuncture for 5 weeks and 10 sessions without benefit",
        "whose answers were given on 2026-11-06",
        "who takes nsaid for 2 weeks at 1000 mg, so far with some benefit",
    )
    assert told["trials"] == [
        {
            "therapy": "acupuncture",
            "ongoing": False,
            "weeks": 5,
            "sessions": 10,
            "outcome": "no response",
        },
        {
            "therapy": "nsaid",
            "from": "2026-10-23",
            "ongoing": True,
            "dose": "1000 mg",
            "outcome": "partly helped",
        },
    ]


def test_lists_groups_and_preferences(words: LibraryWords) -> None:
    told = patient_of(
        words,
        "whose other red flags are all absent",
        "whose Bladder and bowel are all absent",
        "whose medicines are reconciled",
        "whose problem list and allergies are reconciled",
        "who wants acupuncture",
        "who declines nsaid",
        "who declines surgery",
        "for whom stomach protection is not available",
        'for whom Dr Ada lifts "nsaid.heart_disease" because "a short course was agreed"',
    )
    assert told == {
        "recorded": "2026-11-20",
        "none of": ["bladder_signs"],
        "complete": ["medicines", "problems", "allergies"],
        "reconciled": "2026-11-20",
        "preferences": {
            "wants": ["acupuncture"],
            "declines": ["nsaid", "surgery"],
            "unavailable": ["ppi"],
        },
        "overrides": [
            {
                "rule": "nsaid.heart_disease",
                "actor": "Dr Ada",
                "reason": "a short course was agreed",
            }
        ],
    }


def test_sex_and_age() -> None:
    words = LibraryWords(open_library())
    for step in ("a patient aged 57, male", "a man aged 57", "a man aged 57, male"):
        assert patient_of(words, step)["attributes"] == {"age": 57, "sex": "male"}
    assert patient_of(words, "a patient, female")["attributes"] == {"sex": "female"}
    with pytest.raises(PatientError) as caught:
        patient_of(words, "a man aged 57, female")
    assert str(caught.value) == "P409 this patient is male and female"


def test_with_nothing_else_known_nothing_counts_as_reconciled(words: LibraryWords) -> None:
    told = patient_of(
        words,
        "whose medicines and allergies are reconciled",
        "who has an ulcer",
        "with nothing else known",
    )
    assert told == {"recorded": "2026-11-20", "attributes": {"ulcer": True}}


def test_a_drug_for_another_reason_is_no_trial(words: LibraryWords) -> None:
    told = patient_of(words, "who takes warfarin for another reason according to the GP record")
    assert told == {
        "recorded": "2026-11-20",
        "attributes": {"warfarin": [{"value": True, "source": "GP record"}]},
    }
    said = understand("given", "who takes nsaid for another reason", None, words)
    assert isinstance(said, list)
    (misread,) = said
    assert str(misread.problem) == (
        "P401 unknown attribute `nsaid`\n"
        "  help: a drug taken for another reason is an attribute of its own"
    )


@pytest.mark.parametrize(
    ("step", "outcome"),
    [
        ("who tried nsaid for 2 weeks, stopped for side effects", "not tolerated"),
        ("who tried nsaid for 2 weeks and stopped for side effects", "not tolerated"),
        ("who tried nsaid for 2 weeks without benefit", "no response"),
        ("who tried nsaid for 2 weeks and it helped", "helped"),
        ("who tried nsaid for 2 weeks and it partly helped", "partly helped"),
        ("who tried nsaid for 2 weeks and got worse", "worse"),
        ("who tried nsaid for 2 weeks with unknown result", "not yet known"),
    ],
)
def test_how_a_trial_went(step: str, outcome: str, words: LibraryWords) -> None:
    assert patient_of(words, step)["trials"] == [
        {"therapy": "nsaid", "ongoing": False, "weeks": 2, "outcome": outcome}
    ]


@pytest.mark.parametrize(
    "step",
    [
        "who takes nsaid since 2026-10-01",
        "who tried nsaid, ongoing since 2026-10-01",
        "who has been taking nsaid since 2026-10-01",
    ],
)
def test_a_trial_that_began_on_a_day(step: str, words: LibraryWords) -> None:
    assert patient_of(words, step)["trials"] == [
        {"therapy": "nsaid", "from": "2026-10-01", "ongoing": True, "outcome": "not yet known"}
    ]
