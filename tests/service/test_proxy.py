"""The service behind nginx, set up as `docs/service.md` says."""

import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from pathway.service.settings import ClientSettings, Limits, ServiceSettings
from tests.nginx import free_ports, nginx
from tests.patience import PATIENCE
from tests.service.network import running
from tests.service.signing import ISSUER, keys_file, token

NAME = "cds.ward.example"
PATH = "/cds-services/pathway-patient-view"
PUBLIC = f"https://{NAME}"


def certificate(folder: Path) -> None:
    """A certificate for the name in the document, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


@contextmanager
def behind(folder: Path, settings: ServiceSettings, waits: str = f"{PATIENCE}s") -> Iterator[int]:
    """The service behind the proxy of the document, which waits so long for clients; its port."""
    outside, inside = free_ports()
    certificate(folder)
    here = {
        "listen 443 ssl": (f"listen 127.0.0.1:{outside} ssl", 2),
        "127.0.0.1:8002;": (f"127.0.0.1:{inside};", 1),
        "/etc/ssl/pathway/": (f"{folder}/", 2),
        "/var/log/nginx/": (f"{folder}/", 1),
        "client_body_timeout 10s;": (f"client_body_timeout {waits};", 1),
        "client_header_timeout 10s;": (f"client_header_timeout {waits};", 2),
        "proxy_read_timeout 15s;": (f"proxy_read_timeout {PATIENCE}s;", 1),
    }
    with running(settings, inside), nginx(folder, "docs/service.md", outside, here):
        yield outside
    assert not (folder / "asked.log").read_text(), "nothing is logged"
    assert not (folder / "pathway.log").read_text()
    kept = [path for number in "12" for path in (folder / number).glob("*")]
    assert kept == [], "no body was written to a disk"


def connected(folder: Path, port: int, name: str = NAME) -> ssl.SSLSocket:
    """An encrypted connection to the proxy, which has to show the right certificate."""
    context = ssl.create_default_context(cafile=str(folder / "certificate.pem"))
    return context.wrap_socket(socket.create_connection(("127.0.0.1", port)), server_hostname=name)


def asked(folder: Path, port: int, *lines: str, body: bytes = b"{}") -> tuple[int, str, bytes]:
    """One request, written by hand: status, headers and body of the answer."""
    with connected(folder, port) as there:
        there.settimeout(PATIENCE)
        there.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode() + body)
        answer = b""
        while part := there.recv(65536):
            answer += part
    head, _, content = answer.partition(b"\r\n\r\n")
    return int(head.split(b" ")[1]), head.decode(), content


def posted(*lines: str, length: int = 2) -> tuple[str, ...]:
    """The head of a right request, but for its token."""
    first = (f"POST {PATH} HTTP/1.1", f"Host: {NAME}", "Content-Type: application/json")
    return (*first, f"Content-Length: {length}", *lines)


def bearer(jti: str) -> str:
    now = int(time.time())
    claims = {"aud": f"{PUBLIC}{PATH}", "iat": now, "exp": now + 200, "jti": jti}
    return f"Authorization: Bearer {token(claims)}"


def settings(folder: Path, *, open_: bool = False) -> ServiceSettings:
    client = ClientSettings(ISSUER, "The clinic", keys=str(keys_file(folder)))
    return ServiceSettings(PUBLIC, clients=(client,), open=open_, limits=Limits(seconds=PATIENCE))


@pytest.mark.slow
@pytest.mark.needs("nginx")
def test_a_right_request_comes_through_and_others_do_not(tmp_path: Path) -> None:
    with behind(tmp_path, settings(tmp_path)) as port:
        spoofed = posted(bearer("one"), "X-Forwarded-For: 127.0.0.1", "Forwarded: for=127.0.0.1")
        status, head, body = asked(tmp_path, port, *spoofed)
        assert (status, body) == (
            200,
            f'{{"client":"The clinic","bytes":2,"host":"{NAME}",'
            '"x-forwarded-for":"127.0.0.1"}'.encode(),
        )
        assert "strict-transport-security: max-age=31536000" in head
        assert "nginx/" not in head, "no version"
        status, head, body = asked(tmp_path, port, *posted(bearer("one")))
        assert (status, b'"the token was used before"' in body) == (401, True)
        status, head, _ = asked(tmp_path, port, *posted())
        assert (status, "www-authenticate: Bearer" in head) == (401, True)
        assert asked(tmp_path, port, "GET /metrics HTTP/1.1", f"Host: {NAME}", body=b"")[0] == 404
        chunked = posted(bearer("two"), "Transfer-Encoding: chunked")
        assert asked(tmp_path, port, *chunked)[0] == 400
        assert asked(tmp_path, port, *posted(bearer("x"), "Host: evil.example"))[0] == 400


@pytest.mark.slow
@pytest.mark.needs("nginx")
def test_bodies_are_held_in_memory_up_to_the_limit(tmp_path: Path) -> None:
    with behind(tmp_path, settings(tmp_path)) as port:
        for number, (size, status) in enumerate(
            [(5_000_000, 200), (5_000_001, 413), (6 * 1024**2, 413)]
        ):
            lines = posted(bearer(str(number)), length=size)
            found, _, body = asked(tmp_path, port, *lines, body=b" " * size)
            assert found == status
            if status == 413:
                assert b"the body is larger than 5000000 bytes" in body
        # Above its own limit the proxy answers by itself, before it has read the body.
        lines = posted(bearer("huge"), length=50_000_000)
        assert asked(tmp_path, port, *lines, body=b"")[0] == 413


@pytest.mark.slow
@pytest.mark.needs("nginx")
def test_slow_clients_end_at_the_proxy(tmp_path: Path) -> None:
    with behind(tmp_path, settings(tmp_path), waits="1s") as port:
        for sent in (b"POST / HTTP/1.1\r\nHost:", "\r\n".join([*posted(), "", "{"]).encode()):
            answer = b""
            # On a busy machine the connection may end while it is still being made.
            with suppress(ssl.SSLError, ConnectionError), connected(tmp_path, port) as there:
                there.settimeout(PATIENCE)
                there.sendall(sent)
                while part := there.recv(65536):
                    answer += part
            assert answer[:12] in (b"", b"HTTP/1.1 408")


@pytest.mark.slow
@pytest.mark.needs("nginx")
def test_no_other_name_is_given_a_certificate(tmp_path: Path) -> None:
    with behind(tmp_path, settings(tmp_path)) as port:
        with pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME"):
            connected(tmp_path, port, "evil.example")
        plain = httpx.get(f"http://127.0.0.1:{port}/advice/secret")
        assert (plain.status_code, plain.headers["Server"]) == (400, "nginx"), "not encrypted"


@pytest.mark.slow
@pytest.mark.needs("nginx")
def test_an_open_service_behind_a_proxy_answers_nobody(tmp_path: Path) -> None:
    with behind(tmp_path, settings(tmp_path, open_=True)) as port:
        status, _, body = asked(tmp_path, port, *posted())
        assert (status, b"an open service has no name but `localhost`" in body) == (421, True)
        status, _, _ = asked(tmp_path, port, *posted("X-Forwarded-Host: localhost"))
        assert status == 421
