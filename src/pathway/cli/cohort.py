"""The commands about many patients at once: cohort run, report, diff, synth, columns, patient."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from pathway.cli import output
from pathway.cli.cohort_export import Asking, is_export, of_export
from pathway.cli.cohort_report import report
from pathway.cli.cohort_spark import Engine, EngineOption, MasterOption, check_engine, on_spark
from pathway.cli.diagnostics import refuse, reporting
from pathway.cli.heads import need
from pathway.cli.request import (
    BaseOption,
    DateOption,
    ForceOption,
    JsonOption,
    LibraryOption,
    SiteOption,
    StrictOption,
    opened,
    pathway_in,
)
from pathway.fhir import only_for_fhir
from pathway.views.forms import Form

if TYPE_CHECKING:
    from pathway.cohort.run import Asked, Progress, Ran
    from pathway.engine import Library
    from pathway.program import CompiledProgram

app = typer.Typer(
    help="Many patients, from tables: who is due, who had better stop.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_Source: TypeAlias = Annotated[
    Path,
    typer.Argument(metavar="IN", help="A table (.parquet, .csv), or a folder of them."),
]
_Export: TypeAlias = Annotated[
    str,
    typer.Argument(metavar="IN", help="A table, a folder of them, or a bulk export (.ndjson)."),
]
_Target: TypeAlias = Annotated[
    Path,
    typer.Argument(metavar="OUT", help="Where to write; a folder if IN is one."),
]
_Answers: TypeAlias = Annotated[
    str,
    typer.Argument(metavar="OUT", help="Where to write; a folder if IN is one."),
]
_Which: TypeAlias = Annotated[
    str | None, typer.Option("--pathway", metavar="ID", help="Which pathway; else the first.")
]


@app.callback()
def _cohort() -> None:
    pass


@app.command("run")
def run(
    given: _Export,
    answers: _Answers,
    pathway: _Which = None,
    as_of: DateOption = None,
    strict: StrictOption = False,
    site: SiteOption = None,
    base: BaseOption = None,
    processes: Annotated[
        int | None,
        typer.Option("--processes", min=1, help="How many evaluate; else as many as pay."),
    ] = None,
    questions: Annotated[
        bool, typer.Option("--questions", help="Say what to ask first; milliseconds a patient.")
    ] = False,
    library: LibraryOption = None,
    engine: EngineOption = Engine.HERE,
    master: MasterOption = None,
    force: ForceOption = False,
    json: JsonOption = False,
) -> None:
    """Advise on every row of a table, or every record of an export.

    Verdicts, actions, steps and red flags become columns. A cell that cannot be read is unknown,
    and is told; a folder of tables that was begun is gone on with.
    """
    with reporting(json=json):
        _needed("`pathway cohort run`")
        from pathway.cohort.run import Asked

        content = opened(library)
        program, day = _program(content, pathway), as_of or date.today()
        source, target = Path(given), Path(answers)
        check_engine(engine, master, processes, questions=questions)
        try:
            if engine is Engine.SPARK:
                only_for_fhir(site, base, None)
                where = (given, answers, library)
                found = on_spark(*where, program.id, day, master, strict=strict)
            elif is_export(source):
                how = Asking(library, program.id, day, strict, site, base, processes, questions)
                found = of_export(source, target, how, _progress(), force=force)
            else:
                only_for_fhir(site, base, None)
                others = tuple(content.therapies)
                asked = Asked(source, target, program, day, strict, others, processes, questions)
                found = _of_table(asked, force=force)
        except OSError as error:
            raise output.not_written(target, error) from error
        _tell(found, json=json)


app.command("report")(report)


@app.command("diff")
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A library's folder, as it was.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The same as it is to be.")],
    source: _Source,
    pathway: _Which = None,
    as_of: DateOption = None,
    strict: StrictOption = False,
    form: Annotated[Form, typer.Option("--format", help="How to write it.")] = Form.TEXT,
    json: JsonOption = False,
) -> None:
    """Say what another version of a pathway changes, and for how many."""
    with reporting(json=json):
        _needed("`pathway cohort diff`")
        from pathway.cohort.compare import difference
        from pathway.cohort.page import changes
        from pathway.views.document import drawn

        libraries = [opened(one) for one in (old, new)]
        before, after = (_program(one, pathway) for one in libraries)
        others = [therapy for one in libraries for therapy in one.therapies]
        day = as_of or date.today()
        found = difference(before, after, source, day, others, strict=strict)
        if json:
            output.write_json(found.to_dict())
        else:
            page = changes(found, before, after)
            output.write(drawn(page, form, width=output.width(), colour=output.colour()))


@app.command("synth")
def synth(
    count: Annotated[int, typer.Argument(metavar="N", min=1, help="How many patients.")],
    target: _Target,
    pathway: _Which = None,
    as_of: DateOption = None,
    seed: Annotated[int, typer.Option("--seed", help="The same seed makes the same table.")] = 1,
    missing: Annotated[
        float, typer.Option("--missing", min=0, max=1, help="The share of empty cells.")
    ] = 0.15,
    boundary: Annotated[
        bool, typer.Option("--boundary", help="Values on both sides of every threshold.")
    ] = False,
    distributions: Annotated[
        Path | None,
        typer.Option("--distributions", metavar="FILE", help="How values are distributed (YAML)."),
    ] = None,
    library: LibraryOption = None,
    force: ForceOption = False,
) -> None:
    """Make up a table to try a pathway on; nobody in it is real."""
    with reporting():
        _needed("`pathway cohort synth`")
        from pathway.cohort.making import MakingAsked, make

        program, day = _program(opened(library), pathway), as_of or date.today()
        asked = MakingAsked(program, count, day, seed, missing, boundary, distributions)
        asked.check(target)
        read = () if distributions is None else (distributions,)
        output.check_target(target, read, force=force)
        try:
            output.write(make(asked, target))
        except OSError as error:
            raise output.not_written(target, error) from error


@app.command("columns")
def columns(
    pathway: _Which = None, library: LibraryOption = None, json: JsonOption = False
) -> None:
    """List the columns that a table may have, and what stands in each."""
    with reporting(json=json):
        _needed("`pathway cohort columns`")
        from pathway.cohort.page import columns_of

        rows = columns_of(_program(opened(library), pathway))
        if json:
            output.write_json([{"column": name, "holds": text} for name, text in rows])
        else:
            wide = max(len(name) for name, _ in rows)
            output.write("".join(f"{name:{wide}}  {text}\n" for name, text in rows))


@app.command("views")
def views(
    pathway: _Which = None,
    folder: Annotated[
        Path | None,
        typer.Option("--output", metavar="FOLDER", help="Write each view there, as a file."),
    ] = None,
    site: SiteOption = None,
    library: LibraryOption = None,
    force: ForceOption = False,
) -> None:
    """Write the tables that a pathway reads as views of SQL on FHIR.

    A server or a database with such views makes them of its records in FHIR.
    """
    with reporting():
        _needed("`pathway cohort views`")
        import orjson

        from pathway.cohort.views import views as made

        content = opened(library)
        found = made(content, _program(content, pathway), content.record_rules(site))
        if folder is None:
            output.write_json([*found.values()])
            return
        files = {
            f"{name}.json": orjson.dumps(view, option=orjson.OPT_INDENT_2) + b"\n"
            for name, view in found.items()
        }
        written = output.write_folder(folder, files, (library, site), force=force)
        output.write("".join(f"{path}\n" for path in written))


@app.command("patient")
def patient(
    source: _Source,
    id_: Annotated[str, typer.Argument(metavar="ID", help="Whose row: what stands under `id`.")],
    pathway: _Which = None,
    as_of: DateOption = None,
    library: LibraryOption = None,
) -> None:
    """Write a row as a patient file, for `pathway advise`."""
    with reporting():
        _needed("`pathway cohort patient`")
        from pathway.cohort.files import batches_in, parts_of
        from pathway.cohort.table import read_batch, wrong_columns
        from pathway.ground.problems import UsageError
        from pathway.patients.writer import write_patient

        content = opened(library)
        program = _program(content, pathway)
        day = as_of or date.today()
        for part in parts_of(source):
            for rows in batches_in(part):
                if wrong := wrong_columns(rows.schema.names, program, content.therapies):
                    raise UsageError(wrong)
                batch = read_batch(rows, program, day)
                ids = batch.ids.to_pylist()
                if id_ in ids:
                    found = batch.patient(ids.index(id_), program)
                    output.write(write_patient(found, content.vocabulary))
                    return
        raise refuse(f"there is no row with the id `{id_}`")


# -- private -------------------------------------------------------------------------------


def _of_table(asked: Asked, *, force: bool) -> Ran:
    from pathway.cohort.run import run as evaluate

    if not asked.source.is_dir():
        output.check_target(asked.target, (asked.source,), force=force)
    return evaluate(asked, _progress())


def _tell(found: Ran, *, json: bool) -> None:
    """What a run came to; the exit status says whether everything could be read."""
    from pathway.cohort.page import ran_text

    if json:
        output.write_json(found.to_dict())
    else:
        output.write(ran_text(found.to_dict(), found.seconds))
    if not found.is_whole:
        raise typer.Exit(1)


def _needed(what: str) -> None:
    for module in ("numpy", "pyarrow"):
        need(module, what, "cohort")


def _program(library: Library, named: str | None) -> CompiledProgram:
    id_ = pathway_in(library, named) if named is not None else library.current[0]
    return library.program(id_ or library.current[0])


def _progress() -> Progress | None:
    """How far a run is, in one line of a terminal; nothing where nobody watches."""
    if not sys.stderr.isatty():
        return None

    def told(done: int, total: int | None, seconds: float) -> None:
        speed = done / max(seconds, 0.001)
        left = f" of {total:,}, {(total - done) / speed:,.0f} s left" if total else ""
        sys.stderr.write(f"\r{done:,}{left}, {speed:,.0f} patients/s   ")
        sys.stderr.flush()

    return told
