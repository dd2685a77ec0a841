"""Whole outputs of every format, from one advice that has everything in it."""

import pytest

from pathway.views import reasons
from pathway.views.contents import Extras, render
from pathway.views.forms import Form
from tests.golden import expect

from .hard_advice import CHANGES, HARD, TREE

EXTRAS = Extras("4f1c" * 16, CHANGES)


@pytest.mark.parametrize("width", [50, 80, 120])
def test_text(width: int) -> None:
    expect(f"present/hard_{width}.txt", render(HARD, EXTRAS, width=width))


def test_markdown() -> None:
    expect("present/hard.md", render(HARD, EXTRAS, Form.MARKDOWN))


def test_html() -> None:
    expect("present/hard.html", render(HARD, EXTRAS, Form.HTML))


@pytest.mark.parametrize("width", [50, 80, 120])
def test_reasons(width: int) -> None:
    said = reasons.render(TREE, HARD.citations, CHANGES["acupuncture"], width=width)
    expect(f"present/why_{width}.txt", said)


def test_colour_adds_nothing_but_colour() -> None:
    import re

    coloured = render(HARD, EXTRAS, colour=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render(HARD, EXTRAS)
    tree = reasons.render(TREE, HARD.citations, colour=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", tree) == reasons.render(TREE, HARD.citations)


def test_every_format_says_the_same() -> None:
    """What the text says of an option, the other two formats say as well."""
    import html as escapes

    page = escapes.unescape(render(HARD, EXTRAS, Form.HTML))
    note = escapes.unescape(render(HARD, EXTRAS, Form.MARKDOWN).replace("\\", ""))
    wide = render(HARD, EXTRAS, width=10_000)
    for option in HARD.options.values():
        for said in (option.title, *(rule.text for rule in option.reasons if rule.holds)):
            if said in wide:
                assert said in page
                assert said in note
