"""The plan: what to do for this patient, in the order in which to do it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pathway.advice.actions import dose_words
from pathway.advice.alerts import PRESSING, WHEN
from pathway.advice.model import Alert, Option, PlanItem, Question
from pathway.advice.words import sentence, titles
from pathway.ground.terms import BEGINNING, Action, Kind, Verdict
from pathway.names import OptionPart, node_name, option_name
from pathway.program import Choice, CompiledProgram, Place, Therapy
from pathway.walk import Walk

_LOOKING = (Kind.INVESTIGATION.value, Kind.REFERRAL.value)
#: What is given dose by dose, or done to the patient: the next one waits for an answer.
_GIVEN = (Kind.DRUG, Kind.MANUAL, Kind.NEEDLE, Kind.INJECTION)

#: Comes after every step.
_NOWHERE = (10_000, 0)


def plan(
    walk: Walk,
    alerts: tuple[Alert, ...],
    questions: tuple[Question, ...],
    options: Mapping[str, Option],
) -> tuple[PlanItem, ...]:
    """Everything to do, the most pressing first.

    Alerts that cannot wait with what they call for, the other alerts, urgent questions, stop or
    taper, safety measures, investigations and referrals, adjust, continue, start and choose in
    step order, review, later.
    """
    first = tuple(_pressing(walk, alerts, options))
    before = {item.option for item in first}
    chosen = sorted(options.values(), key=lambda option: _order(walk, option))
    chosen = [option for option in chosen if option.id not in before]
    starting = [option for option in chosen if option.action in BEGINNING]
    measures = [o for o in starting if o.kind == Kind.SAFETY_MEASURE.value]
    looking = [o for o in starting if o.kind in _LOOKING]
    others = [o for o in starting if o not in measures and o not in looking]
    return (
        *_alerts(alert for alert in alerts if alert.urgency in PRESSING),
        *first,
        *_alerts(alert for alert in alerts if alert.urgency not in PRESSING),
        *_urgent(questions),
        *_ask_first(walk, chosen),
        *_stopping(walk, chosen),
        *_starts(walk, [*measures, *looking], options),
        *_referrals(walk),
        *_going_on(walk, chosen, Action.ADJUST),
        *_going_on(walk, chosen, Action.CONTINUE),
        *_starts(walk, others, options),
        *_reviews(chosen),
        *_later(walk, chosen),
    )


def left_to_choose(walk: Walk, choice: Choice) -> int:
    """How many of a choice may still be taken, beside those that are."""
    taken = sum(walk[option_name(id_, "taken")] is True for id_ in choice.therapies)
    return choice.most - taken


# -- private -------------------------------------------------------------------------------


def _pressing(
    walk: Walk, alerts: tuple[Alert, ...], options: Mapping[str, Option]
) -> Iterator[PlanItem]:
    """What the alerts that cannot wait call for; what may harm is asked right after its action."""
    done: set[str] = set()
    for alert in alerts:
        if alert.state != "present" or alert.urgency not in PRESSING:
            continue
        for option in (options[id_] for id_ in alert.offers if id_ in options):
            if option.id in done:
                continue
            if option.action is Action.START:
                item = next(_starts(walk, [option], options))
            elif option.verdict is Verdict.PENDING and not option.current:
                item = PlanItem("ask first", _asking(walk, option), "", option.summary, option.id)
            else:
                continue
            done.add(option.id)
            yield replace(item, when=WHEN[alert.urgency], pressing=True)


def _asking(walk: Walk, option: Option) -> str:
    """An option with the questions that have to be answered before it."""
    rows: Sequence[OptionPart] = (
        "contraindicated",
        "avoid",
        "not_recommended",
        "held",
        "not_indicated",
    )
    known = walk.program.vocabulary.attributes
    names = sorted(walk.hangs_on(*(option_name(option.id, row) for row in rows)))
    return f"{option.title}: {' '.join(known[name].question for name in names if name in known)}"


def _alerts(alerts: Iterable[Alert]) -> Iterator[PlanItem]:
    for alert in alerts:
        if alert.state == "present":
            because = f"{alert.title}: {', '.join(alert.reasons)}"
            yield PlanItem("act", f"{alert.action} → {alert.to}", WHEN[alert.urgency], because)


def _urgent(questions: tuple[Question, ...]) -> Iterator[PlanItem]:
    """One line for each group of urgent questions, red flags first."""
    groups: dict[str, list[Question]] = {}
    for question in questions:
        if question.urgent:
            groups.setdefault(question.group, []).append(question)
    for asked in groups.values():
        settles = dict.fromkeys(name for question in asked for name in question.settles)
        what = " ".join(question.question for question in asked)
        yield PlanItem("ask first", what, "now", f"settles {', '.join(settles)}")


def _ask_first(walk: Walk, options: list[Option]) -> Iterator[PlanItem]:
    for option in options:
        if option.current and option.action is Action.ASK_FIRST:
            what = _before_going_on(walk.program.therapies[option.id], option)
            yield PlanItem("ask first", what, "now", option.summary, option.id)


def _before_going_on(therapy: Therapy, option: Option) -> str:
    """What becomes of a running therapy until its question is answered."""
    if option.verdict is not Verdict.PENDING:
        return f"whether to go on with {option.title}"
    if therapy.tapers:
        return f"{option.title}: goes on until this is answered, never stopped abruptly"
    if therapy.kind in _GIVEN:
        return f"{option.title}: no next dose or session until this is answered"
    return option.title


def _stopping(walk: Walk, options: list[Option]) -> Iterator[PlanItem]:
    for option in options:
        if option.action in (Action.STOP, Action.TAPER):
            how = walk.program.therapies[option.id].stopping
            because = sentence([option.summary, how, *_meanwhile(walk, option)])
            yield PlanItem(option.action.value, option.title, "now", because, option.id)


def _meanwhile(walk: Walk, option: Option) -> Iterator[str]:
    """The highest dose while a therapy comes to its end."""
    if option.action is Action.TAPER or (option.dose is not None and option.dose.above):
        words = sentence(dose_words(walk, option))
        if words:
            yield f"meanwhile: {words}"


def _going_on(walk: Walk, options: list[Option], action: Action) -> Iterator[PlanItem]:
    for option in options:
        if option.action is action:
            because = sentence([*dose_words(walk, option), option.summary])
            yield PlanItem(action.value, option.title, "now", because, option.id)


def _starts(
    walk: Walk, beginning: list[Option], options: Mapping[str, Option]
) -> Iterator[PlanItem]:
    """What to start, in step order; a choice is one line, where its first member stands."""
    told: set[str] = set()
    for option in beginning:
        if option.id in told:
            continue
        if option.action is Action.START:
            because = sentence([option.summary, *dose_words(walk, option)])
            what = _with_partners(option, options)
            if open_ := _to_answer(walk, option):
                yield PlanItem("order", f"{what}, to answer: {open_}", "now", because, option.id)
            else:
                yield PlanItem(Action.START.value, what, "now", because, option.id)
            continue
        members = _choice(option, beginning)
        told.update(member.id for member in members)
        if alone := _only_with_another(walk, option, members):
            told.update(alone)
            continue
        yield _choose(walk, members, options)


def _to_answer(walk: Walk, option: Option) -> str:
    """What a test is to answer that is not known yet, in words."""
    answers = walk.program.therapies[option.id].answers
    return titles(walk, [name for name in answers if walk[name] is None])


def _choice(option: Option, beginning: list[Option]) -> list[Option]:
    """The therapies among which one chooses, directly or by way of another, in step order."""
    found, todo = {option.id}, [option]
    while todo:
        one = todo.pop()
        new = [o for o in beginning if o.id in one.choose_from and o.id not in found]
        found.update(o.id for o in new)
        todo += new
    return [o for o in beginning if o.id in found]


def _only_with_another(walk: Walk, option: Option, members: list[Option]) -> tuple[str, ...]:
    """What only goes with one of a choice is told in the line of that choice."""
    places = walk.program.places_of(option.id)
    follows = len(members) == 1 and any(place.partner_of is not None for place in places)
    return (option.id,) if follows else ()


def _choose(walk: Walk, members: list[Option], options: Mapping[str, Option]) -> PlanItem:
    names = [_with_partners(member, options) for member in members]
    choice = _common(members)
    left = left_to_choose(walk, choice) if choice is not None else 1
    most = f", at most {left} of" if left > 1 else ""
    what = f"with the patient{most}: {', '.join(names[:-1])} or {names[-1]}"
    said = [(one.title, sentence([one.summary, *dose_words(walk, one)])) for one in members]
    because = [choice.title] if choice is not None else []
    because += [f"{title}: {text}" for title, text in said if text]
    pairs = [
        f"{one.title} not together with {', '.join(o.title for o in others)}"
        for one in members
        for others in ([o for o in members if o.id in one.choose_from],)
        if choice is None and len(others) < len(members) - 1
    ]
    ids = tuple(member.id for member in members)
    return PlanItem(Action.CHOOSE.value, what, "now", sentence([*because, *pairs]), None, ids)


def _common(members: list[Option]) -> Choice | None:
    """The choice of a step that all of them are members of."""
    first = members[0].choice
    return first if all(member.choice == first for member in members) else None


def _with_partners(option: Option, options: Mapping[str, Option]) -> str:
    partners = [options[p].title for p in option.partners if p in options]
    return option.title + (f", together with {', '.join(partners)}" if partners else "")


def _reviews(options: list[Option]) -> Iterator[PlanItem]:
    for option in options:
        if option.current and option.review is not None and option.action is not Action.STOP:
            yield PlanItem("review", option.title, option.review, option.summary, option.id)


def _later(walk: Walk, options: list[Option]) -> Iterator[PlanItem]:
    """What comes later on the pathway: not what only a flag brings, nor partners of others."""
    for option in options:
        if option.verdict is not Verdict.LATER or option.current or option.flag_only:
            continue
        if any(place.partner_of is None for place in _own_places(walk, option)):
            yield PlanItem("later", option.title, "later", option.summary, option.id)


def _own_places(walk: Walk, option: Option) -> list[Place]:
    places = walk.program.places_of(option.id)
    return [place for place in places if not place.holder.is_flag]


def _order(walk: Walk, option: Option) -> tuple[int, int]:
    """The first step where it is offered now, else the first that offers it, and its rank there."""
    own = walk.program.once("ranks of places", lambda: _ranks(walk.program)).get(option.id, [])
    now = [(p.order, i) for i, p in own if walk[p.reached] is True and walk[p.indicated] is True]
    steps = [(p.order, i) for i, p in own if not p.holder.is_flag]
    return min(now or steps, default=_NOWHERE)


def _ranks(program: CompiledProgram) -> Mapping[str, Sequence[tuple[int, Place]]]:
    """Of each therapy its places with their rank among all."""
    found: dict[str, list[tuple[int, Place]]] = {}
    for rank, place in enumerate(program.places):
        found.setdefault(place.therapy, []).append((rank, place))
    return found


def _referrals(walk: Walk) -> Iterator[PlanItem]:
    """Where the pathway itself hands the patient on."""
    for node in walk.program.nodes:
        if node.kind == "refer" and walk[node_name(node.id, "reached")] is True:
            ways = [e for e in walk.program.edges if e.end == node.id]
            because = sentence(e.because for e in ways if walk[e.definition] is True)
            yield PlanItem("refer", node.title, "now", because)
