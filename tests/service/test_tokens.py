"""Which tokens are accepted: a table of right and wrong ones, with the answer to each."""

import gzip
import json
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Event, Thread
from typing import Any, NamedTuple

import httpx
import pytest
from hypothesis import assume, given
from hypothesis import settings as settings_of
from hypothesis import strategies as st

from pathway.records import open_served
from pathway.records.served_store import ServedRecords
from pathway.service.key_sets import AGAIN, FRESH, STALE, FetchedKeys, FileKeys
from pathway.service.refusal import Refusal, RefusedError
from pathway.service.settings import ClientSettings, ServiceSettings
from pathway.service.tokens import TokenCheck, is_loopback
from tests.chance import examples
from tests.patience import PATIENCE
from tests.service.signing import (
    CALLED,
    CLAIMS,
    ISSUER,
    LEFT_OUT,
    NOW,
    PUBLIC,
    PUBLISHED,
    encoded,
    jwks,
    keys_file,
    private,
    public,
    settings,
    signed,
    token,
)

HEAD = {"typ": "JWT", "kid": "ec", "alg": "ES384"}
INVALID = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
OTHER_ALG = "ES384 and RS384 are accepted"
NO_TIME = "the token has no `{}`, or it is not a time in seconds since 1970"
CLOCKS = "compare the clocks of both computers"
NOT_A_TOKEN = "the `Authorization` header is not `Bearer` and a signed token (JWT)"
NOT_SIGNED = "the signature is not that of the client"
ELSEWHERE = "the token is for another address"
AUD = f"`aud` has to be `{CALLED}`"
JKU = "`jku` is not the address of this client's keys"
JKU_HINT = "the settings name it in `keys`, or the file with the keys in its member `jku`"
LONG = "the token does not end within five minutes after it was issued"
NO_JTI = "the token has no `jti`, or it is not a short text"
NO_KID = "the token has no `kid`, or it is not a short text"


class Wrong(NamedTuple):
    """An `Authorization` header that is refused, and what is answered."""

    case: str
    sent: Callable[[], str | None]
    message: str
    hint: str = ""


def claims(**changes: Any) -> Callable[[], str]:
    return lambda: f"Bearer {token(changes)}"


def header(key: str = "ec", **changes: Any) -> Callable[[], str]:
    return lambda: f"Bearer {token(header=changes, key=key)}"


def sent(made: Callable[[], str]) -> Callable[[], str]:
    return lambda: f"Bearer {made()}"


def signed_with(algorithm: str) -> str:
    return f"the token is signed with `{algorithm}`"


def of_header(name: str) -> str:
    return f"the header of the token has `{name}`"


def changed_later() -> str:
    """The claims of one token under the signature of another."""
    head, _, signature = token().split(".")
    return ".".join([head, encoded(json.dumps(CLAIMS | {"jti": "two"}).encode()), signature])


