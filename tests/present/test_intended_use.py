"""The report on a pathway's intended use: from the content, whole, open about what is missing."""

import html
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pathway.engine import open_library
from pathway.ground.terms import Action, Characteristic, Kind, Severity, Urgency
from pathway.program import Citation, Flag, Transparency
from pathway.service.patient_view import MOST_CARDS
from pathway.views.document import drawn
from pathway.views.forms import Form
from pathway.views.intended_use import BASIS, FOR_REVIEW, NOTICE, Criterion, IntendedUseReport, data
from pathway.views.intended_use.advice import TIME_CRITICAL
from pathway.views.intended_use.delivery import CARDS
from pathway.views.intended_use.document import document, report_of
from tests.golden import expect
from tests.graph.programs import ALWAYS, program, rule, small, step, therapy

CASES = Path(__file__).parents[1] / "cases" / "library"
PATIENT = Path(__file__).parents[2] / "examples" / "patients" / "mon-57.yaml"
SHIPPED = open_library()
SCIATICA = SHIPPED.program("sciatica")
HOSTILE = '<script>alert(1)</script> "&|*[x](y)\x1b[31m\u202e'
KNEE = replace(open_library(CASES).program("knee"), digest="0" * 64)


def criterion(report: IntendedUseReport, id_: str) -> Criterion:
    return next(one for one in report.criteria if one.id == id_)


def counts(one: Criterion) -> dict[str, int]:
    return {count.what: count.number for count in one.counts}


def listed(one: Criterion, title: str) -> dict[str, str]:
    return {i.id: i.text for part in one.evidence if part.title == title for i in part.items}


def flag(id_: str, urgency: Urgency) -> Flag:
    return Flag(id_, f"Flag {id_}", urgency, "act", "there", (), (), "", (), (), ALWAYS)


def as_form(form: Form, report: IntendedUseReport, *, width: int = 80, colour: bool = False) -> str:
    return drawn(document(report), form, width=width, colour=colour)


def said(report: IntendedUseReport) -> list[str]:
    """Every piece of text that the report is made of."""
    pieces = [report.title, report.status_words, report.patients, report.limits, NOTICE, BASIS]
    for one in report.criteria:
        pieces += [one.rule, one.question, one.answer, *one.open]
        pieces += [count.what for count in one.counts]
        pieces += [i.title for part in one.evidence for i in part.items]
        pieces += [i.text for part in one.evidence for i in part.items]
    for attribute in report.attributes:
        pieces += [attribute.title, *attribute.says, attribute.which, attribute.open]
    return [piece for piece in pieces if piece]


def test_as_text() -> None:
    expect("present/intended_use.txt", as_form(Form.TEXT, report_of(KNEE)))


def test_as_markdown() -> None:
    expect("present/intended_use.md", as_form(Form.MARKDOWN, report_of(KNEE)))


def test_as_a_page() -> None:
    expect("present/intended_use.html", as_form(Form.HTML, report_of(KNEE)))


def test_as_json() -> None:
    written = json.dumps(data.to_dict(report_of(KNEE)), indent=2, ensure_ascii=False)
    expect("present/intended_use.json", f"{written}\n")


@pytest.mark.slow
@pytest.mark.parametrize("pathway", SHIPPED.pathways)
def test_every_format_says_the_same(pathway: str) -> None:
    report = report_of(SHIPPED.program(pathway))
    as_text = re.sub(r"\s+", " ", as_form(Form.TEXT, report))
    as_markdown = re.sub(r"\\(.)", r"\1", html.unescape(as_form(Form.MARKDOWN, report)))
    as_page = html.unescape(re.sub(r"<[^>]+>", "", as_form(Form.HTML, report)))
    as_json = json.dumps(data.to_dict(report), ensure_ascii=False).replace('\\"', '"')
    for piece in said(report):
        assert piece in as_text
        assert piece in as_markdown
        assert piece in as_page
        assert piece in as_json


