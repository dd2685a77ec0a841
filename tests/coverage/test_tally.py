"""Counting what is exercised: shares that are never rounded up, sets that travel as text."""

from hypothesis import given
from hypothesis import strategies as st

import pathway
from pathway.authoring.coverage.items import CoverageItem
from pathway.authoring.coverage.meter import Coverage, ItemSet, Share


def test_a_share_is_never_rounded_up() -> None:
    assert Share(2999, 3000).percent == "99.9 %"
    assert Share(3000, 3000).percent == "100.0 %"
    assert Share(0, 0).percent == "100.0 %"
    assert Share(1, 3).percent == "33.3 %"
    assert not Share(2999, 3000).reaches(99.99)
    assert Share(2999, 3000).reaches(99.9)


LIBRARY = pathway.open_library()
ITEMS = ItemSet(LIBRARY.program(id_) for id_ in LIBRARY.pathways)


@given(st.sets(st.sampled_from(sorted(ITEMS.by_key)), max_size=50))
def test_a_set_of_items_travels_as_text(keys: set[str]) -> None:
    assert set(ITEMS.keys(ITEMS.bits(keys))) == keys


def test_what_no_patient_can_reach_is_listed_and_not_counted() -> None:
    names = ("met", "missed", "never")
    items = {n: CoverageItem(n, n, "f.yaml", "caution", "x", "a", "true") for n in names}
    coverage = Coverage(items, {"met": ["one scenario"]}, {"never": "cannot be"})
    assert coverage.share == Share(1, 2)
    assert [item.key for item in coverage.missing] == ["missed"]


def test_shared_parts_count_once_and_a_pathway_s_own_for_itself() -> None:
    keys = set(ITEMS.by_key)
    assert "rule.acupuncture.bleeding_disorder#bleeding_disorder=unknown" in keys
    assert "sciatica:node.nsaid.reached#=true" in keys
    assert "low-back-pain:node.nsaid.reached#=true" in keys
    assert "sciatica:option.acupuncture.verdict#=pending" in keys
