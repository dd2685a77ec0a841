"""Compiled libraries that are kept: found again for the same bytes only, never trusted."""

import ast
import hashlib
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest

from pathway import compile_cache
from pathway.compile_cache import SOURCES, keep, keeping, kept, source_digest
from pathway.engine import open_library
from pathway.library import Content

from .seen import seen

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src/pathway"
SOUND = ROOT / "tests/bad/libraries/sound"
AS_OF = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("PATHWAY_NO_CACHE", raising=False)
    return tmp_path / "pathway-cds"


@pytest.fixture
def told() -> Iterator[list[str]]:
    """What is said where nothing can be kept."""
    said: list[str] = []
    compile_cache.switch_on(said.append)
    yield said
    compile_cache.switch_on()


def test_what_was_kept_is_found_under_its_key_only() -> None:
    keep("one", ("a", 1))
    assert kept("one", tuple) == ("a", 1)
    assert kept("one", dict) is None, "something else was kept"
    assert kept("two", tuple) is None


def test_files_are_for_their_owner_alone(folder: Path) -> None:
    keep("one", ("x",))
    modes = [oct(path.stat().st_mode & 0o777) for path in (folder, *folder.iterdir())]
    assert modes == ["0o700", "0o600"]


@pytest.mark.parametrize("mode", [0o620, 0o602])
def test_a_file_that_others_can_write_is_not_read(folder: Path, mode: int) -> None:
    keep("one", ("x",))
    next(folder.iterdir()).chmod(mode)
    assert kept("one", tuple) is None


@pytest.mark.parametrize("mode", [0o770, 0o703])
def test_a_folder_that_others_can_write_is_not_used(
    folder: Path, mode: int, told: list[str]
) -> None:
    keep("one", ("x",))
    folder.chmod(mode)
    assert kept("one", tuple) is None
    keep("two", ("x",))
    assert len(list(folder.iterdir())) == 1
    assert "".join(told) == (
        f"pathway: what was compiled cannot be kept in {folder}: others can write there; "
        "the next command compiles again (PATHWAY_NO_CACHE=1 keeps nothing)\n"
    )


def test_nothing_of_another_user_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep("one", ("x",))
    monkeypatch.setattr(os, "getuid", lambda: os.geteuid() + 1)
    assert kept("one", tuple) is None


def test_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    keep("one", ("x",))
    path = next(folder.iterdir())
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert kept("one", tuple) is None


def test_neither_is_a_link_to_a_folder(folder: Path, tmp_path: Path, told: list[str]) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    folder.symlink_to(tmp_path / "elsewhere")
    keep("one", ("x",))
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert kept("one", tuple) is None
    assert len(told) == 1


def test_a_pipe_in_its_place_is_not_waited_for(folder: Path) -> None:
    keep("one", ("x",))
    path = next(folder.iterdir())
    path.unlink()
    os.mkfifo(path, 0o600)
    assert kept("one", tuple) is None


