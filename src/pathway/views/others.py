"""The options that are not for today: what waits, what is closed, what comes later."""

from __future__ import annotations

from dataclasses import replace

from pathway.advice.advice import Advice
from pathway.advice.model import Option
from pathway.ground.terms import Action, Verdict
from pathway.views.decided import decision_details
from pathway.views.document.model import Section, rows_section
from pathway.views.entries import (
    Bibliography,
    closing_reasons,
    option_details,
    positions,
    waits_for,
)
from pathway.views.page import Detail, Row, Said, Tone, clean

#: What stands for the verdict where a therapy is not started because of another one.
NOT_BESIDE = "not beside another"

#: Verdicts under which a therapy is not for this patient, as things stand.
CLOSED = (
    Verdict.CONTRAINDICATED,
    Verdict.AVOID,
    Verdict.NOT_RECOMMENDED,
    Verdict.DECLINED,
    Verdict.UNAVAILABLE,
    Verdict.TRIED,
    Verdict.NOT_INDICATED,
)


def pending(advice: Advice, bibliography: Bibliography) -> Section:
    """Options, and referrals of the pathway itself, that wait for an answer.

    Running options are asked about at once and stand above.
    """
    rows = []
    for node in advice.path:
        if node.asked:
            lead = f"referral to {clean(node.title)}" if node.kind == "refer" else clean(node.title)
            says = Said(f"depends on: {clean(node.waits_for)}")
            rows.append(Row(lead, (says,), tone=Tone.ASK))
    for option in _with(advice, Verdict.PENDING):
        if not option.current:
            waits = waits_for(advice, option)
            says = Said(f"waits for: {waits}" if waits else clean(option.summary))
            details = _details(advice, option, bibliography)
            rows.append(Row(clean(option.title), (says,), details=details, tone=Tone.ASK))
    for option in _with(advice, Verdict.RECOMMENDED):
        if option.action is Action.ASK_FIRST:
            details = _details(advice, option, bibliography)
            says = Said(clean(option.summary))
            rows.append(Row(clean(option.title), (says,), details=details, tone=Tone.ASK))
    return rows_section("Pending", tuple(rows))


def closed(advice: Advice, bibliography: Bibliography) -> Section:
    """Options that are not for this patient, and why.

    Guidelines that disagree are shown where that decided; for a running therapy the plan does.
    """
    rows = []
    for option in _with(advice, *CLOSED):
        says = closing_reasons(option, bibliography)
        details: tuple[Detail, ...] = decision_details(advice, [option.id])
        moot = option.verdict is not Verdict.NOT_RECOMMENDED or option.current
        if option.conflict and not moot:
            details += positions(option.positions, bibliography)
        rows.append(Row(clean(option.title), says, str(option.verdict), details, tone=Tone.STOP))
    rows += [
        Row(
            clean(o.title),
            (Said(clean(o.summary)),),
            NOT_BESIDE,
            decision_details(advice, [o.id]),
            tone=Tone.STOP,
        )
        for o in _with(advice, Verdict.RECOMMENDED)
        if o.action is Action.DO_NOT_START
    ]
    return rows_section("Not for this patient", tuple(rows))


def later(advice: Advice) -> Section:
    """Options that come later, those with the same way to them in one row."""
    groups: dict[tuple[str, ...], list[Option]] = {}
    for option in _with(advice, Verdict.LATER):
        if not option.current:
            groups.setdefault(_way_to(option), []).append(option)
    rows = [
        Row(
            ", ".join(clean(option.title) for option in options),
            tuple(map(Said, way)),
            details=_named(advice, options),
            tone=Tone.QUIET,
        )
        for way, options in groups.items()
    ]
    return rows_section("Later", tuple(rows))


def _details(advice: Advice, option: Option, bibliography: Bibliography) -> tuple[Detail, ...]:
    told = decision_details(advice, [option.id])
    return (*told, *option_details(advice, option, bibliography))


def _named(advice: Advice, options: list[Option]) -> tuple[Detail, ...]:
    """The decisions on the therapies of one row, each under its name where they are several."""
    details = [(o, detail) for o in options for detail in decision_details(advice, [o.id])]
    if len(options) == 1:
        return tuple(detail for _, detail in details)
    return tuple(replace(detail, label=f"{clean(o.title)} decided") for o, detail in details)


def _way_to(option: Option) -> tuple[str, ...]:
    """What must happen first; which flag would bring it at once is left to `why`."""
    clauses = option.after or (option.summary,)
    if all(clause.startswith(_AT_ONCE) for clause in option.after) and option.after:
        return ("only if a red flag calls for it",)
    return tuple(clean(clause) for clause in clauses)


_AT_ONCE = "at once if"


def _with(advice: Advice, *verdicts: Verdict) -> list[Option]:
    options = [option for option in advice.options.values() if option.verdict in verdicts]
    return sorted(options, key=lambda option: verdicts.index(option.verdict))
