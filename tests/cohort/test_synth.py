"""Made-up tables: what a file of distributions says is what is drawn, and both sides of limits."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
import yaml
from pyarrow import parquet

from pathway.cohort.conditions import condition
from pathway.cohort.distributions import ASSUMED, read_distributions
from pathway.cohort.run import Asked
from pathway.cohort.run import run as evaluated
from pathway.cohort.synth import Mode, made, made_by
from pathway.cohort.table import read_batch, wrong_columns
from pathway.ground.problems import Problems
from pathway.ground.source import Placed
from pathway.language.evaluate import evaluate
from pathway.language.syntax import Result
from pathway.patients.model import Outcome
from pathway.patients.writer import write_patient
from pathway.program import CompiledProgram
from tests.house.printed import ROOT

from .random_pathways import a_pathway
from .rows import AS_OF
from .test_agreement import shipped

SHIPPED = ROOT / "examples/cohort/distributions.yaml"
#: As many rows as are drawn at once: a share of a half then lies within 0.01 in all but one of
#: a million tables, and the tables of a seed are always the same.
ROWS = 65_536


def program() -> CompiledProgram:
    return shipped().program("sciatica")


def table_by(text: str, folder: Path, rows: int = ROWS, seed: int = 1) -> pa.Table:
    """The table that a file makes; without a word on it, nothing is missing."""
    path = folder / "distributions.yaml"
    path.write_text(text, encoding="utf-8")
    plan = read_distributions(path, program(), 0).plan
    schema, batches = made_by(plan, program(), rows, AS_OF, seed)
    return pa.Table.from_batches(batches, schema)


def shares(column: pa.ChunkedArray) -> Mapping[Any, float]:
    counts = Counter(column.to_pylist())
    return {value: count / len(column) for value, count in counts.items()}


# -- what a file says --------------------------------------------------------------------------


def test_values_are_distributed_as_the_file_says(tmp_path: Path) -> None:
    table = table_by(
        """\
title: A few
attributes:
  age: {quantiles: {0 %: 20, 50 %: 40, 100 %: 100}, decimals: 0, source: assumed}
  pain_score: {normal: {mean: 5, sd: 2}, source: assumed}
  symptom_duration: {uniform: [7 days, 14 days], source: assumed}
  startback_total: {shares: {0: 0.25, 9: 0.75}, source: assumed}
  leg_pain: {shares: {radicular: 0.2, none: 0.8}, source: assumed}
  fever: {yes: 0.3, source: assumed}
""",
        tmp_path,
    )
    age = table["age"].to_numpy()
    assert (age.min(), np.median(age), age.max()) == (20, 40, 100)
    pain = table["pain_score"].to_numpy()
    assert abs(pain.mean() - 5) < 0.03
    assert abs(pain.std() - 1.98) < 0.02  # less than 2: nothing lies beyond 0 and 10
    assert (pain.min(), pain.max()) == (0, 10)
    weeks = table["symptom_duration"].to_numpy()
    assert (weeks.min(), weeks.max()) == (1, 2)
    assert shares(table["startback_total"]) == {
        0.0: pytest.approx(0.25, abs=0.01),
        9.0: pytest.approx(0.75, abs=0.01),
    }
    assert shares(table["leg_pain"]) == {
        "radicular": pytest.approx(0.2, abs=0.01),
        "none": pytest.approx(0.8, abs=0.01),
    }
    assert shares(table["fever"])[True] == pytest.approx(0.3, abs=0.01)


def test_the_first_row_whose_condition_holds_counts(tmp_path: Path) -> None:
    table = table_by(
        """\
title: Rows
attributes:
  diuretic:
    yes: 0
    rows:
      - {if: sex = 'female' and age >= 65 years, yes: 1}
      - {if: age >= 65 years, yes: 0.5}
    source: assumed
  sex: {shares: {female: 0.5, male: 0.5}, source: assumed}
  age: {uniform: [50, 80], decimals: 0, source: assumed}
