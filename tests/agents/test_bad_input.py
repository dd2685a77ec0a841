"""What cannot be answered: a tool error with the code of the problem, and no word in the log."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp.types import CallToolResult

from pathway.service.agents import tools
from pathway.service.agents.arguments import DEEPEST, MOST_HELD, MOST_TEXT
from pathway.service.agents.assertions import MOST_VALUES
from pathway.service.agents.patient_folder import PatientFolder

from .asking import examples
from .test_mcp import COMMAND, ROOT, listening, over_stdio, text_of, within


def deep(levels: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for _ in range(levels):
        found = {"a": found}
    return found


#: A name that must not stand in any log.
SECRET = "Erika Mustermann"
TABLE: list[tuple[str, dict[str, Any] | None, str, str]] = [
    ("nope", {}, "P510", "there is no tool `nope`"),
    ("why", None, "P510", "`why` needs `therapy`"),
    ("why", {"therapy": "nsaid"}, "P510", "name either a `patient`, or give a `record`"),
    (
        "why",
        {"therapy": "nsaid", "patient": "mon-57", "record": {}},
        "P510",
        "name either a `patient`, or give a `record`",
    ),
    ("why", {"therapy": "x", "patient": "mon-57"}, "P503", "unknown therapy `x`"),
    ("why", {"therapy": 7, "patient": "mon-57"}, "P510", "`therapy` should be text"),
    ("why", {"therapy": "x" * 501}, "P510", f"`therapy` is longer than {MOST_TEXT} characters"),
    ("why", {"therapy": "opioids", "patient": "mon-57"}, "P513", "`opioids` may mean more than"),
    ("advise_brief", {"patient": SECRET}, "P501", f"no patient `{SECRET}`"),
    ("advise_brief", {"patient": "../patients/mon-57"}, "P501", "no patient `../patients/mon-57`"),
    ("advise_brief", {"patient": "mon-57.yaml"}, "P501", "no patient `mon-57.yaml`"),
    ("advise_brief", {"patient": "/etc/passwd"}, "P501", "no patient `/etc/passwd`"),
    ("advise_brief", {"patient": "mon-57\x00"}, "P501", "no patient `mon-57␀`"),
    ("advise_brief", {"patient": ""}, "P501", "no patient ``"),
    (
        "advise_brief",
        {"patient": "mon-57", "as_of": "x"},
        "P510",
        "`advise_brief` takes no `as_of`",
    ),
    ("advise_brief", {"patient": "mon-57", "said": []}, "P510", "`said` should be an object"),
    ("advise_brief", {"patient": "mon-57", "said": {"x": 1}}, "P401", "`attributes.x`: unknown"),
    ("advise_brief", {"patient": "mon-57", "said": {"age": SECRET}}, "P402", "`attributes.age`"),
    (
        "advise_brief",
        {"patient": "mon-57", "said": {f"a{n}": 1 for n in range(MOST_VALUES + 1)}},
        "P510",
        f"`said` has more than {MOST_VALUES} values",
    ),
    ("advise_brief", {"record": {}}, "", ""),
    ("advise_brief", {"record": {"label": 7}}, "P103", "`label`: `label` should be text"),
    ("advise_brief", {"record": {"resourceType": "Bundle"}}, "P423", "there is no patient"),
    (
        "advise_brief",
        {"record": deep(DEEPEST + 5)},
        "P510",
        f"`record` is nested deeper than {DEEPEST} levels",
    ),
    (
        "advise_brief",
        {"record": {"label": "x" * (MOST_HELD + 1)}},
        "P510",
        f"`record` holds more than {MOST_HELD} characters and values",
    ),
    ("ask_next", {"patient": "mon-57", "count": 0}, "P510", "`count` should be 1 or more"),
    ("ask_next", {"patient": "mon-57", "count": True}, "P510", "`count` should be a whole number"),
    ("ask_next", {"patient": "mon-57", "count": 1.5}, "P510", "`count` should be a whole number"),
    ("explain_source", {"id": "x"}, "P505", "there is no rule, recommendation or publication `x`"),
    (
        "check_proposal",
        {"patient": "mon-57"},
        "P510",
        "give either a `proposal` in words, or an `order`",
    ),
    (
        "check_proposal",
        {"patient": "mon-57", "proposal": "nsaid", "order": {}},
        "P510",
        "give either a `proposal` in words, or an `order`",
    ),
    (
        "check_proposal",
        {"patient": "mon-57", "order": {"resourceType": "Patient"}},
        "P510",
        "`order` is no order that is read here",
    ),
]


def problems(told: CallToolResult) -> list[tuple[str, str]]:
    assert told.structured_content is not None
    return [(one["code"], one["message"]) for one in told.structured_content["errors"]]


@pytest.mark.parametrize(("tool", "given", "code", "message"), TABLE)
async def test_what_cannot_be_answered(
    tool: str, given: dict[str, Any] | None, code: str, message: str, caplog: Any
) -> None:
    async with within() as client:
        told = await client.call_tool(tool, given)
    if not code:
        assert not told.is_error
        return
    assert told.is_error
    found = problems(told)
    assert found[0][0] == code, found
    assert found[0][1].startswith(message)
    assert text_of(told).startswith(code)
    assert caplog.text == ""


async def test_a_fault_of_ours_says_where_and_nothing_of_a_patient(
    monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    def broken(*_: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr(tools, "brief_text", broken)
    async with within() as client:
        told = await client.call_tool("advise_brief", {"patient": "mon-57"})
    assert told.is_error
    assert problems(told) == [("P514", "a fault of this program: there is no answer")]
    assert "fault ValueError at " in caplog.text
    assert SECRET not in caplog.text
    assert "Traceback" not in caplog.text


def test_no_file_outside_of_the_folder_is_read(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "outside.yaml").write_text("patient: outside")
    (inside / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    (inside / "a.yaml").write_text("patient: a")
    (inside / "b.json").write_text('{"patient": "b"}')
    (inside / "b.yaml").write_text("patient: b")
    (inside / ".hidden.yaml").write_text("patient: hidden")
    (inside / "notes.txt").write_text("x")
    (inside / "folder.yaml").mkdir()
    assert list(PatientFolder(inside).files()) == ["a", "b.json", "b.yaml"]


@pytest.mark.slow
def test_nonsense_on_standard_input_ends_nothing_and_is_not_logged() -> None:
    hello = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": {"name": "x", "version": "1"},
        },
    }
    lines = [
        json.dumps(hello),
        json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}),
        f'{{"jsonrpc": "2.0", "id": 2, "method": "tools/call", {SECRET}',
        "[" * 100_000 + SECRET,
        SECRET,
        json.dumps({"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": SECRET}),
        json.dumps({"jsonrpc": "2.0", "id": 4, "method": "no/such", "params": {"a": SECRET}}),
        json.dumps({"jsonrpc": "2.0", "id": 5, "method": "tools/list"}),
    ]
    command = [sys.executable, *COMMAND]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write("\n".join(lines) + "\n")
        process.stdin.flush()
        answers: dict[Any, Any] = {}
        while 5 not in answers:
            told = json.loads(process.stdout.readline())
            answers[told.get("id")] = told
        process.stdin.close()
        assert process.wait() == 0
        log = process.stderr.read()
    assert "error" in answers[4]  # what is no request at all is passed over
    assert len(answers[5]["result"]["tools"]) == 6
    assert log == ""


@pytest.mark.slow
async def test_a_flood_is_refused_and_the_next_call_answered() -> None:
    async with over_stdio() as client:
        flood = {"record": {"label": "x" * 5_000_000}}
        assert (await client.call_tool("advise_brief", flood)).is_error
        told = await client.call_tool("advise_brief", {"patient": "mon-57"})
        assert not told.is_error


@pytest.mark.slow
def test_nothing_of_a_request_over_http_is_logged(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with listening(log=log) as address, httpx.Client(timeout=60) as client:
        headers = {"Accept": "application/json, text/event-stream"}
        for body in (SECRET, "[" * 5000, json.dumps({"jsonrpc": "2.0", "x": SECRET})):
            told = client.post(
                address, content=body, headers={**headers, "Content-Type": "application/json"}
            )
            assert told.status_code == 400
        flood = client.post(address, content="x" * 5_000_000, headers=headers)
        assert flood.status_code in (400, 413)
    assert log.read_text() == ""


def test_the_examples_can_all_be_read() -> None:
    assert examples().unread() == {}
