"""Which therapies are not taken together: pairs that exclude each other, and those of a choice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from pathway.compiler.logic import count, every, known, none_of, ref, some
from pathway.frozen import frozen
from pathway.language.syntax import Expr
from pathway.names import Owner, option_name
from pathway.program import CompiledProgram, Node, Place, Therapy


@frozen
class Exclusion:
    """Therapies of which at most so many are taken together.

    `places` are those of the members of a choice, which binds whoever it offers a member to; two
    therapies that exclude each other do so wherever they are offered.
    """

    members: tuple[str, ...]
    most: int = 1
    places: Mapping[str, Place] = field(default_factory=dict)

    def others(self, therapy: str) -> tuple[str, ...]:
        """The other members."""
        return tuple(one for one in self.members if one != therapy)

    def offers(self, therapy: str) -> tuple[Expr, ...]:
        """That the choice is put to this patient, as far as this member goes."""
        place = self.places.get(therapy)
        return () if place is None else (ref(place.reached), ref(place.indicated))

    def full(self, therapy: str) -> Expr:
        """That as many others are taken as may."""
        taken = [ref(option_name(other, "taken")) for other in self.others(therapy)]
        return every([*self.offers(therapy), _at_least(self.most, taken)])

    def contested(self, therapy: str) -> Expr:
        """That others, taken or ready to start, may fill all places; never unknown."""
        rivals = [self._rival(other) for other in self.others(therapy)]
        return every([*map(known, self.offers(therapy)), _at_least(self.most, rivals)])

    def _rival(self, other: str) -> Expr:
        starts = every([ref(option_name(other, "may_start")), *map(known, self.offers(other))])
        if self.most == 1:
            return starts  # none is taken, or this one could not start
        return some([starts, none_of(known(none_of(ref(option_name(other, "taken")))))])


def exclusions(
    therapies: Mapping[str, Therapy], nodes: Iterable[Node], places: Iterable[Place]
) -> tuple[Exclusion, ...]:
    """The pairs that exclude each other, in their order, then the choices of all steps."""
    placed = {(place.holder, place.therapy): place for place in places if not place.partner_of}
    found = [Exclusion(pair) for pair in _pairs(tuple(therapies.values()))]
    for node in nodes:
        held = Owner(node.kind, node.id)
        for choice in node.choices:
            own = {id_: placed[held, id_] for id_ in choice.therapies}
            if len(own) > choice.most:
                found.append(Exclusion(choice.therapies, choice.most, own))
    return tuple(found)


def exclusions_of(program: CompiledProgram) -> tuple[Exclusion, ...]:
    """Those of a compiled pathway."""
    return exclusions(program.therapies, program.nodes, program.places)


# -- private -------------------------------------------------------------------------------


def _pairs(therapies: Sequence[Therapy]) -> Iterator[tuple[str, str]]:
    for number, one in enumerate(therapies):
        for other in therapies[number + 1 :]:
            if other.id in one.not_with or one.id in other.not_with:
                yield one.id, other.id


def _at_least(needed: int, parts: Sequence[Expr]) -> Expr:
    return some(parts) if needed == 1 else count(needed, parts)
