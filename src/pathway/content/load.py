"""From a folder of files to the models of a library: all of it, or a list of what is wrong.

A folder with an error is never partly loaded, because a therapy or a contraindication that
is silently left out changes advice for everyone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Final, TypeVar

from pathway.content.ehr_models import ConceptsFile, FhirFile, ProductNamesFile
from pathway.content.folder import LibraryFolder
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
from pathway.content.recovery import NOTHING_LEFT, Lost, Salvaged, lost_of, salvage
from pathway.content.validate import validate
from pathway.content.written import FileModel
from pathway.frozen import frozen
from pathway.ground.confusables import mixes_alphabets
from pathway.ground.problems import Label, Problems, in_backticks, suggestion
from pathway.ground.source import Placed
from pathway.yaml.located import decode, read
from pathway.yaml.tree import Table, span_of


@frozen
class LibraryModels:
    """Everything the files of a library say, each file as its model.

    `order` holds the pathways that may be chosen, `fields` what they are about, `codes` the
    codes by system that stand in files of their own, `digest` identifies names and bytes.
    """

    title: str
    vocabulary: VocabularyFile
    parameters: ParametersFile
    sources: SourcesFile
    red_flags: RedFlagsFile
    guidelines: Mapping[str, GuidelineFile]
    therapies: Mapping[str, TherapyFile]
    pathways: Mapping[str, PathwayFile]
    order: tuple[str, ...]
    codes: Mapping[str, CodesFile]
    digest: str
    fhir: FhirFile = field(default_factory=FhirFile)
    fields: tuple[str, ...] = ()
    emergency_call: str = ""
    concepts: Mapping[str, ConceptsFile] = field(default_factory=dict)
    product_names: ProductNamesFile = field(default_factory=ProductNamesFile)


def models_of(folder: LibraryFolder, problems: Problems) -> LibraryModels | None:
    """The models of files that were read; None, with problems added, where one is faulty."""
    before = len(problems.errors)
    found = sound_parts_of(folder, problems)
    return None if found is None or len(problems.errors) > before else found[0]


def sound_parts_of(folder: LibraryFolder, problems: Problems) -> tuple[LibraryModels, Lost] | None:
    """The models of what is sound, and what is not; None where without it nothing makes sense.

    Of a folder with problems they serve to find more of them, and for nothing else.
    """
    files = folder.files
    found = {name: _model(name, data, problems) for name, data in files.items()}
    models = {name: salvaged.model for name, salvaged in found.items()}
    therapies = _by_id(models, TherapyFile, "therapy", problems)
    guidelines = _by_id(models, GuidelineFile, "guideline", problems)
    pathways = _by_id(models, PathwayFile, "pathway", problems)
    library = _one(models, "library.yaml", LibraryFile)
    order = _order(library, pathways, models, problems)
    vocabulary = _one(models, "vocabulary.yaml", VocabularyFile)
    _report_missing(files, folder.name, problems)
    if vocabulary is None:
        return None
    sound = LibraryModels(
        title=str(library.title) if library is not None else folder.name,
        vocabulary=vocabulary,
        parameters=_one(models, "parameters.yaml", ParametersFile) or ParametersFile(parameters={}),
        sources=_one(models, "sources.yaml", SourcesFile) or SourcesFile(sources={}),
        red_flags=_one(models, "red-flags.yaml", RedFlagsFile) or _NO_FLAGS,
        guidelines=guidelines,
        therapies=therapies,
        pathways=pathways,
        order=order,
        codes=_by_stem(models, CodesFile),
        digest=folder.digest,
        fhir=_one(models, "fhir.yaml", FhirFile) or FhirFile(),
        fields=() if library is None else tuple(map(str, library.fields)),
        emergency_call=(library.emergency_call or "") if library is not None else "",
        concepts=_by_stem(models, ConceptsFile),
        product_names=_one(models, "product-names.yaml", ProductNamesFile) or ProductNamesFile(),
    )
    return sound, lost_of(found)


#: A file of a library is compiled, which takes longer than reading it: so it may hold less.
MAX_LIBRARY_VALUES: Final = 20_000

# -- files -------------------------------------------------------------------------------

_FIXED: Final[Mapping[str, type[FileModel]]] = MappingProxyType(
    {
        "library.yaml": LibraryFile,
        "vocabulary.yaml": VocabularyFile,
        "parameters.yaml": ParametersFile,
        "sources.yaml": SourcesFile,
        "red-flags.yaml": RedFlagsFile,
        "fhir.yaml": FhirFile,
        "product-names.yaml": ProductNamesFile,
    }
)
#: The key by which a file is known that must have a certain name.
_ONLY_THERE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "vocabulary.yaml": "attributes",
        "parameters.yaml": "parameters",
        "sources.yaml": "sources",
        "red-flags.yaml": "red flags",
        "library.yaml": "pathways",
    }
)
_FOLDERS: Final[Mapping[str, type[FileModel]]] = MappingProxyType(
    {
        "therapies": TherapyFile,
        "recommendations": GuidelineFile,
        "codes": CodesFile,
        "concepts": ConceptsFile,
    }
)
_NO_FLAGS: Final = RedFlagsFile.model_validate({"red flags": {}})


_PATIENT: Final = re.compile(rb"^patient:", re.MULTILINE)


def _report_missing(files: Mapping[str, bytes], folder: str, problems: Problems) -> None:
    name = in_backticks(folder)
    if "vocabulary.yaml" not in files:
        patients = bool(files) and all(_PATIENT.search(data) for data in files.values())
        hint = "`pathway compare` and `pathway check --waiting` take a folder of patients"
        message = f"there is no `vocabulary.yaml` in {name}"
        problems.add("P113", message, hint=hint if patients else None)
    if not any("/" not in file and file not in _FIXED for file in files):
        problems.add("P113", f"there is no pathway in {name}", hint="`pathway new ID` starts one")


# -- models ------------------------------------------------------------------------------


def _model(name: str, data: bytes, problems: Problems) -> Salvaged:
    """The model of a file, perhaps without its faulty parts, and the names of those."""
    found = Problems()
    salvaged = _checked(name, data, found)
    problems.extend_in_order(found)
    stem = name.rpartition("/")[2].removesuffix(".yaml")
    model = salvaged.model
    if isinstance(model, TherapyFile) and model.therapy != stem:
        # Which of the two names was meant is not known, so neither is missed elsewhere.
        return Salvaged(model, salvaged.lost | {stem})
    return salvaged


def _checked(name: str, data: bytes, problems: Problems) -> Salvaged:
    source = decode(name, data, problems)
    if source is None or mixes_alphabets(source, problems):
        return NOTHING_LEFT
    node = read(source, problems, MAX_LIBRARY_VALUES)
    if node is None:
        return NOTHING_LEFT
    if not isinstance(node, Table):
        problems.add("P103", "a file should be a mapping (`key: value` lines)", span_of(node, ()))
        return NOTHING_LEFT
    folder = name.rpartition("/")[0]
    model = _FIXED.get(name) or _FOLDERS.get(folder, PathwayFile)
    if model is PathwayFile and "pathway" not in node and _misplaced(name, node, problems):
        return NOTHING_LEFT
    whole = validate(model, node, problems)
    return salvage(model, node) if whole is None else Salvaged(whole)


def _misplaced(name: str, node: Table, problems: Problems) -> bool:
    for folder, key in (("therapies", "therapy"), ("recommendations", "guideline")):
        if key in node:
            message = f"{in_backticks(name)} is a {key}, not a pathway"
            problems.add("P117", message, node.key_span(key), f"move it into `{folder}`")
            return True
    if "patient" in node:
        hint = "keep patients apart, in a folder `patients`; `pathway advise` reads one"
        message = f"{in_backticks(name)} is a patient, not a pathway"
        problems.add("P117", message, node.key_span("patient"), hint)
        return True
    for file, key in _ONLY_THERE.items():
        if key in node:
            message = f"{in_backticks(name)} holds {key}, and is not a pathway"
            problems.add("P117", message, node.key_span(key), f"rename it to `{file}`")
            return True
    return False


_File = TypeVar("_File", bound=FileModel)


def _one(models: Mapping[str, FileModel | None], name: str, kind: type[_File]) -> _File | None:
    model = models.get(name)
    return model if isinstance(model, kind) else None


def _by_id(
    models: Mapping[str, FileModel | None], kind: type[_File], key: str, problems: Problems
) -> Mapping[str, _File]:
    """The files of one kind by their ids, which are their names."""
    found: dict[str, _File] = {}
    places: dict[str, Placed] = {}
    for name, model in models.items():
        if not isinstance(model, kind):
            continue
        id_ = getattr(model, key)
        if id_ in found:
            first = places[id_].span
            also = Label(first, "first used here") if first is not None else None
            problems.add("P110", f"{key} `{id_}` exists twice", id_.span, also=also)
        elif name.rpartition("/")[2] != f"{id_}.yaml":
            message = f"{in_backticks(name)} holds the {key} {in_backticks(id_)}"
            stem = name.rpartition("/")[2].removesuffix(".yaml")
            hint = f"write `{key}: {stem}`, or rename the file to `{id_}.yaml`"
            problems.add("P116", message, id_.span, hint)
        found.setdefault(str(id_), model)
        places.setdefault(str(id_), id_)
    return MappingProxyType(found)


def _by_stem(models: Mapping[str, FileModel | None], kind: type[_File]) -> Mapping[str, _File]:
    """The files of one kind by their names; that of codes is their system."""
    found = {
        name.rpartition("/")[2].removesuffix(".yaml"): model
        for name, model in models.items()
        if isinstance(model, kind)
    }
    return MappingProxyType(found)


def _order(
    library: LibraryFile | None,
    pathways: Mapping[str, PathwayFile],
    models: Mapping[str, FileModel | None],
    problems: Problems,
) -> tuple[str, ...]:
    """The pathways in the order in which they are tried."""
    if library is None:
        return tuple(sorted(pathways))
    for number, id_ in enumerate(library.pathways):
        if id_ in library.pathways[:number]:
            problems.add("P110", f"pathway `{id_}` is listed twice", id_.span)
        elif id_ not in pathways and f"{id_}.yaml" not in models:
            hint = suggestion(id_, pathways)
            problems.add("P112", f"unknown pathway {in_backticks(id_)}", id_.span, hint)
    return tuple(map(str, library.pathways))
