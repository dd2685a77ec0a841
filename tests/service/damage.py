"""What may happen to a request on its way: any part of it gone, or something else in its place."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any, Final, TypeAlias

Json: TypeAlias = dict[str, Any]
#: A list or an object, and what of it.
Place: TypeAlias = tuple[Any, Any]

#: Nothing here is by chance something else that a record may say.
_JUNK: Final[Sequence[Any]] = (
    *(None, "", " ", "x", "\u00bf", "9999-99-99", -1, 7.5, True, [], {}, [None], {"x": "y"}),
)


def damaged(request: Json, chance: Random) -> tuple[Json, str]:
    """A request with one part of it gone or replaced, and what was done."""
    made = copy.deepcopy(request)
    places = [(path, place) for path, place in _places(made) if not _is_one_order_less(path, place)]
    path, (holder, key) = chance.choice(places)
    how = chance.choice(["take", "junk", "junk", "garble"])
    was = holder[key]
    if how == "take":
        del holder[key]
    elif how == "garble" and isinstance(was, str) and was:
        at = chance.randrange(len(was))
        holder[key] = f"{was[:at]}\u00bf{was[at + 1 :]}"
    else:
        junk = [one for one in _JUNK if not _says_another_thing(was, one)]
        holder[key] = copy.deepcopy(chance.choice(junk))
    return made, f"{how} {path}: {holder.get(key) if isinstance(holder, dict) else holder}"


def cut_without_a_trace(request: Json, chance: Random) -> tuple[Json, str]:
    """A request in which the answer to one search lacks its end, and does not show it.

    It is the problems or the allergies that are cut. What was measured or tried before counts even
    where nothing is assumed: a reader who is given the result before the last takes it for the
    last, and a treatment that is not there was not tried.
    """
    made = copy.deepcopy(request)
    sent = made["prefetch"]
    key = chance.choice([key for key in ("conditions", "allergies") if sent[key]["entry"]])
    entries = sent[key]["entry"]
    left = chance.randrange(len(entries))
    gone = [one["resource"]["id"] for one in entries[left:]]
    del entries[left:]
    sent[key]["total"] = left
    return made, f"cut {key}: {gone}"


# -- private -------------------------------------------------------------------------------


def _places(json: Any, path: str = "") -> Iterator[tuple[str, Place]]:
    """Every part of what is sent about the patient, each as often as any other."""
    keys: Sequence[Any] = []
    if isinstance(json, dict):
        keys = ["context", "prefetch"] if not path else list(json)
    elif isinstance(json, list):
        keys = range(len(json))
    for key in keys:
        where = f"{path}/{key}"
        if path:
            yield where, (json, key)
        yield from _places(json[key], where)


def _is_one_order_less(path: str, place: Place) -> bool:
    """Whether it is a list of orders: an order that is not sent is none."""
    return path in (
        "/context/draftOrders",
        "/context/draftOrders/entry",
        "/context/selections",
    ) or (
        isinstance(place[0], list)
        and path.rpartition("/")[0] in ("/context/draftOrders/entry", "/context/selections")
    )


def _says_another_thing(was: object, junk: object) -> bool:
    """A number for a number, a yes for a no: not a fault that anybody could see."""
    return isinstance(was, bool | int | float) and isinstance(junk, bool | int | float)
