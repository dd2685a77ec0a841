"""What an action rests on beside the verdict: other therapies, and how much is taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from pathway.advice.model import Dose, Option
from pathway.advice.words import in_words, said, titles
from pathway.frozen import frozen
from pathway.ground.terms import BEGINNING, Action, Verdict
from pathway.names import Owner, dose_name, history_name, option_name
from pathway.program import Choice, DoseRow, Therapy
from pathway.walk import Walk


def choice_of(walk: Walk, id_: str) -> Choice | None:
    """The choice that is put to this patient and has this therapy among its members."""
    for node in walk.program.nodes:
        held = Owner(node.kind, node.id)
        for choice in node.choices:
            if id_ in choice.therapies and _is_offered(walk, id_, held):
                return choice
    return None


def answered(walk: Walk, therapy: Therapy) -> str:
    """In a clause, what is known that a test is for; empty while anything of it is open."""
    if not therapy.answers or walk[option_name(therapy.id, "answered")] is not True:
        return ""
    return f"answered: {titles(walk, therapy.answers)}"


def excluded_by(walk: Walk, id_: str) -> tuple[str, ...]:
    """The therapies that a therapy excludes, or that exclude it, in the order of the library."""
    therapies = walk.program.therapies
    own = therapies[id_].not_with
    found = (o for o, its in therapies.items() if o != id_ and (o in own or id_ in its.not_with))
    return walk.program.once(("excluded", id_), lambda: tuple(found))


def beside(walk: Walk, id_: str, action: Action) -> tuple[str, ...]:
    """Of those that exclude a recommended therapy, the ones that are taken, or that may be."""
    if walk[option_name(id_, "recommended")] is not True:
        return ()
    if action not in (Action.DO_NOT_START, Action.ASK_FIRST):
        return ()
    wanted = True if action is Action.DO_NOT_START else None
    return tuple(o for o in _rivals(walk, id_) if walk[option_name(o, "taken")] is wanted)


def choose_from(walk: Walk, id_: str, action: Action) -> tuple[str, ...]:
    """The others that may start as well as a therapy that is one of a choice."""
    if action is not Action.CHOOSE:
        return ()
    return tuple(o for o in _rivals(walk, id_) if walk[option_name(o, "action")] == action.value)


def dose_of(walk: Walk, therapy: Therapy) -> Dose | None:
    """How much of a therapy may be taken; None where nothing is said of that.

    Where the therapy and the places that offer it each say a highest dose, the lowest is told;
    while one of them is open, all are.
    """
    found = [one for one in _limits(walk, therapy) if one.row is not None or one.open]
    if not found:
        return None
    limits = [one.limit for one in found if one.limit is not None]
    if len(limits) == len(found):
        found = [next(one for one in found if one.limit == min(limits))]
    above = walk[option_name(therapy.id, "above")]
    taken = walk[history_name(therapy.id, "ongoing")] is True
    rows = [one.row for one in found if one.row is not None]
    return Dose(
        most=min(limits) if len(limits) == len(found) else None,
        unit=walk.program.vocabulary.therapies.get(therapy.id),
        text="; ".join(one.text for one in found if one.text),
        above=above if isinstance(above, bool) and taken else None,
        waits_for=tuple(sorted(walk.hangs_on(*(dose_name(one.of, "limit") for one in found)))),
        sources=tuple(dict.fromkeys(source for row in rows for source in row.sources)),
        verified=max((row.verified for row in rows), key=_DOUBTS.index, default=_DOUBTS[0]),
    )


def asked_of(walk: Walk, option: Option) -> frozenset[str]:
    """What must be known before it can be said what to do, beside what the verdict waits for."""
    names: list[str] = []
    if option.action is Action.ASK_FIRST and option.verdict is Verdict.RECOMMENDED:
        names = [option_name(other, "taken") for other in option.beside]
    if option.dose is not None and _dose_counts(option):
        if option.action is Action.ASK_FIRST and option.current:
            names.append(option_name(option.id, "above"))
        else:
            limits = _limits(walk, walk.program.therapies[option.id])
            names += [dose_name(one.of, "limit") for one in limits]
    return walk.hangs_on(*names)


def why_not_start(walk: Walk, option: Option) -> str:
    """In a clause, why a recommended therapy is not started, or what to ask before."""
    if option.verdict is not Verdict.RECOMMENDED:
        return ""
    others = ", ".join(walk.program.therapies[other].title for other in option.beside)
    chosen = option.choice is not None and not set(option.beside) - set(option.choice.therapies)
    if others and chosen and option.choice is not None:
        most = f"{option.choice.title}: at most {option.choice.most}"
        taken = option.action is Action.DO_NOT_START
        return f"{most}, and {others} is taken" if taken else f"{most}; is {others} taken?"
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
        yield f"taken now: {said(walk[history_name(option.id, 'dose')], dose.unit)} a day"
    elif dose.waits_for:
        yield f"how much may be taken depends on {titles(walk, dose.waits_for)}"


# -- private -------------------------------------------------------------------------------


def _rivals(walk: Walk, id_: str) -> tuple[str, ...]:
    """What excludes a therapy, and the other members of a choice that it is one of."""
    choice = choice_of(walk, id_)
    mates = choice.therapies if choice is not None else ()
    return tuple(dict.fromkeys((*excluded_by(walk, id_), *(m for m in mates if m != id_))))


def _is_offered(walk: Walk, id_: str, holder: Owner) -> bool:
    """Whether a place is known to offer a therapy to this patient."""
    own = (p for p in walk.program.places_of(id_) if p.holder == holder and not p.partner_of)
    return any(walk[place.reached] is True and walk[place.indicated] is True for place in own)


#: How far something was checked, the best first.
_DOUBTS: Final = ("original", "secondary", "unverified")


@frozen
class _Limit:
    """What one holder of rows says: the row that is known to count, and what that allows.

    `of` is the therapy, or the offer.
    """

    of: str
    limit: Decimal | None
    open: bool
    row: DoseRow | None
    text: str


def _dose_counts(option: Option) -> bool:
    return option.current or option.action in (*BEGINNING, Action.ASK_FIRST)


def _limits(walk: Walk, therapy: Therapy) -> Iterator[_Limit]:
    """What the therapy itself says, and the places where it is offered to this patient."""
    if therapy.doses:
        yield _limit(walk, therapy.id, therapy.doses)
    for place in walk.program.places_of(therapy.id):
        here = walk[place.reached] is True and walk[place.indicated] is True
        if place.doses and here:
            yield _limit(walk, place.indicated, place.doses)


def _limit(walk: Walk, of: str, rows: Sequence[DoseRow]) -> _Limit:
    limit = walk[dose_name(of, "limit")]
    row, text = _row(walk, rows)
    number = limit if isinstance(limit, Decimal) else None
    return _Limit(of, number, walk[dose_name(of, "open")] is True, row, text)


def _row(walk: Walk, rows: Sequence[DoseRow]) -> tuple[DoseRow | None, str]:
    """The first row that is known to hold, and its text; another one before it may count."""
    unless: list[str] = []
    for row in rows:
        state = walk[row.definition]
        if state is True:
            return row, f"unless {' or '.join(unless)}: {row.text}" if unless else row.text
        if state is None:
            unless.append(in_words(walk, walk.program.by_name[row.definition].expr))
    return None, ""
