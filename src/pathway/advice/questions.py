"""What has to be asked, in the order in which it helps most.

Questions come only from flags, eligibility, needs, and options that are pending or to be asked
about first; of these only such are asked whose answers make a difference (`difference`). Red
flags, what a pathway is for, and what must be at hand are asked in any case.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from pathway.advice.actions import asked_of
from pathway.advice.alerts import PRESSING, unanswered
from pathway.advice.answers import answers_about_list, answers_about_trials, answers_to
from pathway.advice.difference import Difference, differences
from pathway.advice.lists import list_questions
from pathway.advice.model import Option, Question
from pathway.advice.ways import is_next, open_ways
from pathway.advice.words import missing
from pathway.ground.terms import BEGINNING, Action, Verdict
from pathway.ground.vocabulary import RecordList
from pathway.language.syntax import names as read_by
from pathway.names import (
    ELIGIBLE,
    URGENCY,
    flag_name,
    flag_owner,
    history_name,
    node_name,
    rule_name,
)
from pathway.names.reading import read_history
from pathway.patients.model import Why
from pathway.planes.columns import WhatIfs
from pathway.program import CompiledProgram, Node
from pathway.walk import Walk

#: The question about treatments so far, where no history was taken at all.
HISTORY = "trials"
_HISTORY_QUESTION = (
    "Which treatments were tried in this episode, for how long, and how did each go?"
)


@dataclass
class _Open:
    """An unknown attribute and what it would settle.

    `names` is what conditions call it; `needed` that it is asked whatever it changes; `first`
    that it decides on something under way, or that the patient asks for.
    """

    settles: dict[str, None] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    urgent: bool = False
    eligibility: bool = False
    needed: bool = False
    first: bool = False
    doing: int = 0
    #: Its place among the questions for the complaint; these come before who is eligible.
    place: int | None = None


def questions(
    walk: Walk, options: Mapping[str, Option], complaint: Sequence[str] = ()
) -> tuple[Question, ...]:
    """All open questions: red flags first, then eligibility, then what settles most.

    `complaint` is what has to be known before a pathway can be chosen, what is likely first.
    """
    found: dict[str, _Open] = {}
    for flag, names in unanswered(walk):
        for name in names:
            _open(walk, found, name).settles[flag.title] = None
    _ask_about_conflicts(walk, options, found)
    if is_pressing(walk):
        _leave_for_later(walk, found)
    else:
        _ask_whom_it_is_for(walk, found, complaint)
    for option in options.values():
        _ask_for(walk, option, found)
    for node in walk.program.nodes:
        for name in sorted(asked_at(walk, node)):
            _open(walk, found, name).settles[node.title] = None
    _ask_for_needs(walk, found)
    return tuple(_with_orders(walk, options, _in_order(walk, options, found)))


def is_pressing(walk: Walk) -> bool:
    """Whether a flag is true beside which nothing that can wait is asked about."""
    return walk[URGENCY] in _PRESSING


def pending_at(walk: Walk, node: Node) -> frozenset[str]:
    """The unknown attributes on which it hangs whether the patient is handed on at a node."""
    name = node_name(node.id, "reached")
    return walk.hangs_on(name) if node.may_be_pending and walk[name] is None else frozenset()


def asked_at(walk: Walk, node: Node) -> frozenset[str]:
    """Those of them that are asked: not what only a later step needs, nor beside what is pressing.

    The patient is known to be at a step, or at decisions, that may hand on to the node.
    """
    waiting = pending_at(walk, node)
    if not waiting or is_pressing(walk):
        return frozenset()
    return waiting & walk.hangs_on(*open_ways(walk, node.id))


# -- private -------------------------------------------------------------------------------

_PRESSING: Final = frozenset(urgency.value for urgency in PRESSING)


def _leave_for_later(walk: Walk, found: dict[str, _Open]) -> None:
    """Beside what is pressing only red flags are asked, and the signs of flags as pressing.

    Whether a sign matters for this patient at all is not asked meanwhile.
    """
    kept = walk.program.once("asked beside what is pressing", partial(_pressing, walk.program))
    for name in [name for name in found if name not in kept]:
        del found[name]


def _pressing(program: CompiledProgram) -> frozenset[str]:
    flags = [flag_name(flag.id) for flag in program.all_flags if flag.urgency in PRESSING]
    signs = (read_by(definition.expr) for definition in program.closure(flags))
    return frozenset(program.red_flag_attributes).union(*signs)


def _ask_whom_it_is_for(walk: Walk, found: dict[str, _Open], complaint: Sequence[str]) -> None:
    """What decides which pathway is followed, and whether the patient is eligible for it."""
    for place, name in enumerate(complaint, -len(complaint)):
        item = _open(walk, found, name)
        item.place = place
        item.eligibility = item.urgent = item.needed = True
        item.settles = {"which pathway to follow": None, **item.settles}
    for name in sorted(walk.hangs_on(ELIGIBLE)):
        _open(walk, found, name).eligibility = True


def _ask_for_needs(walk: Walk, found: dict[str, _Open]) -> None:
    """What must be at hand where its holder is in play; beside what is pressing that of flags."""
    flags = {flag_name(flag.id) for flag in walk.program.all_flags}
    for holder, name in walk.program.needs:
        waits = is_pressing(walk) and holder not in flags
        if walk[holder] is True and walk[name] is None and not waits:
            _open(walk, found, name).needed = True


def _in_order(
    walk: Walk, options: Mapping[str, Option], found: dict[str, _Open]
) -> tuple[Question, ...]:
    made = []
    for listed in list_questions(walk, dict(found)):
        items = [found.pop(name) for name in listed.covers]
        whole = _Open(names=set(listed.covers))
        whole.eligibility = any(item.eligibility for item in items)
        whole.needed = any(item.needed for item in items)
        made.append((listed, whole))
    made += [(_question(walk, name, item), item) for name, item in found.items()]
    made = list(_that_differ(walk, options, made))
    return tuple(question for question, _ in sorted(made, key=lambda row: _rank(walk, *row)))


def _that_differ(
    walk: Walk, options: Mapping[str, Option], made: Sequence[tuple[Question, _Open]]
) -> Iterator[tuple[Question, _Open]]:
    """The questions of which some answer makes a difference, with what that is."""
    answers: dict[str, WhatIfs] = {}
    for question, item in made:
        some = None if question.red_flag or item.needed else _answers(walk, question, item)
        if some is not None:
            answers[question.attribute] = some
    told = [id_ for id_, option in options.items() if _is_in_play(walk, option)]
    wanted = [id_ for id_ in told if options[id_].wanted]
    waiting = _waiting((options[id_] for id_ in told), made, answers)
    found = differences(walk, told, answers, wanted, waiting) if answers else {}
    for question, item in made:
        if question.attribute not in answers:
            yield replace(question, always=question.red_flag or item.needed), item
        elif (one := found.get(question.attribute)) is not None:
            item.doing = len(one.options)
            item.first = any(options[i].wanted or options[i].current for i in one.options)
            settles = tuple(_titles(walk, options, one))
            settled = replace(question, settles=settles or question.settles)
            yield replace(settled, together=one.together), item


def _waiting(
    told: Iterable[Option], made: Sequence[tuple[Question, _Open]], answers: Container[str]
) -> Mapping[str, Collection[str]]:
    """The questions for which each therapy waits, but where one of them is asked in any case."""
    about = {name: question.attribute for question, item in made for name in item.names}
    pending = (option for option in told if option.verdict is Verdict.PENDING)
    found = {one.id: {about[name] for name in one.pending_on if name in about} for one in pending}
    return {
        id_: sorted(names)
        for id_, names in found.items()
        if names and all(name in answers for name in names)
    }


def _is_in_play(walk: Walk, option: Option) -> bool:
    """Whether something is done about a therapy today, or may be: no later step alone offers it."""
    places = [p for p in walk.program.places_of(option.id) if walk[p.reached] is not False]
    return (
        option.current
        or option.wanted
        or any(walk[place.reached] is True or place.holder.kind != "step" for place in places)
        or any(is_next(walk, place.holder.id) for place in places)
    )


def _answers(walk: Walk, question: Question, item: _Open) -> WhatIfs | None:
    if question.covers:
        return answers_about_list(question.covers)
    parts = [part for name in sorted(item.names) if (part := read_history(name)) is not None]
    if parts:
        therapies = dict.fromkeys(part.therapy for part in parts)
        # Where nobody knows the complaint, flags ask about therapies that nothing here offers.
        known = walk.program.therapies.keys() >= therapies.keys()
        return answers_about_trials(walk, therapies) if known else None
    return answers_to(walk, question.attribute)


def _titles(walk: Walk, options: Mapping[str, Option], one: Difference) -> Iterator[str]:
    """What a question settles: what is offered here first, then other therapies, flags, nodes."""
    flags = {flag.id: flag.title for flag in walk.program.all_flags}
    nodes = {node.id: node for node in walk.program.nodes}
    changed = [nodes[id_] for id_ in one.nodes]
    here = {p.therapy for p in walk.program.places if walk[p.reached] is True}
    ordered = sorted(one.options, key=lambda id_: id_ not in here)
    told = [*(options[id_].title for id_ in ordered), *(flags[id_] for id_ in one.flags)]
    told += [node.title for node in changed if node.may_be_pending]
    yield from dict.fromkeys(told or (node.title for node in changed))


def _open(walk: Walk, found: dict[str, _Open], name: str) -> _Open:
    key = name
    if (part := read_history(name)) is not None:
        of_all = walk.resolved.patient.trials is None
        key = HISTORY if of_all else history_name(part.therapy, "trials")
    item = found.setdefault(key, _Open())
    item.names.add(name)
    return item


def _ask_for(walk: Walk, option: Option, found: dict[str, _Open]) -> None:
    names = asked_of(walk, option)
    if option.verdict is Verdict.PENDING or option.action is Action.ASK_FIRST:
        names |= frozenset(option.pending_on)
    if not option.current or is_pressing(walk):
        names &= _asked_today(walk, option)
    for name in sorted(names):
        item = _open(walk, found, name)
        item.settles[option.title] = None
        item.urgent = item.urgent or option.urgent


def _asked_today(walk: Walk, option: Option) -> frozenset[str]:
    """Of the unknown attributes of an option, what is asked today.

    Where no place that offers it is known to be reached, that is only what decides whether the
    next one is, unless the patient asks for it; beside what is pressing only what such a flag
    calls for is asked about, and not what was tried: that may make it needless, never harmful.
    """
    places = walk.program.places_of(option.id)
    pressing = is_pressing(walk)
    if pressing:
        flags = {flag_owner(f.id) for f in walk.program.all_flags if f.urgency in PRESSING}
        places = tuple(place for place in places if place.holder in flags)
    here = frozenset(option.pending_on) | asked_of(walk, option)
    if any(walk[place.reached] is True for place in places):
        return here if not pressing else frozenset(n for n in here if read_history(n) is None)
    steps = [place for place in places if is_next(walk, place.holder.id)]
    if steps and option.wanted:
        return here
    known = (p.reached for p in steps if walk[node_name(p.holder.id, "reached")] is True)
    ways = (way for place in steps for way in open_ways(walk, place.holder.id))
    before = walk.hangs_on(*known, *ways)
    return before | frozenset(name for name in here if steps and read_history(name) is not None)


def _ask_about_conflicts(
    walk: Walk, options: Mapping[str, Option], found: dict[str, _Open]
) -> None:
    """Where the worse of two differing values was taken, the question stays open."""
    read = walk.program.read_at_all
    for name in (fact.name for fact in walk.resolved.facts.values() if fact.ask):
        if name in read:
            closed = [o for o in options.values() if name in o.assumed]
            settles = (*_flags(walk, name), *(option.title for option in closed))
            _open(walk, found, name).settles |= dict.fromkeys(settles)
            for option in closed:
                _ask_what_else_closes(walk, option, found)


def _ask_what_else_closes(walk: Walk, option: Option, found: dict[str, _Open]) -> None:
    """What else may speak against a therapy that is asked for and closed only by a conflict."""
    if not option.wanted or option.current or is_pressing(walk):
        return
    rules = (rule_name(rule.id) for rule in walk.program.therapies[option.id].rules)
    for name in sorted(walk.hangs_on(*rules)):
        _open(walk, found, name).settles[option.title] = None


def _flags(walk: Walk, name: str) -> list[str]:
    flags = walk.program.all_flags
    return [f.title for f in flags if name in walk.program.reads[flag_name(f.id)]]


def _question(walk: Walk, name: str, item: _Open) -> Question:
    attribute = walk.program.vocabulary.attributes.get(name)
    if attribute is None:
        return _about_history(walk, name, item)
    group = walk.program.vocabulary.groups.get(attribute.group)
    red = group is not None and group.red_flag
    return Question(
        attribute=name,
        question=attribute.question,
        group=group.title if group is not None else "",
        group_question=group.question if group is not None else "",
        red_flag=red,
        why_missing=missing(walk, name),
        settles=tuple(item.settles),
        urgent=item.urgent or red,
    )


def _with_orders(
    walk: Walk, options: Mapping[str, Option], asked: Iterable[Question]
) -> Iterator[Question]:
    """Each question with the tests that answer it and are to be ordered now."""
    therapies = walk.program.therapies
    tests = [o.id for o in options.values() if o.action in BEGINNING and therapies[o.id].answers]
    for question in asked:
        about = frozenset(question.about)
        order = tuple(id_ for id_ in tests if about & frozenset(therapies[id_].answers))
        yield replace(question, order=order) if order else question


def _about_history(walk: Walk, name: str, item: _Open) -> Question:
    part = read_history(name)
    therapy = walk.program.therapies.get(part.therapy) if part is not None else None
    asked = _HISTORY_QUESTION
    if therapy is not None:
        asked = f"{therapy.title}: for how long and how much, and how did it go?"
    return Question(
        attribute=name,
        question=asked,
        group="Treatments so far",
        group_question=_HISTORY_QUESTION,
        red_flag=False,
        why_missing=Why.NOT_ASKED.value,
        settles=tuple(item.settles),
        urgent=item.urgent,
    )


def _rank(walk: Walk, question: Question, item: _Open) -> tuple[int, int, int]:
    """Red flags, who is eligible, what is under way or asked for, lists; then the others.

    The first stand in the vocabulary's order, the others by urgency and by how much they settle.
    """
    order = _order(walk, question.about[0])
    if question.red_flag:
        return (0, order, 0)
    if item.eligibility:
        return (1, order if item.place is None else item.place, 0)
    if item.first:
        return (2, -item.doing, order)
    if question.list is not None:
        return (3, tuple(RecordList).index(question.list), order)
    return (4 if question.urgent else 5, -item.doing, order)


def _order(walk: Walk, name: str) -> int:
    attributes = walk.program.vocabulary.attributes
    places = walk.program.once(
        "order of attributes", lambda: {one: at for at, one in enumerate(attributes)}
    )
    return places.get(name, -1)
