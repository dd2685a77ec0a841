"""Keys of a client and tokens signed with them, right and wrong, for tests."""

import base64
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from pathway.service.settings import ClientSettings, ServiceSettings

PUBLIC: Final = "https://cds.example"
CALLED: Final = f"{PUBLIC}/cds-services/pathway-patient-view"
ISSUER: Final = "https://ehr.example"
PUBLISHED: Final = "https://ehr.example/keys.json"
#: When the tokens are looked at.
NOW: Final = 1_800_000_000

LEFT_OUT: Final = object()
CLAIMS: Final = {"iss": ISSUER, "aud": CALLED, "iat": NOW - 5, "exp": NOW + 295, "jti": "one"}


@cache
def private(name: str) -> Any:
    """A private key by its name: `ec` and `rsa` are the client's, the others are not."""
    match name:
        case "ec" | "stranger":
            return ec.generate_private_key(ec.SECP384R1())
        case "p256":
            return ec.generate_private_key(ec.SECP256R1())
        case "short":
            return rsa.generate_private_key(65537, 1024)
        case _:
            return rsa.generate_private_key(65537, 2048)


def public(name: str, **more: Any) -> dict[str, Any]:
    """The public key as it stands in a JWKS, its `kid` being its name."""
    key = private(name).public_key()
    written: dict[str, Any] = (
        RSAAlgorithm.to_jwk(key, as_dict=True)
        if isinstance(key, rsa.RSAPublicKey)
        else ECAlgorithm.to_jwk(key, as_dict=True)
    )
    written.pop("key_ops", None)
    return {"kid": name, "use": "sig"} | written | more


def jwks(*names: str, **more: Any) -> bytes:
    """A JWKS with these keys."""
    return json.dumps({"keys": [public(name) for name in names], **more}).encode()


def token(
    claims: Mapping[str, Any] | None = None,
    header: Mapping[str, Any] | None = None,
    *,
    key: str = "ec",
) -> str:
    """A token that is right but for these members of its claims and its header.

    It is signed with the key as its `alg` says, where the key can do that.
    """
    used = private(key)
    usual = {"alg": "ES384" if isinstance(used, ec.EllipticCurvePrivateKey) else "RS384"}
    head = _changed({"typ": "JWT", "kid": key} | usual, header or {})
    return signed(head, json.dumps(_changed(CLAIMS, claims or {})).encode(), key=key)


def signed(header: Mapping[str, Any], body: bytes, *, key: str = "ec") -> str:
    """A token put together by hand, so that it can be wrong in ways that no library allows."""
    content = f"{encoded(json.dumps(dict(header)).encode())}.{encoded(body)}"
    return f"{content}.{encoded(_signature(header.get('alg'), content.encode(), key))}"


def encoded(content: bytes) -> str:
    """Base64 as tokens have it."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def settings(keys: str, *, open_: bool = False, **more: Any) -> ServiceSettings:
    """The settings of a service with one client, whose keys are there."""
    client = ClientSettings(ISSUER, "The clinic", keys=keys, **more)
    nameless = ClientSettings("https://no-keys.example", "No keys")
    return ServiceSettings(PUBLIC, clients=(client, nameless), open=open_)


def keys_file(folder: Path, *names: str, **more: Any) -> Path:
    """A file with these keys of the client."""
    path = folder / "keys.json"
    path.write_bytes(jwks(*(names or ("ec", "rsa")), **more))
    return path


def _changed(usual: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**usual, **changes}.items() if value is not LEFT_OUT}


def _signature(algorithm: object, content: bytes, key: str) -> bytes:
    if algorithm in ("none", "None", None):
        return b""
    used = private(key)
    if isinstance(algorithm, str) and algorithm.startswith("HS"):
        # As if the public key, which everybody knows, were the secret that both sides share.
        secret = json.dumps(public(key)).encode()
        return jwt.get_algorithm_by_name(algorithm).sign(content, secret)
    usual = "ES384" if isinstance(used, ec.EllipticCurvePrivateKey) else "RS384"
    known = isinstance(algorithm, str) and algorithm[:2] == usual[:2]
    if known and (algorithm == usual or key != "ec"):
        usual = str(algorithm)
    return jwt.get_algorithm_by_name(usual).sign(content, used)
