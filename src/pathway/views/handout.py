"""A handout: the advice in plain language, for the patient to take home.

It says what the advice says and never more: what is planned, what waits, what is not right and
why, when to get help. How a treatment is done is told in the words that its author wrote for
patients; reasons are the facts that a rule rests on, and never the text written for clinicians.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from pathway.advice.advice import Advice
from pathway.advice.model import Alert, Option
from pathway.ground.terms import BEGINNING, GOING, Action, Urgency, Verdict
from pathway.program import Therapy
from pathway.views.decided import ACCEPTED, UNREAD_ASK, Decided, holding, taken_all_the_same
from pathway.views.document import Document, ListEntry, Paragraph, Section, Weight, drawn, passage
from pathway.views.entries import example
from pathway.views.forms import Form
from pathway.views.page import clean
from pathway.views.plain_words import (
    allergies_block,
    day,
    help_at_once,
    made_with,
    plain_name,
    plain_title,
    plain_titles,
    yours,
)


def handout(
    advice: Advice,
    form: Form | str = Form.TEXT,
    decided: Sequence[Decided] = (),
    *,
    width: int = 80,
) -> str:
    """The handout in one form; `decided` is what clinician and patient have agreed on already."""
    return drawn(document(advice, decided), Form(form), width=width)


def document(advice: Advice, decided: Sequence[Decided] = ()) -> Document:
    """What the handout says, in reading order."""
    decided = holding(advice, decided)
    if advice.urgency is Urgency.EMERGENCY:
        blocks = [_urgent(advice), _today(advice)]
        blocks += [_checked(advice), _stopped(advice), help_at_once(advice)]
    else:
        blocks = [_urgent(advice), _still_open(advice, decided), _unread(advice)]
        blocks += _planned(advice, decided)
        blocks += [_keep(advice, decided), _checked(advice), _stopped(advice)]
        blocks += [allergies_block(advice), help_at_once(advice)]
        blocks += [
            _not_now(advice, decided),
            _later(advice, decided),
            _questions(advice),
            _next(advice),
        ]
    head = [Paragraph(f"For: {advice.patient.label or advice.patient.id} · {day(advice.as_of)}")]
    if notice := _notice(advice.pathway.status):
        head.append(Paragraph(notice, strong=True))
    return Document(
        title="Your treatment plan",
        head=tuple(head),
        sections=tuple(block for block in blocks if block.blocks),
        footer=(Paragraph(f"{made_with(advice.pathway)} {_NO_TALK}"),),
        notice=example(advice),
        large=True,
    )


_NO_TALK: Final = "This page does not take the place of a talk with the people who treat you."


# -- what comes first ------------------------------------------------------------------------


def _notice(status: str) -> str:
    if status == "active":
        return ""
    if status == "retired":
        return (
            "OUT OF DATE: this plan was made with rules that are no longer used. Do not follow it."
        )
    return (
        "DRAFT, not clinically signed off: this plan was made with a test version. "
        "Do not follow it unless the person who treats you has checked it with you."
    )


_SEEN: Final = {
    Urgency.EMERGENCY: "You need to be seen in hospital today. Please do not wait.",
    Urgency.WITHIN_48_HOURS: "You need to be seen within the next two days.",
    Urgency.WITHIN_2_WEEKS: "You need to be seen within the next two weeks.",
    Urgency.SOON: "Something you told us should be looked at soon.",
    Urgency.ROUTINE: "Something you told us should be looked at.",
}


def _urgent(advice: Advice) -> Section:
    """Red flags that are present; the clinical words are for those who see the patient next."""
    present = [alert for alert in advice.alerts if alert.state == "present"]
    if not present:
        return passage("")
    soonest = min((alert.urgency for alert in present), key=list(Urgency).index)
    pressing = soonest in (Urgency.EMERGENCY, Urgency.WITHIN_48_HOURS, Urgency.WITHIN_2_WEEKS)
    return passage(
        "This comes first",
        f"{_SEEN[soonest]} Show this page to the people who see you:",
        tuple(ListEntry(_for_the_next(a), lines=_for_the_patient(a)) for a in present),
        Weight.URGENT if pressing else Weight.PLAIN,
    )


def _today(advice: Advice) -> Section:
    """In an emergency nothing but what it asks for: `keep moving` is no word for that day."""
    present = [alert for alert in advice.alerts if alert.state == "present"]
    offered = {id_ for a in present if a.urgency is Urgency.EMERGENCY for id_ in a.offers}
    starting = [option for option in _with(advice, (), *BEGINNING) if option.id in offered]
    return passage("What happens today", "", _items(advice, starting))


def _for_the_next(alert: Alert) -> str:
    to = f" ({clean(alert.to)})" if alert.to else ""
    return f"{clean(alert.title)}: {clean(alert.action)}{to}"


def _for_the_patient(alert: Alert) -> tuple[str, ...]:
    return (f"In plain words: {clean(alert.plainly)}.",) if alert.plainly else ()


def _still_open(advice: Advice, decided: Sequence[Decided]) -> Section:
    """What has to be found out, and the treatments that wait for it."""
    waiting = [o for o in advice.options.values() if o.verdict is Verdict.PENDING and not o.current]
    open_ = list(_open(advice, {name for option in waiting for name in option.pending_on}))
    if not open_ or not waiting:
        return passage("")
    items = list(map(ListEntry, open_[:_AT_ONCE]))
    if len(open_) > _AT_ONCE:
        items.append(ListEntry(f"and {len(open_) - _AT_ONCE} more things"))
    settled = {decision.therapy for decision in decided}
    named = [o for o in waiting if not o.flag_only and o.id not in settled]
    names = [plain_title(option) for option in named]
    lead = "We have to know a few things before we can choose a treatment with you."
    if names:
        more = f" and {len(names) - _AT_ONCE} more" if len(names) > _AT_ONCE else ""
        lead += f" Until then these wait: {', '.join(names[:_AT_ONCE])}{more}."
    return passage(
        "This plan is not complete yet", f"{lead} We ask about:", tuple(items), Weight.OPEN
    )


_AT_ONCE: Final = 6


def _open(advice: Advice, needed: set[str]) -> Iterator[str]:
    """Each thing that is asked for once; red flags in the words in which the group is asked."""
    groups = set()
    for question in advice.questions:
        if question.covers and needed.intersection(question.covers):
            yield "Your allergies"
        elif not question.red_flag and question.attribute in needed:
            yield _capital(plain_name(advice, question.attribute))
        elif question.red_flag and question.group not in groups:
            groups.add(question.group)
            yield clean(question.group_question)


# -- the plan ----------------------------------------------------------------------------------


def _planned(advice: Advice, decided: Sequence[Decided]) -> Iterator[Section]:
    """What to start: first what was agreed on, then what else is advised."""
    agreed = [d.therapy for d in decided if d.action in ACCEPTED and d.therapy in advice.options]
    yield passage("What we agreed", "", _items(advice, [advice.options[id_] for id_ in agreed]))
    title = "What else could help you" if agreed else "What we plan for you"
    referred = [_capital(clean(item.what)) for item in advice.plan if item.do == "refer"]
    sent = tuple(ListEntry(name, lines=(_APPOINTMENT,)) for name in referred)
    yield passage(title, "", (*sent, *_items(advice, _with(advice, decided, *BEGINNING))))


_APPOINTMENT: Final = "We ask for an appointment for you there."


def _unread(advice: Advice) -> Section:
    """Nobody may read a plan as all that was agreed on where that could not be looked up."""
    unread = advice.decisions is not None and advice.decisions.unread
    return passage("What we decided before", UNREAD_ASK if unread else "", weight=Weight.OPEN)


def _keep(advice: Advice, decided: Sequence[Decided]) -> Section:
    declined = taken_all_the_same(advice)
    going_on = [o for o in _with(advice, decided, Action.CONTINUE) if o.id not in declined]
    return passage("What you keep doing", "", _items(advice, going_on))


def _items(advice: Advice, options: Iterable[Option]) -> tuple[ListEntry, ...]:
    return tuple(ListEntry(_title(one), lines=tuple(_how(advice, one))) for one in options)


def _how(advice: Advice, option: Option) -> Iterator[str]:
    therapy = advice.program.therapies[option.id]
    if therapy.patient_wording:
        yield clean(therapy.patient_wording)
    if option.partners:
        yield f"This goes together with: {plain_titles(advice, option.partners)}."
    instead = [id_ for id_ in option.not_with if _is_planned(advice, id_)]
    if instead:
        yield f"You can choose this or: {plain_titles(advice, instead)}."
    if option.verdict in (Verdict.RECOMMENDED, Verdict.ONGOING):
        yield from _how_long(therapy)
    if therapy.side_effects:
        yield f"Possible side effects: {'; '.join(map(clean, therapy.side_effects))}."
    yield from _care(advice, option)
    if option.review:
        yield f"We look at it again on {day(option.review)}."


def _how_long(therapy: Therapy) -> Iterator[str]:
    trial = therapy.adequate
    parts = []
    if trial is not None and trial.weeks is not None:
        parts.append(_number(trial.weeks, "week"))
    if trial is not None and trial.sessions is not None:
        parts.append(_number(trial.sessions, "session"))
    if parts:
        yield f"Give it about {' and '.join(parts)}. Then we can see whether it helps you."
    if therapy.longest_weeks is not None:
        longest = _number(therapy.longest_weeks, "week")
        yield f"Do not go on with it for more than {longest} without asking us."


def _care(advice: Advice, option: Option) -> Iterator[str]:
    """What asks for care, by its grounds; the rule's own text speaks to clinicians."""
    certain = [rule for rule in option.cautions if rule.holds]
    names = _called(advice, (rule.rule for rule in certain))
    if certain:
        because = f" because of: {'; '.join(names)}" if names else ""
        yield f"We take extra care here{because}. Ask us what this means for you."
    if option.overridden:
        yield "There is a risk that we have talked about. Ask us if anything is unclear."
    if option.conflict:
        yield "Experts do not agree on how much this helps. Ask us what we think."


