"""Pathways of up to twelve options at random, as files, and random edits of any files."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Final

from pathway.engine import Library, open_library
from pathway.ground.problems import LibraryError

#: The text of each file, by its name.
Files = Mapping[str, str]

_VOCABULARY: Final = """\
groups:
  all: {title: All, question: What?}
  signs: {title: Signs, question: Any?, red flag: true}
attributes:
  a: {title: a, type: yes/no, group: all}
  b: {title: b, type: yes/no, group: all, applies when: a}
  c: {title: c, type: yes/no, group: all}
  n: {title: n, type: number, range: [0, 10], group: all}
  m: {title: m, type: number, unit: mg, range: [0, 100], group: all}
  k: {title: k, type: choice, choices: [one, two, three], group: all}
  day: {title: day, type: date, group: all}
  sign: {title: sign, type: yes/no, group: signs}
definitions:
  low: {title: low, define: n < 4 or b}
"""
_KINDS: Final = ("drug", "injection", "exercise", "manual", "self-care", "education", "surgery")


def a_library(rng: Random) -> Files:
    """A library of one pathway, `way`, with three to twelve options."""
    therapies = [f"t{number}" for number in range(rng.randint(3, 12))]
    files = {
        "library.yaml": "title: Random\npathways: [way]\n",
        "vocabulary.yaml": _VOCABULARY,
        "sources.yaml": 'sources:\n  who: {cite: "WHO", type: guideline, year: 2023}\n',
        "red-flags.yaml": _flags(therapies, rng),
        "recommendations/g.yaml": _guideline(therapies, rng),
        "way.yaml": _way(therapies, rng),
    }
    return files | {f"therapies/{t}.yaml": _therapy(t, therapies, rng) for t in therapies}


def opened(files: Files, folder: Path) -> Library | None:
    """The library of these files; None where its checks refuse it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    try:
        return open_library(folder)
    except LibraryError:
        return None


def edited(files: Files, rng: Random) -> tuple[Files, str]:
    """The files with one edit somewhere, and what was done; it may mean the same as before."""
    names = sorted(name for name in files if name not in _UNTOUCHED)
    while True:
        name = rng.choice(names)
        edit, pattern = rng.choice(list(_EDITS.items()))
        places = list(pattern.finditer(files[name]))
        if not places:
            continue
        place = rng.choice(places)
        new = _MADE[edit](place, rng)
        if new != place[0]:
            text = files[name]
            changed = text[: place.start()] + new + text[place.end() :]
            return {**files, name: changed}, f"{name}: {edit}: {place[0]!r} -> {new!r}"


# -- edits ---------------------------------------------------------------------------------

#: What a record means is not compared by the solver; sources and the like are nobody's advice.
_UNTOUCHED: Final = ("library.yaml", "vocabulary.yaml", "sources.yaml", "parameters.yaml")
_CONDITION: Final = r"((?:when|eligible|population): )([^{}\[\],\"\n#]+?)(?=[,}\n])"
_EDITS: Final[Mapping[str, re.Pattern[str]]] = {
    "a comparison": re.compile(r"(?<= )(<=|>=|<|>)(?= \d)"),
    "a threshold": re.compile(r"(?<=[<>=] )\d+(?=[ )},\n])"),
    "a value": re.compile(r"(?<=then )\d+|(?<=else )\d+|(?<=[*+] )\d+"),
    "and for or": re.compile(r"(?<= )(and|or)(?= )"),
    "the same, negated twice": re.compile(_CONDITION),
    "the same, with a part that says nothing": re.compile(_CONDITION),
    "the contrary": re.compile(_CONDITION),
    "an urgency": re.compile(r"(?<=urgency: )(emergency|within 2 weeks|soon)"),
    "a direction": re.compile(r"(?<=direction: )(for|against)"),
    "weeks of a trial": re.compile(r"(?<=weeks: )\d+"),
    "a rule less": re.compile(r"^  - \{id: .*\n", re.MULTILINE),
    "an offer less": re.compile(r", \{therapy: t\d+[^{}]*\}"),
    "other words": re.compile(r"(?<=because: )\w+|(?<=text: )\w+"),
}


def _otherwise(*words: str) -> Callable[[re.Match[str], Random], str]:
    return lambda place, rng: rng.choice([word for word in words if word != place[0]])


def _number(place: re.Match[str], rng: Random) -> str:
    return str(max(int(place[0]) + rng.choice((-1, 1, 2)), 0))


_MADE: Final[Mapping[str, Callable[[re.Match[str], Random], str]]] = {
    "a comparison": _otherwise("<", "<=", ">", ">="),
    "a threshold": _number,
    "a value": _number,
    "and for or": _otherwise("and", "or"),
    "the same, negated twice": lambda place, _: f"{place[1]}not (not ({place[2]}))",
    "the same, with a part that says nothing": lambda place, _: (
        f"{place[1]}({place[2]}) or (({place[2]}) and ({place[2]}))"
    ),
    "the contrary": lambda place, _: f"{place[1]}not ({place[2]})",
    "an urgency": _otherwise("emergency", "within 2 weeks", "soon"),
    "a direction": _otherwise("for", "against"),
    "weeks of a trial": _number,
    "a rule less": lambda _place, _rng: "",
    "an offer less": lambda _place, _rng: "",
    "other words": lambda place, _: f"{place[0]}, perhaps",
}


