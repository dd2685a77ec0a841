"""FHIR's data types as dictionaries, and texts as its narratives hold them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any, Final, TypeAlias

from pathway.fhir.advice_forms import ABSENT, ABSENT_EXTENSION
from pathway.patients.model import Why

Json: TypeAlias = dict[str, Any]

#: FHIR's words for why a value is missing. None of them says no.
ABSENT_REASONS: Final[Mapping[Why | None, str]] = {
    Why.DOES_NOT_KNOW: "asked-unknown",
    Why.NOT_ASKED: "not-asked",
    Why.NOT_FETCHED: "temp-unknown",
    Why.NOTHING_RECORDED: "unknown",
    Why.LEFT_OPEN: "unknown",
    Why.STALE: "unknown",
    Why.CONFLICTING: "unknown",
    Why.NOT_COMPUTABLE: "unknown",
    None: "unknown",
}

#: What each of these words is called.
_ABSENT_DISPLAYS: Final = {
    "asked-unknown": "Asked But Unknown",
    "not-asked": "Not Asked",
    "temp-unknown": "Temporarily Unknown",
    "unknown": "Unknown",
}


def compact(elements: Mapping[str, Any]) -> Json:
    """The elements that have a value: FHIR knows neither null nor empty lists and texts."""
    return {key: value for key, value in elements.items() if value not in (None, "", [], {})}


def coding(system: str, code: str, display: str = "") -> Json:
    """One code."""
    return compact({"system": system, "code": code, "display": display})


def concept(text: str, *codings: Json) -> Json:
    """A concept: its words, and its codes."""
    return compact({"coding": list(codings), "text": text})


def absent_coding(why: Why | None) -> Json:
    """Why a value is missing, as a code."""
    code = ABSENT_REASONS[why]
    return coding(ABSENT, code, _ABSENT_DISPLAYS[code])


def absent_extension(why: Why | None) -> Json:
    """Why a value is missing, as an extension."""
    return {"url": ABSENT_EXTENSION, "valueCode": ABSENT_REASONS[why]}


def paragraph(text: str) -> str:
    """A paragraph of a narrative."""
    return f"<p>{escaped(text)}</p>"


def headed(title: str, lines: Iterable[str]) -> str:
    """A list of a narrative under a heading; nothing where it has no lines."""
    told = "".join(f"<li>{escaped(line)}</li>" for line in lines)
    return f"<p><b>{escaped(title)}</b></p><ul>{told}</ul>" if told else ""


def narrative(parts: Sequence[str]) -> Json:
    """A generated narrative of parts in XHTML."""
    div = f'<div xmlns="http://www.w3.org/1999/xhtml">{"".join(parts)}</div>'
    return {"status": "generated", "div": div}


def escaped(text: str) -> str:
    """A text inside XHTML: nothing in it is markup, and it has no character that XML lacks."""
    return escape(_NOT_XML.sub("\ufffd", text), quote=False)


_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
