"""The pages of text: the help, and what was told in this sitting."""

from __future__ import annotations

from collections.abc import Iterator

from pathway.present.page import Tone
from pathway.tui.answers import SOURCE
from pathway.tui.keys import ANSWERS, ANYWHERE
from pathway.tui.session import Session
from pathway.tui.widgets.hanging import Line
from pathway.tui.widgets.options import ORDER
from pathway.tui.widgets.tones import MARKS

_EXPLAINED = (
    "Everything shown here is the engine's advice; the terminal decides nothing.",
    "Each answer makes the engine advise anew, and the line at the bottom says what changed.",
    "Unknown is never taken as no: an option stays pending until its questions are answered.",
    f"Answers are recorded for the day of the advice, with the source *{SOURCE}*.",
)


def help_page() -> tuple[Line, ...]:
    """What the keys do and what the signs mean."""
    return tuple(_help())


def history_page(session: Session) -> tuple[Line, ...]:
    """Every answer of this sitting with what it changed, the last one first."""
    lines: list[Line] = []
    for number, told in reversed(list(enumerate(session.told, 1))):
        lines.append(Line(f"{number}", told.said))
        lines += [Line(" ", f"→ {changed}") for changed in told.changed]
    return tuple(lines) or (Line("", "Nothing was answered yet."),)


def _help() -> Iterator[Line]:
    yield Line("", "ANSWERING (pane 1; ↑ ↓ choose a question)", Tone.GO)
    yield from (Line(f"  {key.name}", key.help) for key in ANSWERS)
    yield Line("", "")
    yield Line("", "ANYWHERE", Tone.GO)
    yield from (Line(f"  {key.name}", key.help) for key in ANYWHERE)
    yield Line("", "")
    yield Line("", "SIGNS BEFORE VERDICTS", Tone.GO)
    yield from (Line(f"  {MARKS[verdict]}", verdict.value) for verdict in ORDER)
    yield Line("  ←", "the verdict before the last answer")
    yield Line("", "")
    yield from (Line("", text) for text in _EXPLAINED)
