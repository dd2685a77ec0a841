"""From sources.yaml to citations, and the check that whatever is cited exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel

from pathway.compiler.builder import Builder
from pathway.content.load import LibraryModels
from pathway.content.models import SourcesFile
from pathway.ground.source import Placed
from pathway.program import Citation, Evidence


def citations_of(file: SourcesFile | None) -> dict[str, Citation]:
    """The publications by id."""
    return {
        str(id_): Citation(str(id_), model.cite, model.year, model.doi, model.url)
        for id_, model in (file.sources if file else {}).items()
    }


def evidence_of(
    file: SourcesFile | None, therapies: Iterable[str], builder: Builder
) -> tuple[Evidence, ...]:
    """The studies, each about therapies that exist."""
    therapies = frozenset(therapies)
    found = []
    for id_, model in (file.evidence if file else {}).items():
        for therapy in model.about:
            builder.known("P105", "therapy", therapy, therapies)
        about = tuple(map(str, model.about))
        source, fields = str(model.source), tuple(map(str, model.fields))
        found.append(Evidence(str(id_), source, model.finding, model.n, about, fields, id_.span))
    return tuple(found)


def check_citations(
    models: LibraryModels, sources: Mapping[str, Citation], builder: Builder
) -> None:
    """Report every citation of a publication that sources.yaml does not list."""
    cited = list(all_cited(models))
    if cited and not sources:
        message = "nothing is listed in `sources.yaml`, but sources are cited"
        builder.problems.add("P107", message, cited[0].span, "list them in sources.yaml")
        return
    for text in cited:
        builder.known("P107", "source", text, sources, "add it to sources.yaml")


def all_cited(models: LibraryModels) -> Iterator[Placed]:
    """Every citation in any file: whatever stands under a key `source`."""
    yield from _cited(models.vocabulary)
    yield from _cited(models.parameters)
    yield from _cited(models.sources)
    yield from _cited(models.red_flags)
    for files in (models.guidelines, models.therapies, models.pathways):
        for file in files.values():
            yield from _cited(file)


# -- private -------------------------------------------------------------------------------


def _cited(part: object) -> Iterator[Placed]:
    if isinstance(part, BaseModel):
        for key, value in part:
            if key == "source":
                yield from (value,) if isinstance(value, Placed) else value
            elif isinstance(value, BaseModel | dict | tuple):
                yield from _cited(value)
    elif isinstance(part, dict | tuple):
        for member in part.values() if isinstance(part, dict) else part:
            if isinstance(member, BaseModel | dict | tuple):
                yield from _cited(member)
