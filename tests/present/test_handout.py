"""The handout: plain words, nothing that the advice does not say, and help never left out."""

import dataclasses
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from pathway.advice.advice import Advice
from pathway.advice.model import Dose
from pathway.engine import Library, open_library
from pathway.ground.terms import BEGINNING, GOING, Action, Urgency, Verdict
from pathway.patients.at_date import Fact
from pathway.views.decided import Decided
from pathway.views.document import ListEntry, Paragraph, Section, Written, drawn
from pathway.views.forms import Form
from pathway.views.handout import MOST_LINES, document, handout
from pathway.views.plain_words import day, plain_name, plain_title, span, without_aside
from tests.examples import real_patients
from tests.golden import expect
from tests.present.handout_words import easy_names, read_by_the_patient
from tests.present.reading import reading

DAY = date(2026, 11, 20)
PATIENTS = sorted(real_patients().glob("*.yaml"))
every_patient = pytest.mark.parametrize("path", PATIENTS, ids=lambda path: path.stem)


@cache
def library() -> Library:
    return open_library()


@cache
def advice(path: Path) -> Advice:
    return library().advise(library().patient_from_file(path), as_of=DAY)


def named(name: str) -> Advice:
    return advice(real_patients() / f"{name}.yaml")


WRITTEN = Written("Dr Ada", datetime(2026, 11, 20, 9, 30, tzinfo=UTC))


@pytest.mark.parametrize("form", list(Form))
def test_the_whole_page(form: Form) -> None:
    page = handout(named("anticoagulated-78"), form, written=WRITTEN)
    expect(f"present/handout-anticoagulated-78.{form}", page)


@pytest.mark.parametrize("name", ["mon-57", "cauda-equina-52"])
def test_an_open_plan_and_an_emergency(name: str) -> None:
    expect(f"present/handout-{name}.text", handout(named(name)))


# -- nothing more than the advice -------------------------------------------------------------

_BEGIN = ("What may help you", "What else may help you")


def _words(section: Section) -> str:
    """A section as one text."""
    told = [one.text for one in section.blocks if isinstance(one, Paragraph)]
    for entry in section.entries:
        told += [entry.title, entry.text, *entry.lines]
    return "\n".join(told)


@every_patient
def test_only_what_the_advice_starts_is_planned(path: Path) -> None:
    found = advice(path)
    told = {block.title: block for block in document(found).sections}
    if found.urgency is Urgency.EMERGENCY:
        wanted = {_capital(plain_title(found.options[id_])) for id_ in _called_for(found)}
        entries = told["What happens today"].entries if wanted else ()
        assert {entry.title for entry in entries} == wanted
        assert not {*_BEGIN, "What was agreed"} & told.keys()
        return
    going = [o for o in found.options.values() if o.action is Action.CONTINUE]
    agreed = told["What was agreed"].entries if going else ()
    assert {entry.title for entry in agreed} == {_capital(plain_title(o)) for o in going}
    starting = [o for o in found.options.values() if o.action in BEGINNING]
    title = _BEGIN[bool(going)]
    assert _BEGIN[not going] not in told
    page = _words(told[title]).lower() if title in told else ""
    for option in found.options.values():
        name = plain_title(option).lower()
        if option in starting:
            assert name in page
        elif not any(name in plain_title(o).lower() for o in starting):
            assert f"choose one with us: {name}" not in page
            assert name not in {entry.title.lower() for entry in _entries(told, title)}
    assert ("What to stop" in told) == any(o.action in _ENDED for o in found.options.values())
    stopped = {plain_title(o) for o in found.options.values() if o.action in _ENDED}
    assert {entry.title for entry in _entries(told, "What to stop")} == set(map(_capital, stopped))


_ENDED = (Action.STOP, Action.TAPER)


def _entries(told: Mapping[str, Section], title: str) -> tuple[ListEntry, ...]:
    return told[title].entries if title in told else ()


def _called_for(found: Advice) -> set[str]:
    """What present emergencies offer and the advice starts."""
    emergencies = [a for a in found.alerts if a.state == "present"]
    offered = {o for a in emergencies if a.urgency is Urgency.EMERGENCY for o in a.offers}
    return {id_ for id_ in offered if found.options[id_].action is Action.START}


@every_patient
def test_what_could_harm_is_told_to_whoever_asks_for_it(path: Path) -> None:
    found = advice(path)
    if found.urgency is Urgency.EMERGENCY:
        return
    page = handout(found, width=1000)
    for option in found.options.values():
        harmful = option.verdict in (Verdict.CONTRAINDICATED, Verdict.AVOID)
        if harmful and option.action is Action.DO_NOT_START:
            assert without_aside(plain_title(option)) in page.partition(_NOT_RIGHT.upper())[2]


