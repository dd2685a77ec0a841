"""The sitting in words: one command a line, plain lines back, for screen readers and scripts.

It stands on the same session as the screens and knows no screen. Whatever is told is answered
with what it changed; nothing is written without being told to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, Protocol

from pathway.advice.model import Option
from pathway.frozen import frozen
from pathway.ground.problems import PathwayError, Problem, visible
from pathway.ground.vocabulary import Value
from pathway.tui import answers, spoken
from pathway.tui.asking import OpenQuestion
from pathway.tui.exports import Leaving
from pathway.tui.naming import attribute_named, option_named
from pathway.tui.session import Session
from pathway.views.document import Document

#: A longer line is a paste that went astray.
LONGEST: Final = 2000


class Lines(Protocol):
    """Where lines come from and go to."""

    def read(self, prompt: str) -> str | None:
        """The next line without its end; None where there is no more."""

    def say(self, lines: Iterable[str]) -> None:
        """Write lines."""


def run(session: Session, lines: Lines) -> int:
    """Hold the sitting until it ends; 1 where answers were lost at the end of the input."""
    return _Sitting(session, lines).hold()


@frozen
class _Command:
    """A word that may be typed, with what follows it and what it does."""

    follows: str
    help: str
    do: Callable[[_Sitting, str], None]


class _Sitting:
    """One sitting: what is asked now, and what was said last."""

    def __init__(self, session: Session, lines: Lines) -> None:
        self.session = session
        self.leaving = Leaving(session, self.say, self.ask, self.twice)
        self._lines = lines
        self._chosen: str | None = None
        self._over = False
        #: What has to be said twice before it is done, and was said once.
        self._warned = ""

    def hold(self) -> int:
        """Read and answer, line by line."""
        self.say("Plain sitting. Type help for the words, quit to leave.")
        self.show(spoken.opening(self.session))
        self.ask_next()
        while not self._over:
            line = self._lines.read("> ")
            if line is None:
                return self._ended()
            try:
                self._take(line)
            except PathwayError as error:
                self.complain(error.problems)
        return 0

    # -- talking ---------------------------------------------------------------------------

    def say(self, *lines: str) -> None:
        """Say a few lines."""
        self._lines.say(lines)

    def complain(self, problems: Iterable[Problem]) -> None:
        """Say what was wrong, and what to do."""
        for problem in problems:
            told = problem.hint is not None and "--" not in problem.hint  # of a shell
            hint = f" {visible(problem.hint or '')}." if told else ""
            self.say(f"Not done: {visible(problem.message)}.{hint}")

    def ask(self, prompt: str) -> str:
        """One more thing that a command needs to know; nothing where it is not told."""
        return (self._lines.read(f"{prompt} ") or "").strip()

    def ask_next(self) -> None:
        """Put the question that is next."""
        self.show(spoken.question(self.session, self.asked))

    @property
    def asked(self) -> OpenQuestion | None:
        """The question that an answer is for: the one chosen, else the first not set aside."""
        listed = spoken.put(self.session)
        chosen = [one for one in listed if one.id == self._chosen]
        return next(iter(chosen or [one for one in listed if not one.aside]), None)

    # -- one line --------------------------------------------------------------------------

    def _take(self, line: str) -> None:
        text = " ".join(line.split()) if len(line) <= LONGEST else ""
        word, _, rest = text.partition(" ")
        warned, self._warned = self._warned, ""
        if not text:
            problem = f"the line has {len(line)} characters; at most {LONGEST} are read"
            self.say(f"Not done: {problem}." if line.strip() else "Type help for the words.")
        elif self._is_choice(text):
            self._value(text)
        elif word.lower() in COMMANDS:
            self._warned = warned if word.lower() in _SAID_TWICE else ""
            COMMANDS[word.lower()].do(self, rest)
        else:
            self._value(text)

    def _is_choice(self, text: str) -> bool:
        asked = self.asked
        attribute = asked.attribute if asked is not None else None
        return attribute is not None and text in (attribute.type.choices or ())

    def _ended(self) -> int:
        """The input is at its end: nothing is written that nobody asked for."""
        if not self.session.unsaved:
            self.say("End of input.")
            return 0
        self.say("End of input. Answers were not saved; nothing was written.")
        return 1

    # -- answers ---------------------------------------------------------------------------

    def yes(self, rest: str) -> None:
        """Yes, to the question or to one of its group."""
        self._yes_no(rest, value=True)

    def no(self, rest: str) -> None:
        """No, to the question, to one of its group, or to all of it."""
        asked = None if rest else self.asked
        if asked is not None and asked.completes is not None:
            self.session.is_more(asked)
            self._go_on(f"There is more: the list of {asked.completes} stays open; see change.")
        elif asked is not None and (asked.is_group or asked.is_history):
            self.none("")
        else:
            self._yes_no(rest, value=False)

    def none(self, _: str) -> None:
        """None of a group, or nothing tried."""
        if (asked := self.asked) is not None and asked.is_group:
            self._told(lambda: self.session.none_of_these(asked))
        elif asked is not None and asked.is_history and self.session.history_unknown:
            self._told(self.session.nothing_tried)
        else:
            self._not_an_answer()

    def unknown(self, rest: str) -> None:
        """The patient does not know."""
        if (asked := self._one(rest)) is not None and not asked.is_history:
            self._told(lambda: self.session.does_not_know(asked))
        elif not rest:
            self._not_an_answer()

    def skip(self, _: str) -> None:
        """Set the question aside."""
        if (asked := self.asked) is None:
            self._not_an_answer()
        else:
            self.session.skip(asked)
            self._go_on(f"Set aside: {asked.title}.")

    def _go_on(self, said: str) -> None:
        self._chosen = None
        self.say(said)
        self.ask_next()

    def choose(self, rest: str) -> None:
        """Put another question."""
        listed = spoken.put(self.session)
        if rest.isdecimal() and 1 <= int(rest) <= len(listed):
            self._chosen = listed[int(rest) - 1].id
            self.ask_next()
        else:
            self.say(f"Not done: say a number from 1 to {len(listed)}; questions lists them.")

    def _yes_no(self, rest: str, *, value: bool) -> None:
        if (asked := self._one(rest)) is not None and asked.is_yes_no:
            self._answer(asked, value)
        elif asked is not None and asked.completes is not None:
            self._told(lambda: self.session.is_all(asked))
        elif asked is not None and asked.is_group:
            self.say("Not done: which one? Say yes and its number, or none.")
        elif not rest:
            self._not_an_answer()

    def _one(self, rest: str) -> OpenQuestion | None:
        """The question that is meant: the one that is put, or one of its group by number."""
        if (asked := self.asked) is None or not rest:
            return asked
        members = spoken.inside(self.session, asked)
        if rest.isdecimal() and 1 <= int(rest) <= len(members):
            return members[int(rest) - 1]
        self.say(f"Not done: there is no number {rest} in this question.")
        return None

    def _value(self, text: str) -> None:
        if (asked := self.asked) is None or asked.attribute is None:
            self._not_an_answer()
            return
        value = self.session.read(asked.attribute, text)
        if isinstance(value, Problem):
            self.complain([value])
        else:
            self._answer(asked, value)

    def _answer(self, asked: OpenQuestion, value: Value) -> None:
        """An answer; where sources disagree, only with who settles that, and why."""
        if (settles := self._settled(disagrees=asked.disagrees)) is not None:
            self._told(lambda: self.session.answer(asked, value, settles))

    def _settled(self, *, disagrees: bool) -> str | None:
        """Who settles what sources disagree about, and why; None where nobody says so."""
        if not disagrees or (said := self.ask("Sources disagree. Who settles it, and why?")):
            return " ".join(said.split()) if disagrees else ""
        self.say("Not done: sources disagree; say who settles it, and why.")
        return None

    def _not_an_answer(self) -> None:
        self.say("Not done: neither a command nor an answer. Type help for the words.")
        if self.asked is not None:
            self.say(f"Answer: {spoken.how_to_answer(self.session, self.asked)}")

    def _told(self, tell: Callable[[], None]) -> None:
        """Tell the session something, and say what it changed."""
        tell()
        self._chosen = None
        self.say(f"Told: {self.session.told[-1].said}.")
        self.show(spoken.changed(self.session.told[-1].changed))
        self.ask_next()

    # -- looking ---------------------------------------------------------------------------

    def show(self, document: Document) -> None:
        """Show a part of the advice."""
        self._lines.say(spoken.lines(document))

    def why(self, rest: str) -> None:
        """Why an option stands where it stands."""
        if (option := self.option(rest, reading=True)) is not None:
            self.show(spoken.why(self.session.advice, option.id))

    def changes(self, rest: str) -> None:
        """What the answers changed; with a name and a value, another value for something known."""
        if rest:
            self._change(rest)
        elif not self.session.told:
            self.say("Nothing was told yet.")
        for told in self.session.told if not rest else ():
            self.say(f"Told: {told.said}.")
            self.show(spoken.changed(told.changed))

    def _change(self, rest: str) -> None:
        named = attribute_named(self.session.library.vocabulary, rest)
        if named is None or not named[1]:
            self.say("Not done: say change, the name of something known or asked, and a value.")
            return
        attribute, text = named
        if isinstance(value := self.session.read(attribute, text), Problem):
            self.complain([value])
            return
        session, name, said = self.session, attribute.name, f"{attribute.title}: {text}"
        if (settles := self._settled(disagrees=session.disagrees(name))) is None:
            return
        new = answers.with_value(session.patient, name, value, session.as_of, settles=settles)
        self._told(lambda: session.tell(said, new, [name]))

    def option(self, name: str, *, reading: bool = False) -> Option | None:
        """The option that is meant; says what to do where none is."""
        drugs = self.session.library.drug_names
        found = option_named(self.session.advice, name, drugs, reading=reading)
        if isinstance(found, Option):
            return found
        self.say(f"Not done: name one option; options lists them.{found}")
        return None

    # -- taking back, leaving ----------------------------------------------------------------

    def back(self, *, again: bool) -> None:
        """Undo, or redo."""
        before = self.session.advice
        said = self.session.redo() if again else self.session.undo()
        if said is None:
            self.say("Nothing to tell again." if again else "Nothing to take back.")
            return
        self.say(f"{'Told again' if again else 'Taken back'}: {said}.")
        self.show(spoken.changed(self.session.since(before)))
        self.ask_next()

    def confirm(self, _: str) -> None:
        """Everything assumed is what the clinician says."""
        if chosen := self.session.confirmable:
            self._told(lambda: self.session.confirm(chosen))
        else:
            self.say("Nothing is assumed that could be confirmed.")

    def decide(self, rest: str) -> None:
        """Take a decision on one option."""
        name, _, action = rest.rpartition(" ")
        if action not in ("accept", "decline", "override"):
            self.say("Not done: say decide, an option, and accept, decline or override.")
            return
        if (option := self.option(name)) is not None:
            self.leaving.decide(option, action)

    def twice(self, what: str, warning: str) -> bool:
        """Whether something was said a second time; warns at the first."""
        if self._warned == what:
            self._warned = ""
            return True
        self._warned = what
        self.say(warning)
        return False

    def quit(self, _: str) -> None:
        """End the sitting; at the first word only a warning where answers would be lost."""
        unsaved = self.session.unsaved
        warning = "Answers are not saved. Say save, or quit again to lose them."
        if not unsaved or self.twice("quit", warning):
            self.say("Nothing was written." if unsaved else "Goodbye.")
            self._over = True

    def help(self, _: str) -> None:
        """The words."""
        if self.asked is not None:
            self.say(f"Answer: {spoken.how_to_answer(self.session, self.asked)}")
        for word, command in COMMANDS.items():
            if command.help:
                self.say(f"{word}{command.follows}: {command.help}.")


#: Commands that only do their work when said again.
_SAID_TWICE: Final = ("quit", "exit", "save", "handout", "summary")

COMMANDS: Final[Mapping[str, _Command]] = {
    "y": _Command(" or yes", "yes", _Sitting.yes),
    "yes": _Command("", "", _Sitting.yes),
    "n": _Command(" or no", "no", _Sitting.no),
    "no": _Command("", "", _Sitting.no),
    "none": _Command("", "none of these red flags, or nothing was tried", _Sitting.none),
    "unknown": _Command("", "the patient was asked and does not know", _Sitting.unknown),
    "skip": _Command("", "set the question aside; nothing is recorded", _Sitting.skip),
    "brief": _Command("", "the advice in short", lambda s, _: s.show(spoken.opening(s.session))),
    "plan": _Command("", "what to do now", lambda s, _: s.show(spoken.now(s.session))),
    "options": _Command(
        "", "all options by verdict", lambda s, _: s.show(spoken.options(s.session))
    ),
    "why": _Command(" THERAPY", "why an option stands where it stands", _Sitting.why),
    "questions": _Command(
        "", "all open questions", lambda s, _: s.show(spoken.questions(s.session))
    ),
    "ask": _Command(" NUMBER", "put another question", _Sitting.choose),
    "assumed": _Command("", "what was assumed", lambda s, _: s.show(spoken.assumed(s.session))),
    "confirm": _Command("", "what was assumed is so", _Sitting.confirm),
    "change": _Command(
        " or change NAME VALUE", "what the answers changed; or another value", _Sitting.changes
    ),
    "changes": _Command("", "", _Sitting.changes),
    "undo": _Command("", "take back what was told last", lambda s, _: s.back(again=False)),
    "redo": _Command("", "tell it again", lambda s, _: s.back(again=True)),
    "decide": _Command(
        " THERAPY accept, decline or override", "take a decision and record it", _Sitting.decide
    ),
    "save": _Command(
        " or save FILE", "write the answers to the patient's file", lambda s, x: s.leaving.save(x)
    ),
    "handout": _Command(
        " or handout FILE",
        "the advice in plain language, for the patient",
        lambda s, rest: s.leaving.page("handout", rest),
    ),
    "summary": _Command(
        " or summary FILE",
        "the advice on one page, for the record",
        lambda s, rest: s.leaving.page("summary", rest),
    ),
    "print": _Command(" handout or summary", "the same on paper", lambda s, x: s.leaving.print(x)),
    "banner": _Command(
        "", "patient, pathway and outcome", lambda s, _: s.show(spoken.banner(s.session))
    ),
    "help": _Command("", "these words", _Sitting.help),
    "quit": _Command("", "leave; asks once where answers would be lost", _Sitting.quit),
    "exit": _Command("", "", _Sitting.quit),
}