WRONG = (
    # -- the header of the request
    Wrong("another scheme", lambda: "Basic dXNlcjpwYXNz", NOT_A_TOKEN),
    Wrong("no scheme", lambda: token(), NOT_A_TOKEN),
    Wrong("an empty token", lambda: "Bearer ", NOT_A_TOKEN),
    Wrong("two parts", lambda: "Bearer " + ".".join(token().split(".")[:2]), NOT_A_TOKEN),
    Wrong("four parts", lambda: f"Bearer {token()}.e30", NOT_A_TOKEN),
    Wrong("two tokens", lambda: f"Bearer {token()}, Bearer {token()}", NOT_A_TOKEN),
    Wrong("a line break", lambda: f"Bearer {token()}\r\nX-Admin: yes", NOT_A_TOKEN),
    Wrong("letters of another alphabet", lambda: f"Bearer {token()}é", NOT_A_TOKEN),
    Wrong(
        "very long",
        lambda: f"Bearer {token({'more': 'x' * 9000})}",
        "the token is longer than 8192 characters",
    ),
    Wrong("no JSON in its header", lambda: "Bearer bm8.e30.e30", "the token cannot be read"),
    Wrong("a list as header", lambda: "Bearer W10.e30.e30", "the token cannot be read"),
    Wrong("padding that is none", lambda: "Bearer e30x.e30.e30", "the token cannot be read"),
    Wrong("no JSON inside", sent(lambda: signed(HEAD, b"{")), "the token cannot be read"),
    Wrong("a list inside", sent(lambda: signed(HEAD, b"[]")), "the token has no `iss`"),
    # -- how it is signed
    Wrong("`none`", header(alg="none"), signed_with("none"), OTHER_ALG),
    Wrong("`None`", header(alg="None"), signed_with("None"), OTHER_ALG),
    Wrong(
        "no algorithm", header(alg=LEFT_OUT), "the token is signed with nothing known", OTHER_ALG
    ),
    Wrong(
        "a list of them", header(alg=["ES384"]), "the token is signed with nothing known", OTHER_ALG
    ),
    Wrong("the public key as a secret", header(alg="HS256"), signed_with("HS256"), OTHER_ALG),
    Wrong("the same with RSA", header("rsa", alg="HS384"), signed_with("HS384"), OTHER_ALG),
    Wrong("a weaker curve", header("p256", alg="ES256"), signed_with("ES256"), OTHER_ALG),
    Wrong("a shorter hash", header("rsa", alg="RS256"), signed_with("RS256"), OTHER_ALG),
    Wrong("an ending of its own", header(alg="ES384\n"), signed_with("ES384␊"), OTHER_ALG),
    Wrong("a curve key called RSA", header(alg="RS384"), "the client has no key `ec` for RS384"),
    Wrong(
        "an RSA key called a curve",
        header("rsa", alg="ES384"),
        "the client has no key `rsa` for ES384",
    ),
    Wrong("no signature", lambda: f"Bearer {token().rpartition('.')[0]}.", NOT_SIGNED),
    Wrong("a stranger's signature", header("stranger", kid="ec"), NOT_SIGNED),
    Wrong(
        "a signature of zeros",
        lambda: f"Bearer {token().rpartition('.')[0]}.{'A' * 128}",
        NOT_SIGNED,
    ),
    Wrong("changed afterwards", sent(changed_later), NOT_SIGNED),
    # -- keys that it brings along
    Wrong("its own key", header(jwk={"kty": "EC"}), of_header("jwk")),
    Wrong("its own certificate", header(x5c=["MIIB"]), of_header("x5c")),
    Wrong("a certificate elsewhere", header(x5u="https://evil.example/c"), of_header("x5u")),
    Wrong("an extension", header(crit=["b64"], b64=True), of_header("crit")),
    Wrong("compressed", header(zip="DEF"), of_header("zip")),
    Wrong("keys elsewhere", header(jku="https://evil.example/keys.json"), JKU, JKU_HINT),
    Wrong("keys in a file", header(jku="file:///etc/passwd"), JKU, JKU_HINT),
    Wrong("keys of this network", header(jku="http://169.254.169.254/"), JKU, JKU_HINT),
    Wrong("keys nearly there", header(jku=f"{PUBLISHED}?"), JKU, JKU_HINT),
    Wrong("an empty address of keys", header(jku=""), JKU, JKU_HINT),
    Wrong("no key named", header(kid=LEFT_OUT), NO_KID),
    Wrong("a number as key", header(kid=7), "the token cannot be read"),
    Wrong("an unknown key", header(kid="other"), "the client has no key `other` for ES384"),
    Wrong(
        "a path as key",
        header(kid="../../dev/null"),
        "the client has no key `../../dev/null` for ES384",
    ),
    Wrong("a token for something else", header(typ="at+jwt"), "`typ` of the token is not `JWT`"),
    Wrong("no type", header(typ=LEFT_OUT), "`typ` of the token is not `JWT`"),
    # -- who issued it, and for whom
    Wrong("no issuer", claims(iss=LEFT_OUT), "the token has no `iss`"),
    Wrong("a list of issuers", claims(iss=[ISSUER]), "the token has no `iss`"),
    Wrong(
        "an unknown issuer",
        claims(iss="https://evil.example"),
        "the issuer `https://evil.example` is no client here",
    ),
    Wrong(
        "nearly the issuer", claims(iss=f"{ISSUER}/"), f"the issuer `{ISSUER}/` is no client here"
    ),
    Wrong(
        "a client without keys",
        claims(iss="https://no-keys.example"),
        "no keys are known of this client",
        "name them in the settings: `keys`",
    ),
    Wrong("for nobody", claims(aud=LEFT_OUT), ELSEWHERE, AUD),
    Wrong("for nothing", claims(aud=[]), ELSEWHERE, AUD),
    Wrong("for the whole service", claims(aud=PUBLIC), ELSEWHERE, AUD),
    Wrong("for another of its addresses", claims(aud=f"{PUBLIC}/cds-services"), ELSEWHERE, AUD),
    Wrong("for another service", claims(aud="https://other.example/x"), ELSEWHERE, AUD),
    Wrong("for an address inside", claims(aud=f"{CALLED}/feedback"), ELSEWHERE, AUD),
    Wrong("for an object", claims(aud={"url": CALLED}), ELSEWHERE, AUD),
    # -- from when until when
    Wrong("expired", claims(iat=NOW - 200, exp=NOW - 60), "the token has expired", CLOCKS),
    Wrong("no end", claims(exp=LEFT_OUT), NO_TIME.format("exp")),
    Wrong("its end is a text", claims(exp=str(NOW + 200)), NO_TIME.format("exp")),
    Wrong("its end is endless", claims(exp=float("inf")), "the token cannot be read"),
    Wrong("its end is no number", claims(exp=float("nan")), "the token cannot be read"),
    Wrong("its end is huge", claims(exp=10**400), "the token cannot be read"),
    Wrong("its end is far", claims(exp=10**15), NO_TIME.format("exp")),
    Wrong("no beginning", claims(iat=LEFT_OUT), NO_TIME.format("iat")),
    Wrong("its beginning is true", claims(iat=True), NO_TIME.format("iat")),
    Wrong(
        "from tomorrow", claims(iat=NOW + 61, exp=NOW + 200), "the token is from the future", CLOCKS
    ),
    Wrong("not before tomorrow", claims(nbf=NOW + 61), "the token is from the future", CLOCKS),
    Wrong("it lives too long", claims(iat=NOW, exp=NOW + 302), LONG),
    Wrong("it ends before it begins", claims(iat=NOW + 20, exp=NOW + 10), LONG),
    # -- once
    Wrong("no id", claims(jti=LEFT_OUT), NO_JTI),
    Wrong("a number as id", claims(jti=1), NO_JTI),
    Wrong("an empty id", claims(jti=" "), NO_JTI),
    Wrong("a very long id", claims(jti="x" * 256), NO_JTI),
    Wrong(
        "used before",
        claims(jti="used"),
        "the token was used before",
        "make a new token for each request",
    ),
)


