"""Every key that somebody may write has its sentence, and every example may stand where it says."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, create_model

from pathway.content import ehr_models, models, origin_models
from pathway.content.keys import Key, KeyMapping, parts
from pathway.content.reference import sentences
from pathway.content.schema import NAMES, schema_of
from pathway.content.validate import validate
from pathway.content.written import FileModel
from pathway.engine import open_library
from pathway.ground.problems import Problems
from pathway.ground.source import Source
from pathway.ground.vocabulary import HISTORY
from pathway.language.operators import OPERATORS
from pathway.language.parser import parse
from pathway.patients import reader as patient_file
from pathway.patients import trials
from pathway.views.reference_page import page
from pathway.yaml.located import read
from tests.golden import expect

ROOT = Path(__file__).parents[2]
OF_PATIENTS = ("Patient", "Example", "Entry", "Trial", "Preferences", "Override")
MODULES = (models, ehr_models, origin_models)
MODELS: dict[str, type[BaseModel]] = {
    name: model
    for module in MODULES
    for name, model in vars(module).items()
    if isinstance(model, type) and issubclass(model, FileModel)
}


def properties(schema: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key of a schema that is ours; what an author names is none."""
    if not isinstance(schema, dict):
        return
    own = schema.get("properties", {})
    yield from own.items()
    inner = (schema.get("items"), schema.get("additionalProperties"), *schema.get("anyOf", ()))
    for member in (*own.values(), *schema.get("$defs", {}).values(), *inner):
        yield from properties(member)


def test_every_key_has_a_sentence_and_no_sentence_is_stray() -> None:
    """The message names what to write, in which file of `files/reference/`."""
    written = {f"{mapping}.{key}" for mapping, keys in sentences().items() for key in keys}
    used = {f"History.{part}" for part in HISTORY} | {f"Operator.{name}" for name in OPERATORS}
    missing = []
    for file in NAMES:
        for key, schema in properties(schema_of(file)):
            used.add(schema.get("$comment", ""))
            missing += [f"{file}: {key}"] if "$comment" not in schema else []
    assert missing == []
    assert sorted(written - used) == []
    assert sorted(used - written) == []


def test_every_model_is_in_the_reference() -> None:
    """A model that no schema reaches would have keys that nobody can look up."""
    without_keys = {"FileModel"}
    assert set(MODELS) - without_keys == {name for name in sentences() if name in MODELS}


def test_the_reader_of_patients_and_the_reference_know_the_same_keys() -> None:
    tables = (
        patient_file.KEYS,
        patient_file._EXAMPLE_KEYS,
        patient_file._ENTRY_KEYS,
        trials._KEYS,
        patient_file._PREFERENCE_KEYS,
        patient_file._OVERRIDE_KEYS,
    )
    for mapping, keys in zip(OF_PATIENTS, tables, strict=True):
        assert set(sentences()[mapping]) == set(keys), mapping


def test_every_sentence_is_one_and_says_since_when() -> None:
    versions = set(re.findall(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(), re.M))
    for mapping, keys in sentences().items():
        for key, said in keys.items():
            where = f"{mapping}.{key}"
            assert said.since in versions, where
            if mapping != "Operator":
                assert re.fullmatch(r"[A-Z*`].*\.", said.text), where
                assert len(said.example) > 0, where


@pytest.mark.slow
def test_every_example_is_a_value_of_its_key() -> None:
    """As the model reads it, which is what `pathway check` and the engine do."""
    wrong = {}
    for mapping, keys in sentences().items():
        fields = MODELS[mapping].model_fields.items() if mapping in MODELS else ()
        for name, field in fields:
            key = field.alias or name
            if key not in keys:
                continue
            fields_of_one: Any = {name: (field.annotation, field)}
            one: Any = create_model("One", __base__=FileModel, **fields_of_one)
            problems = Problems()
            node = read(Source(key, keys[key].example), problems)
            validate(one, node, problems)
            if problems.errors:
                wrong[f"{mapping}.{key}"] = [problem.message for problem in problems.errors]
    assert wrong == {}


