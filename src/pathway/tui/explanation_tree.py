"""Why one option stands where it stands: the reasons with all that each one rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field
from functools import cached_property

from pathway.advice.advice import Advice
from pathway.advice.explanation import SEVERITY_LABELS, Condition, Known, Reason
from pathway.advice.model import Option, Position
from pathway.frozen import frozen
from pathway.program import CompiledProgram, Evidence, Recommendation
from pathway.tui.known import shown
from pathway.tui.widgets.hanging import Line
from pathway.views.entries import cited
from pathway.views.page import Tone, clean

#: The heads of the table of positions.
HEADS = ("guideline", "says", "strength", "certainty", "applies", "adopted")


@frozen(slots=False)
class Ground:
    """One reason: a line of the tree, and in `lines` all that is known of it.

    `positions` are shown side by side. `later` finds the reasons below it only when
    somebody opens it, because that search takes time.
    """

    label: str
    state: str = ""
    said: str = ""
    lines: tuple[Line, ...] = ()
    positions: tuple[Position, ...] = ()
    below: tuple[Ground, ...] = ()
    later: Callable[[], tuple[Ground, ...]] | None = field(default=None, compare=False, repr=False)

    @property
    def opens(self) -> bool:
        """Whether there is anything below it."""
        return bool(self.below) or self.later is not None

    @cached_property
    def children(self) -> tuple[Ground, ...]:
        """What stands below it."""
        return self.below if self.later is None else self.later()


def ground_of(advice: Advice, option: str) -> Ground:
    """The reasons for one option, with rules as written, values, guidelines and evidence."""
    told, listed = advice.why(option), advice.options[option]
    branches = [_branch(advice, option, reason) for reason in told.children]
    branches += _evidence(advice, option)
    branches.append(Ground("what would change it", later=lambda: _changes(advice, option)))
    return Ground(
        clean(told.label),
        clean(f"{told.state}, {listed.action}"),
        "",
        tuple(_head_lines(advice, listed, told)),
        below=tuple(branches),
    )


def position_row(position: Position) -> tuple[str, ...]:
    """One guideline's position as a row under `HEADS`."""
    return (
        clean(position.name),
        position.direction,
        position.strength or "–",
        position.certainty or "–",
        clean(position.applies),
        "yes" if position.adopted else "no",
    )


def position_lines(advice: Advice, position: Position) -> Iterator[Line]:
    """Everything about one position: its statement, for whom, and where it is published."""
    found = _recommendation(advice.program, position)
    if found is not None and found.statement:
        yield Line("statement", clean(found.statement))
    graded = (position.direction, position.strength, _certainty(position.certainty))
    yield Line("says", ", ".join(part for part in graded if part))
    because = f": {clean(position.because)}" if position.because else ""
    yield Line("applies", f"{clean(position.applies)}{because}")
    yield Line("adopted", "yes" if position.adopted else "no, only shown")
    yield Line("number", clean(position.recommendation))
    yield from _sources(advice, (position.source,))


# -- private -------------------------------------------------------------------------------


def _head_lines(advice: Advice, option: Option, told: Reason) -> Iterator[Line]:
    yield Line("because", clean(option.summary))
    graded = (option.strength, _certainty(option.certainty))
    strength = ", ".join(part for part in graded if part)
    yield Line("strength", strength or "none: no adopted guideline speaks of it directly")
    if option.conflict:
        yield Line("conflict", "guidelines disagree", Tone.ASK)
    if option.review:
        yield Line("review", option.review)
    about = advice.program.therapies[option.id].about
    if about:
        yield Line("about", clean(about))
    yield Line("place", told.place)
    yield from _sources(advice, told.sources)


def _branch(advice: Advice, option: str, reason: Reason) -> Ground:
    if reason.label == "guidelines":
        return _guidelines(advice, option, reason)
    return _ground(advice, reason)


