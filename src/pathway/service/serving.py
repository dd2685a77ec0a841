"""Starts the service: reads the settings, opens library and records, and hands over to uvicorn."""

from __future__ import annotations

import gc
import os
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pathway.engine import Library, open_library
from pathway.service.settings import ServiceSettings, read_settings

if TYPE_CHECKING:
    from fastapi import FastAPI

#: How workers are told what to run with.
SETTINGS: Final = "PATHWAY_SERVICE_SETTINGS"
AS_OF: Final = "PATHWAY_SERVICE_AS_OF"
#: Seconds for requests under way when the service is stopped.
GRACE: Final = 15


def opened(path: Path, as_of: date | None = None) -> tuple[ServiceSettings, Library]:
    """The settings in a file, and their library; raises LibraryError with all problems."""
    settings = read_settings(path)
    return replace(settings, as_of=as_of), open_library(settings.library)


def serve(path: Path, *, host: str, port: int, workers: int, as_of: date | None = None) -> None:
    """Serve until stopped; requests under way are finished first."""
    import uvicorn

    os.environ[SETTINGS] = str(path.resolve())
    if as_of is not None:
        os.environ[AS_OF] = as_of.isoformat()
    with tempfile.TemporaryDirectory(prefix="pathway-counts-") as counts:
        if workers > 1:
            from pathway.service.metrics import SHARED

            os.environ[SHARED] = counts
        uvicorn.run(
            "pathway.service.serving:worker",
            factory=True,
            host=host,
            port=port,
            workers=workers,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=GRACE,
            log_level="warning",
        )


def worker() -> FastAPI:
    """The app of one worker, with what `serve` left for it."""
    from pathway.records import open_served
    from pathway.service.app import create_app

    day = os.environ.get(AS_OF)
    settings, library = opened(
        Path(os.environ[SETTINGS]), None if day is None else date.fromisoformat(day)
    )
    app = create_app(library, settings, open_served(settings.records, key=settings.key))
    # The library stays as long as the worker: no collection of garbage has to look at it again.
    gc.collect()
    gc.freeze()
    return app
