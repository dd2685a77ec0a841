"""Each check on content: what it suspects, and what it leaves in peace."""

from pathway.checks import lint
from pathway.engine import open_library
from pathway.ground.source import Source, Span
from pathway.ground.terms import Kind
from pathway.ground.vocabulary import BOOLEAN
from pathway.language.syntax import Apply, Expr
from pathway.program import CompiledProgram, Node, Therapy
from tests.graph.programs import ALL_CLOSED, edge, inadequate, program, rule, therapy


def offering(*therapies: Therapy, step_up: Expr = ALL_CLOSED) -> CompiledProgram:
    """A step that offers these, with an end behind it."""
    source = Source("sciatica.yaml", "nodes:\n  drug:\n    step: Drug\n")
    ids = tuple(one.id for one in therapies)
    step = Node("drug", "Drug", "step", ids, step_up_condition=step_up, span=Span(source, 9, 13))
    ways = (edge("drug", "end", "step up", step_up),)
    return program((step, Node("end", "End", "end")), ways, therapies)


def found(suspected: CompiledProgram) -> list[str]:
    return [f"{problem.code} {problem.message}" for problem in lint(suspected)]


def test_a_drug_without_any_rule() -> None:
    assert found(offering(therapy("opioid", "Opioid", Kind.DRUG))) == [
        "P310 `drug` offers `opioid`, which has no rule that guards it"
    ]


def test_a_guarded_drug_and_an_unguarded_walk() -> None:
    guarded = therapy("opioid", "Opioid", Kind.DRUG, (rule("opioid.x"),))
    assert found(offering(guarded, therapy("walk", "Walking", Kind.EXERCISE))) == []


def test_a_trial_that_nothing_ends() -> None:
    drug = therapy("opioid", "Opioid", Kind.DRUG, (rule("opioid.x"),), adequate=None)
    endless = offering(drug, therapy("mri", "MRI", Kind.INVESTIGATION), step_up=inadequate(1))
    (problem,) = lint(endless)
    assert str(problem) == (
        "P311 `drug` waits for an inadequate trial, but no `adequate trial` is known of `opioid`\n"
        "  sciatica.yaml:2:3\n"
        "     2 |   drug:\n"
        "       |   ^~~~\n"
        "  help: say after how many weeks or sessions a therapy has been tried properly"
    )


def test_the_phrase_is_found_inside_a_longer_condition() -> None:
    longer = Apply("and", (Apply("not", (ALL_CLOSED,)), inadequate(1)), type=BOOLEAN)
    assert len(found(offering(therapy("walk", "Walking", adequate=None), step_up=longer))) == 1


def test_more_inadequate_trials_than_therapies() -> None:
    two = (therapy("walk", "Walking"), therapy("swim", "Swimming"))
    assert found(offering(*two, step_up=inadequate(2))) == []
    assert found(offering(*two, step_up=inadequate(3))) == [
        "P320 `drug` waits for 3 inadequate trials, but offers 2 therapies"
    ]


def test_one_therapy_with_a_known_trial_is_enough() -> None:
    swim = therapy("swim", "Swimming", adequate=None)
    assert found(offering(therapy("walk", "Walking"), swim, step_up=inadequate(1))) == [
        "P333 nothing says what an adequate trial of `swim` is"
    ]


def test_suspicions_do_not_forbid_use() -> None:
    drug = therapy("opioid", "Opioid", Kind.DRUG, adequate=None)
    suspected = lint(offering(drug, step_up=inadequate(1)))
    assert [(problem.code, problem.is_error) for problem in suspected] == [
        ("P310", False),
        ("P311", False),
    ]


def test_shipped_content_raises_no_suspicion() -> None:
    assert open_library().findings() == ()
