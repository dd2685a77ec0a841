"""JSON Schemas of all files, so that editors complete keys, explain them and mark mistakes.

They say a little less than the checks do: a schema cannot know whether a name exists. The
schema of patients is that of one library, with its attributes. What each key is comes from the
reference.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, Final, get_args

from pydantic import BaseModel

from pathway.content.ehr_models import ConceptsFile, FhirFile, ProductNamesFile, SiteFile
from pathway.content.models import (
    CodesFile,
    GuidelineFile,
    LibraryFile,
    ParametersFile,
    PathwayFile,
    RedFlagsFile,
    SourcesFile,
    TherapyFile,
    VocabularyFile,
)
from pathway.content.patient_schema import patient_schema
from pathway.content.reference import described
from pathway.content.validate import keys_of
from pathway.ground.vocabulary import Vocabulary
from pathway.yaml.tree import HERE

Schema = dict[str, Any]

#: What there are schemas of, and where such files stand.
NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "library": "library.yaml",
        "vocabulary": "vocabulary.yaml",
        "parameters": "parameters.yaml",
        "sources": "sources.yaml",
        "red-flags": "red-flags.yaml",
        "therapy": "therapies/*.yaml",
        "guideline": "recommendations/*.yaml",
        "codes": "codes/*.yaml",
        "concepts": "concepts/*.yaml",
        "product-names": "product-names.yaml",
        "fhir": "fhir.yaml",
        "site": "sites",
        "pathway": "*.yaml",
        "patient": "patients",
    }
)


def schema_of(name: str, vocabulary: Vocabulary | None = None) -> Schema:
    """The JSON Schema of one kind of file; `vocabulary` is that of the patients."""
    found = patient_schema(vocabulary) if name == "patient" else _of_model(_MODELS[name])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": name, **found}


# -- private -------------------------------------------------------------------------------

_MODELS: Final[Mapping[str, type[BaseModel]]] = MappingProxyType(
    {
        "library": LibraryFile,
        "vocabulary": VocabularyFile,
        "parameters": ParametersFile,
        "sources": SourcesFile,
        "red-flags": RedFlagsFile,
        "therapy": TherapyFile,
        "guideline": GuidelineFile,
        "codes": CodesFile,
        "concepts": ConceptsFile,
        "product-names": ProductNamesFile,
        "fhir": FhirFile,
        "site": SiteFile,
        "pathway": PathwayFile,
    }
)


def _of_model(model: type[BaseModel]) -> Schema:
    found: Schema = _authored(model.model_json_schema(by_alias=True, mode="validation"))
    models = {one.__name__: one for one in _models_of(model)}
    for name, part in {**found.get("$defs", {}), model.__name__: found}.items():
        if "properties" in part:
            built_on = [base.__name__ for base in models[name].__mro__]
            in_order = {key: part["properties"][key] for key in keys_of(models[name])}
            part["properties"] = described(built_on, in_order)
    return found


def _models_of(model: type[BaseModel]) -> Collection[type[BaseModel]]:
    """A model and all that its fields are made of; another of the same name is none of them."""
    found: dict[type[BaseModel], None] = {}
    waiting: list[Any] = [model]
    while waiting:
        part = waiting.pop()
        if not (isinstance(part, type) and issubclass(part, BaseModel)):
            waiting += get_args(part)
        elif part not in found:
            found[part] = None
            waiting += (field.annotation for field in part.model_fields.values())
    return found


def _authored(part: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """A schema without what authors never write: places of values, `null`, titles of our own."""
    if isinstance(part, list):
        return [_authored(member) for member in part]
    if not isinstance(part, dict):
        return part
    if "anyOf" in part:
        options = [option for option in part["anyOf"] if option != {"type": "null"}]
        rest = {key: value for key, value in part.items() if key not in ("anyOf", "default")}
        part = {**rest, **options[0]} if len(options) == 1 else {**rest, "anyOf": options}
    found = {}
    for key, value in part.items():
        if key == "properties":
            found[key] = {n: _authored(v) for n, v in value.items() if n != HERE}
        elif key == "$defs":
            found[key] = {n: _authored(v) for n, v in value.items() if n != "Span"}
        elif key not in ("title", "default"):
            found[key] = _authored(value)
    return found
