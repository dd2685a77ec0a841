"""What a pathway rests on: publications, statements, settings, makers, versions, who signed."""

from __future__ import annotations

import re
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Final

from pathway.frozen import frozen
from pathway.ground.source import Span
from pathway.ground.terms import Characteristic
from pathway.names import Owner

#: A version as three numbers; what is left out is zero, so that `2` is `2.0.0`.
Version = tuple[int, int, int]


@frozen
class Citation:
    """A publication that a rule rests on."""

    id: str
    text: str
    year: int | None
    doi: str | None = None
    url: str | None = None


@frozen
class Evidence:
    """A study's size and finding, shown beside the therapies it is about."""

    id: str
    source: str
    finding: str
    n: int | None = None
    about: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)


@frozen
class Recommendation:
    """A numbered guideline statement on one therapy.

    `direct` and `extrapolated` name definitions; `adopted` is the rank of its guideline
    among those the pathway adopts, None where it is only shown.
    """

    id: str
    guideline: str
    title: str
    year: int
    therapy: str
    direction: str
    strength: str | None
    certainty: str | None
    statement: str
    because: str
    direct: str
    extrapolated: str | None
    adopted: int | None
    source: str
    verified: str = "yes"
    fields: tuple[str, ...] = ()


@frozen
class Parameter:
    """A site-configurable threshold that the program uses."""

    name: str
    value: Decimal
    unit: str | None
    rationale: str
    title: str = ""
    allowed: tuple[Decimal, Decimal] | None = None
    sources: tuple[str, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)


@frozen
class Transparency:
    """What the author says of the pathway's origin and of the personal data it uses.

    None is what was not said (*not provided*); `sources` are those of the pathway as a whole.
    """

    sources: tuple[str, ...] = ()
    developer: str | None = None
    funding: str | None = None
    released: date | None = None
    revised: date | None = None
    uses: tuple[Characteristic, ...] | None = None
    span: Span | None = field(default=None, compare=False, repr=False)


@frozen
class ChangelogEntry:
    """An entry of a pathway's changelog."""

    version: str
    on: date
    what: str


@frozen
class Signature:
    """Somebody who signed a version off, in what role and when."""

    version: str
    who: str
    role: str
    on: date


@frozen
class Lifecycle:
    """How a pathway came to be what it is, and until when it may be trusted.

    `replaced_by` names what to use instead of a retired one; None where nothing takes its place.
    """

    summary: str = ""
    review_by: date | None = None
    changelog: tuple[ChangelogEntry, ...] = ()
    signed: tuple[Signature, ...] = ()
    replaced_by: str | None = None


def version_of(text: str) -> Version | None:
    """The numbers of a version such as `1.2.0`; None for anything else."""
    if not _VERSION.fullmatch(text):
        return None
    first, second, third = (*map(int, text.split(".")), 0, 0)[:3]
    return first, second, third


_VERSION: Final = re.compile(r"(0|[1-9]\d{0,5})(\.(0|[1-9]\d{0,5})){0,2}", re.ASCII)


@frozen
class Note:
    """A sentence shown while its condition (a definition) holds: safety net, prognosis, scope."""

    kind: str
    text: str
    owner: Owner
    definition: str
    sources: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    #: What a patient reads instead of the text; empty where that is plain enough.
    plainly: str = ""


@frozen
class Finding:
    """A definition reported in the advice, such as the phase of the illness."""

    name: str
    title: str
    fields: tuple[str, ...] = ()
    #: What a patient reads instead of the title; empty where that is plain enough.
    plainly: str = ""
