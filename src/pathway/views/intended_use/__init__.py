"""A pathway's intended use, for those who judge whether its software is a medical device.

The questions are those of US rules; every answer is worked out from what the pathway's files
say, with counts, lists and what is open. It is material for a reviewer and no legal opinion.
"""

from __future__ import annotations

from typing import Final

from pathway.frozen import frozen

#: What every format says before anything else.
NOTICE: Final = (
    "Material for a reviewer, worked out from the content of the pathway. It is no legal "
    "opinion and does not decide whether this software is a medical device."
)
#: Where the questions come from, and what that is worth.
BASIS: Final = (
    "The questions are put in our own words, after section 520(o)(1)(E) of the US Federal Food, "
    "Drug, and Cosmetic Act and 45 CFR 170.315(b)(11). Whoever reviews compares them with the law "
    "and the guidance as they then stand; no other country's rules are asked about here."
)
#: What marks an output that a reviewer has to look at.
FOR_REVIEW: Final = "for regulatory review"


@frozen
class Count:
    """How many there are of something."""

    what: str
    number: int


@frozen
class ReportItem:
    """One piece of evidence, with its line in the files; `review` flags it for a regulator."""

    title: str
    text: str = ""
    id: str = ""
    place: str = ""
    review: bool = False


@frozen
class ReportEvidence:
    """Pieces of evidence under one heading, none left out."""

    title: str
    items: tuple[ReportItem, ...]


@frozen
class Criterion:
    """A question, what the content answers, what shows it, and what is left to judge."""

    id: str
    title: str
    rule: str
    question: str
    answer: str
    counts: tuple[Count, ...] = ()
    evidence: tuple[ReportEvidence, ...] = ()
    open: tuple[str, ...] = ()


@frozen
class SourceAttribute:
    """One of the thirteen source attributes; `read` names the attributes that conditions read."""

    title: str
    says: tuple[str, ...]
    which: str = ""
    read: tuple[str, ...] = ()
    open: str = ""


@frozen
class IntendedUseReport:
    """All that a reviewer is shown of one pathway."""

    pathway: str
    title: str
    version: str
    status: str
    status_words: str
    digest: str
    patients: str
    limits: str
    criteria: tuple[Criterion, ...]
    attributes: tuple[SourceAttribute, ...]

    @property
    def open(self) -> int:
        """How many points are open."""
        points = sum(len(criterion.open) for criterion in self.criteria)
        return points + sum(1 for attribute in self.attributes if attribute.open)


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else many or one + 's'}"
