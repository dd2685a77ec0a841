"""The plan in its order, action by action, then what waits for answers and what is not to begin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from pathway.advice.alerts import WHEN
from pathway.advice.fhir.datatypes import Json, coding, compact, concept, headed
from pathway.advice.fhir.frame import Frame
from pathway.advice.fhir.orders import Told, order, referral, task
from pathway.advice.model import AdviceContent, Option, PlanItem
from pathway.advice.plan import left_to_choose
from pathway.fhir.advice_forms import ACTIONS
from pathway.ground.terms import Action, Urgency, Verdict
from pathway.names import option_name


def request_group(frame: Frame) -> tuple[Json, list[Json]]:
    """The group, and the orders and tasks that its actions refer to."""
    writer = _Writer(frame)
    plan = [writer.planned(number, item) for number, item in enumerate(frame.advice.plan, 1)]
    actions = [*plan, *writer.waiting(), *writer.closed()]
    lines = (f"{i.do}: {i.what} ({i.when})" for i in frame.advice.plan)
    elements = {
        "instantiatesUri": [frame.module],
        "status": "draft",
        "intent": "proposal",
        "subject": frame.subject,
        "authoredOn": frame.day,
        "note": [{"text": frame.draft}],
        "action": actions,
    }
    group = frame.resource("RequestGroup", "group", [headed("Plan", lines)], elements)
    return group, writer.orders


# -- private -------------------------------------------------------------------------------

#: How pressing a request is, by the urgency of a red flag.
_PRIORITIES: Final = {
    Urgency.EMERGENCY: "stat",
    Urgency.WITHIN_48_HOURS: "asap",
    Urgency.WITHIN_2_WEEKS: "urgent",
    Urgency.SOON: "routine",
    Urgency.ROUTINE: "routine",
}
_BY_WHEN: Final = {words: _PRIORITIES[urgency] for urgency, words in WHEN.items()}
_ENDING: Final = (Action.STOP.value, Action.TAPER.value)
#: What is ended for these reasons is ended first.
_HARMFUL: Final = (Verdict.CONTRAINDICATED, Verdict.AVOID)


class _Writer:
    """Writes actions, and collects what they refer to."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.orders: list[Json] = []
        self._options = frame.advice.options

    def planned(self, number: int, item: PlanItem) -> Json:
        """An item of the plan; a choice is an action of several."""
        told = self._told(item)
        if item.do == Action.CHOOSE.value:
            return self._choice(number, item, told)
        option = self._options.get(item.option) if item.option is not None else None
        resource = self._behind(f"action {number}", item, told, option)
        return self._action(told, resource, item.when, option)

    def waiting(self) -> Iterator[Json]:
        """What waits for answers and stands nowhere in the plan."""
        planned = {id_ for i in self.frame.advice.plan for id_ in (*i.options, i.option or "")}
        found = [
            option
            for option in self._options.values()
            if option.verdict is Verdict.PENDING and option.id not in planned
        ]
        told = [(o, Told("wait", o.title, o.summary, "routine", o.id)) for o in found]
        members = [
            self._action(one, task(self.frame, f"wait {option.id}", one), "", option)
            for option, one in told
        ]
        yield from _grouped("Waits for answers", "wait", members)

    def closed(self) -> Iterator[Json]:
        """What is not to begin, each as the draft of a prohibition with its reasons."""
        found = [o for o in self._options.values() if o.action is Action.DO_NOT_START]
        told = [(o, Told("do not start", o.title, o.summary, "routine", o.id)) for o in found]
        members = []
        for option, one in told:
            resource = order(self.frame, f"not {option.id}", option, one, forbidden=True)
            members.append(self._action(one, resource, "", option))
        yield from _grouped("Not to begin", "do not start", members)

    def _told(self, item: PlanItem) -> Told:
        option = self._options.get(item.option or "")
        harms = option is not None and option.verdict in _HARMFUL and item.do in _ENDING
        pressing = item.do == Action.ASK_FIRST.value or harms
        priority = _BY_WHEN.get(item.when, "urgent" if pressing else "routine")
        until = item.when if _is_day(item.when) else ""
        return Told(item.do, item.what, item.because, priority, item.option, until)

    def _choice(self, number: int, item: PlanItem, told: Told) -> Json:
        options = [self._options[id_] for id_ in item.options]
        members = []
        for option in options:
            one = Told("start", option.title, option.summary, told.priority, option.id)
            resource = order(self.frame, f"action {number} {option.id}", option, one)
            members.append(self._action(one, resource, item.when, option))
        walk, choices = self.frame.advice.walk, {option.choice for option in options}
        left = [1 if one is None else left_to_choose(walk, one) for one in choices]
        return compact(
            {
                **self._words(told, item.when),
                "groupingBehavior": "logical-group",
                "selectionBehavior": "any" if max(left) > 1 else "at-most-one",
                "action": members,
            }
        )

    def _behind(self, role: str, item: PlanItem, told: Told, option: Option | None) -> Json:
        """The resource that an action refers to."""
        if option is not None and item.do in (Action.START.value, "order"):
            return order(self.frame, role, option, told)
        if item.do == "refer":
            return referral(self.frame, role, told)
        asks = item.do == Action.ASK_FIRST.value and self.frame.advice.questions
        return task(self.frame, role, told, self.frame.reference("form") if asks else None)

    def _action(self, told: Told, resource: Json, when: str, option: Option | None) -> Json:
        self.orders.append(resource)
        return compact(
            {
                **self._words(told, when),
                "documentation": self.frame.documentation(_sources(self.frame.advice, told)),
                "condition": _conditions(self.frame, option),
                "resource": {"reference": f"urn:uuid:{resource['id']}"},
            }
        )

    def _words(self, told: Told, when: str) -> Json:
        because = f" ({told.because})" if told.because else ""
        said = f", {when}" if when else ""
        return {
            "title": f"{told.do}: {told.what}",
            "description": told.because,
            "textEquivalent": f"DRAFT. {told.do}: {told.what}{said}{because}",
            "priority": told.priority,
            "code": [concept(told.do, coding(ACTIONS, told.do))],
            **_timing(when),
        }


def _grouped(title: str, do: str, members: list[Json]) -> Iterator[Json]:
    if members:
        yield {
            "title": title,
            "code": [concept(do, coding(ACTIONS, do))],
            "groupingBehavior": "logical-group",
            "action": members,
        }


def _timing(when: str) -> Json:
    """When to act: a day, or in words."""
    if not when:
        return {}
    return {"timingDateTime": when} if _is_day(when) else {"timingTiming": {"code": concept(when)}}


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _conditions(frame: Frame, option: Option | None) -> list[Json]:
    """What has to be so before something that waits may go ahead, as the exported CQL has it."""
    if option is None or option.verdict is not Verdict.PENDING:
        return []
    expression = {
        "description": f"Not known yet: {option.summary}",
        "language": "text/cql",
        "expression": f'"{option_name(option.id, "recommended")}"',
        "reference": frame.canonical("library"),
    }
    return [{"kind": "applicability", "expression": expression}]


def _sources(advice: AdviceContent, told: Told) -> Iterable[str]:
    """The publications on which an action rests: those of its rules and of adopted guidelines."""
    if told.do == "act":
        because = {f"{one.title}: {', '.join(one.reasons)}": one.sources for one in advice.alerts}
        return because.get(told.because, ())
    option = advice.options.get(told.option or "")
    if option is None:
        return ()
    rules = [id_ for line in (*option.reasons, *option.cautions) for id_ in line.sources]
    adopted = (p.source for p in option.positions if p.adopted and p.applies == "directly")
    return (*rules, *adopted)
