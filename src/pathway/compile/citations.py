"""From sources.yaml to citations, and the check that whatever is cited exists."""

from __future__ import annotations

from collections.abc import Iterable

from pathway.compile.builder import Builder
from pathway.files.models import SourcesFile
from pathway.program import Citation
from pathway.source import Placed


def citations_of(file: SourcesFile | None) -> dict[str, Citation]:
    """The publications by id."""
    return {
        str(id_): Citation(str(id_), model.cite, model.year, model.doi, model.url)
        for id_, model in (file.sources if file else {}).items()
    }


def cited(texts: Iterable[Placed], sources: Iterable[str], builder: Builder) -> None:
    """Report every citation of a publication that sources.yaml does not list."""
    for text in texts:
        builder.known("P107", "source", text, sources, "add it to sources.yaml")
