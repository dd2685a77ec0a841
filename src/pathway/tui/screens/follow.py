"""The pathway that is followed, what else would do for this patient, and a way to change it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option as Row

from pathway.advice.advice import Advice
from pathway.frozen import frozen
from pathway.tui.session import Session
from pathway.tui.widgets.rows import Rows
from pathway.views.page import clean


@frozen
class FollowedPathway:
    """One pathway of the library, or None for the complaint's own, as it stands to the patient."""

    id: str | None
    title: str
    standing: str


class FollowScreen(ModalScreen[bool]):
    """A list of the library's pathways, those for this patient first; true where one was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(False)", "back")]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._listed = tuple(pathways_for(session))

    def compose(self) -> ComposeResult:
        """The one that is followed, why, and all others."""
        chosen = self._session.advice.chosen
        why = f"It was chosen because {clean(chosen.because)}." if chosen is not None else _NAMED
        with Vertical(classes="dialog"):
            yield Static(_title(self._session), classes="title", markup=False)
            yield Static(why if self._session.advice.pathway.id else _NONE, markup=False)
            yield Rows(*(Row(_row(one)) for one in self._listed), markup=False)
            yield Static("Enter follows it · Esc back", classes="hint", markup=False)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        wanted = self._listed[event.option_index].id
        changes = wanted != self._session.pathway
        if changes:
            self._session.follow(wanted)
        self.dismiss(changes)


_NAMED: Final = "It was chosen by name."
_NONE: Final = "No complaint is recorded that a pathway is for."


def pathways_for(session: Session) -> Iterator[FollowedPathway]:
    """Every pathway, and how it stands to the patient; those that would do come first."""
    own = session.library.advise(session.patient, None, session.as_of)
    known = own.pathway.title if own.pathway.id else "none yet"
    yield FollowedPathway(None, "as the complaint says", clean(known))
    found = [_standing(session, own, id_) for id_ in session.library.pathways]
    yield from sorted(found, key=lambda one: _ORDER.index(one.standing))


def _standing(session: Session, own: Advice, id_: str) -> FollowedPathway:
    meant = (own.pathway.id, *(own.chosen.instead if own.chosen is not None else ()))
    title = clean(session.library.program(id_).title)
    if id_ == session.advice.pathway.id:
        return FollowedPathway(id_, title, _FOLLOWED)
    if id_ not in session.library.current:
        return FollowedPathway(id_, title, _RETIRED)
    if id_ in meant:
        return FollowedPathway(id_, title, _WOULD_DO)
    advice = session.library.advise(session.patient, id_, session.as_of)
    return FollowedPathway(id_, title, _NOT_FOR if advice.eligible is False else _OTHER)


_FOLLOWED: Final = "followed now"
_WOULD_DO: Final = "would do too"
_OTHER: Final = "for another complaint"
_NOT_FOR: Final = "not for this patient"
_RETIRED: Final = "retired"
_ORDER: Final = (_FOLLOWED, _WOULD_DO, _OTHER, _NOT_FOR, _RETIRED)


def _title(session: Session) -> str:
    title = clean(session.advice.pathway.title)
    return f"Followed: {title}" if session.advice.pathway.id else "No pathway is followed"


def _row(one: FollowedPathway) -> Content:
    return Content.assemble(one.title, (f"  {one.standing}", "$foreground-muted"))
