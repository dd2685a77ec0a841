"""The tools over HTTP: on this computer alone, unless a token is demanded."""

from __future__ import annotations

import hmac
import ipaddress
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Final

import uvicorn
from mcp.server.transport_security import TransportSecuritySettings
from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pathway.ground.problems import Problem, UsageError, in_backticks
from pathway.service.agents.case import AgentCases
from pathway.service.agents.protocol import agent_server, quiet
from pathway.yaml.reading import read_text

#: A token has so many characters at least.
SHORTEST_TOKEN: Final = 32
#: Where the tools are.
PATH: Final = "/mcp"


def address(text: str) -> tuple[str, int]:
    """The host and the port in `HOST:PORT`; raises UsageError."""
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or int(port) > _MOST_PORT:
        message = f"{in_backticks(text)} is not an address to listen on"
        raise UsageError([Problem("P510", message, hint="for example: --http 127.0.0.1:8003")])
    return host.removeprefix("[").removesuffix("]"), int(port)


def token_in(file: Path) -> str:
    """The token in a file; raises UsageError where there is none, or a short one."""
    try:
        token = read_text(file).strip()
    except (OSError, ValueError) as error:
        raise UsageError([Problem("P501", f"cannot read the token in `{file}`")]) from error
    if len(token) < SHORTEST_TOKEN or not token.isascii() or not token.isprintable():
        message = f"the token in `{file}` has fewer than {SHORTEST_TOKEN} letters and digits"
        raise UsageError([Problem("P510", message, hint="openssl rand -hex 32 makes one")])
    return token


def serve_http(
    cases: AgentCases, where: tuple[str, int], token: str | None, tell: Callable[[str], None]
) -> None:
    """Answer over HTTP until stopped; `tell` is given the address once it listens.

    Raises UsageError for another computer's address without a token, and one that is taken.
    """
    host, port = where
    if token is None and not _is_loopback(host):
        message = f"{in_backticks(host)} is reached from other computers: that needs `--token`"
        raise UsageError([Problem("P510", message, hint="or listen on 127.0.0.1")])
    quiet()
    try:
        listening = socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET
        )
    except OSError as error:
        message = f"cannot listen on {host}:{port}: {(error.strerror or 'refused').lower()}"
        raise UsageError([Problem("P510", message)]) from error
    with listening:
        shown = f"[{host}]" if ":" in host else host
        tell(f"http://{shown}:{listening.getsockname()[1]}{PATH}")
        config = uvicorn.Config(
            agent_app(cases, host, token),
            access_log=False,
            server_header=False,
            proxy_headers=False,
            log_level="warning",
        )
        uvicorn.Server(config).run(sockets=[listening])


def agent_app(cases: AgentCases, host: str, token: str | None) -> ASGIApp:
    """The tools as an app: behind a token, where there is one."""
    known = (
        None
        if _is_loopback(host)
        else TransportSecuritySettings(
            enable_dns_rebinding_protection=False  # whoever has the token may call from anywhere
        )
    )
    app = agent_server(cases).streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        transport_security=known,
        host="127.0.0.1" if known is None else host,
    )
    return app if token is None else _Token(app, token)


# -- private -------------------------------------------------------------------------------

_MOST_PORT: Final = 65535


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _Token:
    """Lets nobody through who does not know the token."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._expected = f"Bearer {token}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or whatever else a server hands an app."""
        given = Headers(scope=scope).get("authorization", "") if scope["type"] == "http" else None
        if given is None or hmac.compare_digest(given.encode(), self._expected):
            await self._app(scope, receive, send)
            return
        told = {"error": "the token is missing or wrong"}
        refusal = JSONResponse(told, 401, headers={"WWW-Authenticate": "Bearer"})
        await refusal(scope, receive, send)
