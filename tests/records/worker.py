"""A process that appends, and says each record that was acknowledged.

python -m tests.records.worker PLACE PREFIX COUNT [PATIENCE]    decisions
python -m tests.records.worker serve PLACE PREFIX COUNT         what a service said, eight threads
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor

from pathway.ground.problems import PathwayError
from pathway.records import open_records, open_served
from tests.patience import PATIENCE

from .making import decision
from .served_making import cards


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


def serve(place: str, prefix: str, count: str) -> int:
    """Append `count` answers whose requests begin with a prefix, as a service does."""

    def answer(number: int) -> None:
        request = f"{prefix}-{number}"
        (record,) = records.append([cards(number, f"card of {request}", request=request)])
        say(f"saved {record.sequence} {request} {record.hash}")

    try:
        with open_served(place, patience=PATIENCE) as records, ThreadPoolExecutor(8) as threads:
            say("open")
            for future in [threads.submit(answer, number) for number in range(int(count))]:
                future.result()
    except PathwayError as error:
        say(str(error))
        return 1
    return 0


def say(line: str) -> None:
    """One whole line at once, even if the process ends right afterwards."""
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    serves = sys.argv[1] == "serve"
    sys.exit(serve(*sys.argv[2:]) if serves else main(*sys.argv[1:]))
