"""The names that an author may use in a step: a library's own, by id or by title.

`bleeding_disorder`, `bleeding disorder` and `a bleeding disorder` are the same attribute. A
name that fits nothing, or more than one thing, is a Problem and never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import copy
from functools import cached_property
from typing import Final

from pathway.authoring.traceability import recommendations_of
from pathway.engine import Library
from pathway.ground.problems import Problem, in_backticks, suggestion
from pathway.ground.vocabulary import Attribute, Group
from pathway.program import Therapy


class LibraryWords:
    """All names of one library, ready to be looked up; `terse` are the same without hints.

    A hint is looked for among all names, so it is left out where a name is only tried.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        programs = [library.program(id_) for id_ in library.pathways]
        vocabulary = library.vocabulary
        self._attributes = Names((id_, a.title) for id_, a in vocabulary.attributes.items())
        self._groups = Names((id_, g.title) for id_, g in vocabulary.groups.items())
        self._therapies = Names((id_, t.title) for id_, t in library.therapies.items())
        self._pathways = Names((p.id, p.title) for p in programs)
        self._steps = Names((node.title, node.id) for p in programs for node in p.nodes)
        self._own_steps: Names | None = None
        self._within: dict[str, LibraryWords] = {}
        self._flags = Names((flag.id, flag.title) for p in programs for flag in p.flags)
        self.recommendations = recommendations_of(library)
        self.guidelines = frozenset(self.recommendations.values())
        self._hints = True

    @cached_property
    def terse(self) -> LibraryWords:
        """These words, to try names that may well be none."""
        other = copy(self)
        other._hints = False  # noqa: SLF001 -- it is one of these
        return other

    def within(self, pathway: str) -> LibraryWords:
        """These words where a pathway is followed, whose own steps then come before all others."""
        if pathway not in self._within:
            nodes = self.library.program(pathway).nodes
            other = copy(self)
            other.__dict__.pop("terse", None)
            other._own_steps = Names((node.title, node.id) for node in nodes)  # noqa: SLF001
            self._within[pathway] = other
        return self._within[pathway]

    def attribute(self, text: str) -> Attribute | Problem:
        """The attribute of this name."""
        found = self._find(self._attributes, text, "P401", "attribute")
        return found if isinstance(found, Problem) else self.library.vocabulary.attributes[found]

    def therapy(self, text: str) -> Therapy | Problem:
        """The therapy of this name."""
        found = self._find(self._therapies, text, "P405", "therapy")
        return found if isinstance(found, Problem) else self.library.therapies[found]

    def groups(self, text: str) -> tuple[Group, ...] | Problem:
        """The question group of this name; `red flags` are all groups of red flags."""
        groups = self.library.vocabulary.groups
        if _plain(text) == "red flags":
            return tuple(group for group in groups.values() if group.red_flag)
        found = self._find(self._groups, text, "P109", "group of questions")
        return found if isinstance(found, Problem) else (groups[found],)

    def pathway(self, text: str) -> str | Problem:
        """The id of the pathway of this name."""
        return self._find(self._pathways, text, "P502", "pathway")

    def step(self, text: str) -> str | Problem:
        """The title of the step, or other node, of this name; first in the pathway followed."""
        if self._own_steps is not None:
            own = self._find(self._own_steps, text, "P106", "step")
            if isinstance(own, str) or self._own_steps.knows(text):
                return own
        return self._find(self._steps, text, "P106", "step")

    def flag(self, text: str) -> str | Problem:
        """The id of the red flag of this name."""
        return self._find(self._flags, text, "P106", "red flag")

    def _find(self, names: Names, text: str, code: str, what: str) -> str | Problem:
        return names.find(text, code, what, hints=self._hints)


class Names:
    """Things by what they are called; each brings its key and further names."""

    def __init__(self, called: Iterable[tuple[str, ...]]) -> None:
        self._exact: dict[str, dict[str, None]] = {}
        self._loose: dict[str, dict[str, None]] = {}
        for key, *others in called:
            for name in (key, *others):
                self._exact.setdefault(_plain(name), {})[key] = None
                for short in _shorter(name):
                    self._loose.setdefault(_plain(short), {})[key] = None

    def knows(self, text: str) -> bool:
        """Whether anything is called so, one thing or several."""
        name = _plain(text)
        return name in self._exact or name in self._loose

    def find(self, text: str, code: str, what: str, *, hints: bool = True) -> str | Problem:
        """The key of the one thing that is called so."""
        name = _plain(text)
        found = self._exact.get(name) or self._loose.get(name) or {}
        if len(found) == 1:
            return next(iter(found))
        if found:
            both = " and ".join(in_backticks(key) for key in found)
            message = f"{in_backticks(text)} is more than one {what}"
            return Problem(code, message, hint=f"it could be {both}")
        hint = suggestion(name, self._exact) if hints else None
        return Problem(code, f"unknown {what} {in_backticks(text)}", hint=hint)


def one_of(text: str, allowed: Mapping[str, object], what: str) -> Problem:
    """The problem with a word that is none of the allowed ones."""
    message = f"{in_backticks(text)} is not {what}"
    hint = suggestion(text.lower(), allowed) or f"possible is: {', '.join(allowed)}"
    return Problem("P111", message, hint=hint)


# -- private -------------------------------------------------------------------------------

_ARTICLE: Final = re.compile(r"^(?:an?|the|any) ")
_BRACKETS: Final = re.compile(r"^(.*\S)\s*\(([^()]*)\)$")


def _plain(name: str) -> str:
    """A name without the differences that do not matter: case, underscores, article, spaces."""
    spaced = " ".join(name.replace("_", " ").casefold().split())
    return _ARTICLE.sub("", spaced)


def _shorter(name: str) -> list[str]:
    """What else a thing is called: without its brackets, what is in them, each side of an *or*."""
    bracketed = _BRACKETS.match(name)
    parts = [bracketed[1], bracketed[2]] if bracketed is not None else []
    whole = bracketed[1] if bracketed is not None else name
    sides = whole.split(" or ")
    return [*parts, *(sides if len(sides) == 2 and all(" " not in side for side in sides) else ())]
