"""The values that are tried: on every threshold and one step to either side."""

from datetime import date
from decimal import Decimal

import pytest

from pathway.authoring.search.space import around, boundary_values, thresholds
from pathway.ground.vocabulary import DATE, Range
from tests.search.claims import AS_OF, library, small


def numbers(*texts: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, texts))


@pytest.mark.parametrize(
    ("given", "whole", "expected"),
    [
        (numbers("50"), False, numbers("49", "50", "51")),
        (numbers("50", "51"), True, numbers("49", "50", "51", "52")),
        (numbers("1.2"), False, numbers("1.1", "1.2", "1.3")),
        (numbers("1.0"), False, numbers("0", "1", "2")),
        (numbers("2", "0.25"), False, numbers("0.24", "0.25", "0.26", "1.99", "2", "2.01")),
        (numbers("3.857142857142857142857142857"), False, None),
        ((), True, ()),
    ],
)
def test_neighbours_of_a_threshold(
    given: tuple[Decimal, ...], whole: bool, expected: tuple[Decimal, ...] | None
) -> None:
    found = around(given, whole=whole)
    if expected is None:
        low, same, high = found
        assert (same - low, high - same) == (Decimal("0.001"), Decimal("0.001"))
        return
    assert found == expected


def test_values_of_every_attribute_of_the_small_pathway() -> None:
    values = boundary_values(small().program("back_pain"), AS_OF)
    shown = {name: [str(value) for value in found] for name, found in values.items()}
    assert shown == {
        "birth_date": [
            *("1961-11-19", "1961-11-20", "1961-11-21"),
            *("2008-11-19", "2008-11-20", "2008-11-21", "2026-10-31"),
            "Range(low=datetime.date(2008, 1, 1), high=datetime.date(2008, 12, 31))",
            "Range(low=datetime.date(1961, 1, 1), high=datetime.date(1961, 12, 31))",
        ],
        "age": ["0", "17", "18", "19", "64", "65", "66", "120"],
        "leg_pain": ["radicular", "somatic", "none"],
        "pain_score": ["0", "8", "9", "10"],
        "symptom_duration": ["0", "11", "12", "13", "5200"],
        "platelets": ["0", "19", "20", "21", "2000"],
        "bleeding_disorder": ["False", "True"],
        "warfarin": ["False", "True"],
        "heart_disease": ["False", "True"],
        "ulcer": ["False", "True"],
        "better": ["False", "True"],
        "saddle_numbness": ["False", "True"],
    }


def test_thresholds_inside_sums_and_of_histories_are_found() -> None:
    found = thresholds(library().program("low-back-pain"))
    assert Decimal(12) in found["symptom_duration"]
    assert {Decimal(2)} <= found["pain_score"]


def test_all_values_are_possible() -> None:
    for id_ in library().pathways:
        program = library().program(id_)
        for name, values in boundary_values(program, AS_OF).items():
            attribute = program.vocabulary.attributes[name]
            assert values, name
            for value in values:
                if isinstance(value, Decimal):
                    assert attribute.lowest is None or attribute.lowest <= value, name
                    assert attribute.highest is None or value <= attribute.highest, name
                if attribute.type == DATE:
                    first = value.low if isinstance(value, Range) else value
                    assert isinstance(first, date), name
                    assert first <= AS_OF, name
