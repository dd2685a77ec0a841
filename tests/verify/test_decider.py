"""Claims decided for every patient: proved, refuted by a patient, or saying nothing."""

from __future__ import annotations

import os
import signal
import threading
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import z3

from pathway.authoring.search import (
    ALWAYS,
    NEVER,
    Claim,
    Held,
    Proved,
    RandomSearch,
    Refuted,
    SaysNothing,
)
from pathway.authoring.verify import Encoded, ReplayError, SolverDecider, Undecided
from pathway.authoring.verify.effort import seconds_taken
from pathway.authoring.verify.encoded import Asking
from pathway.authoring.verify.symbolic_patient import Anybody
from pathway.ground.problems import Problems
from pathway.ground.terms import Severity
from pathway.ground.vocabulary import BOOLEAN, DECIMAL
from pathway.language.syntax import Apply, Literal, Name
from pathway.patients.model import Patient, Why
from pathway.patients.writer import write_patient
from tests.lanes import thinned_rows
from tests.search.claims import AS_OF, library, never, patient, small, smaller

SOLVER = SolverDecider(RandomSearch(patients=200))
SCIATICA = library().program("sciatica")
BACK = small().program("back_pain")


def yes(name: str) -> Name:
    return Name(name, type=BOOLEAN)


@pytest.mark.parametrize("strict", [False, True])
def test_a_contraindicated_needle_is_proved_impossible(strict: bool) -> None:
    told = never(SCIATICA, "acupuncture", bleeding_disorder=True, strict=strict)
    assert SOLVER.decide(told) == Proved()
    unknown = never(SCIATICA, "acupuncture", bleeding_disorder=Why.DOES_NOT_KNOW, strict=strict)
    assert SOLVER.decide(unknown) == Proved()


def test_a_false_claim_is_refuted_by_a_patient_file() -> None:
    claim = never(SCIATICA, "acupuncture", bleeding_disorder=False)
    found = SOLVER.decide(claim)
    assert isinstance(found, Refuted)
    assert claim.broken_by(found.patient)
    problems = Problems()
    text = write_patient(found.patient, SCIATICA.vocabulary)
    again = library().patient_from_text(text, today=AS_OF)
    assert not problems.errors
    assert claim.broken_by(again)


#: Rules that something else covers: nobody is harmed by taking them out of these pathways.
COVERED = {
    ("sciatica", "discectomy.nonspecific"),  # such patients are not eligible
    ("sciatica", "spinal_manipulation.central_or_progressing"),  # red flags hold it
    ("low-back-pain", "spinal_manipulation.central_or_progressing"),
    ("sciatica", "spinal_manipulation.recent_operation"),  # not eligible so soon
    ("low-back-pain", "spinal_manipulation.recent_operation"),
    ("low-back-pain", "muscle_relaxant.chronic"),  # not offered in chronic pain
    ("low-back-pain", "tizanidine.chronic"),
    ("low-back-pain", "tramadol.child"),  # not eligible below 18
    ("knee-osteoarthritis", "knee_steroid_injection.weak_bone"),  # a red flag holds it
}
#: Offered for other profiles only: NICE, heard first, advises against them whoever it is.
ADVISED_AGAINST = {
    ("knee-osteoarthritis", "acupuncture"),
    ("knee-osteoarthritis", "hyaluronan_injection"),
    ("knee-osteoarthritis", "tramadol"),
}
RULES = [
    (id_, rule.id)
    for id_ in ("sciatica", "low-back-pain", "knee-osteoarthritis")
    for therapy in library().program(id_).therapies.values()
    if library().program(id_).places_of(therapy.id) and (id_, therapy.id) not in ADVISED_AGAINST
    for rule in therapy.rules
    if rule.severity is not Severity.CAUTION
]


@pytest.mark.parametrize(("pathway", "rule"), thinned_rows(RULES, 50))
def test_every_rule_that_is_taken_out_is_missed(pathway: str, rule: str) -> None:
    """By a patient as small as can be, whom the solver finds."""
    whole, therapy = library().program(pathway), rule.partition(".")[0]
    of = next(r for r in whole.therapies[therapy].rules if r.id == rule)
    no = Literal(value=False, type=BOOLEAN)
    definitions = (
        replace(d, expr=no) if d.name == f"rule.{rule}" else d for d in whole.definitions
    )
    claim = never(
        replace(whole, definitions=tuple(definitions)),
        therapy,
        whole.by_name[f"rule.{rule}"].expr,
        overrides=of.severity is Severity.CONTRAINDICATED,
    )
    found = SOLVER.prove(claim)
    assert isinstance(found, Proved | SaysNothing if (pathway, rule) in COVERED else Refuted)
    if isinstance(found, Refuted):
        assert claim.broken_by(found.patient)
        assert not [one for one in smaller(found.patient, claim.fixed) if claim.broken_by(one)]


