"""The process behind the page: the terminal as it always is.

Its environment says what to open; a command line would be read by everybody on the computer.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Final

from pathway.ground.problems import PathwayError
from pathway.tui.setting import Setting

#: The variable that says what to open; only this user can read it.
PLACE: Final = "PATHWAY_TUI_SEAT"


def written(patient: Path | None, setting: Setting) -> str:
    """What to open, as text for the environment."""
    members = {key: None if v is None else str(v) for key, v in asdict(setting).items()}
    return json.dumps({"patient": None if patient is None else str(patient), "setting": members})


def read(text: str) -> tuple[Path | None, Setting]:
    """What to open, from the environment."""
    told = json.loads(text)
    members = told["setting"]
    for name, make in (("library", Path), ("site", Path), ("key", Path)):
        members[name] = None if members[name] is None else make(members[name])
    day = members["as_of"]
    members["as_of"] = None if day is None else date.fromisoformat(day)
    patient = told["patient"]
    return (None if patient is None else Path(patient)), Setting(**members)


def main() -> None:
    """Open the terminal; the entry point of the process."""
    from pathway import compile_cache
    from pathway.tui import run
    from pathway.views.problems import render

    compile_cache.switch_on()  # what a command line kept: compiling takes two seconds

    patient, setting = read(os.environ.pop(PLACE))
    try:
        run(setting, patient, on_terminal=False)
    except PathwayError as error:
        raise SystemExit(render(error.problems)) from None


if __name__ == "__main__":
    main()
