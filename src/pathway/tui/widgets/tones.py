"""How much something wants to be noticed, as a style; the words beside it say the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from textual.content import Content

from pathway.views.columns import COLOURS
from pathway.views.page import Tone

STYLES: Final[Mapping[Tone, str]] = {
    Tone.ALARM: "bold $text-error",
    Tone.ASK: "$text-warning",
    Tone.STOP: "$text-error",
    Tone.GO: "$text-success",
    Tone.QUIET: "$foreground-muted",
    Tone.PLAIN: "",
}

#: What the codes of a page in colour mean here.
_CODES: Final = {"1": "bold", **{code: STYLES[tone] for tone, code in COLOURS.items()}}
_CODE: Final = re.compile(r"\x1b\[([0-9;]*)m")


def toned(page: str) -> Content:
    """A page in the colours of a command line, in those of the look: they change with it."""
    before, *rest = _CODE.split(page.removesuffix("\n"))
    parts = [(text, _CODES.get(code, "")) for code, text in zip(rest[::2], rest[1::2], strict=True)]
    return Content.assemble(before, *parts)
