"""Which resources of a record are asked for: those that may speak of what is read."""

import pytest

from pathway.fhir.rules import Concept, Rules
from pathway.fhir.searches import Search, searches
from pathway.ground.vocabulary import BOOLEAN, DATE, DECIMAL, Attribute, RecordList, Vocabulary

ATTRIBUTES = (
    Attribute("platelets", "Platelets", DECIMAL, "?", "blood"),
    Attribute("copd", "COPD", BOOLEAN, "?", "lungs", absent=RecordList.PROBLEMS),
    Attribute("warfarin", "Warfarin", BOOLEAN, "?", "drugs"),
    Attribute("onset", "Onset", DATE, "?", "pain"),
    Attribute("weeks", "Weeks", DECIMAL, "?", "pain", since="onset"),
    Attribute("fever", "Fever", BOOLEAN, "?", "flags"),
)
VOCABULARY = Vocabulary({one.name: one for one in ATTRIBUTES}, {})
RULES = Rules(
    attributes={
        ("loinc", "777-3"): ("platelets",),
        ("http://lab.example.org", "THR"): ("platelets",),
        ("rxnorm", "11289"): ("warfarin",),
        ("icd10", "R50"): ("fever",),
    },
    concepts={
        ("medicines", "warfarin"): Concept(
            "warfarin", "Warfarin", "medicines", {"warfarin": "yes"}, {}
        ),
        ("procedures", "scan"): Concept("scan", "Scan", "procedures", {}, {"fever": "why"}),
    },
    questionnaires={("http://example.org/form", "1"): "onset"},
)
DRUGS = (
    Search("MedicationRequest"),
    Search("MedicationStatement"),
    Search("MedicationAdministration"),
    Search("MedicationDispense"),
)


@pytest.mark.parametrize(
    ("read", "found"),
    [
        (["nsaid.failed", "nothing"], ()),
        (
            ["platelets"],
            (
                Search("Observation", ("777-3", "http://lab.example.org|THR")),
                Search("DiagnosticReport"),
            ),
        ),
        (
            ["copd"],
            (
                Search("Condition"),
                Search("Device"),
                Search("DeviceUseStatement"),
                Search("DiagnosticReport"),
            ),
        ),
        (["warfarin"], DRUGS),
        (["fever"], (Search("Procedure"),)),
        (["weeks"], (Search("QuestionnaireResponse", forms=("http://example.org/form",)),)),
    ],
)
def test_only_what_may_speak_of_it_is_asked_for(read: list[str], found: tuple[Search, ...]) -> None:
    assert searches(RULES, VOCABULARY, read) == found


def test_where_treatments_are_offered_drugs_allergies_and_what_was_done_count() -> None:
    rules = Rules(therapies={("rxnorm", "5640"): ("nsaid",)})
    assert searches(rules, VOCABULARY, []) == (
        Search("AllergyIntolerance"),
        *DRUGS,
        Search("Procedure"),
        Search("ServiceRequest"),
    )


def test_results_are_asked_for_whole_where_they_are_complete() -> None:
    rules = Rules(attributes=RULES.attributes, complete=frozenset({"results"}))
    assert searches(rules, VOCABULARY, ["platelets"])[0] == Search("Observation")