class Kept:
    """What was claimed, as the records keep it."""

    def __init__(self) -> None:
        self.claimed: list[tuple[str, str, float]] = []

    def __call__(self, issuer: str, jti: str, until: float) -> bool:
        self.claimed.append((issuer, jti, until))
        return jti != "used"


def refusal(check: TokenCheck, authorization: str | None, **more: Any) -> Refusal:
    with pytest.raises(RefusedError) as found:
        check.client(authorization, CALLED, NOW, **more)
    return found.value.refusal


def answer(check: TokenCheck, authorization: str) -> ClientSettings | Refusal:
    try:
        return check.client(authorization, CALLED, NOW)
    except RefusedError as error:
        return error.refusal


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.case)
def test_a_wrong_token_is_refused(wrong: Wrong, tmp_path: Path) -> None:
    kept = Kept()
    check = TokenCheck(settings(str(keys_file(tmp_path))), kept)
    found = refusal(check, wrong.sent())
    assert found == Refusal(401, "login", wrong.message, wrong.hint, INVALID)
    used = [(ISSUER, "used", NOW + 355.0)] if wrong.case == "used before" else []
    assert kept.claimed == used, "only a token that is right is claimed"


def test_the_table_is_long() -> None:
    assert len({wrong.case for wrong in WRONG}) == len(WRONG) >= 60


