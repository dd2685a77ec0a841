"""What stands in `fhir.yaml` of a library, and in the settings of a site that sends records."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pathway.content.written import FileModel, Named, Number, Text, Texts, YesNo

#: What a record says of a person without a code.
Element = Literal["Patient.birthDate", "Patient.birthSex", "Patient.gender"]
#: Lists of a record that a site may declare complete.
Complete = Literal["problems", "medicines", "allergies", "treatments", "results"]
#: What an entry whose codes have a meaning stands in.
ListOfRecord = Literal["problems", "medicines", "allergies", "procedures"]


class SumModel(FileModel):
    """Doses of a day that are added up over several drugs, each times its factor.

    `of` names the attributes and therapies whose drugs count, `routes` the ways of giving for
    which the factors hold; both `factors` and `routes` are by system.
    """

    of: Texts
    unit: Text
    factors: Named[Named[Number]]
    routes: Named[Texts]
    source: Texts


class WashoutModel(FileModel):
    """How many days after its end a medicine still counts for an attribute."""

    days: Number
    source: Texts


class LimitsModel(FileModel):
    """Days for which a medicine may still be taken whose resource does not say how long.

    `supply`: after it was ordered or handed over; `dose`: after a single dose was given.
    """

    supply: Number
    dose: Number
    because: Text


class FhirFile(FileModel):
    """fhir.yaml: how a FHIR record is read, as far as codes do not say.

    `complaint` names what the pathways treat: a treatment given for it is a trial, and its onset
    gives the date `onset`. A condition of the past still says yes to what is in `ever`. `sums`
    says which attribute is a sum of doses, `washout` how long a medicine counts that was stopped,
    `routes` by which ways a drug has to be given to count (`usual`: for all that are not named),
    `limits` how long a medicine of which nobody says how long may still be taken.
    """

    elements: Named[Element] = Field(default_factory=dict)
    means: Named[Named[Text]] = Field(default_factory=dict)
    complaint: Texts = ()
    onset: Text | None = None
    ever: Texts = ()
    units: Named[Named[Text]] = Field(default_factory=dict)
    sums: Named[SumModel] = Field(default_factory=dict)
    washout: Named[WashoutModel] = Field(default_factory=dict)
    limits: LimitsModel | None = None
    routes: Named[Named[Texts]] = Field(default_factory=dict)


class JudgedModel(FileModel):
    """Attributes of which the same was judged for the same reason.

    `of` names attributes, or groups of them; `by` who judged, where that is not the file's own.
    """

    of: Texts
    because: Text
    by: Text | None = None


class FamilyModel(FileModel):
    """Judgements that several concepts share."""

    bears: Annotated[tuple[JudgedModel, ...], Field(alias="bears on")] = ()
    nothing: Annotated[tuple[JudgedModel, ...], Field(alias="says nothing of")] = ()


class ConceptModel(FamilyModel):
    """A set of codes that say the same: what it means, what it bears on, what it says nothing of.

    `ingredients` are names of drugs, `called` what people write for the whole. Of attributes of the
    list that nobody judged it leaves open each, and `pathway check` names them.
    """

    title: Text
    family: Texts = ()
    means: Named[Text] = Field(default_factory=dict)
    codes: Named[Texts] = Field(default_factory=dict)
    ingredients: Texts = ()
    called: Texts = ()


class ConceptsFile(FileModel):
    """concepts/<name>.yaml: what entries of one list of a record say.

    `groups` name attributes that are judged together, `empty` the codes that say that the list
    has no entries (`called`: the words). `entries bear on` limits what an entry of this kind can
    say at all; without it that is every attribute that the list answers.
    """

    list: ListOfRecord
    judged_by: Annotated[Text, Field(alias="judged by")]
    groups: Named[Texts] = Field(default_factory=dict)
    families: Named[FamilyModel] = Field(default_factory=dict)
    concepts: Named[ConceptModel] = Field(default_factory=dict)
    empty: Named[Named[Texts]] = Field(default_factory=dict)
    entries_bear_on: Annotated[Texts, Field(alias="entries bear on")] = ()


class ProductNamesFile(FileModel):
    """product-names.yaml: the words of which the names of medicines are made.

    `synonyms` and `brands` lead to ingredients; `forms` are taken, `local forms` act where they
    are put, so that such a product does not say what its ingredient would say.
    """

    synonyms: Named[Text] = Field(default_factory=dict)
    brands: Named[Texts] = Field(default_factory=dict)
    salts: Texts = ()
    forms: Texts = ()
    local_forms: Annotated[Texts, Field(alias="local forms")] = ()


class SiteCodesModel(FileModel):
    """A site's own codes of one system, in addition to those of the library.

    `concepts` says which of them say the same as a concept of the library, `outcomes` how a
    treatment went. `translations` is yes where codes of this system only say once more what
    stands beside them, so that one that is not known does no harm there.
    """

    concepts: Named[Texts] = Field(default_factory=dict)
    translations: YesNo = False

    attributes: Named[Texts] = Field(default_factory=dict)
    therapies: Named[Texts] = Field(default_factory=dict)
    means: Named[Named[Text]] = Field(default_factory=dict)
    allergies: Named[Texts] = Field(default_factory=dict)
    answers: Named[Text] = Field(default_factory=dict)
    outcomes: Named[Text] = Field(default_factory=dict)
    products: Named[Texts] = Field(default_factory=dict)
    nothing: Texts = ()


class SiteFile(FileModel):
    """A site's settings: which lists are complete, and codes, units and forms of its own.

    `codes` are by system, a known name or an address; `questionnaires` say of each form, by its
    canonical address, which item (`linkId`) asks for which attribute.
    """

    site: Text
    complete: Annotated[tuple[Complete, ...], Field()] = ()
    elements: Named[Element] = Field(default_factory=dict)
    means: Named[Named[Text]] = Field(default_factory=dict)
    ever: Texts = ()
    units: Named[Named[Text]] = Field(default_factory=dict)
    codes: Named[SiteCodesModel] = Field(default_factory=dict)
    questionnaires: Named[Named[Text]] = Field(default_factory=dict)
