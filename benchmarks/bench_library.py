"""How long checking and opening libraries takes, as they grow and as somebody tries to break them.

Beside each figure stands what a program must take at least for the same: starting Python with the
same libraries, or parsing the same bytes with libyaml. Nothing here passes or fails.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from statistics import median

import yaml

ROOT = Path(__file__).parents[1]
SOUND = ROOT / "tests/bad/libraries/sound"
MEBIBYTE = 1024 * 1024
ROUNDS = 7


def main() -> None:
    """Print baseline, figure and ratio for each question."""
    os.environ["PATHWAY_NO_CACHE"] = "1"
    print(f"{'':52}{'baseline':>12}{'figure':>12}{'ratio':>8}")
    _check_as_a_process()
    _growing()
    _large_files()


def _check_as_a_process() -> None:
    """`pathway check pathways`, against starting Python with the libraries it needs."""
    baseline = ["-c", "import typer, pydantic, lark, networkx, yaml"]
    figure = ["-m", "pathway", "check", "pathways"]
    times = _alternately(lambda: _process(baseline), lambda: _process(figure))
    _report("`pathway check pathways`, edited / its imports", *times)
    del os.environ["PATHWAY_NO_CACHE"]
    times = _alternately(lambda: _process(baseline), lambda: _process(figure))
    os.environ["PATHWAY_NO_CACHE"] = "1"
    _report("`pathway check pathways`, as before / its imports", *times)


def _growing() -> None:
    """Libraries of more and more options: the time for each option stays the same."""
    with tempfile.TemporaryDirectory() as name:
        for options in (750, 1500, 3000):
            folder = Path(name) / str(options)
            write_library(folder, options)
            baseline = _seconds(partial(_parse, folder))
            figure = _in_a_process(partial(_open, folder))
            _report(f"opening {options} options / libyaml on its files", baseline, figure[0])
            each = f"{figure[0] / options * 1e6:.0f} µs an option, {figure[1]:.0f} MiB"
            print(f"{'':4}{each}")
            checked = _in_a_process(partial(_check, folder))
            _report(f"opening and checking {options} options", None, checked[0])


def _large_files() -> None:
    """The slowest of files made to be slow, each of them as large as may be."""
    files = hostile()
    taken = {name: _in_a_process(partial(_answer, *files[name])) for name in files}
    worst = max(taken, key=lambda name: taken[name][0])
    baseline = _seconds(partial(_events, files[worst][1]))
    _report(f"worst of {len(taken)} large files ({worst})", baseline, taken[worst][0])
    most = max(taken, key=lambda name: taken[name][1])
    print(f"{'':4}most memory above the baseline: {taken[most][1]:.0f} MiB ({most})")


# -- libraries ---------------------------------------------------------------------------------


def write_library(folder: Path, options: int, pathways: int = 10) -> None:
    """A library in which ten pathways offer so many therapies, with four rules each."""
    (folder / "therapies").mkdir(parents=True)
    few = max(20, options // 10)
    signs = "".join(_ATTRIBUTES.format(n=n) for n in range(few))
    (folder / "vocabulary.yaml").write_text(_VOCABULARY + signs)
    sources = "".join(f"  src-{n}: {{cite: source {n}, type: guideline}}\n" for n in range(few))
    (folder / "sources.yaml").write_text(f"sources:\n{sources}")
    for n in range(options):
        (folder / f"therapies/t_{n}.yaml").write_text(_THERAPY.format(n=n, a=n % few))
    for p in range(pathways):
        mine = [*range(p, options, pathways)]
        steps = [mine[at : at + 5] for at in range(0, len(mine), 5)]
        nodes = "".join(_step(n, step, n + 1 < len(steps)) for n, step in enumerate(steps))
        (folder / f"p_{p}.yaml").write_text(_PATHWAY.format(p=p) + nodes + "  end: {end: End}\n")
    ids = ", ".join(f"p_{p}" for p in range(pathways))
    (folder / "library.yaml").write_text(f"title: Large\npathways: [{ids}]\n")


def _step(number: int, therapies: list[int], more: bool) -> str:
    offers = "".join(
        f"      - {{therapy: t_{n}, when: age < {n % 60 + 40} years}}\n" for n in therapies
    )
    up = f"s_{number + 1}" if more else "end"
    ways = f"    step up: {{when: at least 1 inadequate, to: {up}}}\n"
    return f"  s_{number}:\n    step: Step {number}\n    offer:\n{offers}{ways}"


_VOCABULARY = """groups:
  g: {title: G, question: Any?}
