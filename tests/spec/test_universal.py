"""Scenarios about every patient: what they find, what they show, and when they say nothing."""

import shutil
from pathlib import Path

import pytest

from pathway.authoring.search import RandomSearch
from pathway.authoring.spec.everyone import decider_of
from pathway.authoring.spec.slots import SpokenRange, bounds_of
from pathway.authoring.verify import SolverDecider
from tests.golden import expect
from tests.spec.conftest import SOUND, Run, reported

pytest_plugins = ("pytester",)

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "pathways"


def scenario(*steps: str, then: str, pathway: str = "back pain") -> str:
    """A feature with one scenario about every patient."""
    given = ["Given every patient", *(f"And {step}" for step in steps)]
    lines = [*given, f"When the {pathway} pathway is followed", then]
    return "\n".join(["Feature: Care", "  Scenario: one", *(f"    {line}" for line in lines)])


def copied(source: Path, target: Path, file: str, old: str, new: str) -> Path:
    """A copy of a library with a fault planted in one of its files."""
    shutil.copytree(source, target)
    path = target / file
    text = path.read_text()
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new))
    return target


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        scenario("who has a bleeding disorder", then="Then acupuncture is never recommended"),
        scenario("who has a bleeding disorder", then="Then acupuncture is always contraindicated"),
        scenario("whose platelets are unknown", then="Then acupuncture is never recommended"),
        scenario("whose platelets are below 20", then="Then acupuncture is always contraindicated"),
        scenario("who has saddle numbness", then="Then nothing of kind drug is ever recommended"),
        scenario("who has enough relief", then="Then nothing of Needles is ever recommended"),
        scenario("whose age is below 18", then="Then nothing of Drugs is ever recommended"),
        scenario(
            "who has heart disease",
            "for whom no rule is lifted",
            then="Then nsaid is never recommended",
        ),
        scenario(then="Then nsaid is never started before acupuncture was tried"),
        scenario(then='Then nsaid is recommended only if "not ulcer and not saddle_numbness"'),
        scenario(
            "who tried acupuncture for 5 weeks and 10 sessions without benefit",
            then="Then nsaid is recommended only after acupuncture failed",
        ),
        scenario(
            "without a bleeding disorder",
            "who tried nothing so far",
            "whose duration is between 15 and 20 weeks",
            then="Then acupuncture is never tried",
        ).replace("never tried", "never tried\n    And nsaid is never ongoing"),
    ],
)
def test_what_holds_for_everybody(text: str, run: Run) -> None:
    assert run(text).parseoutcomes() == {"passed": 1}


CLAIMS = {
    "recommended": scenario(
        "whose platelets are 20 or more", then="Then acupuncture is never recommended"
    ),
    "always": scenario("who has an ulcer", then="Then nsaid is always to be avoided"),
    "kind": scenario(then="Then nothing of kind needle is ever recommended"),
    "step": scenario("whose age is above 65", then="Then nothing of Drugs is ever recommended"),
    "after": scenario(then="Then nsaid is recommended only after acupuncture failed"),
    "only_if": scenario(then='Then nsaid is recommended only if "age < 65 years"'),
    "lifted": scenario("who has heart disease", then="Then nsaid is never recommended"),
    "nobody": scenario(
        "whose age is below 18", "whose age is above 64", then="Then nsaid is never recommended"
    ),
    "partner": scenario(
        "who has an ulcer",
        "who declines acupuncture",
        then="Then ppi is recommended only after nsaid failed",
    ),
    "not_for_them": scenario(
        "who has saddle numbness",
        then='Then nsaid is recommended only if "not ulcer"',
    ),
}


@pytest.mark.slow
def test_every_claim_that_fails_shows_the_smallest_patient(run: Run) -> None:
    heads = []
    for name, text in CLAIMS.items():
        result = run(text)
        result.assert_outcomes(failed=1)
        head = reported(result).split("\n\n")[1:3]
        heads.append("\n\n".join((f"# {name}", *head)))
    expect("spec/universal.txt", "\n\n".join(heads) + "\n")


def test_an_or_that_became_an_and(run: Run, tmp_path: Path) -> None:
    library = copied(
        SOUND,
        tmp_path / "library",
        "therapies/acupuncture.yaml",
        "bleeding_disorder or platelets",
        "bleeding_disorder and platelets",
    )
    text = scenario("who has a bleeding disorder", then="Then acupuncture is never recommended")
    result = run(text, library=library)
    result.assert_outcomes(failed=1)
    expect("spec/universal_whole.txt", reported(result).replace(f"{library}/", ""))
    assert ".py:" not in result.stdout.str()


