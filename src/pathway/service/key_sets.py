"""The public keys of a client: read from a file, or fetched from the one address configured."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from threading import Lock
from typing import Any, Final

import httpx
import orjson
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt import PyJWK
from jwt.exceptions import PyJWTError

from pathway.frozen import frozen

#: The algorithms that are accepted, with the type of key and the curve of each.
ALGORITHMS: Final[Mapping[str, tuple[str, str | None]]] = {
    "ES384": ("EC", "P-384"),
    "RS384": ("RSA", None),
}


@frozen
class KeySet:
    """The keys of one client by their id and the algorithm they are for.

    `address` is where the client says in its tokens (`jku`) that the keys are published; empty
    where it may not say so.
    """

    keys: Mapping[tuple[str, str], PyJWK]
    address: str = ""


class KeysError(Exception):
    """Keys that cannot be had now; the message says why, and names no address."""


class FileKeys:
    """Keys in a JWKS file, read again when the file changes; one that cannot be read has none."""

    def __init__(self, path: str) -> None:
        self._path = Path(path)
        self._stamp: tuple[int, int, int] | None = None
        self._known = KeySet({})
        self._lock = Lock()

    def find(self, _: str) -> KeySet:
        """The keys; raises KeysError where the file cannot be read."""
        with self._lock:
            try:
                found = self._path.stat()
                stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
                if stamp != self._stamp:
                    self._known = read_keys(self._bytes())
                    self._stamp = stamp
            except OSError as error:
                reason = (error.strerror or "it cannot be read").lower()
                raise KeysError(f"the file with its keys: {reason}") from error
            except KeysError as error:
                raise KeysError(f"the file with its keys: {error}") from error
            return self._known

    def _bytes(self) -> bytes:
        with self._path.open("rb") as file:
            return file.read(_LARGEST + 1)


class FetchedKeys:
    """Keys published at an https address.

    They are fetched again after `FRESH` seconds, and for a key that is not among them after
    `AGAIN`; while the address does not answer, those known are used for `STALE` seconds. One
    thread fetches, the others go on with what is known. No redirect is followed, and no proxy of
    the environment is asked.
    """

    def __init__(
        self,
        address: str,
        http: httpx.Client | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._address = address
        self._http = http or httpx.Client(
            verify=ssl.create_default_context(), trust_env=False, timeout=_PATIENCE
        )
        self._clock = clock
        self._known: KeySet | None = None
        self._fetched = self._tried = float("-inf")
        self._why = ""
        self._lock = Lock()

    def find(self, kid: str) -> KeySet:
        """The keys; raises KeysError where they cannot be had."""
        usable = self._usable()
        if usable is None or self._due(usable, kid):
            # Who has something recent to go on with does not wait for the one who fetches.
            recent = self._clock() < self._fetched + 2 * FRESH
            known = usable is not None and _has(usable, kid)
            if self._lock.acquire(blocking=not (recent and known)):
                try:
                    if self._due(self._usable(), kid):
                        self._fetch()
                finally:
                    self._lock.release()
            usable = self._usable()
        if usable is None:
            raise KeysError(self._why)
        return usable

    def _usable(self) -> KeySet | None:
        return self._known if self._clock() < self._fetched + STALE else None

    def _due(self, usable: KeySet | None, kid: str) -> bool:
        now = self._clock()
        if now < self._tried + AGAIN:
            return False
        return usable is None or not _has(usable, kid) or now >= self._fetched + FRESH

    def _fetch(self) -> None:
        try:
            known = read_keys(self._body(), self._address)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            self._why = f"the address of its keys: {type(error).__name__}"
        except KeysError as error:
            self._why = f"the address of its keys: {error}"
        else:
            self._known, self._fetched = known, self._clock()
        finally:
            # Only now: until the answer is there, others still see that it is due, and wait.
            self._tried = self._clock()

    def _body(self) -> bytes:
        until = self._clock() + _PATIENCE
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        with self._http.stream(
            "GET", self._address, headers=headers, follow_redirects=False
        ) as answer:
            if answer.status_code != 200:
                raise KeysError(f"it answered {answer.status_code}")
            if answer.headers.get("Content-Encoding", "identity") != "identity":
                raise KeysError("it is compressed")
            body = b""
            for part in answer.iter_bytes():
                body += part
                if len(body) > _LARGEST:
                    break
                if self._clock() > until:
                    raise KeysError("it takes too long")
            return body


def key_source(place: str) -> FileKeys | FetchedKeys:
    """Where the keys of a client come from: an https address or a file."""
    return FetchedKeys(place) if place.startswith("https://") else FileKeys(place)


def read_keys(body: bytes, address: str = "") -> KeySet:
    """The usable keys of a JWKS; raises KeysError for what is none.

    A file may say in a member `jku` at which address the client publishes the same keys.
    """
    if len(body) > _LARGEST:
        raise KeysError("it is too large")
    try:
        json = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise KeysError("it is not JSON") from error
    listed = json.get("keys") if isinstance(json, dict) else None
    if not isinstance(listed, list):
        raise KeysError("it has no list of `keys`")
    keys: dict[tuple[str, str], PyJWK] = {}
    for kid, algorithm, key in _usable(listed):
        keys.setdefault((kid, algorithm), key)
    said = json.get("jku")
    return KeySet(keys, address or (said if isinstance(said, str) else ""))


# -- private -------------------------------------------------------------------------------

#: Seconds: how long fetched keys are fresh, when they are asked for again, how long they last.
FRESH: Final = 300.0
AGAIN: Final = 30.0
STALE: Final = 3600.0
_PATIENCE: Final = 2.0
_LARGEST: Final = 256_000


def _has(keys: KeySet, kid: str) -> bool:
    return any(known == kid for known, _ in keys.keys)


def _usable(listed: Iterable[object]) -> Iterable[tuple[str, str, PyJWK]]:
    """Keys that sign with an algorithm that is accepted; all others are left out.

    A private key is left out too: whoever reads the file could sign with it.
    """
    for one in listed:
        if not isinstance(one, dict) or not isinstance(kid := one.get("kid"), str) or "d" in one:
            continue
        operations = one.get("key_ops", ["verify"])
        if one.get("use", "sig") != "sig" or operations != ["verify"]:
            continue
        for algorithm, kind in ALGORITHMS.items():
            fits = (one.get("kty"), one.get("crv")) == kind
            if fits and one.get("alg", algorithm) == algorithm:
                key = _key(one, algorithm)
                if key is not None:
                    yield kid, algorithm, key


def _key(one: dict[str, Any], algorithm: str) -> PyJWK | None:
    try:
        key = PyJWK(one, algorithm)
    except (PyJWTError, TypeError, ValueError, AttributeError):
        return None
    if isinstance(key.key, RSAPublicKey) and key.key.key_size < _SHORTEST:
        return None
    return key


#: Bits of an RSA key.
_SHORTEST: Final = 2048
