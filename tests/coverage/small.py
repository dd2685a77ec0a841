"""The small library, measured."""

from datetime import date
from pathlib import Path

import pathway
from pathway.authoring.coverage.meter import Meter

SOUND = Path(__file__).parents[1] / "bad" / "libraries" / "sound"
AS_OF = date(2026, 11, 20)
LIBRARY = pathway.open_library(SOUND)
PROGRAM = LIBRARY.program("back_pain")
METER = Meter(PROGRAM)