def _checked(advice: Advice) -> Section:
    """Running treatments on which a question is open, or of which less is to be taken."""
    declined = [advice.options[id_] for id_ in sorted(taken_all_the_same(advice))]
    said = ("We had decided against this, and you have it now. Ask us before you go on with it.",)
    items = [ListEntry(_title(o), lines=said) for o in declined if o.action is Action.CONTINUE]
    for option in _with(advice, (), Action.ASK_FIRST, Action.ADJUST):
        if option.current:
            tapers = advice.program.therapies[option.id].tapers
            if option.action is Action.ADJUST:
                line = "The dose has to be changed. Ask us before you take the next one."
            elif option.verdict is not Verdict.PENDING:
                line = "Ask us before you go on with this."
            elif tapers:
                line = "Go on as before until we have checked this. Do not stop it suddenly."
            else:
                line = "Please take or do no more of this until we have checked that it is safe."
            items.append(ListEntry(_title(option), lines=(line,)))
    return passage("What we have to check first", "", tuple(items), Weight.OPEN)


def _stopped(advice: Advice) -> Section:
    items = []
    for option in _with(advice, (), Action.TAPER, Action.STOP):
        therapy = advice.program.therapies[option.id]
        how = "You can stop now."
        if option.action is Action.TAPER:
            how = "Do not stop suddenly. We agree with you how to come off it step by step."
        lines = (*_why_not(advice, option, therapy), how)
        items.append(ListEntry(_title(option), lines=lines))
    return passage("What to stop", "", tuple(items))


