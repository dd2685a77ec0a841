"""The optional parts of the installation, and the one command that adds one of them.

The distribution need not be on a registry, so that its own name helps nobody: in a checkout the
lock file of the part is installed, beside an installed wheel what the part is made of.
"""

from __future__ import annotations

import re
import shlex
import sys
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from typing import Final

DISTRIBUTION: Final = "pathway-cds"


def install_command(extra: str) -> str:
    """What to paste into a shell so that an optional part is there."""
    root = Path(__file__).parents[3]
    script = root / "locks/install.py"
    if script.is_file():
        return shlex.join([_short(sys.executable), _short(script), extra])
    return shlex.join([_short(sys.executable), "-m", "pip", "install", *parts_of(extra)])


def parts_of(extra: str) -> list[str]:
    """The requirements of one extra, those of the extras it names included."""
    try:
        listed = requires(DISTRIBUTION) or []
    except PackageNotFoundError:
        listed = []
    found: list[str] = []
    for line in listed:
        text, _, marker = line.partition(";")
        if not re.search(rf"""extra == ['"]{re.escape(extra)}['"]""", marker):
            continue
        named = _OWN.fullmatch(text.strip())
        if named is None:
            found.append(text.strip())
        else:
            found += [part for name in named[1].split(",") for part in parts_of(name.strip())]
    return list(dict.fromkeys(found))


# -- private -------------------------------------------------------------------------------

_OWN: Final = re.compile(rf"{DISTRIBUTION}\[([^\]]+)\]")


def _short(path: str | Path) -> str:
    """A path as it is typed where the shell stands."""
    given, here = Path(path), Path.cwd()
    return str(given.relative_to(here) if given.is_relative_to(here) else given)
