"""The time axis of the timeline: days in cells, and bars."""

from datetime import date
from decimal import Decimal

import pytest

from pathway.ground.vocabulary import Range
from pathway.patients.model import Trial
from pathway.tui.time_axis import Axis, axis_of, bar, labelled

AS_OF = date(2026, 11, 20)


def month(year: int, number: int, last: int) -> Range[date]:
    return Range(date(year, number, 1), date(year, number, last))


ENDED = Trial("a", date(2026, 6, 15), date(2026, 9, 6))
RUNNING = Trial("a", date(2026, 5, 22), ongoing=True)


def drawn(*trials: Trial, width: int = 50) -> list[str]:
    axis = axis_of(trials, AS_OF, width)
    return [*axis.heading(), *(bar(axis, trial, AS_OF) for trial in trials)]


def test_what_is_over_and_what_still_runs() -> None:
    assert drawn(RUNNING, ENDED) == [
        "2026",
        "May    Jun    Jul     Aug    Sep    Oct     Nov",
        "     ├───────────────────────────────────────────>",
        "          ├───────────────────┤",
    ]


def test_days_that_are_known_roughly_are_dotted() -> None:
    rough = Trial("a", month(2026, 7, 31), month(2026, 9, 30))
    year = Trial("a", Range(date(2026, 1, 1), date(2026, 12, 31)), ongoing=True)
    assert drawn(RUNNING, rough)[-1] == "              ├╌╌╌╌╌╌─────────╌╌╌╌╌╌┤"
    assert set(drawn(year)[-1]) == {"├", "╌", ">"}


@pytest.mark.parametrize(
    ("trial", "expected"),
    [
        (Trial("a", None, date(2026, 8, 1)), "╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┤"),
        (Trial("a", date(2026, 8, 1)), "                      ├╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌?"),
        (Trial("a", date(2026, 8, 1), date(2026, 8, 1)), "                      │"),
        (Trial("a"), ""),
    ],
    ids=["no start", "no end", "one day", "no dates"],
)
def test_an_end_that_nobody_knows(trial: Trial, expected: str) -> None:
    assert drawn(RUNNING, trial)[-1] == expected


def test_weeks_tell_the_end_that_no_date_tells() -> None:
    six = Decimal(6)
    forward = Trial("a", date(2026, 6, 15), weeks=six)
    backward = Trial("a", end=date(2026, 7, 27), weeks=six)
    dated = Trial("a", date(2026, 6, 15), date(2026, 7, 27))
    assert len({tuple(drawn(RUNNING, one)) for one in (forward, backward, dated)}) == 1


def test_the_marks_leave_room_for_words() -> None:
    years = Trial("a", date(2019, 6, 15), date(2026, 9, 6))
    assert drawn(years)[:2] == ["   2020   2021  2022   2023   2024  2025   2026", ""]
    assert drawn(years, width=90)[:2] == [
        "2019  2020        2021        2022        2023        2024        2025        2026",
        "Jul   Jan   Jul   Jan   Jul   Jan   Jul   Jan   Jul   Jan   Jul   Jan   Jul   Jan   Jul",
    ]
    assert drawn(Trial("a", AS_OF, ongoing=True))[:2] == ["2026", "Nov"]


@pytest.mark.parametrize("width", [10, 21, 50, 119])
def test_nothing_leaves_the_axis(width: int) -> None:
    ends = [date(1990, 1, 1), date(2026, 11, 19), AS_OF, date(2027, 5, 1)]
    trials = tuple(Trial("a", one, other) for one in ends for other in ends if one <= other)
    axis = axis_of(trials, AS_OF, width)
    assert max(map(len, axis.heading())) <= width
    assert {len(bar(axis, trial, AS_OF)) <= width for trial in trials} == {True}
    assert Axis(AS_OF, AS_OF, width).cell(date(1900, 1, 1)) == 0


def test_words_stand_after_within_or_before_a_bar() -> None:
    assert labelled("  ├──┤", "worse", 20) == "  ├──┤ worse"
    assert labelled("├──────────────────>", "worse", 20) == "├─ worse ──────────>"
    assert labelled("              ├────>", "worse", 20) == "        worse ├────>"
    assert labelled("  ├──────>", "no response", 10) == "  ├──────>"
    assert labelled("├──┤", "", 20) == "├──┤"
