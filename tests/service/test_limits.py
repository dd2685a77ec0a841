"""What a request may be before the service reads it, and what every answer says."""

import asyncio
import json
import re
import threading
import traceback
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import settings as settings_of
from hypothesis import strategies as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pathway.service.faults import BrokenOffError
from pathway.service.limits import SAFE_HEADERS, Guard, guarded
from pathway.service.refusal import Refusal, RefusedError
from pathway.service.settings import ClientSettings, Limits, ServiceSettings
from tests.chance import examples
from tests.patience import PATIENCE

LISTED = "https://ehr.example"
OTHER = "https://other.example:8443"
PUBLIC = "https://cds.example"
JSON = ("Content-Type", "application/json")
Pairs = Sequence[tuple[str, str]]


def settings(*, open_: bool = False, public: str = PUBLIC, **limits: Any) -> ServiceSettings:
    clients = (
        ClientSettings("one", origins=(LISTED,)),
        ClientSettings("two", origins=(OTHER, "http://localhost:3000")),
    )
    return ServiceSettings(public, open=open_, clients=clients, limits=Limits(**limits))


class Answer(NamedTuple):
    """What came back: headers by their names in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """An app that says what reached it."""
    request = Request(scope, receive)
    body = await request.body()
    await JSONResponse({"method": request.method, "bytes": len(body)})(scope, receive, send)


def request_of(method: str = "POST", headers: Pairs = (JSON,), path: str = "/") -> Scope:
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "https",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in headers],
        "client": ("10.0.0.1", 5000),
        "server": ("cds.example", 443),
    }


def parts(*bodies: bytes) -> Receive:
    """A client that sends these parts and then stays."""
    left: list[Message] = [
        {"type": "http.request", "body": body, "more_body": number < len(bodies)}
        for number, body in enumerate(bodies, 1)
    ]

    async def receive() -> Message:
        if not left:
            await asyncio.Event().wait()
        return left.pop(0)

    return receive


async def asked(
    app: ASGIApp, used: ServiceSettings, scope: Scope, receive: Receive | None = None
) -> Answer | None:
    """What the app answers behind its limits; None where it answers nothing."""
    told: list[Message] = []

    async def send(message: Message) -> None:
        told.append(message)

    await Guard(app, used)(scope, receive or parts(b"{}"), send)
    return answered(told)


def answered(told: Sequence[Message]) -> Answer | None:
    if not told:
        return None
    start, *rest = told
    headers = {name.decode(): value.decode("latin-1") for name, value in start["headers"]}
    assert len(headers) == len(start["headers"]), "no header twice"
    return Answer(start["status"], headers, b"".join(one.get("body", b"") for one in rest))


def check_refused(answer: Answer | None, refusal: Refusal) -> None:
    """It is this refusal, in the form of an OperationOutcome, with the headers of every answer."""
    assert answer is not None
    assert (answer.status, json.loads(answer.body)) == (refusal.status, refusal.to_dict())
    assert answer.headers["content-type"] == "application/json"
    assert {k.lower(): v for k, v in {**SAFE_HEADERS, **refusal.headers}.items()}.items() <= (
        answer.headers.items()
    )


# -- the form of a request ------------------------------------------------------------------


class Wrong(NamedTuple):
    """A request that is refused, and what is answered."""

    case: str
    headers: Pairs
    refusal: Refusal
    method: str = "POST"
    path: str = "/"


NOT_JSON = Refusal(
    415,
    "not-supported",
    "the body is not said to be JSON",
    "send `Content-Type: application/json`, in UTF-8",
)
COMPRESSED = Refusal(
    415, "not-supported", "the body is compressed", "send it without `Content-Encoding`"
)
CONTROL = Refusal(400, "invalid", "a header has a control character in it")
CLOSE = {"Connection": "close"}
TOO_LARGE = Refusal(413, "too-long", "the body is larger than 100 bytes")
NO_NUMBER = Refusal(400, "invalid", "`Content-Length` is not a number")
NOT_FROM_THERE = Refusal(
    403,
    "forbidden",
    "this origin may not call from a browser",
    "origins of clients stand in the settings: `origins`",
)


def twice(name: str) -> Refusal:
    return Refusal(400, "invalid", f"the header `{name}` stands there twice")


def of_type(value: str) -> Pairs:
    return (("Content-Type", value),)


def long(value: str) -> Pairs:
    return (JSON, ("Content-Length", value))


def from_(origin: str) -> Pairs:
    return (JSON, ("Origin", origin))


WRONG = (
    Wrong("no type", (), NOT_JSON),
    Wrong("a text", of_type("text/plain"), NOT_JSON),
    Wrong("a form", of_type("application/x-www-form-urlencoded"), NOT_JSON),
    Wrong("parts", of_type("multipart/form-data; boundary=x"), NOT_JSON),
    Wrong("XML", of_type("application/fhir+xml"), NOT_JSON),
    Wrong("nearly JSON", of_type("application/json-seq"), NOT_JSON),
    Wrong("JSON as a remark", of_type("text/plain; application/json"), NOT_JSON),
    Wrong("another alphabet", of_type("application/json; charset=utf-16"), NOT_JSON),
    Wrong("compressed", (JSON, ("Content-Encoding", "gzip")), COMPRESSED),
    Wrong("put", of_type("text/plain"), NOT_JSON, method="PUT"),
    Wrong("a method of its own", (), NOT_JSON, method="INVOKE"),
    Wrong("said to be large", long("101"), TOO_LARGE),
    Wrong("said to be huge", long("9" * 5000), TOO_LARGE),
    Wrong("said to be less than nothing", long("-1"), NO_NUMBER),
    Wrong("said to be a word", long("ten"), NO_NUMBER),
    Wrong("digits of another script", long("²"), NO_NUMBER),
    Wrong("two lengths", (*long("2"), ("Content-Length", "3")), twice("Content-Length")),
    Wrong("two types", (JSON, JSON), twice("Content-Type")),
    Wrong("two tokens", (JSON, *2 * [("Authorization", "Bearer x")]), twice("Authorization")),
    Wrong("two hosts", (JSON, ("Host", "a"), ("Host", "b")), twice("Host")),
    Wrong("two origins", (*from_(LISTED), ("Origin", OTHER)), twice("Origin")),
    Wrong(
        "a smuggled request",
        (*long("2"), ("Transfer-Encoding", "chunked")),
        Refusal(400, "invalid", "`Content-Length` and `Transfer-Encoding` exclude each other"),
    ),
    Wrong("a line break in a header", (JSON, ("X-Id", "1\r\nX-Admin: yes")), CONTROL),
    Wrong("a lone line feed", (JSON, ("X-Id", "1\nX-Admin: yes")), CONTROL),
    Wrong("a null", (JSON, ("X-Id", "1\0")), CONTROL, method="GET"),
    Wrong("a deletion", (JSON, ("X-Id", "1\x7f")), CONTROL),
    Wrong(
        "much in the headers",
        (JSON, ("X-Id", "1" * 33_000)),
        Refusal(431, "too-long", "the headers are larger than 32768 bytes"),
    ),
    Wrong(
        "a long address",
        (JSON,),
        Refusal(414, "too-long", "the address is longer than 8192 bytes"),
        method="GET",
        path="/" + "a" * 8192,
    ),
    Wrong("a page of a stranger", from_("https://evil.example"), NOT_FROM_THERE),
    Wrong("nearly listed", from_(f"{LISTED}.evil.example"), NOT_FROM_THERE),
    Wrong("not encrypted", from_("http://ehr.example"), NOT_FROM_THERE),
    Wrong("another port", from_(f"{LISTED}:444"), NOT_FROM_THERE),
    Wrong("in capitals", from_("HTTPS://EHR.EXAMPLE"), NOT_FROM_THERE),
    Wrong("from nowhere", from_("null"), NOT_FROM_THERE),
    Wrong("any", from_("*"), NOT_FROM_THERE),
    Wrong("an empty origin", from_(""), NOT_FROM_THERE),
)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.case)
async def test_a_wrong_request_is_refused(wrong: Wrong) -> None:
    scope = request_of(wrong.method, wrong.headers, wrong.path)
    answer = await asked(echo, settings(body=100), scope)
    check_refused(answer, wrong.refusal)
    assert answer is not None
    # Nobody knows where such a request ends, so that nothing may follow it.
    closed = wrong.refusal.status in (400, 414, 431)
    assert answer.headers.get("connection") == ("close" if closed else None)
    if wrong.refusal is NOT_FROM_THERE:
        assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    "headers",
    [
        of_type("application/json"),
        of_type("Application/JSON; charset=UTF-8"),
        of_type('application/json;charset="utf-8";'),
        (JSON, ("Content-Encoding", "identity")),
        (JSON, ("Transfer-Encoding", "chunked")),
        (JSON, ("X-Name", "Zoë\tB.")),
        (JSON, ("Accept", "a"), ("Accept", "b")),
        long("100"),
        from_(LISTED),
        from_(PUBLIC),
        from_("http://localhost:3000"),
    ],
    ids=str,
)
async def test_a_right_request_comes_through(headers: Pairs) -> None:
    answer = await asked(echo, settings(body=100), request_of(headers=headers))
    assert answer is not None
    assert (answer.status, answer.body) == (200, b'{"method":"POST","bytes":2}')


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "DELETE"])
async def test_what_has_no_body_needs_no_type_and_no_origin(method: str) -> None:
    scope = request_of(method, [("Origin", "https://evil.example")])
    answer = await asked(echo, settings(), scope)
    assert answer is not None
    assert answer.status == 200
    assert "access-control-allow-origin" not in answer.headers


NAMES = [
    "Content-Type",
    "Content-Length",
    "Origin",
    "Host",
    "Content-Encoding",
    "X-Id",
    "Forwarded",
]


@settings_of(max_examples=examples(200))
@given(
    headers=st.lists(
        st.tuples(
            st.sampled_from(NAMES),
            st.sampled_from(["application/json", LISTED, "localhost", "identity", "2"])
            | st.text(st.characters(codec="latin-1"), max_size=40),
        ),
        max_size=6,
    ),
    method=st.sampled_from(["GET", "POST", "OPTIONS", "PUT", "X"]),
    open_=st.booleans(),
)
def test_whatever_is_sent_is_answered(headers: Pairs, method: str, open_: bool) -> None:
    """A request comes through or is refused, and the answer is one that can be sent."""
    used = settings(open_=open_, body=100)
    answer = asyncio.run(asked(echo, used, request_of(method, headers)))
    assert answer is not None
    assert answer.status in (200, 400, 403, 413, 415, 421)
    assert json.loads(answer.body).keys() in ({"method", "bytes"}, {"resourceType", "issue"})


# -- an open service ------------------------------------------------------------------------

NO_NAME = Refusal(
    421,
    "security",
    "an open service has no name but `localhost`",
    "call it as `localhost`, or list `clients:` and take `open: yes` away",
)
NO_PROXY = Refusal(
    403,
    "forbidden",
    "an open service answers nobody through a proxy",
    "list `clients:` and take `open: yes` away",
)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8720",
        "localhost.evil.example",
        "127.0.0.1@evil.example",
        "10.0.0.7",
        "",
        "[",
        "cds.example",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_an_open_service_is_called_by_no_other_name(host: str, method: str) -> None:
    """A page that lets its own name point here (DNS rebinding) gets nothing."""
    scope = request_of(method, [JSON, ("Host", host)])
    check_refused(await asked(echo, settings(open_=True), scope), NO_NAME)


@pytest.mark.parametrize(
    "name", ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"]
)
async def test_an_open_service_answers_nobody_through_a_proxy(name: str) -> None:
    scope = request_of(headers=[JSON, ("Host", "localhost"), (name, "127.0.0.1")])
    check_refused(await asked(echo, settings(open_=True), scope), NO_PROXY)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8720", "127.0.0.1:8720", "[::1]:8720"])
async def test_an_open_service_answers_this_computer(host: str) -> None:
    answer = await asked(echo, settings(open_=True), request_of(headers=[JSON, ("Host", host)]))
    assert answer is not None
    assert answer.status == 200


# -- browsers: CORS -------------------------------------------------------------------------

VARY = (
    "Origin, Access-Control-Request-Method, Access-Control-Request-Headers, "
    "Access-Control-Request-Private-Network"
)


def preflight(origin: str, method: str = "POST", headers: str = "", **more: str) -> Scope:
    pairs = [("Origin", origin), ("Access-Control-Request-Method", method)]
    if headers:
        pairs.append(("Access-Control-Request-Headers", headers))
    pairs += [(name.replace("_", "-"), value) for name, value in more.items()]
    return request_of("OPTIONS", pairs)


@pytest.mark.parametrize("origin", [LISTED, OTHER, "http://localhost:3000"])
@pytest.mark.parametrize(
    ("method", "headers"),
    [("POST", "authorization,content-type"), ("POST", "Authorization, Content-Type"), ("GET", "")],
)
async def test_a_browser_at_a_client_may_call(origin: str, method: str, headers: str) -> None:
    answer = await asked(echo, settings(), preflight(origin, method, headers))
    assert answer is not None
    assert answer.status == 200
    said = {k: v for k, v in answer.headers.items() if k.startswith("access") or k == "vary"}
    assert said == {
        "access-control-allow-origin": origin,
        "access-control-allow-methods": "GET, POST",
        "access-control-allow-headers": (
            "Accept, Accept-Language, Authorization, Content-Language, Content-Type"
        ),
        "access-control-max-age": "600",
        "vary": VARY,
    }


@pytest.mark.parametrize(
    ("scope", "what"),
    [
        (preflight("https://evil.example"), "origin"),
        (preflight("null"), "origin"),
        (preflight("*"), "origin"),
        (preflight(f"{LISTED}/"), "origin"),
        (preflight("http://ehr.example"), "origin"),
        (preflight("https://evil.ehr.example"), "origin"),
        (preflight(f"{LISTED}.evil.example"), "origin"),
        (preflight(PUBLIC), "origin"),
        (preflight(LISTED, "DELETE"), "method"),
        (preflight(LISTED, "post"), "method"),
        (preflight(LISTED, "POST", "x-admin"), "headers"),
        (preflight("https://evil.example", "PUT", "x-admin"), "origin, method, headers"),
        (preflight(LISTED, Access_Control_Request_Private_Network="true"), "private-network"),
    ],
)
async def test_other_preflights_are_refused(scope: Scope, what: str) -> None:
    refusal = Refusal(
        403,
        "forbidden",
        f"this may not be called from a browser in this way: {what}",
        "origins of clients stand in the settings: `origins`; methods are GET and POST",
        {"Vary": VARY},
    )
    answer = await asked(echo, settings(), scope)
    check_refused(answer, refusal)
    assert answer is not None
    assert "access-control-allow-origin" not in answer.headers


async def test_an_answer_names_the_origin_it_is_for_and_no_other() -> None:
    answer = await asked(echo, settings(), request_of(headers=from_(LISTED)))
    assert answer is not None
    said = {k: v for k, v in answer.headers.items() if k.startswith("access") or k == "vary"}
    assert said == {
        "access-control-allow-origin": LISTED,
        "access-control-expose-headers": "Retry-After, Pathway-Record",
        "vary": "Origin",
    }


async def test_a_browser_may_read_why_it_is_refused() -> None:
    scope = request_of(headers=[*of_type("text/plain"), ("Origin", LISTED)])
    answer = await asked(echo, settings(), scope)
    check_refused(answer, NOT_JSON)
    assert answer is not None
    assert answer.headers["access-control-allow-origin"] == LISTED


# -- size and time --------------------------------------------------------------------------


async def test_a_body_is_handed_on_whole() -> None:
    answer = await asked(echo, settings(body=6), request_of(), parts(b"ab", b"", b"cd", b"ef"))
    assert answer is not None
    assert answer.body == b'{"method":"POST","bytes":6}'


async def test_a_body_that_grows_too_large_is_not_kept() -> None:
    """Nothing said how long it is. It is answered when all is sent, for few listen before."""
    receive = parts(b"x" * 60, b"x" * 41, b"x" * 10**6)
    answer = await asked(echo, settings(body=100), request_of(), receive)
    check_refused(answer, TOO_LARGE)
    assert answer is not None
    assert "connection" not in answer.headers
    check_refused(await asked(echo, settings(body=100), request_of(), parts(b"x" * 101)), TOO_LARGE)


@pytest.mark.parametrize("headers", [(JSON,), long("101"), of_type("text/plain")], ids=str)
async def test_a_useless_body_that_never_ends_is_not_waited_for(headers: Pairs) -> None:
    first: list[Message] = [{"type": "http.request", "body": b"x" * 101, "more_body": True}]

    async def slow() -> Message:
        if not first:
            await asyncio.Event().wait()
        return first.pop()

    used = settings(body=100, seconds=0.01)
    answer = await asked(echo, used, request_of(headers=headers), slow)
    refusal = NOT_JSON if headers == of_type("text/plain") else TOO_LARGE
    check_refused(answer, replace(refusal, headers=CLOSE))


async def test_a_useless_body_is_read_no_further_than_a_hundred_megabytes() -> None:
    sent = 0

    async def endless() -> Message:
        nonlocal sent
        sent += 1
        return {"type": "http.request", "body": megabyte, "more_body": True}

    megabyte = b"x" * 1_000_000
    answer = await asked(echo, settings(body=100, seconds=PATIENCE), request_of(), endless)
    check_refused(answer, replace(TOO_LARGE, headers=CLOSE))
    assert sent == 101


async def test_who_asks_before_sending_is_answered_at_once() -> None:
    scope = request_of(headers=[*long("50000000"), ("Expect", "100-continue")])
    never = parts()
    answer = await asked(echo, settings(body=100), scope, never)
    check_refused(answer, replace(TOO_LARGE, headers=CLOSE))


async def test_a_body_that_never_ends_is_not_waited_for() -> None:
    began = parts(b"{")
    first = await began()
    message: list[Message] = [{**first, "more_body": True}]

    async def slow() -> Message:
        if not message:
            await asyncio.Event().wait()
        return message.pop()

    refusal = Refusal(
        408,
        "timeout",
        "the body did not come within 0.01 seconds",
        "",
        {"Connection": "close"},
    )
    check_refused(await asked(echo, settings(seconds=0.01), request_of(), slow), refusal)


async def test_a_client_that_goes_away_is_answered_nothing() -> None:
    async def gone() -> Message:
        return {"type": "http.disconnect"}

    assert await asked(echo, settings(), request_of(), gone) is None


LATE = Refusal(503, "timeout", "there is no answer within 0.01 seconds", "", {"Retry-After": "5"})


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_an_answer_that_never_comes_is_not_waited_for(method: str) -> None:
    ended = []

    async def late(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(True)
            await JSONResponse({"too": "late"})(scope, receive, send)

    answer = await asked(late, settings(seconds=0.01), request_of(method))
    check_refused(answer, LATE)
    assert ended == [True]


async def test_what_a_thread_does_comes_to_its_end_after_the_client_was_told() -> None:
    """Nothing is half recorded: a thread that writes is not torn away."""
    told: list[Message] = []
    begun, goes_on, written = threading.Event(), threading.Event(), threading.Event()

    async def writing(scope: Scope, receive: Receive, send: Send) -> None:
        await run_in_threadpool(write)
        await JSONResponse({"too": "late"})(scope, receive, send)

    def write() -> None:
        begun.set()
        assert goes_on.wait(PATIENCE)
        written.set()

    async def send(message: Message) -> None:
        told.append(message)

    seconds = 0.01
    while not begun.is_set():  # on a busy machine the time may be over before the thread begins
        told.clear()
        used = settings(seconds=seconds)
        await Guard(writing, used)(request_of(), parts(b"{}"), send)
        seconds *= 2
    answer = answered(told)
    assert answer is not None
    assert (answer.status, written.is_set()) == (503, False)
    goes_on.set()
    assert await run_in_threadpool(written.wait, PATIENCE)
    assert answered(told) == answer


async def test_an_answer_that_has_begun_is_finished() -> None:
    async def slowly(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(100):
            await asyncio.sleep(0)
        await send({"type": "http.response.body", "body": b"whole"})

    answer = await asked(slowly, settings(seconds=0), request_of("GET"))
    assert answer is not None
    assert (answer.status, answer.body) == (200, b"whole")


FAULT = Refusal(
    500,
    "exception",
    "a fault of the service: there is no answer",
    "the log of the service says where; tell its makers",
)


async def test_a_fault_is_told_to_nobody_but_its_place(caplog: pytest.LogCaptureFixture) -> None:
    """Neither the client nor the log hears what was in the request."""

    async def faulty(scope: Scope, receive: Receive, send: Send) -> None:
        name = "Jane Doe"
        raise ValueError(f"cannot read {name}")

    check_refused(await asked(faulty, settings(), request_of()), FAULT)
    (record,) = caplog.records
    assert (record.name, record.levelname, record.exc_info) == ("pathway.service", "ERROR", None)
    said = re.sub(r":\d+", ":N", record.getMessage())
    assert said == "fault ValueError at faults.py:N __call__ > test_limits.py:N faulty"


async def test_an_answer_that_breaks_off_is_told_without_its_reason() -> None:
    async def faulty(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ValueError("Jane Doe")

    with pytest.raises(BrokenOffError) as found:
        await asked(faulty, settings(), request_of())
    assert "Jane" not in "".join(traceback.format_exception(found.value))


async def test_a_refusal_is_answered_wherever_it_is_raised(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def refusing(scope: Scope, receive: Receive, send: Send) -> None:
        raise RefusedError(NOT_JSON)

    check_refused(await asked(refusing, settings(), request_of()), NOT_JSON)
    assert caplog.records == []


async def test_who_stops_the_server_stops_the_app() -> None:
    begun, ended = asyncio.Event(), []

    async def waiting(scope: Scope, receive: Receive, send: Send) -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(True)

    task = asyncio.ensure_future(asked(waiting, settings(), request_of()))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.sleep(0)
    assert ended == [True]


# -- what leaves ----------------------------------------------------------------------------


async def test_every_answer_keeps_out_of_caches_and_frames() -> None:
    answer = await asked(echo, settings(), request_of("GET"))
    assert answer is not None
    assert answer.headers == {
        "content-type": "application/json",
        "content-length": "26",
        "cache-control": "no-store",
        "content-security-policy": (
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        ),
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "strict-transport-security": "max-age=31536000",
        "vary": "Origin",
    }


async def test_what_is_not_encrypted_does_not_ask_for_it() -> None:
    answer = await asked(echo, settings(public="http://localhost:8720"), request_of("GET"))
    assert answer is not None
    assert "strict-transport-security" not in answer.headers


async def test_an_answer_may_say_it_otherwise_and_begins_no_other_header() -> None:
    async def page(scope: Scope, receive: Receive, send: Send) -> None:
        headers = [
            (b"Content-Security-Policy", b"style-src 'self'"),
            (b"X-Id", b"1\r\nSet-Cookie: admin=yes\0"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    answer = await asked(page, settings(), request_of("GET"))
    assert answer is not None
    assert answer.headers["Content-Security-Policy"] == "style-src 'self'"
    assert answer.headers["X-Id"] == "1Set-Cookie: admin=yes"
    assert "content-security-policy" not in answer.headers


async def test_an_app_is_put_behind_all_of_it() -> None:
    app = FastAPI()
    assert guarded(app, settings(body=100)) is app
    told: list[Message] = []

    async def send(message: Message) -> None:
        told.append(message)

    await app(request_of("GET", path="/none"), parts(b""), send)
    answer = answered(told)
    assert answer is not None
    assert (answer.status, answer.body) == (404, b'{"detail":"Not Found"}')
    assert {k.lower(): v for k, v in SAFE_HEADERS.items()}.items() <= answer.headers.items()
    told.clear()
    await app(request_of(headers=long("101")), parts(b""), send)
    check_refused(answered(told), TOO_LARGE)


@pytest.mark.parametrize("kind", ["lifespan", "websocket"])
async def test_what_is_no_request_passes_as_it_is(kind: str) -> None:
    seen: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope["type"])
        await send({"type": f"{kind}.something"})

    told: list[Message] = []

    async def send(message: Message) -> None:
        told.append(message)

    await Guard(app, settings())({"type": kind}, parts(b""), send)
    assert (seen, told) == ([kind], [{"type": f"{kind}.something"}])
