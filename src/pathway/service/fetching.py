"""What a request left out is asked of the record's own server: there alone, and not for long.

The address in a request is only compared with those that the settings name for its client, so that
nobody can have this computer ask another one (SSRF). What cannot be fetched stays unknown, with the
reason.
"""

from __future__ import annotations

import asyncio
import logging
import re
import ssl
from collections.abc import Mapping
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, Final
from urllib.parse import urlsplit

import httpx

from pathway.frozen import frozen
from pathway.service.hook_request import read_json
from pathway.service.refusal import RefusedError
from pathway.service.settings import ClientSettings, Limits


@frozen
class Fetched:
    """What a query found, or why it found nothing; the reason holds nothing of the answer."""

    resource: Mapping[str, Any] | None
    why: str = ""


def outgoing() -> httpx.AsyncClient:
    """The client for `fetch`, one a process.

    It trusts the certificates that this computer trusts. It follows no redirect, asks no proxy of
    the environment, and keeps no cookie: one user's session is never another's. Its libraries log
    nothing below a warning, for they would write down whom was asked about, and the token.
    """
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    none = CookieJar(DefaultCookiePolicy(allowed_domains=()))
    return httpx.AsyncClient(
        verify=ssl.create_default_context(),
        cookies=none,
        trust_env=False,
        follow_redirects=False,
        limits=httpx.Limits(max_connections=100, max_keepalive_connections=20),
    )


async def fetch(
    queries: Mapping[str, str],
    request_server: str,
    token: str,
    client: ClientSettings,
    limits: Limits,
    http: httpx.AsyncClient,
) -> Mapping[str, Fetched]:
    """The answers to queries such as `Condition?patient=1`, by their keys, asked all at once.

    `request_server` is `fhirServer` of the request, and is asked only where it is one of the
    client's. What is not there after `limits.fetch` seconds is left.
    """
    why = _not_asked(request_server, token, client)
    if why or not queries:
        return {key: Fetched(None, why) for key in queries}
    asked = {
        key: asyncio.ensure_future(_answer(f"{request_server}/{query}", query, token, limits, http))
        for key, query in queries.items()
    }
    try:
        await asyncio.wait(asked.values(), timeout=limits.fetch)
    finally:
        for one in asked.values():
            one.cancel()
        await asyncio.gather(*asked.values(), return_exceptions=True)
    late = Fetched(None, f"there was no answer within {limits.fetch * 1000:g} ms")
    return {key: late if one.cancelled() else one.result() for key, one in asked.items()}


# -- private -------------------------------------------------------------------------------


class _UnusableError(Exception):
    """An answer that cannot be used; the message says why."""


def _not_asked(server: str, token: str, client: ClientSettings) -> str:
    """Why a server is not asked at all; empty where it is."""
    if not server:
        return "the request has no `fhirServer`"
    if server not in client.fhir_servers:
        return "`fhirServer` is none that the settings name for this client"
    found = urlsplit(server)
    local = found.hostname in ("localhost", "127.0.0.1", "::1")
    if found.scheme != "https" and not (found.scheme == "http" and local):
        return "`fhirServer` is not encrypted"
    if token and not _TOKEN.fullmatch(token):
        return "the access token cannot be sent"
    return ""


async def _answer(
    address: str, query: str, token: str, limits: Limits, http: httpx.AsyncClient
) -> Fetched:
    if not _QUERY.fullmatch(query) or len(query) > _LONGEST:
        return Fetched(None, "the query is none that is sent")
    headers = {"Accept": "application/fhir+json", "Accept-Encoding": "identity"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    try:
        request = http.build_request("GET", address, headers=headers, timeout=limits.fetch)
        request.headers.pop("Cookie", None)
        answer = await http.send(request, stream=True, follow_redirects=False)
        try:
            return Fetched(_resource(await _body(answer, limits), query, limits))
        finally:
            await answer.aclose()
    except _UnusableError as error:
        return Fetched(None, str(error))
    except httpx.TimeoutException:
        return Fetched(None, f"there was no answer within {limits.fetch * 1000:g} ms")
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        return Fetched(None, f"the server cannot be reached ({type(error).__name__})")


async def _body(answer: httpx.Response, limits: Limits) -> bytes:
    """The JSON of an answer, read no further than it may be large."""
    if answer.status_code != 200:
        followed = ", which is not followed" if answer.is_redirect else ""
        raise _UnusableError(f"the server answered {answer.status_code}{followed}")
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in _JSON:
        raise _UnusableError("the answer is not JSON")
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise _UnusableError("the answer is compressed, which was not asked for")
    body = bytearray()
    async for part in answer.aiter_bytes():
        body += part
        if len(body) > limits.body:
            raise _UnusableError(f"the answer is larger than {limits.body} bytes")
    return bytes(body)


def _resource(body: bytes, query: str, limits: Limits) -> Mapping[str, Any]:
    """The resource in an answer, if it is what was asked for."""
    try:
        found = read_json(body, depth=limits.depth)
    except RefusedError as error:
        raise _UnusableError("the answer is not JSON, or is nested too deep") from error
    if not isinstance(found, dict):
        raise _UnusableError("the answer is no resource")
    kind, _, id_ = query.partition("?")[0].partition("/")
    wanted = (kind, id_) if id_ else ("Bundle", found.get("id"))
    if found.get("resourceType") == "OperationOutcome":
        raise _UnusableError("the server answered with an error")
    if (found.get("resourceType"), found.get("id")) != wanted:
        raise _UnusableError("the answer is another resource than was asked for")
    return found


#: A read or a search of one type: nothing that leaves the server's own address.
_QUERY: Final = re.compile(
    r"[A-Z][A-Za-z]*(?:/(?!\.+$)[A-Za-z0-9.-]{1,64}|\?[A-Za-z0-9._~!$'()*+,;:@/?=&%|-]*)"
)
_LONGEST: Final = 4096
_TOKEN: Final = re.compile(r"[\x21-\x7e]+")
_JSON: Final = ("application/fhir+json", "application/json", "application/json+fhir")
