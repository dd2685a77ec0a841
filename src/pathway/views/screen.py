"""The screen that `pathway advise` prints: at most thirty lines of eighty columns.

What is to be done and asked stands in the first eighteen. Where there is more to say than fits,
reasons become shorter first, then lists; red flags that are present are always told whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pathway.advice.advice import Advice
from pathway.advice.brief import Brief, BriefFlag, BriefLine, BriefQuestion, Waiting, brief
from pathway.ground.terms import Urgency
from pathway.views.brief import closed_words
from pathway.views.columns import bold, cells, coloured, hanging, padded, wrapped
from pathway.views.contents import STATUS_WORDS, outcome_of, outcome_tone
from pathway.views.entries import Bibliography, example
from pathway.views.page import Tone, clean
from pathway.views.tones import URGENCY_MARKS, tone_of_action

#: The most lines of the screen.
MOST_LINES: Final = 30
_LABEL: Final = 12


@dataclass(frozen=True, slots=True)
class _Room:
    """How many lines each part may have: one entry, all of what to do, the lists, the sources."""

    entry: int
    cautions: int
    doing: int
    questions: int
    asking: int
    waiting: int
    closed: int
    watch: int
    sources: int


#: The least that each part has, and in which order they get more while there is room.
_LEAST: Final = _Room(1, 0, 3, 1, 1, 0, 0, 0, 0)
_MORE: Final[tuple[tuple[str, int], ...]] = (
    ("watch", 1),
    ("doing", 5),
    ("waiting", 1),
    ("closed", 1),
    ("questions", 2),
    ("asking", 2),
    *(("doing", lines) for lines in range(6, 17)),
    ("entry", 2),
    ("questions", 3),
    ("cautions", 1),
    ("asking", 6),
    ("watch", 2),
    ("cautions", 2),
    ("waiting", 2),
    ("questions", 5),
    ("asking", 10),
    ("closed", 2),
    ("sources", 1),
    ("entry", 3),
    ("watch", 3),
    ("waiting", 4),
    ("sources", 3),
)


def screen(advice: Advice, digest: str = "", *, width: int = 80, colour: bool = False) -> str:
    """The advice on one screen."""
    width = max(40, width)
    drawn = _Screen(advice, brief(advice), _LEAST, width, colour, digest)
    lines = drawn.lines()
    for part, most in _MORE:
        wider = replace(drawn, room=replace(drawn.room, **{part: most}))
        more = wider.lines()
        if len(more) <= MOST_LINES:
            drawn, lines = wider, more
    return "\n".join(line.rstrip() for line in lines) + "\n"


# -- private -------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Screen:
    """One way of drawing it."""

    advice: Advice
    brief: Brief
    room: _Room
    width: int
    colour: bool
    digest: str

    def lines(self) -> list[str]:
        bibliography = Bibliography(self.advice.citations)
        flags = [line for flag in self.brief.flags for line in self._flag(flag, bibliography)]
        rest = [*self._waiting(), *self._closed()]
        if not self._emergency:
            rest += [*self._assumed(), *self._watch(), *self._review()]
        parts = (
            self._head(),
            flags,
            self._doing(bibliography),
            [*self._asking(), *self._still_open()],
            rest,
            [*self._sources(bibliography), self._foot()],
        )
        found: list[str] = []
        for part in parts:
            found += ["", *part] if found and part else part
        return found

    @property
    def _emergency(self) -> bool:
        return self.advice.urgency is Urgency.EMERGENCY

    def _still_open(self) -> Iterator[str]:
        if self.brief.still_open:
            yield from self._labelled("STILL OPEN", f"{self.brief.still_open}: --full", 1)

    def _head(self) -> list[str]:
        advice = self.advice
        notice = wrapped(clean(example(advice)), self.width) if advice.patient.example else []
        status = STATUS_WORDS.get(advice.pathway.status, advice.pathway.status)
        title = clean(f"{advice.pathway.title.upper()} {advice.pathway.version}".strip())
        lines = [coloured(line, Tone.ASK, self.colour) for line in notice]
        lines += [bold(line, self.colour) for line in wrapped(f"{title} · {status}", self.width)]
        about = clean(advice.patient.label or advice.patient.id)
        strict = " · strict: nothing assumed" if advice.strict else ""
        about = _cut(f"{about} · {advice.as_of.isoformat()}{strict}", 2 * self.width)
        lines += self._right(about, outcome_of(advice), outcome_tone(advice))
        known = clean(advice.allergies.words)
        if advice.allergies.plainly:
            lines += self._labelled("Allergies", known.partition(": ")[2] or known, 2)
        tone = Tone.ALARM if self.brief.flags else Tone.PLAIN
        return [*lines, *self._labelled("Red flags", self.brief.red_flags, 2, tone)]

    def _flag(self, flag: BriefFlag, bibliography: Bibliography) -> Iterator[str]:
        cites = _numbers(bibliography.cite(flag.sources))
        mark = URGENCY_MARKS[flag.urgency]
        weaker = flag.urgency is not Urgency.EMERGENCY and self._emergency
        tone = Tone.ALARM if flag.urgency in _PRESSING else Tone.ASK
        for line in wrapped(f"{mark}   {clean(flag.title)}", self.width):
            yield coloured(line, tone, self.colour)
        if weaker:  # an emergency comes first; a weaker one is named
            return
        to = f" → {clean(flag.to)}" if flag.to else ""
        yield from self._row("do", f"{clean(flag.action)}{to}", cites, most=3)
        for call in flag.calls_for:
            yield from self._row(call.do, clean(call.what), "", tone_of_action(call.do), most=3)
        most = 2 if flag.urgency in _PRESSING else 1
        yield from self._row("because", clean(flag.because), "", most=most)

    def _doing(self, bibliography: Bibliography) -> list[str]:
        shown: list[str] = []
        left = 0
        for at, line in enumerate(self.brief.do):
            made = self._done(line, bibliography)
            if len(shown) + len(made) > self.room.doing:
                left = len(self.brief.do) - at
                break
            shown += made
        if left:
            shown.append(f"  {left} more: --full")
        if not shown:
            return []
        return [bold("DO NOW", self.colour), *shown]

    def _done(self, line: BriefLine, bibliography: Bibliography) -> list[str]:
        cites = _numbers(bibliography.cite(line.sources))
        because = f": {clean(line.because)}" if line.because else ""
        text = f"{clean(line.what)}{because}"
        most = max(self.room.entry, 4 if line.do in _ENDING else 1)
        made = list(self._row(line.do, text, cites, tone_of_action(line.do), most))
        support = clean(line.support)
        if support:
            last = made[-1]
            gap = self.width - cells(last) - cells(support)
            if gap >= 3 and not self.colour:
                made[-1] = last.replace(f" {cites}", "") if cites else last
                gap = self.width - cells(made[-1]) - cells(support) - len(cites) - 1
                made[-1] += " " * gap + f"{support} {cites}".rstrip()
        return [*made, *self._cautions(line)]

    def _cautions(self, line: BriefLine) -> Iterator[str]:
        """The cautions that hold; counted where there is no room for them."""
        told = line.cautions
        if told and not self.room.cautions:
            what = "1 caution" if len(told) == 1 else f"{len(told)} cautions"
            yield from self._row("", f"{what} for this patient: --full", "", Tone.ASK, 1)
            return
        for text in told:
            yield from self._row("caution", clean(text), "", Tone.ASK, self.room.cautions)

    def _asking(self) -> list[str]:
        flags = sum(question.red_flag for question in self.brief.ask)
        put = self.brief.ask[: flags + self.room.questions]
        if not put:
            return []
        lines: list[str] = []
        each = max(1, self.room.asking // max(1, len(put) - flags))
        for number, question in enumerate(put, 1):
            if question.red_flag:  # never cut short
                lines += self._red_flags(number, question)
            else:
                lines += self._question(number, question, min(each, 3))
        more = self.brief.more_questions + len(self.brief.ask) - len(put)
        if more:
            lines.append(f"     {more} more, once these are answered")
        return [
            padded(bold("ASK NEXT", self.colour), _LABEL) + "each answer changes what is done",
            *lines,
        ]

    def _red_flags(self, number: int, question: BriefQuestion) -> list[str]:
        lead = f"  {number}  "
        text = clean(question.text).removeprefix("Any of these? ")
        lines = hanging(lead, text, len(lead), self.width)
        return [coloured(line, Tone.ASK, self.colour) for line in lines]

    def _question(self, number: int, question: BriefQuestion, most: int) -> list[str]:
        text = clean(question.text)
        decides = _named(question.decides, 2 if most > 1 else 1)
        arrow = f"→ {_cut(decides, self.width // 2 - (2 if most > 1 else 8))}" if decides else ""
        lead = f"  {number}  "
        one = f"{text} {arrow}"
        if len(lead) + cells(one) <= self.width or most == 1 or not arrow:
            room = self.width - len(lead) - (cells(arrow) + 1 if arrow else 0)
            if most == 1 or not arrow:
                short = _cut(text, room if most == 1 else most * (self.width - len(lead)))
                text = f"{short} {arrow}".rstrip()
            else:
                text = text + " " * (room - cells(text)) + f" {arrow}"
            lines = hanging(lead, text, len(lead), self.width)
        else:
            room = (most - 1) * (self.width - len(lead)) - 8
            lines = hanging(lead, _cut(text, room), len(lead), self.width)
            gap = self.width - cells(lines[-1]) - cells(arrow)
            if gap >= 1:
                lines[-1] += " " * gap + arrow
            else:
                lines.append(" " * max(0, self.width - cells(arrow)) + _cut(arrow, self.width))
        return [coloured(line, Tone.ASK, self.colour) for line in lines]

    def _waiting(self) -> Iterator[str]:
        parts = [_wait(one) for one in self.brief.waiting]
        if parts and self.room.waiting:
            yield from self._labelled("NOT NOW", " · ".join(parts), self.room.waiting)

    def _closed(self) -> Iterator[str]:
        told = self.brief.not_advised
        if told and self.room.closed:
            whole = self.room.closed > 1
            names = [closed_words(one) if whole else clean(one.title) for one in told]
            room = self.room.closed * (self.width - _LABEL - 8) - 14
            yield from self._labelled("NOT ADVISED", _listed(names, room), self.room.closed)

    def _assumed(self) -> Iterator[str]:
        count = self.brief.assumed
        if count and self.room.closed:
            what = "1 answer" if count == 1 else f"{count} answers"
            yield from self._labelled("ASSUMED", f"{what}, to be confirmed: --full", 1)

    def _watch(self) -> Iterator[str]:
        if self.brief.watch_for and self.room.watch:
            text = clean(self.brief.watch_for).removeprefix("Tell every patient, best in writing: ")
            yield from self._labelled("WATCH FOR", text, self.room.watch)

    def _review(self) -> Iterator[str]:
        then = clean(self.brief.then)
        if self.brief.review_by:
            text = f"by {self.brief.review_by}" + (f"; if no better: {then}" if then else "")
            yield from self._labelled("REVIEW", text, 1)

    def _sources(self, bibliography: Bibliography) -> Iterator[str]:
        half = self.width // 2 - 1
        options = self.advice.options.values()
        named = {
            self.advice.citations.get(position.source, ""): position.name
            for option in options
            for position in option.positions
        }
        listed = [
            _cut(f"[{number}] {clean(named.get(text, text))}", half)
            for number, text in bibliography.listed()
        ]
        pairs = [listed[at : at + 2] for at in range(0, len(listed), 2)]
        for pair in pairs[: self.room.sources]:
            yield "  ".join(padded(one, half) for one in pair)

    def _foot(self) -> str:
        count = len(self.advice.options)
        parts = ["why THERAPY: full reasons", f"--full: all {count} options"]
        if self.digest:
            parts.append(f"sha256 {self.digest[:12]}…")
        return _cut(" · ".join(parts), self.width)

    # -- lines -----------------------------------------------------------------------------

    def _row(
        self, lead: str, text: str, cites: str, tone: Tone = Tone.PLAIN, most: int = 2
    ) -> Iterator[str]:
        indent = max(_LABEL, cells(lead) + 3)
        room = most * (self.width - indent) - cells(cites) - (6 * most if most > 1 else 1)
        said = f"{_cut(text, room)} {cites}".rstrip()
        for line in hanging(f"  {lead}", said, indent, self.width):
            yield coloured(line, tone, self.colour)

    def _labelled(self, label: str, text: str, most: int, tone: Tone = Tone.PLAIN) -> list[str]:
        short = _cut(text, most * (self.width - _LABEL) - (6 * most if most > 1 else 0))
        first, *rest = hanging(label, short, _LABEL, self.width)
        body = first[len(label) :]
        return [bold(label, self.colour) + coloured(body, tone, self.colour), *rest]

    def _right(self, left: str, right: str, tone: Tone) -> list[str]:
        gap = self.width - cells(left) - cells(right)
        if gap >= 3:
            return [left + " " * gap + coloured(right, tone, self.colour)]
        return [*wrapped(left, self.width), coloured(right.rjust(self.width), tone, self.colour)]


#: What is said beside the heading of the questions, with red flags among them or without.
_HOW: Final = {
    True: "red flags first: any of these? one no answers a line",
    False: "each answer changes what is done",
}
#: What must not be cut to a line: how to end, and how much meanwhile.
_ENDING: Final = ("stop", "taper", "adjust", "change")
_PRESSING: Final = (Urgency.EMERGENCY, Urgency.WITHIN_48_HOURS)


def _numbers(cites: Sequence[int]) -> str:
    return f"[{', '.join(map(str, cites))}]" if cites else ""


def _cut(text: str, room: int) -> str:
    """The text, or as many of its words as there is room for."""
    if cells(text) <= room:
        return text
    found, *_ = wrapped(text, max(1, room - 2))
    return f"{found.rstrip(',;:')} …"


def _named(titles: Sequence[str], most: int) -> str:
    first = ", ".join(map(clean, titles[:most]))
    more = len(titles) - most
    return f"{first} and {more} more" if more > 0 else first


def _listed(titles: Iterable[str], room: int) -> str:
    """As many titles as there is room for, and how many more there are."""
    shown, left = list[str](), [clean(title) for title in titles]
    while left and cells(", ".join([*shown, left[0]])) <= room:
        shown.append(left.pop(0))
    more = f" and {len(left)} more" if shown else f"{len(left)} therapies"
    return ", ".join(shown) + (more if left else "")


def _wait(one: Waiting) -> str:
    if one.after:
        return f"{one.after}: {_named(one.options, 4)}"
    numbers = ", ".join(map(str, one.questions))
    return f"{_named(one.options, 4)} ({f'waits for {numbers}' if numbers else 'see --full'})"
