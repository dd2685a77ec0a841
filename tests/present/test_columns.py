"""Wrapping and indents: nothing is lost, nothing stands out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.views.columns import cells, flowing, hanging, padded, wrapped

WORDS = st.lists(st.text("abcäé日e\u0301", min_size=1, max_size=12), min_size=1).map(" ".join)


@given(WORDS, st.integers(4, 60))
def test_wrapping_keeps_every_character(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "width"), [("plain", 5), ("", 0), ("日本", 4), ("e\u0301", 1), ("→", 1)]
)
def test_cells(text: str, width: int) -> None:
    assert cells(text) == width
    assert padded(text, width + 2) == text + "  "


def test_a_lead_that_fits_and_one_that_does_not() -> None:
    assert hanging("ask", "one two three", 6, 14) == ["ask   one two", "      three"]
    assert hanging("a long lead", "one two", 6, 14) == ["a long lead", "      one two"]
    assert hanging("  a long lead here", "", 6, 14) == ["  a long lead", "  here"]


def test_flowing() -> None:
    assert flowing("  caution: ", "mind the kidneys", 4, 16) == [
        "  caution: mind",
        "    the kidneys",
    ]


def test_a_line_does_not_end_in_the_space_at_which_it_was_broken() -> None:
    assert wrapped("one  two", 4) == ["one", "two"]
