"""How strong specs are: what they notice, what they miss and for whom, and what is no fault."""

import json
import subprocess
from pathlib import Path
from shutil import copytree

import pytest
from typer.testing import CliRunner

from pathway.authoring.mutation.score import Scorer
from pathway.authoring.spec.everyone import decider_of
from pathway.cli.app import commands
from pathway.cli.revisions import new_lines
from pathway.engine import open_library
from tests.golden import expect

SOUND = Path(__file__).parents[1] / "bad" / "libraries" / "sound"
CARE = """\
Feature: Care
  Scenario: Needles in lasting pain
    Given a patient aged 40
    And whose symptom duration is 13 weeks
    And without a bleeding disorder
    And with:
      | platelets | 20 |
    And without saddle numbness
    And without enough relief
    And who has tried nothing so far
    When the back pain pathway is followed
    Then acupuncture is recommended

  Scenario: Nobody who bleeds is needled
    Given every patient
    And who has a bleeding disorder
    When the back pain pathway is followed
    Then acupuncture is always contraindicated
"""


@pytest.fixture
def feature(tmp_path: Path) -> Path:
    path = tmp_path / "care.feature"
    path.write_text(CARE)
    return path


def mutate(
    *args: object, library: Path | None = SOUND, pathway: str = "back_pain"
) -> tuple[int, str]:
    fixed = ("--library", library) if library is not None else ()
    words = ["mutate", pathway, *map(str, (*args, *fixed, "--as-of", "2026-11-20"))]
    done = CliRunner().invoke(commands(), words, prog_name="pathway")
    return done.exit_code, done.output


@pytest.mark.slow
def test_what_is_noticed_and_what_is_missed(feature: Path) -> None:
    code, told = mutate(feature, "--all")
    assert code == 0
    # For the examples the solver may choose any patient that fits.
    lines = told.splitlines(keepends=True)
    expect("mutation/score.text", "".join(line for line in lines if not line.startswith(" " * 6)))
    assert told.count("patient: example") == 35


@pytest.mark.slow
def test_the_same_as_json(feature: Path) -> None:
    told = json.loads(mutate(feature, "--all", "--json")[1])
    missed = told.pop("missed")
    assert told == {
        "schema": "pathway-mutation/1",
        "pathway": "back_pain",
        "partial": False,
        "there_are": 53,
        "planted": 53,
        "counted": told["counted"],
        "caught": told["caught"],
        "caught_by_scenarios": told["caught_by_scenarios"],
        "caught_by_proofs": told["caught_by_proofs"],
        "percent": round(100 * told["caught"] / told["counted"], 1),
        "not_counted": told["not_counted"],
        "equal": told["equal"],
    }
    assert len(told["equal"]) == told["not_counted"]["proved to tell everybody the same"]
    assert len(missed) == told["counted"] - told["caught"]
    assert sum(told["not_counted"].values()) + told["counted"] == 53
    assert {"fault", "place", "about", "written", "planted", "patient", "unknown"} == set(missed[0])


def test_a_build_can_be_held_to_a_score(feature: Path) -> None:
    assert mutate(feature, "--limit", "10", "--min", "0")[0] == 0
    assert mutate(feature, "--limit", "10", "--min", "100")[0] == 1


def test_specs_have_to_hold_first(feature: Path) -> None:
    feature.write_text(CARE.replace("acupuncture is recommended", "acupuncture is pending"))
    code, told = mutate(feature)
    assert code == 2
    assert "P512 the scenario `Needles in lasting pain` does not hold" in told
    assert "see `pathway spec`" in told


LEFT_OUT = """
  {tag}
  Scenario: Somebody who does not bleed
    Given a patient aged 40
    When the back pain pathway is followed
    Then acupuncture is contraindicated
"""


@pytest.mark.parametrize("tag", ["@skip", "@xfail", "@later @skip"])
def test_what_an_author_leaves_out_notices_nothing(feature: Path, tag: str) -> None:
    feature.write_text("Feature: Care\n" + LEFT_OUT.format(tag=tag))
    code, told = mutate(feature, "--limit", "2", "--json")
    assert code == 0
    assert json.loads(told)["caught"] == 0


STATED = """
properties:
  - id: no_needle_with_bleeding
    title: No needle with a bleeding disorder
    always: acupuncture.contraindicated
    when: bleeding_disorder
"""


