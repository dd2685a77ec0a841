"""From JSON to the resources of one patient's record: bundles, lists of resources, references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeAlias

import orjson

from pathway.ehr.elements import Doubt, Json, When, items, when_of
from pathway.ehr.resource_types import RESOURCE_TYPES
from pathway.problems import Problems, in_backticks, suggestion

#: A bundle, a list of resources or bundles, or the text of one.
Given: TypeAlias = "Mapping[str, Any] | Sequence[Any] | str | bytes"


class Resource(NamedTuple):
    """One resource: what it is, how it is called in messages, and what it holds.

    `doubt` says what is wrong with it as a whole; `parent` is the resource that contains it.
    """

    kind: str
    label: str
    json: Json
    address: str | None = None
    doubt: Doubt | None = None
    parent: Resource | None = None


@dataclass(frozen=True)
class Record:
    """The resources of a record, found by the references that they use; one is the patient."""

    patient: Resource
    resources: tuple[Resource, ...]
    found: Mapping[str, Resource]
    #: Whether the record says that there is more of it elsewhere.
    partial: bool = False
    #: The addresses of other patients in the record.
    others: frozenset[str] = field(default_factory=frozenset)

    def resolve(self, reference: object, within: Resource) -> Resource | None:
        """The resource that a reference points to; None where it is not in the record."""
        text = reference.get("reference") if isinstance(reference, dict) else None
        if not isinstance(text, str):
            return None
        if text.startswith("#"):
            return _contained(within.parent or within, text[1:])
        if (known := self.found.get(text)) is not None:
            return known
        text = text.partition("/_history/")[0]
        return self.found.get(text) or self.found.get(_absolute(text, within))


def read_record(given: Given, wanted: str | None, problems: Problems) -> Record | None:
    """The record in a bundle, in resources, or in their text; None, with problems added.

    `wanted` says whose it is (`Patient/7`) where the bundle has several patients.
    """
    before = len(problems.errors)
    value = _parsed(given, problems)
    if value is None:
        return None
    listed = _Listed(problems)
    listed.read(value)
    if len(problems.errors) > before:
        return None
    resources = _once_each(listed.resources)
    patients = [resource for resource in resources if resource.kind == "Patient"]
    meant = [p for p in patients if wanted is None or p.label == wanted]
    if len({patient.label for patient in meant}) != 1:
        _report_patients(patients, wanted, problems)
        return None
    others = _index([p for p in patients if p.label != meant[0].label])
    found = _index(resources)
    return Record(meant[0], tuple(resources), found, listed.partial, frozenset(others))


# -- text ----------------------------------------------------------------------------------


def _parsed(given: Given, problems: Problems) -> object:
    if isinstance(given, str | bytes):
        data = given.encode("utf-8", "surrogatepass") if isinstance(given, str) else given
        if len(data) > MAX_BYTES:
            problems.add("P003", f"the record is larger than {MAX_BYTES // 2**20} MiB")
            return None
        try:
            value: object = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
        except orjson.JSONDecodeError as error:
            where = f"line {error.lineno}, column {error.colno}"
            problems.add("P420", f"the record is not JSON: it breaks off or goes wrong at {where}")
            return None
    else:
        value = given
    if not isinstance(value, Mapping | list | tuple):
        problems.add("P421", "the record is neither a bundle nor a list of resources")
        return None
    return value


#: Larger records are refused rather than filling the memory.
MAX_BYTES: Final = 64 * 2**20
#: Bundles hold bundles in answers to batches, and no deeper.
_MAX_NESTED: Final = 3


class _Listed:
    """The resources of bundles and lists, flattened."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.resources: list[Resource] = []
        self.partial = False

    def read(self, value: object) -> None:
        """Collect everything that is there."""
        if isinstance(value, Mapping):
            self._resource(value, "", None, 0)
        elif isinstance(value, list | tuple):
            for number, member in enumerate(value):
                self._resource(member, f"[{number}]", None, 0)

    def _resource(self, json: object, path: str, address: str | None, depth: int) -> None:
        if not isinstance(json, Mapping):
            self._wrong("P421", path, "this is not a resource")
            return
        kind = json.get("resourceType")
        if kind == "Bundle":
            self._bundle(json, path, depth)
            return
        if not isinstance(kind, str) or kind not in RESOURCE_TYPES:
            self._untyped(json, kind, path)
            return
        self._add(kind, json, address)

    def _add(self, kind: str, json: Json, address: str | None) -> None:
        id_ = json.get("id")
        named = isinstance(id_, str) and id_ != ""
        label = f"{kind}/{id_}" if named else f"{kind} without an id"
        self.resources.append(Resource(kind, label, json, address))

    def _bundle(self, json: Json, path: str, depth: int) -> None:
        if depth >= _MAX_NESTED:
            self._wrong("P421", path, f"bundles are nested more than {_MAX_NESTED} levels deep")
            return
        if any(
            isinstance(link, dict) and link.get("relation") == "next"
            for link in items(json, "link")
        ):
            self.partial = True
        entries = json.get("entry", [])
        if not isinstance(entries, list):
            self._wrong(
                "P421", f"{path}entry" if not path else f"{path}.entry", "this is not a list"
            )
            return
        dot = f"{path}." if path else ""
        for number, entry in enumerate(entries):
            if not isinstance(entry, dict):
                self._wrong("P421", f"{dot}entry[{number}]", "this is not an entry of a bundle")
            elif "resource" in entry and not _deleted(entry):
                self._entry(entry, dot, number, depth)

    def _entry(self, entry: Json, dot: str, number: int, depth: int) -> None:
        json, address = entry["resource"], entry.get("fullUrl")
        known = address if isinstance(address, str) else None
        kind = json.get("resourceType") if isinstance(json, dict) else None
        if isinstance(kind, str) and kind != "Bundle" and kind in RESOURCE_TYPES:
            self._add(kind, json, known)
        else:  # something is wrong, and only then anybody asks where
            self._resource(json, f"{dot}entry[{number}].resource", known, depth + 1)

    def _untyped(self, json: Json, kind: object, path: str) -> None:
        where = f"{path}.resourceType" if path else "resourceType"
        if not path and kind is None:
            hint = None
            if isinstance(json.get("resource"), Mapping):
                hint = "this is one entry of a bundle; the bundle holds such entries under `entry`"
            self.problems.add("P421", "the record has no `resourceType`", hint=hint)
        elif isinstance(kind, str):
            hint = suggestion(kind, RESOURCE_TYPES)
            message = f"{in_backticks(where)}: FHIR R4 has no resource {in_backticks(kind)}"
            self.problems.add("P422", message, hint=hint)
        else:
            self._wrong("P422", where, "a resource has to say what it is")

    def _wrong(self, code: str, path: str, text: str) -> None:
        self.problems.add(code, f"{in_backticks(path)}: {text}" if path else text)


