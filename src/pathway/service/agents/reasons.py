"""The reasons for one therapy as text, by the record and, where that differs, as an agent says."""

from __future__ import annotations

from typing import Final

from pathway.service.agents.case import AgentCase
from pathway.views.reasons import render

#: The longest text of one tree of reasons, in characters: a model's context is dear.
MOST: Final = 12_000
_WIDTH: Final = 120


def reasons_text(case: AgentCase, therapy: str) -> str:
    """The reason tree of a therapy, and again with what the agent says where that is another."""
    by_record, with_said = case.explaining(therapy)
    first = render(by_record.why(therapy), by_record.citations, width=_WIDTH)
    if with_said is None:
        return _cut(first)
    second = render(with_said.why(therapy), with_said.citations, width=_WIDTH)
    if first == second:
        return _cut(first)
    lead = f"\nIf it is so as the {case.agent} says, which no clinician has confirmed:\n"
    return f"{_cut(first)}{lead}{_cut(second)}"


# -- private -------------------------------------------------------------------------------


def _cut(text: str) -> str:
    """The first lines of a text, with how many more there are."""
    if len(text) <= MOST:
        return text
    kept = text[:MOST].rpartition("\n")[0]
    left = text.count("\n") - kept.count("\n")
    return f"{kept}\n({left} more lines: `pathway why` has them all)\n"
