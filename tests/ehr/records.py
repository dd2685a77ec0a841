"""The sound record of these tests, ways to spoil it, and what is understood of it."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

import orjson

import pathway
from pathway.fhir.site import Site
from pathway.fhir.understanding import RecordFinding, Understanding
from pathway.ground.problems import Problems
from pathway.ground.vocabulary import Range
from pathway.yaml.located import read_bytes
from pathway.yaml.tree import Table

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


def dosed() -> dict[str, Any]:
    """The sound record with doses, outcomes and two opioids."""
    record = sound()
    ibuprofen = resource(record, "MedicationRequest/ibuprofen")
    ibuprofen["dosageInstruction"] = [_dosage(400, 3, end="2026-08-31")]
    ibuprofen["statusReason"] = _concept("http://example.org/reasons", "nausea")
    better = _concept("http://example.org/reasons", "better")
    resource(record, "Procedure/exercise")["outcome"] = better
    orders = (("oxycodone", "7804", 10, "2026-11-02"), ("codeine", "2670", 30, "2026-10-30"))
    for name, code, amount, day in orders:
        order = {**resource(record, "MedicationRequest/naproxen"), "id": name, "authoredOn": day}
        order["medicationCodeableConcept"] = _concept(_RXNORM, code)
        order["dosageInstruction"] = [_dosage(amount, 2)]
        record["entry"].append({"resource": order})
    return record


def dosed_site() -> dict[str, Any]:
    """The settings of these tests, with what the reasons in that record mean."""
    outcomes = {"nausea": "not tolerated", "no-effect": "no response", "better": "partly helped"}
    return {**table("site.yaml"), "codes": {"http://example.org/reasons": {"outcomes": outcomes}}}


def _concept(system: str, code: str) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code}]}


def _dosage(amount: int, times: int, end: str | None = None) -> dict[str, Any]:
    """So many milligrams so many times a day, by mouth."""
    bounds = {} if end is None else {"boundsPeriod": {"end": end}}
    unit = {"unit": "mg", "system": "http://unitsofmeasure.org", "code": "mg"}
    return {
        "route": _concept("http://snomed.info/sct", "26643006"),
        "timing": {"repeat": {**bounds, "frequency": times, "period": 1, "periodUnit": "d"}},
        "doseAndRate": [{"doseQuantity": {"value": amount, **unit}}],
    }


_RXNORM: Final = "http://www.nlm.nih.gov/research/umls/rxnorm"


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


def understood(record: object, site: Site = SITE, day: date = TODAY) -> Understanding:
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


def told(found: Understanding, also: Iterable[str] = ()) -> dict[str, str]:
    """The same without what an entry of a list only leaves open, apart from `also` (codes.yaml)."""
    left = {finding.attribute for finding in found.findings if left_open(finding)}
    return {n: word for n, word in values(found).items() if n not in left or n in also}


def left_open(finding: RecordFinding) -> bool:
    """Whether an entry only may mean it."""
    return finding.entry.value is None and finding.maybe


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
