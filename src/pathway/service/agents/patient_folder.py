"""The patients that an operator lets software agents ask about: the files of one folder.

A patient is named by an id from the list, which is never a path: what is not listed is not read.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pathway.ground.problems import Problem, UsageError, in_backticks, suggestion
from pathway.yaml.reading import read_file


class PatientFolder:
    """The files of a folder by id; looked at anew at each call, because records change."""

    def __init__(self, folder: Path) -> None:
        """Raises UsageError where the folder cannot be read."""
        self._folder = folder
        self.files()

    def files(self) -> Mapping[str, Path]:
        """The patient files by id: the file's name, without its ending where that is enough."""
        try:
            found = sorted(one for one in self._folder.iterdir() if self._is_file(one))
        except OSError as error:
            reason = (error.strerror or "cannot be read").lower()
            message = f"cannot read the folder `{self._folder}`: {reason}"
            raise UsageError([Problem("P501", message)]) from error
        stems = [one.stem for one in found]
        return {one.stem if stems.count(one.stem) == 1 else one.name: one for one in found}

    def read(self, id_: str) -> bytes:
        """What stands in the file of a patient; raises UsageError for an id that is not listed."""
        files = self.files()
        if id_ not in files:
            hint = suggestion(id_, files) or "`list_patients` gives the ids"
            raise UsageError([Problem("P501", f"no patient {in_backticks(id_)}", hint=hint)])
        try:
            return read_file(files[id_])
        except OSError as error:
            reason = (error.strerror or "cannot be read").lower()
            message = f"cannot read the file of {in_backticks(id_)}: {reason}"
            raise UsageError([Problem("P501", message)]) from error

    # -- private ---------------------------------------------------------------------------

    def _is_file(self, path: Path) -> bool:
        """Whether a file of the folder is a patient's; no link leads out of the folder."""
        if path.suffix not in _ENDINGS or path.name.startswith("."):
            return False
        inside = path.resolve().is_relative_to(self._folder.resolve())
        return inside and path.is_file()


_ENDINGS: Final = (".yaml", ".yml", ".json")
