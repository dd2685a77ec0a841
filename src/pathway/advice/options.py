"""Each therapy for this patient: the verdict the program reached, and the words for it."""

from __future__ import annotations

from collections.abc import Iterable

from pathway.advice.actions import beside, choice_of, choose_from, dose_of, excluded_by
from pathway.advice.later import held_by, what_first
from pathway.advice.model import Dose, Option, Position, RuleLine, disagree
from pathway.advice.option_words import reasons, review_of, rule_lines, summary_of
from pathway.ground.cached import cached_property
from pathway.ground.terms import ROWS, Action, Severity, Verdict
from pathway.names import (
    ELIGIBLE,
    flag_owner,
    history_name,
    option_name,
    override_name,
    rule_name,
)
from pathway.patients.history import wanted
from pathway.patients.model import Override
from pathway.program import Choice, CompiledProgram, Place, Recommendation, Therapy
from pathway.walk import Walk


def options(walk: Walk) -> dict[str, Option]:
    """Every option that this patient's advice lists, in the order of the pathway."""
    return {id_: option(walk, id_) for id_ in in_play(walk)}


def in_play(walk: Walk) -> tuple[str, ...]:
    """The therapies to list: the program's own, and those the patient takes or asks for.

    A patient who is not eligible sees only what red flags offer and current therapies.
    """
    therapies = walk.program.therapies
    current = [t for t in therapies if walk[history_name(t, "ongoing")] is True]
    if walk[ELIGIBLE] is False or not walk.program.id:
        offered = [
            place.therapy
            for place in walk.program.places
            if place.holder.is_flag and walk[place.reached] is not False
        ]
        return tuple(dict.fromkeys((*offered, *current)))
    asked = [t for t in therapies if wanted(walk.resolved.patient.preferences, therapies[t])]
    elsewhere = {flag_owner(flag.id) for flag in walk.program.elsewhere}
    called = [
        place.therapy
        for place in walk.program.places
        if place.holder in elsewhere and walk[place.reached] is True
        if walk[place.indicated] is not False
    ]
    return tuple(dict.fromkeys((*called, *walk.program.listed, *current, *asked)))


def option(walk: Walk, id_: str) -> Option:
    """One therapy for this patient."""
    return _Judged(walk, walk.program.therapies[id_])


def pending_on(walk: Walk, id_: str) -> tuple[str, ...]:
    """The unknown attributes that could still move the option to another row."""
    names = []
    for row in ROWS.values():
        name = option_name(id_, row)
        if walk[name] is True:
            break
        names.append(name)
    return tuple(sorted(walk.hangs_on(*names)))


def position_of(walk: Walk, r: Recommendation) -> Position:
    """What a recommendation says, and whether it speaks of this patient."""
    direct = walk[r.direct]
    further = walk[r.extrapolated] if r.extrapolated is not None else False
    if direct is True:
        applies = "directly"
    elif direct is None or further is None:
        applies = "unknown"
    else:
        applies = "extrapolated" if further is True else "outside its population"
    return Position(
        recommendation=r.id,
        guideline=r.guideline,
        title=r.title,
        year=r.year,
        direction=r.direction,
        strength=r.strength,
        certainty=r.certainty,
        applies=applies,
        adopted=r.adopted is not None,
        because=r.because if applies == "extrapolated" else "",
        source=r.source,
    )


def lifted(walk: Walk, therapy: Therapy) -> tuple[Override, ...]:
    """The overrides that lift a rule of a therapy, which holds or may hold without them."""
    return tuple(
        override
        for rule in therapy.rules
        for override in walk.resolved.patient.overrides
        if override.rule == rule.id
        and walk[override_name(rule.id)] is True
        and walk[rule_name(rule.id)] is not False
    )


# -- private -------------------------------------------------------------------------------


