"""Keys in turn: the next one is handed on once all that the last one did stands on the screen.

A key pressed ahead then answers what is shown when it is taken, never a question that was not
drawn yet, and reaches the field or the dialog that the key before it opened.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Final

from textual.app import App, ScreenStackError
from textual.events import Event, Key, Paste


class InTurn(App[int]):
    """An app that keeps keys in order while it is busy; none is lost."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[Key | Paste] = deque()
        self._taking = True
        self._once_drawn: Callable[[], object] | None = None

    def call_once_drawn(self, do: Callable[[], object]) -> None:
        """Do something once the first screen stands there."""
        self._once_drawn = do

    @property
    def keys_under_way(self) -> bool:
        """Whether keys wait, or what the last one did is not on the screen yet."""
        return self._taking

    def on_ready(self) -> None:
        """What was pressed before anything was drawn is taken once it is."""
        self.run_worker(self._one_by_one(), group="keys")

    async def on_event(self, event: Event) -> None:
        """Keys and what is pasted wait for their turn; all else is as ever."""
        if isinstance(event, (Key, Paste)) and not event.is_forwarded:
            self._waiting.append(event)
            if not self._taking:
                self._taking = True
                self.run_worker(self._one_by_one(drawn=True), group="keys")
        else:
            await super().on_event(event)

    # -- private ---------------------------------------------------------------------------

    async def _one_by_one(self, *, drawn: bool = False) -> None:
        """Hand on what waits; where the screen is drawn already, the first key at once."""
        try:
            if not drawn:
                await self._drawn()
                if self._once_drawn is not None:
                    self._once_drawn()
            while self._waiting and self.is_running:
                await super().on_event(self._waiting.popleft())
                await self._drawn()
        finally:
            self._taking = False

    async def _drawn(self) -> None:
        """Wait until everything that was set off is done, and drawn.

        What moves all the time is waited for no longer than so many drawings.
        """
        for _ in range(_PATIENCE):
            await self._quiet()
            drawn = asyncio.Event()
            try:
                screen = self.screen
            except ScreenStackError:
                return
            screen.call_after_refresh(drawn.set)
            while not drawn.is_set():
                if not self.is_running or screen not in self.screen_stack:
                    break
                await asyncio.sleep(_GLANCE)
            if not self._busy():
                return

    async def _quiet(self) -> None:
        """Wait until no part of the app has a message to handle, twice in a row."""
        quiet = 0
        while quiet < 2 and self.is_running:
            for _ in range(_TURNS):
                await asyncio.sleep(0)
            quiet = 0 if self._busy() else quiet + 1

    def _busy(self) -> bool:
        if self.message_queue_size:
            return True
        parts = (part for one in self.screen_stack for part in one.walk_children(with_self=True))
        return any(part.message_queue_size for part in parts)


#: How many drawings are waited for at most.
_PATIENCE: Final = 50
#: How many turns of the loop a message takes from one part to the next.
_TURNS: Final = 5
#: How often it is looked whether the screen was drawn, in seconds.
_GLANCE: Final = 0.002
