"""Answers to a bulk export are what `advise` says of each patient's resources as one record."""

import os
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any, Final

import orjson
import pytest

from pathway.fhir.site import Site
from pathway.ground.problems import PatientError, UsageError
from tests.ehr.records import SITE, TODAY, dosed, dosed_site, resources, sound, table
from tests.ehr.short_records import bundle_of

from .exports import answered, export
from .rows import AS_OF
from .test_agreement import shipped
from .test_answers import _advised

ROOT: Final = Path(__file__).parents[2]
DATA: Final = Path(os.environ.get("PATHWAY_TEST_DATA", ROOT.parent / "shared/data")) / "fhir"
ROWS: Final[list[dict[str, Any]]] = table("readings.yaml")
LISTS: Final = ("problems", "medicines", "allergies", "treatments")


def advised(
    record: Any, id_: str, names: Any, site: Site = None, base: str | None = None, **more: Any
) -> dict[str, Any]:
    """What `advise` says of a record, in the columns of a table."""
    day = more.pop("day", AS_OF)
    try:
        patient = shipped().patient_from_fhir(
            record, site=site, base=base, as_of=day, today=max(day, TODAY), **more
        )
    except PatientError:
        return {"left_out": True}
    therapies = tuple(name.removesuffix(".verdict") for name in names if name.endswith(".verdict"))
    return _advised(shipped().advise(patient, id_, day), therapies)


def same(row: dict[str, Any], expected: dict[str, Any]) -> None:
    if expected["left_out"]:
        told = {name: value for name, value in row.items() if value is not None}
        assert told == {"id": row["id"], "left_out": True}
    else:
        assert row == expected


# -- bundle by bundle ----------------------------------------------------------------------


@pytest.mark.parametrize("id_", ["sciatica", "knee-osteoarthritis", "opioids-cdc"])
@pytest.mark.parametrize(("record", "site"), [(sound(), SITE), (dosed(), dosed_site())])
def test_our_records(record: Any, site: Site, id_: str, tmp_path: Path) -> None:
    base = "https://ehr.example.org/fhir"
    export(tmp_path, resources(record), Random(id_))
    [row], faults = answered(tmp_path, id_, site=site, base=base)
    assert faults == {}
    assert row["id"] == "1@ehr.example.org/fhir"
    same(row, advised(record, id_, row, site))


def test_the_example_of_the_documentation(tmp_path: Path) -> None:
    folder = ROOT / "examples/fhir"
    record = orjson.loads((folder / "sciatica.json").read_bytes())
    answers = orjson.loads((folder / "warning-signs.json").read_bytes())
    export(tmp_path, [*resources(record), answers])
    base, site = "https://fhir.riverside.example.org", folder / "riverside.yaml"
    [row], faults = answered(tmp_path, "sciatica", site=site, base=base)
    assert faults == {}
    same(row, advised([record, answers], "sciatica", row, site))
    assert (row["nsaid.verdict"], row["outcome"]) == ("ongoing", "needs information")


@pytest.mark.skipif(not DATA.is_dir(), reason="the bundles are not at hand (PATHWAY_TEST_DATA)")
@pytest.mark.parametrize("complete", [(), LISTS], ids=["as it is", "said to be complete"])
@pytest.mark.parametrize("id_", ["low-back-pain", "opioids-cdc"])
def test_public_bundles(id_: str, complete: tuple[str, ...], tmp_path: Path) -> None:
    """All of them in one export, as the patients of one hospital."""
    site = {"site": "Test", "complete": list(complete)} if complete else None
    bundles = {}
    for path in sorted(DATA.glob("*.json")):
        found = resources(orjson.loads(path.read_bytes())) if path.stem != "donnie_marks" else []
        [whose] = [one["id"] for one in found if one["resourceType"] == "Patient"] or [None]
        if whose is not None:
            bundles[whose] = found
    export(tmp_path, [one for found in bundles.values() for one in found], Random(id_))
    rows, faults = answered(tmp_path, id_, site=site)
    assert [row["id"] for row in rows] == sorted(bundles)
    assert len(rows) > 8
    for row in rows:
        record = [_with_address(one) for one in bundles[row["id"]]]
        same(row, advised({"resourceType": "Bundle", "entry": record}, id_, row, site))
    told = Counter[str]()
    for (_, reason), count in faults.items():
        told[reason] += count
    assert told == {"it does not name its patient": 2}


def _with_address(resource: dict[str, Any]) -> dict[str, Any]:
    return {"resource": resource, "fullUrl": f"urn:uuid:{resource.get('id')}"}


# -- records in a few words ----------------------------------------------------------------

#: Rows whose people a table cannot tell apart: by ids alone, in which an export is joined.
NO_IDS: Final = "two patients without ids, each with an address of its own"
ONE_ID: Final = "the same number on two servers is two people"


@pytest.mark.parametrize("number", range(len(ROWS)), ids=lambda number: ROWS[number]["row"])
def test_records_in_a_few_words(number: int, tmp_path: Path) -> None:
    row = ROWS[number]
    listed = [one["resource"] for one in bundle_of(row)["entry"] if "resource" in one]
    export(tmp_path, listed, Random(number))
    lists = LISTS if "taken" in row or "history" in row else LISTS[:-1]
    site = {"site": "Test", "complete": list(lists), **row.get("site", {})}
    base = row.get("base")
    if row["row"] == NO_IDS:
        with pytest.raises(UsageError, match="there is no patient in the folder"):
            answered(tmp_path, "low-back-pain", site=site, base=base)
        return
    rows, faults = answered(tmp_path, "low-back-pain", site=site, base=base)
    if row["row"] == ONE_ID:
        assert [one["left_out"] for one in rows] == [True]
        assert faults == {("Patient", "two patients with one id: left out"): 1}
        return
    for told in rows:
        whose = f"Patient/{told['id'].partition('@')[0]}"
        same(told, advised(listed, "low-back-pain", told, site, base, patient=whose))
