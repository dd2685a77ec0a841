"""What an edit demands of a version, case by case, and the laws of version numbers."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.authoring.diff.impact import Bump, demanded, differences, is_enough, next_version
from pathway.engine import open_library
from pathway.ground.problems import Problems
from pathway.ground.provenance import Version, version_of
from pathway.program import CompiledProgram
from pathway.yaml.located import read_bytes

HERE = Path(__file__).parent
SOUND = HERE.parent / "bad/libraries/sound"

#: What the sound library lacks and the cases speak of.
MORE = {
    "therapies/nsaid.yaml": "caution:\n"
    "  - {id: age, when: age >= 60 years, because: small doses, source: who}\n"
    "stopping: {how: taper, text: Over two weeks}\n",
    "therapies/ppi.yaml": "contraindicated:\n"
    "  - {id: thin_blood, when: thin_blood, because: an example, source: who}\n",
    "red-flags.yaml": "  weak_sign: {title: Weak sign, when: worst_pain, urgency: soon,"
    " action: Look, to: ward, because: Perhaps, source: who, holds: [needle]}\n",
    "recommendations/who-2023.yaml": "  ppi: {statement: No drugs, therapies: ppi,"
    " direction: against, population: chronic}\n",
}


def cases() -> Mapping[str, dict[str, Any]]:
    problems = Problems()
    found = read_bytes("cases.yaml", (HERE / "cases.yaml").read_bytes(), problems)
    assert isinstance(found, dict), list(problems)
    return {str(name): case for name, case in found.items() if name != "@"}


def before(folder: Path) -> Path:
    """The library that the cases edit."""
    shutil.copytree(SOUND, folder)
    for file, text in MORE.items():
        with (folder / file).open("a") as stands:
            stands.write(text)
    vocabulary = folder / "vocabulary.yaml"
    told = vocabulary.read_text().replace(
        "{title: heart disease,", "{title: heart disease, valid for: 2 weeks,"
    )
    vocabulary.write_text(told)
    return folder


def edit(folder: Path, edits: list[dict[str, Any]]) -> Path:
    for one in edits:
        path = folder / one["file"]
        if "instead of" not in one:
            path.write_text(one["stands"])
            continue
        text = path.read_text()
        assert text.count(one["instead of"]) == 1, f"{one['file']}: {one['instead of']}"
        path.write_text(text.replace(one["instead of"], one["stands"]))
    return folder


def program(folder: Path) -> CompiledProgram:
    return open_library(folder).program("back_pain")


@pytest.mark.parametrize("name", cases())
def test_what_an_edit_demands(name: str, tmp_path: Path) -> None:
    case = cases()[name]
    old = program(before(tmp_path / "old"))
    new = program(edit(before(tmp_path / "new"), case["edits"]))
    found = differences(old, new)
    assert demanded(found).name.lower() == case["demands"], found
    said = [one.what for one in found]
    for words in case["says"]:
        assert any(one.startswith(words) for one in said), said
    assert case["says"] or not said


def test_nothing_differs_from_itself(tmp_path: Path) -> None:
    same = program(before(tmp_path / "same"))
    assert differences(same, same) == ()


@pytest.mark.slow
def test_shipped_pathways_do_not_differ_from_themselves() -> None:
    """Compiled twice, so that nothing rests on what was only kept."""
    library, again = open_library(), open_library()
    for id_ in library.pathways:
        assert differences(library.program(id_), again.program(id_)) == ()


@pytest.mark.parametrize(
    ("old", "new", "bump", "enough"),
    [
        ("1.1.0", "1.1.0", Bump.NONE, True),
        ("1.1.0", "1.1.1", Bump.NONE, True),
        ("1.1.0", "1.0.9", Bump.NONE, False),
        ("1.1.0", "1.1.0", Bump.PATCH, False),
        ("1.1.0", "1.1.1", Bump.PATCH, True),
        ("1.1.0", "2.0.0", Bump.PATCH, True),
        ("1.1.9", "1.1.10", Bump.MINOR, False),
        ("1.1.9", "1.2.0", Bump.MINOR, True),
        ("1.1.9", "1.10.0", Bump.MAJOR, False),
        ("1.1.9", "2.0.0", Bump.MAJOR, True),
        ("2.0.0", "1.9.9", Bump.MAJOR, False),
        # Before 1.0.0 nothing is promised, and the second number does for the first.
        ("0.1.0", "0.1.1", Bump.MAJOR, False),
        ("0.1.0", "0.2.0", Bump.MAJOR, True),
        ("0.1.0", "0.1.1", Bump.PATCH, True),
        ("0.9.0", "1.0.0", Bump.MAJOR, True),
    ],
)
def test_whether_a_version_says_enough(old: str, new: str, bump: Bump, enough: bool) -> None:
    assert is_enough(numbers(old), numbers(new), bump) is enough


def numbers(text: str) -> Version:
    found = version_of(text)
    assert found is not None
    return found


VERSIONS = st.tuples(*[st.integers(0, 20)] * 3)


@given(VERSIONS, st.sampled_from(Bump))
def test_the_next_version_is_enough_and_none_before_it_is(old: Version, bump: Bump) -> None:
    new = numbers(next_version(old, bump))
    assert is_enough(old, new, bump)
    if bump is not Bump.NONE:
        place = max(i for i in range(3) if new[i])
        smaller = (*new[:place], new[place] - 1, *[99] * (2 - place))
        assert not is_enough(old, (smaller[0], smaller[1], smaller[2]), bump)


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("1", (1, 0, 0)),
        ("1.2", (1, 2, 0)),
        ("1.2.3", (1, 2, 3)),
        ("0.10.0", (0, 10, 0)),
        *((text, None) for text in ("", "v1", "1.", "1.2.3.4", "01", "1.1-beta", "-1", "１")),
    ],
)
def test_versions(text: str, version: Version | None) -> None:
    assert version_of(text) == version
