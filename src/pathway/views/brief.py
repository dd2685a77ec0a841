"""The brief as a section: what stands first on a page, before everything in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pathway.advice.advice import Advice
from pathway.advice.brief import brief
from pathway.advice.brief_model import Brief, BriefLine, Closed
from pathway.ground.terms import Action, Urgency
from pathway.views.document.model import Section, rows_section
from pathway.views.entries import Bibliography
from pathway.views.page import Detail, Row, Said, Tone, clean
from pathway.views.tones import URGENCY_MARKS, tone_of_action


def in_brief(
    advice: Advice, bibliography: Bibliography, *, assumed: str = "listed below"
) -> Section:
    """What to do, to ask and to watch for, one line each.

    `assumed` says where the reader finds what was assumed.
    """
    found = brief(advice)
    tone = Tone.ALARM if found.flags else Tone.PLAIN
    rows = brief_rows(found, bibliography, assumed)
    return rows_section("In brief", rows, f"Red flags: {clean(found.red_flags)}", tone)


def brief_rows(found: Brief, bibliography: Bibliography, assumed: str) -> tuple[Row, ...]:
    """A row for each line of a brief, or of as much of it as is given."""
    return (*_to_do(found, bibliography), *_to_ask(found), *_the_rest(found, assumed))


def remarks_of(line: BriefLine) -> Iterator[str]:
    """What its authors want said or minded; without the name where only one may be chosen."""
    for text in line.remarks:
        name, _, remark = text.partition(": ")
        named = line.do != Action.CHOOSE.value and line.what.startswith(name)
        yield clean(remark if named else text)


def closed_groups(closed: Sequence[Closed]) -> list[tuple[str, list[str]]]:
    """The titles of what is not advised, by what is known of the patient that forbids it.

    What forbids most comes first, what no rule forbids last.
    """
    groups: dict[str, list[str]] = {}
    for one in closed:
        groups.setdefault(one.because, []).append(one.title)
    return sorted(groups.items(), key=lambda row: (not row[0], -len(row[1])))


# -- private -------------------------------------------------------------------------------


def _to_do(found: Brief, bibliography: Bibliography) -> Iterator[Row]:
    for flag in found.flags:
        to = f" → {clean(flag.to)}" if flag.to else ""
        text = f"{clean(flag.title)}: {clean(flag.action)}{to}"
        pressing = flag.urgency in (Urgency.EMERGENCY, Urgency.WITHIN_48_HOURS)
        tone = Tone.ALARM if pressing else Tone.ASK
        said = Said(text, bibliography.cite(flag.sources))
        why = (Detail("why", (Said(clean(flag.why)),)),) if flag.why else ()
        yield Row(URGENCY_MARKS[flag.urgency], (said,), details=why, tone=tone)
        yield from (_line(line, bibliography) for line in flag.calls_for)
    yield from (_line(line, bibliography) for line in found.do)


def _line(line: BriefLine, bibliography: Bibliography) -> Row:
    parts = [clean(line.what), clean(line.because), clean(line.support)]
    text = ": ".join(filter(None, parts[:2])) + (f" ({parts[2]})" if parts[2] else "")
    said = Said(text, bibliography.cite(line.sources))
    told = [("", text) for text in remarks_of(line)]
    told += [("caution", text) for text in line.cautions]
    details = tuple(Detail(lead, (Said(clean(text)),)) for lead, text in told)
    return Row(line.do, (said,), details=details, tone=tone_of_action(line.do))


def _to_ask(found: Brief) -> Iterator[Row]:
    for number, question in enumerate(found.ask, 1):
        decides = ", ".join(map(clean, question.decides[:3]))
        more = len(question.decides) - 3
        told = f" → {decides}" + (f" and {more} more" if more > 0 else "") if decides else ""
        text = clean(question.text) + ("" if question.red_flag else told)
        yield Row(f"ask {number}", (Said(text),), tone=Tone.ASK)
    left = filter(None, (found.still_open, _more(found)))
    yield from (Row("still open", (Said(clean(text)),), tone=Tone.ASK) for text in left)


def _more(found: Brief) -> str:
    count = found.more_questions
    return f"{count} more questions, once these are answered" if count else ""


def _the_rest(found: Brief, assumed: str) -> Iterator[Row]:
    for one in found.waiting:
        numbers = ", ".join(map(str, one.questions))
        first = one.after or (f"waits for {numbers}" if numbers else "waits for an answer")
        told = "; ".join((first, *map(clean, one.disputed)))
        text = f"{', '.join(map(clean, one.options))} ({told})"
        yield Row("not now", (Said(text),), tone=Tone.QUIET)
    for declined in found.declined:
        text = f"{clean(declined.title)} ({clean(declined.because)})"
        yield Row("declined", (Said(text),), tone=Tone.QUIET)
    if found.not_advised:
        groups = closed_groups(found.not_advised)
        closed = (
            (f"{clean(because)}: " if because else "") + ", ".join(map(clean, named))
            for because, named in groups
        )
        yield Row("not advised", (Said(" · ".join(closed)),), tone=Tone.QUIET)
    if found.assumed:
        yield Row("assumed", (Said(f"{found.assumed} answers, {assumed}: to be confirmed"),))
    if found.watch_for:
        yield Row("watch for", (Said(clean(found.watch_for)),))
    if found.review_by:
        then = f"; if no better: {clean(found.then)}" if found.then else ""
        yield Row("review", (Said(f"by {found.review_by}{then}"),))
