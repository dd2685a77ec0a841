"""The form of all attributes: what is known, what is found, what is recorded by it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pathway.engine import Library
from pathway.ground.vocabulary import Attribute, Range, RecordList
from pathway.patients.model import Entry, Why
from pathway.tui.attribute_rows import LISTS, AttributeRow, attribute_lines, attribute_rows
from pathway.tui.session import Session
from pathway.tui.trial_entry import EntryFault
from pathway.tui.value_entry import (
    BESIDE,
    INSTEAD,
    echo,
    read_entry,
    with_entry,
    with_list,
    without_entry,
    written_entry,
)

from .conftest import AS_OF, told

SOURCE = "asked in the terminal"


def attribute(session: Session, name: str) -> Attribute:
    return session.library.vocabulary.attributes[name]


def found(session: Session, sought: str) -> list[tuple[str, str]]:
    return [(row.title, row.words) for row in attribute_rows(session, sought)]


def read(session: Session, name: str, **fields: str) -> Any:
    typed = written_entry(session, attribute(session, name), None) | fields
    return read_entry(session, attribute(session, name), typed)


def test_every_attribute_stands_under_its_topic(mon57: Session) -> None:
    rows = attribute_rows(mon57)
    assert [row.title for row in rows if row.is_heading][:3] == [
        LISTS,
        "Cauda equina",
        "Nerve function",
    ]
    named = [row.name for row in rows if row.name]
    assert sorted(named) == sorted(mon57.library.vocabulary.attributes)
    assert len({row.id for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("sought", "expected"),
    [
        (
            "PLATELET COUNT",
            [
                ("Laboratory values", ""),
                (
                    "platelet count",
                    "UNKNOWN, stale: 210 10*9/L on 2024-03-02, valid for 365 days",
                ),
            ],
        ),
        (
            "hurts radicular",
            [
                ("Where it hurts", ""),
                ("leg pain", "radicular (GP record, 2026-11-20)"),
            ],
        ),
        (
            "list of allergies",
            [(LISTS, ""), ("list of allergies", "complete, reconciled on 2026-10-30")],
        ),
        ("no such thing", []),
    ],
    ids=["title", "topic and state", "list", "nothing"],
)
def test_what_is_found(mon57: Session, sought: str, expected: list[tuple[str, str]]) -> None:
    assert found(mon57, sought)[: len(expected) or None] == expected


def test_each_of_several_values_has_a_line(library: Library) -> None:
    warfarin = [{"value": True, "source": "GP record"}, {"value": False, "source": "patient"}]
    session = told(library, attributes={"warfarin": warfarin})
    rows = [row for row in attribute_rows(session) if row.name == "warfarin"]
    assert [(row.title, row.words) for row in rows] == [
        (
            "warfarin",
            (
                "ASSUMED yes: sources disagree, the worse is taken: yes (GP record on 2026-11-20);"
                " no (patient on 2026-11-20)"
            ),
        ),
        ("· recorded 1", "yes (GP record, 2026-11-20)"),
        ("· recorded 2", "no (patient, 2026-11-20)"),
    ]


def test_all_about_one_attribute(mon57: Session) -> None:
    row = AttributeRow("platelet count", "", "platelets")
    assert [(line.lead, line.text) for line in attribute_lines(mon57, row)] == [
        ("question", "What is the platelet count?"),
        ("now", "UNKNOWN, stale: 210 10*9/L on 2024-03-02, valid for 365 days"),
        ("recorded", "210 ×10⁹/L (laboratory, 2024-03-02); valid until 2025-03-02"),
        ("takes", "a number, 0 to 3000 ×10⁹/L"),
        (
            "decides",
            "surgical opinion, acupuncture (manual), anti-inflammatory drug (NSAID)",
        ),
        ("absent", "may be assumed while nothing is recorded; what is recorded counts"),
        ("conflict", "where sources disagree, lowest is taken"),
    ]


def test_a_red_flag_counts_on_its_day_only(mon57: Session) -> None:
    row = AttributeRow("", "", "bilateral_sciatica")
    said = [line.text for line in attribute_lines(mon57, row)]
    assert "no (GP record, 2026-11-20); counts on 2026-11-20 only" in said


def test_a_value_is_read_in_any_unit_that_fits(mon57: Session) -> None:
    weeks = read(mon57, "symptom_duration", value="10 d", on="2026-11", source="médecin 医")
    assert weeks.value == pytest.approx(Decimal(10) / 7)
    assert weeks.on == Range(date(2026, 11, 1), date(2026, 11, 30))
    assert weeks.source == "médecin 医"
    cells = attribute(mon57, "platelets")
    entry = read(mon57, "platelets", value="150000 /uL")
    assert entry == Entry(Decimal(150), None, AS_OF, SOURCE)
    assert echo(cells, "150000 /uL", entry) == "is recorded as 150 ×10⁹/L"
    assert echo(cells, "150 ×10⁹/L", entry) == ""


@pytest.mark.parametrize(
    ("name", "fields", "fault"),
    [
        (
            "platelets",
            {"value": "9999"},
            EntryFault(
                "value",
                "[!] impossible value: platelets 9999 10*9/L; possible is 0 to 3000",
            ),
        ),
        (
            "platelets",
            {"value": "5 kg"},
            EntryFault(
                "value",
                "[!] unit `kg` does not fit `platelets` (`platelets` is in 10*9/L)",
            ),
        ),
        (
            "platelets",
            {"value": "1,5"},
            EntryFault(
                "value",
                "[!] `platelets` should be a number, not `1,5`"
                " (write a decimal point, not a comma)",
            ),
        ),
        (
            "platelets",
            {"value": "150", "on": "soon"},
            EntryFault(
                "on",
                "[!] `soon` is not a date (write 2026-11-20, or 2026-11 or 2026 where no more"
                " is known)",
            ),
        ),
        (
            "leg_pain",
            {"value": ""},
            EntryFault("value", "[!] say the value, or below why it is not known"),
        ),
        (
            "leg_pain",
            {"value": "radicular", "unknown": "not asked"},
            EntryFault(
                "unknown",
                "[!] there is a value and a reason why there is none; clear one of them",
            ),
        ),
    ],
    ids=["range", "unit", "comma", "date", "empty", "both"],
)
def test_what_is_wrong_is_said_at_its_field(
    mon57: Session, name: str, fields: dict[str, str], fault: EntryFault
) -> None:
    assert read(mon57, name, **fields) == (fault,)


def test_a_day_still_to_come_is_refused(mon57: Session) -> None:
    today = max(AS_OF, date.today())
    fault = EntryFault("on", f"[!] 2999 is in the future (today is {today})")
    assert read(mon57, "platelets", value="150", on="2999") == (fault,)


def test_a_reason_why_it_is_unknown(mon57: Session) -> None:
    entry = read(mon57, "platelets", unknown="looked up, nothing recorded")
    assert entry == Entry(None, Why.NOTHING_RECORDED, AS_OF, SOURCE)


def test_what_is_recorded_reads_back(mon57: Session) -> None:
    for name, entries in mon57.patient.entries.items():
        for entry in entries:
            fields = written_entry(mon57, attribute(mon57, name), entry)
            assert read_entry(mon57, attribute(mon57, name), fields) == entry


def test_a_value_beside_or_instead_of_others(mon57: Session) -> None:
    platelets = attribute(mon57, "platelets")
    (old,) = mon57.patient.entries["platelets"]
    new = Entry(Decimal(150), None, AS_OF, SOURCE)
    beside = with_entry(mon57.patient, platelets, new, None, BESIDE)
    assert beside.entries["platelets"] == (old, new)
    (only,) = with_entry(mon57.patient, platelets, new, None, INSTEAD).entries["platelets"]
    assert (only.value, only.detail) == (
        Decimal(150),
        "instead of 210 ×10⁹/L (laboratory, 2024-03-02)",
    )
    (corrected,) = with_entry(mon57.patient, platelets, new, 0, BESIDE).entries["platelets"]
    assert corrected == new
    later = Entry(Decimal(160), None, AS_OF, SOURCE)
    again = with_entry(beside, platelets, later, None, BESIDE)
    assert again.entries["platelets"] == (old, later)


def test_a_value_is_removed(mon57: Session) -> None:
    assert "platelets" not in without_entry(mon57.patient, "platelets", 0).entries


def test_lists_are_declared_complete(library: Library) -> None:
    patient = told(library).patient
    declared = with_list(patient, RecordList.PROBLEMS, AS_OF)
    assert declared.complete == frozenset({RecordList.PROBLEMS})
    assert declared.reconciled == AS_OF
    assert with_list(declared, RecordList.PROBLEMS, AS_OF) == patient
