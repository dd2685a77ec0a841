"""Every protection that SECURITY.md claims names a test that exists and runs."""

import re

from tests.house.hazards import ROOT, fault_of

TEXT = (ROOT / "SECURITY.md").read_text()
PLACES = re.findall(r"`(tests/[^`]+)`", TEXT)


def test_every_claim_names_tests_that_exist() -> None:
    assert len(set(PLACES)) >= 20
    assert [fault for place in PLACES if (fault := fault_of(place))] == []


def test_every_claim_about_the_service_names_a_test() -> None:
    threats = TEXT.partition("## Threats to the service")[2].partition("## Threats to the rest")[0]
    claims = re.findall(r"^- (.*?)(?=^- |^#|\Z)", threats, re.MULTILINE | re.DOTALL)
    assert len(claims) >= 15
    assert [claim for claim in claims if "`tests/" not in claim] == []


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", TEXT)
    assert [link for link in links if not (ROOT / link).exists()] == []
    assert "(../SECURITY.md)" in (ROOT / "docs/service.md").read_text()
