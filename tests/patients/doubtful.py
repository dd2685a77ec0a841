"""A small library that assumes values where nothing was recorded and there is nothing to doubt."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from pathway.engine import Library, open_library

AS_OF: Final = date(2026, 11, 20)

FILES: Final = {
    "library.yaml": "title: A clinic\npathways: [leg]\n",
    "sources.yaml": 'sources:\n  who: {cite: "WHO, 2023", type: guideline, year: 2023}\n',
    "vocabulary.yaml": """\
groups:
  person: {title: Person, question: Who is it?}
attributes:
  kidneys: {title: kidney disease, type: yes/no, group: person, absent: assume false in problems}
  chemotherapy: {title: chemotherapy, type: yes/no, group: person}
  sex: {title: sex, type: choice, choices: [female, male], group: person}
  platelets:
    title: platelets
    type: number
    unit: 10*9/L
    range: [0, 2000]
    valid for: 1 year
    if sources disagree: lowest
    group: person
    absent:
      assume: 250
      unless: chemotherapy or egfr < 30 or drug.ongoing
      because: nobody counts them in a healthy adult
      source: who
      verified: unverified
  egfr:
    title: kidney function
    type: number
    range: [0, 250]
    group: person
    absent: {assume: 90, unless: kidneys, because: nobody measures it without a reason, source: who}
  pregnant:
    title: pregnant
    type: yes/no
    group: person
    applies when: sex = 'female'
    absent: {assume: no, unless: chemotherapy, because: they would have said so, source: who}
  stage:
    title: stage
    type: choice
    choices: [early, late]
    group: person
    absent: {assume: early, unless: chemotherapy, because: it is found by chance, source: who}
""",
    "therapies/drug.yaml": """\
therapy: drug
title: Drug
kind: drug
dose unit: mg
adequate trial: {weeks: 2}
dose:
  - {when: egfr < 60, most: "100 'mg'", text: at most 100 mg, source: who}
  - {most: "200 'mg'", text: at most 200 mg, source: who}
contraindicated:
  - {id: platelets, when: "platelets < 50 '10*9/L'", because: it may bleed, source: who}
  - {id: kidneys, when: egfr < 30, because: it harms them, source: who}
caution:
  - {id: pregnant, when: pregnant or stage = 'late', because: take care, source: who}
""",
    "leg.yaml": """\
pathway: leg
title: Leg
version: "1.0.0"
status: draft
limits: none
for: "true"
eligible: "true"
start: first
nodes:
  first:
    step: First
    offer: [{therapy: drug}]
    step up: {when: all closed, to: done}
  done: {end: Done}
""",
}


def library_in(folder: Path) -> Library:
    """The library, written to a folder and opened."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return open_library(folder)
