"""Claims about every patient, tried on patients drawn at random.

`RandomSearch().decide(claim)` tries a claim on many patients and proves nothing; the solver of
`pathway.authoring.verify` takes its place where it is installed, for a claim is data.
"""

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
    excerpt,
)
from pathway.authoring.search.sampling import PATIENTS, RandomSearch, sample
from pathway.authoring.search.space import boundary_values

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