# -- what is not for now -------------------------------------------------------------------------

_KIND_WORDS: Final = {
    Verdict.CONTRAINDICATED: "It could do you harm.",
    Verdict.AVOID: "The risk is likely to be greater than the help.",
    Verdict.NOT_RECOMMENDED: "Experts advise against it for {}.",
    Verdict.DECLINED: "You told us that you do not want it. You may change your mind at any time.",
    Verdict.UNAVAILABLE: "It cannot be had here at present.",
    Verdict.TRIED: "You have tried it, and it did not help enough.",
    Verdict.NOT_INDICATED: "At this time it is not meant for {}.",
}


def _not_now(advice: Advice, decided: Sequence[Decided]) -> Section:
    items = []
    for decision in decided:
        if decision.action not in ACCEPTED and decision.therapy in advice.options:
            option = advice.options[decision.therapy]
            items.append(ListEntry(_title(option), lines=("We decided against it for now.",)))
    against = []
    for option in _with(advice, decided, Action.DO_NOT_START):
        if option.verdict is Verdict.NOT_RECOMMENDED and not option.wanted:
            against.append(plain_title(option))
        elif option.verdict is not Verdict.NOT_INDICATED or option.wanted:
            therapy = advice.program.therapies[option.id]
            items.append(ListEntry(_title(option), lines=tuple(_why_not(advice, option, therapy))))
    if against:
        line = f"Experts advise against these for {yours(advice)}: {', '.join(against)}."
        items.append(ListEntry("Treatments that are not advised", lines=(line,)))
    lead = "These are not right for you at the moment. That can change; ask us." if items else ""
    return passage("What is not right for you now", lead, tuple(items))


