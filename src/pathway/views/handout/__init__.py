"""A handout: the advice in plain language on one page, for the patient to take home.

It says what the advice says and never more: what may help or was agreed, what waits, what is not
right and why, when to get help, when to come back. How a treatment is done is told in the words
that its author wrote for patients; how long, how much and why are this patient's own. Where there
is more to say than a page holds, what can be asked for becomes shorter first; what could harm and
when to get help never do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any, Final

from pathway.advice.advice import Advice
from pathway.ground.terms import Urgency
from pathway.views.decided import UNREAD_ASK, Decided, holding
from pathway.views.document import (
    UNSIGNED,
    Document,
    Paragraph,
    Section,
    Weight,
    Written,
    drawn,
    passage,
)
from pathway.views.entries import example, whom
from pathway.views.forms import Form
from pathway.views.handout.page import Page
from pathway.views.handout.treatment import Room
from pathway.views.page import clean
from pathway.views.plain_words import (
    day,
    help_at_once,
    made_with,
)

#: In which order what a patient can ask for becomes shorter, where one page does not hold it.
_STEPS: Final[tuple[tuple[str, Any], ...]] = (
    ("against", 8),
    ("asks", False),
    ("against", 4),
    ("later", 3),
    ("disputes", False),
    ("sentences", 2),
    ("members", False),
    ("waiting", 4),
    ("reasons", 3),
    ("against", 2),
    ("later", 2),
    ("sentences", 1),
    ("reasons", 2),
    ("asides", False),
    ("harms", False),
    ("waiting", 2),
    ("against", 0),
    ("reasons", 1),
    ("sentences", 0),
    ("later", 0),
    ("trial", False),
)
#: The most lines of eighty cells that are one page.
MOST_LINES: Final = 60


def handout(
    advice: Advice,
    form: Form | str = Form.TEXT,
    decided: Sequence[Decided] = (),
    *,
    width: int = 80,
    written: Written = UNSIGNED,
) -> str:
    """The handout in one form; `decided` is what clinician and patient have agreed on already."""
    return drawn(document(advice, decided, written=written), Form(form), width=width)


def document(
    advice: Advice, decided: Sequence[Decided] = (), *, written: Written = UNSIGNED
) -> Document:
    """What the handout says, in reading order, as long as fits one page."""
    held = holding(advice, decided)
    digest = advice.to_dict()["digest"]
    pages = (_document(Page(advice, tuple(held), room), written, digest) for room in _ROOMS)
    made = next(pages)
    for shorter in pages:
        if drawn(made, Form.TEXT).count("\n") <= MOST_LINES:
            break
        made = shorter
    return made


# -- private -------------------------------------------------------------------------------

#: The whole first, then what a patient can ask for becomes shorter, step by step.
_ROOMS: Final = tuple(
    accumulate(_STEPS, lambda room, step: replace(room, **{step[0]: step[1]}), initial=Room())
)
_NO_TALK: Final = "This page does not take the place of a talk with the people who treat you."


def _document(page: Page, written: Written, digest: str) -> Document:
    advice = page.advice
    if advice.urgency is Urgency.EMERGENCY:
        blocks = [page.urgent(), page.today(), page.checked(), page.stopped()]
        blocks += [help_at_once(advice, call=False), _after()]
    else:
        signs = help_at_once(advice, call=not page.has_flags)
        blocks = [page.urgent(), page.still_open(), _unread(advice)]
        blocks += [page.agreed(), page.may_help(), page.checked(), page.stopped()]
        blocks += [signs, _next(advice), page.not_now(), page.good_to_know()]
    notice = _notice(advice.pathway.status)
    return Document(
        title="Your treatment plan",
        about=f"For {whom(advice)} · {day(advice.as_of)}",
        head=(Paragraph(notice, strong=True),) if notice else (),
        sections=tuple(block for block in blocks if block.blocks),
        footer=(Paragraph(f"{_signed(written)}{made_with(advice.pathway)} {_NO_TALK}"),),
        digest=digest,
        written=written,
        notice=example(advice),
        large=True,
    )


def _signed(written: Written) -> str:
    when = "" if written.at is None else f" on {day(written.at.date())}, {written.at:%H:%M} UTC"
    by = f" by {clean(written.by)}" if written.by else ""
    return f"Written{by}{when}. " if by or when else ""


def _notice(status: str) -> str:
    if status == "active":
        return ""
    if status == "retired":
        return "OUT OF DATE: the rules behind this plan are no longer used. Do not follow it."
    return (
        "DRAFT, not clinically signed off: this plan was made with a test version. "
        "Do not follow it unless the person who treats you has checked it with you."
    )


def _unread(advice: Advice) -> Section:
    """Nobody may read a plan as all that was agreed on where that could not be looked up."""
    unread = advice.decisions is not None and advice.decisions.unread
    return passage("What we decided before", UNREAD_ASK if unread else "", weight=Weight.OPEN)


def _next(advice: Advice) -> Section:
    by = advice.next.review_by
    if by and clean(by) <= advice.as_of.isoformat():
        text = "Your plan is due today: ask us when to come back. Come sooner if you get worse."
    elif by:
        text = f"Come back by {day(by)}, or sooner if you get worse."
    else:
        text = "Ask us when to come back. Come sooner if you get worse."
    return passage(_BACK, text)


def _after() -> Section:
    return passage(_BACK, "Come back to us after the hospital. Ask there when that should be.")


_BACK: Final = "When to come back"
