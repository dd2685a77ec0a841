"""What `--help` shows: commands under headings, a line each, and examples of every one."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from typer.main import get_command

from pathway.cli.app import commands
from pathway.cli.examples import EXAMPLES

Shown = Callable[..., str]
ALL = """\
Usage: pathway [OPTIONS] COMMAND [ARGS]...

  Treatment pathways as declarative files: explained advice, unknown never
  taken as safe.

Options:
  --version             Show the version.
  --install-completion  Install completion for the current shell.
  --show-completion     Show completion for the current shell, to copy it or
                        customize the installation.
  -h, --help            Show this message and exit.

For one patient:
  advise   Advise on one patient: what to do, ask and avoid.
  why      Show the full reasons for one therapy, down to file and source.
  compare  Compare what several pathways say of a patient, or of many.
  tui      Open the terminal UI for clinicians.
  answer   Put one answer into a patient's file.
  decide   Take a decision on one therapy and record it.
  handout  Write the advice in plain language, for the patient to take home.
  summary  Write the advice on one page, for the record or a colleague.

To look up:
  list     List the pathways that there are, the therapies, or the sources.
  show     Draw a pathway: a tree, Mermaid, DOT or SVG, or a page.
  explain  Explain a problem code, or anything that may stand in a file.
  eval     Evaluate an expression of the condition language.

For authors:
  new      Start a pathway from a commented skeleton.
  check    Check a folder of pathways, all problems in one run.
  spec     Run executable guideline specs (Gherkin features).
  schema   Print the JSON Schema of a kind of file, or of the advice.
  site     Write a library as pages to read.

Proof and change:
  prove    Prove what no patient can be told, or show a patient who is.
  diff     Say which advice an edit changes, and for whom.
  mutate   Plant faults in a pathway, and see which the specs notice.
  report   Reports on a pathway for reviewers and regulators.

Records and health records:
  export   Write a pathway for other engines, as CQL with FHIR resources.
  serve    Answer record systems over HTTP (CDS Hooks).
  mcp      Let a software agent ask and propose (Model Context Protocol).
  records  What was decided: an append-only chain of records.
  ehr      Health records in FHIR: what is understood, and what is not.

Many patients:
  cohort   Many patients, from tables: who is due, who had better stop.

Examples:
  pathway list
  pathway advise examples/patients/mon-57.yaml
  pathway why acupuncture examples/patients/mon-57.yaml
  pathway explain P104

  Exit codes: 0 fine, 1 findings or errors in content, 2 wrong usage or
  unreadable file.
"""
RECORDS = """\
Usage: pathway records [OPTIONS] COMMAND [ARGS]...

  What was decided: an append-only chain of records. It can be verified and
  replayed.

Options:
  -h, --help  Show this message and exit.

Commands:
  list    List what was decided, in order.
  show    Show one record with all that it holds.
  verify  Check that no record was edited, removed, put in or moved.
  replay  Compute recorded advice again: identical, or what differs.
  export  Write all records as JSON Lines, one record a line.
  head    Write the end of the chain, to be kept elsewhere.

Examples:
  pathway records list --records records.db
  pathway records verify --records records.db
"""
DECIDE = """\
Examples:
  grep -v ^example: examples/patients/mon-57.yaml > my-patient.yaml
  pathway decide exercise_program my-patient.yaml --action decline \\
      --actor "Dr Ito" --records records.db
"""


def every() -> Iterator[tuple[str, ...]]:
    """The words of every command and of every group."""
    whole: Any = get_command(commands())
    yield ()
    for name, command in whole.commands.items():
        yield (name,)
        for under in getattr(command, "commands", ()):
            yield (name, under)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shown:
    """What a command shows in a terminal of 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")

    def show(*words: str, known: list[str] | None = None) -> str:
        whole: Any = get_command(commands(known))
        whole.main([*words, "--help"], prog_name="pathway", standalone_mode=False)
        return capsys.readouterr().out

    return show


def test_the_commands_stand_under_headings(shown: Shown) -> None:
    assert shown() == ALL


def test_a_group_lists_its_own_commands(shown: Shown) -> None:
    assert shown("records") == RECORDS


def test_an_example_that_is_too_long_for_a_line_can_be_pasted(shown: Shown) -> None:
    assert shown("decide").endswith(DECIDE)


def test_every_command_has_examples() -> None:
    assert sorted(EXAMPLES) == sorted(" ".join(words) for words in every())


@pytest.mark.parametrize("words", list(every()), ids=" ".join)
def test_the_help_of_a_command_fits_and_shows_its_examples(
    shown: Shown, words: tuple[str, ...]
) -> None:
    examples = EXAMPLES[" ".join(words)]
    lines = shown(*words).splitlines()
    assert [line for line in lines if len(line) > 80] == []
    assert [line for line in lines if line.endswith("...") and not line.startswith("Usage")] == []
    head = "Examples:" if len(examples) > 1 else "Example:"
    at = lines.index(head) + 1
    assert lines[at : at + len(examples)] == [f"  {one}" for one in examples]


@pytest.mark.parametrize("words", [("advise",), ("records", "verify")])
def test_the_help_is_the_same_where_only_its_command_is_loaded(
    shown: Shown, words: tuple[str, ...]
) -> None:
    assert shown(*words, known=[words[0]]) == shown(*words)
