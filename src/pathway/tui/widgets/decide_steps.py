"""What each step of a decision shows: a question, and a list or a field to answer it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from textual.widgets.option_list import Option as Row

from pathway.frozen import frozen
from pathway.records import DecisionChoice
from pathway.tui.decision import Objection
from pathway.tui.drafting import Drafting, DraftStep
from pathway.tui.widgets.fitted import Fitted
from pathway.tui.widgets.hanging import Line, laid_out
from pathway.views.columns import padded

#: What a patient's file may say of an option, by its key.
PREFERENCES: Final[Mapping[str, str]] = {
    "wants": "the patient wants it",
    "declines": "the patient declines it",
    "unavailable": "not to be had here",
}


@frozen
class StepQuestion:
    """A question with rows to choose from; without rows a field with its text and a hint."""

    ask: str
    rows: Sequence[Row] = ()
    text: str = ""
    hint: str = ""


def asking(making: Drafting) -> StepQuestion:
    """What the step asks that a decision stands at."""
    return _STEPS[making.step](making)


# -- private -------------------------------------------------------------------------------


def _choice(making: Drafting) -> StepQuestion:
    return StepQuestion("What is decided? ↑ ↓ and Enter.", tuple(_choices(making)))


def _choices(making: Drafting) -> Iterator[Row]:
    for choice in DecisionChoice:
        possible, told = making.possible(choice)
        said = f"{padded(choice.value, 10)}{told}"
        yield Row(said, id=choice.value, disabled=not possible)
    yield Row("\nOr say of the patient (kept in the patient's file):", disabled=True)
    preferences = making.session.patient.preferences
    for name, said in PREFERENCES.items():
        tick = "[x]" if making.option.id in getattr(preferences, name) else "[ ]"
        yield Row(f"{tick} {said}", id=name)


def _against(making: Drafting) -> StepQuestion:
    confirmed = making.confirmed
    rows = [_objection(one, confirmed=n in confirmed) for n, one in enumerate(making.against)]
    ask = "This stands against it. Space confirms each that you pass over, Enter goes on."
    return StepQuestion(ask, rows)


def _objection(one: Objection, *, confirmed: bool) -> Row:
    line = Line("[x]" if confirmed else "[ ]", f"{one.name}: {one.said}")
    return Row(Fitted(lambda width: laid_out([line], width)))


def _reason(making: Drafting) -> StepQuestion:
    return StepQuestion("Why? ↑ ↓ and Enter.", [Row(reason.said) for reason in making.reasons])


def _words(making: Drafting) -> StepQuestion:
    needed = making.coded is not None and making.coded.asks
    ask = f"Why: {making.coded.said if making.coded is not None else ''}"
    hint = "in your own words" if needed else "more words; may stay empty"
    return StepQuestion(ask, text=making.words, hint=hint)


def _until(making: Drafting) -> StepQuestion:
    text = str(making.until) if making.until is not None else ""
    hint = "a date such as 2026-12-31; empty: no end"
    return StepQuestion("Until when does the override hold?", text=text, hint=hint)


def _actor(making: Drafting) -> StepQuestion:
    ask = "Who decides? This is asked once; the name stands in every record of the sitting."
    return StepQuestion(ask, text=making.session.actor or "", hint="for example Dr Ada")


def _confirm(making: Drafting) -> StepQuestion:
    del making
    return StepQuestion(
        "Is this right? Enter writes the record, Esc goes back.", [Row("record it")]
    )


def _done(making: Drafting) -> StepQuestion:
    del making
    return StepQuestion("The decision is taken.", [Row("back to the patient")])


_STEPS: Final[Mapping[DraftStep, Callable[[Drafting], StepQuestion]]] = {
    DraftStep.CHOICE: _choice,
    DraftStep.AGAINST: _against,
    DraftStep.REASON: _reason,
    DraftStep.WORDS: _words,
    DraftStep.UNTIL: _until,
    DraftStep.ACTOR: _actor,
    DraftStep.CONFIRM: _confirm,
    DraftStep.DONE: _done,
}
