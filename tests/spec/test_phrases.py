"""The table of phrases, and the page that is made from it."""

import re
from pathlib import Path

import pytest

from pathway.authoring.spec.catalogue import catalogue
from pathway.authoring.spec.phrases import PHRASES
from pathway.authoring.spec.slots import SLOTS
from pathway.authoring.spec.understanding import UnderstoodStep, understand
from pathway.authoring.spec.wording import Phrase
from pathway.authoring.spec.words import LibraryWords
from pathway.engine import Library, open_library
from tests.golden import expect
from tests.spec.conftest import INI

pytest_plugins = ("pytester",)

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "specs.md"
TABLES = {("attribute", "value"): [["platelets", "210"]], ("therapy",): [["acupuncture"]]}


@pytest.fixture(scope="module")
def words() -> LibraryWords:
    library: Library = open_library()
    return LibraryWords(library)


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.wording)
def test_the_example_of_a_phrase_means_that_phrase(phrase: Phrase, words: LibraryWords) -> None:
    said = understand(phrase.keyword, phrase.example, TABLES.get(phrase.table), words)
    assert isinstance(said, UnderstoodStep), said
    assert said.phrase is phrase


def test_every_slot_is_used() -> None:
    used = {kind for phrase in PHRASES for kind in (*phrase.slots.values(), *phrase.table)}
    assert used == set(SLOTS)


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("bleeding_disorder", "bleeding_disorder"),
        ("a Bleeding  Disorder", "bleeding_disorder"),
        ("INR", "inr"),
        ("kidney function", "egfr"),
        ("eGFR", "egfr"),
    ],
)
def test_attributes_by_any_of_their_names(name: str, id_: str, words: LibraryWords) -> None:
    assert getattr(words.attribute(name), "name", None) == id_


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("nsaid", "nsaid"),
        ("the anti-inflammatory drug", "nsaid"),
        ("gabapentin", "gabapentinoid"),
        ("pregabalin", "gabapentinoid"),
        ("gabapentin or pregabalin", "gabapentinoid"),
        ("acupuncture (manual)", "acupuncture"),
        ("epidural steroid injection", "epidural_steroid_injection"),
    ],
)
def test_therapies_by_any_of_their_names(name: str, id_: str, words: LibraryWords) -> None:
    assert getattr(words.therapy(name), "id", None) == id_


def test_the_page_lists_all_phrases() -> None:
    prose = PAGE.read_text().partition("### Given")[0]
    expect("../../docs/specs.md", prose + catalogue())


def test_the_examples_of_the_page_hold(pytester: pytest.Pytester) -> None:
    examples = re.findall(r"```gherkin\n(Feature.+?)```", PAGE.read_text(), re.DOTALL)
    assert len(examples) == 3
    (pytester.path / "patients").symlink_to(ROOT / "examples" / "patients")
    pytester.makeini(INI)
    for number, example in enumerate(examples):
        (pytester.path / f"{number}.feature").write_text(example)
    result = pytester.runpytest(f"--pathway-library={ROOT / 'pathways'}")
    assert result.parseoutcomes() == {"passed": 5}
