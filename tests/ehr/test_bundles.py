"""Public bundles, against a table that was written by hand from their JSON."""

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import orjson
import pytest

import pathway
from pathway.fhir.understanding import Understanding
from pathway.ground.problems import PatientError, Problems
from pathway.patients.model import Why
from pathway.patients.values import settle
from pathway.yaml.located import read_bytes
from pathway.yaml.tree import Table

from .records import left_open

ROOT: Final = Path(__file__).parents[2]
DATA: Final = Path(os.environ.get("PATHWAY_TEST_DATA", ROOT.parent / "shared/data")) / "fhir"
TODAY: Final = date(2026, 11, 20)


def table() -> Mapping[str, Any]:
    path = Path(__file__).parent / "bundles.yaml"
    problems = Problems()
    found = read_bytes(path.name, path.read_bytes(), problems)
    assert isinstance(found, Table), list(problems)
    return dict(found.entries())


TABLE: Final = table()
BUNDLES: Final = [name for name, expected in TABLE.items() if "error" not in expected]

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the FHIR bundles are not at hand (PATHWAY_TEST_DATA)"
)


@pytest.fixture(scope="module")
def library() -> pathway.Library:
    return pathway.open_library(ROOT / "pathways")


def understood(library: pathway.Library, name: str) -> Understanding:
    expected = TABLE[name]
    data = (DATA / f"{name.partition(' ')[0]}.json").read_bytes()
    site = expected.get("site")
    day = date.fromisoformat(expected["as of"])
    return library.understand_fhir(
        data, site=None if site is None else plain(site), as_of=day, today=TODAY
    )


def plain(node: Any) -> Any:
    """A part of the table without its places."""
    if isinstance(node, Table):
        return {str(key): plain(value) for key, value in node.entries()}
    return [plain(item) for item in node] if isinstance(node, list) else node


def members(expected: Mapping[str, Any], key: str) -> dict[str, list[str]]:
    return {str(n): list(map(str, v)) for n, v in plain(expected.get(key, {})).items()}


def said(value: object) -> str:
    return ("no", "yes")[value] if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("name", BUNDLES)
def test_what_is_known(name: str, library: pathway.Library) -> None:
    known = {}
    for finding in understood(library, name).findings:
        entry = finding.entry
        if entry.value is not None:
            row = [said(entry.value), str(entry.source)]
            known[finding.attribute] = row if entry.on is None else [*row, str(entry.on)]
    assert known == members(TABLE[name], "known")


@pytest.mark.parametrize("name", BUNDLES)
def test_what_is_not_known_and_why(name: str, library: pathway.Library) -> None:
    found = understood(library, name)
    unknown = {f.attribute: f for f in found.findings if f.entry.value is None}
    unknown = {name: f for name, f in unknown.items() if not left_open(f)}
    assert {n: [f.problem, f.entry.source] for n, f in unknown.items()} == members(
        TABLE[name], "unknown"
    )
    assert all(f.entry.why is not None and f.entry.detail for f in unknown.values())


@pytest.mark.parametrize("name", BUNDLES)
def test_what_is_too_old(name: str, library: pathway.Library) -> None:
    found = understood(library, name)
    attributes = library.vocabulary.attributes
    facts = [
        settle(attributes[n], found.patient, {}, found.as_of, strict=True)
        for n in found.patient.entries
    ]
    stale = [fact.name for fact in facts if fact.why is Why.STALE]
    assert stale == sorted(map(str, TABLE[name].get("stale", [])))


@pytest.mark.parametrize("name", BUNDLES)
def test_what_is_ignored_is_explained(name: str, library: pathway.Library) -> None:
    found = understood(library, name)
    reasons: dict[str, set[str]] = {}
    for note in found.notes:
        reasons.setdefault(note.resource, set()).add(note.problem.code)
    for resource, code in plain(TABLE[name].get("ignored", {})).items():
        assert code in reasons[resource], resource
    explained = unexplained(found, library, name)
    assert explained == []


def unexplained(found: Understanding, library: pathway.Library, name: str) -> list[str]:
    """Resources of the bundle that are neither used nor spoken of."""
    data = orjson.loads((DATA / f"{name.partition(' ')[0]}.json").read_bytes())
    told = {note.resource for note in found.notes} | {f.entry.source for f in found.findings}
    return [
        f"{entry['resource']['resourceType']}/{entry['resource']['id']}"
        for entry in data["entry"]
        if f"{entry['resource']['resourceType']}/{entry['resource']['id']}" not in told
        and entry["resource"]["resourceType"] not in told
    ]


@pytest.mark.parametrize("name", [name for name in TABLE if name not in BUNDLES])
def test_what_is_no_record(name: str, library: pathway.Library) -> None:
    with pytest.raises(PatientError) as caught:
        library.patient_from_fhir((DATA / f"{name}.json").read_bytes(), today=TODAY)
    assert [problem.code for problem in caught.value.problems] == [TABLE[name]["error"]]


def test_every_bundle_at_hand_is_in_the_table() -> None:
    names = {name.partition(" ")[0] for name in TABLE}
    assert sorted(path.stem for path in DATA.glob("*.json")) == sorted(names)


@pytest.mark.parametrize("name", BUNDLES)
def test_advice_names_the_resources(name: str, library: pathway.Library) -> None:
    found = understood(library, name)
    advice = library.advise(found.patient, "low-back-pain", found.as_of).to_dict()
    sources = {row["source"] for row in advice["provenance"].values()} - {None}
    known = {str(row[1]) for row in members(TABLE[name], "known").values()}
    assert sources <= known | {f.entry.source for f in found.findings}
    assert advice["as_of"] == found.as_of.isoformat()