RIGHT: Mapping[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "a curve": ({}, {}, "ec"),
    "RSA": ({}, {}, "rsa"),
    "a list with the address": ({"aud": ["https://other.example", CALLED]}, {}, "ec"),
    "just expired": ({"iat": NOW - 300, "exp": NOW - 59}, {}, "ec"),
    "a clock that is fast": ({"iat": NOW + 60, "exp": NOW + 360}, {}, "ec"),
    "rounded apart": ({"iat": NOW, "exp": NOW + 301}, {}, "ec"),
    "fractions of seconds": ({"iat": NOW - 1.5, "exp": NOW + 20.25}, {}, "ec"),
    "claims of its own": ({"tenant": "ward", "sub": 7, "nbf": NOW - 5}, {}, "ec"),
    "its type in small letters": ({}, {"typ": "jwt"}, "ec"),
    "keys where the file says": ({}, {"jku": PUBLISHED}, "ec"),
}


@pytest.mark.parametrize("case", RIGHT)
@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_a_right_token_is_accepted_and_claimed(case: str, scheme: str, tmp_path: Path) -> None:
    changes, head, key = RIGHT[case]
    used = settings(str(keys_file(tmp_path, jku=PUBLISHED)))
    kept = Kept()
    client = TokenCheck(used, kept).client(f"{scheme} {token(changes, head, key=key)}", CALLED, NOW)
    assert client == used.clients[0]
    assert kept.claimed == [(ISSUER, "one", changes.get("exp", NOW + 295) + 60.0)]


def test_the_example_of_the_published_text_is_refused_for_its_age(tmp_path: Path) -> None:
    """Its key and its signature are those of the text, which lets it live for years."""
    keys = {
        "keys": [
            {
                "kty": "EC",
                "use": "sig",
                "crv": "P-384",
                "kid": "example-kid",
                "x": "46SDH7Znh821wblCBglA61sNE9ZrHYKKt3qRtRTmSXyOI_FIGBLWrWa0GPUkDCEk",
                "y": "XMcRuuoGW7CXjQdy-F5i3FeBE0x9hPLdeFdSoDd3ELmx404tLX0VRRcqzAsPhXcI",
                "alg": "ES384",
            }
        ],
        "jku": "https://fhir-ehr.example.com/jwk_uri",
    }
    (tmp_path / "keys.json").write_text(json.dumps(keys))
    client = ClientSettings("https://fhir-ehr.example.com/", keys=str(tmp_path / "keys.json"))
    check = TokenCheck(ServiceSettings("https://cds.example.org", clients=(client,)), Kept())
    with pytest.raises(RefusedError) as found:
        check.client(f"Bearer {PUBLISHED_EXAMPLE}", CALLED, 1_400_000_000)
    assert found.value.refusal.message == LONG


