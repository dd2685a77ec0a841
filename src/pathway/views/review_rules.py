"""The clinical chapters of a review: red flags, steps, therapies with their rules, guidelines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from pathway.advice.words import said
from pathway.ground.terms import Severity
from pathway.names import Owner, flag_owner, own_name, own_position_name
from pathway.program import DoseRow, Edge, Flag, Node, Place, Recommendation, Rule, Therapy
from pathway.views.page import Detail
from pathway.views.review_entries import (
    CHECKED,
    Chapter,
    EntryGroup,
    ReviewEntry,
    Scribe,
    detail,
    evidence_in_words,
)

#: What the severities of rules mean.
SEVERITIES: Final = (
    "Contraindicated: never. Avoid: only with a clinician's reason. Caution: with care."
)


def red_flags(scribe: Scribe) -> Chapter:
    """Every red flag, the most urgent first."""
    flags = tuple(_flag(scribe, flag) for flag in scribe.program.flags)
    about = "Judged before everything else; a sign that is not answered counts as unanswered."
    return Chapter("red-flags", "Red flags", about, (EntryGroup(entries=flags),))


def steps(scribe: Scribe) -> Chapter:
    """Every node of the pathway, after those that lead to it."""
    nodes = (*_alongside(scribe), *(_node(scribe, node) for node in scribe.program.nodes))
    return Chapter("steps", "Steps", _for_whom(scribe), (EntryGroup(entries=nodes),))


def therapies(scribe: Scribe) -> Chapter:
    """Every therapy with its rules: those of this pathway, then those patients may bring along."""
    program = scribe.program
    others = [id_ for id_ in program.therapies if id_ not in program.listed]
    groups = [_therapy(scribe, program.therapies[id_], "") for id_ in program.listed]
    along = "Not offered by this pathway; its rules count where a patient takes it."
    groups += [_therapy(scribe, program.therapies[id_], along) for id_ in others]
    return Chapter("therapies", "Therapies and their rules", SEVERITIES, tuple(groups))


def therapy(scribe: Scribe, id_: str) -> EntryGroup:
    """One therapy with its rules, how it is used and what guidelines say of it."""
    return _therapy(scribe, scribe.program.therapies[id_], "")


def guidelines(scribe: Scribe, *, shown: bool = True) -> Chapter:
    """Every recommendation under its guideline, those the pathway adopts first.

    Without `shown` only the adopted ones.
    """
    found: dict[str, list[Recommendation]] = {}
    for one in scribe.program.recommendations:
        if shown or one.adopted is not None:
            found.setdefault(one.guideline, []).append(one)
    order = sorted(found.values(), key=_rank)
    about = "Guidelines are never merged; the first adopted one that speaks of a patient decides."
    groups = tuple(_guideline(scribe, recommendations) for recommendations in order)
    return Chapter("recommendations", "Recommendations", about, groups)


def conflicts(scribe: Scribe) -> Chapter:
    """The therapies on which guidelines differ."""
    entries = []
    for id_ in scribe.program.therapies:
        positions = _positions(scribe, id_)
        if len({r.direction for r in scribe.program.positions_on(id_)}) > 1:
            entries.append(ReviewEntry(scribe.title(id_), id_, details=positions, asks=True))
    about = "What is shown to clinicians where guidelines differ; populations may differ as well."
    return Chapter(
        "conflicts", "Where guidelines differ", about, (EntryGroup(entries=tuple(entries)),)
    )


# -- private -------------------------------------------------------------------------------


def _for_whom(scribe: Scribe) -> str:
    whom = scribe.condition(scribe.program.eligible)
    return f"For patients of whom this is true: {whom}." if whom else "For every patient."


def _flag(scribe: Scribe, flag: Flag) -> ReviewEntry:
    details = [detail("action", flag.action), detail("to", flag.to)]
    details += [
        _offer(scribe, place, already=flag.action)
        for place in scribe.program.places
        if place.holder == flag_owner(flag.id) and place.partner_of is None
    ]
    holds = ", ".join(flag.holds)
    if flag.holds_unanswered != flag.holds:
        holds += f" (while unanswered: {', '.join(flag.holds_unanswered) or 'nothing'})"
    return scribe.statement(
        flag.title,
        id_=flag.id,
        status=flag.urgency,
        text=flag.because,
        when=scribe.condition(flag.condition),
        sources=flag.sources,
        verified=flag.verified,
        place=scribe.place(flag.span),
        details=[*details, detail("holds back", holds or "nothing")],
    )


def _alongside(scribe: Scribe) -> Iterator[ReviewEntry]:
    """What runs beside every step, of the pathway itself and of those that it uses."""
    own = [p for p in scribe.program.places if p.holder.is_alongside and p.partner_of is None]
    for holder in dict.fromkeys(place.holder for place in own):
        offers = [_offer(scribe, place) for place in own if place.holder == holder]
        title = next(place.title for place in own if place.holder == holder)
        yield ReviewEntry(title, holder.id, holder.kind, details=tuple(offers), asks=True)


def _node(scribe: Scribe, node: Node) -> ReviewEntry:
    program = scribe.program
    held = Owner(node.kind, node.id)
    places = [p for p in program.places if p.holder == held and p.partner_of is None]
    grouped = {id_: f"choice: {c.title}" for c in node.choices for id_ in c.therapies}
    grouped |= {place.therapy: "meanwhile" for place in places if place.meanwhile}
    details = [replace(_offer(scribe, p), label=grouped.get(p.therapy, "offers")) for p in places]
    details += [detail(f"choice: {c.title}", f"at most {c.most} at once") for c in node.choices]
    details += [_way(scribe, edge) for edge in program.edges if edge.start == node.id]
    if node.review_weeks is not None:
        details.append(detail("review after", said(node.review_weeks, "weeks")))
    if node.needs:
        details.append(detail("at hand", ", ".join(program.titles[n] for n in node.needs)))
    start = ", the start" if node.id == program.start else ""
    return ReviewEntry(
        title=node.title,
        id=node.id,
        status=f"{node.kind}{start}",
        says=(scribe.said("rests on", node.sources),) if node.sources else (),
        details=tuple(details),
        checked=CHECKED.get(node.verified, "") if node.sources else "",
        place=scribe.place(node.span),
        open="not verified against any original" if node.verified == "unverified" else "",
        asks=True,
    )


def _offer(scribe: Scribe, place: Place, already: str = "") -> Detail:
    when = scribe.condition(place.condition)
    parts = [f"{scribe.title(place.therapy)}, if {when}" if when else scribe.title(place.therapy)]
    parts += [place.because.rstrip(".")] if place.because not in ("", already) else []
    parts += [f"rests on {', '.join(place.per)}"] if place.per else []
    parts += [f"highest dose here: {_doses(scribe, place.doses)}"] if place.doses else []
    return detail("offers", "; ".join(parts))


def _way(scribe: Scribe, edge: Edge) -> Detail:
    titles = {node.id: node.title for node in scribe.program.nodes}
    label = "if" if edge.label == "branch" else edge.label
    when = scribe.condition(edge.condition) or "always"
    because = f" ({edge.because.rstrip('.')})" if edge.because else ""
    said = "" if edge.label in ("otherwise", "use") else f"{when} "
    return detail(label, f"{said}→ {titles.get(edge.end, edge.end)}{because}")


def _therapy(scribe: Scribe, therapy: Therapy, about: str) -> EntryGroup:
    rules = [
        _rule(scribe, rule)
        for severity in Severity
        for rule in therapy.rules
        if rule.severity is severity
    ]
    said = " ".join(part for part in (therapy.about, about) if part)
    return EntryGroup(
        title=f"{scribe.title(therapy.id)} ({therapy.kind})",
        about=said,
        entries=(*rules, *_about_therapy(scribe, therapy)),
    )


def _rule(scribe: Scribe, rule: Rule) -> ReviewEntry:
    return scribe.statement(
        own_name(rule.id).replace("_", " "),
        id_=rule.id,
        status=rule.severity,
        text=rule.because,
        when=scribe.condition(rule.condition),
        sources=rule.sources,
        verified=rule.verified,
        place=scribe.place(rule.span),
    )


def _about_therapy(scribe: Scribe, therapy: Therapy) -> Iterator[ReviewEntry]:
    details = [
        detail("together with", _partner(scribe, partner.definition, partner.therapy))
        for partner in therapy.partners
    ]
    rows = (
        ("not with", scribe.therapies(therapy.not_with)),
        ("answers", ", ".join(scribe.program.titles[name] for name in therapy.answers)),
        ("highest dose", _doses(scribe, therapy.doses)),
        ("adequate trial", str(therapy.adequate) if therapy.adequate is not None else ""),
        ("review after", _weeks(therapy.review_weeks)),
        ("longest course", _weeks(therapy.longest_weeks)),
        ("stopping", therapy.stopping),
        ("side effects", "; ".join(therapy.side_effects)),
        ("to the patient", therapy.patient_wording),
        ("codes", "; ".join(f"{s} {', '.join(c)}" for s, c in therapy.codes.items())),
    )
    details += [detail(label, text) for label, text in rows if text]
    details += [
        Detail("evidence", (scribe.said(evidence_in_words(item), [item.source]),))
        for item in scribe.program.evidence
        if therapy.id in item.about
    ]
    details += _positions(scribe, therapy.id)
    yield scribe.statement(
        "how it is used",
        id_=therapy.id,
        text="rests on" if therapy.sources else "",
        sources=therapy.sources,
        verified=therapy.verified,
        place=scribe.place(therapy.span),
        details=details,
    )


def _doses(scribe: Scribe, rows: Sequence[DoseRow]) -> str:
    """The most that may be taken, row by row; the first that holds counts."""
    said = ((row.text, scribe.defined(row.definition)) for row in rows)
    return "; else ".join(f"{text}, if {when}" if when else text for text, when in said)


def _weeks(weeks: Decimal | None) -> str:
    return "" if weeks is None else said(weeks, "weeks")


def _partner(scribe: Scribe, definition: str, therapy: str) -> str:
    when = scribe.defined(definition)
    return f"{scribe.title(therapy)}, if {when}" if when else scribe.title(therapy)


def _positions(scribe: Scribe, therapy: str) -> tuple[Detail, ...]:
    return tuple(
        Detail(r.title, (scribe.said(f"{_view(r)}: {r.statement}", [r.source]),))
        for r in scribe.program.positions_on(therapy)
    )


def _view(r: Recommendation) -> str:
    certainty = f"{r.certainty} certainty" if r.certainty else "certainty not stated"
    adopted = "adopted" if r.adopted is not None else "shown, not adopted"
    return ", ".join(filter(None, (r.direction, r.strength, certainty, adopted)))


def _rank(recommendations: list[Recommendation]) -> tuple[bool, int]:
    ranks = [r.adopted for r in recommendations if r.adopted is not None]
    return (not ranks, min(ranks, default=0))


def _guideline(scribe: Scribe, recommendations: list[Recommendation]) -> EntryGroup:
    by_id: dict[str, list[Recommendation]] = {}
    for one in recommendations:
        by_id.setdefault(one.id, []).append(one)
    adopted = [r.adopted for r in recommendations if r.adopted is not None]
    about = f"Adopted, number {min(adopted) + 1} in order." if adopted else "Shown, not adopted."
    entries = tuple(_recommendation(scribe, same) for same in by_id.values())
    return EntryGroup(recommendations[0].title, about, entries)


def _recommendation(scribe: Scribe, same: list[Recommendation]) -> ReviewEntry:
    """One statement, which may speak of several therapies."""
    one = same[0]
    details = [
        detail("therapies", scribe.therapies(r.therapy for r in same)),
        detail("speaks of", scribe.defined(one.direct) or "every patient"),
    ]
    if one.extrapolated is not None:
        carried = f"{scribe.defined(one.extrapolated)}; {one.because}"
        details.append(detail("carried over to", carried))
    return scribe.statement(
        own_position_name(one.id, one.guideline).replace("_", " "),
        id_=one.id,
        status=_view(one),
        text=one.statement,
        sources=[one.source],
        verified=one.verified,
        place=scribe.place_of(one.direct),
        details=details,
    )
