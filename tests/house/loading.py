"""The scripts beside the lock files, which are no package, as modules."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any


def script(name: str) -> Any:
    """`locks/NAME.py`."""
    path = Path(__file__).parents[2] / f"locks/{name}.py"
    spec = spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
