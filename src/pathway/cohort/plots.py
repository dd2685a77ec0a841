"""The pictures of a report, as SVG that stands in a page: text is text, colours are the page's.

The same numbers give the same bytes. Lines and words take the page's own colour, so that they are
read on a light page and on a dark one; the colours of bars stand out from both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from io import StringIO
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from pathway.frozen import frozen

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Each bar by its label: how long each of its parts is, by the name of the part.
Bars: TypeAlias = Mapping[str, Mapping[str, int]]

#: Colours with at least three to one against a white page and against a dark one.
BLUE: Final = "#3b7dd8"
GREEN: Final = "#2e8b57"
AMBER: Final = "#b7791f"
RED: Final = "#cf4436"
PURPLE: Final = "#8b6fc0"
GREY: Final = "#7a8691"
TEAL: Final = "#1f8a99"


@frozen
class Line:
    """What is drawn over time: a share for each day, None where it is not told."""

    label: str
    shares: tuple[float | None, ...]
    ends: bool = False


def side_by_side(title: str, about: str, bars: Bars, colours: Mapping[str, str]) -> str:
    """For each label one bar a part, below each other, with its number at its end."""
    rows = sum(map(len, bars.values())) + 0.6 * len(bars)
    drawing = _Drawing(title, about, rows, named=len(colours))
    axes, at = drawing.axes, 0.0
    most = max((n for parts in bars.values() for n in parts.values()), default=1) or 1
    places = []
    for parts in bars.values():
        first = at
        for name, count in parts.items():
            axes.barh(at, count, height=0.82, color=colours[name])
            axes.text(
                count + most * 0.008,
                at,
                f"{count:,}" if count else "–",
                va="center",
                color=_INK,
                fontsize=9,
            )
            at += 1
        places.append((first + at - 1) / 2)
        at += 0.6
    axes.set_yticks(places, list(bars))
    axes.set_xlim(0, most * 1.1)
    drawing.legend(colours)
    return drawing.svg()


def stacked(title: str, about: str, bars: Bars, colours: Mapping[str, str]) -> str:
    """For each label one bar of all its parts, as shares of the whole."""
    drawing = _Drawing(title, about, len(bars), named=len(colours))
    axes = drawing.axes
    for at, parts in enumerate(bars.values()):
        whole, left = sum(parts.values()) or 1, 0.0
        for name, colour in colours.items():
            share = 100 * parts.get(name, 0) / whole
            axes.barh(at, share, left=left, height=0.78, color=colour, edgecolor=_PAGE, lw=0.8)
            left += share
    axes.set_yticks(range(len(bars)), list(bars))
    axes.set_xlim(0, 100)
    axes.xaxis.set_major_formatter("{x:.0f} %")
    drawing.legend(colours)
    return drawing.svg()


def over_time(title: str, about: str, days: Sequence[date], lines: Sequence[Line]) -> str:
    """Shares by day, each line named at its end; one that ends is dashed."""
    drawing = _Drawing(title, about, _UPRIGHT, upright=True)
    axes = drawing.axes
    palette = (BLUE, RED, GREEN, AMBER, PURPLE, TEAL, GREY)
    places = list(range(len(days)))
    names: list[tuple[float, str, str]] = []
    for number, line in enumerate(lines):
        told = [(at, 100 * s) for at, s in zip(places, line.shares, strict=True) if s is not None]
        colour = palette[number % len(palette)]
        style = "--" if line.ends else "-"
        axes.plot(*zip(*told, strict=True), color=colour, marker="o", ms=4, lw=2, ls=style)
        names.append((told[-1][1], line.label, colour))
    axes.set_xticks(places, [day.isoformat() for day in days])
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_formatter("{x:g} %")
    drawing.name_ends(names, places[-1])
    return drawing.svg()


# -- private -------------------------------------------------------------------------------

#: Stand for the colour of the page's words, and of the page, until the drawing is done.
_INK: Final = "#010203"
_PAGE: Final = "#fdfcfb"
_STYLE: Final[dict[Any, Any]] = {
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 10,
    "text.color": _INK,
    "axes.labelcolor": _INK,
    "axes.edgecolor": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
#: Inches: the width of a picture, of its labels, and the height of a row.
_WIDTH: Final = 10.0
_LABELS: Final = 3.3
_ROW: Final = 0.24
_NAMES: Final = 3.6
#: The rows of a picture with days below, and the columns of what colours mean.
_UPRIGHT: Final = 15
_COLUMNS: Final = 3


class _Drawing:
    """A figure on its way; nothing of it is shared with other figures."""

    def __init__(
        self, title: str, about: str, rows: float, *, named: int = 0, upright: bool = False
    ) -> None:
        from matplotlib import rc_context
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure

        self._title, self._about = title, about
        height = _ROW * rows + 0.6 + 0.2 * -(-named // _COLUMNS)
        with rc_context({**_STYLE, "svg.hashsalt": title}):
            self._figure: Figure = Figure(figsize=(_WIDTH, height))
            FigureCanvasSVG(self._figure)
            left, right = (0.6, _NAMES) if upright else (_LABELS, 0.4)
            place = (left / _WIDTH, 0.35 / height)
            size = ((_WIDTH - left - right) / _WIDTH, _ROW * rows / height)
            self.axes: Axes = self._figure.add_axes((*place, *size))
        self.axes.grid(axis="y" if upright else "x", color=GREY, lw=0.5, alpha=0.45)
        self.axes.set_axisbelow(True)
        if not upright:
            self.axes.invert_yaxis()
            self.axes.margins(y=0)
            self.axes.tick_params(axis="y", length=0)
            self.axes.xaxis.set_major_formatter("{x:,.0f}")
            self.axes.spines["left"].set_visible(False)

    def legend(self, colours: Mapping[str, str]) -> None:
        """What the colours mean, above the bars."""
        from matplotlib.patches import Patch

        handles = [Patch(color=colour, label=name) for name, colour in colours.items()]
        self.axes.legend(
            handles=handles,
            loc="lower left",
            bbox_to_anchor=(0, 1),
            ncols=_COLUMNS,
            frameon=False,
            labelcolor=_INK,
            fontsize=9,
            borderaxespad=0.2,
            handlelength=1.1,
        )

    def name_ends(self, names: Sequence[tuple[float, str, str]], end: float) -> None:
        """Each line's name beside its end, moved apart where two would touch."""
        low, high = self.axes.get_ylim()
        apart, at = (high - low) * 0.06, low - 1.0
        for height, label, colour in sorted(names):
            at = max(height, at + apart)
            self.axes.annotate(
                label,
                xy=(end, height),
                xytext=(end + 0.06 * max(end, 1), at),
                va="center",
                fontsize=9,
                color=_INK,
                arrowprops={"arrowstyle": "-", "color": colour, "lw": 1, "relpos": (0, 0.5)},
                annotation_clip=False,
            )

    def svg(self) -> str:
        """The picture, with its title and what it says for whoever does not see it."""
        from matplotlib import rc_context

        file = StringIO()
        with rc_context({**_STYLE, "svg.hashsalt": self._title}):
            self._figure.savefig(
                file, format="svg", transparent=True, metadata={"Date": None, "Creator": None}
            )
        drawn = file.getvalue()
        drawn = drawn[drawn.index("<svg") :].replace(_INK, "currentColor").replace(_PAGE, "Canvas")
        # What stands only for a file of its own, or would stand twice in a page with two pictures.
        drawn = re.sub(r"<(metadata|style)\b.*?</\1>\s*", "", drawn, flags=re.DOTALL)
        drawn = re.sub(r'<g id="[^"]*"', "<g", drawn)
        drawn = drawn.replace("'DejaVu Sans', ", "system-ui, 'DejaVu Sans', ")
        name = re.sub(r"\W+", "-", self._title.lower()).strip("-")
        named = f'<svg role="img" aria-labelledby="{name}-title {name}-about"'
        told = f'<title id="{name}-title">{escape(self._title)}</title>'
        told += f'<desc id="{name}-about">{escape(self._about)}</desc>'
        head, _, rest = drawn.removeprefix("<svg").partition(">")
        return f"{named}{head}>{told}{rest}"
