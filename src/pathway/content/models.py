"""What stands in the files of a pathway library, as pydantic models.

The keys are the author's words, spaces included (`step up`, `adequate trial`). Every text
is a `Placed` string and every mapping brings its span under the reserved key `@`, so that
whatever is wrong later can still be shown in the author's own line.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pathway.content.origin_models import ChangeModel, SignatureModel, TransparencyModel
from pathway.content.vocabulary_models import AssumptionModel as AssumptionModel
from pathway.content.vocabulary_models import AttributeModel as AttributeModel
from pathway.content.vocabulary_models import DefinitionModel as DefinitionModel
from pathway.content.vocabulary_models import GroupModel as GroupModel
from pathway.content.vocabulary_models import OfField as OfField
from pathway.content.vocabulary_models import Sourced as Sourced
from pathway.content.vocabulary_models import VocabularyFile as VocabularyFile
from pathway.content.written import (
    FileModel,
    Named,
    Number,
    OneOrMore,
    PlacedDay,
    Text,
    Texts,
    Whole,
    YesNo,
)
from pathway.ground.terms import Kind, Urgency

# -- codes/<system>.yaml -----------------------------------------------------------------


class CodesFile(FileModel):
    """codes/<system>.yaml: codes under a licence of their own, so that a site may leave them out.

    `shared` says of a code that stands for more than one thing why it does. The rest is for
    reading records: codes of concepts and of ingredients, what a code says where that is not a
    plain yes (`means`), answers to yes/no questions, the products of an ingredient, and codes of
    results that say nothing of any attribute.
    """

    licence: Text
    concepts: Named[Texts] = Field(default_factory=dict)
    ingredients: Named[Texts] = Field(default_factory=dict)
    attributes: Named[Texts] = Field(default_factory=dict)
    therapies: Named[Texts] = Field(default_factory=dict)
    shared: Named[Text] = Field(default_factory=dict)
    means: Named[Named[Text]] = Field(default_factory=dict)
    allergies: Named[Texts] = Field(default_factory=dict)
    answers: Named[Text] = Field(default_factory=dict)
    products: Named[Texts] = Field(default_factory=dict)
    nothing: Texts = ()


# -- parameters.yaml, sources.yaml -------------------------------------------------------


class ParameterModel(FileModel):
    """A threshold that a site may set within its allowed range."""

    title: Text
    default: Number
    unit: Text | None = None
    allowed: tuple[Number, Number]
    rationale: Text
    facts: Texts = ()
    source: Texts = ()


class ParametersFile(FileModel):
    """parameters.yaml"""

    parameters: Named[ParameterModel]


class SourceModel(FileModel):
    """A publication."""

    cite: Text
    type: Text
    year: Whole | None = None
    doi: Text | None = None
    url: Text | None = None
    note: Text | None = None


class EvidenceModel(OfField):
    """A study's size and effect, in our own words."""

    source: Text
    finding: Text
    n: Whole | None = None
    about: Texts = ()
    facts: Texts = ()


class SourcesFile(FileModel):
    """sources.yaml"""

    sources: Named[SourceModel]
    evidence: Named[EvidenceModel] = Field(default_factory=dict)


# -- rules shared by several files -------------------------------------------------------


class RuleModel(Sourced, OfField):
    """A condition under which a therapy is contraindicated, to be avoided or given with care."""

    id: Text
    when: Text
    because: Text
    needs: Texts = ()


NoteKind = Literal["safety net", "prognosis", "scope", "payment", "information", "remark"]


class NoteModel(Sourced, OfField):
    """A sentence for the reader, shown while its condition holds."""

    text: Text
    plainly: Text | None = None
    kind: NoteKind = "information"
    when: Text | None = None


class DoseModel(Sourced):
    """The most that may be taken of a therapy; of several the first counts whose `when` holds."""

    when: Text | None = None
    most: Text
    text: Text


class OfferModel(Sourced):
    """A therapy offered at a step, an end, a referral or a red flag; `dose` is the most there."""

    therapy: Text
    when: Text | None = None
    because: Text | None = None
    per: Texts = ()
    dose: tuple[DoseModel, ...] = ()


# -- therapies/*.yaml --------------------------------------------------------------------


class AdequateModel(Sourced):
    """What counts as having tried the therapy."""

    weeks: Number | None = None
    sessions: Number | None = None
    dose: Number | None = None
    no_effect: Annotated[Number | None, Field(alias="without effect weeks")] = None


class PartnerModel(Sourced, OfField):
    """A therapy that goes with this one."""

    therapy: Text
    when: Text | None = None
    because: Text


class StoppingModel(Sourced):
    """How to stop a running therapy."""

    how: Literal["stop", "taper"]
    text: Text


class TherapyFile(Sourced, OfField):
    """therapies/<id>.yaml"""

    therapy: Text
    title: Text
    plainly: Text | None = None
    kind: Kind
    about: Text | None = None
    codes: Named[Texts] = Field(default_factory=dict)
    dose_unit: Annotated[Text | None, Field(alias="dose unit")] = None
    dose: tuple[DoseModel, ...] = ()
    contraindicated: tuple[RuleModel, ...] = ()
    avoid: tuple[RuleModel, ...] = ()
    caution: tuple[RuleModel, ...] = ()
    needs: Texts = ()
    adequate_trial: Annotated[AdequateModel | None, Field(alias="adequate trial")] = None
    review_weeks: Annotated[Number | None, Field(alias="review after weeks")] = None
    longest_weeks: Annotated[Number | None, Field(alias="longest course weeks")] = None
    stopping: StoppingModel | None = None
    partners: Annotated[tuple[PartnerModel, ...], Field(alias="with")] = ()
    not_with: Annotated[Texts, Field(alias="not with")] = ()
    answers: Texts = ()
    side_effects: Annotated[Texts, Field(alias="side effects")] = ()
    patient_wording: Annotated[Text | None, Field(alias="patient wording")] = None
    notes: tuple[NoteModel, ...] = ()


