"""What a pathway's file says of its origin: who made it, its versions, who signed them off."""

from __future__ import annotations

from pathway.content.written import Day, FileModel, PlacedDay, Text
from pathway.ground.terms import Characteristic


class TransparencyModel(FileModel):
    """Who made a pathway, with whose money, and which personal characteristics it uses.

    What is left out is shown as not provided.
    """

    developer: Text | None = None
    funding: Text | None = None
    released: Day | None = None
    revised: Day | None = None
    uses: tuple[Characteristic, ...] | None = None


class ChangeModel(FileModel):
    """An entry of the changelog: what a version changed, and when."""

    version: Text
    date: PlacedDay
    what: Text


class SignatureModel(FileModel):
    """Somebody who signed a version off."""

    version: Text
    who: Text
    role: Text
    date: PlacedDay
