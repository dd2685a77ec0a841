"""The words for a patient: what authors wrote `plainly`, and days as people say them.

Where nothing is written, the title is plain enough. Whole sentences for patients are the content's
own (`patient wording`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from pathway.advice.advice import Advice
from pathway.advice.model import Option, PathwayRef
from pathway.views.entries import words
from pathway.views.page import clean


def plain_name(advice: Advice, name: str) -> str:
    """What a patient calls an attribute, a finding, a treatment or a part of its history."""
    if (therapy := advice.program.therapies.get(name)) is not None:
        return clean(therapy.plainly or therapy.title)
    return clean(advice.program.plain_titles.get(name, words(name)))


def plain_title(option: Option) -> str:
    """What a patient calls a treatment."""
    return clean(option.plainly or option.title)


def yours(advice: Advice) -> str:
    """What the patient came with, as the pathway calls it."""
    complaint = clean(advice.pathway.complaint)
    return f"{complaint} like yours" if complaint else "what you have"


def plain_titles(advice: Advice, ids: Iterable[str]) -> str:
    """Several treatments in a row, each once."""
    known = (id_ for id_ in ids if id_ in advice.options)
    return ", ".join(dict.fromkeys(plain_title(advice.options[id_]) for id_ in known))


def day(written: date | str) -> str:
    """A date as people say it: 4 December 2026; a text that is none as it is."""
    try:
        found = date.fromisoformat(written) if isinstance(written, str) else written
    except ValueError:
        return str(written)
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def made_with(ref: PathwayRef) -> str:
    """With which pathway a page was made."""
    if not ref.id:
        return "Made without a pathway, because it was not known yet where it hurts."
    return f"Made with the pathway “{clean(ref.title)}”, version {clean(ref.version)}."