""",
        tmp_path,
    )
    rows = list(zip(*(table[name].to_pylist() for name in ("diuretic", "sex", "age")), strict=True))
    assert {told for told, _, age in rows if age < 65} == {False}
    assert {told for told, sex, age in rows if age >= 65 and sex == "female"} == {True}
    men = [told for told, sex, age in rows if age >= 65 and sex == "male"]
    assert sum(men) / len(men) == pytest.approx(0.5, abs=0.02)


def test_correlated_ranks(tmp_path: Path) -> None:
    """Numbers go together as was asked, and a yes with high numbers."""
    table = table_by(
        """\
title: Together
attributes:
  pain_score: {normal: {mean: 5, sd: 1}, decimals: 3, source: assumed}
  disability: {normal: {mean: 50, sd: 10}, decimals: 3, source: assumed}
  wants_drug: {yes: 0.5, source: assumed}
correlations:
  - {of: [pain_score, disability], correlation: -0.6, source: assumed}
  - {of: [pain_score, wants_drug], correlation: 0.7, source: assumed}
""",
        tmp_path,
    )
    pain, disability, wanted = (
        table[name].to_numpy() for name in ("pain_score", "disability", "wants_drug")
    )
    assert np.corrcoef(pain, disability)[0, 1] == pytest.approx(-0.6, abs=0.01)
    # Of a number that is cut in the middle what is left of a correlation is sqrt(2 / pi) of it.
    assert np.corrcoef(pain, wanted)[0, 1] == pytest.approx(0.7 * np.sqrt(2 / np.pi), abs=0.01)
    assert np.corrcoef(disability, wanted)[0, 1] == pytest.approx(0, abs=0.02)
    assert wanted.mean() == pytest.approx(0.5, abs=0.01)


def test_what_is_missing(tmp_path: Path) -> None:
    """By itself, by another attribute (also where that is missing), and together."""
    table = table_by(
        """\
title: Missing
attributes:
  age: {uniform: [50, 80], decimals: 0, source: assumed}
  inr: {uniform: [1, 2], missing: {share: 1, rows: [{if: warfarin, share: 0}]}, source: assumed}
  warfarin: {yes: 0.5, missing: {share: 0.5}, source: assumed}
  egfr: {uniform: [50, 80], source: assumed}
  platelets: {uniform: [50, 80], missing: {share: 0.5}, source: assumed}
missing together:
  - of: [egfr, platelets]
    share: 0.2
    rows: [{if: age >= 65 years, share: 0.6}]
    source: assumed
lists: {medicines: {share: 0.4, source: assumed}}
history: {share: 0.7, source: assumed}
""",
        tmp_path,
    )
    told = {name: ~np.asarray(table[name].is_null()) for name in table.schema.names}
    assert told["age"].all()
    assert told["warfarin"].mean() == pytest.approx(0.5, abs=0.01)
    takes = np.array([one is True for one in table["warfarin"].to_pylist()])
    assert told["inr"][takes].all()
    assert told["inr"][~told["warfarin"]].mean() == pytest.approx(0.5, abs=0.01)
    old = table["age"].to_numpy() >= 65
    assert told["egfr"][old].mean() == pytest.approx(0.4, abs=0.01)
    assert told["egfr"][~old].mean() == pytest.approx(0.8, abs=0.01)
    assert not (told["platelets"] & ~told["egfr"]).any()
    assert (told["platelets"] & told["egfr"]).sum() / told["egfr"].sum() == pytest.approx(
        0.5, abs=0.01
    )
    assert shares(table["complete.medicines"])[True] == pytest.approx(0.4, abs=0.01)
    assert shares(table["history_taken"])[True] == pytest.approx(0.7, abs=0.01)


def test_trials_of_therapies(tmp_path: Path) -> None:
    table = table_by(
        """\
title: Trials
attributes:
  heart_failure: {yes: 0.5, source: assumed}
