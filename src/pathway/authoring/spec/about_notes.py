"""What `Then` steps about notes do: what is said beside the verdicts."""

from __future__ import annotations

from pathway.authoring.spec.about_advice import mentions
from pathway.authoring.spec.scenario_state import Story, UnmetError
from pathway.names import Owner, therapy_owner
from pathway.program import Therapy


def note_says(story: Story, therapy: Therapy, why: str) -> None:
    """A note on a therapy, or a remark, that is shown of it to this patient's clinician."""
    shown = _notes(story, therapy_owner(therapy.id))
    if not mentions(shown, why):
        came = "; ".join(shown) or "no note is shown"
        raise UnmetError(f"a note for {therapy.title} says “{why}”", came, therapy.id)


def no_note_says(story: Story, therapy: Therapy, why: str) -> None:
    """A note that is not shown of a therapy."""
    shown = [text for text in _notes(story, therapy_owner(therapy.id)) if mentions([text], why)]
    if shown:
        raise UnmetError(f"no note for {therapy.title} says “{why}”", shown[0], therapy.id)


def advice_notes(story: Story, text: str) -> None:
    """A note of the pathway or of a place in it."""
    shown = _notes(story)
    if not mentions(shown, text):
        raise UnmetError(f"the advice notes “{text}”", "; ".join(shown) or "nothing is noted")


def advice_notes_not(story: Story, text: str) -> None:
    """A note that is not shown."""
    shown = [one for one in _notes(story) if mentions([one], text)]
    if shown:
        raise UnmetError(f"the advice does not note “{text}”", shown[0])


# -- private -------------------------------------------------------------------------------


def _notes(story: Story, owner: Owner | None = None) -> list[str]:
    """The texts of the notes that are shown, of one owner or of all."""
    return [note.text for note in story.advice.notes if owner in (None, note.owner)]
