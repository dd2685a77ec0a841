"""The patient files of a folder: what each is called, at a glance and without the engine."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathway.tui.recovery import Kept

from pathway.frozen import frozen


@frozen
class Listed:
    """One file that may be opened; `fault` says in one line why it cannot."""

    path: Path
    id: str
    label: str
    kind: str
    person: str = ""
    fault: str = ""
    name: str = ""
    born: str = ""
    number: str = ""
    #: What an earlier sitting told of somebody who has no file yet.
    kept: Kept | None = None

    @property
    def file(self) -> str:
        """The file, where nothing better is said."""
        return f"health record ({self.kind}), {self.path.name}" if self.kind == "FHIR" else ""

    @property
    def found_by(self) -> str:
        """What a search looks at."""
        found = (self.name, self.born, self.number, self.id, self.label, self.path.name)
        return " ".join(dict.fromkeys(filter(None, found)))


def unsaved(folder: Path) -> Iterator[Listed]:
    """Those who were entered in a folder and never saved, as an earlier sitting left them."""
    from pathway.tui.recovery import unsaved_in

    for kept in unsaved_in(folder):
        whose, count = kept.whose, len(kept.said)
        label = f"NOT SAVED: {count} answers of {kept.at:%Y-%m-%d %H:%M}"
        yield Listed(
            Path(kept.sitting),
            whose.id,
            label if count != 1 else label.replace("answers", "answer"),
            "kept",
            name=whose.name,
            born=whose.born,
            number=whose.id,
            kept=kept,
        )


def usual_folder() -> Path:
    """Where patients are looked for unless a folder is named: here, or in the examples."""
    here = Path()
    if next(listed(here), None) is None and _EXAMPLES.is_dir():
        return _EXAMPLES
    return here


def listed(folder: Path) -> Iterator[Listed]:
    """The patient files and health records in a folder and in the folders right inside it."""
    for path in islice(_files(folder), _MOST):
        found = glance(path)
        if found is not None:
            yield found


def glance(path: Path) -> Listed | None:
    """What the beginning of a file says; None where it is no patient's."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD).decode("utf-8", "replace")
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        return Listed(path, path.stem, "", "file", fault=f"cannot be read: {reason}")
    if path.suffix == ".json" and '"resourceType"' in head:
        return Listed(path, path.stem, "", "FHIR")
    id_ = _said("patient", head)
    if id_ is None:
        return None
    kind = path.suffix.lstrip(".").upper()
    name, number = _said("name", head) or "", _said("record number", head) or id_
    return Listed(path, id_, _said("label", head) or "", kind, name=name, number=number)


# -- private -------------------------------------------------------------------------------

#: No more files than anybody looks through.
_MOST: Final = 5000
_HEAD: Final = 8192
_EXAMPLES: Final = Path("examples/patients")
_SUFFIXES: Final = (".yaml", ".yml", ".json")


def _files(folder: Path) -> Iterator[Path]:
    """Files in the order of their names, those of the folder itself first."""
    here = _entries(folder)
    yield from (Path(one.path) for one in here if one.name.endswith(_SUFFIXES) and one.is_file())
    for inside in here:
        if inside.is_dir():
            for one in _entries(Path(inside.path)):
                if one.name.endswith(_SUFFIXES) and one.is_file():
                    yield Path(one.path)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return sorted(
                (one for one in found if not one.name.startswith(".")), key=lambda one: one.name
            )
    except OSError:
        return []


def _said(key: str, head: str) -> str | None:
    """The value of a key at the top of a YAML or JSON file, as far as a glance can tell."""
    match = re.search(rf'^\s{{0,4}}["\']?{key}["\']?\s*:[ \t]*(.*)$', head, re.MULTILINE)
    if match is None:
        # A JSON file may stand on one line.
        match = re.search(rf'[{{,]\s*"{key}"\s*:\s*("(?:[^"\\]|\\.)*")', head)
    return None if match is None else _plain(match[1])


def _plain(text: str) -> str:
    quoted = re.match(r"""(["'])(.*?)\1""", text.strip())
    if quoted is not None:
        return quoted[2]
    return text.partition(" #")[0].strip().rstrip(",").strip()
