"""One resource of a record: what it is, where it lives, how it is called in messages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pathway.fhir.elements import Doubt, Json, items
from pathway.fhir.resource_types import RESOURCE_TYPES


class Resource(NamedTuple):
    """One resource: what it is, how it is called in messages, and what it holds.

    `address` is as the bundle gives it, `home` the address on a server, empty where nobody says
    it. `doubt` says what is wrong with it as a whole; `parent` is the resource that contains it.
    """

    kind: str
    label: str
    json: Json
    address: str | None = None
    doubt: Doubt | None = None
    parent: Resource | None = None
    home: str = ""


def resource_of(kind: str, json: Json, address: str | None, base: str = "") -> Resource:
    """A resource as it stands in a bundle; without an address it lives at the given base."""
    id_ = json.get("id")
    named = isinstance(id_, str) and id_ != ""
    label = f"{kind}/{id_}" if named else f"{kind} without an id"
    home = ""
    if address is not None and address.startswith(("http://", "https://")):
        home = unversioned(address)
        if home.rsplit("/", 2)[-2] not in RESOURCE_TYPES:
            home = ""  # an address of something, but not on a server of FHIR
    elif base and named:
        home = f"{base}/{label}"
    return Resource(kind, label, json, address, None, None, home)


def unversioned(reference: str) -> str:
    """A reference without the version that it may name."""
    return reference.partition("/_history/")[0]


def contained_in(holder: Resource, id_: str) -> Resource | None:
    """The resource of a name inside another one."""
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
            found = contained_in(holder, json["id"])
            if found is not None:
                yield found
