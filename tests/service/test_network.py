"""Requests that are wrong on the wire, to the service itself."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from pathway.service.settings import ClientSettings, Limits, ServiceSettings
from tests.nginx import free_ports
from tests.patience import PATIENCE
from tests.service.network import running
from tests.service.signing import CALLED, ISSUER, PUBLIC, keys_file, token

PATH = CALLED.removeprefix(PUBLIC)


def settings(folder: Path, seconds: float = PATIENCE) -> ServiceSettings:
    client = ClientSettings(ISSUER, "The clinic", keys=str(keys_file(folder)))
    return ServiceSettings(PUBLIC, clients=(client,), limits=Limits(seconds=seconds))


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    found, _ = free_ports()
    with running(settings(tmp_path_factory.mktemp("service")), found):
        yield found


def head(*lines: str, last: bool = True) -> bytes:
    now = int(time.time())
    claims = {"iat": now, "exp": now + 300, "jti": str(time.monotonic_ns())}
    close = ("Connection: close",) if last else ()
    first = [f"POST {PATH} HTTP/1.1", "Host: cds.example", f"Authorization: Bearer {token(claims)}"]
    return "\r\n".join([*first, *lines, *close, "", ""]).encode("latin-1")


JSON = "Content-Type: application/json"


def length(number: int) -> str:
    return f"Content-Length: {number}"


def answers(port: int, *sent: bytes) -> list[tuple[int, dict[str, str], Any]]:
    """Everything that is answered on one connection; the last request has to close it."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as there:
        with suppress(ConnectionError):  # where it was refused before its end
            for part in sent:
                there.sendall(part)
        answered = b""
        while part := there.recv(65536):
            answered += part
    found = []
    while answered:
        start, _, rest = answered.partition(b"\r\n\r\n")
        status, *lines = start.decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines)
        size = int(headers.get("content-length", len(rest)))
        body, answered = rest[:size], rest[size:]
        json_ = headers.get("content-type") == "application/json"
        found.append((int(status.split(" ")[1]), headers, json.loads(body) if json_ else body))
    return found


def message(answer: tuple[int, dict[str, str], Any]) -> tuple[int, str]:
    return answer[0], answer[2]["issue"][0]["diagnostics"]


def test_a_right_request_is_answered(port: int) -> None:
    [(status, headers, body)] = answers(port, head(JSON, length(2)), b"{}")
    assert (status, body["client"], body["bytes"]) == (200, "The clinic", 2)
    assert headers["cache-control"] == "no-store"


TOO_LARGE = (413, "the body is larger than 5000000 bytes")


def test_fifty_megabytes_are_refused_in_a_form_that_is_read(port: int) -> None:
    sent = [b"x" * 1_000_000] * 50
    [answer] = answers(port, head(JSON, length(50_000_000)), *sent)
    assert message(answer) == TOO_LARGE


def test_nobody_said_how_much_it_would_be(port: int) -> None:
    chunk = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    sent = [*[chunk] * 6, b"0\r\n\r\n"]
    [answer] = answers(port, head(JSON, "Transfer-Encoding: chunked"), *sent)
    assert message(answer) == TOO_LARGE


def test_a_body_that_never_ends_is_not_waited_for(tmp_path: Path) -> None:
    port, _ = free_ports()
    with (
        running(settings(tmp_path, seconds=0.2), port),
        socket.create_connection(("127.0.0.1", port), PATIENCE) as there,
    ):
        there.sendall(head(JSON, length(100)) + b"{")
        answered = b""
        while part := there.recv(65536):
            answered += part
    assert answered.startswith(b"HTTP/1.1 408 ")
    assert b"the body did not come within 0.2 seconds" in answered


def test_a_body_is_never_read_as_the_next_request(port: int) -> None:
    """What is refused is thrown away whole, and the connection goes on behind it."""
    inner = head(JSON, length(2)) + b"{}"
    sent = head("Content-Type: text/plain", length(len(inner)), last=False) + inner
    found = answers(port, sent, head(JSON, length(2)), b"{}")
    assert [status for status, *_ in found] == [415, 200]


@pytest.mark.parametrize(
    "lines",
    [
        (JSON, length(2), "Transfer-Encoding: chunked"),
        (JSON, length(2), length(3)),
        (JSON, length(-2)),
        (JSON, "Transfer-Encoding: xchunked"),
        (JSON, length(2), "X-Id: 1\0"),
        (JSON, length(2), "X-Id: 1\rX-Admin: yes"),
        (JSON, length(2), "X Id: 1"),
        (JSON, length(2), JSON),
        (JSON, length(2), "Host: evil.example"),
        (JSON, length(2), "Authorization: Bearer x"),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(lines: tuple[str, ...], port: int) -> None:
    # In one piece: what comes after the connection was closed would reset it, answer and all.
    status, *_ = answers(port, head(*lines) + b"{}")[0]
    assert status in (400, 501)
