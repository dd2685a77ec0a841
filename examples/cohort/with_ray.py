"""Answers to a table with Ray Data: python with_ray.py IN OUT --library DIR --pathway ID …

IN and OUT are folders of Parquet files. Every worker needs pathway installed and the library's
folder under the same path; a worker whose library differs in a byte stops the run.
"""

import argparse
from datetime import date

import ray

from pathway.cohort.cluster import FAULTS, ROWS, evaluator_for, faults_in


def main() -> None:
    """Read, find the ids that stand twice, evaluate, write, and say what could not be read."""
    asked = arguments()
    ray.init(ignore_reinit_error=True, include_dashboard=False, log_to_driver=False)
    table = ray.data.read_parquet(asked.source)
    ids = table.select_columns(["id"]).groupby("id").count()
    twice = [row["id"] for row in ids.filter(lambda row: row["count()"] > 1).take_all()]
    evaluate = evaluator_for(
        asked.library,
        asked.pathway,
        table.schema().names,
        asked.as_of,
        repeated=[str(id_) for id_ in twice if id_ is not None],
    )
    answers = table.map_batches(evaluate, batch_format="pyarrow", batch_size=ROWS)
    answers.write_parquet(asked.target)
    # Faults travel with the answers: what was evaluated twice and written once is told once.
    told = ray.data.read_parquet(asked.target, columns=[FAULTS, "left_out"])
    for (column, reason), cells in sorted(faults_in(r[FAULTS] for r in told.take_all()).items()):
        print(f"{column}: {cells:,} × {reason}")
    print(f"{told.count():,} patients")


def arguments() -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(description="Answers to a table with Ray Data.")
    parser.add_argument("source", metavar="IN")
    parser.add_argument("target", metavar="OUT")
    parser.add_argument("--library", metavar="DIR", help="else the shipped one")
    parser.add_argument("--pathway", metavar="ID", default="sciatica")
    parser.add_argument("--as-of", metavar="DATE", type=date.fromisoformat, default=date.today())
    return parser.parse_args()


if __name__ == "__main__":
    main()
