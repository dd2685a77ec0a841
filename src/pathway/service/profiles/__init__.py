"""What a client of the service can show: its profile, and an answer fitted to it."""

from __future__ import annotations

from typing import Final

from pathway.service.profiles.fitting import fit
from pathway.service.profiles.profile import Profile, names_of_profiles, profile_of

__all__ = ["GENERIC", "PROFILES", "Profile", "fit", "profile_of"]

#: The profile of a client that supports all that the published text of CDS Hooks 2.0 says.
GENERIC: Final = "generic"
PROFILES: Final = names_of_profiles()
