"""How much a version of a pathway changes, and what its number has to say of that.

A *major* version takes away something that others rely on: an id, or a guard that may now be
silent. With a *minor* one patients may be told something else, in addition or with more care. With
a *patch* nobody is told anything else: words, titles and sources differ.

All three are decided on the two compiled programs alone, without a patient and without a solver.
Whether a guard may be silent is decided by its form (`conditions.entailment`): what is not shown
to be as careful as before counts as less careful.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from enum import IntEnum
from typing import Any, Final, TypeAlias

from pathway.frozen import frozen
from pathway.ground.provenance import Lifecycle, Version
from pathway.ground.terms import Severity, Urgency
from pathway.ground.vocabulary import Attribute, Vocabulary
from pathway.guards import applying, assuming
from pathway.language.entailment import Entailment
from pathway.language.syntax import Name
from pathway.names import OptionPart, Owner, flag_name, option_name, rule_name
from pathway.program import CompiledProgram


class Bump(IntEnum):
    """How far a version has to move, the least first."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


@frozen
class VersionChange:
    """One thing that differs between two versions, and how far it moves the version."""

    bump: Bump
    what: str


def differences(old: CompiledProgram, new: CompiledProgram) -> tuple[VersionChange, ...]:
    """Everything that differs, the gravest first; nothing where the versions are equal."""
    found = [
        VersionChange(bump, what)
        for bump, checks in _CHECKS
        for check in checks
        for what in check(old, new)
    ]
    if not found and (_worded(old) != _worded(new) or _contraries(old) != _contraries(new)):
        found = [VersionChange(Bump.PATCH, "words, titles or sources differ")]
    return tuple(found)


def demanded(found: Iterable[VersionChange]) -> Bump:
    """How far the version has to move for these differences."""
    return max((one.bump for one in found), default=Bump.NONE)


def is_enough(old: Version, new: Version, bump: Bump) -> bool:
    """Whether the move from one version to another says as much as is demanded.

    Before 1.0.0 nothing is promised: the second number then does the work of the first.
    """
    if bump is Bump.NONE:
        return new >= old
    if old[0] == 0 == new[0]:
        bump = min(bump, Bump.MINOR)
    place = Bump.MAJOR - bump
    return new[: place + 1] > old[: place + 1]


def next_version(old: Version, bump: Bump) -> str:
    """The version that has to come next at least."""
    if old[0] == 0:
        bump = min(bump, Bump.MINOR)
    place = Bump.MAJOR - bump
    moved = (*old[:place], old[place] + 1, 0, 0)[:3] if bump else old
    return ".".join(map(str, moved))


# -- gone: major -----------------------------------------------------------------------------


def _gone(old: CompiledProgram, new: CompiledProgram) -> Iterator[str]:
    before, after = _ids(old), _ids(new)
    for kind, ids in before.items():
        for id_ in ids:
            if id_ not in after[kind]:
                yield f"{kind} `{id_}` is gone"


def _silent_guards(old: CompiledProgram, new: CompiledProgram) -> Iterator[str]:
    """A verdict may lose what made it careful: the three rows that close an option for safety."""
    compared = _compared(old, new)
    for therapy in old.therapies:
        for row, says in _ROWS.items():
            name = Name(option_name(therapy, row))
            both = name.name in compared.before and name.name in compared.after
            if both and not compared.kept(name, name):
                yield f"`{therapy}` may be {says} for fewer patients"


def _silent_warnings(old: CompiledProgram, new: CompiledProgram) -> Iterator[str]:
    """Cautions, red flags and partners that may be missing where they were."""
    compared = _compared(old, new)
    cautions = (rule_name(id_) for id_, severity in _rules(old).items() if severity is _CAUTION)
    flags = (flag_name(flag.id) for flag in old.flags)
    partners = (p.definition for t in old.therapies.values() for p in t.partners)
    for name in (*cautions, *flags, *partners):
        both = name in compared.before and name in compared.after
        if both and not compared.kept(Name(name), Name(name)):
            yield f"`{name}` may hold for fewer patients"


def _weaker_flags(old: CompiledProgram, new: CompiledProgram) -> Iterator[str]:
    """Red flags that are less urgent, or hold back or offer less."""
    after = {flag.id: flag for flag in new.flags}
    order = list(Urgency)
    for flag in old.flags:
        other = after.get(flag.id)
        if other is None:
            continue
        if order.index(other.urgency) > order.index(flag.urgency):
            yield f"red flag `{flag.id}` is {other.urgency}, and was {flag.urgency}"
        for kind in (kind for kind in flag.holds if kind not in other.holds):
            yield f"red flag `{flag.id}` no longer holds back: {kind}"
        waiting = (kind for kind in flag.holds_unanswered if kind not in other.holds_unanswered)
        for kind in (kind for kind in waiting if kind in other.holds):
            yield f"red flag `{flag.id}` no longer holds back while unanswered: {kind}"
        for offer in (offer for offer in flag.offers if offer not in other.offers):
            yield f"red flag `{flag.id}` no longer offers `{offer}`"


