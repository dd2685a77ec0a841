"""Tables of text that fit whatever width there is."""

import pytest

from pathway.tui.tables import column_widths, row_lines
from pathway.views.columns import cells

ROWS = [
    ("guideline", "says", "applies"),
    ("US Medicare coverage (2020)", "for", "outside its population"),
    ("指南 2020", "against, strong", "directly"),
]


def table(width: int) -> list[str]:
    widths = column_widths(ROWS, width)
    return [line for row in ROWS for line in row_lines(row, widths)]


def test_where_there_is_room_nothing_is_wrapped() -> None:
    assert table(80) == [
        "guideline                    says             applies",
        "US Medicare coverage (2020)  for              outside its population",
        "指南 2020                    against, strong  directly",
    ]


def test_the_widest_columns_give_way_first() -> None:
    assert table(44) == [
        "guideline      says           applies",
        "US Medicare    for            outside its",
        "coverage                      population",
        "(2020)",
        "指南 2020      against,       directly",
        "               strong",
    ]


@pytest.mark.parametrize("width", range(5, 70, 7))
def test_nothing_is_wider_than_its_place(width: int) -> None:
    lines = table(width)
    assert max(map(cells, lines)) <= max(width, 2 * 2 + 3 * 2)
    shown = "".join("".join(lines).split())
    assert sorted(shown) == sorted("".join("".join(map("".join, ROWS)).split()))
