"""A spec that does not hold: the whole of what it says, without Python in it."""

import pytest

from tests.golden import expect
from tests.spec.conftest import Run, reported

pytest_plugins = ("pytester",)

BACKGROUND = """\
Feature: Care
  Background:
    Given a patient aged 57
    And whose symptom duration is 20 weeks
"""
FAILURES = {
    "verdict": "Then acupuncture is recommended",
    "reason": 'Then acupuncture is pending because "warfarin"',
    "action": "Then the action for nsaid is start",
    "waits_for": "Then acupuncture waits for warfarin",
    "caution": 'Then a caution for acupuncture says "shallow"',
    "note": 'Then a note for acupuncture says "judged"',
    "strength": "Then the strength of acupuncture is strong",
    "not_listed": "Then acupuncture is not listed",
    "disagree": "Then guidelines disagree on acupuncture",
    "nothing_recommended": "Then nothing of kind drug is recommended\n    And no alert is raised\n"
    "    And nothing is recommended\n    And the outcome is advice",
    "exactly": "Then exactly these are recommended:\n      | nsaid |",
    "alert": 'Then an emergency alert "cauda equina" is raised',
    "unanswered": 'Then the alert "cauda equina" is unanswered\n    And nothing is asked',
    "outcome": "Then the outcome is urgent",
    "step": "Then the patient is at Drugs",
    "first_question": "Then the first question is about ulcer",
    "asked": "Then the questions include age",
    "not_asked": "Then the questions do not include saddle numbness",
    "assumed": "Then the advice assumes no warfarin",
    "assumed_value": "Then the advice assumes that warfarin is no",
    "list": "Then the advice waits for the list of medicines",
    "cited": 'Then the advice cites "NICE"',
    "recommendation": "Then the advice cites who-2023.acupuncture\n    And nothing is asked",
    "plan": "Then the plan begins with acupuncture",
    "plan_in_words": 'Then the plan begins with "start"',
    "review": "Then review is due on 2026-12-04",
    "order": "Then nsaid is offered before acupuncture",
}


def scenario(steps: str) -> str:
    """A feature with one scenario about the patient of the background."""
    return f"""{BACKGROUND}
  Scenario: one
    When the back pain pathway is followed
    {steps}
"""


@pytest.mark.slow
def test_every_expectation_says_what_came_instead(run: Run) -> None:
    heads = []
    for name, steps in FAILURES.items():
        result = run(scenario(steps))
        result.assert_outcomes(failed=1)
        head = reported(result).split("\n\n")[:2]
        heads.append("\n".join((f"# {name}", *head)))
    expect("spec/expectations.txt", "\n\n".join(heads) + "\n")


@pytest.mark.parametrize("name", ["verdict", "outcome", "exactly"])
def test_the_whole_of_a_failure(name: str, run: Run) -> None:
    result = run(scenario(FAILURES[name]))
    expect(f"spec/{name}.txt", reported(result))
    assert "Traceback" not in result.stdout.str()
    assert ".py:" not in result.stdout.str()


def test_an_alert_that_is_raised(run: Run) -> None:
    text = f"""{BACKGROUND}
  Scenario: one
    Given who has saddle numbness
    When the back pain pathway is followed
    Then an emergency alert "cauda equina" is raised
    And no alert is raised
"""
    result = run(text)
    result.assert_outcomes(failed=1)
    expect("spec/alert_raised.txt", reported(result))


def test_an_option_the_advice_does_not_list(run: Run) -> None:
    text = """Feature: Care
  Scenario: one
    Given a patient aged 12
    When the back pain pathway is followed
    Then nsaid is not indicated
"""
    result = run(text)
    result.assert_outcomes(failed=1)
    expect("spec/option_not_listed.txt", reported(result))


def test_the_summary_names_line_and_step(run: Run) -> None:
    text = f"""{BACKGROUND}
  Scenario: one
    When the back pain pathway is followed
    Then acupuncture is later
"""
    result = run(text, "-ra")
    summary = [line for line in result.outlines if line.startswith("FAILED")]
    assert len(summary) == 1
    assert summary[0].startswith("FAILED care.feature::one - Failed: care.feature:8: Then ac")


@pytest.mark.slow
def test_all_mistakes_of_a_feature_come_at_once(run: Run) -> None:
    text = f"""{BACKGROUND}
  Scenario: one
    Given who has ulcr
    When the back pain pathway is followed
    Then acupuncture is fine

  Scenario: one
    When the neck pathway is followed
"""
    result = run(text)
    result.assert_outcomes(errors=1)
    expect("spec/mistakes.txt", reported(result))
    again = run(
        text.replace("  Scenario: one\n    When the neck", "  Scenario: two\n    When the neck")
    )
    expect("spec/other_mistakes.txt", reported(again))


def test_a_library_that_cannot_be_opened(
    run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("broken")
    (folder / "vocabulary.yaml").write_text("attributes:\n  age: {title: age, typ: number}\n")
    text = f"{BACKGROUND}\n  Scenario: one\n    When it is followed\n    Then nothing is asked\n"
    result = run(text, library=folder)
    result.assert_outcomes(errors=1)
    assert "vocabulary.yaml:2:" in reported(result)
    assert "P101 unknown key `typ`" in reported(result)
