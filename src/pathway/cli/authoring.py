"""The commands for those who write pathways: show, new and site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer

from pathway.cli import output
from pathway.cli.diagnostics import refuse, reporting
from pathway.cli.request import (
    DateOption,
    ForceOption,
    LibraryOption,
    PathwayArgument,
    Request,
    opened,
    pathway_in,
    read_patient,
)

if TYPE_CHECKING:
    from pathway.program import CompiledProgram
    from pathway.views.site.exercised import Exercised

CoverageOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--coverage",
        metavar="FILE",
        help="What the specs exercise, as JSON from `pathway spec --coverage-file`.",
    ),
]


def site(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to write the pages.")],
    library: LibraryOption = None,
    features: Annotated[
        Path | None,
        typer.Option("--features", metavar="DIR", help="Count the scenarios of these features."),
    ] = None,
    coverage: CoverageOption = None,
    force: ForceOption = False,
) -> None:
    """Write a library as pages to read.

    There is an index, and a page for each pathway and therapy.
    """
    with reporting():
        content = opened(library)
        programs = {id_: content.program(id_) for id_ in content.pathways}
        known = exercised(coverage)
        counted = scenarios(features, programs) if features is not None else None
        from pathway.views.site import pages

        found = pages(content.title, programs, known, counted)
        files = {name: text.encode() for name, text in found.items()}
        output.write_folder(folder, files, (library, coverage, features), force=force)
        output.write(f"{len(found)} pages in {folder}: open {folder / 'index.html'}\n")


def exercised(file: Path | None) -> Exercised | None:
    """What a coverage file says; raises UsageError where it cannot be read."""
    from pathway.views.site.exercised import exercised_in

    if file is None:
        return None
    import orjson

    from pathway.yaml.reading import read_file

    try:
        found = exercised_in(orjson.loads(read_file(file)))
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise refuse(f"cannot read `{file}`: {reason}", "P501") from error
    except orjson.JSONDecodeError:
        found = None
    if found is None:
        hint = "write one with `pathway spec --coverage-file coverage.json`"
        raise refuse(f"`{file}` holds no coverage", "P501", hint)
    return found


def scenarios(folder: Path, pathways: Iterable[str]) -> Mapping[str, int]:
    """How many scenarios follow each pathway by name, as far as their text says so."""
    from pathway.yaml.reading import read_text

    if not folder.is_dir():
        raise refuse(f"there is no folder `{folder}`", "P501")
    found = dict.fromkeys(pathways, 0)
    for path in sorted(folder.rglob("*.feature")):
        try:
            text = read_text(path, "replace")
        except OSError as error:
            reason = (error.strerror or "cannot be read").lower()
            raise refuse(f"cannot read `{path}`: {reason}", "P501") from error
        for scenario in _SCENARIO.split(text)[1:]:
            for id_ in set(_FOLLOWED.findall(scenario)) & set(found):
                found[id_] += 1
    return found


class PictureFormat(StrEnum):
    """How a pathway can be drawn; HTML is a page to read, a review one for a guideline board."""

    TREE = "tree"
    MERMAID = "mermaid"
    DOT = "dot"
    SVG = "svg"
    HTML = "html"
    REVIEW = "review"


def show(
    pathway: PathwayArgument,
    form: Annotated[
        PictureFormat, typer.Option("--format", help="How to draw it.")
    ] = PictureFormat.TREE,
    patient: Annotated[
        str | None,
        typer.Option("--patient", metavar="PATIENT", help="Mark where this patient gets to."),
    ] = None,
    as_of: DateOption = None,
    library: LibraryOption = None,
    coverage: CoverageOption = None,
) -> None:
    """Draw a pathway: a tree, Mermaid, DOT or SVG, or a page.

    HTML is a page to read, a review one for a guideline board.
    """
    with reporting():
        content = opened(library)
        pathway = pathway_in(content, pathway)
        program = content.program(pathway)
        if form in (PictureFormat.REVIEW, PictureFormat.HTML):
            if patient is not None:
                what = "review" if form is PictureFormat.REVIEW else "page"
                raise refuse(f"a {what} speaks of no patient", hint="leave out `--patient`")
            output.write(_written_out(program, form, coverage))
            return
        reached = None
        if patient is not None:
            asked = Request(patient, as_of=as_of)
            person = read_patient(content, patient, asked.day)
            advice = content.advise(person, pathway, asked.day_for(person))
            reached = {node.node: node.reached for node in advice.path}
        from pathway.views.pictures import render

        output.write(render(program, form.value, reached))


def _written_out(program: CompiledProgram, form: PictureFormat, coverage: Path | None) -> str:
    """The pathway in words, as a page to read or as a document to sign."""
    if form is PictureFormat.REVIEW:
        from pathway.views.review import render

        return render(program)
    from pathway.views.site import page

    return page(program, exercised(coverage))


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


# -- private -------------------------------------------------------------------------------

_SCENARIO: Final = re.compile(
    r"^\s*(?:Scenario|Example|Scenario Outline|Scenario Template):", re.MULTILINE
)
_FOLLOWED: Final = re.compile(r"\bthe ([\w.-]+) pathway is followed")
