"""What `Then` steps expect of the shipped pathway: what holds, and what came instead."""

from pathlib import Path

import pytest

from pathway.authoring.spec.scenario_state import Story, UnmetError
from pathway.authoring.spec.understanding import UnderstoodStep, understand
from pathway.authoring.spec.words import LibraryWords
from pathway.engine import open_library

HERE = Path(__file__).parents[2] / "features" / "some.feature"

HOLDS = """\
    the plan begins with "ask first"
    review is due on 2026-12-04
    the review of NSAID is due on 2026-12-04
    exercise programme is offered before NSAID
    lumbar MRI is offered before discectomy
    nothing of Non-drug therapy is recommended
    nothing of Surgical opinion is recommended
    the advice cites nice-ng59.gabapentinoids
    the advice cites acp-2017.2
    a note for NSAID says "limited benefit in sciatica"
    no note for acupuncture says "judged after 4 weeks"
    the advice notes "go to hospital the same day"
    the advice does not note "the obstetric team"
    no alert "cauda equina" is raised
    the advice assumes nothing about age
    the first question is new bladder or bowel trouble
    the first question is about new bladder or bowel trouble
"""
FAILS = {
    "the plan begins with NSAID": (
        "the plan begins with anti-inflammatory drug (NSAID)",
        "ask first Any new trouble with bladder or bowel: retention, ",
    ),
    'the plan begins with "start acupuncture"': (
        "the plan begins with “start acupuncture”",
        "ask first Any new trouble with bladder or bowel: retention, ",
    ),
    "review is due on 2026-12-05": (
        "review is due on 2026-12-05",
        "it is due on 2026-12-04",
    ),
    "review of acupuncture is due on 2026-12-05": (
        "review of acupuncture (manual) is due on 2026-12-05",
        "no review is due",
    ),
    "NSAID is offered before exercise programme": (
        "anti-inflammatory drug (NSAID) is offered before exercise programme",
        "anti-inflammatory drug (NSAID) is offered at Anti-inflammatory drug; exercise programme",
    ),
    "acupuncture is offered before exercise programme": (
        "acupuncture (manual) is offered before exercise programme",
        "acupuncture (manual) is offered at Non-drug therapy; exercise programme is offered at",
    ),
    "acupuncture is offered before traction": (
        "acupuncture (manual) is offered before traction",
        "acupuncture (manual) is offered at Non-drug therapy; traction is offered at no step",
    ),
    "the advice cites acp-2017.1": (
        "the advice cites acp-2017.1",
        "acp-aps-2007.4, nice-ng59.decompression, ",
    ),
    'a note for acupuncture says "judged"': (
        "a note for acupuncture (manual) says “judged”",
        "no note is shown",
    ),
    'no note for NSAID says "lowest dose"': (
        "no note for anti-inflammatory drug (NSAID) says “lowest dose”",
        "limited benefit in sciatica; lowest dose, for the shortest time",
    ),
    'the advice notes "the obstetric team"': (
        "the advice notes “the obstetric team”",
        "Rest in bed is not advised; normal activity is.; limited benefit in sciatica; ",
    ),
    'the advice does not note "rest in bed"': (
        "the advice does not note “rest in bed”",
        "Rest in bed is not advised; normal activity is.",
    ),
    "nothing of Second drug is recommended": (
        "nothing of Second drug is recommended",
        "Sciatica, conservative care first has no such step",
    ),
}


@pytest.fixture(scope="module")
def story() -> Story:
    told = Story(LibraryWords(open_library()), HERE)
    told.start_from("mon-57")
    told.follow("sciatica", None, strict=False, adopts=None)
    return told


def carry_out(step: str, story: Story) -> None:
    said = understand("then", step, None, story.words)
    assert isinstance(said, UnderstoodStep), said
    said.carry_out(story)


@pytest.mark.parametrize("step", [line.strip() for line in HOLDS.splitlines()])
def test_what_holds(step: str, story: Story) -> None:
    carry_out(step, story)
    assert story.followed.looked_at


@pytest.mark.parametrize("step", FAILS)
def test_what_came_instead(step: str, story: Story) -> None:
    expected, came = FAILS[step]
    with pytest.raises(UnmetError) as caught:
        carry_out(step, story)
    assert caught.value.expected == expected
    assert caught.value.came.startswith(came)


def test_nothing_of_a_step_names_what_is_recommended() -> None:
    story = Story(LibraryWords(open_library()), HERE)
    story.start_from("simple-41")
    story.follow("sciatica", None, strict=False, adopts=None)
    with pytest.raises(UnmetError) as caught:
        carry_out("nothing of Non-drug therapy is recommended", story)
    assert caught.value.came.startswith("recommended: stay active, education")
    assert caught.value.therapy == "education"


def test_an_alert_that_is_raised_all_the_same() -> None:
    story = Story(LibraryWords(open_library()), HERE)
    story.start_from("cauda-equina-52")
    story.follow("sciatica", None, strict=False, adopts=None)
    with pytest.raises(UnmetError) as caught:
        carry_out('no alert "cauda equina" is raised', story)
    assert caught.value.expected == "no alert `cauda_equina` is raised"
    assert "cauda" in caught.value.came
