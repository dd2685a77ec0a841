"""The scenarios of features told again, without pytest, against other versions of a pathway.

Each is told once as it stands, and what it rested on is remembered: only a version in which
some of that means something else can make it fail.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import Final

from pathway.authoring.search import Claim, Decider, Finding
from pathway.authoring.spec.binding import BoundCase, bind
from pathway.authoring.spec.gherkin import ScenarioCase, read_feature
from pathway.authoring.spec.scenario_state import EVERYTHING, Followed, Story, UnmetError
from pathway.authoring.spec.words import LibraryWords
from pathway.engine import Library
from pathway.frozen import frozen
from pathway.ground.problems import PathwayError, Problem, Problems, UsageError, in_backticks

#: The tags of scenarios that need not hold.
LEFT_OUT: Final = frozenset({"skip", "xfail"})


@frozen
class ToldScenario:
    """A scenario that holds: where it stands, its steps, and what it rested on.

    `about_all` says that it speaks of every patient; `pathways` are those that it follows.
    """

    name: str
    place: str
    path: Path
    steps: BoundCase
    about_all: bool
    pathways: frozenset[str]
    rests_on: frozenset[str]

    def concerns(self, changed: Mapping[str, frozenset[str]]) -> bool:
        """Whether versions of pathways in which these names changed might break it."""
        there = [changed[id_] for id_ in self.pathways if changed.get(id_)]
        if EVERYTHING in self.rests_on:
            return bool(there)
        return any(not self.rests_on.isdisjoint(names) for names in there)


def scenarios(paths: Sequence[Path], library: Library, decider: Decider) -> list[ToldScenario]:
    """Every scenario of these features that counts, all of which hold; raises UsageError else.

    Those that their author has left out by a tag count as little as in `pathway spec`.
    """
    words, problems = LibraryWords(library), Problems()
    found: list[ToldScenario] = []
    for path in _features(paths):
        feature = read_feature(path, str(path), problems)
        if feature is None:
            continue
        bound = bind(feature, words, path, problems)
        if problems.errors:
            continue
        for scenario in feature.scenarios:
            for case in scenario.cases:
                if not LEFT_OUT.isdisjoint(case.tags):
                    continue
                steps = bound[scenario.name, tuple(case.row.items())]
                found.append(_told(scenario.name, case, path, steps, words, decider))
    if problems.errors:
        raise UsageError(problems.errors)
    return found


def breaks(told: ToldScenario, words: LibraryWords, decider: Decider) -> bool:
    """Whether a scenario fails with these words, whose library may be another version."""
    try:
        _tell(told.path, told.steps, words, decider)
    except (UnmetError, PathwayError):
        return True
    return False


def words_of(library: Library, words: LibraryWords) -> LibraryWords:
    """The same words with another version of the library behind them."""
    other = copy(words)
    other.library = library
    return other


# -- private -------------------------------------------------------------------------------


class _Noting:
    """A decider that notes what the claims rest on."""

    def __init__(self, decider: Decider) -> None:
        self._decider = decider
        self.rests_on: set[str] = set()

    def decide(self, claim: Claim) -> Finding:
        self.rests_on |= _closure(claim)
        return self._decider.decide(claim)


def _features(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.rglob("*.feature")) if path.is_dir() else [path]


def _told(
    name: str,
    case: ScenarioCase,
    path: Path,
    steps: BoundCase,
    words: LibraryWords,
    decider: Decider,
) -> ToldScenario:
    place = f"{case.span.source.name}:{case.span.line}"
    noting = _Noting(decider)
    try:
        story = _tell(path, steps, words, noting)
    except (UnmetError, PathwayError) as error:
        message = f"the scenario {in_backticks(name)} does not hold"
        hint = "only of specs that hold can be said what they notice: see `pathway spec`"
        raise UsageError([Problem("P512", message, case.span, hint)]) from error
    rests_on = set(noting.rests_on)
    for followed in story.journeys:
        rests_on.update(_footprint(followed))
    pathways = frozenset(followed.program.id for followed in story.journeys)
    about_all = story.everyone is not None
    return ToldScenario(name, place, path, steps, about_all, pathways, frozenset(rests_on))


def _tell(path: Path, steps: BoundCase, words: LibraryWords, decider: Decider) -> Story:
    story = Story(words, path)
    story.decider = decider
    for step, said in steps:
        said.carry_out(story)
        if step.keyword != "then":
            story.heard.append(step.line)
    return story


def _footprint(followed: Followed) -> Iterator[str]:
    """What was looked at, the definitions that this needed, and the attributes they read."""
    program = followed.program
    yield from followed.looked_at
    settled = [name for name in followed.values if name in program.by_name]
    yield from settled
    for name in settled:
        yield from program.reads[name]


def _closure(claim: Claim) -> set[str]:
    program = claim.program
    spoken_of = set(claim.names())
    needed = program.closure(name for name in spoken_of if name in program.by_name)
    found = spoken_of | {definition.name for definition in needed}
    for definition in needed:
        found |= program.reads[definition.name]
    return found
