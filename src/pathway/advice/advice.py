"""The whole advice, and the questions put to it later: why, what would change it, where.

No presenter and no head reads the walk behind it: what they need of it is here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pathway.advice.explanation import Change, Changes, Known, NodeDetail, Reason
from pathway.advice.model import AdviceContent, Position

if TYPE_CHECKING:
    from pathway.advice.change import Fewest
    from pathway.graph import Graph


@dataclass(frozen=True, slots=True)
class Advice(AdviceContent):
    """The whole advice on one patient under one pathway at one date."""

    def positions(self, therapy: str) -> tuple[Position, ...]:
        """What guidelines say of a therapy, listed as an option or not; adopted ones first."""
        from pathway.advice.options import position_of

        return tuple(position_of(self.walk, one) for one in self.program.positions_on(therapy))

    def known(self, name: str) -> Known:
        """An attribute, a part of a therapy's history or a finding, as it stands, in words."""
        from pathway.advice.known import known

        return known(self.walk, name)

    def node(self, id_: str) -> NodeDetail:
        """A node of the pathway in full; raises StopIteration for an unknown one."""
        from pathway.advice.position import node_detail

        return node_detail(self.walk, next(n for n in self.program.nodes if n.id == id_))

    def grounds(self, rule: str) -> tuple[str, ...]:
        """The names of the recorded facts that make a rule hold."""
        from pathway.advice.grounds import grounds

        return grounds(self.walk, rule)

    def why(self, therapy: str) -> Reason:
        """The full reasons for one therapy, as a tree; raises UsageError for an unknown one."""
        from pathway.advice.why import why

        return why(self.walk, therapy)

    def what_would_change(self, therapy: str, fewest: Fewest | None = None) -> Changes:
        """Which answers or values would change the verdict; raises UsageError if unknown.

        `fewest` may prove how few would make it recommended (`pathway.authoring.verify.changing`).
        """
        from pathway.advice.change import what_would_change

        return what_would_change(self.walk, therapy, fewest)

    def what_would_recommend(self, therapy: str) -> Change | None:
        """One set of answers to the open questions under which a therapy is recommended."""
        from pathway.advice.change import what_would_recommend

        return what_would_recommend(self.walk, therapy)

    def graph(self) -> Graph:
        """The pathway as a networkx graph, with what this patient reaches: see `pathway.graph`.

        Empty where no pathway could be chosen.
        """
        from pathway.graph import build

        return build(self.walk.program, self.walk.values)

    def to_dict(self) -> dict[str, Any]:
        """The advice as `pathway-advice/1`: keys may be added to it, never renamed."""
        from pathway.advice.serial import to_dict

        return to_dict(self)
