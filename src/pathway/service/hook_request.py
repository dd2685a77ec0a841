"""A CDS Hooks request as it came: checked for its form, its content as FHIR has it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from typing import Any, Final

import orjson

from pathway.frozen import frozen
from pathway.ground.problems import in_backticks
from pathway.service.refusal import Refusal, RefusedError

PATIENT_VIEW: Final = "patient-view"
ORDER_SELECT: Final = "order-select"
ORDER_SIGN: Final = "order-sign"
HOOKS: Final = (PATIENT_VIEW, ORDER_SELECT, ORDER_SIGN)


@frozen
class HookRequest:
    """One call of a hook.

    `instance` is the client's `hookInstance`, `patient` the id of `context.patientId`. `server` is
    `fhirServer` without a slash at its end, empty where none was given; `token` its access token.
    `prefetch` is None where the request has no such member.
    """

    hook: str
    instance: str
    patient: str
    user: str
    context: Mapping[str, Any]
    prefetch: Mapping[str, Any] | None
    server: str = ""
    token: str = ""


def read_request(body: bytes, hook: str, *, depth: int) -> HookRequest:
    """The request in a body for a service of one hook.

    Raises RefusedError: 400 for what is no such request.
    """
    json = read_json(body, depth=depth)
    if not isinstance(json, dict):
        raise refused("the body is not a JSON object")
    if (called := _text(json, "hook")) != hook:
        raise refused(
            f"the hook {in_backticks(called[:60])} was sent to the service of {in_backticks(hook)}"
        )
    context = json.get("context")
    if not isinstance(context, dict):
        raise refused("`context` is missing, or is not an object")
    prefetch = json.get("prefetch")
    if prefetch is not None and not isinstance(prefetch, dict):
        raise refused("`prefetch` is not an object")
    server, token = _server(json)
    return HookRequest(
        hook=hook,
        instance=_text(json, "hookInstance"),
        patient=_text(context, "patientId", "context."),
        user=_text(context, "userId", "context."),
        context=context,
        prefetch=prefetch,
        server=server,
        token=token,
    )


def read_json(body: bytes, *, depth: int) -> object:
    """The JSON in a body; raises RefusedError (400) for what is none, or is nested too deep."""
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise refused(f"the body is not JSON: line {error.lineno}, column {error.colno}") from error
    if _depth(body) > depth:
        raise refused(f"the JSON is nested deeper than {depth} levels")
    return found


def refused(message: str, hint: str = "") -> RefusedError:
    """A request that cannot be read."""
    return RefusedError(Refusal(400, "invalid", message, hint))


# -- private -------------------------------------------------------------------------------

#: The longest text in a request that is kept or compared: ids and names are far shorter.
_LONGEST: Final = 512


def _text(json: Mapping[str, Any], name: str, within: str = "") -> str:
    found = json.get(name)
    if not isinstance(found, str) or not found.strip() or len(found) > _LONGEST:
        raise refused(f"`{within}{name}` is missing, or is not a short text")
    return found


def _server(json: Mapping[str, Any]) -> tuple[str, str]:
    """The address of the record's server and the token for it, where they are given."""
    server, authorization = json.get("fhirServer"), json.get("fhirAuthorization")
    if server is None and authorization is None:
        return "", ""
    if not isinstance(server, str) or not server.strip():
        raise refused("`fhirServer` is not an address")
    if authorization is None:
        return server.rstrip("/"), ""
    token = authorization.get("access_token") if isinstance(authorization, dict) else None
    if not isinstance(token, str) or not token or not token.isascii() or not token.isprintable():
        raise refused("`fhirAuthorization` has no `access_token` that can be used")
    return server.rstrip("/"), token


def _depth(body: bytes) -> int:
    """How deep brackets are nested in JSON that can be read, those in its texts left out."""
    quoted = body.replace(rb"\\", b"").replace(rb"\"", b"").split(b'"')
    brackets = b"".join(quoted[::2]).translate(None, _NO_BRACKETS)
    return max(accumulate(map(_STEPS.__getitem__, brackets)), default=0)


_NO_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))
_STEPS: Final = dict(zip(b"[{]}", (1, 1, -1, -1), strict=True))
