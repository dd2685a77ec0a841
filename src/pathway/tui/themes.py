"""The looks: dark, light, and one of high contrast; what was chosen is kept for next time.

Each look is made from a few named colours. Text stands out from every ground on which it is
drawn by at least 4.5 to 1, in high contrast by 7 to 1, and frames and signs by 3 to 1.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from textual.theme import Theme

from pathway.frozen import frozen
from pathway.tui.setting import state_folder

if TYPE_CHECKING:
    from textual.app import App


@frozen
class Colours:
    """The colours of a look; every tone is text on `ground`, `raised` and `bar`."""

    #: The ground of the panes, of dialogs and tabs, and of banner, fields and the line of keys.
    ground: str
    raised: str
    bar: str
    text: str
    quiet: str
    alarm: str
    ask: str
    go: str
    key: str
    #: Frames, rules and scrollbars; and the frame of what has the keys.
    rule: str
    frame: str
    #: The chosen row: its ground where the keys are elsewhere, and both colours where they are
    #: there. In such a row all is of one colour.
    row: str
    cursor: str
    on_cursor: str
    #: An emergency in the banner, and the heading of a copy.
    alert: str
    on_alert: str
    copy: str
    on_copy: str


def _theme(name: str, colours: Colours, *, dark: bool) -> Theme:
    """A look with these colours, and none that is mixed from them."""
    return Theme(
        name=name,
        primary=colours.frame,
        secondary=colours.key,
        accent=colours.key,
        warning=colours.copy,
        error=colours.alert,
        success=colours.go,
        foreground=colours.text,
        background=colours.ground,
        surface=colours.raised,
        panel=colours.bar,
        boost=colours.bar,
        dark=dark,
        luminosity_spread=0.0,
        variables=_texts(colours) | _grounds(colours) | _marks(colours),
    )


def _texts(colours: Colours) -> dict[str, str]:
    quiet = ("text-muted", "text-disabled", "foreground-muted", "foreground-disabled")
    plain = ("text", "footer-foreground", "link-color", "link-color-hover", "button-foreground")
    return {
        **dict.fromkeys(quiet, colours.quiet),
        **dict.fromkeys(plain, colours.text),
        "text-error": colours.alarm,
        "text-warning": colours.ask,
        "text-success": colours.go,
        "text-primary": colours.frame,
        "text-secondary": colours.key,
        "text-accent": colours.key,
        "footer-key-foreground": colours.key,
        "on-alert": colours.on_alert,
        "on-copy": colours.on_copy,
    }


def _grounds(colours: Colours) -> dict[str, str]:
    return {
        "footer-background": colours.bar,
        "block-hover-background": colours.raised,
        "block-cursor-background": colours.cursor,
        "block-cursor-foreground": colours.on_cursor,
        "block-cursor-blurred-background": colours.row,
        "block-cursor-blurred-foreground": colours.text,
        "input-cursor-background": colours.text,
        "input-cursor-foreground": colours.ground,
        "input-selection-background": colours.cursor,
        "input-selection-foreground": colours.on_cursor,
        "screen-selection-background": colours.cursor,
        "screen-selection-foreground": colours.on_cursor,
        "link-background-hover": colours.bar,
    }


def _marks(colours: Colours) -> dict[str, str]:
    bars = ("scrollbar", "scrollbar-hover", "scrollbar-active")
    behind = ("scrollbar-background", "scrollbar-background-hover", "scrollbar-background-active")
    return {
        **dict.fromkeys(bars, colours.rule),
        **dict.fromkeys(behind, colours.raised),
        "scrollbar-corner-color": colours.raised,
        "rule": colours.rule,
        "border": colours.frame,
        "border-blurred": colours.rule,
    }


DARK: Final = _theme(
    "textual-dark",
    Colours(
        ground="#121212",
        raised="#1e1e1e",
        bar="#242f38",
        text="#e4e4e4",
        quiet="#a9b0b6",
        alarm="#ff94a4",
        ask="#ffc46b",
        go="#7fd99a",
        key="#ffb347",
        rule="#7d868d",
        frame="#4aa8f0",
        row="#23435e",
        cursor="#3877b0",
        on_cursor="#ffffff",
        alert="#ad2f4c",
        on_alert="#ffffff",
        copy="#ffc46b",
        on_copy="#121212",
    ),
    dark=True,
)

LIGHT: Final = _theme(
    "textual-light",
    Colours(
        ground="#f6f6f6",
        raised="#ffffff",
        bar="#dfe5ea",
        text="#1b1b1b",
        quiet="#4d555b",
        alarm="#a30d2d",
        ask="#744300",
        go="#17602b",
        key="#7a3600",
        rule="#6b747b",
        frame="#00558f",
        row="#c3dcf0",
        cursor="#0b3a5e",
        on_cursor="#ffffff",
        alert="#a30d2d",
        on_alert="#ffffff",
        copy="#744300",
        on_copy="#ffffff",
    ),
    dark=False,
)

CONTRAST: Final = _theme(
    "high-contrast",
    Colours(
        ground="#000000",
        raised="#000000",
        bar="#000000",
        text="#ffffff",
        quiet="#ffffff",
        alarm="#ff9c9c",
        ask="#ffff00",
        go="#80ff80",
        key="#ffff00",
        rule="#ffffff",
        frame="#ffff00",
        row="#3d3d3d",
        cursor="#ffff00",
        on_cursor="#000000",
        alert="#ff9c9c",
        on_alert="#000000",
        copy="#ffff00",
        on_copy="#000000",
    ),
    dark=True,
)

THEMES: Final = (DARK, LIGHT, CONTRAST)

#: The names by which the looks are offered, the usual one first.
LOOKS: Final = {"textual-dark": "dark", "textual-light": "light", "high-contrast": "high contrast"}


def wear(app: App[Any], name: str) -> None:
    """Give an app all the looks, with one of them from its first drawing on."""
    for theme in THEMES:
        app.register_theme(theme)
    app.theme = name
    app.stylesheet.set_variables(app.get_css_variables())


def kept_theme() -> str:
    """The look that was chosen last."""
    try:
        name = _place().read_text("utf-8").strip()
    except (OSError, ValueError):
        name = ""
    return name if name in LOOKS else next(iter(LOOKS))


def keep_theme(name: str) -> None:
    """Keep a look for next time; where that cannot be, it is forgotten."""
    with suppress(OSError):
        _place().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _place().write_text(f"{name}\n", "utf-8")


def _place() -> Path:
    return state_folder() / "look"
