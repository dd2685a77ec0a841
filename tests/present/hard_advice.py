"""One advice that has everything in it: every verdict, a true flag, conflicts, hostile text."""

from datetime import date
from types import SimpleNamespace
from typing import cast

from pathway.advice.advice import Advice
from pathway.advice.allergies import Allergies
from pathway.advice.explanation import Reason
from pathway.advice.model import (
    Alert,
    Assumption,
    FindingValue,
    Next,
    NoteLine,
    Option,
    PathNode,
    PathwayRef,
    PatientRef,
    PlanItem,
    Position,
    Provenance,
    Question,
    RuleLine,
)
from pathway.ground.terms import Action, Urgency, Verdict
from pathway.names import Owner
from pathway.walk import Walk

HOSTILE = "M. 57 <script>alert('x')</script>\x1b[31m\x07 | **bold** \u202e\nleft leg pain"

ACP = Position(
    recommendation="acp-2017.2",
    guideline="acp-2017",
    title="ACP",
    year=2017,
    direction="for",
    strength="strong",
    certainty="moderate",
    applies="extrapolated",
    adopted=True,
    because="speaks of non-radicular pain",
    source="qaseem-2017",
)
NICE = Position(
    recommendation="nice-ng59.acupuncture",
    guideline="nice-ng59",
    title="NICE NG59",
    year=2020,
    direction="against",
    strength="strong",
    certainty=None,
    applies="directly",
    adopted=False,
    source="nice-2020",
)
WHO = Position(
    recommendation="who-2023.a1",
    guideline="who-2023",
    title="WHO 2023",
    year=2023,
    direction="for",
    strength="conditional",
    certainty="low",
    applies="outside its population",
    adopted=False,
    because="chronic primary pain",
    source="who-2023",
)


def option(
    id_: str,
    title: str,
    verdict: Verdict,
    action: Action,
    *,
    urgent: bool = False,
    current: bool = False,
    kind: str = "drug",
    step: str | None = "nsaid",
    strength: str | None = None,
    certainty: str | None = None,
    summary: str = "",
    reasons: tuple[RuleLine, ...] = (),
    cautions: tuple[RuleLine, ...] = (),
    pending_on: tuple[str, ...] = (),
    assumed: tuple[str, ...] = (),
    partners: tuple[str, ...] = (),
    not_with: tuple[str, ...] = (),
    overridden: tuple[str, ...] = (),
    positions: tuple[Position, ...] = (),
    conflict: bool = False,
    review: str | None = None,
    held_by: tuple[str, ...] = (),
    after: tuple[str, ...] = (),
) -> Option:
    return Option(
        id=id_,
        title=title,
        verdict=verdict,
        action=action,
        urgent=urgent,
        current=current,
        kind=kind,
        step=step,
        strength=strength,
        certainty=certainty,
        summary=summary,
        reasons=reasons,
        cautions=cautions,
        pending_on=pending_on,
        assumed=assumed,
        partners=partners,
        not_with=not_with,
        overridden=overridden,
        positions=positions,
        conflict=conflict,
        review=review,
        held_by=held_by,
        after=after,
    )


def rule(
    name: str, text: str, *sources: str, holds: bool = True, verified: str = "original"
) -> RuleLine:
    return RuleLine(name, text, holds, sources, "therapies/x.yaml:12", verified)


