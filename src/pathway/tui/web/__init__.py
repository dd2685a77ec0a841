"""The terminal in a browser, for one person on this computer.

    http://127.0.0.1:PORT/?token=...    opens once; a cookie takes the token's place

Nothing is loaded from anywhere else and nobody else can connect; `gate` says who may.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathway.tui.setting import Setting


def serve(patient: Path | None, setting: Setting, port: int, say: Callable[[str], None]) -> None:
    """Serve the terminal until somebody interrupts; `say` is told the address.

    Raises the errors of library and patient, and UsageError where the port cannot be had.
    """
    from pathway.tui.opening import Opening
    from pathway.tui.web.server import WebServer, listening

    opening = Opening(setting)
    if patient is None or patient.is_dir():
        _ = opening.library
    else:
        opening.session(patient)
    with listening(port) as socket:
        WebServer(patient, setting, socket, say).run()
