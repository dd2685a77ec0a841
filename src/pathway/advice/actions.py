"""What an action rests on beside the verdict: other therapies, and how much is taken."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pathway.advice.model import Dose, Option
from pathway.advice.words import in_words, said, titles
from pathway.program import DoseRow, Therapy
from pathway.terms import BEGINNING, Action, Verdict
from pathway.walk import Walk


def excluded_by(walk: Walk, id_: str) -> tuple[str, ...]:
    """The therapies that a therapy excludes, or that exclude it, in the order of the library."""
    therapies = walk.program.therapies
    own = therapies[id_].not_with
    return tuple(
        o for o, its in therapies.items() if o != id_ and (o in own or id_ in its.not_with)
    )


def beside(walk: Walk, id_: str, action: Action) -> tuple[str, ...]:
    """Of those that exclude a recommended therapy, the ones that are taken, or that may be."""
    if walk[f"option.{id_}.recommended"] is not True:
        return ()
    if action not in (Action.DO_NOT_START, Action.ASK_FIRST):
        return ()
    wanted = True if action is Action.DO_NOT_START else None
    return tuple(o for o in excluded_by(walk, id_) if walk[f"option.{o}.taken"] is wanted)


def choose_from(walk: Walk, id_: str, action: Action) -> tuple[str, ...]:
    """The others that may start as well as a therapy that is one of a choice."""
    if action is not Action.CHOOSE:
        return ()
    return tuple(o for o in excluded_by(walk, id_) if walk[f"option.{o}.action"] == action.value)


def dose_of(walk: Walk, therapy: Therapy) -> Dose | None:
    """How much of a therapy may be taken; None where nothing is said of that."""
    if not therapy.doses:
        return None
    name = f"dose.{therapy.id}"
    limit, above = walk[f"{name}.limit"], walk[f"{name}.above"]
    row, text = _row(walk, therapy)
    if row is None and walk[f"{name}.open"] is False:
        return None
    return Dose(
        most=limit if isinstance(limit, Decimal) else None,
        unit=walk.program.vocabulary.therapies.get(therapy.id),
        text=text,
        above=above if isinstance(above, bool) and walk[f"{therapy.id}.ongoing"] is True else None,
        waits_for=tuple(sorted(walk.hangs_on(f"{name}.limit"))),
        sources=row.sources if row is not None else (),
        verified=row.verified if row is not None else "original",
    )


def asked_of(walk: Walk, option: Option) -> frozenset[str]:
    """What must be known before it can be said what to do, beside what the verdict waits for."""
    names: list[str] = []
    if option.action is Action.ASK_FIRST and option.verdict is Verdict.RECOMMENDED:
        names = [f"option.{other}.taken" for other in option.beside]
    if option.dose is not None and _dose_counts(option):
        name = f"dose.{option.id}"
        names += [
            f"{name}.above"
            if option.action is Action.ASK_FIRST and option.current
            else name + ".limit"
        ]
    return walk.hangs_on(*names)


def why_not_start(walk: Walk, option: Option) -> str:
    """In a clause, why a recommended therapy is not started, or what to ask before."""
    if option.verdict is not Verdict.RECOMMENDED:
        return ""
    others = ", ".join(walk.program.therapies[other].title for other in option.beside)
    if option.action is Action.DO_NOT_START:
        return (
            f"not together with {others}, which is taken"
            if others
            else "what it goes with is not given"
        )
    if option.action is Action.ASK_FIRST and others:
        return f"not together with {others}: is that taken?"
    return ""


def dose_words(walk: Walk, option: Option) -> Iterator[str]:
    """In clauses, how much may be taken, where something is taken or is to be."""
    dose = option.dose
    if dose is None or not _dose_counts(option):
        return
    if dose.text:
        yield dose.text
    if dose.above is True and option.current:
        yield f"taken now: {said(walk[f'{option.id}.dose'], dose.unit)} a day"
    elif dose.waits_for:
        yield f"how much may be taken depends on {titles(walk, dose.waits_for)}"


# -- private -------------------------------------------------------------------------------


def _dose_counts(option: Option) -> bool:
    return option.current or option.action in (*BEGINNING, Action.ASK_FIRST)


def _row(walk: Walk, therapy: Therapy) -> tuple[DoseRow | None, str]:
    """The first row that is known to hold, and its text; another one before it may count."""
    unless: list[str] = []
    for row in therapy.doses:
        state = walk[row.definition]
        if state is True:
            return row, f"unless {' or '.join(unless)}: {row.text}" if unless else row.text
        if state is None:
            unless.append(in_words(walk, walk.program.by_name[row.definition].expr))
    return None, ""
