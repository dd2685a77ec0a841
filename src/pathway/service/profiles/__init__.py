"""What a client of the service can show: its profile, and an answer fitted to it."""

from __future__ import annotations

from typing import Final

#: The profile of a client that supports all that the published text of CDS Hooks 2.0 says.
GENERIC: Final = "generic"
PROFILES: Final = (GENERIC,)
