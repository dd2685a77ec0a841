"""What stands against a decision on a therapy, under the advice as it is now."""

from __future__ import annotations

from pathway.advice.decided import ACCEPTED, Decided
from pathway.advice.model import AdviceContent, Option
from pathway.ground.terms import Urgency, Verdict
from pathway.names import flag_name


def objections(advice: AdviceContent, therapy: str, action: str) -> tuple[str, ...]:
    """The names of what stands against a decision, which an override has to give.

    Against a therapy: present emergencies that do not ask for it (`flag.<id>`), the
    contraindications and *avoid* rules that hold, else its verdict, and `pending` where nobody
    knows whether another such rule holds. Against declining it: present emergencies that ask
    for it.
    """
    emergencies = [
        alert
        for alert in advice.alerts
        if alert.state == "present" and alert.urgency is Urgency.EMERGENCY
    ]
    wanting = [flag_name(alert.id) for alert in emergencies if therapy in alert.offers]
    if action not in ACCEPTED:
        return tuple(wanting)
    flags = [] if wanting else [flag_name(alert.id) for alert in emergencies]
    return (*flags, *_against(advice.options[therapy]))


def against_now(advice: AdviceContent, decided: Decided) -> tuple[str, ...]:
    """What stands against a decision today and was not passed over by name when it was taken."""
    if decided.therapy not in advice.options:
        return ()
    named = objections(advice, decided.therapy, decided.action)
    return tuple(name for name in named if name not in decided.rules)


# -- private -------------------------------------------------------------------------------


def _against(option: Option) -> tuple[str, ...]:
    if option.verdict in (Verdict.RECOMMENDED, Verdict.ONGOING):
        return ()
    rules = tuple(line.rule for line in option.reasons if line.holds)
    if option.verdict not in (Verdict.CONTRAINDICATED, Verdict.AVOID) or not rules:
        rules = (option.verdict.value.replace(" ", "_"),)
    # Whoever passes over one rule does not yet know whether another one holds.
    unanswered = any(not line.holds for line in option.reasons)
    return tuple(dict.fromkeys((*rules, *(("pending",) if unanswered else ()))))
