"""Text that is laid out anew for every width it is shown at."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class Fitted(Visual):
    """A function from a width to the text that fits it.

    The layout asks for the height at a width before a widget has one, so text wrapped
    by hand cannot wait for the widget to be resized.
    """

    def __init__(self, fit: Callable[[int], Content]) -> None:
        self._fit = fit
        self._fitted: dict[int, Content] = {}

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The lines of the text."""
        return self._at(width).render_strips(max(1, width), height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """The whole content."""
        del rules
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """How many lines the text has at a width."""
        # Between borders there may be no cell left, and no text fits that.
        return self._at(width).get_height(rules, max(1, width))

    def _at(self, width: int) -> Content:
        if width not in self._fitted:
            self._fitted[width] = self._fit(max(1, width))
        return self._fitted[width]
