"""Who may come in: whoever has the address that was printed, once, and not for ever.

The token in the address is changed for a cookie that no script can read and no other site can
send. A page elsewhere that points its own name at this computer is refused by the name it
calls us (`Host`), and one that opens a connection to us by where it says it is from (`Origin`).
Both end: the token where nobody uses it, the cookie where nobody types, and after a working day.
"""

from __future__ import annotations

import html
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from importlib import resources
from typing import Final, TypeAlias

from aiohttp import web

from pathway.tui.web.addresses import Address

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]
#: Seconds since some moment; they go on while the computer sleeps.
Clock: TypeAlias = Callable[[], float]

COOKIE: Final = "pathway_seat"

#: Minutes until an address that nobody opened ends.
UNOPENED: Final = 10
#: Hours without a key until a sitting ends, and hours until it ends in any case.
IDLE: Final = 2
DAY: Final = 10

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

NOT_OURS: Final = "This is not an address of this page."
NO_SEAT: Final = "Open the address that `pathway tui --web` printed."
USED: Final = "This address was used already, or is wrong."
UNUSED: Final = f"This address has ended: nobody opened it for {UNOPENED} minutes."
IDLED: Final = f"The sitting has ended: no key was pressed for {IDLE} hours."
DAY_OVER: Final = f"The sitting has ended: it was open for {DAY} hours."


class Gate:
    """Lets one browser in; `addresses` are those under which this server may be called."""

    def __init__(self, addresses: Sequence[Address], cookie: str, clock: Clock = time.time) -> None:
        self._addresses = {address.host: address for address in addresses}
        self._cookie = cookie
        self._clock = clock
        self._token: str | None = secrets.token_urlsafe(32)
        self._seat: str | None = None
        self._since = self._used = clock()

    @property
    def token(self) -> str:
        """The token, as long as nobody has used it."""
        return self._token or ""

    def used(self) -> None:
        """A key was pressed."""
        self._used = self._clock()

    @property
    def left(self) -> float:
        """Seconds until the sitting ends, if nobody presses a key."""
        now = self._clock()
        return min(self._used + IDLE * 3600 - now, self._since + DAY * 3600 - now)

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
        address = self._address(request)
        if address is None:
            raise _refused(NOT_OURS, "")
        if "token" in request.query:
            return self._exchanged(request, address)
        if not _same(request.cookies.get(self._cookie, ""), self._seat):
            raise _refused(NO_SEAT)
        if self.left <= 0:
            day = self._clock() >= self._since + DAY * 3600
            raise _refused(DAY_OVER if day else IDLED)
        return await handler(request)

    def _address(self, request: web.Request) -> Address | None:
        """The address a request calls us by, if it is ours and comes from our own page."""
        address = self._addresses.get(request.headers.get("Host", "").lower())
        origin = request.headers.get("Origin")
        if address is None:
            return None
        if origin is None:  # a browser always says where a connection is from
            plain = request.headers.get("Upgrade", "").lower() != "websocket"
            return address if plain else None
        return address if origin == address.origin else None

    def _exchanged(self, request: web.Request, address: Address) -> web.Response:
        """A cookie for the token, which is then worth nothing."""
        if request.path != "/" or not _same(request.query["token"], self._token):
            raise _refused(USED)
        if self._clock() >= self._since + UNOPENED * 60:
            raise _refused(UNUSED)
        self._token, self._seat = None, secrets.token_urlsafe(32)
        self._since = self._used = self._clock()
        response = web.Response(status=303, headers={"Location": address.path})
        response.set_cookie(
            *(self._cookie, self._seat),
            httponly=True,
            samesite="Strict",
            secure=address.secure,
            path=address.path,
        )
        return response


#: What to do where somebody is not let in.
_AGAIN: Final = (
    "Interrupt `pathway tui --web` in the terminal (Ctrl+C), start it again and open the address "
    "that it prints. Answers that were not saved are offered again when you open the same patient."
)


def _refused(why: str, then: str = _AGAIN) -> web.HTTPForbidden:
    """A plain page that says why, and what to do."""
    page = (resources.files("pathway.tui.web") / "refused.html").read_text(encoding="utf-8")
    for name, words in (("why", why), ("then", then)):
        page = page.replace(f"{{{{ {name} }}}}", html.escape(words))
    return web.HTTPForbidden(text=page, content_type="text/html")


def _same(given: str, wanted: str | None) -> bool:
    """Compare in constant time."""
    known = wanted is not None
    return secrets.compare_digest(given.encode(), (wanted or "-").encode()) and known
