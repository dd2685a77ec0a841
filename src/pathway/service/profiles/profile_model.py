"""What stands in the file of a client profile: statements, each with where it was found."""

from __future__ import annotations

from pydantic import Field

from pathway.content.written import Day, FileModel, Named, Text, Texts, Whole, YesNo


class StatementModel(FileModel):
    """Something said of a client: where it was found, or why nobody can say that it is so."""

    found_at: Text | None = Field(default=None, alias="found at")
    not_verified: Text | None = Field(default=None, alias="not verified")


class YesNoStatement(StatementModel):
    """Whether a client can do something."""

    is_: YesNo = Field(alias="is")


class NumberStatement(StatementModel):
    """How many of something a client takes."""

    is_: Whole = Field(alias="is")


class TextsStatement(StatementModel):
    """Which of several a client takes."""

    is_: Texts = Field(alias="is")


class NamesStatement(StatementModel):
    """What a client calls something."""

    is_: Named[Text] = Field(alias="is")


class FeaturesModel(FileModel):
    """What a client can show; what is left out is as the published text of CDS Hooks 2.0 has it."""

    hooks: TextsStatement | None = None
    reads_discovery: YesNoStatement | None = Field(default=None, alias="reads discovery")
    max_cards: NumberStatement | None = Field(default=None, alias="max cards")
    actions: NumberStatement | None = Field(default=None, alias="actions a suggestion")
    action_types: TextsStatement | None = Field(default=None, alias="action types")
    selection: TextsStatement | None = Field(default=None, alias="selection behaviors")
    labels: YesNoStatement | None = Field(default=None, alias="suggestion labels")
    link_labels: YesNoStatement | None = Field(default=None, alias="link labels")
    link_types: TextsStatement | None = Field(default=None, alias="link types")
    app_context: YesNoStatement | None = Field(default=None, alias="app context")
    override_reasons: YesNoStatement | None = Field(default=None, alias="override reasons")
    plain_topics: YesNoStatement | None = Field(default=None, alias="plain topic codes")
    code_systems: NamesStatement | None = Field(default=None, alias="code systems")
    lacks: TextsStatement | None = Field(default=None, alias="resources it lacks")
    includes: YesNoStatement | None = Field(default=None, alias="includes medications")
    null_means_none: YesNoStatement | None = Field(default=None, alias="null means none")
    nothing_found: TextsStatement | None = Field(default=None, alias="says nothing was found")


class ProfileFile(FileModel):
    """A client profile: whom it is of, after which documentation, read when, and its features."""

    profile: Text
    title: Text
    documentation: Text
    read_on: Day = Field(alias="read on")
    remark: Text | None = None
    features: FeaturesModel = FeaturesModel()
