"""The commands that hand over to something bigger: pytest and the terminal UI."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Protocol, TypeAlias

import typer

from pathway.cli import output
from pathway.cli.diagnostics import refuse, report, reporting
from pathway.cli.paths import hinting
from pathway.cli.request import (
    DateOption,
    ForceOption,
    KeyOption,
    LibraryOption,
    PathwayOption,
    RecordsOption,
    SiteOption,
    WhoseOption,
    opened,
    pathway_in,
)
from pathway.ground.problems import PathwayError

_Features: TypeAlias = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[FEATURES]...", help="Feature files or folders; else ./features."),
]
_Watch: TypeAlias = Annotated[
    bool, typer.Option("--watch", help="Run again at every change, until interrupted.")
]
_Phrases: TypeAlias = Annotated[
    bool, typer.Option("--phrases", help="List every phrase that a spec may say.")
]
_Coverage: TypeAlias = Annotated[
    bool, typer.Option("--coverage", help="Say what of the library the scenarios exercise.")
]
_Minimum: TypeAlias = Annotated[
    float | None,
    typer.Option("--min", metavar="PERCENT", help="Fail below so much coverage (100: all)."),
]
_CoverageFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write the coverage there: .html, .json or text."),
]
_Matrix: TypeAlias = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write there what scenarios each recommendation has."),
]
_Suggest: TypeAlias = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write ready scenarios there for what none exercises."),
]


def spec(
    features: _Features = None,
    library: LibraryOption = None,
    watch: _Watch = False,
    phrases: _Phrases = False,
    coverage: _Coverage = False,
    minimum: _Minimum = None,
    coverage_file: _CoverageFile = None,
    matrix: _Matrix = None,
    suggest: _Suggest = None,
    force: ForceOption = False,
) -> None:
    """Run executable guideline specs (Gherkin features)."""
    with reporting():
        for module in ("pytest", "pytest_bdd"):
            need(module, "`pathway spec`", "spec")
        if phrases:
            from pathway.authoring.spec.catalogue import catalogue

            output.write(catalogue())
            return
        from pathway.authoring.spec.running import CoverageAsked, run

        files = (coverage_file, matrix, suggest)
        for file in filter(None, files[:2]):
            output.check_target(file, (*(features or ()), library), force=force)
        measured = coverage or minimum is not None or any(file is not None for file in files)

        def run_all(*, again: bool = False) -> int:
            wide = output.width()
            # What was suggested before is somebody's work by now.
            wanted = None if again and suggest is not None and suggest.exists() else suggest
            asked = CoverageAsked(minimum, coverage_file, matrix, wanted) if measured else None
            return run(features or (), library, output.write, width=wide, coverage=asked)

        if not watch:
            raise typer.Exit(run_all())
        _watch(_watched(features or (), library), run_all)


_Patient: TypeAlias = Annotated[
    str | None,
    typer.Argument(
        metavar="[PATIENT]", help="A patient file or FHIR bundle, or a folder to choose from."
    ),
]
_Actor: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--actor",
        metavar="NAME",
        envvar="PATHWAY_ACTOR",
        show_envvar=False,
        help="Who decides; else $PATHWAY_ACTOR, else asked for once.",
    ),
]
_Plain: TypeAlias = Annotated[
    bool, typer.Option("--plain", help="The same in plain lines, for screen readers.")
]
_Web: TypeAlias = Annotated[
    bool, typer.Option("--web", help="The same in a browser, on this computer only.")
]
_Port: TypeAlias = Annotated[
    int, typer.Option("--port", metavar="N", help="Where --web listens; else a free one.")
]
_PublicUrl: TypeAlias = Annotated[
    str | None,
    typer.Option("--public-url", metavar="URL", help="Where a reverse proxy shows --web."),
]


def tui(
    patient: _Patient = None,
    pathway: PathwayOption = None,
    as_of: DateOption = None,
    library: LibraryOption = None,
    site: SiteOption = None,
    whose: WhoseOption = None,
    actor: _Actor = None,
    plain: _Plain = False,
    web: _Web = False,
    port: _Port = 0,
    public_url: _PublicUrl = None,
    records: RecordsOption = None,
    key: KeyOption = None,
) -> None:
    """Open the terminal UI for clinicians.

    `--plain` says the same in lines, for a screen reader; `--web` shows it in a browser.
    """
    from pathway.tui.setting import Setting

    with reporting(), hinting(patient):
        if whose is not None and (patient is None or Path(patient).is_dir()):
            raise refuse("`--patient` says whose a health record is: name the file of the record")
        named = None if pathway is None else pathway_in(opened(library), pathway)
        setting = Setting(library, named, as_of, site, actor, records, key, whose)
        if public_url is not None and not web:
            raise refuse("`--public-url` says where a proxy shows `--web`, which is not asked for")
        if plain:
            from pathway.cli.talking import talk

            raise typer.Exit(talk(patient, setting))
        need("textual", "the terminal UI", "tui")
        if patient == "-":
            hint = "name the patient's file; answers come from the keyboard"
            raise refuse("the terminal UI cannot read a patient from standard input", hint=hint)
        if web:
            need("textual_serve", "the terminal in a browser", "web")
            from pathway.tui.web import serve

            where = None if patient is None else Path(patient)
            serve(where, setting, port, output.write, public_url)
            return
        from pathway.tui import run

        raise typer.Exit(run(setting, None if patient is None else Path(patient)))


class _Run(Protocol):
    def __call__(self, *, again: bool = False) -> int: ...


def _watch(folders: Sequence[Path], run: _Run) -> None:
    """Run at every change; what cannot be run is said, and may be mended meanwhile."""
    from pathway.cli.watching import pause, run_again

    def run_on() -> None:
        try:
            run(again=True)
        except PathwayError as error:
            report(error.problems)

    run()
    try:
        for told in run_again(folders, run_on, pause):
            output.write(told)
    except KeyboardInterrupt:
        output.write("\n")


def _watched(features: Sequence[Path], library: Path | None) -> list[Path]:
    """The folders whose files a run depends on: the features', and their library's."""
    from pathway.authoring.spec.finding import library_near

    folders = []
    for path in features or (Path("features"),):
        file = Path(str(path).partition("::")[0])
        near = library or library_near(file)
        folders += [file.parent if file.is_file() else file, *([near] if near else [])]
    whole = {folder.resolve(): folder for folder in folders}
    return [folder for path, folder in whole.items() if whole.keys().isdisjoint(path.parents)]


def need(module: str, what: str, extra: str) -> None:
    """Say in one sentence what to install where an optional part is missing."""
    if find_spec(module) is None:
        from pathway.ground.extras import install_command

        message = f"{what} needs an optional part that is not installed"
        raise refuse(message, "P506", install_command(extra))
