"""What is asked of clients, and that nothing becomes *no* because it was not sent."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest

from pathway.fhir.understanding import Understanding
from pathway.fhir.wholeness import RESULTS, TOUCHED, Sign, sign_of_kind
from pathway.ground.vocabulary import RecordList
from pathway.patients.model import Why
from pathway.service.prefetch import (
    COUNT,
    Prefetched,
    filled,
    prefetch_table,
    read_prefetch,
    templates,
    without_kinds,
)
from pathway.service.refusal import RefusedError
from tests.ehr.records import TODAY, library, resource, resources, sound

SITE: Final = {
    "site": "Test surgery",
    "complete": ["problems", "medicines", "allergies", "treatments", "results"],
    "questionnaires": {"http://example.org/phq2": {"total": "pain_score"}},
}
TABLE: Final = """\
patient          Patient/{{context.patientId}}
conditions       Condition?patient={{context.patientId}}&_count=200
allergies        AllergyIntolerance?patient={{context.patientId}}&_count=200
medications      MedicationRequest?patient={{context.patientId}}&_count=200
statements       MedicationStatement?patient={{context.patientId}}&_count=200
administrations  MedicationAdministration?patient={{context.patientId}}&_count=200
dispenses        MedicationDispense?patient={{context.patientId}}&_count=200
procedures       Procedure?patient={{context.patientId}}&_count=200
orders           ServiceRequest?patient={{context.patientId}}&_count=200
devices          Device?patient={{context.patientId}}&_count=200
device-uses      DeviceUseStatement?patient={{context.patientId}}&_count=200
results          Observation?patient={{context.patientId}}&code=26515-7,33914-3,39156-5,6301-6,\
72514-3,777-3,82810-3,91351-7,97909-6,98979-8&_count=200
reports          DiagnosticReport?patient={{context.patientId}}&_count=200
"""
ALL: Final = templates(library(), [SITE])
KEYS: Final = tuple(key for key in ALL if key != "patient")
KIND: Final = {key: query.partition("?")[0].partition("/")[0] for key, query in ALL.items()}
EVERYTHING: Final = {"problems", "medicines", "allergies"}


def searchset(*found: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    entries = [{"resource": one, "search": {"mode": "match"}} for one in found]
    return {"resourceType": "Bundle", "type": "searchset", "entry": entries, **more}


def whole() -> dict[str, Any]:
    """All that the sound record holds, as a client sends it."""
    record = sound()
    sent: dict[str, Any] = {
        key: searchset(*(one for one in resources(record) if one["resourceType"] == KIND[key]))
        for key in KEYS
    }
    return {"patient": resource(record, "Patient/1"), **sent}


def sent_but(key: str, value: Any) -> dict[str, Any]:
    """A whole request with something else for a key; where devices are in question none is used."""
    sent = {**whole(), key: value}
    return {**sent, "device-uses": searchset()} if key == "devices" else sent


def understood(found: Prefetched) -> Understanding:
    return library().understand_fhir(
        found.record, site=SITE, as_of=TODAY, today=TODAY, patient="Patient/1", signs=found.gaps
    )


def lists(key: str) -> frozenset[str]:
    return TOUCHED[KIND[key]]


# -- what is asked for ---------------------------------------------------------------------


def test_the_table_to_paste_holds_what_the_pathways_read() -> None:
    assert prefetch_table(templates(library())) == TABLE


def test_results_are_asked_for_whole_where_a_site_relies_on_what_is_not_there() -> None:
    assert ALL["results"] == "Observation?patient={{context.patientId}}&_count=200"


def test_codes_of_a_site_are_asked_for_with_their_system() -> None:
    codes = {"http://st-anna.example.org/lab": {"attributes": {"platelets": ["THR", "T|1"]}}}
    found = templates(library(), [{"site": "St Anna", "codes": codes}], ["sciatica"])
    assert found["results"] == (
        "Observation?patient={{context.patientId}}&code="
        "26515-7,33914-3,6301-6,72514-3,777-3,82810-3,91351-7,97909-6,98979-8,"
        "http://st-anna.example.org/lab%7CTHR,http://st-anna.example.org/lab%7CT%7C1&_count=200"
    )


def test_only_the_forms_of_which_something_is_read_are_asked_for() -> None:
    forms = {
        "http://example.org/a": {"1": "pain_score"},
        "http://example.org/b": {"1": "pdmp_checked"},
    }
    found = templates(library(), [{"site": "St Anna", "questionnaires": forms}], ["sciatica"])
    assert found["answers"] == (
        "QuestionnaireResponse?patient={{context.patientId}}"
        "&questionnaire=http://example.org/a&_count=200"
    )


def test_too_many_codes_for_an_address_ask_for_everything() -> None:
    codes = {
        "http://st-anna.example.org/lab": {
            "attributes": {"platelets": [f"T{n}" for n in range(60)]}
        }
    }
    found = templates(library(), [{"site": "St Anna", "codes": codes}])
    assert found["results"] == "Observation?patient={{context.patientId}}&_count=200"


def test_one_query_serves_the_clients_of_several_sites() -> None:
    lab = {"site": "A", "codes": {"http://a.example.org": {"attributes": {"platelets": ["THR"]}}}}
    form = {"site": "B", "questionnaires": {"http://example.org/b": {"1": "pain_score"}}}
    found = templates(library(), [None, lab, form], ["knee-osteoarthritis"])
    assert found["results"] == (
        "Observation?patient={{context.patientId}}&code=26515-7,33914-3,39156-5,6301-6,"
        "72514-3,777-3,82810-3,91351-7,98979-8,http://a.example.org%7CTHR&_count=200"
    )
    assert "answers" in found
    assert templates(library(), [None, SITE])["results"] == ALL["results"]


def test_what_a_client_does_not_have_is_not_asked_for() -> None:
    found = templates(library(), without=["DeviceUseStatement", "Device"], includes=True)
    assert "devices" not in found
    assert "device-uses" not in found
    assert found["medications"] == (
        "MedicationRequest?patient={{context.patientId}}"
        "&_include=MedicationRequest:medication&_count=200"
    )


# -- what was sent -------------------------------------------------------------------------


def test_a_request_with_everything_has_no_gaps() -> None:
    found = read_prefetch(whole(), ALL, patient="1")
    assert (found.missing, found.doubtful, found.gaps) == ((), (), ())
    assert {one.value for one in understood(found).patient.complete} == EVERYTHING


def test_what_nobody_asked_for_is_left_aside() -> None:
    sent = {**whole(), "coverage": {"resourceType": "Coverage"}}
    assert read_prefetch(sent, ALL, patient="1") == read_prefetch(whole(), ALL, patient="1")


def test_no_prefetch_at_all_misses_every_key() -> None:
    found = read_prefetch(None, ALL, patient="1")
    assert found.record == ()
    assert found.missing == tuple(ALL)
    assert found.gaps == tuple(sign_of_kind(KIND[key], f"`{key}` was not sent") for key in KEYS)


OUTCOME: Final = {
    "resourceType": "OperationOutcome",
    "issue": [{"severity": "error", "code": "timeout"}],
}
INFORMS: Final = {
    "resourceType": "OperationOutcome",
    "issue": [{"severity": "information", "code": "informational"}],
}
NEXT: Final = [{"relation": "next", "url": "https://ehr.example.org/fhir?page=2"}]


def _self(query: str) -> list[dict[str, str]]:
    return [{"relation": "self", "url": f"https://ehr.example.org/fhir/{query}"}]


def states(key: str) -> Iterator[tuple[str, Any, str]]:
    """Ways in which a key is no whole answer: a name, what is sent, and what is then said."""
    kind, given = KIND[key], whole()[key]
    other, strange = "Condition", resource(sound(), "Condition/sciatica")
    if kind == "Condition":
        other, strange = "AllergyIntolerance", resource(sound(), "AllergyIntolerance/aspirin")
    nothing = {"id": "x", "status": "entered-in-error", "subject": {"reference": "Patient/1"}}
    one = given["entry"][0]["resource"] if given["entry"] else {"resourceType": kind, **nothing}
    yield "null", None, f"`{key}` is null, which does not say that there is nothing"
    yield (
        "an error",
        OUTCOME,
        (f"`{key}` is an error: the server reports `timeout` in an OperationOutcome"),
    )
    yield "news", INFORMS, f"`{key}` is an OperationOutcome"
    yield "a next page", {**given, "link": NEXT}, f"there is more of the record elsewhere (`{key}`)"
    yield (
        "a total",
        {**given, "total": 99},
        f"the bundle gives {len(given['entry'])} of 99 resources (`{key}`)",
    )
    yield "another kind", {"resourceType": other}, f"`{key}` is not a {kind}"
    yield "one resource", one, f"`{key}` is one {kind} and not the answer to a search"
    yield "a text", "none", f"`{key}` is not a resource"
    yield "a list", [one], f"`{key}` is not a resource"
    yield "no list", {**given, "entry": {}}, f"`{key}` holds something that is not a resource"
    yield "no entry", {**given, "entry": [7]}, f"`{key}` holds something that is not a resource"
    yield (
        "unknown",
        searchset({"resourceType": "Sickness"}),
        (f"`{key}` holds something that is not a resource"),
    )
    yield (
        "mixed up",
        searchset(strange),
        (f"`{key}` holds {other}, and should hold {kind}"),
    )
    yield (
        "collected",
        {"resourceType": "Bundle", "type": "collection"},
        (f"`{key}` is an empty bundle, and not the answer to a search"),
    )
    yield (
        "full",
        searchset(*({**one, "id": str(n)} for n in range(COUNT))),
        (f"`{key}` holds {COUNT} resources, and does not say that these are all"),
    )
    yield (
        "another search",
        {**given, "link": _self(f"{other}?patient=1")},
        (f"`{key}` is the answer to a search for {other}"),
    )
    yield (
        "narrower",
        {**given, "link": _self(f"{kind}?patient=1&status=active")},
        (f"`{key}` was searched for by `status`, which leaves something out"),
    )
    yield (
        "somebody else",
        {**given, "link": _self(f"{kind}?patient=Patient%2F2")},
        (f"`{key}` is the answer to a search for another patient"),
    )
    yield (
        "told beside it",
        {**given, "entry": [*given["entry"], {"resource": OUTCOME, "search": {"mode": "outcome"}}]},
        f"the server reports `timeout` in an OperationOutcome (`{key}`)",
    )
    stranger = {**one, "id": "x"}
    for name in ("subject", "patient"):
        stranger[name] = {"reference": "https://ehr.example.org/fhir/Patient/2/_history/1"}
    yield (
        "a stranger's",
        searchset(*(one["resource"] for one in given["entry"]), stranger),
        f"`{key}` holds something of another patient",
    )
    yield (
        "masked",
        {**given, "meta": {"tag": [{"code": "SUBSETTED"}]}},
        (f"the bundle (`{key}`) is tagged `SUBSETTED`"),
    )


CASES: Final = [(key, *state) for key in KEYS for state in states(key)]


@pytest.mark.parametrize(
    ("key", "name", "value", "text"), CASES, ids=[f"{key}: {name}" for key, name, _, _ in CASES]
)
def test_what_is_not_whole_leaves_exactly_its_lists_open(
    key: str, name: str, value: Any, text: str
) -> None:
    found = read_prefetch(sent_but(key, value), ALL, patient="1")
    assert found.gaps == (sign_of_kind(KIND[key], text),)
    assert found.missing == ()
    patient = understood(found).patient
    assert {one.value for one in patient.complete} == EVERYTHING - lists(key)
    assert {one: patient.gaps[one] for one in patient.gaps} == {
        RecordList(one): (text,) for one in EVERYTHING & lists(key)
    }
    if RESULTS in lists(key):
        assert patient.entries["platelets"][0].why is Why.NOT_FETCHED


@pytest.mark.parametrize("key", KEYS)
def test_a_key_that_is_not_there_is_missing(key: str) -> None:
    sent = whole()
    del sent[key]
    found = read_prefetch(sent, ALL, patient="1")
    assert found.missing == (key,)
    assert found.gaps == (sign_of_kind(KIND[key], f"`{key}` was not sent"),)
    assert {one.value for one in understood(found).patient.complete} == EVERYTHING - lists(key)
    reasons = {key: "no answer within 500 ms"}
    found = read_prefetch(sent, ALL, patient="1", reasons=reasons)
    text = f"`{key}` was not sent, nor fetched: no answer within 500 ms"
    assert found.gaps == (sign_of_kind(KIND[key], text),)
    found = read_prefetch({**sent, key: "?"}, ALL, patient="1", reasons=reasons)
    text = f"`{key}` is not a resource, nor fetched: no answer within 500 ms"
    assert found.gaps == (sign_of_kind(KIND[key], text),)


@pytest.mark.parametrize("key", KEYS)
def test_an_empty_answer_to_the_search_is_whole(key: str) -> None:
    found = read_prefetch(sent_but(key, searchset(total=0)), ALL, patient="1")
    assert (found.missing, found.doubtful, found.gaps) == ((), (), ())
    assert {one.value for one in understood(found).patient.complete} == EVERYTHING


@pytest.mark.parametrize("key", KEYS)
def test_null_is_nothing_only_where_the_client_is_known_to_mean_that(key: str) -> None:
    sent = {**whole(), key: None}
    assert read_prefetch(sent, ALL, patient="1").doubtful == (key,)
    found = read_prefetch(sent, ALL, patient="1", null_means_none=True)
    assert (found.missing, found.doubtful, found.gaps) == ((), (), ())


def test_the_search_that_was_asked_for_is_no_narrower_one() -> None:
    wanted = templates(library(), [{"site": "x"}])
    query = wanted["results"].replace("{{context.patientId}}", "1").partition("?")[2]
    sent = {**whole(), "results": searchset(total=0, link=_self(f"Observation?{query}"))}
    assert read_prefetch(sent, wanted, patient="1").gaps == ()
    codes = ",".join(reversed(re.findall(r"\d+-\d", query)))
    sent["results"] = searchset(total=0, link=_self(f"Observation?code={codes}&patient=1"))
    assert read_prefetch(sent, wanted, patient="1").gaps == ()
    narrow = _self("Observation?patient=1&code=777-3&_count=200&_sort=-date")
    sent["results"] = searchset(total=0, link=narrow)
    assert read_prefetch(sent, wanted, patient="1").gaps == (
        sign_of_kind(
            "Observation", "`results` was searched for by `code`, which leaves something out"
        ),
    )


#: How a large vendor says that a search found nothing, after the example in its documentation.
NOTHING: Final = {
    "resourceType": "OperationOutcome",
    "issue": [
        {
            "severity": "warning",
            "code": "processing",
            "details": {
                "coding": [
                    {"system": "urn:oid:1.2.840.114350.1.13.861.1.7.2.657369", "code": "4101"}
                ]
            },
        }
    ],
}
KNOWN: Final = ("urn:oid:1.2.840.114350.1.13.*.1.7.2.657369|4101",)


@pytest.mark.parametrize("key", KEYS)
def test_a_client_may_say_in_its_own_code_that_it_found_nothing(key: str) -> None:
    bundle = searchset(total=0)
    bundle["entry"] = [{"resource": NOTHING, "search": {"mode": "outcome"}}]
    sent = sent_but(key, bundle)
    found = read_prefetch(sent, ALL, patient="1", nothing_found=KNOWN)
    assert found.gaps == ()
    assert {one.value for one in understood(found).patient.complete} == EVERYTHING
    text = f"the server reports `processing` in an OperationOutcome (`{key}`)"
    assert read_prefetch(sent, ALL, patient="1").gaps == (sign_of_kind(KIND[key], text),)
    bundle["entry"].append({"resource": OUTCOME, "search": {"mode": "outcome"}})
    text = f"the server reports `timeout` in an OperationOutcome (`{key}`)"
    found = read_prefetch(sent, ALL, patient="1", nothing_found=KNOWN)
    assert found.gaps == (sign_of_kind(KIND[key], text),)


def test_nothing_found_beside_something_is_no_answer() -> None:
    sent = whole()
    sent["conditions"]["entry"].append({"resource": NOTHING, "search": {"mode": "outcome"}})
    found = read_prefetch(sent, ALL, patient="1", nothing_found=KNOWN)
    text = "the server reports `processing` in an OperationOutcome (`conditions`)"
    assert found.gaps == (sign_of_kind("Condition", text),)


def test_a_query_is_filled_with_the_patient_and_nothing_else() -> None:
    query = "Condition?patient={{context.patientId}}&_count=200"
    assert filled(query, "e.X-1_2") == "Condition?patient=e.X-1_2&_count=200"
    assert filled(query, "1&_id=2/#?") == "Condition?patient=1%26_id%3D2%2F%23%3F&_count=200"


def test_what_a_server_lacks_is_not_missing() -> None:
    wanted = without_kinds(ALL, ["MedicationStatement", "DeviceUseStatement"])
    assert list(wanted) == [key for key in ALL if key not in ("statements", "device-uses")]
    assert read_prefetch({}, wanted).missing == tuple(wanted)


def test_medicines_that_came_along_are_no_answers() -> None:
    included = {
        "resource": {"resourceType": "Medication", "id": "m"},
        "search": {"mode": "include"},
    }
    sent = whole()
    sent["medications"]["entry"].append(included)
    sent["medications"]["total"] = len(sent["medications"]["entry"]) - 1
    assert read_prefetch(sent, ALL, patient="1").gaps == ()


# -- whose record it is --------------------------------------------------------------------


@pytest.mark.parametrize("value", [None, OUTCOME, [], searchset(), {"resourceType": "Person"}])
def test_without_the_patient_nothing_can_be_read(value: Any) -> None:
    found = read_prefetch({**whole(), "patient": value}, ALL, patient="1", null_means_none=True)
    assert (found.missing, found.doubtful, found.gaps) == (("patient",), (), ())


def test_the_patient_may_stand_in_a_bundle() -> None:
    sent = whole()
    found = read_prefetch({**sent, "patient": searchset(sent["patient"])}, ALL, patient="1")
    assert found == read_prefetch(sent, ALL, patient="1")


@pytest.mark.parametrize("id_", ["2", None, 1])
def test_another_patient_is_refused(id_: object) -> None:
    sent = whole()
    sent["patient"]["id"] = id_
    with pytest.raises(RefusedError) as caught:
        read_prefetch(sent, ALL, patient="1")
    assert caught.value.refusal.status == 400
    assert str(caught.value) == "`prefetch.patient` is not the patient of `context.patientId`"


def test_rules_of_a_site_are_read_once_for_many_records() -> None:
    found = read_prefetch(whole(), ALL, patient="1")
    rules = library().record_rules(SITE)
    again = library().understand_fhir(
        found.record, site=rules, as_of=TODAY, today=TODAY, patient="Patient/1", signs=found.gaps
    )
    assert again == understood(found)
    patient = library().patient_from_fhir(
        found.record,
        site=rules,
        as_of=TODAY,
        today=TODAY,
        signs=[Sign(frozenset({"problems"}), "?")],
    )
    assert patient.gaps == {RecordList.PROBLEMS: ("?",)}