PUBLISHED_EXAMPLE = (
    "eyJhbGciOiJFUzM4NCIsInR5cCI6IkpXVCIsImtpZCI6ImV4YW1wbGUta2lkIiwiamt1IjoiaHR0cHM6Ly9maGlyLWVo"
    "ci5leGFtcGxlLmNvbS9qd2tfdXJpIn0.eyJpc3MiOiJodHRwczovL2ZoaXItZWhyLmV4YW1wbGUuY29tLyIsImF1ZCI6"
    "Imh0dHBzOi8vY2RzLmV4YW1wbGUub3JnL2Nkcy1zZXJ2aWNlcy9zb21lLXNlcnZpY2UiLCJleHAiOjE0MjI1Njg4NjAs"
    "ImlhdCI6MTMxMTI4MDk3MCwianRpIjoiZWUyMmIwMjEtZTFiNy00NjExLWJhNWItOGVlYzZhMzNhYzFlIiwidGVuYW50"
    "IjoiMmRkZDZjM2EtOGU5YS00NGM2LWEzMDUtNTIxMTFhZDMwMmEyIn0.d1WfLjGRKlcWB94l9do4cM8REXeYJLL6SGUB"
    "O8VHZhfM8mwKYP70EMxJ67War4TQblEpaQrp11wx5p7oPFm2ETYgCicS84vXWEIYTdjooZdooCSDf2L8-i4awdoUwiEb"
)


# -- once, whoever looks --------------------------------------------------------------------


USED = Refusal(
    401, "login", "the token was used before", "make a new token for each request", INVALID
)


def test_a_token_works_once_for_all_workers_and_after_a_restart(tmp_path: Path) -> None:
    used = settings(str(keys_file(tmp_path)))
    place = tmp_path / "records.db"

    def worker(records: ServedRecords) -> TokenCheck:
        return TokenCheck(used, lambda issuer, jti, until: records.claim(issuer, jti, until, NOW))

    def accepted(check: TokenCheck, jti: str) -> bool:
        found = answer(check, f"Bearer {token({'jti': jti})}")
        assert found in (used.clients[0], USED)
        return found != USED

    with open_served(place) as one, open_served(place) as other:
        workers = [worker(one), worker(other)]
        with ThreadPoolExecutor(8) as threads:
            found = list(threads.map(lambda n: accepted(workers[n % 2], f"{n // 8}"), range(64)))
    assert found.count(True) == 8
    with open_served(place) as again:
        assert not accepted(worker(again), "3")
        assert accepted(worker(again), "8")


# -- whatever is sent -----------------------------------------------------------------------

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=3), inside),
    max_leaves=5,
)


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> TokenCheck:
    return TokenCheck(settings(str(keys_file(tmp_path_factory.mktemp("keys")))), Kept())


@settings_of(max_examples=examples(200))
@given(data=st.data())
def test_a_token_that_was_touched_is_refused(checked: TokenCheck, data: st.DataObject) -> None:
    right = token()
    place = data.draw(st.integers(0, len(right) - 1))
    instead = data.draw(st.text(st.characters(codec="latin-1"), max_size=3))
    touched = right[:place] + instead + right[place + data.draw(st.integers(0, 3)) :]
    assume(touched.strip(" ") != right)
    assert refusal(checked, f"Bearer {touched}").status == 401


@settings_of(max_examples=examples(200))
@given(
    header=st.dictionaries(st.sampled_from(["alg", "typ", "kid", "jku", "x5t", "cty"]), ANYTHING),
    claimed=st.dictionaries(st.sampled_from([*CLAIMS, "nbf", "sub"]), ANYTHING, min_size=1),
)
def test_whatever_is_signed_is_accepted_or_refused(
    checked: TokenCheck, header: dict[str, Any], claimed: dict[str, Any]
) -> None:
    """A client's own key signs it, so that all that is inside is looked at."""
    found = answer(checked, f"Bearer {token(claimed, header)}")
    if isinstance(found, Refusal):
        assert found.status == 401
        assert json.dumps(found.to_dict()).encode()
    else:
        assert found.issuer == ISSUER
        assert not {"iss", "aud", "exp", "iat", "alg", "kid", "jku"} & {*claimed, *header}


# -- where no token is needed ---------------------------------------------------------------


NO_TOKEN = Refusal(
    401,
    "login",
    "the request has no token",
    "send `Authorization: Bearer` with a token of a client named in the settings",
    {"WWW-Authenticate": "Bearer"},
)


