"""What a spec says of assumptions and lists: what is assumed, why, and what is waited for."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathway.authoring.spec.scenario_state import Story, UnmetError
from pathway.authoring.spec.understanding import UnderstoodStep, understand
from pathway.authoring.spec.words import LibraryWords
from pathway.engine import open_library

HERE = Path(__file__).parents[2] / "features" / "some.feature"
#: A man of whom all is known, but whose blood nobody took.
MAN = """\
    given a man aged 45
    given whose red flags are all absent
    given whose problem list, medicines and allergies are reconciled
    given without a bleeding disorder
    given whose pain score is 8
    given whose startback total is 2
    given whose mood screen is 1
    given whose adequate relief is no
    given whose wants drug is no
    given whose wants surgery is no
    given whose disc imaging is not done
    given who has tried nothing so far
    given whose leg pain is radicular
    given whose symptom duration is 26 weeks
"""
FOLLOWED = "when the sciatica pathway is followed"
HOLDS = {
    "why a value is assumed": """\
        when the sciatica pathway is followed
        then the advice assumes that the platelet count is 250
        then the advice assumes that the platelet count is 250 10*9/L because "nobody counts"
        then the advice assumes that warfarin is no because "reconciled list of medicines"
        then the advice does not wait for the list of medicines, problems and allergies
    """,
    "nothing is assumed strictly": """\
        when the sciatica pathway is followed strictly
        then nothing is assumed
        then the advice assumes nothing about the platelet count
        then acupuncture waits for platelets
    """,
    "an assumption gives way, and its value is asked for": """\
        given who has low platelets
        when the sciatica pathway is followed
        then the advice assumes nothing about platelets
        then the questions include platelets
    """,
    "an assumption waits for a reason to doubt it": """\
        given who was not asked about low platelets
        when the sciatica pathway is followed
        then the advice assumes nothing about platelets
        then the questions do not include platelets
        then the questions include low platelets
    """,
    "there is more on a list": """\
        given whose medicine list is not complete
        when the sciatica pathway is followed
        then the advice waits for the list of medicines
        then the advice does not wait for the list of problems and allergies
        then the advice assumes nothing about warfarin
    """,
    "a list that was not complete is gone through": """\
        given whose medicines and problems are not complete because "there is another page"
        given whose medicines are reconciled
        when the sciatica pathway is followed
        then the advice waits for the list of problems
        then the advice does not wait for the list of medicines
        then the advice assumes no warfarin
    """,
}
FAILS = {
    "the advice assumes that the platelet count is 200": (
        "the advice assumes that platelet count is 200",
        "platelet count is assumed: 250 10*9/L: ",
    ),
    'the advice assumes that platelets are 250 because "haematology"': (
        "the advice assumes that platelet count is 250 because of “haematology”",
        "platelet count is assumed: 250 10*9/L: ",
    ),
    "the advice assumes that a bleeding disorder is no": (
        "the advice assumes that bleeding disorder is no",
        "assumed: warfarin, ",
    ),
    "the advice assumes nothing about warfarin": (
        "the advice assumes nothing about warfarin",
        "warfarin is assumed: no: not on the reconciled list of medicines of 2026-11-20",
    ),
    "the advice assumes no bleeding disorder": (
        "the advice assumes no bleeding disorder",
        "assumed: warfarin, ",
    ),
    "nothing is assumed": ("nothing is assumed", "assumed: warfarin, "),
    "the advice waits for the list of medicines": (
        "the advice waits for the list of medicines",
        "it waits for no list",
    ),
}


def told(words: LibraryWords, steps: str) -> Story:
    """The story of the man, with these steps."""
    story = Story(words, HERE)
    for line in f"{MAN}{steps}".splitlines():
        keyword, _, step = line.strip().partition(" ")
        if step:
            carry_out(keyword, step, story)
    return story


def carry_out(keyword: str, step: str, story: Story) -> None:
    said = understand(keyword, step, None, story.words)
    assert isinstance(said, UnderstoodStep), said
    said.carry_out(story)


@pytest.fixture(scope="module")
def shipped_words() -> LibraryWords:
    return LibraryWords(open_library())


@pytest.fixture(scope="module")
def followed(shipped_words: LibraryWords) -> Story:
    return told(shipped_words, FOLLOWED)


@pytest.mark.parametrize("what", HOLDS)
def test_what_holds(what: str, shipped_words: LibraryWords) -> None:
    story = told(shipped_words, HOLDS[what])
    assert story.followed.looked_at


@pytest.mark.parametrize("step", FAILS)
def test_what_came_instead(step: str, followed: Story) -> None:
    expected, came = FAILS[step]
    with pytest.raises(UnmetError) as caught:
        carry_out("then", step, followed)
    assert caught.value.expected == expected
    assert caught.value.came.startswith(came)


def test_a_list_that_is_waited_for_is_named(shipped_words: LibraryWords) -> None:
    story = told(shipped_words, f"given whose medicines are not complete\n{FOLLOWED}")
    with pytest.raises(UnmetError) as caught:
        carry_out("then", "the advice does not wait for the list of medicines", story)
    assert caught.value.came == "it waits for the list of medicines"


def test_what_is_written_of_a_list_that_is_not_complete(shipped_words: LibraryWords) -> None:
    story = told(shipped_words, 'given whose allergies are not complete because "page 2 is lost"')
    assert story.patient["complete"] == ["problems", "medicines"]
    assert story.patient["not complete"] == {"allergies": "page 2 is lost"}
    story = told(shipped_words, "given whose problems, medicines and allergies are not complete")
    assert "complete" not in story.patient
    assert "reconciled" not in story.patient
    assert story.patient["not complete"] == dict.fromkeys(
        ("problems", "medicines", "allergies"), "there is more"
    )
