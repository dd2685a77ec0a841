"""What every pathway and every guideline says of each therapy for this patient."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from pathway.advice.advice import Advice
from pathway.advice.model import Position
from pathway.frozen import frozen
from pathway.tui.explanation_tree import position_lines
from pathway.tui.session import Session
from pathway.tui.widgets.hanging import Line
from pathway.views.comparison.cells import Comparison as Compared
from pathway.views.comparison.cells import ComparisonMark, compared, positions_on
from pathway.views.entries import cited
from pathway.views.page import Tone, clean

#: What stands where nothing is said.
NOTHING: Final = "–"
_SCOPE: Final = {
    "directly": "",
    "extrapolated": ", extrapolated",
    "unknown": ", unclear for whom",
    "outside its population": ", other patients",
}
#: What is noticed of a row; where pathways only agree, or one alone speaks, nothing.
_NOTED: Final = (ComparisonMark.DISAGREE, ComparisonMark.DIFFER, ComparisonMark.VERDICT)


@frozen
class Column:
    """A pathway or a guideline."""

    id: str
    title: str
    is_pathway: bool


@frozen(slots=False)
class ComparisonTable:
    """Therapies by pathways and guidelines, for the patient of one advice."""

    advice: Advice
    advices: tuple[Advice, ...]

    @cached_property
    def compared(self) -> Compared:
        """What the text and the page of a comparison show too."""
        return compared(self.advices)

    @cached_property
    def therapies(self) -> tuple[str, ...]:
        """Every therapy that any of them speaks of; those that guidelines differ on come first."""
        listed = [id_ for advice in self.advices for id_ in advice.options]
        spoken = [one.therapy for one in self.advice.program.recommendations]
        every = dict.fromkeys((*listed, *spoken))
        return tuple(sorted(every, key=self._rank))

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The pathways for this patient, then the guidelines, then the pathways for others.

        Adopted guidelines come first, the latest before older ones.
        """
        among = self.compared.among
        fit = [_pathway(advice) for advice in among]
        other = [_pathway(advice) for advice in self.advices if advice not in among]
        said = [position for id_ in self.therapies for position in self.positions(id_)]
        ordered = sorted(said, key=lambda p: (not p.adopted, -p.year, p.name))
        named = {p.guideline: clean(p.name) for p in ordered}
        found = [Column(id_, title, is_pathway=False) for id_, title in named.items()]
        return (*fit, *found, *other)

    def title(self, therapy: str) -> str:
        """What a therapy is called; one of another field only its own pathways know."""
        programs = (advice.program for advice in (self.advice, *self.advices))
        return clean(next(p.therapies[therapy].title for p in programs if therapy in p.therapies))

    def positions(self, therapy: str) -> tuple[Position, ...]:
        """What guidelines say of a therapy, nearest to this patient first."""
        return positions_on(therapy, (self.advice, *self.advices))

    def mark(self, therapy: str) -> ComparisonMark | None:
        """How what is said of a therapy stands to each other; None where nothing is."""
        row = self.compared.row(therapy)
        return row.mark if row is not None else None

    def note(self, therapy: str) -> str:
        """What is to be noticed of a row."""
        mark = self.mark(therapy)
        return mark.upper() if mark in _NOTED else ""

    def cell(self, therapy: str, column: Column) -> str:
        """What one pathway or guideline says, in a few words."""
        if column.is_pathway:
            advice = next(a for a in self.advices if a.pathway.id == column.id)
            option = advice.options.get(therapy)
            if option is None:
                return NOTHING if advice.eligible is not False else "not eligible"
            return f"{option.verdict}, {option.action}"
        said = self._of(therapy, column)
        if not said:
            return NOTHING
        graded = ", ".join(part for part in (said[0].direction, said[0].strength) if part)
        return f"{graded}{_SCOPE[said[0].applies]}"

    def lines(self, therapy: str, column: Column) -> Iterator[Line]:
        """A cell in full, and what speaks against it, each with its source."""
        note = self.note(therapy)
        yield Line("", f"{self.title(therapy)} · {column.title}{f' · {note}' if note else ''}")
        if column.is_pathway:
            yield from self._verdict(therapy, column)
            others = list(self.positions(therapy))
        else:
            said = self._of(therapy, column)
            for position in said:
                yield from position_lines(self.advice, position)
            if not said:
                yield Line("", "This guideline says nothing of it.")
                return
            others = self._against(therapy, said[0])
        for position in others:
            if position.speaks:
                yield Line("", f"{_relation(column, position)}: {clean(position.name)}", Tone.ASK)
                yield from position_lines(self.advice, position)

    # -- private ---------------------------------------------------------------------------

    def _rank(self, therapy: str) -> int:
        mark = self.mark(therapy)
        return _NOTED.index(mark) if mark in _NOTED else len(_NOTED)

    def _of(self, therapy: str, column: Column) -> list[Position]:
        return [p for p in self.positions(therapy) if p.guideline == column.id]

    def _against(self, therapy: str, said: Position) -> list[Position]:
        return [p for p in self.positions(therapy) if p.direction != said.direction]

    def _verdict(self, therapy: str, column: Column) -> Iterator[Line]:
        advice = next(a for a in self.advices if a.pathway.id == column.id)
        option = advice.options.get(therapy)
        if option is None:
            yield Line("", "This pathway says nothing of it for this patient.")
            return
        yield Line("verdict", f"{option.verdict}, {option.action}: {clean(option.summary)}")
        known = cited(advice.program.sources)
        for rule in option.reasons:
            if rule.holds and rule.text:
                yield Line("reason", clean(rule.text))
                for source in rule.sources:
                    yield Line("source", clean(known.get(source, source)))


def comparison(session: Session) -> ComparisonTable:
    """The comparison for the session's patient."""
    own = session.advice
    others = [
        session.library.advise(session.patient, id_, session.as_of)
        for id_ in session.library.pathways
        if id_ != own.pathway.id
    ]
    return ComparisonTable(own, (own, *others))


# -- private -------------------------------------------------------------------------------


def _pathway(advice: Advice) -> Column:
    called = clean(advice.pathway.id.replace("-", " "))  # so that a long name can be wrapped
    return Column(advice.pathway.id, f"pathway {called}", is_pathway=True)


def _relation(column: Column, position: Position) -> str:
    if column.is_pathway:
        return "guideline" if position.adopted else "guideline, not adopted"
    return "differs"
