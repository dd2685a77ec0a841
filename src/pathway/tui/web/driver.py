"""What draws behind the page: as everywhere in a browser, and all of it anew where one asks."""

from __future__ import annotations

from textual.drivers.web_driver import WebDriver

#: What the server asks for when a page comes back to a terminal that went on without it.
AGAIN = "draw again"


class SeatDriver(WebDriver):
    """Draws everything again for a page that has seen nothing yet."""

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Told by the server."""
        if packet_type == AGAIN:
            self._app.call_later(self._draw_again)
            return
        super().on_meta(packet_type, payload)

    def _draw_again(self) -> None:
        self.write("\x1b[?1049h\x1b[2J")
        self._enable_mouse_support()
        self.write("\x1b[?25l")
        self._enable_bracketed_paste()
        self._app.refresh(layout=True)
