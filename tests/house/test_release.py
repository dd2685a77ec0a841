"""What is handed on: a wheel with the same bytes for the same commit, and the list of its parts."""

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from tests.house.printed import ROOT
from tests.house.test_locks import LOCKS, locked


def made(target: str, folder: Path, root: Path = ROOT) -> Path:
    """What `make` puts into a folder, run with the tools of these tests."""
    tools = [f"VENV={sys.prefix}", f"DIST={folder}", f"--old-file={sys.prefix}/.installed-dev"]
    done = subprocess.run(
        ["make", "--no-print-directory", target, *tools],
        cwd=root,
        env={k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "SOURCE_DATE"))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    [found] = folder.iterdir()
    return found


def test_the_list_of_parts_is_what_is_locked(tmp_path: Path) -> None:
    """Each with its version, its address as a package, and the hashes that are held to."""
    (first := tmp_path / "first").mkdir()
    (second := tmp_path / "second").mkdir()
    path = made("sbom", first)
    assert path.name == "sbom.json"
    found = json.loads(path.read_text())
    assert (found["bomFormat"], found["metadata"]["component"]["name"]) == (
        "CycloneDX",
        "pathway-cds",
    )
    parts = {canonicalize_name(one["name"]): one for one in found["components"]}
    assert {name: one["version"] for name, one in parts.items()} == locked("service")
    assert [one["purl"] for one in parts.values()] == [
        f"pkg:pypi/{name}@{one['version']}" for name, one in parts.items()
    ]
    hashes = [
        each["content"]
        for one in parts.values()
        for reference in one["externalReferences"]
        for each in reference["hashes"]
    ]
    assert len(hashes) == (LOCKS / "service.txt").read_text().count("--hash=sha256:")
    assert made("sbom", second).read_bytes() == path.read_bytes()


def committed(folder: Path, mode: int, day: int) -> Path:
    """The sources as they are here, in a repository of their own with one commit of one time.

    `mode` and `day` are those of the files, which depend on who took them out, and when.
    """
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / name).read_bytes())
            target.chmod(mode)
            os.utime(target, (day * 86400, day * 86400))
    told = {f"GIT_{who}_DATE": "2026-11-20T12:00:00Z" for who in ("AUTHOR", "COMMITTER")}
    somebody = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=no")
    for words in (("init", "-q"), ("add", "-A"), (*somebody, "commit", "-q", "-m", "all")):
        subprocess.run(["git", *words], cwd=folder, env={**os.environ, **told}, check=True)
    return folder


@pytest.mark.slow
def test_the_same_commit_gives_the_same_wheel(tmp_path: Path) -> None:
    digests = []
    for mode, day in ((0o644, 20000), (0o640, 20001)):
        source = committed(tmp_path / f"source-{day}", mode, day)
        (folder := tmp_path / f"wheel-{day}").mkdir()
        wheel = made("wheel", folder, source)
        with zipfile.ZipFile(wheel) as archive:
            assert {one.date_time for one in archive.infolist()} == {(2026, 11, 20, 12, 0, 0)}
        digests.append(hashlib.sha256(wheel.read_bytes()).hexdigest())
    assert digests[0] == digests[1]
