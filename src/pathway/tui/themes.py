"""The looks: dark, light, and one of high contrast; what was chosen is kept for next time."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

from textual.theme import Theme

from pathway.tui.setting import state_folder

CONTRAST: Final = Theme(
    name="high-contrast",
    primary="#ffffff",
    secondary="#ffff00",
    accent="#ffff00",
    warning="#ffff00",
    error="#ff8080",
    success="#80ff80",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    boost="#000000",
    dark=True,
    luminosity_spread=0.0,
    variables={
        "foreground-muted": "#ffffff",
        "foreground-darken-3": "#ffffff",
        "border": "#ffff00",
        "footer-background": "#000000",
        "footer-foreground": "#ffffff",
        "footer-key-foreground": "#ffff00",
        "block-cursor-background": "#ffff00",
        "block-cursor-foreground": "#000000",
    },
)

THEMES: Final = (CONTRAST,)

#: The names by which the looks are offered, the usual one first.
LOOKS: Final = {"textual-dark": "dark", "textual-light": "light", "high-contrast": "high contrast"}


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
