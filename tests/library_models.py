"""The models of a library's files, for tests of what reading makes of them."""

from importlib.resources.abc import Traversable
from pathlib import Path

from pathway.content.folder import read_folder
from pathway.content.load import LibraryModels, models_of
from pathway.ground.problems import Problems


def read_library(folder: Path | Traversable, problems: Problems) -> LibraryModels | None:
    """The models of all files in `folder`; None, with problems added, where one is faulty."""
    before = len(problems.errors)
    read = read_folder(folder, problems)
    models = None if read is None else models_of(read, problems)
    return models if len(problems.errors) == before else None
