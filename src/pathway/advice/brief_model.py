"""What one screen of advice holds, as data."""

from __future__ import annotations

from pathway.frozen import frozen
from pathway.ground.terms import Urgency


@frozen
class BriefLine:
    """One line of what to do: `support` is what a guideline says, `sources` publications by id.

    `cautions` are those that hold for this patient, each with the name of its therapy; `remarks`
    are the few words that its authors want said or minded.
    """

    do: str
    what: str
    because: str = ""
    support: str = ""
    sources: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@frozen
class BriefFlag:
    """A red flag that is present: `because` of this patient, `why` of everybody."""

    id: str
    urgency: Urgency
    title: str
    action: str
    to: str
    because: str
    calls_for: tuple[BriefLine, ...]
    sources: tuple[str, ...]
    why: str = ""


@frozen
class BriefQuestion:
    """One question, or a group that is asked in one breath, with what its answer decides.

    `about` are the attributes.
    """

    text: str
    about: tuple[str, ...]
    decides: tuple[str, ...]
    red_flag: bool = False


@frozen
class Waiting:
    """Therapies, by their titles, that wait for the same answers; `after` says what comes first.

    `disputed` says of some of them which guidelines are against them.
    """

    options: tuple[str, ...]
    questions: tuple[int, ...]
    after: str = ""
    disputed: tuple[str, ...] = ()


@frozen
class Closed:
    """A therapy that is not advised; `because` names what is known of the patient that forbids it.

    Empty where no rule does. Of one that was declined it says when, by whom and why.
    """

    option: str
    title: str
    because: str = ""


@frozen
class Brief:
    """One screen; `red_flags` is where they stand, in a sentence."""

    red_flags: str
    flags: tuple[BriefFlag, ...]
    do: tuple[BriefLine, ...]
    ask: tuple[BriefQuestion, ...]
    more_questions: int
    #: What is left open beside an emergency.
    still_open: str
    waiting: tuple[Waiting, ...]
    #: What was declined, by whom and why, and is not offered anew: nothing has changed since.
    declined: tuple[Closed, ...]
    #: Without what the patient asks for, which stands under what to do.
    not_advised: tuple[Closed, ...]
    #: How many answers were assumed; they stand in the advice, to be confirmed.
    assumed: int
    watch_for: str
    review_by: str
    then: str
