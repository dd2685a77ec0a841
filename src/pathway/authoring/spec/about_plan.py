"""What `Then` steps about order and time do: what comes first, what comes before, what is due."""

from __future__ import annotations

from datetime import date

from pathway.advice.model import Option, PlanItem
from pathway.authoring.spec.scenario_state import Story, UnmetError
from pathway.ground.terms import Verdict
from pathway.program import Therapy


def begins_with(story: Story, therapy: Therapy) -> None:
    """The therapy that the first line of the plan is about."""
    first = next(iter(story.advice.plan), None)
    if first is None or first.option != therapy.id:
        expected = f"the plan begins with {therapy.title}"
        raise UnmetError(expected, _line(first), therapy.id)


def begins_with_words(story: Story, text: str) -> None:
    """Words in the first line of the plan."""
    first = next(iter(story.advice.plan), None)
    if " ".join(text.casefold().split()) not in _line(first).casefold():
        raise UnmetError(f"the plan begins with “{text}”", _line(first))


def review_due(story: Story, therapy: Therapy | None, date: date) -> None:
    """The day on which to look again: at one therapy, or at the patient."""
    if therapy is None:
        due, whose = story.advice.next.review_by, "review"
    else:
        due, whose = story.option(therapy.id).review, f"review of {therapy.title}"
    if due != date.isoformat():
        expected = f"{whose} is due on {date.isoformat()}"
        came = f"it is due on {due}" if due is not None else "no review is due"
        raise UnmetError(expected, came, therapy.id if therapy is not None else None)


def offered_before(story: Story, therapy: Therapy, other: Therapy) -> None:
    """A therapy whose step comes earlier on the pathway than that of another one."""
    first, second = story.option(therapy.id), story.option(other.id)
    earlier, later = _rank(story, first), _rank(story, second)
    if earlier is None or later is None or not earlier < later:
        expected = f"{first.title} is offered before {second.title}"
        raise UnmetError(expected, f"{_place(first)}; {_place(second)}", therapy.id)


def nothing_of_step(story: Story, step: str) -> None:
    """No therapy that a step of this pathway offers is recommended."""
    nodes = [node for node in story.followed.program.nodes if node.title == step]
    if not nodes:
        title = story.followed.program.title
        raise UnmetError(f"nothing of {step} is recommended", f"{title} has no such step")
    offered = dict.fromkeys(id_ for node in nodes for id_ in node.offers)
    options = [option for id_ in offered if (option := story.followed.option(id_)) is not None]
    found = [option for option in options if option.verdict is Verdict.RECOMMENDED]
    if found:
        titles = ", ".join(option.title for option in found)
        raise UnmetError(f"nothing of {step} is recommended", f"recommended: {titles}", found[0].id)


# -- private -------------------------------------------------------------------------------


def _line(item: PlanItem | None) -> str:
    return "there is no plan" if item is None else f"{item.do} {item.what} ({item.when})"


def _rank(story: Story, option: Option) -> int | None:
    """How far down the pathway the place of an option is that counts for this patient."""
    places = story.followed.program.places_of(option.id)
    return min((place.order for place in places if place.title == option.step), default=None)


def _place(option: Option) -> str:
    return f"{option.title} is offered at {option.step or 'no step'}"
