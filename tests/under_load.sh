#!/usr/bin/env bash
# Runs all tests, or those that are named as for pytest, while four busy loops keep the processors
# from them: no test may depend on how fast the machine is.
set -uo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-.venv/bin/python}
loops=()
for _ in 1 2 3 4; do
  while :; do :; done &
  loops+=($!)
done
trap 'kill "${loops[@]}"' EXIT
if [ $# -gt 0 ]; then
  "$python" -m pytest "$@"
else
  "$python" -m pytest -n auto --dist worksteal -m "not slow" &&
    "$python" -m pytest -n auto --maxschedchunk 1 -m slow tests
fi
