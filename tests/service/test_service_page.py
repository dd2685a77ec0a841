"""What docs/service.md says of prefetch and profiles is what the code says."""

from pathlib import Path
from typing import Final

import pytest

from pathway.service.discovery import SERVICES
from pathway.service.prefetch import prefetch_table, templates
from pathway.service.profiles import PROFILES, Profile, profile_of
from tests.ehr.records import library

PAGE: Final = (Path(__file__).parents[2] / "docs/service.md").read_text()


def test_the_table_to_paste() -> None:
    assert f"```text\n{prefetch_table(templates(library()))}```\n" in PAGE


def test_the_services() -> None:
    rows = [f"| `{one.id}` | `{one.hook}` | {one.description} |\n" for one in SERVICES]
    assert f"| id | hook | what it says |\n| --- | --- | --- |\n{''.join(rows)}" in PAGE


def statements(profile: Profile) -> str:
    """What is said of a client, as a table."""
    rows = []
    for one in profile.statements:
        found = f"found at {one.found_at}" if one.found_at else f"not verified: {one.not_verified}"
        value = one.value.replace("|", r"\|")
        rows.append(f"| {one.feature} | {value} | {found} |\n")
    head = "| feature | | |\n| --- | --- | --- |\n"
    return f"**{profile.title}** (`{profile.name}`). {profile.remark}\n\n{head}{''.join(rows)}"


@pytest.mark.parametrize("name", PROFILES)
def test_every_statement_of_a_profile_stands_on_the_page(name: str) -> None:
    assert statements(profile_of(name)) in PAGE
