"""The example patients as if they were real ones: copies without the key `example`.

Of an example nothing is recorded, and every page about it says so; most tests are about patients.
"""

import atexit
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples/patients"


@cache
def real_patients() -> Path:
    """The folder with the copies, which goes with the process."""
    folder = Path(tempfile.mkdtemp(prefix="patients-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for path in EXAMPLES.glob("*.yaml"):
        (folder / path.name).write_text(real(path.read_text()))
    return folder


def real(text: str) -> str:
    """A patient file's text without the line that makes it an example."""
    return re.sub(r"^example: .*\n", "", text, flags=re.MULTILINE)
