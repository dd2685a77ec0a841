"""`pathway cohort run` for a bulk export in FHIR."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from pathway.cli import output
from pathway.cli.diagnostics import refuse
from pathway.cli.heads import need

if TYPE_CHECKING:
    from pathway.cohort.run import Progress, Ran


class Asking(NamedTuple):
    """How the patients of an export are to be advised on."""

    library: Path | None
    pathway: str
    as_of: date
    strict: bool
    site: Path | None
    base: str | None
    processes: int | None
    questions: bool


def is_export(source: Path) -> bool:
    """Whether a folder holds NDJSON."""
    return source.is_dir() and any(one.name.endswith(_LINES) for one in source.iterdir())


def of_export(
    source: Path, target: Path, asking: Asking, progress: Progress | None, *, force: bool
) -> Ran:
    """Advise on every patient of an export; raises UsageError where `--questions` is asked for."""
    if asking.questions:
        raise refuse("`--questions` is for tables", hint="leave it out for exports")
    need("duckdb", "`pathway cohort run` for an export", "cohort")
    from pathway.cohort.bulk.run import ExportAsked, run_export
    from pathway.cohort.files import ENDINGS

    if target.suffix not in ENDINGS:
        raise refuse(f"`{target}` is no name for a table", hint="end it in .parquet or .csv")
    output.check_target(target, tuple(source.iterdir()), force=force)
    asked = ExportAsked(
        source,
        target,
        asking.library,
        asking.pathway,
        asking.as_of,
        max(asking.as_of, date.today()),
        asking.strict,
        asking.site,
        asking.base,
        asking.processes or os.cpu_count() or 1,
    )
    return run_export(asked, progress)


# -- private -------------------------------------------------------------------------------

_LINES: Final = (".ndjson", ".ndjson.gz")
