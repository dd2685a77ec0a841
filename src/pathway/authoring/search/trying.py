"""One sketch of a patient after the other, resolved and settled.

It gives the values that `resolve` and `walk` give, and remembers what each single thing that
may be recorded comes to, because thousands of sketches differ in few things only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from pathway.authoring.search.space import HISTORY_TAKEN, Sketch, Space, sort_of
from pathway.ground.vocabulary import Attribute
from pathway.language.syntax import Result
from pathway.names import complete_name, history_name, override_name
from pathway.patients.at_date import Fact, apply_guards
from pathway.patients.history import history_of
from pathway.patients.model import Patient
from pathway.patients.values import settle as settle_attribute
from pathway.walk import settle


class Trying:
    """Works out what a program's excerpt says of sketches."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self._program = space.excerpt
        self._claim = space.claim
        self._facts: dict[tuple[object, ...], tuple[Fact, Result]] = {}
        self._histories: dict[tuple[object, ...], Mapping[str, Result]] = {}

    def settled(self, sketch: Sketch) -> Mapping[str, Result]:
        """The values of all attributes and definitions of the excerpt."""
        return settle(self._program.definitions, self.resolved(sketch))

    def resolved(self, sketch: Sketch) -> dict[str, Result]:
        """The values of all attributes, as `resolve` gives them."""
        values: dict[str, Result] = {}
        facts: dict[str, Fact] = {}
        for name, attribute, origin, complete in self._attributes:
            key = (name, sketch.get(name), sketch.get(origin), sketch.get(complete))
            found = self._facts.get(key)
            if found is None:
                found = self._facts[key] = self._fact(attribute, origin, complete, sketch)
            values[name] = found[1]
            if name in self._guarded:
                facts[name] = found[0]
        self._add_histories(sketch, values)  # before the guards, which may read them
        apply_guards(self._program, facts, values, strict=self._claim.strict)
        return values

    # -- private ---------------------------------------------------------------------------

    @cached_property
    def _attributes(self) -> tuple[tuple[str, Attribute, str, str], ...]:
        """Each attribute, with the names of what else it depends on: its origin, its list."""
        return tuple(
            (name, a, a.since or "", complete_name(a.absent.value) if a.absent else "")
            for name, a in self._program.vocabulary.attributes.items()
        )

    @cached_property
    def _guarded(self) -> frozenset[str]:
        return frozenset(guard.attribute for guard in self._program.guards)

    def _fact(
        self, attribute: Attribute, origin: str, complete: str, sketch: Sketch
    ) -> tuple[Fact, Result]:
        patient = self._only(sketch, attribute.name, origin, complete)
        claim, attributes = self._claim, self._program.vocabulary.attributes
        fact = settle_attribute(attribute, patient, attributes, claim.as_of, strict=claim.strict)
        unknown = frozenset((fact.name,)) if fact.value is None else frozenset[str]()
        return fact, Result(fact.value, unknown)

    def _only(self, sketch: Sketch, *names: str) -> Patient:
        """The patient with only some things recorded, besides those that are told."""
        return self.space.patient({name: sketch[name] for name in names if name in sketch})

    def _add_histories(self, sketch: Sketch, values: dict[str, Result]) -> None:
        known = HISTORY_TAKEN in sketch or any(sort_of(n)[0] == "trials" for n in sketch)
        values.update(self._not_lifted)
        values.update((n, _LIFTED) for n in sketch if n in self._not_lifted)
        for trials, wish, kind in self._therapies:
            key = (trials, known, sketch.get(trials), sketch.get(wish), sketch.get(kind))
            if key not in self._histories:
                self._histories[key] = self._history(trials, wish, kind, sketch, known=known)
            values.update(self._histories[key])

    @cached_property
    def _therapies(self) -> tuple[tuple[str, str, str], ...]:
        return tuple(
            (
                history_name(id_, "trials"),
                history_name(id_, "wish"),
                history_name(therapy.kind.value, "wish"),
            )
            for id_, therapy in self._program.therapies.items()
        )

    @cached_property
    def _not_lifted(self) -> Mapping[str, Result]:
        """Every rule that may be lifted, by what a claim itself says of it."""
        day, told = self._claim.as_of, self._claim.fixed.overrides
        lifted = {o.rule for o in told if o.until is None or o.until >= day}
        return {
            override_name(rule.id): _LIFTED if rule.id in lifted else _NOT_LIFTED
            for therapy in self._program.therapies.values()
            for rule in therapy.rules
        }

    def _history(
        self, trials: str, wish: str, kind: str, sketch: Sketch, *, known: bool
    ) -> Mapping[str, Result]:
        patient = self._only(sketch, trials, wish, kind)
        if known and patient.trials is None:
            patient = replace(patient, trials=())
        id_ = sort_of(trials)[1]
        therapies = {id_: self._program.therapies[id_]}
        return {
            fact.name: Result(
                fact.value, frozenset((fact.name,)) if fact.value is None else frozenset()
            )
            for fact in history_of(patient, therapies, self._claim.as_of)
        }


_LIFTED = Result(value=True)
_NOT_LIFTED = Result(value=False)
