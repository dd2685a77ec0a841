"""A patient's record for one request: what was sent along, and what is fetched of the rest."""

from __future__ import annotations

from collections.abc import Mapping

import httpx

from pathway.service.advising import Record
from pathway.service.fetching import fetch
from pathway.service.hook_request import HookRequest
from pathway.service.prefetch import PATIENT, filled, read_prefetch, without_kinds
from pathway.service.profiles import profile_of
from pathway.service.refusal import Refusal, RefusedError
from pathway.service.settings import ClientSettings, Limits


async def gathered(
    request: HookRequest,
    client: ClientSettings,
    queries: Mapping[str, str],
    limits: Limits,
    http: httpx.AsyncClient,
) -> Record:
    """The record as far as it can be had in time; what is late leaves its lists open.

    Raises RefusedError (412) that names the keys that were not sent, where the request names no
    server that may be asked for them, and where the patient is not to be had at all.
    """
    profile = profile_of(client.profile)
    wanted = without_kinds(queries, (*profile.lacks, *client.lacks))
    sent = read_prefetch(
        request.prefetch,
        wanted,
        patient=request.patient,
        null_means_none=profile.null_means_none,
        nothing_found=profile.nothing_found,
    )
    allowed = request.server in client.fhir_servers
    if sent.missing and not allowed:
        raise _incomplete(sent.missing, wanted)
    left = (*sent.missing, *sent.doubtful)
    if left and allowed:
        asked = {key: filled(wanted[key], request.patient) for key in left}
        found = await fetch(asked, request.server, request.token, client, limits, http)
        got = {key: one.resource for key, one in found.items() if one.resource is not None}
        sent = read_prefetch(
            {**(request.prefetch or {}), **got},
            wanted,
            patient=request.patient,
            reasons={key: one.why for key, one in found.items() if one.why},
            null_means_none=profile.null_means_none,
            nothing_found=profile.nothing_found,
        )
    if PATIENT in sent.missing:
        raise _incomplete((PATIENT,), wanted)
    return Record(sent.record, sent.gaps, request.server)


# -- private -------------------------------------------------------------------------------


def _incomplete(missing: tuple[str, ...], wanted: Mapping[str, str]) -> RefusedError:
    message = f"not sent, and not to be fetched: {', '.join(missing)}"
    hint = "; ".join(f"{key}: {wanted[key]}" for key in missing)
    return RefusedError(Refusal(412, "incomplete", message, hint))
