"""report intended-use, in this process."""

import json
import re
from pathlib import Path

import pytest

from tests.golden import expect

from .conftest import Run

GROUP = "Usage: pathway report [OPTIONS] COMMAND [ARGS]...\nTry 'pathway report -h' for help.\n\n"


def test_of_a_new_pathway(run: Run, library: Path) -> None:
    result = run("report", "intended-use", "pain", "--library", library)
    assert result.exit_code == 0
    expect("cli/intended_use.txt", re.sub(r"[0-9a-f]{64}", "0" * 64, result.stdout))


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("text", "Intended use: "),
        ("markdown", "# Intended use: "),
        ("html", "<!DOCTYPE html>\n"),
        ("json", '{\n  "schema": "pathway-intended-use/1",\n'),
    ],
)
def test_every_format(run: Run, library: Path, form: str, begins: str) -> None:
    result = run("report", "intended-use", "pain", "--library", library, "--format", form)
    assert result.exit_code == 0
    assert result.stdout.startswith(begins)


def test_json_is_format_json(run: Run, library: Path) -> None:
    asked = ("report", "intended-use", "pain", "--library", library)
    answer = run(*asked, "--json").stdout
    assert answer == run(*asked, "--format", "json").stdout
    assert json.loads(answer)["pathway"]["status"] == "draft"


def test_the_shipped_pathway(run: Run) -> None:
    answer = json.loads(run("report", "intended-use", "sciatica", "--json").stdout)
    assert [one["id"] for one in answer["criteria"]] == [
        *("inputs", "information", "options", "basis", "time-critical", "delivery"),
    ]
    assert len(answer["source_attributes"]) == 13
    flagged = answer["criteria"][-2]["evidence"]["flagged for regulatory review"]
    assert "cauda_equina" in {item["id"] for item in flagged}
    assert answer["notice"][0] == "DRAFT, not clinically signed off"


def test_an_unknown_pathway(run: Run, library: Path) -> None:
    result = run("report", "intended-use", "pian", "--library", library)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == "P502 unknown pathway `pian`\n  help: did you mean `pain`?\n"


def test_an_unknown_pathway_as_json(run: Run, library: Path) -> None:
    result = run("report", "intended-use", "pian", "--library", library, "--json")
    assert result.exit_code == 2
    (error,) = json.loads(result.stdout)["errors"]
    assert (error["code"], error["message"]) == ("P502", "unknown pathway `pian`")


def test_an_unknown_report(run: Run) -> None:
    result = run("report", "intended-uses", "sciatica")
    assert result.exit_code == 2
    assert result.stderr == (
        f"{GROUP}Error: No such command 'intended-uses'. Did you mean 'intended-use'?\n"
    )
    result = run("report", "sales", "sciatica")
    assert result.exit_code == 2
    assert result.stderr == f"{GROUP}Error: No such command 'sales'.\n"


def test_a_library_that_is_not_there(run: Run) -> None:
    result = run("report", "intended-use", "pain", "--library", "nowhere")
    assert result.exit_code == 2
    assert result.stderr.startswith("P501 ")
    assert "nowhere" in result.stderr


def test_which_pathway_has_to_be_said(run: Run) -> None:
    result = run("report", "intended-use")
    assert result.exit_code == 2
    assert result.stderr.endswith("Error: Missing argument 'ID'.\n")
