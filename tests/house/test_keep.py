"""Compiled libraries that are kept: found again, never trusted blindly."""

import os
import pickle
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from pathway.engine import open_library
from pathway.keep import keep, keeping, kept

ROOT = Path(__file__).parents[2]
SOUND = ROOT / "tests/bad/libraries/sound"
AS_OF = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("PATHWAY_NO_CACHE", raising=False)
    return tmp_path / "pathway-cds"


def test_what_was_kept_is_found_under_its_key_only() -> None:
    keep("one", {"a": 1})
    assert kept("one") == {"a": 1}
    assert kept("two") is None


def test_files_are_for_their_owner_alone(folder: Path) -> None:
    keep("one", "x")
    modes = [oct(path.stat().st_mode & 0o777) for path in (folder, *folder.iterdir())]
    assert modes == ["0o700", "0o600"]


@pytest.mark.parametrize("mode", [0o620, 0o602])
def test_a_file_that_others_can_write_is_not_read(folder: Path, mode: int) -> None:
    keep("one", "x")
    next(folder.iterdir()).chmod(mode)
    assert kept("one") is None


def test_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    keep("one", "x")
    path = next(folder.iterdir())
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert kept("one") is None


@pytest.mark.parametrize("damage", [b"", b"nonsense", pickle.dumps("x")[:-3]])
def test_a_damaged_file_is_as_good_as_none(folder: Path, damage: bytes) -> None:
    keep("one", "x")
    next(folder.iterdir()).write_bytes(damage)
    assert kept("one") is None


def test_a_folder_that_cannot_be_written_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    keep("one", "x")
    assert kept("one") is None


def test_it_can_be_switched_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert keeping()
    monkeypatch.setenv("PATHWAY_NO_CACHE", "1")
    assert not keeping()
    keep("one", "x")
    assert kept("one") is None
    assert not folder.exists()


def test_only_the_newest_few_are_kept(folder: Path) -> None:
    for number in range(20):
        keep(str(number), number)
        path = max(folder.iterdir(), key=lambda p: p.stat().st_mtime_ns)
        os.utime(path, (number, number))
    assert len(list(folder.iterdir())) == 16


def test_a_kept_library_advises_like_a_compiled_one() -> None:
    compiled, found = open_library(), open_library()
    patient = compiled.patient_from_file(ROOT / "examples/patients/mon-57.yaml")
    one, other = (lib.advise(patient, "sciatica", AS_OF).to_dict() for lib in (compiled, found))
    assert one == other
    chosen = found.advise(patient, "sciatica", AS_OF, adopts=["who-2023"])
    assert [p.guideline for p in chosen.options["acupuncture"].positions if p.adopted] == [
        "who-2023"
    ]


def test_findings_are_kept_for_the_day(folder: Path, tmp_path: Path) -> None:
    content = tmp_path / "sound"
    shutil.copytree(SOUND, content)
    unread = "  unread: {title: unread, type: yes/no, group: person}\n"
    vocabulary = content / "vocabulary.yaml"
    text = vocabulary.read_text()
    vocabulary.write_text(text.replace("definitions:\n", f"{unread}definitions:\n"))
    first = open_library(content).findings(AS_OF)
    assert [problem.code for problem in first] == ["P326"]
    kept_now = len(list(folder.iterdir()))
    again = open_library(content).findings(AS_OF)
    assert list(map(str, again)) == list(map(str, first))
    assert len(list(folder.iterdir())) == kept_now
    open_library(content).findings(AS_OF + timedelta(days=1))
    assert len(list(folder.iterdir())) == kept_now + 1
    vocabulary.write_text(text)
    assert open_library(content).findings(AS_OF) == ()


def test_versions_put_together_by_somebody_are_looked_at_anew(folder: Path) -> None:
    library = open_library(SOUND)
    library.findings(AS_OF)
    kept_now = len(list(folder.iterdir()))
    programs = {id_: library.program(id_) for id_ in library.pathways}
    library.with_versions(library.models, programs).findings(AS_OF)
    assert len(list(folder.iterdir())) == kept_now
