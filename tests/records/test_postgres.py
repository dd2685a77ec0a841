"""Records in PostgreSQL: the same chain, and nothing twice when the server goes away."""

import random
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError

from pathway.records import ChainFinding, RecordsError, open_records, open_served
from pathway.records.decision import decisions_of, read_decisions

from .making import decision
from .postgres import Cluster, cluster
from .processes import acknowledged, kept, served, started, told
from .proxy import proxy
from .served_making import cards, feedback

pytestmark = [pytest.mark.slow, pytest.mark.needs("postgresql")]

names = (f"records_{number}" for number in count())


@pytest.fixture(scope="module")
def server() -> Iterator[Cluster]:
    with cluster() as found:
        yield found


@pytest.fixture
def url(server: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty database, and a home of its own for the key."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return server.create(next(names))


def test_records_are_kept_in_postgresql(url: str, tmp_path: Path) -> None:
    with open_records(url) as records:
        key = records.pseudonym("mon-57")
        first = records.append(decision(patient=key, reason="naïve “quotes”\nand 漢字"))
        second = records.append(decision(patient=key, action="decline", supersedes=1))
        records.append(decision(2))
    with open_records(url, create=False) as records:
        assert records.pseudonym("mon-57") == key
        assert list(records.records(key)) == [first, second]
        assert records.superseded() == {1: 2}
        assert records.append(first.decision) == first
        assert records.verify(records.head()).whole
        assert records.verify().count == 3
        assert [one.record for one in decisions_of(records, "mon-57").found] == [2]
    assert read_decisions(url, "mon-57").on("education") is not None
    assert read_decisions(f"{url}_gone", "mon-57").unread
    assert (tmp_path / "pathway-cds" / "records.key").stat().st_mode & 0o777 == 0o600


def test_the_server_refuses_changes_and_verify_names_them(url: str) -> None:
    with open_records(url) as records:
        for number in range(5):
            records.append(decision(number))
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    change = "update decision_record set actor = 'Eve' where sequence = 3"
    with engine.connect() as connection, pytest.raises(DBAPIError) as refused:
        connection.exec_driver_sql(change)
    assert "decision records are only ever appended" in str(refused.value)
    with engine.begin() as connection:
        connection.exec_driver_sql("alter table decision_record disable trigger all")
        connection.exec_driver_sql(change)
        connection.exec_driver_sql("delete from decision_record where sequence = 4")
    engine.dispose()
    with open_records(url) as records:
        assert records.verify().findings == (
            ChainFinding(3, "edited", 3),
            ChainFinding(4, "missing", 4),
        )


def test_readers_make_no_tables(url: str) -> None:
    with pytest.raises(RecordsError) as refused:
        open_records(url, create=False)
    assert str(refused.value).startswith(f"P702 there are no records at `{url}`\n")


def test_a_role_that_can_only_append(url: str) -> None:
    with open_records(url) as records:
        key = records.pseudonym("mon-57")
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        for statement in (
            "create role clerk login",
            "grant select, insert on decision_record to clerk",
            "grant select on records_about, alembic_version to clerk",
        ):
            connection.exec_driver_sql(statement)
    engine.dispose()
    with open_records(url.replace("keeper@", "clerk@")) as records:
        assert records.append(decision(patient=records.pseudonym("mon-57"))).sequence == 1
        assert records.record(1).decision.patient == key
        assert records.verify().whole


def test_writers_in_parallel_keep_one_chain(url: str) -> None:
    workers = [started(url, f"w{n}", 50) for n in range(4)]
    saved = acknowledged(line for worker in workers for line in told(worker))
    verification, found = kept(url)
    assert verification.whole
    assert found == saved
    assert len(saved) == 200


def test_a_writer_that_waits_too_long(url: str) -> None:
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with open_records(url, patience=0.2) as records, engine.connect() as other:
        turn = "select pg_advisory_xact_lock('decision_record'::regclass::oid::bigint)"
        other.exec_driver_sql(turn)
        with pytest.raises(RecordsError) as refused:
            records.append(decision())
        other.rollback()
        assert records.append(decision()).sequence == 1
    engine.dispose()
    assert str(refused.value) == (
        "P703 the decision was not saved: canceling statement due to lock timeout "
        f"(records `{url}`)"
    )


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_connection_lost_at_the_commit(server: Cluster, url: str, when: str) -> None:
    """Whether or not the server committed, the decision is saved, and saved once."""
    database = url.rpartition("/")[2]
    with proxy(server.port) as way, open_records(server.url(way.port, database)) as records:
        for number in range(6):
            records.append(decision(number, request=f"calm-{number}"))
            way.lose = when
            records.append(decision(number, request=f"lost-{number}"))
        assert way.lost == 6
    verification, found = kept(url)
    assert verification.whole
    assert len(found) == verification.count == 12


@pytest.mark.parametrize(("when", "written"), [("before", 0), ("after", 1)])
def test_a_connection_lost_for_good_at_the_commit(
    server: Cluster, url: str, when: str, written: int
) -> None:
    """Nobody knows; it is said, and trying again under the same request saves it once."""
    database = url.rpartition("/")[2]
    told_once = decision(request="r1")
    with proxy(server.port) as way:
        place = server.url(way.port, database)
        with open_records(place, patience=1) as records:
            records.verify()
            way.lose, way.closed = when, True
            with pytest.raises(RecordsError) as refused:
                records.append(told_once)
    message, _, hint = str(refused.value).partition("\n")
    assert message.startswith("P703 whether the decision was saved is not known: ")
    assert hint == "  help: try again with `--request r1`: it will be saved once, not twice"
    assert kept(url)[0].count == written
    with open_records(url) as records:
        assert records.append(told_once).sequence == 1
        assert records.verify().count == 1


def test_a_server_that_restarts_while_decisions_are_saved(server: Cluster, url: str) -> None:
    """Ten times the server dies in the middle of the work of three writers."""
    chance = random.Random(57)
    with open_records(url):
        workers = [started(url, f"w{n}", 600) for n in range(3)]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "open\n"
    lines = []
    for _ in range(10):
        for worker in workers:
            assert worker.stdout is not None
            lines += [worker.stdout.readline() for _ in range(chance.randrange(1, 40))]
        server.stop()
        server.start()
    lines += [line for worker in workers for line in told(worker)]
    saved = acknowledged(line.rstrip("\n") for line in lines)
    verification, found = kept(url)
    assert verification.whole
    assert found == saved, "what was acknowledged, and nothing else, is there once"
    assert len(saved) == 1800


# -- what the service said -----------------------------------------------------------------------


def test_the_service_records_in_postgresql(url: str) -> None:
    with open_records(url) as decided, open_served(url) as records:
        first, second = records.append([cards(1, "a", "b"), cards(8)])
        (answer,) = records.append([feedback(1)])
        assert records.append([cards(1, "a", "b")]) == (first,)
        with pytest.raises(RecordsError) as refused:
            records.append([cards(2), cards(3, request="answer-8")])
        assert records.card("b") == first
        assert records.cards_of(cards(1).patient, 1) == (second,)
        assert records.feedback_of(cards(1).patient) == (answer,)
        assert records.claim("ehr", "t1", 1300, 1000)
        assert not records.claim("ehr", "t1", 1300, 1000)
        assert decided.append(decision()).sequence == 1
        records.ping()
        assert records.verify(records.head()).count == 3
    assert str(refused.value).startswith("P707 the request `answer-8` was used for record 2")


def test_a_role_that_can_only_serve(url: str) -> None:
    with open_served(url) as records:
        key = records.pseudonym("mon-57")
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        for statement in (
            "create role waiter login",
            "grant select, insert on service_record, service_card to waiter",
            "grant select, insert, update, delete on service_token to waiter",
            "grant select on records_about, alembic_version to waiter",
        ):
            connection.exec_driver_sql(statement)
    with open_served(url.replace("keeper@", "waiter@")) as records:
        assert records.pseudonym("mon-57") == key
        assert records.append([cards(1)])[0].sequence == 1
        assert records.claim("ehr", "t1", 1300, 1000)
        assert records.verify().whole
    with engine.connect() as connection, pytest.raises(DBAPIError) as refused:
        connection.exec_driver_sql("truncate service_record")
    engine.dispose()
    assert "records of the service are only ever appended" in str(refused.value)


def test_services_in_parallel_keep_one_chain(url: str) -> None:
    workers = [started("serve", url, f"w{n}", 50) for n in range(3)]
    saved = acknowledged(line for worker in workers for line in told(worker))
    verification, found = served(url)
    assert verification.whole
    assert found == saved
    assert len(saved) == 150


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_connection_lost_while_the_service_commits(server: Cluster, url: str, when: str) -> None:
    """Whether or not the server committed, it is recorded once, and a claim stays the claimer's."""
    database = url.rpartition("/")[2]
    with proxy(server.port) as way, open_served(server.url(way.port, database)) as records:
        for number in range(4):
            records.append([cards(2 * number)])
            way.lose = when
            records.append([cards(2 * number + 1)])
            way.lose = when
            assert records.claim("ehr", f"t{number}", 1300, 1000)
            assert not records.claim("ehr", f"t{number}", 1300, 1000)
        assert way.lost == 8
        assert records.verify().whole
        assert records.verify().count == 8


def test_a_server_that_restarts_while_services_record(server: Cluster, url: str) -> None:
    """Three times the server dies in the middle of the work of two services."""
    chance = random.Random(57)
    with open_served(url):
        workers = [started("serve", url, f"w{n}", 300) for n in range(2)]
    lines = []
    for _ in range(3):
        for worker in workers:
            assert worker.stdout is not None
            lines += [worker.stdout.readline() for _ in range(chance.randrange(10, 60))]
        server.stop()
        server.start()
    lines += [line for worker in workers for line in told(worker)]
    saved = acknowledged(line.rstrip("\n") for line in lines)
    verification, found = served(url)
    assert verification.whole
    assert found == saved, "what was acknowledged, and nothing else, is there once"
    assert len(saved) == 600