@pytest.mark.parametrize("pathway", SHIPPED.pathways)
def test_it_is_material_and_no_opinion_and_the_content_a_draft(pathway: str) -> None:
    shipped = report_of(SHIPPED.program(pathway))
    for written in (
        drawn(document(shipped), Form.TEXT, width=500),
        as_form(Form.MARKDOWN, shipped),
        as_form(Form.HTML, shipped),
    ):
        assert "It is no legal opinion" in written
        assert "DRAFT, not clinically signed off" in written
    assert data.to_dict(shipped)["notice"] == ["DRAFT, not clinically signed off", NOTICE, BASIS]


def test_every_attribute_that_a_condition_reads_is_listed_with_its_type() -> None:
    found = listed(criterion(report_of(SCIATICA), "inputs"), "attributes that conditions read")
    own = {name for name in SCIATICA.read_at_all if "." not in name}
    assert own <= set(found)
    counted_from = {"birth_date", "onset_date", "pregnancy_start", "surgery_date"}
    at_hand = {"mood_screen", "pdmp_checked"}
    assert set(found) - own == counted_from | at_hand
    assert found["platelets"].startswith("number in 10*9/L, ")
    assert found["platelets"].endswith("; valid for 365 days")
    assert found["saddle_numbness"] == "yes/no; valid on the day it was asked"
    assert found["active_ulcer_or_bleeding"] == (
        "yes/no; absent from reconciled problems: assumed no"
    )
    types = "yes/no|choice of |number|whole number|date"
    assert [text_ for text_ in found.values() if not re.match(types, text_)] == []


def test_nothing_that_a_condition_reads_is_left_out() -> None:
    inputs = criterion(report_of(SCIATICA), "inputs")
    histories = listed(inputs, "histories that conditions read")
    read = set(listed(inputs, "attributes that conditions read"))
    read |= {f"{id_}.{p.replace(' ', '_')}" for id_, t in histories.items() for p in t.split(", ")}
    lifted = [item.title for item in inputs.evidence[-1].items]
    read |= {f"override.{rule}" for rule in lifted}
    assert SCIATICA.read_at_all <= read
    avoid = [
        r.id for t in SCIATICA.therapies.values() for r in t.rules if r.severity is Severity.AVOID
    ]
    assert sorted(lifted) == sorted(avoid)


def test_what_rules_rest_on_is_counted_and_what_they_lack_is_open() -> None:
    found = criterion(report_of(SCIATICA), "information")
    rules = [rule for one in SCIATICA.therapies.values() for rule in one.rules]
    unverified = [rule for rule in rules if rule.verified == "unverified"]
    unsourced = [rule for rule in rules if not rule.sources]
    assert counts(found)["rules that name a source"] == len(rules) - len(unsourced)
    assert counts(found)["rules not checked against any original"] == len(unverified)
    assert unverified
    assert unsourced
    lines = {re.sub(r"^\d+ ([^:]*):.*", r"\1", line): line for line in found.open}
    assert all(one.id in lines["are not checked against any original"] for one in unverified)
    assert all(one.id in lines["name no source"] for one in unsourced)
    codes = counts(found)["therapies that have a code"]
    assert codes == sum(bool(one.codes) for one in SCIATICA.therapies.values())


def test_a_rule_says_its_sources_and_how_far_it_was_checked() -> None:
    levels = {"original": ("s",), "secondary": (), "unverified": ()}
    rules = tuple(
        replace(rule(f"t.{level}"), verified=level, sources=sources)
        for level, sources in levels.items()
    )
    made = program((step("a", "A", "t"),), (), (therapy("t", "T", rules=rules),))
    cited = {"s": Citation("s", "A book. 1999", 1999, doi="10.1/2")}
    found = criterion(report_of(replace(made, sources=cited)), "information")
    assert list(listed(found, "sources cited").items()) == [
        ("s", "cited by 1 statement; doi:10.1/2")
    ]
    assert [item.text for item in found.evidence[0].items] == [
        "contraindicated; s; checked against the original",
        "contraindicated; names no source; seen only in a report of the original",
        "contraindicated; names no source; not checked against any original",
    ]
    assert found.open == (
        "2 name no source: t.secondary, t.unverified",
        "1 is not checked against any original: t.unverified",
        "1 is seen only in a report of the original: t.secondary",
    )


