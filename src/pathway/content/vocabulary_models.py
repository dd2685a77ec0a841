"""What stands in vocabulary.yaml: attributes, their groups, named definitions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pathway.content.written import FileModel, Named, Number, Text, Texts, YesNo
from pathway.ground.terms import Characteristic
from pathway.ground.vocabulary import Worse


class OfField(FileModel):
    """Anything shared that may concern some pathways only: those of the same `field`."""

    fields: Annotated[Texts, Field(alias="field")] = ()


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
    absent: Text | None = None
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