def _why_not(advice: Advice, option: Option, therapy: Therapy) -> Iterator[str]:
    kind = _KIND_WORDS.get(option.verdict, "").format(yours(advice))
    if option.beside:
        kind = f"You have this instead: {plain_titles(advice, option.beside)}."
    rules = [rule.rule for rule in option.reasons if rule.holds]
    names = _called(advice, rules)
    if option.verdict not in (Verdict.CONTRAINDICATED, Verdict.AVOID):
        names = {}
    because = f"The reason: {'; '.join(names)}." if names else ""
    yield " ".join(part for part in (kind, because) if part)
    if option.verdict is Verdict.NOT_RECOMMENDED and therapy.patient_wording:
        yield clean(therapy.patient_wording)


def _called(advice: Advice, rules: Iterable[str]) -> dict[str, None]:
    """What a patient calls all that makes rules hold, each once."""
    found = (name for rule in rules for name in advice.grounds(rule))
    return dict.fromkeys(plain_name(advice, name) for name in found)


def _later(advice: Advice, decided: Sequence[Decided]) -> Section:
    settled = {decision.therapy for decision in decided}
    later = [i.option for i in advice.plan if i.do == "later" and i.option not in settled]
    names = [plain_title(advice.options[id_]) for id_ in later if id_]
    items = tuple(ListEntry(_capital(name)) for name in dict.fromkeys(names))
    return passage(
        "What may come later",
        "If what we do now does not help enough, we can talk about:" if items else "",
        items,
    )


# -- what to ask, and when ------------------------------------------------------------------------


def _questions(advice: Advice) -> Section:
    asked = ["What good can this do me, and what harm?", "What else could I do instead?"]
    if any(option.conflict for option in _with(advice, (), *GOING)):
        asked.append("Experts do not agree. What would you do in my place?")
    asked += ["How will I know that it helps?", "What happens if I wait?"]
    lead = ""
    if advice.assumptions:
        lead = "Tell us about every medicine you take and every illness you have had, even if "
        lead += "you think that we know."
    return passage("Questions you may want to ask", lead, tuple(map(ListEntry, asked)))


def _next(advice: Advice) -> Section:
    by = advice.next.review_by
    if by:
        lead = f"We look at your plan again by {day(by)}. Come back sooner if you get worse."
    else:
        lead = "Ask when to come back. Come back at once if you get worse."
    return passage("When we look again", lead)


# -- private -------------------------------------------------------------------------------------


def _with(advice: Advice, decided: Sequence[Decided], *actions: Action) -> list[Option]:
    """The options with an action on which nothing was decided, in the order of the plan."""
    order = {item.option: rank for rank, item in reversed(list(enumerate(advice.plan)))}
    settled = {decision.therapy for decision in decided}
    found = [o for o in advice.options.values() if o.action in actions and o.id not in settled]
    return sorted(found, key=lambda option: order.get(option.id, len(order)))


def _is_planned(advice: Advice, therapy: str) -> bool:
    option = advice.options.get(therapy)
    return option is not None and option.action in BEGINNING


def _number(count: Decimal, unit: str) -> str:
    return f"{count:f} {unit}" if count == 1 else f"{count:f} {unit}s"


def _title(option: Option) -> str:
    return _capital(plain_title(option))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
