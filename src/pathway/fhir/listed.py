"""Entries of lists: problems, medicines, allergies, and what was done.

Every code of an entry counts. What its concepts mean is claimed; what they bear on becomes
unknown, so that the list cannot say no to it; an entry with a code that nobody knows leaves the
whole list open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pathway.fhir.elements import NO_CODES, Codes, Doubt, When, items, key_of, spoken
from pathway.fhir.reading import Reading, ResourceClaim, first_doubt
from pathway.fhir.resource import Resource
from pathway.fhir.rules import Key
from pathway.ground.problems import in_backticks, visible


def claim_open(
    reading: Reading,
    resource: Resource,
    list_: str,
    codes: Codes,
    when: When | None,
    without: frozenset[str] = frozenset(),
) -> None:
    """Claim as unknown what an entry bears on; `without` is known from elsewhere."""
    for name, borne in reading.sense(list_, codes.keys).bears.items():
        if name in without:
            continue
        code = spoken(borne.key)
        what = f"{borne.title} ({code})" if borne.title else code
        because = f": {borne.because}" if borne.because else ""
        doubt = Doubt("P442", "code", f"{what} may mean it{because}")
        reading.claims.append(
            ResourceClaim(name, None, resource.label, code, when, doubt, maybe=True)
        )


def claim_all(
    reading: Reading,
    resource: Resource,
    list_: str,
    codes: Codes,
    when: When | None,
    doubt: Doubt | None,
    assumed: str = "",
) -> None:
    """Claim what an entry means, and as unknown what else it bears on."""
    for name, key in reading.sense(list_, codes.keys).means.items():
        claim(reading, resource, name, key, when, doubt, assumed)
    claim_open(reading, resource, list_, codes, when)


def claim(
    reading: Reading,
    resource: Resource,
    name: str,
    key: Key,
    when: When | None,
    doubt: Doubt | None,
    assumed: str = "",
) -> ResourceClaim:
    """What one code of an entry says of one attribute, unless there is a doubt.

    `assumed` says why the value is the worse of what it may be.
    """
    said = reading.said(name, key)
    wrong = first_doubt((doubt, said if isinstance(said, Doubt) else None))
    value = None if wrong is not None or isinstance(said, Doubt) else said
    unsure = assumed if value is not None else ""
    made = ResourceClaim(name, value, resource.label, spoken(key), when, wrong, assumed=unsure)
    reading.claims.append(made)
    return made


def note_gap(
    reading: Reading, resource: Resource, list_: str, codes: Codes, named: str, path: str = "code"
) -> bool:
    """Leave a list open where a code of an entry is not understood; whether that is so."""
    if _none_known(reading, resource, list_, codes):
        return False
    strange = reading.unmatched(resource, codes, list_, path, named)
    if not strange and not codes.flawed:
        if reading.noting:
            call(reading, resource, list_, codes)
        return False
    strange_keys = reading.sense(list_, codes.keys).strange
    text = not_understood(strange_keys, named)
    if list_ == "procedures":
        leave_open(reading, resource, reading.rules.listed.get(list_, frozenset()), text)
    else:
        reading.gap(list_, resource, text)
    # Of ICD-10 the codes that speak of other lists are all known.
    if codes.flawed or not codes.keys or any(key[0] != "icd10" for key in strange_keys):
        leave_open(reading, resource, reading.rules.across.get(list_, frozenset()), text)
    return True


def call(reading: Reading, resource: Resource, list_: str, codes: Codes) -> None:
    """Note what people call an entry that is understood."""
    products = reading.rules.products
    parts = [part for key in codes.keys for part in products.get(key, (key,))]
    concepts = [reading.rules.concept(list_, part) for part in parts]
    titles = dict.fromkeys(concept.title for concept in concepts if concept is not None)
    if titles:
        reading.called[resource.label] = " and ".join(titles)


def not_understood(strange: Sequence[Key], named: str) -> str:
    """That an entry is not understood: by its name, else by the code that is not known."""
    if named:
        return f"{in_backticks(named)} is not understood"
    code = spoken(strange[0]) if strange else "without a code that can be read"
    return f"an entry ({code}) is not understood"


def _none_known(reading: Reading, resource: Resource, list_: str, codes: Codes) -> bool:
    """Whether an entry says that its list has none; another entry beside it contradicts that."""
    empty = [reading.rules.empty.get(key) for key in codes.keys]
    if not empty or codes.flawed or set(empty) != {list_}:
        reading.entries.setdefault(list_, resource.label)
        return False
    reading.none_known.setdefault(list_, resource.label)
    reading.empty.add(resource.label)
    return True


def says_none(reading: Reading, codes: Codes) -> bool:
    """Whether any code says that a list has no entries."""
    return any(key in reading.rules.empty for key in codes.keys)


def contradicted(reading: Reading) -> None:
    """Leave a list open whose entries are and are not there."""
    for list_, label in reading.none_known.items():
        if (other := reading.entries.get(list_)) is not None:
            text = f"{label}: it says that there are none, and {other} is one"
            reading.gaps.setdefault(list_, []).append(text)


def leave_open(reading: Reading, resource: Resource, names: Iterable[str], text: str) -> None:
    """Claim attributes as unknown because of an entry that is not understood."""
    for name in sorted(names):
        doubt = Doubt("P435", "code", f"{text}, and may mean it")
        reading.claims.append(
            ResourceClaim(name, None, resource.label, "", None, doubt, maybe=True)
        )


def drug_codes(reading: Reading, concept: object) -> Codes:
    """The codes of a medicine; one that is not known is read by the name of the product.

    A name that says something else than a known code is one more thing that the entry says.
    """
    if not isinstance(concept, dict):
        return NO_CODES
    found: list[Key] = []
    flawed = False
    codings = items(concept, "coding")
    for coding in codings:
        key = key_of(coding)
        named = reading.named(coding.get("display")) if isinstance(coding, dict) else None
        known = key is not None and not reading.sense("medicines", (key,)).strange
        if key is not None and (known or named is None):
            found.append(key)
        flawed |= key is None and named is None
        found += named or ()
    if not codings:
        named = reading.named(concept.get("text"))
        return NO_CODES if named is None else Codes(named, flawed=False)
    return Codes(tuple(dict.fromkeys(found)), flawed)


def name_of(concept: object) -> str:
    """What people call an entry: the name of its code, else its text; only for asking about it."""
    if not isinstance(concept, dict):
        return ""
    for coding in items(concept, "coding"):
        if isinstance(coding, dict) and isinstance(coding.get("display"), str):
            return visible(coding["display"][:MAX_NAME])
    text = concept.get("text")
    return visible(text[:MAX_NAME]) if isinstance(text, str) else ""


#: The longest name of an entry in a message.
MAX_NAME = 80
