"""Damaged files, conditions and patients: always an answer, soon, and never an exception.

`make test-slow` feeds each reader PATHWAY_FUZZ_INPUTS (1000) at random, and as many guided by
coverage; with 100000 that is an hour. What was ever found stands in `FOUND`.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from benchmarks.bench_library import hostile
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chance import examples
from tests.fuzz.damage import damaged
from tests.fuzz.targets import TARGETS, check_answer, number_of

ROOT = Path(__file__).parents[2]
#: What each reader gets in each of the two ways.
INPUTS = int(os.environ.get("PATHWAY_FUZZ_INPUTS", "1000"))

#: The most memory that may be needed above what a reader takes anyway, in KiB.
MEMORY = 200 * 1024

#: Input that once was answered by an exception, or too late.
FOUND: list[tuple[str, bytes]] = [
    # Written out with a parenthesis for each `xor`, it was nested too deeply to be read again.
    ("condition", b"ulcer in Interval[1, 5)" + b" xor ulcer in Interval[1, 5)" * 98),
    ("condition", b"ulcer" + b" xor ulcer" * 200),
    # An empty unit was written out as `1`.
    ("condition", b"convert platelets to ''"),
    # One long word of another alphabet was read again for each of its letters.
    ("library", b"\x06" + "а".encode() * 200_000),
    # A key without a value, in a list under a key that the file does not have.
    ("library", bytes([number_of("red-flags.yaml")]) + b"with:\n  - {therapy:ppi, when: ulcer}\n"),
    ("library", bytes([number_of("sources.yaml")]) + b"who:\n  cite:\n    - {because:mach}\n"),
]


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=examples(40))
@given(random=st.randoms(use_true_random=False))
def test_damaged_input_is_answered(name: str, random: Random) -> None:
    check_answer(name, damaged(name, random))


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=examples(40))
@given(data=st.binary(max_size=300) | st.text(max_size=120).map(lambda text: text.encode()))
def test_any_input_is_answered(name: str, data: bytes) -> None:
    check_answer(name, data)


@pytest.mark.parametrize(("name", "data"), FOUND)
def test_what_was_found_once(name: str, data: bytes) -> None:
    check_answer(name, data)


@pytest.mark.slow
@pytest.mark.parametrize("name", hostile())
def test_large_files_that_are_made_to_be_slow(name: str) -> None:
    file, data = hostile()[name]
    check_answer("library", bytes([number_of(file)]) + data)


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_much_more_damaged_input_is_answered(name: str) -> None:
    seed = int.from_bytes(os.urandom(4))
    random = Random(seed)
    check_answer(name, damaged(name, Random(0)))
    before = _memory()
    for number in range(INPUTS):
        data = damaged(name, random)
        try:
            check_answer(name, data)
        except BaseException:
            sys.stderr.write(f"seed {seed}, input {number}: {data!r}\n")
            raise
    assert _memory() - before < MEMORY


@pytest.mark.slow
@pytest.mark.needs("atheris")
@pytest.mark.parametrize("name", TARGETS)
def test_guided_input_is_answered(name: str, tmp_path: Path) -> None:
    """Atheris looks for input that reaches new code; it exists for some machines only."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.guided", name, str(INPUTS), str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-6000:]
    assert "Done " in done.stderr


def _memory() -> int:
    """The most memory this process ever took, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
