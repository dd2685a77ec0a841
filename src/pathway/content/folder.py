"""The bytes of a library's folder, and the digest that names exactly this content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pathway.frozen import frozen
from pathway.ground.problems import Problems, in_backticks, suggestion
from pathway.yaml.reading import read_file

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

#: The folders inside a library that hold files of one kind each.
FOLDERS: Final = ("therapies", "recommendations", "codes", "concepts")
#: Folders beside a library's own files that may hold YAML of another kind.
_OTHER_FOLDERS: Final = frozenset({"features", "patients", "docs"})
_MAX_FOLDERS: Final = 4


@frozen
class LibraryFolder:
    """The files of a library by relative name, in order, and the sha256 of names and bytes."""

    name: str
    files: Mapping[str, bytes]
    digest: str


def read_folder(folder: Path | Traversable, problems: Problems) -> LibraryFolder | None:
    """All files that belong to a library; None, with a problem added, where there is no folder."""
    if not folder.is_dir():
        hint = None
        if folder.is_file():
            hint = "it is a file; a library is the folder that its files stand in"
        problems.add("P501", f"there is no folder {in_backticks(str(folder))}", hint=hint)
        return None
    files = _read_all(folder, problems)
    return LibraryFolder(folder.name, files, _digest(files))


# -- private -------------------------------------------------------------------------------


def _read_all(folder: Path | Traversable, problems: Problems) -> dict[str, bytes]:
    """The bytes of all files that belong to the library, by relative name, in order."""
    found: dict[str, bytes] = {}
    for name, file in sorted(_yaml_files(folder, ""), key=lambda item: item[0]):
        if not _has_place(name, problems):
            continue
        try:
            found[name] = read_file(file) if isinstance(file, Path) else file.read_bytes()
        except OSError as error:
            reason = (error.strerror or "unreadable").lower()
            problems.add("P501", f"cannot read {in_backticks(name)}: {reason}")
    return found


def _yaml_files(
    folder: Path | Traversable, prefix: str
) -> Iterator[tuple[str, Path | Traversable]]:
    for entry in folder.iterdir():
        if entry.name.startswith("."):
            continue
        name = prefix + entry.name
        if entry.is_dir():
            if name not in _OTHER_FOLDERS and name.count("/") < _MAX_FOLDERS:
                yield from _yaml_files(entry, f"{name}/")
        elif entry.name.lower().endswith((".yaml", ".yml")):
            yield name, entry


def _has_place(name: str, problems: Problems) -> bool:
    folder, _, file = name.rpartition("/")
    if not file.endswith(".yaml"):
        stem = file.rpartition(".")[0]
        hint = f"rename it to `{stem}.yaml`"
        problems.add("P117", f"{in_backticks(name)} is not named `*.yaml`", hint=hint)
        return False
    if folder and folder not in FOLDERS:
        hint = (
            suggestion(folder, FOLDERS)
            or "files stand in `therapies`, `recommendations`, `codes`, `concepts` or above"
        )
        problems.add("P117", f"{in_backticks(name)} is not where a library has files", hint=hint)
        return False
    return True


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, data in files.items():
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()
