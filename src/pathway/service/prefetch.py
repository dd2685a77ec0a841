"""What clients are asked to send along with a request, and what they did send.

A key that is missing, null, an error or cut leaves open exactly the lists that its kind of resource
stands on; nothing that is merely not there becomes *no*.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from pathway.engine import Library
from pathway.fhir.searches import Search, merged, searches
from pathway.fhir.site import Site
from pathway.fhir.wholeness import Sign
from pathway.frozen import frozen
from pathway.service.search_answer import COUNT, PATIENT, SearchAnswer

__all__ = [
    "COUNT",
    "PATIENT",
    "Prefetched",
    "filled",
    "prefetch_table",
    "read_prefetch",
    "templates",
    "without_kinds",
]


@frozen
class Prefetched:
    """What a request brought along.

    `record` is for `Library.understand_fhir`, and `gaps` are its `signs`. `missing` are the keys
    that are not there at all and have to be fetched; `doubtful` are those that are there and give
    no answer (null, an error), which may be fetched and else stay unknown.
    """

    record: tuple[Mapping[str, Any], ...]
    missing: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    gaps: tuple[Sign, ...] = ()


def templates(
    library: Library,
    sites: Sequence[Site] = (None,),
    pathways: Sequence[str] = (),
    *,
    without: Iterable[str] = (),
    includes: bool = False,
) -> dict[str, str]:
    """The query of each prefetch key, for what pathways read (all that are in use unless named).

    Where clients have several sites, each query finds what any of these needs. `without` are kinds
    of resources that a client does not have. With `includes` searches for medicines bring the
    Medication along that they refer to, which is more than the published text recommends.
    """
    programs = [library.program(id_) for id_ in pathways or library.current]
    read = frozenset[str]().union(*(one for program in programs for one in program.reads.values()))
    rules = [library.record_rules(site) for site in sites]
    wanted = [one for of in rules for one in searches(of, library.vocabulary, read)]
    left_out = frozenset(without)
    found = {PATIENT: f"Patient/{_TOKEN}"}
    for one in merged(wanted):
        if one.kind not in left_out:
            found[_KEYS[one.kind]] = _query(one, includes=includes)
    return found


def read_prefetch(
    given: Mapping[str, Any] | None,
    wanted: Mapping[str, str],
    *,
    patient: str = "",
    reasons: Mapping[str, str] | None = None,
    null_means_none: bool = False,
    nothing_found: Sequence[str] = (),
) -> Prefetched:
    """What was sent for the keys that are wanted; keys that nobody asked for are left aside.

    `patient` is the id in `context.patientId`; `reasons` say of keys why they could not be fetched
    either. `null_means_none` holds where a client is known to send null only where it has nothing,
    `nothing_found` are its codes for that (see `Profile`). Raises RefusedError where the patient
    that was sent is another one.
    """
    given, reasons = given or {}, reasons or {}
    record: list[Mapping[str, Any]] = []
    missing: list[str] = []
    doubtful: list[str] = []
    gaps: list[Sign] = []
    for key, query in wanted.items():
        answer = SearchAnswer(key, query, given.get(key), patient, tuple(nothing_found))
        why = f", nor fetched: {reasons[key]}" if reasons.get(key) else ""
        if key not in given:
            missing.append(key)
            gaps += answer.gap(f"was not sent{why}")
        elif given[key] is None and null_means_none and key != PATIENT:
            continue
        elif (found := answer.resource()) is not None:
            record.append(found)
            gaps += answer.signs()
        else:
            (missing if key == PATIENT else doubtful).append(key)
            gaps += answer.gap(f"{answer.silent()}{why}")
    return Prefetched(tuple(record), tuple(missing), tuple(doubtful), tuple(gaps))


def filled(query: str, patient: str) -> str:
    """A query for one patient, to be asked of a server."""
    return query.replace(_TOKEN, quote(patient, safe="-._~"))


def without_kinds(wanted: Mapping[str, str], lacks: Iterable[str]) -> dict[str, str]:
    """The queries for a client whose server lacks kinds of resources: those are not missing."""
    left_out = frozenset(lacks)
    return {key: query for key, query in wanted.items() if query.partition("?")[0] not in left_out}


def prefetch_table(wanted: Mapping[str, str]) -> str:
    """Keys and queries as a table to paste, for clients that do not read discovery."""
    width = max(len(key) for key in wanted)
    return "".join(f"{key:<{width}}  {query}\n" for key, query in wanted.items())


# -- the queries ---------------------------------------------------------------------------

_TOKEN: Final = "{{context.patientId}}"  # noqa: S105 - the published name of a placeholder
#: The longest query by codes; a longer one asks for everything.
_LONGEST: Final = 1500
#: The key of each kind; keys never change, because clients have them in their own settings.
_KEYS: Final[Mapping[str, str]] = {
    "Condition": "conditions",
    "AllergyIntolerance": "allergies",
    "MedicationRequest": "medications",
    "MedicationStatement": "statements",
    "MedicationAdministration": "administrations",
    "MedicationDispense": "dispenses",
    "Procedure": "procedures",
    "ServiceRequest": "orders",
    "Device": "devices",
    "DeviceUseStatement": "device-uses",
    "Observation": "results",
    "DiagnosticReport": "reports",
    "QuestionnaireResponse": "answers",
}


def _query(search: Search, *, includes: bool) -> str:
    """A search as the published text recommends them: by reference and by tokens, with a count."""
    query = f"{search.kind}?patient={_TOKEN}"
    if search.codes:
        coded = f"{query}&code={','.join(_quoted(code) for code in search.codes)}"
        query = coded if len(coded) <= _LONGEST else query
    if search.forms:
        query += f"&questionnaire={','.join(_quoted(form) for form in search.forms)}"
    if includes and search.kind.startswith("Medication"):
        query += f"&_include={search.kind}:medication"
    return f"{query}&_count={COUNT}"


def _quoted(text: str) -> str:
    return quote(text, safe=":/-._~")
