"""All options by verdict, each with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option as Row

from pathway.advice.advice import Advice
from pathway.advice.decided import Decided
from pathway.advice.model import Option
from pathway.ground.terms import READING_ORDER, Verdict
from pathway.tui.changes import was
from pathway.tui.naming import therapies_found
from pathway.tui.session import Session
from pathway.tui.widgets.fields import OneLine
from pathway.tui.widgets.pane import Pane
from pathway.tui.widgets.rows import Rows
from pathway.tui.widgets.tones import STYLES
from pathway.views.columns import padded
from pathway.views.entries import waits_for
from pathway.views.page import Tone, clean
from pathway.views.tones import VERDICT_MARKS, tone_of_action, tone_of_verdict


class OptionsPane(Pane):
    """A list from which one option is chosen to see its reasons."""

    key = "3"
    heading = "Options"
    inner = "#options"
    hint = "Enter reasons · d decide · / find"
    HELP = (
        "Every option by verdict, and what to do about each. Enter shows the reasons of the "
        "chosen one, w all of them, and d takes a decision on it. / finds an option by a part of "
        "its name or of a drug's; ] and [ go to the next verdict and back."
    )
    DEFAULT_CSS = """
    OptionsPane OneLine {
        border: none; height: 1; padding: 0 1; background: $panel; display: none;
    }
    OptionsPane OneLine:focus { border: none; text-style: bold; }
    OptionsPane OneLine.-open { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "find", "find", key_display="/", show=False, id="options.find"),
        Binding("right_square_bracket", "jump(1)", "next verdict", show=False, id="options.next"),
        Binding("left_square_bracket", "jump(-1)", "verdict before", show=False, id="options.back"),
        Binding("escape", "all", "all options", key_display="Esc"),
    ]

    class Chosen(Message):
        """An option was highlighted, or opened with Enter."""

        def __init__(self, option: str, *, opened: bool) -> None:
            super().__init__()
            self.option = option
            self.opened = opened

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._session: Session | None = None
        self._roomy = False

    def compose(self) -> ComposeResult:
        """A field to find things in, and the list."""
        sought = OneLine(placeholder=_FIND, id="options-sought")
        sought.cursor_blink = False
        yield sought
        yield Rows(id="options", markup=False)

    def show(self, session: Session) -> None:
        """Show the options as they stand now, with the same one chosen."""
        self._session, self._roomy = session, self.size.width >= _ROOMY
        rows = self.query_one(OptionList)
        with rows.prevent(OptionList.OptionHighlighted):
            sought = self.query_one(OneLine).value
            rows.set_options(_rows(session, sought, roomy=self._roomy))
            if session.chosen is not None:
                self.choose(session.chosen)
        self.border_subtitle = f"/ {sought}" if sought else self.hint

    def choose(self, option: str) -> None:
        """Go to an option; where it is not among those that were found, to the first of these."""
        rows = self.query_one(OptionList)
        ids = [row.id for row in rows.options]
        if option in ids:
            rows.highlighted = ids.index(option)
        else:
            rows.action_first()

    def action_find(self) -> None:
        """Type what is sought."""
        sought = self.query_one(OneLine)
        sought.add_class("-open")
        sought.focus()

    def action_all(self) -> None:
        """Show every option again."""
        sought = self.query_one(OneLine)
        sought.value = ""
        sought.remove_class("-open")
        self.take_focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where nothing is sought, Esc leads back to the brief."""
        del parameters
        return action != "all" or self.query_one(OneLine).has_class("-open")

    def action_jump(self, step: int) -> None:
        """To the first option of the next verdict, or of the one before."""
        rows = self.query_one(OptionList)
        firsts = [at + 1 for at, row in enumerate(rows.options) if row.disabled]
        now = rows.highlighted or 0
        ahead = [at for at in firsts if at > now] if step > 0 else [at for at in firsts if at < now]
        if ahead:
            rows.highlighted = ahead[0] if step > 0 else ahead[-1]

    @on(Input.Changed)
    def _sought(self, event: Input.Changed) -> None:
        event.stop()
        if self._session is not None:
            self.show(self._session)

    @on(Input.Submitted)
    def _found(self, event: Input.Submitted) -> None:
        event.stop()
        self.take_focus()

    def on_resize(self) -> None:
        """Say more or less, as there is room."""
        if self._session is not None and self._roomy is not (self.size.width >= _ROOMY):
            self.show(self._session)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Chosen(event.option_id, opened=False))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Chosen(event.option_id, opened=True))


#: From this width on there is room for a reason beside each option.
_ROOMY = 70


def first(advice: Advice) -> str | None:
    """The option that stands first in the list."""
    ranked = sorted(advice.options.values(), key=lambda option: READING_ORDER.index(option.verdict))
    return ranked[0].id if ranked else None


def _rows(session: Session, sought: str, *, roomy: bool) -> Iterator[Row]:
    advice, before = session.advice, session.before
    found = list(_found(session, sought))
    if not found and sought:
        yield Row(_NOTHING, disabled=True)
    decided = {one.therapy: _done(one) for one in session.decided}
    width = max((len(option.title) for option in advice.options.values()), default=0)
    for verdict in READING_ORDER:
        options = [o for o in found if o.verdict is verdict]
        if options:
            style = STYLES[tone_of_verdict(verdict)]
            heading = Content.styled(f"{VERDICT_MARKS[verdict]} {verdict.upper()}", f"bold {style}")
            yield Row(heading, disabled=True)
        for option in options:
            old, reason = was(before, option), _short(advice, option) if roomy else ""
            done = decided.get(option.id, "")
            yield Row(_row(option, old, done, reason, min(width, _TITLE)), id=option.id)


def _found(session: Session, sought: str) -> Iterator[Option]:
    """The options with a text in their name, and those that a drug, a brand or a class means."""
    options = session.advice.options
    found = therapies_found(sought, options, session.library.drug_names)
    yield from (option for option in options.values() if option.id in found)


_FIND = "find: part of a name, a drug, a brand or a class of drugs"
_NOTHING = "Nothing is called so. Esc shows every option again."
_TITLE = 30
_DONE = {"accept": "✓ accepted", "decline": "✗ declined", "override": "✓ overridden"}


def _done(decided: Decided) -> str:
    """What was decided; of an earlier sitting with the day."""
    done = _DONE.get(decided.action, clean(decided.action))
    return f"{done}{f' {decided.day}' if decided.earlier else ''}, record {decided.record}"


def _row(option: Option, old: Verdict | None, done: str, reason: str, width: int) -> Content:
    style = STYLES[tone_of_action(option.action)]
    return Content.assemble(
        f"  {padded(clean(option.title), width)} ",
        (padded(option.action, 12), style),
        (f" {done}", "bold") if done else "",
        (f" ← {old}", "bold") if old is not None else "",
        (f" {reason}", STYLES[Tone.QUIET]),
    )


def _short(advice: Advice, option: Option) -> str:
    if option.verdict is Verdict.PENDING:
        waits = waits_for(advice, option)
        return f"waits for: {waits}" if waits else clean(option.summary)
    return clean(option.summary)
