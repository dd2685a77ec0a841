"""Records are appended, found again, and written once."""

import os
import re
import sqlite3
import stat
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unicodedata import category

import pytest

from pathway.ground.extras import install_command
from pathway.ground.problems import PathwayError, UsageError
from pathway.records import Head, Record, RecordsError, open_records
from pathway.records.accepting import check
from pathway.records.model import BEGINNING, hash_of

from .making import chain, decision, meddling


def said(error: pytest.ExceptionInfo[PathwayError]) -> str:
    return str(error.value)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_record_is_what_was_decided(tmp_path: Path) -> None:
    before = datetime.now(UTC)
    told = decision(3, action="override", rule="a.b", reason="naïve “quotes”\nand 漢字")
    with open_records(tmp_path / "records.db") as records:
        assert records.head() is None
        first = records.append(decision(1))
        record = records.append(told)
        assert records.record(2) == record
        assert list(records.records()) == [first, record]
        assert records.head() == Head(2, record.hash)
    assert (record.sequence, record.decision, record.previous) == (2, told, first.hash)
    assert first.previous == BEGINNING
    assert record.hash == hash_of(list(record.to_dict().values())[:-1])
    at = datetime.fromisoformat(record.recorded_at)
    assert at.utcoffset() == timedelta(0)
    assert before <= at <= datetime.now(UTC)


def test_records_are_still_there_when_opened_again(tmp_path: Path) -> None:
    written = chain(tmp_path / "records.db", 3)
    with open_records(str(tmp_path / "records.db")) as records:
        assert list(records.records()) == written
        assert list(records.records(last=2)) == written[1:]
        assert list(records.records(patient=written[1].decision.patient)) == [written[1]]
    with open_records(f"sqlite:///{tmp_path}/records.db") as records:
        assert records.append(decision(9)).sequence == 4


def test_the_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        with open_records(tmp_path / "new" / "records.db") as records:
            records.append(decision(patient=records.pseudonym("mon-57")))
            made = sorted((tmp_path / "new").iterdir())
            assert [path.name for path in made] == [
                "records.db",
                "records.db-shm",
                "records.db-wal",
                "records.db.key",
            ]
            assert [oct(mode(path)) for path in made] == ["0o600"] * 4
            assert mode(tmp_path / "new") == 0o700
    finally:
        os.umask(old)


def test_an_acknowledged_record_is_on_the_disk(tmp_path: Path) -> None:
    with (
        open_records(tmp_path / "records.db") as records,
        records._writer.connect() as connection,
    ):
        pragma = connection.exec_driver_sql
        assert pragma("pragma journal_mode").scalar() == "wal"
        assert pragma("pragma synchronous").scalar() == 2


def test_the_same_request_is_written_once(tmp_path: Path) -> None:
    with open_records(tmp_path / "records.db") as records:
        told = decision(1, request="r1")
        first = records.append(told)
        records.append(decision(2))
        assert records.append(replace(told)) == first
        with pytest.raises(RecordsError) as refused:
            records.append(replace(told, action="decline"))
        assert len(list(records.records())) == 2
    assert said(refused) == (
        "P707 the request `r1` was used for record 1\n"
        "  help: each decision has a request of its own; only a repetition may use it again"
    )


def test_a_record_is_superseded_and_never_changed(tmp_path: Path) -> None:
    with open_records(tmp_path / "records.db") as records:
        first = records.append(decision(1))
        second = records.append(decision(1, action="decline", supersedes=1))
        assert records.record(1) == first
        assert records.superseded() == {1: 2}
        problems = []
        for wrong in (
            decision(1, supersedes=1),
            decision(2, supersedes=2),
            decision(1, therapy="nsaid", supersedes=2),
            decision(1, supersedes=7),
        ):
            with pytest.raises(RecordsError) as refused:
                records.append(wrong)
            problems.append(said(refused))
        assert list(records.records()) == [first, second]
    assert problems == [
        "P708 record 1 is superseded by record 2\n  help: supersede record 2",
        "P708 record 2 is about another patient or therapy",
        "P708 record 2 is about another patient or therapy",
        "P705 there is no record 7",
    ]


