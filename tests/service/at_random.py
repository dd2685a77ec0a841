"""Requests at random: what a record system may send of any patient, about any orders.

Codes are those that the library reads, and a few that nobody knows; a third of what a resource may
say is left out, so that a record is as full of holes as real ones are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from random import Random
from typing import Any, Final

from pathway.engine import Library
from pathway.frozen import frozen
from pathway.ground.vocabulary import Base
from pathway.service.profiles import PROFILES
from tests.ehr.hazards import HARMLESS, HAZARDS
from tests.ehr.short_records import SYSTEMS, concept, short

from .charts import DAY, SITE, Resource, condition, dosed, draft, hook, measured, person
from .clients import prefetch

#: A form whose answers are known to mean what is asked; each item has the name of its attribute.
FORM: Final = "http://example.org/asked"
#: Sites: one whose lists are whole, and one of which nothing is known.
SITES: Final = ("whole", "open")
HOOKS: Final = ("patient-view", "order-select", "order-sign")
#: A complaint that a pathway is for.
COMPLAINTS: Final = ("M54.41", "M54.16", "M54.50", "M54.31", "M54.5")
_NAMES: Final = ("the usual tablets", "Mittel *X* [Ä]", "tablets of a long name " * 9)
_RESULTS: Final = (("777-3", "10*9/L", 400), ("98979-8", "mL/min/{1.73_m2}", 120))


@frozen
class Sent:
    """One request: the hook, the record, the drafts, and who sends it."""

    hook: str
    record: Sequence[Resource]
    drafts: Sequence[Resource]
    profile: str
    site: str

    def body(self, queries: Mapping[str, str]) -> dict[str, Any]:
        """The request as a client sends it, with everything that is asked for."""
        asked = hook(self.hook, self.drafts)
        if self.hook != "patient-view" and not self.drafts:
            asked["context"]["draftOrders"] = {"resourceType": "Bundle", "type": "collection"}
        return asked | {"prefetch": prefetch(queries, self.record)}


def site(library: Library, name: str) -> Mapping[str, Any] | None:
    """The settings of a site."""
    items = {one: one for one in _asked(library)}
    return {**SITE, "questionnaires": {FORM: items}} if name == "whole" else None


def request(library: Library, chance: Random, hooks: Sequence[str] = HOOKS) -> Sent:
    """A request that is permitted, whatever it is about."""
    named = chance.choice(hooks)
    drafts = () if named == "patient-view" else _drafts(library, chance)
    return Sent(
        named,
        record(library, chance),
        drafts,
        chance.choice(sorted(PROFILES)),
        chance.choice(SITES),
    )


def record(library: Library, chance: Random) -> list[Resource]:
    """A patient, mostly with a complaint, and whatever else may be on record."""
    born = f"{chance.randint(1930, 2012)}-0{chance.randint(1, 9)}-02"
    found: list[Resource] = [person(born=born) | {"gender": chance.choice(["female", "male"])}]
    if chance.random() < 0.8:
        onset = DAY - timedelta(chance.choice([3, 20, 50, 100, 400]))
        found.append(condition(chance.choice(COMPLAINTS), "complaint", onset.isoformat()))
    said = [one.said for one in HAZARDS if chance.random() < 0.12]
    said += [one for one in HARMLESS if "problem" not in one and chance.random() < 0.4]
    for number, one in enumerate(said):
        found.append(_ours(short(number, dict(one))))
    if chance.random() < 0.5:
        found.append(_form(library, chance))
    for number in range(chance.choice([0, 0, 1, 2, 4])):
        found.append(_anything(library, chance, f"x{number}"))
    return found


# -- private -------------------------------------------------------------------------------


def _ours(resource: Mapping[str, Any]) -> Resource:
    """A resource of the other tests, of our patient."""
    text = json.dumps(resource).replace('"Patient/1"', '"Patient/p1"')
    found: Resource = json.loads(text)
    return found


@cache
def _asked(library: Library) -> Sequence[str]:
    """What only people can tell: yes and no, and on no list."""
    attributes = library.vocabulary.attributes
    return [
        name
        for name, one in attributes.items()
        if one.type.base is Base.BOOLEAN and one.absent is None
    ]


def _form(library: Library, chance: Random) -> Resource:
    """Answers to the form, few of which are yes, and some of which are missing."""
    yes = chance.choice([0.0, 0.0, 0.05, 0.2])
    missing = chance.choice([0.0, 0.05])
    items = [
        {"linkId": name, "answer": [{"valueBoolean": chance.random() < yes}]}
        for name in _asked(library)
        if chance.random() >= missing
    ]
    return {
        "resourceType": "QuestionnaireResponse",
        "id": "form",
        "status": "completed",
        "questionnaire": FORM,
        "subject": {"reference": "Patient/p1"},
        "authored": DAY.isoformat(),
        "item": items,
    }


@cache
def _codes(library: Library) -> Mapping[str, Sequence[tuple[str, str]]]:
    """The codes of each list, and those of orders."""
    rules = library.record_rules()
    known = sorted({key for _, key in rules.coded if key[0] in SYSTEMS})
    found = {
        name: [key for key in known if (name, key) in rules.coded]
        for name in ("problems", "medicines", "allergies", "procedures")
    }
    return {**found, "orders": sorted(rules.therapies)}


def _anything(library: Library, chance: Random, id_: str) -> Resource:
    """One resource of any kind that is read, about anything."""
    codes = _codes(library)
    kind = chance.choice(["problem", "order", "statement", "allergy", "result", "done"])
    if kind == "result":
        code, unit, most = chance.choice(_RESULTS)
        return measured(code, id_, chance.randint(1, most), unit, _day(chance))
    lists = {"problem": "problems", "allergy": "allergies", "done": "procedures"}
    system, code = chance.choice(codes[lists.get(kind, "medicines")])
    said: dict[str, Any] = {kind: f"{system} {code}", "id": id_}
    if kind == "statement":
        said["from"] = _day(chance)
    if chance.random() < 0.2:
        said["is"] = chance.choice(["active", "completed", "stopped", "resolved", "nonsense"])
    return _ours(short(0, said))


def _day(chance: Random) -> str:
    return (DAY - timedelta(chance.randint(0, 900))).isoformat()


def _drafts(library: Library, chance: Random) -> list[Resource]:
    """Up to five orders: of drugs, of something to be done, and such that nobody can read."""
    return [_draft(library, chance, f"d{number}") for number in range(chance.randint(0, 5))]


def _draft(library: Library, chance: Random, id_: str) -> Resource:
    system, code = chance.choice(_codes(library)["orders"])
    if chance.random() < 0.3:
        system, code = chance.choice(_codes(library)["medicines"])
    coded = concept(f"{system} {code} = {chance.choice(_NAMES)}")
    if chance.random() < 0.1:
        coded = chance.choice([concept("none X1"), {"text": "as before " * 30}, {}])
    if system == "snomed":
        made = {"resourceType": "ServiceRequest", "id": id_, "status": "draft", "intent": "order"}
        return made | {"code": coded, "subject": {"reference": "Patient/p1"}}
    more: dict[str, Any] = {"medicationCodeableConcept": coded}
    if chance.random() < 0.5:
        more |= dosed(chance.choice([1, 20, 500, 5000]), chance.randint(1, 4))
    if chance.random() < 0.1:
        more["subject"] = {"reference": "Patient/other"}
    if chance.random() < 0.2:
        more["doNotPerform"] = chance.choice([True, False])
    return draft("0", id_, **more)
