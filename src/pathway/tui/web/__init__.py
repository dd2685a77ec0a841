"""The terminal in a browser, for one person, on this computer or behind a site's proxy.

    http://127.0.0.1:PORT/?token=...    opens once; a cookie takes the token's place

Nothing is loaded from anywhere else and nobody else can connect; `access` says who may.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathway.tui.setting import Setting


def serve(
    patient: Path | None,
    setting: Setting,
    port: int,
    say: Callable[[str], None],
    public_url: str | None = None,
) -> None:
    """Serve the terminal until somebody interrupts; `say` is told the address.

    `public_url` is where a proxy shows it. Raises the errors of library and patient, and
    UsageError where the port cannot be had or the address is none.
    """
    from pathway.tui.opening import Opening
    from pathway.tui.web.addresses import public
    from pathway.tui.web.server import WebServer, listening

    address = None if public_url is None else public(public_url)
    opening = Opening(setting)
    if patient is None or patient.is_dir():
        _ = opening.library
    else:
        opening.session(patient)
    with listening(port) as socket:
        WebServer(patient, setting, socket, say, address).run()
