"""What each question would change: no question is asked without a difference.

Every answer of every question is a case of the planes. A question makes a difference where some
answer of it, alone or together with one of another open question, changes what is done about a
therapy, a red flag or the step. Which of two reasons closes a therapy makes none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from pathway.names import ELIGIBLE, flag_name, node_name, option_name
from pathway.planes.fill import Cases, News
from pathway.walk import Walk

#: The answers of each question, by what it asks for.
Answers = Mapping[str, Sequence[News]]

#: How many questions that change nothing alone are tried together with how many others.
_IDLE: Final = 24
_OTHERS: Final = 8
#: And with how many answers of each.
_EACH: Final = 4


@dataclass(frozen=True, slots=True)
class Difference:
    """What the answers of a question change: therapies, red flags and nodes by their ids.

    `together` names the other question without which nothing changes.
    """

    options: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()
    together: tuple[str, ...] = ()


def differences(
    walk: Walk, therapies: Collection[str], answers: Answers, wanted: Collection[str] = ()
) -> Mapping[str, Difference]:
    """What each question changes; one that changes nothing, alone or with another, is left out.

    Two are asked together where neither changes anything alone, or where it is about a therapy
    that is `wanted`; else the second is asked once the first was answered.
    """
    telling = _Telling(walk, tuple(therapies))
    found = {name: one for name, one in telling.alone(answers).items() if one is not None}
    idle = list(islice((name for name in answers if name not in found), _IDLE))
    others = idle[:_OTHERS] + (list(islice(found, _OTHERS)) if wanted else [])
    together = telling.together(idle, others, answers)
    return {**found, **_asked_now(together, found, wanted)}


# -- private -------------------------------------------------------------------------------


def _asked_now(
    pairs: Mapping[str, Difference],
    alone: Mapping[str, Difference],
    wanted: Collection[str],
) -> Mapping[str, Difference]:
    """The pairs of which neither question changes anything alone, or that are about a wish."""
    return {
        name: one
        for name, one in pairs.items()
        if not alone.keys() & set(one.together) or set(one.options) & set(wanted)
    }


class _Telling:
    """One patient, and everything that is told of whoever that is."""

    def __init__(self, walk: Walk, therapies: Sequence[str]) -> None:
        self._known = walk.known
        self._told: dict[str, tuple[str, str]] = {ELIGIBLE: ("node", "")}
        for id_ in therapies:
            self._told[option_name(id_, "action")] = ("option", id_)
        for flag in walk.program.all_flags:
            self._told[flag_name(flag.id)] = ("flag", flag.id)
        for node in walk.program.nodes:
            if node.kind == "step" or node.may_be_pending:
                step = node.kind == "step"
                name = node_name(node.id, "current" if step else "reached")
                self._told[name] = ("node", node.id)

    def alone(self, answers: Answers) -> Mapping[str, Difference | None]:
        """What changes when one question is answered."""
        cases = self._known.cases([news for some in answers.values() for news in some])
        changed = [(name, cases.changed(name)) for name in self._told]
        changed = [row for row in changed if row[1]]
        found, start = dict[str, Difference | None](), 1
        for name, some in answers.items():
            mask = ((1 << len(some)) - 1) << start
            found[name] = self._difference(n for n, plane in changed if plane & mask)
            start += len(some)
        return found

    def together(
        self, idle: Sequence[str], others: Sequence[str], answers: Answers
    ) -> Mapping[str, Difference]:
        """What answers change once one other question is answered, too; the first such other."""
        if not idle:
            return {}
        first = [(other, news) for other in others for news in answers[other][:_EACH]]
        told: list[News] = [news for _, news in first]
        pairs: dict[tuple[str, int], int] = {}
        for name in idle:
            for at, (other, news) in enumerate(first, 1):
                if other != name:
                    pairs[name, at] = ((1 << len(answers[name])) - 1) << (len(told) + 1)
                    told += ({**news, **more} for more in answers[name])
        cases = self._known.cases(told)
        varying = [name for name in self._told if cases.changed(name)]
        beyond = [self._beyond(cases, varying, pairs, at) for at in range(1, len(first) + 1)]
        found: dict[str, Difference] = {}
        for (name, at), mask in pairs.items():
            names = [told for told, plane in beyond[at - 1] if plane & mask]
            if name not in found and (one := self._difference(names)) is not None:
                found[name] = replace(one, together=(first[at - 1][0],))
        return found

    def _beyond(
        self,
        cases: Cases,
        varying: Sequence[str],
        pairs: Mapping[tuple[str, int], int],
        at: int,
    ) -> list[tuple[str, int]]:
        """What comes to something else than in a case, among those that say more than it does."""
        mask = sum(pairs[pair] for pair in pairs if pair[1] == at)
        changed = ((name, cases.changed(name, at) & mask) for name in varying)
        return [row for row in changed if row[1]]

    def _difference(self, changed: Iterable[str]) -> Difference | None:
        found: dict[str, list[str]] = {"option": [], "flag": [], "node": []}
        for kind, id_ in (self._told[name] for name in changed):
            found[kind].append(id_)
        if not any(found.values()):
            return None
        nodes = filter(None, found["node"])
        return Difference(tuple(found["option"]), tuple(found["flag"]), tuple(nodes))
