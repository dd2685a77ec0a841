"""docs/agents.md works as it says: its transcript, its set-up, its options, on the real program."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from pathway.service.agents.tools import TOOLS
from tests.authoring.test_authoring import BLOCK
from tests.house.printed import ROOT

from .asking import ask
from .test_mcp import COMMAND, over_stdio, text_of

PAGE = (ROOT / "docs/agents.md").read_text()


def transcript() -> Iterator[tuple[str, dict[str, Any], list[str]]]:
    """Every call of the page, with what is shown of its answer."""
    [block] = [block for kind, block in BLOCK.findall(PAGE) if kind == "transcript"]
    for call in re.split(r"^> ", block, flags=re.MULTILINE)[1:]:
        first, *shown = call.strip().splitlines()
        tool, _, given = first.partition(" ")
        yield tool, json.loads(given or "{}"), shown


def agrees(shown: list[str], answer: object) -> bool:
    """Whether an answer has what the page shows: lines of a text, or members of an object."""
    if isinstance(answer, str):
        return bool(shown) and all(line in answer for line in shown)
    assert isinstance(answer, dict)
    members = re.sub(r"\n +", " ", "\n".join(shown))
    parts = re.findall(r"^(\w+): (.*)", members, re.MULTILINE)
    return bool(parts) and all(answer[name] == json.loads(value) for name, value in parts)


def test_the_transcript_of_the_page() -> None:
    calls = list(transcript())
    assert len(calls) > 5
    for tool, given, shown in calls:
        assert agrees(shown, ask(tool, **given)), f"{tool} {given}\n{ask(tool, **given)}"


@pytest.mark.slow
async def test_the_transcript_over_the_real_program() -> None:
    async with over_stdio() as client:
        for tool, given, shown in transcript():
            told = await client.call_tool(tool, given)
            assert agrees(shown, told.structured_content or text_of(told)), f"{tool} {given}"


@pytest.mark.slow
async def test_the_set_up_of_the_page() -> None:
    [block] = [block for kind, block in BLOCK.findall(PAGE) if kind == "json"]
    started = json.loads(block)["mcpServers"]["pathway"]
    assert started["args"][:2] == ["mcp", "--patients"]
    here = [*COMMAND[:2], *started["args"][:-1], str(ROOT / "examples/patients")]
    async with Client(StdioServerParameters(command=sys.executable, args=here)) as client:
        assert [one.name for one in (await client.list_tools()).tools] == list(TOOLS)


def test_the_page_has_every_tool_and_option() -> None:
    assert re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)[:6] == list(TOOLS)
    source = Path(ROOT / "src/pathway/cli/agents.py").read_text()
    options = set(re.findall(r'"(--[a-z-]+)"', source)) | {
        "--site",
        "--as-of",
        "--library",
        "--key",
    }
    assert set(re.findall(r"^\| `(--[a-z-]+)", PAGE, re.MULTILINE)) == options