class _Judged(Option):
    """An option of which each part is worked out when somebody first reads it."""

    def __init__(
        self, walk: Walk | None = None, therapy: Therapy | None = None, **told: object
    ) -> None:
        """`told` are parts that are settled; where all are, nothing else is needed."""
        vars(self).update(_walk=walk, _therapy=therapy)
        if therapy is not None:
            vars(self).update(id=therapy.id, title=therapy.title, kind=therapy.kind.value)
        vars(self).update(told)

    _walk: Walk
    _therapy: Therapy

    @cached_property
    def verdict(self) -> Verdict:
        return Verdict(str(self._walk[option_name(self.id, "verdict")]))

    @cached_property
    def action(self) -> Action:
        return Action(str(self._walk[option_name(self.id, "action")]))

    @cached_property
    def urgent(self) -> bool:
        return self.current and self.verdict is Verdict.PENDING

    @cached_property
    def current(self) -> bool:
        return self._walk[history_name(self.id, "ongoing")] is True

    @cached_property
    def _place(self) -> Place | None:
        return _place(self._walk, self.id)

    @cached_property
    def step(self) -> str | None:
        return self._place.title if self._place is not None else None

    @cached_property
    def _leading(self) -> Position | None:
        return _leading(self.positions)

    @cached_property
    def strength(self) -> str | None:
        return self._leading.strength if self._leading is not None else None

    @cached_property
    def certainty(self) -> str | None:
        return self._leading.certainty if self._leading is not None else None

    @cached_property
    def summary(self) -> str:
        return summary_of(self._walk, self._therapy, self, self._place)

    @cached_property
    def reasons(self) -> tuple[RuleLine, ...]:
        return tuple(reasons(self._walk, self._therapy))

    @cached_property
    def cautions(self) -> tuple[RuleLine, ...]:
        return tuple(rule_lines(self._walk, self._therapy, Severity.CAUTION))

    @cached_property
    def pending_on(self) -> tuple[str, ...]:
        return pending_on(self._walk, self.id)

    @cached_property
    def assumed(self) -> tuple[str, ...]:
        return _assumed(self._walk, self._therapy)

    @cached_property
    def partners(self) -> tuple[str, ...]:
        them = self._therapy.partners
        return tuple(p.therapy for p in them if self._walk[p.definition] is not False)

    @cached_property
    def not_with(self) -> tuple[str, ...]:
        return excluded_by(self._walk, self.id)

    @cached_property
    def overridden(self) -> tuple[str, ...]:
        return _overridden(self._walk, self._therapy)

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        return tuple(position_of(self._walk, r) for r in self._walk.program.positions_on(self.id))

    @cached_property
    def conflict(self) -> bool:
        return disagree(self.positions)

    @cached_property
    def review(self) -> str | None:
        return review_of(self._walk, self._therapy, self.current, self.verdict)

    @cached_property
    def held_by(self) -> tuple[str, ...]:
        return held_by(self._walk, self.id)

    @cached_property
    def after(self) -> tuple[str, ...]:
        later = self.verdict is Verdict.LATER
        return what_first(self._walk, self.id, self._place) if later else ()

    @cached_property
    def flag_only(self) -> bool:
        return _only_by_flag(self._walk, self.id)

    @cached_property
    def beside(self) -> tuple[str, ...]:
        return beside(self._walk, self.id, self.action)

    @cached_property
    def choose_from(self) -> tuple[str, ...]:
        return choose_from(self._walk, self.id, self.action)

    @cached_property
    def dose(self) -> Dose | None:
        return dose_of(self._walk, self._therapy)

    @cached_property
    def plainly(self) -> str:
        return self._therapy.plainly

    @cached_property
    def wanted(self) -> bool:
        return wanted(self._walk.resolved.patient.preferences, self._therapy)

    @cached_property
    def alongside(self) -> bool:
        return self._place is not None and self._place.holder.is_alongside

    @cached_property
    def choice(self) -> Choice | None:
        return choice_of(self._walk, self.id)


def _only_by_flag(walk: Walk, id_: str) -> bool:
    """Whether only a red flag could bring the therapy into play for this patient."""
    return all(
        place.holder.is_flag or walk[place.indicated] is False
        for place in walk.program.places_of(id_)
    )


def _place(walk: Walk, id_: str) -> Place | None:
    """The place that counts: reached and indicated if any is, else the nearest possible one."""

    def rank(place: Place) -> tuple[int, int]:
        states = (walk[place.reached], walk[place.indicated])
        if False in states:
            return (3 if states[1] is False else 2, place.order or 99)
        return (0 if None not in states else 1, place.order or 99)

    return min(walk.program.places_of(id_), key=rank, default=None)


def _leading(positions: Iterable[Position]) -> Position | None:
    """The position that counts: of the first adopted guideline that speaks directly, *against*."""
    direct = [p for p in positions if p.adopted and p.applies == "directly"]
    first = [p for p in direct if p.guideline == direct[0].guideline]
    return min(first, key=lambda p: p.direction != "against", default=None)


def _assumed(walk: Walk, therapy: Therapy) -> tuple[str, ...]:
    """The assumed values that the therapy's own rules, partners and indications read."""
    assumed = walk.resolved.assumed
    if not assumed:
        return ()
    read = walk.program.once(("read by", therapy.id), lambda: _read_by(walk.program, therapy))
    return tuple(fact.name for fact in assumed if fact.name in read)


def _read_by(program: CompiledProgram, therapy: Therapy) -> frozenset[str]:
    """What a therapy's own rules, partners and indications read."""
    own = [rule_name(rule.id) for rule in therapy.rules]
    own += [partner.definition for partner in therapy.partners]
    own += [place.indicated for place in program.places_of(therapy.id)]
    return frozenset[str]().union(*(program.reads[name] for name in own))


def _overridden(walk: Walk, therapy: Therapy) -> tuple[str, ...]:
    because = {rule.id: rule.because for rule in therapy.rules}
    return tuple(
        f"{because[override.rule]} (overridden by {override.actor}: {override.reason})"
        for override in lifted(walk, therapy)
    )
