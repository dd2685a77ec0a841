"""What one patient exercises in a program, as far as anybody looks at it.

A scenario that expects something of acupuncture exercises what the advice on acupuncture
rests on, and nothing of surgery: what nobody looks at is not tested.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pathway.authoring.coverage.conditions import ANSWERS, WrittenCondition
from pathway.authoring.coverage.items import Inventory
from pathway.guards import guard_name
from pathway.language.syntax import Result
from pathway.language.syntax import names as names_in
from pathway.names import ELIGIBLE, node_name, option_name
from pathway.program import CompiledProgram, Definition
from pathway.walk import settle

#: Stands for the advice as a whole: a list of all that is recommended, the questions, the outcome.
EVERYTHING: Final = "*"


@dataclass(frozen=True)
class View:
    """What is looked at together: the conditions, and the definitions they need."""

    conditions: tuple[WrittenCondition, ...]
    therapies: tuple[str, ...]
    definitions: tuple[Definition, ...]


class Meter:
    """Says which items of a program a patient exercises."""

    def __init__(self, program: CompiledProgram) -> None:
        self.inventory = Inventory(program)
        self.program = program
        self._views: dict[str, View] = {}
        self._keys: dict[tuple[str, tuple[object, ...]], frozenset[str]] = {}

    def exercised(self, resolved: Mapping[str, Result], looked_at: Iterable[str]) -> set[str]:
        """The keys of the items that a patient exercises.

        `resolved` holds the resolved attributes (and perhaps definitions already settled),
        `looked_at` what scenarios speak of, see `view`.
        """
        found: set[str] = set()
        for subject in looked_at:
            view = self.view(subject)
            values = settle((d for d in view.definitions if d.name not in resolved), resolved)
            for condition in view.conditions:
                found |= self._decided(condition, values)
            found.update(self._verdicts(view.therapies, values))
            found.update(self._reached(view.definitions, values))
        return found

    def view(self, subject: str) -> View:
        """What somebody looks at who looks at a therapy, a definition or EVERYTHING."""
        if subject not in self._views:
            self._views[subject] = self._looking_at(subject)
        return self._views[subject]

    # -- private ---------------------------------------------------------------------------

    def _decided(self, condition: WrittenCondition, values: Mapping[str, Result]) -> frozenset[str]:
        answers = condition.answers(values)
        known = (condition.name, answers)
        if known not in self._keys or condition.beside:
            self._keys[known] = frozenset(
                self.inventory.key(condition.name, condition.texts[i], ANSWERS[answers[i]])
                for i in condition.deciding(answers, values)
            )
        return self._keys[known]

    def _verdicts(self, therapies: Sequence[str], values: Mapping[str, Result]) -> Iterator[str]:
        """The verdicts that are seen; who is not eligible sees those on what red flags offer."""
        outside = ELIGIBLE in values and values[ELIGIBLE].value is False
        for id_ in therapies:
            if outside and id_ not in self._offered_by_flags:
                continue
            name = option_name(id_, "verdict")
            yield self.inventory.key(name, "", str(values[name].value))

    @cached_property
    def _offered_by_flags(self) -> frozenset[str]:
        places = self.program.places
        return frozenset(place.therapy for place in places if place.holder.is_flag)

    def _reached(
        self, definitions: Iterable[Definition], values: Mapping[str, Result]
    ) -> Iterator[str]:
        for definition in definitions:
            if definition.name in self._ways and values[definition.name].value is True:
                yield self.inventory.key(definition.name, "", "true")

    @cached_property
    def _ways(self) -> frozenset[str]:
        nodes = (node_name(node.id, "reached") for node in self.program.nodes)
        return frozenset((*nodes, *(edge.definition for edge in self.program.edges)))

    def _looking_at(self, subject: str) -> View:
        program, conditions = self.program, self.inventory.conditions
        if subject == EVERYTHING:
            return View(tuple(conditions.values()), program.listed, program.definitions)
        wanted: Sequence[str] = (subject,)
        if subject in program.therapies:
            verdict = option_name(subject, "verdict")
            wanted = (verdict, option_name(subject, "action"), *self._owned.get(subject, ()))
        elif subject in conditions and subject not in program.by_name:
            wanted = tuple(names_in(conditions[subject].expr))
        definitions = program.closure(wanted)
        names = {subject, *(definition.name for definition in definitions)}
        read = frozenset(wanted).union(*(program.reads.get(name, ()) for name in wanted))
        names |= {guard_name(guard) for guard in program.guards if guard.attribute in read}
        seen = tuple(c for name, c in conditions.items() if name in names)
        return View(seen, (subject,) if subject in program.listed else (), definitions)

    @cached_property
    def _owned(self) -> Mapping[str, Sequence[str]]:
        """What belongs to a therapy beside its verdict: cautions, positions, notes."""
        found: dict[str, list[str]] = {}
        for name in self.inventory.conditions:
            definition = self.program.by_name.get(name)
            if definition is not None and definition.owner.is_therapy:
                found.setdefault(definition.owner.id, []).append(name)
        for position in self.program.recommendations:
            for part in (position.direct, position.extrapolated or ""):
                if part in self.inventory.conditions:
                    found.setdefault(position.therapy, []).append(part)
        return found
