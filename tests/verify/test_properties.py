"""Each property is proved of a sound pathway, and refuted where a fault is planted."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathway.authoring.search import Claim
from pathway.authoring.verify.properties import (
    Always,
    Answer,
    Case,
    ProofOutcome,
    Property,
    between,
)
from pathway.authoring.verify.proving import Proof, prove, prove_all
from pathway.compiler.logic import FALSE, TRUE, every, first_of, known, none_of, ref, some
from pathway.engine import Library
from pathway.ground.problems import LibraryError
from pathway.ground.vocabulary import BOOLEAN
from pathway.language.syntax import Apply, Expr
from pathway.patients.at_date import resolve
from pathway.program import CompiledProgram
from pathway.walk import walk
from tests.verify.made import made, with_definition
from tests.verify.shared import AS_OF, named, proofs

BUILT_IN = (
    *("contraindicated", "unknown-contraindication", "avoid", "exclusive", "red-flags", "urgent"),
    *("conservative-first", "no-gap", "no-overlap", "progress", "not-stuck"),
    *("nothing-dead", "one-verdict", "limits-agree", "monotone"),
    *("no-idle-question", "answers-suffice"),
)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return made(tmp_path_factory.mktemp("sound"))


def test_everything_holds_of_the_sound_pathways(sound: Library) -> None:
    for pathway in sound.pathways:
        found = {proof.about.id: proof for proof in proofs(sound.program(pathway))}
        assert tuple(found)[: len(BUILT_IN)] == BUILT_IN
        bad = [p.about.id for p in found.values() if p.is_finding]
        assert bad == []
    assert [proof.verdict for proof in _between(sound)] == [ProofOutcome.PROVED]


# -- faults that authors make --------------------------------------------------------------

LIMIT = (
    "platelets of exactly 100: on the same side everywhere (injection, contraindicated; needle, "
    "caution)"
)
ROUTINE = (
    "Pressure on nerves: nothing routine (self-care, drug, exercise, psychological, manual, "
    "needle, injection, surgery, practice) while it is present or unanswered"
)

#: What is planted in a file, which property it breaks, and the words of the case it breaks.
WRITTEN = {
    "a branch that crosses another": (
        ("leg.yaml", "{when: severe and long, to: needles}", "{when: long, to: needles}"),
        ("no-overlap", "How bad is it? long pain (to needles); severe pain (to last)"),
    ),
    "branches in the wrong order": (
        (
            "leg.yaml",
            "      - {when: severe and long, to: needles}\n      - {when: severe, to: last}\n",
            "      - {when: severe, to: last}\n      - {when: severe and long, to: needles}\n",
        ),
        ("nothing-dead", "Team for long pain: somebody gets there"),
    ),
    "a last step without a way out": (
        (
            "leg.yaml",
            "    step up: {when: all closed, to: specialist}\n",
            "",
        ),
        ("not-stuck", "Injection: nobody stays there with everything closed"),
    ),
    "an injection before anything gentle": (
        ("leg.yaml", "{therapy: needle, when: long}]", "{therapy: injection, when: long}]"),
        (
            "conservative-first",
            "injection: only after conservative care, or where a red flag calls for it",
        ),
    ),
    "an offer that contradicts itself": (
        (
            "leg.yaml",
            "{therapy: injection, when: severe}",
            "{therapy: injection, when: not severe}",
        ),
        ("nothing-dead", "Injection: injection is offered to somebody"),
    ),
    "a caution behind a contraindication": (
        ("therapies/needle.yaml", "when: platelets < 100", "when: platelets < 10"),
        ("nothing-dead", "needle, caution: somebody is so that platelets are below 10"),
    ),
    "a limit on the other side": (
        ("therapies/needle.yaml", "when: platelets < 100", "when: platelets <= 100"),
        ("limits-agree", LIMIT),
    ),
    "a lost contraindication": (
        (
            "therapies/needle.yaml",
            "when: bleeding or platelets < 20",
            "when: bleeding and platelets < 20",
        ),
        ("needle_and_bleeding", "No needle with a bleeding disorder"),
    ),
    "an emergency that holds nothing": (
        ("red-flags.yaml", "    urgency: emergency\n", "    urgency: emergency\n    holds: []\n"),
        ("red-flags", ROUTINE),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", WRITTEN)
def test_a_fault_in_a_file_is_found(what: str, tmp_path: Path) -> None:
    fault, (property_, sentence) = WRITTEN[what]
    program = made(tmp_path, fault).program("leg")
    (proof,) = proofs(program, property_)
    wrong = {one.case.sentence: one for one in proof.having(ProofOutcome.COUNTEREXAMPLE)}
    assert sentence in wrong
    one = wrong[sentence]
    assert one.case.spans
    _is_confirmed(program, one.case, one.answer)


def test_a_flag_may_hold_less_while_it_is_unanswered(tmp_path: Path) -> None:
    """What is proved is what its author wrote."""
    urgent = "    urgency: emergency\n"
    asked = ("red-flags.yaml", urgent, urgent + "    holds while unanswered: [needle]\n")
    program = made(tmp_path, asked).program("leg")
    proof, learning = proofs(program, "red-flags", "monotone")
    (proved,) = proof.having(ProofOutcome.PROVED)
    kinds = "self-care, drug, exercise, psychological, manual, needle, injection, surgery, practice"
    assert proved.case.sentence == (
        f"Pressure on nerves: nothing routine ({kinds}) while it is present, "
        "nor (needle) while it is unanswered"
    )
    assert list(proof.having(ProofOutcome.COUNTEREXAMPLE)) == []
    assert learning.verdict is ProofOutcome.PROVED


# -- faults of ours ------------------------------------------------------------------------

OPTION = "option.nsaid"
UNGUARDED = every([ref(f"{OPTION}.offered"), none_of(ref(f"{OPTION}.held"))])
CERTAIN = [f"{OPTION}.contraindicated", f"{OPTION}.avoid"]

#: What is planted in a compiled program, and which property it breaks.
COMPILED: dict[str, tuple[str, Expr, str]] = {
    "recommended whatever is contraindicated": (
        f"{OPTION}.recommended",
        UNGUARDED,
        "contraindicated",
    ),
    "recommended while nothing is known against it": (
        f"{OPTION}.recommended",
        every([UNGUARDED, none_of(*(known(ref(name)) for name in CERTAIN))]),
        "unknown-contraindication",
    ),
    "recommended though it is to be avoided": (
        f"{OPTION}.recommended",
        every([UNGUARDED, none_of(ref(f"{OPTION}.contraindicated"))]),
        "avoid",
    ),
    "nothing held": (f"{OPTION}.held", FALSE, "red-flags"),
    "never urgent": ("outcome", first_of([(FALSE, "urgent")], "advice"), "urgent"),
    "nobody at the end": ("node.done.reached", FALSE, "no-gap"),
    "a step up that leads nowhere": ("node.drug.reached", FALSE, "progress"),
    "a verdict by the wrong row": (
        f"{OPTION}.verdict",
        first_of([(ref(f"{OPTION}.recommended"), "recommended")], "pending"),
        "one-verdict",
    ),
    "what is unknown counts as yes": (
        f"{OPTION}.offered",
        some([Apply("is null", (ref("eligible"),), type=BOOLEAN), ref("node.drug.open")]),
        "monotone",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", COMPILED)
def test_a_fault_in_a_program_is_found(what: str, sound: Library) -> None:
    name, expr, property_ = COMPILED[what]
    program = with_definition(sound.program("leg"), name, expr)
    (proof,) = proofs(program, property_)
    assert proof.verdict is ProofOutcome.COUNTEREXAMPLE
    for one in proof.having(ProofOutcome.COUNTEREXAMPLE):
        _is_confirmed(program, one.case, one.answer)


def test_what_learning_takes_back_is_told(sound: Library) -> None:
    name, expr, property_ = COMPILED["what is unknown counts as yes"]
    program = with_definition(sound.program("leg"), name, expr)
    (proof,) = proofs(program, property_)
    (one,) = proof.having(ProofOutcome.COUNTEREXAMPLE)
    assert one.case.therapy == "nsaid"
    assert one.answer.learnt


# -- between pathways ----------------------------------------------------------------------


def test_pathways_that_contradict_each_other_name_the_patient(tmp_path: Path) -> None:
    both = ("leg.yaml", "eligible: age >= 18 years and pain = 'leg'", "eligible: age >= 18 years")
    only = ("leg.yaml", "adopts: [for, against]", "adopts: [for]")
    (proof,) = _between(made(tmp_path, both, only))
    (one,) = proof.having(ProofOutcome.COUNTEREXAMPLE)
    assert one.case.therapy == "needle"
    patient = one.answer.patient
    assert patient is not None
    assert patient.entries["pain"][0].value == "back"


def _between(library: Library) -> list[Proof]:
    programs = [library.program(id_) for id_ in library.pathways]
    return [prove(property_, AS_OF) for property_ in between(programs, AS_OF)]


# -- verdicts ------------------------------------------------------------------------------


def test_a_property_that_comes_to_nobody_says_nothing(tmp_path: Path) -> None:
    fault = ("leg.yaml", "when: bleeding\n", "when: bleeding and not bleeding\n")
    program = made(tmp_path, fault).program("leg")
    (proof,) = proofs(program, "needle_and_bleeding")
    assert (proof.verdict, proof.is_finding) == (ProofOutcome.SAYS_NOTHING, True)


def test_a_built_in_property_may_say_nothing(sound: Library) -> None:
    (proof,) = proofs(sound.program("back"), "conservative-first")
    assert (proof.verdict, proof.is_finding) == (ProofOutcome.SAYS_NOTHING, False)
    assert proof.about.nothing == "no injection or operation is offered"


def test_what_cannot_be_said_to_the_solver_is_named(sound: Library) -> None:
    odd = Apply("coalesce", (ref("bleeding"), TRUE), type=BOOLEAN)
    program = with_definition(sound.program("leg"), "rule.needle.bleeding", odd)
    (proof,) = proofs(program, "needle_and_bleeding")
    (one,) = proof.cases
    assert one.answer == Answer(
        ProofOutcome.NOT_PROVED, why="`coalesce` cannot be said to the solver"
    )


def test_out_of_time_is_not_proved(sound: Library) -> None:
    proof = prove(named(sound.program("leg"), "contraindicated"), AS_OF, seconds=0)
    assert {one.answer.why for one in proof.cases} == {"no answer in time"}
    assert (proof.verdict, proof.is_finding) == (ProofOutcome.NOT_PROVED, True)


def test_whoever_interrupts_gets_the_proofs_so_far(sound: Library) -> None:
    def interrupted(_seconds: float) -> Answer:
        raise KeyboardInterrupt

    program = sound.program("leg")
    first = named(program, "no-gap")
    second = Property("hard", "a hard one", program, (Case("hard", interrupted),))
    done, left = prove_all([first, second, first], AS_OF)
    assert ([proof.about.id for proof in done], left) == (["no-gap"], 2)


def test_branches_that_are_meant_in_order_may_overlap(tmp_path: Path) -> None:
    fault, (property_, _) = WRITTEN["a branch that crosses another"]
    meant = ("leg.yaml", "    decision: How bad is it?\n", IN_ORDER)
    (proof,) = proofs(made(tmp_path, fault, meant).program("leg"), property_)
    assert proof.verdict is ProofOutcome.SAYS_NOTHING


IN_ORDER = "    decision: How bad is it?\n    in order: yes\n"


def test_what_a_pathway_accepts_is_no_finding(tmp_path: Path) -> None:
    fault, (property_, _) = WRITTEN["an injection before anything gentle"]
    accepts = f"accepts: [{{property: {property_}, because: so}}]\nstart: gentle\n"
    program = made(tmp_path, fault, ("leg.yaml", "start: gentle\n", accepts)).program("leg")
    (proof,) = proofs(program, property_)
    assert (proof.verdict, proof.is_finding) == (ProofOutcome.COUNTEREXAMPLE, False)
    assert proof.about.accepted == "so"


def test_only_what_there_is_can_be_accepted(tmp_path: Path) -> None:
    accepts = "accepts: [{property: conservative-last, because: so}]\nstart: gentle\n"
    with pytest.raises(LibraryError) as refused:
        made(tmp_path, ("leg.yaml", "start: gentle\n", accepts))
    (problem,) = refused.value.problems
    assert (problem.code, problem.hint) == ("P111", "did you mean `conservative-first`?")


# -- private -------------------------------------------------------------------------------


def _is_confirmed(program: CompiledProgram, case: Case, answer: Answer) -> None:
    """The reference engine sees the counterexample too, with and without assumptions."""
    if answer.patient is None:
        assert answer.why
        return
    if isinstance(case.asked, Always):
        claim = Claim(program, AS_OF, answer.patient, case.asked.occasion, case.asked.conclusion)
        assert claim.broken_by(answer.patient)
    values = walk(program, resolve(answer.patient, program, AS_OF)).values
    assert values
