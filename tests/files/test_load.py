"""A folder of files becomes models that know their places, or nothing."""

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from pathway.content.load import LibraryModels
from pathway.ground.problems import Problems, in_backticks
from pathway.ground.source import Placed
from tests.library_models import read_library

SOUND = Path(__file__).parents[1] / "bad" / "libraries" / "sound"
SHIPPED = Path(__file__).parents[2] / "pathways"


def models(folder: Path) -> LibraryModels:
    problems = Problems()
    found = read_library(folder, problems)
    assert [str(problem) for problem in problems] == []
    assert found is not None
    return found


def faults(folder: Path) -> list[str]:
    problems = Problems()
    assert read_library(folder, problems) is None
    return [str(problem) for problem in problems]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOUND, tmp_path / "library"))


def test_everything_is_there_by_its_id() -> None:
    found = models(SOUND)
    assert found.title == "A small library"
    assert found.order == ("back_pain",)
    assert list(found.therapies) == ["acupuncture", "nsaid", "ppi"]
    assert list(found.guidelines) == ["who-2023"]
    assert list(found.pathways) == ["back_pain"]
    assert list(found.red_flags.red_flags) == ["cauda_equina"]
    assert list(found.sources.sources) == ["who"]
    assert list(found.parameters.parameters) == ["chronic_weeks"]
    assert list(found.vocabulary.definitions) == ["chronic", "worst_pain", "thin_blood"]


def test_texts_and_mappings_know_their_places() -> None:
    rule = models(SOUND).therapies["nsaid"].contraindicated[0]
    assert str(rule.when.span) == "therapies/nsaid.yaml:7:23"
    assert str(rule.span) == "therapies/nsaid.yaml:7:5"
    attribute = models(SOUND).vocabulary.attributes[Placed("better")]
    assert str(attribute.span) == "vocabulary.yaml:18:11"


@pytest.mark.slow
def test_the_shipped_library_can_be_read() -> None:
    assert "sciatica" in models(SHIPPED).pathways


def test_a_folder_inside_a_package_can_be_read() -> None:
    problems = Problems()
    assert read_library(files("pathway.ground") / "problem_pages", problems) is None
    assert [problem.code for problem in problems] == ["P113", "P113"]


def test_what_is_optional_may_be_missing(copy: Path) -> None:
    for name in ("library.yaml", "parameters.yaml", "sources.yaml", "red-flags.yaml"):
        (copy / name).unlink()
    shutil.rmtree(copy / "recommendations")
    shutil.copy(copy / "back_pain.yaml", copy / "a_copy.yaml")
    (copy / "a_copy.yaml").write_text(
        (copy / "a_copy.yaml").read_text().replace("pathway: back_pain", "pathway: a_copy")
    )
    found = models(copy)
    assert (found.title, found.order) == ("library", ("a_copy", "back_pain"))
    assert (found.parameters.parameters, found.sources.sources) == ({}, {})
    assert (found.red_flags.red_flags, found.guidelines) == ({}, {})


def test_other_files_and_folders_are_left_alone(copy: Path) -> None:
    before = models(copy).digest
    (copy / "README.md").write_text("about")
    (copy / ".hidden.yaml").write_text("- [")
    for name in ("patients", "features", "docs", ".git"):
        (copy / name).mkdir()
        (copy / name / "x.yaml").write_text("patient: x\n")
    assert models(copy).digest == before


def test_the_digest_follows_names_and_bytes(copy: Path) -> None:
    before = models(copy).digest
    path = copy / "therapies" / "ppi.yaml"
    path.write_text(path.read_text() + "# a remark\n")
    changed = models(copy).digest
    path.write_text(path.read_text().removesuffix("# a remark\n"))
    assert (len(before), changed != before, models(copy).digest) == (64, True, before)


def test_no_folder() -> None:
    assert faults(Path("nowhere")) == ["P501 there is no folder `nowhere`"]


def test_a_file_is_no_folder(copy: Path) -> None:
    file = copy / "library.yaml"
    assert faults(file) == [
        (
            f"P501 there is no folder {in_backticks(str(file))}\n"
            "  help: it is a file; a library is the folder that its files stand in"
        )
    ]


def test_an_empty_folder(tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    assert faults(folder) == [
        "P113 there is no `vocabulary.yaml` in `empty`",
        "P113 there is no pathway in `empty`\n  help: `pathway new ID` starts one",
    ]


def test_a_file_that_cannot_be_read(copy: Path) -> None:
    path = copy / "therapies" / "ppi.yaml"
    path.unlink()
    path.symlink_to("gone.yaml")
    assert faults(copy) == ["P501 cannot read `therapies/ppi.yaml`: no such file or directory"]


def test_two_files_with_one_id(copy: Path) -> None:
    shutil.copy(copy / "therapies" / "ppi.yaml", copy / "therapies" / "zzz.yaml")
    assert faults(copy) == [
        (
            "P110 therapy `ppi` exists twice\n"
            "  therapies/zzz.yaml:1:10\n"
            "     1 | therapy: ppi\n"
            "       |          ^~~\n"
            "  first used here:\n"
            "  therapies/ppi.yaml:1:10\n"
            "     1 | therapy: ppi\n"
            "       |          ^~~"
        )
    ]


def test_all_files_are_heard_in_one_run(copy: Path) -> None:
    for name in ("therapies/ppi.yaml", "therapies/nsaid.yaml", "back_pain.yaml"):
        path = copy / name
        path.write_text(path.read_text().replace("title:", "titel:", 1))
    (copy / "sources.yaml").write_text("sources: [")
    (copy / "therapies" / "x.yml").write_text("therapy: x\n")
    assert [fault.splitlines()[0] for fault in faults(copy)] == [
        "P117 `therapies/x.yml` is not named `*.yaml`",
        "P101 unknown key `titel`",
        "P004 `[` is not closed, or a comma is missing",
        "P101 unknown key `titel`",
        "P101 unknown key `titel`",
    ]


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("year", "2023.5", "P103 `year` should be a whole number"),
        ("year", "'2023'", "P103 `year` should be a whole number"),
        ("scope", "''", "P103 `scope` is empty"),
        ("scope", "12", "P103 `scope` should be text"),
        ("scope", "true", "P103 `scope` should be text"),
        ("scope", "[a]", "P103 `scope` should be text"),
        ("scope", "", "P103 `scope` has no value"),
        (
            "recommendations",
            "[]",
            "P103 `recommendations` should be a mapping (`key: value` lines)",
        ),
        ("recommendations", "{a: b}", "P103 `a` should be a mapping (`key: value` lines)"),
    ],
)
def test_values_of_another_kind(copy: Path, key: str, value: str, said: str) -> None:
    lines = {
        "guideline": "who-2023",
        "title": "WHO",
        "year": "2023",
        "source": "who",
        "scope": "adults",
        "recommendations": "{}",
    }
    text = "".join(f"{k}: {v}\n" for k, v in {**lines, key: value}.items())
    (copy / "recommendations" / "who-2023.yaml").write_text(text)
    assert [fault.splitlines()[0] for fault in faults(copy)] == [said]


@pytest.mark.parametrize(("written", "meant"), [("yes", True), ("no", False), ("true", True)])
def test_yes_and_no_are_words_of_authors(copy: Path, written: str, meant: bool) -> None:
    path = copy / "vocabulary.yaml"
    path.write_text(path.read_text().replace("red flag: true", f"red flag: {written}"))
    assert models(copy).vocabulary.groups[Placed("bladder_signs")].red_flag is meant
