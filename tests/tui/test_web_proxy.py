"""The terminal behind nginx, set up as `docs/web.md` says, and when it is cut off."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pathway.tui.web.access import NOT_OURS
from tests.nginx import free_ports
from tests.nginx import nginx as proxy
from tests.tui.webbing import MON, Watched, browser, get, plain, real_browser, running, said, served


@contextmanager
def nginx(folder: Path, outside: int, inside: int) -> Iterator[None]:
    """The proxy of the document, with these ports; it answers when this begins."""
    here = {
        "listen 8080;": (f"listen 127.0.0.1:{outside};", 1),
        "127.0.0.1:8710/;": (f"127.0.0.1:{inside}/;", 1),
    }
    with proxy(folder, "docs/web.md", outside, here):
        yield
    assert "token=" not in (folder / "asked.log").read_text()


@pytest.mark.slow
@pytest.mark.needs("nginx")
async def test_only_its_own_names_come_through(tmp_path: Path) -> None:
    outside, inside = free_ports()
    public = f"http://localhost:{outside}/pathway/"
    options = ("--port", str(inside), "--public-url", public)
    with nginx(tmp_path, outside, inside):
        async with (
            served(tmp_path, *options, where="through the proxy") as server,
            browser() as session,
        ):
            assert server.address.startswith(f"{public}?token=")
            for host in ("evil.example", f"evil.example:{outside}", f"127.0.0.1:{outside}"):
                assert said(await get(session, server.address, Host=host)) == (403, NOT_OURS)
            evil = {"Origin": "http://evil.example"}
            assert said(await get(session, server.address, **evil)) == (403, NOT_OURS)
            async with session.get(server.address, allow_redirects=False) as answer:
                assert (answer.status, answer.headers["Location"]) == (303, "/pathway/")
                assert "Path=/pathway/" in answer.headers["Set-Cookie"]
            page = (await get(session, public))[1]
            assert re.findall(r'(?:href|src)="/', page) == []
            for path in ("page.css", "page.js", "static/css/xterm.css", "static/js/textual.js"):
                assert (await get(session, public + path))[0] == 200


@pytest.mark.slow
@pytest.mark.needs("nginx")
@pytest.mark.needs("chromium")
def test_the_sitting_survives_a_lost_connection(tmp_path: Path) -> None:
    """The proxy goes away and comes back: the same sitting, on the screen of a phone."""
    outside, inside = free_ports()
    public = f"http://localhost:{outside}/pathway/"
    with (
        running(tmp_path, "--port", str(inside), "--public-url", public) as address,
        real_browser() as launched,
    ):
        with nginx(tmp_path, outside, inside):
            screen = {"width": 360, "height": 740}
            opened = launched.new_context(viewport=screen, has_touch=True, is_mobile=True)
            seen = Watched(opened.new_page())
            page = seen.page
            page.goto(address)
            seen.until("question 1: n no to")
            assert page.url == public
            seen.press("n")
            seen.until("NOT SAVED")
        page.locator("body.-lost").wait_for()
        assert page.locator("#ended-title").inner_text() == "The connection is lost."
        assert page.locator("#ended-words").inner_text() == (
            "The sitting goes on for half an hour; nothing that was answered is lost. "
            "Connecting again …"
        )
        seen.told.clear()
        with nginx(tmp_path, outside, inside):
            seen.until("NOT SAVED")
            seen.until("mon-57")
            assert "red flags: none" in plain("".join(seen.told))
            seen.press("z")
            seen.until("question 1: n no to")
            assert seen.faults == []
            assert {urlsplit(url).netloc for url in seen.requests} == {urlsplit(public).netloc}
            assert {urlsplit(url).path.split("/")[1] for url in seen.requests} == {"pathway"}
            opened.close()
    assert (tmp_path / "mon-57.yaml").read_bytes() == MON.read_bytes()
