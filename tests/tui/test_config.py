"""The file of settings: what it may say, what is told of a faulty one, and that it works."""

from pathlib import Path

import pytest

from pathway.ground.problems import UsageError
from pathway.tui.app import PathwayApp
from pathway.tui.config import Config, config_place, named_keys, read_config
from pathway.tui.session import Session

from .conftest import press

GOOD = """
look = "high contrast"
actor = "Dr Ada"

[keys]
save = "f4"
"place.decide" = "d,f6"
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert config_place() == tmp_path / "pathway/config.toml"
    config_place().parent.mkdir()
    return config_place()


def test_no_file_sets_nothing(place: Path) -> None:
    assert read_config() == Config()


def test_what_may_be_set(place: Path) -> None:
    place.write_text(GOOD)
    keys = {"save": "f4", "place.decide": "d,f6"}
    assert read_config() == Config("high-contrast", "Dr Ada", keys)


FAULTS = {
    "look = ": "is no TOML: Invalid value (at end of document)",
    'loook = "dark"': "has an unknown entry `loook`",
    'look = "pink"': "names an unknown look `pink`",
    "actor = 7": "gives `actor` something that is no text",
    "keys = 7": "has `keys` that are no table",
    '[keys]\nsafe = "s"': "sets a key for an unknown action `safe`",
    '[keys]\nsave = "strg+s"': "gives save the key `strg+s`, which is none",
    "[keys]\nsave = 7": "gives save the key `7`, which is none",
    '[keys]\nsave = "q"': "gives `q` to both save and quit",
}


@pytest.mark.parametrize("text", FAULTS)
def test_a_faulty_file_is_told_and_not_used(place: Path, text: str) -> None:
    place.write_text(text)
    with pytest.raises(UsageError) as caught:
        read_config()
    (problem,) = caught.value.problems
    assert (problem.code, problem.message) == ("P510", f"{place} {FAULTS[text]}")


def test_a_folder_instead_of_a_file(place: Path) -> None:
    place.mkdir()
    with pytest.raises(UsageError) as caught:
        read_config()
    assert caught.value.problems[0].message == f"{place} cannot be read: is a directory"


def test_every_action_has_one_name() -> None:
    assert {"save", "place.decide", "answer.yes", "undo", "agree", "next"} <= named_keys().keys()


async def test_keys_and_look_are_used(mon57: Session, place: Path) -> None:
    place.write_text(GOOD)
    app = PathwayApp(mon57, config=read_config())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.theme == "high-contrast"
        assert mon57.actor == "Dr Ada"
        assert "Decide ·" not in await press(pilot, "3")
        assert "Decide ·" in await press(pilot, "f6")
        await press(pilot, "escape", "n")
        assert "Save" not in await press(pilot, "s")
        assert "Save" in await press(pilot, "f4")
