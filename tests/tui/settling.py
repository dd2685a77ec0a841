"""When a screen has settled: everything that was set off by a key has been done.

Textual's own pilot takes a process that does little for one that is ready, which is wrong where
other programs keep the processors busy. Here every widget is asked until none has anything to do.
"""

import asyncio
from collections.abc import Iterator

import pytest
from textual._context import active_app
from textual.app import App
from textual.message_pump import MessagePump
from textual.pilot import Pilot

from tests.patience import PATIENCE


async def settled(*_: float) -> None:
    """Wait until nobody on the screen has anything left to do."""
    app, quiet = active_app.get(), 0
    while quiet < 2:
        for _turn in range(5):  # a key comes by way of the loop
            await asyncio.sleep(0)
        if app._exception is not None:
            return
        working = [worker for worker in app.workers if worker._thread_worker]
        for worker in working:
            if worker.is_running:
                await asyncio.wait([asyncio.ensure_future(worker.wait())], timeout=PATIENCE)
        await Pilot(app)._wait_for_screen(PATIENCE)
        if not app._running or not app.screen_stack:
            return
        app.screen._on_timer_update()
        if getattr(app, "keys_under_way", False):
            quiet = 0
            continue
        quiet = 0 if any(map(_waits, _pumps(app))) else quiet + 1


def _pumps(app: App[object]) -> Iterator[MessagePump]:
    yield app
    for screen in app.screen_stack:
        yield from screen.walk_children(with_self=True)


def _waits(pump: MessagePump) -> bool:
    """Whether a widget has something left to do."""
    return pump.message_queue_size > 0 or bool(pump._next_callbacks)


@pytest.fixture(autouse=True)
def screens_settle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pilot wait for what happens instead of for time to pass."""
    monkeypatch.setattr("textual.app.wait_for_idle", settled)
    monkeypatch.setattr("textual.pilot.wait_for_idle", settled)
    monkeypatch.setattr(App, "NOTIFICATION_TIMEOUT", PATIENCE)
