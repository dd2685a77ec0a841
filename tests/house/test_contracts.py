"""The import contracts hold, and they would notice if they did not."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts of `folder` on the sources in it."""
    return subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the sources that a test may spoil."""
    shutil.copytree(
        ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_data_flows_one_way() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout
    assert "Contracts: 10 kept, 0 broken." in done.stdout


#: What is added to which module, and what the contracts say of it.
REVERSED = (
    ("ground/truth.py", "import pathway.engine", "pathway.ground is not allowed to import"),
    ("program.py", "import pathway.content.models", "pathway.program is not allowed to import"),
    ("walk.py", "import networkx", "Only the graph module knows networkx BROKEN"),
    ("yaml/layout.py", "import ruamel.yaml", "Only saving knows ruamel BROKEN"),
    ("cli/request.py", "import sqlalchemy", "Only the records know SQL BROKEN"),
    ("views/forms.py", "import weasyprint", "Only PDF knows the library that makes it BROKEN"),
    ("engine.py", "import textual", "Nothing below the heads knows a screen"),
    ("views/document/text.py", "import pathway.views.document.html", "Renderers do not know each"),
)


def test_every_reversed_arrow_is_noticed(copy: Path) -> None:
    for module, line, _ in REVERSED:
        with (copy / "src/pathway" / module).open("a") as file:
            file.write(f"\n{line}\n")
    done = lint_imports(copy)
    assert done.returncode == 1
    broken = done.stdout.partition("Broken contracts")[2]
    assert [said for _, _, said in REVERSED[:2] if said not in broken] == []
    assert [said for _, _, said in REVERSED[2:] if said not in done.stdout] == []
    assert "Contracts: 3 kept, 7 broken." in done.stdout


def test_a_module_without_a_floor_is_noticed(copy: Path) -> None:
    (copy / "src/pathway/utils.py").write_text('"""Nobody knows what this is for."""\n')
    done = lint_imports(copy)
    assert done.returncode == 1
    assert "- pathway.utils" in done.stdout
