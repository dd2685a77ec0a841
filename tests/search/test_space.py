"""The patients that are tried: each can be written as a patient file, and reads back the same."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pathway.authoring.search import Claim, excerpt, sample
from pathway.authoring.search.space import Space
from pathway.guards import guard_name
from pathway.names import applies_name, unless_name
from pathway.patients.at_date import resolve
from pathway.patients.model import Override, Patient, Preferences, Trial, Why
from pathway.patients.writer import write_patient
from pathway.walk import walk
from tests.search.claims import AS_OF, library, never, patient

TOLD = replace(
    patient(pregnant=True, age=Decimal(31), platelets=Why.NOT_FETCHED),
    trials=(Trial("exercise_program", ongoing=True),),
    preferences=Preferences(declines=frozenset({"surgery"})),
    overrides=(Override("nsaid.heart_failure", "Dr Ada", "agreed"),),
)
CASES = [
    (never(library().program("sciatica"), "discectomy"), patient()),
    (never(library().program("sciatica"), "nsaid"), TOLD),
    (never(library().program("low-back-pain"), "tramadol", strict=True), patient()),
    (never(library().program("low-back-pain"), "acupuncture", overrides=False), TOLD),
]


@pytest.fixture(params=range(len(CASES)))
def claim(request: pytest.FixtureRequest) -> Claim:
    found, fixed = CASES[int(request.param)]
    return replace(found, fixed=fixed)


@pytest.mark.slow
def test_every_patient_reads_back_from_a_file(claim: Claim) -> None:
    vocabulary = library().vocabulary
    for one in sample(claim, 1, 150):
        text = write_patient(one, vocabulary)
        assert library().patient_from_text(text, today=AS_OF) == one, text


def test_patients_are_as_told_and_else_of_all_sorts(claim: Claim) -> None:
    found = list(sample(claim, 1, 300))
    fixed = claim.fixed
    for one in found:
        assert fixed.entries.items() <= one.entries.items()
        assert fixed.preferences.declines <= one.preferences.declines
        assert set(fixed.overrides) <= set(one.overrides)
        assert fixed.trials is None or one.trials == fixed.trials
        assert "birth_date" not in one.entries or "age" not in fixed.entries
    assert claim.overrides == any(set(one.overrides) - set(fixed.overrides) for one in found)
    whys = {e.why for one in found for entries in one.entries.values() for e in entries}
    assert len(whys) == 5  # a value, and each reason for not having one
    space = Space.of(claim, excerpt(claim.program, claim.names()))
    attributes = space.excerpt.vocabulary.attributes.keys() & space.parts.keys()
    recorded = [sum(n in attributes for n in one.entries) / len(attributes) for one in found]
    assert 0.6 < sum(recorded) / len(found) < 0.9


@pytest.mark.slow
def test_an_excerpt_has_the_values_of_the_whole(claim: Claim) -> None:
    part = excerpt(claim.program, claim.names())
    for one in sample(claim, 3, 80):
        values, whole = (
            walk(program, resolve(one, program, AS_OF, strict=claim.strict)).values
            for program in (part, claim.program)
        )
        for name, result in values.items():
            assert result == whole[name], name


def test_an_excerpt_holds_what_is_needed_and_no_more() -> None:
    program = library().program("sciatica")
    part = excerpt(program, ["option.acupuncture.contraindicated", "age"])
    assert [d.name for d in part.definitions] == [
        "rule.acupuncture.bleeding_disorder",
        "rule.acupuncture.very_low_platelets",
        "rule.acupuncture.skin",
        "rule.acupuncture.spinal_lesion",
        "option.acupuncture.contraindicated",
    ]
    assert list(part.vocabulary.attributes) == [
        *(
            "cancer_history",
            "fever",
            "raised_inflammation",
            "fracture_injury",
            "birth_date",
            "age",
            "sex",
            "pregnant",
            "bleeding_disorder",
            "warfarin",
        ),
        *(
            "other_anticoagulant",
            "platelets",
            "methotrexate",
            "active_ulcer_or_bleeding",
            "cirrhosis",
        ),
        *("liver_failure", "low_platelets", "heavy_alcohol", "immunosuppression"),
        *("infection_or_broken_skin", "spinal_lesion"),
    ]
    assert part.therapies == {}
    assert [guard_name(one) for one in part.guards] == [
        unless_name("spinal_lesion"),
        applies_name("pregnant"),
        unless_name("platelets"),
    ]


def test_an_excerpt_brings_what_decides_whether_something_applies() -> None:
    part = excerpt(library().program("sciatica"), ["gestation"])
    assert set(part.vocabulary.attributes) == {
        *("birth_date", "age", "sex", "pregnant", "pregnancy_start", "gestation"),
    }
    assert isinstance(next(sample(never(part, "none", gestation=Decimal(3)), 0, 1)), Patient)
