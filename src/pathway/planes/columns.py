"""Answers that somebody may give, each of them a case, in columns: where a name has which value.

Whoever tries many answers needs the columns alone. Those of one question are the same for every
patient, so they are made once and moved to where its cases stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pathway.ground.cached import cached_property
from pathway.ground.vocabulary import Value

#: What an answer says: the value of each attribute that it names.
News = Mapping[str, Value]
#: The cases in which an attribute has each of the values that answers give it.
Columns = Mapping[str, Mapping[Value, int]]


class WhatIfs(tuple[News, ...]):
    """Some answers, with their columns; the first answer is bit 0."""

    @cached_property
    def columns(self) -> Columns:
        """Where a name has which value."""
        columns: dict[str, dict[Value, int]] = {}
        for at, news in enumerate(self):
            for name, value in news.items():
                column = columns.setdefault(name, {})
                column[value] = column.get(value, 0) | 1 << at
        return columns


def joined(parts: Iterable[WhatIfs]) -> WhatIfs:
    """The answers of all parts in a row; their columns are put together from those of the parts."""
    table, parts = Table(0), tuple(parts)
    for part in parts:
        table.add(part)
    whole = WhatIfs(news for part in parts for news in part)
    vars(whole)["columns"] = table.columns
    return whole


class Table:
    """Columns that grow; `count` is the number of cases so far."""

    def __init__(self, count: int = 1) -> None:
        """The first `count` cases, in which nothing more is known: one is the patient as known."""
        self.columns: dict[str, dict[Value, int]] = {}
        self.count = count

    def add(self, answers: WhatIfs) -> int:
        """Add a case for each answer; returns these cases."""
        start, self.count = self.count, self.count + len(answers)
        self.put(answers.columns, 1 << start)
        return ((1 << len(answers)) - 1) << start

    def put(self, columns: Columns, starts: int) -> None:
        """Enter columns wherever a case is that is their first; these must not overlap."""
        if not starts:
            return
        for name, column in columns.items():
            here = self.columns.setdefault(name, {})
            for value, plane in column.items():
                here[value] = here.get(value, 0) | plane * starts

    def tell(self, news: News, cases: int) -> None:
        """Have an answer given in cases, too; what these know of already stays as it is."""
        for name, value in news.items():
            here = self.columns.setdefault(name, {})
            here[value] = here.get(value, 0) | cases & ~sum(here.values())


def table_of(answers: Sequence[News]) -> Table:
    """The patient as known, and then a case for each answer."""
    table = Table()
    table.add(answers if isinstance(answers, WhatIfs) else WhatIfs(answers))
    return table
