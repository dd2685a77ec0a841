"""The shipped pathway and its first patients, as people see them."""

import pytest

from tests.golden import expect
from tests.house.test_shape import ROOT

from .conftest import Run

DAY = ("--as-of", "2026-11-20")
PATIENTS = ROOT / "examples/patients"
MON = PATIENTS / "mon-57.yaml"


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_the_demo_patient(run: Run, form: str) -> None:
    result = run("advise", MON, *DAY, "--format", form)
    assert (result.exit_code, result.stderr) == (0, "")
    expect(f"cli/mon-57.{form}", result.stdout)


EXAMPLES = sorted(PATIENTS.glob("*.yaml"))


def test_the_demo_patient_on_a_wide_screen(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    expect("cli/mon-57.wide.text", run("advise", MON, *DAY).stdout)


def test_why(run: Run) -> None:
    result = run("why", "acupuncture", MON, *DAY)
    assert (result.exit_code, result.stderr) == (0, "")
    expect("cli/mon-57.why", result.stdout)


@pytest.mark.slow
@pytest.mark.parametrize("patient", EXAMPLES[::4], ids=lambda path: path.stem)
def test_every_example_has_advice_that_fits_the_page(run: Run, patient: object) -> None:
    result = run("advise", str(patient), *DAY)
    assert (result.exit_code, result.stderr) == (0, "")
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_an_emergency_comes_first(run: Run) -> None:
    said = run("advise", PATIENTS / "cauda-equina-52.yaml", *DAY).stdout
    order = ["URGENT: EMERGENCY, same day", "Red flags   1 present", "[!!] EMERGENCY, same day"]
    order += [
        "  do    ",
        "  start     emergency referral; lumbar MRI",
        "  because",
        "DO NOW",
        "STILL OPEN",
    ]
    places = [said.index(part) for part in order]
    assert places == sorted(places)
    assert "STILL OPEN  16 red flags not answered, in 6 groups: --full" in said


def test_an_emergency_comes_first_in_full(run: Run) -> None:
    said = run("advise", PATIENTS / "cauda-equina-52.yaml", *DAY, "--full").stdout
    assert said.index("URGENT: EMERGENCY, same day") < said.index("Red flags  1 PRESENT")
    assert said.index("[!!] EMERGENCY, same day") < said.index("Do now")
    flags = said[: said.index("Do now")]
    begun = [line.split()[1:3] for line in flags.splitlines() if line.startswith("  start ")]
    assert begun == [["emergency", "referral"], ["lumbar", "MRI"]]
    assert flags.index("  start ") < flags.index("[?] ask first"), "nothing is asked above them"


def test_nothing_known_means_questions(run: Run) -> None:
    result = run("advise", "-", *DAY, stdin="patient: x\nattributes: {}\n")
    expect("cli/nothing_known.text", result.stdout)


def test_a_child_is_not_eligible(run: Run) -> None:
    child = "patient: x\nrecorded: 2026-11-20\nattributes: {age: 12, leg_pain: radicular}\n"
    assert "NOT ELIGIBLE" in run("advise", "-", *DAY, stdin=child).stdout
    said = run("advise", "-", *DAY, "--full", stdin=child).stdout
    assert "outcome: NOT ELIGIBLE" in said
    assert "not eligible: only where age is at least 18 years and leg pain is radicular" in (
        " ".join(said.split())
    )
