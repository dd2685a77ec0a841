"""How much something wants to be noticed, as a style; the words beside it say the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pathway.views.page import Tone

STYLES: Final[Mapping[Tone, str]] = {
    Tone.ALARM: "bold $text-error",
    Tone.ASK: "$text-warning",
    Tone.STOP: "$text-error",
    Tone.GO: "$text-success",
    Tone.QUIET: "$foreground-muted",
    Tone.PLAIN: "",
}
