"""How the lines of the screen are shared out: the least of each part, and what grows first."""

from __future__ import annotations

from typing import Final

from pathway.frozen import frozen


@frozen
class ScreenRoom:
    """How many lines each part may have: one entry, all of what to do, the lists, the sources.

    `air` is the blank line before the last parts; remarks and cautions do not count as *doing*.
    `flags` is how many groups of red flags are asked about, each of them whole; all where they fit.
    """

    head: int = 1
    entry: int = 1
    cautions: int = 0
    remarks: int = 0
    why: int = 0
    doing: int = 1
    questions: int = 0
    flags: int = 100
    asking: int = 1
    waiting: int = 0
    closed: int = 0
    watch: int = 0
    sources: int = 0
    air: int = 0


#: The least that each part has, and in which order they get more while there is room.
LEAST: Final = ScreenRoom()
MORE: Final[tuple[tuple[str, int], ...]] = (
    ("doing", 3),
    ("questions", 1),
    ("head", 2),
    ("watch", 1),
    ("doing", 5),
    ("why", 2),
    ("waiting", 1),
    ("closed", 1),
    ("air", 1),
    ("questions", 2),
    ("asking", 2),
    *(("doing", lines) for lines in range(6, 17)),
    ("closed", 2),
    ("entry", 2),
    ("remarks", 1),
    ("questions", 3),
    ("cautions", 1),
    ("why", 3),
    ("asking", 6),
    ("waiting", 2),
    ("watch", 2),
    ("cautions", 2),
    ("questions", 5),
    ("asking", 10),
    ("sources", 1),
    ("entry", 3),
    ("closed", 3),
    ("watch", 3),
    ("waiting", 4),
    ("sources", 3),
)
