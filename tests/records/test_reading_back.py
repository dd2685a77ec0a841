"""Decisions are read back: the newest on each therapy, told beside the advice and never in it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pathway.advice.advice import Advice
from pathway.advice.decided import Decided, Decisions
from pathway.engine import Library, open_library
from pathway.ground.terms import Verdict
from pathway.records import open_records
from pathway.records.decision import decisions_of, read_decisions, with_decisions
from pathway.records.store import Records
from pathway.views.contents import render
from pathway.views.decided import UNREAD_ASK, on_record
from pathway.views.forms import Form
from pathway.views.handout import document
from tests.examples import real_patients

from .making import decision, meddling

DAY = date(2026, 11, 20)
AT = "2026-11-02T09:12:33.123456+00:00"


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library()


@pytest.fixture(scope="module")
def simple(library: Library) -> Advice:
    path = real_patients() / "simple-41.yaml"
    return library.advise(library.patient_from_file(path, today=DAY), as_of=DAY)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    with open_records(tmp_path / "records.db") as found:
        yield found


def told(therapy: str, action: str = "accept", **more: object) -> Decided:
    usual: dict[str, object] = {"actor": "Dr Ada", "record": 1, "at": AT, "version": "1.0.0"}
    usual |= {"pathway": "sciatica", "digest": "d" * 64, "earlier": True}
    return replace(Decided(therapy, action), **(usual | more))  # type: ignore[arg-type]


def advised(advice: Advice, *found: Decided, unread: str = "") -> Advice:
    return with_decisions(advice, Decisions(found, unread))


# -- which decisions count ---------------------------------------------------------------------


def test_the_newest_on_each_therapy_counts_and_what_is_superseded_does_not(
    records: Records, tmp_path: Path
) -> None:
    whose = records.pseudonym("mon-57")
    records.append(decision(patient=whose, therapy="nsaid", action="decline", reason="ulcer"))
    records.append(decision(patient=whose, therapy="education"))
    records.append(decision(patient=records.pseudonym("other"), therapy="acupuncture"))
    records.append(decision(patient=whose, action="override", rule="a b", reason="so"))
    records.append(decision(patient=whose, therapy="nsaid", actor="Dr Bo"))
    records.append(decision(patient=whose, therapy="nsaid", supersedes=5, action="decline"))
    records.append(decision(patient=whose, therapy="traction"))
    found = decisions_of(records, "mon-57")
    said = [(d.record, d.therapy, d.action, d.actor, d.rules, d.reason) for d in found.found]
    assert said == [
        (4, "education", "override", "Dr Ada", ("a", "b"), "so"),
        (6, "nsaid", "decline", "Dr Ada", (), ""),
        (7, "traction", "accept", "Dr Ada", (), ""),
    ]
    one = found.on("nsaid")
    assert one is not None
    assert (one.at, one.earlier) == (records.record(6).recorded_at, True)
    assert (one.pathway, one.version, one.digest) == ("sciatica", "1.0.0", "d" * 64)
    assert decisions_of(records, "nobody-else") == Decisions()
    assert read_decisions(tmp_path / "records.db", "mon-57") == found


def test_reading_writes_nothing(records: Records, tmp_path: Path) -> None:
    assert decisions_of(records, "mon-57") == Decisions()
    assert not (tmp_path / "records.db.key").exists()
    assert read_decisions(tmp_path / "none.db", "mon-57").unread
    assert not (tmp_path / "none.db").exists()


# -- where nobody knows ------------------------------------------------------------------------


def test_records_that_cannot_be_read_are_never_no_decisions(tmp_path: Path) -> None:
    place = tmp_path / "records.db"

    def why(name: Path = place, key: Path | None = None) -> str:
        found = read_decisions(name, "mon-57", key=key, patience=0.05)
        assert found.found == ()
        return found.unread.replace(str(tmp_path), "…")

    assert why() == "there are no records at `…/records.db`"
    with open_records(place) as records:
        records.append(decision(patient=records.pseudonym("mon-57")))
    assert read_decisions(place, "mon-57").unread == ""
    assert why(key=tmp_path / "lost") == (
        "cannot use the key of the records `…/lost`: "
        "it is missing, and the records were made with it"
    )
    (tmp_path / "text.db").write_text("no database " * 100)
    assert why(tmp_path / "text.db") == (
        "cannot open the records `…/text.db`: the file is not a database"
    )
    assert why(tmp_path).startswith("cannot open the records `…`: ")
    with closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute("pragma locking_mode = exclusive")
        other.execute("begin exclusive")
        assert why() == (
            "cannot open the records `…/records.db`: another program keeps the database locked"
        )
    with meddling(place) as connection:
        connection.execute("update decision_record set action = 'decline'")
    assert why() == "record 1 is not what was written"


# -- how they are told -------------------------------------------------------------------------


def test_the_advice_stays_what_it_is(simple: Advice) -> None:
    found = advised(simple, told("exercise_program", "decline", reason="fear"))
    plain, whole = simple.to_dict(), found.to_dict()
    assert "decisions" not in plain
    said = {
        "therapy": "exercise_program",
        "action": "decline",
        "actor": "Dr Ada",
        "recorded_at": AT,
        "reason": "fear",
        "rules": [],
        "pathway": "sciatica",
        "version": "1.0.0",
        "digest": "d" * 64,
        "record": 1,
        "against_now": [],
        "changed_since": [],
        "offered_anew": False,
    }
    assert (whole.pop("decisions"), whole.pop("decisions_unread")) == ([said], None)
    decided = {id_: option.pop("decided") for id_, option in whole["options"].items()}
    assert decided == dict.fromkeys(decided) | {"exercise_program": said}
    assert whole == plain
    unread = advised(simple, unread="gone").to_dict()
    assert (unread.pop("decisions"), unread.pop("decisions_unread")) == (None, "gone")
    assert unread == plain


def test_a_decision_stands_with_its_therapy_and_in_a_section(simple: Advice) -> None:
    found = advised(
        simple,
        told("exercise_program", "decline", reason="fear of pain"),
        told("opioid", "override", record=2, rules=("tried",), pathway="knee"),
    )
    page = render(found)
    section = page[page.index("Decisions on record") :].partition("\n\n")[0]
    assert section == (
        "Decisions on record\n"
        "  exercise programme  declined 2026-11-02 by Dr Ada, record 1\n"
        "                      reason: fear of pain\n"
        "  opioid              accepted against the advice 2026-11-02 by Dr Ada, record\n"
        "                      2, under knee 1.0.0; against it now: not_indicated\n"
        "                      in spite of: tried"
    )
    start = page[page.index("  start") :]
    assert "decided: declined 2026-11-02 by Dr Ada, record 1\n" in start
    assert "declined 2026-11-02 by Dr Ada, record 1" in render(found, form=Form.MARKDOWN)
    assert "declined 2026-11-02 by Dr Ada, record 1" in render(found, form=Form.HTML)


def test_none_and_not_known_are_told_apart(simple: Advice) -> None:
    assert on_record(simple).summary == ""
    assert on_record(advised(simple)).summary == "none"
    assert on_record(advised(simple, unread="it is locked")).summary == (
        "could not be read; what was decided before is not known here: it is locked"
    )
    assert "Decisions on record" not in render(simple)


# -- what the patient takes home -----------------------------------------------------------------


STAY_ACTIVE = "Staying active and knowing what to expect"


def blocks(advice: Advice) -> dict[str, list[str]]:
    sections = document(advice).sections
    return {b.title: [item.title.partition(":")[0] for item in b.entries] for b in sections}


def test_the_handout_keeps_to_what_was_decided(simple: Advice) -> None:
    found = blocks(advised(simple, told("exercise_program"), told("education", "decline")))
    assert found["What was agreed"] == ["Exercise programme"]
    assert found["What is not right for you now; this can change"][0] == (
        "We decided against these for now"
    )
    assert STAY_ACTIVE not in found.get("What else may help you", [])


def test_what_was_accepted_once_is_not_agreed_on_where_something_stands_against_it(
    library: Library, simple: Advice
) -> None:
    """An old yes is none to a new contraindication, nor to what is unknown by now."""
    for verdict in Verdict:
        option = replace(simple.options["exercise_program"], verdict=verdict)
        changed = replace(simple, options={**simple.options, option.id: option})
        found = blocks(advised(changed, told("exercise_program")))
        agreed = verdict in (Verdict.RECOMMENDED, Verdict.ONGOING)
        assert ("What was agreed" in found) is agreed, verdict
    elsewhere = blocks(advised(simple, told("exercise_program", pathway="knee")))
    assert "What was agreed" not in elsewhere
    assert "Exercise programme" in elsewhere["What may help you"]


def test_what_is_taken_although_it_was_declined_is_asked_about(library: Library) -> None:
    path = real_patients() / "mon-57.yaml"
    advice = library.advise(library.patient_from_file(path, today=DAY), as_of=DAY)
    assert blocks(advice)["What was agreed"] == [STAY_ACTIVE]
    found = blocks(advised(advice, told("education", "decline")))
    assert "What was agreed" not in found
    assert found["What we have to check first"][0] == STAY_ACTIVE


def test_the_handout_says_that_nobody_knows(simple: Advice) -> None:
    (block,) = (
        b for b in document(advised(simple, unread="locked")).sections if "before" in b.title
    )
    assert (block.title, block.lead) == (
        "What we decided before",
        UNREAD_ASK,
    )
