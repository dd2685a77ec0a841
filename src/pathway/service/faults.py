"""A fault of ours: the client is told that there is no answer, the log where it happened."""

from __future__ import annotations

from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pathway.service.fault_log import log_fault
from pathway.service.refusal import Refusal, RefusedError


class Faults:
    """Lets no exception of the app through; those that refuse a request are answered as such."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or whatever else a server hands an app."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except Exception as error:
            refusal = error.refusal if isinstance(error, RefusedError) else _told(error)
            if begun:
                raise BrokenOffError from None
            await answer_of(refusal)(scope, receive, send)


class BrokenOffError(Exception):
    """An answer that had begun cannot be finished; why stands in the log."""


def answer_of(refusal: Refusal) -> Response:
    """A refusal as it is sent."""
    return JSONResponse(refusal.to_dict(), refusal.status, headers=dict(refusal.headers))


# -- private -------------------------------------------------------------------------------


def _told(error: Exception) -> Refusal:
    """A fault, once it is written down."""
    log_fault(error)
    hint = "the log of the service says where; tell its makers"
    return Refusal(500, "exception", "a fault of the service: there is no answer", hint)
