"""What to do about each therapy: one pass, after all verdicts, which changes no verdict.

The verdict alone says what to do in most cases. What is left depends on other therapies or on
the dose: two that exclude each other never start together, nor one beside another that is
taken; what only goes with another therapy follows that one; a dose above what is allowed for
this patient is adjusted. Whatever is not known to be safe is asked first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from pathway.compiler.builder import Builder
from pathway.compiler.doses import define_dose_of_option, dosed
from pathway.compiler.exclusion import Exclusion, exclusions
from pathway.compiler.logic import FALSE, every, first_of, known, none_of, ref, some, text
from pathway.frozen import frozen
from pathway.ground.terms import ROWS, Action, Verdict
from pathway.ground.vocabulary import BOOLEAN, TEXT
from pathway.language.syntax import Apply, Expr
from pathway.names import history_name, option_name, therapy_owner
from pathway.program import Node, Place, Therapy

_ENDING = (Verdict.CONTRAINDICATED, Verdict.AVOID, Verdict.NOT_RECOMMENDED, Verdict.TRIED)
_RUNNING: Final[Mapping[Verdict, Action]] = {
    **dict.fromkeys(_ENDING, Action.STOP),
    Verdict.DECLINED: Action.ASK_FIRST,
    Verdict.UNAVAILABLE: Action.ASK_FIRST,
    Verdict.NOT_INDICATED: Action.ASK_FIRST,
    Verdict.LATER: Action.ASK_FIRST,
}
#: What a partner does where it has no use of its own, by what its therapy does.
_FOLLOWING: Final[Mapping[Action, Action]] = {
    Action.START: Action.START,
    Action.CONTINUE: Action.START,
    Action.ADJUST: Action.START,
    Action.TAPER: Action.START,
    Action.CHOOSE: Action.CHOOSE,
    Action.ASK_FIRST: Action.ASK_FIRST,
    Action.WAIT: Action.WAIT,
}


def define_actions(
    therapies: Mapping[str, Therapy],
    nodes: Iterable[Node],
    places: Sequence[Place],
    builder: Builder,
) -> None:
    """`option.<therapy>.action` of every therapy; a partner comes after those it goes with."""
    excluding = _by_member(exclusions(therapies, nodes, places), therapies)
    placed = {id_: [p for p in places if p.therapy == id_] for id_ in therapies}
    for id_, therapy in therapies.items():
        define_dose_of_option(therapy, placed[id_], builder)
    for id_ in excluding:
        _define_taken(therapies[id_], builder)
    for id_, own in excluding.items():
        _define_beside(id_, own, builder, limited=dosed(therapies[id_], placed[id_]))
    for therapy in reversed(list(therapies.values())):
        said = _Said(therapy, placed[therapy.id], excluding.get(therapy.id, ()))
        action = first_of(said.cases(), Action.ASK_FIRST.value)
        builder.define(option_name(therapy.id, "action"), action, therapy_owner(therapy.id))


# -- private -------------------------------------------------------------------------------


def _by_member(
    excluding: Iterable[Exclusion], therapies: Iterable[str]
) -> dict[str, tuple[Exclusion, ...]]:
    """What each therapy takes part in, in the order of the therapies."""
    found = {id_: tuple(one for one in excluding if id_ in one.members) for id_ in therapies}
    return {id_: own for id_, own in found.items() if own}


def _define_taken(therapy: Therapy, builder: Builder) -> None:
    """That a therapy is taken and goes on being taken; one that is tapered still is.

    Nobody is told to stop what nobody knows to be taken, so that stays open.
    """
    verdict = ref(option_name(therapy.id, "verdict"), TEXT)
    ongoing = ref(history_name(therapy.id, "ongoing"))
    ending = some(Apply("=", (verdict, text(v.value)), type=BOOLEAN) for v in _ENDING)
    stopped = FALSE if therapy.tapers else every([known(ongoing), ending])
    taken = every([ongoing, none_of(stopped)])
    builder.define(option_name(therapy.id, "taken"), taken, therapy_owner(therapy.id))


def _define_beside(
    id_: str, excluding: Iterable[Exclusion], builder: Builder, *, limited: bool
) -> None:
    """That something it excludes is taken, and whether it may start as far as that goes."""
    owner = therapy_owner(id_)
    full = some(exclusion.full(id_) for exclusion in excluding)
    beside = builder.define(option_name(id_, "beside"), full, owner)
    dose = [none_of(ref(option_name(id_, "open")))] if limited else []
    may = every([_row(id_, Verdict.RECOMMENDED), known(none_of(beside)), *dose])
    builder.define(option_name(id_, "may_start"), may, owner)


def _row(id_: str, verdict: Verdict) -> Expr:
    """That a row of a therapy is known to be true."""
    return known(ref(option_name(id_, ROWS[verdict])))


def _does(id_: str, action: Action) -> Expr:
    return Apply("=", (ref(option_name(id_, "action"), TEXT), text(action.value)), type=BOOLEAN)


@frozen(slots=False)
class _Said:
    """One therapy with all that its action depends on."""

    therapy: Therapy
    places: Sequence[Place]
    excluded: tuple[Exclusion, ...]

    def cases(self) -> Iterator[tuple[Expr, str]]:
        """The cases of its action; the first that holds counts."""
        ongoing = known(ref(history_name(self.therapy.id, "ongoing")))
        for verdict in ROWS:
            row = _row(self.therapy.id, verdict)
            if verdict is Verdict.ONGOING:
                yield from _within(row, self._going_on())
            elif verdict is Verdict.RECOMMENDED:
                yield from _within(row, self._beginning())
            else:
                if verdict in _RUNNING:
                    yield every([row, ongoing]), self._ending(_RUNNING[verdict]).value
                waits = verdict is Verdict.LATER
                yield row, (Action.WAIT if waits else Action.DO_NOT_START).value

    def _ending(self, action: Action) -> Action:
        return Action.TAPER if action is Action.STOP and self.therapy.tapers else action

    def _going_on(self) -> Iterator[tuple[Expr, Action]]:
        held = ref(option_name(self.therapy.id, "held"))
        yield none_of(known(none_of(held))), Action.ASK_FIRST
        if dosed(self.therapy, self.places):
            above = ref(option_name(self.therapy.id, "above"))
            yield known(above), Action.ADJUST
            yield none_of(known(none_of(above))), Action.ASK_FIRST
        yield known(ref(history_name(self.therapy.id, "no_response"))), Action.ASK_FIRST
        if parents := self._parents:
            gone = [_does(q, Action.STOP) for q in parents]
            left = [
                _does(q, action)
                for q in parents
                for action in (*_FOLLOWING, Action.CHANGE)
                if action is not Action.WAIT
            ]
            own = known(none_of(*(_offered(place) for place in self._own_places)))
            yield every([some(gone), none_of(*left), own]), Action.ASK_FIRST
        yield none_of(), Action.CONTINUE

    def _beginning(self) -> Iterator[tuple[Expr, Action]]:
        if self.excluded:
            beside = ref(option_name(self.therapy.id, "beside"))
            yield known(beside), Action.DO_NOT_START
            yield none_of(known(none_of(beside))), Action.ASK_FIRST
        if dosed(self.therapy, self.places):
            yield ref(option_name(self.therapy.id, "open")), Action.ASK_FIRST
        if self.excluded:
            yield some(one.contested(self.therapy.id) for one in self.excluded), Action.CHOOSE
        if self._parents:
            yield some(known(_offered(place)) for place in self._own_places), Action.START
            for first, then in _FOLLOWING.items():
                yield self._beside_a_parent(first), then
            yield none_of(), Action.DO_NOT_START
        yield none_of(), Action.START

    def _beside_a_parent(self, action: Action) -> Expr:
        """That a therapy it goes with, where it is needed, does this."""
        return some(
            every([known(_offered(place)), _does(place.partner_of, action)])
            for place in self.places
            if place.partner_of is not None
        )

    @property
    def _parents(self) -> tuple[str, ...]:
        found = (place.partner_of for place in self.places if place.partner_of is not None)
        return tuple(dict.fromkeys(found))

    @property
    def _own_places(self) -> list[Place]:
        return [place for place in self.places if place.partner_of is None]


def _within(row: Expr, cases: Iterable[tuple[Expr, Action]]) -> Iterator[tuple[Expr, str]]:
    for condition, action in cases:
        yield every([row, condition]), action.value


def _offered(place: Place) -> Expr:
    return every([ref(place.reached), ref(place.indicated)])
