"""A property that is worked out when somebody first reads it, and then kept.

As `functools.cached_property`, without the lock that Python 3.11 takes for each; of two threads
that read it at once each may work it out, and both come to the same.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING or sys.version_info >= (3, 12):
    from functools import cached_property as cached_property
else:

    class cached_property:  # noqa: N801 named as what it stands for
        """Works out the value of a property, and keeps it in the object."""

        def __init__(self, make: Callable[[object], object]) -> None:
            self._make = make
            self.__doc__ = make.__doc__

        def __set_name__(self, owner: type, name: str) -> None:
            self._name = name

        def __get__(self, one: object, owner: type | None = None) -> object:
            if one is None:
                return self
            value = vars(one)[self._name] = self._make(one)
            return value
