"""What is always in sight: whose advice it is, how far to trust it, and how urgent it is."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from pathway.advice.advice import Advice
from pathway.tui.person import age_and_sex
from pathway.tui.session import Session
from pathway.tui.widgets.saying import say
from pathway.views.columns import cells
from pathway.views.contents import STATUS_WORDS
from pathway.views.entries import whom
from pathway.views.page import clean
from pathway.views.problems import plural
from pathway.views.tones import URGENCY_MARKS

#: What stands in the banner of a copy.
HYPOTHETICAL = "HYPOTHETICAL, nothing is recorded"
#: Below this width not everything fits.
_SHORT = 76
#: Cells beside the text of a line.
_BESIDE = 2


class Banner(Vertical):
    """The patient, the pathway with its status, and the outcome, in words first."""

    def __init__(self) -> None:
        super().__init__()
        self._session: Session | None = None

    def compose(self) -> ComposeResult:
        """Four lines, the last of which may grow."""
        with Horizontal():
            yield Static(id="whom", markup=False)
            yield Static(id="when", markup=False)
        yield Static(id="person", markup=False)
        yield Static(id="which", markup=False)
        yield Static(id="outcome", markup=False)

    def on_resize(self) -> None:
        """Where room is short, what must not be clipped comes first."""
        if self._session is not None:
            self.show(self._session)

    def show(self, session: Session) -> None:
        """Show the session as it is now."""
        self._session, advice = session, session.advice
        width = self.screen.size.width
        self._say("#whom", _whom(advice))
        self._say("#person", _fitted(_person(session), width))
        say(self.query_one("#when", Static), _when(session))
        self._say("#which", _which(advice, width))
        outcome = self.query_one("#outcome", Static)
        say(outcome, " · ".join((*outcome_parts(advice), *unread(session))))
        outcome.set_class(advice.outcome == "urgent", "-alarm")
        outcome.set_class(advice.outcome not in ("urgent", "advice"), "-ask")
        self.set_class(session.is_hypothetical, "-copy")

    def _say(self, part: str, text: str) -> None:
        """A line of its own, whatever it says."""
        say(self.query_one(part, Static), text, layout=False)


def outcome_parts(advice: Advice) -> tuple[str, ...]:
    """How urgent, what came out, and what the advice rests on."""
    present = [clean(alert.title) for alert in advice.alerts if alert.state == "present"]
    parts = [clean(advice.outcome).upper()]
    if advice.urgency is not None:
        parts.insert(0, f"{URGENCY_MARKS[advice.urgency]}: {', '.join(present)}")
    unanswered, total = advice.red_flag_count
    told = f"red flags: {len(present)} PRESENT" if present else "red flags:"
    if unanswered:
        told += f"{',' if present else ''} {unanswered} of {total} unanswered"
    elif not present:
        told += " none" if advice.red_flags == "none" else " none so far" if total else " not asked"
    parts.append(told)
    parts.append(f"{len(advice.questions)} unknown")
    parts.append(f"{len(advice.assumptions)} assumed")
    if advice.strict:
        parts.append("strict: nothing assumed")
    return tuple(parts)


def _fitted(parts: tuple[str, str], width: int) -> str:
    """Two parts as a line; what must not be clipped stands first where they do not fit."""
    line = " · ".join(parts)
    fits = width >= _SHORT and cells(line) <= width - _BESIDE
    return line if fits else " · ".join(parts[::-1])


def unread(session: Session) -> tuple[str, ...]:
    """That nobody knows what was decided in earlier sittings, where that is so."""
    why = clean(session.unread)
    return (f"[!] earlier decisions could not be read: {why}",) if why else ()


def _whom(advice: Advice) -> str:
    """Name, birth date and number; without a name the number first, which is never clipped."""
    patient = advice.patient
    if patient.name:
        return whom(advice)
    return " · ".join(dict.fromkeys(filter(None, map(clean, (patient.id, patient.label)))))


def _person(session: Session) -> tuple[str, str]:
    facts, vocabulary = session.advice.facts, session.library.vocabulary
    about = age_and_sex(facts, vocabulary) or "age and sex not known"
    return about, clean(session.advice.allergies.words)


def _when(session: Session) -> str:
    day = f"as of {session.as_of}"
    parts = [day if session.patient.example is None else f"EXAMPLE, {day}"]
    if session.is_hypothetical:
        parts.append(HYPOTHETICAL)
    elif session.unsaved:
        parts.append("NOT SAVED, NOT KEPT" if session.unkept else "NOT SAVED")
    if session.beside:
        parts.append(f"{session.beside} more (F2)")
    return " · ".join(parts)


def _which(advice: Advice, width: int) -> str:
    """The pathway with its status, and how many others would do where there is room for it."""
    pathway = advice.pathway
    status = STATUS_WORDS.get(pathway.status, clean(pathway.status))
    title = f"{clean(pathway.title)} {clean(pathway.version)}".rstrip()
    line = _fitted((title, status), width)
    others = len(advice.chosen.instead) if advice.chosen is not None else 0
    more = f"{line} · f: {plural(others, 'other pathway')} would do" if others else line
    return more if cells(more) <= width - _BESIDE else line
