"""Random pathways whose words have every property that a column of a table may have.

Values that go stale at once, after days, weeks or years; what is counted from dates; lists that
settle silence; what is assumed unless there is a reason to doubt; what applies only to some;
choices, whole numbers, dates; histories with weeks, sessions and doses; sums, findings, doses.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Final

from pathway.engine import Library, open_library
from pathway.program import CompiledProgram

_ATTRIBUTES: Final = """\
groups:
  all: {title: All, question: What?}
  signs: {title: Signs, question: Any?, red flag: true}
attributes:
  birth_date: {title: born, type: date, group: all}
  age: {title: age, type: number, unit: years, range: [0, 120], since: birth_date, group: all}
  onset: {title: onset, type: date, group: all}
  lasted: {title: lasted, type: number, unit: weeks, range: [0, 5200], since: onset, group: all,
    valid for: VALID}
  day: {title: day, type: date, group: all, valid for: VALID}
  k: {title: k, type: choice, choices: [one, two, three], group: all, valid for: VALID}
  a: {title: a, type: yes/no, group: all, absent: assume false in problems}
  b: {title: b, type: yes/no, group: all, valid for: VALID, applies when: WHEN_B}
  c: {title: c, type: yes/no, group: all, valid for: VALID, absent: assume false in medicines}
  d: {title: d, type: yes/no, group: all, applies when: WHEN_D, absent: assume false in allergies}
  e: {title: e, type: yes/no, group: all, lasting: yes, absent: assume false in problems}
  n: {title: n, type: number, range: [0, 10], group: all, valid for: VALID}
  m: {title: m, type: number, unit: mg, range: [0, 100], group: all, valid for: VALID,
    absent: {assume: 50, unless: UNLESS_M, because: so, source: [who]}}
  w: {title: w, type: whole number, range: [0, 9], group: all, applies when: WHEN_W}
  s: {title: s, type: yes/no, group: all, valid for: VALID,
    absent: {assume: no, unless: UNLESS_S, because: so, source: [who]}}
  sign: {title: sign, type: yes/no, group: signs, valid for: encounter}
  other: {title: other, type: yes/no, group: signs}
definitions:
  low: {title: low, define: "DEFINE"}
  sum: {title: sum, define: n * 2 + w - 1}
