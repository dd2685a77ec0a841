"""The handout: plain words, nothing that the advice does not say, and help never left out."""

import dataclasses
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from pathway.advice.advice import Advice
from pathway.engine import Library, open_library
from pathway.ground.terms import BEGINNING, Action, Urgency, Verdict
from pathway.views.decided import Decided
from pathway.views.forms import Form
from pathway.views.handout import document, handout
from pathway.views.plain_words import day, plain_name, plain_title
from tests.examples import real_patients
from tests.golden import expect

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


@pytest.mark.parametrize("form", list(Form))
def test_the_whole_page(form: Form) -> None:
    expect(f"present/handout-anticoagulated-78.{form}", handout(named("anticoagulated-78"), form))


@pytest.mark.parametrize("name", ["mon-57", "cauda-equina-52"])
def test_an_open_plan_and_an_emergency(name: str) -> None:
    expect(f"present/handout-{name}.text", handout(named(name)))


# -- nothing more than the advice -------------------------------------------------------------

_PLANNED = ("What we plan for you", "What you keep doing")


@every_patient
def test_only_what_the_advice_starts_is_planned(path: Path) -> None:
    found = advice(path)
    told = {b.title: {item.title for item in b.entries} for b in document(found).sections}
    if found.urgency is Urgency.EMERGENCY:
        wanted = {_capital(plain_title(found.options[id_])) for id_ in _called_for(found)}
        assert told.get("What happens today", set()) == wanted
        assert not {*_PLANNED} & told.keys()
        return
    for title, actions in zip(_PLANNED, (BEGINNING, (Action.CONTINUE,)), strict=True):
        wanted = {plain_title(o) for o in found.options.values() if o.action in actions}
        if actions is BEGINNING:
            wanted |= {item.what for item in found.plan if item.do == "refer"}
        assert told.get(title, set()) == {_capital(name) for name in wanted}
    ended = (Action.STOP, Action.TAPER)
    stopped = {plain_title(o) for o in found.options.values() if o.action in ended}
    assert told.get("What to stop", set()) == {_capital(name) for name in stopped}


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
            assert f"- {_capital(plain_title(option))}\n" in page


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@every_patient
def test_help_is_on_every_page(path: Path) -> None:
    block = next(b for b in document(advice(path)).sections if b.title.startswith("When to get"))
    assert "Go to hospital" in block.lead
    assert "Tell every patient" not in block.lead
    present = {a.id for a in advice(path).alerts if a.state == "present"}
    signs = {item.title for item in block.entries}
    if advice(path).pathway.id == "knee-osteoarthritis":
        assert signs & {"Hot swollen knee", "Locked, tense or powerless knee, or cold foot"}
    else:
        assert ("Numbness between the legs" in signs) or "cauda_equina" in present


def test_an_emergency_page_says_what_to_do_today_and_nothing_else() -> None:
    titles = [block.title for block in document(named("cauda-equina-52")).sections]
    assert titles == [
        "This comes first",
        "What happens today",
        "What we have to check first",
        "When to get help at once",
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
    blocks = {b.title: b for b in document(named("simple-41"), decided).sections}
    assert [item.title for item in blocks["What we agreed"].entries] == ["Exercise programme"]
    assert "What we plan for you" not in blocks
    others = [item.title for item in blocks["What else could help you"].entries]
    assert others == ["Stay active, education"]
    first = blocks["What is not right for you now"].entries[0]
    assert (first.title, first.lines) == (
        "Spinal manipulation",
        ("We decided against it for now.",),
    )


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
    """Flesch and Kincaid's grade, over whole sentences: six to seven is an age of twelve."""
    page = handout(advice(path), "markdown")
    sentences = [
        line.strip(" -*#")
        for line in page.splitlines()
        if line.rstrip().endswith((".", "?", ":")) and "Show this page" not in line
    ]
    assert grade(" ".join(sentences)) <= 7.5


def grade(text: str) -> float:
    sentences = [s for s in re.split(r"[.?!:;]+\s", text) if re.search(r"[a-z]", s)]
    words = re.findall(r"[A-Za-z']+", text)
    syllables = sum(
        max(1, len(re.findall(r"[aeiouy]+", w.lower().removesuffix("e")))) for w in words
    )
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


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


def test_what_the_next_clinician_reads_is_said_plainly_too() -> None:
    first = document(named("cauda-equina-52")).sections[0]
    assert first.entries[0].lines == (
        "In plain words: nerves at the bottom of the spine that may be squeezed.",
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
    assert ("<b>" in page) == (form is Form.TEXT)
    assert "Ελένη" in page


def test_a_narrow_terminal_still_reads() -> None:
    page = handout(named("opioid-last-53"), width=40)
    assert max(map(len, page.splitlines())) <= 40