def test_a_client_whose_tokens_live_longer(tmp_path: Path) -> None:
    used = settings(str(keys_file(tmp_path)))
    longer = tuple(replace(one, token_seconds=900) for one in used.clients)
    sent = f"Bearer {token(CLAIMS | {'exp': NOW + 895})}"
    assert refusal(TokenCheck(used, Kept()), sent).message == LONG
    check = TokenCheck(replace(used, clients=longer), Kept())
    assert check.client(sent, CALLED, NOW).issuer == ISSUER


@pytest.mark.parametrize(("open_", "peer"), [(False, "127.0.0.1"), (True, "10.0.0.7"), (True, "")])
def test_without_a_token_nobody_is_answered(open_: bool, peer: str, tmp_path: Path) -> None:
    check = TokenCheck(settings(str(keys_file(tmp_path)), open_=open_), Kept())
    assert refusal(check, None, peer=peer) == NO_TOKEN


@pytest.mark.parametrize("authorization", [None, "Bearer x", f"Bearer {PUBLISHED_EXAMPLE}"])
def test_an_open_service_answers_anybody_on_this_computer(
    authorization: str | None, tmp_path: Path
) -> None:
    used = settings(str(keys_file(tmp_path)), open_=True)
    check = TokenCheck(used, Kept())
    assert check.client(authorization, CALLED, NOW, peer="127.0.0.1") == used.anybody
    assert used.anybody.issuer == "https://no-keys.example"
    assert replace(used, clients=()).anybody.issuer == ""


def test_an_open_service_knows_a_client_by_its_token(tmp_path: Path) -> None:
    used = settings(str(keys_file(tmp_path)), open_=True)
    check = TokenCheck(used, Kept())
    assert check.client(f"Bearer {token()}", CALLED, NOW, peer="::1") == used.clients[0]
    expired = f"Bearer {token({'iat': 1, 'exp': 2})}"
    assert refusal(check, expired, peer="::1").message == "the token has expired"


@pytest.mark.parametrize(
    ("peer", "here"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("::ffff:10.0.0.1", False),
        ("10.0.0.1", False),
        ("0.0.0.0", False),
        ("localhost", False),
        ("127.0.0.1, 10.0.0.1", False),
        ("", False),
    ],
)
def test_what_is_this_computer(peer: str, here: bool) -> None:
    assert is_loopback(peer) == here


# -- keys -----------------------------------------------------------------------------------


def unavailable(why: str) -> Refusal:
    message = "the keys of this client cannot be had now"
    return Refusal(503, "transient", message, why, {"Retry-After": "30"})


def test_a_file_is_read_again_when_it_changes(tmp_path: Path) -> None:
    path = keys_file(tmp_path, "ec")
    check = TokenCheck(settings(str(path)), Kept())
    by_rsa = f"Bearer {token(key='rsa')}"
    assert refusal(check, by_rsa).message == "the client has no key `rsa` for RS384"
    keys_file(tmp_path, "rsa")
    assert check.client(by_rsa, CALLED, NOW).issuer == ISSUER
    by_ec = f"Bearer {token()}"
    assert refusal(check, by_ec).message == "the client has no key `ec` for ES384"
    path.write_text('{"keys": []}')
    assert refusal(check, by_rsa).message == "the client has no key `rsa` for RS384"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "no such file or directory"),
        (b"{", "it is not JSON"),
        (b"[]", "it has no list of `keys`"),
        (b'{"keys": {}}', "it has no list of `keys`"),
        (b" " * 256_001, "it is too large"),
    ],
)
def test_a_file_without_keys_says_so(content: bytes | None, why: str, tmp_path: Path) -> None:
    path = keys_file(tmp_path)
    check = TokenCheck(settings(str(path)), Kept())
    assert check.client(f"Bearer {token()}", CALLED, NOW).issuer == ISSUER
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    found = refusal(check, f"Bearer {token()}")
    assert found == unavailable(f"the file with its keys: {why}")


