"""The sections of a handout: what comes first, what may help, what to stop, what is not right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

from pathway.advice.advice import Advice
from pathway.advice.model import Alert, Option
from pathway.frozen import frozen
from pathway.ground.terms import BEGINNING, GOING, Action, Urgency, Verdict
from pathway.ground.vocabulary import RecordList
from pathway.views.decided import ACCEPTED, Decided, taken_all_the_same
from pathway.views.document import ListEntry, Paragraph, Section, Weight, passage
from pathway.views.handout.treatment import Room, Treatment
from pathway.views.page import clean
from pathway.views.plain_words import (
    allergies_words,
    capital,
    day,
    emergency_call,
    listed,
    plain_name,
    plain_title,
    plain_titles,
    without_aside,
    yours,
)


@frozen(slots=False)
class Page:
    """One way of saying it, with so much room."""

    advice: Advice
    decided: Sequence[Decided]
    room: Room

    # -- red flags -----------------------------------------------------------------------

    @property
    def has_flags(self) -> bool:
        """Whether a red flag is present."""
        return bool(self._present)

    def urgent(self) -> Section:
        """Red flags that are present: for the patient, and for those who see the patient next."""
        if not self._present:
            return passage("")
        soonest = min((alert.urgency for alert in self._present), key=list(Urgency).index)
        weight = Weight.URGENT if soonest in _PRESSING else Weight.PLAIN
        lead = f"{_SEEN[soonest]} Show this page to those who see you."
        told = passage(_FIRST, lead, tuple(map(_flag, self._present)), weight)
        return Section(_FIRST, (*emergency_call(self.advice), *told.blocks), weight=weight)

    def today(self) -> Section:
        """In an emergency nothing but what it asks for: `keep moving` is no word for that day."""
        urgent = (a for a in self._present if a.urgency is Urgency.EMERGENCY)
        offered = {id_ for alert in urgent for id_ in alert.offers}
        starting = [option for option in self._with(*BEGINNING) if option.id in offered]
        return passage("What happens today", "", map(self._entry, starting))

    # -- the plan ------------------------------------------------------------------------

    def still_open(self) -> Section:
        """What has to be found out, and the treatments that wait for it."""
        options = self.advice.options.values()
        waiting = [o for o in options if o.verdict is Verdict.PENDING and not o.current]
        open_ = list(self._open({name for option in waiting for name in option.pending_on}))
        if not open_ or not waiting:
            return passage("")
        names = [plain_title(o) for o in waiting if not o.flag_only and o.id not in self._settled]
        lead = "We have to know more first."
        if names:
            lead += f" These wait until then: {_some(names, self.room.waiting)}."
        lead += f" We still have to ask about: {_some(open_, self.room.waiting)}."
        return passage("This plan is not complete yet", lead, weight=Weight.OPEN)

    def agreed(self) -> Section:
        """What was agreed on, and what goes on."""
        declined = taken_all_the_same(self.advice)
        going = [o for o in self._with(Action.CONTINUE) if o.id not in declined]
        new = [self.advice.options[id_] for id_ in self._accepted]
        return passage("What was agreed", "", map(self._entry, [*new, *going]))

    def may_help(self) -> Section:
        """What to start; until something was agreed on or is under way it is all there is."""
        title = "What else may help you" if self.agreed().blocks else "What may help you"
        entries: list[ListEntry] = []
        left = {option.id: option for option in self._with(*BEGINNING)}
        for item in self.advice.plan:
            members = [left.pop(id_) for id_ in item.options if id_ in left]
            if item.do == "refer":
                entries.append(ListEntry(capital(clean(item.what)), _APPOINTMENT))
            elif len(members) > 1:
                entries.append(self._choice(members))
            elif members:
                entries.append(self._entry(members[0]))
            elif item.option in left:
                entries.append(self._entry(left.pop(item.option)))
        entries += map(self._entry, left.values())
        said_below = not self._together or self._together == self.advice.next.review_by
        lead = "" if said_below else f"We look at all of these on {day(self._together)}."
        return passage(title, lead, entries)

    def checked(self) -> Section:
        """Running treatments on which a question is open, or of which less is to be taken."""
        declined = [self.advice.options[id_] for id_ in sorted(taken_all_the_same(self.advice))]
        said = "We had decided against this, and you have it now. Ask us before you go on with it."
        found = [(self._of(o).title, said) for o in declined if o.action is Action.CONTINUE]
        open_ = self._among(Action.ASK_FIRST, Action.ADJUST, Action.CHANGE)
        found += [(t.title, t.before_more()) for o in open_ if o.current and (t := self._of(o))]
        entries = (ListEntry(title, text) for title, text in found)
        return passage("What we have to check first", "", entries, Weight.OPEN)

    def stopped(self) -> Section:
        """What to stop or to come off, and why."""
        ending = map(self._of, self._among(Action.TAPER, Action.STOP))
        return passage("What to stop", "", (ListEntry(t.title, t.ended()) for t in ending))

    # -- what is not for now -------------------------------------------------------------

    def not_now(self) -> Section:
        """What is not right for this patient: what could harm first, each group in one line."""
        groups: dict[str, dict[str, list[str]]] = {}
        for option in self._against():
            reasons = "" if option.id in self._settled else "; ".join(self._of(option).reasons())
            group = groups.setdefault(self._group(option), {})
            group.setdefault(reasons, []).append(self._named(option))
        order = sorted(groups, key=lambda why: _ORDER.index(why) if why in _ORDER else len(_ORDER))
        against = self._kind(Verdict.NOT_RECOMMENDED)
        entries = []
        for why in order:
            most = self.room.against if why == against else _ALL
            told = [
                f"{_some(names, most)}{f' ({reasons})' if reasons else ''}"
                for reasons, names in groups[why].items()
            ]
            entries.append(ListEntry(why, "; ".join(told)))
        return passage("What is not right for you now; this can change", "", entries)

    def good_to_know(self) -> Section:
        """What may come later, the allergies that are known, what to tell and what to ask."""
        parts = [("Later", self._later()), ("Allergies", allergies_words(self.advice))]
        if self.advice.assumptions:
            told = "Tell us of every medicine you take and every illness you have had."
            parts.append(("Tell us", told))
        if self.room.asks:
            asks = "What good can this do me, and what harm? What else could I do? What happens if "
            disputed = any(option.conflict for option in self._among(*GOING))
            more = " What would you do in my place?" if disputed else ""
            parts.append(("Ask us", f"{asks}I wait?{more}"))
        told_of = tuple(Paragraph(text, label) for label, text in parts if text)
        return Section("Good to know", told_of)

    # -- private -------------------------------------------------------------------------

    def _of(self, option: Option) -> Treatment:
        said = (self._together, self.advice.next.review_by or "")
        return Treatment(self.advice, option, self.room, said)

    def _entry(self, option: Option) -> ListEntry:
        return self._of(option).entry()

    def _choice(self, options: Sequence[Option]) -> ListEntry:
        """Several of which one chooses: what is the same of all of them is said once."""
        choice = options[0].choice
        most = choice.most if choice is not None else 1
        title = f"Choose {'one' if most == 1 else f'up to {most}'} with us: "
        title += listed(map(plain_title, options), "or")
        told = list(map(self._of, options))
        same = len({one.how_long() for one in told}) == 1
        texts: dict[str, list[str]] = {}
        for one in told:
            done = one.done() if self.room.members else ()
            parts = (*done, "" if same else one.how_long(), *one.care())
            texts.setdefault(" ".join(filter(None, parts)), []).append(plain_title(one.option))
        lines = [f"{capital(listed(names))}: {text}" for text, names in texts.items() if text]
        shared = told[0].how_long() if same else ""
        if not lines:
            return ListEntry(title, shared)
        return ListEntry(title, lines=(*lines, *((shared,) if shared else ())))

    def _against(self) -> Iterator[Option]:
        """What is not to be started and somebody could ask for, with what was decided against."""
        for decision in self.decided:
            if decision.action not in ACCEPTED and decision.therapy in self.advice.options:
                yield self.advice.options[decision.therapy]
        wanted_first = sorted(self._with(Action.DO_NOT_START), key=lambda o: not o.wanted)
        for option in wanted_first:
            if option.verdict is not Verdict.NOT_INDICATED or option.wanted:
                yield option

    def _named(self, option: Option) -> str:
        """What a patient calls it, and what it is called to clinicians where there is room."""
        return plain_title(option) if self.room.asides else without_aside(plain_title(option))

    def _group(self, option: Option) -> str:
        if option.id in self._settled:
            return _DECIDED
        if option.beside:
            return f"You have {plain_titles(self.advice, option.beside)} in place of this"
        return self._kind(option.verdict)

    def _kind(self, verdict: Verdict) -> str:
        return _KINDS.get(verdict, _OTHER).format(yours(self.advice))

    def _later(self) -> str:
        """What comes next on the pathway."""
        later = [i.option for i in self.advice.plan if i.do == "later"]
        names = [plain_title(self.advice.options[i]) for i in later if i and i not in self._settled]
        lead = "If what we do now does not help enough, we can talk about"
        return f"{lead} {_some(names, self.room.later, 'or')}." if names else ""

    @cached_property
    def _present(self) -> list[Alert]:
        return [alert for alert in self.advice.alerts if alert.state == "present"]

    @cached_property
    def _together(self) -> str:
        """The day on which all that begins is looked at; empty where that is not one day."""
        days = {option.review for option in self._with(*BEGINNING) if option.review}
        return days.pop() if len(days) == 1 else ""

    @cached_property
    def _settled(self) -> frozenset[str]:
        return frozenset(decision.therapy for decision in self.decided)

    @cached_property
    def _accepted(self) -> list[str]:
        agreed = (one.therapy for one in self.decided if one.action in ACCEPTED)
        return [id_ for id_ in agreed if id_ in self.advice.options]

    def _among(self, *actions: Action) -> list[Option]:
        """The options with an action, in the order of the plan."""
        ranked = reversed(list(enumerate(self.advice.plan)))
        order = {item.option: rank for rank, item in ranked}
        found = [o for o in self.advice.options.values() if o.action in actions]
        return sorted(found, key=lambda option: order.get(option.id, len(order)))

    def _with(self, *actions: Action) -> list[Option]:
        """Those of them on which nothing was decided."""
        return [option for option in self._among(*actions) if option.id not in self._settled]

    def _open(self, needed: set[str]) -> Iterator[str]:
        """Each thing that is asked for once; red flags together, by what they could mean."""
        for question in self.advice.questions:
            if question.red_flag:
                yield "signs of a serious illness"
            elif question.list is not None and needed.intersection(question.about):
                yield _LISTS[question.list]
            elif question.attribute in needed:
                yield plain_name(self.advice, question.attribute)


# -- private -------------------------------------------------------------------------------

#: More than there can be.
_ALL: Final = 1000
_FIRST: Final = "This comes first"
_APPOINTMENT: Final = "We ask for a visit there for you."
_PRESSING: Final = (Urgency.EMERGENCY, Urgency.WITHIN_48_HOURS, Urgency.WITHIN_2_WEEKS)
_SEEN: Final = {
    Urgency.EMERGENCY: "You need to be seen in hospital today. Please do not wait.",
    Urgency.WITHIN_48_HOURS: "You need to be seen within the next two days.",
    Urgency.WITHIN_2_WEEKS: "You need to be seen within the next two weeks.",
    Urgency.SOON: "This should be looked at soon.",
    Urgency.ROUTINE: "This should be looked at.",
}
_LISTS: Final = {
    RecordList.PROBLEMS: "your illnesses",
    RecordList.MEDICINES: "your medicines",
    RecordList.ALLERGIES: "your allergies",
}
_DECIDED: Final = "We decided against these for now"
_OTHER: Final = "Not for now"
_KINDS: Final = {
    Verdict.CONTRAINDICATED: "These could do you harm",
    Verdict.AVOID: "The risk of these is likely to be greater than the help",
    Verdict.NOT_RECOMMENDED: "Experts advise against these for {}",
    Verdict.TRIED: "You have tried these, and they did not help enough",
    Verdict.DECLINED: "You told us that you do not want these; you may change your mind",
    Verdict.UNAVAILABLE: "These cannot be had here at present",
    Verdict.NOT_INDICATED: "At this time these are not meant for {}",
}
_ORDER: Final = (
    _DECIDED,
    _KINDS[Verdict.CONTRAINDICATED],
    _KINDS[Verdict.AVOID],
    _KINDS[Verdict.TRIED],
)


def _flag(alert: Alert) -> ListEntry:
    """What it is in the patient's words, then the clinical words for those who see them next."""
    action = clean(alert.action)
    to = f" ({clean(alert.to)})" if alert.to else ""
    clinical = f"{clean(alert.title)}: {action}{to}"
    if not alert.plainly:
        return ListEntry(clinical)
    told = f"For those who see you: {clinical}"
    return ListEntry(capital(clean(alert.plainly)), lines=(told,))


def _some(names: Iterable[str], most: int, last: str = "and") -> str:
    """The first names, and how many there are beside them."""
    found = list(dict.fromkeys(names))
    if not most:
        return f"{len(found)} treatments; ask us which"
    if len(found) <= most:
        return listed(found, last)
    comma = "; " if any("," in name or ";" in name for name in found) else ", "
    return f"{comma.join(found[:most])} and {len(found) - most} more"
