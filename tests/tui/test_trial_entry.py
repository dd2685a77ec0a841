"""A trial typed in a form: the engine's own messages, each at its field."""

from datetime import date
from decimal import Decimal

import pytest

from pathway.engine import Library
from pathway.patients.model import Outcome, Trial
from pathway.tui.session import Session
from pathway.tui.trial_entry import FIELDS, EntryFault, read_trial, written

from .conftest import AS_OF, told


@pytest.fixture
def session(library: Library) -> Session:
    return told(library)


def read(session: Session, *others: Trial, **fields: str) -> object:
    typed = {key.rstrip("_"): text for key, text in fields.items()}
    return read_trial(session, dict.fromkeys(FIELDS, "") | typed, others)


def test_what_is_typed_is_read_as_in_a_file(session: Session) -> None:
    found = read(
        session,
        therapy="nsaid",
        from_=" 2026-11-06 ",
        ongoing="yes",
        dose="1 g",
        outcome="not yet known",
        source="Dr Müller 医生",
    )
    assert found == Trial(
        "nsaid",
        date(2026, 11, 6),
        ongoing=True,
        dose=Decimal(1000),
        outcome=Outcome.NOT_YET_KNOWN,
        source="Dr Müller 医生",
    )


def test_what_is_written_reads_back(mon57: Session) -> None:
    trials = mon57.patient.trials or ()
    assert len(trials) == 4
    for trial in trials:
        assert read_trial(mon57, written(mon57, trial), ()) == trial


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"therapy": ""}, EntryFault("therapy", "[!] missing key `therapy` in a trial")),
        (
            {"from_": "2026-13-01"},
            EntryFault(
                "from",
                "[!] `2026-13-01` is not a date"
                " (write 2026-11-20, or 2026-11 or 2026 where no more is known)",
            ),
        ),
        (
            {"from_": "2026-11-06", "to": "2026-10-01", "ongoing": "no"},
            EntryFault("to", "[!] the trial of `nsaid` ends before it starts"),
        ),
        (
            {"from_": "2026-10-01", "ongoing": ""},
            EntryFault(
                "ongoing",
                "[!] is the trial of `nsaid` over?"
                " (add `ongoing: yes`, or `to:` with a date, or `ongoing: no`)",
            ),
        ),
        (
            {"dose": "3 mL"},
            EntryFault("dose", "[!] unit `mL` does not fit `dose` (`dose` is in mg)"),
        ),
        ({"sessions": "1.5"}, EntryFault("sessions", "[!] `sessions` cannot be 1.5")),
        (
            {"from_": "2026-11-06", "weeks": "40"},
            EntryFault("weeks", "[!] the trial of `nsaid` is longer than its dates allow"),
        ),
    ],
    ids=["therapy", "from", "to", "ongoing", "dose", "sessions", "weeks"],
)
def test_each_fault_stands_at_its_field(
    session: Session, fields: dict[str, str], fault: EntryFault
) -> None:
    assert read(session, **{"therapy": "nsaid", "ongoing": "yes", **fields}) == (fault,)


def test_no_day_is_still_to_come(session: Session) -> None:
    found = read(session, therapy="nsaid", ongoing="yes", from_="2999-01-01")
    today = max(AS_OF, date.today())
    assert found == (EntryFault("from", f"[!] 2999-01-01 is in the future (today is {today})"),)


def test_one_trial_of_a_therapy_runs_at_a_time(session: Session) -> None:
    other = Trial("nsaid", date(2026, 10, 1), ongoing=True)
    assert read(session, other, therapy="nsaid", ongoing="yes") == (
        EntryFault("therapy", "[!] two trials of `nsaid` are ongoing"),
    )


def test_a_flood_of_text_is_quoted_short(session: Session) -> None:
    found = read(session, therapy="nsaid", ongoing="yes", from_="9" * 1_000_000)
    assert isinstance(found, tuple)
    assert len(found[0].words) < 300
