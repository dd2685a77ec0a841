"""Where no answer to one question or to two changes anything, the smallest set of more is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations, product
from pathlib import Path
from random import Random
from typing import Final

from pathway.advice import give_advice
from pathway.engine import open_library
from pathway.patients.at_date import resolve
from pathway.patients.model import Entry, Patient
from pathway.program import CompiledProgram
from pathway.walk import Walk, walk

AS_OF: Final = date(2026, 11, 20)
NAMES: Final = ("a", "b", "c", "d", "e", "f", "g")
_THERAPY: Final = """\
therapy: {id}
title: {id}
kind: drug
contraindicated:
  - {{id: one, when: "{when}", because: so, source: [who]}}
"""
_FILES: Final = {
    "library.yaml": "title: Random\npathways: [way]\n",
    "sources.yaml": 'sources:\n  who: {cite: "WHO", type: guideline, year: 2023}\n',
    "red-flags.yaml": "red flags: {}\n",
    "vocabulary.yaml": "groups:\n  all: {title: All, question: What?}\nattributes:\n"
    + "".join(
        f"  {name}: {{title: {name}, type: yes/no, group: all}}\n" for name in ("here", *NAMES)
    ),
    "way.yaml": """\
pathway: way
title: Way
version: "1"
status: draft
limits: none
eligible: here
start: one
nodes:
  one:
    step: One
    offer: [{therapy: x}, {therapy: y}]
""",
}


def signs(rng: Random) -> str:
    """At least so many signs out of some, a few of them the other way round."""
    least, of = rng.choice(((2, 4), (3, 5), (3, 6), (4, 7)))
    chosen = [name if rng.random() < 0.7 else f"not {name}" for name in rng.sample(NAMES, of)]
    return " or ".join(f"({' and '.join(some)})" for some in combinations(chosen, least))


def a_pathway(rng: Random, folder: Path) -> CompiledProgram:
    """Two therapies with conditions that hang on several signs at once."""
    files = dict(_FILES)
    for id_ in ("x", "y"):
        when = signs(rng) if rng.random() < 0.7 else f"({signs(rng)}) and ({signs(rng)})"
        files[f"therapies/{id_}.yaml"] = _THERAPY.format(id=id_, when=when)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return open_library(folder).program("way")


def smallest_sets(walked: Walk) -> set[frozenset[str]]:
    """By brute force, each set of open attributes of which some answers change what is told."""
    open_ = [name for name in NAMES if walked[name] is None]
    every = [
        {name: value for name, value in zip(open_, values, strict=True) if value is not None}
        for values in product((None, True, False), repeat=len(open_))
    ]
    cases = walked.known.cases(every)
    changed = 0
    for name in ("option.x.action", "option.y.action", "node.one.current", "eligible"):
        changed |= cases.changed(name)
    sets = {frozenset(news) for at, news in enumerate(every, 1) if changed >> at & 1}
    return {one for one in sets if not any(other < one for other in sets)}


def some_patients(program: CompiledProgram, rng: Random) -> Iterator[Walk]:
    """Patients of whom nothing is known, or a few signs."""
    for count in (0, 0, 1, 2):
        known = {name: rng.random() < 0.5 for name in rng.sample(NAMES, count)}
        entries = {name: (Entry(value, on=AS_OF),) for name, value in known.items()}
        entries["here"] = (Entry(value=True, on=AS_OF),)
        patient = Patient("somebody", entries=entries, trials=())
        yield walk(program, resolve(patient, program, AS_OF))


def test_the_smallest_set_is_asked(tmp_path: Path) -> None:
    sizes: list[int] = []
    for number in range(12):
        rng = Random(number)
        program = a_pathway(rng, tmp_path / str(number))
        for walked in some_patients(program, rng):
            advice = give_advice(walked)
            smallest = smallest_sets(walked)
            sets = {frozenset((one.attribute, *one.together)) for one in advice.questions}
            assert sets <= smallest
            asked = frozenset[str]().union(*sets)
            waiting = [o for o in advice.options.values() if o.verdict == "pending"]
            assert [one.id for one in waiting if asked.isdisjoint(one.pending_on)] == []
            sizes += map(len, sets)
    assert max(sizes) == 4
    assert sum(size > 2 for size in sizes) > 12
