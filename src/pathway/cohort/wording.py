"""The words and figures of reports: whatever is clinical in them comes from the pathway."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pathway.advice.questions import HISTORY
from pathway.cohort.columns import ALERTS, BEGUN, FINISHED, REACHED, STEPS
from pathway.cohort.reasons import cautions_of, spoken
from pathway.ground.vocabulary import RecordList
from pathway.names import complete_name, has_parts, without_kind
from pathway.names.reading import read_history
from pathway.program import CompiledProgram
from pathway.views.page import clean


class Titles:
    """What a reader calls an id: of a therapy, a step, a flag, an attribute, a rule that fires."""

    def __init__(self, program: CompiledProgram) -> None:
        self.program = program
        named: dict[str, str] = dict(program.titles)
        named |= {code: one.says for code, one in spoken(program).items()}
        named |= {id_: therapy.title for id_, therapy in program.therapies.items()}
        self._named: Mapping[str, str] = {id_: clean(title) for id_, title in named.items()}
        self.steps: Mapping[str, str] = {node.id: clean(node.title) for node in program.nodes}
        self.flags: Mapping[str, str] = {f.id: clean(f.title) for f in program.all_flags}

    def __getitem__(self, id_: str) -> str:
        """The title; an id without one, and a word, as it stands."""
        return self._named.get(id_, clean(id_))

    def question(self, id_: str) -> str:
        """What a first question is about: an attribute, a whole list, or what was tried."""
        if id_ in _LISTS:
            return f"whether the list of {_LISTS[id_]} is complete"
        if id_ == HISTORY:
            return "treatments so far"
        part = read_history(id_)
        return self[id_] if part is None else f"{self[part.therapy]}: what was tried"

    def cautions(self, therapy: str) -> frozenset[str]:
        """The codes of what is only a caution."""
        return frozenset(one.code for one in cautions_of(self.program, therapy))

    def section(self, name: str) -> str:
        """What a section of numbers is about, such as `verdict.nsaid`."""
        if not has_parts(name):
            return name.replace("_", " ")
        kind = name.partition(".")[0]
        return f"{self[without_kind(name)]}, {kind}"

    def within(self, section: str, about: str) -> str:
        """What a number in a section is about: steps, flags and therapies may share their ids."""
        if section == ALERTS:
            return self.flags.get(about, clean(about))
        if section in (STEPS, REACHED, BEGUN, FINISHED):
            return self.steps.get(about, clean(about))
        return self[about]


_LISTS: Final[Mapping[str, str]] = {complete_name(one): str(one) for one in RecordList}

#: Stands where a number is not told, or nobody is.
NOT_TOLD: Final = "–"


def figure(number: int | None) -> str:
    """A number of patients, written out."""
    return f"{number:,}" if number else NOT_TOLD


def share(number: int, every: int) -> str:
    """As a share of everybody."""
    return f"{100 * number / every:.1f} %" if every else ""
