"""The tools by the Model Context Protocol: the one place that knows its SDK."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import anyio
import anyio.to_thread
import orjson
from mcp import types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

import pathway
from pathway.ground.problems import PathwayError, Problem
from pathway.service.agents.case import AgentCases
from pathway.service.agents.tools import TOOLS, ToolAnswer, called
from pathway.service.fault_log import log_fault
from pathway.views.problems import render, to_dict

if TYPE_CHECKING:
    from mcp.server.context import ServerRequestContext

#: What a host tells its model of all tools together.
INSTRUCTIONS: Final = (
    "Decision support for treatment pathways. You propose and never decide. Before you speak of a "
    "treatment for a patient, hold it against `check_proposal`; say `forbidden` and its reasons as "
    "they are, and put the questions of `answer first` to the clinician. Nothing that you say "
    "yourself answers a question. A red flag that is present comes first in whatever you write."
)


def agent_server(cases: AgentCases, *, threads: int = 4) -> Server[Any]:
    """A server of the tools on some patients; calls are answered beside each other."""
    limit = anyio.CapacityLimiter(threads)

    async def listed(
        _: ServerRequestContext[Any], __: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        return types.ListToolsResult(tools=_described())

    async def answered(
        context: ServerRequestContext[Any], asked: types.CallToolRequestParams
    ) -> types.CallToolResult:
        call = partial(called, cases, asked.name, asked.arguments, _agent(context))
        try:
            return _result(await anyio.to_thread.run_sync(call, limiter=limit))
        except PathwayError as error:
            return _refused(error.problems)
        except Exception as error:
            log_fault(error)
            return _refused([Problem("P514", "a fault of this program: there is no answer")])

    return Server(
        "pathway",
        version=pathway.__version__,
        instructions=INSTRUCTIONS,
        on_list_tools=listed,
        on_call_tool=answered,
    )


def quiet() -> None:
    """Keep what the SDK writes out of the log: messages that it cannot read hold patient data."""
    logging.getLogger("mcp").setLevel(logging.CRITICAL + 1)


def serve_stdio(cases: AgentCases) -> None:
    """Answer on standard input and output until that is closed."""
    quiet()

    async def run() -> None:
        server = agent_server(cases)
        async with stdio_server() as (reading, writing):
            await server.run(reading, writing, server.create_initialization_options())

    anyio.run(run)


# -- private -------------------------------------------------------------------------------


def _described() -> list[types.Tool]:
    reads = types.ToolAnnotations(read_only_hint=True, open_world_hint=False)
    return [
        types.Tool(
            name=one.name,
            description=one.description,
            input_schema=one.schema(),
            annotations=reads,
        )
        for one in TOOLS.values()
    ]


def _agent(context: ServerRequestContext[Any]) -> str:
    """What the client calls itself."""
    told = context.session.client_params
    return "" if told is None else told.client_info.name


def _result(answer: ToolAnswer) -> types.CallToolResult:
    if isinstance(answer, str):
        return types.CallToolResult(content=[types.TextContent(text=answer)])
    text = orjson.dumps(answer).decode()
    return types.CallToolResult(content=[types.TextContent(text=text)], structured_content=answer)


def _refused(problems: list[Problem] | tuple[Problem, ...]) -> types.CallToolResult:
    told = {"errors": [to_dict(one) for one in problems]}
    return types.CallToolResult(
        content=[types.TextContent(text=render(problems))],
        structured_content=told,
        is_error=True,
    )
