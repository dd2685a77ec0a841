"""A small library that uses everything that conditions can say in CQL."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pathway.engine import Library, open_library

FILES: Final = {
    "library.yaml": "title: A clinic\npathways: [leg]\n",
    "sources.yaml": 'sources:\n  who: {cite: "WHO, 2023", type: guideline, year: 2023}\n',
    "vocabulary.yaml": """\
groups:
  all: {title: All, question: What is known?}
  signs: {title: Signs, question: Any?, red flag: true}
attributes:
  bleeding: {title: bleeding disorder, type: yes/no, group: all}
  pain: {title: pain now, type: number, range: [0, 10], group: all}
  before: {title: pain before, type: number, range: [0, 10], group: all}
  weight: {title: weight, type: number, unit: kg, range: [1, 400], group: all}
  operated: {title: day of the operation, type: date, group: all}
  seen: {title: first seen, type: date, group: all}
  side: {title: side, type: choice, choices: [left, right, bleeding, early], group: all}
  woman: {title: woman, type: yes/no, group: all}
  pregnant: {title: pregnant, type: yes/no, group: all, applies when: woman}
  month: {title: month, type: number, range: [0, 10], group: all, applies when: pregnant}
  scan: {title: scan, type: choice, choices: [clear, lesion], group: all, applies when: bleeding}
  platelets:
    title: platelets
    type: number
    unit: 10*9/L
    range: [0, 900]
    group: all
    absent: {assume: 250, unless: bleeding, because: few without a sign, source: who}
  sign: {title: a sign, type: yes/no, group: signs}
definitions:
  low: {define: pain < 3, title: low}
  better: {define: before - pain >= 2 or before - pain >= before * 0.3, title: better}
  phase:
    define: if pain < 2 then 'early' else if pain <= 5 then 'middle' else 'late'
    title: phase
  early: {define: operated + 6 weeks > seen, title: early}
  months_ago: {define: operated < @2026-05 and seen - 1 month <= operated, title: months ago}
  sure: {define: if pregnant then bleeding else woman, title: sure}
  denied: {define: pregnant = false, title: denied}
  other: {define: scan != 'clear', title: other}
  dim: {define: (if bleeding then month else pain) > 4, title: dim}
  several: {define: (bleeding implies woman) and not (pregnant and low), title: several}
  allowed: {define: if woman then weight * 0.5 else weight / 4 + 10 'kg', title: allowed}
  heavy: {define: allowed > 30 'kg' implies bleeding, title: heavy}
  same: {define: pain = before or pain between 4 and 6, title: same}
  either: {define: if bleeding then pregnant else sign, title: either}
""",
    "therapies/drug.yaml": """\
therapy: drug
title: A tablet
kind: drug
dose unit: mg
adequate trial: {weeks: 2}
dose:
  - {when: platelets < 100 '10*9/L' or low, most: "100 'mg'", text: at most 100 mg, source: who}
  - {most: "200 'mg'", text: at most 200 mg, source: who}
contraindicated:
  - {id: bleeding, when: bleeding and not low, because: it bleeds, source: who}
  - {id: platelets, when: platelets < 50 '10*9/L', because: it may bleed, source: who}
avoid:
  - {id: side, when: "side in {'left', 'bleeding', 'early'}", because: not there, source: who}
  - {id: late, when: month > 7 or dim, because: late in pregnancy, source: who}
caution:
  - {id: rest, when: drug.weeks >= 4 weeks or denied or other, because: take care, source: who}
""",
    "therapies/rest.yaml": "therapy: rest\ntitle: Rest\nkind: self-care\n",
    "red-flags.yaml": """\
red flags:
  sign:
    title: A sign
    when: sign and (sure or several)
    urgency: within 2 weeks
    action: go
    to: there
    because: so
    source: [who]
""",
    "leg.yaml": """\
pathway: leg
title: Leg
version: "1.0.0"
status: draft
limits: none
for: "true"
eligible: same or heavy or better
start: which
nodes:
  which:
    decision: Which
    branches:
      - {when: phase = 'early' or early, to: first}
    otherwise: second
  first:
    step: First
    offer: [{therapy: drug}, {therapy: rest, when: months_ago}]
    step up: {when: at least 2 inadequate, to: second}
  second:
    step: Second
    offer: [{therapy: rest}]
    step up: {when: all closed, to: done}
  done: {end: Done}
""",
}


def small_library(folder: Path, edited: Mapping[str, tuple[str, str]] | None = None) -> Library:
    """The library, written to a folder and opened; `edited` says what becomes what in a file."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        old, new = (edited or {}).get(name, ("", ""))
        assert old in text, old
        path.write_text(text.replace(old, new) if old else text, encoding="utf-8")
    return open_library(folder)
