"""The measure of the handout: the published formula, on texts whose counts are known."""

import pytest

from tests.present.reading import Reading, reading, syllables

PLATYPUS = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."
#: Lincoln's address of 1863, its first two sentences.
GETTYSBURG = (
    "Four score and seven years ago our fathers brought forth on this continent, a new nation, "
    "conceived in Liberty, and dedicated to the proposition that all men are created equal. Now "
    "we are engaged in a great civil war, testing whether that nation, or any nation so conceived "
    "and so dedicated, can long endure."
)


@pytest.mark.parametrize(
    ("text", "counts", "grade"),
    [
        ("The cat sat on the mat.", Reading(1, 6, 6), -1.45),
        (PLATYPUS, Reading(1, 13, 24), 11.26),
        (GETTYSBURG, Reading(2, 54, 84), 13.3),
    ],
)
def test_texts_whose_counts_are_known(text: str, counts: Reading, grade: float) -> None:
    assert (reading(text), reading(text).grade) == (counts, grade)


#: As the Carnegie Mellon Pronouncing Dictionary has them.
SPOKEN = {
    "a": 1,
    "advice": 2,
    "asked": 1,
    "bladder": 2,
    "bleeding": 2,
    "breathing": 2,
    "decided": 3,
    "doses": 2,
    "emergency": 4,
    "exercise": 3,
    "hospital": 3,
    "infection": 3,
    "injury": 3,
    "kilogram": 3,
    "likely": 2,
    "medicine": 3,
    "needles": 2,
    "numbness": 2,
    "operation": 4,
    "people": 2,
    "pregnancy": 3,
    "program": 2,
    "replacement": 3,
    "risk": 1,
    "serious": 3,
    "spine": 1,
    "stopped": 1,
    "surgeon": 2,
    "suggested": 3,
    "trouble": 2,
    "weakness": 2,
    "weeks": 1,
}


@pytest.mark.parametrize(("word", "count"), SPOKEN.items())
def test_syllables_as_they_are_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_name_is_one_easy_word() -> None:
    told = "Take Cyclobenzaprine (a tablet) with milk."
    assert reading(told, ["cyclobenzaprine (a tablet)"]) == Reading(1, 4, 4)
