"""How advice reaches people: asked for, unasked as a card in a record system, or by an agent."""

from __future__ import annotations

from collections.abc import Iterator

from pathway.views.intended_use import (
    FOR_REVIEW,
    Count,
    Criterion,
    ReportEvidence,
    ReportItem,
    counted,
)
from pathway.views.intended_use.advice import TIME_CRITICAL
from pathway.views.review_entries import Scribe

#: The most cards when a patient is opened; that the service keeps to it is held by a test.
CARDS = 3


def delivery(scribe: Scribe) -> Criterion:
    """To whom an advice goes and when, what a click on it does, and what it cannot do."""
    program = scribe.program
    coded = sum(bool(one.codes) for one in program.therapies.values())
    lasting = sum(flag.urgency in TIME_CRITICAL for flag in program.flags)
    return Criterion(
        id="delivery",
        title="How advice reaches people",
        rule="520(o)(1)(E)(ii) and (iii): to a professional, who can review its basis",
        question="Does it reach a professional, in a way that leaves the decision to them?",
        answer=(
            "At the command line, at the terminal and through the library it comes when somebody "
            "asks for it. Where a site runs the service, a record system asks while a clinician "
            "works, and cards come unasked. A card stops nothing: it can be read, followed, put "
            "off or passed over with a reason, and what was done with it is recorded. Its link "
            "leads to the whole advice with the grounds above. Where a site lets a software agent "
            "ask, the agent reads the same advice, and may have a treatment that it proposes held "
            "against it: allowed, forbidden, or answer first. Nothing that an agent says clears a "
            "red flag."
        ),
        counts=(
            Count("red flags whose card cannot be put off", lasting),
            Count("therapies that a draft order is recognised by, from its codes", coded),
        ),
        evidence=(ReportEvidence("ways to a reader", tuple(_ways(coded))),),
        open=(_AT_SIGNING, _ELSEWHERE, _AGENTS, _NO_PERSON),
    )


# -- private -------------------------------------------------------------------------------

_AT_SIGNING = (
    f"Cards on orders come while an order is signed, {FOR_REVIEW}: whether there is time then to "
    "review the basis is for the reviewer."
)
_ELSEWHERE = (
    "What a record system shows of a card, and whether it asks a person before it takes a "
    "suggestion over, is decided there; profiles say what is known of it."
)
_AGENTS = (
    f"What a software agent does with what it reads, {FOR_REVIEW}: whether a professional sees it, "
    "and its basis, before anything is done is decided where the agent runs."
)
_NO_PERSON = (
    "It is made for readers who are professionals. Nothing is offered to patients as such but the "
    "handout that a clinician hands over, and to software agents only what they may read and "
    "propose; neither can be kept from acting on it."
)


def _ways(coded: int) -> Iterator[ReportItem]:
    yield ReportItem("asked for", "command line, terminal, library, documents on paper")
    text = f"at most {CARDS} cards, red flags first; none without a complaint or a red flag"
    yield ReportItem("unasked, when a patient is opened", text)
    therapies = counted(coded, "therapy", "therapies")
    text = f"a card where something stands against it or is not known; orders of {therapies}"
    yield ReportItem("unasked, when an order is selected or signed", text, review=True)
    text = (
        "a brief, the reasons, the next question, and whether a proposal stands against the advice"
    )
    yield ReportItem("asked for by a software agent", text, review=True)
    text = "a draft order without a dose, or that a draft be removed; a clinician accepts it"
    yield ReportItem("what a card may suggest", text, review=True)
