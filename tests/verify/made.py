"""A small library made for proofs: everything in it holds, until somebody plants a fault."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from pathway.engine import Library, open_library
from pathway.language.syntax import Expr
from pathway.program import CompiledProgram

FILES: Final = {
    "library.yaml": "title: A clinic\npathways: [leg, back]\n",
    "sources.yaml": 'sources:\n  who: {cite: "WHO, 2023", type: guideline, year: 2023}\n',
    "vocabulary.yaml": """\
groups:
  signs: {title: Signs, question: Any of these?, red flag: true}
  person: {title: Person, question: Who is it?}
attributes:
  birth_date: {title: date of birth, type: date, group: person}
  age: {title: age, type: number, unit: years, range: [0, 120], since: birth_date, group: person}
  pain: {title: pain, type: choice, choices: [leg, back, none], group: person}
  score: {title: score, type: number, range: [0, 10], group: person}
  severe: {title: severe pain, type: yes/no, group: person}
  long: {title: long pain, type: yes/no, group: person}
  relief: {title: enough relief, type: yes/no, group: person}
  bleeding:
    {title: bleeding disorder, type: yes/no, group: person, absent: assume false in problems}
  ulcer: {title: ulcer, type: yes/no, group: person}
  heart: {title: heart disease, type: yes/no, group: person}
  failing: {title: failing heart, type: yes/no, group: person, applies when: heart}
  platelets: {title: platelets, type: number, range: [0, 900], group: person}
  numb: {title: numbness, type: yes/no, group: signs}
""",
    "red-flags.yaml": """\
red flags:
  cauda:
    title: Pressure on nerves
    when: numb
    urgency: emergency
    action: Refer now
    to: emergency department
    because: Nerves may be lost
    source: [who]
    offers: [{therapy: scan}]
""",
    "recommendations/for.yaml": """\
guideline: for
title: For
year: 2020
source: who
scope: all
recommendations:
  needle:
    statement: Offer needles
    therapies: [needle]
    direction: for
    population: age >= 18 years
""",
    "recommendations/against.yaml": """\
guideline: against
title: Against
year: 2021
source: who
scope: all
recommendations:
  exercise:
    statement: Do not offer needles
    therapies: [needle]
    direction: against
    population: pain = 'back'
""",
    "therapies/scan.yaml": "therapy: scan\ntitle: scan\nkind: investigation\n",
    "therapies/exercise.yaml": """\
therapy: exercise
title: exercise
kind: exercise
adequate trial: {weeks: 6}
avoid:
  - {id: failing, when: failing, because: may strain the heart, source: [who]}
""",
    "therapies/needle.yaml": """\
therapy: needle
title: needle
kind: needle
adequate trial: {sessions: 6}
contraindicated:
  - {id: bleeding, when: bleeding or platelets < 20, because: may bleed, source: [who]}
caution:
  - {id: platelets, when: platelets < 100, because: may bruise, source: [who]}
""",
    "therapies/nsaid.yaml": """\
therapy: nsaid
title: NSAID
kind: drug
adequate trial: {weeks: 2}
contraindicated:
  - {id: ulcer, when: ulcer, because: may bleed, source: [who]}
avoid:
  - {id: heart, when: heart, because: may harm the heart, source: [who]}
""",
    "therapies/injection.yaml": """\
therapy: injection
title: injection
kind: injection
adequate trial: {sessions: 1}
contraindicated:
  - {id: bleeding, when: bleeding or platelets < 100, because: may bleed, source: [who]}
""",
    "leg.yaml": """\
pathway: leg
title: Leg pain
version: "1"
status: draft
limits: An example
eligible: age >= 18 years and pain = 'leg'
adopts: [for, against]
start: gentle
nodes:
  gentle:
    step: Gentle care
    offer: [{therapy: exercise}, {therapy: needle, when: long}]
    step up: {when: at least 1 inadequate, to: drug}
    resolved: {when: relief, to: done}
  drug:
    step: Drug
    offer: [{therapy: nsaid}]
    step up: {when: at least 1 inadequate, to: how}
    resolved: {when: relief, to: done}
  how:
    decision: How bad is it?
    branches:
      - {when: severe and long, to: needles}
      - {when: severe, to: last}
    otherwise: specialist
  last:
    step: Injection
    offer: [{therapy: injection, when: severe}]
    step up: {when: all closed, to: specialist}
    resolved: {when: relief, to: done}
  needles: {refer: Team for long pain}
  specialist: {refer: Specialist}
  done: {end: Live with it}
properties:
  - id: needle_and_bleeding
    title: No needle with a bleeding disorder
    never: needle.recommended
    when: bleeding
""",
    "back.yaml": """\
pathway: back
title: Back pain
version: "1"
status: draft
limits: An example
eligible: age >= 18 years and pain = 'back'
adopts: [against]
start: gentle
nodes:
  gentle:
    step: Gentle care
    offer: [{therapy: exercise}]
    step up: {when: at least 1 inadequate, to: drug}
  drug:
    step: Drug
    offer: [{therapy: nsaid}]
    step up: {when: all closed, to: specialist}
  specialist: {refer: Specialist}
""",
}


def made(folder: Path, *faults: tuple[str, str, str]) -> Library:
    """The library, with faults: in a file one text, which stands there once, becomes another."""
    files = dict(FILES)
    for file, old, new in faults:
        assert files[file].count(old) == 1, f"{file} has {files[file].count(old)} times {old!r}"
        files[file] = files[file].replace(old, new)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return open_library(folder)


def with_definition(program: CompiledProgram, name: str, expr: Expr) -> CompiledProgram:
    """The program with another meaning of one definition: a fault that no author can make."""
    definitions = tuple(replace(d, expr=expr) if d.name == name else d for d in program.definitions)
    assert any(definition.expr == expr for definition in definitions)
    return replace(program, definitions=definitions)
