"""Every command that is printed works: each one is looked at, and those that can be are run."""

import os
import re
import shlex
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from pathway.cli.app import commands
from pathway.cli.examples import EXAMPLES
from tests.cli.conftest import Run, run
from tests.house import printed

__all__ = ["run"]

ROOT = printed.ROOT
#: Whole commands of the documents that are not run here, and why.
ELSEWHERE = {
    "pathway serve examples/service/service.yaml --as-of 2026-11-20": (
        "it serves until it is interrupted; tests/service/test_first_hour.py runs it"
    ),
    "pathway check knee_pain --watch": "it goes on until it is interrupted",
    "pathway tui --web my-patient.yaml": "it serves until it is interrupted",
    "pathway tui --web my-patient.yaml --port 8710 --public-url https://ward.example/pathway/": (
        "it serves until it is interrupted"
    ),
}
#: Documents all of whose blocks are run by a test of their own, one after another.
OWN_TESTS = (
    "authoring",
    "changes",
    "cohorts",
    "cohorts-fhir",
    "consultations",
    "integration",
    "interchange",
    "interchange-fhir",
    "interchange-rest",
    "library",
    "proofs",
    "service",
    "specs",
    "language",
)


def named() -> list[tuple[str, str]]:
    """Every command that is printed anywhere, with the file that prints it."""
    found = [
        (one.name, command) for one in printed.DOCUMENTS for command in printed.of_document(one)
    ]
    found += [(one.name, command) for one in printed.SOURCES for command in printed.of_source(one)]
    bin_ = re.compile(r".*\.venv/bin/(?=pathway )")
    made = [bin_.sub("", one) for one in printed.of_makefile()]
    found += [("Makefile", one) for one in made if one.startswith("pathway ")]
    return found + [("--help", one) for one in examples() if one.startswith("pathway ")]


def examples() -> list[str]:
    """What `--help` gives as examples, in an order in which they can be tried."""
    lines = "\n".join(line for lines in EXAMPLES.values() for line in lines)
    return list(dict.fromkeys(re.sub(r" \\\n +", " ", lines).splitlines()))


def test_every_command_that_is_named_exists_with_its_options() -> None:
    every = dict.fromkeys(named())
    assert len(every) > 120
    assert [
        f"{file}: {command}: {wrong}" for file, command in every if (wrong := fault(command))
    ] == []


@cache
def whole_command() -> Any:
    return get_command(commands())


def fault(command: str) -> str:
    """Why a command cannot be what it says; nothing where it can."""
    told: Any = whole_command()
    for word in printed.words_of(command.partition(" > ")[0]):
        if word.startswith("--"):
            known = {name for parameter in told.params for name in parameter.opts}
            if word.partition("=")[0] not in known | {"--help"}:
                return f"{told.name} has no option {word}"
        elif getattr(told, "commands", None):
            if word not in told.commands:
                return f"there is no command {word}"
            told = told.commands[word]
    return ""


@pytest.mark.parametrize(
    ("command", "wrong"),
    [
        ("pathway advise a.yaml --as-of 2026-11-20", ""),
        ("pathway records head > head.json", ""),
        ("pathway advice a.yaml", "there is no command advice"),
        ("pathway records tail", "there is no command tail"),
        ("pathway advise a.yaml --as-off 2026-11-20", "advise has no option --as-off"),
    ],
)
def test_a_wrong_command_would_be_seen(command: str, wrong: str) -> None:
    assert fault(command) == wrong


def whole() -> list[str]:
    """The commands of README, documents and `make` that can be run as they stand, in order."""
    told = []
    pages = list((ROOT / "src/pathway/ground/problem_pages").glob("*.md"))
    for path in printed.DOCUMENTS[: -len(pages)]:
        for command in printed.of_document(path):
            own = path.stem in OWN_TESTS and command not in IN_TEXT[path.stem]
            if printed.is_whole(command) and not own:
                told.append(command)
    return list(dict.fromkeys(told))


IN_TEXT = {
    name: set(re.findall(r"`(pathway [a-z][^`\n]*)`", (ROOT / f"docs/{name}.md").read_text()))
    for name in OWN_TESTS
}
#: What takes a moment; all else is run in the slow lane.
QUICK = re.compile(r"pathway (explain|schema|eval) |pathway advise examples/")


