"""The first hour of docs/service.md works as it says: every command, against the real server."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from pathway.engine import Library
from pathway.records import open_served
from pathway.service.discovery import services
from pathway.service.settings import read_settings
from tests.authoring.test_authoring import BLOCK, pattern
from tests.house.printed import ROOT
from tests.integration.test_guide import installed
from tests.nginx import free_ports
from tests.patience import PATIENCE

EXAMPLES: Final = ROOT / "examples/service"
PAGE: Final = (ROOT / "docs/service.md").read_text()
HOUR: Final = PAGE.partition("## From nothing to a card in an hour\n")[2].partition("\n## ")[0]
#: What stands between the answers of two commands of one shell.
MARK: Final = "-- the next command --"


def commands(block: str) -> Iterator[tuple[str, str]]:
    """The commands of a block, each with the answer shown.

    A command goes on where a line ends with a backslash, or within quotes.
    """
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        lines = part.splitlines()
        taken = 1
        while lines[taken - 1].endswith("\\") or "\n".join(lines[:taken]).count("'") % 2:
            taken += 1
        yield "\n".join(lines[:taken]), "\n".join(lines[taken:]).rstrip("\n")


def blocks() -> list[tuple[str, str]]:
    return BLOCK.findall(HOUR)


def serves(command: str) -> bool:
    """Whether a command never ends by itself."""
    return command.startswith("pathway serve ") and "--check" not in command


def followed() -> list[tuple[str, str]]:
    """Every command in order, with its answer."""
    return [one for kind, block in blocks() if kind == "console" for one in commands(block)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkout, as far as the section speaks of it, with `pathway` and `python3` on the path."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=_records)
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, module in (("pathway", " -m pathway"), ("python3", "")):
        (programs / name).write_text(f'#!/bin/sh\nexec "{sys.executable}"{module} "$@"\n')
        (programs / name).chmod(0o700)
    return tmp_path


def _records(_: str, names: list[str]) -> list[str]:
    return [name for name in names if name.startswith("service-records.db")]


def environment(folder: Path) -> Mapping[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "TERM")}
    path = f"{folder / 'programs'}{os.pathsep}{os.environ['PATH']}"
    return kept | {"PATH": path, "COLUMNS": "80", "NO_PROXY": "localhost"}


@contextmanager
def served(
    folder: Path, command: str, port: int, end: signal.Signals = signal.SIGINT
) -> Iterator[str]:
    """Runs the server as printed, on a port that is free; what it says when it answers.

    At the end it is asked to stop, and stops by itself.
    """
    words = f"exec {command} --port {port}"
    out = folder / "served.txt"
    with (
        out.open("wb") as said,
        subprocess.Popen(
            ["sh", "-c", words], cwd=folder, env=environment(folder), stdout=said, stderr=said
        ) as server,
    ):
        try:
            _well(server, port)
            yield out.read_text()
            server.send_signal(end)
            assert server.wait(PATIENCE) == 0
        finally:
            server.kill()


def _well(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server ended"
        try:
            if httpx.get(f"http://localhost:{port}/health", trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError("the server never answered")


def shell(folder: Path, told: list[str]) -> list[str]:
    """What each of several commands answers, run by one shell that stops at the first fault."""
    script = "set -e\n" + f"\necho '{MARK}'\n".join(told)
    done = subprocess.run(
        ["sh", "-c", script],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    # An answer of the service has no line end of its own.
    return [one.strip("\n") for one in done.stdout.split(MARK)]


@pytest.mark.slow
@pytest.mark.needs("curl")
def test_every_command_of_the_first_hour(folder: Path) -> None:
    _, port = free_ports()
    settings = folder / "examples/service/service.yaml"
    settings.write_text(settings.read_text().replace("localhost:8002", f"localhost:{port}"))
    here = [
        tuple(text.replace("localhost:8002", f"localhost:{port}") for text in one)
        for one in followed()
    ]
    [at] = [number for number, (command, _) in enumerate(here) if serves(command)]
    before, (command, says), after = here[:at], here[at], here[at + 1 :]
    answers = shell(folder, [one for one, _ in before])
    with served(folder, command, port) as said:
        assert said.rstrip("\n") == says
        answers += shell(folder, [one for one, _ in after])
    assert (folder / "served.txt").read_text().rstrip("\n") == says, "and nothing more is said"
    for (one, answer), told in zip([*before, *after], answers, strict=True):
        assert pattern(answer).fullmatch(told), f"{one}\n{told}"


@pytest.mark.slow
def test_several_workers_share_counts_and_records_and_stop_when_they_are_told(folder: Path) -> None:
    """By the signal with which systemd and containers stop a service."""
    _, port = free_ports()
    settings = folder / "examples/service/service.yaml"
    settings.write_text(settings.read_text().replace("localhost:8002", f"localhost:{port}"))
    command = "pathway serve examples/service/service.yaml --as-of 2026-11-20 --workers 2"
    body = (EXAMPLES / "order-sign.json").read_bytes()
    kind = {"Content-Type": "application/json"}
    counted = 'pathway_requests_total{service="pathway-order-sign",status="200"}'
    with served(folder, command, port, signal.SIGTERM):
        at = f"http://localhost:{port}"
        for _ in range(12):  # each on a connection of its own, which any worker may take
            answer = httpx.post(
                f"{at}/cds-services/pathway-order-sign",
                content=body,
                headers=kind,
                trust_env=False,
                timeout=PATIENCE,
            )
            assert answer.status_code == 200, answer.text
        for _ in range(6):
            text = httpx.get(f"{at}/metrics", trust_env=False, timeout=PATIENCE).text
            assert f"{counted} 12.0\n" in text
    said = (folder / "served.txt").read_text()
    assert said == f"CDS Hooks at {at}/cds-services (stop with Ctrl+C)\n"
    with open_served(folder / "examples/service/service-records.db") as records:
        assert len(list(records.records())) == 12
        assert records.verify().findings == ()


def test_the_kinds_of_blocks_and_what_is_installed() -> None:
    kinds = [kind for kind, _ in blocks()]
    assert set(kinds) == {"sh", "yaml", "console"}
    for kind, block in blocks():
        if kind == "sh":
            installed(block)
        if kind == "yaml":
            heading, _, text = block.partition("\n")
            assert (ROOT / heading.removeprefix("# ")).read_text() == text
    assert len(followed()) == 14
    assert [command for command, _ in followed() if serves(command)] == [
        "pathway serve examples/service/service.yaml --as-of 2026-11-20"
    ]


def test_the_readme_begins_with_commands_that_are_run_here() -> None:
    text = (ROOT / "README.md").read_text().partition("## In a record system\n")[2]
    [told] = [block for kind, block in BLOCK.findall(text.partition("\n## ")[0]) if kind == "sh"]
    run = [re.sub(r" \\\n +", " ", command) for command, _ in followed()]
    for line in told.splitlines():
        assert any(command.startswith(line) for command in run), line


def test_every_example_is_on_the_page() -> None:
    pages = PAGE + (ROOT / "docs/interchange-rest.md").read_text()
    assert [one.name for one in EXAMPLES.iterdir() if one.name not in pages] == []


@pytest.mark.parametrize("hook", ["patient-view", "order-sign"])
def test_a_sample_request_sends_all_that_is_asked_for(library: Library, hook: str) -> None:
    """Of the made-up person of examples/fhir, and nobody else."""
    asked = json.loads((EXAMPLES / f"{hook}.json").read_text())
    offered = services(read_settings(EXAMPLES / "service.yaml"), library)["services"]
    wanted = next(one["prefetch"] for one in offered if one["hook"] == hook)
    assert asked["hook"] == hook
    assert asked["prefetch"].keys() == wanted.keys()
    person: list[Any] = [
        entry["resource"]
        for entry in json.loads((ROOT / "examples/fhir/sciatica.json").read_text())["entry"]
    ]
    sent = [asked["prefetch"]["patient"]]
    for key, found in asked["prefetch"].items():
        if key != "patient":
            kind = wanted[key].partition("?")[0]
            inside = [one["resource"] for one in found["entry"]]
            assert (found["type"], found["total"]) == ("searchset", len(inside))
            assert {one["resourceType"] for one in inside} <= {kind}
            sent += inside
    assert sorted(sent, key=_name) == sorted(person, key=_name)


def _name(resource: Mapping[str, Any]) -> str:
    return f"{resource['resourceType']}/{resource['id']}"
