"""From what single resources claim to what the record says of each attribute.

    lasting   any readable yes counts; without one, a faulty resource makes it unknown
    measured  the latest counts; two that may both be the latest, or a fault, make it unknown

The order in which resources stand in a record never matters.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pathway.fhir.elements import Doubt, When
from pathway.fhir.measured import asked_for
from pathway.fhir.reading import (
    Nameless,
    Reading,
    ReadingNote,
    ResourceClaim,
    missing_values,
    problem_of,
)
from pathway.fhir.understanding import RecordFinding
from pathway.ground.vocabulary import Value
from pathway.patients.model import Entry, Why


def settle(reading: Reading, claims: Iterable[ResourceClaim]) -> tuple[RecordFinding, ...]:
    """What the record says of every attribute that it speaks of, in order of the names."""
    by_name: dict[str, list[ResourceClaim]] = {}
    for claim in claims:
        by_name.setdefault(claim.attribute, []).append(claim)
    found: list[RecordFinding] = []
    for name in sorted(by_name):
        of_it = by_name[name]
        lasting = _lasting(sorted((c for c in of_it if not c.measured), key=_order))
        measured = _measured([c for c in of_it if c.measured], reading)
        chosen = _together(lasting, measured)
        if reading.noting:
            _note_others(reading, of_it, chosen)
        found += chosen
    return tuple(found)


def latest(claims: list[ResourceClaim]) -> list[ResourceClaim]:
    """The claims of which none other is surely later; as many steps as there are claims."""
    whens = [claim.when for claim in claims if claim.when is not None]
    days = [when.first for when in whens]
    newest = max(days, default=date.min)
    plain = max((when.first for when in whens if when.instant is None), default=date.min)
    instant = max((w.instant for w in whens if w.instant is not None), default=0.0)
    return [claim for claim in claims if not _outdated(claim.when, newest, plain, instant)]


# -- private -------------------------------------------------------------------------------


def _note_others(
    reading: Reading, claims: list[ResourceClaim], chosen: list[RecordFinding]
) -> None:
    """Say of every claim that does not count why that is."""
    sources = ", ".join(finding.entry.source or "" for finding in chosen)
    used = set(sources.split(", "))
    for claim in claims:
        if claim.source in used or claim.maybe:
            continue
        text = f"for {reading.title(claim.attribute)}, {sources} counts"
        doubt = claim.doubt or Doubt("P446", "", text)
        reading.notes.append(ReadingNote(claim.source, problem_of(claim.source, doubt), claim.code))


def _order(claim: ResourceClaim) -> tuple[date, str, str, str]:
    first = date.min if claim.when is None else claim.when.first
    return first, claim.source, claim.code, repr(claim.value)


def _lasting(claims: list[ResourceClaim]) -> list[RecordFinding]:
    """One finding for each value that is said, else one that says why none is known."""
    sure_last = sorted(claims, key=lambda claim: not claim.assumed)
    known: dict[Value, ResourceClaim] = {c.value: c for c in sure_last if c.value is not None}
    if known:
        return [_known(claim) for claim in known.values()]
    surely = [claim for claim in claims if not claim.maybe] or claims
    return [_unknown(surely[-1])] if surely else []


def _measured(claims: list[ResourceClaim], reading: Reading) -> list[RecordFinding]:
    """The latest value, unless something leaves open which one that is."""
    found = [_looked_at(reading, claim) for claim in sorted(latest(claims), key=_order)]
    if not found:
        return []
    unread = [claim for claim in found if claim.doubt is not None]
    if unread:
        return [_unknown(unread[-1])]
    if len({claim.value for claim in found}) > 1:
        return [_conflict(found)]
    last = found[-1]
    if (missing := _missing(reading, last)) is not None:
        return [_unknown(last, missing)]
    for other in reading.nameless:
        if _may_replace(other, last):
            text = f"{other.source} {other.text}, and may be a later value"
            return [_unknown(last, Doubt("P434", "", text))]
    return [_known(last)]


def _missing(reading: Reading, last: ResourceClaim) -> Doubt | None:
    """Why a later value may be missing from the record, which then has none."""
    signs = missing_values(reading, last.attribute)
    if not signs:
        return None
    text = f"a later result may be missing: {min(signs)}"
    return Doubt("P440", "", text, Why.NOT_FETCHED)


def _together(lasting: list[RecordFinding], measured: list[RecordFinding]) -> list[RecordFinding]:
    """What lasts and what was measured are two sources, which may disagree."""
    if not lasting or not measured:
        return [*lasting, *measured]
    if lasting[0].entry.value is None:
        return measured if measured[0].entry.value in (None, True) else lasting
    if measured[0].entry.value is None:
        return lasting
    return [*lasting, *measured]


def _looked_at(reading: Reading, claim: ResourceClaim) -> ResourceClaim:
    """A claim with its value, or with the reason why it has none."""
    if claim.unread is None:
        return claim
    found = asked_for(reading, claim.attribute, claim.unread)
    if isinstance(found, Doubt):
        return claim._replace(doubt=found, unread=None)
    return claim._replace(value=found, unread=None)


def _outdated(when: When | None, newest: date, plain: date, instant: float) -> bool:
    """Whether something is surely later: by the clock where both have one, else by the day."""
    if when is None:
        return False
    if when.instant is None:
        return newest > when.last
    return instant > when.instant or plain > when.last


def _may_replace(other: Nameless, last: ResourceClaim) -> bool:
    if last.when is not None and other.when is not None and last.when.surely_after(other.when):
        return False
    if isinstance(other.may_be, Doubt):
        return True
    return other.may_be.get(last.attribute, last.value) != last.value


def _known(claim: ResourceClaim) -> RecordFinding:
    on = None if claim.when is None else claim.when.on
    entry = Entry(claim.value, None, on, claim.source, assumed=claim.assumed or None)
    return RecordFinding(claim.attribute, entry, claim.code)


def _unknown(claim: ResourceClaim, doubt: Doubt | None = None) -> RecordFinding:
    reason = doubt or claim.doubt or Doubt("P436", "", "it says nothing")
    on = None if claim.when is None else claim.when.on
    entry = Entry(None, reason.why, on, claim.source, reason.text)
    return RecordFinding(claim.attribute, entry, claim.code, reason.code, reason.path, claim.maybe)


def _conflict(claims: list[ResourceClaim]) -> RecordFinding:
    sources = ", ".join(sorted({claim.source for claim in claims}))
    on = None if claims[-1].when is None else claims[-1].when.on
    text = "different values that may both be the latest"
    entry = Entry(None, Why.CONFLICTING, on, sources, text)
    return RecordFinding(claims[-1].attribute, entry, claims[-1].code, "P443")
