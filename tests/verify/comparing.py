"""The values of the solver beside those of the engine, for one concrete patient after the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import z3

from pathway.authoring.verify.encoded import Asking, Encoded
from pathway.authoring.verify.formulas import Bit, formula
from pathway.authoring.verify.patients import history_rules, record_rule, silence_rule
from pathway.authoring.verify.symbolic_patient import Anybody
from pathway.authoring.verify.values import Number, Text, Truth
from pathway.ground.vocabulary import NOT_APPLICABLE
from pathway.patients.at_date import Resolved, resolve
from pathway.patients.model import Patient
from pathway.program import CompiledProgram
from pathway.walk import walk

AS_OF = date(2026, 11, 20)
#: Stands for any number that is known.
KNOWN = "a known number"


def _is(value: object, wanted: object) -> bool:
    if wanted == KNOWN:
        return value is not None and value is not NOT_APPLICABLE
    return value == wanted and value is not None


class Comparing:
    """Every definition of a program, worked out by both for the same patients."""

    def __init__(self, program: CompiledProgram) -> None:
        self._program = program
        self._asking = Asking(Anybody.of((program,), AS_OF))
        self._encoded = Encoded(program, self._asking)
        self._bits = list(self._all_bits())
        # One term for all of them, for the solver then works out each part of them once.
        ones = (
            z3.If(formula(bit), z3.BitVecVal(1, 1), z3.BitVecVal(0, 1)) for *_, bit in self._bits
        )
        self._row = z3.Concat(*ones)

    @property
    def definitions(self) -> int:
        """How many definitions are compared."""
        return len({name for name, *_ in self._bits})

    def differences(self, patient: Patient, *, strict: bool) -> list[str]:
        """The definitions on which both differ; a patient whom the solver excludes is one, too."""
        resolved = resolve(patient, self._program, AS_OF, strict=strict)
        values = walk(self._program, resolved)
        rules = [formula(bit) for bit in resolved_rules(resolved, self._encoded)]
        model: Any = self._asking.check(rules, 60)
        if not isinstance(model, z3.ModelRef):
            return [f"the solver knows no such patient: {patient}"]
        number = model.eval(self._row, model_completion=True).as_long()
        told = format(number, f"0{len(self._bits)}b")
        return [
            f"{name} {wanted}"
            for (name, wanted, _), bit in zip(self._bits, told, strict=True)
            if (bit == "1") is not _is(values[name], wanted)
        ]

    def _all_bits(self) -> Iterator[tuple[str, object, Bit]]:
        """Each value that a definition may have, with the bit that says so."""
        for definition in self._program.definitions:
            found = self._encoded.meaning(definition.name)
            if isinstance(found, Truth):
                yield definition.name, True, found.yes
                yield definition.name, False, found.no
            elif isinstance(found, Number):
                yield definition.name, KNOWN, found.known
            elif isinstance(found, Text):
                yield from ((definition.name, text, bit) for text, bit in found.values.items())


def resolved_rules(resolved: Resolved, encoded: Encoded) -> Iterator[Bit]:
    """The rules that make anybody a patient as they were resolved, with every attribute settled.

    What does not apply counts as not recorded, and a yes or no that was assumed as recorded: that
    comes to the same.
    """
    for name in encoded.program.vocabulary.attributes:
        fact = resolved.facts[name]
        yield record_rule(encoded.anybody.record(name), fact)
        yield silence_rule(encoded.anybody, fact, strict=resolved.strict)
    yield from history_rules(resolved, encoded)
