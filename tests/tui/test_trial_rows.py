"""The history of treatments in words."""

import pytest

from pathway.engine import Library
from pathway.tui.session import Session
from pathway.tui.trial_rows import TrialRow, history_words, trial_rows

from .conftest import told


def rows(library: Library, *trials: object) -> tuple[TrialRow, ...]:
    return trial_rows(told(library, trials=list(trials)))


def test_the_demonstration_patient(mon57: Session) -> None:
    assert [(row.cells, row.adequate, row.amount, row.review) for row in trial_rows(mon57)] == [
        (
            ("stay active, education", "2026-05-22", "ongoing", "26", "not recorded", "unknown"),
            "nobody can say: the library defines no adequate trial of this therapy",
            "",
            "",
        ),
        (
            ("paracetamol", "2026-06-01", "ongoing", "24.6", "no response", "yes"),
            "adequate: 24.6 weeks (4 needed)",
            "dose 3000 mg",
            "",
        ),
        (
            ("exercise programme", "2026-06-15", "2026-09-06", "11.9", "partly helped", "yes"),
            "adequate: 11.9 weeks (4 needed)",
            "12 sessions",
            "",
        ),
        (
            (
                "anti-inflammatory drug (NSAID)",
                "2026-11-06",
                "ongoing",
                "2",
                "not yet known",
                "not yet",
            ),
            "not yet adequate: 2 weeks (4 needed)",
            "dose 1000 mg",
            "2026-12-04",
        ),
    ]
    assert history_words(mon57.patient) == "history taken: 4 trials"


@pytest.mark.parametrize(
    ("trial", "adequate"),
    [
        (
            {"weeks": 6, "outcome": "no response"},
            "not known whether adequate: 6 weeks (4 needed); sessions not recorded (10 needed)",
        ),
        (
            {"weeks": 2, "sessions": 10, "outcome": "no response"},
            "not adequate: 2 weeks (4 needed); 10 sessions (10 needed)",
        ),
        (
            {"sessions": 12, "outcome": "worse"},
            (
                "not known whether adequate: length not known (4 weeks needed);"
                " 12 sessions (10 needed)"
            ),
        ),
        ({"weeks": 1, "adequate": "yes", "outcome": "worse"}, "adequate, as stated"),
        ({"weeks": 9, "adequate": "no", "outcome": "worse"}, "not adequate, as stated"),
    ],
    ids=["sessions", "short", "length", "stated", "denied"],
)
def test_whether_it_was_enough(library: Library, trial: dict[str, object], adequate: str) -> None:
    (row,) = rows(library, {"therapy": "acupuncture", **trial})
    assert row.adequate == adequate


def test_trials_without_dates_come_last(library: Library) -> None:
    found = rows(
        library,
        {"therapy": "yoga", "weeks": 6, "outcome": "no response"},
        {"therapy": "massage", "from": "2026-07", "to": "2026", "outcome": "helped"},
        {"therapy": "tai_chi", "from": 2025, "ongoing": True},
    )
    assert [row.cells for row in found] == [
        ("tai chi", "2025", "ongoing", "46.3 to 98.3", "not recorded", "yes"),
        ("massage", "2026-07", "2026", "0 to 20.3", "helped", "unknown"),
        ("yoga", "no date", "not known", "6", "no response", "yes"),
    ]
    assert [row.index for row in found] == [2, 1, 0]


def test_no_history_is_not_an_empty_one(library: Library) -> None:
    assert history_words(told(library).patient) == (
        "HISTORY UNKNOWN: nobody has said which treatments were tried"
    )
    assert history_words(told(library, trials=[]).patient) == (
        "HISTORY TAKEN: no treatment was tried"
    )
    assert trial_rows(told(library)) == trial_rows(told(library, trials=[])) == ()
