"""A reason tree as a document: why an option stands where it stands, down to file and source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pathway.advice.explanation import Reason
from pathway.views.document import Branch, Document, Section, Tree, drawn
from pathway.views.entries import Bibliography
from pathway.views.forms import Form
from pathway.views.page import Tone, clean


def render(
    reason: Reason,
    citations: Mapping[str, str],
    changes: Sequence[str] = (),
    searched: str = "",
    *,
    width: int = 80,
    colour: bool = False,
) -> str:
    """The reasons as text."""
    made = document(reason, citations, changes, searched)
    return drawn(made, Form.TEXT, width=width, colour=colour)


def document(
    reason: Reason,
    citations: Mapping[str, str],
    changes: Sequence[str] = (),
    searched: str = "",
    *,
    notice: str = "",
) -> Document:
    """The tree, with what would change the answer as its last branch and its sources below.

    `searched` says how far the search for such changes went.
    """
    bibliography = Bibliography(citations)
    root = branch(reason, bibliography)
    added = tuple(branch(one, bibliography) for one in _if_answered(changes, searched))
    title, about = first_lines(root)
    return Document(
        title=title,
        about=about,
        head=(),
        sections=(Section("", (Tree((*root.branches, *added)),)),),
        sources=bibliography.listed(),
        cites=root.cites,
        notice=notice,
    )


def first_lines(root: Branch) -> tuple[str, str]:
    """What the whole tree is about: what is judged and how it stands, and what is said of it."""
    about = "  ".join(root.parts[1:] if root.state else root.parts)
    return ": ".join(filter(None, (root.label, root.state))), about


def branch(reason: Reason, bibliography: Bibliography) -> Branch:
    """A reason with the numbers of its sources, which are counted from the top."""
    cites = bibliography.cite(reason.sources)
    return Branch(
        clean(reason.label),
        clean(reason.state),
        clean(reason.text),
        clean(reason.place),
        cites,
        _TONES.get(reason.state.lower(), Tone.PLAIN),
        tuple(branch(child, bibliography) for child in reason.children),
    )


# -- private -------------------------------------------------------------------------------

_TONES: Final[Mapping[str, Tone]] = {"unknown": Tone.ASK, "no": Tone.QUIET}


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
