"""A counterexample made as small as it can be, so that a reader sees what matters.

Recorded things are taken out in groups and one by one, and what is left is made plainer,
while the claim still fails.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from pathway.authoring.search.space import HISTORY_TAKEN, Sketch, Space, sort_of
from pathway.authoring.search.steering import with_part


def smallest(sketch: Sketch, space: Space, fails: Callable[[Sketch], bool]) -> Mapping[str, int]:
    """A sketch for which `fails` is still true, and no longer if anything is taken out.

    What nobody asked about this patient is first filled in from an ordinary one, so that
    nothing strange is left to make up for an answer.
    """
    ordinary = space.ordinary
    now = {name: number for name, number in sketch.items() if number}
    for name in sorted(ordinary.keys() - now.keys()):
        filled = with_part(now, name, ordinary[name])
        if fails(filled):
            now = filled
    before: dict[str, int] = {}
    for _ in range(_ROUNDS):
        if now == before:
            break
        before = dict(now)
        now = _plainer(_familiar(_without(now, fails), space, fails), fails)
    return dict(sorted(_without(now, fails).items()))


# -- private -------------------------------------------------------------------------------

#: Usually the second round changes nothing any more.
_ROUNDS: Final = 8
#: What is taken out first, and what last because it says much in few words.
_ORDER: Final = ("override", "wish", "trials", "", "complete", HISTORY_TAKEN)


def _without(sketch: dict[str, int], fails: Callable[[Sketch], bool]) -> dict[str, int]:
    """Of each sort, halves, quarters and so on down to single things are taken out."""
    for sort in _ORDER:
        names = [name for name in sorted(sketch) if sort_of(name)[0] == sort]
        size = len(names)
        while size:
            for start in range(0, len(names), size):
                group = frozenset(names[start : start + size])
                smaller = {name: number for name, number in sketch.items() if name not in group}
                if len(smaller) < len(sketch) and fails(smaller):
                    sketch = smaller
            size //= 2
    return sketch


def _familiar(
    sketch: dict[str, int], space: Space, fails: Callable[[Sketch], bool]
) -> dict[str, int]:
    """A plain answer in place of an override, a wish or a date, where one will do."""
    for strange in sorted(sketch):
        if strange in space.ordinary or sort_of(strange)[0] == "trials":
            continue
        rest = with_part(sketch, strange, 0)
        answers = (
            with_part(rest, name, number)
            for name in sorted(space.ordinary.keys() - rest.keys())
            for number in range(1, space.plain(name) + 1)
        )
        sketch = next((answer for answer in answers if fails(answer)), sketch)
    return sketch


def _plainer(sketch: dict[str, int], fails: Callable[[Sketch], bool]) -> dict[str, int]:
    """Each thing in the plainest way that will do; ways are numbered from the plainest on."""
    for name in sorted(sketch):
        for number in range(1, sketch[name]):
            plainer = with_part(sketch, name, number)
            if fails(plainer):
                sketch = plainer
                break
    return sketch
