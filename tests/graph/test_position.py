"""Where a patient stands in the graph, as records and as JSON that an EHR can draw."""

import pytest

from pathway import open_library
from pathway.advice.advice import Advice
from pathway.advice.explanation import Condition, Known, Offered, Way
from pathway.program import Choice
from tests.examples import EXAMPLES


@pytest.fixture(scope="module")
def advice() -> Advice:
    library = open_library()
    return library.advise(library.patient_from_file(EXAMPLES / "mon-57.yaml"))


def test_a_way_carries_its_condition_and_every_value_that_it_reads(advice: Advice) -> None:
    onward = advice.node("nsaid").ways_on
    assert [(way.node, way.kind, way.holds, way.waits_for) for way in onward] == [
        ("injection", "step up", None, "bleeding disorder, platelet count"),
        ("maintain", "resolved", False, ""),
    ]
    relief = Known(
        "adequate_relief", "enough relief for now", "known", "no (GP record, 2026-11-20)"
    )
    assert onward[1] == Way(
        "maintain",
        "Maintain and watch",
        "resolved",
        Condition("enough relief for now", "adequate_relief", (relief,)),
        holds=False,
    )


def test_the_start_says_for_whom_the_pathway_is(advice: Advice) -> None:
    start = advice.node("surgeon_beside")
    assert start.eligible is not None
    assert [(known.name, known.state) for known in start.eligible.reads] == [
        ("age", "known"),
        ("leg_pain", "known"),
        ("previous_spinal_surgery", "assumed"),
        ("weeks_since_surgery", "not applicable"),
    ]
    assert advice.node("nsaid").eligible is None


def test_an_offer_says_on_which_condition_it_is_made(advice: Advice) -> None:
    offers = advice.node("non_drug").offers
    assert next(one for one in offers if one.therapy == "acupuncture") == Offered(
        "acupuncture",
        "acupuncture (manual)",
        "phase of the illness is chronic",
        holds=True,
        choice=Choice("Hands or needles, if wanted", 1, ("spinal_manipulation", "acupuncture")),
    )


def test_json_of_a_node(advice: Advice) -> None:
    (node,) = (one for one in advice.to_dict()["path"] if one["node"] == "nsaid")
    assert node == {
        "node": "nsaid",
        "title": "Anti-inflammatory drug",
        "kind": "step",
        "reached": True,
        "current": None,
        "condition": (
            "non_drug: any of: at least 1 therapy was inadequate; anti-inflammatory drug (NSAID)"
            " has failed; drug wanted"
        ),
        "because": (
            "A non-drug therapy was tried properly and did not help enough, a drug is wanted, or"
            " the drug that comes next has failed already."
        ),
        "pending_on": [],
        "waits_for": None,
        "offers": [
            {"option": "nsaid", "condition": None, "holds": True},
            {"option": "ppi", "condition": None, "holds": False},
        ],
        "ways_on": [
            {
                "to": "injection",
                "kind": "step up",
                "condition": "at least 1 therapy was inadequate",
                "holds": None,
                "waits_for": "bleeding disorder, platelet count",
            },
            {
                "to": "maintain",
                "kind": "resolved",
                "condition": "enough relief for now",
                "holds": False,
                "waits_for": None,
            },
        ],
    }


def test_a_reason_names_its_rule_and_what_the_rule_reads(advice: Advice) -> None:
    judged = next(one for one in advice.why("acupuncture").children if one.label[:6] == "contra")
    assert [(one.rule, one.state) for one in (*judged.children, *judged.cleared)] == [
        ("acupuncture.bleeding_disorder", "UNKNOWN"),
        ("acupuncture.very_low_platelets", "UNKNOWN"),
        ("acupuncture.skin", "no"),
        ("acupuncture.spinal_lesion", "no"),
    ]
    low = judged.children[1].condition
    assert low is not None
    assert (low.words, low.written) == (
        "platelet count is below 20 10*9/L",
        "platelets < acupuncture_platelets_block",
    )