OPTIONS = (
    option(
        "education",
        "education",
        Verdict.ONGOING,
        Action.CONTINUE,
        current=True,
        kind="education",
    ),
    option(
        "naproxen",
        "naproxen",
        Verdict.RECOMMENDED,
        Action.START,
        strength="conditional",
        certainty="low",
        reasons=(rule("step", "the step is reached", "nice-2020"),),
        cautions=(
            rule("naproxen.kidney", "watch kidney function", "cdc-2022"),
            rule(
                "naproxen.anticoagulant",
                "if anticoagulant: bleeding risk rises",
                holds=False,
                verified="unverified",
            ),
        ),
        partners=("ppi",),
        not_with=("ibuprofen",),
        assumed=("heart_failure",),
        review="2026-12-04",
    ),
    option(
        "acupuncture",
        "acupuncture (manual)",
        Verdict.PENDING,
        Action.ASK_FIRST,
        kind="needle",
        step="non_drug",
        pending_on=("bladder_trouble", "saddle_numbness", "bleeding_disorder", "platelets"),
        positions=(ACP, NICE, WHO),
        conflict=True,
    ),
    option(
        "exercise_program",
        "exercise programme with a physiotherapist, supervised and progressive",
        Verdict.PENDING,
        Action.ASK_FIRST,
        kind="exercise",
        step="non_drug",
        pending_on=("bladder_trouble",),
    ),
    option(
        "duloxetine",
        "duloxetine",
        Verdict.PENDING,
        Action.ASK_FIRST,
        urgent=True,
        current=True,
        pending_on=("liver_disease",),
    ),
    option(
        "ibuprofen",
        "ibuprofen",
        Verdict.CONTRAINDICATED,
        Action.DO_NOT_START,
        reasons=(
            rule("ibuprofen.two", "two NSAIDs together", "cdc-2022"),
            rule(
                "ibuprofen.ulcer",
                "a bleeding ulcer in 2019 <b>not</b> treated",
                "nice-2020",
                "cdc-2022",
            ),
            rule("ibuprofen.perhaps", "if kidney disease", holds=False),
        ),
    ),
    option(
        "gabapentin",
        "gabapentin",
        Verdict.NOT_RECOMMENDED,
        Action.TAPER,
        current=True,
        reasons=(rule("nice", "NICE NG59 (2020), direct, strong", "nice-2020"),),
    ),
    option(
        "paracetamol",
        "paracetamol",
        Verdict.TRIED,
        Action.STOP,
        current=True,
        reasons=(rule("acp", "does not help low back pain", "qaseem-2017"),),
    ),
    option(
        "manipulation",
        "spinal manipulation",
        Verdict.AVOID,
        Action.DO_NOT_START,
        kind="manual",
        reasons=(rule("m.weak", "progressive weakness reported 2026-11-02 (Condition/88)"),),
    ),
    option(
        "surgery_declined",
        "open surgery",
        Verdict.DECLINED,
        Action.DO_NOT_START,
        summary="declined by the patient",
    ),
    option(
        "mindfulness",
        "mindfulness",
        Verdict.UNAVAILABLE,
        Action.DO_NOT_START,
        summary="not to be had here",
    ),
    option(
        "opioid", "opioid", Verdict.NOT_INDICATED, Action.DO_NOT_START, summary="no step offers it"
    ),
    option(
        "epidural",
        "epidural steroid injection",
        Verdict.LATER,
        Action.WAIT,
        kind="injection",
        held_by=("weakness",),
        after=("after Anti-inflammatory medicine: an adequate NSAID trial (now week 2 of 4)",),
    ),
    option(
        "surgical_opinion",
        "surgical opinion",
        Verdict.LATER,
        Action.WAIT,
        kind="referral",
        summary="6 weeks of non-surgical care must come first",
    ),
    option("ppi", "proton pump inhibitor", Verdict.RECOMMENDED, Action.START),
)


def node(
    id_: str,
    title: str,
    kind: str,
    condition: str,
    because: str,
    *,
    reached: bool | None,
    current: bool | None,
) -> PathNode:
    return PathNode(id_, title, kind, reached, current, condition, because)


def question(
    attribute: str,
    text: str,
    *settles: str,
    group: str = "",
    red_flag: bool = False,
    why: str = "not asked",
    urgent: bool = False,
) -> Question:
    group_question = "Since the pain began, any of these?" if red_flag else ""
    return Question(attribute, text, group, group_question, red_flag, why, settles, urgent)


TITLES = {
    "bleeding_disorder": "bleeding disorder",
    "platelets": "platelet count",
    "liver_disease": "disease of the liver",
    "heart_failure": "heart failure",
    "leg_pain": "pain in the leg",
}

PROGRAM = SimpleNamespace(
    titles=TITLES,
    fields=(),
    therapies={},
    recommendations=(),
    places_of=lambda _: ("a step",),
    positions_on=lambda _: (),
)

