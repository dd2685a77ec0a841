"""How long `pathway cohort run` takes for an export in FHIR, against DuckDB reading the same lines.

The export is made up: each patient with three conditions, three orders of medicines and fourteen
results, of which a third say something to a rule. DuckDB reads every line twice: as it parses JSON
alone, and as a table of the elements that a pathway needs. Processor time of all processes, taken
in turn. Nothing here passes or fails.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import orjson

from pathway.cohort.bulk.run import ExportAsked, run_export

AS_OF = date(2026, 11, 20)
HL7 = "http://terminology.hl7.org/CodeSystem"
PROBLEMS = ("23056005", "38341003", "44054006", "279039007")
DRUGS = ("5640", "7258", "11289", "161")
RESULTS = (
    *("777-3", "6301-6", "33914-3", "8302-2", "29463-7", "2093-3", "8867-4"),
    *("718-7", "4548-4", "2160-0"),
)
#: What the elements of all kinds together are, as somebody would have them in SQL.
READ = """
select count(id), count(kind), count(whose), count(code), count(value), count(day), count(status)
from (
    select json->>'$.id' as id, json->>'$.resourceType' as kind,
        json->>'$.subject.reference' as whose, json->>'$.status' as status,
        coalesce(json->>'$.code.coding[0].code',
            json->>'$.medicationCodeableConcept.coding[0].code') as code,
        (json->>'$.valueQuantity.value')::double as value,
        coalesce(json->>'$.effectiveDateTime', json->>'$.authoredOn',
            json->>'$.recordedDate') as day
    from read_ndjson_objects($files)
)
"""


def main() -> None:
    """Print baselines, figure and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patients", type=int, default=20_000)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "export"), Path(folder, "answers.parquet")
        source.mkdir()
        size = made(source, asked.patients)
        site = Path(folder, "site.yaml")
        site.write_text("site: Made up\ncomplete: [problems, medicines]\n")
        files = [str(path) for path in sorted(source.iterdir())]
        how = (source, target, None, "sciatica", AS_OF, max(AS_OF, date.today()))
        whole = ExportAsked(*how, site=site, processes=asked.processes)
        parse = "select count(*) from read_ndjson_objects($files)"
        rows = {
            "DuckDB, JSON alone": spent(lambda: duckdb.execute(parse, {"files": files})),
            "DuckDB, as a table": spent(lambda: duckdb.execute(READ, {"files": files})),
            "pathway cohort run": spent(lambda: run_export(whole)),
        }
    print(f"{asked.patients:,} patients, {size / 1e6:,.0f} MB, {asked.processes} processes")
    for name, seconds in rows.items():
        print(
            f"{name:20} {seconds:8.1f} s of processor {seconds / rows['DuckDB, as a table']:6.1f}"
        )
    memory = max(resource.getrusage(who).ru_maxrss for who in WHO) / 1024
    print(f"{asked.patients / rows['pathway cohort run']:,.0f} patients a second of processor")
    print(f"at most {memory:,.0f} MiB in a process")


WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def spent(work: Callable[[], object]) -> float:
    """The seconds of processor that something takes, in this process and in those it starts."""

    def so_far() -> float:
        return sum(found.ru_utime + found.ru_stime for found in map(resource.getrusage, WHO))

    began = so_far()
    work()
    return so_far() - began


def made(folder: Path, count: int) -> int:
    """Write an export of so many patients who never were; its bytes."""
    kinds = ("Patient", "Condition", "MedicationRequest", "Observation")
    files = {kind: (folder / f"{kind}.ndjson").open("wb") for kind in kinds}
    for one in everybody(count):
        files[one["resourceType"]].write(orjson.dumps(one) + b"\n")
    for file in files.values():
        file.close()
    return sum(path.stat().st_size for path in folder.iterdir())


def everybody(count: int) -> Iterator[Mapping[str, Any]]:
    """The resources of all patients."""
    chance = Random(1)
    for number in range(count):
        id_ = f"p{number}"
        born = f"{chance.randint(1930, 2006)}-{chance.randint(1, 12):02}-11"
        yield {"resourceType": "Patient", "id": id_, "gender": "female", "birthDate": born}
        whose = {"subject": {"reference": f"Patient/{id_}"}}
        stored = {"meta": {"versionId": "1", "lastUpdated": "2026-10-02T00:00:00Z"}}
        for place in range(3):
            yield {**problem(chance), **whose, **stored, "id": f"{id_}-c{place}"}
            yield {**order(chance), **whose, **stored, "id": f"{id_}-m{place}"}
        for place in range(14):
            yield {**result(chance), **whose, **stored, "id": f"{id_}-o{place}"}


def problem(chance: Random) -> Mapping[str, Any]:
    return {
        "resourceType": "Condition",
        "clinicalStatus": coded(f"{HL7}/condition-clinical", "active"),
        "verificationStatus": coded(f"{HL7}/condition-ver-status", "confirmed"),
        "code": coded("http://snomed.info/sct", chance.choice(PROBLEMS)),
        "onsetDateTime": "2026-09-01",
        "recordedDate": "2026-09-20",
    }


def order(chance: Random) -> Mapping[str, Any]:
    drug = coded("http://www.nlm.nih.gov/research/umls/rxnorm", chance.choice(DRUGS))
    return {
        "resourceType": "MedicationRequest",
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": drug,
        "authoredOn": "2026-10-01",
    }


def result(chance: Random) -> Mapping[str, Any]:
    unit = {"unit": "mg/dL", "system": "http://unitsofmeasure.org", "code": "mg/dL"}
    return {
        "resourceType": "Observation",
        "status": "final",
        "category": [coded(f"{HL7}/observation-category", "laboratory")],
        "code": coded("http://loinc.org", chance.choice(RESULTS)),
        "effectiveDateTime": f"2026-0{chance.randint(1, 9)}-03T04:04:09+01:00",
        "valueQuantity": {"value": round(chance.uniform(1, 200), 1), **unit},
    }


def coded(system: str, code: str) -> Mapping[str, Any]:
    return {"coding": [{"system": system, "code": code, "display": "as it is called"}]}


if __name__ == "__main__":
    main()
