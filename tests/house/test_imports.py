"""What is loaded when: heavy parts only by the command that needs them.

Each test runs a fresh interpreter, because this one has long loaded everything.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENT = str(ROOT / "examples/patients/mon-57.yaml")

#: Never wanted by `import pathway`: it is a name, not a journey.
NOT_BY_NAME = frozenset(
    {
        *("networkx", "textual", "yaml", "lark", "pydantic", "sqlalchemy", "http", "fastapi"),
        *("z3", "polars", "typer", "rich", "jinja2", "orjson", "pytest"),
    }
)
#: Never wanted on the way to advice.
NOT_FOR_ADVICE = frozenset(
    {
        *("networkx", "textual", "pytest", "pytest_bdd", "renderdag", "hypothesis"),
        *("sqlalchemy", "sqlite3", "z3", "polars", "fastapi", "uvicorn", "pint"),
    }
)


def loaded_by(code: str, report: Path) -> frozenset[str]:
    """The top-level modules in memory after running `code`; `http.client` counts as `http`."""
    at_exit = (
        "import atexit, pathlib, sys\n"
        f"report = pathlib.Path({str(report)!r})\n"
        "atexit.register(lambda: report.write_text(' '.join(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", at_exit + code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return frozenset(name.partition(".")[0] for name in report.read_text().split())


def pathway(*arguments: str) -> str:
    """Code that runs the command line."""
    return (
        f"import sys\nsys.argv = {['pathway', *arguments]!r}\n"
        "from pathway.cli import main\ntry:\n    main()\nexcept SystemExit as end:\n"
        "    sys.exit(end.code)\n"
    )


def test_the_package_loads_nothing_heavy(tmp_path: Path) -> None:
    assert loaded_by("import pathway", tmp_path / "modules") & NOT_BY_NAME == frozenset()


def test_advice_loads_nothing_it_does_not_need(tmp_path: Path) -> None:
    loaded = loaded_by(pathway("advise", PATIENT, "--as-of", "2026-11-20"), tmp_path / "modules")
    assert "yaml" in loaded
    assert loaded & NOT_FOR_ADVICE == frozenset()


def test_only_a_picture_loads_the_graph_library(tmp_path: Path) -> None:
    assert "networkx" in loaded_by(pathway("show", "sciatica"), tmp_path / "modules")
