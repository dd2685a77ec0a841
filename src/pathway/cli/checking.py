"""The commands that check what authors write: check and schema."""

from __future__ import annotations

from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from pathway.cli import completion, output
from pathway.cli.diagnostics import ExitCode, exit_code, refuse, reporting
from pathway.cli.request import DateOption, ForceOption, JsonOption, LibraryOption, opened
from pathway.ground.problems import LibraryError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from pathway.engine import Library
    from pathway.ground.problems import Problem


class ProblemFormat(StrEnum):
    """How problems can be written."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


WatchOption: TypeAlias = Annotated[
    bool, typer.Option("--watch", help="Check again at every change, until interrupted.")
]
SinceOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="REVISION",
        help="Do versions say what changed since a git revision, a folder, or `last` (tag)?",
    ),
]
WaitingOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        metavar="PATIENTS",
        help="What holds back options of the patients in a folder, and what holds them alone.",
    ),
]


def check(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="A folder of pathways; else the shipped.")
    ] = None,
    form: Annotated[
        ProblemFormat, typer.Option("--format", help="How to write the problems.")
    ] = ProblemFormat.TEXT,
    watch: WatchOption = False,
    since: SinceOption = None,
    waiting: WaitingOption = None,
    as_of: DateOption = None,
    json: JsonOption = False,
) -> None:
    """Check a folder of pathways, all problems in one run.

    Each problem has its place and a hint. `--since` asks whether versions say what changed,
    `--waiting` what holds back options of patients.
    """
    chosen = ProblemFormat.JSON if json else form
    if waiting is not None:
        with reporting(json=chosen is ProblemFormat.JSON):
            _waiting(folder, waiting, as_of, json=chosen is ProblemFormat.JSON)
        return
    if watch:
        with reporting():
            _watch(folder, chosen)
        return
    name = folder.name or str(folder.resolve().name) if folder else "shipped pathways"
    with reporting(json=chosen is ProblemFormat.JSON):
        counts, problems, code, compared = _examined(folder, since)
    if chosen is ProblemFormat.JSON:
        from pathway.views.problems import to_dict

        found = [to_dict(problem) for problem in problems]
        told = {"since": list(compared)} if since is not None else {}
        output.write_json({"library": name, "counts": counts, "problems": found, **told})
    elif chosen is ProblemFormat.SARIF:
        from importlib.metadata import version

        from pathway.views.sarif import to_sarif

        before = folder.as_posix() if folder is not None else ""
        output.write_json(to_sarif(problems, version("pathway-cds"), before))
    else:
        output.write("".join(f"{line}\n" for line in compared) + _text(name, counts, problems))
    raise typer.Exit(code)


def schema(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]",
            help="Of what; else all are listed.",
            autocompletion=completion.kinds_of_file,
        ),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option("--folder", metavar="DIR", help="Write the schema, or all of them, there."),
    ] = None,
    library: LibraryOption = None,
    force: ForceOption = False,
) -> None:
    """Print the JSON Schema of a kind of file, or of the advice.

    With it an editor completes the keys of such files, and a program reads advice.
    """
    from pathway.advice.schema import WHERE
    from pathway.content.schema import NAMES
    from pathway.ground.problems import choices, suggestion

    known = {**NAMES, **WHERE}
    with reporting():
        if name is not None and name not in known:
            hint = suggestion(name, known) or choices(known)
            raise refuse(f"there is no schema of `{name}`", hint=hint)
        if name is None and folder is None:
            output.write("".join(f"{one:<16}{where}\n" for one, where in known.items()))
            return
        wanted = _schemas([name] if name else list(known), library)
        if folder is None:
            output.write_json(next(iter(wanted.values())))
        else:
            output.write("".join(f"{path}\n" for path in _written(folder, wanted, force=force)))


# -- private -------------------------------------------------------------------------------


def _waiting(folder: Path | None, patients: Path, as_of: date | None, *, json: bool) -> None:
    """Print what the patients of a folder wait for; a file that is none ends it with its reason."""
    from pathway.authoring.waiting import waiting

    if not patients.is_dir():
        raise refuse(f"`{patients}` is not a folder", hint="name a folder of patient files")
    files = sorted(p for p in patients.iterdir() if p.suffix in (".yaml", ".yml", ".json"))
    if not files:
        raise refuse(f"there is no patient file in `{patients}`", hint="they end in .yaml or .json")
    library = opened(folder)
    found = waiting(library, [library.patient_from_file(f, as_of=as_of) for f in files], as_of)
    if json:
        output.write_json(found.to_dict())
        return
    from pathway.views.document import drawn
    from pathway.views.forms import Form

    output.write(drawn(found.document(), Form.TEXT, width=output.width(), colour=output.colour()))


def _schemas(names: Sequence[str], library: Path | None) -> dict[str, dict[str, Any]]:
    """The schemas by name; a library is opened only where one is of its files."""
    from pathway.advice.schema import FORMS, schema_of_form
    from pathway.content.schema import schema_of

    forms = {name: schema_of_form(name) for name in names if name in FORMS}
    files = [name for name in names if name not in forms]
    if not files:
        return forms
    vocabulary = opened(library).vocabulary
    return {name: schema_of(name, vocabulary) for name in files} | forms


def _examined(
    folder: Path | None, since: str | None = None
) -> tuple[dict[str, int], Sequence[Problem], ExitCode, Sequence[str]]:
    try:
        library = opened(folder)
    except LibraryError as error:
        return {}, error.problems, exit_code(error), ()
    moved, compared = _moved(library, folder, since)
    problems = (*library.findings(), *_untraced(library, folder), *moved)
    code = ExitCode.FINDINGS if problems else ExitCode.FINE
    return _counts(library), problems, code, compared


def _moved(
    library: Library, folder: Path | None, since: str | None
) -> tuple[Sequence[Problem], Sequence[str]]:
    """Whether versions say how much has changed since then, and what was compared."""
    if since is None:
        return (), ()
    if folder is None:
        raise refuse("the shipped pathways have no history here", hint="name their folder as well")
    from pathway.cli.revisions import since as compare

    found = compare(library, folder, since)
    return found.problems, found.lines


def _untraced(library: Library, folder: Path | None) -> Sequence[Problem]:
    """What is amiss between recommendations and the scenarios of the features near a library."""
    if folder is None or find_spec("gherkin") is None:
        return ()
    from pathway.authoring.traceability import features_near, untraced

    features = features_near(folder)
    return tuple(untraced(library, features)) if features else ()


def _watch(folder: Path | None, form: ProblemFormat) -> None:
    from pathway.cli.watching import watch

    if folder is None or form is not ProblemFormat.TEXT:
        what = "the shipped pathways never change" if folder is None else "only text can be watched"
        raise refuse(what, hint="name a folder: `pathway check DIR --watch`")
    if not folder.is_dir():
        raise refuse(f"there is no folder `{folder}`", "P501")
    try:
        for told in watch(folder, lambda: _examined(folder)[1], _pause):
            output.write(told)
    except KeyboardInterrupt:
        output.write("\n")


def _pause() -> bool:
    from pathway.cli.watching import pause

    return pause()


def _text(name: str, counts: Mapping[str, int], problems: Sequence[Problem]) -> str:
    from pathway.views import problems as present

    parts = [present.plural(n, word) for word, n in counts.items()]
    summary = ", ".join([*parts, present.counted(problems)])
    text = f"{present.render(problems)}\n" if problems else ""
    return f"{text}{name}: {summary}\n"


def _written(
    folder: Path, schemas: Mapping[str, Mapping[str, object]], *, force: bool
) -> list[Path]:
    import orjson

    files = {
        f"{name}.schema.json": orjson.dumps(found, option=orjson.OPT_INDENT_2) + b"\n"
        for name, found in schemas.items()
    }
    return output.write_folder(folder, files, force=force)


def _counts(library: Library) -> dict[str, int]:
    programs = [library.program(id_) for id_ in library.pathways]
    return {
        "pathway": len(programs),
        "therapy": len(library.therapies),
        "red flag": len({flag.id for program in programs for flag in program.flags}),
        "attribute": len(library.vocabulary.attributes),
        "recommendation": len({r.id for program in programs for r in program.recommendations}),
        "source": len({id_ for program in programs for id_ in program.sources}),
    }
