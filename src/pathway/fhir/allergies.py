"""What the entries of a list of allergies say of the attributes that ask for allergies.

An entry in words means the concept that is called so, else the ingredients of a product of that
name. One that nobody understands leaves open all that it may mean, and is asked about by name;
that there are none says no to all that it speaks of, unless another entry stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from pathway.fhir.rules import CALLED, THERAPY, Key, Rules, Sense
from pathway.ground.problems import in_backticks, visible
from pathway.ground.vocabulary import RecordList
from pathway.patients.model import Allergy, Entry, Patient, Why

#: The source of what an entry says that names none.
SOURCE: Final = "list of allergies"


def with_allergies(patient: Patient, rules: Rules) -> Patient:
    """The patient with what the list of allergies says, beside what else is recorded."""
    if not patient.allergies:
        return patient
    heard = [_heard(one, rules) for one in patient.allergies]
    some = any(not one.none for one in heard)
    entries = dict(patient.entries)
    said = [(one, name, entry) for one in heard for name, entry in _says(one, rules, some=some)]
    # What is said for certain comes before what is only left open.
    for _, name, entry in sorted(said, key=lambda row: row[2].value is None):
        if not _is_known(entries.get(name, ()), entry):
            entries[name] = (*entries.get(name, ()), entry)
    return replace(patient, entries=entries)


def keys_of(text: str, rules: Rules) -> tuple[Key, ...] | None:
    """The codes of a substance or a class in words; None where nobody here calls it so."""
    word = " ".join(text.lower().split())
    called, therapy = (CALLED, word), (THERAPY, word)
    if called in rules.empty or rules.concept(LIST, called):
        return (called,)
    found = rules.names.parse(text)
    return (therapy,) if found is None and therapy in rules.allergies else found


LIST: Final = RecordList.ALLERGIES.value

# -- private -------------------------------------------------------------------------------


class _Heard(NamedTuple):
    """An entry with its codes, what they say, and whether they say that there are none."""

    allergy: Allergy
    keys: tuple[Key, ...]
    sense: Sense
    none: bool


def _heard(allergy: Allergy, rules: Rules) -> _Heard:
    """Every code counts; one that is not known is read by the words."""
    words = keys_of(allergy.to, rules)
    known = [key for key in allergy.codes if not rules.sense(LIST, (key,)).strange]
    keys = tuple(dict.fromkeys((*(allergy.codes if words is None else known), *(words or ()))))
    none = bool(keys) and all(rules.empty.get(key) == LIST for key in keys)
    return _Heard(allergy, keys, rules.sense(LIST, keys), none)


def _says(heard: _Heard, rules: Rules, *, some: bool) -> Iterator[tuple[str, Entry]]:
    """What an entry says; `some` where another one says that there are allergies."""
    allergy, sense = heard.allergy, heard.sense
    named = in_backticks(visible(allergy.to))
    listed = rules.listed.get(LIST, frozenset())
    if heard.none:
        for name in sorted(listed - sense.bears.keys()):
            if some or allergy.doubt is not None:
                text = allergy.doubt or "others stand beside it"
                yield name, _entry(allergy, None, f"{named} is on the list: {text}")
            else:
                yield name, _entry(allergy, value=False)
    elif not heard.keys or sense.strange:
        for name in sorted(listed - sense.means.keys()):
            yield name, _entry(allergy, None, f"what is {named}, on the list of allergies?")
    for name in sense.means:
        if allergy.doubt is not None:
            yield name, _entry(allergy, None, f"{named} is on the list: {allergy.doubt}")
        else:
            assumed = f"{named} is on the list as an intolerance; it counts as an allergy"
            told = assumed if allergy.intolerance else None
            yield name, _entry(allergy, value=True, assumed=told)
    for name in sense.bears:
        yield name, _entry(allergy, None, f"{named} is on the list, and may mean it")


def _entry(
    allergy: Allergy, value: bool | None, detail: str | None = None, assumed: str | None = None
) -> Entry:
    return Entry(
        value,
        None if value is not None else Why.NOT_ASKED,
        allergy.on,
        allergy.source or SOURCE,
        detail,
        allergy.span,
        assumed,
        listed=True,
    )


def _is_known(said: tuple[Entry, ...], entry: Entry) -> bool:
    """Whether what is recorded says as much already, as of the same day."""
    if entry.value is None:
        said = tuple(one for one in said if one.listed)
        return any(one.on in (None, entry.on) for one in said)
    return any(one.value == entry.value and one.on in (None, entry.on) for one in said)
