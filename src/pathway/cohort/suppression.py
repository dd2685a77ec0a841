"""No group of fewer patients than so many is told, nor can its size be worked out.

What a report says of a therapy is the sum of groups: patients with the same verdict, action,
reasons and cautions. Groups that are too small are laid together *before* anything is summed; where
they are too few even so, some patients of the largest group are counted with them. All tables about
the therapy are then sums of the same numbers, none of which is that of a small group, and so is
whatever follows from them by addition and subtraction. That is why it does not matter which
sections there are, or what they have in common. No number is too high; some are a little too low.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

#: What a group has in common, the coarsest first.
Group: TypeAlias = tuple[str, ...]
#: Stands for whatever is not told of a group that was laid together of several.
OTHERS: Final = "others"


def laid_together(groups: Mapping[Group, int], fewest: int) -> Counter[Group]:
    """The groups, small ones together as `OTHERS`; what is coarse is kept where it can be.

    Those that have the beginning in common come together first. Where these are too few still, they
    go where more is left open, and at last together with some of the largest group.
    """
    found = Counter[Group]()
    left = sum(_lay(groups, 0, fewest, found))
    if left:
        nothing = tuple(OTHERS for _ in next(iter(groups)))
        # So many that nobody can tell whether all that are left are as large as they may be.
        step = 2 * (fewest - 1)
        found[nothing] += left + _lent(found, -left % step, fewest)
    return found


# -- private -------------------------------------------------------------------------------


def _lent(found: Counter[Group], needed: int, fewest: int) -> int:
    """So many patients of the largest group, or all where too few would be left of it."""
    if not needed or not found:
        return 0
    largest = min(found, key=lambda group: (OTHERS in group, -found[group], group))
    if found[largest] - needed < fewest:
        return found.pop(largest)
    found[largest] -= needed
    return needed


def _lay(
    groups: Mapping[Group, int], depth: int, fewest: int, found: Counter[Group]
) -> Sequence[int]:
    """Put those that can be told into `found`; the sizes of those that are left over."""
    by_part: dict[str, dict[Group, int]] = {}
    for group, count in groups.items():
        by_part.setdefault(group[depth], {})[group] = count
    left: list[int] = []
    for some in by_part.values():
        size = sum(some.values())
        if size < fewest:
            left.append(size)
        elif depth == len(next(iter(some))) - 1:
            found.update(some)
        else:
            left += _lay(some, depth + 1, fewest, found)
    # Where all are as large as a small group may be, their sum would give them away.
    told = sum(left) >= fewest and any(size < fewest - 1 for size in left)
    if not depth or not told:
        return left
    first = next(iter(groups))
    found[(*first[:depth], *[OTHERS] * (len(first) - depth))] += sum(left)
    return ()
