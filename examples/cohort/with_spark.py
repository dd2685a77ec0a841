"""Answers inside a job of Spark that you have: spark-submit with_spark.py IN OUT --pathway ID …

`pathway cohort run --engine spark` does all of this for files. Here IN is whatever your job has as
a table. Every worker needs pathway installed and the library's folder under the same path.
"""

import argparse
from datetime import date

import pyarrow as pa
from pyspark.sql import SparkSession
from pyspark.sql import functions as f

from pathway.cohort.cluster import FAULTS, ROWS, evaluator_for, faults_in


def main() -> None:
    """Read, find the ids that stand twice, evaluate, write, and say what could not be read."""
    asked = arguments()
    spark = SparkSession.builder.appName("pathway").getOrCreate()
    spark.conf.set("spark.sql.caseSensitive", "true")
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(ROWS))
    table = spark.read.parquet(asked.source)
    ids = table.where("id is not null").groupBy("id").count().where("count > 1")
    twice = [str(row["id"]) for row in ids.collect()]
    evaluate = evaluator_for(
        asked.library, asked.pathway, table.columns, asked.as_of, repeated=twice
    )
    # Spark takes a dot in a name for something else: columns go to the function by their place.
    rows = table.toDF(*evaluate.places)
    answers = rows.mapInArrow(evaluate.by_place, columns_of(evaluate.schema))
    answers.write.mode("overwrite").parquet(asked.target)
    # Faults travel with the answers: what was evaluated twice and written once is told once.
    told = spark.read.parquet(asked.target).select(f.col(FAULTS))
    some = [row[FAULTS] for row in told.where(f.col(FAULTS).isNotNull()).collect()]
    for (column, reason), cells in sorted(faults_in(some).items()):
        print(f"{column}: {cells:,} × {reason}")
    print(f"{told.count():,} patients")
    spark.stop()


def columns_of(schema: pa.Schema) -> str:
    """The columns of the answers, as Spark writes them."""
    types = {pa.string(): "string", pa.bool_(): "boolean", pa.date32(): "date"}
    return ", ".join(f"`{one.name}` {types[one.type]}" for one in schema)


def arguments() -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(description="Answers inside a job of Spark.")
    parser.add_argument("source", metavar="IN")
    parser.add_argument("target", metavar="OUT")
    parser.add_argument("--library", metavar="DIR", help="else the shipped one")
    parser.add_argument("--pathway", metavar="ID", default="sciatica")
    parser.add_argument("--as-of", metavar="DATE", type=date.fromisoformat, default=date.today())
    return parser.parse_args()


if __name__ == "__main__":
    main()