def works(run: Run, command: str, fine: tuple[int, ...] = (0,)) -> None:
    """It is run as printed, and ends well."""
    line, _, file = command.partition(" > ")
    if line.startswith("pathway tui ") and "--plain" not in line:
        line += " --plain"  # the same sitting; the screens have tests of their own
    stdin = "quit\n" if "--plain" in line else None
    done = run(*printed.words_of(line), stdin=stdin)
    assert done.exit_code in fine, f"{command}\n{done.stdout}\n{done.stderr}"
    assert done.stdout.strip() or "--output" in line, command
    if file:
        Path(file).write_text(done.stdout)


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """The folder in which a reader stands, with records of its own."""
    printed.prepare(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATHWAY_RECORDS", str(tmp_path / "records.db"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path


def test_the_quick_commands_of_the_documents_work_as_printed(run: Run, there: Path) -> None:
    asked = [one for one in whole() if QUICK.match(one)]
    assert len(asked) > 4
    for command in asked:
        works(run, command)


@pytest.mark.slow
def test_all_other_commands_of_the_documents_work_as_printed(run: Run, there: Path) -> None:
    """In the order in which they are printed, as some make what later ones use."""
    assert run("new", "knee_pain").exit_code == 0
    asked = [one for one in whole() if not QUICK.match(one) and one not in ELSEWHERE]
    assert len(asked) > 12
    for command in asked:
        works(run, command)


def test_what_is_run_elsewhere_is_still_printed() -> None:
    assert [one for one in ELSEWHERE if one not in whole()] == []


#: Examples that take a while.
SLOW = re.compile(r"pathway (check|spec f|site|prove|mutate|compare|diff) ")


def example_works(run: Run, line: str) -> None:
    """An example is typed as `--help` prints it; only what a screen would show is read out."""
    if not line.startswith("pathway "):
        subprocess.run(["sh", "-c", line], check=True)
        return
    command = line if line != "pathway tui examples/patients" else "pathway tui --help"
    works(run, command, fine=(0, 1) if command.startswith("pathway diff ") else (0,))


def test_the_quick_examples_of_the_help_work_as_printed(run: Run, there: Path) -> None:
    asked = [one for one in examples() if not SLOW.match(one)]
    assert len(asked) > 40
    for line in asked:
        example_works(run, line)


@pytest.mark.slow
def test_all_other_examples_of_the_help_work_as_printed(run: Run, there: Path) -> None:
    (there / ".git").symlink_to(ROOT / ".git")
    assert run("new", "knee_pain").exit_code == 0
    asked = [one for one in examples() if SLOW.match(one)]
    assert len(asked) > 8
    for line in asked:
        example_works(run, line)


@pytest.mark.slow
def test_what_make_says_to_try_next_works(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    hints = printed.of_makefile()
    assert len(hints) == 4
    for hint in hints:
        *before, command = hint.split(" && ")
        for first in before:
            python, script, name = shlex.split(first)
            assert (python, script) == (".venv/bin/python", "locks/install.py")
            assert (ROOT / f"locks/{name}.txt").is_file()
        command = command.removeprefix(".venv/bin/")
        works(run, command)


@pytest.mark.slow
def test_a_copy_of_the_source_gives_the_demo_and_all_it_says_to_try(tmp_path: Path) -> None:
    """Installs from the package index, as somebody does who has only Python and make."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    for name in filter(None, listed.decode().split("\0")):
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_file():
            target.write_bytes((ROOT / name).read_bytes())
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "MAKE"))}
    done = subprocess.run(
        ["make", "demo"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("EXAMPLE, as of 2026-11-20: not a real patient\n")
    for hint in re.findall(r"^  (\.venv/.*)$", done.stdout, re.MULTILINE):
        plain = f"{hint} --plain" if " tui " in hint else hint
        shown = subprocess.run(
            ["sh", "-c", plain],
            cwd=tmp_path,
            env=environment,
            input="quit\n",
            capture_output=True,
            text=True,
            check=False,
        )
        assert shown.returncode == 0, f"{hint}\n{shown.stderr}"
        assert shown.stdout
