"""What was sent for one key of a prefetch: whether it answers the search, and whether all of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property
from typing import Any, Final
from urllib.parse import parse_qsl, unquote

from pathway.fhir.elements import items
from pathway.fhir.resource_types import RESOURCE_TYPES
from pathway.fhir.wholeness import Sign, of_bundle, of_outcome, sign_of_kind
from pathway.frozen import frozen
from pathway.ground.problems import in_backticks
from pathway.service.refusal import Refusal, RefusedError

#: The key of the patient's own resource.
PATIENT: Final = "patient"
#: How many resources an answer may have before it is cut: many servers cut at twenty unasked.
COUNT: Final = 200


@dataclass
class _Held:
    """What a bundle holds: the kinds of what answers the search, and what stands beside that."""

    answers: list[str] = field(default_factory=list)
    outcomes: list[Mapping[str, Any]] = field(default_factory=list)
    #: Whether anything is about another patient.
    strange: bool = False


@frozen(slots=False)
class SearchAnswer:
    """What was sent for one key."""

    key: str
    query: str
    value: object
    #: The id in `context.patientId`; empty where nobody says it.
    patient: str = ""
    #: The codes of outcomes that only say that the search found nothing (`system|code`).
    nothing_found: tuple[str, ...] = ()

    @cached_property
    def kind(self) -> str:
        """The kind of resource that was searched for."""
        return self.query.partition("?")[0].partition("/")[0]

    def resource(self) -> Mapping[str, Any] | None:
        """What is to be read: a bundle without what it says of itself, or one resource."""
        if self.key == PATIENT:
            return self._person()
        if not isinstance(self.value, Mapping):
            return None
        if self.value.get("resourceType") != "Bundle":
            return self.value if self.value.get("resourceType") == self.kind else None
        if self._held is None:
            return None
        read = {name: self.value[name] for name in _READ if name in self.value}
        if self._held.outcomes:
            read["entry"] = [one for one in read["entry"] if not _is_outcome(one.get("resource"))]
        return read

    def signs(self) -> Iterable[Sign]:
        """Why what was sent may not be all there is."""
        value = self.value
        if not isinstance(value, Mapping) or self.key == PATIENT:
            return
        if value.get("resourceType") != "Bundle" or self._held is None:
            yield from self.gap(f"is one {self.kind} and not the answer to a search")
            return
        for sign in of_bundle(value, self._held.answers, self.key):
            yield self._sign(sign.text)
        for outcome in self._held.outcomes:
            if self._held.answers or not self._found_nothing(outcome):
                yield from (self._sign(sign.text) for sign in of_outcome(outcome, self.key))
        for text in (*self._of_answers(value, self._held), *self._of_search(value)):
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
        return sign_of_kind(self.kind, text)

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

    @cached_property
    def _held(self) -> _Held | None:
        """What the bundle holds; None where something in it is no resource."""
        value = self.value if isinstance(self.value, Mapping) else {}
        entries = value.get("entry", [])
        held = _Held()
        if not isinstance(entries, list):
            return None
        for entry in entries:
            found = entry.get("resource") if isinstance(entry, dict) else None
            resource: Mapping[str, Any] = found if isinstance(found, dict) else {}
            kind = resource.get("resourceType")
            if kind == self.kind:
                held.strange |= bool(self.patient) and self._is_of_another(resource)
            elif kind == "OperationOutcome":
                held.outcomes.append(resource)
            elif kind is None and isinstance(entry, dict) and entry.keys() >= {"response"}:
                continue
            elif not isinstance(kind, str) or kind not in RESOURCE_TYPES or kind == "Bundle":
                return None
            if kind not in _BESIDE and _is_match(entry):
                held.answers.append(kind)
        return held

    def _of_answers(self, bundle: Mapping[str, Any], held: _Held) -> Iterable[str]:
        """What the resources show: that these are others, of somebody else, or perhaps not all."""
        answers = held.answers
        if not answers and bundle.get("type") != "searchset":
            yield "is an empty bundle, and not the answer to a search"
        if strange := sorted({*answers} - {self.kind}):
            yield f"holds {strange[0]}, and should hold {self.kind}"
        if len(answers) >= COUNT and "total" not in bundle and f"_count={COUNT}" in self.query:
            yield f"holds {len(answers)} resources, and does not say that these are all"
        if held.strange:
            yield "holds something of another patient"

    def _of_search(self, bundle: Mapping[str, Any]) -> Iterable[str]:
        """What a bundle's own address says: that another or a narrower search was made."""
        for link in items(bundle, "link"):
            url = link.get("url") if isinstance(link, Mapping) else None
            if not isinstance(url, str) or link.get("relation") != "self":
                continue
            path, _, query = url.partition("?")
            if (kind := path.rstrip("/").rpartition("/")[2]) in RESOURCE_TYPES - {self.kind}:
                yield f"is the answer to a search for {kind}"
            asked = {(name, frozenset(value.split(","))) for name, value in parse_qsl(self.query)}
            for name, value in parse_qsl(query):
                plain = _plain(name)
                if plain in ("patient", "subject") and self._somebody_else(value):
                    yield "is the answer to a search for another patient"
                elif plain in _NARROWING and (name, frozenset(value.split(","))) not in asked:
                    yield f"was searched for by {in_backticks(plain)}, which leaves something out"

    def _found_nothing(self, outcome: Mapping[str, Any]) -> bool:
        """Whether an outcome says no more than that there is nothing, in a code that is known."""
        issues = [issue for issue in items(outcome, "issue") if isinstance(issue, Mapping)]
        return bool(issues) and all(self._known(issue.get("details")) for issue in issues)

    def _known(self, details: object) -> bool:
        codings = items(details, "coding") if isinstance(details, dict) else []
        told = [
            f"{one.get('system')}|{one.get('code')}" for one in codings if isinstance(one, dict)
        ]
        return bool(told) and all(
            any(fnmatchcase(one, known) for known in self.nothing_found) for one in told
        )

    def _is_of_another(self, resource: Mapping[str, Any]) -> bool:
        """Whether a resource says that it is about another patient than the one that is open."""
        about = resource.get("subject", resource.get("patient"))
        reference = about.get("reference") if isinstance(about, dict) else None
        if not isinstance(reference, str) or reference.endswith(f"Patient/{self.patient}"):
            return False
        found = _OF_PATIENT.search(reference)
        return found is not None and found[1] != self.patient

    def _somebody_else(self, value: str) -> bool:
        return bool(self.patient) and unquote(value).rpartition("/")[2] != self.patient


# -- private -------------------------------------------------------------------------------

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


def _is_match(entry: Mapping[str, Any]) -> bool:
    """Whether an entry answers the search, and did not only come along."""
    search = entry.get("search")
    return not isinstance(search, dict) or search.get("mode") in (None, "match")


def _is_outcome(resource: object) -> bool:
    return isinstance(resource, Mapping) and resource.get("resourceType") == "OperationOutcome"


#: A reference to a patient, whichever version of it.
_OF_PATIENT: Final = re.compile(r"(?:^|/)Patient/([^/]+)(?:/_history/[^/]+)?$")


def _plain(parameter: str) -> str:
    """The parameter of a search without its modifier and without what it is chained to."""
    found = _PLAIN.match(parameter)
    return "" if found is None else found[0]


_PLAIN: Final = re.compile(r"[\w-]+")
#: What is read of a bundle; links and totals are judged here, by key.
_READ: Final = ("resourceType", "id", "type", "timestamp", "entry")