"""
_VALID: Final = ("encounter", "14 days", "12 weeks", "1 year", "2 years")
_KINDS: Final = ("drug", "injection", "exercise", "manual", "self-care", "surgery", "investigation")
#: What doses hang on, also numbers that are only assumed.
_OF_DOSES: Final = ("m >= 50 'mg'", "m < 50 'mg' or a", "n > 4 and m > 20 'mg'", "age >= 65 years")
_THERAPIES: Final = ("t0", "t1", "t2", "t3")


def a_pathway(rng: Random, folder: Path) -> CompiledProgram:
    """The one pathway of such a library."""
    return a_library(rng, folder).program("way")


def a_library(rng: Random, folder: Path) -> Library:
    """Four therapies with rules and doses, two steps, a decision and two flags."""
    files = {
        "library.yaml": "title: Random\npathways: [way]\n",
        "vocabulary.yaml": _vocabulary(rng),
        "sources.yaml": 'sources:\n  who: {cite: "WHO", type: guideline, year: 2023}\n',
        "red-flags.yaml": _flags(rng),
        "way.yaml": _way(rng),
        **{f"therapies/{id_}.yaml": _therapy(id_, rng) for id_ in _THERAPIES},
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return open_library(folder)


# -- private -----------------------------------------------------------------------------------


def _vocabulary(rng: Random) -> str:
    text = _ATTRIBUTES
    while "VALID" in text:
        text = text.replace("VALID", rng.choice(_VALID), 1)
    # Each asks only for what stands before it, so that nothing goes in a circle.
    first = ("a", "age >= 65 years", "k = 'two'", "lasted > 6 weeks", "not e")
    later = (*first, "c", "n < 4", "b or e", "day > @2024-02-29", "t0.ever", "t1.ongoing")
    choices = {
        "WHEN_B": first,
        "WHEN_D": ("b", "c and not a", "n > 5", "t0.failed", "b or k != 'one'"),
        "WHEN_W": later,
        "UNLESS_M": later,
        "UNLESS_S": later,
        "DEFINE": ("n < 4 or b", "if e then n > 5 else b", "if a then c else n > 5", "a != c"),
    }
    for name, among in choices.items():
        text = text.replace(name, rng.choice(among))
    return text


def _condition(rng: Random, depth: int = 2, *, own: str = "t1") -> str:
    if depth and rng.random() < 0.5:
        one, other = (_condition(rng, depth - 1, own=own) for _ in range(2))
        return f"({one} {rng.choice(('and', 'or', 'implies'))} {other})"
    sign = rng.choice(("<", "<=", ">", ">=", "=", "!="))
    atom = rng.choice(
        (
            *("a", "b", "c", "d", "e", "s", "low", "other"),
            f"n {sign} {rng.choice((3, 5, '4.5'))}",
            f"w {sign} {rng.randint(2, 6)}",
            f"m {sign} {rng.choice((20, 50))} 'mg'",
            f"sum {sign} {rng.choice((5, 12))}",
            f"n + w {sign} {rng.randint(4, 12)}",
            f"age {sign} {rng.choice((18, 65, 66))} years",
            f"age between 18 years and {rng.choice((40, 65))} years",
            f"lasted {sign} {rng.choice((6, 12, 26))} weeks",
            f"day {rng.choice(('<', '>='))} @{rng.choice(('2024-02-29', '2026-10-31'))}",
            f"day + {rng.choice((1, 6))} weeks < @2026-11-30",
            f"k {rng.choice(('=', '!='))} '{rng.choice(('one', 'two'))}'",
            "k in {'one', 'three'}",
            "if a then c else not e",
            f"{own}.{rng.choice(('ever', 'ongoing', 'failed', 'helped', 'inadequate'))}",
            f"{own}.{rng.choice(('adequate', 'partly_helped', 'not_tolerated', 'declined'))}",
            f"{own}.weeks {sign} {rng.choice((2, 4, 6))} weeks",
            f"{own}.sessions {sign} {rng.choice((6, 10))}",
        )
    )
    return f"not ({atom})" if rng.random() < 0.25 else atom


def _therapy(id_: str, rng: Random) -> str:
    lines = [f"therapy: {id_}", f"title: {id_}", f"kind: {rng.choice(_KINDS)}", "dose unit: mg"]
    trial = (
        f"weeks: {rng.randint(2, 6)}",
        "sessions: 6",
        f"weeks: 4, sessions: {rng.randint(2, 9)}",
    )
    lines.append(f"adequate trial: {{{rng.choice(trial)}}}")
    own = rng.choice(_THERAPIES)
    for severity in ("contraindicated", "avoid", "caution"):
        if rng.random() < 0.6:
            when = _condition(rng, own=own)
            lines += [
                f"{severity}:",
                f'  - {{id: {severity}, when: "{when}", because: so, source: [who]}}',
            ]
    if rng.random() < 0.6:
        lines += [
            "dose:",
            f"  - {{when: {rng.choice(_OF_DOSES)}, most: 20 'mg', text: few, source: [who]}}",
        ]
        lines += ["  - {most: if n < 5 then 50 'mg' else 90 'mg', text: more, source: [who]}"]
    if id_ != "t3" and rng.random() < 0.3:
        lines += [
            "with:",
            f'  - {{therapy: t3, when: "{_condition(rng, 1)}", because: so, source: [who]}}',
        ]
    if rng.random() < 0.3:
        lines += ["notes:", f'  - {{kind: remark, text: note, when: "{_condition(rng, 1)}"}}']
    return "\n".join(lines) + "\n"


def _flags(rng: Random) -> str:
    lines = ["red flags:"]
    for number, when in enumerate(
        ("sign", rng.choice(("sign and n > 5", "other or (c and n < 3)")))
    ):
        urgency = rng.choice(("emergency", "within 48 h", "within 2 weeks", "soon"))
        lines += [f"  flag{number}:", f"    title: flag {number}", f"    when: {when}"]
        lines += [f"    urgency: {urgency}", "    action: go", "    to: there", "    because: so"]
        lines.append("    source: [who]")
        if rng.random() < 0.4:
            lines.append(f"    offers: [{{therapy: {rng.choice(_THERAPIES)}}}]")
    return "\n".join(lines) + "\n"


def _way(rng: Random) -> str:
    therapies = rng.sample(_THERAPIES, 4)
    lines = ["pathway: way", "title: Way", 'version: "1"', "status: draft", "limits: none"]
    lines += [
        f"eligible: {rng.choice(('not b', 'age >= 18 years', 'n < 8 or a', 'lasted > 1 weeks'))}"
    ]
    lines += ["start: s0", "nodes:"]
    for number in range(2):
        offers = ", ".join(
            f'{{therapy: {id_}, when: "{_condition(rng, 1)}"}}'
            if rng.random() < 0.5
            else f"{{therapy: {id_}}}"
            for id_ in therapies[number * 2 : number * 2 + 2]
        )
        up = rng.choice(("at least 1 inadequate", "all closed", _condition(rng, 1)))
        to = "s1" if number == 0 else "choice"
        lines += [f"  s{number}:", f"    step: Step {number}", f"    offer: [{offers}]"]
        lines.append(f'    step up: {{when: "{up}", to: {to}}}')
        if rng.random() < 0.4:
            lines.append(f'    resolved: {{when: "{_condition(rng, 1)}", to: done}}')
    lines += ["  choice:", "    decision: Which?", "    branches:"]
    lines += [f'      - {{when: "{_condition(rng, 1)}", to: other}}', "    otherwise: done"]
    return "\n".join([*lines, "  other: {refer: Other}", "  done: {end: Done}"]) + "\n"
