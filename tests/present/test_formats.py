"""Whole outputs of every format, from one advice that has everything in it."""

import pytest

from pathway.views import html, markdown, reasons, text
from pathway.views.contents import Extras
from tests.golden import expect

from .hard_advice import CHANGES, HARD, TREE

EXTRAS = Extras("4f1c" * 16, CHANGES)


@pytest.mark.parametrize("width", [50, 80, 120])
def test_text(width: int) -> None:
    expect(f"present/hard_{width}.txt", text.render(HARD, EXTRAS, width=width))


def test_markdown() -> None:
    expect("present/hard.md", markdown.render(HARD, EXTRAS))


def test_html() -> None:
    expect("present/hard.html", html.render(HARD, EXTRAS))


@pytest.mark.parametrize("width", [50, 80, 120])
def test_reasons(width: int) -> None:
    said = reasons.render(TREE, HARD.citations, CHANGES["acupuncture"], width=width)
    expect(f"present/why_{width}.txt", said)


def test_colour_adds_nothing_but_colour() -> None:
    import re

    coloured = text.render(HARD, EXTRAS, colour=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == text.render(HARD, EXTRAS)
    tree = reasons.render(TREE, HARD.citations, colour=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", tree) == reasons.render(TREE, HARD.citations)


def test_every_format_says_the_same() -> None:
    """What the text says of an option, the other two formats say as well."""
    import html as escapes

    page = escapes.unescape(html.render(HARD, EXTRAS))
    note = escapes.unescape(markdown.render(HARD, EXTRAS).replace("\\", ""))
    wide = text.render(HARD, EXTRAS, width=10_000)
    for option in HARD.options.values():
        for said in (option.title, *(rule.text for rule in option.reasons if rule.holds)):
            if said in wide:
                assert said in page
                assert said in note
