"""How many codes of records are understood as at least bearing on what they speak of."""

import csv
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pytest

from pathway.fhir.rules import Key, Rules
from pathway.ground.code_systems import system_of

from .records import library, table

ROOT: Final = Path(__file__).parents[2]
DATA: Final = Path(os.environ.get("PATHWAY_TEST_DATA", ROOT.parent / "shared/data"))
SEEN: Final = DATA / "fhir/codes_seen.csv"
ROWS: Final[list[dict[str, Any]]] = table("seen.yaml")
#: The least share of distinct codes that have to be understood.
LEAST: Final = 0.95
LISTS: Final = {
    "Condition": "problems",
    "Medication": "medicines",
    "AllergyIntolerance": "allergies",
    "Procedure": "procedures",
}
#: What the words of the list of codes seen stand for: any of these will do.
WORDS: Final[dict[str, tuple[str, ...]]] = {
    "ACE/ARB/diuretic": ("ace_or_arb", "diuretic"),
    "BMI": ("bmi",),
    "COPD": ("copd",),
    "NSAID": ("takes_other_nsaid", "takes_low_dose_aspirin"),
    "NSAID allergy (may be)": ("nsaid_allergy",),
    "antiplatelet": ("clopidogrel", "takes_low_dose_aspirin"),
    "anticoag/antiplatelet": ("warfarin", "other_anticoagulant", "clopidogrel"),
    "anticoagulant": ("warfarin", "other_anticoagulant"),
    "aortic aneurysm": ("aortic_aneurysm",),
    "benzo/sedative": ("takes_sedatives",),
    "bleeding disorder": ("bleeding_disorder",),
    "cancer": ("cancer_history",),
    "cardiovascular": ("cardiovascular_disease",),
    "cauda equina": ("bladder_bowel_change", "saddle_numbness"),
    "cirrhosis": ("cirrhosis",),
    "deep vein thrombosis": ("deep_vein_thrombosis",),
    "depression": ("widespread_pain_or_depression",),
    "depression/fibro": ("widespread_pain_or_depression",),
    "diabetes": ("diabetes",),
    "dialysis": ("dialysis",),
    "drug use": ("past_overdose", "opioid_use_disorder", "heavy_alcohol"),
    "fracture, tumour or infection of the spine": ("spinal_lesion",),
    "gabapentinoid/AED": ("takes_sedatives", "seizure_disorder"),
    "glaucoma": ("uncontrolled_glaucoma",),
    "heart": ("cardiovascular_disease", "heart_failure", "heart_rhythm_disorder"),
    "heart failure": ("heart_failure",),
    "heart rhythm": ("heart_rhythm_disorder",),
    "heavy drinking": ("heavy_alcohol",),
    "hypertension (control not said)": ("uncontrolled_hypertension",),
    "implanted device": ("implanted_device",),
    "kidney": ("dialysis", "diabetes"),
    "knee OA/pain": ("knee_osteoarthritis", "knee_pain"),
    "knee osteoarthritis": ("knee_osteoarthritis",),
    "knee pain": ("knee_pain",),
    "lab eGFR/platelets/INR/Hb": ("egfr", "platelets", "inr"),
    "low back pain": ("low_back_pain",),
    "low platelets": ("bleeding_disorder",),
    "nerve-root leg pain": ("leg_pain",),
    "opioid": ("takes_other_opioid",),
    "opioid use disorder": ("opioid_use_disorder",),
    "osteoporosis": ("osteoporosis",),
    "osteoporosis/fracture": ("osteoporosis", "fracture_injury"),
    "overdose or substance use": ("past_overdose",),
    "pain score": ("pain_score",),
    "paracetamol": (),
    "poorly controlled diabetes": ("poorly_controlled_diabetes",),
    "pregnancy": ("pregnant",),
    "previous spinal surgery (may be)": ("previous_spinal_surgery",),
    "claudication": ("leg_pain",),
    "seizure disorder": ("seizure_disorder",),
    "seizure/COPD/apnea/asthma": ("seizure_disorder", "copd", "sleep_apnoea"),
    "sleep apnoea": ("sleep_apnoea",),
    "spinal stenosis": ("leg_pain", "low_back_pain"),
    "spondyloarthritis sign": ("spa_four_signs", "inflammatory_spine_disease"),
    "steroid": ("long_term_steroids", "immunosuppression"),
    "ulcer or bleeding": ("active_ulcer_or_bleeding",),
    "unstable heart disease": ("unstable_heart_disease",),
    "widespread pain": ("widespread_pain_or_depression",),
}


def rules() -> Rules:
    return library()._content.rules


def spoken_of(list_: str, keys: tuple[Key, ...]) -> set[str] | None:
    """The attributes that codes mean or bear on; None where one of them is not understood."""
    if not list_:
        return set(rules().owners(rules().attributes, keys)) or None
    sense = rules().sense(list_, keys)
    return None if sense.strange else {*sense.means, *sense.bears}


def keys_of(list_: str, system: str, code: str, name: str) -> tuple[Key, ...]:
    """The code, or the ingredients in the name of a product whose code is not known."""
    key = (system, code)
    named = rules().names.parse(name) if list_ == "medicines" else None
    return (key,) if named is None or not rules().sense(list_, (key,)).strange else named


def missed(found: set[str] | None, wanted: Iterable[tuple[str, ...]]) -> bool:
    return found is None or any(any_of and not found & set(any_of) for any_of in wanted)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["row"])
def test_codes_of_the_same_kinds(row: dict[str, Any]) -> None:
    if "name" in row:
        found = spoken_of("medicines", keys_of("medicines", "rxnorm", "9999999", row["name"]))
    else:
        system, _, code = row["code"].partition(" ")
        found = spoken_of("problems", ((system, code),))
    assert found is not None
    assert not set(row["of"]) - found
    assert not found - set(row.get("only", found))


@pytest.mark.skipif(
    not SEEN.is_file(), reason="the codes seen in records are not at hand (PATHWAY_TEST_DATA)"
)
def test_codes_that_say_nothing_touch_only_their_own_list() -> None:
    touched = []
    for row in csv.DictReader(SEEN.read_text(encoding="utf-8").splitlines()):
        if row["concept"] or row["resource"] != "Procedure":
            continue
        found = spoken_of("procedures", ((system_of(row["system"]), row["code"]),)) or set()
        lists = {library().vocabulary.attributes[name].absent for name in found}
        touched += [row["display"]] if lists & {"medicines", "allergies"} else []
    assert touched == []


@pytest.mark.skipif(
    not SEEN.is_file(), reason="the codes seen in records are not at hand (PATHWAY_TEST_DATA)"
)
def test_codes_seen_in_public_records() -> None:
    counted, not_understood = 0, []
    for row in csv.DictReader(SEEN.read_text(encoding="utf-8").splitlines()):
        if not row["concept"]:
            continue
        counted += 1
        list_ = LISTS.get(row["resource"], "")
        keys = keys_of(list_, system_of(row["system"]), row["code"], row["display"])
        wanted = [WORDS[word.strip()] for word in row["concept"].split(";")]
        if missed(spoken_of(list_, keys), wanted):
            not_understood.append(f"{row['code']} {row['display']}: {row['concept']}")
    assert counted > 0
    assert len(not_understood) <= (1 - LEAST) * counted, not_understood
