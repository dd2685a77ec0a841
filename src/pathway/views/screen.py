"""The screen that `pathway advise` prints: at most thirty lines of eighty columns.

What is to be done and asked stands in the first eighteen. Where there is more to say than fits,
reasons become shorter first, then lists; red flags that are present are always told whole. The
terminal opens on the same lines (`body`), below a head of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from pathway.advice.advice import Advice
from pathway.advice.brief import brief
from pathway.views.screen_lines import Elsewhere, ScreenLines
from pathway.views.screen_room import LEAST, MORE

#: The most lines of the screen.
MOST_LINES: Final = 30
#: From so many lines on there is room for empty ones between the parts.
_AIRY: Final = 24


def screen(advice: Advice, digest: str = "", *, width: int = 80, colour: bool = False) -> str:
    """The advice on one screen."""
    drawn = ScreenLines(advice, brief(advice), LEAST, max(40, width), colour, digest)
    apart = len(drawn.lines()) <= MOST_LINES  # else without empty lines between the parts
    if len(drawn.lines(apart=False)) > MOST_LINES:
        drawn = _with_fewer_groups(drawn)
    return _fitted(drawn, lambda one: one.lines(apart=apart), MOST_LINES)


def body(
    advice: Advice, elsewhere: Elsewhere, lines: int, *, width: int = 80, colour: bool = False
) -> str:
    """The same for a window of so many lines that scrolls, says whose advice it is, and has keys.

    The first question is told whole, so that it can be answered where it stands; nothing is left
    out where it does not fit.
    """
    least = replace(LEAST, doing=16, questions=5, waiting=1, closed=1, watch=1, air=1)
    drawn = ScreenLines(advice, brief(advice), least, max(40, width), colour, elsewhere=elsewhere)
    apart = lines >= _AIRY
    return _fitted(drawn, lambda one: one.middle(apart=apart), lines)


# -- private -------------------------------------------------------------------------------


def _with_fewer_groups(drawn: ScreenLines) -> ScreenLines:
    """Only the first groups of red flags, each whole, where the others are then only counted."""
    for asked in range(drawn.red_flag_questions - 1, 0, -1):
        fewer = replace(drawn, room=replace(drawn.room, flags=asked))
        if len(fewer.lines(apart=False)) <= MOST_LINES:
            return fewer
    return drawn


def _fitted(drawn: ScreenLines, draw: Callable[[ScreenLines], list[str]], most: int) -> str:
    lines = draw(drawn)
    for part, room in MORE:
        if room <= getattr(drawn.room, part):
            continue
        wider = replace(drawn, room=replace(drawn.room, **{part: room}))
        more = draw(wider)
        if len(more) <= most:
            drawn, lines = wider, more
    return "\n".join(line.rstrip() for line in lines) + "\n"
