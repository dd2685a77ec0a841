"""A service with all its limits on a port of this computer; of each request it reads the token."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool

from pathway.service.limits import guarded
from pathway.service.settings import ServiceSettings
from pathway.service.tokens import TokenCheck
from tests.patience import PATIENCE


def app_of(settings: ServiceSettings) -> FastAPI:
    """A service that says who called; of each request only the token is looked at."""
    app = FastAPI()
    used: set[str] = set()

    def first(_: str, jti: str, __: float) -> bool:
        return jti not in used and not used.add(jti)  # type: ignore[func-returns-value]

    check = TokenCheck(settings, first)

    @app.post("/cds-services/{service}")
    async def hook(request: Request, service: str) -> dict[str, Any]:
        peer = "" if request.client is None else request.client.host
        client = await run_in_threadpool(
            check.client,
            request.headers.get("authorization"),
            f"{settings.public}{request.url.path}",
            time.time(),
            peer=peer,
        )
        seen = {name: request.headers.get(name) for name in ("host", "x-forwarded-for")}
        return {"client": client.title, "bytes": len(await request.body()), **seen}

    @app.get("/metrics")
    async def metrics() -> dict[str, str]:
        return {"counts": "for this computer"}

    return guarded(app, settings)


@contextmanager
def running(settings: ServiceSettings, port: int) -> Iterator[None]:
    """The service on a port; it answers when this begins."""
    config = uvicorn.Config(
        app_of(settings),
        port=port,
        log_level="critical",
        proxy_headers=False,
        lifespan="off",
        timeout_keep_alive=PATIENCE,
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run)
    thread.start()
    try:
        for _ in range(PATIENCE * 20):
            if server.started:
                break
            time.sleep(0.05)
        assert server.started
        yield
    finally:
        server.should_exit = True
        thread.join(PATIENCE)
