"""Runs nginx with the block that a document tells, on ports of this computer."""

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.house.printed import ROOT
from tests.patience import PATIENCE

PROGRAM = shutil.which("nginx") or "/usr/sbin/nginx"
AROUND = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/errors.log;
events {{}}
http {{
access_log {folder}/asked.log; client_body_temp_path {folder}/1; proxy_temp_path {folder}/2;
fastcgi_temp_path {folder}/3; uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
{inside}
}}
"""


def free_ports() -> tuple[int, int]:
    """Two ports that nobody listens on."""
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]


@contextmanager
def nginx(
    folder: Path, document: str, port: int, here: Mapping[str, tuple[str, int]]
) -> Iterator[None]:
    """The proxy of the one block in a document; it answers when this begins.

    What the block says of the site is replaced: `here` has for each text the one that stands for it
    on this computer, and how often it occurs.
    """
    [told] = re.findall(r"```nginx\n(.*?)```", (ROOT / document).read_text(), re.DOTALL)
    for text, (instead, times) in here.items():
        assert told.count(text) == times, text
        told = told.replace(text, instead)
    place = folder / "nginx.conf"
    place.write_text(AROUND.format(folder=folder, inside=told))
    command = [PROGRAM, "-p", str(folder), "-c", str(place), "-e", str(folder / "errors.log")]
    with subprocess.Popen(command) as process:
        try:
            _answers(process, port)
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _answers(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(PATIENCE * 20):
        assert process.poll() is None
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx never answered")
