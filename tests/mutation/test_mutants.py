"""Faults planted in a small library: each, once, at its place, and nothing else changed."""

from pathlib import Path
from shutil import copytree

from pathway.authoring.mutation import compiled, mutants
from pathway.engine import open_library
from tests.golden import expect

SOUND = Path(__file__).parents[1] / "bad" / "libraries" / "sound"
LIBRARY = open_library(SOUND)
PROGRAM = LIBRARY.program("back_pain")


def test_every_fault_that_can_be_planted() -> None:
    lines = [
        f"{one.span}  {one.about}: {one.fault.value}\n    {one.before} -> {one.after}\n"
        for one in mutants(LIBRARY.models, PROGRAM)
    ]
    expect("mutation/mutants.text", "".join(lines))


def test_the_files_themselves_stay_as_they_are() -> None:
    before = repr(LIBRARY.models)
    planted = list(mutants(LIBRARY.models, PROGRAM))
    assert repr(LIBRARY.models) == before
    assert len({repr(one.models) for one in planted}) == len(planted)


def test_what_means_something_else_is_named() -> None:
    found = {}
    for one in mutants(LIBRARY.models, PROGRAM):
        planted = compiled(one, {"back_pain": PROGRAM})
        found[one.about, one.after] = planted and sorted(planted.changed["back_pain"])
    assert found["node drugs", "nothing"] == [
        "edge.drugs.step_up",
        "node.drugs.stepped_up",
        "node.what_now.reached",
    ]
    assert found["therapy acupuncture", "bleeding_disorder"] == [
        "acupuncture",
        "rule.acupuncture.bleeding",
    ]
    assert found["parameter chronic_weeks", "13"] == ["chronic"]
    assert found["attribute ulcer", "assume false in problems"] == ["ulcer"]


def test_faults_of_remarks_and_of_what_is_assumed(tmp_path: Path) -> None:
    library = tmp_path / "library"
    copytree(SOUND, library)
    words = library / "vocabulary.yaml"
    assumed = "absent: {assume: no, unless: warfarin or better, because: x, source: who}"
    words.write_text(words.read_text().replace("title: ulcer, ", f"title: ulcer, {assumed}, "))
    with (library / "therapies" / "nsaid.yaml").open("a") as file:
        file.write(
            "notes:\n"
            "  - {kind: remark, text: with food, when: ulcer and warfarin, source: who}\n"
            "  - {text: not at night, source: who}\n"
        )
    opened = open_library(library)
    found = [
        f"{one.fault.value}: {one.before} -> {one.after}"
        for one in mutants(opened.models, opened.program("back_pain"))
        if one.about in ("therapy nsaid", "attribute ulcer")
    ]
    about = ("with food", "ulcer and", "not at night", "assume", "warfarin or", "warfarin and")
    assert [line for line in found if any(word in line for word in about)] == [
        "remark dropped: with food -> nothing",
        "part of a condition dropped: when: ulcer and warfarin -> always",
        "`and` for `or`, or `or` for `and`: ulcer and warfarin -> ulcer or warfarin",
        "part of a condition dropped: ulcer and warfarin -> warfarin",
        "part of a condition dropped: ulcer and warfarin -> ulcer",
        "unknown taken lightly: assume no -> never assumed",
        "`and` for `or`, or `or` for `and`: warfarin or better -> warfarin and better",
        "part of a condition dropped: warfarin or better -> better",
        "part of a condition dropped: warfarin or better -> warfarin",
    ]


def test_what_the_checks_refuse_is_no_library() -> None:
    refused = [
        (one.about, one.after)
        for one in mutants(LIBRARY.models, PROGRAM)
        if compiled(one, {"back_pain": PROGRAM}) is None
    ]
    assert refused == [
        ("node needles", "nothing"),
        ("node needles", "at least 0 inadequate"),
        ("attribute saddle_numbness", "assume false in problems"),
    ]