history: {share: 0.5, source: assumed}
therapies:
  nsaid:
    tried: 0.8
    rows: [{if: heart_failure, share: 0}]
    outcomes: {helped: 0.3, worse: 0.7}
    weeks: {uniform: [2, 4], decimals: 0}
    ongoing: 0.4
    source: assumed
""",
        tmp_path,
    )
    taken, ill = (np.asarray(table[name]) for name in ("history_taken", "heart_failure"))
    tried = ~np.asarray(table["nsaid.outcome"].is_null())
    assert not tried[~taken].any()
    assert not tried[ill].any()
    assert tried[taken & ~ill].mean() == pytest.approx(0.8, abs=0.02)
    among = table.filter(pa.array(tried))
    assert shares(among["nsaid.outcome"])["helped"] == pytest.approx(0.3, abs=0.02)
    assert set(among["nsaid.weeks"].to_pylist()) == {2.0, 3.0, 4.0}
    assert shares(among["nsaid.ongoing"])[True] == pytest.approx(0.4, abs=0.02)
    assert "nsaid.start" not in table.schema.names
    assert table["tramadol.outcome"].null_count < ROWS  # as it is without a word on it


def test_the_same_seed_makes_the_same_rows(tmp_path: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    one, other, third = (table_by(text, tmp_path, 200, seed) for seed in (1, 1, 2))
    assert one.equals(other)
    assert not one.equals(third)
    assert one["id"].to_pylist()[:2] == ["s000000000", "s000000001"]


def test_the_shipped_file_says_everything_and_where_it_is_from() -> None:
    """A figure is assumed, or it has its publication."""
    assert read_distributions(SHIPPED, program(), 0.15).unsaid == ()
    tree = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    named = {**tree["attributes"], **tree["therapies"], **tree["lists"]}
    told = {name: entry["source"] for name, entry in named.items()}
    assert {name: source for name, source in told.items() if source != ASSUMED} == {
        "discectomy": "Peul WC et al., BMJ 2008;336:1355 (the 44 % of the row; the rest is assumed)"
    }


# -- conditions --------------------------------------------------------------------------------


def test_conditions_on_columns_mean_what_they_mean_of_one_patient() -> None:
    """Random conditions, row by row against the reference."""
    rng, attributes = Random(5), program().vocabulary.attributes
    choices = attributes["leg_pain"].type.choices or ()
    drawn: dict[str, Any] = {
        "age": np.arange(60, 70).astype(float),
        "pain_score": np.arange(10) / 2,
        "fever": np.arange(10) % 2 == 0,
        "diuretic": np.arange(10) % 3 == 0,
        "leg_pain": np.arange(10) % len(choices),
    }
    for _ in range(300):
        text = _condition(rng)
        problems = Problems()
        found = condition(Placed(text), attributes, drawn, problems)
        assert found is not None, (text, [*problems])
        holds = np.broadcast_to(found.holds(drawn), 10)
        for row in range(10):
            told: dict[str, Any] = {
                name: Decimal(str(column[row]))
                if column.dtype == float
                else choices[column[row]]
                if name == "leg_pain"
                else bool(column[row])
                for name, column in drawn.items()
            }
            meant = evaluate(found.expr, {name: Result(value) for name, value in told.items()})
            assert bool(holds[row]) is meant.value, (text, row)


def _condition(rng: Random, depth: int = 2) -> str:
    if depth and rng.random() < 0.7:
        one, other = (_condition(rng, depth - 1) for _ in range(2))
        return f"({one} {rng.choice(('and', 'or', 'implies'))} {other})"
    atoms = (
        *("fever", "diuretic", "fever = diuretic", "fever != diuretic"),
        f"age {rng.choice(('<', '<=', '>', '>=', '=', '!='))} {rng.randint(60, 70)} years",
        f"age between {rng.randint(60, 65)} years and {rng.randint(65, 70)} years",
        f"pain_score * 2 + 1 >= {rng.randint(0, 11)} - pain_score",
        f"leg_pain {rng.choice(('=', '!='))} '{rng.choice(('none', 'radicular', 'referred'))}'",
        "leg_pain in {'none', 'claudication'}",
    )
    atom = rng.choice(atoms)
    return f"not ({atom})" if rng.random() < 0.3 else atom


# -- tables without a file ---------------------------------------------------------------------


@pytest.mark.parametrize("id_", ["sciatica", "knee-osteoarthritis"])
@pytest.mark.parametrize("mode", Mode)
def test_whoever_is_made_up_can_be_read_and_advised(id_: str, mode: Mode, tmp_path: Path) -> None:
    """No fault in the table, and each row is a patient file that adds up."""
    chosen = shipped().program(id_)
    schema, batches = made(chosen, 300, AS_OF, 3, 0.2, mode)
    rows = next(batches)
    assert wrong_columns(schema.names, chosen) == []
    parquet.write_table(pa.Table.from_batches([rows]), tmp_path / "in.parquet")
    ran = evaluated(Asked(tmp_path / "in.parquet", tmp_path / "out.parquet", chosen, AS_OF))
    assert (ran.faults, ran.left_out, ran.patients) == ({}, 0, 300)
    batch = read_batch(rows, chosen, AS_OF)
    for number in range(0, 300, 10):
        patient = batch.patient(number, chosen)
        path = tmp_path / "patient.yaml"
        path.write_text(write_patient(patient, shipped().vocabulary), encoding="utf-8")
        assert (
            shipped().patient_from_file(path, today=AS_OF).entries.keys() == patient.entries.keys()
        )


@pytest.mark.parametrize("as_of", [AS_OF, date(2028, 2, 29), date(2027, 3, 1)])
def test_both_sides_of_every_limit(as_of: date) -> None:
    """Dates at the ends of months and on leap days, days of what is nearly stale, and trials."""
    schema, batches = made(program(), 5_000, as_of, 1, 0.2, Mode.BOUNDARY)
    told = pa.Table.from_batches(batches, schema).to_pydict()
    born, age = told["birth_date"], told["age"]
    assert not any(
        one is not None and other is not None for one, other in zip(born, age, strict=True)
    )
    days = {day for day in (*born, *told["onset_date"]) if day is not None}
    assert max(days) <= as_of
    assert {(day.month, day.day) for day in days} >= {
        (2, 28),
        (2, 29),
        (as_of.month, as_of.day),
    }
    valid = as_of.toordinal() - 14  # of `pain_score`
    recorded = {day.toordinal() for day in told["pain_score.on"] if day is not None}
    assert recorded >= {valid - 1, valid, valid + 1}
    trials = [
        (going, began is not None, weeks is not None, outcome)
        for going, began, weeks, outcome in zip(
            *(told[f"nsaid.{part}"] for part in ("ongoing", "start", "weeks", "outcome")),
            strict=True,
        )
    ]
    assert {one[:3] for one in trials} == {
        (None, False, False),
        (True, True, False),
        (False, False, True),
    }
    assert {one[3] for one in trials} == {None, *map(str, Outcome)}
    assert {3.0, 4.0, 5.0} <= set(told["nsaid.weeks"])
    assert {True, False} == set(told["complete.problems"])


def test_dates_that_are_read_by_themselves(tmp_path: Path) -> None:
    """On both sides of the days that conditions name, and just not stale."""
    chosen = a_pathway(Random(3), tmp_path)
    schema, batches = made(chosen, 2_000, AS_OF, 1, 0.2, Mode.BOUNDARY)
    told = pa.Table.from_batches(batches, schema).to_pydict()
    assert {day.isoformat() for day in told["day"] if day is not None} >= {
        *("2026-10-30", "2026-10-31", "2026-11-01"),
        *("2024-02-29", "2026-02-28"),
    }
    assert "day.on" in told
