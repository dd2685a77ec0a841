"""A decision while it is being taken: the steps in their order, and what was chosen at each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from pathway.advice.decided import Decided
from pathway.advice.model import Option
from pathway.ground.problems import in_backticks, visible
from pathway.records import DecisionChoice, Record
from pathway.records.reasons import Coded, reasons_for
from pathway.tui.decision import Draft, Objection, latest, lifted, objections
from pathway.tui.session import Session
from pathway.tui.widgets.hanging import Line
from pathway.views.decided import said_of
from pathway.views.page import Tone, clean
from pathway.views.problems import plural


class DraftStep(StrEnum):
    """What is asked for next."""

    CHOICE = "choice"
    AGAINST = "against"
    REASON = "reason"
    WORDS = "words"
    UNTIL = "until"
    ACTOR = "actor"
    CONFIRM = "confirm"
    DONE = "done"


@dataclass
class Drafting:
    """One decision on one option, step by step."""

    session: Session
    option: Option
    step: DraftStep = DraftStep.CHOICE
    choice: DecisionChoice = DecisionChoice.ACCEPT
    against: tuple[Objection, ...] = ()
    confirmed: set[int] = field(default_factory=set)
    coded: Coded | None = None
    words: str = ""
    until: date | None = None
    made: Record | None = None
    #: Where the record is kept.
    place: str = ""

    def choose(self, choice: DecisionChoice) -> None:
        """Begin with a choice; what was confirmed for another one counts no more."""
        self.choice = choice
        self.against = objections(self.session.advice, self.option.id, choice)
        self.confirmed.clear()
        self.coded, self.words, self.until = None, "", None

    @property
    def steps(self) -> tuple[DraftStep, ...]:
        """The steps that this decision needs."""
        return tuple(self._steps())

    def go(self, by: int) -> None:
        """To the next step, or back."""
        steps = self.steps
        self.step = steps[max(0, min(steps.index(self.step) + by, len(steps) - 1))]

    @property
    def unconfirmed(self) -> int:
        """How much of what stands against it nobody has confirmed yet."""
        return len(self.against) - len(self.confirmed)

    @property
    def reasons(self) -> tuple[Coded, ...]:
        """The coded reasons to choose from."""
        return reasons_for(self.choice)

    @property
    def reason(self) -> str:
        """The reason as it is recorded: the coded one, and more words after it."""
        coded = self.coded.said if self.coded is not None else ""
        return ": ".join(part for part in (coded, self.words) if part)

    @property
    def draft(self) -> Draft:
        """What would be recorded."""
        before = latest(self.session, self.option.id)
        return Draft(
            self.option.id,
            self.choice,
            tuple(one.name for one in self.against),
            self.reason,
            self.until,
            # What was decided on another day was no mistake: it stays, and no longer counts.
            before.record if before is not None and not before.earlier else None,
        )

    def take(self, text: str) -> str:
        """What was typed at this step; what is wrong with it, or nothing."""
        match self.step:
            case DraftStep.WORDS:
                if not text and self.coded is not None and self.coded.asks:
                    return "say why in your own words"
                self.words = text
            case DraftStep.UNTIL:
                return self._take_day(text)
            case DraftStep.ACTOR:
                if not text:
                    return "a decision needs a name"
                self.session.actor = text
            case _:
                pass
        return ""

    def said(self) -> Iterator[Line]:
        """What was advised, and what was chosen so far."""
        if self.made is not None:
            yield from self._recorded(self.made)
            return
        option = self.option
        advised = f"{option.verdict}, {option.action}: {clean(option.summary)}"
        yield Line("advised", advised)
        before = latest(self.session, option.id)
        if before is not None:
            yield self._before(before)
        if self.step is DraftStep.CHOICE:
            return
        yield Line("decision", self.choice.value)
        if self.against and self.step is not DraftStep.AGAINST:
            told = ", ".join(one.name for one in self.against)
            yield Line("in spite of", f"{told} (each confirmed)", Tone.STOP)
        if self.reason and self.step not in (DraftStep.REASON, DraftStep.WORDS):
            yield Line("because", clean(self.reason))
        if self.until is not None:
            yield Line("until", str(self.until))
        if self.session.actor and self.step is DraftStep.CONFIRM:
            yield Line("by", clean(self.session.actor))

    def possible(self, choice: DecisionChoice) -> tuple[bool, str]:
        """Whether a choice can be made, and what it means here."""
        count = len(objections(self.session.advice, self.option.id, choice))
        things = plural(count, "thing")
        stand = "stands" if count == 1 else "stand"
        if choice is DecisionChoice.ACCEPT:
            told = f"not possible: {things} {stand} against it" if count else "as advised"
            return not count, told
        if choice is DecisionChoice.OVERRIDE:
            if not count:
                return False, "nothing stands against it: accept it"
            return True, f"do it although {things} {stand} against it; a reason is needed"
        if count:
            return True, f"although {plural(count, 'alert')} asks for it; a reason is needed"
        return True, "it is not done"

    # -- private -----------------------------------------------------------------------------

    def _before(self, decided: Decided) -> Line:
        """What was decided already: a slip of this sitting, or on another day."""
        if not decided.earlier:
            said = f"{decided.action} by {clean(decided.actor)}; a new decision supersedes it"
            return Line(f"record {decided.record}", said, Tone.ASK)
        parts = [said_of(self.session.advice, decided)]
        parts += [f"reason: {clean(decided.reason)}"] if decided.reason else []
        parts.append("a new decision counts in its place")
        return Line("decided", "; ".join(parts), Tone.ASK)

    def _take_day(self, text: str) -> str:
        try:
            day = date.fromisoformat(text) if text else None
        except ValueError:
            return f"{in_backticks(text)} is not a date written as 2026-12-31"
        if day is not None and day < self.session.as_of:
            return f"{day} is before the day of the advice ({self.session.as_of})"
        self.until = day
        return ""

    def _recorded(self, made: Record) -> Iterator[Line]:
        taken = made.decision
        yield Line("RECORDED", f"number {made.sequence}", Tone.GO)
        yield Line("decision", f"{taken.action}: {clean(self.option.title)}")
        if taken.rule:
            yield Line("in spite of", ", ".join(taken.rule.split()))
        if taken.reason:
            yield Line("because", clean(taken.reason))
        if taken.supersedes is not None:
            yield Line("supersedes", f"record {taken.supersedes}")
        yield Line("by", clean(taken.actor))
        yield Line("at", made.recorded_at[:19].replace("T", " ") + " UTC")
        yield Line("kept in", visible(self.place))
        yield Line("hash", made.hash)

    def _steps(self) -> Iterator[DraftStep]:
        yield DraftStep.CHOICE
        if self.against:
            yield DraftStep.AGAINST
        if self.choice is not DecisionChoice.ACCEPT:
            yield DraftStep.REASON
            yield DraftStep.WORDS
        if lifted(self.session.advice, self.draft):
            yield DraftStep.UNTIL
        if self.session.actor is None or self.step is DraftStep.ACTOR:
            yield DraftStep.ACTOR
        yield DraftStep.CONFIRM
        yield DraftStep.DONE
