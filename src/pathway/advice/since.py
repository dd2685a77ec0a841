"""What has changed since a decision, and what was declined and is not offered anew."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from typing import Any, Final

from pathway.advice.brief_model import Closed
from pathway.advice.decided import ACCEPTED, NEVER_TRIED, Decided, recorded_words
from pathway.advice.model import AdviceContent, Option, PlanItem
from pathway.advice.objections import against_now
from pathway.frozen import frozen
from pathway.ground.terms import BEGINNING, Action
from pathway.names import history_name, option_name, rule_name
from pathway.names.reading import read_history


@frozen
class ChangedFact:
    """A value that an option reads, as it was when somebody decided on it and as it is now."""

    title: str
    then: str
    now: str

    def __str__(self) -> str:
        return f"{self.title}: {self.then.removeprefix(_OPEN)} → {self.now}"


def changed_since(advice: AdviceContent, decided: Decided) -> tuple[ChangedFact, ...]:
    """What is known to be otherwise now of what the option reads.

    Only what is on record: what was forgotten or is merely assumed has not changed, and neither
    has what grows with time alone (an age, the weeks of an illness).
    """
    if not decided.known:
        return ()
    now = recorded_words(advice.facts)
    found: dict[str, ChangedFact] = {}
    for read in sorted(read_by(advice, decided.therapy)):
        then, today = _words(decided.known, read), _words(now, read)
        if then and then != today and not _is_open(today) and not _passes(advice, read):
            one = _changed(advice, read, then, today)
            found.setdefault(one.title, one)
    return tuple(found.values())


def declined_still(advice: AdviceContent) -> dict[str, Decided]:
    """What was declined and is not offered anew: no fact that it hangs on has changed since.

    Not what is taken by now, and not what a red flag asks for.
    """
    decided = advice.decisions.found if advice.decisions is not None else ()
    newest = {one.therapy: one for one in decided}
    return {
        id_: one
        for id_, one in newest.items()
        if id_ in advice.options
        and one.action not in ACCEPTED
        and not advice.options[id_].current
        and not against_now(advice, one)
        and not changed_since(advice, one)
    }


def offered(advice: AdviceContent, item: PlanItem, declined: Container[str]) -> PlanItem | None:
    """A line of the plan without what was declined; None where nothing is left of it.

    Only of what is to begin: how something ends, and what is dangerous, is told whatever anybody
    declined.
    """
    ids = item.options or ((item.option,) if item.option else ())
    left = tuple(id_ for id_ in ids if id_ not in declined)
    if item.do not in _OFFERS or item.pressing or left == ids:
        return item
    if len(left) != 1:
        return replace(item, options=left) if left else None
    title = advice.options[left[0]].title
    return replace(item, do=Action.START.value, what=title, option=left[0], options=())


def declined_line(advice: AdviceContent, decided: Decided) -> Closed:
    """What was declined, with when, by whom and why."""
    said = " ".join(filter(None, (decided.day, decided.actor)))
    because = f"{said}: {decided.reason}" if decided.reason and said else said or decided.reason
    return Closed(decided.therapy, advice.options[decided.therapy].title, because)


def agreed(advice: AdviceContent, option: Option) -> str:
    """That it was agreed on already, with the day where that was not today."""
    one = advice.decisions.on(option.id) if advice.decisions is not None else None
    if one is None or one.action not in ACCEPTED or option.action not in BEGINNING:
        return ""
    if against_now(advice, one):
        return ""
    return f" (agreed {one.day})" if one.day else " (agreed)"


def decided_dict(advice: AdviceContent, decided: Decided) -> dict[str, Any]:
    """A decision as plain data, with what has changed since it was taken."""
    declined = decided.action not in ACCEPTED
    return {
        **decided.to_dict(),
        "against_now": list(against_now(advice, decided)),
        "changed_since": [
            {"title": one.title, "then": one.then, "now": one.now}
            for one in changed_since(advice, decided)
        ],
        "offered_anew": decided.therapy not in declined_still(advice) if declined else None,
    }


def read_by(advice: AdviceContent, therapy: str) -> frozenset[str]:
    """The attributes that a therapy hangs on: its verdict, and its rules, cautions too."""
    program = advice.program
    known = program.therapies.get(therapy)
    rules = (rule_name(rule.id) for rule in known.rules) if known is not None else ()
    names = (option_name(therapy, "verdict"), *rules)
    return frozenset[str]().union(*(program.reads[n] for n in names if n in program.by_name))


# -- private -------------------------------------------------------------------------------

#: What a plan says of therapies that would be begun.
_OFFERS: Final = (Action.START.value, Action.CHOOSE.value)
#: What of a history grows while a therapy goes on.
_GROWS: Final = ("weeks", "sessions")
_ASSUMED: Final = " (assumed)"
#: How records begin what is not known; after it stands why.
_OPEN: Final = "unknown: "


def _words(known: Mapping[str, str], name: str) -> str:
    """A value in words, assumed or not; of a history that is one line, that line."""
    part = read_history(name)
    whole = known.get(history_name(part.therapy, "history"), "") if part is not None else ""
    return known.get(name, whole).removesuffix(_ASSUMED)


def _changed(advice: AdviceContent, name: str, then: str, now: str) -> ChangedFact:
    part, program = read_history(name), advice.program
    if part is None:
        return ChangedFact(program.titles.get(name, name), then, now)
    title = program.therapies[part.therapy].title if part.therapy in program.therapies else name
    tried = (then, "tried") if then == NEVER_TRIED else (then, now)
    return ChangedFact(f"{title} so far", *tried)


def _is_open(words: str) -> bool:
    return not words or words.startswith("unknown")


def _passes(advice: AdviceContent, name: str) -> bool:
    """Whether it grows by itself: what is counted since a day, or the length of a trial."""
    attribute, part = advice.program.vocabulary.attributes.get(name), read_history(name)
    counted = attribute is not None and attribute.since is not None
    return counted or (part is not None and part.part in _GROWS)
