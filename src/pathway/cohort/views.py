"""The flat tables of a health record that a pathway reads, as views of SQL on FHIR.

Each ViewDefinition (https://sql-on-fhir.org, version 2) says how rows come of one kind of resource:
keys, status, dates, codes, values and units. What repeats within a resource, as its codes do,
has a row each. Their FHIRPath is of the subset that every engine of such views has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

from pathway.engine import Library
from pathway.fhir.rules import Rules
from pathway.fhir.searches import Search, searches
from pathway.ground.code_systems import address_of
from pathway.program import CompiledProgram

#: Columns by name: the path of each, and the type of its value.
_Columns: TypeAlias = Mapping[str, tuple[str, str]]


def views(
    library: Library, program: CompiledProgram, rules: Rules
) -> Mapping[str, Mapping[str, Any]]:
    """The views of what a pathway reads of records of a site, by name."""
    read = frozenset[str]().union(*program.reads.values())
    wanted = {one.kind: one for one in searches(rules, library.vocabulary, read)}
    wanted["Patient"] = Search("Patient")
    if any(kind.startswith("Medication") for kind in wanted):
        wanted["Medication"] = Search("Medication")
    made = (
        (name, _view(name, wanted[kind], columns, repeated))
        for name, (kind, columns, repeated) in _VIEWS.items()
        if kind in wanted
    )
    return dict(made)


# -- private -------------------------------------------------------------------------------


def _view(
    name: str, search: Search, columns: _Columns, repeated: tuple[str, _Columns] | None
) -> Mapping[str, Any]:
    select: list[Mapping[str, Any]] = [{"column": _written(columns)}]
    if repeated is not None:
        path, inner = repeated
        # A resource without any has a row all the same, unless the view is only about these.
        each = "forEach" if name in _ONLY_REPEATED else "forEachOrNull"
        select.append({each: path, "column": _written(inner)})
    view: dict[str, Any] = {
        "resourceType": "ViewDefinition",
        "name": name,
        "status": "draft",
        "fhirVersion": ["4.0.1"],
        "resource": search.kind,
        "select": select,
    }
    if search.kind == "Observation" and search.codes:
        view["where"] = [{"path": _any_of(search.codes)}]
    return view


def _written(columns: _Columns) -> list[Mapping[str, str]]:
    return [{"name": n, "path": path, "type": type_} for n, (path, type_) in columns.items()]


def _any_of(tokens: Iterable[str]) -> str:
    """That an observation, or a part of it, has one of the codes, as a search asks for them."""
    codes: dict[str, list[str]] = {}
    for token in tokens:
        system, _, code = token.rpartition("|")
        codes.setdefault(system or address_of("loinc"), []).append(code)
    each = []
    for system, listed in codes.items():
        one_of = " or ".join(f"code = '{one}'" for one in listed)
        each.append(f"(system = '{system}' and ({one_of}))")
    fits = " or ".join(each)
    return f"code.coding.where({fits}).exists() or component.code.coding.where({fits}).exists()"


_ID: Final = {"id": ("getResourceKey()", "string")}
_OF_SUBJECT: Final = {**_ID, "patient": ("subject.getReferenceKey(Patient)", "string")}
_OF_PATIENT: Final = {**_ID, "patient": ("patient.getReferenceKey(Patient)", "string")}
_STATUS: Final = {"status": ("status", "code")}
_CODED: Final = {
    "system": ("system", "uri"),
    "code": ("code", "code"),
    "display": ("display", "string"),
}
#: Whether something changes the meaning of the whole in a way that no column says.
_MODIFIED: Final = {"modified": ("modifierExtension.exists()", "boolean")}
_STATUSES: Final = {
    "clinical_status": ("clinicalStatus.coding.code.first()", "code"),
    "verification_status": ("verificationStatus.coding.code.first()", "code"),
}
_ONSET: Final = {
    "onset": ("onset.ofType(dateTime)", "dateTime"),
    "onset_start": ("onset.ofType(Period).start", "dateTime"),
    "recorded": ("recordedDate", "dateTime"),
}


def _time(element: str) -> _Columns:
    """A day or a period."""
    return {
        element: (f"{element}.ofType(dateTime)", "dateTime"),
        f"{element}_start": (f"{element}.ofType(Period).start", "dateTime"),
        f"{element}_end": (f"{element}.ofType(Period).end", "dateTime"),
    }


def _value() -> _Columns:
    """The value of a result, of whichever type."""
    quantity = "value.ofType(Quantity)"
    return {
        "value": (f"{quantity}.value", "decimal"),
        "comparator": (f"{quantity}.comparator", "code"),
        "unit": (f"{quantity}.unit", "string"),
        "unit_system": (f"{quantity}.system", "uri"),
        "unit_code": (f"{quantity}.code", "code"),
        "value_system": ("value.ofType(CodeableConcept).coding.system.first()", "uri"),
        "value_code": ("value.ofType(CodeableConcept).coding.code.first()", "code"),
        "value_boolean": ("value.ofType(boolean)", "boolean"),
        "value_integer": ("value.ofType(integer)", "integer"),
        "value_string": ("value.ofType(string)", "string"),
        "value_time": ("value.ofType(dateTime)", "dateTime"),
        "absent": ("dataAbsentReason.coding.code.first()", "code"),
    }


_MEDICINE: Final = {
    **_OF_SUBJECT,
    **_STATUS,
    **_MODIFIED,
    "medication": ("medication.ofType(Reference).getReferenceKey(Medication)", "string"),
}
_MEDICINE_CODES: Final = ("medication.ofType(CodeableConcept).coding", _CODED)
_RESULT: Final = {
    **_OF_SUBJECT,
    **_STATUS,
    **_MODIFIED,
    **_time("effective"),
    "effective_instant": ("effective.ofType(instant)", "instant"),
    "issued": ("issued", "instant"),
}
_REPEAT: Final = "timing.repeat"
_BIRTH_SEX: Final = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex"

#: By name: the kind of resource, the columns, and what has a row each, with its columns.
_VIEWS: Final[Mapping[str, tuple[str, _Columns, tuple[str, _Columns] | None]]] = {
    "patient": (
        "Patient",
        {
            **_ID,
            "birth_date": ("birthDate", "date"),
            "gender": ("gender", "code"),
            "birth_sex": (f"extension('{_BIRTH_SEX}').value.ofType(code).first()", "code"),
            "active": ("active", "boolean"),
            "deceased": ("deceased.ofType(boolean)", "boolean"),
            "deceased_on": ("deceased.ofType(dateTime)", "dateTime"),
            **_MODIFIED,
        },
        (
            "link",
            {
                "link_type": ("type", "code"),
                "link_patient": ("other.getReferenceKey(Patient)", "string"),
            },
        ),
    ),
    "condition": (
        "Condition",
        {
            **_OF_SUBJECT,
            **_STATUSES,
            **_MODIFIED,
            **_ONSET,
            "abatement": ("abatement.ofType(dateTime)", "dateTime"),
            "is_over": ("abatement.exists()", "boolean"),
        },
        ("code.coding", _CODED),
    ),
    "allergy": (
        "AllergyIntolerance",
        {**_OF_PATIENT, **_STATUSES, **_MODIFIED, **_ONSET, "type": ("type", "code")},
        ("code.coding", _CODED),
    ),
    "allergy_substance": ("AllergyIntolerance", _OF_PATIENT, ("reaction.substance.coding", _CODED)),
    "medication_request": (
        "MedicationRequest",
        {
            **_MEDICINE,
            "intent": ("intent", "code"),
            "authored": ("authoredOn", "dateTime"),
            "valid_start": ("dispenseRequest.validityPeriod.start", "dateTime"),
            "valid_end": ("dispenseRequest.validityPeriod.end", "dateTime"),
            "supply": ("dispenseRequest.expectedSupplyDuration.value", "decimal"),
            "supply_unit": ("dispenseRequest.expectedSupplyDuration.code", "code"),
        },
        _MEDICINE_CODES,
    ),
    "medication_request_dosage": (
        "MedicationRequest",
        _OF_SUBJECT,
        (
            "dosageInstruction",
            {
                "route_system": ("route.coding.system.first()", "uri"),
                "route": ("route.coding.code.first()", "code"),
                "dose": ("doseAndRate.dose.ofType(Quantity).value.first()", "decimal"),
                "dose_unit": ("doseAndRate.dose.ofType(Quantity).code.first()", "code"),
                "frequency": (f"{_REPEAT}.frequency", "positiveInt"),
                "period": (f"{_REPEAT}.period", "decimal"),
                "period_unit": (f"{_REPEAT}.periodUnit", "code"),
                "starts": (f"{_REPEAT}.bounds.ofType(Period).start", "dateTime"),
                "ends": (f"{_REPEAT}.bounds.ofType(Period).end", "dateTime"),
                "as_needed": ("asNeeded.ofType(boolean)", "boolean"),
            },
        ),
    ),
    "medication_request_reason": ("MedicationRequest", _OF_SUBJECT, ("reasonCode.coding", _CODED)),
    "medication_request_condition": (
        "MedicationRequest",
        _OF_SUBJECT,
        ("reasonReference", {"condition": ("getReferenceKey(Condition)", "string")}),
    ),
    "medication_statement": (
        "MedicationStatement",
        {**_MEDICINE, **_time("effective")},
        _MEDICINE_CODES,
    ),
    "medication_administration": (
        "MedicationAdministration",
        {**_MEDICINE, **_time("effective")},
        _MEDICINE_CODES,
    ),
    "medication_dispense": (
        "MedicationDispense",
        {
            **_MEDICINE,
            "handed_over": ("whenHandedOver", "dateTime"),
            "supply": ("daysSupply.value", "decimal"),
            "supply_unit": ("daysSupply.code", "code"),
        },
        _MEDICINE_CODES,
    ),
    "medication": ("Medication", {**_ID, **_STATUS}, ("code.coding", _CODED)),
    "medication_ingredient": (
        "Medication",
        _ID,
        ("ingredient.item.ofType(CodeableConcept).coding", _CODED),
    ),
    "procedure": (
        "Procedure",
        {
            **_OF_SUBJECT,
            **_STATUS,
            **_MODIFIED,
            **_time("performed"),
            "outcome_system": ("outcome.coding.system.first()", "uri"),
            "outcome": ("outcome.coding.code.first()", "code"),
        },
        ("code.coding", _CODED),
    ),
    "service_request": (
        "ServiceRequest",
        {**_OF_SUBJECT, **_STATUS, **_MODIFIED, "intent": ("intent", "code")},
        ("code.coding", _CODED),
    ),
    "device": ("Device", {**_OF_PATIENT, **_STATUS}, ("type.coding", _CODED)),
    "device_use_statement": (
        "DeviceUseStatement",
        {**_OF_SUBJECT, **_STATUS, "device": ("device.getReferenceKey(Device)", "string")},
        None,
    ),
    "observation": ("Observation", {**_RESULT, **_value()}, ("code.coding", _CODED)),
    "observation_component": (
        "Observation",
        _OF_SUBJECT,
        (
            "component",
            {
                "system": ("code.coding.system.first()", "uri"),
                "code": ("code.coding.code.first()", "code"),
                **_value(),
            },
        ),
    ),
    "diagnostic_report": (
        "DiagnosticReport",
        {**_OF_SUBJECT, **_STATUS, **_MODIFIED, **_time("effective")},
        ("conclusionCode.coding", _CODED),
    ),
    "questionnaire_response": (
        "QuestionnaireResponse",
        {
            **_OF_SUBJECT,
            **_STATUS,
            **_MODIFIED,
            "questionnaire": ("questionnaire", "canonical"),
            "authored": ("authored", "dateTime"),
        },
        (
            "item",
            {
                "item": ("linkId", "string"),
                "value_code": ("answer.value.ofType(Coding).code.first()", "code"),
                "value_boolean": ("answer.value.ofType(boolean).first()", "boolean"),
                "value_integer": ("answer.value.ofType(integer).first()", "integer"),
                "value": ("answer.value.ofType(decimal).first()", "decimal"),
                "value_string": ("answer.value.ofType(string).first()", "string"),
            },
        ),
    ),
}
_ONLY_REPEATED: Final = frozenset(
    {
        "allergy_substance",
        "medication_request_dosage",
        "medication_request_reason",
        "medication_request_condition",
        "medication_ingredient",
        "observation_component",
    }
)
