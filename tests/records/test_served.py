"""What the service said is appended, found again, and written once."""

import json
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from time import sleep
from typing import Any

import pytest

from pathway.records import ChainFinding, Head, RecordsError, open_records, open_served
from pathway.records.model import BEGINNING, hash_of
from pathway.records.served import COLUMNS, SCHEMA
from tests.patience import PATIENCE

from .making import decision
from .served_making import cards, feedback, meddling


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(RecordsError) as refused:
        work()
    return str(refused.value)


def test_an_entry_is_in_its_place_in_the_chain(tmp_path: Path) -> None:
    before = datetime.now(UTC).isoformat(timespec="microseconds")
    with open_served(tmp_path / "records.db") as records:
        assert records.head() is None
        (first,) = records.append([cards(1)])
        second, third = records.append([cards(2, "a", "b"), feedback(1)])
        assert records.record(2) == second
        assert list(records.records()) == [first, second, third]
        assert list(records.records(last=2)) == [second, third]
        assert list(records.records(cards(1).patient)) == [first, third]
        assert records.head() == Head(3, third.hash)
        assert refusal(lambda: records.record(4)) == "P705 there is no record 4 of the service"
    assert (first.sequence, first.previous, first.entry) == (1, BEGINNING, cards(1))
    assert (second.previous, third.previous) == (first.hash, second.hash)
    assert before <= first.recorded_at <= third.recorded_at
    members = list(first.to_dict().values())
    assert first.hash == hash_of(members[:-1], SCHEMA)
    assert tuple(first.to_dict()) == COLUMNS


def test_an_entry_is_there_when_opened_again(tmp_path: Path) -> None:
    with open_served(tmp_path / "records.db") as records:
        written = records.append([cards(number) for number in range(5)])
        key = records.pseudonym("mon-57")
    with open_served(tmp_path / "records.db", create=False) as records:
        assert tuple(records.records()) == written
        assert records.pseudonym("mon-57") == key
        assert records.append([cards(9)])[0].sequence == 6


