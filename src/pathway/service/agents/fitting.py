"""Lines of a text, as many as fit into so many bytes, and what was left out counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from pathway.frozen import frozen


@frozen
class FittedLine:
    """One line: `rank` says how readily it is left out (0: never).

    `forms` are its text, from the whole to its gist; of those that stay the ones are shortened last
    that `keeps` most. `kind` is what it is counted as, where it was left out.
    """

    rank: int
    forms: tuple[str, ...]
    kind: str = ""
    keeps: int = 0


def fitted(lines: Iterable[FittedLine], most: int) -> str:
    """The lines in their order: first shortened, then without those that are needed least.

    What is never left out may take more than `most` where even its gist does not fit.
    """
    listed = list(lines)
    forms = [[" ".join(form.split()) for form in line.forms] for line in listed]
    texts = {at: forms[at][0] for at, line in enumerate(listed) if line.rank == 0}
    _shorten(texts, forms, listed, most - _ROOM)
    left: list[FittedLine] = []
    for at, line in sorted(enumerate(listed), key=lambda row: (row[1].rank, row[0])):
        if line.rank:
            room = most - _ROOM - _size(texts.values())
            found = next((form for form in forms[at] if _size((form,)) <= room), None)
            if found is None:
                left.append(line)
            else:
                texts[at] = found
    return "\n".join((*(texts[at] for at in sorted(texts)), *_left_out(left)))


# -- private -------------------------------------------------------------------------------

#: Bytes that are kept free for saying what was left out.
_ROOM: Final = 300


def _shorten(
    texts: dict[int, str], forms: list[list[str]], lines: list[FittedLine], most: int
) -> None:
    """Shorten what stays, the longest and the least pressing first, until it fits."""
    for level in range(1, max(map(len, forms), default=1)):
        for at in sorted(texts, key=lambda at: (lines[at].keeps, -len(texts[at]))):
            if _size(texts.values()) <= most:
                return
            if level < len(forms[at]):
                texts[at] = forms[at][level]


def _size(texts: Iterable[str]) -> int:
    return sum(len(text.encode()) + 1 for text in texts)


def _left_out(left: Iterable[FittedLine]) -> Iterator[str]:
    counts = Counter(line.kind for line in left)
    if counts:
        told = ", ".join(f"{kind} ({count})" for kind, count in counts.items())
        yield f"Left out to stay short: {told}. `ask_next` has all questions, `why` each therapy."
