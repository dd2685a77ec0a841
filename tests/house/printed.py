"""The commands that the project prints: where they stand, and what they are run on."""

import re
import shlex
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tests.examples import real_patients

ROOT = Path(__file__).parents[2]
DOCUMENTS = (
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "src/pathway/ground/problem_pages").glob("*.md")),
)
SOURCES = sorted((ROOT / "src/pathway").rglob("*.py"))
_IN_TEXT = re.compile(r"`(pathway [a-z][^`\n]*)`")
# What is made from the commands says how they are used, and is none that could be run.
_USAGE = re.compile(r"<!-- commands -->.*?<!-- /commands -->", re.DOTALL)
_ON_A_LINE = re.compile(
    r"^(?:\$ | {4})?(?:\.venv/bin/)?(pathway [a-z](?:\\\n|[^\n])*)$", re.MULTILINE
)
# A block of text shows what a command answers, and no command.
_BLOCK = re.compile(r"^```(?!text)\w*\n.*?^```$|(?:^ {4}[^\n]*\n)+", re.MULTILINE | re.DOTALL)


def of_document(path: Path) -> Iterator[str]:
    """The commands of a document, from its running text and from its blocks."""
    text = _USAGE.sub("", path.read_text())
    yield from _IN_TEXT.findall(text)
    for block in _BLOCK.findall(text):
        for line in _ON_A_LINE.findall(block):
            # What follows in a line is a remark: three spaces, or the sign of a comment.
            yield re.split(r"   | +# ", re.sub(r"\s*\\\n\s*", " ", line))[0]


def of_source(path: Path) -> Iterator[str]:
    """The commands that messages, hints and docstrings name."""
    for command in _IN_TEXT.findall(path.read_text()):
        if "{" not in command:
            yield command


def of_makefile() -> list[str]:
    """What `make demo` says to try next, as it prints it."""
    text = (ROOT / "Makefile").read_text()
    names = dict(re.findall(r"^(\w+) := (.*)$", text, re.MULTILINE))
    printed = re.findall(r'^\t@echo "  (\$\(BIN\).*)"$', text, re.MULTILINE)
    for _ in names:
        printed = [
            re.sub(r"\$\((\w+)\)", lambda name: names.get(name[1], name[0]), one) for one in printed
        ]
    return printed


def words_of(command: str) -> list[str]:
    """A command's words without the program and without `…`, which stands for what is left out."""
    return [word for word in shlex.split(command)[1:] if word != "…"]


def is_whole(command: str) -> bool:
    """Whether it can be run as it stands: no placeholder, nothing left out, and an argument.

    A name that is said in a text, such as `pathway records list`, is a name.
    """
    words = words_of(command)
    if words[0] in ("ehr", "records", "report"):
        words = words[1:]
    if command == "pathway records list":
        return True
    if len(words) < 2 or "…" in command:
        return False
    placeholder = any(re.fullmatch(r"\[?[A-Z][A-Z]+.*|ID|EXPR", word) for word in words)
    coded = words[0] == "explain" and re.fullmatch(r"P\d{3}", words[1]) is not None
    return coded or not placeholder


def prepare(folder: Path) -> None:
    """A folder with what the documents speak of, as somebody has it after following them."""
    for name in ("pathways", "features", "examples"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copy(real_patients() / "mon-57.yaml", folder / "my-patient.yaml")
    told = (real_patients() / "anticoagulated-78.yaml").read_text()
    (folder / "patient.yaml").write_text(told.replace("2026-11-20", date.today().isoformat()))
    shutil.copy(ROOT / "examples/fhir/sciatica.json", folder / "sciatica.json")
    shutil.copy(ROOT / "examples/fhir/sciatica.json", folder / "bundle.json")
    shutil.copy(ROOT / "examples/fhir/riverside.yaml", folder / "riverside.yaml")
    shutil.copy(ROOT / "examples/fhir/riverside.yaml", folder / "site.yaml")
