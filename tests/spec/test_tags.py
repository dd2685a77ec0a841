"""The tags of a scenario: its own, those of its examples, and those of what it stands in."""

from pathlib import Path

from pathway.authoring.spec.gherkin import read_feature
from pathway.ground.problems import Problems

FEATURE = """\
@of-the-feature
Feature: f

  Scenario: plain
    Given a
    When b
    Then c

  @of-the-rule
  Rule: r
    @its-own
    Scenario Outline: outline
      Given <x>
      When b
      Then c

      @of-the-examples
      Examples:
        | x |
        | 1 |

      Examples:
        | x |
        | 2 |
"""


def test_every_tag_reaches_its_scenarios(tmp_path: Path) -> None:
    path = tmp_path / "f.feature"
    path.write_text(FEATURE)
    problems = Problems()
    feature = read_feature(path, "f.feature", problems)
    assert feature is not None
    assert not problems.errors
    around = {"of-the-feature"}
    within = {*around, "of-the-rule", "its-own"}
    tags = [(dict(case.row), set(case.tags)) for one in feature.scenarios for case in one.cases]
    assert tags == [
        ({}, around),
        ({"x": "1"}, {*within, "of-the-examples"}),
        ({"x": "2"}, within),
    ]