HARD = Advice(
    chosen=None,
    allergies=Allergies(),
    pathway=PathwayRef(
        "sciatica", "Sciatica, conservative care first", "1.0.0", "ab" * 32, "draft"
    ),
    patient=PatientRef("mon-57", HOSTILE),
    as_of=date(2026, 11, 20),
    strict=False,
    outcome="urgent",
    urgency=Urgency.WITHIN_48_HOURS,
    red_flags="present",
    red_flag_count=(2, 14),
    eligible=True,
    plan=(
        PlanItem(
            "act",
            "arrange imaging → spinal surgery",
            "within 48 hours",
            "Progressive weakness",
            None,
        ),
        PlanItem("ask first", "bleeding disorder", "", "", None),
        PlanItem(
            "ask first",
            "duloxetine: no next dose until this is answered",
            "now",
            "waits for: liver disease",
            "duloxetine",
        ),
        PlanItem(
            "stop", "paracetamol", "", "does not help low back pain; no taper needed", "paracetamol"
        ),
        PlanItem(
            "taper",
            "gabapentin",
            "over 4 weeks",
            "NICE advises against it; never stop abruptly",
            "gabapentin",
        ),
        PlanItem("continue", "education", "", "", "education"),
        PlanItem(
            "start",
            "naproxen, together with proton pump inhibitor",
            "now",
            "the NSAID step is reached",
            "naproxen",
        ),
        PlanItem("start", "proton pump inhibitor", "now", "age 57", "ppi"),
        PlanItem(
            "review",
            "naproxen",
            "on 2026-12-04 (week 2 of 4)",
            "longest advised course 4 weeks",
            "naproxen",
        ),
        PlanItem("later", "surgical opinion", "", "", "surgical_opinion"),
    ),
    alerts=(
        Alert(
            "weakness",
            "Progressive weakness",
            "present",
            Urgency.WITHIN_48_HOURS,
            "arrange imaging and a spinal surgeon's view",
            "spinal surgery on call",
            ("mri",),
            ("weakness reported 2026-11-02",),
            ("nice-2020",),
        ),
        Alert(
            "Cauda equina syndrome",
            "Cauda equina syndrome",
            "unanswered",
            Urgency.EMERGENCY,
            "send to the emergency department",
            "emergency department",
            (),
            (),
            (),
        ),
    ),
    options={o.id: o for o in OPTIONS},
    questions=(
        question(
            "bladder_trouble",
            "New trouble passing water?",
            "Cauda equina syndrome",
            "acupuncture (manual)",
            "exercise programme",
            "epidural steroid injection",
            group="bladder",
            red_flag=True,
            urgent=True,
        ),
        question(
            "saddle_numbness",
            "Loss of feeling between the legs?",
            "Cauda equina syndrome",
            group="bladder",
            red_flag=True,
            why="patient does not know",
            urgent=True,
        ),
        question(
            "liver_disease", "Does the patient have liver disease?", "duloxetine", urgent=True
        ),
        question(
            "bleeding_disorder",
            "Does the patient have a bleeding disorder?",
            "acupuncture (manual)",
            "epidural steroid injection",
            "naproxen",
        ),
        question("platelets", "What is the platelet count?", "acupuncture (manual)", why="stale"),
    ),
    findings={
        "phase": FindingValue("phase", "Phase", "chronic", None, "symptom_duration 26 weeks"),
        "radicular": FindingValue(
            "radicular", "Radicular pain", value=True, why_missing=None, because=""
        ),
        "risk": FindingValue("risk", "Risk of a poor course", None, "not asked", ""),
    },
    assumptions=(
        Assumption(
            "pacemaker",
            "pacemaker",
            value=False,
            text="not on the reconciled problem list of 2026-10-30",
        ),
        Assumption(
            "anticoagulant",
            "anticoagulant",
            value=False,
            text="not on the reconciled medicines list of 2026-10-30",
        ),
    ),
    parameters={"nsaid_trial_weeks": "4 weeks"},
    notes=(
        NoteLine(
            "safety net",
            "Come back the same day if numbness between the legs, trouble passing water or"
            " weakness appears.",
            Owner("step", "nsaid"),
            ("nice-2020",),
        ),
        NoteLine(
            "prognosis",
            "Most people are much better within 12 weeks.",
            Owner("pathway"),
            ("who-2023",),
        ),
    ),
    path=(
        node(
            "non_drug",
            "Non-drug therapy",
            "step",
            "",
            "leg_pain = 'radicular'",
            reached=True,
            current=False,
        ),
        node("nsaid", "Anti-inflammatory medicine", "step", "", "", reached=True, current=True),
        node("epidural", "Injection", "step", "nsaid inadequate", "", reached=None, current=None),
        node("maintain", "Self-management", "end", "", "", reached=False, current=False),
    ),
    next=Next("Anti-inflammatory medicine", "2026-12-04", "Injection"),
    provenance={
        "age": Provenance(57, "years", "2026-11-20", "GP record"),
        "leg_pain": Provenance("radicular", None, "2026-05-20", "Condition/12"),
    },
    limits="Adults with sciatica only; not for pregnancy, cancer or infection of the spine.",
    walk=cast("Walk", SimpleNamespace(program=PROGRAM)),
    citations={
        "qaseem-2017": "Qaseem 2017, Ann Intern Med 166:514, doi:10.7326/M16-2367",
        "nice-2020": "NICE NG59, Low back pain and sciatica in over 16s, 2016, updated 2020",
        "who-2023": "WHO 2023, guideline for non-surgical management of chronic primary low back"
        " pain in adults in primary and community care settings",
        "cdc-2022": "Dowell 2022, MMWR Recomm Rep 71(3):1",
    },
)

CHANGES = {
    "acupuncture": (
        "bleeding disorder yes → contraindicated, do not start",
        "platelet count below 20 → contraindicated, do not start",
        "bleeding disorder no and platelet count 20 or more → recommended, start",
    )
}

TREE = Reason(
    "acupuncture (manual)",
    "PENDING, ask first",
    children=(
        Reason(
            "offered at",
            "Non-drug therapy",
            "reached: pending on red flags",
            children=(
                Reason(
                    "because",
                    "",
                    "leg_pain = 'radicular' (Condition/12, 2026-05-20) and age 57 >= 18 years",
                ),
            ),
        ),
        Reason("indicated", "yes", "symptom_duration 26 weeks > 12 weeks", "sciatica.yaml:41"),
        Reason(
            "contraindicated?",
            "UNKNOWN",
            children=(
                Reason(
                    "bleeding_disorder",
                    "unknown",
                    "not asked",
                    "therapies/acupuncture.yaml:18",
                    ("cdc-2022",),
                ),
                Reason(
                    "platelets < 20 10*9/L",
                    "unknown",
                    "stale, 210 on 2024-03-02 (valid for 1 year)",
                    "",
                    ("nice-2020", "cdc-2022"),
                ),
            ),
        ),
        Reason(
            "caution",
            "if anticoagulant",
            "shallow needling, pressure afterwards \x1b[2J",
            "",
            ("who-2023",),
        ),
    ),
)
