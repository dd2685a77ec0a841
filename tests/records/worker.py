"""A process that appends decisions, and says each one that was acknowledged.

python -m tests.records.worker PLACE PREFIX COUNT [PATIENCE]
"""

import os
import sys

from pathway.ground.problems import PathwayError
from pathway.records import open_records
from tests.patience import PATIENCE

from .making import decision


def main(place: str, prefix: str, count: str, patience: str = str(PATIENCE)) -> int:
    """Append `count` decisions whose requests begin with a prefix; 1 where one fails."""
    try:
        with open_records(place, patience=float(patience)) as records:
            say("open")
            for number in range(int(count)):
                told = decision(number, request=f"{prefix}-{number}", shown="x" * 5000)
                record = records.append(told)
                say(f"saved {record.sequence} {told.request} {record.hash}")
    except PathwayError as error:
        say(str(error))
        return 1
    return 0


def say(line: str) -> None:
    """One whole line at once, even if the process ends right afterwards."""
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