_NOT_RIGHT = "What is not right for you now; this can change"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@every_patient
def test_help_is_on_every_page(path: Path) -> None:
    found = advice(path)
    block = next(b for b in document(found).sections if b.title.startswith("When to get"))
    words = _words(block)
    assert "Go to hospital" in words
    assert "Tell every patient" not in words
    present = {a.id for a in found.alerts if a.state == "present"}
    signs = {item.title for item in block.entries}
    if found.pathway.id == "knee-osteoarthritis":
        assert signs & {"Hot swollen knee", "Locked, tense or powerless knee, or cold foot"}
    else:
        assert ("Numbness between the legs" in signs) or "cauda_equina" in present


@every_patient
def test_whom_to_call_comes_first_where_a_red_flag_is_present(path: Path) -> None:
    found = advice(path)
    call = "In an emergency: Call 112. In Britain call 999, in America call 911."
    sections = document(found).sections
    flagged = any(alert.state == "present" for alert in found.alerts)
    place = sections[0] if flagged else next(s for s in sections if s.title.startswith("When to"))
    assert place.title == ("This comes first" if flagged else "When to get help at once")
    assert place.lead == call
    assert handout(found, width=200).count(call) == 1


def test_a_library_that_names_nobody_to_call_says_nothing_of_it() -> None:
    found = named("cauda-equina-52")
    silent = dataclasses.replace(found.program, emergency_call="")
    walk = dataclasses.replace(found.walk, program=silent)
    assert "In an emergency" not in handout(dataclasses.replace(found, walk=walk))


@every_patient
def test_when_to_come_back_is_on_every_page(path: Path) -> None:
    found = advice(path)
    block = next(b for b in document(found).sections if b.title == "When to come back")
    by = found.next.review_by
    if found.urgency is Urgency.EMERGENCY:
        assert block.lead == "Come back to us after the hospital. Ask there when that should be."
    elif by is None:
        assert block.lead == "Ask us when to come back. Come sooner if you get worse."
    elif by > found.as_of.isoformat():
        assert block.lead == f"Come back by {day(by)}, or sooner if you get worse."
    else:
        assert block.lead == (
            "Your plan is due today: ask us when to come back. Come sooner if you get worse."
        )


@every_patient
def test_what_is_not_known_is_never_told_as_safe(path: Path) -> None:
    """What waits for an answer is named as waiting or left out, and what runs is to be checked."""
    found = advice(path)
    told = {block.title: _words(block).lower() for block in document(found).sections}
    plans = " ".join(told.get(title, "") for title in (*_BEGIN, "What was agreed"))
    begun = [plain_title(o).lower() for o in found.options.values() if o.action in GOING]
    for option in found.options.values():
        name = plain_title(option).lower()
        if option.verdict is not Verdict.PENDING or any(name in other for other in begun):
            continue
        assert name not in plans
        if option.current:
            assert name in told["What we have to check first"]


def test_an_emergency_page_says_what_to_do_today_and_nothing_else() -> None:
    titles = [block.title for block in document(named("cauda-equina-52")).sections]
    assert titles == [
        "This comes first",
        "What happens today",
        "What we have to check first",
        "When to get help at once",
        "When to come back",
    ]


def test_a_draft_says_so_and_a_released_plan_does_not() -> None:
    found = named("simple-41")
    assert "DRAFT, not clinically signed off" in handout(found)
    active = dataclasses.replace(found, pathway=dataclasses.replace(found.pathway, status="active"))
    assert "DRAFT" not in handout(active)
    old = dataclasses.replace(found, pathway=dataclasses.replace(found.pathway, status="retired"))
    assert "OUT OF DATE" in handout(old)


def test_what_was_agreed_stands_first() -> None:
    decided = [
        Decided("exercise_program", "accept", "Dr Ada"),
        Decided("spinal_manipulation", "decline", "Dr Ada", "afraid of it"),
    ]
    before = [block.title for block in document(named("simple-41")).sections]
    assert "What may help you" in before
    assert "What was agreed" not in before
    blocks = {b.title: b for b in document(named("simple-41"), decided).sections}
    agreed = blocks["What was agreed"].entries
    assert [item.title for item in agreed] == ["Exercise programme"]
    assert "What may help you" not in blocks
    assert "spinal manipulation" not in _words(blocks["What else may help you"]).lower()
    first = blocks[_NOT_RIGHT].entries[0]
    assert (first.title, first.text) == ("We decided against these for now", "spinal manipulation")


