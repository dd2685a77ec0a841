"""The page `docs/reference.md`: every key of every file, with an index."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from pathway.content.keys import ANY_NAME, ITEM, Key, KeyMapping, Place, parts
from pathway.content.reference import HISTORY, sentences
from pathway.ground.vocabulary import HISTORY as HISTORY_TYPES
from pathway.language.operators import OPERATORS
from pathway.views.reference import FILES, history_value


def page() -> str:
    """The whole page."""
    return "\n".join(_lines(tuple(parts()))) + "\n"


# -- private -------------------------------------------------------------------------------

_INTRODUCTION: Final = """\
# Reference

Every key of every file, in the order of the files. This page is made from the models that read
the files. `pathway explain KEY` says the same in a terminal (`pathway explain 'step up'`,
`pathway explain nsaid.failed`), and many editors show it beside the key, with the schemas that
`pathway schema --folder schemas` writes.

What a condition may say stands in [language.md](language.md#operators), what a scenario may say
in [specs.md](specs.md#phrases); `pathway explain 'at least inadequate'` and
`pathway explain 'waits for'` find single rows of both.

A key without *needed* may be left out. *NAME* is a name that the author gives. At the end of each
entry stands the version of `pathway` that brought the key."""

_HISTORY_ABOUT: Final = """\
## A therapy's history

In conditions, after the id of a therapy and a dot. All is unknown where no history was taken.
"""


def _lines(all_parts: tuple[KeyMapping, ...]) -> Iterator[str]:
    yield _INTRODUCTION
    yield ""
    yield from _index(all_parts)
    for file, of_file in groupby(all_parts, lambda part: part.file):
        yield f"## {_heading(file)}"
        yield ""
        for part in of_file:
            yield from _part(part)
    yield _HISTORY_ABOUT
    told = sentences()[HISTORY]
    for name, type_ in HISTORY_TYPES.items():
        value, said = history_value(name, type_), told[name]
        yield f'- <a id="history.{name}"></a>**`{name}`**: {value}. {said.text} *{said.since}*'
        yield f"  <br>`{said.example}`"


def _index(all_parts: tuple[KeyMapping, ...]) -> Iterator[str]:
    """Every key once, in alphabetical order, with a link to each place."""
    yield "## Index"
    yield ""
    links: dict[str, list[str]] = {}
    for part in all_parts:
        for key in part.keys:
            where = " › ".join([part.file, *_steps(part.places[0])])
            links.setdefault(key.name, []).append(f"[{where}](#{_anchor(part, key.name)})")
    for name in sentences()[HISTORY]:
        links.setdefault(name, []).append(f"[history](#history.{name})")
    for operator in OPERATORS:
        links.setdefault(operator, []).append("[operator](language.md#operators)")
    for name in sorted(links):
        yield f"- `{name}`: {', '.join(links[name])}"
    yield ""


def _part(part: KeyMapping) -> Iterator[str]:
    if part.places[0]:
        places = (" › ".join(f"`{step}`" for step in _steps(place)) for place in part.places)
        yield f"### {', '.join(places)}".replace(f"`{ANY_NAME}`", f"*{ANY_NAME}*")
        yield ""
    about = re.sub(r"^\S+\.yaml(: )?", "", part.about)
    if about:
        yield about[0].upper() + about[1:]
        yield ""
    for key in part.keys:
        yield from _key(part, key)
    yield ""


def _key(part: KeyMapping, key: Key) -> Iterator[str]:
    value = f"{key.type}, needed" if key.needed else key.type
    anchor = f'<a id="{_anchor(part, key.name)}"></a>'
    yield f"- {anchor}**`{key.name}`**: {value}. {key.said.text} *{key.said.since}*"
    if "\n" not in key.said.example:
        yield f"  <br>`{key.said.example}`"
        return
    yield ""
    yield "  ```yaml"
    yield from (f"  {line}" for line in key.said.example.split("\n"))
    yield "  ```"


def _steps(place: Place) -> list[str]:
    return [step for step in place if step != ITEM]


def _anchor(part: KeyMapping, key: str) -> str:
    place = [step for step in _steps(part.places[0]) if step != ANY_NAME]
    return ".".join([part.file, *place, key]).replace(" ", "-")


def _heading(file: str) -> str:
    name = FILES[file]
    return f"`{name}`" if name.endswith(".yaml") else name[0].upper() + name[1:]
