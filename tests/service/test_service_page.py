"""What docs/service.md says of prefetch and profiles is what the code says."""

import re
from pathlib import Path
from typing import Final

import pytest

from pathway.content.validate import keys_of
from pathway.service.discovery import SERVICES
from pathway.service.metrics import Metrics
from pathway.service.prefetch import prefetch_table, templates
from pathway.service.profiles import PROFILES, Profile, profile_of
from pathway.service.settings import Limits
from pathway.service.settings_model import ClientModel, LimitsModel, ServiceFile
from tests.ehr.records import library

PAGE: Final = (Path(__file__).parents[2] / "docs/service.md").read_text()


def test_the_table_to_paste() -> None:
    assert f"```text\n{prefetch_table(templates(library()))}```\n" in PAGE


def test_the_services() -> None:
    rows = [f"| `{one.id}` | `{one.hook}` | {one.description} |\n" for one in SERVICES]
    assert f"| id | hook | what it says |\n| --- | --- | --- |\n{''.join(rows)}" in PAGE


def first_cells(heading: str) -> list[str]:
    """The names in the first column of a table of the page."""
    rows = PAGE.partition(f"{heading}\n| --- |")[2].partition("\n\n")[0].splitlines()[1:]
    return [row.split("|")[1].strip(" `") for row in rows]


def test_every_key_of_the_settings() -> None:
    told = "what it says | where it is left out |"
    assert sorted(first_cells(f"| key | {told}")) == sorted(keys_of(ServiceFile))
    assert sorted(first_cells(f"| key of a client | {told}")) == sorted(keys_of(ClientModel))
    usual = Limits()
    once = (usual.body, usual.depth, round(usual.seconds), round(usual.fetch * 1000))
    assert f"| {', '.join(map(str, (*once, usual.per_minute)))} |\n" in PAGE
    assert list(keys_of(LimitsModel)) == ["body", "depth", "seconds", "fetch", "per minute"]


def test_every_count() -> None:
    text = Metrics().text().decode()
    names = re.findall(r"^# TYPE (\w+) (?:counter|histogram)$", text, re.MULTILINE)
    assert sorted(first_cells("| name | labels | counts |")) == sorted(names)


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
