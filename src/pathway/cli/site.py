"""A library as a folder of pages: site; and what was exercised of it, for pages that say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer

from pathway.cli import output
from pathway.cli.diagnostics import refuse, reporting
from pathway.cli.options import ForceOption, LibraryOption
from pathway.cli.request import opened

if TYPE_CHECKING:
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
    """Write a library as pages to read: an index, and a page for each pathway and therapy."""
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


# -- private -------------------------------------------------------------------------------

_SCENARIO: Final = re.compile(
    r"^\s*(?:Scenario|Example|Scenario Outline|Scenario Template):", re.MULTILINE
)
_FOLLOWED: Final = re.compile(r"\bthe ([\w.-]+) pathway is followed")
