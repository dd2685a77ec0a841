"""From JSON to the resources of one patient's record: bundles, lists of resources, references."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Any, Final, TypeAlias

from pathway.fhir import wholeness
from pathway.fhir.elements import Json, When, items, when_of
from pathway.fhir.record_text import parsed
from pathway.fhir.resource import Resource, contained_in, resource_of, unversioned
from pathway.fhir.resource_types import RENAMED, RESOURCE_TYPES
from pathway.fhir.versions import once_each
from pathway.fhir.wholeness import Sign
from pathway.frozen import frozen
from pathway.ground.problems import Problems, in_backticks, suggestion

#: A bundle, a list of resources or bundles, or the text of one.
Given: TypeAlias = "Mapping[str, Any] | Sequence[Any] | str | bytes"


@frozen(slots=False)
class HealthRecord:
    """The resources of a record, found by the references that they use; one is the patient."""

    patient: Resource
    resources: tuple[Resource, ...]
    #: By address, and by type and id those that have no address on a server.
    addressed: Mapping[str, Resource]
    #: By type and id, where there is only one.
    named: Mapping[str, Resource]
    #: What says that the record is not whole.
    signs: tuple[Sign, ...] = ()
    #: Other records of the same patient, merged with this one.
    merged: tuple[Resource, ...] = field(default_factory=tuple)

    def resolve(self, reference: object, within: Resource) -> Resource | None:
        """The resource that a reference points to; None where it is not in the record."""
        text = reference.get("reference") if isinstance(reference, dict) else None
        if not isinstance(text, str):
            return None
        holder = within.parent or within
        if text.startswith("#"):
            return contained_in(holder, text[1:])
        text = unversioned(text)
        if "://" in text or text.startswith("urn:"):
            return self.addressed.get(text)
        if not holder.home:
            return self.named.get(text)
        base = holder.home.rsplit("/", 2)[0]
        return self.addressed.get(f"{base}/{text}") or self.addressed.get(text)

    def is_patient(self, found: Resource) -> bool:
        """Whether a resource is the patient whose record this is."""
        return found is self.patient or (
            found.kind == "Patient" and found.parent is None and same_home(found, self.patient)
        )


def same_home(one: Resource, other: Resource) -> bool:
    """Whether two resources are known to be one."""
    if one.home and other.home:
        return one.home == other.home
    if "/" in one.label:
        return one.label == other.label
    return one is other or (one.address is not None and one.address == other.address)


def read_record(
    given: Given, wanted: str | None, problems: Problems, base: str | None = None
) -> HealthRecord | None:
    """The record in a bundle, in resources, or in their text; None, with problems added.

    `wanted` says whose it is (`Patient/7`, or its address) where the bundle has several patients;
    `base` is the address of the server, for records that do not give it themselves.
    """
    before = len(problems.errors)
    value = parsed(given, problems) if isinstance(given, str | bytes) else given
    if len(problems.errors) > before:
        return None
    if not isinstance(value, Mapping | list | tuple):
        problems.add("P421", "the record is neither a bundle nor a list of resources")
        return None
    listed = _Listed(problems, (base or "").rstrip("/"))
    listed.read(value)
    if len(problems.errors) > before:
        return None
    resources = once_each(listed.resources, listed.deleted)
    patient = _the_patient(resources, wanted, problems)
    if patient is None:
        return None
    addressed, named = _index(resources)
    record = HealthRecord(patient, resources, addressed, named, tuple(listed.signs))
    merged = tuple(p for p in resources if p.kind == "Patient" and _linked(record, p))
    return HealthRecord(patient, resources, addressed, named, tuple(listed.signs), merged)


def patients_in(given: Given) -> tuple[tuple[str, Resource], ...]:
    """The patients of a record, each with what `read_record` takes it by; none if it is faulty."""
    problems = Problems()
    value = parsed(given, problems) if isinstance(given, str | bytes) else given
    if problems.errors or not isinstance(value, Mapping | list | tuple):
        return ()
    listed = _Listed(problems, "")
    listed.read(value)
    resources = once_each(listed.resources, listed.deleted)
    patients = [resource for resource in resources if resource.kind == "Patient"]
    named = zip(map(_name_among(patients), patients), patients, strict=True)
    return tuple(dict(named).items())


# -- what a bundle holds -------------------------------------------------------------------

#: What a bundle may have without saying anything of what is missing.
_SILENT: Final = frozenset({"resourceType", "id", "type", "timestamp", "entry", "identifier"})
#: What stands for itself in an entry, and what lists other resources.
_PLAIN: Final = RESOURCE_TYPES - {"Bundle", "OperationOutcome"}
_LISTING: Final = frozenset({"Composition", "List"})
#: Bundles hold bundles in answers to batches, and no deeper.
_MAX_NESTED: Final = 3


class _Listed:
    """The resources of bundles and lists, flattened, with what they say of missing parts."""

    def __init__(self, problems: Problems, base: str) -> None:
        self.problems = problems
        self.base = base
        self.resources: list[Resource] = []
        self.signs: list[Sign] = []
        #: What was deleted, by address or type and id, and when.
        self.deleted: dict[str, float | None] = {}

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
        if kind == "OperationOutcome":
            self.signs += wholeness.of_outcome(json, path)
        else:
            self._add(kind, json, address)

    def _add(self, kind: str, json: Json, address: str | None) -> None:
        resource = resource_of(kind, json, address, self.base)
        if "meta" in json or kind in _LISTING:
            self.signs += wholeness.of_resource(kind, json, resource.label)
        self.resources.append(resource)

    def _bundle(self, json: Json, path: str, depth: int) -> None:
        if depth >= _MAX_NESTED:
            self._wrong("P421", path, f"bundles are nested more than {_MAX_NESTED} levels deep")
            return
        entries = json.get("entry", [])
        if not isinstance(entries, list):
            self._wrong("P421", f"{path}.entry" if path else "entry", "this is not a list")
            return
        if len(json) > len(_SILENT & json.keys()):
            self.signs += wholeness.of_bundle(json, _matches(entries), path)
        dot = f"{path}." if path else ""
        for number, entry in enumerate(entries):
            if not isinstance(entry, dict):
                self._wrong("P421", f"{dot}entry[{number}]", "this is not an entry of a bundle")
            elif (request := entry.get("request")) and _deletes(request):
                self._delete(entry, request)
            else:
                self._entry(entry, dot, number, depth)

    def _entry(self, entry: Json, dot: str, number: int, depth: int) -> None:
        if "resource" not in entry or "response" in entry:
            self.signs += wholeness.of_entry(entry, f"{dot}entry[{number}]")
            if "resource" not in entry:
                return
        json, address = entry["resource"], entry.get("fullUrl")
        known = address if isinstance(address, str) else None
        kind = json.get("resourceType") if isinstance(json, dict) else None
        if isinstance(kind, str) and kind in _PLAIN:
            self._add(kind, json, known)
        elif kind == "OperationOutcome":
            self._resource(json, f"{dot}entry[{number}]", known, depth + 1)
        else:  # something is wrong, and only then anybody asks where
            self._resource(json, f"{dot}entry[{number}].resource", known, depth + 1)

    def _delete(self, entry: Json, request: Json) -> None:
        """Note what was deleted, so that no older version of it counts."""
        response = entry.get("response")
        when = when_of(response, "lastModified") if isinstance(response, dict) else None
        time = when.instant if isinstance(when, When) else None
        for name in (entry.get("fullUrl"), request.get("url")):
            if isinstance(name, str):
                key = unversioned(name)
                known = self.deleted.get(key, time)
                self.deleted[key] = None if known is None or time is None else max(known, time)

    def _untyped(self, json: Json, kind: object, path: str) -> None:
        where = f"{path}.resourceType" if path else "resourceType"
        if not path and kind is None:
            hint = None
            if isinstance(json.get("resource"), Mapping):
                hint = "this is one entry of a bundle; the bundle holds such entries under `entry`"
            self.problems.add("P421", "the record has no `resourceType`", hint=hint)
        elif isinstance(kind, str):
            hint = RENAMED.get(kind) or suggestion(kind, RESOURCE_TYPES)
            message = f"{in_backticks(where)}: FHIR R4 has no resource {in_backticks(kind)}"
            self.problems.add("P422", message, hint=hint)
        else:
            self._wrong("P422", where, "a resource has to say what it is")

    def _wrong(self, code: str, path: str, text: str) -> None:
        self.problems.add(code, f"{in_backticks(path)}: {text}" if path else text)


def _matches(entries: list[Any]) -> list[str]:
    """The kinds of what answers a search, without what came along with it."""
    found = []
    for entry in entries:
        json = entry.get("resource") if isinstance(entry, dict) else None
        if not isinstance(json, dict):
            continue
        search = entry.get("search")
        mode = search.get("mode") if isinstance(search, dict) else None
        if mode in (None, "match") and json.get("resourceType") != "OperationOutcome":
            found.append(str(json.get("resourceType")))
    return found


def _deletes(request: object) -> bool:
    return isinstance(request, dict) and request.get("method") == "DELETE"


# -- whose record it is --------------------------------------------------------------------


def _the_patient(
    resources: Sequence[Resource], wanted: str | None, problems: Problems
) -> Resource | None:
    """The one patient that is meant; None, with a problem added, where it is not clear who."""
    patients = [resource for resource in resources if resource.kind == "Patient"]
    meant = [p for p in patients if wanted is None or wanted in (p.label, p.address, p.home)]
    homes = {patient.home for patient in meant} - {""}
    if meant and len(homes) < 2 and all(same_home(meant[0], other) for other in meant):
        return meant[0]
    names = ", ".join(in_backticks(name) for name in _names(patients))
    if not patients:
        hint = "add the Patient resource that the others refer to"
        problems.add("P423", "there is no patient in the record", hint=hint)
    elif not meant:
        problems.add(
            "P423", f"{in_backticks(wanted or '')} is not in the record", hint=f"there are: {names}"
        )
    else:
        hint = "say whose record is to be read"
        problems.add("P423", f"there are several patients in the record: {names}", hint=hint)
    return None


def _names(patients: Sequence[Resource]) -> list[str]:
    return sorted({*map(_name_among(patients), patients)})


def _name_among(patients: Sequence[Resource]) -> Callable[[Resource], str]:
    """What tells patients apart: type and id, and the address where these are the same."""
    labels = Counter(patient.label for patient in patients)
    return lambda p: p.label if labels[p.label] == 1 else p.home or p.address or p.label


def _linked(record: HealthRecord, other: Resource) -> bool:
    """Whether another patient's record is linked to this one as being of the same person."""
    if record.is_patient(other):
        return False
    return _points(record, record.patient, other) or _points(record, other, record.patient)


def _points(record: HealthRecord, one: Resource, other: Resource) -> bool:
    for link in items(one.json, "link"):
        found = record.resolve(link.get("other") if isinstance(link, dict) else None, one)
        if found is not None and found.kind == "Patient" and same_home(found, other):
            return True
    return False


def _index(resources: Sequence[Resource]) -> tuple[dict[str, Resource], dict[str, Resource]]:
    """Resources by address, and by type and id where only one has them."""
    addressed: dict[str, Resource] = {}
    named: dict[str, Resource] = {}
    twice: set[str] = set()
    for resource in resources:
        if resource.home:
            addressed[resource.home] = resource
        if resource.address:
            addressed[resource.address] = resource
        label = resource.label
        if "/" not in label:
            continue
        if not resource.home:
            addressed.setdefault(label, resource)
        if (known := named.setdefault(label, resource)) is not resource and not same_home(
            known, resource
        ):
            twice.add(label)
    for label in twice:
        del named[label]
    return addressed, named