@pytest.mark.parametrize("file", NAMES)
def test_every_example_is_valid_by_the_schema_that_shows_it(file: str) -> None:
    schema = schema_of(file)
    for key, one in properties(schema):
        (example,) = one["examples"]
        validator = Draft202012Validator({**one, "$defs": schema.get("$defs", {})})
        assert [error.message for error in validator.iter_errors(example)] == [], key


def in_a_patient(mapping: str, key: str) -> str:
    """A patient file in which the example stands where it belongs."""
    example = sentences()[mapping][key].example
    inside = "\n".join(f"    {line}" for line in example.split("\n"))
    rest = {
        "Patient": "" if key == "patient" else "patient: somebody",
        "Entry": {"value": "", "unknown": "", "unit": "    value: 182"}.get(
            key, "    value: 26 weeks"
        ),
        "Trial": "".join(
            f"\n    {line}"
            for line in ("therapy: gabapentinoid", "ongoing: no")
            if line.partition(":")[0] != key
        ),
        "Override": "".join(
            f"\n    {line}"
            for line in ("rule: acupuncture.low_platelets", "actor: Dr Ito", "reason: agreed")
            if line.partition(":")[0] != key
        ),
    }.get(mapping, "")
    holder = {
        "Example": "example:",
        "Entry": "attributes:\n  symptom_duration:",
        "Trial": "trials:\n  -",
        "Preferences": "preferences:",
        "Override": "overrides:\n  -",
    }
    if mapping == "Patient":
        return f"{rest}\n{example}\n"
    return f"patient: somebody\n{holder[mapping]}\n{inside}\n{rest}\n"


def test_every_example_of_a_patient_is_read() -> None:
    vocabulary = open_library().vocabulary
    kinds = dict.fromkeys(vocabulary.therapies, "drug")
    rules = frozenset({"acupuncture.low_platelets"})
    wrong = {}
    for mapping in OF_PATIENTS:
        for key in sentences()[mapping]:
            problems, text = Problems(), in_a_patient(mapping, key)
            day = date(2027, 1, 1)
            patient_file.read_patient(text, "example", vocabulary, kinds, rules, problems, day)
            if problems.errors:
                wrong[f"{mapping}.{key}"] = [problem.message for problem in problems.errors]
    assert wrong == {}


def conditions() -> Iterator[tuple[KeyMapping, Key]]:
    for part in parts():
        for key in part.keys:
            if key.type.startswith(("a condition", "an expression")):
                yield part, key


def test_every_example_of_a_condition_is_one() -> None:
    texts = [
        (f"{part.file}: {key.name}", str(table[key.name]))
        for part, key in conditions()
        if isinstance(table := read(Source(key.name, key.said.example), Problems()), dict)
    ]
    texts += [(name, said.example) for name, said in sentences()["History"].items()]
    assert len(texts) > 30
    for where, text in texts:
        problems = Problems()
        assert parse(text, problems) is not None, where
        assert list(problems) == [], where


def test_the_example_of_a_part_of_a_history_names_it() -> None:
    for part, said in sentences()["History"].items():
        assert re.match(rf"[a-z_]+\.{part}\b", said.example)


def test_the_page_is_current() -> None:
    expect("../../docs/reference.md", page())


def test_every_link_of_the_page_leads_somewhere() -> None:
    text = (ROOT / "docs/reference.md").read_text()
    anchors = re.findall(r'<a id="([^"]+)"></a>', text)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) == set(anchors)


def test_a_model_of_another_kind_of_file_with_the_same_name_changes_no_schema() -> None:
    """That of the service's settings is called like one of a site's."""
    from pathway.content import ehr_models
    from pathway.service import settings_model

    assert settings_model.LimitsModel.__name__ == ehr_models.LimitsModel.__name__
    for name in NAMES:
        assert schema_of(name)
