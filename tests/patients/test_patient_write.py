"""A patient that is written reads back as the same patient, and only its owner may read it."""

import stat
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.patients.words import KINDS, TODAY, WORDS, attribute, patient

from pathway.ground.vocabulary import Base, Range, RecordList, Value
from pathway.patients.model import Entry, Outcome, Override, Patient, Preferences, Trial, Why
from pathway.patients.reader import save, write_patient

TEXT = """\
patient: mon-57
label: "M. 57, left leg pain"
recorded: 2026-11-20
source: GP record
complete: [medicines, problems]
reconciled: 2026-10-30
reconciled by: settings of St Anna
attributes:
  age: 57 years
  birth_date: 1969-03
  leg_pain: radicular
  bleeding_disorder: no
  platelets: {value: 210 10*9/L, on: 2024-03-02, source: laboratory}
  egfr: "55 mL/min/{1.73_m2}"
  pain_score: {unknown: patient does not know, detail: "asked twice: no"}
  warfarin:
    - yes
    - {value: no, source: patient}
trials:
  - {therapy: nsaid, from: 2026-11-06, ongoing: yes, dose: 1000 mg, outcome: not yet known}
  - {therapy: acupuncture, from: 2026-08-01, to: 2026-09, sessions: 10, adequate: yes}
preferences:
  wants: [acupuncture]
  declines: [surgery]
overrides:
  - {rule: nsaid.heart_disease, actor: Dr Ada, reason: "agreed, for now", until: 2026-12-31}
"""


def test_a_written_patient_reads_well() -> None:
    assert write_patient(patient(TEXT), WORDS) == TEXT


def test_the_least_patient() -> None:
    assert write_patient(Patient(id="007"), WORDS) == 'patient: "007"\n'
    assert write_patient(Patient(id="x", trials=()), WORDS) == "patient: x\ntrials: []\n"


def test_an_interval_of_numbers_is_written_from_one_to_the_other() -> None:
    entry = Entry(Range(Decimal(60), Decimal("89.5")))
    text = write_patient(Patient(id="x", entries={"platelets": (entry,)}), WORDS)
    assert "platelets: 60 to 89.5 10*9/L" in text


# -- every patient ---------------------------------------------------------------------------

days = st.dates(date(1900, 1, 1), TODAY)
moments = (
    days
    | st.dates(date(1900, 1, 1), date(2026, 10, 30)).map(
        lambda day: Range(day, day + timedelta(days=9))
    )
    | st.integers(1900, 2025).map(lambda year: Range(date(year, 1, 1), date(year, 12, 31)))
    | st.integers(1900, 2025).map(lambda year: Range(date(year, 4, 1), date(year, 4, 30)))
)
texts = st.text(min_size=1, max_size=12).filter(str.strip) | st.sampled_from(
    [
        "yes",
        "null",
        "12",
        "2014-05",
        "a: b",
        "a #b",
        "- x",
        "[x",
        "'",
        '"',
        "\\",
        "x\ny",
        "💊",
        "a\x85b",
    ]
)
numbers = st.decimals(0, 10, places=2)
VALUES: dict[Base, st.SearchStrategy[Value]] = {
    Base.BOOLEAN: st.booleans(),
    Base.INTEGER: st.integers(0, 120).map(Decimal),
    Base.DECIMAL: numbers,
    Base.TEXT: st.sampled_from(["radicular", "somatic", "none"]),
    Base.DATE: moments,
}


@st.composite
def entries(draw: st.DrawFn, name: str) -> tuple[Entry, ...]:
    """One or several values from different sources."""
    found = []
    for source in draw(st.lists(st.none() | texts, min_size=1, max_size=3, unique=True)):
        on, detail = draw(st.none() | moments), draw(st.none() | texts)
        why = draw(st.none() | st.sampled_from([Why.NOT_ASKED, Why.NOTHING_RECORDED]))
        value = draw(VALUES[WORDS.attributes[name].type.base]) if why is None else None
        found.append(Entry(value, why, on, source, detail))
    return tuple(found)


@st.composite
def trials(draw: st.DrawFn) -> Trial:
    """A trial that adds up: over, with the facts of one."""
    start = draw(st.none() | days)
    return Trial(
        therapy=draw(st.sampled_from(["nsaid", "acupuncture"])),
        start=start,
        end=draw(st.none() | st.dates(start or date(1900, 1, 1), TODAY)),
        sessions=draw(st.none() | st.integers(0, 40).map(Decimal)),
        dose=draw(st.none() | numbers),
        adequate=draw(st.none() | st.booleans()),
        outcome=draw(st.none() | st.sampled_from(Outcome)),
        source=draw(st.none() | texts),
    )


names = st.sets(st.sampled_from([*KINDS, "surgery"])).map(frozenset)
patients = st.builds(
    Patient,
    id=texts,
    label=st.just("") | texts,
    name=st.just("") | texts,
    record_number=st.just("") | texts,
    entries=st.fixed_dictionaries({}, optional={name: entries(name) for name in WORDS.attributes}),
    trials=st.none() | st.lists(trials(), max_size=3).map(tuple),
    complete=st.sets(st.sampled_from(RecordList)).map(frozenset),
    reconciled=st.none() | days,
    reconciled_by=st.none() | texts,
    preferences=st.builds(Preferences, unavailable=names)
    | st.builds(Preferences, wants=names)
    | st.builds(Preferences, declines=names),
    overrides=st.lists(
        st.builds(
            Override, st.just("nsaid.heart_disease"), texts, texts, st.none() | st.dates(TODAY)
        ),
        max_size=2,
    ).map(tuple),
)


@given(patients)
def test_every_patient_reads_back_as_itself(written: Patient) -> None:
    assert patient(write_patient(written, WORDS)) == written


# -- onto the disk ----------------------------------------------------------------------------


def test_only_the_owner_may_read_a_saved_file(tmp_path: Path) -> None:
    path = tmp_path / "patient.yaml"
    save(path, TEXT)
    assert path.read_text() == TEXT
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_saving_replaces_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "patient.yaml"
    path.write_text(TEXT * 2)
    path.chmod(0o644)
    save(path, "patient: x\n")
    assert path.read_text() == "patient: x\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_failed_save_leaves_everything_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "patient.yaml"
    path.write_text(TEXT)
    with pytest.raises(UnicodeEncodeError):
        save(path, "patient: \ud800\n")
    assert path.read_text() == TEXT
    assert list(tmp_path.iterdir()) == [path]


def test_an_attribute_without_unit_is_a_bare_number() -> None:
    assert attribute("x", WORDS.attributes["pain_score"].type).type.unit is None
    entry = Entry(Decimal("6.50"), on=TODAY)
    text = write_patient(Patient(id="x", entries={"pain_score": (entry,)}), WORDS)
    assert text == "patient: x\nrecorded: 2026-11-20\nattributes:\n  pain_score: 6.5\n"