def _ground(advice: Advice, reason: Reason) -> Ground:
    text = clean(reason.text.removeprefix(f"{reason.label}: "))
    condition = reason.condition
    beside = "" if condition is not None or reason.sources else text
    lines = [Line("", text)] if text else []
    if condition is not None:
        lines += _condition(condition, reason.place)
    lines += _sources(advice, reason.sources)
    if not text and reason.label in SEVERITY_LABELS and not reason.children:
        lines.append(Line("", "No such rule of this therapy holds."))
    # What a rule read stands in its card; below it the same would be said twice.
    told = () if condition is not None else (*reason.children, *reason.cleared)
    below = tuple(_ground(advice, child) for child in told)
    return Ground(clean(reason.label), clean(reason.state), beside, tuple(lines), below=below)


def _condition(condition: Condition, place: str) -> Iterator[Line]:
    yield Line("in words", clean(condition.words))
    yield Line("as written", clean(condition.written))
    yield Line("place", place)
    for number, value in enumerate(map(shown, condition.reads)):
        yield Line("values" if number == 0 else " ", f"{value.title}: {value.words}", _tone(value))


def _tone(value: Known) -> Tone:
    return Tone.ASK if value.state == "unknown" else Tone.PLAIN


def _guidelines(advice: Advice, option: str, reason: Reason) -> Ground:
    positions = advice.options[option].positions
    below = tuple(
        Ground(
            clean(one.name),
            clean(one.applies),
            ", ".join(part for part in (one.direction, one.strength) if part),
            tuple(position_lines(advice, one)),
        )
        for one in positions
    )
    said = f"{len(positions)} position{'' if len(positions) == 1 else 's'}"
    return Ground("guidelines", reason.state, said, (), positions, below)


def _recommendation(program: CompiledProgram, position: Position) -> Recommendation | None:
    return next((r for r in program.recommendations if r.id == position.recommendation), None)


def _evidence(advice: Advice, option: str) -> Iterator[Ground]:
    found = [one for one in advice.program.evidence if option in one.about]
    if found:
        below = tuple(_study(advice, one) for one in found)
        studies = f"{len(found)} {'study' if len(found) == 1 else 'studies'}"
        yield Ground("evidence", "", studies, tuple(Line("", g.said) for g in below), below=below)


def _study(advice: Advice, one: Evidence) -> Ground:
    size = "" if one.n is None else f"{one.n} patients"
    lines = [Line("finding", clean(one.finding))]
    if size:
        lines.append(Line("size", size))
    lines += _sources(advice, (one.source,))
    citation = advice.program.sources.get(one.source)
    called = clean(citation.text.split(".")[0]) if citation is not None else clean(one.source)
    year = f" {citation.year}" if citation is not None and citation.year else ""
    said = f"{called}{year}{f', {size}' if size else ''}"
    return Ground(clean(one.id), "", said, tuple(lines))


def _changes(advice: Advice, option: str) -> tuple[Ground, ...]:
    """The ways to other verdicts, a recommendation first, and how far was searched."""
    found = advice.what_would_change(option)
    ways: dict[str, list[str]] = {}
    for change in found.changes:
        ways.setdefault(f"→ {change.verdict}, {change.action}", []).append(clean(change.words))
    ordered = sorted(ways.items(), key=lambda item: not item[0].startswith("→ recommended"))
    grounds = [Ground(way, "", _first(words), tuple(_ways(words))) for way, words in ordered]
    if not grounds:
        grounds.append(Ground("nothing found", "", "that would change this"))
    searched = clean(found.searched)
    return (*grounds, Ground("how far this was searched", "", "", (Line("", searched),)))


def _ways(words: list[str]) -> Iterator[Line]:
    yield from (Line("or" if number else "if", way) for number, way in enumerate(words))


def _first(words: list[str]) -> str:
    more = len(words) - 1
    return f"if {words[0]}" + (f"; {more} more way{'s' if more > 1 else ''}" if more else "")


def _certainty(certainty: str | None) -> str:
    return f"{certainty} certainty" if certainty else ""


def _sources(advice: Advice, ids: tuple[str, ...]) -> list[Line]:
    known = cited(advice.program.sources)
    listed = [clean(known.get(id_, id_)) for id_ in ids if id_]
    return [Line("source" if n == 0 else " ", text) for n, text in enumerate(listed)]
