"""Views of SQL on FHIR on resources: a small evaluator of the FHIRPath that ours use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any


def rows_of(view: Mapping[str, Any], resource: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows of a view that come of a resource."""
    if resource["resourceType"] != view["resource"]:
        return
    if not all(holds(one["path"], resource) for one in view.get("where", ())):
        return
    for parts in product(*(list(_selected(one, resource)) for one in view["select"])):
        yield {name: value for part in parts for name, value in part.items()}


def holds(path: str, node: Any) -> bool:
    """Whether a condition of `where` is so: some of its parts, joined by `or`, are."""
    return any(values(part, node) == [True] for part in _split(path, " or "))


def values(path: str, node: Any) -> list[Any]:
    """What a path leads to."""
    found = [node]
    for step in _steps(path):
        found = list(_followed(step, found))
    return found


# -- private -------------------------------------------------------------------------------


def _selected(select: Mapping[str, Any], resource: Any) -> Iterator[dict[str, Any]]:
    path = select.get("forEach") or select.get("forEachOrNull")
    nodes = [resource] if path is None else values(path, resource)
    if not nodes and "forEachOrNull" in select:
        nodes = [{}]
    for node in nodes:
        yield {one["name"]: _only(one["path"], node) for one in select["column"]}


def _only(path: str, node: Any) -> Any:
    found = values(path, node)
    assert len(found) < 2, (path, found)
    return found[0] if found else None


def _steps(path: str) -> list[str]:
    return _split(path, ".")


def _split(text: str, by: str) -> list[str]:
    """The parts of a text, apart from what stands in brackets and quotes."""
    parts, depth, quoted, start = [], 0, False, 0
    for at, sign in enumerate(text):
        quoted ^= sign == "'"
        depth += 0 if quoted else {"(": 1, ")": -1}.get(sign, 0)
        if not depth and not quoted and text.startswith(by, at):
            parts.append(text[start:at])
            start = at + len(by)
    return [*parts, text[start:]]


def _followed(step: str, nodes: list[Any]) -> Iterator[Any]:
    name, _, given = step.partition("(")
    given = given.removesuffix(")")
    if not step.endswith(")"):
        yield from _elements(name, nodes)
    elif name == "first":
        yield from nodes[:1]
    elif name == "exists":
        yield bool(nodes)
    elif name == "where":
        yield from (node for node in nodes if _fits(given, node))
    elif name == "extension":
        extensions = _elements("extension", nodes)
        yield from (one for one in extensions if one["url"] == given.strip("'"))
    elif name == "getResourceKey":
        yield from (f"{node['resourceType']}/{node['id']}" for node in nodes if "id" in node)
    elif name == "getReferenceKey":
        found = [node.get("reference", "") for node in nodes]
        yield from (one for one in found if one.rpartition("/")[0].endswith(given))
    else:
        assert name == "ofType", step
        yield from (value for type_, value in nodes if type_ == given)


def _elements(name: str, nodes: list[Any]) -> Iterator[Any]:
    """The elements of a name; those of a choice of types with the name of their type."""
    for node in nodes:
        if name in node:
            found = node[name]
            yield from found if isinstance(found, list) else [found]
            continue
        for key, value in node.items():
            if key.startswith(name) and key[len(name) : len(name) + 1].isupper():
                type_ = key[len(name) :]
                plain = type_[0].lower() + type_[1:]
                yield (type_ if isinstance(value, dict) else plain, value)


def _fits(condition: str, node: Any) -> bool:
    condition = condition.strip()
    for by, of in ((" or ", any), (" and ", all)):
        parts = _split(condition, by)
        if len(parts) > 1:
            return of(_fits(part, node) for part in parts)
    if condition.startswith("("):
        return _fits(condition[1:-1], node)
    name, _, value = condition.partition(" = ")
    return bool(node.get(name) == value.strip("'"))
