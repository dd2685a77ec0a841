"""Whatever is done to one record in the file, `verify` names that record."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pathway.records import ChainFinding, Head, Verification, open_records
from pathway.records.model import COLUMNS
from tests.chance import examples

from .making import chain, copied, forged, meddling, rows_of, write_row

LENGTH = 9
numbers = st.integers(1, LENGTH)
values: st.SearchStrategy[Any] = st.one_of(
    st.text(max_size=5),
    st.integers(-5, LENGTH + 5),
    st.none(),
    st.binary(max_size=5),
    st.floats(-2, 20),
    st.sampled_from(["\ud800".encode("utf-8", "surrogatepass"), b"\xff", "a\x00b"]),
)
_FINE = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
law = settings(max_examples=examples(20), suppress_health_check=_FINE)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("chain") / "records.db"
    chain(path, LENGTH)
    return path


@pytest.fixture(scope="module")
def head(sound: Path) -> Head:
    with open_records(sound) as records:
        found = records.head()
    assert found is not None
    return found


def verified(path: Path, head: Head | None = None) -> Verification:
    with open_records(path) as records:
        return records.verify(head)


def test_a_sound_chain(sound: Path, head: Head) -> None:
    assert verified(sound, head) == Verification(LENGTH, head, ())


@law
@given(number=numbers, column=st.sampled_from(COLUMNS[1:]), value=values)
def test_an_edit_is_named_and_nothing_else(
    sound: Path, tmp_path: Path, number: int, column: str, value: object
) -> None:
    path = copied(sound, tmp_path)
    with meddling(path) as file:
        allowed = column in ("rule", "reason", "supersedes")
        assume(allowed or value is not None)
        change = f"update decision_record set {column} = ? where sequence = ?"
        file.text_factory = bytes
        was = file.execute("select * from decision_record").fetchall()
        file.execute(change, (value, number))
        assume(file.execute("select * from decision_record").fetchall() != was)
    assert verified(path).findings == (ChainFinding(number, "edited", number),)


@law
@given(number=st.integers(1, LENGTH - 1), actor=st.text(min_size=1, max_size=9))
def test_an_edit_with_a_new_hash_is_named(
    sound: Path, tmp_path: Path, number: int, actor: str
) -> None:
    path = copied(sound, tmp_path)
    with meddling(path) as file:
        row = rows_of(file)[number - 1]
        file.execute("delete from decision_record where sequence = ?", (number,))
        write_row(file, forged(row, actor=f"{actor}!"))
    assert verified(path).findings == (ChainFinding(number, "replaced", number),)


def test_the_last_record_is_protected_by_a_head(sound: Path, tmp_path: Path, head: Head) -> None:
    path = copied(sound, tmp_path)
    with meddling(path) as file:
        row = rows_of(file)[-1]
        file.execute("delete from decision_record where sequence = ?", (LENGTH,))
        write_row(file, forged(row, reason="never said"))
    assert verified(path).whole
    assert verified(path, head).findings == (ChainFinding(LENGTH, "replaced", LENGTH),)


@law
@given(number=st.integers(1, LENGTH - 1))
def test_a_deletion_is_named(sound: Path, tmp_path: Path, number: int) -> None:
    path = copied(sound, tmp_path)
    with meddling(path) as file:
        file.execute("delete from decision_record where sequence = ?", (number,))
    assert verified(path).findings == (ChainFinding(number, "missing", number),)


@law
@given(number=st.integers(1, LENGTH - 1))
def test_a_deletion_is_named_though_the_rest_moves_up(
    sound: Path, tmp_path: Path, number: int
) -> None:
    path = copied(sound, tmp_path)
    with meddling(path) as file:
        file.execute("delete from decision_record where sequence = ?", (number,))
        for later in range(number + 1, LENGTH + 1):
            move(file, later, later - 1)
    moved = ChainFinding(number, "moved", LENGTH - 1, number + 1)
    assert verified(path).findings == (ChainFinding(number, "missing", number), moved)


@law
@given(left=st.integers(0, LENGTH))
def test_a_truncation_is_named_against_a_head(
    sound: Path, tmp_path: Path, head: Head, left: int
) -> None:
    path = copied(sound, tmp_path)
    with meddling(path) as file:
        file.execute("delete from decision_record where sequence > ?", (left,))
    assert verified(path).whole
    cut = ChainFinding(left + 1, "truncated", LENGTH)
    assert verified(path, head).findings == ((cut,) if left < LENGTH else ())


@law
@given(number=numbers, linked=st.booleans())
def test_an_insertion_is_named(sound: Path, tmp_path: Path, number: int, linked: bool) -> None:
    path = copied(sound, tmp_path)
    with meddling(path) as file:
        rows = rows_of(file)
        for later in range(LENGTH, number - 1, -1):
            move(file, later, later + 1)
        old = rows[number - 1]
        previous = old[-2] if linked else "f" * 64
        new = forged(old, sequence=number, request="forged", actor="Eve", previous=previous)
        unique(file)
        write_row(file, new)
    found = verified(path)
    assert ChainFinding(number, "inserted", number) in found.findings
    assert ChainFinding(number + 1, "moved", LENGTH + 1, number) in found.findings


@pytest.mark.parametrize("number", [-3, 0, LENGTH + 4])
def test_an_insertion_outside_is_named(sound: Path, tmp_path: Path, number: int) -> None:
    path = copied(sound, tmp_path)
    with meddling(path) as file:
        last = rows_of(file)[-1]
        write_row(file, forged(last, sequence=number, request="forged", previous=last[-1]))
    assert verified(path).findings == (ChainFinding(number, "inserted", number),)


@law
@given(one=numbers, other=numbers)
def test_records_that_change_places_are_named(
    sound: Path, tmp_path: Path, one: int, other: int
) -> None:
    assume(one != other)
    path = copied(sound, tmp_path)
    with meddling(path) as file:
        move(file, one, 1000)
        move(file, other, one)
        move(file, 1000, other)
    first, second = sorted((one, other))
    assert list(verified(path).findings) == [
        ChainFinding(first, "moved", first, second),
        ChainFinding(second, "moved", second, first),
    ]


@law
@given(number=numbers, to=st.integers(LENGTH + 1, LENGTH + 20))
def test_a_record_moved_to_the_end_is_named(
    sound: Path, tmp_path: Path, number: int, to: int
) -> None:
    path = copied(sound, tmp_path)
    with meddling(path) as file:
        move(file, number, to)
    assert verified(path).findings == (ChainFinding(to, "moved", to, number),)


@pytest.mark.parametrize("changes", [{}, {"actor": "Eve"}])
def test_a_number_that_stands_twice_is_named(
    sound: Path, tmp_path: Path, changes: dict[str, str]
) -> None:
    path = copied(sound, tmp_path)
    with meddling(path) as file:
        row = rows_of(file)[4]
        unique(file)
        write_row(file, forged(row, **changes))
    assert verified(path).findings == (ChainFinding(5, "inserted", 5),)


@pytest.mark.parametrize("number", [None, "five", b"5", 5.5])
def test_a_number_that_is_none_is_named(sound: Path, tmp_path: Path, number: object) -> None:
    path = copied(sound, tmp_path)
    with meddling(path) as file:
        unique(file)
        write_row(file, (number, *rows_of(file)[4][1:]))
    found = verified(path).findings
    assert [one.kind for one in found] == ["inserted"]


def test_another_chain_is_not_this_one(sound: Path, tmp_path: Path, head: Head) -> None:
    other = tmp_path / "other.db"
    chain(other, LENGTH)
    assert verified(other).whole
    assert verified(other, head).findings == (ChainFinding(LENGTH, "replaced", LENGTH),)


def test_of_very_many_findings_the_first_are_told(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    chain(path, 130)
    with meddling(path) as file:
        file.execute("update decision_record set actor = 'Eve'")
    found = verified(path)
    assert [one.sequence for one in found.findings] == list(range(1, 101))
    assert found.more == 30


def test_of_a_long_chain_only_the_last_records_are_remembered(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is done to a record is still named, also one that was moved far away."""
    monkeypatch.setattr("pathway.records.chain.KEPT", 2)
    with open_records(sound) as records:
        heads = [Head(record.sequence, record.hash) for record in records.records()]
    for number, head in enumerate(heads, start=1):
        assert verified(sound, head).whole
        false = Head(number, "f" * 64)
        assert verified(sound, false).findings == (ChainFinding(number, "replaced", number),)
        for kind, change in (
            ("edited", "update decision_record set actor = 'Eve' where sequence = ?"),
            ("missing", "delete from decision_record where sequence = ?"),
        ):
            path = copied(sound, tmp_path)
            with meddling(path) as file:
                file.execute(change, (number,))
            kind = "truncated" if (kind, number) == ("missing", LENGTH) else kind
            found = verified(path, heads[-1]).findings
            assert found == (ChainFinding(number, kind, number),)
    path = copied(sound, tmp_path)
    with meddling(path) as file:
        move(file, 2, LENGTH + 5)
    assert verified(path).findings == (
        ChainFinding(LENGTH + 1, "missing", LENGTH + 4),
        ChainFinding(LENGTH + 5, "moved", LENGTH + 5, 2),
    )


def move(file: Any, number: int, to: int) -> None:
    file.execute("update decision_record set sequence = ? where sequence = ?", (to, number))


def unique(file: Any) -> None:
    """Make the table anew without its constraints, as a forger would."""
    file.execute("create table loose as select * from decision_record")
    file.execute("drop table decision_record")
    file.execute("alter table loose rename to decision_record")
