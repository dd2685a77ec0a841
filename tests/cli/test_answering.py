"""`pathway answer`: one answer put into a patient's file."""

import json
from pathlib import Path

import pytest

from .conftest import Run

DAY = ("--as-of", "2026-11-20")
FILE = """\
# seen in the clinic
patient: p
recorded: 2026-11-20
attributes:
  age: 50  # by the passport
  warfarin:
    - {value: yes, source: GP record}
    - {value: no, source: patient}
preferences: {wants: [nsaid]} # so that it matters
"""
SETTLED = """\
# seen in the clinic
patient: p
recorded: 2026-11-20
attributes:
  age: 50  # by the passport
  warfarin:
    - {value: yes, source: GP record}
    - {value: no, source: patient}
    - {value: no, source: Dr Ito, settles: "Dr Ito: the clinic ended it"}
preferences: {wants: [nsaid]} # so that it matters
"""
SETTLING = ("--settles", "--by", "Dr Ito", "--because", "the clinic  ended it")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "p.yaml"
    path.write_text(FILE, encoding="utf-8")
    return path


def asked(run: Run, file: Path) -> set[str]:
    told = run("advise", file, "--pathway", "sciatica", *DAY, "--json")
    return {question["attribute"] for question in json.loads(told.stdout)["questions"]}


def test_an_answer_that_settles_a_disagreement(run: Run, file: Path) -> None:
    assert "warfarin" in asked(run, file)
    result = run("answer", file, "warfarin", "no", *SETTLING, *DAY)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "warfarin: no (Dr Ito); settles: Dr Ito: the clinic ended it\n"
    assert file.read_text(encoding="utf-8") == SETTLED
    assert "warfarin" not in asked(run, file)


def test_an_answer_that_settles_nothing(run: Run, file: Path) -> None:
    result = run("answer", file, "platelets", "210 10*9/L", "--by", "Dr Ito", *DAY)
    assert result.stdout == "platelet count: 210 ×10⁹/L (Dr Ito)\n"
    assert "  platelets: {value: 210 10*9/L, source: Dr Ito}\n" in file.read_text(encoding="utf-8")
    run("answer", file, "warfarin", "no", "--by", "nurse", *DAY)
    assert "warfarin" in asked(run, file)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("warfarin", "no", "--settles", "--by", "Dr Ito"),
            "P510 an answer that settles a disagreement needs --by and --because\n",
        ),
        (("warfarin", "no", "--because", "so"), "P510 --because goes with --settles\n"),
        (
            ("warfarn", "no"),
            "P510 there is no attribute `warfarn`\n  help: did you mean `warfarin`?\n",
        ),
        (("platelets", "5 kg"), "P403 unit `kg` does not fit `platelets`\n"),
    ],
)
def test_what_is_refused(run: Run, file: Path, words: tuple[str, ...], message: str) -> None:
    result = run("answer", file, *words, *DAY)
    assert result.exit_code == 2
    assert result.stderr.startswith(message)
    assert file.read_text(encoding="utf-8") == FILE


def test_files_that_no_answer_is_written_to(run: Run, tmp_path: Path) -> None:
    record = tmp_path / "r.json"
    record.write_text('{"resourceType": "Patient", "id": "1"}', encoding="utf-8")
    result = run("answer", record, "warfarin", "no", *DAY)
    assert result.exit_code == 2
    assert result.stderr.startswith("P510 this is a health record, which is not written over\n")
    result = run("answer", tmp_path / "none.yaml", "warfarin", "no", *DAY)
    assert (result.exit_code, result.stderr[:18]) == (2, "P501 cannot read `")
