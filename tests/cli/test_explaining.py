"""`pathway explain`: codes, keys, parts of a history, operators and phrases."""

import json

import pytest

from .conftest import Run

STEP_UP = """\
step up
  When a patient leaves this step for the next; once every therapy of the step
  is closed, that always happens.

  in       a pathway's file › nodes › NAME
  value    a mapping with `when`, `to`, `because`; may be left out
  example  step up: {when: at least 1 inadequate, to: drugs}
  since    0.1.0
"""
FAILED = """\
failed
  Whether it failed: an adequate trial with no response, or worse or not
  tolerated at any length, and no later trial helped fully.

  in       conditions, after the id of a therapy and a dot
  value    yes or no
  example  nsaid.failed
  since    0.1.0
"""
INADEQUATE = """\
at least inadequate
  at least so many of the step's therapies failed or helped only partly

  in       conditions
  example  at least 2 inadequate
  since    0.1.0
"""
COMPILED = """\
at least
  at least so many are true; what `at least … inadequate` becomes

  in       compiled conditions, never in a file
  example  at least 2 of {a, b, c}
  since    0.1.0
"""
WAITS = """\
{therapy} waits for {attribute}
  Speaks of one patient.

  in       scenarios, after Then
  value    {therapy}: a therapy, by id or title; {attribute}: an attribute of
           the vocabulary, by id or title
  example  acupuncture waits for bleeding disorder
  since    0.1.0
"""
WAITS_FOR_A_LIST = """\
the advice waits for the list of {lists}
  Speaks of one patient.

  in       scenarios, after Then
  value    {lists}: some of `problems`, `medicines`, `allergies`
  example  the advice waits for the list of medicines
  since    0.1.0
"""


def test_a_code_in_any_case(run: Run) -> None:
    result = run("explain", "p104")
    assert result.exit_code == 0
    assert result.stdout == run("explain", "P104").stdout
    assert "P104" in result.stdout


def test_without_a_name_all_codes_are_listed_and_what_else_there_is(run: Run) -> None:
    codes, _, rest = run("explain").stdout.partition("\n\n")
    lines = codes.splitlines()
    assert "P104  unknown attribute or name in a condition" in lines
    assert lines == sorted(lines)
    assert rest == (
        "`pathway explain` also explains keys ('step up'), operators of conditions ('at least "
        "inadequate'),\nparts of a history (nsaid.failed) and phrases of scenarios ('waits for').\n"
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("step up", STEP_UP),
        ("`Step  Up`", STEP_UP),
        ("failed", FAILED),
        ("acupuncture.failed", FAILED),
        ("at least inadequate", INADEQUATE),
        ("at least 3 inadequate", INADEQUATE),
        ("at least", f"{INADEQUATE}\n{COMPILED}"),
        ("waits for", f"{WAITS}\n{WAITS_FOR_A_LIST}"),
        ("And discectomy waits for age", WAITS),
    ],
)
def test_a_thing_by_any_of_its_names(asked: str, said: str, run: Run) -> None:
    result = run("explain", asked)
    assert result.exit_code == 0
    assert result.stdout == said


def test_a_key_of_several_files_is_told_once_for_each_meaning(run: Run) -> None:
    said = json.loads(run("explain", "verified", "--json").stdout)
    assert [(one["name"], len(one["where"])) for one in said] == [("verified", 24)]
    kinds = [one["where"] for one in json.loads(run("explain", "ongoing", "--json").stdout)]
    assert kinds == [
        ["a patient's file › trials"],
        ["conditions, after the id of a therapy and a dot"],
    ]


@pytest.mark.slow
@pytest.mark.parametrize("asked", ["STEP UP", "step-up", "step_up"])
def test_a_key_may_be_joined_otherwise(asked: str, run: Run) -> None:
    assert run("explain", asked).stdout == run("explain", "step up").stdout != ""


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("P999", "there is no problem code `P999`\n  help: `pathway explain` lists all codes"),
        ("step upp", "nothing is called `step upp`\n  help: did you mean `step up`?"),
        ("elligible", "nothing is called `elligible`\n  help: did you mean `eligible`?"),
        ("egfr", "nothing is called `egfr`\n  help: it is content: `pathway eval egfr PATIENT`"),
        ("Advil", "nothing is called `Advil`\n  help: it is content: `pathway why nsaid PATIENT`"),
        ("zzz", "nothing is called `zzz`\n  help: docs/reference.md lists all keys"),
        (".", "nothing is called `.`\n  help: docs/reference.md lists all keys"),
        ("", "nothing is called ``\n  help: docs/reference.md lists all keys"),
    ],
)
def test_what_is_not_there(asked: str, message: str, run: Run) -> None:
    result = run("explain", asked)
    assert result.exit_code == 2
    assert result.stderr == f"P505 {message}\n"


def test_a_code_as_data(run: Run) -> None:
    said = json.loads(run("explain", "P505", "--json").stdout)
    assert said["code"] == "P505"
    assert said["title"] == "nothing of this name can be explained"
    assert said["page"].startswith("# P505 nothing of this name can be explained\n")
    assert json.loads(run("explain", "--json").stdout)["P505"] == said["title"]
