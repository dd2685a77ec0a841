"""The clinician's terminal against an empty Textual app, each in a real pseudo-terminal.

Measured from outside, as somebody at the keyboard would: from starting the program to the first
useful screen, from a key to what it draws, and the memory that the program then holds; and in a
browser from opening the printed address.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATIENT = ROOT / "examples/patients/mon-57.yaml"
RUNS = 7
ROUNDS = 50
SIZE = (120, 40)

EMPTY = """
from textual.app import App
from textual.widgets import Static

class Empty(App):
    def compose(self):
        yield Static("ready")

Empty().run()
"""

#: The terminal without the command line in front of it.
DIRECT = f"""
from pathlib import Path
from pathway.tui import run
from pathway.tui.setting import Setting

run(Setting(), Path({str(PATIENT.parent)!r}))
"""


class Terminal:
    """A program in a pseudo-terminal of its own."""

    def __init__(self, command: Sequence[str], home: str) -> None:
        self.began = time.perf_counter()
        self.pid, self._file = pty.fork()
        if self.pid == 0:  # the child
            environment = {**os.environ, "TERM": "xterm-256color", "XDG_STATE_HOME": home}
            environment.pop("NO_COLOR", None)
            os.execve(command[0], list(command), environment)
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))

    def until(self, text: str, seconds: float = 20) -> float:
        """Read what is drawn until a text stands in it; the time when it did."""
        seen = b""
        end = time.perf_counter() + seconds
        while text.encode() not in seen:
            ready, _, _ = select.select([self._file], [], [], max(0, end - time.perf_counter()))
            if not ready:
                raise TimeoutError(f"`{text}` was never drawn")
            seen += os.read(self._file, 65536)
        return time.perf_counter()

    def quiet(self) -> None:
        """Read until nothing more is drawn."""
        while select.select([self._file], [], [], 0.1)[0]:
            os.read(self._file, 65536)

    def press(self, keys: str, then: str) -> tuple[float, float]:
        """Press keys; the seconds until a text is drawn, and those of processor until quiet."""
        self.quiet()
        began, cpu = time.perf_counter(), self.cpu
        os.write(self._file, keys.encode())
        took = self.until(then) - began
        self.quiet()
        return took, self.cpu - cpu

    @property
    def cpu(self) -> float:
        """The seconds of processor that the program has taken, however busy the machine is."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def memory(self) -> float:
        """The most memory that the program ever held, in MiB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024

    def close(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._file)


def first_screen(command: Sequence[str], text: str, home: str) -> tuple[float, float]:
    """The seconds from starting a program to a text on its screen, and those of processor."""
    terminal = Terminal(command, home)
    try:
        return terminal.until(text) - terminal.began, terminal.cpu
    finally:
        terminal.close()


def starting(home: str) -> None:
    tui = [sys.executable, "-m", "pathway", "tui"]
    programs = {
        "an empty Textual app": ([sys.executable, "-c", EMPTY], "ready"),
        "choosing, called directly": ([sys.executable, "-c", DIRECT], "acute-back-35"),
        "pathway tui": ([*tui, str(PATIENT.parent)], "acute-back-35"),
        "pathway tui PATIENT": ([*tui, str(PATIENT)], "ASK NEXT"),
    }
    for command, text in programs.values():
        first_screen(command, text, home)
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in programs}
    for _ in range(RUNS):  # turn by turn, so that a noisy moment strikes all of them
        for name, (command, text) in programs.items():
            found[name].append(first_screen(command, text, home))
    print(f"first useful screen, {SIZE[0]}x{SIZE[1]} (least of {RUNS}; aim: 1.5 x)")
    baseline: tuple[float, float] | None = None
    for name, times in found.items():
        wall, cpu = (min(column) for column in zip(*times, strict=True))  # load only adds
        baseline = baseline or (wall, cpu)
        ratios = f"{wall / baseline[0]:5.2f} x   {cpu / baseline[1]:5.2f} x"
        print(f"  {name:26} {wall * 1000:6.0f} ms  processor {cpu * 1000:6.0f} ms   {ratios}")


def typing(home: str) -> None:
    command = [sys.executable, "-m", "pathway", "tui", str(PATIENT), "--as-of", "2026-11-20"]
    terminal = Terminal(command, home)
    try:
        terminal.until("ASK NEXT")
        times: dict[str, list[tuple[float, float]]] = {}
        for _ in range(ROUNDS):
            for name, key, then in _SITTING:
                times.setdefault(name, []).append(terminal.press(key, then))
        count = ROUNDS * len(_SITTING)
        print(f"\nkey to repaint of the brief ({count} keys; aim: median 50 ms, worst 80 ms)")
        for name, took in times.items():
            walls, cpus = zip(*took, strict=True)
            middle, worst = statistics.median(walls) * 1000, max(walls) * 1000
            cpu = statistics.mean(cpus) * 1000
            print(f"  {name:24} {middle:6.1f} ms  worst {worst:6.1f} ms   processor {cpu:5.1f} ms")
        print(f"\nmemory at the most (aim: 120 MiB)\n  {'':24} {terminal.memory:7.0f} MiB")
    finally:
        terminal.close()


#: Two answers and both taken back: what is timed, the key, and what it draws.
_SITTING = (
    ("answer", "n", "none of these"),
    ("answer", "n", "bleeding disorder: no"),
    ("take back", "z", "taken back: bleeding"),
    ("take back", "z", "taken back: Cauda"),
)


async def page(address: str) -> float:
    """The seconds from opening the address to the first screen, as a browser would open it."""
    import aiohttp

    base, began, told = address.partition("/?")[0], time.perf_counter(), b""
    jar = aiohttp.CookieJar(unsafe=True)  # an address without a name
    async with aiohttp.ClientSession(cookie_jar=jar) as browser:
        async with browser.get(address) as answer:
            await answer.read()
        url = f"{base}/ws?width={SIZE[0]}&height={SIZE[1]}"
        async with browser.ws_connect(url, headers={"Origin": base}) as socket:
            async for message in socket:
                told += message.data if message.type is aiohttp.WSMsgType.BINARY else b""
                if b"ASK NEXT" in told:
                    return time.perf_counter() - began
    raise RuntimeError("the terminal ended before its first screen")


def browsing(home: str) -> None:
    command = [sys.executable, "-m", "pathway", "tui", str(PATIENT), "--web"]
    environment = {**os.environ, "XDG_STATE_HOME": home}
    times = []
    for _ in range(RUNS):
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env=environment
        ) as server:
            assert server.stdout is not None
            server.stdout.readline()
            times.append(asyncio.run(page(server.stdout.readline().strip())))
            server.send_signal(signal.SIGINT)
    middle, least = statistics.median(times), min(times)
    print(f"\n--web, from the address to the first screen (median and least of {RUNS}; aim: 1.5 s)")
    print(f"  {'':24} {middle * 1000:6.0f} ms  least {least * 1000:6.0f} ms")


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        starting(home)
        typing(home)
        browsing(home)


if __name__ == "__main__":
    main()
