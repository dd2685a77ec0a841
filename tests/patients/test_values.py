"""What somebody types as the value of an attribute."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.patients.words import TODAY, WORDS

from pathway.ground.problems import Problem
from pathway.ground.vocabulary import Range
from pathway.patients.reader import read_value


@pytest.mark.parametrize(
    ("name", "typed", "meant"),
    [
        ("platelets", "210", Decimal(210)),
        ("platelets", " 0.21 10*12/L ", Decimal(210)),
        ("platelets", "210 10*9/L", Decimal(210)),
        ("platelets", "210 10*3/uL", Decimal(210)),
        ("platelets", "2.1e2", Decimal(210)),
        ("platelets", "240 ×10⁹/L", Decimal(240)),  # as every screen shows it
        ("egfr", "> 60", Range(Decimal(60), Decimal(250))),
        ("egfr", "≥90 mL/min/{1.73_m2}", Range(Decimal(90), Decimal(250))),
        ("platelets", "90 to 120", Range(Decimal(90), Decimal(120))),
        ("platelets", "0.09 to 0.12 10*12/L", Range(Decimal(90), Decimal(120))),
        ("symptom_duration", "26 weeks", Decimal(26)),
        ("symptom_duration", "14d", Decimal(2)),
        ("age", "57 years", Decimal(57)),
        ("age", "684 months", Decimal(57)),
        ("egfr", "55 mL/min/{1.73_m2}", Decimal(55)),
        ("bleeding_disorder", "y", True),
        ("bleeding_disorder", "N", False),
        ("bleeding_disorder", "Yes", True),
        ("bleeding_disorder", "no", False),
        ("bleeding_disorder", "true", True),
        ("leg_pain", "none", "none"),
        ("birth_date", "2026-05-03", date(2026, 5, 3)),
        ("birth_date", "2026-05", Range(date(2026, 5, 1), date(2026, 5, 31))),
        ("birth_date", "2024-02", Range(date(2024, 2, 1), date(2024, 2, 29))),
        ("birth_date", "2014", Range(date(2014, 1, 1), date(2014, 12, 31))),
        ("birth_date", "2014-03/2015", Range(date(2014, 3, 1), date(2015, 12, 31))),
    ],
)
def test_what_can_be_read(name: str, typed: str, meant: object) -> None:
    assert read_value(WORDS.attributes[name], typed, TODAY) == meant


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("platelets", "many", "P402 `platelets` should be a number, not `many`"),
        ("platelets", "", "P402 `platelets` should be a number, not ``"),
        (
            "platelets",
            "0,21",
            (
                "P402 `platelets` should be a number, not `0,21`\n"
                "  help: write a decimal point, not a comma"
            ),
        ),
        ("egfr", "< 15", "P402 `egfr` has no smallest possible value, so `<` says none"),
        ("platelets", "120 to 90", "P402 `platelets` should be a number, not `120 to 90`"),
        ("platelets", "1e400", "P402 `platelets` should be a number, not `1e400`"),
        ("platelets", "1.2.3", "P402 `platelets` should be a number, not `1.2.3`"),
        ("platelets", "nan", "P402 `platelets` should be a number, not `nan`"),
        (
            "platelets",
            "210 mg",
            "P403 unit `mg` does not fit `platelets`\n  help: `platelets` is in 10*9/L",
        ),
        (
            "platelets",
            "210 plt",
            "P403 unknown unit `plt`\n  help: `platelets` is in 10*9/L",
        ),
        ("pain_score", "7 mm", "P403 `pain_score` has no unit, so `mm` does not fit"),
        (
            "symptom_duration",
            "3 months",
            (
                "P403 unit `months` does not fit `symptom_duration`\n"
                "  help: months and years have no fixed length; `symptom_duration` is in weeks"
            ),
        ),
        (
            "symptom_duration",
            "-1",
            "P404 impossible value: symptom_duration -1 weeks; possible is at least 0",
        ),
        (
            "platelets",
            "21 10*12/L",
            "P404 impossible value: platelets 21000 10*9/L; possible is 0 to 2000",
        ),
        ("age", "57.5", "P402 `age` should be a whole number, not `57.5`"),
        ("bleeding_disorder", "1", "P402 `bleeding_disorder` should be yes or no, not `1`"),
        (
            "leg_pain",
            "radiculer",
            "P111 `leg_pain` cannot be `radiculer`\n  help: did you mean `radicular`?",
        ),
        (
            "leg_pain",
            "?",
            "P111 `leg_pain` cannot be `?`\n  help: allowed: `radicular`, `somatic`, `none`",
        ),
        (
            "birth_date",
            "2026-11-21",
            "P406 `birth_date`: 2026-11-21 is in the future\n  help: today is 2026-11-20",
        ),
        (
            "birth_date",
            "2026-02-30",
            (
                "P407 `2026-02-30` is not a date\n"
                "  help: write 2026-11-20, or 2026-11 or 2026 where no more is known"
            ),
        ),
        ("birth_date", "1066", "P404 impossible date: 1066; possible is 1890 or later"),
    ],
)
def test_what_cannot_be_read(name: str, typed: str, said: str) -> None:
    problem = read_value(WORDS.attributes[name], typed, TODAY)
    assert isinstance(problem, Problem)
    assert str(problem) == said


def test_without_a_day_the_future_is_not_judged() -> None:
    assert read_value(WORDS.attributes["birth_date"], "2062-01-01") == date(2062, 1, 1)


@given(st.sampled_from(sorted(WORDS.attributes)), st.text(max_size=20))
def test_nothing_typed_raises(name: str, typed: str) -> None:
    value = read_value(WORDS.attributes[name], typed, TODAY)
    assert value is not None
    if isinstance(value, Problem):
        assert value.message


@given(st.decimals(0, 2000, places=3), st.sampled_from(["", " 10*9/L", " 10*3/uL"]))
def test_a_number_keeps_its_worth(number: Decimal, unit: str) -> None:
    assert read_value(WORDS.attributes["platelets"], f"{number}{unit}", TODAY) == number
