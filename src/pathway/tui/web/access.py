"""Who may come in: whoever has the address that was printed, once, on this computer.

The token in the address is changed for a cookie that no script can read and no other site can
send. A page elsewhere that points its own name at this computer is refused by the name it
calls us (`Host`), and one that opens a connection to us by where it says it is from (`Origin`).
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Final, TypeAlias

from aiohttp import web

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]

COOKIE: Final = "pathway_seat"

#: What every answer says to the browser: keep nothing, load nothing from elsewhere, no frames.
HEADERS: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
}


class Gate:
    """Lets one browser in; `hosts` are the names under which this server may be called."""

    def __init__(self, hosts: frozenset[str]) -> None:
        self._hosts = hosts
        self._token: str | None = secrets.token_urlsafe(32)
        self._seat: str | None = None

    @property
    def token(self) -> str:
        """The token, as long as nobody has used it."""
        return self._token or ""

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer whoever may come in, and refuse everybody else."""
        try:
            response = await self._admitted(request, handler)
        except web.HTTPException as error:
            error.headers.update(HEADERS)
            raise
        if not response.prepared:
            response.headers.update(HEADERS)
        return response

    # -- private ---------------------------------------------------------------------------

    async def _admitted(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not self._is_ours(request):
            raise web.HTTPForbidden(text="not from here")
        if "token" in request.query:
            return self._exchanged(request)
        if not _same(request.cookies.get(COOKIE, ""), self._seat):
            raise web.HTTPForbidden(text="open the address that `pathway tui --web` printed")
        return await handler(request)

    def _is_ours(self, request: web.Request) -> bool:
        """Whether a request calls us by our name and comes from our own page."""
        host = request.headers.get("Host", "")
        origin = request.headers.get("Origin")
        if host not in self._hosts:
            return False
        if origin is None:  # a browser always says where a connection is from
            return request.headers.get("Upgrade", "").lower() != "websocket"
        return origin == f"http://{host}"

    def _exchanged(self, request: web.Request) -> web.Response:
        """A cookie for the token, which is then worth nothing."""
        if request.path != "/" or not _same(request.query["token"], self._token):
            raise web.HTTPForbidden(text="this address was used already, or is wrong")
        self._token, self._seat = None, secrets.token_urlsafe(32)
        response = web.Response(status=303, headers={"Location": "/"})
        response.set_cookie(COOKIE, self._seat, httponly=True, samesite="Strict", path="/")
        return response


def _same(given: str, wanted: str | None) -> bool:
    """Compare in constant time."""
    known = wanted is not None
    return secrets.compare_digest(given.encode(), (wanted or "-").encode()) and known
