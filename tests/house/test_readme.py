"""The README shows what really happens."""

import contextlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.core import TyperArgument, TyperOption
from typer.main import get_command

from pathway.cli.app import commands

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
ADVISE = ["advise", "examples/patients/mon-57.yaml", "--as-of", "2026-11-20"]


def test_the_advice_is_how_the_demo_patients_advice_begins() -> None:
    block = re.search(r"<!-- advice -->\n```text\n(.*?)```\n<!-- /advice -->", README, re.DOTALL)
    assert block is not None
    environment = {k: v for k, v in os.environ.items() if k != "COLUMNS"}
    told = subprocess.run(
        [sys.executable, "-m", "pathway", *ADVISE],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    if os.environ.get("PATHWAY_UPDATE_GOLDEN") == "1":
        shown = told
        text = (
            (ROOT / "README.md")
            .read_text()
            .replace(
                block[0],
                block[0].replace(block[1], shown, 1)
                if block[1]
                else f"<!-- advice -->\n```text\n{shown}```\n<!-- /advice -->",
            )
        )
        (ROOT / "README.md").write_text(text)
        return
    assert block[1]
    assert told.startswith(block[1])


def commands_table() -> str:
    """The commands under the headings of the help, in its order, from their own words."""
    whole: Any = get_command(commands())
    tables: dict[str, list[str]] = {}
    for name, command in whole.commands.items():
        under = getattr(command, "commands", {"": command})
        rows = [_row(f"{name} {one}".strip(), found) for one, found in under.items()]
        tables.setdefault(command.rich_help_panel, []).extend(rows)
    head = "| Command | What it does |\n|---|---|\n"
    told = (f"**{name}**\n\n{head}" + "\n".join(rows) + "\n" for name, rows in tables.items())
    return "\n".join(told)


def _row(name: str, command: Any) -> str:
    """`pathway advise PATIENT`, with what else has to be given, and all that its help says."""
    words = [str(one.metavar) for one in command.params if isinstance(one, TyperArgument)]
    needed = [one for one in command.params if one.required and isinstance(one, TyperOption)]
    words += [f"{one.opts[0]} {one.metavar}" for one in needed]
    said = " ".join(command.help.split())
    return f"| `{' '.join(['pathway', name, *words])}` | {said} |"


def test_the_tables_of_commands_are_made_from_the_commands() -> None:
    """`make golden` writes them."""
    block = re.search(r"<!-- commands -->\n(.*?)<!-- /commands -->", README, re.DOTALL)
    assert block is not None
    if os.environ.get("PATHWAY_UPDATE_GOLDEN") == "1":
        made = f"<!-- commands -->\n{commands_table()}<!-- /commands -->"
        text = (ROOT / "README.md").read_text()
        (ROOT / "README.md").write_text(text.replace(block[0], made))
        return
    assert block[1] == commands_table()


def test_every_document_is_named_once() -> None:
    listed = re.findall(r"^- \[(docs/[^\]]+)\]\((.*?)\):", README, re.MULTILINE)
    assert [name for name, address in listed if name != address] == []
    there = [f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")]
    assert sorted(name for name, _ in listed) == sorted([*there, "docs/decisions/"])


def test_the_library_example_prints_what_its_comments_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    example = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert example is not None
    monkeypatch.chdir(ROOT)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(example[1], "README.md", "exec"), {})
    promised = re.findall(r"print\(.*\) +# (.*)", example[1])
    lines = printed.getvalue().splitlines()[: len(promised)]
    assert [line[: len(said.rstrip("…)"))] for line, said in zip(lines, promised, strict=True)] == [
        said.rstrip("…)") for said in promised
    ]


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []
