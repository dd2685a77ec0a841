"""A million made-up patients under two versions of a pathway: `make demo-cohort`.

    python examples/cohort/demo.py [PATIENTS] [FOLDER]

Nobody in the table is real. The second version of the library is a copy in which stomach protection
beside an NSAID begins at 45 years and no longer at 65: guidelines differ there.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
LIBRARY: Final = ROOT / "pathways"
PEOPLE: Final = ROOT / "examples/cohort/distributions.yaml"
AS_OF: Final = ("--as-of", "2026-11-20")


def later(version: re.Match[str]) -> str:
    """The next minor version."""
    return f'version: "{version[1]}.{int(version[2]) + 1}.0"\n'


#: What the second version changes: in which file, what stands there, and what comes in its place.
CHANGES: Final = (
    ("parameters.yaml", r"(  ppi_age:\n    title: [^\n]+\n    default: )65\n", r"\g<1>45\n"),
    ("sciatica.yaml", r'^version: "([0-9]+)\.([0-9]+)[0-9.]*"\n', later),
)


def main(arguments: Sequence[str]) -> int:
    """Make the table, evaluate it under both versions, and say where the pages are."""
    patients = int(arguments[0]) if arguments else 1_000_000
    folder = Path(arguments[1]) if len(arguments) > 1 else ROOT / "build/cohort"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    began = time.monotonic()
    table, answers = folder / "patients.parquet", folder / "answers.parquet"
    following = next_version(folder / "next")
    told(["synth", str(patients), str(table), "--distributions", str(PEOPLE), *AS_OF])
    # The report and the comparison need each other for nothing: a processor for each.
    difference = started(["diff", str(LIBRARY), str(following), str(table), *AS_OF])
    told(["run", str(table), str(answers), *AS_OF])
    page, changes = folder / "report.html", folder / "changes.txt"
    page.write_text(told(["report", str(answers), "--format", "html"], quiet=True), "utf-8")
    changes.write_text(finished(difference), "utf-8")
    print("\n".join(changes.read_text("utf-8").splitlines()[:12]))
    print(f"\n{patients:,} patients under two versions in {time.monotonic() - began:,.0f} seconds:")
    print(f"  {page}\n      who is due, and where care has gaps\n  {changes}")
    print("      what the next version changes, and for whom")
    shown(page)
    return 0


def next_version(folder: Path) -> Path:
    """A copy of the library with one threshold changed."""
    shutil.copytree(LIBRARY, folder)
    for name, before, after in CHANGES:
        text = (folder / name).read_text("utf-8")
        changed, places = re.subn(before, after, text, flags=re.MULTILINE)
        if places != 1:
            raise SystemExit(
                f"{name} is not as it was: what the demonstration changes is not there"
            )
        (folder / name).write_text(changed, "utf-8")
    return folder


# -- private -------------------------------------------------------------------------------


def told(command: Sequence[str], *, quiet: bool = False) -> str:
    """What a command prints, which is also shown with how long it took."""
    began = time.monotonic()
    output = finished(started(command))
    if not quiet:
        print(f"{output.rstrip()}  [{time.monotonic() - began:,.1f} s]", flush=True)
    return output


def started(command: Sequence[str]) -> subprocess.Popen[str]:
    """A command on its way; a page is as wide as a page."""
    print("$ pathway cohort", *(shortened(word) for word in command), flush=True)
    words = [sys.executable, "-m", "pathway", "cohort", *command]
    return subprocess.Popen(  # noqa: S603 -- our own program, and no shell
        words, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )


def finished(process: subprocess.Popen[str]) -> str:
    """What a command printed; ends the demonstration where it failed."""
    output, _ = process.communicate()
    if process.returncode != 0:
        raise SystemExit(process.returncode)
    return output


def shortened(word: str) -> str:
    """A path as it is seen from the project's folder."""
    return word.removeprefix(f"{ROOT}{os.sep}")


def shown(page: Path) -> None:
    """Open a page where somebody sits at a screen."""
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    opener = "open" if sys.platform == "darwin" else "xdg-open" if screen else None
    if opener is not None and sys.stdout.isatty() and shutil.which(opener) is not None:
        subprocess.run([opener, str(page)], check=False)  # noqa: S603 -- no shell


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
