"""What runs side by side is proved of everybody, and what authors slip in it is said in one run."""

import shutil
from pathlib import Path

import pytest

import pathway
from pathway import LibraryError
from pathway.authoring.mutation import Fault, mutants
from tests.verify.shared import proofs

TOGETHER = Path(__file__).parents[1] / "cases" / "together"
#: What these constructs could break.
AT_STAKE = ("exclusive", "red-flags", "one-verdict", "monotone")


@pytest.mark.parametrize("id_", ["side_by_side", "comfort", "looking"])
def test_nothing_that_they_could_break_is_broken(id_: str) -> None:
    program = pathway.open_library(TOGETHER).program(id_)
    found = {one.about.id: one for one in proofs(program) if one.about.id in AT_STAKE}
    bad = [name for name, one in found.items() if one.is_finding]
    assert (sorted(found), bad) == (sorted(AT_STAKE), [])


def test_their_faults_are_planted() -> None:
    library = pathway.open_library(TOGETHER)
    kinds = (Fault.CHOICE, Fault.ANSWER)
    planted = [
        (one.about, one.before, one.after)
        for id_ in ("comfort", "looking")
        for one in mutants(library.models, library.program(id_))
        if one.fault in kinds
    ]
    assert planted == [
        ("node first", "at most 1: Warm or loosen the knee", "at most 3"),
        ("node first", "at most 2: Get going", "at most 3"),
        ("therapy blood_test", "platelets", "nothing"),
        ("therapy blood_test", "mood_score", "nothing"),
    ]


@pytest.mark.parametrize(
    ("file", "was", "becomes", "said"),
    [
        (
            "comfort.yaml",
            "of: [{therapy: cbt}, {therapy: exercise}, {therapy: pacing}]",
            "of: []",
            "P308 choice `Get going` of `first` offers nothing",
        ),
        (
            "comfort.yaml",
            "at most: 2",
            "at most: 0",
            "P308 choice `Get going` of `first` lets nothing be taken",
        ),
        (
            "looking.yaml",
            "offer: [{therapy: blood_test, when: pain >= 3}]",
            "offer: [{therapy: xray}]",
            "P306 `meanwhile` of `look` waits for nothing: no test of this step answers",
        ),
        (
            "looking.yaml",
            "meanwhile: [{therapy: heat",
            "meanwhile: [{therapy: blood_test",
            "P110 `look` offers `blood_test` twice",
        ),
        (
            "therapies/blood_test.yaml",
            "kind: investigation",
            "kind: needle",
            "P306 `answers` does not belong to `blood_test`, which is of kind needle",
        ),
        (
            "side_by_side.yaml",
            "  second: {use",
            "  alongside: {end: Beside}\n  second: {use",
            "P115 `alongside` is a word with a meaning of its own",
        ),
    ],
)
def test_slips(file: str, was: str, becomes: str, said: str, tmp_path: Path) -> None:
    folder = shutil.copytree(TOGETHER, tmp_path / "library")
    text = (folder / file).read_text(encoding="utf-8")
    assert was in text
    (folder / file).write_text(text.replace(was, becomes), encoding="utf-8")
    with pytest.raises(LibraryError) as error:
        pathway.open_library(folder)
    assert said in [f"{one.code} {one.message}" for one in error.value.problems]
