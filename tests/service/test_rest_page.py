"""docs/interchange-rest.md works as it says: every command, against the real server."""

from pathlib import Path

import pytest

from tests.authoring.test_authoring import BLOCK, pattern
from tests.house.printed import ROOT
from tests.nginx import free_ports

from .test_first_hour import commands, folder, served, serves, shell

__all__ = ["folder"]

PAGE = (ROOT / "docs/interchange-rest.md").read_text()


def followed() -> list[tuple[str, str]]:
    """Every command in order, with its answer."""
    blocks = BLOCK.findall(PAGE)
    return [one for kind, block in blocks if kind == "console" for one in commands(block)]


@pytest.mark.slow
@pytest.mark.needs("curl")
def test_every_command_of_the_page(folder: Path) -> None:
    _, port = free_ports()
    for name in ("service.yaml", "ask.py"):
        file = folder / "examples/service" / name
        file.write_text(file.read_text().replace("localhost:8002", f"localhost:{port}"))
    here = [
        tuple(text.replace("localhost:8002", f"localhost:{port}") for text in one)
        for one in followed()
    ]
    [at] = [number for number, (command, _) in enumerate(here) if serves(command)]
    assert at == 0
    (command, says), after = here[0], here[1:]
    with served(folder, command, port) as said:
        assert said.rstrip("\n") == says
        answers = shell(folder, [one for one, _ in after])
    for (one, answer), told in zip(after, answers, strict=True):
        assert pattern(answer).fullmatch(told), f"{one}\n{told}"


def test_what_the_page_shows() -> None:
    blocks = BLOCK.findall(PAGE)
    assert {kind for kind, _ in blocks} == {"console", "python"}
    assert len(followed()) == 8
    [script] = [block for kind, block in blocks if kind == "python"]
    assert script == (ROOT / "examples/service/ask.py").read_text()
