"""The page of the terminal in a real browser: a phone beside the bed, and two windows."""

import re
from pathlib import Path

import pytest

from tests.tui.webbing import Watched, real_browser, running

WIDTH = r"/ws\?width=(\d+)"
pytestmark = [pytest.mark.slow, pytest.mark.needs("chromium")]


def test_a_phone(tmp_path: Path) -> None:
    """It fits 360 pixels, keys for fingers work, and its keyboard can be opened."""
    screen = {"width": 360, "height": 740}
    with running(tmp_path) as address, real_browser() as launched:
        opened = launched.new_context(viewport=screen, has_touch=True, is_mobile=True)
        seen = Watched(opened.new_page())
        page = seen.page
        page.goto(address)
        seen.until("question 1: n no to")
        [columns] = [int(found[1]) for url in seen.requests if (found := re.search(WIDTH, url))]
        assert columns >= 40
        across = "[document.documentElement.scrollWidth, document.body.scrollWidth, innerWidth]"
        assert page.evaluate(across) == [360, 360, 360]
        down = "[document.documentElement.scrollHeight, innerHeight]"
        assert page.evaluate(down) == [740, 740]
        keys = page.locator("#keys button")
        boxes = [keys.nth(index).bounding_box() for index in range(keys.count())]
        assert keys.all_inner_texts() == ["Esc", "↑", "↓", "Tab", "Enter", "Look", "⌨"]
        assert all(box["height"] >= 44 and box["width"] >= 40 for box in boxes)
        assert boxes[-1]["x"] + boxes[-1]["width"] <= 360
        before = page.screenshot()
        seen.told.clear()
        page.get_by_text("Look").tap()
        seen.until("question 1: n no to")  # all of it is drawn in other colours
        seen.until("mon-57")
        assert page.screenshot() != before
        page.evaluate("document.activeElement.blur()")
        page.get_by_text("⌨").tap()
        field = "document.activeElement.className"
        assert page.evaluate(field) == "xterm-helper-textarea"
        seen.told.clear()
        page.get_by_text("Enter", exact=True).tap()
        seen.until("n says no to new bladder or bowel trouble")
        assert page.evaluate(field) == "xterm-helper-textarea"
        assert seen.faults == []


def test_a_second_window_takes_the_sitting_over(tmp_path: Path) -> None:
    with running(tmp_path) as address, real_browser() as launched:
        opened = launched.new_context()
        one = Watched(opened.new_page())
        one.page.goto(address)
        one.until("question 1: n no to")
        one.press("n")
        one.until("NOT SAVED")
        two = Watched(opened.new_page())
        two.page.goto(address.partition("?")[0])
        two.until("NOT SAVED")
        one.page.locator("body.-closed").wait_for()
        title = one.page.locator("#ended-title").inner_text()
        assert title == "The terminal is shown in another window."
        one.told.clear()
        one.page.get_by_text("Show it here").click()
        one.until("NOT SAVED")
        two.page.locator("body.-closed").wait_for()
        assert (one.faults, two.faults) == ([], [])
