"""The command `pathway mcp`: what it refuses before it serves, and what it checks."""

import socket
from pathlib import Path

import pytest

from tests.cli.conftest import Run, run
from tests.examples import EXAMPLES

__all__ = ["run"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--token", "x"], "P510 --token goes with --http\n"),
        (["--patients", "no-such"], "P501 cannot read the folder `no-such`: no such file or dir"),
        (
            ["--http", "8003"],
            "P510 `8003` is not an address to listen on\n  help: for example: --http 127.0.0.1:",
        ),
        (["--http", "127.0.0.1:99999"], "P510 `127.0.0.1:99999` is not an address to listen on\n"),
        (
            ["--http", "0.0.0.0:0"],
            "P510 `0.0.0.0` is reached from other computers: that needs `--token`\n  help: or",
        ),
        (
            ["--http", "example.org:0"],
            "P510 `example.org` is reached from other computers: that needs `--token`\n",
        ),
        (
            ["--http", "127.0.0.1:0", "--token", "no-such"],
            "P501 cannot read the token in `no-such`",
        ),
        (["--records", "README.md/records.db"], "P70"),
    ],
)
def test_what_is_refused(run: Run, options: list[str], says: str) -> None:
    done = run("mcp", *options)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(says), done.stderr


def test_a_token_that_is_too_short(run: Run, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("secret\n")
    done = run("mcp", "--http", "127.0.0.1:0", "--token", str(tmp_path / "token"))
    assert done.exit_code == 2
    assert done.stderr == (
        f"P510 the token in `{tmp_path / 'token'}` has fewer than 32 letters and digits\n"
        "  help: openssl rand -hex 32 makes one\n"
    )


def test_a_port_that_is_taken(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("mcp", "--http", f"127.0.0.1:{port}")
    assert done.exit_code == 2
    assert done.stderr.startswith(f"P510 cannot listen on 127.0.0.1:{port}: ")


def test_the_patients_are_looked_at(run: Run, tmp_path: Path) -> None:
    title = "Conservative care of low back pain, sciatica and knee osteoarthritis"
    count = len(list(EXAMPLES.glob("*.yaml")))
    done = run("mcp", "--patients", str(EXAMPLES), "--check")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"{title}: {count} of {count} patients can be read\n"
    (tmp_path / "a.yaml").write_text("patient: a\nnonsense: 1\n")
    (tmp_path / "b.yaml").write_text("patient: b\n")
    done = run("mcp", "--patients", str(tmp_path), "--check")
    assert done.exit_code == 1
    assert done.stdout == f"a cannot be read:\n{title}: 1 of 2 patients can be read\n"
    assert done.stderr.startswith("P101 unknown key `nonsense`\n")
