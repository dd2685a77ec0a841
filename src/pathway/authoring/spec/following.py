"""A pathway followed by one patient, worked out only as far as a scenario looks at it.

What nobody asks about is neither evaluated nor worded; what was asked about is remembered,
for that is what a scenario tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final

from pathway.advice import give_advice
from pathway.advice.advice import Advice
from pathway.advice.model import Option, Position
from pathway.advice.options import in_play, option, position_of
from pathway.ground.terms import Verdict
from pathway.language.syntax import Result
from pathway.names import option_name
from pathway.patients.at_date import Resolved
from pathway.program import CompiledProgram
from pathway.walk import AsNeeded, Walk, walk

#: What a step looks at that asks about the advice as a whole.
EVERYTHING: Final = "*"


class Followed:
    """One patient on one pathway at one date.

    `looked_at` holds, in order, what the steps so far looked at: ids of therapies, names of
    definitions such as `flag.cancer`, or EVERYTHING.
    """

    def __init__(self, program: CompiledProgram, resolved: Resolved) -> None:
        self.program = program
        self.resolved = resolved
        self.looked_at: dict[str, None] = {}
        self._values = AsNeeded(program, resolved.values)
        self._walk = Walk(program, resolved, self._values)
        self._options: dict[str, Option] = {}

    @property
    def values(self) -> Mapping[str, Result]:
        """The resolved attributes, and the definitions that were needed so far."""
        return self._values.settled

    def look(self, names: Iterable[str]) -> Mapping[str, Result]:
        """What the named definitions come to."""
        names = tuple(names)
        self.looked_at.update(dict.fromkeys(names))
        return {name: self._values[name] for name in names}

    def option(self, therapy: str) -> Option | None:
        """One therapy for this patient; None where the advice would not list it."""
        self.looked_at[therapy] = None
        if therapy not in self._options:
            if therapy not in self._listed:
                return None
            self._options[therapy] = option(self._walk, therapy)
        return self._options[therapy]

    def positions(self, therapy: str) -> tuple[Position, ...]:
        """What guidelines say of a therapy, and whether they speak of this patient."""
        self.looked_at[therapy] = None
        found = self.program.positions_on(therapy)
        return tuple(position_of(self._walk, recommendation) for recommendation in found)

    def adopts(self, recommendation: str) -> bool:
        """Whether the pathway follows a recommendation, on any therapy of which it speaks."""
        said = [one for one in self.program.recommendations if one.id == recommendation]
        self.looked_at.update(dict.fromkeys(one.therapy for one in said))
        return any(one.adopted is not None for one in said)

    def verdicts(self) -> Mapping[str, Verdict]:
        """The verdict on every therapy that the advice would list."""
        self.looked_at[EVERYTHING] = None
        walked = self._walk
        return {id_: Verdict(str(walked[option_name(id_, "verdict")])) for id_ in self._listed}

    @property
    def advice(self) -> Advice:
        """The whole advice, worded."""
        self.looked_at[EVERYTHING] = None
        return self.in_full

    @cached_property
    def in_full(self) -> Advice:
        """The whole advice where it is only shown, so that nothing counts as looked at."""
        return give_advice(walk(self.program, self.resolved))

    # -- private ---------------------------------------------------------------------------

    @cached_property
    def _listed(self) -> frozenset[str] | dict[str, None]:
        return dict.fromkeys(in_play(self._walk))
