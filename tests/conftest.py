"""What holds for every test: nothing is measured by a clock, and nothing skipped in silence."""

import os
import sys
from importlib import import_module

from hypothesis import HealthCheck, settings

from pathway import compile_cache
from tests.chance import examples

# Hundreds of tests start a process of their own: where nothing compiled may be kept, each of them
# would compile every module again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Pages that leave the room tell when they were written: at one minute, in whatever process.
os.environ["SOURCE_DATE_EPOCH"] = "1795167000"  # 2026-11-20 09:30 UTC

#: For tests of our own pytest plugin; pytest allows this line only here.
pytest_plugins = ["pytester", "tests.lanes"]

#: Neither one example nor the making of them is measured: a busy machine is no fault.
_UNHURRIED = settings(
    max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("house", _UNHURRIED)
settings.register_profile("build machine", _UNHURRIED, derandomize=True, print_blob=True)
settings.load_profile("build machine" if os.environ.get("CI") == "true" else "house")

#: Some tests run pytest inside this process, which afterwards forgets every module that was first
#: loaded there; whatever had taken a class from it would then know another class of that name.
for _name in (
    "advice.why",
    "authoring.coverage.meter",
    "authoring.spec.running",
    "authoring.spec.suggesting",
    "authoring.verify",
    "checks",
    "compiler",
    "engine",
    "language.evaluation",
    "patients.reader",
):
    import_module(f"pathway.{_name}")
import_module("lark")  # the parser is made late, and a syntax error is caught by its class

#: Libraries are compiled once for all processes that test, as they are for the command line.
compile_cache.switch_on()
