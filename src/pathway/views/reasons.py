"""A reason tree as text: why an option stands where it stands, down to file and source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pathway.advice.explanation import Reason
from pathway.views.columns import bold, cells, coloured, flowing, hanging, padded, wrapped
from pathway.views.entries import Bibliography
from pathway.views.page import Tone, clean

#: Below this many cells of room the labels of a tree are not aligned.
_ROOM = 30

_TONES: Mapping[str, Tone] = {
    "unknown": Tone.ASK,
    "yes": Tone.PLAIN,
    "no": Tone.QUIET,
}


def render(
    reason: Reason,
    citations: Mapping[str, str],
    changes: Sequence[str] = (),
    searched: str = "",
    *,
    width: int = 80,
    colour: bool = False,
) -> str:
    """The tree, with what would change the answer as its last branch and its sources below.

    `searched` says how far the search for such changes went.
    """
    bibliography = Bibliography(citations)
    head = f"{clean(reason.label)}: {clean(reason.state)}" if reason.state else clean(reason.label)
    lines = [bold(line, colour) for line in wrapped(head, width)]
    about = _said(reason.text, reason, bibliography)
    lines += wrapped(about, width) if about else []
    children = [*reason.children, *_if_answered(changes, searched)]
    lines += _branches(children, "", width, bibliography, colour)
    listed = bibliography.listed()
    if listed:
        lines.append("")
    for number, citation in listed:
        lines += hanging(f"[{number}] ", citation, len(f"[{number}] "), width)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _if_answered(changes: Sequence[str], searched: str) -> Iterator[Reason]:
    if changes or searched:
        found = "" if changes else "nothing found that would change this"
        said = "; ".join(filter(None, (found, searched)))
        children = tuple(
            Reason(f"→ {result}", "", "; or ".join(ways)) for result, ways in _by_result(changes)
        )
        yield Reason("if answered", "", said, children=children)


def _by_result(changes: Sequence[str]) -> list[tuple[str, list[str]]]:
    """The ways to each verdict, a recommendation first."""
    found: dict[str, list[str]] = {}
    for line in changes:
        words, _, result = line.rpartition(" → ")
        found.setdefault(result, []).append(words)
    return sorted(found.items(), key=lambda item: not item[0].startswith("recommended"))


def _branches(
    children: Sequence[Reason], margin: str, width: int, bibliography: Bibliography, colour: bool
) -> list[str]:
    labels = [cells(clean(child.label)) for child in children]
    column = max((label for label in labels if label <= _LABEL), default=0)
    lines: list[str] = []
    for index, child in enumerate(children):
        last = index == len(children) - 1
        below = margin + ("   " if last else "│  ")
        front = margin + ("└─ " if last else "├─ ")
        lines += _leaf(child, front, below, column, width, bibliography, colour)
        lines += _branches(child.children, below, width, bibliography, colour)
    return lines


_LABEL = 32


def _leaf(
    reason: Reason,
    front: str,
    below: str,
    column: int,
    width: int,
    bibliography: Bibliography,
    colour: bool,
) -> list[str]:
    label = clean(reason.label)
    room = width - cells(front)
    text = reason.text.removeprefix(f"{reason.label}: ")
    said = _said("  ".join(filter(None, (reason.state, text))), reason, bibliography)
    if not label:
        body = wrapped(said, room)
    elif room - column - 2 >= _ROOM and cells(label) <= column:
        body = hanging(padded(label, column) + "  ", said, column + 2, room)
    else:
        body = flowing(f"{label}: " if said else label, said, 2, room)
    first, *rest = body
    first = _marked(first, clean(reason.state), colour)
    return [front + first, *(below + line for line in rest)]


def _said(text: str, reason: Reason, bibliography: Bibliography) -> str:
    """A text with the place of its rule and the numbers of its sources."""
    numbers = bibliography.cite(reason.sources)
    cited = f"[{', '.join(map(str, numbers))}]" if numbers else ""
    return clean("  ".join(filter(None, (text, reason.place, cited))))


def _marked(line: str, state: str, colour: bool) -> str:
    tone = _TONES.get(state.lower())
    if not tone or tone is Tone.PLAIN or state not in line:
        return line
    before, _, after = line.partition(state)
    return before + coloured(state, tone, colour) + after
