"""Doses added up over several drugs, such as all opioids in morphine equivalents.

A sum is known only where every drug that belongs to it is in the record, once, with a dose of a
day, given in a way for which its factor holds. One that is missing makes the sum unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from pathway.fhir.courses import Intake
from pathway.fhir.dosage import in_dose_unit, route_of
from pathway.fhir.elements import Doubt
from pathway.fhir.reading import Reading, ResourceClaim
from pathway.fhir.rules import Key, Sum
from pathway.ground.problems import Problem
from pathway.ground.vocabulary import Value
from pathway.yaml.values import value_of


def add_up(reading: Reading) -> None:
    """Claim the sums that a record allows, and say why another one is not known."""
    for name, rule in reading.rules.sums.items():
        counted = [one for one in reading.intakes if _belongs(reading, rule, one)]
        if not counted:
            continue
        counted.sort(key=lambda one: one.resource.label)
        found = _total(reading, name, rule, counted)
        if isinstance(found, ResourceClaim):
            reading.claims.append(found)
        else:
            one, why = found
            text = f"{reading.title(name)} is not known: {why}"
            reading.ignore(one.resource, Doubt("P448", "", text))


# -- private -------------------------------------------------------------------------------


def _belongs(reading: Reading, rule: Sum, one: Intake) -> bool:
    therapies = reading.rules.owners(reading.rules.therapies, one.codes.keys)
    means = reading.sense("medicines", one.codes.keys).means
    return bool(rule.of & (therapies.keys() | means.keys()))


def _total(
    reading: Reading, name: str, rule: Sum, counted: list[Intake]
) -> ResourceClaim | tuple[Intake, str]:
    """The sum, or which medicine leaves it open, and why."""
    if not _all_known(reading):
        return counted[0], "there may be more drugs that count"
    if len({one.resource.kind for one in counted}) > 1:
        return counted[0], "two kinds of resources may speak of one drug"
    total, drugs = Decimal(0), set[Key]()
    for one in counted:
        share = _share(reading, rule, one)
        if isinstance(share, str):
            return one, share
        drug, amount = share
        if drug in drugs:
            return one, "there are several orders of one drug"
        drugs.add(drug)
        total += amount
    value = value_of(reading.vocabulary.attributes[name], total, None, reading.today)
    if isinstance(value, Problem):
        return counted[0], value.message
    return _claim(name, value, counted)


def _claim(name: str, value: Value, counted: Iterable[Intake]) -> ResourceClaim:
    """The sum as old as the oldest order in it."""
    whens = [one.when for one in counted if one.when is not None]
    source = ", ".join(sorted(one.resource.label for one in counted))
    return ResourceClaim(
        name, value, source, "sum of doses", min(whens, key=lambda when: when.first)
    )


def _all_known(reading: Reading) -> bool:
    """Whether the list of medicines counts as complete."""
    declared = "medicines" in reading.rules.complete
    return declared and not reading.gaps.get("medicines")


def _share(reading: Reading, rule: Sum, one: Intake) -> tuple[Key, Decimal] | str:
    """The drug and its part of the sum, or why it has none."""
    if one.doubt is not None:
        return one.doubt.text
    if one.when is None:
        return "it has no date"
    dose = in_dose_unit(one.dose, rule.unit)
    if dose is None:
        return "it gives no dose"
    if isinstance(dose, Doubt):
        return dose.text
    route = route_of(one.resource)
    if route.flawed or not set(route.keys) <= rule.routes:
        return "it is not said to be given in a way for which the factors hold"
    products = reading.rules.products
    drugs = {drug for key in one.codes.keys for drug in products.get(key, (key,))}
    known = drugs & rule.factors.keys()
    if len(known) != 1:
        return "there is no factor for this drug"
    drug = known.pop()
    return drug, dose * rule.factors[drug]
