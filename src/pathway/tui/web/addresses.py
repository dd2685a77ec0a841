"""Under which addresses the server may be called: this computer's own, and a proxy's before it."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from pathway.frozen import frozen
from pathway.ground.problems import Problem, UsageError

#: Nobody else's computer can reach this.
LOOPBACK: Final = "127.0.0.1"


@frozen
class Address:
    """One address: `origin` with scheme and host, and the path below which the page lies."""

    origin: str
    path: str = "/"

    @property
    def host(self) -> str:
        """What a browser calls us by there."""
        return self.origin.partition("://")[2]

    @property
    def secure(self) -> bool:
        """Whether nobody on the way can read along."""
        return self.origin.startswith("https:")

    def __str__(self) -> str:
        return self.origin + self.path


def own(port: int) -> tuple[Address, ...]:
    """The addresses on this computer."""
    return tuple(Address(f"http://{name}:{port}") for name in (LOOPBACK, "localhost"))


def public(text: str) -> Address:
    """The address that was given for a proxy; raises UsageError."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise _no_address(text) from None
    name = parts.hostname or ""
    told = (parts.scheme, name.isascii() and bool(name), parts.query + parts.fragment)
    if told not in (("http", True, ""), ("https", True, "")) or "@" in parts.netloc:
        raise _no_address(text)
    name = f"[{name}]" if ":" in name else name
    usual = port in (None, _USUAL[parts.scheme])
    path = parts.path if parts.path.endswith("/") else f"{parts.path}/"
    if not path.isascii() or set(path) & set(' ;,"\\'):
        raise _no_address(text)
    return Address(f"{parts.scheme}://{name}" + ("" if usual else f":{port}"), path)


# -- private -------------------------------------------------------------------------------

_USUAL: Final = {"http": 80, "https": 443}


def _no_address(text: str) -> UsageError:
    hint = "write it as browsers will: `--public-url https://host/prefix/`"
    return UsageError([Problem("P510", f"`{text}` is no address of a page", hint=hint)])
