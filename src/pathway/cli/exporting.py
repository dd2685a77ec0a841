"""The command that writes a pathway for other engines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer

from pathway.cli import output
from pathway.cli.diagnostics import reporting
from pathway.cli.request import ForceOption, LibraryOption, PathwayArgument, opened, pathway_in

if TYPE_CHECKING:
    from pathway.program import CompiledProgram


class ExportFormat(StrEnum):
    """The forms in which another engine takes a pathway."""

    CQL = "cql"


def export(
    pathway: PathwayArgument,
    form: Annotated[
        ExportFormat, typer.Option("--format", help="The form in which it is written.")
    ] = ExportFormat.CQL,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--output", metavar="FOLDER", help="Write it there, with the FHIR resources around it."
        ),
    ] = None,
    library: LibraryOption = None,
    force: ForceOption = False,
) -> None:
    """Write a pathway for other engines, as CQL with FHIR resources.

    What CQL cannot say with the same result is refused with its place; nothing is left out.
    """
    with reporting():
        content = opened(library)
        program = content.program(pathway_in(content, pathway))
        text, files = _WRITERS[form](program)
        if folder is None:
            output.write(text)
            return
        data = {name: part.encode() for name, part in files.items()}
        found = output.write_folder(folder, data, (library,), force=force)
        output.write("".join(f"{path}\n" for path in found))


# -- private -------------------------------------------------------------------------------

#: What is shown of a program, and the files of a folder by their names.
_Writer: TypeAlias = "Callable[[CompiledProgram], tuple[str, Mapping[str, str]]]"


def _cql(program: CompiledProgram) -> tuple[str, Mapping[str, str]]:
    """What is shown, and the files of a folder by their names; raises ExportError."""
    from json import dumps

    from pathway.cql.library import library_of
    from pathway.cql.resources import files, resources

    library = library_of(program)
    found = {f"{program.id}.cql": library.text}
    for name, resource in files(resources(program, library)).items():
        found[name] = dumps(resource, indent=2, ensure_ascii=False) + "\n"
    return library.text, found


_WRITERS: Final[Mapping[ExportFormat, _Writer]] = {ExportFormat.CQL: _cql}
