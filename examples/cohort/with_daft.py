"""Answers to a table with Daft: python with_daft.py IN OUT --library DIR --pathway ID …

IN and OUT are folders of Parquet files. Every worker needs pathway installed and the library's
folder under the same path; a worker whose library differs in a byte stops the run.
"""

import argparse
from datetime import date

import daft
import pyarrow as pa
from daft import DataType, Series, col

from pathway.cohort.cluster import FAULTS, ROWS, evaluator_for, faults_in


def main() -> None:
    """Read, find the ids that stand twice, evaluate, write, and say what could not be read."""
    asked = arguments()
    table = daft.read_parquet(f"{asked.source}/*.parquet")
    ids = table.groupby("id").agg(col("id").count("all").alias("rows"))
    twice = ids.where((col("rows") > 1) & col("id").not_null()).to_pydict()["id"]
    names = table.column_names
    evaluate = evaluator_for(
        asked.library, asked.pathway, names, asked.as_of, repeated=map(str, twice)
    )
    fields = {one.name: DataType.from_arrow_type(one.type) for one in evaluate.schema}

    # Daft hands over columns and takes one back: the answers are the fields of a struct.
    @daft.func.batch(return_dtype=DataType.struct(fields), batch_size=ROWS)
    def answers(*columns: Series) -> pa.Array:
        rows = pa.table([column.to_arrow() for column in columns], names=names)
        return evaluate(rows).to_struct_array().combine_chunks()

    found = table.select(answers(*(col(name) for name in names)).alias("answers"))
    parts = [col("answers").get(name).alias(name) for name in evaluate.schema.names]
    found.select(*parts).write_parquet(asked.target, write_mode="overwrite")
    # Faults travel with the answers: what was evaluated twice and written once is told once.
    told = daft.read_parquet(f"{asked.target}/*.parquet").select(FAULTS).to_pydict()[FAULTS]
    for (column, reason), cells in sorted(faults_in(told).items()):
        print(f"{column}: {cells:,} × {reason}")
    print(f"{len(told):,} patients")


def arguments() -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(description="Answers to a table with Daft.")
    parser.add_argument("source", metavar="IN")
    parser.add_argument("target", metavar="OUT")
    parser.add_argument("--library", metavar="DIR", help="else the shipped one")
    parser.add_argument("--pathway", metavar="ID", default="sciatica")
    parser.add_argument("--as-of", metavar="DATE", type=date.fromisoformat, default=date.today())
    return parser.parse_args()


if __name__ == "__main__":
    main()
