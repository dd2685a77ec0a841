"""What goes in: the kinds of value that conditions read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from pathway.advice.words import number
from pathway.ground.units import spoken
from pathway.ground.vocabulary import ENCOUNTER, Attribute, Base
from pathway.names.forms import OverrideName
from pathway.names.reading import read_history, read_name
from pathway.program import CompiledProgram
from pathway.views.intended_use import Count, Criterion, ReportEvidence, ReportItem, counted
from pathway.views.page import clean
from pathway.views.review_entries import Scribe

#: The types that a vocabulary can declare, in the words of its files; there are no others.
TYPES: Mapping[Base, str] = {
    Base.BOOLEAN: "yes/no",
    Base.TEXT: "choice",
    Base.DECIMAL: "number",
    Base.INTEGER: "whole number",
    Base.DATE: "date",
}


def inputs(scribe: Scribe) -> Criterion:
    """Closed kinds of input: the attributes that conditions read, with their types."""
    found = attributes_read(scribe.program)
    histories, lifted = _histories(scribe), _overrides(scribe)
    types = Counter(TYPES[attribute.type.base] for attribute in found)
    read = counted(len(found), "attribute")
    told = counted(len(histories), "therapy", "therapies")
    return Criterion(
        id="inputs",
        title="Kinds of input",
        rule="520(o)(1)(E), opening words: no image, no signal, no pattern",
        question="Does it read only closed kinds of medical information, no image and no signal?",
        answer=(
            f"It reads {read} of closed types, the history of {told}, and which of "
            f"{counted(len(lifted), 'rule')} a clinician has lifted. A vocabulary has no type for "
            "images, signals, waveforms or free text. Of each attribute one value counts, the "
            "latest of each source, and never a series."
        ),
        counts=(
            Count("attributes read", len(found)),
            *(Count(f"of type {type_}", types[type_]) for type_ in TYPES.values() if types[type_]),
            Count("therapies whose history is read", len(histories)),
            Count("rules that a clinician may lift", len(lifted)),
        ),
        evidence=(
            ReportEvidence("attributes that conditions read", tuple(map(_input, found))),
            ReportEvidence("histories that conditions read", histories),
            ReportEvidence("rules that a clinician may lift, yes/no each", lifted),
        ),
        open=_left_open(found),
    )


def attributes_read(program: CompiledProgram) -> tuple[Attribute, ...]:
    """What conditions read and clinicians are to have at hand, with what it is counted from."""
    attributes = program.vocabulary.attributes
    wanted = program.read_at_all | {need for _, need in program.needs}
    since = {attributes[name].since for name in wanted if name in attributes}
    return tuple(one for name, one in attributes.items() if name in wanted | since)


# -- private -------------------------------------------------------------------------------


def _histories(scribe: Scribe) -> tuple[ReportItem, ...]:
    """The therapies of which conditions read what was tried, each with the parts they read."""
    program = scribe.program
    parts: dict[str, list[str]] = {}
    for name in sorted(program.read_at_all - set(program.vocabulary.attributes)):
        if (read := read_history(name)) is not None:
            parts.setdefault(read.therapy, []).append(read.part.replace("_", " "))
    return tuple(
        ReportItem(scribe.title(id_), ", ".join(parts[id_]), id_)
        for id_ in program.therapies
        if id_ in parts
    )


def _overrides(scribe: Scribe) -> tuple[ReportItem, ...]:
    """The *avoid* rules that an override of the patient's file may lift."""
    program = scribe.program
    rules = {rule.id: rule for one in program.therapies.values() for rule in one.rules}
    read = map(read_name, sorted(program.read_at_all))
    lifted = [rules[name.id] for name in read if isinstance(name, OverrideName)]
    return tuple(ReportItem(clean(rule.id), "", "", scribe.place(rule.span)) for rule in lifted)


def _input(attribute: Attribute) -> ReportItem:
    said = [_kind(attribute), *_ages(attribute)]
    if attribute.absent is not None:
        said.append(f"absent from reconciled {attribute.absent}: assumed no")
    return ReportItem(clean(attribute.title), "; ".join(said), attribute.name)


def _kind(attribute: Attribute) -> str:
    """The type with whatever closes it: the choices, or the unit and the range."""
    words = TYPES[attribute.type.base]
    if attribute.type.choices:
        return f"{words} of {', '.join(map(clean, attribute.type.choices))}"
    if attribute.type.unit is not None:
        words = f"{words} in {spoken(attribute.type.unit)}"
    if attribute.lowest is not None and attribute.highest is not None:
        words = f"{words}, {number(attribute.lowest)} to {number(attribute.highest)}"
    return words


def _ages(attribute: Attribute) -> tuple[str, ...]:
    if attribute.valid_for is None:
        return ()
    if attribute.valid_for == ENCOUNTER:
        return ("valid on the day it was asked",)
    return (f"valid for {counted(attribute.valid_for, 'day')}",)


def _left_open(found: tuple[Attribute, ...]) -> tuple[str, ...]:
    measured = [one for one in found if one.type.is_number and "loinc" in one.codes]
    titles = ", ".join(clean(one.title) for one in measured)
    return (*((_MEASURED.format(titles),) if measured else ()), _REPORTED)


_MEASURED = (
    "Single measured results are read (numbers with a LOINC code: {}); whether such a result "
    "counts as a signal or a pattern is for the reviewer."
)
_REPORTED = (
    "A type does not show whether a value is itself somebody's reading of an image or a signal; "
    "the list of attributes has to be read for that."
)
