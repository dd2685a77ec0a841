"""The app: a patient is chosen, one session follows, and nothing is lost on the way out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import SystemCommand
from textual.binding import BindingType
from textual.screen import Screen

from pathway.ground.problems import LibraryError, PathwayError
from pathway.tui.config import Config
from pathway.tui.keys import EVERYWHERE
from pathway.tui.opening import Opening
from pathway.tui.setting import Setting
from pathway.tui.sittings import Sittings, elsewhere, mark
from pathway.tui.themes import LOOKS, keep_theme, kept_theme, wear
from pathway.tui.turns import InTurn

if TYPE_CHECKING:
    from pathway.fhir.people import RecordPerson
    from pathway.tui.recovery import Kept
    from pathway.tui.screens.leave import Leave
    from pathway.tui.screens.open import OpenScreen
    from pathway.tui.screens.save import Saved
    from pathway.tui.session import Session


class PathwayApp(InTurn):
    """The clinician's terminal."""

    CSS_PATH = "pathway.tcss"
    TITLE = "pathway"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 as Textual has it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-short"), (26, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [key.binding for key in EVERYWHERE]

    def __init__(
        self,
        session: Session | None = None,
        setting: Setting | None = None,
        folder: Path | None = None,
        first: Path | None = None,
        config: Config | None = None,
    ) -> None:
        super().__init__()
        self._config = config or Config()
        #: A file to begin with, of which it has first to be asked whose record it is.
        self._first = first
        if setting is None and session is not None:
            setting = Setting(pathway=session.pathway, as_of=session.as_of)
        self.setting = setting or Setting()
        self.session = session
        #: The patients that are open, in the order in which they were opened.
        self.sittings = Sittings(session)
        #: Why the terminal could not go on, if it could not.
        self.failed: LibraryError | None = None
        self._opening = Opening(self.setting, session.library if session is not None else None)
        self._folder = folder or Path()
        wear(self, self._config.look or kept_theme())

    def get_default_screen(self) -> Screen[Any]:
        """The patient where one was named: nothing else is drawn before."""
        return super().get_default_screen() if self.session is None else self._main(self.session)

    def on_mount(self) -> None:
        """The choice of a patient where none was named."""
        from pathway.tui import recovery

        self.set_keymap(dict(self._config.keys))
        recovery.clear_away()
        if self.session is None:
            self.push_screen(self._choice())
            if self._first is not None:
                self.open(self._first)
        else:
            self._offer(self.session)

    def on_unmount(self) -> None:
        """Nobody has a patient open here any more."""
        self.sittings.unmark_all()

    # -- opening ---------------------------------------------------------------------------

    def on_open_screen_chosen(self, event: OpenScreen.Chosen) -> None:
        """A file was chosen."""
        self.open(event.path)

    def open(self, path: Path, whose: str | None = None) -> None:
        """Begin a sitting with the patient in a file, or say all that is wrong with it.

        Of a record of several people it is asked `whose` is meant.
        """
        from pathway.tui.screens.page import PageScreen
        from pathway.tui.texts import faults_page

        try:
            session = self._opening.session(path, whose)
        except LibraryError as error:
            self._give_up(error)
        except PathwayError as error:
            if whose is None and (people := self._opening.people(path)):
                self._ask_whose(path, people)
                return
            page = faults_page(path, error.problems)
            self.push_screen(PageScreen(f"{path.name} cannot be opened", page))
        else:
            self._sit(session)

    def _ask_whose(self, path: Path, people: Sequence[RecordPerson]) -> None:
        from pathway.tui.screens.whose import WhoseScreen

        def chosen(whose: str | None) -> None:
            if whose is not None:
                self.open(path, whose)

        self.push_screen(WhoseScreen(path, people), chosen)

    def on_main_screen_read_again(self) -> None:
        """Open the patient's file anew; unsaved answers were kept, and are offered on it."""
        self.read_again()

    def read_again(self) -> None:
        """Open the patient's file anew."""
        if self.session is not None and self.session.path is not None:
            self.open(self.session.path)

    def on_open_screen_back(self) -> None:
        """Back to the patient who was opened last."""
        if (last := self.sittings.last) is not None:
            self._turn_to(last)

    def on_open_screen_resumed(self, event: OpenScreen.Resumed) -> None:
        """Go on with somebody who was never saved."""
        from pathway.tui.screens.page import PageScreen
        from pathway.tui.texts import faults_page

        try:
            session = self._opening.resumed(event.kept, self._folder)
        except PathwayError as error:
            page = faults_page(Path("the answers that were kept"), error.problems)
            self.push_screen(PageScreen("They cannot be read any more", page))
        else:
            self._sit(session)

    def on_open_screen_wanted(self) -> None:
        """Somebody new is to be entered."""
        from pathway.tui.screens.new import NewScreen

        self.push_screen(NewScreen(self._opening), self._entered)

    def _entered(self, session: Session | None) -> None:
        if session is not None:
            self._sit(session)

    def on_open_screen_unusable(self, event: OpenScreen.Unusable) -> None:
        """The library cannot be opened."""
        self._give_up(event.error)

    def _give_up(self, error: LibraryError) -> None:
        self.failed = error
        self.exit(1)

    def _sit(self, session: Session) -> None:
        """Go on with a patient; one that is open already is not opened a second time."""
        sitting = self.sittings.add(session, self.session)
        self._turn_to(sitting)
        if sitting is session:
            self._offer(session)
        else:
            self.notify("this patient is open already: the sitting goes on", markup=False)

    def _turn_to(self, session: Session) -> None:
        self.session = session
        self._show(self._main(session))

    def action_next_patient(self) -> None:
        """The patient who was opened after this one; from the last to the first."""
        from pathway.tui.screens.main import MainScreen

        if self.session is not None and isinstance(self.screen, MainScreen):
            self._turn_to(self.sittings.after(self.session))

    def _main(self, session: Session) -> Screen[Any]:
        from pathway.tui.decision import read_back
        from pathway.tui.screens.main import MainScreen

        session.setting, session.folder = self.setting, self._folder
        session.actor = session.actor or self.setting.actor or self._config.actor or None
        read_back(session)
        session.on_change = partial(self.call_after_refresh, self._keep, session)
        if session.unsaved:  # somebody new, of whom the first words were told already
            session.on_change()
        return self._sized(MainScreen(session))

    def _choice(self) -> Screen[Any]:
        from pathway.tui.screens.open import OpenScreen

        return self._sized(OpenScreen(self._opening, self._folder))

    def _show(self, screen: Screen[Any]) -> None:
        """A screen instead of the one that is shown; what was the app's first stays below it."""
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def _sized(self, screen: Screen[Any]) -> Screen[Any]:
        """A screen with the classes of its size from the start, so that it is styled only once."""
        for length, points in (
            (self.size.width, self.HORIZONTAL_BREAKPOINTS),
            (self.size.height, self.VERTICAL_BREAKPOINTS),
        ):
            screen.add_class([name for least, name in points if length >= least][-1])
        return screen

    # -- what is not saved -----------------------------------------------------------------

    def _keep(self, session: Session) -> None:
        """Keep the answers for the case that this program goes away."""
        from pathway.tui import recovery
        from pathway.tui.saving import fault_of
        from pathway.tui.widgets.banner import Banner

        fault = ""
        try:
            recovery.keep(session)
        except OSError as error:
            fault = fault_of(error)
        except ValueError as error:
            fault = str(error)
        if fault and not session.unkept:
            told = f"{fault}. Save now (s): your answers are nowhere but here."
            title = "Unsaved answers are not kept safe"
            self.notify(told, title=title, severity="error", timeout=30, markup=False)
        if fault != session.unkept:
            session.unkept = fault
            for banner in self.screen.query(Banner):
                banner.show(session)

    def _offer(self, session: Session) -> None:
        """What an earlier sitting kept; and that another terminal has the file open."""
        from pathway.tui import recovery
        from pathway.tui.screens.recover import RecoverScreen

        def offer(found: tuple[Kept, ...]) -> None:
            if found:
                then = partial(self._recovered, lambda: offer(found[1:]))
                self.push_screen(RecoverScreen(session, found[0]), then)

        offer(recovery.find(session))
        since = elsewhere(session)
        if since:
            self.notify(_ELSEWHERE.format(since), severity="warning", timeout=30, markup=False)
        mark(session)

    def _recovered(self, go_on: Callable[[], None], done: bool | None) -> None:
        from pathway.tui.screens.main import MainScreen

        if not done:
            go_on()
        elif isinstance(self.screen, MainScreen):
            self.screen.show()

    # -- help, commands, looks ---------------------------------------------------------------

    def action_help(self) -> None:
        """What stands here, and its keys."""
        from pathway.tui.screens.page import PageScreen
        from pathway.tui.texts import help_page

        if not isinstance(self.screen, PageScreen):
            self.push_screen(PageScreen("Keys and signs", help_page(self.screen)))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the screen can do now, for the palette; no pictures of patients among it."""
        offered = set()
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.id and binding.description and binding.action not in offered:
                offered.add(binding.action)
                run = partial(self.run_action, binding.action, active.node)
                title = f"{binding.description} ({self.get_key_display(binding)})"
                yield SystemCommand(title, binding.tooltip, run)
        for name, said in LOOKS.items():
            yield SystemCommand(f"look: {said}", "", partial(self._look, name))

    def action_look(self) -> None:
        """The next look."""
        names = list(LOOKS)
        at = names.index(self.theme) if self.theme in names else -1
        self._look(names[(at + 1) % len(names)])

    def _look(self, name: str) -> None:
        self.theme = name
        keep_theme(name)

    def _fatal_error(self) -> None:
        """A fault of this program: say so, without the values that its trace would show."""
        from rich.console import Group
        from rich.text import Text
        from rich.traceback import Traceback

        kept = "Unsaved answers were kept: open the patient again to get them back."
        trace = Traceback(show_locals=False, max_frames=12)
        self._exit_renderables.append(Group(trace, Text(f"The terminal failed. {kept}")))
        self._close_messages_no_wait()

    # -- leaving ---------------------------------------------------------------------------

    async def action_quit(self) -> None:
        """Close, after asking for each patient whose answers are not saved."""
        self._close_each()

    def _close_each(self) -> None:
        unsaved = self.sittings.unsaved
        if unsaved is None:
            self.exit(0)
            return
        if unsaved is not self.session:
            self._turn_to(unsaved)
        self._leave(lambda: self._close(self._close_each))

    def action_open_another(self) -> None:
        """Choose another patient; the one that is open stays open."""
        if self.session is not None:
            self.session = None
            self._show(self._choice())

    def action_close_patient(self) -> None:
        """Close this patient, after asking where answers are not saved."""
        self._leave(lambda: self._close(self._go_on))

    def _close(self, then: Callable[[], None]) -> None:
        """Take the patient off those that are open."""
        if self.session is not None:
            self.sittings.close(self.session)
        self.session = None
        then()

    def _go_on(self) -> None:
        """With the patient opened last, or the choice of one."""
        if (last := self.sittings.last) is not None:
            self._turn_to(last)
        else:
            self._show(self._choice())

    def _leave(self, then: Callable[[], None]) -> None:
        from pathway.tui.screens.leave import LeaveScreen

        if isinstance(self.screen, LeaveScreen):
            return
        if self.session is not None and self.session.unsaved:
            self.push_screen(LeaveScreen(self.session), partial(self._left, then))
        else:
            then()

    def _left(self, then: Callable[[], None], how: Leave | None) -> None:
        from pathway.tui.screens.leave import Leave
        from pathway.tui.screens.save import SaveScreen

        if self.session is None:
            return
        if how is Leave.DISCARD:
            self._forget(self.session)
            then()
        elif how is Leave.SAVE:
            self.push_screen(SaveScreen(self.session), partial(self._saved, then))

    def _saved(self, then: Callable[[], None], saved: Saved | None) -> None:
        from pathway.tui.screens.save import Saved

        if saved is Saved.WRITTEN:
            then()
        elif saved is Saved.READ_AGAIN:
            self.read_again()

    def _forget(self, session: Session) -> None:
        from pathway.tui import recovery

        try:
            recovery.drop(session)
        except OSError as error:
            self.notify(f"the answers kept for recovery stay: {error.strerror}", markup=False)


_ELSEWHERE = (
    "Another terminal has this patient open since {}. "
    "Whoever saves second is asked before anything is written over."
)
