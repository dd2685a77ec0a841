"""The report on a cohort as a document: for somebody who plans care, gaps first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pathway.cohort.columns import BEGUN, FINISHED, REACHED, STEPS
from pathway.cohort.drift import Fired, Moved
from pathway.cohort.drift_page import over_time, what_moved
from pathway.cohort.pictures import gaps_picture, steps_picture, verdicts_picture
from pathway.cohort.reasons import spoken
from pathway.cohort.report import CohortReport, Counts
from pathway.cohort.suppression import OTHERS
from pathway.cohort.wording import NOT_TOLD, Titles, figure, share
from pathway.frozen import frozen
from pathway.ground.terms import READING_ORDER
from pathway.names import ELIGIBLE, OUTCOME
from pathway.program import CompiledProgram
from pathway.views.contents import STATUS_WORDS
from pathway.views.document import Document, DocumentTable, Paragraph, Section
from pathway.views.page import clean


@frozen
class Compared:
    """What a report is compared with: an earlier one, and others in the order of their days."""

    earlier: CohortReport | None = None
    moved: tuple[Moved, ...] = ()
    runs: tuple[CohortReport, ...] = ()
    fired: tuple[Fired, ...] = ()


def document(
    report: CohortReport,
    program: CompiledProgram,
    compared: Compared | None = None,
    *,
    pictures: bool = False,
) -> Document:
    """What the numbers say; `pictures` are for a page."""
    titles = Titles(program)
    day = report.worked.as_of
    return Document(
        title=f"{clean(program.title)}: {report.patients:,} patients",
        version=clean(report.worked.version or program.version),
        status=STATUS_WORDS.get(program.status, clean(program.status)),
        about="" if day is None else f"as of {day.isoformat()}",
        head=tuple(_head(report, program)),
        sections=tuple(_sections(report, titles, compared or Compared(), pictures=pictures)),
        footer=(Paragraph("Numbers for planning care. They advise on nobody."),),
        wide=True,
        contents=True,
    )


# -- private -------------------------------------------------------------------------------

#: So many reasons are named for what holds people back at a step.
_REASONS: Final = 3


def _head(report: CohortReport, program: CompiledProgram) -> Iterator[Paragraph]:
    if report.worked.digest not in ("", program.digest):
        text = "These answers were worked out with another version than the titles here"
        yield Paragraph(f"{text}: {clean(program.version)} is what the library holds.", strong=True)
    if report.left_out:
        rows = "1 row was" if report.left_out == 1 else f"{report.left_out:,} rows were"
        because = "of which nothing is said; what the run printed tells why"
        yield Paragraph(f"{rows} left out, {because}.", strong=True)
    if report.fewest > 1:
        text = f"A group of fewer than {report.fewest} patients is told nowhere"
        more = f"it is counted among “{OTHERS}”, and other numbers may be a little too low for it"
        yield Paragraph(f"{text}: {more}. “{NOT_TOLD}” is nobody, or not told.")


def _sections(
    report: CohortReport, titles: Titles, compared: Compared, *, pictures: bool
) -> Iterator[Section]:
    every = report.told_of
    yield from _section("What it comes to", report.whole[OUTCOME], titles, every, "Outcome")
    gaps = gaps_picture(report, titles) if pictures else None
    if gaps is not None:
        yield Section("Gaps in care", (gaps,), id="gaps")
    ends = {id_: count for id_, count in report.to_end.items() if count}
    yield from _section("Taken, and to be ended", ends, titles, every, "Treatment")
    yield from _section("Due now, and not begun", report.due, titles, every, "Treatment")
    yield from _section("Waiting for an answer", report.waiting, titles, every, "Treatment")
    asked = {titles.question(id_): count for id_, count in report.asks.items()}
    yield from _section("The first question", asked, titles, every, "About")
    yield from _steps(report, titles, pictures=pictures)
    flags = {titles.flags[id_]: count for id_, count in report.alerts.items()}
    yield from _section("Red flags present", flags, titles, every, "Red flag")
    yield from _section("When to look again", report.reviews, titles, every, "Review")
    if compared.earlier is not None:
        yield what_moved(compared.earlier, report, compared.moved, titles)
    if compared.runs:
        gone = compared.earlier is None
        yield over_time(compared.runs, compared.fired, titles, pictures=pictures, stopped=gone)
    yield from _verdicts(report, titles, pictures=pictures)
    yield from _firing(report, titles)


def _section(
    title: str, counts: Counts, titles: Titles, every: int, what: str
) -> Iterator[Section]:
    if not counts:
        return
    rows = tuple((titles[id_], figure(n), share(n, every)) for id_, n in counts.items())
    table = DocumentTable((what, "Patients", "Share"), rows, figures=frozenset({1, 2}))
    yield Section(title, (table,), id=_address(title))


def _steps(report: CohortReport, titles: Titles, *, pictures: bool) -> Iterator[Section]:
    """The sequence: how many got to each step, tried something there, left it, and what holds."""
    nodes = [node for node in titles.program.nodes if node.kind == "step"]
    reached = report.steps[REACHED]
    rows: list[tuple[str, ...]] = []
    eligible = report.whole[ELIGIBLE].get("yes", 0)
    rows.append(("eligible", figure(eligible), share(eligible, report.told_of), "", "", "", ""))
    for node in nodes:
        count = reached.get(node.id, 0)
        told = (report.steps[part].get(node.id, 0) for part in (BEGUN, FINISHED, STEPS))
        held = _held(report, node.offers, titles)
        of_all = share(count, report.told_of) if count else NOT_TOLD
        rows.append((titles.steps[node.id], figure(count), of_all, *map(figure, told), held))
    head = ("Step", "Reached", "Share", "Tried something", "Left it", "Stand here")
    about = "Reached, tried and left count everybody who ever did; who stands at two counts twice."
    table = DocumentTable(
        (*head, "What most often rules out or holds back"),
        tuple(rows),
        figures=frozenset({1, 2, 3, 4, 5}),
    )
    drawn = (steps_picture(report, nodes, titles),) if pictures and eligible else ()
    yield Section("Along the steps", (*drawn, table, Paragraph(about)), id="steps")


def _held(report: CohortReport, offers: Sequence[str], titles: Titles) -> str:
    """The most frequent reasons against what a step offers."""
    cautions = {code for id_ in offers for code in titles.cautions(id_)}
    found: dict[str, int] = {}
    for id_ in offers:
        for code, count in report.firing.get(id_, {}).items():
            if code not in cautions:
                found[code] = max(found.get(code, 0), count)
    ordered = sorted(found.items(), key=lambda row: (-row[1], row[0]))[:_REASONS]
    return "; ".join(f"{titles[code]} ({figure(n)})" for code, n in ordered)


def _verdicts(report: CohortReport, titles: Titles, *, pictures: bool) -> Iterator[Section]:
    told = dict.fromkeys(word for counts in report.verdicts.values() for word in counts)
    heads = tuple(one for one in (*READING_ORDER, OTHERS) if one in told)
    rows = [
        (titles[id_], *(figure(counts.get(one)) for one in heads))
        for id_, counts in report.verdicts.items()
        if counts
    ]
    if rows:
        figures = frozenset(range(1, len(heads) + 1))
        head = ("Treatment", *map(str, heads))
        drawn = (verdicts_picture(report, titles),) if pictures else ()
        table = DocumentTable(head, tuple(rows), figures=figures)
        yield Section("Verdicts", (*drawn, table), id="verdicts")


def _firing(report: CohortReport, titles: Titles) -> Iterator[Section]:
    """Every rule that fires, with what it says and what it rests on."""
    codes, sources = spoken(titles.program), titles.program.sources
    rows: list[tuple[str, ...]] = []
    for id_, counts in report.firing.items():
        for code, count in counts.items():
            one = codes[code]
            cited = "; ".join(clean(sources[s].text) for s in one.sources if s in sources)
            told = (figure(count), share(count, report.told_of), code, cited)
            rows.append((titles[id_], titles[code], *told))
    if rows:
        head = ("Treatment", "What fires", "Patients", "Share", "Id", "Source")
        table = DocumentTable(head, tuple(rows), figures=frozenset({2, 3}))
        how = (
            "`pathway cohort patient IN ID > p.yaml; pathway why THERAPY p.yaml` explains one row."
        )
        yield Section("What fires, by rule", (table, Paragraph(how)), id="firing")


def _address(title: str) -> str:
    return title.lower().replace(",", "").replace(" ", "-")
