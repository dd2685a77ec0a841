"""Every fact the project was given is encoded somewhere, or left out for a stated reason."""

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.golden import expect
from tests.house.ledger import (
    ROOT,
    claims,
    facts_of_sheet,
    page,
    place_faults,
    shape_faults,
    use_faults,
)

LEDGER = ROOT / "docs" / "claims.yaml"
#: The facts of the two sheets, which lie beside the project and not in it: the back, and the knee.
COUNTS = {
    "S": 74,
    "G": 90 + 67,
    "E": 24 + 7,
    "RF": 14 + 13,
    "C": 89 + 18,
    "TC": 7 + 9,
    "K": 29 + 17,
    "ASK": 14,
    "REF": 6,
    "CODE": 3 + 3,
}
CONTENT = """\
facts: [G-X-01]
rules:
  # K-X-01: above the rule
  - id: bleeding # C-X-01
    facts: [S-X-01]
  # E-X-01: about the next one
  - {id: other, facts: [S-X-02]}
nodes:
  first:
    offer:
      - {therapy: walking, facts: [S-X-03]}
"""


def fact_sheets() -> tuple[Path, Path]:
    named = os.environ.get("PATHWAY_FACTS")
    back = Path(named) if named else ROOT / ".." / "shared" / "domain" / "FACTS.md"
    return back, back.with_name("FACTS_KNEE.md")


def ledger(folder: Path, text: str) -> Path:
    path = folder / "claims.yaml"
    path.write_text("claims:\n" + "".join(f"  {line}\n" for line in text.splitlines()))
    (folder / "content").mkdir()
    (folder / "content" / "a.yaml").write_text(CONTENT)
    return path


def test_every_row_names_places_or_a_reason() -> None:
    assert shape_faults(claims(LEDGER)) == []


@pytest.mark.slow
def test_every_place_exists_and_names_the_fact() -> None:
    assert place_faults(claims(LEDGER)) == []


def test_every_fact_that_the_content_uses_is_listed_as_encoded() -> None:
    assert use_faults(claims(LEDGER)) == []


def test_no_fact_is_lost() -> None:
    assert Counter(row.kind for row in claims(LEDGER)) == COUNTS


def test_the_fact_sheets_and_the_ledger_list_the_same_facts() -> None:
    sheets = fact_sheets()
    if not all(sheet.is_file() for sheet in sheets):
        pytest.skip("the fact sheets are not at hand (PATHWAY_FACTS)")
    facts = set().union(*(facts_of_sheet(sheet.read_text()) for sheet in sheets))
    assert facts == {row.fact for row in claims(LEDGER)}


def test_the_page_shows_the_ledger() -> None:
    expect("../../docs/claims.md", page(claims(LEDGER)))


def test_a_row_has_either_places_or_a_reason(tmp_path: Path) -> None:
    rows = "S-X-01: {encoded: [a.yaml], not encoded: both}\nS-X-02: {}\nS-X-03: {encoded: []}\n"
    rows += "S-X-04: {encoded: a.yaml}\nS-X-05: {not encoded: advertising}\nS-X-06: text\n"
    faults = shape_faults(claims(ledger(tmp_path, rows)))
    assert [fault.split()[2] for fault in faults] == ["S-X-01", "S-X-02", "S-X-03", "S-X-06"]


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        ("S-X-01: {encoded: [a.yaml, a.yaml#bleeding]}", []),
        ("C-X-01: {encoded: a.yaml#bleeding}", []),
        ("K-X-01: {encoded: a.yaml#bleeding}", []),
        ("S-X-03: {encoded: [a.yaml#first, a.yaml#first.walking, a.yaml#offer.1]}", []),
        ("E-X-01: {encoded: a.yaml#bleeding}", ["line 2: a.yaml#bleeding does not name E-X-01"]),
        ("S-X-02: {encoded: a.yaml#bleeding}", ["line 2: a.yaml#bleeding does not name S-X-02"]),
        ("S-X-0: {encoded: a.yaml}", ["line 2: a.yaml does not name S-X-0"]),
        ("S-X-01: {encoded: b.yaml}", ["line 2: S-X-01: there is no file b.yaml"]),
        ("S-X-01: {encoded: a.yaml#bleding}", ["line 2: S-X-01: there is no bleding in a.yaml"]),
        ("S-X-01: {encoded: a.yaml#rules.2}", ["line 2: a.yaml#rules.2 does not name S-X-01"]),
        ("S-X-01: {encoded: a.yaml#rules.3}", ["line 2: S-X-01: there is no rules.3 in a.yaml"]),
        (
            "S-X-03: {encoded: a.yaml#other.walking}",
            ["line 2: S-X-03: there is no other.walking in a.yaml"],
        ),
    ],
)
def test_a_place_must_exist_and_name_the_fact(tmp_path: Path, row: str, faults: list[str]) -> None:
    rows = claims(ledger(tmp_path, f"{row}\n"))
    assert place_faults(rows, tmp_path / "content") == faults


def test_a_fact_in_use_must_be_listed(tmp_path: Path) -> None:
    rows = "G-X-01: {encoded: a.yaml}\nS-X-01: {encoded: a.yaml}\nS-X-02: {not encoded: weak}\n"
    path = ledger(tmp_path, rows)
    said = "is used here, but the ledger does not say that it is encoded"
    assert use_faults(claims(path), tmp_path / "content") == [
        f"a.yaml:7: S-X-02 {said}",
        f"a.yaml:11: S-X-03 {said}",
    ]


def test_facts_are_found_in_a_sheet() -> None:
    sheet = (
        "| **S-X-01** | text with C-X-02/03 |\n| E-PLT-ACU | x |\nRF-CES is a family; ASK-01 y\n"
        "| K-X-A-, B-, C-01 | three at once |\n"
    )
    assert facts_of_sheet(sheet) == {
        "S-X-01",
        "C-X-02",
        "E-PLT-ACU",
        "ASK-01",
        "K-X-A-01",
        "K-X-B-01",
        "K-X-C-01",
    }
