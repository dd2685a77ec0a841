"""Which recommendations scenarios are tied to, by tags such as `@acp-2017.2`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pathway.engine import Library
from pathway.problems import Problem, Problems, in_backticks
from pathway.pytest_plugin.binding import check_tags
from pathway.pytest_plugin.gherkin import read_feature
from pathway.pytest_plugin.words import Words


def features_near(folder: Path) -> Sequence[Path]:
    """The feature files that speak of a library: in its folder, or in `features` beside it."""
    folder = folder.absolute()
    places = (folder / "features", folder.parent / "features")
    return [path for place in places for path in sorted(place.rglob("*.feature"))]


def untraced(library: Library, features: Iterable[Path]) -> Problems:
    """Recommendations without any scenario, and tags without a recommendation."""
    problems, words = Problems(), Words(library)
    tags: set[str] = set()
    for path in features:
        read = read_feature(path, _shown(path), Problems())  # other mistakes show when it runs
        if read is not None:
            check_tags(read, words, problems)
            tags.update(read.tags)
    if tags:
        problems.extend(_without_scenario(library, tags))
    return problems


# -- private -------------------------------------------------------------------------------


def _shown(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _without_scenario(library: Library, tags: set[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for id_ in library.pathways:
        program = library.program(id_)
        for one in program.recommendations:
            if one.id not in seen and one.id not in tags:
                message = f"no scenario has the tag `@{one.id}`"
                hint = f"tag the scenarios that expect something of {in_backticks(one.title)}"
                yield Problem("P610", message, program.by_name[one.direct].span, hint)
            seen.add(one.id)
