"""The page behind a card's link: the same advice in full, for whoever has the link, for an hour.

The link names the card and its end, and carries a mark that only the holder of the records' key
can make; nothing about the patient stands in it. The advice is computed anew from the record of
the card, and the page says so where the library has changed since.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

import orjson

from pathway.engine import Library
from pathway.frozen import frozen
from pathway.records.served import ServiceRecord
from pathway.service.refusal import Refusal, RefusedError


@frozen
class PageLinks:
    """Makes links and reads them; `sign` is a keyed hash, `public` the address of the service."""

    public: str
    minutes: int
    sign: Callable[[str], str]

    def link(self, uuid: str, now: float) -> str:
        """The address of the page of a card."""
        until = int(now) + 60 * self.minutes
        return f"{self.public}/advice/{uuid}.{until:x}.{self._mark(uuid, until)}"

    def card(self, token: str, now: float) -> str:
        """The card that a link is of; raises RefusedError (404) for a wrong or ended one."""
        parts = token.split(".")
        try:
            uuid, until, mark = parts[0], int(parts[1], 16), parts[2]
        except (IndexError, ValueError):
            raise _gone() from None
        if len(parts) != 3 or not hmac.compare_digest(
            mark.encode(), self._mark(uuid, until).encode()
        ):
            raise _gone()
        if now > until:
            raise _gone()
        return uuid

    def _mark(self, uuid: str, until: int) -> str:
        raw = bytes.fromhex(self.sign(f"advice page\0{uuid}\0{until}"))
        return base64.urlsafe_b64encode(raw[:18]).decode()


def page(library: Library, record: ServiceRecord, today: date) -> str:
    """The advice of a record as an HTML page; raises RefusedError where there was none."""
    from pathway.views.contents import Extras, document
    from pathway.views.document import drawn
    from pathway.views.forms import Form

    body = orjson.loads(record.entry.body)
    if not body["snapshot"]:
        raise RefusedError(Refusal(404, "not-found", "there was no advice behind this card"))
    as_of = date.fromisoformat(body["as_of"])
    patient = library.patient_from_text(body["snapshot"], "the record", today=max(today, as_of))
    patient = replace(patient, label=f"the patient of record {record.sequence}")
    advice = library.advise(patient, body["pathway"] or None, as_of, strict=body["strict"])
    made = document(advice, Extras(advice.to_dict()["digest"], brief=True))
    notice = _STALE.format(body["version"], advice.pathway.version)
    changed = body["digest"] != advice.pathway.digest
    return drawn(replace(made, notice=notice) if changed else made, Form.HTML)


# -- private -------------------------------------------------------------------------------

_STALE: Final = (
    "The pathway has changed since the card was shown (version {} then, {} now): "
    "this is what the pathway of now says."
)


def _gone() -> RefusedError:
    hint = "open the patient again for a new one"
    return RefusedError(Refusal(404, "not-found", "this link has ended, or never was one", hint))
