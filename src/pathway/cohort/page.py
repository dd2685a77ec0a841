"""What runs and comparisons of versions come to, and which columns a table may have, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pathway.cohort.compare import CohortDifference
from pathway.cohort.table import TRIAL
from pathway.cohort.wording import share
from pathway.ground.vocabulary import Attribute, Base, RecordList
from pathway.names import complete_name
from pathway.program import CompiledProgram
from pathway.views.document import Document, DocumentTable, Paragraph, Section
from pathway.views.page import clean


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
            clean("; ".join(one.whom)),
            ", ".join(map(clean, one.examples)),
        )
        for one in found.changes
    )
    told = share(found.changed, found.patients)
    text = f"Something changes for {found.changed:,} of {found.patients:,} patients"
    lead = Paragraph(f"{text} ({told})." if told else f"{text}.")
    heads = (
        "About",
        f"Version {before.version}",
        f"Version {after.version}",
        "Patients",
        "All of them",
        "Such as",
    )
    table = (
        (Section("What changes", (DocumentTable(heads, rows, figures=frozenset({3})),)),)
        if rows
        else ()
    )
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
