"""From a pathway's own words on its origin to what is compared with what it reads."""

from __future__ import annotations

from pathway.content.models import PathwayFile
from pathway.content.origin_models import TransparencyModel
from pathway.program import Transparency


def transparency_of(file: PathwayFile) -> Transparency:
    """What the author declares; what is left out stays open, and is shown so."""
    said = file.transparency or TransparencyModel()
    return Transparency(
        sources=tuple(map(str, file.source)),
        developer=said.developer,
        funding=said.funding,
        released=said.released,
        revised=said.revised,
        uses=said.uses,
        span=said.span or file.pathway.span,
    )
