"""Text that is only drawn where it changed: laying a screen out costs more than all else."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


def say(static: Static, text: str | Content, *, layout: bool = True) -> None:
    """Show a text; without `layout` where it needs the same room whatever it says."""
    if static.content != text:
        static.update(text, layout=layout)
