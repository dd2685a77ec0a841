"""The cards when a patient is opened: red flags, what has to be asked, and what to do.

At most three: the red flags first, of which the first two stand alone or all in one. Each says in
a line what it is about, and the rest below; the whole advice is a page behind its link.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from pathway.advice.advice import Advice
from pathway.advice.brief import brief
from pathway.advice.brief_model import Brief, BriefFlag, BriefLine, BriefQuestion
from pathway.advice.decided import recorded_words
from pathway.ground.terms import Kind, Urgency
from pathway.names import flag_name
from pathway.service.cards import (
    CRITICAL,
    INFO,
    SAID,
    WARNING,
    Card,
    Suggestion,
    cited,
    escaped,
    facts_of,
    shortened,
    source_lines,
)
from pathway.service.topics import ASK_FIRST, TO_DO, flag_topic

#: The most cards when a patient is opened.
MOST_CARDS: Final = 3


def patient_cards(advice: Advice, patient: str, *, followed: bool = True) -> tuple[Card, ...]:
    """What to show of an advice; nothing where nobody knows of a complaint and no flag is up.

    `patient` is the reference (`Patient/7`) that drafts of orders are for. Of a pathway that is not
    `followed` here only red flags are shown, which all pathways share.
    """
    found = brief(advice)
    words = recorded_words(advice.facts)
    flags = tuple(_flag_cards(advice, words, found.flags))
    if not advice.pathway.id or not followed:
        return flags
    return (
        *flags,
        *_ask(advice, words, found),
        *_do(advice, words, found, patient, beside=bool(flags)),
    )[:MOST_CARDS]


# -- private -------------------------------------------------------------------------------

_PRESSING: Final = (Urgency.EMERGENCY, Urgency.WITHIN_48_HOURS)
#: What is to be done about something that is under way: nobody may overlook it.
_CHANGES: Final = ("stop", "taper", "ask first", "adjust", "change")
#: Therapies that an order without a dose can be drafted for.
_ORDERED: Final = frozenset(Kind) - {
    Kind.DRUG,
    Kind.INJECTION,
    Kind.SURGERY,
    Kind.SELF_CARE,
    Kind.SAFETY_MEASURE,
    Kind.PRACTICE,
}
_MOST_QUESTIONS: Final = 8


def _flag_cards(
    advice: Advice, words: Mapping[str, str], flags: Sequence[BriefFlag]
) -> Iterator[Card]:
    """A card for each of up to two red flags; of more, one for the first and one for the rest."""
    if len(flags) <= 2:
        yield from (_flag_card(advice, words, (flag,)) for flag in flags)
    else:
        yield _flag_card(advice, words, flags[:1])
        yield _flag_card(advice, words, flags[1:])


def _flag_card(advice: Advice, words: Mapping[str, str], flags: Sequence[BriefFlag]) -> Card:
    first = flags[0]
    more = f" (and {len(flags) - 1} more)" if len(flags) > 1 else ""
    pressing = any(flag.urgency in _PRESSING for flag in flags)
    summary = shortened(f"{_marked(first)}: {first.title}{more}. {first.action}")
    therapies = [id_ for flag in flags for line in flag.calls_for for id_ in line.options]
    return Card(
        flag_topic(first.id, first.title),
        summary,
        CRITICAL if pressing else WARNING,
        _detail(advice, (line for flag in flags for line in _flag_lines(flag))),
        facts_of(advice, words, therapies, (f"{flag.id}: {flag.because}" for flag in flags)),
        pressing=pressing,
        fired=tuple(flag_name(flag.id) for flag in flags),
    )


def _detail(advice: Advice, lines: Iterable[str]) -> str:
    """Lines with the publications that they cite."""
    told = "\n".join(lines)
    return "\n".join((told, *source_lines(advice.citations, told)))


def _marked(flag: BriefFlag) -> str:
    return "EMERGENCY" if flag.urgency is Urgency.EMERGENCY else flag.urgency.value.capitalize()


def _flag_lines(flag: BriefFlag) -> Iterator[str]:
    to = f" → {escaped(flag.to)}" if flag.to else ""
    yield f"**{_marked(flag)}: {escaped(flag.title)}**"
    yield f"- {escaped(flag.action)}{to}{cited(flag.sources)}"
    if flag.because:
        yield f"- because of: {escaped(flag.because)}"
    yield from (_line(line) for line in flag.calls_for)


def _ask(advice: Advice, words: Mapping[str, str], found: Brief) -> Iterator[Card]:
    """What has to be asked, where it decides anything."""
    if not found.ask and not found.still_open:
        return
    names = [name for question in found.ask for name in question.about]
    flags = any(question.red_flag for question in found.ask) or bool(found.still_open)
    count = len(found.ask) + found.more_questions
    what = "question" if count == 1 else "questions"
    told = f"Red flags: {found.red_flags}. " if flags else ""
    first = found.ask[0].text if found.ask else found.still_open
    yield Card(
        ASK_FIRST,
        shortened(f"{told}Ask first ({count} {what}): {first}"),
        WARNING if flags else INFO,
        "\n".join(_ask_lines(found)),
        {name: words.get(name, "") for name in names} | {SAID: ", ".join(names)},
        pending=tuple(
            flag_name(alert.id) for alert in advice.alerts if alert.state == "unanswered"
        ),
    )


def _ask_lines(found: Brief) -> Iterator[str]:
    yield "**Not known yet, and it decides what is done:**"
    for number, question in enumerate(found.ask[:_MOST_QUESTIONS], 1):
        yield f"{number}. {question_line(question)}"
    left = len(found.ask) - _MOST_QUESTIONS + found.more_questions
    if left > 0:
        yield f"- and {left} more"
    if found.still_open:
        yield f"- {escaped(found.still_open)}"


def question_line(question: BriefQuestion) -> str:
    """A question with what its answer decides."""
    decides = ", ".join(escaped(one) for one in question.decides[:3])
    more = f" and {len(question.decides) - 3} more" if len(question.decides) > 3 else ""
    return f"{escaped(question.text)}" + (f" → {decides}{more}" if decides else "")


def _do(
    advice: Advice, words: Mapping[str, str], found: Brief, patient: str, *, beside: bool
) -> Iterator[Card]:
    """What to do now; beside a red flag what that calls for stands on its card."""
    lines = [line for line in found.do if line.do != "note"]
    if not lines:
        return
    first = "; ".join(f"{line.do} {line.what}" for line in lines)
    changes = any(line.do in _CHANGES for line in lines)
    therapies = [id_ for line in lines for id_ in line.options]
    yield Card(
        TO_DO,
        shortened(first[:1].upper() + first[1:]),
        WARNING if changes or beside else INFO,
        _detail(advice, _do_lines(found)),
        facts_of(
            advice, words, therapies, (f"{line.do} {', '.join(line.options)}" for line in lines)
        ),
        suggestions=tuple(_suggested(advice, lines, patient)),
    )


def _do_lines(found: Brief) -> Iterator[str]:
    yield from (_line(line) for line in found.do)
    if found.declined:
        titles = ", ".join(escaped(one.title) for one in found.declined)
        yield f"- declined before: {titles}"
    if found.not_advised:
        titles = ", ".join(escaped(one.title) for one in found.not_advised)
        yield f"- not advised: {titles}"
    if found.assumed:
        yield f"- {found.assumed} answers were assumed: see the whole advice"
    if found.watch_for:
        yield f"- watch for: {escaped(found.watch_for)}"
    if found.review_by:
        yield f"- review by {found.review_by}"


def _line(line: BriefLine) -> str:
    because = f": {escaped(line.because)}" if line.because else ""
    support = f" ({escaped(line.support)})" if line.support else ""
    cautions = "".join(f"\n  - caution: {escaped(one)}" for one in line.cautions)
    told = f"- **{escaped(line.do)}** {escaped(line.what)}{because}{support}"
    return f"{told}{cited(line.sources)}{cautions}"


def _suggested(advice: Advice, lines: Sequence[BriefLine], patient: str) -> Iterator[Suggestion]:
    """A draft for what is to be started and needs no dose; what is a choice is nobody's default."""
    for line in lines:
        if line.do != "start" or len(line.options) != 1:
            continue
        option = advice.options[line.options[0]]
        if Kind(option.kind) not in _ORDERED:
            continue
        title = option.title
        yield Suggestion(
            f"Order: {title}",
            "create",
            f"Draft an order for: {title}",
            {
                "resourceType": "ServiceRequest",
                "status": "draft",
                "intent": "proposal",
                "code": {"text": title},
                "subject": {"reference": patient},
            },
        )
