"""What each question would change: no question is asked without a difference.

Every answer of every question is a case of the planes. A question makes a difference where some
answer of it, alone or together with one of another open question, changes what is done about a
therapy, a red flag or the step. Which of two reasons closes a therapy makes none. Where a therapy
waits and no answer of one or two of its questions changes anything (at least three signs out of
five), the smallest set of them is asked of which some answers do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice, product
from math import prod
from typing import Final, Literal

from pathway.frozen import frozen
from pathway.names import ELIGIBLE, NodePart, flag_name, node_name, option_name
from pathway.planes.columns import News, Table, WhatIfs, table_of
from pathway.planes.fill import Cases
from pathway.program import CompiledProgram
from pathway.walk import Walk

#: The answers of each question, by what it asks for.
Answers = Mapping[str, WhatIfs]

#: How many questions that change nothing alone are tried together with how many others.
_IDLE: Final = 24
_OTHERS: Final = 8
#: And with how many answers of each.
_EACH: Final = 4
#: So many ways of answering all questions of a therapy are tried, and of answering a set of them.
_WAYS: Final = 8
_PRODUCT: Final = 512


@frozen
class Difference:
    """What the answers of a question change: therapies, red flags and nodes by their ids.

    `together` names the other questions without which nothing changes.
    """

    options: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()
    together: tuple[str, ...] = ()


def differences(
    walk: Walk,
    therapies: Collection[str],
    answers: Answers,
    wanted: Collection[str],
    waiting: Mapping[str, Collection[str]],
) -> Mapping[str, Difference]:
    """What each question changes; one that changes nothing, alone or with others, is left out.

    Two are asked together where neither changes anything alone, or where it is about a therapy
    that is `wanted`; else the second is asked once the first was answered. More are, where a
    therapy is `waiting` for these questions and none of them is asked otherwise.
    """
    telling = _Telling(walk, tuple(therapies))
    found = {name: one for name, one in telling.alone(answers).items() if one is not None}
    idle = list(islice((name for name in answers if name not in found), _IDLE))
    others = idle[:_OTHERS] + (list(islice(found, _OTHERS)) if wanted else [])
    together = telling.together(idle, others, answers)
    found |= _asked_now(together, found, wanted)
    for names in waiting.values():
        if found.keys().isdisjoint(names):
            found |= telling.smallest({name: answers[name] for name in names})
    return found


def told_of(
    program: CompiledProgram, therapies: Iterable[str]
) -> Mapping[str, tuple[Literal["option", "flag", "node"], str]]:
    """The definitions in which a difference is seen, each with what it is about, by kind and id."""
    told: dict[str, tuple[Literal["option", "flag", "node"], str]] = {ELIGIBLE: ("node", "")}
    for id_ in therapies:
        told[option_name(id_, "action")] = ("option", id_)
    for flag in program.all_flags:
        told[flag_name(flag.id)] = ("flag", flag.id)
    for node in program.nodes:
        if node.kind == "step" or node.may_be_pending:
            part: NodePart = "current" if node.kind == "step" else "reached"
            told[node_name(node.id, part)] = ("node", node.id)
    return told


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
        self._told = told_of(walk.program, therapies)

    def alone(self, answers: Answers) -> Mapping[str, Difference | None]:
        """What changes when one question is answered."""
        table = Table()
        masks = {name: table.add(some) for name, some in answers.items()}
        cases = self._known.tabled(table)
        changed = [(name, cases.changed(name)) for name in self._told]
        changed = [row for row in changed if row[1]]
        return {
            name: self._difference(n for n, plane in changed if plane & mask)
            for name, mask in masks.items()
        }

    def together(
        self, idle: Sequence[str], others: Sequence[str], answers: Answers
    ) -> Mapping[str, Difference]:
        """What answers change once one other question is answered, too; the first such other."""
        if not idle:
            return {}
        first = [(other, news) for other in others for news in answers[other][:_EACH]]
        table = table_of([news for _, news in first])
        pairs: dict[tuple[str, int], int] = {}
        for name in idle:
            starts, width = 0, len(answers[name])
            for at, (other, _) in enumerate(first, 1):
                if other != name:
                    pairs[name, at] = ((1 << width) - 1) << table.count
                    starts |= 1 << table.count
                    table.count += width
            table.put(answers[name].columns, starts)
        for at, (_, news) in enumerate(first, 1):
            table.tell(news, sum(mask for (_, by), mask in pairs.items() if by == at))
        cases = self._known.tabled(table)
        varying = [name for name in self._told if cases.changed(name)]
        beyond = [self._beyond(cases, varying, pairs, at) for at in range(1, len(first) + 1)]
        found: dict[str, Difference] = {}
        for (name, at), mask in pairs.items():
            names = [told for told, plane in beyond[at - 1] if plane & mask]
            if name not in found and (one := self._difference(names)) is not None:
                found[name] = replace(one, together=(first[at - 1][0],))
        return found

    def smallest(self, answers: Answers) -> Mapping[str, Difference]:
        """The smallest set of questions found of which some answers change something."""
        answers = {name: some for name, some in answers.items() if some}
        ways = min(_WAYS, max(map(len, answers.values()), default=0))
        told = ({n: some[at % len(some)] for n, some in answers.items()} for at in range(ways))
        found: Mapping[str, News] = min(filter(None, map(self._needed, told)), key=len, default={})
        while smaller := self._with_one_less(found, answers):
            found = smaller
        changed = self._changed([_joined(found.values())])[0] if found else ()
        one = self._difference(changed)
        if one is None:
            return {}
        others = {name: tuple(other for other in found if other != name) for name in found}
        return {name: replace(one, together=others[name]) for name in found}

    def _needed(self, news: Mapping[str, News]) -> Mapping[str, News]:
        """Of these answers those without which nothing changes; none where nothing does at all."""
        if not self._changed([_joined(news.values())])[0]:
            return {}
        needed = dict(news)
        for name in news:
            fewer = {other: one for other, one in needed.items() if other != name}
            if self._changed([_joined(fewer.values())])[0]:
                needed = fewer
        return needed

    def _with_one_less(
        self, found: Mapping[str, News], answers: Answers
    ) -> Mapping[str, News] | None:
        """Other answers of fewer of these questions that change something, too."""
        for name in found:
            fewer = [other for other in found if other != name]
            if prod(len(answers[other]) for other in fewer) <= _PRODUCT:
                told = list(product(*(answers[other] for other in fewer)))
                for news, changed in zip(told, self._changed(map(_joined, told)), strict=True):
                    if changed:
                        return self._needed(dict(zip(fewer, news, strict=True)))
        return None

    def _changed(self, told: Iterable[News]) -> Sequence[Sequence[str]]:
        """What is told otherwise after each of these answers."""
        news = list(told)
        cases = self._known.cases(news)
        changed = [(name, cases.changed(name)) for name in self._told]
        return [
            [name for name, plane in changed if plane >> at & 1] for at in range(1, len(news) + 1)
        ]

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


def _joined(news: Iterable[News]) -> News:
    """What several answers say together."""
    return {name: value for one in news for name, value in one.items()}
