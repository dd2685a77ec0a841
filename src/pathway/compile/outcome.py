"""What the whole comes to for a patient: outcome, urgency and the state of the red flags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pathway.compile.builder import Builder
from pathway.compile.flags import ALWAYS_FREE
from pathway.compile.logic import first_of, known, none_of, ref, some, text
from pathway.conditions.syntax import Apply
from pathway.program import Flag, Therapy
from pathway.terms import GOING, Urgency, Verdict
from pathway.vocabulary import BOOLEAN, TEXT

_URGENT = (Urgency.EMERGENCY, Urgency.WITHIN_48_HOURS, Urgency.WITHIN_2_WEEKS)


def define_outcome(
    flags: Sequence[Flag], therapies: Mapping[str, Therapy], builder: Builder
) -> None:
    """`outcome`, `urgency` and `red_flags`; each is always known.

    Education, referral, investigation and safety measures go on whatever is unknown, so they
    are not what makes advice out of open questions.
    """
    treatments = [id_ for id_, therapy in therapies.items() if therapy.kind not in ALWAYS_FREE]
    states = {flag.id: ref(f"flag.{flag.id}") for flag in flags}
    urgent = some(known(states[flag.id]) for flag in flags if flag.urgency in _URGENT)
    pending = some(_is(f"option.{t}.verdict", Verdict.PENDING.value) for t in therapies)
    doing = some(_is(f"option.{t}.action", action.value) for t in treatments for action in GOING)
    builder.define("outcome.pending", pending, "outcome")
    builder.define("outcome.doing", doing, "outcome")
    eligible = ref("eligible")
    waiting = some(
        [
            Apply("is null", (eligible,), type=BOOLEAN),
            Apply("and", (ref("outcome.pending"), none_of(ref("outcome.doing"))), type=BOOLEAN),
        ]
    )
    builder.define(
        "outcome",
        first_of(
            [
                (urgent, "urgent"),
                (none_of(eligible), "not eligible"),
                (waiting, "needs information"),
            ],
            "advice",
        ),
        "outcome",
    )
    by_urgency = [
        (some(known(states[f.id]) for f in flags if f.urgency is urgency), urgency.value)
        for urgency in Urgency
    ]
    builder.define("urgency", first_of(by_urgency, "none"), "outcome")
    present = some(known(state) for state in states.values())
    absent = none_of(*states.values())
    builder.define(
        "red_flags", first_of([(present, "present"), (absent, "none")], "unanswered"), "outcome"
    )


def _is(name: str, value: str) -> Apply:
    return Apply("=", (ref(name, TEXT), text(value)), type=BOOLEAN)
