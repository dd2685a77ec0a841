"""The lines of the one screen, for a given room: each part of the brief, and how it is cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pathway.advice.advice import Advice
from pathway.advice.brief_model import Brief, BriefFlag, BriefLine, BriefQuestion, Waiting
from pathway.frozen import frozen
from pathway.ground.terms import Urgency
from pathway.views.brief import closed_groups, remarks_of
from pathway.views.columns import bold, cells, coloured, cut, hanging, padded, wrapped
from pathway.views.contents import STATUS_WORDS, outcome_of, outcome_tone
from pathway.views.entries import Bibliography, example
from pathway.views.page import Tone, clean
from pathway.views.screen_room import ScreenRoom
from pathway.views.tones import URGENCY_MARKS, tone_of_action

_LABEL: Final = 12


@frozen
class Elsewhere:
    """Where a reader finds the rest: an option of the command, or a key of the terminal."""

    plan: str = "--full"
    questions: str = "--full"
    options: str = "--full"
    assumed: str = "--full"


@frozen(slots=False)
class ScreenLines:
    """One way of drawing it."""

    advice: Advice
    brief: Brief
    room: ScreenRoom
    width: int
    colour: bool
    digest: str = ""
    elsewhere: Elsewhere | None = None

    def lines(self, *, apart: bool = True) -> list[str]:
        """The whole screen, its parts apart or not."""
        bibliography = Bibliography(self.advice.citations)
        head = [*self._head(), *self._red_flags()]
        *parts, rest = self._parts(bibliography)  # these cite the sources
        close = apart and bool(self.room.air)
        last = [rest, [*self._sources(bibliography), self._foot()]]
        end = _joined(last, apart=close)
        first = _joined([head, *parts], apart=apart)
        return _joined([first, end], apart=close)

    def middle(self, *, apart: bool) -> list[str]:
        """What stands between head and foot, its parts apart or not."""
        bibliography = Bibliography(self.advice.citations)
        parts = [self._red_flags(), *self._parts(bibliography)]
        return _joined([*parts, list(self._sources(bibliography))], apart=apart)

    def _parts(self, bibliography: Bibliography) -> list[list[str]]:
        flags = [line for flag in self.brief.flags for line in self._flag(flag, bibliography)]
        rest = [*self._waiting(), *self._declined(), *self._closed()]
        if not self._emergency:
            rest += [*self._assumed(), *self._watch(), *self._review()]
        asking = [*self._asking(), *self._still_open()]
        return [flags, self._doing(bibliography), asking, rest]

    @property
    def _where(self) -> Elsewhere:
        return self.elsewhere or Elsewhere()

    @property
    def _emergency(self) -> bool:
        return self.advice.urgency is Urgency.EMERGENCY

    def _still_open(self) -> Iterator[str]:
        if self.brief.still_open:
            yield from self._labelled(
                "STILL OPEN", f"{self.brief.still_open}: {self._where.questions}", 1
            )

    def _head(self) -> list[str]:
        advice = self.advice
        notice = wrapped(clean(example(advice)), self.width) if advice.patient.example else []
        status = STATUS_WORDS.get(advice.pathway.status, advice.pathway.status)
        title = clean(f"{advice.pathway.title.upper()} {advice.pathway.version}".strip())
        lines = [coloured(line, Tone.ASK, self.colour) for line in notice]
        lines += [bold(line, self.colour) for line in wrapped(f"{title} · {status}", self.width)]
        about = clean(advice.patient.called)
        strict = " · strict: nothing assumed" if advice.strict else ""
        day = f" · {advice.as_of.isoformat()}{strict}"
        outcome = outcome_of(advice)
        beside = cells(outcome) + 3 if self.room.head == 1 else 0
        about = cut(about, self.room.head * self.width - cells(day) - beside) + day
        lines += self._right(about, outcome, outcome_tone(advice))
        known = clean(advice.allergies.words)
        if advice.allergies.plainly:
            told = known.partition(": ")[2] or known
            lines += self._labelled("Allergies", told, self.room.head)
        return lines

    def _red_flags(self) -> list[str]:
        tone = Tone.ALARM if self.brief.flags else Tone.PLAIN
        return self._labelled("Red flags", self.brief.red_flags, 2, tone)

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
        if flag.why and self.room.why > (0 if flag.urgency in _PRESSING else 2):
            yield from self._row("", clean(flag.why), "", most=self.room.why)

    def _doing(self, bibliography: Bibliography) -> list[str]:
        shown: list[str] = []
        left = count = 0
        for at, line in enumerate(self.brief.do):
            made, cautions = self._done(line, bibliography), list(self._cautions(line))
            count += len(made) + (0 if self.room.cautions else len(cautions))
            if count > self.room.doing:
                left = len(self.brief.do) - at
                break
            shown += [*made, *self._remarks(line), *cautions]
        if left:
            shown.append(f"  {left} more: {self._where.plan}")
        if not shown:
            return []
        return [bold("DO NOW", self.colour), *shown]

    def _done(self, line: BriefLine, bibliography: Bibliography) -> list[str]:
        cites = _numbers(bibliography.cite(line.sources))
        inline = line.support if line.do == "asked for" else ""
        because = "; ".join(clean(part) for part in (line.because, inline) if part)
        text = clean(line.what) + (f": {because}" if because else "")
        most = max(self.room.entry, 4 if line.do in _ENDING else 1)
        made = self._laid(line.do, text, cites, most)
        if not inline:
            made[-1] = self._supported(made[-1], clean(line.support), cites)
        tone = tone_of_action(line.do)
        return [coloured(one, tone, self.colour) for one in made]

    def _supported(self, last: str, support: str, cites: str) -> str:
        """The line with what a guideline says at its end, as much of it as there is room for."""
        head, _, others = support.partition("; ")
        for said in (support, f"{head}; others disagree" if others else head, head):
            if said and self.width - cells(last) - cells(said) >= 3:
                bare = last.replace(f" {cites}", "") if cites else last
                end = f"{said} {cites}".rstrip()
                return bare + " " * (self.width - cells(bare) - cells(end)) + end
        return last

    def _remarks(self, line: BriefLine) -> Iterator[str]:
        for text in remarks_of(line) if self.room.remarks else ():
            yield from self._row("", text, "", most=self.room.remarks)

    def _cautions(self, line: BriefLine) -> Iterator[str]:
        """The cautions that hold; counted where there is no room for them."""
        told = line.cautions
        if told and not self.room.cautions:
            what = "1 caution" if len(told) == 1 else f"{len(told)} cautions"
            count = f"{what} for this patient: {self._where.plan}"
            yield from self._row("", count, "", Tone.ASK, 1)
            return
        for text in told:
            yield from self._row("caution", clean(text), "", Tone.ASK, self.room.cautions)

    @property
    def red_flag_questions(self) -> int:
        """How many groups of red flags are to be asked about."""
        return sum(question.red_flag for question in self.brief.ask)

    def _asking(self) -> list[str]:
        flags = min(self.red_flag_questions, self.room.flags)
        all_flags = flags == self.red_flag_questions
        put = self.brief.ask[: flags + (self.room.questions if all_flags else 0)]
        if not put:
            return []
        lines: list[str] = []
        each = max(1, self.room.asking // max(1, len(put) - flags))
        for number, question in enumerate(put, 1):
            if question.red_flag:  # never cut short
                lines += self._whole(number, question)
            else:
                whole = number == 1 and self.elsewhere is not None
                lines += self._question(number, question, _WHOLE if whole else min(each, 3))
        more = self.brief.more_questions + len(self.brief.ask) - len(put)
        if more:
            lines.append(f"     {more} more, once these are answered")
        return [*self._labelled("ASK NEXT", "each answer changes what is done", 1), *lines]

    def _whole(self, number: int, question: BriefQuestion) -> list[str]:
        lead = f"  {number}  "
        text = clean(question.text).removeprefix("Any of these? ")
        lines = hanging(lead, text, len(lead), self.width)
        return [coloured(line, Tone.ASK, self.colour) for line in lines]

    def _question(self, number: int, question: BriefQuestion, most: int) -> list[str]:
        text = clean(question.text)
        decides = _named(question.decides, 2 if most > 1 else 1)
        arrow = f"→ {cut(decides, self.width // 2 - (2 if most > 1 else 8))}" if decides else ""
        lead = f"  {number}  "
        one = f"{text} {arrow}"
        if len(lead) + cells(one) <= self.width or most == 1 or not arrow:
            room = self.width - len(lead) - (cells(arrow) + 1 if arrow else 0)
            if most == 1 or not arrow:
                short = cut(text, room if most == 1 else most * (self.width - len(lead)))
                text = f"{short} {arrow}".rstrip()
            else:
                text = text + " " * (room - cells(text)) + f" {arrow}"
            lines = hanging(lead, text, len(lead), self.width)
        else:
            room = (most - 1) * (self.width - len(lead)) - 8
            lines = hanging(lead, cut(text, room), len(lead), self.width)
            gap = self.width - cells(lines[-1]) - cells(arrow)
            if gap >= 1:
                lines[-1] += " " * gap + arrow
            else:
                lines.append(" " * max(0, self.width - cells(arrow)) + cut(arrow, self.width))
        return [coloured(line, Tone.ASK, self.colour) for line in lines]

    def _waiting(self) -> Iterator[str]:
        parts = [_wait(one, self._where.options) for one in self.brief.waiting]
        if parts and self.room.waiting:
            yield from self._labelled("NOT NOW", " · ".join(parts), self.room.waiting)

    def _declined(self) -> Iterator[str]:
        """What was declined and stays so, with the reason."""
        told = [f"{one.title} ({one.because})" for one in self.brief.declined]
        if told:
            text = clean(" · ".join(told))
            yield from self._labelled("DECLINED", text, min(2, len(told)))

    def _closed(self) -> Iterator[str]:
        told = self.brief.not_advised
        later = self._emergency and self.elsewhere is None  # a window scrolls, a screen does not
        if told and self.room.closed and not later:
            room = self.room.closed * (self.width - _LABEL) - 8 * (self.room.closed - 1) - 14
            listed = _listed(closed_groups(told), room, len(told))
            yield from self._labelled("NOT ADVISED", listed, self.room.closed)

    def _assumed(self) -> Iterator[str]:
        count = self.brief.assumed
        if count and self.room.closed:
            what = "1 answer" if count == 1 else f"{count} answers"
            told = f"{what}, to be confirmed: {self._where.assumed}"
            yield from self._labelled("ASSUMED", told, 1)

    def _watch(self) -> Iterator[str]:
        if self.brief.watch_for and self.room.watch:
            yield from self._labelled("WATCH FOR", clean(self.brief.watch_for), self.room.watch)

    def _review(self) -> Iterator[str]:
        then = clean(self.brief.then)
        if self.brief.review_by:
            text = f"by {self.brief.review_by}" + (f"; if no better: {then}" if then else "")
            yield from self._labelled("REVIEW", text, 1)

    def _sources(self, bibliography: Bibliography) -> Iterator[str]:
        if not self.room.sources:
            return
        half = self.width // 2 - 1
        options = self.advice.options.values()
        named = {
            self.advice.citations.get(position.source, ""): position.name
            for option in options
            for position in option.positions
        }
        listed = [
            cut(f"[{number}] {clean(named.get(text, text))}", half)
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
        return cut(" · ".join(parts), self.width)

    # -- lines -----------------------------------------------------------------------------

    def _row(
        self, lead: str, text: str, cites: str, tone: Tone = Tone.PLAIN, most: int = 2
    ) -> Iterator[str]:
        for line in self._laid(lead, text, cites, most):
            yield coloured(line, tone, self.colour)

    def _laid(self, lead: str, text: str, cites: str, most: int) -> list[str]:
        indent = max(_LABEL, cells(lead) + 3)
        room = most * (self.width - indent) - cells(cites) - (6 * most if most > 1 else 1)
        said = f"{cut(text, room)} {cites}".rstrip()
        return hanging(f"  {lead}", said, indent, self.width)

    def _labelled(self, label: str, text: str, most: int, tone: Tone = Tone.PLAIN) -> list[str]:
        short = cut(text, most * (self.width - _LABEL) - (6 * most if most > 1 else 0))
        first, *rest = hanging(label, short, _LABEL, self.width)
        body = first[len(label) :]
        return [bold(label, self.colour) + coloured(body, tone, self.colour), *rest]

    def _right(self, left: str, right: str, tone: Tone) -> list[str]:
        gap = self.width - cells(left) - cells(right)
        if gap >= 3:
            return [left + " " * gap + coloured(right, tone, self.colour)]
        return [*wrapped(left, self.width), coloured(right.rjust(self.width), tone, self.colour)]


#: What must not be cut to a line: how to end, and how much meanwhile.
_ENDING: Final = ("stop", "taper", "adjust", "change")
#: More lines than any question fills.
_WHOLE: Final = 99
_PRESSING: Final = (Urgency.EMERGENCY, Urgency.WITHIN_48_HOURS)


def _joined(parts: Iterable[list[str]], *, apart: bool) -> list[str]:
    found: list[str] = []
    for part in parts:
        found += ["", *part] if found and part and apart else part
    return found


def _numbers(cites: Sequence[int]) -> str:
    return f"[{', '.join(map(str, cites))}]" if cites else ""


def _named(titles: Sequence[str], most: int) -> str:
    first = ", ".join(map(clean, titles[:most]))
    more = len(titles) - most
    return f"{first} and {more} more" if more > 0 else first


def _wait(one: Waiting, elsewhere: str) -> str:
    disputed = f"; {'; '.join(map(clean, one.disputed))}" if one.disputed else ""
    if one.after:
        return f"{one.after}: {_named(one.options, 4)}{disputed}"
    numbers = ", ".join(map(str, one.questions))
    waits = f"waits for {numbers}" if numbers else f"see {elsewhere}"
    return f"{_named(one.options, 4)} ({waits}{disputed})"


def _listed(groups: Sequence[tuple[str, Sequence[str]]], room: int, count: int) -> str:
    """As many groups of titles as there is room for, and how many more titles there are."""
    text = ""
    for because, titles in groups:
        lead = f"{clean(because)}: " if because else ""
        before = f"{text} · " if text else ""
        for at, title in enumerate(map(clean, titles)):
            longer = f"{text}, {title}" if at else f"{before}{lead}{title}"
            if cells(longer) > room:
                break
            text, count = longer, count - 1
    if not text:
        return f"{count} therapies"
    return text + (f" and {count} more" if count else "")
