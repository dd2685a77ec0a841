"""What is fed with damaged input, and what must hold whatever comes in.

Every reader answers with something usable or with problems that can be shown, soon, and never with
an exception. Soon is a multiple of what the same process takes to read a small library.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from statistics import median

from pathway.checks import Subject, examine
from pathway.compiler import compile_pathway, compile_shared
from pathway.content.folder import LibraryFolder, read_folder
from pathway.content.load import models_of
from pathway.engine import Library, open_library
from pathway.ground.problems import PatientError, Problems
from pathway.language.english import Words
from pathway.language.evaluate import evaluate
from pathway.language.parser import parse
from pathway.language.printer import canonical, plain
from pathway.language.typecheck import Scope, check
from pathway.views.sarif import to_sarif
from pathway.yaml.located import read_bytes

ROOT = Path(__file__).parents[2]
SOUND = ROOT / "tests/bad/libraries/sound"
TODAY = date(2026, 11, 20)

#: How many times as long as reading the small library an answer may take. The largest files that
#: were made to be slow take eighty times as long; what grows faster than its input, thousands.
LONGEST = 400
#: Seconds of the processor within which no answer is compared.
_SOON = 0.5

Target = Callable[[bytes], None]


def read_yaml(data: bytes) -> None:
    """Bytes of any file."""
    problems = Problems()
    node = read_bytes("file.yaml", data, problems)
    assert (node is None) == bool(problems.errors)
    _shown(problems)


def read_condition(data: bytes) -> None:
    """A condition; one that can be read means the same when it is written out again."""
    text = data.decode("utf-8", "surrogateescape")
    problems = Problems()
    parsed = parse(text, problems)
    if parsed is not None:
        assert parse(canonical(parsed), Problems()) == parsed
        for pathway in (True, False):
            scope = Scope(small().vocabulary.type_of, pathway=pathway, known=["age"], in_step=True)
            checked = check(parsed, scope, problems)
            if checked is not None:
                evaluate(checked, {})
                assert plain(checked, Words()) is not None
    _shown(problems)


def read_patient(data: bytes) -> None:
    """A patient file; one that can be read is advised on."""
    try:
        patient = small().patient_from_text(data, "patient.yaml", today=TODAY)
    except PatientError as error:
        problems = Problems()
        problems.extend(error.problems)
        _shown(problems)
        return
    small().advise(patient, as_of=TODAY).to_dict()


def read_library(data: bytes) -> None:
    """A library in which one file (the first byte says which) is damaged."""
    files = dict(_sound().files)
    name = sorted(files)[data[0] % len(files)] if data else "vocabulary.yaml"
    folder = LibraryFolder("sound", {**files, name: data[1:]}, "")
    problems = Problems()
    _compile(folder, problems)
    _shown(problems)


def _compile(folder: LibraryFolder, problems: Problems) -> None:
    models = models_of(folder, problems)
    assert (models is None) == bool(problems.errors)
    if models is not None:
        shared = compile_shared(models, problems)
        found = {id_: compile_pathway(shared, id_, problems) for id_ in models.order}
        programs = {id_: program for id_, program in found.items() if program is not None}
        if not problems.errors:
            problems.extend(examine(Subject(models, programs, TODAY)))


#: Every reader, by name.
TARGETS: Mapping[str, Target] = {
    "yaml": read_yaml,
    "condition": read_condition,
    "patient": read_patient,
    "library": read_library,
}


def check_answer(name: str, data: bytes) -> None:
    """Feed one reader; the answer comes soon, and without an exception."""
    taken = _taken(name, data)
    if taken > _SOON:
        # What other tests have left in this process would be looked through for garbage as well.
        gc.freeze()
        try:
            taken = min(taken, _taken(name, data))
            longest = LONGEST * median(_taken("library", b"\x00") for _ in range(5))
        finally:
            gc.unfreeze()
        assert taken <= longest, f"{taken:.1f} s, not {longest:.1f}, for {data[:200]!r}"


def number_of(file: str) -> int:
    """The first byte that names this file of the library."""
    return sorted(_sound().files).index(file)


@cache
def small() -> Library:
    """The library that patients and conditions are read against."""
    return open_library(SOUND)


@cache
def _sound() -> LibraryFolder:
    found = read_folder(SOUND, Problems())
    assert found is not None
    return found


def _taken(name: str, data: bytes) -> float:
    """What an answer takes of the processor, in seconds."""
    start = time.process_time()
    TARGETS[name](data)
    return time.process_time() - start


def _shown(problems: Problems) -> None:
    """Every problem can be shown, for people and for programs."""
    for problem in problems:
        assert str(problem).startswith(problem.code)
    to_sarif(list(problems), "0")