@pytest.mark.parametrize(
    ("members", "complaint"),
    [
        ({"actor": " "}, "`actor` is empty"),
        ({"actor": "Ada\x1b[2J"}, "`actor` holds characters that are no text"),
        ({"reason": "half \ud83d"}, "`reason` holds characters that are no text"),
        ({"action": "maybe"}, "`maybe` is not accept, decline or override"),
        ({"action": "override", "reason": "x"}, "an override names its rule and its reason"),
        ({"action": "override", "rule": "a.b"}, "an override names its rule and its reason"),
    ],
)
def test_a_decision_without_its_parts_is_not_saved(
    tmp_path: Path, members: dict[str, Any], complaint: str
) -> None:
    with open_records(tmp_path / "records.db") as records:
        with pytest.raises(RecordsError) as refused:
            records.append(decision(**members))
        assert records.head() is None
    assert said(refused) == f"P701 the decision was not saved: {complaint}"


def test_text_is_what_unicode_calls_text() -> None:
    """Everything but control characters and halves of pairs; line breaks and tabs are text too."""
    no_text = {chr(n) for n in range(sys.maxunicode + 1) if category(chr(n)) in ("Cc", "Cs")}
    no_text -= {"\n", "\t"}
    for character in no_text:
        with pytest.raises(RecordsError):
            check(decision(reason=f"a{character}b"))
    for start in range(0, sys.maxunicode + 1, 4096):
        many = set(map(chr, range(start, min(start + 4096, sys.maxunicode + 1)))) - no_text
        check(decision(reason="".join(("a", *sorted(many), "b"))))


