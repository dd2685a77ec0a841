"""The advice on one screen: what a clinician reads between two sentences of the patient.

Red flags, what to do now, what to ask next, what waits for it, what is not advised, what to watch
for, when to look again. Everything else is in the advice itself.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from typing import Final

from pathway.advice.brief_model import (
    Brief,
    BriefFlag,
    BriefLine,
    BriefQuestion,
    Closed,
    Waiting,
)
from pathway.advice.brief_questions import in_order, not_known
from pathway.advice.grounds import grounds
from pathway.advice.model import (
    REMARK,
    AdviceContent,
    Alert,
    Option,
    PlanItem,
    Position,
)
from pathway.advice.options import lifted
from pathway.advice.since import agreed, declined_line, declined_still, offered
from pathway.ground.terms import BEGINNING, Action, Urgency, Verdict
from pathway.names import therapy_owner

#: Questions beyond the red flags that are put on one screen; others come once they are answered.
MOST_QUESTIONS: Final = 5
#: Beside so many groups of red flags only the most decisive other question is put.
_MANY_FLAGS: Final = 3


def brief(advice: AdviceContent) -> Brief:
    """The screen for an advice."""
    asked = list(in_order(advice))
    declined = declined_still(advice)
    still_open = ""
    if advice.urgency is Urgency.EMERGENCY:  # what is to be done is clear; the rest is for later
        left = [question for question in asked if question.red_flag]
        asked = [question for question in asked if not question.red_flag]
        count = sum(len(question.about) for question in left)
        still_open = f"{count} red flags not answered, in {len(left)} groups" if left else ""
    flags = sum(question.red_flag for question in asked)
    put = asked[: flags + (MOST_QUESTIONS if flags < _MANY_FLAGS else 1)]
    return Brief(
        red_flags=_red_flags(advice),
        flags=tuple(_flags(advice)),
        do=tuple(_together(_doing(advice, declined))),
        ask=tuple(put),
        more_questions=len(asked) - len(put),
        still_open=still_open,
        waiting=tuple(_waiting(advice, put, declined)),
        declined=tuple(declined_line(advice, one) for one in declined.values()),
        not_advised=_not_advised(advice),
        assumed=len(advice.assumptions),
        watch_for=_watch_for(advice),
        review_by=advice.next.review_by or "",
        then=advice.next.then or "",
    )


# -- red flags -----------------------------------------------------------------------------


def _red_flags(advice: AdviceContent) -> str:
    if unknown := sum(not_known(q) for q in advice.questions if q.red_flag):
        return f"{_standing(advice)}; {unknown} not known to the patient"
    return _standing(advice)


def _standing(advice: AdviceContent) -> str:
    unanswered, count = advice.red_flag_count
    present = sum(alert.state == "present" for alert in advice.alerts)
    if not count:
        return "this pathway has none" if advice.pathway.id else "not asked: no pathway yet"
    if present and unanswered:
        return f"{present} present; {unanswered} of {count} not answered"
    if present and any(alert.state == "unanswered" for alert in advice.alerts):
        return f"{present} present; others hang on the questions below"
    if present:
        return f"{present} present; all others answered"
    if unanswered == count and count:
        return f"none of {count} answered yet"
    if unanswered:
        return f"{unanswered} of {count} not answered, no other present"
    if advice.red_flags == "none":
        return f"none present, all {count} answered"
    return f"none present of {count} asked; others hang on the questions below"


def _flags(advice: AdviceContent) -> Iterator[BriefFlag]:
    """The flags that are present; what several call for stands with the first."""
    told: set[str] = set()
    for alert in advice.alerts:
        if alert.state == "present":
            made = (_line(advice, item) for item in advice.plan if item.pressing)
            lines = [replace(line, support="") for line in made]
            own = [one for one in lines if set(one.options) & set(alert.offers) - told]
            told.update(alert.offers)
            yield _flag(alert, tuple(_together(own)))


def _flag(alert: Alert, calls_for: tuple[BriefLine, ...]) -> BriefFlag:
    because = ", ".join(alert.reasons)
    return BriefFlag(
        id=alert.id,
        urgency=alert.urgency,
        title=alert.title,
        action=alert.action,
        to=alert.to,
        because=because,
        calls_for=calls_for,
        sources=alert.sources,
        why=alert.because,
    )


# -- what to do ----------------------------------------------------------------------------


def _doing(advice: AdviceContent, declined: Container[str]) -> Iterator[BriefLine]:
    """The plan without what stands elsewhere on the screen, and what the patient asks for."""
    beside = _named_beside(advice)
    told = {id_ for ids in beside.values() for id_ in ids}
    for planned in advice.plan:
        item = offered(advice, planned, declined)
        if item is None or (item.do == Action.START.value and item.option in told):
            continue
        asks_only = item.do == "ask first" and item.option is None
        if not (item.pressing or asks_only or item.do in ("act", "later", "review")):
            line = _line(advice, item)
            yield replace(line, options=(*line.options, *beside.get(item.option, ())))
    for option in advice.options.values():
        if option.wanted and not option.current and option.action not in BEGINNING:
            yield _asked_for(option)
    for note in advice.notes:
        if note.kind == REMARK and note.owner.kind == "pathway":
            yield BriefLine("note", note.text, sources=note.sources)


def _named_beside(advice: AdviceContent) -> dict[str | None, tuple[str, ...]]:
    """What is begun for another therapy alone, and so is told in the line of that one."""
    begun = {item.option for item in advice.plan if item.do == Action.START.value}
    alone = {id_ for id_ in begun if id_ is not None and not _offered_itself(advice, id_)}
    started = (option for option in advice.options.values() if option.id in begun)
    return {one.id: tuple(id_ for id_ in one.partners if id_ in alone) for one in started}


def _offered_itself(advice: AdviceContent, id_: str) -> bool:
    walk = advice.walk
    own = (place for place in walk.program.places_of(id_) if place.partner_of is None)
    return any(walk[place.reached] is True and walk[place.indicated] is True for place in own)


def _asked_for(option: Option) -> BriefLine:
    """What the patient wants and does not get now: why, and what guidelines say of it."""
    said = [p for p in option.positions if p.applies == "directly"]
    against = next((p for p in said if p.direction == "against"), None)
    leading = against or _leading(option) or next(iter(said), None)
    support = _graded(leading) if leading is not None else ""
    sources = (*_sources(option), *((leading.source,) if leading is not None else ()))
    told = tuple(dict.fromkeys(sources))
    return BriefLine("asked for", option.title, _in_short(option), support, told, (option.id,))


def _line(advice: AdviceContent, item: PlanItem) -> BriefLine:
    ids = item.options or ((item.option,) if item.option else ())
    options = [advice.options[id_] for id_ in ids if id_ in advice.options]
    one = options[0] if len(options) == 1 else None
    quiet = one is None or one.action in (Action.START, Action.CONTINUE)
    because = "" if quiet else _reason(item)
    named = [f"{_with(advice, option)}{agreed(advice, option)}" for option in options]
    chosen = " or ".join(named)
    what = chosen if item.do == Action.CHOOSE.value else item.what
    what += agreed(advice, one) if one is not None and item.do != Action.CHOOSE.value else ""
    sources = tuple(dict.fromkeys(id_ for option in options for id_ in _sources(option)))
    support = _support(one) if one is not None and quiet else ""
    disputed = [f"{option.title}: {_opposed(option)}" for option in options if option.conflict]
    if one is None:
        support = ", ".join(disputed)
    cautions = tuple(text for option in options for text in _minded(advice, option))
    remarks = tuple(text for option in options for text in _remarks(advice, option))
    return BriefLine(item.do, what, because, support, sources, tuple(ids), cautions, remarks)


def _remarks(advice: AdviceContent, option: Option) -> Iterator[str]:
    """The remarks of a therapy, each with its name; none where it ends or nothing is settled."""
    if option.action not in (Action.ASK_FIRST, Action.STOP):
        owner = therapy_owner(option.id)
        notes = (note for note in advice.notes if note.kind == REMARK and note.owner == owner)
        yield from (f"{option.title}: {note.text}" for note in notes)


def _reason(item: PlanItem) -> str:
    """Why, in a clause; how much may be taken until a therapy has ended is never left out."""
    first, *others = item.because.split("; ")
    return "; ".join((first, *(part for part in others if part.startswith("meanwhile"))))


def _with(advice: AdviceContent, option: Option) -> str:
    """A therapy with what goes with it, in a line that names several."""
    partners = [advice.options[id_].title for id_ in option.partners if id_ in advice.options]
    return f"{option.title} with {' and '.join(partners)}" if partners else option.title


def _minded(advice: AdviceContent, option: Option) -> Iterator[str]:
    """The rules that somebody has lifted, by whom, and the cautions that hold."""
    if option.action not in (*BEGINNING, Action.CONTINUE, Action.ADJUST):
        return
    for override in lifted(advice.walk, advice.program.therapies[option.id]):
        yield f"{option.title}: rule lifted by {override.actor}: {override.reason}"
    for rule in option.cautions:
        if rule.holds:
            doubt = " (not checked against the original)" if rule.verified == "unverified" else ""
            yield f"{option.title}: {rule.text}{doubt}"


def _together(lines: Iterable[BriefLine]) -> Iterator[BriefLine]:
    """Lines that say the same of several therapies, as one."""
    made: dict[tuple[str, ...], BriefLine] = {}
    for line in lines:
        plain = line.do in (Action.START.value, Action.CONTINUE.value) and not line.because
        own = "" if plain else f"{line.what} {line.because}"
        key = (line.do, line.support, own, *line.remarks)
        before = made.get(key)
        if before is None:
            made[key] = line
            continue
        made[key] = BriefLine(
            line.do,
            f"{before.what}; {line.what}",
            "",
            line.support,
            tuple(dict.fromkeys((*before.sources, *line.sources))),
            (*before.options, *line.options),
            tuple(dict.fromkeys((*before.cautions, *line.cautions))),
            tuple(dict.fromkeys((*before.remarks, *line.remarks))),
        )
    yield from made.values()


def _in_short(option: Option) -> str:
    if option.verdict is Verdict.PENDING:
        return "waits for an answer"
    first = option.summary.partition("; ")[0]
    if option.verdict is Verdict.LATER:
        return (
            "not without a red flag" if option.flag_only else f"later, {first.partition(': ')[0]}"
        )
    if option.verdict is Verdict.TRIED:
        return first
    return f"{option.verdict.value}: {first}"


def _leading(option: Option) -> Position | None:
    """What the guideline says that lends its strength."""
    return next((p for p in option.positions if p.adopted and p.applies == "directly"), None)


def _graded(position: Position) -> str:
    graded = f", {position.strength}" if position.strength else ""
    return f"{position.name}: {position.direction}{graded}"


def _support(option: Option) -> str:
    """What the guideline says that lends its strength; and which others disagree."""
    leading = _leading(option)
    if leading is None:
        return f"guidelines disagree: {_opposed(option)}" if option.conflict else ""
    return _graded(leading) + (f"; {_opposed(option)}" if option.conflict else "")


def _opposed(option: Option) -> str:
    """Which guidelines that speak of such patients say the contrary, or that any does."""
    leading = _leading(option)
    contrary = "for" if leading is not None and leading.direction == "against" else "against"
    said = [p for p in option.positions if p.applies == "directly" and p.direction == contrary]
    names = list(dict.fromkeys(position.name for position in said))
    return f"{' and '.join(names[:2])} {contrary}" if names else "others disagree"


def _sources(option: Option) -> tuple[str, ...]:
    rules = [id_ for rule in option.reasons if rule.holds for id_ in rule.sources]
    adopted = [p.source for p in option.positions if p.adopted and p.applies == "directly"]
    return tuple(dict.fromkeys([*rules, *adopted[:1]]))


# -- what to wait for -----------------------------------------------------------------------


def _waiting(
    advice: AdviceContent, asked: list[BriefQuestion], declined: Container[str]
) -> Iterator[Waiting]:
    """What is not for now: what waits for the questions, by these; then what comes later.

    Beside an emergency all of it waits for that.
    """
    groups: dict[tuple[int, ...], list[Option]] = {}
    later: list[Option] = []
    for option in advice.options.values():
        if option.flag_only or option.current or option.id in declined:
            continue
        if option.verdict is Verdict.PENDING or option.action is Action.ASK_FIRST:
            names = set(option.pending_on)
            numbers = tuple(
                number
                for number, question in enumerate(asked, 1)
                if names.intersection(question.about) or option.title in question.decides
            )
            groups.setdefault(numbers, []).append(option)
        elif option.verdict is Verdict.LATER:
            later.append(option)
    if advice.urgency is Urgency.EMERGENCY:
        later = [option for options in (*groups.values(), later) for option in options]
        groups = {}
    for numbers, named in sorted(groups.items(), key=lambda row: row[0] or (99,)):
        yield _wait(named, numbers)
    if later:
        held = advice.urgency is Urgency.EMERGENCY
        yield _wait(later, (), "until this is dealt with" if held else "later")


def _wait(options: list[Option], questions: tuple[int, ...], after: str = "") -> Waiting:
    titles = tuple(option.title for option in options)
    disputed = (f"{option.title}: {_opposed(option)}" for option in options if option.conflict)
    return Waiting(titles, questions, after, tuple(disputed))


# -- the rest ------------------------------------------------------------------------------


def _not_advised(advice: AdviceContent) -> tuple[Closed, ...]:
    closed = (
        Verdict.CONTRAINDICATED,
        Verdict.AVOID,
        Verdict.NOT_RECOMMENDED,
        Verdict.TRIED,
        Verdict.DECLINED,
        Verdict.UNAVAILABLE,
    )
    others = (o for o in advice.options.values() if not o.current and not o.wanted)
    ordered = sorted(
        (o for o in others if o.verdict in closed), key=lambda o: closed.index(o.verdict)
    )
    return tuple(Closed(o.id, o.title, _forbidden_by(advice, o)) for o in ordered)


def _forbidden_by(advice: AdviceContent, option: Option) -> str:
    """What is known of the patient that makes a rule hold."""
    if option.verdict not in (Verdict.CONTRAINDICATED, Verdict.AVOID):
        return ""
    own = {rule.id for rule in advice.program.therapies[option.id].rules}
    rules = [line.rule for line in option.reasons if line.holds and line.rule in own]
    names = dict.fromkeys(name for rule in rules[:1] for name in grounds(advice.walk, rule))
    therapies, known = advice.program.therapies, advice.program.vocabulary.attributes
    told = (
        therapies[n].title if n in therapies else known[n].title
        for n in names
        if n in known or n in therapies
    )
    return ", ".join(told)


def _watch_for(advice: AdviceContent) -> str:
    """The safety net, that of the pathway as a whole first."""
    notes = [note for note in advice.notes if note.kind == "safety net"]
    ordered = sorted(notes, key=lambda note: note.owner.kind != "pathway")
    return " ".join(dict.fromkeys(note.text for note in ordered))
