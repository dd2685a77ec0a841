"""The service over HTTP: CDS Hooks 2.0.1, feedback, pages behind links, health and metrics."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Final, cast

import orjson
from fastapi import FastAPI, Request, Response
from starlette.concurrency import run_in_threadpool

import pathway
from pathway.engine import Library
from pathway.records.served_store import ServedRecords
from pathway.service.desk import Desk
from pathway.service.discovery import services
from pathway.service.feedback import read_feedback
from pathway.service.fetching import outgoing
from pathway.service.gathering import gathered
from pathway.service.hook_request import read_request
from pathway.service.limits import guarded
from pathway.service.metrics import Metrics
from pathway.service.openapi import DESCRIBED
from pathway.service.refusal import Refusal, RefusedError
from pathway.service.rest import RestDesk
from pathway.service.rest_openapi import DescribedApp
from pathway.service.rest_request import ASKED
from pathway.service.settings import ClientSettings, ServiceSettings
from pathway.service.tokens import Seen, TokenCheck, is_loopback

#: The header that says under which key an answer over REST is on record.
RECORDED: Final = "Pathway-Record"


def create_app(library: Library, settings: ServiceSettings, records: ServedRecords) -> FastAPI:
    """The app of one worker process; raises LibraryError for faulty settings of a site."""
    metrics = Metrics()
    desk = Desk(library, settings, records, metrics)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with outgoing() as http:
            app.state.http = http
            yield
        records.close()

    app = DescribedApp(library, pathway.__version__, lifespan)
    routes = _Routes(desk, TokenCheck(settings, _claims(records)))
    app.get("/cds-services", **DESCRIBED["discovery"])(routes.discovery)
    app.post("/cds-services/{service}", **DESCRIBED["hook"])(routes.hook)
    app.post("/cds-services/{service}/feedback", **DESCRIBED["feedback"])(routes.feedback)
    for asked in ASKED:
        app.post(f"/{asked}", **DESCRIBED[asked])(routes.asking(asked))
    app.get("/advice/{token}", **DESCRIBED["page"])(routes.page)
    app.get("/health", **DESCRIBED["health"])(routes.health)
    app.get("/metrics", **DESCRIBED["metrics"])(routes.metrics)
    app.exception_handler(RefusedError)(_refused)
    guarded(app, settings)
    return app


# -- private -------------------------------------------------------------------------------


class _Routes:
    """What each address does."""

    def __init__(self, desk: Desk, tokens: TokenCheck) -> None:
        self._desk = desk
        self._tokens = tokens
        self._services = services(desk.settings, desk.library)
        self._rest = RestDesk(desk)
        self._hooks: dict[str, dict[str, Any]] = {
            one["id"]: one for one in self._services["services"]
        }

    async def discovery(self) -> Response:
        return _json(self._services)

    async def hook(self, request: Request, service: str) -> Response:
        with self._counted(service if service in self._hooks else "unknown"):
            return _json(await self._answered(request, service))

    def asking(self, asked: str) -> Callable[[Request], Awaitable[Response]]:
        """What the address of `asked` does with a request."""

        async def answered(request: Request) -> Response:
            with self._counted(asked):
                client = await self._client(request)
                body = await request.body()
                found = await run_in_threadpool(self._rest.answer, asked, body, client)
                return _json(found.body, {RECORDED: found.request})

        return answered

    async def _answered(self, request: Request, service: str) -> dict[str, Any]:
        described = self._known(service)
        client = await self._client(request)
        limits = self._desk.settings.limits
        asked = read_request(await request.body(), described["hook"], depth=limits.depth)
        http = request.app.state.http
        record = await gathered(asked, client, described["prefetch"], limits, http)
        return await run_in_threadpool(
            self._desk.answer, service, asked, record, client, time.time()
        )

    async def feedback(self, request: Request, service: str) -> Response:
        self._known(service)
        client = await self._client(request)
        body, limits = await request.body(), self._desk.settings.limits
        told = read_feedback(body, service, client.issuer, depth=limits.depth)
        await run_in_threadpool(self._desk.hear, told)
        return _json({})

    async def page(self, token: str) -> Response:
        uuid = self._desk.links.card(token, time.time())
        html = await run_in_threadpool(self._desk.page, uuid)
        return Response(html, media_type="text/html")

    async def health(self) -> Response:
        await run_in_threadpool(self._desk.check)
        return _json({"status": "well", "engine": pathway.__version__})

    async def metrics(self, request: Request) -> Response:
        if not is_loopback(_peer(request)):
            raise RefusedError(Refusal(403, "forbidden", "counts are for this computer only"))
        return Response(self._desk.metrics.text(), media_type="text/plain; version=0.0.4")

    # -- private ---------------------------------------------------------------------------

    @contextmanager
    def _counted(self, named: str) -> Iterator[None]:
        """Counts a request with its status and its time."""
        began = time.perf_counter()
        status = 500
        try:
            yield
            status = 200
        except RefusedError as error:
            status = error.refusal.status
            raise
        finally:
            self._desk.metrics.answered(named, status, time.perf_counter() - began)

    def _known(self, service: str) -> dict[str, Any]:
        if service not in self._hooks:
            hint = f"there are: {', '.join(self._hooks)}"
            raise RefusedError(Refusal(404, "not-found", "there is no such service", hint))
        return self._hooks[service]

    async def _client(self, request: Request) -> ClientSettings:
        audience = f"{self._desk.settings.public}{request.url.path}"
        return await run_in_threadpool(
            self._tokens.admitted,
            request.headers.get("authorization"),
            audience,
            time.time(),
            peer=_peer(request),
        )


def _claims(records: ServedRecords) -> Seen:
    """Whether a token is seen for the first time, by any worker since it was made."""

    def seen(issuer: str, jti: str, until: float) -> bool:
        return records.claim(issuer, jti, until, time.time())

    return seen


def _json(value: object, headers: Mapping[str, str] | None = None) -> Response:
    return Response(orjson.dumps(value), media_type="application/json", headers=headers)


async def _refused(_: Request, error: Exception) -> Response:
    refusal = cast("RefusedError", error).refusal
    return Response(
        orjson.dumps(refusal.to_dict()),
        status_code=refusal.status,
        headers=dict(refusal.headers),
        media_type="application/json",
    )


def _peer(request: Request) -> str:
    return request.client.host if request.client is not None else ""