class Executed:
    """What a pickle would run."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, ("executed",)


def signed(payload: bytes) -> bytes:
    return b"pathway-compiled/1 " + hashlib.sha256(payload).hexdigest().encode() + b"\n" + payload


DAMAGED = {
    "empty": b"",
    "nonsense": b"nonsense",
    "a pickle": pickle.dumps(Executed()),
    "a pickle in its clothes": signed(pickle.dumps(Executed())),
    "not JSON": signed(b"["),
    "no table": signed(b"7"),
    "an empty table": signed(b"[]"),
    "a class of others": signed(b'[["os.system",1,[["plain",["mkdir executed"]]]]]'),
    "a function of ours": signed(b'[["pathway.ground.source.Placed",1,[["plain",["x"]]]]]'),
    "a part that is not there": signed(b'[["tuple",1,[["refs",[3]]]]]'),
    "a part too few": signed(b'[["pathway.language.syntax.Name",1,[["plain",["x"]]]]]'),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_file_is_as_good_as_none(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    keep("one", ("x",))
    next(folder.iterdir()).write_bytes(DAMAGED[name])
    assert kept("one", tuple) is None
    assert not Path("executed").exists()


def test_a_file_cut_or_changed_anywhere_is_as_good_as_none(folder: Path) -> None:
    keep("one", ("some", "words"))
    path = next(folder.iterdir())
    data = path.read_bytes()
    for at in range(len(data)):
        for changed in (data[:at], data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]):
            path.write_bytes(changed)
            assert kept("one", tuple) is None, at
    path.write_bytes(data)
    assert kept("one", tuple) == ("some", "words")


def test_a_folder_that_cannot_be_made_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    keep("one", ("x",))
    keep("two", ("x",))
    assert kept("one", tuple) is None
    assert [said.partition(": ")[2].partition(";")[0] for said in told] == [
        f"what was compiled cannot be kept in {blocked}/pathway-cds: not a directory"
    ]


def test_a_full_disk_leaves_nothing_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    """A device without room for a single byte stands in for the disk."""
    folder.mkdir(mode=0o700)
    real = os.fdopen
    full = os.open("/dev/full", os.O_WRONLY)
    monkeypatch.setattr(os, "fdopen", lambda handle, mode: real(os.dup2(full, handle), mode))
    keep("one", ("x",))
    assert list(folder.iterdir()) == []
    assert [said.partition(": ")[2].partition(";")[0] for said in told] == [
        f"what was compiled cannot be kept in {folder}: no space left on device"
    ]


def test_several_write_at_once(folder: Path) -> None:
    with ThreadPoolExecutor(8) as many:
        list(many.map(lambda number: keep("one", ("x",) * (number + 1)), range(40)))
    assert set(kept("one", tuple) or ()) == {"x"}
    assert len(list(folder.iterdir())) == 1


@pytest.mark.slow
def test_it_is_on_for_the_command_line_alone(folder: Path, tmp_path: Path) -> None:
    """A program that opens a library writes nothing; a command does."""
    opened = f"import pathway; pathway.open_library({str(SOUND)!r}).findings()"
    subprocess.run([sys.executable, "-c", opened], check=True, cwd=tmp_path)
    assert not folder.exists()
    command = [sys.executable, "-m", "pathway", "check", str(SOUND)]
    subprocess.run(command, check=True, cwd=tmp_path, capture_output=True)
    assert len(list(folder.iterdir())) == 2


@pytest.mark.slow
def test_a_command_goes_on_without_it(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    command = [sys.executable, "-m", "pathway", "check", str(SOUND)]
    surroundings = os.environ | {"XDG_CACHE_HOME": str(blocked)}
    result = subprocess.run(command, capture_output=True, text=True, env=surroundings)
    assert result.returncode == 0
    assert result.stderr == (
        f"pathway: what was compiled cannot be kept in {blocked}/pathway-cds: not a directory; "
        "the next command compiles again (PATHWAY_NO_CACHE=1 keeps nothing)\n"
    )


def test_it_can_be_switched_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert keeping()
    monkeypatch.setenv("PATHWAY_NO_CACHE", "1")
    assert not keeping()
    keep("one", ("x",))
    assert kept("one", tuple) is None
    assert not folder.exists()


def test_only_what_was_used_last_is_kept(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    (folder / "earlier.pickle").write_bytes(b"of an earlier version")
    (folder / ".begun-x").write_bytes(b"never finished")
    os.utime(folder / ".begun-x", (1, 1))
    for number in range(70):
        keep(str(number), (str(number),))
        path = max(folder.iterdir(), key=lambda p: p.stat().st_mtime_ns)
        os.utime(path, (number, number))
        assert kept("0", tuple) == ("0",)
    assert len(list(folder.iterdir())) == 64
    assert {path.suffix for path in folder.iterdir()} == {".compiled"}
    assert kept("1", tuple) is None


# -- what it is kept for -------------------------------------------------------------------------


def test_an_edit_that_leaves_size_and_time_is_another_source(tmp_path: Path) -> None:
    source = tmp_path / "engine.py"
    source.write_text("LIMIT = 2000\n")
    before, stamp = source_digest([tmp_path]), source.stat()
    source.write_text("LIMIT = 9000\n")
    os.utime(source, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert source.stat().st_mtime_ns == stamp.st_mtime_ns
    assert source_digest([tmp_path]) != before


def test_an_edit_of_the_content_that_leaves_size_and_time_is_seen(tmp_path: Path) -> None:
    content = Path(shutil.copytree(SOUND, tmp_path / "sound"))
    file = content / "back_pain.yaml"
    title = open_library(content).program("back_pain").title
    stamp = file.stat()
    file.write_text(file.read_text().replace(f"title: {title}", f"title: {title[::-1]}"))
    os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert file.stat().st_size == stamp.st_size
    assert open_library(content).program("back_pain").title == title[::-1] != title


def imported(file: Path) -> set[str]:
    """The names of our own modules that a module imports when it is used, not for types alone."""
    tree = ast.parse(file.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return {name for name in found if name.startswith("pathway.")}


def test_whatever_compiles_and_checks_is_part_of_the_key() -> None:
    """From what the engine loads to compile, one comes to no module outside the key."""
    files = {
        ".".join(("pathway", *path.relative_to(PACKAGE).with_suffix("").parts)): path
        for path in PACKAGE.rglob("*.py")
    }
    files = {name.removesuffix(".__init__"): path for name, path in files.items()}
    todo = ["pathway.compiler", "pathway.checks", "pathway.content.load", "pathway.content.folder"]
    todo += ["pathway.fhir.rule_files", "pathway.compiled_form"]
    seen = set[str]()
    while todo:
        name = todo.pop()
        if name in files and name not in seen:
            seen.add(name)
            todo += imported(files[name])
    keyed = (PACKAGE, *(PACKAGE / name for name in SOURCES))
    assert sorted(name for name in seen if files[name].parent not in keyed) == []
    assert len(seen) > 60


# -- libraries -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_kept_library_advises_like_a_compiled_one(folder: Path) -> None:
    compiled, found = open_library(), open_library()
    assert len(list(folder.iterdir())) == 1, "the shipped content can be kept"
    assert isinstance(found._content, Content)
    assert compiled._models is not None
    assert found._models is None, "nothing was compiled again: what was kept could be read"
    assert seen(found._content, {}) == seen(compiled._content, {}), "marks and types too"
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
