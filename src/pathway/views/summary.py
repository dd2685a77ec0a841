"""A summary for clinicians: one page for the record and for whoever sees the patient next.

What the screen says, with what was decided, every value that was used and what was assumed. Where
there is more to say than a page holds, sources, cautions and lists become shorter first and say
how much is left; red flags that are present and what is to be done are never cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from pathway.advice.advice import Advice
from pathway.advice.brief import brief
from pathway.advice.brief_model import Brief, BriefLine, BriefQuestion
from pathway.advice.model import Provenance
from pathway.advice.words import said as in_words
from pathway.frozen import frozen
from pathway.ground.vocabulary import NOT_APPLICABLE
from pathway.views.brief import brief_rows
from pathway.views.contents import STATUS_WORDS, assumed, findings, outcome_of, outcome_tone
from pathway.views.decided import DONE, Decided, on_record
from pathway.views.document import drawn
from pathway.views.document.model import (
    UNSIGNED,
    Document,
    Paragraph,
    Section,
    Written,
    rows_section,
)
from pathway.views.entries import Bibliography, example, name_of, titles, whom
from pathway.views.forms import Form
from pathway.views.page import Detail, Row, Said, Tone, clean, joined

#: The most lines of eighty cells that are one page.
MOST_LINES: Final = 60


def summary(
    advice: Advice,
    form: Form | str = Form.TEXT,
    decided: Sequence[Decided] = (),
    *,
    width: int = 80,
    written: Written = UNSIGNED,
) -> str:
    """The summary in one form; `decided` is what was decided in this sitting.

    Where nobody is known to have `written` it there is a line to sign.
    """
    return drawn(document(advice, decided, written=written), Form(form), width=width)


def document(
    advice: Advice, decided: Sequence[Decided] = (), *, written: Written = UNSIGNED
) -> Document:
    """Flags and plan, decisions, what waits and what is closed, and what it all rests on."""
    digest = advice.to_dict()["digest"]
    room = _Room()
    made = _document(advice, decided, digest, written, room)
    lines = MOST_LINES - (not advice.patient.example)  # the same below the line of an example
    for part, most in _STEPS:
        if drawn(made, Form.TEXT).count("\n") <= lines:
            break
        room = replace(room, **{part: most})
        made = _document(advice, decided, digest, written, room)
    return made


# -- private -------------------------------------------------------------------------------

_ALL: Final = 1000


@frozen
class _Room:
    """How many are told: of each list, of the cautions of a line, of sources in numbers."""

    sources: int = _ALL
    cautions: int = _ALL
    questions: int = 5
    closed: int = _ALL
    waiting: int = _ALL
    values: int = _ALL
    assumed: int = _ALL
    findings: int = _ALL
    watch: int = _ALL
    whole: int = 1


#: In which order they become fewer, where one page does not hold all.
_STEPS: Final[tuple[tuple[str, int], ...]] = (
    ("sources", 9),
    ("assumed", 12),
    ("values", 12),
    ("findings", 4),
    ("sources", 5),
    ("assumed", 4),
    ("questions", 3),
    ("values", 6),
    ("waiting", 8),
    ("whole", 0),
    ("cautions", 2),
    ("closed", 8),
    ("sources", 3),
    ("waiting", 4),
    ("questions", 1),
    ("values", 3),
    ("sources", 1),
    ("findings", 1),
    ("cautions", 1),
    ("closed", 4),
    ("assumed", 2),
    ("watch", 2),
    ("closed", 0),
    ("cautions", 0),
)


def _document(
    advice: Advice, decided: Sequence[Decided], digest: str, written: Written, room: _Room
) -> Document:
    bibliography = Bibliography(advice.citations)
    found = _shorter(brief(advice), room)
    flags = replace(_NOTHING, flags=found.flags)
    sections = (
        rows_section(
            "Red flags",
            brief_rows(flags, bibliography, ""),
            clean(found.red_flags),
            Tone.ALARM if found.flags else Tone.PLAIN,
        ),
        _decisions(advice, decided),
        on_record(advice),
        rows_section("Plan", brief_rows(replace(found, flags=()), bibliography, "listed below")),
        _known(advice, room),
        _assumed(advice, room),
    )
    return Document(
        title=advice.pathway.title,
        version=advice.pathway.version,
        status=STATUS_WORDS.get(advice.pathway.status, advice.pathway.status),
        about=f"{whom(advice)} · as of {advice.as_of.isoformat()}",
        outcome=outcome_of(advice),
        tone=outcome_tone(advice),
        head=(*_head(advice), Paragraph(_signed(written))),
        sections=tuple(one for one in sections if one.blocks or one.summary),
        sources=_short(bibliography),
        footer=(Paragraph(_LIMITS), Paragraph(_made_with(advice))),
        digest=digest,
        written=written,
        notice=example(advice),
        compact=True,
    )


_LIMITS: Final = "Supports a clinician's judgement, replaces none; reasons: pathway advise --full"


def _signed(written: Written) -> str:
    """Who wrote it, and when: with a line for what is not known."""
    if written.by:
        return f"Written by {', '.join(filter(None, (clean(written.by), written.minute)))}"
    return f"Written {written.minute or 'at ________________'} by ______________________"


def _made_with(advice: Advice) -> str:
    """The rules in the words by which a library knows them."""
    ref = advice.pathway
    return f"Pathway {clean(ref.id)} {clean(ref.version)}" if ref.id else "Without a pathway"


def _head(advice: Advice) -> Iterator[Paragraph]:
    """Allergies, for whom the pathway is, and where the patient stands."""
    parts = [clean(advice.allergies.words)]
    if not advice.pathway.id and advice.chosen is not None:
        parts.append(f"no pathway is followed: {clean(advice.chosen.because)}")
    elif advice.eligible is not True:
        parts.append("not eligible" if advice.eligible is False else "not known to be eligible")
    if advice.next.step:
        parts.append(f"now at: {clean(advice.next.step)}")
    if advice.strict:
        parts.append("strict: nothing assumed")
    yield Paragraph(" · ".join(parts))


#: A brief that says nothing.
_NOTHING: Final = Brief(
    red_flags="",
    flags=(),
    do=(),
    ask=(),
    more_questions=0,
    still_open="",
    waiting=(),
    declined=(),
    not_advised=(),
    assumed=0,
    watch_for="",
    review_by="",
    then="",
)


# -- shorter -------------------------------------------------------------------------------


def _shorter(found: Brief, room: _Room) -> Brief:
    """The brief in this room: questions on red flags are counted, for who has asked knows them."""
    red = [question for question in found.ask if question.red_flag]
    asked = [question for question in found.ask if not question.red_flag]
    put = asked[: room.questions]
    open_ = [found.still_open] if found.still_open else []
    open_ += [f"{_counted(len(red), 'group')} of red flags"] if red else []
    more = found.more_questions + len(asked) - len(put)
    open_ += [_counted(more, "more question")] if more else []
    harmful = [one for one in found.not_advised if one.because]
    others = [one for one in found.not_advised if not one.because]
    closed = [*harmful, *others[: room.closed]]
    closed = [one if room.whole else replace(one, because="") for one in closed]
    if len(others) > room.closed:
        left = f"{len(others) - room.closed} more"
        closed.append(replace(others[0], title=left))
    lines = [_line(line, room) for line in found.do]
    waiting = [replace(one, options=_some(one.options, room.waiting)) for one in found.waiting]
    return replace(
        found,
        flags=tuple(
            replace(flag, sources=flag.sources[: room.sources], why="") for flag in found.flags
        ),
        do=tuple(lines),
        ask=tuple(map(_question, put)),
        more_questions=0,
        still_open=", ".join(open_),
        waiting=tuple(replace(one, questions=(), disputed=()) for one in waiting),
        not_advised=tuple(closed),
        watch_for=" ".join(_some(_SENTENCE.split(found.watch_for), room.watch)),
        assumed=0,
    )


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _line(line: BriefLine, room: _Room) -> BriefLine:
    cautions = line.cautions[: room.cautions]
    left = len(line.cautions) - len(cautions)
    told = (*cautions, f"{left} more: --full") if left and cautions else cautions
    what = f"{line.what} ({left} cautions: --full)" if left and not cautions else line.what
    sources = line.sources[:2] if room.sources > 1 else ()
    return replace(line, what=what, cautions=told, sources=sources, remarks=())


def _question(question: BriefQuestion) -> BriefQuestion:
    return replace(question, decides=_some(question.decides, 2))


def _some(names: Sequence[str], most: int) -> tuple[str, ...]:
    """The first names, and how many there are beside them."""
    left = len(names) - most
    return (*names[:most], f"{left} more") if left > 0 else tuple(names)


def _short(bibliography: Bibliography) -> tuple[tuple[int, str], ...]:
    """Each source on one line of text."""
    return tuple(
        (n, text if len(text) <= _SOURCE else f"{text[:_SOURCE]}…")
        for n, text in bibliography.listed()
    )


_SOURCE: Final = 72
_SENTENCE: Final = re.compile(r"(?<=\.) ")


# -- what it rests on ----------------------------------------------------------------------


def _decisions(advice: Advice, decided: Sequence[Decided]) -> Section:
    rows = []
    for decision in decided:
        done = DONE.get(decision.action, clean(decision.action))
        by = f"{done} by {clean(decision.actor)}" if decision.actor else done
        if decision.record is not None:
            by += f", record {decision.record}"
        reason = (Detail("reason", (Said(clean(decision.reason)),)),) if decision.reason else ()
        option = advice.options.get(decision.therapy)
        advised = f"advised: {option.verdict}, {option.action}" if option is not None else ""
        lead = titles(advice, [decision.therapy])[0]
        rows.append(Row(lead, (Said(by), Said(advised)), details=reason, tone=Tone.PLAIN))
    return rows_section("Decided in this sitting", tuple(rows))


def _known(advice: Advice, room: _Room) -> Section:
    """What was found, and the values that were recorded: each source and day in one row.

    What was assumed has a section of its own; red flags that are absent are counted.
    """
    taken = {item.attribute for item in advice.assumptions}
    red = frozenset(advice.program.red_flag_attributes)
    groups: dict[tuple[str, str], list[tuple[str, Provenance]]] = {}
    for name, value in advice.provenance.items():
        if name not in taken and value.value is not NOT_APPLICABLE:
            groups.setdefault((value.date or "", value.source or ""), []).append((name, value))
    rows = list(_found(advice, room.findings))
    for (date, source), found in sorted(groups.items(), key=lambda item: item[0], reverse=True):
        origin = " · ".join(clean(part) for part in (date, source) if part) or "no date or source"
        absent = [name for name, one in found if name in red and one.value is False]
        found = [(name, one) for name, one in found if name not in absent]
        says = [*_told(advice, found), *_named("yes", advice, found, _ALL)]
        says += _named("no", advice, found, room.values)
        if absent:
            says.append(Said(f"no to {len(absent)} red-flag questions"))
        first = Said(f"{origin}: {says[0].text}") if says else Said(origin)
        rows.append(Row("recorded", (first, *says[1:])))
    return rows_section("Rests on", tuple(rows))


def _found(advice: Advice, most: int) -> Iterator[Row]:
    """The findings in one row, those that are known first."""
    rows = findings(advice).rows
    known = [row for row in rows if not joined(row.says).startswith("unknown")]
    told = [f"{row.lead} {joined(row.says)}" for row in known]
    open_ = [row.lead for row in rows if row not in known]
    said = [*_some(told, most), *([f"unknown: {', '.join(open_)}"] if open_ and most else [])]
    if said:
        yield Row("found", tuple(map(Said, said)))


def _assumed(advice: Advice, room: _Room) -> Section:
    """What was assumed, one row for each answer; how many more where there is no room for all."""
    groups: dict[str, list[str]] = {}
    for item in advice.assumptions:
        answer = (
            "yes" if item.value is True else "no" if item.value is False else clean(str(item.value))
        )
        groups.setdefault(answer, []).append(clean(item.title))
    if room.assumed == _ALL:
        return assumed(advice)
    rows = [
        Row(answer, (Said(", ".join(_some(names, room.assumed))),))
        for answer, names in groups.items()
    ]
    return rows_section("Assumed", rows, "to be confirmed or corrected: --full" if rows else "")


def _told(advice: Advice, found: Iterable[tuple[str, Provenance]]) -> list[Said]:
    """Values that are more than yes or no, each with its name and unit."""
    return [
        Said(f"{name_of(advice, name)} {clean(in_words(one.value, one.unit))}")
        for name, one in found
        if not isinstance(one.value, bool)
    ]


def _named(
    answer: str, advice: Advice, found: Iterable[tuple[str, Provenance]], most: int
) -> list[Said]:
    """The names of all that was answered with yes, or with no."""
    names = [name_of(advice, name) for name, one in found if one.value is (answer == "yes")]
    return [Said(f"{answer}: {', '.join(_some(names, most))}")] if names else []