# -- the files of a library ----------------------------------------------------------------


def _condition(rng: Random, depth: int = 2) -> str:
    if depth and rng.random() < 0.5:
        one, other = (_condition(rng, depth - 1) for _ in range(2))
        return f"({one} {rng.choice(('and', 'or'))} {other})"
    atom = rng.choice(
        (
            *("a", "b", "c", "low", "t0.failed", "t1.ongoing"),
            f"n {rng.choice(('<', '<=', '>', '>='))} {rng.randint(2, 8)}",
            f"m {rng.choice(('<', '>='))} {rng.choice((20, 21, 50))} 'mg'",
            f"t0.weeks >= {rng.randint(2, 6)} weeks",
        )
    )
    return f"not ({atom})" if rng.random() < 0.25 else atom


def _when(rng: Random, share: float, depth: int = 1) -> str:
    return f", when: {_condition(rng, depth)}" if rng.random() < share else ""


def _flags(therapies: list[str], rng: Random) -> str:
    lines = ["red flags:"]
    for number in range(rng.randint(1, 2)):
        lines += [
            f"  flag{number}:",
            f"    title: flag {number}",
            f"    when: {rng.choice(('sign', 'sign and n > 5', 'sign or (c and n < 3)'))}",
            f"    urgency: {rng.choice(('emergency', 'within 2 weeks', 'soon'))}",
            "    action: go",
            "    to: there",
            "    because: so",
            "    source: [who]",
        ]
        if rng.random() < 0.5:
            lines.append(f"    offers: [{{therapy: {rng.choice(therapies)}}}]")
    return "\n".join(lines) + "\n"


def _guideline(therapies: list[str], rng: Random) -> str:
    lines = ["guideline: g", "title: G", "year: 2020", "source: who", "scope: all"]
    lines.append("recommendations:")
    for number, therapy in enumerate(rng.sample(therapies, min(3, len(therapies)))):
        lines += [
            f"  r{number}:",
            "    statement: Do so",
            f"    therapies: [{therapy}]",
            f"    direction: {rng.choice(('for', 'for', 'against'))}",
            f"    population: {_condition(rng, 1)}",
        ]
    return "\n".join(lines) + "\n"


def _therapy(id_: str, therapies: list[str], rng: Random) -> str:
    lines = [f"therapy: {id_}", f"title: {id_}", f"kind: {rng.choice(_KINDS)}"]
    lines.append(f"adequate trial: {{weeks: {rng.randint(2, 6)}}}")
    for severity in ("contraindicated", "avoid", "caution"):
        if rng.random() < 0.5:
            rule = f"id: {severity}, when: {_condition(rng)}, because: so, source: [who]"
            lines += [f"{severity}:", f"  - {{{rule}}}"]
    if rng.random() < 0.3:
        lines += ["notes:", f"  - {{kind: information, text: note{_when(rng, 0.6)}}}"]
    return "\n".join(lines) + "\n"


def _way(therapies: list[str], rng: Random) -> str:
    size = max(len(therapies) // 3, 1)
    steps = [therapies[start : start + size] for start in range(0, len(therapies), size)]
    lines = [
        "pathway: way",
        "title: Way",
        'version: "1"',
        "status: draft",
        "limits: none",
        f"eligible: {rng.choice(('a', 'c', 'n < 8', 'a or n > 3'))}",
        "adopts: [g]",
        "definitions:",
        f"  dose: {{title: dose, define: if n < {rng.randint(3, 7)} then 10 else 20}}",
        f"  sum: {{title: sum, define: n * {rng.randint(2, 4)} + 1}}",
        f"  later: {{title: later, define: day + {rng.randint(2, 9)} weeks}}",
        "start: s0",
        "nodes:",
    ]
    for number, offered in enumerate(steps):
        after = f"s{number + 1}" if number + 1 < len(steps) else "choice"
        offers = ", ".join(f"{{therapy: {t}{_when(rng, 0.4)}}}" for t in offered)
        up = rng.choice(("at least 1 inadequate", "all closed", _condition(rng, 1)))
        lines += [f"  s{number}:", f"    step: Step {number}", f"    offer: [{offers}]"]
        lines.append(f"    step up: {{when: {up}, to: {after}}}")
        if rng.random() < 0.3:
            lines.append(f"    resolved: {{when: {_condition(rng, 1)}, to: done}}")
    lines += [
        "  choice:",
        "    decision: Which?",
        "    branches:",
        f"      - {{when: {_condition(rng, 1)}, to: other}}",
        "    otherwise: done",
        "  other: {refer: Other}",
        "  done:",
        "    end: Done",
        f"    notes: [{{kind: safety net, text: come{_when(rng, 0.7)}}}]",
    ]
    return "\n".join(lines) + "\n"
