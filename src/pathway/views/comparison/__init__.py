"""What several pathways say about one patient, side by side, and where they part for many.

`comparison/cells` is what is compared and in which words they differ, `comparison/parting` counts
the differences over many patients, and `comparison/document` puts both in reading order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pathway.advice.advice import Advice
from pathway.views.comparison import data
from pathway.views.comparison.cells import compared
from pathway.views.comparison.document import comparison_document, partings_document
from pathway.views.comparison.parting import Partings
from pathway.views.document import drawn
from pathway.views.forms import Form


def render(
    advices: Sequence[Advice], form: Form = Form.TEXT, *, width: int = 80, colour: bool = False
) -> str:
    """The comparison: first where they disagree, then what they say alike."""
    return drawn(comparison_document(compared(advices)), form, width=width, colour=colour)


def to_dict(advices: Sequence[Advice]) -> Mapping[str, object]:
    """The comparison as plain values: every therapy under every pathway."""
    return data.to_dict(compared(advices))


def render_partings(
    partings: Partings, form: Form = Form.TEXT, *, width: int = 80, colour: bool = False
) -> str:
    """Where pathways part."""
    return drawn(partings_document(partings), form, width=width, colour=colour)


def partings_to_dict(partings: Partings) -> Mapping[str, object]:
    """Where pathways part, as plain values."""
    return data.partings_to_dict(partings)