def test_a_place_with_a_single_option_is_flagged() -> None:
    found = criterion(report_of(small()), "options")
    single = [part for part in found.evidence if part.title == "where options are offered"]
    assert [item.id for part in single for item in part.items if item.review] == [
        *("step nsaid", "refer opinion", "step injection", "end maintain"),
    ]
    assert counts(found)["places that offer a single one"] == 4
    assert found.open[0] == (
        "A single option may read as a directive, for regulatory review: "
        "Anti-inflammatory drug (Naproxen with gastroprotection); "
        "Surgical opinion (Opinion on microdiscectomy); "
        "Epidural steroid injection (Epidural injection); Self-management (Stay active)"
    )


def test_every_action_is_listed_and_every_kind_counted() -> None:
    found = criterion(report_of(SCIATICA), "options")
    actions = next(p for p in found.evidence if p.title == "actions the pathway can give")
    assert [item.title for item in actions.items] == [str(action) for action in Action]
    kinds = {what: n for what, n in counts(found).items() if what.startswith("of kind ")}
    assert sum(kinds.values()) == len(SCIATICA.listed)
    tapered = next(item.text for item in actions.items if item.title == "taper")
    assert tapered.startswith("8: benzodiazepine; ")


def test_what_an_advice_is_said_to_show_it_shows() -> None:
    found = criterion(report_of(SCIATICA), "basis")
    keys = list(listed(found, "what an advice shows, and under which key"))
    advice = SHIPPED.advise(SHIPPED.patient_from_file(PATIENT), "sciatica", date(2026, 11, 20))
    shown = advice.to_dict()
    option = shown["options"]["acupuncture"]
    assert keys == [
        *("provenance", "questions", "assumptions", "options", "options.positions"),
        *("options.conflict", "sources", "parameters", "limits", "if_answered"),
    ]
    assert {key for key in keys if "." not in key} - {"if_answered"} <= set(shown)
    assert {"positions", "conflict"} <= set(option)
    assert set(next(iter(shown["provenance"].values()))) == {"value", "unit", "date", "source"}
    assert all("why_missing" in question for question in shown["questions"])
    assert option["reasons"]
    assert advice.what_would_change("acupuncture").lines


def test_a_rule_that_says_nothing_cannot_be_reviewed() -> None:
    mute = replace(rule("t.r"), because="")
    made = program((step("a", "A", "t"),), (), (therapy("t", "T", rules=(mute,)),))
    found = criterion(report_of(made), "basis")
    assert found.open[:2] == ("1 rule without a reason in words: t.r", "no limits are said")


def test_each_flag_of_48_hours_or_sooner_is_for_regulatory_review() -> None:
    flags = tuple(flag(f"f{number}", urgency) for number, urgency in enumerate(Urgency))
    made = replace(program((step("a", "A", "t"),), (), (therapy("t", "T"),)), flags=flags)
    found = criterion(report_of(made), "time-critical")
    assert [item.id for part in found.evidence for item in part.items] == ["f0", "f1"]
    assert all(item.review for part in found.evidence for item in part.items)
    assert found.open == ("for regulatory review: Flag f0", "for regulatory review: Flag f1")
    assert counts(found) == {f"red flags: {urgency}": 1 for urgency in Urgency}


@pytest.mark.parametrize("pathway", SHIPPED.pathways)
def test_no_time_critical_flag_of_the_shipped_pathways_is_left_out(pathway: str) -> None:
    shipped = SHIPPED.program(pathway)
    found = criterion(report_of(shipped), "time-critical")
    urgent = {f.id for f in shipped.flags if f.urgency in ("emergency", "within 48 h")}
    knee = pathway == "knee-osteoarthritis"
    assert ({"knee_locked"} if knee else {"cauda_equina", "motor_deficit"}) <= urgent
    items = [item for part in found.evidence for item in part.items]
    assert {item.id for item in items if item.id} == urgent
    assert len(found.open) == len(items) == len(urgent) + 1
    written = as_form(Form.TEXT, report_of(shipped), width=1000)
    assert written.count(f"<{FOR_REVIEW}>") == len(items) + counts(
        criterion(report_of(shipped), "options")
    )["places that offer a single one"] + len(
        [i for e in criterion(report_of(shipped), "delivery").evidence for i in e.items if i.review]
    )


