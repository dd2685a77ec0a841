"""What `Then` steps about assumptions and lists do: what is assumed, which list is waited for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pathway.advice.model import Assumption
from pathway.advice.words import said
from pathway.authoring.spec.scenario_state import Story, UnmetError
from pathway.ground.vocabulary import Attribute, RecordList


def assumes_no(story: Story, yes_no: Attribute) -> None:
    """A yes or no that is assumed to be a no."""
    found = _assumption(story, yes_no)
    if found is None or found.value is not False:
        raise UnmetError(f"the advice assumes no {yes_no.title}", _assumptions(story))


def assumes(story: Story, attribute: Attribute, value: str, why: str | None) -> None:
    """A value that is assumed, perhaps with words of the reason."""
    found = _assumption(story, attribute)
    expected = f"the advice assumes that {attribute.title} is {value}"
    if found is None or value.casefold() not in _spoken(attribute, found):
        raise UnmetError(expected, _assumptions(story) if found is None else _told(found))
    if why is not None and " ".join(why.casefold().split()) not in found.text.casefold():
        raise UnmetError(f"{expected} because of “{why}”", _told(found))


def assumes_nothing_about(story: Story, attribute: Attribute) -> None:
    """A value that is not assumed: it is known, or open and not taken for granted."""
    found = _assumption(story, attribute)
    if found is not None:
        raise UnmetError(f"the advice assumes nothing about {attribute.title}", _told(found))


def assumes_nothing(story: Story) -> None:
    """Everything the advice rests on was told."""
    if story.advice.assumptions:
        raise UnmetError("nothing is assumed", _assumptions(story))


def waits_for_list(story: Story, lists: Sequence[str]) -> None:
    """Lists that are not complete, and would answer a question if they were."""
    waiting = _waited_for(story)
    missing = [name for name in lists if name not in waiting]
    if missing:
        raise UnmetError(f"the advice waits for the list of {missing[0]}", _lists(waiting))


def waits_not_for_list(story: Story, lists: Sequence[str]) -> None:
    """Lists that would answer no question that is asked."""
    waiting = _waited_for(story)
    found = [name for name in lists if name in waiting]
    if found:
        expected = f"the advice does not wait for the list of {found[0]}"
        raise UnmetError(expected, _lists(waiting))


# -- private -------------------------------------------------------------------------------


def _assumption(story: Story, attribute: Attribute) -> Assumption | None:
    made = story.advice.assumptions
    return next((one for one in made if one.attribute == attribute.name), None)


def _spoken(attribute: Attribute, found: Assumption) -> list[str]:
    """The value as people may write it, with its unit or without."""
    unit, plain = attribute.type.unit, said(found.value)
    ways = (plain, said(found.value, unit), f"{plain} {unit}")
    return [way.casefold() for way in ways]


def _told(found: Assumption) -> str:
    return f"{found.title} is assumed: {found.text}"


def _assumptions(story: Story) -> str:
    titles = story.followed.program.titles
    assumed = (titles.get(one.attribute, one.attribute) for one in story.advice.assumptions)
    return f"assumed: {', '.join(assumed) or 'nothing'}"


def _waited_for(story: Story) -> list[RecordList]:
    """The lists that a question is about, or of which it asks for a single thing."""
    asked = story.advice.questions
    facts, patient = story.followed.resolved.facts, story.followed.resolved.patient
    known = story.followed.program.vocabulary.attributes
    about = (name for question in asked for name in question.about if name in known)
    single = {known[name].absent for name in about if facts[name].silent}
    whole = {question.list for question in asked if not question.entry}
    return [one for one in RecordList if one in single | whole and one not in patient.complete]


def _lists(waiting: Iterable[RecordList]) -> str:
    lists = ", ".join(waiting)
    return f"it waits for the list of {lists}" if lists else "it waits for no list"
