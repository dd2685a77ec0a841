"""Red flags of this patient: those that are present, and those nobody has ruled out."""

from __future__ import annotations

from collections.abc import Iterator

from pathway.advice.model import Alert
from pathway.advice.words import in_words, titles
from pathway.conditions.evaluate import evaluate
from pathway.conditions.syntax import Apply, Expr
from pathway.program import Flag
from pathway.terms import Urgency
from pathway.walk import Walk

#: How each urgency is said where it says when to act.
WHEN = {
    Urgency.EMERGENCY: "now, the same day",
    Urgency.WITHIN_48_HOURS: "within 48 hours",
    Urgency.WITHIN_2_WEEKS: "within 2 weeks",
    Urgency.SOON: "soon",
    Urgency.ROUTINE: "at the next opportunity",
}


def alerts(walk: Walk) -> tuple[Alert, ...]:
    """The flags that are present or unanswered: present ones first, then by urgency."""
    found = [
        _alert(walk, flag) for flag in walk.program.flags if walk[f"flag.{flag.id}"] is not False
    ]
    return tuple(sorted(found, key=lambda alert: alert.state != "present"))


def true_parts(walk: Walk, expr: Expr) -> Iterator[Expr]:
    """The smallest parts of a true condition that make it true."""
    if isinstance(expr, Apply) and expr.op in ("and", "or"):
        for part in expr.args:
            if evaluate(part, walk.values).value is True:
                yield from true_parts(walk, part)
    else:
        yield expr


# -- private -------------------------------------------------------------------------------


def _alert(walk: Walk, flag: Flag) -> Alert:
    present = walk[f"flag.{flag.id}"] is True
    if present:
        reasons = [in_words(walk, part) for part in true_parts(walk, flag.condition)]
    else:
        reasons = [f"not answered: {titles(walk, sorted(walk.hangs_on(f'flag.{flag.id}')))}"]
    return Alert(
        id=flag.id,
        title=flag.title,
        state="present" if present else "unanswered",
        urgency=flag.urgency,
        action=flag.action,
        to=flag.to,
        offers=flag.offers,
        reasons=tuple(dict.fromkeys(reasons)),
        sources=flag.sources,
    )
