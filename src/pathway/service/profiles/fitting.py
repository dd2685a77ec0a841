"""An answer without what a client lacks: never a card less, and never a word of one.

What a client cannot show as a suggestion or a link stands in words in the detail of its card.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from pathway.service.profiles.profile import Profile, profile_of
from pathway.views.document.markdown import escaped

Json: TypeAlias = Mapping[str, Any]


def fit(answer: Json, profile: Profile | str) -> dict[str, Any]:
    """The answer of a hook as a client with this profile (or one of this name) can show it."""
    of = profile_of(profile) if isinstance(profile, str) else profile
    cards = [_card(card, of) for card in answer["cards"]]
    return {**answer, "cards": _at_most(cards, of.max_cards)}


# -- private -------------------------------------------------------------------------------


def _card(card: Json, of: Profile) -> dict[str, Any]:
    fitted = dict(card)
    told = [*_fit_suggestions(fitted, of), *_fit_links(fitted, of)]
    if not of.override_reasons:
        fitted.pop("overrideReasons", None)
    topic = card.get("source", {}).get("topic")
    if topic and of.plain_topics:
        plain = {**topic, "code": _plain_topic(topic["code"])}
        fitted["source"] = {**card["source"], "topic": plain}
    _tell(fitted, told)
    return fitted


def _tell(card: dict[str, Any], told: Iterable[str]) -> None:
    """Write in a card's detail what does not stand there yet."""
    detail = card.get("detail") or ""
    for text in told:
        if text not in detail:
            detail = f"{detail}\n\n{text}" if detail else text
    if detail:
        card["detail"] = detail


# -- suggestions ---------------------------------------------------------------------------


def _fit_suggestions(card: dict[str, Any], of: Profile) -> Iterable[str]:
    """Leave in a card the suggestions that a client can act on; the others in words."""
    kept, told = _possible(card.pop("suggestions", None) or (), of)
    behavior = card.pop("selectionBehavior", None)
    if kept and behavior not in of.selection:
        first = next((one for one in kept if one.get("isRecommended")), kept[0])
        # One of them is the same whichever way they are chosen; of several, only one may be.
        told += [_in_words("Or instead", one) for one in kept if one is not first]
        behavior = of.selection[0] if of.selection else None
        kept = [first]
    if kept and behavior is None:
        told += [_in_words("Suggested", one) for one in kept]
        kept = []
    if kept:
        card["suggestions"] = [_suggestion(one, of) for one in kept]
        card["selectionBehavior"] = behavior
    return told


def _possible(suggestions: Sequence[Json], of: Profile) -> tuple[list[Json], list[str]]:
    """The suggestions all of whose actions a client can take, and in words the others."""
    kept, told = [], []
    for one in suggestions:
        actions = one.get("actions", ())
        few = not of.actions or len(actions) <= of.actions
        if few and all(action["type"] in of.action_types for action in actions):
            kept.append(one)
        else:
            told.append(_in_words("Suggested", one))
    return kept, told


def _suggestion(one: Json, of: Profile) -> Json:
    actions = [_action(action, one["label"], of) for action in one.get("actions", ())]
    return {**one, "actions": actions} if actions else one


def _action(action: Json, label: str, of: Profile) -> Json:
    said = action.get("description", "")
    if not of.labels and label not in said:
        action = {**action, "description": f"{label}: {said}" if said else label}
    if of.code_systems and "resource" in action:
        action = {**action, "resource": _renamed(action["resource"], of.code_systems)}
    return action


def _renamed(json: Any, systems: Mapping[str, str]) -> Any:  # noqa: ANN401
    """A resource with the systems of its codings as a client calls them."""
    if isinstance(json, Mapping):
        found = {name: _renamed(one, systems) for name, one in json.items()}
        if "code" in found and isinstance(system := found.get("system"), str):
            found["system"] = systems.get(system, system)
        return found
    return [_renamed(one, systems) for one in json] if isinstance(json, list) else json


def _in_words(lead: str, suggestion: Json) -> str:
    """A suggestion as a sentence of the detail."""
    label = suggestion["label"]
    said = [one["description"] for one in suggestion.get("actions", ()) if one.get("description")]
    parts = [escaped(label), *(escaped(text) for text in said if text != label)]
    return f"{lead}: {'; '.join(parts)}"


# -- links ---------------------------------------------------------------------------------


def _fit_links(card: dict[str, Any], of: Profile) -> Iterable[str]:
    """Leave in a card the links that a client can follow; in words the others."""
    links, told = [], []
    for link in card.pop("links", None) or ():
        kind, label, url = link["type"], escaped(link["label"]), link["url"]
        if kind not in of.link_types:
            told.append(f"{label}: {escaped(url)}")
            continue
        if not of.link_labels:
            told.append(label)
        if kind != "smart" or not of.app_context:
            link = {name: one for name, one in link.items() if name != "appContext"}
        links.append(link)
    if links:
        card["links"] = links
    return told


# -- topics and cards ----------------------------------------------------------------------

_LONGEST_TOPIC: Final = 100
_NOT_PLAIN: Final = re.compile(r"[^A-Za-z0-9]")


def _plain_topic(code: str) -> str:
    """A topic in letters and digits: the same for ever for one code, another for another."""
    plain = _NOT_PLAIN.sub("", code)
    if plain == code and len(code) <= _LONGEST_TOPIC:
        return code
    digest = hashlib.sha256(code.encode()).hexdigest()[:16]
    return f"{plain[: _LONGEST_TOPIC - len(digest)]}{digest}"


_URGENCY: Final = ("critical", "warning", "info")


def _at_most(cards: list[dict[str, Any]], number: int) -> list[dict[str, Any]]:
    """No more cards than a client shows: what the last ones say stands in the last that it does."""
    if not number or len(cards) <= number:
        return cards
    last, rest = dict(cards[number - 1]), cards[number:]
    for card in rest:
        words = [f"**{escaped(card['summary'])}**", card.get("detail", "")]
        words += [_in_words("Suggested", one) for one in card.get("suggestions", ())]
        if links := card.get("links"):
            last["links"] = [*last.get("links", ()), *links]
        _tell(last, [text for text in words if text])
    told = [last["indicator"], *(card["indicator"] for card in rest)]
    last["indicator"] = min(told, key=_URGENCY.index)
    return [*cards[: number - 1], last]
