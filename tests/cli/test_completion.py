"""Completion in a shell: what bash really offers, and what the other shells are answered."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE

BIN = Path(sys.executable).parent


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("_")}
    path = f"{BIN}{os.pathsep}{kept['PATH']}"
    return kept | {"HOME": str(home), "PATH": path, "COLUMNS": "80"} | more


def in_bash(home: Path, *words: str) -> list[str]:
    """What bash completes the last of these words to, by the script that is printed for it."""
    shell = shutil.which("bash")
    assert shell is not None
    script = home / "completion.sh"
    script.write_text(printed(home, "bash"))
    lines = [
        f"source '{script}'",
        'COMP_WORDS=("$@")',
        "COMP_CWORD=$(($# - 1))",
        "_pathway_completion pathway",
        "printf '%s\\n' \"${COMPREPLY[@]}\"",
    ]
    done = subprocess.run(
        [shell, "--norc", "-c", "\n".join(lines), "bash", *words],
        env=environment(home),
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    assert done.stderr == ""
    return done.stdout.split()


def printed(home: Path, shell: str) -> str:
    """The script that `--show-completion` prints for a shell."""
    asked = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    return run(home, "--show-completion", shell, **asked)


def run(home: Path, *words: str, **more: str) -> str:
    done = subprocess.run(
        [BIN / "pathway", *words],
        env=environment(home, **more),
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    assert done.stderr == ""
    return done.stdout


def asked_by(shell: str, home: Path, typed: str, **more: str) -> str:
    """What a shell is answered that asks through the environment."""
    return run(home, _PATHWAY_COMPLETE=f"complete_{shell}", _TYPER_COMPLETE_ARGS=typed, **more)


@pytest.mark.needs("bash")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("re",), ["report", "records"]),
        (("records", "ver"), ["verify"]),
        (("advise", "--pathway", "low"), ["low-back-pain", "low-back-pain-nice"]),
        (("why", "ACU"), []),
        (("why", "acup"), ["acupressure", "acupuncture"]),
        (("decide", "nsa"), ["nsaid"]),
        (("explain", "P51"), ["P510", "P511", "P512", "P513", "P514"]),
        (("explain", "contra"), ["contraindicated"]),
        (("answer", "x.yaml", "bleeding"), ["bleeding_disorder"]),
        (("answer", "x.yaml", "bleeding_disorder", ""), ["yes", "no", "unknown"]),
        (("show", "sci"), ["sciatica"]),
        (("compare", "x.yaml", "sciatica", "knee"), ["knee-osteoarthritis"]),
        (("report", "intended-use", "post"), ["post-surgical"]),
        (("schema", "pat"), ["pathway", "patient"]),
        (("advise", "--library", "nowhere", "--pathway", ""), []),
    ],
)
def test_what_bash_offers(tmp_path: Path, words: tuple[str, ...], offered: list[str]) -> None:
    assert in_bash(tmp_path, "pathway", *words) == offered


def test_a_library_that_is_named_is_asked(tmp_path: Path, library: Path) -> None:
    typed = f"pathway advise --library {library} --pathway "
    assert asked_by("fish", tmp_path, typed, _TYPER_COMPLETE_FISH_ACTION="get-args") == (
        "pain\tMy new pathway\n"
    )


def test_zsh_is_told_what_the_words_mean(tmp_path: Path) -> None:
    assert asked_by("zsh", tmp_path, "pathway why acupu") == (
        """_arguments '*: :(("acupuncture":"acupuncture (manual)"))'\n"""
    )


def test_where_a_file_is_meant_the_shell_completes_it(tmp_path: Path) -> None:
    assert asked_by("zsh", tmp_path, "pathway advise exam") == "_files\n"


BASH = """\
_pathway_completion() {
    local IFS=$'
'
    COMPREPLY=( $( env COMP_WORDS="${COMP_WORDS[*]}" \\
                   COMP_CWORD=$COMP_CWORD \\
                   _PATHWAY_COMPLETE=complete_bash $1 ) )
    return 0
}

complete -o default -F _pathway_completion pathway
"""
ZSH = """\
#compdef pathway

_pathway_completion() {
  eval $(env _TYPER_COMPLETE_ARGS="${words[1,$CURRENT]}" _PATHWAY_COMPLETE=complete_zsh pathway)
}

compdef _pathway_completion pathway
"""
FISH = (
    'complete --command pathway --no-files --arguments "(env _PATHWAY_COMPLETE=complete_fish '
    '_TYPER_COMPLETE_FISH_ACTION=get-args _TYPER_COMPLETE_ARGS=(commandline -cp) pathway)" '
    '--condition "env _PATHWAY_COMPLETE=complete_fish _TYPER_COMPLETE_FISH_ACTION=is-args '
    '_TYPER_COMPLETE_ARGS=(commandline -cp) pathway"\n'
)


@pytest.mark.parametrize(("shell", "script"), [("bash", BASH), ("zsh", ZSH), ("fish", FISH)])
def test_the_script_of_each_shell(tmp_path: Path, shell: str, script: str) -> None:
    assert printed(tmp_path, shell) == script


@pytest.mark.needs("bash")
def test_it_is_installed_for_the_shell_that_asks(tmp_path: Path) -> None:
    told = subprocess.run(
        ["bash", "--norc", "-c", "pathway --install-completion; true"],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    file = tmp_path / ".bash_completions" / "pathway.sh"
    assert told.stderr == ""
    assert told.stdout == (
        f"bash completion installed in {file}\n"
        "Completion will take effect once you restart the terminal\n"
    )
    assert file.read_text() == BASH.rstrip("\n")
    assert (tmp_path / ".bashrc").read_text() == f"\nsource '{file}'\n"


def test_nothing_heavy_is_loaded_to_complete(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from pathway.cli import main\n"
        "sys.argv = ['pathway']\n"
        "try:\n"
        "    main()\n"
        "except SystemExit:\n"
        "    heavy = {'pydantic', 'networkx', 'textual', 'pytest', 'pathway.compiler'}\n"
        "    print(sorted(heavy & set(sys.modules)))\n"
    )
    typed = {"COMP_WORDS": "pathway why acupu", "COMP_CWORD": "2"}
    asked = environment(tmp_path, _PATHWAY_COMPLETE="complete_bash", **typed)
    shown = [
        subprocess.run(
            [sys.executable, "-c", program],
            env=asked,
            capture_output=True,
            text=True,
            check=True,
            timeout=PATIENCE,
        ).stdout
        for _ in range(2)  # the first run may have to compile what it keeps
    ]
    assert shown[1] == "acupuncture\n[]\n"