attributes:
  age: {title: age, type: number, unit: years, range: [0, 120], group: g}
"""
_ATTRIBUTES = """  lab_{n}: {{title: lab {n}, type: number, unit: 10*9/L, group: g}}
  sign_{n}: {{title: sign {n}, type: yes/no, group: g}}
"""
_THERAPY = """therapy: t_{n}
title: therapy {n}
kind: drug
adequate trial: {{weeks: 4}}
contraindicated:
  - {{id: low, when: lab_{a} < 20 '10*9/L', because: low, source: src-{a}}}
  - {{id: sign, when: sign_{a} or age < 12 years, because: sign, source: src-{a}}}
avoid:
  - {{id: lower, when: lab_{a} < 50 '10*9/L', because: low, source: src-{a}}}
caution:
  - {{id: old, when: age >= 65 years and not sign_{a}, because: old, source: src-{a}}}
"""
_PATHWAY = """pathway: p_{p}
title: P {p}
version: "1"
status: draft
limits: none
eligible: age >= 18 years
start: s_0
nodes:
"""


# -- files that are made to be slow ------------------------------------------------------------


def hostile() -> Mapping[str, tuple[str, bytes]]:
    """Files of a library, by what is bad about them."""
    pathway = (SOUND / "back_pain.yaml").read_bytes()
    vocabulary = (SOUND / "vocabulary.yaml").read_bytes()
    therapy = b"therapy: nsaid\ntitle: x\nkind: drug\n"
    rule = b"  - {id: r_%d, when: CONDITION, because: x, source: who}\n"
    plain = rule.replace(b"CONDITION", b"ulcer and age > 30 years")
    wide = b" and ".join(b"(age > %d years or pain_score < 3)" % n for n in range(60))
    never = b"ulcer and not ulcer and age > 3 years and better and warfarin and heart_disease"
    step = b"  s_%d: {step: x, offer: [{therapy: nsaid, when: ulcer}]}\n"
    last = b"  d_0: {define: better, title: t}\n"
    chain = b"".join(
        b"  d_%d: {define: d_%d or ulcer, title: t}\n" % (n + 1, n) for n in range(2400)
    )
    return {
        "rules": ("therapies/nsaid.yaml", therapy + b"contraindicated:\n" + _many(plain)),
        "avoid rules": ("therapies/nsaid.yaml", therapy + b"avoid:\n" + _many(plain)),
        "unknown names": (
            "therapies/nsaid.yaml",
            therapy + b"avoid:\n" + _many(plain.replace(b"ulcer", b"ulcr")),
        ),
        "wide conditions": (
            "therapies/nsaid.yaml",
            therapy + b"avoid:\n" + _many(rule.replace(b"CONDITION", b'"' + wide + b'"')),
        ),
        "impossible conditions": (
            "therapies/nsaid.yaml",
            therapy + b"avoid:\n" + _many(rule.replace(b"CONDITION", never)),
        ),
        "a chain of definitions": ("vocabulary.yaml", vocabulary + last + chain),
        "steps": ("back_pain.yaml", pathway + _many(step, 1100)),
        "branches": (
            "back_pain.yaml",
            pathway
            + b"  x:\n    decision: X\n    otherwise: done\n    branches:\n"
            + _many(b"      - {when: age > %d years, to: done}\n"),
        ),
        "lost ways": ("back_pain.yaml", pathway + _many(b"  n_%d: {decision: x, otherwise: m}\n")),
        "citations": ("therapies/nsaid.yaml", therapy + b"source:\n" + _many(b"  - w%d\n", 19_000)),
        "unknown keys": ("therapies/nsaid.yaml", _many(b"key_%d: x\n", 9_500)),
        "more values than may be": ("therapies/nsaid.yaml", _many(b"key_%d: x\n", 90_000)),
        "a folded text": (
            "therapies/nsaid.yaml",
            therapy + b"about: >-\n" + b"  a b c\n" * 130_000,
        ),
        "quotes": ("therapies/nsaid.yaml", therapy + b"about: '" + b"'' " * 345_000 + b"'\n"),
        "escapes": ("therapies/nsaid.yaml", therapy + b'about: "' + b"\\u00e9" * 170_000 + b'"\n'),
        "one condition": ("therapies/nsaid.yaml", therapy + b"when: " + b"ulcer or " * 116_000),
        "brackets": ("therapies/nsaid.yaml", b"[" * (MEBIBYTE - 1)),
        "line breaks": ("therapies/nsaid.yaml", b"\n" * (MEBIBYTE - 8) + b"x: [\n"),
        "control characters": ("therapies/nsaid.yaml", b"\x01" * (MEBIBYTE - 1)),
        "another alphabet": ("therapies/nsaid.yaml", "аb ".encode() * 262_000),
        "another encoding": ("therapies/nsaid.yaml", b"x\xe9 " * 349_000),
    }


def _many(line: bytes, most: int = 2_100) -> bytes:
    """A line so often, numbered where it has a number, up to a mebibyte together."""
    most = min(most, MEBIBYTE * 9 // 10 // (len(line) + 5))
    lines = (line % n if b"%d" in line else line for n in range(most))
    return b"".join(lines)


# -- what is measured --------------------------------------------------------------------------


def _open(folder: Path) -> None:
    import pathway

    pathway.open_library(folder)


def _check(folder: Path) -> None:
    import pathway

    pathway.open_library(folder).findings()


def _answer(file: str, data: bytes) -> None:
    """What `pathway check` says of the small sound library with this file in it."""
    from pathway.checks import Subject, examine
    from pathway.compiler import compile_pathway, compile_shared
    from pathway.content.folder import LibraryFolder, read_folder
    from pathway.content.load import models_of
    from pathway.ground.problems import Problems

    problems = Problems()
    sound = read_folder(SOUND, problems)
    if sound is None:
        raise FileNotFoundError(SOUND)
    models = models_of(LibraryFolder("x", {**sound.files, file: data}, ""), problems)
    if models is not None:
        shared = compile_shared(models, problems)
        found = {id_: compile_pathway(shared, id_, problems) for id_ in models.order}
        programs = {id_: program for id_, program in found.items() if program is not None}
        if not problems.errors:
            from datetime import date

            problems.extend(examine(Subject(models, programs, date(2026, 11, 20))))
    for problem in problems:
        str(problem)


def _parse(folder: Path) -> None:
    for path in folder.rglob("*.yaml"):
        _events(path.read_bytes())


def _events(data: bytes) -> None:
    try:
        for _ in yaml.parse(data.decode("utf-8", "replace"), Loader=yaml.CLoader):
            pass
    except yaml.YAMLError:
        pass


def _process(arguments: list[str]) -> None:
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)


def _in_a_process(work: Callable[[], None]) -> tuple[float, float]:
    """The seconds that something takes, and the MiB that it takes above what was there before."""
    import pathway
    from pathway.ground.problems import Problems
    from pathway.language.parser import parse

    pathway.open_library(SOUND).findings()
    parse("age", Problems())
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        seconds = _seconds(work)
        memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        os.write(writing, f"{seconds} {memory}".encode())
        os._exit(0)
    os.waitpid(child, 0)
    seconds, memory = map(float, os.read(reading, 100).split())
    return seconds, memory


def _seconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _alternately(baseline: Callable[[], None], figure: Callable[[], None]) -> tuple[float, float]:
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for side, times in zip((baseline, figure), taken, strict=True):
            times.append(_seconds(side))
    return median(taken[0]), median(taken[1])


def _report(question: str, baseline: float | None, figure: float) -> None:
    before = f"{baseline:.2f} s" if baseline is not None else ""
    ratio = f"{figure / baseline:.2f}" if baseline else ""
    print(f"{question:52}{before:>12}{figure:>10.2f} s{ratio:>8}", flush=True)


if __name__ == "__main__":
    main()