def _trusted_more(old: CompiledProgram, new: CompiledProgram) -> Iterator[str]:
    """Attributes of which a record would be believed more readily."""
    before, after = _attributes(old), _attributes(new)
    for name in (name for name in before if name in after):
        one, other = before[name], after[name]
        if one.type != other.type:
            yield f"attribute `{name}` has another type or unit"
        elif _longer(one.valid_for, other.valid_for):
            yield f"attribute `{name}` counts for longer"
        elif other.absent is not None and one.absent != other.absent:
            yield f"attribute `{name}` is assumed where it is not recorded"
        elif one.disagree != other.disagree:
            yield f"attribute `{name}` is read otherwise where sources disagree"
        elif name in assuming(new.guards) and not _doubted_as_often(old, new, name):
            yield f"attribute `{name}` is assumed where it was not"


def _doubted_as_often(old: CompiledProgram, new: CompiledProgram, name: str) -> bool:
    """Whether the same is assumed of it as before, and of no more patients."""
    one, other = assuming(old.guards).get(name), assuming(new.guards)[name]
    same = one is not None and one.value == other.value
    return same and one is not None and _compared(old, new).kept(one.expr, other.expr)


def _asked_of_fewer(old: CompiledProgram, new: CompiledProgram) -> Iterator[str]:
    """What does not apply to a patient counts as no, so it must not apply to fewer."""
    compared, before = _compared(old, new), applying(old.guards)
    asked = _attributes(old)
    for name, guard in applying(new.guards).items():
        if name in asked and not (name in before and compared.kept(before[name], guard)):
            yield f"attribute `{name}` may apply to fewer patients"


def _stopped_at_once(old: CompiledProgram, new: CompiledProgram) -> Iterator[str]:
    """A therapy that had to be tapered and no longer has."""
    for id_, therapy in old.therapies.items():
        if therapy.tapers and id_ in new.therapies and not new.therapies[id_].tapers:
            yield f"`{id_}` is stopped at once, and was tapered"


# -- added or otherwise: minor ---------------------------------------------------------------


def _added(old: CompiledProgram, new: CompiledProgram) -> Iterator[str]:
    before, after = _ids(old), _ids(new)
    for kind, ids in after.items():
        for id_ in ids:
            if id_ not in before[kind]:
                yield f"{kind} `{id_}` is new"


def _meaning_otherwise(old: CompiledProgram, new: CompiledProgram) -> Iterator[str]:
    """Whatever else patients could be told differently by, in one line a kind."""
    for kind, of in _MEANINGS.items():
        before, after = of(old), of(new)
        changed = [name for name in before if name in after and before[name] != after[name]]
        if changed:
            first = ", ".join(f"`{name}`" for name in changed[:_SHOWN])
            more = f" and {len(changed) - _SHOWN} more" if len(changed) > _SHOWN else ""
            yield f"{kind} otherwise: {first}{more}"


# -- private -------------------------------------------------------------------------------

Check: TypeAlias = Callable[[CompiledProgram, CompiledProgram], Iterator[str]]

_SHOWN: Final = 3
_CAUTION: Final = Severity.CAUTION
_ROWS: Final[Mapping[OptionPart, str]] = {
    "contraindicated": "contraindicated",
    "avoid": "to be avoided",
    "not_recommended": "advised against",
}


def _compared(old: CompiledProgram, new: CompiledProgram) -> Entailment:
    return Entailment(_exprs(old), _exprs(new))


def _exprs(program: CompiledProgram) -> Mapping[str, Any]:
    return {definition.name: definition.expr for definition in program.definitions}


def _rules(program: CompiledProgram) -> Mapping[str, Severity]:
    return {rule.id: rule.severity for t in program.therapies.values() for rule in t.rules}


def _attributes(program: CompiledProgram) -> Mapping[str, Attribute]:
    """The attributes that the pathway reads or asks for."""
    needed = {need for _, need in program.needs}
    every = program.vocabulary.attributes
    return {n: a for n, a in every.items() if n in program.read_at_all or n in needed}


