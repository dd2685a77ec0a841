"""Signs that a record is not whole: whatever it says itself of parts that are missing.

A list counts as complete only where the record holds all of it. A failed search, a page that was
cut, or a tag that something was taken out reopens the lists that it touches, whatever a site says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from pathway.fhir.elements import Json, items
from pathway.ground.problems import in_backticks

PROBLEMS, MEDICINES, ALLERGIES = "problems", "medicines", "allergies"
TREATMENTS, RESULTS, ANSWERS = "treatments", "results", "answers"
#: Everything that a record may hold all of.
LISTS: Final = frozenset({PROBLEMS, MEDICINES, ALLERGIES, TREATMENTS, RESULTS, ANSWERS})


class Sign(NamedTuple):
    """Something in a record that says that it is not whole: which lists it touches, and why.

    `entries` are the lists (those of concepts) of which entries may be missing, where these are
    not `lists`: what such entries bear on in other lists stays open as well.
    """

    lists: frozenset[str]
    text: str
    entries: frozenset[str] | None = None


def sign_of_kind(kind: str, text: str) -> Sign:
    """That resources of a kind are missing, or may be."""
    return Sign(TOUCHED[kind], text, _ENTRIES.get(kind, frozenset()))


def of_bundle(json: Json, kinds: Iterable[str], place: str) -> Iterable[Sign]:
    """What a bundle says of itself; `kinds` are the resources that answer its search."""
    found = list(kinds)
    at = f" ({in_backticks(place)})" if place else ""
    touched = _touched(found, json)
    if any(_relation(link) == "next" for link in items(json, "link")):
        yield Sign(touched, f"there is more of the record elsewhere{at}")
    total = json.get("total")
    if total is not None and (not isinstance(total, int) or total > len(found)):
        text = f"the bundle gives {len(found)} of {total} resources"
        yield Sign(touched, (text if isinstance(total, int) else "its total cannot be read") + at)
    yield from of_tags(json, touched, f"the bundle{at}")


def of_entry(entry: Json, place: str) -> Iterable[Sign]:
    """What an entry says that has no resource, or in answer to which something went wrong."""
    response = entry.get("response")
    if isinstance(response, dict):
        status = response.get("status")
        if status is not None and not (isinstance(status, str) and status.startswith("2")):
            said = in_backticks(str(status)[:40])
            yield Sign(LISTS, f"a request was answered with {said} ({in_backticks(place)})")
            return
        if isinstance(outcome := response.get("outcome"), dict):
            yield from of_outcome(outcome, place)
    if "resource" not in entry:
        yield Sign(LISTS, f"an entry has no resource ({in_backticks(place)})")


def of_outcome(json: Json, place: str) -> Iterable[Sign]:
    """What an OperationOutcome says; only one that merely informs says nothing."""
    issues = [issue for issue in items(json, "issue") if isinstance(issue, dict)]
    told = [issue for issue in issues if not _harmless(issue)]
    if not told and issues:
        return
    codes = sorted({str(issue.get("code", "no code"))[:40] for issue in told}) or ["no issue"]
    named = ", ".join(in_backticks(code) for code in codes)
    where = f" ({in_backticks(place)})" if place else ""
    yield Sign(LISTS, f"the server reports {named} in an OperationOutcome{where}")


def of_resource(kind: str, json: Json, label: str) -> Iterable[Sign]:
    """What a resource says of parts that were taken out of it, or of a list it could not give."""
    if kind in ("Composition", "List"):
        yield from _emptied(json, label)
    if "meta" in json:
        yield from of_tags(json, TOUCHED.get(kind, frozenset()) - {RESULTS, ANSWERS}, label)


def of_patient(json: Json) -> Iterable[Sign]:
    """A record that is no longer kept may have been left as it was."""
    if json.get("active", True) is not True:
        yield Sign(LISTS, "the patient's record is not in active use")


def of_tags(json: Json, touched: frozenset[str], what: str) -> Iterable[Sign]:
    """Tags and security labels that say that something was left out or taken out."""
    meta = json.get("meta")
    if not isinstance(meta, dict) or not touched or not ("tag" in meta or "security" in meta):
        return
    for coding in (*items(meta, "tag"), *items(meta, "security")):
        code = coding.get("code") if isinstance(coding, dict) else None
        if isinstance(code, str) and code in _TAKEN_OUT:
            yield Sign(touched, f"{what} is tagged {in_backticks(code)}")


#: Which lists a kind of resource stands on.
TOUCHED: Final[Mapping[str, frozenset[str]]] = {
    "Patient": frozenset(),
    "Condition": frozenset({PROBLEMS}),
    "Procedure": frozenset({PROBLEMS, TREATMENTS}),
    "Device": frozenset({PROBLEMS}),
    "DeviceUseStatement": frozenset({PROBLEMS}),
    "AllergyIntolerance": frozenset({ALLERGIES}),
    "ServiceRequest": frozenset({TREATMENTS}),
    "Observation": frozenset({RESULTS}),
    "DiagnosticReport": frozenset({RESULTS, PROBLEMS}),
    "QuestionnaireResponse": frozenset({ANSWERS}),
    "Medication": frozenset({MEDICINES, TREATMENTS}),
    "MedicationRequest": frozenset({MEDICINES, TREATMENTS}),
    "MedicationStatement": frozenset({MEDICINES, TREATMENTS}),
    "MedicationAdministration": frozenset({MEDICINES, TREATMENTS}),
    "MedicationDispense": frozenset({MEDICINES, TREATMENTS}),
}


# -- private -------------------------------------------------------------------------------

#: The lists of concepts that a kind of resource has entries of.
_ENTRIES: Final[Mapping[str, frozenset[str]]] = {
    "Condition": frozenset({PROBLEMS}),
    "DiagnosticReport": frozenset({PROBLEMS}),
    "Procedure": frozenset({"procedures"}),
    "AllergyIntolerance": frozenset({ALLERGIES}),
    **dict.fromkeys(
        (one for one in TOUCHED if one.startswith("Medication")), frozenset({MEDICINES})
    ),
}

#: HL7's codes for what is only a part, or was masked.
_TAKEN_OUT: Final = frozenset(
    {"SUBSETTED", "REDACTED", "MASKED", "ABSTRED", "AGGRED", "ANONYED", "TRUNCATED"}
)
#: Kinds that come along with a search for others.
_BESIDE: Final = frozenset({"Patient", "OperationOutcome", "Provenance", "Practitioner"})


def _touched(kinds: Iterable[str], json: Json) -> frozenset[str]:
    """The lists that one search was about, as the bundle says itself; else all of them."""
    searched = set()
    for link in items(json, "link"):
        if _relation(link) == "self" and isinstance(address := link.get("url"), str):
            searched.add(address.partition("?")[0].rstrip("/").rpartition("/")[2])
    if len(searched) != 1 or {kind for kind in kinds if kind not in _BESIDE} - searched:
        return LISTS
    return TOUCHED.get(searched.pop()) or LISTS


def _relation(link: object) -> object:
    return link.get("relation") if isinstance(link, dict) else None


def _harmless(issue: Json) -> bool:
    return issue.get("severity") in ("information", "success") and issue.get("code") in (
        "informational",
        "success",
    )


def _emptied(json: Json, label: str) -> Iterable[Sign]:
    """A list or a section that is empty for another reason than that there is nothing."""
    todo: list[object] = [json]
    while todo:
        one = todo.pop()
        if not isinstance(one, dict):
            continue
        todo += items(one, "section")
        reason = one.get("emptyReason")
        if reason is None:
            continue
        codes = {
            coding.get("code")
            for coding in items(reason if isinstance(reason, dict) else {}, "coding")
            if isinstance(coding, dict)
        }
        if codes != {"nilknown"}:
            named = ", ".join(sorted(in_backticks(str(code)[:40]) for code in codes)) or "no code"
            yield Sign(LISTS, f"{label} has an empty list: {named}")