def test_decisions_and_answers_are_two_chains_in_one_database(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    with open_served(path) as served, open_records(path) as decided:
        served.append([cards(1), cards(2)])
        assert decided.append(decision()).sequence == 1
        assert decided.pseudonym("mon-57") == served.pseudonym("mon-57")
        found = decided.served()
        assert found is not None
        assert found.verify() == served.verify()
        assert (decided.verify().count, served.verify().count) == (1, 2)


def test_a_card_and_its_feedback_are_found(tmp_path: Path) -> None:
    with open_served(tmp_path / "records.db") as records:
        first, second = records.append([cards(1, "a", "b"), cards(8, "c")])
        answer, other = records.append([feedback(1), feedback(2)])
        assert [records.card(uuid) for uuid in "abc"] == [first, first, second]
        assert records.card("d") is None
        assert records.cards_of(cards(1).patient, 5) == (first, second)
        assert records.cards_of(cards(1).patient, 1) == (second,)
        assert records.feedback_of(cards(1).patient) == (answer,)
        assert records.feedback_of(cards(2).patient) == (other,)
        assert records.feedback_of("nobody") == ()


def test_the_same_request_is_written_once(tmp_path: Path) -> None:
    with open_served(tmp_path / "records.db") as records:
        (first,) = records.append([cards(1)])
        again, new, twice = records.append([cards(1), cards(2), cards(2)])
        assert (again, again.repeated, first.repeated) == (first, True, False)
        assert (twice, twice.repeated, new.repeated) == (new, True, False)
        other = cards(3, request="answer-1")
        assert refusal(lambda: records.append([cards(4), other])) == (
            "P707 the request `answer-1` was used for record 1 of the service\n"
            "  help: each answer has a request of its own; only a repetition may use it again"
        )
        assert refusal(lambda: records.append([cards(4), cards(5, "x", "card-1")])) == (
            "P707 the card `card-1` was recorded before\n"
            "  help: each card that is shown has a uuid of its own"
        )
        assert records.verify().count == 2, "all entries or none"
        assert records.card("card-4") is None


@pytest.mark.parametrize(
    ("members", "complaint"),
    [
        ({"request": " "}, "`request` is empty"),
        ({"about": ""}, "`about` is empty"),
        ({"client": "a\x00"}, "`client` holds characters that are no text"),
        ({"body": "{\ud800}"}, "`body` holds characters that are no text"),
        ({"kind": "news"}, "`news` is not cards, feedback, advice or proposal"),
        ({"body": "[]"}, "`body` is not a JSON object"),
        ({"body": "{"}, "`body` is not a JSON object"),
        ({"body": "{}"}, "`cards` is no list of cards with a `uuid` each"),
        ({"body": '{"cards":[{}]}'}, "`cards` is no list of cards with a `uuid` each"),
        ({"body": '{"cards":[{"uuid":"a"},{"uuid":"a"}]}'}, "two cards have the same `uuid`"),
    ],
)
def test_what_cannot_be_recorded(tmp_path: Path, members: dict[str, Any], complaint: str) -> None:
    with open_served(tmp_path / "records.db") as records:
        said = refusal(lambda: records.append([cards(1), cards(2, **members)]))
        assert said == f"P701 the answer of the service was not saved: {complaint}"
        assert records.head() is None


def test_an_answer_without_cards_patient_or_client_is_recorded(tmp_path: Path) -> None:
    entry = cards(1, client="", patient="", body='{"cards":[]}')
    with open_served(tmp_path / "records.db") as records:
        assert records.append([entry])[0].entry == entry
        assert records.append([]) == ()
        assert records.verify().count == 1


# -- many at a time ----------------------------------------------------------------------------


def begun(future: Future[Any]) -> None:
    """Wait until the writer has taken it up."""
    while not future.running():
        sleep(0.001)


def test_whoever_waits_is_written_together(tmp_path: Path) -> None:
    """While the database is locked callers gather; then they share one transaction."""
    path = tmp_path / "records.db"
    with (
        open_served(path, patience=PATIENCE) as records,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
    ):
        other.execute("begin immediate")
        first = records.submit([cards(0)])
        begun(first)
        waiting = [records.submit([cards(number)]) for number in range(1, 41)]
        wrong = records.submit([cards(41, request="answer-1")])
        other.execute("rollback")
        written = [future.result(PATIENCE)[0] for future in waiting]
        assert refusal(wrong.result).startswith("P707 the request `answer-1` was used for record 2")
        assert [one.sequence for one in written] == list(range(2, 42))
        assert len({one.recorded_at for one in written}) == 1
        assert records.verify().whole


def test_threads_keep_one_chain(tmp_path: Path) -> None:
    with open_served(tmp_path / "records.db", patience=PATIENCE) as records:
        with ThreadPoolExecutor(16) as threads:
            written = list(threads.map(lambda n: records.append([cards(n)])[0], range(200)))
        assert sorted(one.sequence for one in written) == list(range(1, 201))
        assert {one.entry.request for one in written} == {f"answer-{n}" for n in range(200)}
        assert records.verify().whole


def test_the_same_feedback_at_the_same_time_counts_once(tmp_path: Path) -> None:
    with open_served(tmp_path / "records.db", patience=PATIENCE) as records:
        with ThreadPoolExecutor(16) as threads:
            written = list(threads.map(lambda _: records.append([feedback(1)])[0], range(64)))
        assert {one.sequence for one in written} == {1}
        assert sum(not one.repeated for one in written) == 1
        assert records.verify().count == 1


def test_closing_writes_what_was_handed_in(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    records = open_served(path)
    handed_in = [records.submit([cards(number)]) for number in range(30)]
    records.close()
    assert [future.result(0)[0].sequence for future in handed_in] == list(range(1, 31))
    assert refusal(lambda: records.append([cards(31)])) == (
        f"P703 the answer of the service was not saved: the records `{path}` were closed"
    )


def test_who_gave_up_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    with (
        open_served(path, patience=PATIENCE) as records,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
    ):
        other.execute("begin immediate")
        first = records.submit([cards(0)])
        begun(first)
        late = records.submit([cards(1)])
        assert late.cancel()
        other.execute("rollback")
        first.result(PATIENCE)
        assert records.append([cards(2)])[0].sequence == 2


# -- tokens ------------------------------------------------------------------------------------


def test_a_token_is_claimed_once(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    with open_served(path) as one, open_served(path) as other:
        assert one.claim("ehr", "t1", 1300, 1000)
        assert not one.claim("ehr", "t1", 1300, 1001)
        assert not other.claim("ehr", "t1", 1300, 1001)
        assert other.claim("ehr2", "t1", 1300, 1001)
        assert other.claim("ehr", "t2\x00\ud800", 1300, 1001)
        with ThreadPoolExecutor(16) as threads:
            found = list(
                threads.map(lambda n: (one, other)[n % 2].claim("ehr", "t3", 1300, 1001), range(32))
            )
        assert found.count(True) == 1
        assert one.verify().count == 0, "tokens are no records"
    with open_served(path) as records:
        assert not records.claim("ehr", "t1", 1300, 1002)


def test_old_tokens_are_forgotten_and_stay_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when the clock is set back to when they were good."""
    monkeypatch.setattr("pathway.records.served_store._FORGET_EVERY", -1)
    with open_served(tmp_path / "records.db") as records:
        assert records.claim("ehr", "t1", 1300, 1000)
        assert records.claim("ehr", "t2", 5000, 4800)
        assert tokens(tmp_path / "records.db") == [("", 4500.0), ("t", 5000.0)]
        assert not records.claim("ehr", "t1", 1300, 1000)
        assert not records.claim("ehr", "t9", 4499, 4400)
        assert records.claim("ehr", "t9", 4501, 4400)
        assert tokens(tmp_path / "records.db")[0] == ("", 4500.0)


def tokens(path: Path) -> list[tuple[str, float]]:
    with closing(sqlite3.connect(path)) as file:
        token = "case token when '' then '' else 't' end"
        query = f"select {token}, until from service_token order by until"
        return file.execute(query).fetchall()


# -- the chain ---------------------------------------------------------------------------------


@pytest.mark.parametrize("column", COLUMNS[1:])
def test_an_edit_is_named(tmp_path: Path, column: str) -> None:
    path = tmp_path / "records.db"
    with open_served(path) as records:
        written = records.append([cards(number) for number in range(5)])
    with meddling(path) as file:
        file.execute(f"update service_record set {column} = 'x' where sequence = 3")
    with open_served(path) as records:
        assert records.verify(Head(5, written[-1].hash)).findings == (ChainFinding(3, "edited", 3),)
        assert refusal(lambda: records.record(3)) == (
            "P702 record 3 of the service is not what was written\n"
            "  help: `pathway records verify` says more"
        )


def test_what_is_missing_is_named_and_the_table_refuses(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    with open_served(path) as records:
        written = records.append([cards(number) for number in range(5)])
    with closing(sqlite3.connect(path)) as file, pytest.raises(sqlite3.IntegrityError) as refused:
        file.execute("delete from service_record")
    assert str(refused.value) == "records of the service are only ever appended"
    with meddling(path) as file:
        file.execute("delete from service_record where sequence in (2, 5)")
    with open_served(path) as records:
        assert records.verify(Head(5, written[-1].hash)).findings == (
            ChainFinding(2, "missing", 2),
            ChainFinding(5, "truncated", 5),
        )


def test_a_card_that_leads_to_another_record(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    with open_served(path) as records:
        records.append([cards(1), cards(2)])
    with meddling(path) as file:
        file.execute("update service_card set sequence = 1 where uuid = 'card-2'")
    with open_served(path) as records:
        assert refusal(lambda: records.card("card-2")) == (
            "P702 record 1 of the service does not have the card `card-2`"
        )


def test_the_hash_is_what_the_documentation_says(tmp_path: Path) -> None:
    from hashlib import sha256

    entry = cards(1, patient="ü\n", body='{"cards":[],"x":"ä"}')
    with open_served(tmp_path / "records.db") as records:
        (record,) = records.append([entry])
    *members, digest = record.to_dict().values()
    text = json.dumps(
        ["pathway-service-record/1", *members], ensure_ascii=False, separators=(",", ":")
    )
    assert sha256(text.encode()).hexdigest() == digest


# -- versions ----------------------------------------------------------------------------------


def old(path: Path) -> None:
    """Records as a version without a service made them."""
    with open_records(path) as records:
        records.append(decision())
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        for table in ("service_record", "service_card", "service_token"):
            file.execute(f"drop table {table}")
        file.execute("update alembic_version set version_num = '0001'")
        file.execute("pragma journal_mode = delete")


def version(path: Path) -> str:
    with closing(sqlite3.connect(path)) as file:
        found: str = file.execute("select version_num from alembic_version").fetchone()[0]
        return found


def test_records_of_decisions_alone_get_the_tables_when_a_service_opens_them(
    tmp_path: Path,
) -> None:
    path = tmp_path / "records.db"
    old(path)
    with open_records(path) as decided:
        assert decided.append(decision(2)).sequence == 2
        assert decided.served() is None
    assert version(path) == "0001", "who only decides needs none of it"
    said = f"P702 there are no records at `{path}`\n"
    assert refusal(lambda: open_served(path, create=False)).startswith(said)
    with open_served(path) as records:
        records.append([cards(1)])
    assert version(path) == "0002"
    with open_records(path) as decided:
        assert decided.verify().count == 2
        served = decided.served()
        assert served is not None
        assert served.verify().count == 1


def test_an_archive_of_decisions_alone_is_still_read(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    old(path)
    path.chmod(0o400)
    with open_records(path, create=False) as decided:
        assert decided.verify().count == 1
        assert decided.served() is None
    assert [one.name for one in tmp_path.iterdir()] == ["records.db"]


def test_programs_that_open_at_the_same_time(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    old(path)
    ready = Event()

    def opened(number: int) -> int:
        ready.wait(PATIENCE)
        with open_served(path, patience=PATIENCE) as records:
            return records.append([cards(number)])[0].sequence

    with ThreadPoolExecutor(4) as threads:
        futures = [threads.submit(opened, number) for number in range(4)]
        ready.set()
        assert sorted(future.result(PATIENCE) for future in futures) == [1, 2, 3, 4]


def test_the_migrated_tables_are_those_of_a_new_database(tmp_path: Path) -> None:
    def tables(path: Path) -> list[tuple[str, str]]:
        with closing(sqlite3.connect(path)) as file:
            return sorted(file.execute("select name, sql from sqlite_master where sql is not null"))

    old(tmp_path / "old.db")
    for name in ("old.db", "new.db"):
        open_served(tmp_path / name).close()
    assert tables(tmp_path / "old.db") == tables(tmp_path / "new.db")