def test_nothing_urgent_is_said_where_nothing_is() -> None:
    made = program((step("a", "A", "t"),), (), (therapy("t", "T"),))
    found = criterion(report_of(made), "time-critical")
    assert found.evidence == ()
    assert found.open == ()
    assert found.answer.startswith("0 red flags ask for action")


def test_the_thirteen_source_attributes_are_never_hidden() -> None:
    untold = report_of(replace(SCIATICA, transparency=Transparency()))
    assert len(untold.attributes) == 13
    assert [one.says for one in untold.attributes[:4]] == [("not provided",)] * 4
    assert {one.open for one in untold.attributes} == {"not provided"}
    written = as_form(Form.TEXT, untold, width=500)
    assert written.count("not provided [open: not provided]") == 4
    assert "use of race: declared: not provided; found: read by no condition" in written


def test_what_is_declared_stands_beside_what_conditions_read() -> None:
    uses = (Characteristic.RACE, Characteristic.HEALTH_STATUS)
    told = Transparency((), "A clinic", None, date(2026, 1, 2), None, uses)
    attributes = {
        one.title: one for one in report_of(replace(SCIATICA, transparency=told)).attributes
    }
    assert attributes["developer"].says == ("A clinic",)
    assert attributes["funding of the technical work"].open == "not provided"
    assert attributes["release and revision dates"].says == (
        "released 2026-01-02, revised not provided",
    )
    assert attributes["use of race"].open == "declared and found differ"
    assert attributes["use of race"].read == ()
    assert attributes["use of sex"].open == "declared and found differ"
    assert attributes["use of sex"].read == ("sex",)
    assert attributes["use of health status"].open == ""


def test_open_points_are_counted() -> None:
    report = report_of(SCIATICA)
    points = [point for one in report.criteria for point in one.open]
    missing = [one.title for one in report.attributes if one.open]
    assert missing == ["funding of the technical work", "release and revision dates"]
    assert report.open == len(points) + len(missing)
    assert f"open      {report.open} points\n" in as_form(Form.TEXT, report)


def test_lines_fit_the_width_and_colour_adds_nothing_else() -> None:
    report = report_of(KNEE)
    for width in (50, 80, 120):
        assert max(map(len, as_form(Form.TEXT, report, width=width).splitlines())) <= width
    coloured = as_form(Form.TEXT, report, colour=True)
    assert re.sub(r"\x1b\[\d*m", "", coloured) == as_form(Form.TEXT, report)
    assert coloured != as_form(Form.TEXT, report)


def test_no_text_gets_out_of_its_place() -> None:
    hostile = replace(rule("t.r"), because=HOSTILE, verified=HOSTILE)
    one = replace(therapy("t", HOSTILE, rules=(hostile,)), kind=Kind.DRUG)
    made = program((step("a", HOSTILE, "t"),), (), (one,), title=HOSTILE)
    report = report_of(replace(made, limits=HOSTILE, flags=(flag("f", Urgency.EMERGENCY),)))
    for written in (
        as_form(Form.TEXT, report),
        as_form(Form.MARKDOWN, report),
        as_form(Form.HTML, report),
    ):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", written)
    assert "<script" not in as_form(Form.HTML, report)
    assert "<script" not in as_form(Form.MARKDOWN, report)
    assert re.findall(r"(?<!\\)\[x(?<!\\)\]", as_form(Form.MARKDOWN, report)) == []


def test_it_loads_nothing_from_anywhere() -> None:
    assert re.findall(r'(?:src|href)="[^"]*"', as_form(Form.HTML, report_of(SCIATICA))) == []


def test_how_cards_reach_people_is_as_the_service_does_it() -> None:
    found = criterion(report_of(SCIATICA), "delivery")
    assert MOST_CARDS == CARDS
    pressing = sum(flag.urgency in TIME_CRITICAL for flag in SCIATICA.flags)
    assert pressing > 0
    assert counts(found)["red flags whose card cannot be put off"] == pressing
    assert [one.title for part in found.evidence for one in part.items if one.review] == [
        "unasked, when an order is selected or signed",
        "asked for by a software agent",
        "what a card may suggest",
    ]
    assert len(found.open) == 4
