"""What a clinician has set for the terminal once: the look, the keys, and who decides.

The file is `~/.config/pathway/config.toml` (below `$XDG_CONFIG_HOME` where that is set); every
entry may be missing, and so may the file. Whatever is wrong in it is told, and none of it is used.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any, Final

from textual.keys import Keys

from pathway.frozen import frozen
from pathway.ground.problems import Problem, UsageError, in_backticks, suggestion
from pathway.tui.themes import LOOKS


@frozen
class Config:
    """The settings of one person; `keys` are the keys of actions by their names."""

    look: str = ""
    actor: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)


def config_place() -> Path:
    """Where the file is looked for."""
    home = os.environ.get("XDG_CONFIG_HOME") or Path("~/.config").expanduser()
    return Path(home) / "pathway" / "config.toml"


def read_config(place: Path | None = None) -> Config:
    """What is set; nothing where there is no file. Raises UsageError with all that is wrong."""
    path = place or config_place()
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise UsageError([_fault(path, f"cannot be read: {reason.lower()}")]) from error
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError([_fault(path, f"is no TOML: {error}")]) from error
    problems = list(_faults(path, found))
    if problems:
        raise UsageError(problems)
    keys = found.get("keys", {})
    return Config(_look(found.get("look", "")) or "", found.get("actor", ""), dict(keys))


def named_keys() -> Mapping[str, str]:
    """The actions whose key may be chosen, by name, each with its usual key."""
    from pathway.tui.keys import ANSWERS, ANYWHERE, BRIEF, EVERYWHERE, OPENING

    tables = (*ANSWERS, *BRIEF, *OPENING, *ANYWHERE, *EVERYWHERE)
    return {key.id: key.keys for key in tables}


# -- private -------------------------------------------------------------------------------

_KNOWN: Final = ("look", "actor", "keys")
#: Names of keys beside single signs.
_NAMES: Final = frozenset(key.value for key in Keys)
_MODIFIED: Final = re.compile(r"((ctrl|alt|shift)\+)*(?P<key>.+)")


def _fault(path: Path, said: str, hint: str | None = None) -> Problem:
    return Problem("P510", f"{path} {said}", hint=hint)


def _faults(path: Path, found: Mapping[str, Any]) -> Iterator[Problem]:
    for name in found:
        if name not in _KNOWN:
            hint = suggestion(name, _KNOWN) or f"there are: {', '.join(_KNOWN)}"
            yield _fault(path, f"has an unknown entry {in_backticks(name)}", hint)
    for name in ("look", "actor"):
        if not isinstance(found.get(name, ""), str):
            yield _fault(path, f"gives {in_backticks(name)} something that is no text")
    look = found.get("look", "")
    if isinstance(look, str) and look and _look(look) is None:
        known = ", ".join(LOOKS.values())
        yield _fault(path, f"names an unknown look {in_backticks(look)}", f"there are: {known}")
    keys = found.get("keys", {})
    if not isinstance(keys, dict):
        yield _fault(path, "has `keys` that are no table", 'write [keys] and lines as save = "f2"')
        return
    yield from _key_faults(path, keys)


def _key_faults(path: Path, keys: Mapping[str, Any]) -> Iterator[Problem]:
    known = named_keys()
    wrong = [name for name, key in keys.items() if not isinstance(key, str)]
    for name, key in keys.items():
        if name not in known:
            hint = suggestion(name, known) or "F1 lists them"
            yield _fault(path, f"sets a key for an unknown action {in_backticks(name)}", hint)
        elif not isinstance(key, str) or not all(map(_is_key, key.split(","))):
            hint = "for example s, f2, ctrl+s, or two as s,f2"
            yield _fault(
                path, f"gives {name} the key {in_backticks(str(key))}, which is none", hint
            )
    given = {name: key for name, key in keys.items() if name not in wrong}
    meant = {name: given.get(name, usual) for name, usual in known.items() if _apart(name)}
    by_key: dict[str, str] = {}
    for name, listed in meant.items():
        for key in str(listed).split(","):
            other = by_key.setdefault(key, name)
            if other != name and {other, name} & keys.keys():
                yield _fault(path, f"gives {in_backticks(key)} to both {other} and {name}")


def _apart(name: str) -> bool:
    """Whether an action has its keys everywhere; those of the brief stand for others there."""
    return not name.startswith("brief.")


def _is_key(key: str) -> bool:
    match = _MODIFIED.fullmatch(key.strip())
    return match is not None and (len(match["key"]) == 1 or match["key"] in _NAMES)


def _look(said: str) -> str | None:
    """The theme of a look, by its name or by what it is called on the screen."""
    wanted = said.casefold()
    return next((t for t, name in LOOKS.items() if wanted in (t, name)), None)
