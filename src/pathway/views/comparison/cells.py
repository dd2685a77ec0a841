"""What several pathways say of one patient's therapies, and in which words they differ.

Only pathways the patient is, or may be, eligible for are compared. Where it is known what the
patient came with, pathways of other fields that nothing is known of are left aside. Of the rest
only such count as have something of their own to say of a therapy: a running drug that a pathway
never offers is no opinion of that pathway.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum
from functools import cached_property
from typing import Final

from pathway.advice.advice import Advice
from pathway.advice.model import Option, Position, disagree
from pathway.frozen import frozen
from pathway.ground.terms import GOING, Action, Verdict
from pathway.views.contents import STATUS_WORDS
from pathway.views.entries import example as said_of_example
from pathway.views.page import clean
from pathway.views.tones import URGENCY_MARKS


class ComparisonMark(StrEnum):
    """How what the pathways say of a therapy stands to each other, the gravest first."""

    DISAGREE = "guidelines disagree"
    DIFFER = "actions differ"
    VERDICT = "same action, other verdict"
    SAME = "the same"
    ALONE = "only one speaks of it"


#: What each mark means, for a reader.
MEANINGS: Mapping[ComparisonMark, str] = {
    ComparisonMark.DISAGREE: "one is for it, another against it",
    ComparisonMark.DIFFER: "what to do now differs",
    ComparisonMark.VERDICT: "the same is to be done, for different reasons",
    ComparisonMark.SAME: "verdict and action are the same",
    ComparisonMark.ALONE: "the other pathways do not speak of it",
}


@frozen
class Cell:
    """What one pathway says of one therapy.

    `heard` is the adopted guideline it follows for this patient, `speaks` whether the pathway
    has a place or an adopted statement for the therapy at all.
    """

    pathway: str
    verdict: Verdict
    action: Action
    strength: str | None
    certainty: str | None
    summary: str
    heard: Position | None
    speaks: bool

    @property
    def stance(self) -> str:
        """`for`, `against`, or nothing: the guideline it follows, else what it does itself."""
        if self.verdict is Verdict.NOT_RECOMMENDED:
            return "against"
        if self.heard is not None:
            return self.heard.direction
        return "for" if self.action in GOING else ""

    @property
    def says(self) -> str:
        """Verdict, action and strength."""
        return ", ".join(filter(None, (self.verdict, self.action, self.strength)))


@frozen
class ComparedTherapy:
    """One therapy under all pathways that are compared, those that do not speak of it left out.

    `positions` is what guidelines say of it, also those that no pathway follows, those nearest
    to this patient first.
    """

    therapy: str
    title: str
    mark: ComparisonMark
    cells: tuple[Cell, ...]
    positions: tuple[Position, ...] = ()

    @property
    def pathways(self) -> tuple[str, ...]:
        """Those that speak of it, in the order of the comparison."""
        return tuple(cell.pathway for cell in self.cells)

    def said(self) -> Mapping[str, tuple[Cell, ...]]:
        """The cells by their words, so that what several say is said once."""
        found: dict[str, tuple[Cell, ...]] = {}
        for cell in self.cells:
            found[cell.says] = (*found.get(cell.says, ()), cell)
        return found

    def unheard(self, stance: str) -> tuple[Position, ...]:
        """The guidelines for it, or against it, that speak of this patient and nobody follows."""
        heard = {cell.heard.guideline for cell in self.side(stance) if cell.heard is not None}
        found = {
            position.guideline: position
            for position in reversed(self.positions)
            if position.speaks and position.direction == stance and position.guideline not in heard
        }
        return tuple(reversed(found.values()))

    def side(self, stance: str) -> tuple[Cell, ...]:
        """The cells that are for it, or against it."""
        return tuple(cell for cell in self.cells if cell.stance == stance)


@frozen(slots=False)
class Comparison:
    """Pathways side by side for one patient at one date."""

    advices: tuple[Advice, ...]
    #: Those that are compared: where the patient is, or may be, eligible.
    among: tuple[Advice, ...]
    rows: tuple[ComparedTherapy, ...]

    @property
    def example(self) -> str:
        """That the patient is invented; said before all else."""
        return said_of_example(self.advices[0])

    @property
    def heading(self) -> str:
        """Whom and which day it is about."""
        first = self.advices[0]
        strict = " · strict: nothing assumed" if first.strict else ""
        who = clean(first.patient.called)
        return f"{who} · as of {first.as_of.isoformat()}{strict}"

    @property
    def left_out(self) -> tuple[Advice, ...]:
        """The pathways that are not for this patient."""
        out = (advice for advice in self.advices if advice not in self.among)
        return tuple(advice for advice in out if advice.eligible is False)

    @property
    def elsewhere(self) -> tuple[Advice, ...]:
        """The pathways of other fields, of which nobody knows whether they are for this patient."""
        out = (advice for advice in self.advices if advice not in self.among)
        return tuple(advice for advice in out if advice.eligible is not False)

    @property
    def citations(self) -> Mapping[str, str]:
        """All sources of all pathways."""
        return {id_: text for a in self.advices for id_, text in a.citations.items()}

    def marked(self, mark: ComparisonMark) -> tuple[ComparedTherapy, ...]:
        """The rows with a mark, in the order of the plan of the first pathway."""
        return tuple(row for row in self.rows if row.mark is mark)

    def row(self, therapy: str) -> ComparedTherapy | None:
        """The row of a therapy; None where nothing is to be said of it."""
        return self._by_therapy.get(therapy)

    @cached_property
    def _by_therapy(self) -> Mapping[str, ComparedTherapy]:
        return {row.therapy: row for row in self.rows}

    @property
    def statuses(self) -> tuple[str, ...]:
        """How far the pathways are signed off, said once where it is the same of all."""
        found: dict[str, list[str]] = {}
        for advice in self.advices:
            found.setdefault(advice.pathway.status, []).append(clean(advice.pathway.id))
        return tuple(
            STATUS_WORDS.get(status, clean(status)) + _of(who, len(found) == 1)
            for status, who in found.items()
        )

    @property
    def flags(self) -> tuple[str, ...]:
        """The red flags that are present, with the pathways that raise them where not all do."""
        found: dict[str, list[str]] = {}
        for advice in self.advices:
            for alert in advice.alerts:
                if alert.state == "present":
                    said = f"{URGENCY_MARKS[alert.urgency]}: {clean(alert.title)}"
                    found.setdefault(said, []).append(clean(advice.pathway.id))
        every = len(self.advices)
        return tuple(said + _of(who, len(who) == every) for said, who in found.items())


def compared(advices: Sequence[Advice]) -> Comparison:
    """The comparison; where no pathway is for this patient, all are compared."""
    among = comparable(advices) or tuple(advices)
    titles = {id_: option.title for advice in among for id_, option in advice.options.items()}
    for advice in among:
        spoken = {one.therapy for one in advice.program.recommendations} - titles.keys()
        known = advice.program.therapies.items()
        titles |= {id_: therapy.title for id_, therapy in known if id_ in spoken}
    rows = [_row(id_, clean(title), among) for id_, title in titles.items()]
    kept = (row for row in rows if row.cells or row.mark is ComparisonMark.DISAGREE)
    return Comparison(tuple(advices), among, tuple(kept))


def comparable(advices: Sequence[Advice]) -> tuple[Advice, ...]:
    """The pathways that are, or may be, for this patient and what they came with."""
    possible = [advice for advice in advices if advice.eligible is not False]
    fields = {field for advice in possible if advice.eligible for field in _fields(advice)}
    return tuple(a for a in possible if a.eligible or _is_of(a, fields))


def cell_of(advice: Advice, therapy: str) -> Cell | None:
    """What a pathway says of a therapy; None where it is not among its options."""
    option = advice.options.get(therapy)
    if option is None:
        return None
    heard = _heard(option.positions)
    return Cell(
        advice.pathway.id,
        option.verdict,
        option.action,
        option.strength,
        option.certainty,
        clean(option.summary),
        heard,
        heard is not None or _is_offered(advice, option),
    )


def mark_of(cells: Sequence[Cell], positions: Sequence[Position] = ()) -> ComparisonMark:
    """In which words the cells of one therapy stand to each other.

    Guidelines also disagree where a pathway follows only one of them, or none.
    """
    if disagree(positions) or _opposed(cells):
        return ComparisonMark.DISAGREE
    if len(cells) < 2:
        return ComparisonMark.ALONE
    if len({(cell.verdict, cell.action) for cell in cells}) == 1:
        return ComparisonMark.SAME
    return (
        ComparisonMark.DIFFER
        if len({cell.action for cell in cells}) > 1
        else ComparisonMark.VERDICT
    )


def positions_on(therapy: str, advices: Iterable[Advice]) -> tuple[Position, ...]:
    """What guidelines say of a therapy, each once, as the first pathway sees it that has it.

    Those nearest to this patient come first.
    """
    found: dict[str, Position] = {}
    for advice in advices:
        option = advice.options.get(therapy)
        for position in option.positions if option else advice.positions(therapy):
            found.setdefault(position.recommendation, position)
    return tuple(sorted(found.values(), key=lambda p: _NEARNESS.index(p.applies)))


def outcome_of(advice: Advice) -> str:
    """The outcome under a pathway, and whether it is sure that the patient is eligible for it."""
    unsure = ", not known yet whether eligible" if advice.eligible is None else ""
    return f"{advice.outcome}{unsure}"


# -- private -------------------------------------------------------------------------------


def _of(who: Sequence[str], all_of_them: bool) -> str:
    return "" if all_of_them else f" ({', '.join(who)})"


def _fields(advice: Advice) -> tuple[str, ...]:
    return advice.program.fields


def _is_of(advice: Advice, fields: AbstractSet[str]) -> bool:
    """Whether a pathway is of one of these fields; what names none is of all."""
    return not fields or not _fields(advice) or not fields.isdisjoint(_fields(advice))


def _row(therapy: str, title: str, among: Sequence[Advice]) -> ComparedTherapy:
    found = (cell_of(advice, therapy) for advice in among)
    cells = tuple(cell for cell in found if cell is not None and cell.speaks)
    positions = positions_on(therapy, among)
    return ComparedTherapy(therapy, title, mark_of(cells, positions), cells, positions)


def _opposed(cells: Sequence[Cell]) -> bool:
    alike = len({(cell.verdict, cell.action) for cell in cells}) < 2
    return not alike and {"for", "against"} <= {cell.stance for cell in cells}


#: How near a position is to this patient, nearest first.
_NEARNESS: Final = ("directly", "extrapolated", "unknown", "outside its population")


def _is_offered(advice: Advice, option: Option) -> bool:
    return bool(advice.program.places_of(option.id))


def _heard(positions: Iterable[Position]) -> Position | None:
    """The first adopted guideline that speaks of this patient, directly if any does.

    Within one guideline *against* wins, as it does in the verdict.
    """
    adopted = [p for p in positions if p.adopted]
    for applies in ("directly", "extrapolated"):
        speaking = [p for p in adopted if p.applies == applies]
        if speaking:
            same = [p for p in speaking if p.guideline == speaking[0].guideline]
            return next((p for p in same if p.direction == "against"), same[0])
    return None
