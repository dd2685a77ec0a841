"""Claims about every patient, decided by a search that knows where to look.

`RandomSearch().decide(claim)` tries thousands of patients near the edge of what a claim speaks
of; a solver can take its place, for a claim is data and its meaning the program's definitions.
"""

from pathway.authoring.search.candidates import boundary_values
from pathway.authoring.search.claim import (
    ALWAYS,
    NEVER,
    Claim,
    Decider,
    Finding,
    Held,
    Proved,
    Refuted,
    SaysNothing,
)
from pathway.authoring.search.counterexamples import PATIENTS, RandomSearch, sample
from pathway.authoring.search.slice import excerpt

__all__ = [
    "ALWAYS",
    "NEVER",
    "PATIENTS",
    "Claim",
    "Decider",
    "Finding",
    "Held",
    "Proved",
    "RandomSearch",
    "Refuted",
    "SaysNothing",
    "boundary_values",
    "excerpt",
    "sample",
]
