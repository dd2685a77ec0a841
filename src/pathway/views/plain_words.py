"""The words that patients are told: names, spans of time, reasons, and when to get help at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from pathway.advice.advice import Advice
from pathway.advice.model import Option, PathwayRef
from pathway.advice.words import number, said
from pathway.ground.terms import Urgency
from pathway.names import HistoryPart, history_name
from pathway.views.document import ListEntry, Paragraph, Section, Weight, passage
from pathway.views.entries import words
from pathway.views.page import clean

# -- names ---------------------------------------------------------------------------------


def plain_name(advice: Advice, name: str) -> str:
    """What a patient calls an attribute, a finding, a treatment or a part of its history."""
    if (therapy := advice.program.therapies.get(name)) is not None:
        return clean(therapy.plainly or therapy.title)
    return clean(advice.program.plain_titles.get(name, words(name)))


def plain_title(option: Option) -> str:
    """What a patient calls a treatment."""
    return clean(option.plainly or option.title)


def plain_titles(advice: Advice, ids: Iterable[str], last: str = "and") -> str:
    """Several treatments in a row, each once."""
    known = (id_ for id_ in ids if id_ in advice.options)
    return listed((plain_title(advice.options[id_]) for id_ in known), last)


def listed(names: Iterable[str], last: str = "and") -> str:
    """`a, b and c`, each once; with semicolons where a name has a comma itself."""
    found = list(dict.fromkeys(names))
    if len(found) < 2:
        return "".join(found)
    comma = "; " if any("," in name for name in found) else ", "
    return f"{comma.join(found[:-1])} {last} {found[-1]}"


def capital(text: str) -> str:
    """The text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def without_aside(name: str) -> str:
    """A plain name without the clinical word in parentheses behind it."""
    return _ASIDE.sub("", name)


def yours(advice: Advice) -> str:
    """What the patient came with, as the pathway calls it."""
    complaint = clean(advice.pathway.complaint)
    return f"{complaint} like yours" if complaint else "what you have"


def made_with(ref: PathwayRef) -> str:
    """With which pathway a page was made."""
    if not ref.id:
        return "Made without a pathway, because it was not known yet where it hurts."
    named = f"{clean(ref.id)}, version {clean(ref.version)}, {clean(ref.status)}"
    return f"Made with the pathway “{clean(ref.title)}” ({named})."


# -- this patient --------------------------------------------------------------------------


def because_of(advice: Advice, rules: Iterable[str]) -> list[str]:
    """What a patient calls all that makes rules hold, with the values that were recorded."""
    found = dict.fromkeys(name for rule in rules for name in advice.grounds(rule))
    return list(dict.fromkeys(_as_recorded(advice, name) for name in found))


def taken_for(advice: Advice, therapy: str) -> str:
    """How long this patient has had a treatment, or had it last; empty where that is unknown."""
    return span(_history(advice, therapy, "weeks"))


def taken_now(advice: Advice, therapy: str) -> str:
    """How much this patient takes a day; empty where that is unknown or nothing is taken."""
    dose = _history(advice, therapy, "dose")
    unit = advice.program.vocabulary.therapies.get(therapy)
    return "" if dose is None or unit is None else f"{said(dose, unit)} a day"


def helped_before(advice: Advice, therapy: str) -> bool:
    """Whether this patient said so."""
    fact = advice.facts.get(history_name(therapy, "helped"))
    return fact is not None and fact.value is True


# -- days ----------------------------------------------------------------------------------


def day(written: date | str) -> str:
    """A date as people say it: 4 December 2026; a text that is none as it is."""
    try:
        found = date.fromisoformat(written) if isinstance(written, str) else written
    except ValueError:
        return str(written)
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def counted(count: Decimal, unit: str) -> str:
    """`1 week`, `4 weeks`."""
    return f"{number(count)} {unit}" if count == 1 else f"{number(count)} {unit}s"


#: Up to so many weeks a span is told in weeks, and up to so many in months.
_IN_WEEKS: Final = 13
_IN_MONTHS: Final = 104
_WEEKS_A_MONTH: Final = Decimal("4.348")
_WEEKS_A_YEAR: Final = Decimal("52.18")


def span(weeks: Decimal | None) -> str:
    """A span of time as people say it; empty where it is not known."""
    if weeks is None:
        return ""
    if weeks < 1:
        return "less than a week"
    if weeks <= _IN_WEEKS:
        return f"about {counted(weeks.quantize(Decimal(1)), 'week')}"
    if weeks <= _IN_MONTHS:
        return f"about {counted((weeks / _WEEKS_A_MONTH).quantize(Decimal(1)), 'month')}"
    return f"about {counted((weeks / _WEEKS_A_YEAR).quantize(Decimal(1)), 'year')}"


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


# -- help ----------------------------------------------------------------------------------


def emergency_call(advice: Advice) -> tuple[Paragraph, ...]:
    """Whom to call, as the library says it."""
    said_so = clean(advice.program.emergency_call)
    return (Paragraph(f"In an emergency: {said_so}", strong=True),) if said_so else ()


def help_at_once(advice: Advice, *, call: bool = True) -> Section:
    """The safety net of the advice, and every sign that is an emergency by itself."""
    notes = [n for n in advice.notes if n.kind == "safety net"]
    ordered = sorted(notes, key=lambda note: note.owner.kind != "pathway")
    told = list(dict.fromkeys(clean(note.plainly or note.text) for note in ordered))
    signs = [ListEntry(capital(name)) for name in _signs(advice)]
    if signs:
        told.append("Go to hospital at once if you notice any of these:")
    section = passage(_HELP, " ".join(told), signs, Weight.HELP)
    first = emergency_call(advice) if call else ()
    return Section(_HELP, (*first, *section.blocks), weight=Weight.HELP)


def allergies_words(advice: Advice) -> str:
    """What every list of medicines is checked against; the patient knows best whether it is so."""
    named = [capital(clean(name)) for name in advice.allergies.plainly]
    if named:
        return f"We know of: {'; '.join(named)}. Tell us if one is wrong or missing."
    if advice.allergies.complete and not advice.allergies.open:
        return "We know of none. Tell us if that is wrong."
    return "We have not asked about all of them yet. Tell us what you cannot take."


# -- private -------------------------------------------------------------------------------

_HELP: Final = "When to get help at once"


def _as_recorded(advice: Advice, name: str) -> str:
    """The plain name of what was recorded; of a number, with it."""
    plain, value, unit = without_aside(plain_name(advice, name)), None, None
    known = advice.program.vocabulary.attributes
    if name not in known and name not in advice.program.therapies:
        read = [one for one in advice.program.reads.get(name, ()) if one in known]
        name = read[0] if len(read) == 1 else name
    if name in known and (fact := advice.facts.get(name)) is not None:
        value, unit = fact.value, known[name].type.unit
    if not isinstance(value, Decimal):
        return plain
    if unit in _WEEKS:
        return f"{plain}: {span(value)}"
    # A compound unit means nothing to a patient, and the number is what was talked about.
    return f"{plain}: {said(value, unit if unit is not None and '/' not in unit else None)}"


#: The clinical word behind a plain one, which a reason has no use for.
_ASIDE: Final = re.compile(r"\s*\([^()]*\)")
_WEEKS: Final = ("wk", "week", "weeks")


def _history(advice: Advice, therapy: str, part: HistoryPart) -> Decimal | None:
    fact = advice.facts.get(history_name(therapy, part))
    return fact.value if fact is not None and isinstance(fact.value, Decimal) else None


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
