"""What every request passes before the service reads it, and every answer before it leaves.

From outside in: the headers of an answer, which origins of a browser may call (CORS), the form of
a request, its body with the time it may take, and faults of the app.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from dataclasses import replace
from typing import Final, TypeVar
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pathway.ground.problems import in_backticks
from pathway.service.faults import Faults, answer_of
from pathway.service.refusal import Refusal
from pathway.service.settings import Limits, ServiceSettings

AppType = TypeVar("AppType", bound=Starlette)

#: What every answer says unless it says something else itself.
SAFE_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def guarded(app: AppType, settings: ServiceSettings) -> AppType:
    """The same app, from now on behind its limits: the one place where they are set up."""
    app.add_middleware(Guard, settings=settings)
    return app


class Guard:
    """All limits in their order, around an app."""

    def __init__(self, app: ASGIApp, settings: ServiceSettings) -> None:
        origins = frozenset(origin for client in settings.clients for origin in client.origins)
        inside = _Form(_Body(Faults(app), settings.limits), settings, origins)
        secure = settings.public.startswith("https://")
        self._app = _Answers(_Origins(inside, origins), secure=secure)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or whatever else a server hands an app."""
        await self._app(scope, receive, send)


# -- what leaves ---------------------------------------------------------------------------


class _Answers:
    """Gives answers the headers that keep them out of caches and frames.

    A value that would begin another header has its line breaks taken out.
    """

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self._app = app
        self._usual = [
            (name.lower().encode(), text.encode()) for name, text in SAFE_HEADERS.items()
        ]
        if secure:
            self._usual.append((b"strict-transport-security", b"max-age=31536000"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def leaving(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [
                    (name, value.translate(None, _BREAKS))
                    for name, value in message.get("headers", ())
                ]
                said = {name.lower() for name, _ in headers}
                headers += [one for one in self._usual if one[0] not in said]
                message = {**message, "headers": headers}
            await send(message)

        await self._app(scope, receive, leaving)


class _Origins(CORSMiddleware):
    """Browsers may call from the origins of clients alone; a refused preflight says why."""

    def __init__(self, app: ASGIApp, origins: frozenset[str]) -> None:
        super().__init__(
            app,
            allow_origins=origins,
            allow_methods=("GET", "POST"),
            allow_headers=("Authorization", "Content-Type"),
            expose_headers=("Retry-After", "Pathway-Record"),
        )

    def preflight_response(self, request_headers: Headers) -> Response:
        """The answer to a browser that asks before it calls."""
        answer = super().preflight_response(request_headers)
        if answer.status_code < 400:
            return answer
        what = bytes(answer.body).decode().removeprefix("Disallowed CORS ")
        refusal = Refusal(
            403,
            "forbidden",
            f"this may not be called from a browser in this way: {what}",
            "origins of clients stand in the settings: `origins`; methods are GET and POST",
            {"Vary": answer.headers["Vary"]},
        )
        return answer_of(refusal)


# -- what comes ----------------------------------------------------------------------------


class _Form:
    """Refuses what is no proper request before anything of it is read."""

    def __init__(self, app: ASGIApp, settings: ServiceSettings, origins: frozenset[str]) -> None:
        self._app = app
        self._open = settings.open
        self._limits = settings.limits
        public = urlsplit(settings.public)
        self._origins = origins | {f"{public.scheme}://{public.netloc}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        if refusal is not None:
            await _refuse(refusal, scope, receive, send, self._limits.seconds)
            return
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> Refusal | None:
        if (refusal := _unreadable(scope)) is not None:
            return refusal
        headers = Headers(scope=scope)
        if self._open and (refusal := _from_outside(headers)) is not None:
            return refusal
        if scope["method"] in _WITHOUT_A_BODY:
            return None
        origin = headers.get("origin")
        if origin is not None and origin not in self._origins:
            hint = "origins of clients stand in the settings: `origins`"
            return Refusal(403, "forbidden", "this origin may not call from a browser", hint)
        return _content_refusal(headers) or _length_refusal(headers, self._limits)


def _unreadable(scope: Scope) -> Refusal | None:
    """Headers that two programs on the way could read differently."""
    raw: list[tuple[bytes, bytes]] = scope["headers"]
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > _LONGEST_PATH:
        return Refusal(414, "too-long", f"the address is longer than {_LONGEST_PATH} bytes")
    if sum(len(name) + len(value) for name, value in raw) > _LARGEST_HEADERS:
        return Refusal(431, "too-long", f"the headers are larger than {_LARGEST_HEADERS} bytes")
    counted = Counter(name.lower() for name, _ in raw)
    for name in _ONCE:
        if counted[name] > 1:
            return _invalid(f"the header {in_backticks(name.decode().title())} stands there twice")
    if counted[b"transfer-encoding"] and counted[b"content-length"]:
        return _invalid("`Content-Length` and `Transfer-Encoding` exclude each other")
    if any(len(value.translate(None, _CONTROLS)) != len(value) for _, value in raw):
        return _invalid("a header has a control character in it")
    return None


def _from_outside(headers: Headers) -> Refusal | None:
    """An open service is for this computer: not for pages that rename it, and behind no proxy."""
    try:
        host = urlsplit(f"//{headers.get('host', '')}").hostname
    except ValueError:
        host = None
    if host not in _THIS_COMPUTER:
        hint = "call it as `localhost`, or list `clients:` and take `open: yes` away"
        return Refusal(421, "security", "an open service has no name but `localhost`", hint)
    if any(name in headers for name in _BY_A_PROXY):
        hint = "list `clients:` and take `open: yes` away"
        return Refusal(403, "forbidden", "an open service answers nobody through a proxy", hint)
    return None


def _content_refusal(headers: Headers) -> Refusal | None:
    kind, *more = (part.strip() for part in headers.get("content-type", "").lower().split(";"))
    if kind != "application/json" or any(one not in _UTF_8 for one in more):
        hint = "send `Content-Type: application/json`, in UTF-8"
        return Refusal(415, "not-supported", "the body is not said to be JSON", hint)
    if headers.get("content-encoding", "identity").lower() != "identity":
        hint = "send it without `Content-Encoding`"
        return Refusal(415, "not-supported", "the body is compressed", hint)
    return None


def _length_refusal(headers: Headers, limits: Limits) -> Refusal | None:
    said = headers.get("content-length", "0")
    if not (said.isascii() and said.isdigit()):
        return _invalid("`Content-Length` is not a number")
    if len(said) > _DIGITS or int(said) > limits.body:
        return _too_large(limits)
    return None


class _Body:
    """Reads the body whole, in time and not too large; then the app has the rest of the time.

    An app that is late is cancelled, and the client is told at once. What it does in a thread goes
    on there to its end, so that nothing is half recorded.
    """

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        until = time.monotonic() + self._limits.seconds
        if scope["method"] not in _WITHOUT_A_BODY:
            try:
                async with asyncio.timeout(self._limits.seconds):
                    body, more = await self._read(receive)
            except TimeoutError:
                message = f"the body did not come within {self._limits.seconds:g} seconds"
                refusal = Refusal(408, "timeout", message, headers=_CLOSE)
                await answer_of(refusal)(scope, receive, send)
                return
            if body is None:
                return
            if len(body) > self._limits.body:
                left = receive if more else _again(b"", receive)
                refusal = _too_large(self._limits)
                await _refuse(refusal, scope, left, send, until - time.monotonic())
                return
            receive = _again(body, receive)
        await self._answer(scope, receive, _Once(send), until)

    async def _read(self, receive: Receive) -> tuple[bytes | None, bool]:
        """The body as far as it may be large, and whether there is more of it.

        None where the client went away before.
        """
        parts, size, more = [], 0, True
        while more and size <= self._limits.body:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None, False
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            more = message.get("more_body", False)
        return b"".join(parts), more

    async def _answer(self, scope: Scope, receive: Receive, send: _Once, until: float) -> None:
        task = asyncio.ensure_future(_running(self._app, scope, receive, send))
        try:
            done, _ = await asyncio.wait({task}, timeout=max(0.0, until - time.monotonic()))
            if not done and not send.begun:
                send.closed = True
                message = f"there is no answer within {self._limits.seconds:g} seconds"
                refusal = Refusal(503, "timeout", message, headers={"Retry-After": "5"})
                await answer_of(refusal)(scope, receive, send.send)
                task.cancel()
                # What becomes of it is told to nobody, and neither is why it failed.
                await asyncio.gather(task, return_exceptions=True)
                return
            await task
        finally:
            task.cancel()


async def _refuse(
    refusal: Refusal, scope: Scope, receive: Receive, send: Send, seconds: float
) -> None:
    """Answers a request whose body is of no use, when it is there or has taken long enough.

    Many clients do not listen before they have sent all; the connection is closed on the others,
    and where nobody knows for certain what belongs to the request.
    """
    readable = refusal.status not in _UNREADABLE
    if not readable or not await _sent(scope, receive, seconds):
        refusal = replace(refusal, headers={**refusal.headers, **_CLOSE})
    await answer_of(refusal)(scope, receive, send)


async def _sent(scope: Scope, receive: Receive, seconds: float) -> bool:
    """Whether the client has sent its whole body in that time; nothing of it is kept."""
    if scope["method"] in _WITHOUT_A_BODY:
        return True
    if "expect" in Headers(scope=scope):
        return False
    size = 0
    try:
        async with asyncio.timeout(max(0.0, seconds)):
            while size < _MOST_THROWN_AWAY:
                message = await receive()
                size += len(message.get("body", b""))
                if not message.get("more_body", False):
                    return bool(message["type"] == "http.request")
    except TimeoutError:
        pass
    return False


class _Once:
    """Sends an answer until it is closed; later messages lead nowhere."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.begun = self.closed = False

    async def __call__(self, message: Message) -> None:
        if not self.closed:
            self.begun = True
            await self.send(message)


async def _running(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    await app(scope, receive, send)


def _again(body: bytes, receive: Receive) -> Receive:
    """Hands out a body that was read; afterwards, what comes from the client."""
    left: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receiving() -> Message:
        return left.pop() if left else await receive()

    return receiving


def _too_large(limits: Limits) -> Refusal:
    message = f"the body is larger than {limits.body} bytes"
    return Refusal(413, "too-long", message)


def _invalid(message: str) -> Refusal:
    return Refusal(400, "invalid", message)


_WITHOUT_A_BODY: Final = ("GET", "HEAD", "OPTIONS", "DELETE", "TRACE")
_ONCE: Final = (b"authorization", b"content-length", b"content-type", b"host", b"origin")
_THIS_COMPUTER: Final = ("localhost", "127.0.0.1", "::1")
_BY_A_PROXY: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_UTF_8: Final = ("charset=utf-8", 'charset="utf-8"', "")
_CLOSE: Final = {"Connection": "close"}
_BREAKS: Final = b"\r\n\0"
_CONTROLS: Final = bytes(one for one in (*range(32), 127) if one != ord("\t"))
_LONGEST_PATH: Final = 8192
_LARGEST_HEADERS: Final = 32_768
_DIGITS: Final = 15
_UNREADABLE: Final = (400, 414, 431)
_MOST_THROWN_AWAY: Final = 100_000_000
