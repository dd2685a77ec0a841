"""Treatment pathways as declarative files: explained advice that never treats unknown as safe.

    import pathway
    library = pathway.open_library()
    patient = library.patient_from_file("patient.yaml")
    advice  = library.advise(patient, pathway="sciatica")

Names are fetched on first use, so that `import pathway` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathway.advice.advice import Advice
    from pathway.engine import Library, open_library
    from pathway.ground.problems import (
        LibraryError,
        PathwayError,
        PatientError,
        Problem,
        UsageError,
    )
    from pathway.ground.terms import Action, Urgency, Verdict
    from pathway.patients.model import Patient

__version__ = "0.1.0"

_HOMES = {
    "Action": "ground.terms",
    "Advice": "advice.advice",
    "Library": "engine",
    "LibraryError": "ground.problems",
    "PathwayError": "ground.problems",
    "Patient": "patients.model",
    "PatientError": "ground.problems",
    "Problem": "ground.problems",
    "Urgency": "ground.terms",
    "UsageError": "ground.problems",
    "Verdict": "ground.terms",
    "open_library": "engine",
}

__all__ = [
    "Action",
    "Advice",
    "Library",
    "LibraryError",
    "PathwayError",
    "Patient",
    "PatientError",
    "Problem",
    "Urgency",
    "UsageError",
    "Verdict",
    "__version__",
    "open_library",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module `pathway` has no attribute `{name}`")
    return getattr(import_module(f"pathway.{home}"), name)


def __dir__() -> list[str]:
    return sorted((*globals(), *_HOMES))