@pytest.mark.slow
def test_what_an_author_states_is_a_proof(feature: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    copytree(SOUND, library)
    feature.write_text(CARE[: CARE.index("  Scenario: Nobody who bleeds")])
    before = json.loads(mutate(feature, "--all", "--json", library=library)[1])
    with (library / "back_pain.yaml").open("a") as file:
        file.write(STATED)
    after = json.loads(mutate(feature, "--all", "--json", library=library)[1])
    assert (before["caught_by_proofs"], after["caught_by_proofs"]) == (0, 4)
    assert after["caught_by_scenarios"] == before["caught_by_scenarios"] == 7
    assert after["caught"] == 11


@pytest.mark.slow
def test_what_changes_nothing_is_listed_and_not_counted(feature: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    copytree(SOUND, library)
    needles = library / "therapies" / "acupuncture.yaml"
    written = "bleeding_disorder or platelets < 20 '10*9/L'"
    needles.write_text(
        needles.read_text().replace(written, f"{written} or platelets < 10 '10*9/L'")
    )
    code, told = mutate(feature, "--all", library=library)
    assert code == 0
    listed = told[told.index("\n\nproved to tell everybody the same") : told.index("\n\nmissed")]
    assert listed.count("therapies/acupuncture.yaml:7:11  therapy acupuncture: ") == 4


def test_a_library_with_a_fault_knows_the_treatments_of_every_field() -> None:
    library = open_library()
    programs = {id_: library.program(id_) for id_ in library.pathways}
    other = library.with_versions(library.models, programs)
    assert "capsaicin" not in next(iter(programs.values())).vocabulary.therapies
    assert other.vocabulary == library.vocabulary


def git(folder: Path, *words: str) -> None:
    author = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    subprocess.run(["git", "-C", str(folder), *author, *words], check=True, capture_output=True)


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A library with two edits since its only commit: a rule reads otherwise, a line is gone."""
    library = tmp_path / "a library"
    copytree(SOUND, library)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "As it was")
    needles = library / "therapies" / "acupuncture.yaml"
    needles.write_text(needles.read_text().replace("platelets < 20", "platelets < 19"))
    way = library / "back_pain.yaml"
    way.write_text(way.read_text().replace("    resolved: {when: better, to: done}\n", ""))
    return library


def test_which_lines_are_new(edited: Path) -> None:
    assert new_lines(edited, "HEAD") == {
        "back_pain.yaml": frozenset({14, 15}),
        "therapies/acupuncture.yaml": frozenset({7}),
    }
    assert new_lines(edited, "HEAD~1") is None
    assert new_lines(edited, "--output=x") is None


def test_only_what_is_new_since_a_revision(feature: Path, edited: Path) -> None:
    code, told = mutate("--since", "HEAD", "--limit", "1", feature, library=edited)
    assert code == 0, told
    assert told.splitlines()[0] == "back_pain: 1 of 10 faults planted, one at a time"
    every = Scorer(open_library(edited), [feature], decider_of(None, None), None, None)
    there_are, planted = every.planted(None, lines=new_lines(edited, "HEAD"))
    assert (there_are, {f"{one.span}" for one in planted}) == (
        10,
        {
            "back_pain.yaml:14:21",
            "therapies/acupuncture.yaml:7:11",
        },
    )


def test_what_pathways_share_is_planted_once(feature: Path) -> None:
    code, told = mutate("--limit", "1", feature, pathway="all")
    assert code == 0
    assert told.splitlines()[0] == "all pathways: 1 of 53 faults planted, one at a time"
    told = mutate("--limit", "1", "--json", feature, pathway="all")[1]
    assert json.loads(told)["pathway"] is None


@pytest.mark.parametrize(
    ("since", "library", "said", "hint"),
    [
        ("HEAD~7", True, "there is no git revision `HEAD~7`", "name one such as `HEAD~1`"),
        (
            "HEAD",
            False,
            "the shipped pathways have no history here",
            "name their folder as well",
        ),
    ],
)
def test_a_revision_that_cannot_be_looked_at(
    since: str, library: bool, said: str, hint: str, feature: Path, edited: Path
) -> None:
    where = {"library": edited if library else None, "pathway": "all"}
    code, told = mutate("--since", since, feature, **where)  # type: ignore[arg-type]
    assert code == 2
    assert said in told
    assert hint in told
