"""What clients are asked to send along with a request, and what they did send.

A key that is missing, null, an error or cut leaves open exactly the lists that its kind of resource
stands on; nothing that is merely not there becomes *no*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import parse_qsl, quote, unquote

from pathway.engine import Library
from pathway.fhir.elements import items
from pathway.fhir.resource_types import RESOURCE_TYPES
from pathway.fhir.searches import Search, merged, searches
from pathway.fhir.site import Site
from pathway.fhir.wholeness import RESULTS, TOUCHED, Sign, of_bundle, of_outcome
from pathway.frozen import frozen
from pathway.ground.problems import in_backticks
from pathway.service.refusal import Refusal, RefusedError

#: The key of the patient's own resource.
PATIENT: Final = "patient"


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
) -> Prefetched:
    """What was sent for the keys that are wanted; keys that nobody asked for are left aside.

    `patient` is the id in `context.patientId`; `reasons` say of keys why they could not be fetched
    either. `null_means_none` holds where a client is known to send null only where it has nothing.
    Raises RefusedError where the patient that was sent is another one.
    """
    given, reasons = given or {}, reasons or {}
    record: list[Mapping[str, Any]] = []
    missing: list[str] = []
    doubtful: list[str] = []
    gaps: list[Sign] = []
    for key, query in wanted.items():
        answer = _Answer(key, query, given.get(key), patient)
        if key not in given:
            missing.append(key)
            why = reasons.get(key, "")
            gaps += answer.gap(f"was not sent, nor fetched: {why}" if why else "was not sent")
        elif given[key] is None and null_means_none and key != PATIENT:
            continue
        elif (found := answer.resource()) is not None:
            record.append(found)
            gaps += answer.signs()
        else:
            (missing if key == PATIENT else doubtful).append(key)
            gaps += answer.gap(answer.silent())
    return Prefetched(tuple(record), tuple(missing), tuple(doubtful), tuple(gaps))


def prefetch_table(wanted: Mapping[str, str]) -> str:
    """Keys and queries as a table to paste, for clients that do not read discovery."""
    width = max(len(key) for key in wanted)
    return "".join(f"{key:<{width}}  {query}\n" for key, query in wanted.items())


# -- the queries ---------------------------------------------------------------------------

_TOKEN: Final = "{{context.patientId}}"  # noqa: S105 - the published name of a placeholder
#: How many resources an answer may have before it is cut: many servers cut at twenty unasked.
COUNT: Final = 200
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


# -- an answer -----------------------------------------------------------------------------

#: What comes along with the answer to a search, and is none itself.
_BESIDE: Final = frozenset(
    {"OperationOutcome", "Patient", "Medication", "Provenance", "Practitioner", "Organization"}
)
#: Parameters that leave resources or parts of them out, unless the query asked for them.
_NARROWING: Final = frozenset(
    {
        *("_id", "_lastUpdated", "_summary", "_elements", "_filter", "_tag", "_security", "_text"),
        *("_content", "_has", "_profile", "abatement-date", "authored", "authoredon", "category"),
        *("clinical-status", "code", "combo-code", "context", "criticality", "date", "effective"),
        *("effective-time", "encounter", "identifier", "intent", "issued", "medication", "onset"),
        *("onset-date", "performer", "questionnaire", "recorded-date", "requester", "severity"),
        *("status", "type", "verification-status", "whenhandedover", "whenprepared"),
    }
)


class _Answer:
    """What was sent for one key."""

    def __init__(self, key: str, query: str, value: object, patient: str) -> None:
        self.key = key
        self.query = query
        self.value = value
        self.patient = patient
        self.kind = query.partition("?")[0].partition("/")[0]

    def resource(self) -> Mapping[str, Any] | None:
        """What is to be read: a bundle without what it says of itself, or one resource."""
        if self.key == PATIENT:
            return self._person()
        if not isinstance(self.value, Mapping):
            return None
        if self.value.get("resourceType") != "Bundle":
            return self.value if self.value.get("resourceType") == self.kind else None
        if self._kinds() is None:
            return None
        return {name: self.value[name] for name in _READ if name in self.value}

    def signs(self) -> Iterable[Sign]:
        """Why what was sent may not be all there is."""
        value = self.value
        if not isinstance(value, Mapping) or self.key == PATIENT:
            return
        if value.get("resourceType") != "Bundle":
            yield from self.gap(f"is one {self.kind} and not the answer to a search")
            return
        answers = self._matches()
        for sign in of_bundle(value, answers, self.key):
            yield self._sign(sign.text)
        if not answers and value.get("type") != "searchset":
            yield from self.gap("is an empty bundle, and not the answer to a search")
        if strange := sorted({*answers} - {self.kind}):
            yield from self.gap(f"holds {strange[0]}, and should hold {self.kind}")
        if len(answers) >= COUNT and "total" not in value and f"_count={COUNT}" in self.query:
            yield from self.gap(
                f"holds {len(answers)} resources, and does not say that these are all"
            )
        for text in self._of_search(value):
            yield from self.gap(text)

    def silent(self) -> str:
        """Why what was sent is no answer at all."""
        if self.value is None:
            return "is null, which does not say that there is nothing"
        if not isinstance(self.value, Mapping):
            return "is not a resource"
        kind = self.value.get("resourceType")
        if kind == "OperationOutcome":
            told = next(iter(of_outcome(self.value, "")), None)
            return "is an OperationOutcome" if told is None else f"is an error: {told.text}"
        if kind == "Bundle":
            return "holds something that is not a resource"
        return f"is not a {self.kind}"

    def gap(self, text: str) -> Iterable[Sign]:
        """What is left open; nothing where no list rests on the kind."""
        if self.key != PATIENT:
            yield self._sign(f"{in_backticks(self.key)} {text}")

    # -- private -----------------------------------------------------------------------

    def _sign(self, text: str) -> Sign:
        return Sign(TOUCHED.get(self.kind) or frozenset({RESULTS}), text)

    def _person(self) -> Mapping[str, Any] | None:
        """The patient, on their own or as the only one in a bundle."""
        found = self.value
        if isinstance(found, Mapping) and found.get("resourceType") == "Bundle":
            entries = found.get("entry")
            only = entries[0] if isinstance(entries, list) and len(entries) == 1 else None
            found = only.get("resource") if isinstance(only, Mapping) else None
        if not isinstance(found, Mapping) or found.get("resourceType") != "Patient":
            return None
        if self.patient and found.get("id") != self.patient:
            message = "`prefetch.patient` is not the patient of `context.patientId`"
            raise RefusedError(Refusal(400, "invalid", message))
        return found

    def _entries(self) -> Iterable[tuple[Mapping[str, Any], object]]:
        value = self.value if isinstance(self.value, Mapping) else {}
        for entry in items(value, "entry"):
            yield (entry, entry.get("resource")) if isinstance(entry, Mapping) else ({}, None)

    def _kinds(self) -> list[str] | None:
        """The kinds of what a bundle holds; None where something in it is no resource."""
        value = self.value if isinstance(self.value, Mapping) else {}
        if not isinstance(value.get("entry", []), list):
            return None
        kinds: list[str] = []
        for entry, resource in self._entries():
            if "resource" not in entry and "response" in entry:
                continue
            kind = resource.get("resourceType") if isinstance(resource, Mapping) else None
            if not isinstance(kind, str) or kind not in RESOURCE_TYPES or kind == "Bundle":
                return None
            kinds.append(kind)
        return kinds

    def _matches(self) -> list[str]:
        """The kinds of what answers the search, without what came along."""
        found = []
        for entry, resource in self._entries():
            kind = resource.get("resourceType") if isinstance(resource, Mapping) else None
            search = entry.get("search")
            mode = search.get("mode") if isinstance(search, Mapping) else None
            if isinstance(kind, str) and mode in (None, "match") and kind not in _BESIDE:
                found.append(kind)
        return found

    def _of_search(self, bundle: Mapping[str, Any]) -> Iterable[str]:
        """What a bundle's own address says: that another or a narrower search was made."""
        for link in items(bundle, "link"):
            url = link.get("url") if isinstance(link, Mapping) else None
            if not isinstance(url, str) or link.get("relation") != "self":
                continue
            path, _, query = url.partition("?")
            if (kind := path.rstrip("/").rpartition("/")[2]) in RESOURCE_TYPES - {self.kind}:
                yield f"is the answer to a search for {kind}"
            asked = {(name, *value.split(",")) for name, value in parse_qsl(self.query)}
            for name, value in parse_qsl(query):
                plain = _plain(name)
                if plain in ("patient", "subject") and self._somebody_else(value):
                    yield "is the answer to a search for another patient"
                elif plain in _NARROWING and (name, *value.split(",")) not in asked:
                    yield f"was searched for by {in_backticks(plain)}, which leaves something out"

    def _somebody_else(self, value: str) -> bool:
        return bool(self.patient) and unquote(value).rpartition("/")[2] != self.patient


def _plain(parameter: str) -> str:
    """The parameter of a search without its modifier and without what it is chained to."""
    found = _PLAIN.match(parameter)
    return "" if found is None else found[0]


_PLAIN: Final = re.compile(r"[\w-]+")
#: What is read of a bundle; links and totals are judged here, by key.
_READ: Final = ("resourceType", "id", "type", "timestamp", "entry")
