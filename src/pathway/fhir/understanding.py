"""What was understood of a record: findings, trials, what was ignored and why, complete lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from pathway.fhir.reading import ReadingNote
from pathway.frozen import frozen
from pathway.ground.problems import Problem
from pathway.patients.model import Entry, Patient


@frozen
class RecordFinding:
    """What the record says of one attribute, and the code that says so.

    `problem` is the code of the problem where the value is not known, `path` the element.
    """

    attribute: str
    entry: Entry
    code: str
    problem: str = ""
    path: str = ""
    #: Whether an entry of a list only may mean it.
    maybe: bool = False


@frozen
class Understanding:
    """A record as it was understood on a day; `patient` is what advice is given on.

    `gaps` says of each list that the site declares complete why this record's does not count;
    `no_history` why the treatments of this episode are not known. `stops` say why no treatment is
    to be advised at all: the patient has died, or the record was replaced.
    """

    patient: Patient
    findings: tuple[RecordFinding, ...]
    notes: tuple[ReadingNote, ...]
    resources: Mapping[str, int]
    gaps: Mapping[str, str]
    no_history: str
    site: str
    as_of: date
    stops: tuple[Problem, ...] = ()
    #: What people call the therapies.
    titles: Mapping[str, str] = field(default_factory=dict)
    #: What people call an entry that is understood, by its resource.
    called: Mapping[str, str] = field(default_factory=dict)

    @property
    def unmatched(self) -> Mapping[str, int]:
        """The codes that matched nothing, with the number of resources that have them."""
        found: dict[str, int] = {}
        for note in self.notes:
            if note.problem.code == "P435" and note.code:
                found[note.code] = found.get(note.code, 0) + 1
        return dict(sorted(found.items()))

    @property
    def unmatched_names(self) -> Mapping[str, str]:
        """What people call the codes that matched nothing, where the record says so."""
        named = {n.code: n.name for n in reversed(self.notes) if n.problem.code == "P435"}
        return {code: name for code, name in sorted(named.items()) if code and name}
