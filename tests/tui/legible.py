"""Whether all that stands on a screen can be read: counted as in the guidelines on contrast."""

from collections.abc import Iterator
from typing import Final, cast

from rich.style import Style
from textual.app import App
from textual.geometry import Region
from textual.widget import Widget

from pathway.tui.themes import CONTRAST, DARK, LIGHT

Rgb = tuple[int, int, int]

#: By how much text stands out at least, and what is no text: frames, rules, bars and signs.
TEXT: Final = {DARK.name: 4.5, LIGHT.name: 4.5, CONTRAST.name: 7.0}
MARK: Final = 3.0


def contrast(one: Rgb, other: Rgb) -> float:
    """How much two colours stand out from each other, as the accessibility guidelines have it."""

    def light(rgb: Rgb) -> float:
        parts = (part / 255 for part in rgb)
        linear = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def faint(app: App[int], where: str) -> Iterator[str]:
    """What cannot be read on the screen in front, and where that is."""
    regions = [widget.region for widget in _in_front(app)]
    for text, colour, ground in _drawn(app, regions):
        ratio = contrast(colour, ground)
        least = TEXT[app.theme] if any(map(str.isalnum, text)) else MARK
        if ratio < least:
            yield f"{app.theme}, {where}: {text!r}, {colour} on {ground}: {ratio:.2f}"


def colours(style: Style) -> tuple[Rgb, Rgb]:
    """The colour of the letters, and of what they stand on."""
    assert style.color is not None, style
    assert style.bgcolor is not None, style
    assert not style.dim, style
    pair = (tuple(style.color.get_truecolor()), tuple(style.bgcolor.get_truecolor()))
    colour, ground = pair[::-1] if style.reverse else pair
    return cast("Rgb", colour), cast("Rgb", ground)


def ground_of(style: Style) -> Rgb:
    """What nothing stands on; it may have no colour of its own for letters."""
    ground = style.color if style.reverse else style.bgcolor
    assert ground is not None, style
    return cast("Rgb", tuple(ground.get_truecolor()))


def _in_front(app: App[int]) -> list[Widget]:
    """All that is not dimmed behind a dialog."""
    if not app.screen.is_modal:
        return [app.screen]
    return list(app.screen.query(".dialog, CommandPalette #--input, CommandList.--visible, Toast"))


def _drawn(app: App[int], regions: list[Region]) -> Iterator[tuple[str, Rgb, Rgb]]:
    """Every piece of text in these regions, its colour, and the colour on which it stands."""
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        x = 0
        for segment in strip:
            text, at = segment.text.strip(), x + len(segment.text) - len(segment.text.lstrip())
            x += segment.cell_length
            if text and any(region.contains(at, y) for region in regions):
                assert segment.style is not None, text
                yield text, *colours(segment.style)
