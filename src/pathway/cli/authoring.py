"""The commands for those who write pathways: check, show, explain, new."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pathway.cli import output
from pathway.cli.diagnostics import ExitCode, exit_code, refuse, reporting
from pathway.cli.options import DateOption, JsonOption, LibraryOption
from pathway.cli.request import Request, opened, read_patient
from pathway.problems import LibraryError

if TYPE_CHECKING:
    from pathway.engine import Library
    from pathway.problems import Problem


class Picture(StrEnum):
    """How a pathway can be drawn."""

    TREE = "tree"
    MERMAID = "mermaid"
    DOT = "dot"
    SVG = "svg"


def check(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="A folder of pathways; else the shipped.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Check a folder of pathways, all problems in one run."""
    from pathway.present import problems as present

    name = folder.name or str(folder.resolve().name) if folder else "shipped pathways"
    counts: dict[str, int] = {}
    problems: tuple[Problem, ...]
    try:
        library = opened(folder)
        counts = _counts(library)
        problems = library.findings()
        code = ExitCode.FINDINGS if problems else ExitCode.FINE
    except LibraryError as error:
        problems = error.problems
        code = exit_code(error)
    if json:
        found = [present.to_dict(problem) for problem in problems]
        output.write_json({"library": name, "counts": counts, "problems": found})
    else:
        parts = [present.plural(n, word) for word, n in counts.items()]
        summary = ", ".join([*parts, present.counted(problems)])
        text = f"{present.render(problems)}\n" if problems else ""
        output.write(f"{text}{name}: {summary}\n")
    raise typer.Exit(code)


def show(
    pathway: Annotated[str, typer.Argument(metavar="ID", help="Which pathway.")],
    form: Annotated[Picture, typer.Option("--format", help="How to draw it.")] = Picture.TREE,
    patient: Annotated[
        str | None,
        typer.Option("--patient", metavar="PATIENT", help="Mark where this patient gets to."),
    ] = None,
    as_of: DateOption = None,
    library: LibraryOption = None,
) -> None:
    """Draw a pathway as a tree, Mermaid, DOT or SVG."""
    with reporting():
        content = opened(library)
        program = content.program(pathway)
        reached = None
        if patient is not None:
            day = Request(patient, as_of=as_of).day
            advice = content.advise(read_patient(content, patient, day), pathway, day)
            reached = {node.node: node.reached for node in advice.path}
        from pathway.present.pictures import render

        output.write(render(program, form.value, reached))


def explain(
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="A problem code such as P104; else all.")
    ] = None,
) -> None:
    """Explain a problem code, or list them all."""
    from pathway.problem_pages import codes, page
    from pathway.problems import suggestion

    if code is None:
        output.write("".join(f"{known}  {title}\n" for known, title in codes().items()))
        return
    with reporting():
        text = page(code.upper())
        if text is None:
            hint = suggestion(code.upper(), codes()) or "`pathway explain` lists all codes"
            raise refuse(f"there is no problem code `{code}`", "P505", hint)
        output.write(text)


def new(
    pathway: Annotated[
        str, typer.Argument(metavar="ID", help="The new pathway's id: letters, digits and _.")
    ],
    folder: Annotated[
        Path | None,
        typer.Option("--folder", metavar="DIR", help="Where to; else a new folder named ID."),
    ] = None,
) -> None:
    """Start a pathway from a commented skeleton."""
    from pathway.cli.skeleton import EXAMPLE_DAY, write_skeleton

    with reporting():
        target = folder or Path(pathway)
        written = write_skeleton(pathway, target)
        example = target / "patients" / "example.yaml"
        lines = [f"  {path}" for path in written]
        after = [
            "",
            "next:",
            f"  pathway check {target}",
            f"  pathway advise {example} --library {target} --as-of {EXAMPLE_DAY}",
            f"  pathway spec {target}/features",
        ]
        output.write("\n".join(["written:", *lines, *after]) + "\n")


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
