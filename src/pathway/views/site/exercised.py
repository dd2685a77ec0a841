"""What the specs exercised of a library, read from the JSON that `pathway spec` writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Any

from pathway.frozen import frozen
from pathway.views.page import clean

#: The form that can be read.
SCHEMA = "pathway-coverage/1"


@frozen
class ExercisedShare:
    """How many outcomes there are, how many were exercised, and by how many scenarios."""

    exercised: int = 0
    of: int = 0
    scenarios: int = 0

    @property
    def percent(self) -> str:
        """Rounded down, so that 100 % says that nothing is missing."""
        return f"{100 * self.exercised // self.of} %" if self.of else ""

    def __str__(self) -> str:
        if not self.of:
            return ""
        by = "1 scenario" if self.scenarios == 1 else f"{self.scenarios} scenarios"
        return f"{self.exercised} of {self.of} outcomes exercised, by {by}"


@frozen(slots=False)
class Exercised:
    """The outcomes by the definition they belong to; empty where no coverage was given."""

    items: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)

    def share(self, names: Iterable[str]) -> ExercisedShare:
        """The share of some definitions, what is out of reach left aside."""
        counted = [item for name in names for item in self.items.get(name, ())]
        within = [item for item in counted if item["state"] != "out of reach"]
        done = sum(item["state"] == "exercised" for item in within)
        return ExercisedShare(
            done, len(within), len({s for item in within for s in item["scenarios"]})
        )

    def names(self, before: str) -> tuple[str, ...]:
        """The definitions whose names begin so."""
        return tuple(name for name in self.items if name.startswith(before))


def exercised_in(data: object) -> Exercised | None:
    """What a coverage file says; None for anything else."""
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        return None
    found: dict[str, tuple[Mapping[str, Any], ...]] = {}
    for item in data.get("items", ()):
        if not isinstance(item, dict) or not {"key", "state", "scenarios"} <= set(item):
            return None
        name = clean(str(item["key"]).partition("#")[0])
        found[name] = (*found.get(name, ()), item)
    return Exercised(found)
