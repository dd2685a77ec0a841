"""How one treatment is told to the patient it is for, as long as there is room for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pathway.advice.advice import Advice
from pathway.advice.model import Option
from pathway.frozen import frozen
from pathway.ground.terms import BEGINNING, Action, Verdict
from pathway.program import Therapy
from pathway.views.document import ListEntry
from pathway.views.page import clean
from pathway.views.plain_words import (
    because_of,
    capital,
    counted,
    day,
    helped_before,
    listed,
    plain_name,
    plain_title,
    plain_titles,
    taken_for,
    taken_now,
    without_aside,
    yours,
)


@frozen
class Room:
    """How much is said: of each treatment, and of what surrounds the plan.

    `sentences` are those on how a treatment is done; `members` says that of each one in a choice,
    too. `reasons` are the grounds of a risk, `asides` the clinical words behind plain ones;
    `trial` says for how long to try it, where the page says on which day that is over.
    `against` is how many names are told of what experts advise against, `later` of what comes
    later, `waiting` of what waits.
    """

    sentences: int = 9
    members: bool = True
    harms: bool = True
    disputes: bool = True
    asks: bool = True
    reasons: int = 9
    asides: bool = True
    trial: bool = True
    against: int = 99
    later: int = 99
    waiting: int = 6


@frozen
class Treatment:
    """One option of an advice, in words for the patient."""

    advice: Advice
    option: Option
    room: Room
    #: The days that the page says once, for all that is looked at then.
    days: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What the patient calls it, as the beginning of a line."""
        return capital(plain_title(self.option))

    @property
    def therapy(self) -> Therapy:
        """What its author wrote."""
        return self.advice.program.therapies[self.option.id]

    def entry(self) -> ListEntry:
        """The treatment, and below it all that is said of it."""
        line = " ".join(filter(None, (*self.done(), self.how_long(), *self.care())))
        return ListEntry(self.title, line)

    def done(self) -> Iterator[str]:
        """How it is done, how it went so far, what goes with it, and how much may be taken."""
        if reason := self._flagged():
            yield f"The reason: {reason}."
        yield from _sentences(clean(self.therapy.patient_wording), self.room.sentences)
        if self.option.current:
            span = taken_for(self.advice, self.option.id)
            yield f"Go on with it. So far: {span}." if span else "Go on with it."
        elif helped_before(self.advice, self.option.id):
            yield "It has helped you before."
        if self.option.partners:
            yield f"This goes together with: {plain_titles(self.advice, self.option.partners)}."
        yield from filter(None, (self._at_most("Take"),))

    def how_long(self) -> str:
        """How long to try it where it is new, and when it is looked at."""
        if self.option.verdict not in (Verdict.RECOMMENDED, Verdict.ONGOING):
            return ""
        trial, parts, told = self.therapy.adequate, [], []
        if trial is not None and trial.weeks is not None:
            parts.append(counted(trial.weeks, "week"))
        if trial is not None and trial.sessions is not None and (parts or trial.sessions > 1):
            parts.append(counted(trial.sessions, "session"))
        until = self._looked_at()
        if parts and not self.option.current and (self.room.trial or until):
            also = f", until {until}" if until else ""
            told.append(f"Give it about {' and '.join(parts)}{also}.")
        elif until:
            told.append(f"We look at it again on {until}.")
        elif self._is_due:
            told.append("It is time to look at it again.")
        if self.therapy.longest_weeks is not None:
            longest = counted(self.therapy.longest_weeks, "week")
            told.append(f"Not for more than {longest} without asking us.")
        return " ".join(told)

    def care(self) -> Iterator[str]:
        """What it can cause, and what asks for care, by its grounds in this patient.

        The text of a rule speaks to clinicians.
        """
        if self.room.harms and self.therapy.side_effects:
            yield f"It can cause: {'; '.join(map(clean, self.therapy.side_effects))}."
        certain = [rule.rule for rule in self.option.cautions if rule.holds]
        if certain:
            names = self._because_of(certain)
            told = "; ".join(names[: self.room.reasons])
            yield f"Take care because of {told}." if names else "Take care with it."
            yield "Ask us about it."
        if self.option.overridden:
            yield "There is a risk that we have talked about. Ask us if anything is unclear."
        if self.option.conflict and self.room.disputes:
            yield "Experts do not agree on how much this helps."

    def before_more(self) -> str:
        """What becomes of a running treatment until it is checked."""
        if self.option.action is Action.ADJUST:
            now = taken_now(self.advice, self.option.id)
            told = (
                "The dose has to be changed.",
                f"You take {now}." if now else "",
                self._at_most("For you it should be"),
                "Ask us before you take the next one.",
            )
            return " ".join(filter(None, told))
        if self.option.action is Action.CHANGE:
            return "Go on with it until you have started what takes its place. Ask us when."
        if self.option.verdict is not Verdict.PENDING:
            return "Ask us before you go on with this."
        if self.therapy.tapers:
            return "Go on as before until we have checked this. Do not stop it all at once."
        return "Please take or do no more of this until we have checked that it is safe."

    def ended(self) -> str:
        """Why it ends, and how."""
        why = _ENDED.get(self.option.verdict, "").format(yours(self.advice))
        names = self.reasons()
        if self.option.verdict is Verdict.TRIED:
            because = f"You have had it {names[0]}." if names else ""
        else:
            because = f"The reason: {'; '.join(names)}." if names else ""
        if self.option.action is Action.TAPER:
            how = "Do not stop it all at once. We agree with you how to come off it step by step."
            meanwhile = self._at_most("Until then take")
        else:
            how, meanwhile = "You can stop now.", ""
        return " ".join(filter(None, (why, because, how, meanwhile)))

    def reasons(self) -> list[str]:
        """What speaks against it in this patient: what was found, or how long it was tried."""
        if self.option.verdict is Verdict.TRIED:
            span = taken_for(self.advice, self.option.id)
            return [f"for {span}"] if span else []
        if self.option.verdict in (Verdict.CONTRAINDICATED, Verdict.AVOID):
            found = self._because_of([rule.rule for rule in self.option.reasons if rule.holds])
            return found[: self.room.reasons]
        return []

    # -- private -------------------------------------------------------------------------

    @property
    def _is_due(self) -> bool:
        by = clean(self.option.review or "")
        return bool(by) and by <= self.advice.as_of.isoformat() and by not in self.days

    def _looked_at(self) -> str:
        """The day on which it is looked at; empty where that is due or said elsewhere."""
        if not self.option.review or self.option.review in self.days or self._is_due:
            return ""
        return day(self.option.review)

    def _at_most(self, lead: str) -> str:
        """The highest dose for this patient, as a sentence; empty where nothing limits it."""
        dose = self.option.dose
        if dose is None or not (self.option.current or self.option.action in BEGINNING):
            return ""
        if dose.most is None:
            return "Ask us how much of it is right for you." if dose.waits_for else ""
        unit = f" {clean(dose.unit)}" if dose.unit else ""
        return f"{lead} no more than {dose.most:f}{unit} a day."

    def _because_of(self, rules: Sequence[str]) -> list[str]:
        """The grounds of rules; that it is taken is no ground against itself."""
        own = without_aside(plain_name(self.advice, self.option.id))
        return [one for one in because_of(self.advice, rules) if one != own]

    def _flagged(self) -> str:
        """The red flag that brings a treatment, where no step does."""
        if not self.option.flag_only:
            return ""
        present = (alert for alert in self.advice.alerts if alert.state == "present")
        brought = (alert for alert in present if self.option.id in alert.offers)
        return listed(clean(alert.plainly) for alert in brought if alert.plainly)


# -- private -------------------------------------------------------------------------------

_ENDED: Final = {
    Verdict.CONTRAINDICATED: "It could do you harm.",
    Verdict.AVOID: "The risk is likely to be greater than the help.",
    Verdict.NOT_RECOMMENDED: "Experts advise against it for {}.",
    Verdict.DECLINED: "You told us that you do not want it.",
    Verdict.UNAVAILABLE: "It cannot be had here at present.",
    Verdict.TRIED: "It did not help you enough.",
    Verdict.NOT_INDICATED: "At this time it is not meant for {}.",
}


def _sentences(text: str, most: int) -> Iterator[str]:
    """So many of the first sentences of a text."""
    if text and most:
        told = ". ".join(text.split(". ")[:most])
        yield told if told.endswith((".", "!", "?")) else f"{told}."
