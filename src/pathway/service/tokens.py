"""Who calls: the token of a client, checked as CDS Hooks says, and stricter where it leaves room.

A token is a JWT signed with ES384 or RS384 by a key of a client that the settings name. It is for
the one address that was called, lives at most five minutes, and works once. What a token says about
keys is never followed: they come from where the settings say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from ipaddress import ip_address
from typing import Any, Final

import jwt
import orjson
from jwt.exceptions import PyJWTError

from pathway.ground.problems import in_backticks
from pathway.service.key_sets import ALGORITHMS, FetchedKeys, FileKeys, KeysError, key_source
from pathway.service.rates import Admission
from pathway.service.refusal import Refusal, RefusedError
from pathway.service.settings import ClientSettings, ServiceSettings

#: Seconds by which the clocks of a client and of this computer may differ.
LEEWAY: Final = 60
#: Seconds from `iat` to `exp` at most, unless the settings say otherwise; one more for rounding.
LONGEST: Final = 300

#: Says that a token (issuer, `jti`, until when it would work) is seen for the first time.
Seen = Callable[[str, str, float], bool]


class TokenCheck:
    """Checks the tokens of all clients; may be used by many threads.

    `client` can wait for keys that are fetched and for `seen`, so it belongs in a thread.
    """

    def __init__(
        self,
        settings: ServiceSettings,
        seen: Seen,
        keys: Callable[[str], FileKeys | FetchedKeys] = key_source,
        admission: Admission | None = None,
    ) -> None:
        self._clients = settings.by_issuer
        self._open = settings.open
        self._anybody = settings.anybody
        self._seen = seen
        self._admission = admission or Admission(settings.limits.per_minute)
        self._keys = {
            issuer: keys(client.keys) for issuer, client in self._clients.items() if client.keys
        }

    def admitted(
        self, authorization: str | None, audience: str, now: float, *, peer: str = ""
    ) -> ClientSettings:
        """The same as `client`, for an address that does not come with too many bad tokens.

        Raises RefusedError: also 429, for whoever asks too often.
        """
        try:
            return self.client(authorization, audience, now, peer=peer)
        except RefusedError as error:
            if error.refusal.status == _NOT_KNOWN:
                self._admission.bad_token(peer)
            raise

    def client(
        self, authorization: str | None, audience: str, now: float, *, peer: str = ""
    ) -> ClientSettings:
        """Who sent this `Authorization` header to `audience`, the address that was called.

        `now` is in seconds since 1970, `peer` the address of the computer that called. Raises
        RefusedError: 401, 429 where the client asks too often, or 503 where its keys cannot
        be had now.
        """
        if self._open and is_loopback(peer) and not self._names_one_with_keys(authorization):
            self._admission.client(self._anybody.issuer)
            return self._anybody
        if authorization is None:
            hint = "send `Authorization: Bearer` with a token of a client named in the settings"
            raise refused("the request has no token", hint, challenge="Bearer")
        token = _token(authorization)
        header, issuer = _unverified(token)
        client = self._clients.get(issuer)
        if client is None:
            raise refused(f"the issuer {in_backticks(issuer)} is no client here")
        claims = self._verified(token, header, client)
        until = _check_times(claims, now, client.token_seconds)
        _check_audience(claims, audience)
        jti = claims.get("jti")
        if not isinstance(jti, str) or not jti.strip() or len(jti) > _LONGEST_ID:
            raise refused("the token has no `jti`, or it is not a short text")
        self._admission.client(issuer)
        if not self._seen(issuer, jti, until):
            raise refused("the token was used before", "make a new token for each request")
        return client

    def _names_one_with_keys(self, authorization: str | None) -> bool:
        """Whether a token can be checked at all; where no token is needed, others are ignored."""
        try:
            return authorization is not None and (
                _unverified(_token(authorization))[1] in self._keys
            )
        except RefusedError:
            return False

    def _verified(
        self, token: str, header: Mapping[str, Any], client: ClientSettings
    ) -> Mapping[str, Any]:
        """The claims of a token whose signature is that of the client."""
        if client.issuer not in self._keys:
            raise refused("no keys are known of this client", "name them in the settings: `keys`")
        kid, algorithm = header["kid"], header["alg"]
        try:
            keys = self._keys[client.issuer].find(kid)
        except KeysError as error:
            raise RefusedError(
                Refusal(
                    503,
                    "transient",
                    "the keys of this client cannot be had now",
                    str(error),
                    {"Retry-After": "30"},
                )
            ) from error
        if "jku" in header and (not keys.address or header["jku"] != keys.address):
            hint = "the settings name it in `keys`, or the file with the keys in its member `jku`"
            raise refused("`jku` is not the address of this client's keys", hint)
        key = keys.keys.get((kid, algorithm))
        if key is None:
            raise refused(f"the client has no key {in_backticks(kid)} for {algorithm}")
        try:
            claims: dict[str, Any] = jwt.decode(
                token, key, algorithms=[algorithm], options=_ONLY_THE_SIGNATURE
            )
        except PyJWTError as error:
            raise refused("the signature is not that of the client") from error
        if claims.get("iss") != client.issuer:
            raise refused("the token has two issuers")
        return claims


def refused(
    message: str, hint: str = "", *, challenge: str = 'Bearer error="invalid_token"'
) -> RefusedError:
    """A caller who is not known: 401, with the header that the text of HTTP asks for."""
    return RefusedError(
        Refusal(_NOT_KNOWN, "login", message, hint, {"WWW-Authenticate": challenge})
    )


def is_loopback(peer: str) -> bool:
    """Whether an address is that of this computer; what is no address is not."""
    try:
        found = ip_address(peer)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback


# -- private -------------------------------------------------------------------------------

_NOT_KNOWN: Final = 401
_LONGEST_ID: Final = 255
_LONGEST_TOKEN: Final = 8192
_BEARER: Final = re.compile(r"(?i:bearer) +([\w-]+\.[\w-]+\.[\w-]*)", re.ASCII)

#: Members of a header that bring keys along, or change what is signed: an attacker's tools.
_NEVER: Final = ("jwk", "x5u", "x5c", "crit", "b64", "zip")

#: Times are compared with the clock that is handed in, and the rest is checked here.
_ONLY_THE_SIGNATURE: Final[Any] = {
    "verify_signature": True,
    "enforce_minimum_key_length": True,
    **dict.fromkeys(
        [f"verify_{claim}" for claim in ("exp", "nbf", "iat", "aud", "iss", "sub", "jti")],
        False,
    ),
}


def _token(authorization: str) -> str:
    found = _BEARER.fullmatch(authorization.strip(" "))
    if found is None:
        raise refused("the `Authorization` header is not `Bearer` and a signed token (JWT)")
    if len(found[1]) > _LONGEST_TOKEN:
        raise refused(f"the token is longer than {_LONGEST_TOKEN} characters")
    return found[1]


def _unverified(token: str) -> tuple[Mapping[str, Any], str]:
    """The header of a token, checked for its form, and who is said to have issued it."""
    try:
        read = jwt.PyJWS().decode_complete(token, options={"verify_signature": False})
        claims = orjson.loads(read["payload"])
    except (PyJWTError, ValueError) as error:
        raise refused("the token cannot be read") from error
    header = read["header"]
    for name in _NEVER:
        if name in header:
            raise refused(f"the header of the token has {in_backticks(name)}")
    _check_header(header)
    issuer = claims.get("iss") if isinstance(claims, dict) else None
    if not isinstance(issuer, str) or not issuer:
        raise refused("the token has no `iss`")
    return header, issuer


def _check_header(header: Mapping[str, Any]) -> None:
    algorithm, kind, kid = header.get("alg"), header.get("typ"), header.get("kid")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
        shown = in_backticks(algorithm) if isinstance(algorithm, str) else "nothing known"
        raise refused(f"the token is signed with {shown}", "ES384 and RS384 are accepted")
    if not isinstance(kind, str) or kind.upper() != "JWT":
        raise refused("`typ` of the token is not `JWT`")
    if not isinstance(kid, str) or not kid or len(kid) > _LONGEST_ID:
        raise refused("the token has no `kid`, or it is not a short text")


def _check_times(claims: Mapping[str, Any], now: float, longest: int) -> float:
    """Until when the token works."""
    issued, expires = _time(claims, "iat"), _time(claims, "exp")
    if expires <= now - LEEWAY:
        raise refused("the token has expired", "compare the clocks of both computers")
    begins = max(issued, _time(claims, "nbf") if "nbf" in claims else issued)
    if begins > now + LEEWAY:
        raise refused("the token is from the future", "compare the clocks of both computers")
    if not 0 < expires - issued <= longest + 1:
        within = "five minutes" if longest == LONGEST else f"{longest} seconds"
        raise refused(f"the token does not end within {within} after it was issued")
    return expires + LEEWAY


def _time(claims: Mapping[str, Any], name: str) -> float:
    found = claims.get(name)
    if isinstance(found, bool) or not isinstance(found, int | float) or not 0 <= found < 1e12:
        raise refused(f"the token has no `{name}`, or it is not a time in seconds since 1970")
    return float(found)


def _check_audience(claims: Mapping[str, Any], audience: str) -> None:
    found = claims.get("aud")
    if audience not in (found if isinstance(found, list) else [found]):
        hint = f"`aud` has to be `{audience[:_LONGEST_ID]}`"
        raise refused("the token is for another address", hint)
