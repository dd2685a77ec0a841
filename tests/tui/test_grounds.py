"""The reasons for an option, with all that each one rests on."""

from pathway.engine import Library
from pathway.tui.explanation_tree import Ground, ground_of, position_row
from pathway.tui.session import Session

from .conftest import sitting


def branch(root: Ground, *labels: str) -> Ground:
    for label in labels:
        root = next(ground for ground in root.children if ground.label == label)
    return root


def lines(ground: Ground) -> list[tuple[str, str]]:
    return [(line.lead, line.text) for line in ground.lines]


def test_the_branches(mon57: Session) -> None:
    root = ground_of(mon57.advice, "acupuncture")
    assert (root.label, root.state) == ("acupuncture (manual)", "PENDING, ask first")
    assert [(g.label, g.state, g.said) for g in root.children] == [
        ("offered at", "yes", "Non-drug therapy, reached"),
        ("indicated", "yes", ""),
        ("contraindicated?", "UNKNOWN", "2 of 4 rules do not hold"),
        ("to be avoided?", "UNKNOWN", "2 of 3 rules do not hold"),
        ("guidelines", "disagree", "8 positions"),
        ("tried before?", "no", ""),
        ("held by red flags?", "UNKNOWN", ""),
        ("with caution?", "UNKNOWN", "6 of 7 rules do not hold"),
        ("evidence", "", "10 studies"),
        ("what would change it", "", ""),
    ]


def test_a_rule_in_words_as_written_with_values_and_sources(mon57: Session) -> None:
    root = ground_of(mon57.advice, "acupuncture")
    rule = branch(root, "contraindicated?", "very low platelets")
    assert (rule.state, rule.opens) == ("UNKNOWN", False)
    assert lines(rule) == [
        (
            "",
            (
                "With so few platelets needling is not proposed. The limit is configurable and"
                " cautious; no guideline gives one. [not verified against a source]"
            ),
        ),
        ("in words", "platelet count is below 20 10*9/L"),
        ("as written", "platelets < acupuncture_platelets_block"),
        ("place", "therapies/acupuncture.yaml:18"),
        (
            "values",
            "platelet count: UNKNOWN, stale: 210 10*9/L on 2024-03-02, valid for 365 days",
        ),
        ("source", "Cybularz PA, et al. Med Acupunct 2015;27:224"),
        (
            " ",
            (
                "Acupuncture in thrombocytopenia, Japanese series. J Integr Complement Med 2023,"
                " doi:10.1089/jicm.2022.0710"
            ),
        ),
    ]


def test_rules_that_do_not_hold_are_shown_too(mon57: Session) -> None:
    root = ground_of(mon57.advice, "acupuncture")
    states = [(g.label, g.state) for g in branch(root, "contraindicated?").children]
    assert states == [
        ("bleeding disorder", "UNKNOWN"),
        ("very low platelets", "UNKNOWN"),
        ("skin", "no"),
        ("spinal lesion", "no"),
    ]
    skin = branch(root, "contraindicated?", "skin")
    assert (
        "values",
        (
            "infection or broken skin: ASSUMED no: not on the reconciled list of problems"
            " of 2026-10-30"
        ),
    ) in lines(skin)


def test_a_finding_is_followed_to_the_values_behind_it(mon57: Session) -> None:
    indicated = branch(ground_of(mon57.advice, "acupuncture"), "indicated")
    assert lines(indicated)[3][1].startswith("sciatica.yaml:")
    assert [line for line in lines(indicated)[1:] if line[0] != "place"] == [
        ("in words", "phase of the illness is chronic"),
        ("as written", "phase = 'chronic'"),
        ("values", "phase of the illness: chronic"),
        (" ", "duration of symptoms: 26 weeks (GP record, 2026-11-20)"),
    ]


def test_positions_side_by_side(mon57: Session) -> None:
    guidelines = branch(ground_of(mon57.advice, "acupuncture"), "guidelines")
    rows = [position_row(position) for position in guidelines.positions]
    assert ("NICE NG59 (2020)", "against", "strong", "–", "directly", "no") in rows
    assert ("ACP 2017", "for", "strong", "moderate", "extrapolated", "yes") in rows
    nice = branch(guidelines, "NICE NG59 (2020)")
    assert lines(nice)[:4] == [
        ("statement", "Do not offer acupuncture for low back pain with or without sciatica."),
        ("says", "against, strong"),
        ("applies", "directly"),
        ("adopted", "no, only shown"),
    ]


def test_evidence(mon57: Session) -> None:
    first = branch(ground_of(mon57.advice, "acupuncture"), "evidence").children[0]
    assert (first.label, first.said) == ("E-TU24", "Tu J-F, et al 2024, 216 patients")
    assert lines(first)[1:] == [
        ("size", "216 patients"),
        ("source", "Tu J-F, et al. JAMA Intern Med 2024;184(12):1417-1424"),
    ]


def test_what_would_change_it_is_sought_when_somebody_looks(mon57: Session) -> None:
    change = branch(ground_of(mon57.advice, "acupuncture"), "what would change it")
    assert change.opens
    assert [(g.label, g.said) for g in change.children][:2] == [
        (
            "→ recommended, choose",
            (
                "if none of the red flags and bleeding disorder no and platelet count"
                " 50 ×10⁹/L or more"
            ),
        ),
        ("→ later, wait", "if new bladder or bowel trouble yes; 18 more ways"),
    ]
    assert change.children[-1].label == "how far this was searched"


def test_every_option_of_every_example_can_be_explained(library: Library) -> None:
    for name in ("cauda-equina-52", "pregnant-24", "many-drugs-83", "school-16"):
        advice = sitting(library, name).advice
        for option in advice.options:
            root = ground_of(advice, option)
            assert root.children[-1].label == "what would change it"
            assert all(ground.label for ground in root.children)