FAULTS = [
    (
        "therapies/acupuncture.yaml",
        "    when: bleeding_disorder\n",
        "    when: bleeding_disorder and warfarin\n",
        "whichever and disorder",
    ),
    (
        "red-flags.yaml",
        "bladder_bowel_change or saddle_numbness or new_bilateral_symptoms",
        "bladder_bowel_change or new_bilateral_symptoms",
        "emergency and nothing and numbness",
    ),
    (
        "surgical-opinion.yaml",
        "symptom_duration >= surgery_earliest and disc_imaging = 'concordant' and wants_surgery",
        "symptom_duration >= surgery_earliest and disc_imaging = 'concordant'",
        "operated",
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(("file", "old", "new", "scenarios"), FAULTS)
def test_the_shipped_features_notice_a_fault_in_the_shipped_pathways(
    file: str, old: str, new: str, scenarios: str, run: Run, tmp_path: Path
) -> None:
    library = copied(SHIPPED, tmp_path / "library", file, old, new)
    text = (ROOT / "features" / "safety.feature").read_text()
    result = run(text, "-k", scenarios, library=library)
    outcomes = result.parseoutcomes()
    assert outcomes.get("failed", 0) >= 1
    assert "passed" not in outcomes
    result.stdout.fnmatch_lines(["  patient: counterexample"])


def test_the_counterexample_is_a_patient_file(run: Run, tmp_path: Path) -> None:
    result = run(CLAIMS["recommended"])
    shown = reported(result)
    start = shown.index("  patient:")
    (tmp_path / "found.yaml").write_text(shown[start : shown.index("\n\n", start)])
    text = scenario(then="Then acupuncture is recommended").replace(
        "every patient", f'a patient as in "{tmp_path / "found.yaml"}"'
    )
    assert run(text).parseoutcomes() == {"passed": 1}


@pytest.mark.slow
def test_the_seed_is_fixed_and_can_be_changed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert decider_of(None, None) == SolverDecider(RandomSearch(seed=0, patients=2000))
    monkeypatch.setenv("PATHWAY_PROOFS", "0")
    assert decider_of(None, None) == RandomSearch(seed=0, patients=2000)
    assert decider_of(3, 50) == RandomSearch(seed=3, patients=50)
    text = CLAIMS["kind"]
    usual = reported(run(text))
    assert reported(run(text)) == usual
    assert reported(run(text, "--pathway-seed=0")) == usual
    monkeypatch.setenv("PATHWAY_SEED", "0")
    monkeypatch.setenv("PATHWAY_PATIENTS", "1000")
    assert reported(run(text)) == usual
    monkeypatch.setenv("PATHWAY_SEED", "many")
    assert "P510 PATHWAY_SEED should be a number, not `many`" in run(text).stdout.str()
    run(text, "--pathway-seed=7").assert_outcomes(failed=1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("below 50", SpokenRange("<", ("50",))),
        ("Under 12 weeks", SpokenRange("<", ("12 weeks",))),
        ("less than  50", SpokenRange("<", ("50",))),
        ("above 50", SpokenRange(">", ("50",))),
        ("over 64", SpokenRange(">", ("64",))),
        ("more than 50", SpokenRange(">", ("50",))),
        ("65 or more", SpokenRange(">=", ("65",))),
        ("12 weeks or more", SpokenRange(">=", ("12 weeks",))),
        ("at least 65", SpokenRange(">=", ("65",))),
        ("at most 12 weeks", SpokenRange("<=", ("12 weeks",))),
        ("17 or less", SpokenRange("<=", ("17",))),
        ("between 20 and 30", SpokenRange("between", ("20", "30"))),
        ("between 20 and 30 weeks", SpokenRange("between", ("20 weeks", "30 weeks"))),
        ("between 140 days and 30 weeks", SpokenRange("between", ("140 days", "30 weeks"))),
        ("50", None),
        ("radicular", None),
        ("not known or more", SpokenRange(">=", ("not known",))),
    ],
)
def test_ranges_as_people_say_them(text: str, expected: SpokenRange | None) -> None:
    assert bounds_of(text) == expected
