"""The settings of the service, as they are written in a file."""

from pathlib import Path

import pytest

from pathway.service.settings import read_settings


@pytest.mark.parametrize(("line", "strict"), [("", False), ("strict: yes\n", True)])
def test_whether_anything_is_assumed(tmp_path: Path, line: str, strict: bool) -> None:
    path = tmp_path / "service.yaml"
    path.write_text(f"public: http://localhost:8002\nopen: yes\n{line}")
    assert read_settings(path).strict is strict


@pytest.mark.parametrize(
    ("line", "shown"),
    [("", True), ("unknown orders: yes\n", True), ("unknown orders: no\n", False)],
)
def test_whether_orders_that_nobody_knows_have_cards(
    tmp_path: Path, line: str, shown: bool
) -> None:
    path = tmp_path / "service.yaml"
    path.write_text(f"public: http://localhost:8002\nopen: yes\n{line}")
    assert read_settings(path).unknown_orders is shown
