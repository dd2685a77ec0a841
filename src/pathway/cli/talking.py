"""Standard input and output as lines: how a sitting in words is held from a shell."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from pathway.cli import output
from pathway.cli.diagnostics import refuse
from pathway.cli.request import bytes_of, naming_people
from pathway.tui.setting import Setting


def talk(patient: str | None, setting: Setting) -> int:
    """A sitting in words; raises the errors of library, patient and request."""
    from pathway.tui.decision import read_back
    from pathway.tui.opening import Opening
    from pathway.tui.plain import run

    if patient == "-":
        hint = "name the patient's file; answers come from standard input"
        raise refuse("a sitting cannot read its patient from standard input", hint=hint)
    opening = Opening(setting)
    lines = StandardLines()
    if patient is None:
        from pathway.tui.newcomer import ask

        session = opening.new(ask(opening.library, setting.day, lines.ask))
    else:
        with naming_people(bytes_of(Path(patient))):
            session = opening.session(Path(patient), setting.whose)
    session.setting, session.actor = setting, session.actor or setting.actor
    read_back(session)
    return run(session, lines)


class StandardLines:
    """Reads commands from standard input and writes to standard output.

    Where nobody types, every line that was read is written too, so that what comes out reads
    as a conversation.
    """

    def __init__(self) -> None:
        self._typed = sys.stdin.isatty()

    def read(self, prompt: str) -> str | None:
        """The next line; None at the end of the input, or where somebody interrupts."""
        if self._typed:
            output.write(prompt)
        try:
            data = sys.stdin.buffer.readline()
        except KeyboardInterrupt:
            data = b""
        text = data.decode("utf-8", "replace").rstrip("\r\n")
        if self._typed and not data:
            output.write("\n")
        elif not self._typed and data:
            output.write(f"{prompt}{text[:_SHOWN]}\n")
        return text if data else None

    def ask(self, question: str) -> str:
        """One line for a question; empty at the end of the input."""
        self.say([question])
        return self.read("> ") or ""

    def say(self, lines: Iterable[str]) -> None:
        """Write lines."""
        output.write("".join(f"{line}\n" for line in lines))


#: A paste that went astray is not repeated in full.
_SHOWN: Final = 200
