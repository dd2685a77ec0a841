"""Texts that are no record, and the forms in which a record may come."""

from dataclasses import replace
from typing import Any

import orjson
import pytest

from pathway.fhir import looks_like_fhir
from pathway.fhir.record_text import MAX_BYTES
from pathway.ground.problems import LibraryError, PatientError, UsageError

from .records import (
    ROOT,
    SITE,
    TODAY,
    dosed,
    library,
    resource,
    resources,
    sound,
    understood,
    values,
)

DEEP = b'{"resourceType": "Patient", "id": "1", "extension": ' + b"[" * 5000 + b"]" * 5000 + b"}"


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (b"", "P420", "the record is not JSON: it breaks off or goes wrong at line 1, column 1"),
        (
            orjson.dumps(sound())[:5000],
            "P420",
            "the record is not JSON: it breaks off or goes wrong at line 1, column 5001",
        ),
        (
            b'{"resourceType": "Bundle",\n "entry": [}',
            "P420",
            "the record is not JSON: it breaks off or goes wrong at line 2, column 12",
        ),
        (DEEP, "P420", None),
        (b'"Patient/1"', "P421", "the record is neither a bundle nor a list of resources"),
        (b"null", "P421", "the record is neither a bundle nor a list of resources"),
        (b"{}", "P421", "the record has no `resourceType`"),
        (b"[]", "P423", "there is no patient in the record"),
        (b"[7]", "P421", "`[0]`: this is not a resource"),
        (b'{"resourceType": "Bundle"}', "P423", "there is no patient in the record"),
        (b'{"resourceType": "Bundle", "entry": {}}', "P421", "`entry`: this is not a list"),
        (
            b'{"resourceType": "Bundle", "entry": [3]}',
            "P421",
            "`entry[0]`: this is not an entry of a bundle",
        ),
        (b'{"resourceType": null}', "P421", "the record has no `resourceType`"),
        (b'{"resourceType": "Encounter", "id": "1"}', "P423", "there is no patient in the record"),
    ],
)
def test_what_is_no_record(text: bytes, code: str, message: str | None) -> None:
    with pytest.raises(PatientError) as caught:
        understood(text)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert message is None or problem.message == message


def test_a_record_larger_than_any_is_refused() -> None:
    with pytest.raises(PatientError) as caught:
        understood(b" " * (MAX_BYTES + 1))
    assert [p.message for p in caught.value.problems] == ["the record is larger than 64 MiB"]


def test_deep_nesting_that_json_allows_is_read() -> None:
    record = sound()
    deep: list[Any] = []
    for _ in range(60):
        deep = [deep]
    resource(record, "Patient/1")["photo"] = deep
    form = resource(record, "QuestionnaireResponse/phq2")
    item = form["item"][0]
    for number in range(60):
        item = {"linkId": str(number), "item": [item]}
    form["item"] = [item]
    assert values(understood(record)) == values(understood(sound()))


def test_two_deep_copies_are_compared_without_end() -> None:
    deep: list[Any] = []
    for _ in range(900):
        deep = [deep]
    other: list[Any] = []
    for _ in range(899):
        other = [other]
    record = [{"resourceType": "Patient", "id": "1", "photo": it} for it in (deep, [other])]
    found = library().understand_fhir(record, as_of=TODAY, today=TODAY)
    assert found.patient.id == "1"


def test_resources_without_a_bundle() -> None:
    assert values(understood(resources(sound()))) == values(understood(sound()))


def test_bundles_in_a_bundle() -> None:
    record = sound()
    nested = {"resourceType": "Bundle", "entry": [{"resource": record}]}
    assert values(understood(nested)) == values(understood(record))
    for _ in range(3):
        nested = {"resourceType": "Bundle", "entry": [{"resource": nested}]}
    with pytest.raises(PatientError, match="bundles are nested more than 3 levels deep"):
        understood(nested)


def test_python_values_are_read_like_json() -> None:
    found = library().patient_from_fhir(sound(), site=SITE, today=TODAY)
    assert found == understood(sound()).patient


def test_the_engine_knows_a_record_when_it_sees_one() -> None:
    text = orjson.dumps(sound())
    expected = understood(text).patient
    assert library().patient_from_text(text, site=SITE, today=TODAY) == expected
    assert library().patient_from_text(text.decode(), site=SITE, today=TODAY) == expected
    assert looks_like_fhir(b'\xef\xbb\xbf\n [{"resourceType"')
    assert not looks_like_fhir(b'{"patient": "x"}')
    assert not looks_like_fhir(b'label: {"resourceType"')


def test_a_site_is_only_for_records() -> None:
    with pytest.raises(UsageError, match="settings of a site are only for records in FHIR"):
        library().patient_from_text("patient: x", site=SITE, today=TODAY)


def test_one_patient_of_several() -> None:
    record = sound()
    record["entry"].append({"resource": {"resourceType": "Patient", "id": "2"}})
    resource(record, "Observation/platelets")["subject"] = {"reference": "Patient/2"}
    found = library().understand_fhir(record, today=TODAY, patient="Patient/1")
    assert found.patient.id == "1@ehr.example.org/fhir"
    # what is surely another's is left out, so the result before it counts
    assert values(found)["platelets"] == "45"
    assert [n.problem.message for n in found.notes if n.problem.code == "P431"] == [
        "`Observation/platelets subject`: it is another patient's"
    ]
    with pytest.raises(PatientError, match="`Patient/3` is not in the record"):
        library().understand_fhir(record, today=TODAY, patient="Patient/3")


def test_what_was_deleted_is_not_there() -> None:
    record = sound()
    entry = next(e for e in record["entry"] if e["resource"]["id"] == "platelets")
    entry["request"] = {"method": "DELETE", "url": "Observation/platelets"}
    assert values(understood(record))["platelets"] == "45"


