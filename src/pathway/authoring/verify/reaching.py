"""Whether any patient at all can exercise something that specs should exercise.

That an atom decides what a condition comes to is said to the solver as it is measured: with
another answer to it alone, the condition would come to something else.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from pathway.authoring.coverage.items import ANSWERS, CoverageItem, WrittenCondition
from pathway.authoring.coverage.reach import Nobody
from pathway.authoring.verify.encoded import Encoded, SameProgram, Undecided
from pathway.authoring.verify.formulas import Bit, both, opposite, some
from pathway.authoring.verify.meaning import meant
from pathway.authoring.verify.values import NO, YES, Meant, NotEncodable, Truth, alike
from pathway.ground.truth import Truth as Answer
from pathway.language.syntax import Expr
from pathway.names import ELIGIBLE
from pathway.patients.model import Patient
from pathway.program import CompiledProgram

#: An item has to be settled quickly, for there are hundreds.
SECONDS: Final = 1.0


def can_exercise(
    program: CompiledProgram, item: CoverageItem, condition: WrittenCondition | None, as_of: date
) -> Patient | Nobody | None:
    """A patient who exercises an item, False if there is none; None where that stays open."""
    encoded = _encoded(SameProgram(program), as_of)
    try:
        exercised = _exercised(encoded, item, condition)
    except NotEncodable:
        return None
    found = encoded.solve(exercised, seconds=SECONDS, likely=True)
    if isinstance(found, Undecided):
        return None
    return False if found is None else found


# -- private -------------------------------------------------------------------------------


@lru_cache(maxsize=16)
def _encoded(same: SameProgram, as_of: date) -> Encoded:
    """An encoding that only this asks: who is shown must not hang on which specs ran before."""
    return Encoded.alone(same.program, as_of)


_UNKNOWN: Final = Truth(False, False)
_VALUES: Final = {True: YES, False: NO, None: _UNKNOWN}


def _exercised(encoded: Encoded, item: CoverageItem, condition: WrittenCondition | None) -> Bit:
    if item.kind == "verdict on":
        given = encoded.text(item.name).values.get(item.outcome, False)
        seen = opposite(encoded.truth(ELIGIBLE).no)
        places = encoded.program.places_of(item.holder)
        by_flag = any(place.holder.is_flag for place in places)
        return given if by_flag else both(given, seen)
    if condition is None:
        return encoded.truth(item.name).yes
    return _decides(encoded, item, condition)


def _decides(encoded: Encoded, item: CoverageItem, condition: WrittenCondition) -> Bit:
    place = condition.texts.index(item.part)
    answers = [_as_counted(encoded, atom) for atom in condition.atoms]
    wanted = next(answer for answer, said in ANSWERS.items() if said == item.outcome)
    came = _with(encoded, condition, answers, place, wanted)
    others = (_with(encoded, condition, answers, place, a) for a in ANSWERS if a is not wanted)
    differs = some(opposite(alike(came, other)) for other in others)
    return both(_answered(answers[place], wanted), differs)


def _as_counted(encoded: Encoded, atom: Expr) -> Truth:
    """What an atom comes to, *not applicable* being a no."""
    found = encoded.condition(atom)
    return Truth(found.yes, found.no)


def _with(
    encoded: Encoded, condition: WrittenCondition, answers: list[Truth], place: int, answer: Answer
) -> Meant:
    """The value of the condition if one atom had this answer."""
    told = [*answers[:place], _VALUES[answer], *answers[place + 1 :]]

    def look(name: str) -> Meant:
        return told[int(name[1:])] if name.startswith("#") else encoded.meaning(name)

    return meant(condition.skeleton, look)


def _answered(truth: Truth, answer: Answer) -> Bit:
    if answer is None:
        return truth.unknown
    return truth.yes if answer else truth.no
