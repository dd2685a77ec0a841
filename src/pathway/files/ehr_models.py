"""What stands in `fhir.yaml` of a library, and in the settings of a site that sends records."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pathway.files.written import FileModel, Named, Number, Text, Texts

#: What a record says of a person without a code.
Element = Literal["Patient.birthDate", "Patient.birthSex", "Patient.gender"]
#: Lists of a record that a site may declare complete.
Complete = Literal["problems", "medicines", "allergies", "treatments"]


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


class FhirFile(FileModel):
    """fhir.yaml: how a FHIR record is read, as far as codes do not say.

    `complaint` names what the pathways treat: a treatment given for it is a trial, and its onset
    gives the date `onset`. A condition of the past still says yes to what is in `ever`. `sums`
    says which attribute is a sum of doses, `washout` how long a medicine counts that was stopped,
    `routes` by which ways a drug has to be given to count (`usual`: for all that are not named).
    """

    elements: Named[Element] = Field(default_factory=dict)
    means: Named[Named[Text]] = Field(default_factory=dict)
    complaint: Texts = ()
    onset: Text | None = None
    ever: Texts = ()
    units: Named[Named[Text]] = Field(default_factory=dict)
    sums: Named[SumModel] = Field(default_factory=dict)
    washout: Named[WashoutModel] = Field(default_factory=dict)
    routes: Named[Named[Texts]] = Field(default_factory=dict)


class SiteCodesModel(FileModel):
    """A site's own codes of one system, in addition to those of the library.

    `outcomes` says of codes how a treatment went.
    """

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
