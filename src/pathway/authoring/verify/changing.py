"""The fewest changes under which an option would be recommended, proved to be the fewest.

The search in `advice.change` tries single changes and pairs; this takes its place where more are
needed, or where no change at all will do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import z3

from pathway.authoring.verify.encoded import Encoded
from pathway.authoring.verify.formulas import Bit, both, formula, holds, opposite, some
from pathway.authoring.verify.patients import (
    history_rules,
    is_value,
    record_rule,
    silence_rule,
)
from pathway.authoring.verify.values import NotEncodable
from pathway.ground.terms import BEGINNING, Verdict
from pathway.ground.vocabulary import Value
from pathway.names import ELIGIBLE, option_name
from pathway.patients.at_date import Resolved
from pathway.walk import Walk

#: No more changes than this are of any use to a reader.
MOST: Final = 12
#: How long each question may take; somebody is waiting for the answer.
SECONDS: Final = 1.0


def fewest_changes(
    walk: Walk, id_: str, candidates: Mapping[str, Sequence[Value]]
) -> Mapping[str, Value] | bool:
    """The fewest of these values under which an option would be recommended.

    False is that no choice of them would do; True that no answer was found.
    """
    try:
        return _Question(walk, id_, candidates).answer()
    except NotEncodable:
        return True


# -- private -------------------------------------------------------------------------------


class _Question:
    """One patient, one option, and what may be changed."""

    def __init__(self, walk: Walk, id_: str, candidates: Mapping[str, Sequence[Value]]) -> None:
        resolved = walk.resolved
        self._encoded = Encoded.of(walk.program, resolved.as_of, strict=resolved.strict)
        self._candidates = {name: values for name, values in candidates.items() if values}
        self._changed = {name: z3.Bool(f"{name} changed") for name in self._candidates}
        verdict = self._encoded.text(option_name(id_, "verdict")).values
        action = self._encoded.text(option_name(id_, "action")).values
        self._wanted = [
            verdict.get(Verdict.RECOMMENDED.value, False),
            some(action.get(one.value, False) for one in BEGINNING),
            opposite(self._encoded.truth(ELIGIBLE).no),
            *self._given(resolved),
        ]
        self._encoded.take_asked()

    def answer(self) -> Mapping[str, Value] | bool:
        """First whether any changes will do, then how few."""
        bits = list(map(formula, self._wanted))
        model = self._encoded.asking.check(bits, SECONDS)
        if model == z3.unsat:
            return False
        for number in range(1, MOST + 1):
            few = z3.AtMost(*self._changed.values(), number)
            model = self._encoded.asking.check([*bits, few], SECONDS)
            if model == z3.unknown:
                return True
            if model != z3.unsat:
                return dict(self._news(model))
        return True

    # -- private ---------------------------------------------------------------------------

    def _given(self, resolved: Resolved) -> Iterator[Bit]:
        """Each attribute as it is, or, where that may be, with another value."""
        anybody = self._encoded.anybody
        for name in self._encoded.program.vocabulary.attributes:
            fact = resolved.unguarded.get(name, resolved.facts[name])
            silent = silence_rule(anybody, fact, strict=resolved.strict)
            stays = both(record_rule(anybody.record(name), fact), silent)
            if name not in self._changed:
                yield stays
                continue
            changed = self._changed[name]
            yield some((changed, stays))
            yield some((opposite(changed), self._another(name)))
        yield from history_rules(resolved, self._encoded)

    def _another(self, name: str) -> Bit:
        record = self._encoded.anybody.record(name)
        others = some(is_value(record.value, candidate) for candidate in self._candidates[name])
        return both(others, opposite(record.assumed))

    def _news(self, model: Any) -> Iterator[tuple[str, Value]]:  # noqa: ANN401 -- z3 has no types
        for name, changed in self._changed.items():
            if not holds(changed, model):
                continue
            value = self._encoded.anybody.record(name).value
            fitting = (v for v in self._candidates[name] if holds(is_value(value, v), model))
            yield from ((name, found) for found in list(fitting)[:1])
