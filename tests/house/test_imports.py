"""What is loaded when: heavy parts only by the command that needs them.

Each test runs a fresh interpreter, because this one has long loaded everything.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.examples import real_patients

ROOT = Path(__file__).parents[2]
PATIENT = str(real_patients() / "mon-57.yaml")

#: Never wanted by `import pathway`: it is a name, not a journey.
NOT_BY_NAME = frozenset(
    {
        *("networkx", "textual", "yaml", "lark", "pydantic", "sqlalchemy", "http", "fastapi"),
        *("alembic", "psycopg", "sqlite3"),
        *("z3", "polars", "typer", "rich", "jinja2", "orjson", "pytest", "ruamel"),
    }
)
#: Never wanted on the way to advice.
NOT_FOR_ADVICE = frozenset(
    {
        *("networkx", "textual", "pytest", "pytest_bdd", "renderdag", "hypothesis"),
        *("sqlalchemy", "alembic", "psycopg", "sqlite3", "z3", "polars", "fastapi", "uvicorn"),
        *("pint", "ruamel"),
    }
)


def loaded_by(code: str, report: Path) -> frozenset[str]:
    """The top-level modules in memory after running `code`; `http.client` counts as `http`."""
    modules = (name.partition(".")[0] for name in all_loaded_by(code, report))
    return frozenset(modules)


def all_loaded_by(code: str, report: Path) -> frozenset[str]:
    """All modules in memory after running `code`, with their whole names."""
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
    return frozenset(report.read_text().split())


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
    command = pathway("advise", PATIENT, "--as-of", "2026-11-20")
    names = all_loaded_by(command, tmp_path / "modules")
    loaded = {name.partition(".")[0] for name in names}
    assert "yaml" in loaded
    assert loaded & NOT_FOR_ADVICE == frozenset()
    assert "pathway.content.reference" not in names, "the reference is for those who ask for it"


def test_advice_by_a_kept_library_loads_no_validators(tmp_path: Path) -> None:
    keeping = "import os\nos.environ.pop('PATHWAY_NO_CACHE', None)\n"
    command = keeping + pathway("advise", PATIENT, "--as-of", "2026-11-20")
    loaded_by(command, tmp_path / "first")  # which may have to compile it
    assert loaded_by(command, tmp_path / "modules") & {"pydantic", "lark"} == frozenset()


@pytest.mark.slow
def test_only_a_picture_loads_the_graph_library(tmp_path: Path) -> None:
    assert "networkx" in loaded_by(pathway("show", "sciatica"), tmp_path / "modules")


def test_only_proofs_load_the_solver(tmp_path: Path) -> None:
    sound = str(ROOT / "tests/bad/libraries/sound")
    command = pathway("prove", "--library", sound, "--property", "no-gap")
    loaded = loaded_by(command, tmp_path / "modules")
    assert "z3" in loaded
    assert loaded & {"networkx", "textual", "pytest", "sqlalchemy"} == frozenset()
    assert "z3" not in loaded_by(pathway("check", sound), tmp_path / "modules")


def test_only_saving_loads_the_writer_of_yaml(tmp_path: Path) -> None:
    patient = tmp_path / "patient.yaml"
    patient.write_bytes(Path(PATIENT).read_bytes())
    command = pathway("answer", str(patient), "sleep_apnoea", "yes")
    assert "ruamel" in loaded_by(command, tmp_path / "modules")
    assert "ruamel" not in loaded_by("import pathway.tui.saving", tmp_path / "modules")


@pytest.mark.slow
def test_only_records_load_the_database(tmp_path: Path) -> None:
    place = str(tmp_path / "records.db")
    decided = ("--action", "accept", "--actor", "Ada", "--as-of", "2026-11-20")
    command = pathway("decide", "education", PATIENT, *decided, "--records", place)
    loaded = loaded_by(command, tmp_path / "modules")
    assert {"sqlalchemy", "sqlite3", "alembic"} <= loaded
    assert loaded & {"psycopg", "networkx", "textual", "pytest"} == frozenset()
    again = loaded_by(pathway("records", "verify", "--records", place), tmp_path / "modules")
    assert "sqlalchemy" in again
    assert "alembic" not in again, "tables that are up to date need no migrations"
