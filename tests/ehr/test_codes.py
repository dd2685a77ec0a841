"""What codes and names of entries say, and what they leave open: a table for clinicians."""

from typing import Any, Final

import pytest

from .records import library, table
from .test_readings import holds

ROWS: Final[list[dict[str, Any]]] = table("codes.yaml")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["row"])
def test_what_codes_say(row: dict[str, Any]) -> None:
    assert holds(row)


#: A drug that is noted as a problem, and the concepts of medicines that it may be.
NOTED: Final = {
    "on_anticoagulant": ("warfarin", "anticoagulant"),
    "on_antiplatelet": ("antiplatelet",),
    "on_aspirin": ("aspirin",),
    "on_nsaid": ("nsaid",),
    "on_opioid": ("opioid", "opioid_of_treatment", "serotonergic_opioid", "fentanyl"),
    "on_steroid": ("corticosteroid",),
    "on_inhaled_steroid": ("corticosteroid",),
    "on_diabetes_drug": ("diabetes_drug", "sglt2_inhibitor"),
    "contraception": ("sex_hormone", "hormone_also_in_patches"),
}


@pytest.mark.parametrize("name", [*NOTED, "on_some_drug"])
def test_a_drug_noted_as_a_problem_says_no_to_nothing_that_the_drug_leaves_open(name: str) -> None:
    concepts = library()._content.rules.concepts
    drugs = {one: concept for (list_, one), concept in concepts.items() if list_ == "medicines"}
    noted, open_ = concepts["problems", name], set[str]()
    for drug in NOTED.get(name, drugs):
        open_ |= drugs[drug].means.keys() | drugs[drug].bears.keys()
    assert sorted(open_ - noted.means.keys() - noted.bears.keys()) == []
