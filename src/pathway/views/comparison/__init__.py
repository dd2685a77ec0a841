"""What several pathways say about one patient, side by side, and where they part for many.

`comparison/cells` is what is compared and in which words they differ; one file draws one format
of it. `comparison/parting` counts the differences over many patients.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pathway.advice.advice import Advice
from pathway.views.comparison import data, text
from pathway.views.comparison.cells import compared
from pathway.views.comparison.parting import Partings

if TYPE_CHECKING:
    from collections.abc import Mapping


def render(advices: Sequence[Advice], *, width: int = 80, colour: bool = False) -> str:
    """The comparison as text: first where they disagree, then what they say alike."""
    return text.render(compared(advices), width=width, colour=colour)


def to_dict(advices: Sequence[Advice]) -> Mapping[str, object]:
    """The comparison as plain values: every therapy under every pathway."""
    return data.to_dict(compared(advices))


def to_html(advices: Sequence[Advice]) -> str:
    """The comparison as a page: a table of therapies by pathways, with both sources below."""
    from pathway.views.comparison import page

    return page.render(compared(advices))


def render_partings(partings: Partings, *, width: int = 80, colour: bool = False) -> str:
    """Where pathways part, as text."""
    return text.render_partings(partings, width=width, colour=colour)


def partings_to_dict(partings: Partings) -> Mapping[str, object]:
    """Where pathways part, as plain values."""
    return data.partings_to_dict(partings)


def partings_to_html(partings: Partings) -> str:
    """Where pathways part, as a page."""
    from pathway.views.comparison import page

    return page.render_partings(partings)
