"""Installs pathway from this folder with the versions that were tested, as in `install.py dev`.

The name is that of a lock file beside this one: `base` for advice and checks, an extra for more.
Every package is held to its hash, and none is built here but those that come as sources alone
(SOURCES), so that nothing untested is run.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

LOCKS: Final = Path(__file__).resolve().parent
TESTED: Final = ((3, 11), (3, 12), (3, 13))
PIP: Final = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input")
#: Packages that no registry has built; setuptools, of the same lock, unpacks them.
SOURCES: Final = ("pyspark",)
BUILDER: Final = "setuptools"


def main(arguments: list[str]) -> int:
    """Install what one lock file names, then the project itself without looking further."""
    known = sorted(path.stem for path in LOCKS.glob("*.txt"))
    if len(arguments) != 1 or arguments[0] not in known:
        print(f"usage: python locks/install.py NAME, where NAME is one of: {', '.join(known)}")
        return 2
    lock = f"locks/{arguments[0]}.txt"
    for wanted in _steps(LOCKS / f"{arguments[0]}.txt", lock):
        done = subprocess.run([*PIP, "install", *wanted], cwd=LOCKS.parent, check=False)
        if done.returncode != 0:
            print(sentence(lock, sys.version_info[:2], arguments[0]), file=sys.stderr)
            return 1
    return 0


def sentence(lock: str, python: tuple[int, ...], name: str) -> str:
    """What to do where the lock cannot be installed."""
    failed = f"The packages of {lock} could not be installed; the reason stands above. "
    if python not in TESTED:
        return failed + (
            "They were tested with Python 3.11, 3.12 and 3.13, and this is Python "
            f"{'.'.join(map(str, python))}: remove the folder .venv and make it anew with one of "
            "those, for example `make demo PYTHON=python3.13`."
        )
    extra = "." if name == "base" else f"'.[{name}]'"
    return failed + (
        "If the package index cannot be reached, try again when it can; to take the newest "
        f"versions instead of the tested ones: {sys.executable} -m pip install --editable {extra}"
    )


# -- private -------------------------------------------------------------------------------


def _steps(path: Path, lock: str) -> Iterator[Sequence[str]]:
    """What pip is asked to install, one thing after another."""
    pins = {pin.split("==")[0]: pin for pin in re.split(r"\n(?=[a-z])", path.read_text())}
    whole = ("--require-hashes", "--only-binary", ":all:", "--requirement", lock)
    sources = [name for name in SOURCES if name in pins]
    if sources:
        with TemporaryDirectory() as folder:
            first = Path(folder, "builder.txt")
            first.write_text(f"{pins[BUILDER]}\n")
            yield (*whole[:-1], str(first))
        yield (*whole, "--no-build-isolation", *(f"--no-binary={name}" for name in sources))
    else:
        yield whole
    yield ("--no-deps", "--no-build-isolation", "--editable", ".")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