@pytest.mark.parametrize(
    "key",
    [
        {**public("ec"), "use": "enc"},
        {**public("ec"), "alg": "ES256"},
        {**public("ec"), "key_ops": ["sign"]},
        {**public("ec"), "key_ops": 1},
        {**public("ec"), "crv": "P-256"},
        {**public("ec"), "x": "AAAA"},
        {**public("ec"), "x": None},
        {**public("ec"), "kid": None},
        {**public("ec"), "d": "AAAA"},
        public("p256", kid="ec"),
        public("rsa", kid="ec"),
        {"kty": "oct", "k": "c2VjcmV0", "kid": "ec", "alg": "ES384"},
        "ec",
        None,
    ],
    ids=[
        *("for encryption", "of ES256", "for signing", "operations that are none", "on P-256"),
        *(
            "another point",
            "no point",
            "no name",
            "a private key",
            "of P-256",
            "of RSA",
            "a secret",
        ),
        *("a text", "nothing"),
    ],
)
def test_a_key_that_does_not_fit_is_none(key: object, tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_text(json.dumps({"keys": [key, public("stranger", kid="other")]}))
    found = refusal(TokenCheck(settings(str(path)), Kept()), f"Bearer {token()}")
    assert found.message == "the client has no key `ec` for ES384"


def test_a_short_key_is_none(tmp_path: Path) -> None:
    assert private("short").key_size == 1024
    check = TokenCheck(settings(str(keys_file(tmp_path, "short"))), Kept())
    found = refusal(check, f"Bearer {token(key='short')}")
    assert found.message == "the client has no key `short` for RS384"


class Published:
    """The address where a client publishes its keys, and a clock to be set."""

    def __init__(self, *names: str) -> None:
        self.answer: Callable[[], httpx.Response] = lambda: httpx.Response(
            200, content=jwks(*names)
        )
        self.asked: list[str] = []
        self.now = 0.0

    def keys(self, place: str) -> FetchedKeys | FileKeys:
        http = httpx.Client(transport=httpx.MockTransport(self._answered))
        return FetchedKeys(place, http, lambda: self.now)

    def holds(self, *names: str) -> None:
        self.answer = lambda: httpx.Response(200, content=jwks(*names))

    def _answered(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(f"{request.method} {request.url}")
        return self.answer()

    def check(self) -> TokenCheck:
        return TokenCheck(settings(PUBLISHED), Kept(), self.keys)


def test_published_keys_are_fetched_once_and_again_when_they_are_old() -> None:
    there = Published("ec")
    check = there.check()
    for _ in range(3):
        assert check.client(f"Bearer {token()}", CALLED, NOW).issuer == ISSUER
    named = f"Bearer {token(header={'jku': PUBLISHED})}"
    assert check.client(named, CALLED, NOW).issuer == ISSUER
    assert there.asked == [f"GET {PUBLISHED}"]
    there.now = FRESH
    there.holds("rsa")
    assert refusal(check, f"Bearer {token()}").message == "the client has no key `ec` for ES384"
    assert there.asked == [f"GET {PUBLISHED}"] * 2


def test_an_unknown_key_is_looked_for_at_most_every_half_minute() -> None:
    there = Published("ec")
    check = there.check()
    assert check.client(f"Bearer {token()}", CALLED, NOW).issuer == ISSUER
    there.holds("ec", "rsa")
    by_rsa = f"Bearer {token(key='rsa')}"
    there.now = AGAIN - 1
    assert refusal(check, by_rsa).message == "the client has no key `rsa` for RS384"
    assert len(there.asked) == 1
    there.now = AGAIN
    assert check.client(by_rsa, CALLED, NOW).issuer == ISSUER
    for _ in range(5):
        assert refusal(check, f"Bearer {token(header={'kid': 'x'})}").status == 401
    assert len(there.asked) == 2


def test_known_keys_outlast_an_address_that_does_not_answer() -> None:
    there = Published("ec")
    check = there.check()
    assert check.client(f"Bearer {token()}", CALLED, NOW).issuer == ISSUER
    there.answer = lambda: httpx.Response(500)
    there.now = STALE - 1
    assert check.client(f"Bearer {token()}", CALLED, NOW).issuer == ISSUER
    there.now = STALE
    found = refusal(check, f"Bearer {token()}")
    assert found == unavailable("the address of its keys: it answered 500")


def failing() -> httpx.Response:
    raise httpx.ConnectTimeout("10.0.0.1 is silent")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (failing, "ConnectTimeout"),
        (lambda: httpx.Response(404), "it answered 404"),
        (
            lambda: httpx.Response(302, headers={"Location": "http://169.254.169.254/"}),
            "it answered 302",
        ),
        (lambda: httpx.Response(200, content=b"<html>"), "it is not JSON"),
        (lambda: httpx.Response(200, content=b" " * 300_000), "it is too large"),
        (
            lambda: httpx.Response(
                200,
                headers={"Content-Encoding": "gzip"},
                stream=httpx.ByteStream(gzip.compress(b" " * 10**6)),
            ),
            "it is compressed",
        ),
    ],
    ids=["silent", "missing", "redirected", "a page", "too large", "a bomb"],
)
def test_an_address_without_keys_says_so(answer: Callable[[], httpx.Response], why: str) -> None:
    there = Published()
    there.answer = answer
    check = there.check()
    found = refusal(check, f"Bearer {token()}")
    assert found == unavailable(f"the address of its keys: {why}")
    assert there.asked == [f"GET {PUBLISHED}"], "a redirect is not followed"
    there.holds("ec")
    there.now = AGAIN - 1
    assert refusal(check, f"Bearer {token()}").status == 503
    there.now = AGAIN
    assert check.client(f"Bearer {token()}", CALLED, NOW).issuer == ISSUER


