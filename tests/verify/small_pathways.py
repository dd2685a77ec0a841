"""Small pathways at random, and all their patients: for every way their few parts can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product
from pathlib import Path
from random import Random
from typing import Final

from pathway.engine import open_library
from pathway.ground.vocabulary import HISTORY, NOT_APPLICABLE, Value
from pathway.language.syntax import Result
from pathway.program import CompiledProgram
from pathway.walk import settle

_VOCABULARY: Final = """\
groups:
  all: {title: All, question: What?}
  signs: {title: Signs, question: Any?, red flag: true}
attributes:
  a: {title: a, type: yes/no, group: all}
  b: {title: b, type: yes/no, group: all, applies when: a}
  n: {title: n, type: number, range: [0, 10], group: all}
  sign: {title: sign, type: yes/no, group: signs}
"""
_SOURCES: Final = 'sources:\n  who: {cite: "WHO", type: guideline, year: 2023}\n'


def a_pathway(rng: Random, folder: Path) -> CompiledProgram:
    """Two therapies with some rules, one or two steps, perhaps a decision and a flag."""
    files = {
        "library.yaml": "title: Random\npathways: [way]\n",
        "vocabulary.yaml": _VOCABULARY,
        "sources.yaml": _SOURCES,
        "therapies/x.yaml": _therapy("x", "drug", rng),
        "therapies/y.yaml": _therapy("y", rng.choice(("injection", "exercise")), rng),
        "way.yaml": _way(rng),
        "red-flags.yaml": (
            "red flags:\n  flag:\n    title: flag\n    when: sign\n"
            f"    urgency: {rng.choice(('emergency', 'within 2 weeks', 'soon'))}\n"
            "    action: go\n    to: there\n    because: so\n    source: [who]\n"
        ),
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return open_library(folder).program("way")


def everybody(program: CompiledProgram) -> Iterator[Mapping[str, Result]]:
    """The values of all definitions for each patient, as far as anything can tell them apart."""
    rules = (rule.id for therapy in program.therapies.values() for rule in therapy.rules)
    lifted = {f"override.{rule}": Result(value=False) for rule in rules}
    attributes = [_attributes(signed) for signed in (True, False, None)]
    for told in (told for way in attributes for told in way):
        for history in _histories():
            values = {name: _result(name, value) for name, value in {**told, **history}.items()}
            yield settle(program.definitions, {**lifted, **values})


# -- private -------------------------------------------------------------------------------


def _condition(rng: Random, depth: int = 2) -> str:
    if depth and rng.random() < 0.6:
        one, other = (_condition(rng, depth - 1) for _ in range(2))
        return f"({one} {rng.choice(('and', 'or'))} {other})"
    limit = f"{rng.choice(('<', '<=', '>', '>='))} {rng.choice((3, 5))}"
    atom = rng.choice(("a", "b", f"n {limit}"))
    return f"not ({atom})" if rng.random() < 0.25 else atom


def _therapy(id_: str, kind: str, rng: Random) -> str:
    lines = [f"therapy: {id_}", f"title: {id_}", f"kind: {kind}", "adequate trial: {weeks: 2}"]
    for severity in ("contraindicated", "avoid", "caution"):
        if rng.random() < 0.6:
            rule = f"{{id: {severity}, when: {_condition(rng)}, because: so, source: [who]}}"
            lines += [f"{severity}:", f"  - {rule}"]
    return "\n".join(lines) + "\n"


def _way(rng: Random) -> str:
    first, second = ("x", "y") if rng.random() < 0.5 else ("y", "x")
    up = rng.choice(("at least 1 inadequate", "all closed", _condition(rng)))
    lines = [
        "pathway: way",
        "title: Way",
        'version: "1"',
        "status: draft",
        "limits: none",
        f"eligible: {_condition(rng, 1)}",
        "start: one",
        "nodes:",
        "  one:",
        "    step: One",
        f"    offer: [{_offer(first, rng)}]",
        f"    step up: {{when: {up}, to: choice}}",
    ]
    if rng.random() < 0.5:
        lines.append(f"    resolved: {{when: {_condition(rng, 1)}, to: done}}")
    lines += [
        "  choice:",
        "    decision: Which?",
        "    branches:",
        f"      - {{when: {_condition(rng, 1)}, to: two}}",
        f"      - {{when: {_condition(rng, 1)}, to: other}}",
        "    otherwise: done",
        "  two:",
        "    step: Two",
        f"    offer: [{_offer(second, rng)}]",
        *(["    step up: {when: all closed, to: other}"] if rng.random() < 0.5 else []),
        "  other: {refer: Other}",
        "  done: {end: Done}",
    ]
    return "\n".join(lines) + "\n"


def _offer(therapy: str, rng: Random) -> str:
    when = f", when: {_condition(rng, 1)}" if rng.random() < 0.5 else ""
    return f"{{therapy: {therapy}{when}}}"


def _attributes(sign: bool | None) -> Iterator[dict[str, Value | None]]:
    numbers: tuple[Value | None, ...] = (*map(Decimal, (2, 3, 4, 5, 6)), None)
    for a, b, n in product((True, False, None), (True, False, None, NOT_APPLICABLE), numbers):
        # Where it does not apply, an answer that nobody recorded is a no.
        if (b is NOT_APPLICABLE) is (a is False and b is not True and b is not False):
            yield {"a": a, "b": b, "n": n, "sign": sign}


def _histories() -> Iterator[dict[str, Value | None]]:
    """For both therapies: nothing taken down, or for each one of a few courses."""
    untaken: dict[str, Value | None] = dict.fromkeys(HISTORY)
    yield {f"{id_}.{part}": value for id_ in ("x", "y") for part, value in untaken.items()}
    none: dict[str, Value | None] = {
        part: NOT_APPLICABLE if part in ("weeks", "sessions", "dose") else False for part in HISTORY
    }
    tried = {**none, "ever": True, "weeks": Decimal(4), "sessions": None, "dose": None}
    courses = [
        none,
        {**tried, "adequate": True, "failed": True, "inadequate": True, "no_response": True},
        {**tried, "adequate": True, "partly_helped": True, "inadequate": True, "ongoing": True},
        {**none, "declined": True},
    ]
    for one, other in product(courses, repeat=2):
        named = (("x", one), ("y", other))
        yield {f"{id_}.{part}": value for id_, parts in named for part, value in parts.items()}


def _result(name: str, value: Value | None) -> Result:
    return Result(value, frozenset((name,)) if value is None else frozenset())
