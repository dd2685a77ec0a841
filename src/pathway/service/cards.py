"""A card of CDS Hooks, before any client's profile fits it: what it says, on what, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import uuid4

from pathway.advice.model import AdviceContent
from pathway.advice.since import read_by
from pathway.frozen import frozen
from pathway.records.model import DecisionChoice
from pathway.records.reasons import reasons_for
from pathway.service.topics import OVERRIDES, Topic
from pathway.views.document.markdown import escaped as of_markdown

#: The longest summary: the published text says "less than 140 characters".
LONGEST: Final = 139
CRITICAL, WARNING, INFO = "critical", "warning", "info"
#: The member of a card that names the order it is about; the published text has none of its own.
ABOUT: Final = "org.pathway-cds.order"
#: What a card says, beside the facts that it hangs on: another text is another card.
SAID: Final = "what was said"


@frozen
class Suggestion:
    """Something that a clinician may accept with one click: one action on one resource."""

    label: str
    type: str
    description: str
    resource: Mapping[str, Any] | None = None
    resource_id: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The suggestion as the published text has it."""
        action: dict[str, Any] = {"type": self.type, "description": self.description}
        if self.resource is not None:
            action["resource"] = self.resource
        if self.resource_id:
            action["resourceId"] = self.resource_id
        return {"label": self.label, "uuid": str(uuid4()), "actions": [action]}


@frozen
class Card:
    """One card.

    `facts` are the recorded values that it hangs on, in words, so that it need not be shown again
    before one of them changes; a `pressing` one is always shown. `about` is the order it is about.
    """

    topic: Topic
    summary: str
    indicator: str
    detail: str
    facts: Mapping[str, str]
    pressing: bool = False
    about: str = ""
    suggestions: tuple[Suggestion, ...] = ()
    #: Further reasons for passing over it, of the rules that it rests on: code and words.
    reasons: tuple[tuple[str, str], ...] = ()
    #: The rules and red flags that it rests on: those that hold, and those that nobody can judge.
    fired: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()

    def to_dict(self, uuid: str, label: str, link: str, snooze: Sequence[int]) -> dict[str, Any]:
        """The card as the published text has it; `link` leads to the same advice as a page."""
        card: dict[str, Any] = {
            "uuid": uuid,
            "summary": self.summary,
            "indicator": self.indicator,
            "detail": self.detail,
            "source": {"label": label, "topic": self.topic.to_dict()},
        }
        if self.suggestions:
            card["suggestions"] = [one.to_dict() for one in self.suggestions]
            card["selectionBehavior"] = "any"
        card["overrideReasons"] = self._overrides(() if self.pressing else snooze)
        if link:
            label = "The whole advice, with its reasons and sources"
            card["links"] = [{"label": label, "url": link, "type": "absolute"}]
        if self.about:
            card["extension"] = {ABOUT: self.about}
        return card

    def _overrides(self, snooze: Sequence[int]) -> list[dict[str, str]]:
        usual = [(one.code, one.said) for one in reasons_for(DecisionChoice.OVERRIDE)]
        later = [(f"snooze-{days}", f"show it again {_in_days(days)}") for days in snooze]
        return [
            {"code": code, "system": OVERRIDES, "display": said[:1].upper() + said[1:]}
            for code, said in (*self.reasons, *usual, *later)
        ]


def _in_days(days: int) -> str:
    return "tomorrow" if days == 1 else f"in {days} days"


def facts_of(
    advice: AdviceContent, words: Mapping[str, str], therapies: Iterable[str], said: Iterable[str]
) -> dict[str, str]:
    """The recorded values that a card on therapies hangs on, and the gist of what it says.

    `words` are all values of the advice in words (`recorded_words`), which several cards share.
    """
    names = frozenset[str]().union(*(read_by(advice, one) for one in therapies))
    found = {name: words[name] for name in sorted(names) if name in words}
    return {**found, SAID: "; ".join(said)}


def shortened(text: str, longest: int = LONGEST) -> str:
    """A text of one line, cut between words where it is too long."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut else cut}…"


def cited(sources: Iterable[str]) -> str:
    """The publications of a line, by their ids; `source_lines` says what these are."""
    found = ", ".join(sources)
    return f" ({found})" if found else ""


def source_lines(citations: Mapping[str, str], detail: str) -> Iterator[str]:
    """The publications that are cited in a detail, in full."""
    named = [id_ for id_ in citations if re.search(rf"[(,] ?{re.escape(id_)}[,)]", detail)]
    if named:
        yield from ("", "**Sources**")
        yield from (f"- {id_}: {escaped(citations[id_])}" for id_ in named)


def escaped(text: str) -> str:
    """A text of one line with the marks that Markdown would take for its own."""
    return of_markdown(" ".join(text.split()))
