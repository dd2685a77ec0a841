"""What an edit changes, and for whom: whole outputs, with real folders and real revisions."""

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pathway.authoring.reports.difference import SAME
from pathway.cli.app import commands
from pathway.engine import open_library
from tests.golden import expect

SOUND = Path(__file__).parents[1] / "bad" / "libraries" / "sound"
AS_OF = ("--as-of", "2026-11-20")


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """The small library twice."""
    for name in ("old", "new"):
        shutil.copytree(SOUND, tmp_path / name)
    return tmp_path / "old", tmp_path / "new"


def edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text()
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new))


def diff(*args: object) -> tuple[int, str]:
    words = ["diff", *map(str, args), *AS_OF]
    done = CliRunner().invoke(commands(), words, prog_name="pathway")
    return done.exit_code, done.output


def shown(told: str, *folders: Path) -> str:
    for folder in folders:
        told = told.replace(str(folder), folder.name)
    return told


def without_patients(told: str) -> str:
    """The text without the examples, for which the solver may choose any patient that fits."""
    lines = told.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(" " * 14))


def test_the_same_is_said_to_be_the_same(folders: tuple[Path, Path]) -> None:
    code, told = diff(*folders)
    assert code == 0
    assert shown(told, *folders) == (
        "from old to new\n"
        "\n"
        "back_pain: nothing has changed its meaning\n"
        "  proved the same for every patient: 1 alerts, 3 verdicts, 3 actions, 7 steps, 3\n"
        "  parts of the outcome, 3 findings, 11 reasons and cautions, 1 guideline\n"
        "  positions\n"
    )


def test_other_words_with_the_same_meaning(folders: tuple[Path, Path]) -> None:
    edit(
        folders[1],
        "therapies/acupuncture.yaml",
        "bleeding_disorder or platelets < 20 '10*9/L'",
        "not (platelets >= 20 '10*9/L' and not bleeding_disorder)",
    )
    code, told = diff(*folders)
    assert code == 0
    assert shown(told, *folders) == (
        "from old to new\n"
        "\n"
        f"back_pain: {SAME}\n"
        "  proved the same for every patient: 1 alerts, 3 verdicts, 3 actions, 7 steps, 3\n"
        "  parts of the outcome, 3 findings, 11 reasons and cautions, 1 guideline\n"
        "  positions\n"
        "  conditions written otherwise: rule acupuncture.bleeding: condition\n"
        "  not compared: which questions are asked, and the order of the plan and of the\n"
        "  questions\n"
    )


@pytest.mark.slow
def test_a_threshold_that_moved(folders: tuple[Path, Path]) -> None:
    edit(folders[1], "therapies/acupuncture.yaml", "platelets < 20", "platelets < 50")
    code, told = diff(*folders)
    assert code == 1
    expect("diff/threshold.text", without_patients(shown(told, *folders)))
    told = shown(diff(*folders, "--format", "markdown")[1], *folders)
    table, *examples = told.split("\n<details>")
    expect("diff/threshold.md", table)
    assert len(examples) == 11


@pytest.mark.slow
def test_every_example_is_told_what_is_said(folders: tuple[Path, Path]) -> None:
    edit(folders[1], "therapies/acupuncture.yaml", "platelets < 20", "platelets < 50")
    old, new = map(open_library, folders)
    (pathway,) = json.loads(diff(*folders, "--json")[1])["pathways"]
    verdicts = [one for one in pathway["changes"] if one["about"] == "verdict"]
    assert len(verdicts) == 3
    for one in verdicts:
        therapy = one["name"].split(".")[1]
        told = [
            library.advise(library.patient_from_text(one["patient"]), as_of=date(2026, 11, 20))
            for library in (old, new)
        ]
        way = {
            "before": told[0].options[therapy].verdict.value,
            "after": told[1].options[therapy].verdict.value,
        }
        assert way == one["ways"][0]


@pytest.mark.slow
def test_a_rule_that_was_dropped_as_json(folders: tuple[Path, Path]) -> None:
    path = folders[1] / "therapies" / "nsaid.yaml"
    text = path.read_text()
    start, end = text.index("contraindicated:"), text.index("avoid:")
    path.write_text(text[:start] + text[end:])
    code, told = diff(*folders, "--json")
    assert code == 1
    found = json.loads(told)
    (pathway,) = found["pathways"]
    verdict = next(one for one in pathway["changes"] if one["name"] == "option.nsaid.verdict")
    assert {"before": "contraindicated", "after": "pending"} in verdict["ways"]
    assert verdict["whom"] == {"ulcer": "yes or unknown"}
    assert "option.acupuncture.verdict" in pathway["proved_same"]
    assert "option.nsaid.action" not in pathway["proved_same"]


@pytest.mark.slow
def test_how_many_of_ones_own_patients_are_affected(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    edit(folders[1], "therapies/acupuncture.yaml", "platelets < 20", "platelets < 50")
    patients = tmp_path / "patients"
    patients.mkdir()
    for number in (10, 30, 60):
        (patients / f"p{number}.yaml").write_text(
            f"patient: p{number}\nrecorded: 2026-11-20\nattributes:\n  platelets: {number}\n"
        )
    told = diff(*folders, "--patients", patients)[1]
    assert told.endswith(
        "\n1 of 3 patients are told something else\n  p30: acupuncture: pending → contraindicated\n"
    )


@pytest.mark.slow
def test_a_revision_and_a_file(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folders[1]
    monkeypatch.chdir(folder.parent)
    git("init", "-q", ".")
    git("add", "new")
    git("-c", "user.name=A", "-c", "user.email=a@b", "commit", "-qm", "before")
    edit(folder, "therapies/acupuncture.yaml", "platelets < 20", "platelets < 50")
    code, told = diff("HEAD", "new")
    assert code == 1
    assert "from HEAD to new" in told
    again = diff("HEAD:new", "new/back_pain.yaml")[1]
    assert without_patients(again).splitlines()[2:] == without_patients(told).splitlines()[2:]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("nowhere", "P510 there is no folder, file or git revision `nowhere`"),
        ("--output=x", "No such option"),
        ("HEAD~999999", "P510 there is no folder, file or git revision `HEAD~999999`"),
    ],
)
def test_what_cannot_be_compared(given: str, message: str) -> None:
    code, told = diff(given, SOUND)
    assert code == 2
    assert message in told


def test_faulty_files_are_refused_with_their_own_problems(folders: tuple[Path, Path]) -> None:
    edit(folders[1], "back_pain.yaml", "age >= 18 years", "agee >= 18 years")
    code, told = diff(*folders)
    assert code == 1
    assert "P104 unknown attribute `agee`" in told.replace("unknown name", "unknown attribute")


def git(*args: str) -> None:
    subprocess.run(["git", *args], check=True)
