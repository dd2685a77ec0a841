"""A step is looked up in the pathway that the scenario follows, then in all others."""

from pathlib import Path

import pytest

from pathway.authoring.spec.binding import bind
from pathway.authoring.spec.gherkin import read_feature
from pathway.authoring.spec.words import LibraryWords
from pathway.engine import open_library
from pathway.ground.problems import Problems

PATHWAY = """\
pathway: {id}
title: Pathway {id}
version: "0.1.0"
status: draft
limits: none
eligible: age >= 18 years
start: first
nodes:
  first: {{end: {title}}}
"""
FEATURE = """\
Feature: f
  Scenario: s
    Given a patient aged 50
    When the {first} pathway is followed
    Then the patient is at {step}
    When the {second} pathway is followed
    Then the patient is at {step}
"""


def bound(folder: Path, first: str, second: str, step: str) -> tuple[list[object], list[str]]:
    """The titles that the two steps stand for, and what is wrong."""
    files = {
        "library.yaml": "title: t\npathways: [a, b, c]\n",
        "vocabulary.yaml": "attributes:\n  age: {title: age, type: number, unit: years, "
        "range: [0, 120], question: How old?}\n",
        "a.yaml": PATHWAY.format(id="a", title="Low"),
        "b.yaml": PATHWAY.format(id="b", title="Low (risk)"),
        "c.yaml": PATHWAY.format(id="c", title="High"),
    }
    for name, text in files.items():
        (folder / name).write_text(text)
    path = folder / "f.feature"
    path.write_text(FEATURE.format(first=first, second=second, step=step))
    problems = Problems()
    feature = read_feature(path, "f.feature", problems)
    assert feature is not None
    cases = bind(feature, LibraryWords(open_library(folder)), path, problems)
    ((*_, _given, _when, one, _again, other),) = cases.values()
    titles = [said.arguments["step"] for _, said in (one, other)]
    return titles, [problem.message for problem in problems.errors]


@pytest.mark.parametrize(
    ("first", "second", "step", "titles"),
    [
        # The id `first` is in every pathway, and stands for what it is called there.
        ("a", "b", "first", ["Low", "Low (risk)"]),
        ("b", "a", "first", ["Low (risk)", "Low"]),
        # `Low` is what `Low (risk)` may be called for short where there is no `Low`.
        ("a", "b", "Low", ["Low", "Low (risk)"]),
        # What the pathway does not have is looked up in the others.
        ("a", "c", "High", ["High", "High"]),
    ],
)
def test_steps_of_the_pathway_followed(
    first: str, second: str, step: str, titles: list[str], tmp_path: Path
) -> None:
    assert bound(tmp_path, first, second, step) == (titles, [])
