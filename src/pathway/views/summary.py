"""A summary for clinicians: one or two pages for the record and for whoever sees the patient next.

What an advice page says, shorter, with what was decided and every value that was used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from pathway.advice.advice import Advice
from pathway.advice.model import Provenance
from pathway.advice.words import said as in_words
from pathway.ground.terms import Verdict
from pathway.ground.vocabulary import NOT_APPLICABLE
from pathway.views.contents import assumed, findings, framed
from pathway.views.decided import DONE, Decided, on_record
from pathway.views.document import drawn
from pathway.views.document.model import Document, Section, rows_section
from pathway.views.entries import Bibliography, closing_reasons, name_of, titles
from pathway.views.forms import Form
from pathway.views.page import Detail, Row, Said, Tone, clean, joined
from pathway.views.sections import CLOSED, do_now, more_questions, pending, red_flags


def summary(
    advice: Advice,
    form: Form | str = Form.TEXT,
    decided: Sequence[Decided] = (),
    *,
    digest: str = "",
    width: int = 80,
) -> str:
    """The summary in one form; `decided` is what was decided in this sitting."""
    return drawn(document(advice, decided, digest=digest), Form(form), width=width)


def document(advice: Advice, decided: Sequence[Decided] = (), *, digest: str = "") -> Document:
    """Flags and plan, decisions, verdicts with their reasons, and what they rest on."""
    bibliography = Bibliography(advice.citations)
    sections = (
        red_flags(advice, bibliography),
        _decisions(advice, decided),
        on_record(advice),
        do_now(replace(advice, notes=()), bibliography),
        _brief(pending(advice, Bibliography(advice.citations))),
        _closed(advice, bibliography),
        replace(more_questions(advice), appendix=False),
        _in_one_row(findings(advice)),
        _values(advice),
        assumed(advice),
    )
    closing = "Supports a clinician's judgement and replaces none"
    digest = digest or advice.to_dict()["digest"]
    return framed(advice, sections, bibliography, closing=closing, digest=digest, compact=True)


# -- private -------------------------------------------------------------------------------

T = TypeVar("T")


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


def _closed(advice: Advice, bibliography: Bibliography) -> Section:
    """What is not for this patient, in one row for each verdict and reason.

    What merely does not apply is left out: nobody would look for it here.
    """
    groups: dict[tuple[str, tuple[Said, ...]], list[str]] = {}
    for option in advice.options.values():
        if option.verdict in CLOSED and option.verdict is not Verdict.NOT_INDICATED:
            why = closing_reasons(option, bibliography)
            groups.setdefault((str(option.verdict), why), []).append(clean(option.title))
    rows = (
        Row(verdict, (Said(", ".join(names)), *why), tone=Tone.STOP)
        for (verdict, why), names in _by(groups)
    )
    return rows_section("Not for this patient", tuple(rows))


def _values(advice: Advice) -> Section:
    """The values that were recorded, those of one source and day in one row, the latest first.

    What was assumed has a section of its own; red flags that are absent are counted.
    """
    taken = {item.attribute for item in advice.assumptions}
    red = frozenset(advice.program.red_flag_attributes)
    groups: dict[tuple[str, str], list[tuple[str, Provenance]]] = {}
    for name, value in advice.provenance.items():
        if name not in taken and value.value is not NOT_APPLICABLE:
            groups.setdefault((value.date or "", value.source or ""), []).append((name, value))
    rows = []
    for (date, source), found in sorted(groups.items(), key=lambda item: item[0], reverse=True):
        lead = " · ".join(clean(part) for part in (date, source) if part) or "no date or source"
        absent = [name for name, one in found if name in red and one.value is False]
        found = [(name, one) for name, one in found if name not in absent]
        says = [*_told(advice, found), *_named("yes", advice, found), *_named("no", advice, found)]
        if absent:
            says.append(Said(f"no to {len(absent)} red-flag questions"))
        rows.append(Row(lead, tuple(says)))
    return rows_section("Values used", tuple(rows))


def _told(advice: Advice, found: Sequence[tuple[str, Provenance]]) -> list[Said]:
    """Values that are more than yes or no, each with its name and unit."""
    return [
        Said(f"{name_of(advice, name)} {clean(in_words(one.value, one.unit))}")
        for name, one in found
        if not isinstance(one.value, bool)
    ]


def _named(answer: str, advice: Advice, found: Sequence[tuple[str, Provenance]]) -> list[Said]:
    """The names of all that was answered with yes, or with no."""
    names = [name_of(advice, name) for name, one in found if one.value is (answer == "yes")]
    return [Said(f"{answer}: {', '.join(names)}")] if names else []


def _by(groups: Mapping[tuple[str, T], list[str]]) -> list[tuple[tuple[str, T], list[str]]]:
    """The groups in the order of verdicts, as options are told everywhere."""
    order = [str(verdict) for verdict in CLOSED]
    return sorted(groups.items(), key=lambda item: order.index(item[0][0]))


def _brief(section: Section) -> Section:
    """Rows without what is told below them."""
    rows = (replace(row, details=()) for row in section.rows)
    return rows_section(section.title, rows, section.summary, section.tone)


def _in_one_row(section: Section) -> Section:
    """Short rows as one."""
    says = tuple(Said(f"{row.lead} {joined(row.says)}") for row in section.rows)
    return rows_section(section.title, (Row("findings", says),) if says else ())
