"""What a line of the screen says besides: partners, lifted rules, what the patient cannot tell."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

from pathway.advice.advice import Advice
from pathway.advice.brief import brief
from pathway.advice.brief_model import Brief
from pathway.engine import Library, open_library

AS_OF = date(2026, 11, 20)
BACK_FLAGS = (
    *("cauda_equina", "nerve_function", "cancer_signs"),
    *("infection_signs", "fracture_signs", "circulation"),
)
WANTS_A_DRUG: dict[str, Any] = {
    "recorded": "2026-11-20",
    "source": "consultation",
    "complete": ["problems", "medicines", "allergies"],
    "reconciled": "2026-11-20",
    "none of": list(BACK_FLAGS),
    "attributes": {
        "sex": "male",
        "onset_date": "2026-11-10",
        "leg_pain": "none",
        "low_back_pain": "yes",
        "pain_score": 6,
        "wants_drug": "yes",
        "bleeding_disorder": "no",
        "egfr": {
            "value": 92,
            "unit": "mL/min/{1.73_m2}",
            "on": "2026-10-05",
            "source": "laboratory",
        },
    },
    "trials": [],
}


@cache
def library() -> Library:
    return open_library()


def advised(known: dict[str, Any], **attributes: object) -> Advice:
    patient = {"patient": "p", **known, "attributes": {**known.get("attributes", {}), **attributes}}
    return library().advise(library().patient(patient), as_of=AS_OF)


def begun(told: Brief) -> list[tuple[str, str]]:
    """What is started or chosen, without the care that stands on every screen."""
    usual = ("stay active", "superficial heat", "massage")
    return [(line.do, line.what) for line in told.do if not line.what.startswith(usual)]


def test_a_partner_is_named_once_with_its_therapy() -> None:
    told = brief(advised(WANTS_A_DRUG, age=70, several_cns_drugs="yes"))
    nsaid = "anti-inflammatory drug (NSAID), together with stomach protection (PPI)"
    assert begun(told) == [("start", nsaid)]


def test_a_choice_names_the_partner_of_its_members() -> None:
    told = brief(advised(WANTS_A_DRUG, age=50, ssri_or_snri="yes"))
    chosen = (
        "anti-inflammatory drug (NSAID) with stomach protection (PPI)"
        " or muscle relaxant (cyclobenzaprine and similar) or tizanidine"
    )
    assert begun(told) == [("choose", chosen)]


def test_who_lifted_a_rule_is_said_on_the_screen() -> None:
    lifted = {
        "rule": "nsaid.cardiovascular",
        "actor": "Dr Lund",
        "reason": "three days, agreed",
        "until": "2026-11-30",
    }
    known = {**WANTS_A_DRUG, "overrides": [lifted]}
    heart = {
        "cardiovascular_disease": "yes",
        "recent_heart_attack": "no",
        "recent_bypass_surgery": "no",
    }
    told = brief(advised(known, age=60, **heart))
    minded = [caution for line in told.do for caution in line.cautions]
    assert minded == ["anti-inflammatory drug (NSAID): rule lifted by Dr Lund: three days, agreed"]


def test_what_the_patient_does_not_know_is_not_said_to_be_forgotten() -> None:
    not_known = {"unknown": "patient does not know"}
    known = {**WANTS_A_DRUG, "none of": BACK_FLAGS[:5]}
    told = brief(advised(known, age=60, aneurysm_signs=not_known, leg_pain=not_known))
    assert told.red_flags == "1 of 23 not answered, no other present; 1 not known to the patient"
    leg_pain = next(question for question in told.ask if "leg_pain" in question.about)
    assert leg_pain.text.endswith("claudication on walking? (patient does not know)")


@pytest.mark.parametrize("sign", ["hot_swollen_knee", "worse_after_injection"])
def test_beside_a_knee_that_may_be_infected_nobody_asks_what_was_tried(sign: str) -> None:
    known = {"recorded": "2026-11-20", "source": "consultation"}
    told = brief(advised(known, age=67, knee_pain="yes", **{sign: "yes"}))
    assert [question.about for question in told.ask] == [("knee_replaced",)]
