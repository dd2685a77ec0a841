"""What the published texts ask of an answer, as a table: CDS Hooks 2.0.1, and the ballot of 3.0.

`RULES` has a rule for each statement, with the name of the invariant where the ballot has one; a
rule yields what breaks it. `SERVICE` are promises of our own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

Json: TypeAlias = Mapping[str, Any]
Rule: TypeAlias = Callable[[Json], Iterable[object]]


def broken(answer: Json, hook: str, drafts: Iterable[str] = ()) -> list[str]:
    """What an answer to a hook breaks: the rule, and where."""
    found = [f"{name}: {what}" for name, rule in RULES.items() for what in rule(answer)]
    found += [f"{name}: {what}" for name, rule in SERVICE.items() for what in rule(answer)]
    return found + [f"cards: {what}" for what in _too_many(answer, hook, frozenset(drafts))]


# -- parts of an answer --------------------------------------------------------------------


def _cards(answer: Json) -> Iterator[Json]:
    yield from answer["cards"]


def _suggestions(answer: Json) -> Iterator[Json]:
    for card in _cards(answer):
        yield from card.get("suggestions", ())


def _actions(answer: Json) -> Iterator[Json]:
    for one in _suggestions(answer):
        yield from one.get("actions", ())
    yield from answer.get("systemActions", ())


def _links(answer: Json) -> Iterator[Json]:
    for card in _cards(answer):
        yield from card.get("links", ())


def _reasons(answer: Json) -> Iterator[Json]:
    for card in _cards(answer):
        yield from card.get("overrideReasons", ())


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


# -- rules -----------------------------------------------------------------------------------


def _summary(answer: Json) -> Iterator[object]:
    for card in _cards(answer):
        summary = card.get("summary", "")
        if not _is_text(summary) or len(summary) >= 140 or "\n" in summary:
            yield summary


def _indicator(answer: Json) -> Iterator[object]:
    said = (card.get("indicator") for card in _cards(answer))
    yield from (one for one in said if one not in ("info", "warning", "critical"))


def _source(answer: Json) -> Iterator[object]:
    for card in _cards(answer):
        source = card.get("source", {})
        topic = source.get("topic", {"code": "none", "system": "none"})
        if not _is_text(source.get("label")) or not _is_text(topic.get("code")):
            yield source


def _uuids(answer: Json) -> Iterator[object]:
    found = [card.get("uuid") for card in _cards(answer)]
    found += [one.get("uuid") for one in _suggestions(answer)]
    yield from (one for one in found if not _is_text(one) or found.count(one) > 1)


def _recommended(answer: Json) -> Iterator[object]:
    for card in _cards(answer):
        one = [s for s in card.get("suggestions", ()) if s.get("isRecommended")]
        if card.get("selectionBehavior") == "at-most-one" and len(one) > 1:
            yield one


def _deleted(answer: Json) -> Iterator[object]:
    for one in _actions(answer):
        if one["type"] == "delete" and (not _is_text(one.get("resourceId")) or "resource" in one):
            yield one


def _kept(answer: Json) -> Iterator[object]:
    for one in _actions(answer):
        kind = one.get("resource", {}).get("resourceType")
        known = one["type"] in ("create", "update", "delete")
        if not known or (one["type"] != "delete" and not _is_text(kind)):
            yield one


def _app_context(answer: Json) -> Iterator[object]:
    yield from (one for one in _links(answer) if one["type"] != "smart" and "appContext" in one)


def _linked(answer: Json) -> Iterator[object]:
    for one in _links(answer):
        known = one.get("type") in ("absolute", "smart")
        if not known or not _is_text(one.get("label")) or "://" not in one.get("url", ""):
            yield one


def _displayed(answer: Json) -> Iterator[object]:
    members = ("code", "system", "display")
    for one in _reasons(answer):
        if not all(_is_text(one.get(name)) for name in members):
            yield one


def _described(answer: Json) -> Iterator[object]:
    yield from (one for one in _actions(answer) if not _is_text(one.get("description")))


def _labelled(answer: Json) -> Iterator[object]:
    yield from (one for one in _suggestions(answer) if not _is_text(one.get("label")))


def _selection(answer: Json) -> Iterator[object]:
    for card in _cards(answer):
        behavior = card.get("selectionBehavior")
        if bool(card.get("suggestions")) != (behavior in ("any", "at-most-one")):
            yield behavior


def _action_selection(answer: Json) -> Iterator[object]:
    known = ("all", "any", "at-most-one")
    for one in _suggestions(answer):
        if one.get("actionSelectionBehavior", "all") not in known:
            yield one


RULES: Final[Mapping[str, Rule]] = {
    "summary: one line of less than 140 characters": _summary,
    "indicator: info, warning or critical": _indicator,
    "source: has a label, and a topic its code": _source,
    "uuid: each is there once": _uuids,
    "label: of every suggestion": _labelled,
    "type of an action: create, update or delete, the first two with a resource": _kept,
    "link: absolute or smart, with a label and an address": _linked,
    "cds-resp-1: at most one is recommended": _recommended,
    "cds-resp-2: what is deleted is named, and not sent": _deleted,
    "cds-resp-3: context is for apps": _app_context,
    "cds-resp-4: every reason can be displayed": _displayed,
    "cds-resp-5: every action is described": _described,
    "cds-resp-6: where there are suggestions it is said how many may be chosen": _selection,
    "cds-resp-7: how actions are chosen": _action_selection,
}


# -- promises of our own ---------------------------------------------------------------------


def _emergencies(answer: Json) -> Iterator[object]:
    """Nothing stands before an emergency, and each is critical and says so in its line."""
    found = [_is_emergency(card) for card in _cards(answer)]
    if found != sorted(found, reverse=True):
        yield [card["summary"] for card in _cards(answer)]
    for card in filter(_is_emergency, _cards(answer)):
        if card["indicator"] != "critical" or "EMERGENCY" not in card["summary"]:
            yield card["summary"]


def _is_emergency(card: Json) -> bool:
    return "**EMERGENCY" in card["detail"]


def _whole_text(answer: Json) -> Iterator[object]:
    yield from (card for card in _cards(answer) if not _is_text(card.get("detail")))


SERVICE: Final[Mapping[str, Rule]] = {
    "emergencies come first": _emergencies,
    "every card has its text": _whole_text,
}


def _too_many(answer: Json, hook: str, drafts: frozenset[str]) -> Iterator[object]:
    about = [card.get("extension", {}).get("org.pathway-cds.order") for card in _cards(answer)]
    if hook == "patient-view":
        if len(about) > 3 or any(about):
            yield f"{len(about)} cards when a patient is opened"
    elif len(set(about)) < len(about) or not drafts.issuperset(about):
        yield f"cards about {about}"
