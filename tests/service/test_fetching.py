"""What is fetched of a record, from where, and what becomes of everything else (SSRF)."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import httpx
import pytest

from pathway.service.fetching import Fetched, fetch, outgoing
from pathway.service.settings import ClientSettings, Limits

SERVER = "https://fhir.ehr.example/r4"
CLIENT = ClientSettings(
    "https://ehr.example",
    fhir_servers=(SERVER, "http://127.0.0.1:8080/fhir", "http://fhir.ehr.example/r4"),
)
QUERY = "Condition?patient=1"
BUNDLE = {"resourceType": "Bundle", "type": "searchset", "total": 0}
PATIENT = {"resourceType": "Patient", "id": "1"}
LIMITS = Limits(body=1000, depth=4, fetch=900)

Answering = Callable[[httpx.Request], httpx.Response | Awaitable[httpx.Response]]


class Server:
    """A server of records that answers everything in one way, and remembers what it was asked."""

    def __init__(self, answer: Answering) -> None:
        self._answer = answer
        self.asked: list[httpx.Request] = []

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self._answer(request)
        return answer if isinstance(answer, httpx.Response) else await answer

    def http(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.MockTransport(self))


def fhir(content: object, status: int = 200, **headers: str) -> Answering:
    """An answer of this content; names of headers are written with `_`."""
    said = {"Content-Type": "application/fhir+json"}
    said |= {name.replace("_", "-"): value for name, value in headers.items()}
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return lambda _: httpx.Response(status, headers=said, stream=httpx.ByteStream(body))


async def fetched(
    server: Server, query: str = QUERY, address: str = SERVER, token: str = "t"
) -> Fetched:
    found = await fetch({"key": query}, address, token, CLIENT, LIMITS, server.http())
    return found["key"]


# -- where it asks --------------------------------------------------------------------------

NOT_NAMED = "`fhirServer` is none that the settings name for this client"


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/r4",
        "http://169.254.169.254/latest/meta-data",
        "http://[::ffff:169.254.169.254]/",
        "http://127.0.0.1:8080",
        "http://127.0.0.1:8080/fhir/../admin",
        "http://localhost:8080/fhir",
        "http://127.1:8080/fhir",
        "http://2130706433:8080/fhir",
        "http://127.0.0.1:22/fhir",
        "https://fhir.ehr.example",
        "https://fhir.ehr.example/r4/",
        "https://fhir.ehr.example/r4/../../admin",
        "https://fhir.ehr.example/r4?x=",
        "https://fhir.ehr.example/r4#",
        "https://fhir.ehr.example:443/r4",
        "https://FHIR.ehr.example/r4",
        "https://fhir.ehr.example.evil.example/r4",
        "https://fhir.ehr.example@evil.example/r4",
        "https://user:secret@fhir.ehr.example/r4",
        "https://evil.example/https://fhir.ehr.example/r4",
        "https://fhir.ehr.example\r\nHost: evil.example/r4",
        "https://fhir.ehr.example/r4\0",
        "https://fhir.ehr.ехample/r4",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_FLUSHALL",
        "//fhir.ehr.example/r4",
        "*",
    ],
)
async def test_no_server_is_asked_that_the_settings_do_not_name(address: str) -> None:
    server = Server(fhir(BUNDLE))
    assert await fetched(server, address=address) == Fetched(None, NOT_NAMED)
    assert server.asked == []


@pytest.mark.parametrize(
    ("address", "token", "why"),
    [
        ("", "t", "the request has no `fhirServer`"),
        ("http://fhir.ehr.example/r4", "t", "`fhirServer` is not encrypted"),
        (SERVER, "t\r\nX-Admin: yes", "the access token cannot be sent"),
        (SERVER, "two words", "the access token cannot be sent"),
        (SERVER, "tøken", "the access token cannot be sent"),
    ],
)
async def test_some_requests_cannot_be_followed_up(address: str, token: str, why: str) -> None:
    server = Server(fhir(BUNDLE))
    assert await fetched(server, address=address, token=token) == Fetched(None, why)
    assert server.asked == []


@pytest.mark.parametrize(
    "query",
    [
        "",
        "Condition",
        "https://evil.example/Condition?patient=1",
        "//evil.example/Condition?patient=1",
        "/Condition?patient=1",
        "../admin?x=1",
        "Patient/..",
        "Patient/.",
        "Patient/../../admin",
        "Patient/1/../2",
        "Patient/1/$everything",
        "Patient/%2e%2e",
        "Patient/1?_include=*",
        "Patient/" + "1" * 65,
        "Condition?patient=1#",
        "Condition?patient=1\r\nHost: evil.example",
        "Condition?patient=1 HTTP/1.1",
        "Condition?patient=1\\",
        "Condition?patient=é",
        "@evil.example/Condition?patient=1",
        "condition?patient=1",
        "Condition?" + "a" * 4096,
    ],
)
async def test_no_query_leaves_the_address_of_the_server(query: str) -> None:
    server = Server(fhir(BUNDLE))
    assert await fetched(server, query) == Fetched(None, "the query is none that is sent")
    assert server.asked == []


@pytest.mark.parametrize("address", [SERVER, "http://127.0.0.1:8080/fhir"])
@pytest.mark.parametrize(
    ("query", "sent", "resource"),
    [
        ("Patient/1", "Patient/1", PATIENT),
        (QUERY, QUERY, BUNDLE),
        (
            "Observation?patient=a-1.b&code=http://loinc.org|777-3,4544-3&_count=200",
            "Observation?patient=a-1.b&code=http://loinc.org|777-3,4544-3&_count=200",
            BUNDLE,
        ),
        ("Device?patient=%20", "Device?patient=%20", BUNDLE),
    ],
)
async def test_what_is_asked_and_how(
    query: str, sent: str, resource: dict[str, Any], address: str
) -> None:
    server = Server(fhir(resource))
    assert await fetched(server, query, address, "secret") == Fetched(resource)
    (asked,) = server.asked
    assert (asked.method, str(asked.url)) == ("GET", str(httpx.URL(f"{address}/{sent}")))
    assert {
        name: asked.headers[name] for name in ("accept", "accept-encoding", "authorization")
    } == {
        "accept": "application/fhir+json",
        "accept-encoding": "identity",
        "authorization": "Bearer secret",
    }
    assert "cookie" not in asked.headers


async def test_without_a_token_none_is_sent() -> None:
    server = Server(fhir(BUNDLE))
    assert await fetched(server, token="") == Fetched(BUNDLE)
    assert "authorization" not in server.asked[0].headers


# -- what it makes of the answer ------------------------------------------------------------


class Bad(NamedTuple):
    """An answer that is not used, and why."""

    case: str
    answer: Answering
    why: str
    query: str = QUERY


def unreachable(error: type[httpx.TransportError]) -> Answering:
    def answer(_: httpx.Request) -> httpx.Response:
        raise error("10.1.2.3 said something about Jane Doe")

    return answer


OUTCOME = {"resourceType": "OperationOutcome"}
NOT_JSON = "the answer is not JSON"
OTHER = "the answer is another resource than was asked for"
LATE = "there was no answer within 900000 ms"
BAD = (
    Bad("nothing there", fhir({}, 404), "the server answered 404"),
    Bad("not allowed", fhir({}, 401), "the server answered 401"),
    Bad("a fault", fhir({"text": "Jane Doe"}, 500), "the server answered 500"),
    Bad("no content", fhir(b"", 204), "the server answered 204"),
    *(
        Bad(
            f"redirected {status}",
            fhir(BUNDLE, status, Location="http://169.254.169.254/"),
            f"the server answered {status}, which is not followed",
        )
        for status in (301, 302, 303, 307, 308)
    ),
    Bad("a page", fhir(b"<html>", Content_Type="text/html"), NOT_JSON),
    Bad("no type", lambda _: httpx.Response(200, content=b"{}"), NOT_JSON),
    Bad("XML", fhir(b"<Bundle/>", Content_Type="application/fhir+xml"), NOT_JSON),
    Bad("cut off", fhir(b'{"resourceType": "Bun'), f"{NOT_JSON}, or is nested too deep"),
    Bad("no UTF-8", fhir(b'{"a": "\xff"}'), f"{NOT_JSON}, or is nested too deep"),
    Bad("deep", fhir(b'{"a":[[[[]]]]}'), f"{NOT_JSON}, or is nested too deep"),
    Bad("empty", fhir(b""), f"{NOT_JSON}, or is nested too deep"),
    Bad("a list", fhir([BUNDLE]), "the answer is no resource"),
    Bad("null", fhir(None), "the answer is no resource"),
    Bad("large", fhir(b" " * 1001), "the answer is larger than 1000 bytes"),
    Bad(
        "a bomb",
        fhir(gzip.compress(b" " * 10**7), Content_Encoding="gzip"),
        "the answer is compressed, which was not asked for",
    ),
    Bad(
        "an error", fhir({"resourceType": "OperationOutcome"}), "the server answered with an error"
    ),
    Bad("no resource", fhir({"id": "1"}), OTHER),
    Bad("a resource for a search", fhir(PATIENT), OTHER),
    Bad("a search for a resource", fhir(BUNDLE), OTHER, "Patient/1"),
    Bad("another patient", fhir(PATIENT | {"id": "2"}), OTHER, "Patient/1"),
    Bad("of another kind", fhir(PATIENT), OTHER, "Practitioner/1"),
    Bad("refused", unreachable(httpx.ConnectError), "the server cannot be reached (ConnectError)"),
    Bad("broken off", unreachable(httpx.ReadError), "the server cannot be reached (ReadError)"),
    Bad("silent", unreachable(httpx.ConnectTimeout), LATE),
)


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.case)
async def test_an_answer_that_is_none_is_unknown_with_its_reason(bad: Bad) -> None:
    server = Server(bad.answer)
    found = await fetch(
        {"key": bad.query}, SERVER, "t", CLIENT, Limits(1000, 4, fetch=900), server.http()
    )
    assert found == {"key": Fetched(None, bad.why)}
    assert len(server.asked) == 1


async def test_what_comes_in_time_is_kept_and_the_rest_is_late() -> None:
    """Everything is asked at once, and what is still under way is given up."""
    given_up: list[str] = []

    async def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/Condition"):
            return httpx.Response(200, json=BUNDLE)
        try:
            await asyncio.Event().wait()
        finally:
            given_up.append(request.url.path)
        raise AssertionError

    server = Server(answer)
    queries = {"quick": QUERY, "slow": "Device?patient=1", "patient": "Patient/1"}
    # On a busy machine all may be late: the quick one has its time as soon as there is enough.
    limit = 0.01
    while True:
        given_up.clear()
        used = Limits(fetch=limit)
        found = await fetch(queries, SERVER, "t", CLIENT, used, server.http())
        late = Fetched(None, f"there was no answer within {limit * 1000:g} ms")
        assert found["slow"] == found["patient"] == late
        if found["quick"] != late:
            break
        limit *= 2
    assert found["quick"] == Fetched(BUNDLE)
    assert sorted(given_up) == ["/r4/Device", "/r4/Patient/1"]
    assert list(found) == list(queries)


async def test_who_gives_up_leaves_nothing_running() -> None:
    begun, given_up = asyncio.Event(), []

    async def answer(request: httpx.Request) -> httpx.Response:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            given_up.append(request.url.path)
        raise AssertionError

    task = asyncio.ensure_future(fetched(Server(answer)))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert given_up == ["/r4/Condition"]


async def test_nothing_asked_is_nothing_found() -> None:
    server = Server(fhir(BUNDLE))
    assert await fetch({}, SERVER, "t", CLIENT, LIMITS, server.http()) == {}
    assert server.asked == []


# -- over the network -----------------------------------------------------------------------


@asynccontextmanager
async def listening(answer: bytes) -> AsyncIterator[tuple[str, list[bytes]]]:
    """A server on this computer: its address, and the requests that it got."""
    got: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        got.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(answer)
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/fhir", got


def written(status: str, body: bytes, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", "Content-Type: application/fhir+json", *headers]
    head = "\r\n".join([*lines, f"Content-Length: {len(body)}", "Connection: close", "", ""])
    return head.encode() + body


async def test_no_cookie_and_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The session of one user is never that of another, and the environment does not lead away."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    body = json.dumps(BUNDLE).encode()
    cookies = ("Set-Cookie: session=jane; Path=/", "Set-Cookie: other=1")
    async with listening(written("200 OK", body, *cookies)) as (address, got), outgoing() as http:
        client = ClientSettings("x", fhir_servers=(address,))
        for _ in range(2):
            found = await fetch({"key": QUERY}, address, "t", client, LIMITS, http)
            assert found == {"key": Fetched(BUNDLE)}
        assert list(http.cookies.jar) == []
    assert len(got) == 2
    assert not any(b"cookie" in one.lower() for one in got)
    assert got[0].startswith(b"GET /fhir/Condition?patient=1 HTTP/1.1\r\n")


async def test_a_redirect_to_another_server_is_not_followed() -> None:
    async with listening(written("200 OK", b"{}")) as (secret, asked):
        there = written("307 Temporary Redirect", b"", f"Location: {secret}")
        async with listening(there) as (address, got), outgoing() as http:
            client = ClientSettings("x", fhir_servers=(address,))
            found = await fetch({"key": QUERY}, address, "t", client, LIMITS, http)
    why = "the server answered 307, which is not followed"
    assert (found, len(got), asked) == ({"key": Fetched(None, why)}, 1, [])


async def test_nobody_logs_whom_was_asked_about(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    body = json.dumps(BUNDLE).encode()
    async with listening(written("200 OK", body)) as (address, _), outgoing() as http:
        client = ClientSettings("x", fhir_servers=(address,))
        found = await fetch({"key": QUERY}, address, "t", client, LIMITS, http)
    assert found == {"key": Fetched(BUNDLE)}
    assert [one.name for one in caplog.records if one.name != "asyncio"] == []
