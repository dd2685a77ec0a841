"""How long a test waits for what has to come: until it comes."""

from typing import Final

#: Seconds after which a test that would never end is ended. Nothing is measured by this: tests
#: wait for what happens, and a busy or slow machine only makes them longer.
PATIENCE: Final = 900