# -- red-flags.yaml ----------------------------------------------------------------------


class FlagModel(Sourced, OfField):
    """A sign of serious disease; `elsewhere` is what it also needs in pathways of other fields.

    `unanswered` is what it holds while it is not answered, where that is less than it `holds`.
    """

    title: Text
    plainly: Text | None = None
    when: Text
    elsewhere: Text | None = None
    urgency: Urgency
    action: Text
    to: Text
    because: Text
    offers: tuple[OfferModel, ...] = ()
    holds: tuple[Kind, ...] | None = None
    unanswered: Annotated[tuple[Kind, ...] | None, Field(alias="holds while unanswered")] = None
    needs: Texts = ()
    notes: tuple[NoteModel, ...] = ()


class RedFlagsFile(FileModel):
    """red-flags.yaml"""

    red_flags: Annotated[Named[FlagModel], Field(alias="red flags")]


# -- recommendations/*.yaml --------------------------------------------------------------


class ExtrapolatedModel(FileModel):
    """For whom a recommendation is carried over, and why that is not the same."""

    when: Text
    because: Text


class RecommendationModel(Sourced, OfField):
    """One numbered statement; `certainty` may differ by therapy."""

    statement: Text
    therapies: Texts
    direction: Literal["for", "against"]
    strength: Literal["strong", "conditional"] | None = None
    certainty: Literal["high", "moderate", "low", "very low"] | None = None
    population: Text
    extrapolated: ExtrapolatedModel | None = None


class GuidelineFile(OfField):
    """recommendations/<id>.yaml"""

    guideline: Text
    title: Text
    year: Whole
    source: Text
    scope: Text
    recommendations: Named[RecommendationModel]


# -- pathway files -----------------------------------------------------------------------


class WayModel(FileModel):
    """Under what condition to go where."""

    when: Text
    to: Text
    because: Text | None = None


class ChoiceModel(FileModel):
    """Offers of a step of which at most so many run at once."""

    at_most: Annotated[Whole, Field(alias="at most")] = 1
    title: Text
    of: tuple[OfferModel, ...]


class NodeModel(Sourced):
    """A node: exactly one of `decision`, `step`, `refer`, `end` or `use` names and titles it."""

    decision: Text | None = None
    step: Text | None = None
    refer: Text | None = None
    end: Text | None = None
    use: Text | None = None
    branches: tuple[WayModel, ...] = ()
    in_order: Annotated[YesNo, Field(alias="in order")] = False
    otherwise: Text | None = None
    offer: tuple[OfferModel, ...] = ()
    choose: OneOrMore[ChoiceModel] = ()
    meanwhile: tuple[OfferModel, ...] = ()
    step_up: Annotated[WayModel | None, Field(alias="step up")] = None
    resolved: WayModel | None = None
    review_weeks: Annotated[Number | None, Field(alias="review after weeks")] = None
    needs: Texts = ()
    notes: tuple[NoteModel, ...] = ()


class PropertyModel(FileModel):
    """What must hold of every patient: exactly one of `always` and `never`, where `when` holds."""

    id: Text
    title: Text
    always: Text | None = None
    never: Text | None = None
    when: Text | None = None
    because: Text | None = None
    source: Texts = ()
    facts: Texts = ()


class AcceptedModel(FileModel):
    """A property that a pathway need not have, and why."""

    property: Text
    because: Text
    source: Texts = ()
    facts: Texts = ()


class PathwayFile(Sourced, OfField):
    """A pathway."""

    pathway: Text
    title: Text
    version: Text
    status: Literal["draft", "in review", "active", "retired"]
    summary: Text | None = None
    limits: Text
    review_by: Annotated[PlacedDay | None, Field(alias="review by")] = None
    changelog: tuple[ChangeModel, ...] = ()
    signed: tuple[SignatureModel, ...] = ()
    replaced_by: Annotated[Text | None, Field(alias="replaced by")] = None
    transparency: TransparencyModel | None = None
    for_: Annotated[Text | None, Field(alias="for")] = None
    complaint: Text | None = None
    profile: YesNo = False
    eligible: Text
    adopts: Texts = ()
    start: Text
    needs: Texts = ()
    definitions: Named[DefinitionModel] = Field(default_factory=dict)
    notes: tuple[NoteModel, ...] = ()
    properties: tuple[PropertyModel, ...] = ()
    accepts: tuple[AcceptedModel, ...] = ()
    nodes: Named[NodeModel]
    alongside: tuple[OfferModel, ...] = ()


class LibraryFile(FileModel):
    """library.yaml: its name, its pathways in the order of trying, and what they are about."""

    title: Text
    pathways: Texts
    fields: Texts = ()
    emergency_call: Annotated[Text | None, Field(alias="emergency call")] = None
