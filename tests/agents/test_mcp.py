"""A scripted client of the official SDK, over the real process: it asks, proposes, is refused."""

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp import Client, StdioServerParameters
from mcp.types import CallToolResult, Implementation, TextContent

from pathway.service.agents.protocol import INSTRUCTIONS, agent_server
from tests.patience import PATIENCE

from .asking import AGENT, examples

ROOT = Path(__file__).parents[2]
COMMAND = ("-m", "pathway", "mcp", "--patients", "examples/patients")
ME = Implementation(name=AGENT, version="1")
TOOLS = ["list_patients", "advise_brief", "why", "ask_next", "explain_source", "check_proposal"]


def text_of(result: CallToolResult) -> str:
    [content] = result.content
    assert isinstance(content, TextContent)
    return content.text


@asynccontextmanager
async def within() -> AsyncIterator[Client]:
    async with Client(agent_server(examples()), client_info=ME) as client:
        yield client


@asynccontextmanager
async def over_stdio() -> AsyncIterator[Client]:
    command = StdioServerParameters(command=sys.executable, args=[*COMMAND], cwd=ROOT)
    async with Client(command, client_info=ME) as client:
        yield client


@asynccontextmanager
async def by_handshake() -> AsyncIterator[Client]:
    """As hosts of before 2026 connect."""
    command = StdioServerParameters(command=sys.executable, args=[*COMMAND], cwd=ROOT)
    async with Client(command, mode="legacy", client_info=ME) as client:
        yield client


@contextmanager
def listening(*more: str, log: Path | None = None) -> Iterator[str]:
    command = [sys.executable, *COMMAND, "--http", "127.0.0.1:0", *more]
    with (
        (log or Path(os.devnull)).open("w") as errors,
        subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as process,
    ):
        try:
            assert process.stdout is not None
            found = re.fullmatch(r"MCP at (\S+) \(stop .*\)\n", process.stdout.readline())
            assert found is not None
            yield found[1]
        finally:
            process.terminate()


@asynccontextmanager
async def over_http() -> AsyncIterator[Client]:
    with listening() as address:
        async with Client(address, client_info=ME) as client:
            yield client


WAYS = [
    within,
    pytest.param(over_stdio, marks=pytest.mark.slow),
    pytest.param(by_handshake, marks=pytest.mark.slow),
    pytest.param(over_http, marks=pytest.mark.slow),
]


@pytest.mark.parametrize("connected", WAYS)
async def test_an_agent_asks_proposes_is_refused_and_reads_why(connected: Any) -> None:
    async with connected() as client:
        assert [one.name for one in (await client.list_tools()).tools] == TOOLS
        asked = await client.call_tool("ask_next", {"patient": "mon-57"})
        assert asked.structured_content["next"][0]["red_flag"] is True
        proposed = {"patient": "haemophilia-36", "proposal": "start ibuprofen"}
        refused = await client.call_tool("check_proposal", proposed)
        assert refused.is_error is False
        assert refused.structured_content["verdict"] == "forbidden"
        [rule] = [one for one in refused.structured_content["reasons"] if one["holds"]]
        assert rule["rule"] == "nsaid.bleeding_disorder"
        why = await client.call_tool("why", {"patient": "haemophilia-36", "therapy": "ibuprofen"})
        assert text_of(why).startswith("anti-inflammatory drug (NSAID): AVOID\n")
        source = await client.call_tool("explain_source", {"id": rule["rule"]})
        assert source.structured_content["severity"] == "avoid"


async def test_every_tool_says_that_it_proposes() -> None:
    async with within() as client:
        tools = (await client.list_tools()).tools
        assert client.instructions == INSTRUCTIONS
    assert all("You propose and never decide" in str(one.description) for one in tools)
    assert all(one.annotations is not None and one.annotations.read_only_hint for one in tools)
    assert all(one.input_schema["additionalProperties"] is False for one in tools)


@pytest.mark.parametrize("connected", WAYS)
async def test_several_calls_at_once(connected: Any) -> None:
    async with connected() as client:
        patients = (await client.call_tool("list_patients")).structured_content["patients"][:12]
        one_by_one = [await client.call_tool("advise_brief", {"patient": id_}) for id_ in patients]
        at_once = await asyncio.wait_for(
            asyncio.gather(
                *(client.call_tool("advise_brief", {"patient": id_}) for id_ in patients)
            ),
            PATIENCE,
        )
    assert [text_of(one) for one in at_once] == [text_of(one) for one in one_by_one]


@pytest.mark.slow
async def test_over_http_only_with_the_token(tmp_path: Path) -> None:
    token = "0123456789abcdef" * 2
    (tmp_path / "token").write_text(f"{token}\n")
    with listening("--token", str(tmp_path / "token")) as address:
        async with httpx.AsyncClient() as anybody:
            told = [
                await anybody.post(address, json={}, headers=headers)
                for headers in ({}, {"Authorization": "Bearer nonsense"})
            ]
            known = await anybody.post(
                address, json={}, headers={"Authorization": f"Bearer {token}"}
            )
    assert [(one.status_code, one.json()) for one in told] == [
        (401, {"error": "the token is missing or wrong"})
    ] * 2
    assert known.status_code == 400


@pytest.mark.slow
async def test_over_http_no_page_of_a_browser_may_ask() -> None:
    with listening() as address:
        async with httpx.AsyncClient() as browser:
            other = {"Origin": "https://evil.example"}
            told = await browser.post(address, json={}, headers=other)
            rebound = await browser.post(address, json={}, headers={"Host": "evil.example"})
    assert (told.status_code, rebound.status_code) == (403, 421)


def test_neither_the_service_for_record_systems_nor_records_are_loaded() -> None:
    code = (
        "import sys, pathway.service.agents.protocol, pathway.service.agents.case\n"
        "print(sorted({'fastapi', 'sqlalchemy', 'textual', 'z3', 'prometheus_client'}"
        " & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
