"""The difference between two versions of pathways: text, Markdown for a change request, JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from pathway.authoring.verify.difference import ProgramDifference, ToldChange
from pathway.authoring.verify.version import About
from pathway.frozen import frozen
from pathway.ground.vocabulary import Vocabulary
from pathway.patients.writer import write_patient


@frozen
class Compared:
    """Everything that is shown of two versions.

    `gone` and `added` are pathways that only one version has, `affected` the patients of a
    folder who are told something else, of `patients` in all.
    """

    old: str
    new: str
    differences: Sequence[ProgramDifference]
    vocabulary: Vocabulary
    gone: Sequence[str] = ()
    added: Sequence[str] = ()
    affected: Sequence[tuple[str, Sequence[str]]] = ()
    patients: int | None = None

    @property
    def nothing(self) -> bool:
        """Whether everybody is told the same."""
        return not (self.gone or self.added) and all(d.nothing for d in self.differences)


#: What is the same where nothing was found.
SAME: Final = (
    "every alert, verdict, action, step, outcome, finding, reason, guideline position and note is "
    "the same for every patient"
)
NOT_COMPARED: Final = (
    "not compared: which questions are asked, and the order of the plan and of the questions"
)


def text(compared: Compared, width: int = 80) -> str:
    """For a terminal."""
    return "\n".join(_text(compared, width)) + "\n"


def markdown(compared: Compared) -> str:
    """For a change request."""
    return "\n".join(_markdown(compared)) + "\n"


def to_dict(compared: Compared) -> Mapping[str, Any]:
    """For scripts."""
    return {
        "schema": "pathway-diff/1",
        "old": compared.old,
        "new": compared.new,
        "same": compared.nothing,
        "gone": list(compared.gone),
        "added": list(compared.added),
        "pathways": [_data(one, compared.vocabulary) for one in compared.differences],
        "patients": compared.patients,
        "affected": [
            {"patient": patient, "told_differently": list(what)}
            for patient, what in compared.affected
        ],
    }


# -- private -------------------------------------------------------------------------------


def _text(compared: Compared, width: int) -> Iterator[str]:
    yield f"from {compared.old} to {compared.new}"
    yield from (f"pathway {id_}: gone" for id_ in compared.gone)
    yield from (f"pathway {id_}: new" for id_ in compared.added)
    for one in compared.differences:
        yield ""
        yield f"{one.pathway}: {_headline(one)}"
        for change in one.changes:
            yield from _told(change, compared.vocabulary, width)
        for name in one.read:
            yield f"  read differently: {name} (the same record is understood otherwise)"
        for what, why in one.open:
            yield f"  not proved  {what.about.value} {what.title}: {why}"
        for text_ in one.texts:
            yield f"  text      {text_.place}"
            yield from _block("", f"{text_.before} → {text_.after}", width)
        yield from _paragraph(f"proved the same for every patient: {_same(one)}", width)
        if one.reworded:
            yield from _paragraph(f"conditions written otherwise: {'; '.join(one.reworded)}", width)
        if one.changed or one.texts:
            yield from _paragraph(NOT_COMPARED, width)
    yield from _affected(compared)


def _paragraph(said: str, width: int) -> list[str]:
    return textwrap.wrap(said, width, initial_indent="  ", subsequent_indent="  ")


def _headline(one: ProgramDifference) -> str:
    """What was found, in the order of its weight; no more is said than was proved."""
    found = []
    if one.changes:
        found.append(f"{_things(len(one.changes))} told differently")
    if one.open:
        found.append(f"of {len(one.open)} it is not proved")
    if one.read:
        found.append(f"{_things(len(one.read))} read differently from the same record")
    if not found:
        found.append(SAME if one.changed else "nothing has changed its meaning")
    if one.texts:
        count = len(one.texts)
        found.append("1 text differs" if count == 1 else f"{count} texts differ")
    return "; ".join(found)


def _things(count: int) -> str:
    return "1 thing is" if count == 1 else f"{count} things are"


def _told(change: ToldChange, vocabulary: Vocabulary, width: int) -> Iterator[str]:
    yield f"  {change.what.about.value:9} {change.what.title}"
    ways = ", ".join(_ways(change))
    yield from _block("", ways, width)
    if change.whom:
        yield from _block("whom", "; ".join(_grouped(change)), width)
    yield from _block("such as", "this patient, the smallest found:", width)
    patient = write_patient(change.patient, vocabulary).rstrip()
    yield from textwrap.indent(patient, " " * 14).splitlines()


def _ways(change: ToldChange) -> Iterator[str]:
    yield from (f"{before} → {after}" for before, after in change.ways)
    if change.more:
        yield "and others"


def _grouped(change: ToldChange) -> Iterator[str]:
    """What all have in common, things with the same answers together, the rarest first."""
    groups: dict[str, list[str]] = {}
    for one in change.whom:
        groups.setdefault(one.answers, []).append(one.title)
    for answers, titles in sorted(groups.items(), key=lambda group: len(group[1])):
        yield f"{', '.join(titles)}: {answers}"


def _block(label: str, said: str, width: int) -> list[str]:
    first = f"    {label:8}"
    return textwrap.wrap(
        said, max(width, 40), initial_indent=first, subsequent_indent=" " * len(first)
    )


def _same(one: ProgramDifference) -> str:
    counts = {about: sum(what.about is about for what in one.same) for about in About}
    said = [f"{number} {_PLURAL[about]}" for about, number in counts.items() if number]
    return ", ".join(said) or "nothing"


_PLURAL: Mapping[About, str] = {
    About.ALERT: "alerts",
    About.VERDICT: "verdicts",
    About.ACTION: "actions",
    About.STEP: "steps",
    About.OUTCOME: "parts of the outcome",
    About.RULE: "reasons and cautions",
    About.POSITION: "guideline positions",
    About.NOTE: "notes",
    About.FINDING: "findings",
}


def _cell(text: str) -> str:
    """A text in one cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")


