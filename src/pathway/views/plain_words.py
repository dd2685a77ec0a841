"""The names that patients are told, when to get help at once, and which allergies are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from pathway.advice.advice import Advice
from pathway.advice.model import Option, PathwayRef
from pathway.ground.terms import Urgency
from pathway.views.document import ListEntry, Section, Weight, passage
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


def help_at_once(advice: Advice) -> Section:
    """The safety net of the advice, and every sign that is an emergency by itself."""
    notes = [clean(n.text) for n in advice.notes if n.kind == "safety net"]
    told = dict.fromkeys(_to_the_patient(note) for note in notes)
    signs = [ListEntry(_capital(name)) for name in _signs(advice)]
    if signs:
        lead = " ".join([*told, "Go to hospital at once if you notice any of these:"])
    else:
        lead = " ".join(told)
    return passage("When to get help at once", lead, tuple(signs), Weight.HELP)


def allergies_block(advice: Advice) -> Section:
    """What every list of medicines is checked against; the patient knows best whether it is so."""
    named = tuple(ListEntry(_capital(clean(name))) for name in advice.allergies.plainly)
    if named:
        lead = "We know of these. Tell us if one is wrong or missing."
    elif advice.allergies.complete and not advice.allergies.open:
        lead = "We know of none. Tell us if that is wrong."
    else:
        lead = "We have not asked about all of them yet. Tell us what you cannot take."
    return passage("Your allergies", lead, named)


# -- private -------------------------------------------------------------------------------


def _to_the_patient(note: str) -> str:
    """A note for clinicians on what to tell, as what is told."""
    said = _TELL.sub("", note)
    return _capital(clean(said)) if said != note else note


_TELL: Final = re.compile(r"^Tell (?:every|the) patient[^:]*: ")


def _signs(advice: Advice) -> Iterator[str]:
    """The signs that raise an emergency alone, as far as they are not there already."""
    from pathway.language.syntax import Apply, Name

    program = advice.program
    names: dict[str, None] = {}
    for flag in program.flags:
        if flag.urgency is not Urgency.EMERGENCY:
            continue
        expr = flag.condition
        parts = expr.args if isinstance(expr, Apply) and expr.op == "or" else (expr,)
        names.update((p.name, None) for p in parts if isinstance(p, Name))
    for name in names:
        if name in program.vocabulary.attributes and advice.facts[name].value is not True:
            yield plain_name(advice, name)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
