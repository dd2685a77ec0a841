"""One generated task for many patients: this project, and the same rules by hand for other engines.

The rules are those of `bench_planes`: 30 and 300 options, 40 attributes, 15 % of the values
missing, in memory as Arrow; each engine says the verdict on every option as a column. Unknown is
unknown in all of them. By hand is: Polars expressions (`&` and `|` are those of Kleene), SQL for
DuckDB (as are its AND and OR), and variables of OpenFisca-Core, where the least and the greatest of
0, 1 and 2 are *and* and *or*. All have to agree on every verdict before anything is told. Figures
are processor time, all threads together, the best of three rounds of all engines in turn.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
from bench_planes import (  # type: ignore[import-not-found]
    AS_OF,
    LABS,
    MISSING,
    SIGNS,
    _by_hand,
    _library,
)
from numpy.typing import NDArray

from pathway.cohort.columns import word_column
from pathway.cohort.evaluation import Evaluated
from pathway.cohort.files import ROWS
from pathway.cohort.memory import Memory
from pathway.cohort.table import read_batch
from pathway.names import option_name
from pathway.program import CompiledProgram

#: Values of an attribute, or 0 for no, 1 for unknown and 2 for yes.
Tri: TypeAlias = NDArray[Any]
#: A variable of OpenFisca at a period.
Of: TypeAlias = Callable[[str, str], Tri]

WORDS = ("contraindicated", "avoid", "not indicated", "later", "recommended", "pending")
ROUNDS = 3
CHECKED_BY_HAND = 500
#: OpenFisca asks about a period; the rules know none.
PERIOD = "2026"

#: For each option a column of the verdicts, in whatever form an engine has them.
Verdicts: TypeAlias = Sequence[Any]


def main() -> None:
    """Print each engine's patients a second, and how many times as long as here it takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patients", type=int, default=1_000_000)
    parser.add_argument("--fewer", type=int, default=262_144, help="of DuckDB and OpenFisca")
    asked = parser.parse_args()
    people = made(asked.patients)
    with tempfile.TemporaryDirectory() as folder:
        for options in (30, 300):
            program = _library(Path(folder, str(options)), options).program("p")
            aims = {"Polars": 1.3 if options == 30 else 2.0}
            compared(program, people, options, {"Polars": polars(options)}, aims)
            few = people.slice(0, asked.fewer)
            others = {"DuckDB": duckdb(options), "OpenFisca-Core": openfisca(options)}
            compared(program, few, options, others, dict.fromkeys(others, 10.0))


def made(count: int) -> pa.Table:
    """So many patients, as `bench_planes` makes them, a column at a time."""
    chance = np.random.default_rng(1)
    values: dict[str, NDArray[Any]] = {"age": chance.integers(5, 96, count).astype(float)}
    values |= {f"lab_{n}": chance.integers(0, 121, count).astype(float) for n in range(LABS)}
    values |= {f"sign_{n}": chance.random(count) < 0.1 for n in range(SIGNS)}
    columns = {n: pa.array(v, mask=chance.random(count) < MISSING) for n, v in values.items()}
    return pa.table(columns).combine_chunks()


def compared(
    program: CompiledProgram,
    people: pa.Table,
    options: int,
    others: Mapping[str, Callable[[pa.Table], Callable[[], Verdicts]]],
    aims: Mapping[str, float],
) -> None:
    """Measure one task; raises AssertionError where two engines disagree."""
    sides = {"here": here(program, options)(people)}
    sides |= {name: prepare(people) for name, prepare in others.items()}
    taken = {name: float("inf") for name in sides}
    for _ in range(ROUNDS):
        found: dict[str, Verdicts] = {}
        for name, side in sides.items():
            began = time.process_time()
            found[name] = side()
            taken[name] = min(taken[name], time.process_time() - began)
    agree(people, options, found)
    count = people.num_rows
    print(f"{options} options, {count:,} patients, all agree")
    for name, seconds in taken.items():
        ratio = f"{seconds / taken['here']:8.2f} x  (aim {aims[name]:g})" if name in aims else ""
        print(f"    {name:16}{count / seconds:14,.0f} patients a second of processor{ratio}")


def agree(people: pa.Table, options: int, found: Mapping[str, Verdicts]) -> None:
    """Every verdict of every engine, and some of the rules in plain Python."""
    first = [numbers(column) for column in found["here"]]
    for name, verdicts in found.items():
        for option in range(options):
            if not np.array_equal(first[option], numbers(verdicts[option])):
                raise AssertionError((name, option))
    for row, known in enumerate(people.slice(0, CHECKED_BY_HAND).to_pylist()):
        told = [WORDS[int(first[option][row])] for option in range(options)]
        if told != _by_hand(known, options):
            raise AssertionError((row, known))


