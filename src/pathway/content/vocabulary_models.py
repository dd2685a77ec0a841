"""What stands in vocabulary.yaml: attributes, their groups, named definitions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pathway.content.written import FileModel, Given, Named, Number, Text, TextOr, Texts, YesNo
from pathway.ground.source import Placed
from pathway.ground.terms import Characteristic
from pathway.ground.vocabulary import Worse

Verified = Literal["original", "secondary", "unverified"]


class Sourced(FileModel):
    """Anything clinical: what it rests on and how far that was checked against the original."""

    source: Texts = ()
    facts: Texts = ()
    verified: Verified = "original"


class OfField(FileModel):
    """Anything shared that may concern some pathways only: those of the same `field`."""

    fields: Annotated[Texts, Field(alias="field")] = ()


class AssumptionModel(Sourced):
    """What is assumed where nothing was ever recorded and no reason to doubt is known."""

    assume: Given
    unless: Text
    because: Text


#: A list of the record on which silence counts as no, in words, or what is assumed of a value.
Absent = Annotated[AssumptionModel | Placed | None, TextOr(AssumptionModel)]


class AttributeModel(FileModel):
    """One attribute; durations come `since` a date attribute, age `since: birth_date`."""

    title: Text
    negated: Text | None = None
    plainly: Text | None = None
    type: Literal["yes/no", "number", "whole number", "choice", "date"]
    unit: Text | None = None
    choices: Texts | None = None
    range: tuple[Number, Number] | None = None
    question: Text | None = None
    group: Text | None = None
    since: Text | None = None
    valid_for: Annotated[Text | None, Field(alias="valid for")] = None
    applies_when: Annotated[Text | None, Field(alias="applies when")] = None
    absent: Absent = None
    disagree: Annotated[Worse | None, Field(alias="if sources disagree")] = None
    lasting: YesNo = False
    characteristic: Characteristic | None = None
    codes: Named[Texts] = Field(default_factory=dict)
    facts: Texts = ()


class GroupModel(FileModel):
    """Attributes asked about together, in one question with *none of these*."""

    title: Text
    question: Text
    red_flag: Annotated[YesNo, Field(alias="red flag")] = False


class DefinitionModel(OfField):
    """A named expression; with a title it is reported as a finding."""

    define: Text
    title: Text | None = None
    negated: Text | None = None
    plainly: Text | None = None
    facts: Texts = ()
    source: Texts = ()


class VocabularyFile(FileModel):
    """vocabulary.yaml"""

    groups: Named[GroupModel] = Field(default_factory=dict)
    attributes: Named[AttributeModel]
    definitions: Named[DefinitionModel] = Field(default_factory=dict)
