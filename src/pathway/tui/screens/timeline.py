"""The timeline: what was tried, when, and with what result."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, OptionList, Static

from pathway.advice.questions import HISTORY
from pathway.patients.model import Trial
from pathway.tui.screens.place import PlaceScreen
from pathway.tui.screens.trial_form import TrialForm
from pathway.tui.trial_rows import HEADS, TrialRow, history_words, trial_rows
from pathway.tui.widgets.fields import OneLine
from pathway.tui.widgets.hanging import HangingText, Line
from pathway.tui.widgets.table_rows import TableRows
from pathway.tui.widgets.trial_chart import TrialChart, line_of
from pathway.views.page import clean


class TimelineScreen(PlaceScreen):
    """Bars on a time axis, the same in a table beneath, and one trial in full."""

    heading = "Timeline"
    HELP = (
        "What was tried in this episode of illness. ├──┤ is over, ├──> still running, ╌ a day that "
        "is known only roughly. Below stand the same trials in a table, and of the chosen one "
        "whether it was enough to judge by. a adds, Enter edits, s stops, d deletes, z takes back. "
        "/ finds trials by a part of what their lines say, by a drug, a brand or a class of drugs."
    )
    AUTO_FOCUS = "TableRows OptionList"
    DEFAULT_CSS = """
    TimelineScreen OneLine {
        border: none; height: 1; padding: 0 1; background: $panel; display: none;
    }
    TimelineScreen OneLine:focus { border: none; text-style: bold; }
    TimelineScreen OneLine.-open { display: block; }
    TimelineScreen #chart { height: auto; max-height: 45%; padding: 0 1; }
    TimelineScreen TrialChart { height: auto; }
    TimelineScreen TableRows { border-top: solid $rule; }
    TimelineScreen #one { height: auto; min-height: 5; max-height: 9; padding: 0 1; }
    TimelineScreen #one { border-top: solid $rule; }
    TimelineScreen #nothing { height: auto; padding: 1 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "find", "find", key_display="/", id="timeline.find"),
        Binding("a", "add", "add", id="timeline.add"),
        Binding("enter", "edit", "edit", key_display="Enter", id="timeline.edit", priority=True),
        Binding("s", "stop", "stop", id="timeline.stop"),
        Binding("d,delete", "delete", "delete", key_display="d", id="timeline.delete"),
        Binding("n", "none", "none tried", id="timeline.none"),
        Binding("u", "unknown", "unknown", id="timeline.unknown"),
    ]

    def body(self) -> ComposeResult:
        """A field to find things in, the chart, the table, and the trial that is chosen."""
        sought = OneLine(placeholder=_FIND, id="sought")
        sought.cursor_blink = False
        yield sought
        with VerticalScroll(id="chart", can_focus=False):
            yield TrialChart()
        yield TableRows(id="trials")
        yield Static(id="nothing", markup=False)
        with VerticalScroll(id="one", can_focus=False):
            yield HangingText(id="trial")

    @property
    def chosen(self) -> TrialRow | None:
        """The trial that is chosen."""
        at = self.query_one(TableRows).chosen
        rows = self._rows
        return rows[at] if at is not None and at < len(rows) else None

    def show(self) -> None:
        """Show the trials as they are now."""
        super().show()
        rows, table, sought = self._rows, self.query_one(TableRows), self._sought
        found = f"{len(rows)} found for “{sought[:40]}”" if sought else ""
        words = (history_words(self._session.patient), found)
        self.name_it(" · ".join(filter(None, words)))
        at = table.chosen or 0
        for part in ("#chart", "#trials", "#one"):
            self.query_one(part).display = bool(rows)
        nothing = self.query_one("#nothing", Static)
        nothing.display = not rows
        nothing.update(self._nothing())
        table.fill(HEADS, [row.cells for row in rows], at)
        if rows and not self.query_one("#sought").has_focus:
            table.take_focus()
        self.refresh_bindings()
        self._show_chosen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what makes sense now."""
        del parameters
        trials = self._session.patient.trials
        if action == "find":
            return bool(trials)
        if action in ("edit", "stop", "delete"):
            return bool(self._rows)
        if action == "none":
            return trials is None
        if action == "unknown":
            return trials == ()
        return True

    # -- finding ---------------------------------------------------------------------------

    def action_find(self) -> None:
        """Type what is sought."""
        sought = self.query_one("#sought", OneLine)
        sought.add_class("-open")
        sought.focus()

    def action_leave(self) -> None:
        """Show every trial again; where all are shown, back."""
        if self.query_one("#sought").has_class("-open"):
            self._all()
        else:
            super().action_leave()

    @on(Input.Changed, "#sought")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.show()

    @on(OneLine.Refused)
    def _refused(self, event: OneLine.Refused) -> None:
        self.say(event.words)

    # -- what can be done ------------------------------------------------------------------

    def action_add(self) -> None:
        """Add a trial."""
        unknown = self._session.patient.trials is None
        note = "The list then counts as complete for this episode of illness." if unknown else ""
        form = TrialForm(self._session, None, self._others(None), title="Add a trial", about=note)
        self.app.push_screen(form, self._added)

    def action_edit(self) -> None:
        """Change the trial that is chosen; from the search first to what was found."""
        if self.query_one("#sought").has_focus:
            self.query_one(TableRows).take_focus()
            return
        row = self.chosen
        if row is not None:
            title = f"Edit: {row.title}"
            form = TrialForm(
                self._session, row.trial, self._others(row.index), title=title, begin="from"
            )
            self.app.push_screen(form, lambda trial: self._changed(row, trial, "changed"))

    def action_stop(self) -> None:
        """End the trial that is chosen, with its outcome."""
        row = self.chosen
        if row is None:
            return
        if not row.trial.ongoing:
            self.say(f"{row.title}: this trial is over already")
            return
        ended = replace(row.trial, end=self._session.as_of, ongoing=False)
        title = f"Stop: {row.title}"
        form = TrialForm(
            self._session, ended, self._others(row.index), title=title, begin="outcome"
        )
        self.app.push_screen(form, lambda trial: self._changed(row, trial, "stopped"))

    def action_delete(self) -> None:
        """Take the trial that is chosen off the list."""
        row = self.chosen
        if row is not None:
            rest = self._others(row.index)
            left = (
                "" if rest else "; the history now says that nothing was tried (u: it is unknown)"
            )
            self._record(f"trial deleted: {row.title}{left}", rest)

    def action_none(self) -> None:
        """The history was taken, and nothing was tried."""
        self._record("no treatments tried so far", ())

    def action_unknown(self) -> None:
        """Nobody knows what was tried."""
        self._record("which treatments were tried is unknown", None)

    # -- private ---------------------------------------------------------------------------

    @property
    def _sought(self) -> str:
        return self.query_one("#sought", OneLine).value.strip()

    @property
    def _rows(self) -> tuple[TrialRow, ...]:
        """The trials that are shown."""
        return trial_rows(self._session, self._sought)

    def _all(self) -> None:
        """Show every trial again."""
        sought = self.query_one("#sought", OneLine)
        sought.value = ""
        sought.remove_class("-open")
        self.query_one(TableRows).take_focus()
        self.show()

    def _nothing(self) -> str:
        """What stands where no trial is shown."""
        trials = self._session.patient.trials
        return _NOT_FOUND if trials else _NONE_TRIED if trials == () else _UNKNOWN

    def _others(self, index: int | None) -> tuple[Trial, ...]:
        trials = self._session.patient.trials or ()
        return tuple(trial for number, trial in enumerate(trials) if number != index)

    def _added(self, trial: Trial | None) -> None:
        if trial is not None:
            self._all()
            self._record(f"trial added: {self._title(trial)}", (*self._others(None), trial))

    def _changed(self, row: TrialRow, trial: Trial | None, how: str) -> None:
        if trial is not None and trial != row.trial:
            trials = list(self._session.patient.trials or ())
            trials[row.index] = trial
            self._record(f"trial {how}: {self._title(trial)}", tuple(trials))

    def _title(self, trial: Trial) -> str:
        return clean(self._session.library.therapies[trial.therapy].title)

    def _record(self, said: str, trials: tuple[Trial, ...] | None) -> None:
        self.tell(said, replace(self._session.patient, trials=trials), [HISTORY])

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._show_chosen()

    def _show_chosen(self) -> None:
        row, rows = self.chosen, self._rows
        index = row.index if row is not None else None
        self.query_one(TrialChart).show(rows, self._session.as_of, index)
        below = max(line_of(rows, index) - _ABOVE, 0)
        self.query_one("#chart").scroll_to(y=below, animate=False)
        if row is not None:
            self.query_one("#trial", HangingText).show(_lines(row))


#: So many lines of the chart stay in sight above the trial that is chosen.
_ABOVE = 5


def _lines(row: TrialRow) -> list[Line]:
    said = (
        ("judged", row.adequate),
        ("amount", row.amount),
        ("review", f"due on {row.review}" if row.review else ""),
        ("source", clean(row.trial.source or "not recorded")),
    )
    return [Line(lead, text) for lead, text in said if text]


_FIND = "find: part of a name or outcome, a drug, a brand or a class of drugs"
_NOT_FOUND = "No trial is called so. Esc shows all of them again."
_NONE_TRIED = """The history was taken: no treatment was tried in this episode of illness.

a  add a treatment after all
u  nobody knows what was tried"""
_UNKNOWN = """Nobody has said which treatments were tried in this episode of illness.
Unknown is not the same as none: options that depend on it stay pending.

a  add a treatment; the list then counts as complete
n  the history was taken, and nothing was tried"""
