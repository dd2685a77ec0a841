"""How a sitting in words leaves something behind: a decision, the file, a handout, a summary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pathway.advice.model import Option
from pathway.frozen import frozen
from pathway.tui import spoken
from pathway.tui.saving import FileChanged, contents, fault_of
from pathway.tui.session import Session
from pathway.views.document import Written
from pathway.views.forms import Form, PageForm
from pathway.views.leaving import LeavingPage, PageKind, Target, now
from pathway.views.page import clean

if TYPE_CHECKING:
    from pathway.tui.decision import Objection


def page_of(session: Session, kind: PageKind) -> LeavingPage:
    """A page about the sitting as it stands, written by whoever decides in it."""
    written = Written(session.actor or "", now())
    return LeavingPage(kind, session.told_advice, written, session.decided_here)


@frozen(slots=False)
class Leaving:
    """What commands of a sitting write.

    `say` tells, `ask` asks for one more line, and `twice` is whether something was said a
    second time, after a warning.
    """

    session: Session
    say: Callable[[str], None]
    ask: Callable[[str], str]
    twice: Callable[[str, str], bool]

    # -- files -----------------------------------------------------------------------------

    def save(self, name: str) -> None:
        """Write the answers to the patient's file, or to another one."""
        path = Path(name).expanduser() if name else self.session.path
        fault = self._fault_of(path)
        if path is None or fault:
            self.say(fault or "Not done: say save and the name of a file.")
            return
        ours = self.session.path is not None and path.resolve() == self.session.path.resolve()
        if not ours and path.exists() and not self._over(path, "is there already"):
            return
        try:
            self.session.save(path)
        except FileChanged:
            if self._over(path, "was changed by somebody else meanwhile"):
                self._write(lambda: self.session.save(path, over=True))
                self.say(f"Saved: {path}.")
            return
        except (OSError, ValueError) as error:
            self._not_written(error)
            return
        self.say(f"Saved: {path}.")

    def page(self, kind: str, name: str) -> None:
        """A page, said or written to a file; raises UsageError where it cannot be."""
        page = page_of(self.session, PageKind(kind))
        if not name:
            self.say(page.text(Form.NOTE).rstrip("\n"))
            return
        target = Target.of(Path(name).expanduser(), self.session.inputs, over=True)
        over = target.taken
        if over and not self._over(target.path, "is there already"):
            return
        if self._write(lambda: target.write(page.data(target.form), over=over)):
            self.say(f"Written: {target.path}, readable by you alone.")

    def print(self, name: str) -> None:
        """A page, handed to the printer; raises UsageError where it cannot be."""
        from pathway.views.printer import print_page, printer

        if name not in list(PageKind):
            self.say("Not done: say print handout, or print summary.")
            return
        printer()
        data = page_of(self.session, PageKind(name)).data(PageForm.PDF)
        self.say(f"Printing: {print_page(data, name)}.")

    # -- decisions ---------------------------------------------------------------------------

    def decide(self, option: Option, action: str) -> None:
        """Take a decision and record it; raises the errors of records and of refusals."""
        from pathway.records import DecisionChoice
        from pathway.tui import decision

        session, choice = self.session, DecisionChoice(action)
        against = decision.objections(session.advice, option.id, choice)
        draft = decision.Draft(option.id, choice)
        if choice is not DecisionChoice.ACCEPT:
            rules, reason = self._passed_over(against)
            if against and not (rules and reason):
                self.say("Not done: what is passed over has to be named, with a reason.")
                return
            draft = replace(draft, rules=rules, reason=reason)
        session.actor = session.actor or self.ask("Who decides?") or None
        if session.actor is None:
            self.say("Not done: a decision needs a name.")
            return
        made, place = decision.record(session, draft)
        told = len(session.told)
        decision.settle(session, draft, made)
        done = f"{choice.value} {clean(option.title)}"
        self.say(f"Recorded, number {made.sequence} in {place}: {done}.")
        if len(session.told) > told:  # a rule that was passed over is lifted in the file
            self.say(f"Told: {session.told[-1].said}.")
            for line in spoken.lines(spoken.changed(session.told[-1].changed)):
                self.say(line)

    def _passed_over(self, against: Sequence[Objection]) -> tuple[tuple[str, ...], str]:
        """What is passed over, by name, and the reason; nothing is named for anybody."""
        self.say(f"Against it: {len(against) or 'nothing'}.")
        for one in against:
            self.say(f"  {one.name}: {one.said}")
        rules: tuple[str, ...] = ()
        if against:
            rules = tuple(self.ask("Name what you pass over, each by its name:").split())
        wanted = rules or not against
        return rules, self.ask("The reason, in a sentence:") if wanted else ""

    # -- private ---------------------------------------------------------------------------

    def _fault_of(self, path: Path | None) -> str:
        """Why a file is none that a patient is saved to."""
        from pathway.fhir import looks_like_fhir

        try:
            data = contents(path)
        except OSError as error:
            return f"Not done: {fault_of(error)}."
        if data is not None and looks_like_fhir(data):
            return f"Not done: {path} is a health record; name another file for the answers."
        return ""

    def _over(self, path: Path, why: str) -> bool:
        return self.twice(str(path), f"{path} {why}. Say it again to write over it.")

    def _write(self, write: Callable[[], None]) -> bool:
        try:
            write()
        except (OSError, ValueError) as error:
            self._not_written(error)
            return False
        return True

    def _not_written(self, error: OSError | ValueError) -> None:
        why = fault_of(error) if isinstance(error, OSError) else str(error)
        self.say(f"Not done: {why}. Nothing was written.")