def numbers(column: Any) -> NDArray[np.uint8]:  # noqa: ANN401
    """The verdict of each patient by its number in `WORDS`."""
    if isinstance(column, tuple):
        return np.concatenate([part.indices.to_numpy() for part in column]).astype(np.uint8)
    return np.asarray(column).astype(np.uint8)


# -- the engines -------------------------------------------------------------------------------


def here(program: CompiledProgram, options: int) -> Callable[[pa.Table], Callable[[], Verdicts]]:
    """Planes of 65,536 patients at a time; the columns as `pathway cohort run` writes them."""
    names = [option_name(f"t_{n}", "verdict") for n in range(options)]

    def prepare(people: pa.Table) -> Callable[[], Verdicts]:
        ids = pa.array(range(people.num_rows)).cast(pa.string())
        yes = pa.array(np.ones(people.num_rows, dtype=bool))
        table = people.append_column("id", ids).append_column("history_taken", yes)

        def run() -> Verdicts:
            memory, parts = Memory(), list[list[pa.Array]]()
            for rows in table.to_batches(ROWS):
                batch = read_batch(rows, program, AS_OF, memory)
                cases = Evaluated(program, batch, AS_OF, strict=False).cases
                chosen = (cases.code.choices[name] for name in names)
                planes = ([cases.registers[c[w]] if w in c else 0 for w in WORDS] for c in chosen)
                parts.append([word_column(WORDS, one, batch.count) for one in planes])
            return list(zip(*parts, strict=True))

        return run

    return prepare


def polars(options: int) -> Callable[[pa.Table], Callable[[], Verdicts]]:
    """One step after another, so that nothing is worked out twice."""
    import polars as pl

    def verdict(n: int) -> pl.Expr:
        lab, age = pl.col(f"lab_{n % LABS}"), pl.col("age")
        forbidden = (lab < 20) | (pl.col(f"sign_{n % SIGNS}") | (age < 12))
        avoided, needed = lab < 50, age < n % 60 + 40
        offered = pl.col("reached") & needed
        found = pl.when(forbidden).then(0).when(avoided).then(1).when(~needed).then(2)
        known = ~forbidden & ~avoided & offered
        chosen = found.when(~offered).then(3).when(known).then(4).otherwise(5)
        return chosen.cast(pl.UInt8).alias(f"t_{n}")

    def closed(n: int) -> pl.Expr:
        lab, age = pl.col(f"lab_{n % LABS}"), pl.col("age")
        forbidden = (lab < 20) | (pl.col(f"sign_{n % SIGNS}") | (age < 12))
        return forbidden | ((lab < 50) | ~(age < n % 60 + 40))

    def prepare(people: pa.Table) -> Callable[[], Verdicts]:
        frame = pl.from_arrow(people)
        assert isinstance(frame, pl.DataFrame)

        def run() -> Verdicts:
            known = frame.lazy().with_columns(reached=pl.col("age") > 17)
            for first in range(0, options, 5):
                step = range(first, min(first + 5, options))
                through = pl.col("reached")
                for n in step:
                    through = through & closed(n)
                known = known.with_columns(*map(verdict, step), through.alias("next"))
                known = known.drop("reached").rename({"next": "reached"})
            told = known.select(f"t_{n}" for n in range(options)).collect()
            return list(told)

        return run

    return prepare


def duckdb(options: int) -> Callable[[pa.Table], Callable[[], Verdicts]]:
    """One query: each step is a query over the one before."""
    import duckdb as db

    query = "SELECT *, age > 17 AS reached FROM people"
    for first in range(0, options, 5):
        step = range(first, min(first + 5, options))
        columns = ", ".join(f"{_sql_verdict(n)} AS t_{n}" for n in step)
        through = " AND ".join(["reached", *map(_sql_closed, step)])
        query = f"SELECT * REPLACE ({through} AS reached), {columns} FROM ({query})"
    query = f"SELECT {', '.join(f't_{n}' for n in range(options))} FROM ({query})"

    def prepare(people: pa.Table) -> Callable[[], Verdicts]:
        connection = db.connect()
        connection.execute("SET max_expression_depth TO 100000")
        connection.register("people", people)

        def run() -> Verdicts:
            told = connection.execute(query).fetchnumpy()
            return [told[f"t_{n}"] for n in range(options)]

        return run

    return prepare


