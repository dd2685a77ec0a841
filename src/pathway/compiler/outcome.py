"""What the whole comes to for a patient: outcome, urgency and the state of the red flags."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from pathway.compiler.builder import Builder
from pathway.compiler.flags import ALWAYS_FREE
from pathway.compiler.logic import first_of, known, none_of, ref, some, text
from pathway.ground.terms import GOING, Urgency, Verdict
from pathway.ground.vocabulary import BOOLEAN, TEXT
from pathway.language.syntax import Apply, Expr
from pathway.names import (
    ELIGIBLE,
    OUTCOME,
    RED_FLAGS,
    URGENCY,
    Owner,
    flag_name,
    node_name,
    option_name,
    outcome_name,
)
from pathway.program import Flag, Node, Therapy

_OWNER = Owner("outcome")
_URGENT = (Urgency.EMERGENCY, Urgency.WITHIN_48_HOURS, Urgency.WITHIN_2_WEEKS)


def define_outcome(
    own: Sequence[Flag],
    elsewhere: Sequence[Flag],
    therapies: Mapping[str, Therapy],
    nodes: Sequence[Node],
    builder: Builder,
    *,
    free: Container[str] = (),
) -> None:
    """`outcome`, `urgency` and `red_flags`; each is always known.

    What is `free` beside every step, education, referral, investigation and safety measures go
    on whatever is unknown, so they are not what makes advice out of open questions. A referral
    of the pathway itself, or an end with offers, that nobody knows whether it is reached is an
    open question like an option.
    """
    flags = (*own, *elsewhere)
    treatments = [
        id_ for id_, one in therapies.items() if one.kind not in ALWAYS_FREE and id_ not in free
    ]
    states = {flag.id: ref(flag_name(flag.id)) for flag in flags}
    urgent = some(known(states[flag.id]) for flag in flags if flag.urgency in _URGENT)
    eligible, waiting = ref(ELIGIBLE), _define_waiting(treatments, therapies, nodes, builder)
    builder.define(
        OUTCOME,
        first_of(
            [
                (urgent, "urgent"),
                (none_of(eligible), "not eligible"),
                (waiting, "needs information"),
            ],
            "advice",
        ),
        _OWNER,
    )
    by_urgency = [
        (some(known(states[f.id]) for f in flags if f.urgency is urgency), urgency.value)
        for urgency in Urgency
    ]
    builder.define(URGENCY, first_of(by_urgency, "none"), _OWNER)
    present = some(known(state) for state in states.values())
    asked = [ref(flag_name(flag.id, "asked")) for flag in elsewhere]
    absent = none_of(*states.values(), *asked)
    builder.define(
        RED_FLAGS, first_of([(present, "present"), (absent, "none")], "unanswered"), _OWNER
    )


def _define_waiting(
    treatments: Iterable[str],
    therapies: Iterable[str],
    nodes: Sequence[Node],
    builder: Builder,
) -> Expr:
    """That an answer is needed before there is anything to do."""
    pending = some(_is(option_name(t, "verdict"), Verdict.PENDING.value) for t in therapies)
    doing = some(
        _is(option_name(t, "action"), action.value) for t in treatments for action in GOING
    )
    unreached = [_pending_node(node, builder) for node in nodes if node.may_be_pending]
    waits = builder.define(outcome_name("pending"), some([pending, *unreached]), _OWNER)
    does = builder.define(outcome_name("doing"), doing, _OWNER)
    idle = Apply("and", (waits, none_of(does)), type=BOOLEAN)
    return some([Apply("is null", (ref(ELIGIBLE),), type=BOOLEAN), idle])


def _pending_node(node: Node, builder: Builder) -> Expr:
    """That it is not known whether the patient is handed on here."""
    unknown = Apply("is null", (ref(node_name(node.id, "reached")),), type=BOOLEAN)
    return builder.define(node_name(node.id, "pending"), unknown, Owner(node.kind, node.id))


def _is(name: str, value: str) -> Apply:
    return Apply("=", (ref(name, TEXT), text(value)), type=BOOLEAN)
