"""The clinician's terminal: it shows advice and decides nothing."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pathway.ground.problems import Problem, UsageError

if TYPE_CHECKING:
    from pathway.tui.setting import Setting


def run(setting: Setting, path: Path | None = None, *, on_terminal: bool = True) -> int:
    """Open the terminal on a patient's file or on a folder; the exit code when it is closed.

    Raises the errors of a patient that was named before the screen is taken over, and of the
    library at the latest when the screen is given back; and UsageError where there is no
    terminal, unless something else draws (`on_terminal` false).
    """
    gc.disable()  # until the first screen stands there: what is made on the way to it stays
    try:
        return _run(setting, path, on_terminal=on_terminal)
    finally:
        gc.enable()


def _run(setting: Setting, path: Path | None, *, on_terminal: bool) -> int:
    from pathway.tui.app import PathwayApp
    from pathway.tui.config import read_config
    from pathway.tui.listing import usual_folder
    from pathway.tui.opening import Opening

    config = read_config()
    folder = usual_folder() if path is None else path
    file = None if path is None or path.is_dir() else path
    opening = Opening(setting)
    several = file is not None and setting.whose is None and bool(opening.people(file))
    session = None if file is None or several else opening.session(file, setting.whose)
    if on_terminal and not all(one.isatty() for one in (sys.stdin, sys.stdout, sys.stderr)):
        raise UsageError([Problem("P510", _NO_TERMINAL, hint=_INSTEAD)])
    place = folder if file is None else folder.parent
    app = PathwayApp(session, setting, place, file if several else None, config)
    # The garbage of drawing is cleared away often and in small portions: with the command line's
    # rare large ones, every twelfth key waited 0.1 s more.
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
    app.call_once_drawn(gc.enable)
    code = app.run()
    if app.failed is not None:
        raise app.failed
    return code or app.return_code or 0


_NO_TERMINAL: Final = "the terminal UI needs a terminal to read keys from and to draw on"
_INSTEAD: Final = "`pathway tui --plain` reads and writes lines; `pathway advise` asks nothing"