def _sql_forbidden(n: int) -> str:
    return f"(lab_{n % LABS} < 20 OR (sign_{n % SIGNS} OR age < 12))"


def _sql_closed(n: int) -> str:
    return f"({_sql_forbidden(n)} OR (lab_{n % LABS} < 50 OR NOT age < {n % 60 + 40}))"


def _sql_verdict(n: int) -> str:
    forbidden, avoided, needed = _sql_forbidden(n), f"lab_{n % LABS} < 50", f"age < {n % 60 + 40}"
    return (
        f"(CASE WHEN {forbidden} THEN 0 WHEN {avoided} THEN 1 WHEN NOT {needed} THEN 2 "
        f"WHEN NOT (reached AND {needed}) THEN 3 "
        f"WHEN NOT {forbidden} AND NOT {avoided} AND (reached AND {needed}) THEN 4 "
        f"ELSE 5 END)::UTINYINT"
    )


def openfisca(options: int) -> Callable[[pa.Table], Callable[[], Verdicts]]:
    """A variable for each attribute, step and option; 0 is no, 1 unknown, 2 yes."""
    from openfisca_core.simulations import SimulationBuilder

    system = _system(options)

    def prepare(people: pa.Table) -> Callable[[], Verdicts]:
        told: dict[str, Tri] = {}
        for name in people.column_names:
            column = people.column(name).to_numpy()
            if name.startswith("sign_"):
                column = np.array([1 if v is None else 2 * v for v in column], dtype=np.int32)
            told[name] = column

        def run() -> Verdicts:
            simulation = SimulationBuilder().build_default_simulation(system, people.num_rows)
            for name, values in told.items():
                simulation.set_input(name, PERIOD, values)
            return [simulation.calculate(f"t_{n}", PERIOD) for n in range(options)]

        return run

    return prepare


def _system(options: int) -> Any:  # noqa: ANN401
    from openfisca_core import periods
    from openfisca_core.entities import build_entity
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    person = build_entity("person", "persons", "A patient", is_person=True)
    system = TaxBenefitSystem([person])

    def add(name: str, type_: type, formula: Callable[[Of, str], Tri] | None = None) -> None:
        about: dict[str, Any] = {"value_type": type_, "entity": person, "label": name}
        about["definition_period"] = periods.YEAR
        system.add_variable(
            type(name, (Variable,), about | ({"formula": formula} if formula else {}))
        )

    for name in ("age", *(f"lab_{n}" for n in range(LABS))):
        add(name, float)
    for n in range(SIGNS):
        add(f"sign_{n}", int)
    for step in range(options // 5):
        add(f"reached_{step}", int, _formula(_reached, step))
    for n in range(options):
        add(f"t_{n}", int, _formula(_fisca_verdict, n))
    return system


def _formula(rule: Callable[[int, Of, str], Tri], number: int) -> Callable[[Of, str], Tri]:
    def formula(of: Of, period: str) -> Tri:
        return rule(number, of, period)

    return formula


def _reached(step: int, of: Of, period: str) -> Tri:
    if step == 0:
        return 2 - _less(of("age", period), 17.5)
    found = of(f"reached_{step - 1}", period)
    for n in range(5 * step - 5, 5 * step):
        held = np.maximum(_forbidden(of, period, n), _less(of(f"lab_{n % LABS}", period), 50))
        found = np.minimum(found, np.maximum(held, 2 - _less(of("age", period), n % 60 + 40)))
    return found


def _fisca_verdict(n: int, of: Of, period: str) -> Tri:
    forbidden, avoided = _forbidden(of, period, n), _less(of(f"lab_{n % LABS}", period), 50)
    needed = _less(of("age", period), n % 60 + 40)
    offered = np.minimum(of(f"reached_{n // 5}", period), needed)
    known = (forbidden == 0) & (avoided == 0) & (offered == 2)
    conditions = [forbidden == 2, avoided == 2, needed == 0, offered == 0, known]
    return np.select(conditions, list(range(5)), 5)


def _forbidden(of: Of, period: str, n: int) -> Tri:
    sign, low = of(f"sign_{n % SIGNS}", period), _less(of(f"lab_{n % LABS}", period), 20)
    return np.asarray(np.maximum(low, np.maximum(sign, _less(of("age", period), 12))))


def _less(values: Tri, limit: float) -> Tri:
    return np.where(np.isnan(values), 1, 2 * (values < limit)).astype(np.int8)


if __name__ == "__main__":
    main()
