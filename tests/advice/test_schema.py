"""The JSON Schema of the advice has every key that an advice has, and says what each is."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import jsonschema_rs
import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pathway.advice.advice import Advice
from pathway.advice.decided import Decided, Decisions
from pathway.advice.schema import FORMS, schema_of_form
from pathway.advice.serial_parts import questions_dict, why_dict
from pathway.engine import open_library
from pathway.records.decision import with_decisions
from tests.chance import examples
from tests.examples import EXAMPLES
from tests.golden import expect
from tests.property.patients import patients

LIBRARY = open_library()
DAY = date(2026, 11, 20)
STRICT = {form: schema_of_form(form, closed=True) for form in FORMS}
CHECKS = {
    form: jsonschema_rs.Draft202012Validator(one, validate_formats=True)
    for form, one in STRICT.items()
}
FILES = sorted([*EXAMPLES.glob("*.yaml"), *(EXAMPLES.parent / "consultations").glob("*.yaml")])
#: Keys that no advice here has, and why not.
NEVER_SEEN: Mapping[str, str] = {}


def plain(value: Any) -> Any:
    """As it is written and read again."""
    return orjson.loads(orjson.dumps(value))


def faults(form: str, value: Any) -> list[str]:
    """What of it the closed schema does not have."""
    found = CHECKS[form].iter_errors(value)
    return [f"{'/'.join(map(str, one.instance_path))}: {one.message}" for one in found]


def advices() -> Iterator[Advice]:
    """Of every example by the pathway of its complaint, and more."""
    for path in FILES:
        yield LIBRARY.advise(LIBRARY.patient_from_file(path))
    yield LIBRARY.advise(LIBRARY.patient({"patient": "nobody"}), None, DAY)
    yield from decided()


def decided() -> Iterator[Advice]:
    """With decisions on record, some of them changed since, and with records nobody could read."""
    advice = LIBRARY.advise(LIBRARY.patient_from_file(EXAMPLES / "mon-57.yaml"))
    known = {"egfr": "20", "bleeding_disorder": "unknown: not asked"}
    found = (
        Decided("nsaid", "accept", "Dr Ito", record=1, at="2026-11-19T10:00:00+00:00", known=known),
        Decided("acupuncture", "decline", "Dr Ito", "no wish", 2, known={"pain_score": "2"}),
    )
    yield with_decisions(advice, Decisions(found))
    yield with_decisions(advice, Decisions(unread="the file is locked"))


def seen(
    schema: Mapping[str, Any], part: Mapping[str, Any], value: Any, place: str
) -> Iterator[str]:
    """Every key of the schema that a value has, by the kind of object that it is of."""
    if "$ref" in part:
        name = part["$ref"].removeprefix("#/$defs/")
        yield from seen(schema, schema["$defs"][name], value, name)
        return
    for one in part.get("anyOf", ()):
        fits = isinstance(value, dict) or "$ref" not in one
        yield from seen(schema, one, value, place) if fits else ()
    if isinstance(value, list):
        for member in value:
            yield from seen(schema, part.get("items", {}), member, place)
    elif isinstance(value, dict):
        for key, member in value.items():
            if key in part.get("properties", {}):
                yield f"{place}.{key}"
                yield from seen(schema, part["properties"][key], member, place)
            elif isinstance(part.get("additionalProperties"), dict):
                yield from seen(schema, part["additionalProperties"], member, place)


def keys(form: str) -> set[str]:
    """Every key of a schema, by the kind of object that it is of."""
    schema = STRICT[form]
    parts = {form: schema, **schema["$defs"]}
    return {f"{name}.{key}" for name, part in parts.items() for key in part["properties"]}


@pytest.mark.parametrize("form", FORMS)
def test_a_schema_is_one(form: str) -> None:
    for schema in (STRICT[form], schema_of_form(form)):
        assert jsonschema_rs.meta.is_valid(schema)
    expect(f"schema/{form}.json", orjson.dumps(schema, option=orjson.OPT_INDENT_2).decode() + "\n")


def test_examples_have_the_keys_of_the_schema_and_no_others() -> None:
    found: set[str] = set()
    for advice in advices():
        whole = plain(advice.to_dict())
        assert faults("advice", whole) == []
        found |= set(seen(STRICT["advice"], STRICT["advice"], whole, "advice"))
        assert faults("questions", plain(questions_dict(advice))) == []
    missing = keys("advice") - found
    assert sorted(missing) == sorted(NEVER_SEEN)


@pytest.mark.slow
@pytest.mark.parametrize("pathway", LIBRARY.pathways)
def test_examples_by_every_pathway(pathway: str) -> None:
    for path in FILES:
        patient = LIBRARY.patient_from_file(path)
        for strict in (False, True):
            advice = LIBRARY.advise(patient, pathway, strict=strict)
            assert faults("advice", plain(advice.to_dict())) == []


def test_reasons_have_the_keys_of_the_schema_and_no_others() -> None:
    found: set[str] = set()
    advice = LIBRARY.advise(LIBRARY.patient_from_file(EXAMPLES / "mon-57.yaml"))
    for told in (advice, *decided()):
        for therapy in ("nsaid", "acupuncture", "emergency_referral"):
            whole = plain(why_dict(told, therapy, told.what_would_change(therapy)))
            assert faults("why", whole) == []
            found |= set(seen(STRICT["why"], STRICT["why"], whole, "why"))
    assert keys("why") - found == set()


@given(data=st.data())
@settings(max_examples=examples(12), deadline=None, suppress_health_check=list(HealthCheck))
def test_random_advice_is_valid(data: st.DataObject) -> None:
    pathway = data.draw(st.sampled_from(LIBRARY.pathways))
    patient = data.draw(patients(LIBRARY.program(pathway)))
    named = data.draw(st.sampled_from((pathway, None)))
    advice = LIBRARY.advise(patient, named, DAY, strict=data.draw(st.booleans()))
    whole = plain(advice.to_dict())
    assert faults("advice", whole) == []
    assert faults("questions", plain(questions_dict(advice))) == []
    for therapy in list(whole["options"])[:2]:
        assert (
            faults("why", plain(why_dict(advice, therapy, advice.what_would_change(therapy)))) == []
        )


def test_a_key_that_is_new_is_noticed_here_and_tolerated_elsewhere() -> None:
    advice = LIBRARY.advise(LIBRARY.patient_from_file(EXAMPLES / "mon-57.yaml"))
    whole = plain(advice.to_dict())
    whole["options"]["nsaid"]["colour"] = "red"
    assert len(faults("advice", whole)) == 1
    assert jsonschema_rs.is_valid(schema_of_form("advice"), whole)
    del whole["options"]["nsaid"]["verdict"]
    assert not jsonschema_rs.is_valid(schema_of_form("advice"), whole)


def test_the_digest_is_what_its_description_says() -> None:
    for advice in (*decided(), LIBRARY.advise(LIBRARY.patient({"patient": "x"}), None, DAY)):
        whole = advice.to_dict()
        options = {
            id_: {key: value for key, value in option.items() if key != "decided"}
            for id_, option in whole["options"].items()
        }
        left_out = ("digest", "chosen", "decisions", "decisions_unread")
        kept = {key: value for key, value in whole.items() if key not in left_out}
        text = orjson.dumps({**kept, "options": options}, option=orjson.OPT_SORT_KEYS)
        assert hashlib.sha256(text).hexdigest() == whole["digest"]
