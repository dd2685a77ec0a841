"""The full reasons for one therapy: a tree that a clinician can follow to the source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pathway.advice.explanation import SEVERITY_LABELS, Reason
from pathway.advice.known import condition
from pathway.advice.later import holding, what_first
from pathway.advice.options import option
from pathway.advice.words import (
    in_words,
    missing,
    origin,
    place_of,
    said,
    title,
    titles,
    value_of,
    waits_for,
)
from pathway.ground.problems import Problem, UsageError, suggestion
from pathway.ground.terms import Severity
from pathway.language.evaluate import evaluate
from pathway.language.syntax import Apply, Expr, Name, names
from pathway.names import (
    HistoryPart,
    flag_name,
    flag_owner,
    held_name,
    history_name,
    option_name,
    override_name,
    own_name,
    rule_name,
)
from pathway.program import Place, Rule, Therapy
from pathway.walk import Walk

_LABELS = {severity: label for label, severity in SEVERITY_LABELS.items()}


def why(walk: Walk, id_: str) -> Reason:
    """The reason tree of a therapy; raises UsageError where the library has no such therapy."""
    therapy = walk.program.therapies.get(id_)
    if therapy is None:
        hint = suggestion(id_, walk.program.therapies)
        raise UsageError([Problem("P503", f"unknown therapy `{id_}`", hint=hint)])
    advised = option(walk, id_)
    return Reason(
        label=therapy.title,
        state=advised.verdict.value.upper(),
        text=f"{advised.action.value}: {advised.summary}",
        place=place_of(therapy.span),
        sources=therapy.sources,
        children=tuple(_branches(walk, therapy)),
    )


def explain(walk: Walk, expr: Expr, *, wanted: bool | None = None) -> tuple[Reason, ...]:
    """The parts of a condition that decide it, each with the values it read.

    Only parts of the whole's own state are shown: what makes it true, or what leaves it open.
    """
    state = evaluate(expr, walk.values).value if wanted is None else wanted
    if isinstance(expr, Apply) and expr.op in ("and", "or"):
        parts: list[Reason] = []
        for arg in expr.args:
            own = evaluate(arg, walk.values).value
            if own is state or (state is None and own is None):
                parts += explain(walk, arg)
        return tuple(parts)
    return (_atom(walk, expr),)


# -- private -------------------------------------------------------------------------------


def _branches(walk: Walk, therapy: Therapy) -> Iterator[Reason]:
    places = walk.program.places_of(therapy.id)
    for place in places:
        yield from _place(walk, place)
    if not places:
        yield Reason("offered at", "no", "not offered anywhere in this pathway")
    if walk.values.get(option_name(therapy.id, "free"), (False,))[0] is True:
        text = "nothing known speaks against it, and it waits for no answer"
        yield Reason("beside every step", "yes", text)
    for severity in (Severity.CONTRAINDICATED, Severity.AVOID):
        yield _rules(walk, therapy, severity)
    yield from _partners(walk, therapy)
    yield from _guidelines(walk, therapy)
    yield from _history(walk, therapy)
    yield from _holds(walk, therapy)
    cautions = _rules(walk, therapy, Severity.CAUTION)
    if cautions.children:
        yield cautions


def _place(walk: Walk, place: Place) -> Iterator[Reason]:
    reached = walk[place.reached]
    words = {True: "reached", False: "not reached", None: "reached?"}[_truth(reached)]
    yield Reason(
        "offered at",
        _state(reached),
        f"{place.title}, {words}",
        children=tuple(_way_there(walk, place, reached)),
    )
    indicated = walk[place.indicated]
    if place.condition is not None:
        yield Reason(
            "indicated",
            _state(indicated),
            in_words(walk, place.condition),
            place=place_of(walk.program.by_name[place.indicated].span),
            children=explain(walk, place.condition),
            condition=condition(walk, place.condition),
        )


def _way_there(walk: Walk, place: Place, reached: object) -> Iterator[Reason]:
    """Why a place is reached, or what that waits for, or what must happen first."""
    if reached is None:
        open_ = waits_for(walk, sorted(walk.hangs_on(place.reached)))
        yield Reason("waits for", "UNKNOWN", open_)
    elif place.holder.is_flag:
        flag = next(f for f in walk.program.all_flags if flag_owner(f.id) == place.holder)
        yield from explain(walk, flag.condition)
    elif reached is False:
        first = what_first(walk, place.therapy, place) or _arrivals(walk, place)
        yield Reason("first", "", "; ".join(first))
    else:
        yield from explain(walk, walk.program.eligible)


def _arrivals(walk: Walk, place: Place) -> tuple[str, ...]:
    """The conditions under which a place is reached at all (an end, once there is relief)."""
    return tuple(
        dict.fromkeys(
            in_words(walk, edge.condition)
            for edge in walk.program.edges
            if edge.end == place.holder.id and edge.condition is not None
        )
    )


def _rules(walk: Walk, therapy: Therapy, severity: Severity) -> Reason:
    """All rules of one severity; those known not to hold are only counted."""
    rules = [rule for rule in therapy.rules if rule.severity is severity]
    told = [_rule(walk, rule) for rule in rules]
    children = [reason for reason in told if reason.state != "no"]
    states = [child.state for child in children]
    state = "yes" if "yes" in states else ("UNKNOWN" if states else "no")
    clear = len(rules) - len(children)
    text = f"{clear} of {len(rules)} rules do not hold" if rules and clear else ""
    cleared = tuple(reason for reason in told if reason.state == "no")
    return Reason(_LABELS[severity], state, text, children=tuple(children), cleared=cleared)


def _rule(walk: Walk, rule: Rule) -> Reason:
    state = walk[rule_name(rule.id)]
    lifted = walk[override_name(rule.id)] is True
    text = rule.because + (" (overridden)" if lifted else "")
    if rule.verified != "original":
        text += f" [{_VERIFIED[rule.verified]}]"
    return Reason(
        own_name(rule.id).replace("_", " "),
        _state(state),
        text,
        place_of(rule.span),
        rule.sources,
        explain(walk, rule.condition),
        rule.id,
        condition(walk, rule.condition),
    )


_VERIFIED = {
    "secondary": "seen only in a secondary source",
    "unverified": "not verified against a source",
}


def _partners(walk: Walk, therapy: Therapy) -> Iterator[Reason]:
    for partner in therapy.partners:
        state = walk[partner.definition]
        if state is not False:
            other = walk.program.therapies[partner.therapy]
            verdict = walk[option_name(partner.therapy, "verdict")]
            yield Reason(
                "goes with", _state(state), f"{other.title} ({verdict}): {partner.because}"
            )


def _guidelines(walk: Walk, therapy: Therapy) -> Iterator[Reason]:
    advised = option(walk, therapy.id)
    children = tuple(
        Reason(
            p.name,
            p.applies,
            ", ".join(part for part in (p.direction, p.strength, p.certainty) if part)
            + (f" ({p.because})" if p.because else "")
            + ("; adopted" if p.adopted else "; not adopted by this pathway"),
            sources=(p.source,),
        )
        for p in advised.positions
    )
    if children:
        yield Reason("guidelines", "disagree" if advised.conflict else "", children=children)


#: The parts of a history that are told.
_TOLD: Final[tuple[HistoryPart, ...]] = (
    *("ongoing", "failed", "partly_helped", "helped", "declined", "unavailable"),
)


def _history(walk: Walk, therapy: Therapy) -> Iterator[Reason]:
    told = {part: walk[history_name(therapy.id, part)] for part in _TOLD}
    if all(value is False for value in told.values()):
        yield Reason("tried before?", "no")
        return
    children = tuple(
        Reason(
            part.replace("_", " "),
            _state(value),
            missing(walk, history_name(therapy.id, part)) if value is None else "",
        )
        for part, value in told.items()
        if value is not False
    )
    yield Reason("tried before?", "UNKNOWN" if None in told.values() else "yes", children=children)


def _holds(walk: Walk, therapy: Therapy) -> Iterator[Reason]:
    """The flags that hold the therapy, or may; an unanswered one only says what is missing."""
    children = []
    for flag in holding(walk, therapy.id):
        state = walk[held_name(therapy.id, flag.id)]
        if state is False:
            continue
        open_ = titles(walk, sorted(walk.hangs_on(flag_name(flag.id))))
        children.append(
            Reason(
                f"{flag.title} ({flag.urgency.value})",
                _state(state),
                f"not answered: {open_}" if open_ else "",
                place_of(flag.span),
                flag.sources,
                explain(walk, flag.condition) if state is True else (),
                flag_name(flag.id),
                condition(walk, flag.condition),
            )
        )
    if children:
        held = walk[option_name(therapy.id, "held")]
        yield Reason("held by red flags?", _state(held), children=tuple(children))


def _atom(walk: Walk, expr: Expr) -> Reason:
    """One comparison or yes/no question, with the values it read and where they came from."""
    result = evaluate(expr, walk.values)
    read = list(dict.fromkeys(names(expr)))
    if result.value is None:
        unknown = [name for name in read if walk.values[name].value is None]
        text = "; ".join(_unknown(walk, name) for name in unknown)
        return Reason(in_words(walk, expr), "UNKNOWN", text)
    if isinstance(expr, Name):
        return Reason(title(walk, expr.name), _state(result.value), origin(walk, expr.name))
    values = "; ".join(
        f"{title(walk, name)}: {value_of(walk, name)}"
        + (f" ({origin(walk, name)})" if origin(walk, name) else "")
        for name in read
    )
    return Reason(in_words(walk, expr), _state(result.value), values)


def _unknown(walk: Walk, name: str) -> str:
    hangs = [n for n in sorted(walk.values[name].hangs_on) if n != name]
    if hangs:
        return f"{title(walk, name)} waits for {', '.join(title(walk, n) for n in hangs)}"
    return f"{title(walk, name)}: {missing(walk, name)}"


def _truth(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _state(value: object) -> str:
    return "UNKNOWN" if value is None else said(value)