def _deleted(entry: Json) -> bool:
    request = entry.get("request")
    return isinstance(request, dict) and request.get("method") == "DELETE"


def _report_patients(patients: list[Resource], wanted: str | None, problems: Problems) -> None:
    names = ", ".join(in_backticks(label) for label in sorted({p.label for p in patients}))
    if not patients:
        hint = "add the Patient resource that the others refer to"
        problems.add("P423", "there is no patient in the record", hint=hint)
    elif wanted is not None:
        hint = f"there are: {names}"
        problems.add("P423", f"{in_backticks(wanted)} is not in the record", hint=hint)
    else:
        hint = "say whose record is to be read"
        problems.add("P423", f"there are several patients in the record: {names}", hint=hint)


# -- duplicates ----------------------------------------------------------------------------


def _once_each(resources: list[Resource]) -> list[Resource]:
    """Every resource once; of two versions the later one, and both in doubt if nothing tells."""
    if len({resource.label for resource in resources}) == len(resources):
        return resources
    found: dict[str, list[Resource]] = {}
    nameless = [resource for resource in resources if "/" not in resource.label]
    for resource in resources:
        if "/" in resource.label:
            found.setdefault(resource.label, []).append(resource)
    once = []
    for copies in found.values():
        once += copies if len(copies) == 1 else _latest(copies)
    return [*once, *nameless]


def _latest(copies: list[Resource]) -> list[Resource]:
    if all(_same(copies[0].json, copy.json) for copy in copies):
        return copies[:1]
    times = [_updated(copy) for copy in copies]
    known = [time for time in times if time is not None]
    if len(known) == len(copies):
        newest = [c for c, time in zip(copies, known, strict=True) if time == max(known)]
        if all(_same(newest[0].json, copy.json) for copy in newest):
            return newest[:1]
    doubt = Doubt("P438", "id", "there are different copies of this resource")
    return [copy._replace(doubt=doubt) for copy in copies]


def _same(one: Json, other: Json) -> bool:
    """Whether two versions say the same, apart from how they were stored and narrated."""
    try:
        return one == other or _bare(one) == _bare(other)
    except RecursionError:  # deeper than anything that is read
        return False


def _bare(json: Json) -> dict[str, Any]:
    return {key: value for key, value in json.items() if key not in ("meta", "text")}


def _updated(resource: Resource) -> float | None:
    """When this version was stored, to the instant."""
    meta = resource.json.get("meta")
    found = when_of(meta, "lastUpdated") if isinstance(meta, dict) else None
    return found.instant if isinstance(found, When) else None


# -- references ----------------------------------------------------------------------------


def _index(resources: list[Resource]) -> dict[str, Resource]:
    found: dict[str, Resource] = {}
    for resource in resources:
        if resource.address:
            found[resource.address] = resource
        if "/" in resource.label:
            found.setdefault(resource.label, resource)
    return found


def _absolute(reference: str, within: Resource) -> str:
    """A relative reference as an address of the server that its holder came from."""
    address = (within.parent or within).address
    if address is None or "://" in reference or reference.startswith("urn:"):
        return reference
    base = address.removesuffix(f"/{(within.parent or within).label}")
    return f"{base}/{reference}" if base != address else reference


def _contained(holder: Resource, id_: str) -> Resource | None:
    for json in items(holder.json, "contained"):
        if (
            isinstance(json, dict)
            and json.get("id") == id_
            and isinstance(json.get("resourceType"), str)
        ):
            label = f"{holder.label}#{id_}"
            return Resource(json["resourceType"], label, json, doubt=holder.doubt, parent=holder)
    return None


def contained(holder: Resource) -> Iterator[Resource]:
    """The resources inside another one."""
    for json in items(holder.json, "contained"):
        if isinstance(json, dict) and isinstance(json.get("id"), str):
            found = _contained(holder, json["id"])
            if found is not None:
                yield found
