"""Units: exact factors, and agreement with pint's UCUM where that is installed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.ground.units import (
    canonical,
    convert,
    convert_nearest,
    exact_decimal,
    factor,
    is_calendar,
    is_pure_number,
    is_time,
    known_units,
    spoken,
)

UNITS = known_units()


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        *(("week", "wk"), ("weeks", "wk"), ("wk", "wk"), ("day", "d"), ("hours", "h")),
        *(("month", "months"), ("months", "months"), ("year", "years"), ("mo", "mo"), ("a", "a")),
        *(("10^9/L", "10*9/L"), ("10*3/uL", "10*9/L"), ("g/cm3", "g/mL"), ("{score}", "{score}")),
        *(("wombat", None), ("", None), ("{}", None), ("{a b}", None), ("Weeks", None)),
    ],
)
def test_canonical(unit: str, code: str | None) -> None:
    assert canonical(unit) == code


@pytest.mark.parametrize(
    ("value", "start", "end", "result"),
    [
        ("12", "weeks", "days", "84"),
        ("84", "days", "weeks", "12"),
        ("10", "days", "weeks", None),
        ("18", "years", "months", "216"),
        ("21", "months", "years", "1.75"),
        ("20", "months", "years", None),
        ("1", "months", "mo", None),
        ("1", "years", "a", None),
        ("1", "years", "days", None),
        ("1", "a", "d", "365.25"),
        ("50", "10*9/L", "/uL", "50000"),
        ("1.5", "g", "mg", "1500"),
        ("50", "%", "1", "0.5"),
        ("1", "mL/min", "mL/min/{1.73_m2}", None),
        ("1", "mg", "mL", None),
        ("1", "wombat", "mg", None),
        ("98.6", "Cel", "Cel", "98.6"),
        ("1E+999999", "mg", "g", None),
        ("NaN", "mg", "g", None),
        ("150", "[lb_av]", "kg", "68.0388555"),
    ],
)
def test_convert(value: str, start: str, end: str, result: str | None) -> None:
    expected = None if result is None else Decimal(result)
    assert convert(Decimal(value), start, end) == expected


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("×10⁹/L", "10*9/L"),
        ("x10^9/L", "10*9/L"),
        ("10E9/l", "10*9/L"),
        ("10*3.uL-1", "10*9/L"),
        ("10*3/mm3", "10*9/L"),
        ("10*3/uL{Platelets}", "10*9/L"),
        ("Thousand/uL", "10*9/L"),
        ("K/mcL", "10*9/L"),
        ("G/L", "10*9/L"),
        ("{cells}/uL", "/uL"),
        ("/mm3", "/uL"),
        ("mL/min/1.73.m2", "mL/min/{1.73_m2}"),
        ("ml/min/1,73 m²", "mL/min/{1.73_m2}"),
        ("mL/min/{1.73_m2}", "mL/min/{1.73_m2}"),
        ("mg/dl", "mg/dL"),
        ("mmol/l", "mmol/L"),
        ("kg/m²", "kg/m2"),
        ("mmHg", "mm[Hg]"),
        ("µg", "ug"),
        # what is not left out: it would change what is measured
        ("mL/min/{body}", None),
        ("10*9", None),
        ("Mg", None),
        ("{a}{b}", None),
    ],
)
def test_spellings_of_laboratories(spelling: str, code: str | None) -> None:
    assert canonical(spelling) == code


def test_convert_nearest_rounds_only_where_it_must() -> None:
    assert convert_nearest(Decimal(14), "days", "weeks") == Decimal(2)
    assert convert_nearest(Decimal(10), "days", "weeks") == Decimal("1.428571428571428571428571429")
    assert convert_nearest(Decimal(1), "mg", "mL") is None


@given(st.sampled_from(UNITS), st.sampled_from(UNITS), st.decimals(-999, 999, places=4))
def test_there_and_back_is_the_same(start: str, end: str, value: Decimal) -> None:
    there = convert(value, start, end)
    assert (factor(start, end) is None) == (factor(end, start) is None)
    if there is not None:
        assert convert(there, end, start) == value


@given(st.fractions(), st.integers(0, 12))
def test_exact_decimals_are_exact(value: Fraction, places: int) -> None:
    exact = exact_decimal(value)
    assert exact is None or Fraction(exact) == value
    finite = Fraction(round(value * 10**places), 10**places)
    assert Fraction(exact_decimal(finite) or 0) == finite


def test_what_units_are_about() -> None:
    assert [unit for unit in UNITS if is_calendar(unit)] == ["months", "month", "years", "year"]
    assert {canonical(unit) for unit in UNITS if is_time(unit)} == {
        *("s", "min", "h", "d", "wk", "mo", "a", "months", "years"),
    }
    assert is_pure_number("1")
    assert is_pure_number("{score}")
    assert not is_pure_number("%")
    assert [spoken(unit) for unit in ("wk", "mm[Hg]", "mg", "1", "{INR}", "wombat")] == [
        *("weeks", "mmHg", "mg", "", "", "wombat"),
    ]


@pytest.mark.slow
def test_the_table_agrees_with_ucum() -> None:
    """Against pint and ucumvert, whose floats are right to about fifteen digits."""
    registry = import_module("ucumvert").PintUcumRegistry()
    words = {"second", "minute", "hour", "day", "week", "month", "year"}
    codes = sorted({u for u in UNITS if u.removesuffix("s") not in words or u == "s"})
    # pint reads an annotation as nothing; the table keeps what it means
    codes = [code for code in codes if "{" not in code and "_m2" not in code]
    known = {code: registry.from_ucum(code) for code in codes}
    for start, end in product(codes, codes):
        ours = factor(start, end)
        if ours is None:
            continue
        theirs = known[start].to(known[end]).magnitude
        assert float(ours) == pytest.approx(theirs, rel=1e-4 if "Hg" in start + end else 1e-9)