def test_a_slow_stream_of_keys_is_cut_off() -> None:
    there = Published()

    def dripping() -> Any:
        while True:
            there.now += 1
            yield b" "

    there.answer = lambda: httpx.Response(200, content=dripping())
    found = refusal(there.check(), f"Bearer {token()}")
    assert found == unavailable("the address of its keys: it takes too long")


def test_many_at_once_fetch_once() -> None:
    there = Published("ec")
    check = there.check()
    together, accepted = Barrier(8), []

    def call() -> None:
        together.wait(PATIENCE)
        accepted.append(check.client(f"Bearer {token()}", CALLED, NOW).issuer)

    threads = [Thread(target=call) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert (accepted, there.asked) == ([ISSUER] * 8, [f"GET {PUBLISHED}"])


@pytest.mark.parametrize(("age", "works"), [(FRESH, True), (2 * FRESH, False)])
def test_others_go_on_while_one_fetches_but_not_with_old_keys(age: float, works: bool) -> None:
    there = Published("ec")
    check = there.check()
    assert answer(check, f"Bearer {token()}") != NO_KEY
    begun, goes_on = Event(), Event()

    def waiting() -> httpx.Response:
        begun.set()
        assert goes_on.wait(PATIENCE)
        return httpx.Response(200, content=jwks("rsa"))

    there.answer, there.now = waiting, age
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(answer, check, f"Bearer {token()}")
        assert begun.wait(PATIENCE)
        second = threads.submit(answer, check, f"Bearer {token()}")
        if works:
            assert second.result(PATIENCE) != NO_KEY, "it does not wait"
        goes_on.set()
        assert first.result(PATIENCE) == NO_KEY, "the key was taken out meanwhile"
        assert (second.result(PATIENCE) != NO_KEY) == works
    assert len(there.asked) == 2


NO_KEY = Refusal(401, "login", "the client has no key `ec` for ES384", "", INVALID)