def _ids(program: CompiledProgram) -> Mapping[str, Iterable[str]]:
    """Everything that others may speak of by its name."""
    return {
        "node": [node.id for node in program.nodes],
        "option": program.listed,
        "rule": list(_rules(program)),
        "red flag": [flag.id for flag in program.flags],
        "recommendation": list(dict.fromkeys(one.id for one in program.recommendations)),
        "attribute": list(_attributes(program)),
        "parameter": [one.name for one in program.parameters],
        "finding": [one.name for one in program.findings],
        "partner": [p.definition for t in program.therapies.values() for p in t.partners],
        "need": [f"{need} ({holder})" for holder, need in program.needs],
    }


def _longer(before: int | None, after: int | None) -> bool:
    """Whether a value counts for longer; without a limit it counts for ever."""
    return before is not None and (after is None or after > before)


#: What patients may be told differently by, beside what is gone, new or a guard.
_MEANINGS: Final[Mapping[str, Callable[[CompiledProgram], Mapping[str, Any]]]] = {
    "defined": lambda p: {d.name: d.expr for d in p.definitions if d.owner.kind != "outcome"},
    "when it applies": lambda p: applying(p.guards),
    "assumed": lambda p: {n: (one.value, one.expr) for n, one in assuming(p.guards).items()},
    "read": lambda p: {
        n: (a.type, a.lowest, a.highest, a.valid_for, a.absent, a.disagree, a.since)
        for n, a in _attributes(p).items()
    },
    "red flag": lambda p: {
        f.id: (f.urgency, f.offers, f.holds, f.holds_unanswered, f.needs) for f in p.flags
    },
    "therapy": lambda p: {
        id_: (t.kind, t.adequate, t.tapers, t.not_with, t.answers, t.review_weeks, t.longest_weeks)
        for id_, t in p.therapies.items()
    },
    "recommendation": lambda p: {
        f"{r.id} on {r.therapy}": (r.direction, r.strength, r.certainty, r.adopted is not None)
        for r in p.recommendations
    },
    "profile": lambda p: {"profile": p.profile},
    "step": lambda p: {n.id: (n.kind, n.review_weeks) for n in p.nodes},
}

#: The checks with how far each moves a version, the gravest first.
_CHECKS: Final[tuple[tuple[Bump, tuple[Check, ...]], ...]] = (
    (
        Bump.MAJOR,
        (
            _gone,
            _silent_guards,
            _silent_warnings,
            _weaker_flags,
            _trusted_more,
            _asked_of_fewer,
            _stopped_at_once,
        ),
    ),
    (Bump.MINOR, (_added, _meaning_otherwise)),
)


def _worded(program: CompiledProgram) -> CompiledProgram:
    """The program as its reader sees it: without its version, and without what it does not use.

    What its definitions mean has been compared before.
    """
    listed = frozenset(program.listed)
    sources = _cited(program, listed)
    read, groups = _attributes(program), program.vocabulary.groups
    asked = {one.group for one in read.values() if one.group in groups}
    return replace(
        program,
        digest="",
        version="",
        status="",
        lifecycle=Lifecycle(summary=program.lifecycle.summary),
        transparency=replace(program.transparency, released=None, revised=None),
        definitions=(),
        vocabulary=Vocabulary(read, {name: groups[name] for name in sorted(asked)}),
        therapies={id_: t for id_, t in program.therapies.items() if id_ in listed},
        recommendations=tuple(r for r in program.recommendations if r.therapy in listed),
        notes=tuple(n for n in program.notes if not _of_another(n.owner, listed)),
        evidence=tuple(e for e in program.evidence if not listed.isdisjoint(e.about)),
        sources={id_: s for id_, s in program.sources.items() if id_ in sources},
    )


def _contraries(program: CompiledProgram) -> Mapping[str, str]:
    """What negated definitions are called."""
    return {d.name: d.negated for d in program.definitions if d.negated}


def _cited(program: CompiledProgram, listed: frozenset[str]) -> frozenset[str]:
    """The publications that the pathway's own statements rest on."""
    therapies = [t for id_, t in program.therapies.items() if id_ in listed]
    resting = [one.sources for one in therapies]
    resting += [rule.sources for one in therapies for rule in one.rules]
    resting += [one.sources for one in program.flags]
    resting += [one.sources for one in program.nodes]
    resting += [(one.source,) for one in program.recommendations if one.therapy in listed]
    return frozenset(id_ for sources in resting for id_ in sources)


def _of_another(owner: Owner, listed: frozenset[str]) -> bool:
    """Whether a note belongs to a therapy that the pathway does not speak of."""
    return owner.is_therapy and owner.id not in listed
