"""Every hazard has a control that a test holds, or says openly that it has none."""

from pathlib import Path

import pytest

from tests.golden import expect
from tests.house.hazards import ROOT, control_faults, fault_of, hazards, page, shape_faults

LIST = ROOT / "docs" / "hazards.yaml"
WHOLE = """\
    hazard: It goes wrong
    cause: A cause
    effect: An effect
    severity: minor
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "hazards.yaml"
    path.write_text(f"severity: {{minor: a little, major: a lot}}\nhazards:\n{text}")
    return path


def faults(folder: Path, rest: str, whole: str = WHOLE) -> list[str]:
    return shape_faults(hazards(written(folder, f"  H-01:\n{whole}{rest}")))


def test_every_hazard_is_whole_and_has_a_control_or_is_open() -> None:
    assert shape_faults(hazards(LIST)) == []


def test_every_control_names_tests_that_exist() -> None:
    assert control_faults(hazards(LIST)) == []


def test_there_are_many_and_each_severity_is_defined() -> None:
    listed = hazards(LIST)
    assert len(listed.entries) >= 60
    titles = [one.texts["hazard"] for one in listed.entries]
    assert len(set(titles)) == len(titles)
    assert {one.texts["severity"] for one in listed.entries} <= set(listed.severities)
    assert all(listed.severities.values())


def test_the_page_shows_the_list() -> None:
    shown = page(hazards(LIST))
    assert "No clinician, safety engineer or\nregulator has reviewed it." in shown
    expect("../../docs/hazards.md", shown)


def test_a_whole_hazard_is_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, "    controls: [{what: A, tests: [tests/a.py::test_a]}]\n") == []
    assert faults(tmp_path, "    open: nothing is done\n") == []


@pytest.mark.parametrize(
    ("rest", "fault"),
    [
        ("", "needs a control, or says under `open` that there is none"),
        ("    open: ''\n", "needs a control, or says under `open` that there is none"),
        (
            "    open: x\n    control: y\n",
            "unknown key `control`; there are hazard, cause, effect, severity, controls, open",
        ),
        ("    open: x\n    controls: []\n", "`controls` should be a list that is not empty"),
        ("    open: x\n    controls: we test\n", "`controls` should be a list that is not empty"),
        ("    controls: [we test]\n    open: x\n", "a control should have `what` and `tests`"),
        ("    controls: [{what: we test}]\n", "`tests` is missing"),
        ("    controls: [{what: we test, tests: []}]\n", "`tests` is missing"),
        ("    controls: [{what: we test, tests: a}]\n", "`tests` is missing"),
        ("    controls: [{tests: [tests/a.py::test_a]}]\n", "`what` is missing"),
        (
            "    controls: [{what: a, tests: [b], by: c}]\n",
            "unknown key `by`; there are what, tests",
        ),
    ],
)
def test_what_is_wrong_with_a_hazard(tmp_path: Path, rest: str, fault: str) -> None:
    assert faults(tmp_path, rest) == [f"line 3: H-01: {fault}"]


def test_keys_that_are_missing_and_words_that_are_none(tmp_path: Path) -> None:
    assert faults(tmp_path, "    open: x\n", "    hazard: h\n    severity: deadly\n") == [
        "line 3: H-01: `cause` is missing",
        "line 3: H-01: `effect` is missing",
        "line 3: H-01: `deadly` is not a severity; there are minor, major",
    ]
    listed = hazards(written(tmp_path, f"  H-02:\n{WHOLE}    open: x\n  H-03: text\n"))
    assert shape_faults(listed) == [
        "line 3: H-02: should be H-01, the next in order",
        "line 9: H-03: should be H-02, the next in order",
        "line 9: H-03: should be a mapping",
        "line 9: H-03: needs a control, or says under `open` that there is none",
    ]


def test_a_list_of_another_shape_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "hazards.yaml"
    path.write_text("hazards: {}\n")
    with pytest.raises(ValueError, match="should have `severity` and `hazards`"):
        hazards(path)


@pytest.mark.parametrize(
    ("place", "fault"),
    [
        ("tests/test_a.py::test_here", ""),
        ("tests/test_a.py::test_inside", ""),
        ("tests/a.yaml::A row of a table", ""),
        ("tests/a.yaml::no unit", ""),
        ("tests/a.yaml::P101_slip", ""),
        ("features/a.feature::One goes well", ""),
        ("features/a.feature::Many go well", ""),
        (
            "tests/test_a.py::test_her",
            "there is no test_her in tests/test_a.py; did you mean `test_here`?",
        ),
        ("tests/test_a.py::made_up", "there is no made_up in tests/test_a.py"),
        ("tests/test_a.py", "tests/test_a.py should be file::name"),
        ("tests/test_b.py::test_here", "there is no file tests/test_b.py"),
        ("src/a.py::test_here", "src/a.py::test_here is no place of a test"),
        ("tests/a.txt::test_here", "tests/a.txt::test_here is no place of a test"),
        ("tests/test_a.py::test_later", "test_later in tests/test_a.py is skipped"),
        ("tests/test_a.py::test_wrong", "test_wrong in tests/test_a.py is skipped"),
        ("tests/a.yaml::Another row", "there is no Another row in tests/a.yaml"),
        ("features/a.feature::One is left out", "One is left out in features/a.feature is skipped"),
        ("features/a.feature::Neither", "there is no Neither in features/a.feature"),
    ],
)
def test_a_test_must_exist_and_run(tmp_path: Path, place: str, fault: str) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "features").mkdir()
    (tmp_path / "tests/test_a.py").write_text(
        "def test_here():\n    assert True\n\n"
        "class Together:\n    async def test_inside(self):\n        assert True\n\n"
        "@pytest.mark.skip\ndef test_later():\n    assert True\n\n"
        "@pytest.mark.xfail(reason='?')\ndef test_wrong():\n    assert True\n\n"
        "def made_up():\n    pass\n"
    )
    (tmp_path / "tests/a.txt").write_text("test_here")
    (tmp_path / "tests/a.yaml").write_text(
        "Rows:\n  - case: A row of a table\n  - fault: no unit\nP101_slip:\n  file: x\n"
    )
    (tmp_path / "features/a.feature").write_text(
        "Feature: All goes well\n\n  Scenario: One goes well\n\n  @slow\n"
        "  Scenario Outline: Many go well\n\n  @skip\n  Scenario: One is left out\n"
    )
    assert fault_of(place, tmp_path) == fault


def test_a_control_that_names_no_test_is_found(tmp_path: Path) -> None:
    text = f"  H-01:\n{WHOLE}    controls: [{{what: A, tests: [tests/a.py::test_a]}}]\n"
    listed = hazards(written(tmp_path, text))
    assert control_faults(listed, tmp_path) == ["line 3: H-01: there is no file tests/a.py"]
