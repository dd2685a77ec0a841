"""What is told of an advice on request: reasons as a tree, ways, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from pathway.frozen import frozen
from pathway.ground.terms import Action, Severity, Verdict

#: What is asked of the rules of one severity.
SEVERITY_LABELS: Final[Mapping[str, Severity]] = {
    "contraindicated?": Severity.CONTRAINDICATED,
    "to be avoided?": Severity.AVOID,
    "with caution?": Severity.CAUTION,
}

if TYPE_CHECKING:
    from pathway.program import Choice


@frozen
class Known:
    """One name as it stands: `state` is known, assumed, unknown or not applicable."""

    name: str
    title: str
    state: str
    words: str


@frozen
class Condition:
    """A condition in plain English, as its author wrote it, and what it reads."""

    words: str
    written: str
    reads: tuple[Known, ...]


@frozen
class Reason:
    """One line of a reason tree.

    `label` says what is judged (`contraindicated?`), `state` is yes, no or UNKNOWN (or a
    value), `text` the explanation in plain English, `place` the rule's `file:line`, and
    `sources` the ids of the publications it rests on.
    """

    label: str
    state: str
    text: str = ""
    place: str = ""
    sources: tuple[str, ...] = ()
    children: tuple[Reason, ...] = ()
    #: The rule that is judged (`nsaid.anticoagulant`), or the red flag (`flag.cauda_equina`).
    rule: str = ""
    condition: Condition | None = None
    #: Of a severity also the rules that are known not to hold.
    cleared: tuple[Reason, ...] = ()


@frozen
class Way:
    """A way between two nodes, seen from one of them: `node` is the other end.

    `kind` is branch, otherwise, step up, resolved or use; `holds` says whether the condition
    does, and `waits_for` what must be known for that.
    """

    node: str
    title: str
    kind: str
    condition: Condition | None
    holds: bool | None
    waits_for: str = ""


@frozen
class Offered:
    """A therapy at a node; `condition` says on which condition, and `holds` whether it does.

    `choice` is the group from which the patient chooses it; `meanwhile` is what is done until an
    answer is there.
    """

    therapy: str
    title: str
    condition: str
    holds: bool | None
    choice: Choice | None = None
    meanwhile: bool = False


@frozen
class NodeDetail:
    """A node of the pathway in full; `eligible` stands at the start only.

    `alongside` is what runs beside a step, whichever it is, also where that offers it as well.
    """

    node: str
    eligible: Condition | None
    ways_in: tuple[Way, ...]
    ways_on: tuple[Way, ...]
    offers: tuple[Offered, ...]
    place: str
    sources: tuple[str, ...]
    alongside: tuple[Offered, ...] = ()


@frozen
class Change:
    """One set of values that would lead to another verdict; `words` says them in English."""

    values: tuple[tuple[str, str], ...]
    words: str
    verdict: Verdict
    action: Action


@frozen
class Changes:
    """What a search found that would change one option, and how far it searched."""

    option: str
    changes: tuple[Change, ...]
    searched: str

    @property
    def lines(self) -> tuple[str, ...]:
        """Each change as one line of text."""
        return tuple(f"{c.words} → {c.verdict.value}, {c.action.value}" for c in self.changes)
