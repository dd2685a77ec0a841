"""Every resource of a record once: copies, versions, and what was deleted.

Two resources are the same where they live at the same address of a server; only where no
address is given their type and id have to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from pathway.fhir.elements import Doubt, Json, When, when_of
from pathway.fhir.resource import Resource

DELETED: Final = Doubt("P438", "id", "it was deleted, and nothing says that it came back")
_COPIES: Final = Doubt("P438", "id", "there are different copies of this resource")


def once_each(
    resources: list[Resource], deleted: Mapping[str, float | None]
) -> tuple[Resource, ...]:
    """Every resource once; of two versions the later one, and both in doubt if nothing tells.

    `deleted` gives what was deleted, by address or type and id, with the time of it.
    """
    if not deleted and len({resource.label for resource in resources}) == len(resources):
        return tuple(resources)
    homes = _homes(resources)
    found: dict[str, list[Resource]] = {}
    for number, resource in enumerate(resources):
        key = homes(resource)
        found.setdefault(key or f"#{number}", []).append(resource)
    once: list[Resource] = []
    for key, copies in found.items():
        kept = copies if len(copies) == 1 else _latest(copies)
        times = [deleted[k] for k in (key, copies[0].label) if k in deleted]
        once += [_unless_deleted(one, times) for one in kept]
    return tuple(once)


class _homes:  # noqa: N801 - a function with a memory
    """Where a resource lives: its address, or that of the only resource of its type and id."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        self._known: dict[str, set[str]] = {}
        for resource in resources:
            if resource.home:
                self._known.setdefault(resource.label, set()).add(resource.home)

    def __call__(self, resource: Resource) -> str:
        if resource.home:
            return resource.home
        if "/" not in resource.label:
            return resource.address or ""
        only = self._known.get(resource.label, set())
        return next(iter(only)) if len(only) == 1 else resource.label


def _latest(copies: list[Resource]) -> list[Resource]:
    if all(_same(copies[0].json, copy.json) for copy in copies):
        return copies[:1]
    times = [_updated(copy) for copy in copies]
    known = [time for time in times if time is not None]
    if len(known) == len(copies):
        newest = [c for c, time in zip(copies, known, strict=True) if time == max(known)]
        if all(_same(newest[0].json, copy.json) for copy in newest):
            return newest[:1]
    return [copy._replace(doubt=_COPIES) for copy in copies]


def _unless_deleted(resource: Resource, times: list[float | None]) -> Resource:
    """The resource, in doubt unless it is surely later than every time it was deleted."""
    if not times:
        return resource
    stored = _updated(resource)
    if stored is not None and all(time is not None and stored > time for time in times):
        return resource
    return resource._replace(doubt=DELETED)


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
