"""What an author has stated of a pathway and a change of it breaks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pathway.authoring.diff.programs import touched
from pathway.authoring.verify.properties import ProofOutcome, Property, named
from pathway.authoring.verify.proving import prove
from pathway.language.syntax import names
from pathway.program import CompiledProgram, Stated


def broken(
    old: CompiledProgram, new: CompiledProgram, changed: Iterable[str], as_of: date
) -> str | None:
    """The first statement that is proved of the old version and no longer holds of the new.

    Only those are asked again that rest on one of the changed names.
    """
    found = touched(new, changed)
    concerned = {stated.id for stated in new.properties if not found.isdisjoint(_read(stated))}
    before = {one.id: one for one in named.properties(old) if one.id in concerned}
    for one in named.properties(new):
        if one.id in before and _is_lost(one, as_of) and _holds(before[one.id], as_of):
            return one.id
    return None


# -- private -------------------------------------------------------------------------------


def _read(stated: Stated) -> Iterable[str]:
    return (*names(stated.occasion), *names(stated.conclusion))


def _is_lost(one: Property, as_of: date) -> bool:
    """A proof that says nothing any more is lost like one that fails; no answer is none."""
    return prove(one, as_of).verdict in (ProofOutcome.COUNTEREXAMPLE, ProofOutcome.SAYS_NOTHING)


def _holds(one: Property, as_of: date) -> bool:
    return prove(one, as_of).verdict is ProofOutcome.PROVED
