"""advise and why, in this process."""

import json
from pathlib import Path

import pytest

from tests.golden import expect

from .conftest import Run

DAY = ("--as-of", "2026-01-15")


@pytest.mark.parametrize("form", ["text", "json", "markdown", "html"])
def test_every_format(run: Run, library: Path, example: str, form: str) -> None:
    result = run("advise", example, "--library", library, *DAY, "--format", form)
    assert result.stderr == ""
    assert result.exit_code == 0
    expect(f"cli/example.{form}", result.stdout)


def test_json_is_format_json(run: Run, library: Path, example: str) -> None:
    asked = ("advise", example, "--library", library, *DAY)
    assert run(*asked, "--json").stdout == run(*asked, "--format", "json").stdout


def test_standard_input_is_a_patient(run: Run, library: Path, example: str) -> None:
    asked = ("--library", library, *DAY, "--json")
    piped = run("advise", "-", *asked, stdin=Path(example).read_bytes())
    assert piped.stdout == run("advise", example, *asked).stdout


def test_the_day_is_today_unless_said(run: Run, library: Path, example: str) -> None:
    from datetime import date

    answer = json.loads(run("advise", example, "--library", library, "--json").stdout)
    assert answer["as_of"] == date.today().isoformat()


def test_strict_and_adopts_reach_the_engine(run: Run, library: Path, example: str) -> None:
    asked = ("advise", example, "--library", library, *DAY)
    assert "strict: nothing assumed" in run(*asked, "--strict").stdout
    adopted = json.loads(run(*asked, "--json").stdout)["options"]["exercise"]["positions"]
    alone = json.loads(run(*asked, "--json", "--adopts", "").stdout)["options"]["exercise"]
    assert [position["adopted"] for position in adopted] == [True]
    assert [position["adopted"] for position in alone["positions"]] == [False]


@pytest.mark.parametrize("name", ["pain_relief", "pain relief", "Pain Relief"])
def test_why_takes_an_id_or_a_title(run: Run, library: Path, example: str, name: str) -> None:
    result = run("why", name, example, "--library", library, *DAY)
    assert result.exit_code == 0
    expect("cli/why.txt", result.stdout)


def test_why_as_json(run: Run, library: Path, example: str) -> None:
    result = run("why", "pain_relief", example, "--library", library, *DAY, "--json")
    answer = json.loads(result.stdout)
    assert list(answer) == ["schema", "therapy", "why", "if_answered", "searched"]
    assert answer["schema"] == "pathway-why/1"
    assert answer["why"]["label"] == "pain relief"


def test_why_of_an_unknown_therapy(run: Run, library: Path, example: str) -> None:
    result = run("why", "pain_releif", example, "--library", library, *DAY)
    assert result.exit_code == 2
    assert result.stderr == (
        "P503 unknown therapy `pain_releif`\n  help: did you mean `pain_relief`?\n"
    )
