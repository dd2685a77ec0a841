"""Values at a date: observations, their components and members, and answers to questionnaires.

Of several the latest by its effective date counts. A value of which nobody can say what was
measured might be the latest of anything, and is kept as such.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pathway.fhir.elements import Codes, Doubt, Json, When, codes_of, first_when, items, spoken
from pathway.fhir.listed import name_of
from pathway.fhir.reading import (
    LATER,
    Nameless,
    Reading,
    ResourceClaim,
    ResourceStanding,
    Unread,
    first_doubt,
    standing_of,
)
from pathway.fhir.resource import Resource, contained
from pathway.fhir.rules import LEFT_OPEN
from pathway.fhir.values import observed_value, surely_none_of, unit_of
from pathway.ground.units import factor, is_pure_number, is_time
from pathway.ground.vocabulary import Value


def read_observation(reading: Reading, resource: Resource, report: Doubt | None = None) -> None:
    """What an observation says; `report` is why the report that holds it does not count."""
    doubt = reading.owned(resource)
    if doubt is None and "focus" in resource.json:
        doubt = reading.focused(resource)
    if doubt is not None and doubt.code == "P431":
        reading.ignore(resource, doubt)
        return
    standing, unsure = standing_of(resource.json.get("status"), OBSERVATION)
    if (
        unsure is not None
        and doubt is None
        and standing in (ResourceStanding.DROPPED, ResourceStanding.OVER)
    ):
        reading.ignore(resource, unsure)
        return
    when, undated = _effective(reading, resource)
    if undated is not None and undated.code == LATER:
        reading.ignore(resource, undated)
        return
    doubt = doubt or report or unsure or undated
    claimed = False
    for part, path in _parts(resource.json):
        claimed |= _measure(reading, resource, part, path, when, doubt)
    if not claimed and doubt is not None:
        reading.ignore(resource, doubt)


def read_report(reading: Reading, resource: Resource) -> None:
    """A report: observations inside it, and what becomes of all of them if it is in error."""
    for one in contained(resource):
        if one.kind == "Observation":
            read_observation(reading, one, refused_report(resource))


def says_nothing(reading: Reading, json: Json) -> bool:
    """Whether an observation with these codes and units says nothing, whatever else is in it.

    A record means the same without it, unless something else in the record refers to it.
    """
    for part, path in _parts(json):
        codes = codes_of(part.get("code"))
        if codes.flawed or not codes.keys or reading.spoken_of(codes.keys):
            return False
        if _damaged(reading, codes):
            return False
        if not reading.rules.knows(codes.keys) and _of_the_same_unit(reading, part, path):
            return False
    return True


def refused_report(resource: Resource) -> Doubt | None:
    """Why the results of a report do not count; they speak for themselves unless it is in error."""
    if resource.json.get("status") in ("entered-in-error", "cancelled"):
        text = f"the report {resource.label} is {resource.json['status']}"
        return Doubt("P433", "", text)
    return None


def read_answers(reading: Reading, resource: Resource) -> None:
    """The answers to a questionnaire whose items a site has mapped to attributes."""
    form = resource.json.get("questionnaire")
    form = form.partition("|")[0] if isinstance(form, str) else ""
    asked = {item: name for (of, item), name in reading.rules.questionnaires.items() if of == form}
    if not asked:
        text = "no site setting says what its items ask for"
        reading.ignore(resource, Doubt("P435", "questionnaire", text))
        return
    doubt = reading.owned(resource)
    standing, unsure = standing_of(resource.json.get("status"), ANSWERS)
    dropped = doubt if doubt is not None and doubt.code == "P431" else None
    if standing is ResourceStanding.DROPPED:
        dropped = dropped or unsure
    when, undated = reading.dated(first_when(resource.json, "authored"), "authored")
    if undated is not None and undated.code == LATER:
        dropped = dropped or undated
    if dropped is not None:
        reading.ignore(resource, dropped)
        return
    doubt = first_doubt((doubt, unsure, undated))
    for item in _all_items(resource.json):
        name = asked.get(str(item.get("linkId")))
        if name is not None:
            _answer(reading, resource, item, name, when, doubt)


# -- observations --------------------------------------------------------------------------

OBSERVATION: Final[Mapping[str, ResourceStanding]] = {
    "final": ResourceStanding.COUNTS,
    "amended": ResourceStanding.COUNTS,
    "corrected": ResourceStanding.COUNTS,
    "preliminary": ResourceStanding.OPEN,
    "unknown": ResourceStanding.OPEN,
    "registered": ResourceStanding.DROPPED,
    "cancelled": ResourceStanding.DROPPED,
    "entered-in-error": ResourceStanding.DROPPED,
}
ANSWERS: Final[Mapping[str, ResourceStanding]] = {
    "completed": ResourceStanding.COUNTS,
    "amended": ResourceStanding.COUNTS,
    "in-progress": ResourceStanding.OPEN,
    "stopped": ResourceStanding.OPEN,
    "entered-in-error": ResourceStanding.DROPPED,
}
#: Of how many values without a code it is found out what they may stand for.
MAX_NAMELESS: Final = 200
_EFFECTIVE: Final = ("effectiveDateTime", "effectiveInstant", "effectivePeriod", "issued")


def _effective(reading: Reading, resource: Resource) -> tuple[When | None, Doubt | None]:
    """When it was observed; only where that is not said, when it was made available."""
    if "effectiveTiming" in resource.json:
        return None, Doubt("P437", "effectiveTiming", "several times are not one date")
    return reading.dated(first_when(resource.json, *_EFFECTIVE), "effective")


def _parts(json: Json) -> list[tuple[Json, str]]:
    """An observation and its components, each with a code and a value of its own."""
    if not json.get("component"):
        return [(json, "")]
    has_value = any(key.startswith("value") for key in json) or "dataAbsentReason" in json
    parts = [(json, "")] if has_value else []
    for number, component in enumerate(items(json, "component")):
        known = component if isinstance(component, dict) else {}
        parts.append((known, f"component[{number}]."))
    return parts


def _measure(
    reading: Reading,
    resource: Resource,
    part: Json,
    path: str,
    when: When | None,
    doubt: Doubt | None,
) -> bool:
    """The claims of one value; whether there are any."""
    codes = codes_of(part.get("code"))
    owners = reading.spoken_of(codes.keys)
    if codes.flawed or (not owners and _damaged(reading, codes)):
        reading.nameless.append(_nameless(reading, resource, part, path, when, doubt))
    for name, key, code in owners:
        unread = Unread(key, part, path) if doubt is None else None
        claim = ResourceClaim(name, None, resource.label, code, when, doubt, _MEASURED, unread)
        reading.claims.append(claim)
    if not owners and _unmatched(reading, resource, part, path) and codes.keys:
        may_be = _of_the_same_unit(reading, part, path)
        if may_be:
            text = f"has a code that matches nothing ({codes.named}) and a unit that fits"
            reading.nameless.append(Nameless(resource.label, when, doubt or may_be, text))
    return bool(owners)


_MEASURED: Final = True


def _unmatched(reading: Reading, resource: Resource, part: Json, path: str) -> bool:
    """Whether a result has a code that means nothing here; if so this is noted by its name."""
    code = part.get("code")
    return reading.unmatched(resource, codes_of(code), path=f"{path}code", name=name_of(code))


def _damaged(reading: Reading, codes: Codes) -> bool:
    """Whether a code is one that is known, under a system that is not."""
    attributes = reading.rules.attributes
    return any(
        key not in attributes and (system, key[1]) in attributes
        for key in codes.keys
        for system in _MEASURES
    )


#: The systems whose codes say what was measured.
_MEASURES: Final = ("loinc", "snomed")


def _of_the_same_unit(reading: Reading, part: Json, path: str) -> dict[str, Value | None]:
    """The attributes that a number with a unit may be a value of, whatever its code is."""
    given = part.get("valueQuantity")
    unit = unit_of(given, path) if isinstance(given, dict) else None
    if not isinstance(unit, str) or is_pure_number(unit):
        return {}
    found: dict[str, Value | None] = {}
    for name, attribute in reading.vocabulary.attributes.items():
        wanted = attribute.type.unit
        if wanted is None or not attribute.codes or is_time(wanted):
            continue
        if factor(reading.rules.units.get((name, unit), unit), wanted) is not None:
            value = observed_value(reading, attribute, None, part, path)
            found[name] = None if isinstance(value, Doubt) else value
    return found


def asked_for(reading: Reading, name: str, unread: Unread) -> Value | Doubt:
    """The value, where the code of the question says enough of the attribute."""
    key, part, path = unread
    if reading.rules.meaning(name, key) == LEFT_OPEN:
        text = f"{spoken(key)} does not say enough of it"
        return Doubt("P442", f"{path}code", text)
    return observed_value(reading, reading.vocabulary.attributes[name], key, part, path)


def _nameless(
    reading: Reading,
    resource: Resource,
    part: Json,
    path: str,
    when: When | None,
    doubt: Doubt | None,
) -> Nameless:
    """What a value without a readable code may stand for."""
    if doubt is not None or len(reading.nameless) >= MAX_NAMELESS:
        unread = Doubt("P434", f"{path}code", "it cannot be said what was measured")
        return Nameless(resource.label, when, doubt or unread)
    may_be: dict[str, Value | None] = {}
    for name, attribute in reading.vocabulary.attributes.items():
        found = observed_value(reading, attribute, None, part, path)
        if not isinstance(found, Doubt):
            may_be[name] = found
        elif not surely_none_of(attribute, part):
            may_be[name] = None
    return Nameless(resource.label, when, may_be)


# -- questionnaires ------------------------------------------------------------------------


def _all_items(json: Json) -> Iterator[Json]:
    """All items of a response, those within items and answers too; however deep they are."""
    todo = list(reversed(items(json, "item")))
    while todo:
        item = todo.pop()
        if not isinstance(item, dict):
            continue
        yield item
        todo += items(item, "item")
        for answer in items(item, "answer"):
            if isinstance(answer, dict):
                todo += items(answer, "item")


def _answer(
    reading: Reading,
    resource: Resource,
    item: Json,
    name: str,
    when: When | None,
    doubt: Doubt | None,
) -> None:
    answers = items(item, "answer")
    path = f"item {item['linkId']} answer."
    found: Value | Doubt
    if len(answers) != 1 or not isinstance(answers[0], dict):
        said = "there is no answer" if not answers else "there are several answers"
        found = Doubt("P436", path.rstrip("."), said)
    else:
        attribute = reading.vocabulary.attributes[name]
        found = observed_value(reading, attribute, None, answers[0], path)
    wrong = doubt if doubt is not None else found if isinstance(found, Doubt) else None
    value = None if isinstance(found, Doubt) or wrong is not None else found
    code = f"item {item['linkId']}"
    claim = ResourceClaim(name, value, resource.label, code, when, wrong, measured=True)
    reading.claims.append(claim)
