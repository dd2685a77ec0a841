"""Coverage as plain data, for machines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from pathway.authoring.coverage.items import CoverageItem
from pathway.authoring.coverage.meter import Coverage, Share
from pathway.authoring.reports.coverage import state_of

Json: TypeAlias = Any

#: The form's name; keys are added and never renamed.
SCHEMA: Final = "pathway-coverage/1"


def to_dict(coverage: Coverage) -> Mapping[str, Json]:
    """The shares, and every item with its state and the scenarios that exercised it."""
    places = coverage.by_place.items()
    return {
        "schema": SCHEMA,
        **_share(coverage.share),
        "out_of_reach": len(coverage.out_of_reach),
        "proved": coverage.proved,
        "places": {w: _share(coverage.share_of(i.key for i in items)) for w, items in places},
        "items": [_item(coverage, item) for item in coverage.items.values()],
    }


# -- private -------------------------------------------------------------------------------


def _share(share: Share) -> dict[str, Json]:
    return {"exercised": share.exercised, "of": share.of, "percent": share.percent.rstrip(" %")}


def _item(coverage: Coverage, item: CoverageItem) -> dict[str, Json]:
    said: dict[str, Json] = {
        "key": item.key,
        "place": item.where,
        "line": item.span.line if item.span is not None else None,
        "kind": item.kind,
        "holder": item.holder,
        "part": item.part,
        "outcome": item.outcome,
        "state": state_of(coverage, item.key),
        "scenarios": list(coverage.by.get(item.key, ())),
    }
    if item.key in coverage.out_of_reach:
        said["because"] = coverage.out_of_reach[item.key]
    return said