@pytest.mark.parametrize("statement", ["update decision_record set actor = 'Eve'", "delete from"])
def test_the_database_itself_refuses_changes(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "records.db"
    chain(path, 1)
    statement = statement if "set" in statement else f"{statement} decision_record"
    with sqlite3.connect(path) as file, pytest.raises(sqlite3.IntegrityError) as refused:
        file.execute(statement)
    assert str(refused.value) == "decision records are only ever appended"
    file.close()


def test_threads_share_records(tmp_path: Path) -> None:
    with open_records(tmp_path / "records.db") as records:
        written: list[Record] = []

        def work(start: int) -> None:
            written.extend(records.append(decision(start + n)) for n in range(10))

        threads = [threading.Thread(target=work, args=(n * 100,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(record.sequence for record in written) == list(range(1, 41))
        assert records.verify().whole


def test_an_edited_record_is_not_shown_as_if_it_were_one(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    chain(path, 2)
    with meddling(path) as file:
        file.execute("update decision_record set actor = x'ff' where sequence = 2")
    with open_records(path) as records, pytest.raises(RecordsError) as refused:
        list(records.records())
    assert said(refused) == (
        "P702 record 2 cannot be read\n  help: `pathway records verify` says more"
    )


# -- places ------------------------------------------------------------------------------------


def test_what_is_not_there_is_not_made_for_readers(tmp_path: Path) -> None:
    with pytest.raises(RecordsError) as refused:
        open_records(tmp_path / "records.db", create=False)
    assert list(tmp_path.iterdir()) == []
    assert said(refused) == (
        f"P702 there are no records at `{tmp_path}/records.db`\n"
        "  help: the first decision makes them; --records names another place"
    )


def test_an_empty_file_is_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "records.db").touch()
    with pytest.raises(RecordsError) as refused:
        open_records(tmp_path / "records.db", create=False)
    assert said(refused).startswith(f"P702 there are no records at `{tmp_path}/records.db`\n")


def test_the_usual_place_is_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with open_records(None) as records:
        assert records.name == str(tmp_path / "pathway-cds" / "records.db")


@pytest.mark.parametrize("place", ["mysql://root@localhost/x", "sqlite://", "http://x/y"])
def test_other_places_are_refused(place: str) -> None:
    with pytest.raises(UsageError) as refused:
        open_records(place)
    assert said(refused).startswith("P510 ")
    assert said(refused).endswith(
        "\n  help: name a file, or a URL such as postgresql://user@host/database"
    )


def test_a_password_is_never_said() -> None:
    with pytest.raises(PathwayError) as refused:
        open_records("postgresql://ada:secret@127.0.0.1:1/none", patience=0.1)
    assert "secret" not in said(refused)
    assert said(refused).startswith("P702 cannot open the records `postgresql://ada:***@127.0.0.1")


@pytest.mark.parametrize(
    ("module", "place", "message"),
    [
        ("sqlalchemy", "r.db", "keeping records needs an optional part that is not installed"),
        ("alembic", "r.db", "keeping records needs an optional part that is not installed"),
        (
            "psycopg",
            "postgresql://x/y",
            "keeping records in PostgreSQL needs an optional part that is not installed",
        ),
    ],
)
def test_a_missing_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, place: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError) as refused:
        open_records(place)
    extra = "postgres" if module == "psycopg" else "records"
    assert said(refused) == f"P506 {message}\n  help: {install_command(extra)}"
    assert list(tmp_path.iterdir()) == []


# -- versions ----------------------------------------------------------------------------------


def test_an_empty_file_becomes_records(tmp_path: Path) -> None:
    (tmp_path / "records.db").touch()
    chain(tmp_path / "records.db", 1)
    with sqlite3.connect(tmp_path / "records.db") as file:
        tables = file.execute("select name from sqlite_master where type = 'table'").fetchall()
        version = file.execute("select version_num from alembic_version").fetchall()
    file.close()
    assert {name for (name,) in tables} == {
        *("alembic_version", "decision_record", "records_about"),
        *("service_record", "service_card", "service_token"),
    }
    assert version == [("0002",)]


def test_the_migrated_tables_are_the_ones_in_use(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from pathway.records.schema import METADATA

    with (
        open_records(tmp_path / "records.db") as records,
        records._reader.connect() as connection,
    ):
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_records_of_a_newer_version_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    chain(path, 1)
    with meddling(path) as file:
        file.execute("update alembic_version set version_num = '0999'")
    before = path.read_bytes()
    with pytest.raises(RecordsError) as refused:
        open_records(path)
    assert said(refused) == (
        f"P704 the records `{path}` were made by a newer version of this program\n"
        "  help: update pathway-cds"
    )
    assert path.read_bytes() == before


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as file:
        file.execute("create table cats (name text)")
    file.close()
    with pytest.raises(RecordsError) as refused:
        open_records(path)
    assert said(refused) == (
        f"P704 `{path}` is a database of something else\n  help: name another file or database"
    )


# -- pseudonyms --------------------------------------------------------------------------------


def test_a_patient_has_one_key_that_does_not_tell_the_id(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    with open_records(path) as records:
        key = records.pseudonym("mon-57")
        assert records.pseudonym("mon-57") == key
        assert records.pseudonym("mon-58") != key
    with open_records(path) as records:
        assert records.pseudonym("mon-57") == key
    with open_records(tmp_path / "other.db") as records:
        assert records.pseudonym("mon-57") != key
    assert re.fullmatch("[0-9a-f]{64}", key)


def test_the_key_may_stand_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "safe").mkdir()
    with open_records(tmp_path / "records.db", key=tmp_path / "safe" / "key") as records:
        records.pseudonym("mon-57")
    assert mode(tmp_path / "safe" / "key") == 0o600
    assert not (tmp_path / "records.db.key").exists()


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (
            lambda key: key.unlink(),
            (
                "it is missing, and the records were made with it\n"
                "  help: bring the file back from a copy; "
                "under another key nobody would be recognised"
            ),
        ),
        (
            lambda key: key.write_text("ab" * 32),
            (
                "it is not the one that the records were made with\n"
                "  help: bring the file back from a copy; "
                "under another key nobody would be recognised"
            ),
        ),
        (lambda key: key.write_text("not a key"), "it does not hold a key"),
        (lambda key: key.write_bytes(b"\xff" * 64), "it does not hold a key"),
        (lambda key: key.chmod(0o644), "others may read it\n  help: chmod 600 {key}"),
    ],
)
def test_a_key_that_does_not_fit(tmp_path: Path, spoil: object, complaint: str) -> None:
    path, key = tmp_path / "records.db", tmp_path / "records.db.key"
    with open_records(path) as records:
        records.append(decision(patient=records.pseudonym("mon-57")))
    assert callable(spoil)
    spoil(key)
    with open_records(path) as records:
        with pytest.raises(RecordsError) as refused:
            records.pseudonym("mon-57")
        assert records.verify().whole, "verifying needs no key"
    expected = f"P706 cannot use the key of the records `{key}`: {complaint.format(key=key)}"
    assert said(refused) == expected