def test_where_no_drawn_patient_breaks_it_the_solver_finds_one() -> None:
    """A single value out of a thousand: platelets of exactly 7.25."""
    number = Name("platelets", type=DECIMAL)
    exactly = Apply("=", (number, Literal(Decimal("7.25"), DECIMAL)), type=BOOLEAN)
    claim = Claim(BACK, AS_OF, Patient("counterexample"), exactly, NEVER)
    found = SolverDecider(RandomSearch(patients=1)).decide(claim)
    assert isinstance(found, Refuted)
    assert write_patient(found.patient, BACK.vocabulary) == (
        "patient: counterexample\nrecorded: 2026-11-20\nattributes:\n  platelets: 7.25 10*9/L\n"
    )


def test_a_claim_about_nobody_says_nothing() -> None:
    number = Name("platelets", type=DECIMAL)
    below = Apply("<", (number, Literal(Decimal(-1), DECIMAL)), type=BOOLEAN)
    assert SOLVER.decide(never(BACK, "acupuncture", below)) == SaysNothing(nobody=True)


def test_a_claim_that_comes_to_nobody_says_nothing() -> None:
    told = never(SCIATICA, "traction", age=Decimal(40))
    assert SOLVER.decide(told) == SaysNothing(nobody=False)
    always = Claim(SCIATICA, AS_OF, patient(age=Decimal(40)), yes("option.traction.recommended"))
    assert SOLVER.decide(replace(always, conclusion=yes("eligible"))) == SaysNothing(nobody=False)


def test_an_open_claim_says_something_even_if_it_never_comes() -> None:
    claim = Claim(SCIATICA, AS_OF, Patient("anybody"), yes("option.traction.recommended"))
    assert SOLVER.decide(claim) == Proved()


def test_lifted_rules_count_unless_the_claim_leaves_them_out() -> None:
    told = never(SCIATICA, "nsaid", bleeding_disorder=True)
    assert isinstance(SOLVER.decide(told), Refuted)
    assert SOLVER.decide(replace(told, overrides=False)) == Proved()


def test_what_cannot_be_said_to_the_solver_is_tried() -> None:
    unusual = Apply("coalesce", (yes("better"), Literal(True, BOOLEAN)), type=BOOLEAN)
    claim = Claim(BACK, AS_OF, Patient("anybody"), ALWAYS, unusual)
    assert isinstance(SOLVER.decide(claim), Refuted)
    fine = Claim(BACK, AS_OF, Patient("anybody"), unusual, ALWAYS)
    assert isinstance(SOLVER.decide(fine), Held)


def test_a_mismatch_with_the_engine_is_never_an_answer() -> None:
    """An encoding with a fault of ours: the solver takes everybody to be eligible."""
    encoded = Encoded(BACK, Asking(Anybody.of((BACK,), AS_OF)))
    encoded.truth("eligible")
    encoded._meant["eligible"] = encoded.truth("better")
    with pytest.raises(ReplayError, match="`eligible` is"):
        encoded.solve(encoded.truth("eligible").yes)


def test_a_question_that_takes_too_long_stays_open() -> None:
    asking = Asking(Anybody.of((), date(2026, 1, 1)))
    before = seconds_taken()
    assert asking.check(pigeons(10), 0.05) == z3.unknown
    assert 0.05 <= seconds_taken() - before < 0.1


def test_how_much_is_tried_is_counted_in_steps() -> None:
    """The same question gets the same answer, whatever else the machine does."""
    taken = []
    for _ in range(2):
        asking, before = Asking(Anybody.of((), date(2026, 1, 1))), seconds_taken()
        assert asking.check(pigeons(5), 1) == z3.unsat
        taken.append(seconds_taken() - before)
    assert 0 < taken[1] == pytest.approx(taken[0], rel=0.3)


def test_whoever_interrupts_the_solver_interrupts_the_run() -> None:
    """Ctrl+C is pressed until it is heard: what comes while the solver does not work is ignored."""
    asking, over = Asking(Anybody.of((), date(2026, 1, 1))), threading.Event()

    def press() -> None:
        while not over.wait(0.01):
            os.kill(os.getpid(), signal.SIGINT)

    before = signal.signal(signal.SIGINT, lambda *_: None)
    pressing = threading.Thread(target=press)
    pressing.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            asking.check(pigeons(12), 1000)
    finally:
        over.set()
        pressing.join()
        signal.signal(signal.SIGINT, before)


def test_two_programs_share_one_patient() -> None:
    other = library().program("low-back-pain")
    first, second = Encoded.pair(SCIATICA, other, AS_OF)
    both = (first.truth("eligible").yes, second.truth("eligible").yes)
    assert first.solve(*both) is None
    one = first.solve(first.truth("eligible").yes, second.truth("eligible").no)
    assert isinstance(one, Patient)
    assert not isinstance(one, Undecided)


def pigeons(holes: int) -> list[object]:
    """One pigeon more than there are holes: a question that no solver answers quickly."""
    at = [[z3.Bool(f"pigeon {i} in {j}") for j in range(holes)] for i in range(holes + 1)]
    somewhere = [z3.Or(*row) for row in at]
    alone = [
        z3.Or(z3.Not(at[i][j]), z3.Not(at[k][j]))
        for j in range(holes)
        for i in range(holes + 1)
        for k in range(i)
    ]
    return [*somewhere, *alone]
