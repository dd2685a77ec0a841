"""The report on a cohort as a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pathway.cohort.compare import CohortDifference
from pathway.cohort.report import CohortReport
from pathway.cohort.table import TRIAL
from pathway.ground.terms import Verdict
from pathway.ground.vocabulary import Attribute, Base, RecordList
from pathway.names import complete_name
from pathway.program import CompiledProgram
from pathway.views.contents import STATUS_WORDS
from pathway.views.document import Document, DocumentTable, Paragraph, Section
from pathway.views.page import clean


def document(report: CohortReport, program: CompiledProgram) -> Document:
    """What the numbers say, for somebody who plans care: gaps first."""
    return Document(
        title=f"{clean(program.title)}: {report.patients:,} patients",
        version=clean(program.version),
        status=STATUS_WORDS.get(program.status, clean(program.status)),
        head=tuple(_head(report)),
        sections=tuple(_sections(report, program)),
        footer=(Paragraph("Numbers for planning care. They advise on nobody."),),
        digest=program.digest,
        wide=True,
    )


# -- private -------------------------------------------------------------------------------

_HIDDEN: Final = "few"


def _head(report: CohortReport) -> Iterator[Paragraph]:
    if report.left_out:
        because = "because of contradictions in a row or an id that stands twice"
        yield Paragraph(f"{_rows(report.left_out)} left out, {because}.", strong=True)
    if report.fewest == 1:
        return
    text = f"“{_HIDDEN}” stands for fewer than {report.fewest} patients"
    yield Paragraph(f"{text}, and for one more number from which that would follow.")


def _sections(report: CohortReport, program: CompiledProgram) -> Iterator[Section]:
    titles = {id_: clean(therapy.title) for id_, therapy in program.therapies.items()}
    steps = {node.id: clean(node.title) for node in program.nodes}
    flags = {flag.id: clean(flag.title) for flag in program.all_flags}
    every = report.patients - report.left_out
    yield from _section("What it comes to", report.outcomes, {}, every, "Outcome")
    yield from _section("Red flags present", report.alerts, flags, every, "Red flag")
    yield from _section("Taken, and to be ended", report.to_end, titles, every, "Treatment")
    yield from _section("Due now, and not begun", report.due, titles, every, "Treatment")
    yield from _section("Waiting for an answer", report.waiting, titles, every, "Treatment")
    yield from _section("Where they stand", report.steps, steps, every, "Step")
    yield from _verdicts(report, titles)


def _section(
    title: str,
    counts: Mapping[str, int | None],
    titles: Mapping[str, str],
    every: int,
    what: str,
) -> Iterator[Section]:
    if not counts:
        return
    rows = [(titles.get(id_, id_), _count(n), _share(n, every)) for id_, n in counts.items()]
    yield Section(title, (DocumentTable((what, "Patients", "Share"), tuple(rows)),))


def _verdicts(report: CohortReport, titles: Mapping[str, str]) -> Iterator[Section]:
    told = dict.fromkeys(word for counts in report.verdicts.values() for word in counts)
    heads = tuple(str(one) for one in reversed(Verdict) if one in told)
    rows = [
        (titles.get(id_, id_), *(_count(counts[one]) if one in counts else "" for one in heads))
        for id_, counts in report.verdicts.items()
        if counts
    ]
    if rows:
        yield Section("Verdicts", (DocumentTable(("Treatment", *heads), tuple(rows)),))


def _count(number: int | None) -> str:
    return _HIDDEN if number is None else f"{number:,}"


def _share(number: int | None, every: int) -> str:
    return "" if number is None or not every else f"{100 * number / every:.1f} %"


# -- other pages -----------------------------------------------------------------------------


def ran_text(found: Mapping[str, Any], seconds: float) -> str:
    """What a run came to, in a few lines: what could not be read is told by column."""
    patients, left_out = found["patients"], found["left_out"]
    speed = f", {patients / seconds:,.0f} a second" if seconds >= 1 and patients >= 1000 else ""
    lines = [f"{patients:,} patients{speed}"]
    if found["kept"]:
        lines.append(f"{found['kept']} of {found['parts']} files were written before")
    if left_out:
        lines.append(f"{_rows(left_out)} left out")
    for one in found["faults"]:
        lines.append(f"{one['column']}: {one['cells']:,} × {one['reason']}")
    lines += [f"not read: {message}" for message in found["unread"]]
    lines += [f"appeared under way: {part}; run again" for part in found["appeared"]]
    return "".join(f"{line}\n" for line in lines)


def changes(found: CohortDifference, before: CompiledProgram, after: CompiledProgram) -> Document:
    """For whom another version changes what, the most frequent change first."""
    titles = {id_: one.title for id_, one in {**before.therapies, **after.therapies}.items()}
    rows = tuple(
        (
            clean(titles.get(one.about, one.about)),
            one.before,
            one.after,
            f"{one.patients:,}",
            ", ".join(map(clean, one.examples)),
        )
        for one in found.changes
    )
    share = _share(found.changed, found.patients)
    text = f"Something changes for {found.changed:,} of {found.patients:,} patients"
    lead = Paragraph(f"{text} ({share})." if share else f"{text}.")
    heads = (
        "About",
        f"Version {before.version}",
        f"Version {after.version}",
        "Patients",
        "Such as",
    )
    table = (Section("What changes", (DocumentTable(heads, rows),)),) if rows else ()
    return Document(
        title=f"{clean(after.title)}: what changes", head=(lead,), sections=table, wide=True
    )


def columns_of(program: CompiledProgram) -> list[tuple[str, str]]:
    """The columns that a table may have, those that the pathway reads, with what they hold."""
    rows = [
        ("id", "text: who it is; each once"),
        ("recorded_on", "date: when what stands in the row was recorded"),
        ("history_taken", "yes or no: whether the treatments of this episode are known"),
        *((complete_name(one), "yes or no: whether that list is complete") for one in RecordList),
    ]
    for name, one in program.vocabulary.attributes.items():
        if name in program.read_at_all:
            rows.append((name, f"{_holds(one)}: {one.title}"))
            if one.valid_for is not None:
                rows.append((f"{name}.on", "date: when that was recorded"))
    for id_ in program.listed:
        for part in TRIAL:
            rows.append((f"{id_}.{part}", f"of the trial of: {program.therapies[id_].title}"))
    return rows


def _rows(count: int) -> str:
    return "1 row was" if count == 1 else f"{count:,} rows were"


def _holds(attribute: Attribute) -> str:
    if attribute.type.base is Base.BOOLEAN:
        return "yes or no"
    if attribute.type.choices:
        return " | ".join(attribute.type.choices)
    return str(attribute.type)
