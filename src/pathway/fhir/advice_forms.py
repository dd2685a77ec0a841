"""The questionnaires that advice asks by: their addresses, and what their items are called.

`pathway.advice.fhir` writes them and `pathway.fhir.advice_answers` reads the responses, so both
take every name from here. An address names the pathway and ends in a digest of the items, the
version is the digest of the library: a response says exactly what was asked, and by which.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import orjson

from pathway.ground.code_systems import OF_DRUGS, address_of
from pathway.ground.terms import Kind
from pathway.ground.vocabulary import RecordList
from pathway.program import Therapy

#: The systems of codes that only this package has.
SYSTEM: Final = "urn:pathway-advice"
TAGS: Final = f"{SYSTEM}:tag"
ATTRIBUTES: Final = f"{SYSTEM}:attribute"
THERAPIES: Final = f"{SYSTEM}:therapy"
ACTIONS: Final = f"{SYSTEM}:action"
OUTCOMES: Final = f"{SYSTEM}:outcome"
#: The tag of every resource that advice is written as.
ADVICE_TAG: Final = "advice"

#: The address of FHIR's own extension for a value that is missing, and the system of its codes.
ABSENT_EXTENSION: Final = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
ABSENT: Final = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
YES_NO: Final = "http://terminology.hl7.org/CodeSystem/v2-0136"

#: The system of ids of patients that no server of FHIR could have.
PATIENTS: Final = f"{SYSTEM}:patient"
_ID: Final = re.compile(r"[A-Za-z0-9\-.]{1,64}")

_FORMS: Final = f"{SYSTEM}:questionnaire:"
#: What stands in an address where no pathway was chosen.
_NONE: Final = "none"

#: The item of the history of treatments, and those within it.
HISTORY_ITEM: Final = "trials"
ANY_TRIED: Final = "trials.any"
ALL_TOLD: Final = "trials.all"
TRIAL_ITEM: Final = "trial"
TRIAL_PARTS: Final = (
    *("therapy", "ongoing", "from", "to"),
    *("weeks", "sessions", "dose", "outcome"),
)


class FormAddress(NamedTuple):
    """What the canonical address of a questionnaire says: pathway, digest of its items, version."""

    pathway: str
    items: str
    version: str


def form_url(pathway: str, items: Sequence[Mapping[str, Any]]) -> str:
    """The address of the questionnaire of a pathway (empty: none chosen) with these items."""
    return f"{_FORMS}{pathway or _NONE}:{items_digest(items)}"


def form_address(canonical: object) -> FormAddress | None:
    """The parts of an address with its version; None where it is no questionnaire of advice."""
    if not isinstance(canonical, str) or not canonical.startswith(_FORMS):
        return None
    url, _, version = canonical.partition("|")
    pathway, _, items = url.removeprefix(_FORMS).partition(":")
    return FormAddress("" if pathway == _NONE else pathway, items, version)


def items_digest(items: Sequence[Mapping[str, Any]]) -> str:
    """What tells a questionnaire's items from any others; of what has no form in JSON nothing."""
    try:
        canonical = orjson.dumps(items, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError:  # nested deeper than any of ours
        return ""
    return hashlib.sha256(canonical).hexdigest()[:32]


def patient_id(id_: str) -> str | None:
    """The id of a patient on a server, of one known by that or by id and server; else None."""
    found, _, _ = id_.partition("@")
    return found if _ID.fullmatch(found) else None


def choices_of(attribute: str) -> str:
    """The system of the values that an attribute with a closed set of them may have."""
    return f"{SYSTEM}:value:{attribute}"


def list_item(list_: RecordList) -> str:
    """The item that asks whether a list is complete."""
    return f"list.{list_.value}"


def listed_in(link: str) -> RecordList | None:
    """The list that an item asks about, where it asks whether that is complete."""
    return next((one for one in RecordList if link == f"{list_item(one)}.all"), None)


def trial_item(holder: str) -> str:
    """The item about one trial of a history."""
    return f"{holder}.{TRIAL_ITEM}"


def trial_part(holder: str, part: str) -> str:
    """An item about one trial; `holder` is the item of the history that has it."""
    return f"{trial_item(holder)}.{part}"


def is_medicine(therapy: Therapy) -> bool:
    """Whether it is prescribed: a drug, or a safety measure that has the code of one."""
    if therapy.kind is Kind.DRUG:
        return True
    return therapy.kind is Kind.SAFETY_MEASURE and not OF_DRUGS.isdisjoint(therapy.codes)


def codings_of(therapy: Therapy) -> Iterator[dict[str, str]]:
    """The codes that mean just this therapy, its own last: several are the members of a class."""
    codes = {system: known for system, known in therapy.codes.items() if known}
    if all(len(known) == 1 for known in codes.values()):
        for system, known in sorted(codes.items()):
            yield {"system": address_of(system), "code": known[0]}
    yield {"system": THERAPIES, "code": therapy.id, "display": therapy.title}
