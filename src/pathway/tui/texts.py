"""The pages of text: the help, and what was told in this sitting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from textual.screen import Screen
from textual.widgets import Input

from pathway.ground.problems import Problem, visible
from pathway.ground.terms import READING_ORDER
from pathway.tui.answers import SOURCE
from pathway.tui.keys import ANSWERS, ANYWHERE, EVERYWHERE, OPENING
from pathway.tui.session import Session
from pathway.tui.widgets.hanging import Line
from pathway.views.page import Tone
from pathway.views.tones import VERDICT_MARKS

_EXPLAINED = (
    "Everything shown here is the engine's advice; the terminal decides nothing.",
    "Each answer makes the engine advise anew, and the line at the bottom says what changed.",
    "Unknown is never taken as no: an option stays pending until its questions are answered.",
    f"Answers are recorded for the day of the advice, with the source *{SOURCE}*.",
)


def help_page(screen: Screen[Any]) -> tuple[Line, ...]:
    """What has the keys now, then what all keys do and what the signs mean."""
    return (*_here(screen), *_help())


def history_page(session: Session) -> tuple[Line, ...]:
    """Every answer of this sitting with what it changed, the last one first."""
    lines: list[Line] = []
    for number, told in reversed(list(enumerate(session.told, 1))):
        lines.append(Line(f"{number}", told.said))
        lines += [Line(" ", f"→ {changed}") for changed in told.changed]
    return tuple(lines) or (Line("", "Nothing was answered yet."),)


def faults_page(path: Path, problems: Sequence[Problem]) -> tuple[Line, ...]:
    """Everything that is wrong with a file, each with its place and a hint."""
    lines = [Line("", visible(str(path))), Line("", "")]
    for problem in problems:
        first, *rest = str(problem).split("\n")
        lines.append(Line("[!]", visible(first), Tone.STOP))
        lines += [Line("", visible(line), exact=True) for line in rest]
        lines.append(Line("", ""))
    lines.append(Line("", "Nothing was changed. Mend the file, then open it again."))
    return tuple(lines)


def _here(screen: Screen[Any]) -> Iterator[Line]:
    """What the part in use is for, where it says so, and its own keys."""
    nodes = screen.focused.ancestors_with_self if screen.focused is not None else [screen]
    said = [node.HELP for node in nodes if node.HELP and node.HELP is not Input.HELP]
    for text in said[:1]:
        yield Line("", " ".join(text.split()))
        yield Line("", "")


def _help() -> Iterator[Line]:
    yield Line("", "ANSWERING (the first question on the brief; in pane 1 ↑ ↓ choose one)", Tone.GO)
    yield from (Line(f"  {key.name}", key.help) for key in ANSWERS)
    yield Line("", "")
    yield Line("", "ANYWHERE", Tone.GO)
    yield from (Line(f"  {key.name}", key.help) for key in (*ANYWHERE, *EVERYWHERE))
    yield Line("", "")
    yield Line("", "OTHER SCREENS (Esc comes back)", Tone.GO)
    yield from (Line(f"  {key.name}", key.help) for key in OPENING)
    yield Line("", "")
    yield Line("", "SIGNS BEFORE VERDICTS", Tone.GO)
    yield from (Line(f"  {VERDICT_MARKS[verdict]}", verdict.value) for verdict in READING_ORDER)
    yield Line("  ←", "the verdict before the last answer")
    yield Line("", "")
    yield from (Line("", text) for text in _EXPLAINED)
