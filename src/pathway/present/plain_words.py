"""Plain words for the medical ones in titles: what a patient reads instead.

It changes words and never what is said; the medical word follows where a patient may meet it again.
Whole sentences for patients are the content's own (`patient wording`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from pathway.advice.model import PathwayRef
from pathway.present.page import clean

PLAINER: Final[Mapping[str, str]] = {
    "fracture, tumour or infection of the spine": "broken bone, growth or infection of the spine",
    "large central disc herniation on a scan": "large slipped disc on a scan",
    "disorder of heart rhythm or conduction": "uneven heartbeat",
    "clopidogrel or similar": "medicine such as clopidogrel, which thins the blood",
    "anticoagulant other than warfarin": "blood thinner other than warfarin",
    "opioid use disorder": "dependence on an opioid painkiller",
    "opioid for another reason": "opioid painkiller taken for another reason",
    "pacemaker or other active implant": "pacemaker or another electrical device in the body",
    "past bleeding or perforated ulcer": "stomach ulcer that bled or broke through",
    "INR above the target range": "blood thinned more than it should be (INR)",
    "INR": "how thin the blood is (INR)",
    "NSAID allergy": "allergy to anti-inflammatory painkillers",
    "NSAID": "anti-inflammatory painkiller (NSAID)",
    "ACE inhibitor or ARB": "blood pressure medicine (ACE inhibitor or ARB)",
    "diuretic": "water tablet (diuretic)",
    "SSRI or SNRI": "medicine for mood (SSRI or SNRI)",
    "tricyclic or triptan": "older medicine for mood, or one for migraine (tricyclic or triptan)",
    "sedating drug": "medicine that makes you drowsy",
    "three or more drugs acting on the brain": "three or more medicines that act on the brain",
    "kidney function (eGFR)": "how well the kidneys work (eGFR)",
    "platelet count": "number of platelets, which stop bleeding",
    "lumbar MRI": "scan of the lower back (MRI)",
    "ESR, CRP": "signs of inflammation",
    "epidural steroid injection": "steroid injection near the nerve (epidural)",
    "discectomy": "operation on the disc (discectomy)",
    "radiofrequency denervation": "heating of the small nerves of the back",
    "systemic corticosteroid": "steroid tablets (corticosteroid)",
    "long-term corticosteroids": "steroids taken for a long time (corticosteroids)",
    "cognitive behavioural therapy": "talking therapy for pain (CBT)",
    "multidisciplinary rehabilitation": "programme from several experts as one team",
    "risk stratification (STarT Back)": "short list of questions (STarT Back)",
    "referral to rheumatology": "visit to a specialist for joints (rheumatologist)",
    "vascular assessment": "check of the blood flow in the legs",
    "surgical opinion": "talk with a spinal surgeon",
    "emergency referral": "hospital today",
    "gabapentin or pregabalin": "nerve pain medicine (gabapentin or pregabalin)",
    "benzodiazepine": "calming medicine (benzodiazepine)",
    "muscle relaxant (cyclobenzaprine and similar)": "medicine against muscle tension "
    "(cyclobenzaprine and similar)",
    "fever or rigors": "fever or shaking chills",
    "signs of an aortic aneurysm": "sudden severe pain in the back or belly with faintness "
    "(a burst blood vessel)",
    "aortic aneurysm": "bulge of the main blood vessel (aortic aneurysm)",
    "needle, injection, manipulation or operation": "needle treatment, injection, manual treatment "
    "or operation",
    "injury of a nerve or of the lung": "injury of a nerve or a lung",
    "dural puncture": "small leak of the fluid around the nerves",
    "anticoagulant": "blood thinner",
    "haematologist": "specialist for blood",
    "severe osteoporosis": "very thin bones (osteoporosis)",
    "unstable spine": "spine that is not stable",
    "sciatica in both legs": "pain down both legs",
    "phase of the illness": "how long you have had the pain",
    "weeks of pregnancy": "how far the pregnancy is",
    "dialysis": "blood washing (dialysis)",
}


def plainly(text: str) -> str:
    """The text with plain words for medical ones, the longest first; `(NSAID)` stays."""
    return _MEDICAL.sub(lambda match: PLAINER[match[0]], text)


def day(written: date | str) -> str:
    """A date as people say it: 4 December 2026; a text that is none as it is."""
    try:
        found = date.fromisoformat(written) if isinstance(written, str) else written
    except ValueError:
        return str(written)
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MEDICAL: Final = re.compile(
    "|".join(
        rf"(?<![\w(-]){re.escape(words)}(?!\w)" for words in sorted(PLAINER, key=len, reverse=True)
    )
)


def made_with(ref: PathwayRef) -> str:
    """With which pathway a page was made."""
    if not ref.id:
        return "Made without a pathway, because it was not known yet where it hurts."
    return f"Made with the pathway “{clean(ref.title)}”, version {clean(ref.version)}."
