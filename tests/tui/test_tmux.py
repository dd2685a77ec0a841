"""The terminal in a real one (tmux): keys go in, screens come out, and it is left as it was."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.examples import real_patients
from tests.patience import PATIENCE

pytestmark = [pytest.mark.slow, pytest.mark.needs("tmux")]

MON = real_patients() / "mon-57.yaml"


class Tmux:
    """One window of a tmux server of our own."""

    def __init__(self, folder: Path, width: int, height: int) -> None:
        self._socket = str(folder / "tmux.sock")
        self._run("new-session", "-d", "-x", str(width), "-y", str(height), "sh")

    def _run(self, *arguments: str) -> str:
        command = ["tmux", "-S", self._socket, "-f", os.devnull, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE)
        return done.stdout

    def type(self, *keys: str) -> None:
        """Press keys; a text of several signs is typed as it is."""
        for key in keys:
            literal = ("-l",) if len(key) > 1 and key not in ("Enter", "Escape", "Tab") else ()
            self._run("send-keys", *literal, key)

    @property
    def screen(self) -> str:
        """What is seen now."""
        return self._run("capture-pane", "-p")

    def until(self, *seen: str, gone: str = "") -> str:
        """The screen as one line, as soon as all this is seen on it, and that no more."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            screen = " ".join(self.screen.split())
            if all(words in screen for words in seen) and (not gone or gone not in screen):
                return screen
            time.sleep(0.05)
        raise AssertionError(f"never seen: {seen}, without {gone!r}\n{self.screen}")

    def modes(self) -> str:
        """Whether a program still holds the screen, the mouse or the cursor."""
        names = ("alternate_on", "mouse_any_flag", "cursor_flag", "bracketed_paste_flag")
        return self._run("display-message", "-p", " ".join(f"#{{{name}}}" for name in names[:3]))

    def close(self) -> None:
        """End the server."""
        self._run("kill-server")


@pytest.fixture(params=[(80, 24), (120, 40)], ids=["80x24", "120x40"])
def tmux(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Tmux]:
    made = Tmux(tmp_path, *request.param)
    yield made
    made.close()


def test_open_answer_save_and_quit(tmux: Tmux, tmp_path: Path) -> None:
    patient = tmp_path / "mon-57.yaml"
    shutil.copy(MON, patient)
    tmux.type(f"cd {tmp_path}; export XDG_STATE_HOME=state; unset COLUMNS LINES", "Enter")
    tmux.type("PS1='ready$ '; clear", "Enter")
    tmux.until("ready$", gone="clear")
    before = tmux.modes()
    program = f"{sys.executable} -m pathway tui {patient.name} --as-of 2026-11-20"
    tmux.type(f"{program}; echo left with $?", "Enter")
    first = ("DRAFT, not clinically signed off", "NEEDS INFORMATION", "question 1: n no to")
    tmux.until(*first, "57 years, male")
    tmux.type("n")
    tmux.until("NOT SAVED", "ADVICE", "exercise programme: pending → recommended")
    tmux.type("s")
    tmux.until(patient.name, "Esc")
    tmux.type("Enter")
    tmux.until("ADVICE", "saved: mon-57.yaml", gone="NOT SAVED")
    tmux.type("q")
    tmux.until("left with 0", gone="red flags")
    assert tmux.modes() == before
    assert _added(patient) == [
        "  bladder_bowel_change: {value: no, source: asked in the terminal}",
        "  saddle_numbness: {value: no, source: asked in the terminal}",
    ]


def _added(patient: Path) -> list[str]:
    """The lines that saving added to the file; it changes no other."""
    before = MON.read_text(encoding="utf-8").splitlines()
    after = patient.read_text(encoding="utf-8").splitlines()
    assert [line for line in before if line not in after] == []
    return [line for line in after if line not in before]
