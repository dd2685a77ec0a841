"""Examples of every command, as `--help` prints them; they work from the project's root."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: By the words of the command; one line each, in the order in which they can be tried.
EXAMPLES: Final[Mapping[str, tuple[str, ...]]] = {
    "": (
        "pathway list",
        "pathway advise examples/patients/mon-57.yaml",
        "pathway why acupuncture examples/patients/mon-57.yaml",
        "pathway explain P104",
    ),
    "advise": (
        "pathway advise examples/patients/mon-57.yaml",
        "pathway advise examples/patients/mon-57.yaml --full --as-of 2026-11-20",
        "pathway advise examples/fhir/sciatica.json --site examples/fhir/riverside.yaml",
    ),
    "why": (
        "pathway why acupuncture examples/patients/mon-57.yaml",
        "pathway why nsaid examples/patients/mon-57.yaml --json",
    ),
    "compare": (
        "pathway compare examples/patients/mon-57.yaml sciatica low-back-pain-nice",
        "pathway compare examples/consultations",
    ),
    "tui": (
        "pathway tui examples/patients/mon-57.yaml",
        "pathway tui --plain examples/patients/mon-57.yaml",
        "pathway tui examples/patients",
    ),
    "answer": (
        "cp examples/patients/mon-57.yaml my-patient.yaml",
        "pathway answer my-patient.yaml bleeding_disorder no",
    ),
    "decide": (
        "grep -v ^example: examples/patients/mon-57.yaml > my-patient.yaml",
        "pathway decide exercise_program my-patient.yaml --action decline \\",
        '    --actor "Dr Ito" --records records.db',
    ),
    "handout": (
        "pathway handout examples/patients/mon-57.yaml",
        "pathway handout examples/patients/mon-57.yaml --output handout.html",
    ),
    "summary": (
        'pathway summary examples/patients/mon-57.yaml --by "Dr Ito"',
        "pathway summary examples/patients/mon-57.yaml --format note",
    ),
    "list": (
        "pathway list",
        "pathway list therapies --pathway sciatica",
        "pathway list sources --json",
    ),
    "show": (
        "pathway show sciatica",
        "pathway show sciatica --patient examples/patients/mon-57.yaml",
        "pathway show sciatica --format svg > sciatica.svg",
    ),
    "explain": (
        "pathway explain P104",
        "pathway explain 'step up'",
        "pathway explain nsaid.failed",
    ),
    "eval": (
        "pathway eval '3 months >= 90 days'",
        "pathway eval 'age >= 65 years' examples/patients/mon-57.yaml",
    ),
    "new": ("pathway new knee_pain", "pathway check knee_pain"),
    "check": (
        "pathway check pathways",
        "pathway check pathways --waiting examples/consultations",
    ),
    "spec": (
        "pathway spec features/relief.feature",
        "pathway spec --phrases",
    ),
    "schema": (
        "pathway schema",
        "pathway schema patient > patient.schema.json",
        "pathway schema advice > advice.schema.json",
    ),
    "site": ("pathway site build/site --features features",),
    "prove": ("pathway prove acute-severe-sciatica",),
    "diff": (
        "pathway diff HEAD --pathway sciatica",
        "pathway diff HEAD --pathway sciatica --patients examples/consultations",
    ),
    "mutate": ("pathway mutate acute-severe-sciatica features/acute-severe-sciatica --limit 5",),
    "report": ("pathway report intended-use sciatica",),
    "report intended-use": (
        "pathway report intended-use sciatica",
        "pathway report intended-use sciatica --format html > intended-use.html",
    ),
    "records": (
        "pathway records list --records records.db",
        "pathway records verify --records records.db",
    ),
    "records list": ("pathway records list --records records.db --last 5",),
    "records show": ("pathway records show 1 --records records.db",),
    "records verify": (
        "pathway records head --records records.db --output head.json",
        "pathway records verify --records records.db --head head.json",
    ),
    "records replay": ("pathway records replay --records records.db",),
    "records export": ("pathway records export --records records.db > decisions.jsonl",),
    "records head": ("pathway records head --records records.db > head.json",),
    "serve": (
        "pathway serve examples/service/service.yaml --check",
        "pathway serve examples/service/service.yaml --prefetch",
    ),
    "mcp": (
        "pathway mcp --patients examples/patients --check",
        "pathway mcp --patients examples/consultations --as-of 2026-11-20 --check",
    ),
    "export": (
        "pathway export sciatica --format cql > sciatica.cql",
        "pathway export sciatica --format cql --output build/sciatica",
    ),
    "ehr": ("pathway ehr explain examples/fhir/sciatica.json",),
    "ehr explain": (
        "pathway ehr explain examples/fhir/sciatica.json",
        "pathway ehr explain examples/fhir/sciatica.json \\",
        "    --site examples/fhir/riverside.yaml --as-of 2026-11-20",
    ),
    "cohort": (
        "pathway cohort synth 1000 thousand.parquet",
        "pathway cohort run thousand.parquet answers.parquet",
        "pathway cohort report answers.parquet",
    ),
    "cohort run": (
        "pathway cohort synth 1000 thousand.parquet",
        "pathway cohort run thousand.parquet answers.parquet",
        "pathway cohort run thousand.parquet knees.csv --pathway knee-osteoarthritis",
    ),
    "cohort report": (
        "pathway cohort report answers.parquet",
        "pathway cohort report answers.parquet --format html > report.html",
        "pathway cohort report answers.parquet --against answers.parquet",
    ),
    "cohort diff": ("pathway cohort diff pathways pathways thousand.parquet",),
    "cohort synth": (
        "pathway cohort synth 1000 made-up.csv --seed 7",
        "pathway cohort synth 1000 edges.parquet --boundary",
    ),
    "cohort columns": ("pathway cohort columns", "pathway cohort columns --json"),
    "cohort views": ("pathway cohort views --pathway sciatica --output views",),
    "cohort patient": (
        "pathway cohort patient thousand.parquet s000000007 > s7.yaml",
        "pathway why nsaid s7.yaml --pathway sciatica",
    ),
}