# -- this patient -------------------------------------------------------------------------------


def test_how_long_and_how_much_are_this_patients() -> None:
    told = {name: handout(named(name), width=1000) for name in ("opioid-high-dose-59", "kidney-68")}
    assert "Opioid painkiller: Go on with it. So far: about 5 years." in told["opioid-high-dose-59"]
    assert "for a few days" not in told["opioid-high-dose-59"]
    assert "anti-inflammatory drug (for about 9 weeks)" in told["opioid-high-dose-59"]


@pytest.mark.parametrize(
    ("weeks", "said"),
    [
        ("0.4", "less than a week"),
        ("1", "about 1 week"),
        ("12.6", "about 13 weeks"),
        ("13.1", "about 3 months"),
        ("44.6", "about 10 months"),
        ("104", "about 24 months"),
        ("285.4", "about 5 years"),
    ],
)
def test_spans_of_time_are_as_people_say_them(weeks: str, said: str) -> None:
    assert span(Decimal(weeks)) == said


def test_a_dose_above_the_limit_is_told_with_both_numbers() -> None:
    found = named("simple-41")
    option = dataclasses.replace(
        found.options["nsaid"],
        action=Action.ADJUST,
        current=True,
        verdict=Verdict.ONGOING,
        dose=Dose(Decimal(60), "mg", "at most 60 mg", above=True),
    )
    options = {**found.options, "nsaid": option}
    facts = {**found.facts, "nsaid.dose": Fact("nsaid.dose", Decimal(120))}
    resolved = dataclasses.replace(found.walk.resolved, facts=facts)
    walk = dataclasses.replace(found.walk, resolved=resolved)
    page = document(dataclasses.replace(found, options=options, walk=walk))
    checked = next(s for s in page.sections if s.title == "What we have to check first")
    assert checked.entries[0].text == (
        "The dose has to be changed. You take 120 mg a day. For you it should be no more than "
        "60 mg a day. Ask us before you take the next one."
    )


_DURATION = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|several|a few|some|many)(?: to \w+)? "
    r"(?:day|week|month|year)s?\b|\ba (?:day|week|month|year)\b"
)


def test_no_wording_for_every_patient_says_how_long() -> None:
    """How long is the trial's and this patient's; a fixed word would contradict somebody."""
    found = [t for id_ in library().pathways for t in library().program(id_).therapies.values()]
    assert [t.id for t in found if _DURATION.search(t.patient_wording)] == []


# -- plain words --------------------------------------------------------------------------------


@every_patient
def test_no_medical_word_stands_alone(path: Path) -> None:
    """Medical words are replaced, or stand in parentheses behind plain ones.

    Sentences that authors wrote for patients are theirs, and what is meant for the next
    clinician is in clinical words.
    """
    page = handout(advice(path), width=1000)
    ours = [line for line in page.splitlines() if line.startswith(("* ", "    The reason"))]
    told = "\n".join(line for line in ours if "(a " not in line and "Any of these?" not in line)
    bare = re.sub(r"\([^)]*\)", "", told)
    medical = (
        "epidural|corticosteroid|anticoagul|haematolog|cauda|denervation|rigors|aneurysm|NSAID|"
        "INR|ACE|SSRI|MAO|STarT|TENS|COPD|arthroscop|benzodiazepin|cyclobenzaprin|"
        "diuretic|discectom|pregabalin|osteoporo|thrombos|apnoea|cirrhos|dialys|tricyclic"
    )
    assert re.findall(rf"\b(?:{medical})\w*", bare) == []


@every_patient
def test_a_child_of_twelve_can_read_it(path: Path) -> None:
    """Grade six, an age of eleven to twelve; names of therapies are one easy word each.

    With every name as it stands the grade is below eight.
    """
    found = advice(path)
    told = read_by_the_patient(document(found))
    assert reading(told, easy_names(found)).grade <= 6
    assert reading(told).grade <= 8


@pytest.mark.parametrize("pathway", library().pathways)
@pytest.mark.parametrize("name", ["mon-57", "chronic-back-46", "knee-gel-74", "walk-in-39"])
def test_every_pathway_can_be_read(pathway: str, name: str) -> None:
    patient = library().patient_from_file(real_patients() / f"{name}.yaml")
    found = library().advise(patient, pathway=pathway, as_of=DAY)
    page = document(found)
    assert reading(read_by_the_patient(page), easy_names(found)).grade <= 6
    assert drawn(page, Form.TEXT).count("\n") <= FULL_PAGE


