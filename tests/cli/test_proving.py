"""`pathway prove`: what it says, what it gives to programs, and what it refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.golden import expect
from tests.verify.made import made

from .conftest import Run

AS_OF = ("--as-of", "2026-11-20")
LOST = ("therapies/needle.yaml", "when: bleeding or platelets < 20", "when: platelets < 20")


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    made(tmp_path / "clinic")
    return tmp_path / "clinic"


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    made(tmp_path / "clinic", LOST)
    return tmp_path / "clinic"


def without_times(text: str) -> str:
    """The output without how long it took, and broken lines put together again."""
    return re.sub(r"\[\d+\.\d\s+s\]", "[…]", re.sub(r"\n {10,}(?=\S)", " ", text))


def test_everything_is_proved(run: Run, sound: Path) -> None:
    result = run("prove", "--library", sound, *AS_OF)
    assert result.exit_code == 0, result.output
    expect("proofs/sound.txt", without_times(result.stdout))


def test_every_case_is_listed_in_plain_words(run: Run, sound: Path) -> None:
    result = run(
        "prove", "leg", "--library", sound, "--all", "--property", "contraindicated", *AS_OF
    )
    told = " ".join(result.stdout.split())
    sentence = "needle: never recommended where bleeding disorder or platelets are below 20"
    assert f"proved: {sentence}" in told
    assert result.exit_code == 0


def test_a_fault_shows_the_patient_the_reasons_and_the_line(run: Run, faulty: Path) -> None:
    chosen = ("--property", "needle_and_bleeding")
    result = run("prove", "leg", "--library", faulty, *chosen, *AS_OF)
    assert result.exit_code == 1
    expect("proofs/faulty.txt", without_times(result.stdout))


def test_the_same_as_data(run: Run, faulty: Path) -> None:
    result = run("prove", "leg", "--library", faulty, "--json", *AS_OF)
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert (report["schema"], report["complete"]) == ("pathway-proofs/1", True)
    verdicts = {one["id"]: one["verdict"] for one in report["properties"]}
    assert verdicts["contraindicated"] == "proved"
    assert verdicts["needle_and_bleeding"] == "counterexample"
    (one,) = next(p for p in report["properties"] if p["named"])["cases"]
    assert one["places"][0].startswith("therapies/needle.yaml:")
    assert "bleeding: yes" in one["patient"]
    assert one["reasons"]["state"] == "RECOMMENDED"


def test_a_library_with_errors_is_refused_with_its_own_problems(run: Run, sound: Path) -> None:
    path = sound / "leg.yaml"
    path.write_text(path.read_text().replace("    otherwise: specialist\n", ""))
    result = run("prove", "--library", sound)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("P303 ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["elbow"], "P502 unknown pathway `elbow`"),
        (["leg", "--property", "no-gaps"], "P510 unknown property `no-gaps`"),
    ],
)
def test_what_does_not_exist_is_wrong_usage(
    run: Run, sound: Path, arguments: list[str], message: str
) -> None:
    result = run("prove", *arguments, "--library", sound)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("    never: needle.recommended\n", "", "P102"),
        ("    when: bleeding\n", "    always: eligible\n", "P306"),
        ("needle.recommended", "needle.recomended", "P104"),
        ("    when: bleeding\n", "    when: platelets\n", "P206"),
        ("    when: bleeding\n", "    whenever: bleeding\n", "P101"),
    ],
)
def test_faulty_statements_are_named_like_all_others(
    run: Run, sound: Path, old: str, new: str, code: str
) -> None:
    path = sound / "leg.yaml"
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))
    result = run("check", sound)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{code} ")


def test_statements_change_no_advice(run: Run, sound: Path, tmp_path: Path) -> None:
    patient = tmp_path / "patient.yaml"
    patient.write_text("patient: one\nrecorded: 2026-11-20\nattributes: {age: 40, pain: leg}\n")
    before = run("advise", patient, "--library", sound, *AS_OF).stdout.partition("sha256")[0]
    path = sound / "leg.yaml"
    path.write_text(path.read_text().partition("properties:\n")[0])
    after = run("advise", patient, "--library", sound, *AS_OF).stdout.partition("sha256")[0]
    assert after == before
