"""Laws: the order of resources never matters, and no corruption leads to another known value."""

import copy
import random
from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import given, note, settings
from hypothesis import strategies as st

from pathway.ground.problems import PatientError
from pathway.ground.vocabulary import NotApplicable, Range
from pathway.patients.at_date import resolve
from tests.chance import examples

from .records import SITE, TODAY, dosed, dosed_site, library, resources, sound, understood

#: What may be found where something else should stand.
JUNK: st.SearchStrategy[object] = st.sampled_from(
    [
        *(None, "", " ", 0, -1, 7.5, 1e300, True, False, "x", "A" * 5000),
        *([], {}, [None], [[]], {"x": 1}, {"coding": []}, {"coding": [{}]}, {"reference": "#"}),
        *("9999-99-99", "2026-13-01", "2031-05-05"),
    ]
)
DOSED = ["ibuprofen", "exercise", "oxycodone", "codeine"]
COPIED = ["platelets", "egfr", "pain", "pregnancy", "warfarin", "heart"]
STATUSES = ["final", "amended", "preliminary", "entered-in-error"]


@given(st.randoms(use_true_random=False))
@settings(max_examples=examples(15))
def test_the_order_of_resources_does_not_matter(chance: random.Random) -> None:
    record = sound()
    expected = understood(record)
    chance.shuffle(record["entry"])
    found = understood(record)
    assert found == expected


@given(st.data())
@settings(max_examples=examples(100))
def test_no_corruption_of_a_resource_leads_to_another_known_value(data: st.DataObject) -> None:
    record = bundle(data)
    before = known(record)
    which = data.draw(st.sampled_from(range(len(record["entry"]))))
    spoilt = copy.deepcopy(record)
    for _ in range(data.draw(st.integers(1, 3))):
        note(corrupt(spoilt["entry"][which]["resource"], data.draw))
    after = unless_refused(spoilt)
    assert {name: value for name, value in after.items() if before.get(name) != value} == {}


@given(st.data())
@settings(max_examples=examples(100))
def test_no_corruption_leads_to_another_dose_outcome_or_sum(data: st.DataObject) -> None:
    record = dosed()
    before = known(record, dosed_site())
    assert before["opioid_mme"] == 39
    assert before["nsaid.dose"] == 1200
    assert before["nsaid.not_tolerated"] is True
    which = data.draw(st.sampled_from(DOSED))
    entry = next(e for e in record["entry"] if e["resource"]["id"] == which)
    for _ in range(data.draw(st.integers(1, 3))):
        note(corrupt(entry["resource"], data.draw))
    after = unless_refused(record, dosed_site())
    assert {name: value for name, value in after.items() if before.get(name) != value} == {}


@given(st.randoms(use_true_random=False))
@settings(max_examples=examples(8))
def test_the_order_of_doses_does_not_matter(chance: random.Random) -> None:
    record = dosed()
    expected = understood(record, dosed_site())
    chance.shuffle(record["entry"])
    assert understood(record, dosed_site()) == expected


@given(st.data())
@settings(max_examples=examples(60))
def test_nothing_that_json_holds_breaks_the_reader(data: st.DataObject) -> None:
    record = sound()
    for entry in record["entry"]:
        if data.draw(st.booleans()):
            corrupt(entry["resource"], data.draw)
    try:
        found = understood(record)
        said = found.patient.id
    except PatientError as error:
        said = str(error)
    assert said


def known(record: dict[str, Any], site: Any = SITE) -> dict[str, object]:
    """Every value that advice would know, histories of treatments included.

    Lists count as complete, because an assumption must not come from a corruption either.
    """
    found = understood(record, site)
    program = library().program("low-back-pain")
    facts = resolve(found.patient, program, TODAY).facts
    return {name: wide(fact.value) for name, fact in facts.items() if fact.value is not None}


def unless_refused(record: dict[str, Any], site: Any = SITE) -> dict[str, object]:
    """The same, and nothing where the record is refused, with a path."""
    try:
        return known(record, site)
    except PatientError:
        return {}


def wide(value: object) -> object:
    """Intervals as pairs; what does not apply counts as no."""
    if isinstance(value, NotApplicable):
        return False
    return (value.low, value.high) if isinstance(value, Range) else value


# -- records and corruptions ---------------------------------------------------------------


def bundle(data: st.DataObject) -> dict[str, Any]:
    """The sound record with further results, problems and orders, some of them in error."""
    record = sound()
    template = {r["id"]: r for r in resources(record)}
    for number in range(data.draw(st.integers(0, 4))):
        which = data.draw(st.sampled_from(COPIED))
        json = copy.deepcopy(template[which])
        json["id"] = f"{which}-{number}"
        day = data.draw(st.dates(date(2025, 1, 1), TODAY)).isoformat()
        if json["resourceType"] == "Observation":
            json["effectiveDateTime"] = day
            json["status"] = data.draw(st.sampled_from(STATUSES))
            if "valueQuantity" in json:
                json["valueQuantity"]["value"] = data.draw(st.integers(1, 10))
        elif json["resourceType"] == "Condition":
            json["recordedDate"] = day
            status = data.draw(st.sampled_from(["confirmed", "refuted", "unconfirmed"]))
            json["verificationStatus"]["coding"][0]["code"] = status
        else:
            json["authoredOn"] = day
            json["status"] = data.draw(st.sampled_from(["active", "stopped", "on-hold"]))
        record["entry"].append({"resource": json})
    return record


def corrupt(resource: dict[str, Any], draw: Callable[[Any], Any]) -> str:
    """Take an element away, put something else there, or garble its text."""
    places = list(_places(resource))
    holder, key = draw(st.sampled_from(places))
    how = draw(st.sampled_from(["take", "junk", "garble"]))
    if how == "take":
        del holder[key]
    elif how == "garble" and isinstance(holder[key], str) and key in _GARBLED:
        text = holder[key]
        place = draw(st.integers(0, max(0, len(text) - 1)))
        holder[key] = text[:place] + "\u00bf" + text[place + 1 :]
    else:
        junk = draw(JUNK.filter(lambda junk: not _says_another_thing(holder[key], junk)))
        holder[key] = copy.deepcopy(junk)
    return f"{how} {key} of {resource.get('resourceType')}/{resource.get('id')}"


def _says_another_thing(sound: object, junk: object) -> bool:
    """A number for a number, a yes for a no: not a fault that anybody could see."""
    return isinstance(sound, int | float) and isinstance(junk, int | float)


#: Texts that no other sound text is made of by a slip: all but free text.
_GARBLED = ("code", "status", "reference", "effectiveDateTime", "birthDate", "authoredOn", "unit")


def _places(json: Any) -> Any:
    if isinstance(json, dict):
        for key, value in json.items():
            yield json, key
            yield from _places(value)
    elif isinstance(json, list):
        for number, value in enumerate(json):
            yield json, number
            yield from _places(value)