def _affected(compared: Compared) -> Iterator[str]:
    if compared.patients is None:
        return
    yield ""
    yield f"{len(compared.affected)} of {compared.patients} patients are told something else"
    for patient, what in compared.affected:
        yield f"  {patient}: {', '.join(what)}"


def _markdown(compared: Compared) -> Iterator[str]:
    yield f"## What patients are told differently: {compared.old} → {compared.new}"
    yield from (f"\nPathway `{id_}` is gone." for id_ in compared.gone)
    yield from (f"\nPathway `{id_}` is new." for id_ in compared.added)
    for one in compared.differences:
        yield f"\n### {one.pathway}: {_headline(one)}"
        if one.changes:
            yield "\n| what | before → after | whom |\n|---|---|---|"
        for change in one.changes:
            ways = "<br>".join(_ways(change))
            whom = "<br>".join(_grouped(change)) or "no one thing in common"
            yield f"| {change.what.about.value}: {change.what.title} | {ways} | {whom} |"
        yield from (f"\nRead differently: `{name}`" for name in one.read)
        yield from (f"\nNot proved: {what.title}: {why}" for what, why in one.open)
        if one.texts:
            yield "\n| text | before | after |\n|---|---|---|"
        for each in one.texts:
            cells = (each.place, each.before, each.after)
            yield f"| {' | '.join(map(_cell, cells))} |"
        yield f"\nProved the same for every patient: {_same(one)}."
        if one.reworded:
            yield f"\nConditions written otherwise: {'; '.join(one.reworded)}."
        if one.changed or one.texts:
            yield f"\n{NOT_COMPARED.capitalize()}."
        for change in one.changes:
            patient = write_patient(change.patient, compared.vocabulary).rstrip()
            yield f"\n<details><summary>{change.what.title}: a patient</summary>\n"
            yield f"```yaml\n{patient}\n```\n</details>"
    yield from _affected(compared)


def _data(one: ProgramDifference, vocabulary: Vocabulary) -> Mapping[str, Any]:
    return {
        "pathway": one.pathway,
        "changed_definitions": list(one.changed),
        "changes": [
            {
                "about": change.what.about.value,
                "name": change.what.name,
                "title": change.what.title,
                "ways": [{"before": before, "after": after} for before, after in change.ways],
                "more_ways": change.more,
                "whom": {str(one.title): one.answers for one in change.whom},
                "patient": write_patient(change.patient, vocabulary),
            }
            for change in one.changes
        ],
        "read_differently": list(one.read),
        "texts": [
            {"place": each.place, "before": each.before, "after": each.after} for each in one.texts
        ],
        "conditions_written_otherwise": list(one.reworded),
        "not_proved": [{"name": what.name, "why": why} for what, why in one.open],
        "proved_same": [what.name for what in one.same],
    }
