"""The cards on draft orders: what stands against each, and what nobody knows yet.

Each order is held against the advice for a patient who asks for its therapies and is given all
other orders. What it does to what is taken or ordered beside it is seen in a second advice, on the
record as if it were given too: a drug for the blood that rules out the painkiller taken already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from pathway.advice.advice import Advice
from pathway.advice.brief_questions import in_order
from pathway.advice.decided import recorded_words
from pathway.advice.model import Option, RuleLine
from pathway.fhir.drafts import DraftOrder
from pathway.frozen import frozen
from pathway.ground.terms import Severity, Urgency, Verdict
from pathway.names import rule_name
from pathway.service.cards import (
    CRITICAL,
    INFO,
    WARNING,
    Card,
    Suggestion,
    cited,
    escaped,
    facts_of,
    shortened,
    source_lines,
)
from pathway.service.patient_view import question_line
from pathway.service.topics import NOT_CHECKED, order_topic


@frozen
class Checked:
    """One order with the advice that it is held against, and that as if it were given too.

    `beside` are the therapies that are taken or ordered, whatever for.
    `unread` says what of the record, or of the orders beside this one, nobody could read.
    `meant` is whether a complaint is known that the pathway is for. Else the order is for something
    else: only what harms whatever it is for counts, and its place in a sequence does not.
    """

    order: DraftOrder
    asked: Advice
    given: Advice
    beside: frozenset[str]
    meant: bool
    unread: tuple[str, ...] = ()


def order_card(one: Checked) -> Card | None:
    """The card on an order; None where nothing is to be said on it."""
    order = one.order
    if order.against:
        return None
    if order.foreign:
        text = "it is for another patient than the one that is open"
        return _not_checked(order, f"{_brief(order)}: {text}", text, CRITICAL)
    found = [*_findings(one)]
    if order.unknown:
        line = f"- {escaped(order.unknown)}: no statement that it is safe"
        found.append(
            _Finding(_RANKS["unknown"], "Not checked", "not checked", order.unknown, (line,))
        )
    if order.therapies and order.others:
        text = f"it also gives {', '.join(order.others)}, not held against the rest of the order"
        line = f"- {escaped(text)}: no statement that both go together"
        found.append(_Finding(_RANKS["unknown"], "Not checked", "not checked", text, (line,)))
    if one.unread and (order.therapies or order.attributes):
        lines = tuple(f"- {escaped(text)}" for text in one.unread)
        text = "not held against all that it should be"
        found.append(_Finding(_RANKS["unread"], "Not checked", "not checked", text, lines))
    if not found:
        return None
    worst = min(found, key=lambda finding: finding.rank)
    if all(finding.rank in (_RANKS["unknown"], _RANKS["unread"]) for finding in found):
        why = worst.text if worst.rank == _RANKS["unknown"] else "; ".join(one.unread)
        return _not_checked(order, f"Not checked: {_brief(order)}, {why}", why)
    return _card(one, worst, found)


# -- what is found -------------------------------------------------------------------------

#: How bad something is: the worst gives the card its summary and its colour.
_RANKS: Final[Mapping[str, int]] = {
    "emergency": 0,
    "contraindicated": 1,
    "avoid": 2,
    "too much": 3,
    "pending": 4,
    "closed": 5,
    "dose": 6,
    "later": 7,
    "unknown": 8,
    "caution": 9,
    "unread": 10,
}
_INDICATORS: Final = (*(CRITICAL,) * 2, *(WARNING,) * 5, *(INFO,) * 4)
_CLOSED: Final = (
    Verdict.NOT_RECOMMENDED,
    Verdict.TRIED,
    Verdict.DECLINED,
    Verdict.UNAVAILABLE,
    Verdict.NOT_INDICATED,
)
_MOST_QUESTIONS: Final = 5
_MOST_RULES: Final = 6
_LONGEST_NAME: Final = 60


@frozen
class _Finding:
    """One thing to say on an order: how bad, its heading in the detail, and the lines there.

    In the summary `state` stands after the name of the order, and `text` after that.
    """

    rank: int
    heading: str
    state: str
    text: str
    lines: tuple[str, ...]
    therapy: str = ""
    rules: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()


def _findings(one: Checked) -> Iterator[_Finding]:
    for id_ in one.order.therapies:
        option = one.asked.judged(id_)
        if option is None:
            text = "the pathways of this service do not know it"
            yield _Finding(_RANKS["unknown"], f"{id_}: not checked", "not checked", text, ())
            continue
        meant = one.meant and id_ in one.asked.options
        yield from _emergencies(one.asked, option)
        yield from _verdict(one, option, meant=meant)
        yield from _dose(one.order, one.given.judged(id_) or option)
    yield from _together(one)


def _emergencies(advice: Advice, option: Option) -> Iterator[_Finding]:
    """A present emergency comes before any order that it does not ask for itself."""
    for alert in advice.alerts:
        if alert.state != "present" or alert.urgency is not Urgency.EMERGENCY:
            continue
        if option.id not in alert.offers:
            heading = f"EMERGENCY, {alert.title}"
            line = f"- {escaped(alert.action)}"
            yield _Finding(_RANKS["emergency"], heading, heading, alert.action, (line,), option.id)


def _verdict(one: Checked, option: Option, *, meant: bool) -> Iterator[_Finding]:
    """What the advice says of a therapy that is ordered."""
    holds = [line for line in option.reasons if line.holds]
    asks = [line for line in option.reasons if not line.holds]
    verdict = option.verdict
    if verdict in (Verdict.CONTRAINDICATED, Verdict.AVOID):
        state = "contraindicated" if verdict is Verdict.CONTRAINDICATED else "to be avoided"
        why = _sentences(holds) or option.summary
        heading, lines = f"{option.title}: {state}", tuple(map(_rule, holds))
        rules = tuple(line.rule for line in holds)
        yield _Finding(_RANKS[verdict.value], heading, state, why, lines, option.id, rules)
    elif asks or (verdict is Verdict.PENDING and meant):
        yield _pending(one, option, asks, meant=meant)
    elif verdict in _CLOSED and meant:
        lines = (f"- {escaped(option.summary)}", *map(_rule, holds))
        heading = f"{option.title}: {verdict.value}"
        state = verdict.value
        yield _Finding(_RANKS["closed"], heading, state, option.summary, lines, option.id)
    elif verdict is Verdict.LATER and meant:
        line = f"- {escaped(option.summary)}"
        heading = f"{option.title}: for later"
        yield _Finding(_RANKS["later"], heading, "for later", option.summary, (line,), option.id)
    cautions = [line for line in option.cautions if line.holds]
    if cautions:
        text = _sentences(cautions)
        heading, lines = f"{option.title}: caution", tuple(map(_rule, cautions))
        yield _Finding(_RANKS["caution"], heading, "caution", text, lines, option.id)


def _pending(one: Checked, option: Option, asks: Sequence[RuleLine], *, meant: bool) -> _Finding:
    """What has to be asked before the therapy is given, with the questions themselves.

    Those of the advice on all orders, which is one for all of them.
    """
    waiting = frozenset(option.pending_on if meant else ())
    asked = in_order(one.given) if waiting else ()
    questions = [q for q in asked if waiting.intersection(q.about)]
    lines = [f"{n}. {question_line(q)}" for n, q in enumerate(questions[:_MOST_QUESTIONS], 1)]
    if len(questions) > _MOST_QUESTIONS:
        lines.append(f"- and {len(questions) - _MOST_QUESTIONS} more questions")
    lines += [_rule(line, "not known") for line in asks[:_MOST_RULES]]
    if len(asks) > _MOST_RULES:
        lines.append(f"- and {len(asks) - _MOST_RULES} more rules that nobody can judge yet")
    count = f"{len(asks)} things that may forbid it are not known"
    count = count if len(asks) != 1 else "One thing that may forbid it is not known"
    text = questions[0].text if questions else count
    heading = f"{option.title}: ask first"
    unknown = tuple(line.rule for line in asks)
    return _Finding(
        _RANKS["pending"], heading, "ask first", text, tuple(lines), option.id, pending=unknown
    )


def _dose(order: DraftOrder, option: Option) -> Iterator[_Finding]:
    """More than may be taken, or not known to be less.

    `option` is as it stands once it is taken: how much that is may hang on which drug it is.
    """
    dose, given = option.dose, order.doses.get(option.id)
    if dose is None or (given is not None and dose.most is not None and given <= dose.most):
        return
    line = f"- at most: {escaped(dose.text)}{cited(dose.sources)}"
    if given is None or dose.most is None:
        what = "the dose of a day" if given is None else "how much may be taken"
        rank, state = _RANKS["dose"], f"ask first, {what} is not known"
    else:
        rank, state = _RANKS["too much"], f"{given:f} {dose.unit} a day is more than may be taken"
    yield _Finding(rank, f"{option.title}: {state}", state, dose.text, (line,), option.id)


def _together(one: Checked) -> Iterator[_Finding]:
    """What the order does to what is taken or ordered beside it, or may do.

    A rule that reads what the order would say, and hangs on something else that nobody knows, may
    hold because of it: unknown is not *no*, so that is asked first.
    """
    current = {id_ for id_, option in one.given.options.items() if option.current}
    for id_ in sorted((current | one.beside) - {*one.order.therapies}):
        option, before = one.given.judged(id_), one.asked.judged(id_)
        if option is None or before is None:
            continue
        new = _new(one, option.reasons, before.reasons)
        avoid = not any(_forbids(one.given, id_, line.rule) for line in new)
        if new:
            rank = _RANKS["avoid" if avoid else "contraindicated"]
            what = "to be avoided" if avoid else "ruled out"
            yield _beside(option, new, rank, what, f"{option.title} {what} with it")
        open_ = tuple(r for r in option.reasons if not r.holds and _comes_of(one, r))
        if open_ and not new:
            yield _may_forbid(option, open_)
        cautions = _new(one, option.cautions, before.cautions)
        if cautions:
            state = f"caution with {option.title}"
            yield _beside(option, cautions, _RANKS["caution"], "caution", state)


def _new(
    one: Checked, lines: Iterable[RuleLine], before: Iterable[RuleLine]
) -> tuple[RuleLine, ...]:
    """The rules that hold because of the order, and did not before."""
    known = {line.rule for line in before if line.holds}
    holds = (line for line in lines if line.holds and line.rule not in known)
    return tuple(line for line in holds if _comes_of(one, line))


def _beside(
    option: Option, lines: Sequence[RuleLine], rank: int, what: str, state: str
) -> _Finding:
    heading = f"{option.title}: {what} with this order"
    rules = tuple(line.rule for line in lines)
    told = tuple(map(_rule, lines))
    return _Finding(rank, heading, state, _sentences(lines), told, option.id, rules)


def _may_forbid(option: Option, lines: Sequence[RuleLine]) -> _Finding:
    rules = tuple(line.rule for line in lines)
    told = tuple(_rule(line, "not known") for line in lines[:_MOST_RULES])
    return _Finding(
        _RANKS["pending"],
        f"{option.title}: ask first with this order",
        f"ask first beside {option.title}",
        _capital(_sentences(lines)),
        told,
        option.id,
        pending=rules,
    )


def _sentences(lines: Iterable[RuleLine]) -> str:
    return " ".join(f"{line.text.rstrip('.')}." for line in lines)


def _forbids(advice: Advice, therapy: str, rule: str) -> bool:
    rules = advice.program.therapies[therapy].rules
    return any(one.id == rule and one.severity is Severity.CONTRAINDICATED for one in rules)


def _comes_of(one: Checked, line: RuleLine) -> bool:
    """Whether a rule reads what the order would say of the patient."""
    program = one.given.program
    name = rule_name(line.rule)
    read = program.reads[name] if name in program.by_name else frozenset[str]()
    return bool(read & one.order.attributes)


# -- the card ------------------------------------------------------------------------------


def _card(one: Checked, worst: _Finding, found: Sequence[_Finding]) -> Card:
    order = one.order
    told = sorted(found, key=lambda finding: finding.rank)
    lines = [f"**{escaped(_called(order))}**"]
    for finding in told:
        lines += ["", f"**{escaped(finding.heading)}**", *finding.lines]
    lines += source_lines({**one.given.citations, **one.asked.citations}, "\n".join(lines))
    therapy = worst.therapy or next(finding.therapy for finding in told if finding.therapy)
    title = one.asked.program.therapies[therapy].title
    texts = (f"{finding.heading}: {finding.text}" for finding in told)
    return Card(
        order_topic(therapy, title),
        shortened(_capital(f"{_brief(order)}: {worst.state}. {worst.text}")),
        _INDICATORS[worst.rank],
        "\n".join(lines),
        facts_of(
            one.asked,
            recorded_words(one.asked.facts),
            {finding.therapy for finding in told} - {""},
            texts,
        ),
        pressing=worst.rank == _RANKS["emergency"],
        about=order.reference,
        suggestions=tuple(_removal(order, worst)),
        reasons=tuple(_wrong(one, told)),
        fired=tuple(rule for finding in told for rule in finding.rules),
        pending=tuple(rule for finding in told for rule in finding.pending),
    )


def _removal(order: DraftOrder, worst: _Finding) -> Iterator[Suggestion]:
    if worst.rank <= _RANKS["avoid"] and worst.therapy in order.therapies:
        what = f"Remove the order: {_called(order)}"
        yield Suggestion(shortened(what, 80), "delete", what, resource_id=order.reference)


def _wrong(one: Checked, found: Iterable[_Finding]) -> Iterator[tuple[str, str]]:
    """A reason of each rule's own for passing over it: what the rule rests on is wrong."""
    for finding in found:
        for rule in finding.rules[:2]:
            names = one.given.grounds(rule) or one.asked.grounds(rule)
            facts = ", ".join(one.given.program.titles.get(name, name) for name in names)
            if facts:
                yield f"wrong-value.{rule}", f"the record is wrong about: {facts}"


def _not_checked(order: DraftOrder, summary: str, why: str, indicator: str = INFO) -> Card:
    return Card(
        NOT_CHECKED,
        shortened(_capital(summary)),
        indicator,
        f"**{escaped(_called(order))}** was not held against any rule: {escaped(why)}. "
        "That is no statement that it is safe.",
        {},
        about=order.reference,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _called(order: DraftOrder) -> str:
    return order.title or order.reference


def _brief(order: DraftOrder) -> str:
    """What an order is called in a summary, with room left for what stands against it."""
    return shortened(_called(order), _LONGEST_NAME)


def _rule(line: RuleLine, lead: str = "") -> str:
    unverified = " (not verified)" if line.verified != "original" else ""
    told = f"- {f'{lead}: ' if lead else ''}{escaped(line.text)}"
    return f"{told}{cited(line.sources)}{unverified}"
