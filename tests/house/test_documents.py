"""What the documents say about the code is still so."""

import re
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src/pathway"
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text()


def modules() -> list[str]:
    """Every module directly inside the package, and inside its packages and their packages."""
    paths = [path for depth in ("*.py", "*/*.py", "*/*/*.py") for path in PACKAGE.glob(depth)]
    names = {p.relative_to(PACKAGE).with_suffix("").as_posix() for p in paths}
    return sorted(name.removesuffix("/__init__") for name in names - {"__init__"})


def test_every_module_is_in_the_picture() -> None:
    named = set(re.findall(r"`([a-z_/]+)`", ARCHITECTURE))
    assert [name for name in modules() if name not in named and not _in_a_folder(name)] == []


def _in_a_folder(name: str) -> bool:
    """Whether a module belongs to a folder of which the picture names the whole."""
    return any(name.startswith(f"{folder}/") for folder in FOLDERS)


#: Folders of files that are all of one kind.
FOLDERS = (
    "advice/schema",
    "authoring/reports/coverage",
    "authoring/verify/properties",
    "cli/skeleton",
    "content/reference",
    "ground/problem_pages",
    "records/migrations",
    "tui/screens",
    "tui/widgets",
    "views/comparison",
    "views/document",
    "views/intended_use",
    "views/site",
)


def test_no_module_is_in_the_picture_that_is_not_there() -> None:
    named = set(re.findall(r"^- \*\*`([a-z_/]+)`\*\*", ARCHITECTURE, re.MULTILINE))
    assert sorted(named - set(modules())) == []


def test_the_picture_of_the_rooms_is_that_of_the_contract() -> None:
    """Each line of the picture is a floor, in the order in which imports run down."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    floors = [layer.split(" | ") for layer in contract["contracts"][0]["layers"]]
    picture = re.search(r"\n\n((?:    .+\n)+)", ARCHITECTURE)
    assert picture is not None
    names = [re.match(r".{16}(\S+(?: │ \S+)*)", line) for line in picture[1].splitlines()]
    assert [found[1].split(" │ ") for found in names if found is not None] == floors


def test_the_journey_names_files_that_exist() -> None:
    journey = ARCHITECTURE.partition("## One patient's journey")[2].partition("## The modules")[0]
    named = re.findall(r"`([\w/]+\.py)`", journey)
    assert len(named) > 25
    assert [name for name in named if not (PACKAGE / name).exists()] == []


def test_every_decision_is_linked() -> None:
    pages = {page.name for page in (ROOT / "docs/decisions").glob("*.md")}
    linked = set(re.findall(r"\(decisions/([\w-]+\.md)\)", ARCHITECTURE))
    assert linked == pages


def test_the_documents_name_only_targets_and_files_that_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for name in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / name).read_text()
        assert set(re.findall(r"`make ([a-z-]+)`", text)) <= targets, name
        links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
        assert [link for link in links if not (ROOT / link).exists()] == [], name


def test_every_target_is_declared_and_in_the_help() -> None:
    """A target that is not declared is stale as soon as a file has its name."""
    makefile = (ROOT / "Makefile").read_text()
    targets = re.findall(r"^([a-z-]+):", makefile, re.MULTILINE)
    (declared,) = re.findall(r"^\.PHONY: (.*)", makefile, re.MULTILINE)
    assert sorted(declared.split()) == sorted(targets)
    shown = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    named = re.findall(r"^make ([a-z-]+)", shown, re.MULTILINE)
    assert sorted(named) == sorted(set(targets) - {"help"})
