"""Draft orders: what they would give, read by the same rules as what is already on record.

A draft says nothing about the patient as long as nobody has signed it. It is read twice: for the
therapies that it asks for, and, as if it were given (`as_given`), for what it would add.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from typing import Final

from pathway.fhir.bundle import Given, read_record
from pathway.fhir.elements import Codes, Doubt, Json, codes_of, spoken
from pathway.fhir.listed import name_of
from pathway.fhir.medicines import dose_of, dose_of_therapy, medicine_of
from pathway.fhir.reading import Reading, ResourceStanding
from pathway.fhir.resource import Resource, resource_of
from pathway.fhir.rules import Key, Rules
from pathway.fhir.taking import DATES, taking_of
from pathway.fhir.understand import RecordRequest
from pathway.frozen import frozen
from pathway.ground.problems import PatientError, Problems
from pathway.ground.vocabulary import Vocabulary


@frozen
class DraftOrder:
    """One draft as it is understood.

    `reference` is its type and id, `title` what its author calls it. `therapies` are those that it
    gives, `attributes` what it would say of the patient once given, `doses` how much it gives a
    day of a therapy, in the therapy's unit, where that is said. `unknown` says why it is not
    understood, or not as a whole; `foreign` that it is for somebody else. Of an order that
    something shall not be done nothing is given (`against`). `others` are the codes of what it
    gives that is known, and belongs to no therapy. `of_unknown_codes` is whether all that can be
    said of it is that nobody knows its codes here.
    """

    reference: str
    title: str
    therapies: tuple[str, ...]
    attributes: frozenset[str]
    doses: Mapping[str, Decimal] = field(default_factory=dict)
    unknown: str = ""
    foreign: bool = False
    against: bool = False
    others: tuple[str, ...] = ()
    of_unknown_codes: bool = False


def understood_drafts(
    drafts: Sequence[Json],
    record: Given,
    rules: Rules,
    vocabulary: Vocabulary,
    asked: RecordRequest,
) -> tuple[DraftOrder, ...]:
    """What each draft would give the patient; raises PatientError for a record that is none."""
    problems = Problems()
    listed = [*record] if isinstance(record, list | tuple) else [record]
    found = read_record([*listed, *drafts], asked.patient, problems, asked.base)
    if found is None:
        raise PatientError(problems.errors)
    reading = Reading(found, rules, vocabulary, asked.as_of, asked.today, noting=False)
    return tuple(_draft(reading, draft) for draft in drafts)


def taken_now(
    record: Given, rules: Rules, vocabulary: Vocabulary, asked: RecordRequest
) -> frozenset[str]:
    """The therapies whose drugs are taken, or may be, whatever for; raises PatientError."""
    problems = Problems()
    found = read_record(record, asked.patient, problems, asked.base)
    if found is None:
        raise PatientError(problems.errors)
    reading = Reading(found, rules, vocabulary, asked.as_of, asked.today, noting=False)
    therapies: set[str] = set()
    for resource in found.resources:
        owned = reading.owned(resource)
        another = owned is not None and owned.code == "P431"  # any other doubt leaves it open
        if resource.kind not in DATES or another:
            continue
        if taking_of(reading, resource).now in (ResourceStanding.COUNTS, ResourceStanding.OPEN):
            codes, _ = medicine_of(reading, resource)
            therapies.update(rules.owners(rules.therapies, codes.keys))
    return frozenset(therapies)


def as_given(draft: Json, on: str) -> Json:
    """The draft as if it were signed and given on a day."""
    signed = {**draft, "status": "active", "intent": "order"}
    if draft.get("resourceType") == _MEDICINE and "authoredOn" not in draft:
        signed["authoredOn"] = on
    return signed


def with_subject(draft: Json, patient: str) -> Json:
    """The draft with the patient of its sitting, where it does not name one itself."""
    return draft if "subject" in draft else {**draft, "subject": {"reference": patient}}


# -- private -------------------------------------------------------------------------------

_MEDICINE: Final = "MedicationRequest"
#: Which list the codes of an order are read as entries of.
_LISTS: Final[Mapping[str, str]] = {_MEDICINE: "medicines", "ServiceRequest": "procedures"}


def _draft(reading: Reading, draft: Json) -> DraftOrder:
    kind = str(draft.get("resourceType"))
    resource = resource_of(kind, draft, None)
    owned = reading.owned(resource)
    foreign = owned is not None and owned.code == "P431"
    if kind not in _LISTS:
        text = f"orders of the kind {kind} are not read"
        return DraftOrder(resource.label, _title(draft), (), frozenset(), {}, text, foreign)
    codes, doubt = _codes(reading, resource)
    sense = reading.sense(_LISTS[kind], codes.keys)
    therapies = reading.rules.owners(reading.rules.therapies, codes.keys)
    attributes = frozenset(sense.means) | frozenset(sense.bears)
    said = _unknown(reading, codes, sense.strange, owned if not foreign else None, doubt)
    readable = owned is None and doubt is None and bool(codes.keys) and not codes.flawed
    return DraftOrder(
        resource.label,
        _title(draft) or codes.named,
        tuple(therapies),
        attributes,
        _doses(reading, resource, codes, therapies) if kind == _MEDICINE else {},
        said,
        foreign,
        against=draft.get("doNotPerform") is True,
        others=tuple(spoken(key) for key in _parts(reading, codes) if not _owned(reading, key)),
        of_unknown_codes=bool(said) and readable and not therapies and not attributes,
    )


def _parts(reading: Reading, codes: Codes) -> tuple[Key, ...]:
    """The codes of what is in it: of a product those of its ingredients."""
    products = reading.rules.products
    return tuple(dict.fromkeys(part for key in codes.keys for part in products.get(key, (key,))))


def _owned(reading: Reading, key: Key) -> bool:
    return bool(reading.rules.owners(reading.rules.therapies, (key,)))


def _codes(reading: Reading, resource: Resource) -> tuple[Codes, Doubt | None]:
    if resource.kind == _MEDICINE:
        return medicine_of(reading, resource)
    return codes_of(resource.json.get("code")), None


def _doses(
    reading: Reading, resource: Resource, codes: Codes, therapies: Iterable[str]
) -> dict[str, Decimal]:
    dose = dose_of(reading, resource, codes)
    found = {id_: dose_of_therapy(reading, id_, dose) for id_ in therapies}
    return {id_: one for id_, one in found.items() if isinstance(one, Decimal)}


def _unknown(
    reading: Reading,
    codes: Codes,
    strange: Sequence[tuple[str, str]],
    owned: Doubt | None,
    doubt: Doubt | None,
) -> str:
    """Why an order is not understood; empty where every code of it is."""
    for found in (owned, doubt):
        if found is not None:
            return found.text
    if not codes.keys or codes.flawed:
        return "it has no code that can be read"
    left = [key for key in strange if not reading.rules.knows((key,))]
    if left:
        return f"{', '.join(spoken(key) for key in left[:3])} is not known here"
    return ""


def _title(draft: Json) -> str:
    concept = draft.get("medicationCodeableConcept", draft.get("code"))
    return name_of(concept)
