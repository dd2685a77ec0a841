"""What codes and names of entries say, and what they leave open: a table for clinicians."""

from typing import Any, Final

import pytest

from .records import table
from .test_readings import holds

ROWS: Final[list[dict[str, Any]]] = table("codes.yaml")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["row"])
def test_what_codes_say(row: dict[str, Any]) -> None:
    assert holds(row)
