"""Red flags of this patient: those that are present, and those nobody has ruled out.

A flag of another field than the pathway's counts as not ruled out only where one of its signs is
there and the others are not known.
"""

from __future__ import annotations

from collections.abc import Iterator

from pathway.advice.model import Alert
from pathway.advice.words import in_words, titles
from pathway.ground.terms import Urgency
from pathway.language.evaluate import evaluate
from pathway.language.syntax import Apply, Expr
from pathway.names import elsewhere_name, flag_name
from pathway.program import Flag
from pathway.walk import Walk

#: How each urgency is said where it says when to act.
WHEN = {
    Urgency.EMERGENCY: "now, the same day",
    Urgency.WITHIN_48_HOURS: "within 48 hours",
    Urgency.WITHIN_2_WEEKS: "within 2 weeks",
    Urgency.SOON: "soon",
    Urgency.ROUTINE: "at the next opportunity",
}

#: The urgencies that come before everything else.
PRESSING = (Urgency.EMERGENCY, Urgency.WITHIN_48_HOURS)


def alerts(walk: Walk) -> tuple[Alert, ...]:
    """The flags that are present or unanswered: present ones first, then by urgency."""
    open_ = {flag.id: missing for flag, missing in unanswered(walk)}
    found = [
        _alert(walk, flag, open_.get(flag.id, ()))
        for flag in walk.program.all_flags
        if walk[flag_name(flag.id)] is True or flag.id in open_
    ]
    return tuple(sorted(found, key=lambda alert: alert.state != "present"))


def unanswered(walk: Walk) -> Iterator[tuple[Flag, tuple[str, ...]]]:
    """The flags that nobody has ruled out, with the unknown attributes that would."""
    elsewhere = {flag.id for flag in walk.program.elsewhere}
    for flag in walk.program.all_flags:
        state = flag_name(flag.id)
        if flag.id not in elsewhere:
            if walk[state] is None:
                yield flag, tuple(sorted(walk.hangs_on(state)))
        elif walk[flag_name(flag.id, "asked")] is True:
            yield flag, tuple(sorted(walk.hangs_on(elsewhere_name(flag.id))))


def true_parts(walk: Walk, expr: Expr) -> Iterator[Expr]:
    """The smallest parts of a true condition that make it true."""
    if isinstance(expr, Apply) and expr.op in ("and", "or"):
        for part in expr.args:
            if evaluate(part, walk.values).value is True:
                yield from true_parts(walk, part)
    else:
        yield expr


# -- private -------------------------------------------------------------------------------


def _alert(walk: Walk, flag: Flag, missing: tuple[str, ...]) -> Alert:
    """A flag that is present, or not answered while these attributes are `missing`."""
    present = walk[flag_name(flag.id)] is True
    if present:
        reasons = [in_words(walk, part) for part in true_parts(walk, flag.condition)]
    else:
        reasons = [f"not answered: {titles(walk, missing)}"]
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
        plainly=flag.plainly,
        because=flag.because,
    )
