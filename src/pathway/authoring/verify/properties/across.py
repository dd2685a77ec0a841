"""Between pathways that adopt different guidelines: where they contradict, and for whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import combinations

from pathway.authoring.verify.encoded import Encoded, Undecided
from pathway.authoring.verify.formulas import both
from pathway.authoring.verify.properties.model import Answer, Case, ProofOutcome, Property, spans
from pathway.ground.source import Span
from pathway.ground.terms import Verdict as Row
from pathway.names import ELIGIBLE, option_name
from pathway.program import CompiledProgram


def properties(programs: Sequence[CompiledProgram], as_of: date) -> Iterator[Property]:
    """One property for each two pathways that adopt different guidelines."""
    for one, other in combinations(programs, 2):
        if one.adopts == other.adopts:
            continue
        shared = [id_ for id_ in one.listed if id_ in other.listed]
        cases = [
            Case(
                f"{one.therapies[id_].title}: never recommended by one and advised against by the "
                "other",
                _contradiction(one, other, id_, as_of),
                spans(*_positions(one, id_), *_positions(other, id_)),
                id_,
            )
            for id_ in shared
        ]
        yield Property(
            f"{one.id}-and-{other.id}",
            f"{one.title} (1) and {other.title} (2) never contradict each other about a patient "
            "whom both are for",
            one,
            tuple(cases),
            "option",
            "they share no option",
            heading="Between pathways",
            accepted="guidelines differ, and none are merged; `--all` shows where, and for whom",
        )


# -- private -------------------------------------------------------------------------------


def _positions(program: CompiledProgram, id_: str) -> Iterator[Span | None]:
    for position in program.positions_on(id_):
        if position.adopted is not None:
            yield program.by_name[position.direct].span


def _contradiction(
    one: CompiledProgram, other: CompiledProgram, id_: str, as_of: date
) -> Callable[[float], Answer]:
    def ask(seconds: float) -> Answer:
        first, second = Encoded.pair(one, other, as_of)
        name = option_name(id_, "verdict")
        mine, its = (encoded.text(name).values for encoded in (first, second))
        meant_for = both(first.truth(ELIGIBLE).yes, second.truth(ELIGIBLE).yes)
        for given, against, which in ((mine, its, 1), (its, mine, 2)):
            wrong = both(
                given.get(Row.RECOMMENDED.value, False),
                against.get(Row.NOT_RECOMMENDED.value, False),
            )
            found = first.solve(wrong, meant_for, seconds=seconds)
            if isinstance(found, Undecided):
                return Answer(ProofOutcome.NOT_PROVED, why=found.why)
            if found is not None:
                why = f"({which}) recommends it, the other advises against it"
                return Answer(ProofOutcome.COUNTEREXAMPLE, found, why)
        return Answer(ProofOutcome.PROVED)

    return ask
