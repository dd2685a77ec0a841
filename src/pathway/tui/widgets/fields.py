"""The fields of a form: a label, what is typed or chosen, and beneath it what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Paste
from textual.message import Message
from textual.widgets import Input, Select, Static

from pathway.ground.problems import visible

#: No value is longer; more than this comes from a slip with the clipboard.
LONGEST: Final = 2000


class OneLine(Input):
    """One line of text; a paste that cannot be meant is refused with a sentence."""

    class Refused(Message):
        """Far too much was pasted."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    @property
    def _value(self) -> Text:
        """What is drawn: control characters as signs, so that no text steers the terminal."""
        return Text(visible(self.value), no_wrap=True, overflow="ignore", end="")

    def on_paste(self, event: Paste) -> None:
        """Refuse what is too long; the field keeps what it had."""
        if len(event.text) > LONGEST:
            event.prevent_default()
            event.stop()
            pasted = f"{len(event.text):,} characters were pasted"
            self.post_message(self.Refused(f"[!] {pasted}; a field takes {LONGEST:,} at most"))


class Field(Vertical):
    """One field; `say` puts a sentence beneath it."""

    DEFAULT_CSS = """
    Field { height: auto; }
    Field > Horizontal { height: 1; }
    Field .label { width: 12; height: 1; }
    Field OneLine, Field Select { width: 1fr; }
    Field OneLine { border: none; height: 1; padding: 0; background: $panel; }
    Field OneLine:focus { border: none; background: $panel; text-style: bold; }
    Field SelectCurrent { background: $panel; }
    Field Select:focus > SelectCurrent { text-style: bold reverse; }
    Field .fault { height: auto; padding-left: 12; }
    """

    class Changed(Message):
        """Something was typed or chosen."""

        def __init__(self, field: Field) -> None:
            super().__init__()
            self.field = field

    class Entered(Message):
        """Enter was pressed in it."""

    def __init__(self, key: str, label: str = "") -> None:
        super().__init__(id=f"field-{key}")
        self.key = key
        self._label = label or key

    @property
    def text(self) -> str:
        """What stands in it."""
        raise NotImplementedError

    def control(self) -> ComposeResult:
        """What takes the keys."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The label and the control side by side, the sentence below."""
        with Horizontal():
            yield Static(self._label, classes="label", markup=False)
            yield from self.control()
        fault = Static(classes="fault", markup=False)
        fault.display = False
        yield fault

    def say(self, words: str) -> None:
        """Put a sentence beneath the field, or take it away."""
        fault = self.query_one(".fault", Static)
        fault.update(words)
        fault.display = bool(words)


class TextField(Field):
    """A field for typing."""

    def __init__(self, key: str, text: str = "", *, label: str = "", placeholder: str = "") -> None:
        super().__init__(key, label)
        self._text = text
        self._placeholder = placeholder

    @property
    def text(self) -> str:
        """What is typed."""
        return self.query_one(OneLine).value

    def control(self) -> ComposeResult:
        """One line of text."""
        line = OneLine(self._text, placeholder=self._placeholder, select_on_focus=False)
        line.cursor_blink = False
        yield line

    def fill(self, text: str) -> None:
        """Put a text into the field."""
        self.query_one(OneLine).value = text

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Entered())

    @on(OneLine.Refused)
    def _refused(self, event: OneLine.Refused) -> None:
        event.stop()
        self.say(event.words)


class ChoiceField(Field):
    """A field with a list to choose from; it opens with Enter, and letters jump to a choice."""

    def __init__(
        self,
        key: str,
        choices: Iterable[tuple[str, str]],
        chosen: str = "",
        *,
        label: str = "",
        blank: str = "",
    ) -> None:
        super().__init__(key, label)
        self._choices = tuple((shown, value) for shown, value in choices)
        self._chosen = chosen
        self._blank = blank

    @property
    def text(self) -> str:
        """What is chosen."""
        value = self.query_one(Select).value
        return value if isinstance(value, str) else ""

    def control(self) -> ComposeResult:
        """The list."""
        among = [value for _, value in self._choices]
        yield Select(
            self._choices,
            prompt=self._blank,
            allow_blank=True,
            value=self._chosen if self._chosen in among else Select.NULL,
            compact=True,
        )

    def fill(self, text: str) -> None:
        """Choose something."""
        self.query_one(Select).value = text or Select.NULL

    @on(Select.Changed)
    def _changed(self, event: Select.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self))
