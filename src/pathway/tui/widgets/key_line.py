"""The line of keys at the bottom, as one piece of text, which is drawn faster than many."""

from __future__ import annotations

from collections.abc import Iterator

from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.style import Style
from textual.widgets import Static


class KeyLine(Static):
    """The keys that matter here; a click on one is the same as the key."""

    DEFAULT_CSS = """
    KeyLine {
        dock: bottom;
        height: 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        color: $footer-foreground;
        background: $footer-background;
    }
    """
    ALLOW_SELECT = False
    auto_links = False

    def __init__(self, *, palette: bool = False) -> None:
        super().__init__(markup=False)
        self._palette = palette

    def on_mount(self) -> None:
        """Follow the keys, which change with what is in use."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)
        self._changed(self.screen)

    def _changed(self, screen: Screen[object]) -> None:
        if not self.is_attached or screen is not self.screen:
            return
        line = Content("").join(self._keys(screen))
        if line != self.content:
            self.update(line, layout=False)

    def _keys(self, screen: Screen[object]) -> Iterator[Content]:
        """Each action once, the palette last."""
        shown: dict[str, Binding] = {}
        palette = "command_palette"
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.show and binding.action != palette:
                shown.setdefault(binding.action, binding)
            elif binding.action == palette and self._palette:
                shown[palette] = binding
        if palette in shown:
            shown[palette] = shown.pop(palette)
        yield from (self._key(binding) for binding in shown.values())

    def _key(self, binding: Binding) -> Content:
        pressed = Style.from_meta({"@click": f"app.simulate_key('{binding.key}')"})
        key = self.app.get_key_display(binding)
        # Shorter than Textual's word, so that all keys fit into eighty columns.
        said = "find" if binding.action == "command_palette" else binding.description
        line = Content.assemble((f" {key} ", "bold $footer-key-foreground"), f"{said} ")
        return line.stylize(pressed)
