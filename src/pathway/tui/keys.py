"""The keys: one table, from which bindings and the help page are made."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from textual.binding import Binding

from pathway.frozen import frozen
from pathway.tui.places import PLACES


@frozen
class KeyBinding:
    """One key: what it does in a word for the footer, and in a sentence for the help.

    `shown` says whether the footer names it.
    """

    id: str
    keys: str
    action: str
    label: str
    help: str
    display: str = ""
    shown: bool = True

    @property
    def binding(self) -> Binding:
        """The key as Textual wants it; the id is stable, so that a site may choose another key."""
        return Binding(
            self.keys,
            self.action,
            self.label,
            show=self.shown,
            key_display=self.display or None,
            tooltip=self.help,
            id=self.id,
        )

    @property
    def name(self) -> str:
        """What stands on the key."""
        return self.display or self.keys


#: Answers to the question that is chosen.
ANSWERS: Final = (
    KeyBinding("answer.yes", "y", "yes", "yes", "yes", shown=False),
    KeyBinding(
        "answer.no",
        "n",
        "no",
        "no",
        "no; for a group of red flags: none of these; for the history: nothing was tried",
        shown=False,
    ),
    KeyBinding(
        "answer.unknown",
        "question_mark,u",
        "does_not_know",
        "not known",
        "asked, and the patient does not know: this is recorded and stays unknown",
        display="?",
        shown=False,
    ),
    KeyBinding(
        "answer.skip",
        "k",
        "skip",
        "skip",
        "set the question aside; nothing is recorded",
        shown=False,
    ),
    KeyBinding(
        "answer.type",
        "enter",
        "type",
        "answer",
        "type a number or date, or choose from a list",
        display="Enter",
        shown=False,
    ),
    KeyBinding(
        "answer.cancel",
        "escape",
        "cancel",
        "back",
        "leave the field without an answer",
        display="Esc",
        shown=False,
    ),
)

#: The same on the brief, where they answer the first question.
BRIEF: Final = (
    *(
        replace(key, action=f"answer('{key.action}')")
        for key in ANSWERS
        if key.id not in ("answer.type", "answer.cancel")
    ),
    KeyBinding(
        "brief.answer",
        "enter",
        "answer('type')",
        "answer",
        "on the brief: the first question, to be answered",
        display="Enter",
    ),
    KeyBinding(
        "brief.options", "3", "screen.pane('options-pane')", "options", "all options by verdict"
    ),
)

#: The keys of the further screens.
OPENING: Final = tuple(
    KeyBinding(
        f"place.{place.id}",
        place.keys,
        f"open_place('{place.id}')",
        place.label,
        place.help,
        " ".join(filter(None, (place.key, place.number))),
        shown=place.shown,
    )
    for place in PLACES
)

#: What can be done from anywhere.
ANYWHERE: Final = (
    KeyBinding("pane.brief", "b", "pane('brief')", "brief", "the advice on one screen"),
    KeyBinding("pane.1", "1", "pane('questions')", "questions", "the open questions", shown=False),
    KeyBinding("pane.2", "2", "pane('plan')", "plan", "what to do now", shown=False),
    KeyBinding(
        "pane.3", "3", "pane('options-pane')", "options", "all options by verdict", shown=False
    ),
    KeyBinding(
        "pane.4",
        "4",
        "pane('reasons')",
        "reasons",
        "why the chosen option stands there",
        shown=False,
    ),
    KeyBinding(
        "pane.next", "tab", "next_pane(1)", "next", "the next pane", display="Tab", shown=False
    ),
    KeyBinding(
        "pane.previous",
        "shift+tab",
        "next_pane(-1)",
        "previous",
        "the pane before",
        display="Shift+Tab",
        shown=False,
    ),
    KeyBinding(
        "pane.back",
        "escape",
        "back",
        "back",
        "from the reasons to the options, else to the brief",
        "Esc",
        shown=False,
    ),
    KeyBinding("undo", "z", "undo", "undo", "take back the last answer"),
    KeyBinding("redo", "r", "redo", "redo", "tell again what was taken back last", shown=False),
    KeyBinding(
        "confirm", "a", "confirm", "assumed", "see what was assumed, and confirm it", shown=False
    ),
    KeyBinding(
        "changes",
        "c",
        "changes",
        "changes",
        "what every answer of this sitting changed",
        shown=False,
    ),
    KeyBinding(
        "agree",
        "space",
        "agree",
        "agree",
        "agree on what is to begin, one key for each",
        "Space",
        shown=False,
    ),
    KeyBinding(
        "follow",
        "f",
        "follow",
        "follow",
        "the pathway that is followed, and what else would do; choose another",
        shown=False,
    ),
    KeyBinding("save", "s", "save", "save", "write the answers to a patient file"),
    KeyBinding(
        "open",
        "o",
        "app.open_another",
        "open",
        "another patient; this one stays open",
        shown=False,
    ),
    KeyBinding(
        "next",
        "f2",
        "app.next_patient",
        "next patient",
        "the next of the patients that are open",
        "F2",
        shown=False,
    ),
    KeyBinding(
        "close",
        "ctrl+w",
        "app.close_patient",
        "close",
        "close this patient; asks first where answers were not saved",
        "^w",
        shown=False,
    ),
)

#: What every screen knows.
EVERYWHERE: Final = (
    KeyBinding("help", "f1", "help", "help", "what this is, and its keys", "F1"),
    KeyBinding("look", "ctrl+t", "look", "look", "dark, light or high contrast", "^t", shown=False),
    KeyBinding(
        "quit", "q,ctrl+q", "quit", "quit", "close; asks first where answers were not saved", "q"
    ),
)
