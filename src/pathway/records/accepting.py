"""What a decision must say before it is written."""

from __future__ import annotations

from sqlalchemy import Connection, select

from pathway.ground.problems import Problem, RecordsError, in_backticks
from pathway.records.model import DECISION, Decision, DecisionChoice, is_text
from pathway.records.schema import RECORDS


def check(decision: Decision) -> None:
    """Refuse a decision without its parts; raises RecordsError."""
    for name in DECISION:
        value = getattr(decision, name)
        if name == "supersedes" or (value is None and name in ("rule", "reason")):
            continue
        if not value.strip():
            raise _refused(f"`{name}` is empty")
        if not is_text(value):
            raise _refused(f"`{name}` holds characters that are no text")
    if decision.action not in tuple(DecisionChoice):
        raise _refused(f"{in_backticks(decision.action)} is not accept, decline or override")
    if decision.action == DecisionChoice.OVERRIDE and not (decision.rule and decision.reason):
        raise _refused("an override names its rule and its reason")


def check_superseded(connection: Connection, decision: Decision) -> None:
    """Refuse to supersede a record of something else, or one superseded before."""
    number = decision.supersedes
    if number is None:
        return
    columns = (RECORDS.c.patient, RECORDS.c.therapy)
    old = connection.execute(select(*columns).where(RECORDS.c.sequence == number)).first()
    if old is None:
        raise RecordsError([Problem("P705", f"there is no record {number}")])
    if tuple(old) != (decision.patient, decision.therapy):
        message = f"record {number} is about another patient or therapy"
        raise RecordsError([Problem("P708", message)])
    query = select(RECORDS.c.sequence).where(RECORDS.c.supersedes == number)
    newer = connection.execute(query).scalar()
    if newer is not None:
        hint = f"supersede record {newer}"
        message = f"record {number} is superseded by record {newer}"
        raise RecordsError([Problem("P708", message, hint=hint)])


# -- private -------------------------------------------------------------------------------


def _refused(message: str) -> RecordsError:
    return RecordsError([Problem("P701", f"the decision was not saved: {message}")])
