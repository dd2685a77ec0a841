"""How often a client may ask, and how often an address may come with a bad token, each minute.

Each worker counts for itself. Nobody is refused for what others do: a client is counted once its
token is found to be its own, and a bad token is counted by the address that it came from, where
good ones go on working.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Final

from pathway.service.refusal import Refusal, RefusedError


class Rates:
    """So many in a minute for each name; a quiet minute lets as many come at once. Thread-safe."""

    def __init__(self, per_minute: int, clock: Callable[[], float] | None = None) -> None:
        self._each = _MINUTE / per_minute
        self._clock = clock or (lambda: monotonic())
        self._lock = Lock()
        #: Of each name the time at which all that it asked is over and done with.
        self._until: dict[str, float] = {}

    def wait(self, name: str) -> float:
        """Counts one, and 0; or how many seconds to wait, where there were too many already."""
        with self._lock:
            now = self._clock()
            until = max(self._until.pop(name, now), now) + self._each
            late = until - now - _MINUTE
            # What is refused is not counted, and the one that asked last stands last.
            self._until[name] = until if late <= _ROUNDING else until - self._each
            if len(self._until) > _MOST:
                self._forget(now)
        return max(0.0, late) if late > _ROUNDING else 0.0

    def _forget(self, now: float) -> None:
        """Remove those who were quiet for long enough; if there are none, those who are longest."""
        quiet = [name for name, until in self._until.items() if until <= now]
        for name in quiet or list(self._until)[: _MOST // 10]:
            del self._until[name]


class Admission:
    """Refuses whoever asks too often, with how long to wait."""

    def __init__(self, per_minute: int) -> None:
        self._clients = Rates(per_minute)
        self._addresses = Rates(max(_FEWEST_BAD, per_minute // _BAD_IN))

    def client(self, issuer: str) -> None:
        """Counts a request of a client that is known; raises RefusedError (429)."""
        if wait := self._clients.wait(issuer):
            raise _too_often("this client asks more often than the settings allow", wait)

    def bad_token(self, peer: str) -> None:
        """Counts a token that was refused; raises RefusedError (429)."""
        if wait := self._addresses.wait(peer):
            raise _too_often("too many requests without a good token came from here", wait)


# -- private -------------------------------------------------------------------------------

_MINUTE: Final = 60.0
#: Times that differ by less are the same.
_ROUNDING: Final = 1e-6
#: So many names are remembered.
_MOST: Final = 10_000
#: Of bad tokens an address may send one where a client may send so many, and at least so many.
_BAD_IN: Final = 100
_FEWEST_BAD: Final = 10


def _too_often(message: str, wait: float) -> RefusedError:
    seconds = math.ceil(wait)
    hint = f"wait {seconds} s; `limits: per minute` in the settings says how often"
    return RefusedError(Refusal(429, "throttled", message, hint, {"Retry-After": str(seconds)}))
