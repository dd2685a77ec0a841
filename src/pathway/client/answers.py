"""What the service answers over REST, with names and types for what programs read most."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias

from pathway.frozen import frozen

Json: TypeAlias = Mapping[str, Any]


@frozen
class PlanLine:
    """One line of the plan; `options` are the ids of the therapies that it is about."""

    do: str
    what: str
    when: str
    because: str
    options: tuple[str, ...]
    raw: Json


@frozen
class RedFlag:
    """A red flag that is present or unanswered."""

    id: str
    title: str
    state: str
    urgency: str
    action: str
    to: str
    raw: Json


@frozen
class TherapyAdvice:
    """One therapy with its verdict; `pending_on` are the attributes that it still hangs on."""

    id: str
    title: str
    verdict: str
    action: str
    kind: str
    summary: str
    pending_on: tuple[str, ...]
    raw: Json


@frozen
class AskedQuestion:
    """Something to find out; `attribute` is None where it is about a whole list."""

    attribute: str | None
    question: str
    group: str
    red_flag: bool
    urgent: bool
    covers: tuple[str, ...]
    settles: tuple[str, ...]
    raw: Json


@frozen
class AdviceAnswer:
    """The advice; `pathway` is None where no complaint is known, `eligible` None where unknown.

    `recorded` is the key under which the answer is on record.
    """

    pathway: str | None
    as_of: date
    outcome: str
    urgency: str | None
    red_flags: str
    eligible: bool | None
    plan: tuple[PlanLine, ...]
    alerts: tuple[RedFlag, ...]
    options: Mapping[str, TherapyAdvice]
    questions: tuple[AskedQuestion, ...]
    limits: str
    digest: str
    recorded: str
    raw: Json


@frozen
class WhyAnswer:
    """The reasons for one therapy: a tree in `why`, and which answers would change the verdict."""

    therapy: str
    state: str
    text: str
    if_answered: tuple[str, ...]
    why: Json
    recorded: str
    raw: Json


@frozen
class QuestionsAnswer:
    """The open questions alone, with what says of which advice they are."""

    pathway: str | None
    as_of: date
    outcome: str
    red_flags: str
    questions: tuple[AskedQuestion, ...]
    digest: str
    recorded: str
    raw: Json


def read_advice(raw: Json, recorded: str) -> AdviceAnswer:
    """The answer of `/advise`; raises KeyError, TypeError or ValueError for anything else."""
    _form(raw, "pathway-advice/1")
    return AdviceAnswer(
        pathway=None if raw["pathway"] is None else raw["pathway"]["id"],
        as_of=date.fromisoformat(raw["as_of"]),
        outcome=raw["outcome"],
        urgency=raw["urgency"],
        red_flags=raw["red_flags"],
        eligible=raw["eligible"],
        plan=tuple(
            PlanLine(
                one["do"], one["what"], one["when"], one["because"], tuple(one["options"]), one
            )
            for one in raw["plan"]
        ),
        alerts=tuple(
            RedFlag(
                one["id"],
                one["title"],
                one["state"],
                one["urgency"],
                one["action"],
                one["to"],
                one,
            )
            for one in raw["alerts"]
        ),
        options={id_: _therapy(id_, one) for id_, one in raw["options"].items()},
        questions=tuple(map(_question, raw["questions"])),
        limits=raw["limits"],
        digest=raw["digest"],
        recorded=recorded,
        raw=raw,
    )


def read_why(raw: Json, recorded: str) -> WhyAnswer:
    """The answer of `/why`; raises likewise."""
    _form(raw, "pathway-why/1")
    why = raw["why"]
    return WhyAnswer(
        raw["therapy"], why["state"], why["text"], tuple(raw["if_answered"]), why, recorded, raw
    )


def read_questions(raw: Json, recorded: str) -> QuestionsAnswer:
    """The answer of `/questions`; raises likewise."""
    _form(raw, "pathway-questions/1")
    return QuestionsAnswer(
        pathway=None if raw["pathway"] is None else raw["pathway"]["id"],
        as_of=date.fromisoformat(raw["as_of"]),
        outcome=raw["outcome"],
        red_flags=raw["red_flags"],
        questions=tuple(map(_question, raw["questions"])),
        digest=raw["digest"],
        recorded=recorded,
        raw=raw,
    )


# -- private -------------------------------------------------------------------------------


def _form(raw: Json, form: str) -> None:
    if raw["schema"] != form:
        raise ValueError(raw["schema"])


def _therapy(id_: str, raw: Json) -> TherapyAdvice:
    return TherapyAdvice(
        id=id_,
        title=raw["title"],
        verdict=raw["verdict"],
        action=raw["action"],
        kind=raw["kind"],
        summary=raw["summary"],
        pending_on=tuple(raw["pending_on"]),
        raw=raw,
    )


def _question(raw: Json) -> AskedQuestion:
    return AskedQuestion(
        attribute=raw["attribute"],
        question=raw["question"],
        group=raw["group"],
        red_flag=raw["red_flag"],
        urgent=raw["urgent"],
        covers=tuple(raw["covers"]),
        settles=tuple(raw["settles"]),
        raw=raw,
    )
