"""The advice on one screen: what a clinician reads between two sentences of the patient.

Red flags, what to do now, what to ask next, what waits for it, what is not advised, what to watch
for, when to look again. Everything else is in the advice itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from pathway.advice.grounds import grounds
from pathway.advice.model import AdviceContent, Alert, Option, PlanItem, Question
from pathway.ground.terms import BEGINNING, Action, Urgency, Verdict

#: Questions beyond the red flags that are put on one screen; others come once they are answered.
MOST_QUESTIONS: Final = 5
#: Beside so many groups of red flags only the most decisive other question is put.
_MANY_FLAGS: Final = 3


@dataclass(frozen=True, slots=True)
class BriefLine:
    """One line of what to do: `support` is what a guideline says, `sources` publications by id.

    `cautions` are those that hold for this patient, each with the name of its therapy.
    """

    do: str
    what: str
    because: str = ""
    support: str = ""
    sources: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BriefFlag:
    """A red flag that is present; `held` are kinds of treatment that wait for it."""

    id: str
    urgency: Urgency
    title: str
    action: str
    to: str
    because: str
    calls_for: tuple[BriefLine, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BriefQuestion:
    """One question, or a group that is asked in one breath, with what its answer decides.

    `about` are the attributes.
    """

    text: str
    about: tuple[str, ...]
    decides: tuple[str, ...]
    red_flag: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """Therapies, by their titles, that wait for the same answers; `after` says what comes first."""

    options: tuple[str, ...]
    questions: tuple[int, ...]
    after: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """A therapy that is not advised; `because` names what is known of the patient that forbids it.

    Empty where no rule does.
    """

    option: str
    title: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """One screen; `red_flags` is where they stand, in a sentence."""

    red_flags: str
    flags: tuple[BriefFlag, ...]
    do: tuple[BriefLine, ...]
    ask: tuple[BriefQuestion, ...]
    more_questions: int
    #: What is left open beside an emergency.
    still_open: str
    waiting: tuple[Waiting, ...]
    not_advised: tuple[Closed, ...]
    #: How many answers were assumed; they stand in the advice, to be confirmed.
    assumed: int
    watch_for: str
    review_by: str
    then: str


def brief(advice: AdviceContent) -> Brief:
    """The screen for an advice."""
    asked = list(in_order(advice))
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
        do=tuple(_together(_doing(advice))),
        ask=tuple(put),
        more_questions=len(asked) - len(put),
        still_open=still_open,
        waiting=tuple(_waiting(advice, put)),
        not_advised=_not_advised(advice),
        assumed=len(advice.assumptions),
        watch_for=_watch_for(advice),
        review_by=advice.next.review_by or "",
        then=advice.next.then or "",
    )


def in_order(advice: AdviceContent) -> tuple[BriefQuestion, ...]:
    """All questions in the order in which they are put; beside an emergency red flags come last."""
    late = advice.urgency is Urgency.EMERGENCY
    return tuple(sorted(_questions(advice), key=lambda one: late and one.red_flag))


# -- red flags -----------------------------------------------------------------------------


def _red_flags(advice: AdviceContent) -> str:
    unanswered, count = advice.red_flag_count
    present = sum(alert.state == "present" for alert in advice.alerts)
    if not count:
        return "this pathway has none" if advice.pathway.id else "not asked: no pathway yet"
    if present and unanswered:
        return f"{present} present; {unanswered} of {count} not answered"
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
    )


# -- what to do ----------------------------------------------------------------------------


def _doing(advice: AdviceContent) -> Iterator[BriefLine]:
    """The plan without what stands elsewhere on the screen, and what the patient asks for."""
    for item in advice.plan:
        asks_only = item.do == "ask first" and item.option is None
        if not (item.pressing or asks_only or item.do in ("act", "later", "review")):
            yield _line(advice, item)
    for option in advice.options.values():
        if option.wanted and not option.current and option.action not in BEGINNING:
            yield BriefLine(
                "asked for",
                option.title,
                _in_short(option),
                _support(option),
                _sources(option),
                (option.id,),
            )


def _line(advice: AdviceContent, item: PlanItem) -> BriefLine:
    ids = item.options or ((item.option,) if item.option else ())
    options = [advice.options[id_] for id_ in ids if id_ in advice.options]
    one = options[0] if len(options) == 1 else None
    quiet = one is None or one.action in (Action.START, Action.CONTINUE)
    because = "" if quiet else _reason(item)
    what = item.what if item.do != Action.CHOOSE.value else " or ".join(o.title for o in options)
    sources = tuple(dict.fromkeys(id_ for option in options for id_ in _sources(option)))
    support = _support(one) if one is not None and quiet else ""
    disputed = [option.title for option in options if option.conflict]
    if one is None and disputed:
        support = f"guidelines disagree on {', '.join(disputed)}"
    cautions = tuple(text for option in options for text in _cautions(option))
    return BriefLine(item.do, what, because, support, sources, tuple(ids), cautions)


def _reason(item: PlanItem) -> str:
    """Why, in a clause; how much may be taken until a therapy has ended is never left out."""
    first, *others = item.because.split("; ")
    return "; ".join((first, *(part for part in others if part.startswith("meanwhile"))))


def _cautions(option: Option) -> Iterator[str]:
    if option.action not in (*BEGINNING, Action.CONTINUE, Action.ADJUST):
        return
    for rule in option.cautions:
        if rule.holds:
            doubt = " (not checked against the original)" if rule.verified == "unverified" else ""
            yield f"{option.title}: {rule.text}{doubt}"


def _together(lines: Iterable[BriefLine]) -> Iterator[BriefLine]:
    """Lines that say the same of several therapies, as one."""
    made: dict[tuple[str, str, str], BriefLine] = {}
    for line in lines:
        plain = line.do in (Action.START.value, Action.CONTINUE.value) and not line.because
        key = (line.do, line.support, "" if plain else f"{line.what} {line.because}")
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
        )
    yield from made.values()


def _in_short(option: Option) -> str:
    if option.verdict is Verdict.PENDING:
        return "waits for an answer"
    return f"{option.verdict.value}: {option.summary.partition('; ')[0]}"


def _support(option: Option) -> str:
    """What the guideline says that lends its strength; and that another one disagrees."""
    leading = next((p for p in option.positions if p.adopted and p.applies == "directly"), None)
    if leading is None:
        return "guidelines disagree" if option.conflict else ""
    graded = f", {leading.strength}" if leading.strength else ""
    disputed = "; others disagree" if option.conflict else ""
    return f"{leading.name}: {leading.direction}{graded}{disputed}"


def _sources(option: Option) -> tuple[str, ...]:
    rules = [id_ for rule in option.reasons if rule.holds for id_ in rule.sources]
    adopted = [p.source for p in option.positions if p.adopted and p.applies == "directly"]
    return tuple(dict.fromkeys([*rules, *adopted[:1]]))


# -- what to ask ---------------------------------------------------------------------------


def _questions(advice: AdviceContent) -> Iterator[BriefQuestion]:
    """The questions in their order; a group of red flags is one."""
    told: set[str] = set()
    for question in advice.questions:
        if not question.red_flag:
            tests = ", ".join(advice.options[id_].title for id_ in question.order)
            text = question.question + (f" Or order: {tests}." if tests else "")
            yield BriefQuestion(text, question.about, question.settles)
        elif question.group not in told:
            told.add(question.group)
            same = [q for q in advice.questions if q.red_flag and q.group == question.group]
            yield _red_flag_group(same)


#: So few red flags of a group are asked for in their own words.
_FEW: Final = 2


def _red_flag_group(questions: list[Question]) -> BriefQuestion:
    first = questions[0]
    whole = " ".join(question.question for question in questions)
    text = whole if len(questions) <= _FEW else first.group_question
    settles = dict.fromkeys(title for question in questions for title in question.settles)
    about = tuple(name for question in questions for name in question.about)
    return BriefQuestion(text, about, tuple(settles), red_flag=True)


def _waiting(advice: AdviceContent, asked: list[BriefQuestion]) -> Iterator[Waiting]:
    """What is not for now: what waits for the questions, by these; then what comes later."""
    groups: dict[tuple[int, ...], list[str]] = {}
    later: list[str] = []
    for option in advice.options.values():
        if option.flag_only or option.current:
            continue
        if option.verdict is Verdict.PENDING or option.action is Action.ASK_FIRST:
            names = set(option.pending_on)
            numbers = tuple(
                number
                for number, question in enumerate(asked, 1)
                if names.intersection(question.about) or option.title in question.decides
            )
            groups.setdefault(numbers, []).append(option.title)
        elif option.verdict is Verdict.LATER:
            later.append(option.title)
    for numbers, named in sorted(groups.items(), key=lambda row: row[0] or (99,)):
        yield Waiting(tuple(named), numbers)
    if later:
        yield Waiting(tuple(later), (), "later")


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
    options = [o for o in advice.options.values() if not o.current and o.verdict in closed]
    ordered = sorted(options, key=lambda o: (not o.wanted, closed.index(o.verdict)))
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
