"""Damaged input: shipped files and known mistakes, with bytes and lines changed at random."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random

from tests.fuzz.targets import ROOT, SOUND


def damaged(name: str, random: Random) -> bytes:
    """Input for the reader called `name`: something whole, changed a few times."""
    data = random.choice(seeds(name))
    for _ in range(random.randint(0, 6)):
        data = random.choice(_CHANGES)(data, random, name)
    data = data[:_LARGEST]
    return bytes([random.randrange(256)]) + data if name == "library" and not data[:1] else data


@cache
def seeds(name: str) -> tuple[bytes, ...]:
    """Whole input to start from."""
    bad = ROOT / "tests/bad"
    if name == "condition":
        return tuple(text.encode() for text in _CONDITIONS)
    if name == "patient":
        paths = [*(ROOT / "examples/patients").glob("*.yaml"), *(bad / "patients").glob("*.yaml")]
        return tuple(path.read_bytes() for path in sorted(paths))
    if name == "library":
        files = sorted(path.relative_to(SOUND).as_posix() for path in SOUND.rglob("*.yaml"))
        return tuple(bytes([n]) + (SOUND / file).read_bytes() for n, file in enumerate(files))
    paths = [*(ROOT / "pathways").rglob("*.yaml"), *(bad / "yaml").glob("*.yaml")]
    return tuple(path.read_bytes() for path in sorted(paths))


# -- changes -----------------------------------------------------------------------------------

_LARGEST = 200_000

_CONDITIONS = (
    "bleeding_disorder or platelets < 20 '10*9/L'",
    "age >= 18 years and leg_pain = 'radicular'",
    "if ulcer then symptom_duration > 12 weeks else not (pain_score between 3 and 7)",
    "nsaid.failed implies leg_pain in {'radicular', 'none'}",
    "at least 1 inadequate and all closed",
    "birth_date + 3 months < @2026-11 and age - 1 years != 4 years",
    "Count({1, null}) > 0 and Coalesce(pain_score, 3) in Interval[1, 5) xor ulcer is not null",
    "convert platelets to '1/uL' > 20000.5 '1/uL'",
)

_TOKENS = (
    *(
        b"- ",
        b": ",
        b"\n",
        b"\n  ",
        b"'",
        b'"',
        b"[",
        b"]",
        b"{",
        b"}",
        b"&a ",
        b"*a",
        b"? ",
        b"<<",
    ),
    *(b"|\n", b">-\n", b"#", b"%", b"!t ", b"---\n", b"\t", b"\\", b"\x00", b"\xff", b"\r"),
    *(b"\xe2\x80\xae", b"\xd0\xb0", b"\xc2\x85", b"\xf0\x9f\x92\x8a", b"\xed\xa0\x80", b"@"),
    *(b"null", b"~", b"true", b"no", b"1e400", b".nan", b"-0", b"0x1F", b"2026-02-30", b"9999"),
    *(b" and ", b" or ", b"not ", b"(", b")", b"= ", b"< ", b"'10*9/L'", b" weeks", b"@2026", b"."),
    *(b"in {", b"if ", b" then ", b" else ", b"between ", b"is null", b"all closed", b"Interval["),
    *(b"9" * 40, b"/", b"*", b"convert ", b" to ", b"years", b"months", b"at least 0 inadequate"),
)


def _byte(data: bytes, random: Random, _name: str) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + bytes([random.randrange(256)]) + data[at + random.randint(0, 1) :]


def _token(data: bytes, random: Random, _name: str) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(_TOKENS) + data[at + random.choice((0, 0, 1, 4)) :]


def _cut(data: bytes, random: Random, _name: str) -> bytes:
    start, end = sorted(random.randrange(len(data) + 1) for _ in range(2))
    return data[:start] + data[min(end, start + random.choice((3, 30, 3000))) :]


def _repeat(data: bytes, random: Random, _name: str) -> bytes:
    start, end = sorted(random.randrange(len(data) + 1) for _ in range(2))
    part = data[start : min(end, start + 40)]
    return data[:start] + part * random.choice((2, 3, 200, 5000)) + data[start:]


def _lines(data: bytes, random: Random, _name: str) -> bytes:
    lines = data.split(b"\n")
    first, second = random.randrange(len(lines)), random.randrange(len(lines))
    what = random.randrange(4)
    if what == 0:
        lines[first], lines[second] = lines[second], lines[first]
    elif what == 1:
        lines.insert(second, lines[first])
    elif what == 2:
        del lines[first]
    else:
        lines[first] = b" " * random.randrange(9) + lines[first].lstrip()
    return b"\n".join(lines)


def _splice(data: bytes, random: Random, name: str) -> bytes:
    other = random.choice(seeds(name))
    return data[: random.randrange(len(data) + 1)] + other[random.randrange(len(other)) :]


_CHANGES: tuple[Callable[[bytes, Random, str], bytes], ...] = (
    *(_byte, _token, _token, _cut, _repeat, _lines, _lines, _splice),
)