@pytest.mark.parametrize("pathway", library().pathways)
def test_what_authors_wrote_for_patients_can_be_read(pathway: str) -> None:
    program = library().program(pathway)
    names = {without_aside(one.plainly or one.title) for one in program.therapies.values()}
    told = {t.id: t.patient_wording for t in program.therapies.values() if t.patient_wording}
    told |= {n.definition: n.plainly for n in program.notes if n.kind == "safety net"}
    told["emergency call"] = program.emergency_call
    assert {id_: text for id_, text in told.items() if reading(text, names).grade > 7} == {}
    assert [id_ for id_, text in told.items() if not text] == []
    assert [flag.id for flag in program.flags if not flag.plainly] == []


#: So many lines of eighty cells are one page of A4 as `style.css` prints it, in the widest letters.
FULL_PAGE = 72


@every_patient
def test_it_is_one_page(path: Path) -> None:
    """Sixty lines; a little more where a red flag and many treatments that run must all be told."""
    page = document(advice(path))
    assert drawn(page, Form.TEXT).count("\n") <= FULL_PAGE


def test_nine_of_ten_need_no_more_than_sixty_lines() -> None:
    lines = [drawn(document(advice(path)), Form.TEXT).count("\n") for path in PATIENTS]
    assert sum(count <= MOST_LINES for count in lines) >= 0.9 * len(lines)


def test_a_patient_reads_what_the_author_wrote_plainly() -> None:
    found = named("anticoagulated-78")
    names = ("inr", "phase", "bleeding_disorder", "epidural_steroid_injection.failed", "on_opioid")
    assert {name: plain_name(found, name) for name in names} == {
        "inr": "how thin the blood is (INR)",
        "phase": "how long you have had the pain",
        "bleeding_disorder": "bleeding disorder",
        "epidural_steroid_injection.failed": "steroid injection near the nerve (epidural) failed",
        "on_opioid": "on opioid",
    }
    listed = ("epidural_steroid_injection", "acupuncture")
    assert [plain_title(found.options[id_]) for id_ in listed] == [
        "steroid injection near the nerve (epidural)",
        "acupuncture (manual)",
    ]


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("knee-gel-74", "knee pain like yours"),
        ("mon-57", "pain down the leg like yours"),
        ("chronic-back-46", "back or leg pain like yours"),
    ],
)
def test_experts_advise_on_the_complaint_that_the_pathway_is_for(name: str, complaint: str) -> None:
    found = named(name)
    page = handout(found, width=1000)
    assert f"Experts advise against these for {complaint}: " in page
    nameless = dataclasses.replace(found.pathway, complaint="")
    page = handout(dataclasses.replace(found, pathway=nameless), width=1000)
    assert "Experts advise against these for what you have: " in page
    assert "like yours" not in page


def test_what_the_next_clinician_reads_is_said_plainly_first() -> None:
    first = document(named("cauda-equina-52")).sections[0].entries[0]
    assert first.title == "Nerves at the bottom of the spine that may be squeezed"
    assert first.lines[0] == (
        "For those who see you: Suspected cauda equina syndrome: Send to hospital today for an "
        "emergency MRI; do not wait for a bladder scan or a rectal examination (a hospital with "
        "MRI day and night and spinal surgery)"
    )


def test_days_are_as_people_say_them() -> None:
    assert (day("2026-12-04"), day(DAY), day("soon")) == (
        "4 December 2026",
        "20 November 2026",
        "soon",
    )


# -- the page -----------------------------------------------------------------------------------


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    page = handout(named("mon-57"), "html")
    assert re.findall(r"(?:src|href|url)\s*[=(]", page) == []
    assert "<script" not in page
    assert "default-src 'none'" in page


@pytest.mark.parametrize("form", list(Form))
def test_a_name_is_only_text(form: Form) -> None:
    found = named("simple-41")
    label = "<b>Ada</b> \x1b[2J *x* Ελένη"
    hostile = dataclasses.replace(found, patient=dataclasses.replace(found.patient, label=label))
    page = handout(hostile, form)
    assert "\x1b" not in page
    assert ("<b>Ada" in page) == (form in (Form.TEXT, Form.NOTE))
    assert "Ελένη" in page


def test_a_narrow_terminal_still_reads() -> None:
    page = handout(named("opioid-last-53"), width=40)
    assert max(map(len, page.splitlines())) <= 40
