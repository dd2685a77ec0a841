"""A file of distributions for made-up tables, as pydantic models.

Every entry says where its figures come from: a publication, or `assumed`. Shares are numbers from
0 to 1; values are written as in a patient file, in the attribute's unit or in one that fits.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Final

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from pathway.content.written import FileModel, Given, Named, Number, Text, Whole

# -- shares --------------------------------------------------------------------------------


def _share(number: Decimal) -> Decimal:
    if not 0 <= number <= 1:
        raise PydanticCustomError("share", "should be a share from 0 to 1: `0.12` is 12 %")
    return number


def _whole(shares: dict[Text, Decimal]) -> dict[Text, Decimal]:
    told = sum(shares.values())
    if told != 1:
        raise PydanticCustomError("shares", "should add up to 1, not {told}", {"told": f"{told}"})
    return shares


def _positive(number: Decimal) -> Decimal:
    if number <= 0:
        raise PydanticCustomError("positive", "should be above 0")
    return number


def _correlation(number: Decimal) -> Decimal:
    if not -1 < number < 1:
        raise PydanticCustomError("correlation", "should lie between -1 and 1, without these")
    return number


def _few(number: int) -> int:
    if not 0 <= number <= _MOST_DECIMALS:
        told = {"most": f"{_MOST_DECIMALS}"}
        raise PydanticCustomError("decimals", "should be a number from 0 to {most}", told)
    return number


_MOST_DECIMALS: Final = 6
Decimals = Annotated[Whole, AfterValidator(_few)]
Share = Annotated[Number, AfterValidator(_share)]
#: Shares of several values, which are all there are.
Shares = Annotated[Named[Share], AfterValidator(_whole)]

# -- how values are distributed ------------------------------------------------------------


class NormalModel(FileModel):
    """A normal distribution; values beyond what is possible become the nearest possible one."""

    mean: Given
    sd: Annotated[Number, AfterValidator(_positive)]


class ValuesModel(FileModel):
    """How values are distributed: in one of these ways.

    `yes` is the share of a yes, `shares` that of each value, `uniform` the two ends between which
    every value is as likely, `quantiles` the value below which each share (`50 %`) lies.
    """

    yes: Share | None = None
    shares: Shares | None = None
    uniform: tuple[Given, Given] | None = None
    normal: NormalModel | None = None
    quantiles: Named[Given] | None = None
    decimals: Decimals | None = None


class RowModel(ValuesModel):
    """How values are distributed where a condition holds; the first row that does counts."""

    condition: Annotated[Text, Field(alias="if")]


class ShareRowModel(FileModel):
    """A share where a condition holds; the first row that does counts."""

    condition: Annotated[Text, Field(alias="if")]
    share: Share


class MissingModel(FileModel):
    """The share of patients of whom it is not known."""

    share: Share
    rows: tuple[ShareRowModel, ...] = ()


class AttributeModel(ValuesModel):
    """The values of an attribute, and how often they are missing."""

    rows: tuple[RowModel, ...] = ()
    missing: MissingModel | None = None
    source: Text


class TogetherModel(MissingModel):
    """Attributes that are missing together, as those of one laboratory report."""

    of: tuple[Text, ...]
    source: Text


class CorrelationModel(FileModel):
    """Two attributes of which one tends to be high where the other is."""

    of: tuple[Text, Text]
    correlation: Annotated[Number, AfterValidator(_correlation)]
    source: Text


class TherapyModel(FileModel):
    """Who has tried a therapy, how it went, for how many weeks, and who takes it now."""

    tried: Share
    rows: tuple[ShareRowModel, ...] = ()
    outcomes: Shares | None = None
    weeks: ValuesModel | None = None
    ongoing: Share | None = None
    source: Text


class KnownModel(FileModel):
    """The share of patients of whom a list is complete, or the treatments are known."""

    share: Share
    source: Text


class DistributionsFile(FileModel):
    """A file of distributions: what is said of attributes, and of treatments."""

    title: Text
    about: Text | None = None
    attributes: Named[AttributeModel] = Field(default_factory=dict)
    correlations: tuple[CorrelationModel, ...] = ()
    together: Annotated[tuple[TogetherModel, ...], Field(alias="missing together")] = ()
    history: KnownModel | None = None
    therapies: Named[TherapyModel] = Field(default_factory=dict)
    lists: Named[KnownModel] = Field(default_factory=dict)
