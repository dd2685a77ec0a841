"""Coverage as a document: the shares, what was never exercised, and the files as written.

The files, every condition marked in colour and words, are left to forms made for filing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pathway.authoring.coverage.meter import Coverage
from pathway.authoring.reports.coverage import (
    EXERCISED,
    MISSING,
    NOT_PROVED,
    OUT_OF_REACH,
    CoverageMark,
    marks_of,
)
from pathway.ground.source import Source
from pathway.views.document import (
    Block,
    Document,
    DocumentTable,
    Entries,
    ListEntry,
    Section,
    passage,
)
from pathway.views.document.model import Cell
from pathway.views.page import Said, Tone


def document(coverage: Coverage) -> Document:
    """The whole report."""
    share, out = coverage.share, len(coverage.out_of_reach)
    open_ = NOT_PROVED if coverage.missing and not coverage.proved else ""
    files = (_file(coverage, where) for where in coverage.by_place)
    states = ((MISSING, "Not exercised"), (OUT_OF_REACH, "Out of reach"))
    listed = (_listed(coverage, state, heading) for state, heading in states)
    return Document(
        title=f"coverage {share.percent}: {share.exercised:,} of {share.of:,} exercised",
        about=f"{out:,} more are out of reach and listed below" if out else open_,
        head=(),
        sections=(_shares(coverage), *(one for one in listed if one.blocks), _COUNTED, *files),
        wide=True,
    )


# -- private -------------------------------------------------------------------------------

_COUNTED: Final = passage(
    "How it is counted",
    "A condition's part counts as true, false or unknown only where it decided what came of the "
    "condition, in a scenario that expects something of what the condition belongs to.",
    appendix=True,
)
#: The tones are said in words as well, so that a page can be read without colours.
_TONES: Final[Mapping[str, Tone]] = {
    EXERCISED: Tone.GO,
    MISSING: Tone.ALARM,
    OUT_OF_REACH: Tone.QUIET,
}


def _shares(coverage: Coverage) -> Section:
    rows = []
    for where, items in coverage.by_place.items():
        part = coverage.share_of(item.key for item in items)
        rows.append(((Said(where, href=f"#{where}"),), part.exercised, part.of, part.percent))
    head = ("File or pathway", "Exercised", "Of", "Share")
    return Section("Shares", (DocumentTable(head, tuple(rows)),))


def _listed(coverage: Coverage, state: str, heading: str) -> Section:
    """Every item in a state, under its file, with its line."""
    lists = []
    for where in coverage.by_place:
        marks = (mark for mark in marks_of(coverage, where) if mark.having(state))
        if entries := tuple(_entry(coverage, mark, state) for mark in marks):
            lists.append(Entries(where, entries))
    return Section(heading, tuple(lists))


def _entry(coverage: Coverage, mark: CoverageMark, state: str) -> ListEntry:
    said = ", ".join(f"never {outcome}" for outcome in mark.having(state))
    reasons = {coverage.out_of_reach[key] for key in mark.keys if key in coverage.out_of_reach}
    why = f" ({'; '.join(sorted(reasons))})" if state == OUT_OF_REACH else ""
    place = f"line {mark.span.line}" if mark.span is not None else ""
    return ListEntry(str(mark), f"{said}{why}", place=place)


def _file(coverage: Coverage, where: str) -> Section:
    """A file or a pathway with its text, and what has no line in it."""
    marks = marks_of(coverage, where)
    placed = [(mark, mark.span.source) for mark in marks if mark.span is not None]
    inside = [mark for mark, source in placed if source.name == where]
    source = next((source for _, source in placed if source.name == where), None)
    outside = tuple((str(m), tuple(_outcomes(coverage, m))) for m in marks if m not in inside)
    blocks: list[Block] = [DocumentTable(("What", "Outcomes"), outside)] if outside else []
    if source is not None:
        lines = tuple(_lines(coverage, source, inside))
        blocks.append(DocumentTable(("Line", "Text", "Outcomes"), lines, code=True))
    share = coverage.share_of(key for mark in marks for key in mark.keys)
    return Section(where, tuple(blocks), where, summary=share.percent, appendix=True)


def _lines(
    coverage: Coverage, source: Source, marks: Sequence[CoverageMark]
) -> Iterator[tuple[Cell, ...]]:
    """The lines of a file from the first to the last, conditions marked."""
    spans = sorted(
        ((m.span.start, m.span.end, m) for m in marks if m.span is not None),
        key=lambda one: one[:2],
    )
    at = 0
    for number, text in enumerate(source.text.splitlines(keepends=True), start=1):
        here = [(start, end, mark) for start, end, mark in spans if at <= start < at + len(text)]
        named = len(here) > 1
        said = tuple(one for _, _, mark in here for one in _outcomes(coverage, mark, named=named))
        yield number, tuple(_pieces(text.rstrip("\r\n"), at, here)), said
        at += len(text)


def _pieces(text: str, at: int, marks: Sequence[tuple[int, int, CoverageMark]]) -> Iterator[Said]:
    done = 0
    for start, end, mark in marks:
        first, last = max(start - at, done), min(end - at, len(text))
        if first >= last:
            continue  # written over by another one, as with an anchor
        yield Said(text[done:first])
        yield Said(text[first:last], tone=_tone(mark))
        done = last
    yield Said(text[done:])


def _tone(mark: CoverageMark) -> Tone:
    if mark.having(MISSING):
        return Tone.ASK if mark.having(EXERCISED) else Tone.ALARM
    return Tone.GO if mark.having(EXERCISED) else Tone.QUIET


def _outcomes(coverage: Coverage, mark: CoverageMark, *, named: bool = False) -> Iterator[Said]:
    """What came of each outcome; `named` says which condition, where a line has several."""
    if named:
        yield Said(mark.part)
    for key, (outcome, state) in zip(mark.keys, mark.outcomes, strict=True):
        scenarios = coverage.by.get(key, ())
        more = f" and {len(scenarios) - 3} more" if len(scenarios) > 3 else ""
        why = f"{', '.join(scenarios[:3])}{more}" if scenarios else coverage.out_of_reach.get(key)
        yield Said(f"{outcome}: {state}{f' ({why})' if why else ''}", tone=_TONES[state])
