"""Who a record says the patient is: name, number of the practice's record, and whose it may be."""

from collections.abc import Mapping
from typing import Any

import pytest

from pathway.fhir.people import people_in
from pathway.fhir.person import name_of_person, record_number

MR = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "MR"}]}
SS = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "SS"}]}
ADA = {"given": ["Ada", "Maria"], "family": "Example"}

NAMES: Mapping[str, tuple[list[Any], str]] = {
    "official before usual": (
        [{**ADA, "use": "usual", "given": ["Addie"]}, {**ADA, "use": "official"}],
        "Ada Maria Example",
    ),
    "without a use": ([ADA], "Ada Maria Example"),
    "a name of the past is none": ([{**ADA, "use": "maiden"}, {**ADA, "use": "old"}], ""),
    "as one text": ([{"text": " Ada E. "}], "Ada E."),
    "nothing usable": ([{"use": "official"}, "Ada", 7, None], ""),
    "no name": ([], ""),
}


@pytest.mark.parametrize("case", NAMES)
def test_the_name(case: str) -> None:
    given, name = NAMES[case]
    assert name_of_person({"resourceType": "Patient", "name": given}) == name


NUMBERS: Mapping[str, tuple[list[Any], str]] = {
    "that of the record": (
        [{"type": SS, "value": "999-12"}, {"type": MR, "value": " 4711 "}],
        "4711",
    ),
    "no insurer's and no passport's": ([{"type": SS, "value": "999-12"}, {"value": "77"}], ""),
    "an old one is none": (
        [{"type": MR, "value": "1", "use": "old"}, {"type": MR, "value": "2"}],
        "2",
    ),
    "two are none": ([{"type": MR, "value": "1"}, {"type": MR, "value": "2"}], ""),
    "broken": ([{"type": MR}, {"type": "MR", "value": "1"}, "4711", None], ""),
}


@pytest.mark.parametrize("case", NUMBERS)
def test_the_record_number(case: str) -> None:
    given, number = NUMBERS[case]
    assert record_number({"resourceType": "Patient", "identifier": given}) == number


def bundle(*people: dict[str, Any]) -> dict[str, Any]:
    entries = [{"resource": {"resourceType": "Patient", **one}} for one in people]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def test_whose_it_may_be() -> None:
    numbered = [{"type": MR, "value": "4711"}]
    ada = {"id": "1", "name": [ADA], "birthDate": "1968-03-04", "identifier": numbered}
    record = bundle(ada, {"id": "2", "birthDate": 1999}, ada)
    assert [(one.reference, str(one)) for one in people_in(record)] == [
        ("Patient/1", "Ada Maria Example · born 1968-03-04 · 4711"),
        ("Patient/2", "2"),
    ]


@pytest.mark.parametrize("record", [b"{", b"[]", b"7", {}, {"resourceType": "Bundle"}])
def test_nobody(record: Any) -> None:
    assert people_in(record) == ()
