"""The sound record of these tests, ways to spoil it, and what is understood of it."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

import orjson

import pathway
from pathway.ehr.understanding import Understanding
from pathway.files.located_yaml import read_bytes
from pathway.files.tree import Table
from pathway.problems import Problems
from pathway.vocabulary import Range

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]
SITE: Final = HERE / "site.yaml"
TODAY: Final = date(2026, 11, 20)


@cache
def library() -> pathway.Library:
    """The shipped library."""
    return pathway.open_library(ROOT / "pathways")


def sound() -> dict[str, Any]:
    """A fresh copy of the sound record."""
    found: dict[str, Any] = orjson.loads((HERE / "sound.json").read_bytes())
    return found


def resources(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The resources of a bundle."""
    return [entry["resource"] for entry in record["entry"]]


def resource(record: Mapping[str, Any], name: str) -> dict[str, Any]:
    """One of them by its name, `Observation/pain`."""
    kind, _, id_ = name.partition("/")
    return next(r for r in resources(record) if (r["resourceType"], r.get("id")) == (kind, id_))


def put(json: Any, path: str, value: object) -> None:
    """Give an element, named by a dotted path, another value."""
    *way, last = path.split(".")
    holder = _follow(json, way)
    holder[int(last) if isinstance(holder, list) else last] = value


def take(json: Any, path: str) -> None:
    """Take an element away."""
    *way, last = path.split(".")
    holder = _follow(json, way)
    del holder[int(last) if isinstance(holder, list) else last]


def _follow(json: Any, way: Iterable[str]) -> Any:
    for step in way:
        json = json[int(step) if isinstance(json, list) else step]
    return json


def understood(record: object, site: Path | None = SITE, day: date = TODAY) -> Understanding:
    """What is understood of a record on the day of these tests."""
    data = record if isinstance(record, bytes) else orjson.dumps(record)
    return library().understand_fhir(data, site=site, as_of=day, today=TODAY)


def values(found: Understanding) -> dict[str, str]:
    """Every attribute with its value, or the problem for which it is not known."""
    told: dict[str, str] = {}
    for finding in found.findings:
        value = finding.entry.value
        word = finding.problem if value is None else said(value)
        told[finding.attribute] = " | ".join(filter(None, (told.get(finding.attribute), word)))
    return told


def said(value: object) -> str:
    """A value as the tables write it."""
    if isinstance(value, bool):
        return ("no", "yes")[value]
    if isinstance(value, Range):
        return f"{value.low} to {value.high}"
    return str(value)


def table(name: str) -> Any:
    """A YAML table beside these tests, as plain values."""
    problems = Problems()
    found = read_bytes(name, (HERE / name).read_bytes(), problems)
    assert found is not None, list(problems)
    return plain(found)


def plain(node: Any) -> Any:
    """A part of a table without its places; numbers as JSON has them."""
    if isinstance(node, Table):
        return {str(key): plain(value) for key, value in node.entries()}
    if isinstance(node, list):
        return [plain(item) for item in node]
    if isinstance(node, Decimal):
        return int(node) if node == node.to_integral_value() else float(node)
    return str(node) if isinstance(node, str) else node
