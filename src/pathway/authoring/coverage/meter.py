"""What one patient exercises in a program, as far as anybody looks at it, added up over a library.

A scenario that expects something of acupuncture exercises what the advice on acupuncture
rests on, and nothing of surgery: what nobody looks at is not tested. What pathways share (a
therapy's rules, red flags, definitions) counts once, whichever pathway's scenario exercised it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import Final

from pathway.authoring.coverage.items import ANSWERS, CoverageItem, Inventory, WrittenCondition
from pathway.frozen import frozen
from pathway.guards import guard_name
from pathway.language.syntax import Result
from pathway.language.syntax import names as names_in
from pathway.names import ELIGIBLE, node_name, option_name
from pathway.program import CompiledProgram, Definition
from pathway.walk import settle

#: Stands for the advice as a whole: a list of all that is recommended, the questions, the outcome.
EVERYTHING: Final = "*"


@frozen(slots=False)
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


@frozen
class Share:
    """So many of so many items."""

    exercised: int
    of: int

    @property
    def percent(self) -> str:
        """The share in percent with one decimal, never rounded up: 100.0 means all."""
        tenths = 1000 * self.exercised // self.of if self.of else 1000
        return f"{tenths // 10}.{tenths % 10} %"

    def reaches(self, minimum: float) -> bool:
        """Whether the share is at least so many percent, exactly."""
        return 100 * self.exercised >= minimum * self.of


class ItemSet:
    """All items of a library in a fixed order, so that a set of them can be written as bits."""

    def __init__(self, programs: Iterable[CompiledProgram]) -> None:
        self.by_key: dict[str, CoverageItem] = {}
        for program in programs:
            self.by_key.update(Inventory(program).items)
        self._keys = tuple(self.by_key)
        self._number = {key: number for number, key in enumerate(self.by_key)}

    def bits(self, keys: Iterable[str]) -> str:
        """A set of items as text, to send it from one process to another."""
        total = 0
        for key in keys:
            number = self._number.get(key)
            if number is not None:  # a guideline adopted for one scenario may bring its own
                total |= 1 << number
        return f"{total:x}"

    def keys(self, bits: str) -> list[str]:
        """The items in a text that `bits` made."""
        flags = bin(int(bits, 16))[:1:-1]
        return [self._keys[found.start()] for found in re.finditer("1", flags)]


@frozen(slots=False)
class Coverage:
    """What was exercised and what was not.

    `by` names the scenarios that exercised an item, `out_of_reach` says of an item that nobody
    exercised why no patient could. Without proofs nobody knows what is out of reach.
    """

    items: Mapping[str, CoverageItem]
    by: Mapping[str, Sequence[str]]
    out_of_reach: Mapping[str, str] = field(default_factory=dict)
    proved: bool = True

    @cached_property
    def share(self) -> Share:
        """How much of what can be reached was exercised."""
        return self.share_of(self.items)

    def share_of(self, keys: Iterable[str]) -> Share:
        """How much of these items was exercised, less those that no patient can reach."""
        reachable = [key for key in keys if key not in self.out_of_reach]
        return Share(sum(key in self.by for key in reachable), len(reachable))

    @cached_property
    def missing(self) -> tuple[CoverageItem, ...]:
        """The items still to be exercised."""
        by, out = self.by, self.out_of_reach
        return tuple(item for key, item in self.items.items() if key not in by and key not in out)

    @cached_property
    def by_place(self) -> Mapping[str, tuple[CoverageItem, ...]]:
        """The items by the file, or the pathway, that they are counted under."""
        found: dict[str, list[CoverageItem]] = {}
        for item in self.items.values():
            found.setdefault(item.where, []).append(item)
        return {where: tuple(found[where]) for where in sorted(found)}