def test_the_later_version_counts() -> None:
    record = sound()
    newer = {**resource(record, "Observation/platelets")}
    newer["meta"] = {"lastUpdated": "2026-10-05T08:00:00Z"}
    resource(record, "Observation/platelets")["meta"] = {"lastUpdated": "2026-10-01T08:00:00Z"}
    newer["valueQuantity"] = {"value": 180, "code": "10*9/L"}
    record["entry"].insert(0, {"resource": newer})
    assert values(understood(record))["platelets"] == "180"


def test_a_record_with_more_elsewhere_has_no_complete_lists() -> None:
    record = sound()
    record["link"] = [{"relation": "next", "url": "https://ehr.example.org/next"}]
    found = understood(record)
    assert found.patient.complete == frozenset()
    assert found.no_history == "there is more of the record elsewhere"


def test_no_text_of_the_record_is_in_any_message() -> None:
    record = sound()
    secret = "Smith-Jones of 12 High Street"
    for json in resources(record):
        json["text"] = {"status": "generated", "div": secret}
        json["note"] = [{"text": secret}]
        for element in ("code", "medicationCodeableConcept"):
            if element in json:
                json[element]["text"] = secret
                json[element]["coding"][0]["display"] = secret
    found = understood(record)
    told = [n.problem.message for n in found.notes] + [repr(f) for f in found.findings]
    assert [text for text in told if "Smith" in text] == []
    # An allergy keeps the name that the record gives it, since whoever prescribes has to see it.
    assert [one.to for one in found.patient.allergies] == [secret]
    plain = understood(sound()).patient
    assert replace(found.patient, allergies=plain.allergies) == plain


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({}, "P102 missing key `site`"),
        ({"site": "x", "complet": ["problems"]}, "P101 unknown key `complet`"),
        ({"site": "x", "complete": ["problem"]}, "P111 `complete` cannot be `problem`"),
        ({"site": "x", "ever": ["canser_history"]}, "P104 unknown attribute `canser_history`"),
        (
            {"site": "x", "codes": {"loinc": {"attributes": {"egfr": ["777-4"]}}}},
            "P313 `777-4` is not a LOINC code",
        ),
        (
            {"site": "x", "codes": {"http://a.b": {"therapies": {"yogga": ["1"]}}}},
            "P105 unknown therapy `yogga`",
        ),
        (
            {"site": "x", "codes": {"http://a.b": {"means": {"leg_pain": {"1": "sciatica"}}}}},
            "P111 `leg_pain` cannot be `sciatica`",
        ),
        ({"site": "x", "questionnaires": {"http://a.b": {"1": "phq"}}}, "P104 unknown attribute"),
        (
            {"site": "x", "codes": {"http://a.b": {"answers": {"1": "maybe"}}}},
            "P111 an answer cannot be `maybe`",
        ),
    ],
)
def test_faulty_settings(settings: dict[str, Any], problem: str) -> None:
    with pytest.raises(LibraryError) as caught:
        library().patient_from_fhir(sound(), site=settings, today=TODAY)
    (first,) = caught.value.problems
    assert f"{first.code} {first.message}".startswith(problem)


def test_the_example_of_settings_is_sound_and_stands_on_the_page() -> None:
    example = ROOT / "examples/sites/st-anna.yaml"
    assert (
        library().patient_from_fhir(sound(), site=example, today=TODAY).id
        == "1@ehr.example.org/fhir"
    )
    page = (ROOT / "docs/fhir.md").read_text()
    lines = example.read_text().splitlines()[1:]
    assert "\n".join(f"    {line}" for line in lines) in page


def test_settings_that_are_not_there() -> None:
    with pytest.raises(LibraryError, match=r"P501 cannot read `nowhere\.yaml`"):
        library().patient_from_fhir(sound(), site="nowhere.yaml", today=TODAY)


@pytest.mark.parametrize("record", [sound(), dosed()])
def test_the_patient_is_the_same_whether_or_not_everything_is_noted(record: Any) -> None:
    told = library().understand_fhir(record, site=SITE, as_of=TODAY, today=TODAY)
    untold = library().understand_fhir(record, site=SITE, as_of=TODAY, today=TODAY, noting=False)
    assert (untold.patient, untold.findings) == (told.patient, told.findings)
    assert (untold.gaps, untold.no_history) == (told.gaps, told.no_history)
    assert library().patient_from_fhir(record, site=SITE, as_of=TODAY, today=TODAY) == told.patient


def key(patient: dict[str, Any], address: str | None = None, base: str | None = None) -> str:
    """What tells a patient from others in answers and decisions."""
    entry: dict[str, Any] = {"resource": {"resourceType": "Patient", **patient}}
    entry |= {} if address is None else {"fullUrl": address}
    bundle = {"resourceType": "Bundle", "entry": [entry]}
    return library().patient_from_fhir(bundle, today=TODAY, base=base).id


def test_no_two_people_have_one_key() -> None:
    keys = [
        key({"id": "1"}),
        key({"id": "1"}, "https://a.example.org/fhir/Patient/1"),
        key({"id": "1"}, "https://b.example.org/fhir/Patient/1"),
        key({"id": "1"}, base="https://b.example.org/other"),
        key({}, "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"),
        key({"birthDate": "1968-05-04"}),
        key({"birthDate": "1968-05-05"}),
    ]
    assert len(set(keys)) == len(keys)
    assert keys[:3] == ["1", "1@a.example.org/fhir", "1@b.example.org/fhir"]
    assert key({"id": "1"}, base="https://b.example.org/fhir/") == keys[2]
