Feature: Where guidelines disagree, and of whom they speak
  Guidelines are never merged: each position is shown with whether it speaks of this patient (directly,
  extrapolated, or not: outside its population), and differing directions are a disagreement that the advice
  says. Only a direct, adopted position lends strength or forbids. Facts: 2.1 to 2.8, 2.11 and 2.12
  (K-ACU-01, K-SMT-01, K-MBSR-01, K-TRAC-01, K-APAP-01, K-SMR-01, K-DLX-01, K-GABA-01, K-OPI-01, K-ESI-01,
  K-ESI-02, K-RFA-01, K-RAD-01). Of whom they do not speak stands in populations.feature.

  Background: a man of whom everything is known and nothing is wrong
    Given a man aged 45
    And whose red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And with:
      | pain score      | 8        |
      | mood screen     | 1        |
      | startback total | 2        |
      | platelets       | 250      |
      | egfr            | 90       |
      | disc imaging    | not done |
      | adequate relief | no       |
      | wants surgery   | no       |
      | wants drug      | no       |
      | opioid goals    | yes      |
    And who has tried nothing so far

  Rule: What they disagree on

    @acp-2017.2 @who-2023.needling @va-dod-2017.acupuncture @va-dod-2022.acupuncture @nice-ng59.acupuncture
    Scenario: Acupuncture in chronic back pain
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is 52 weeks
      When the low-back-pain pathway is followed
      Then guidelines disagree on acupuncture
      And acp-2017.2 advises for acupuncture, directly
      And who-2023.needling advises for acupuncture, directly
      And va-dod-2017.acupuncture advises for acupuncture, directly
      And va-dod-2022.acupuncture advises for acupuncture, directly
      And nice-ng59.acupuncture advises against acupuncture, directly
      And acupuncture is recommended
      And the strength of acupuncture is strong

    @acp-2017.2 @who-2023.needling @nice-ng59.acupuncture
    Scenario: Acupuncture in chronic sciatica, where ACP and WHO do not speak of the patient
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      When the sciatica pathway is followed
      Then guidelines disagree on acupuncture
      And acp-2017.2 advises for acupuncture, extrapolated
      And who-2023.needling advises for acupuncture, outside its population
      And nice-ng59.acupuncture advises against acupuncture, directly
      And acupuncture is recommended
      And the strength of acupuncture is none

    @nice-ng59.acupuncture
    Scenario Outline: A team that hears NICE first gets NICE's answer
      Given whose leg pain is <leg pain>
      And who has low back pain
      And whose symptom duration is 26 weeks
      When the <pathway> pathway is followed adopting nice-ng59
      Then <therapy> is not recommended because "NICE NG59"
      And the strength of <therapy> is strong

      Examples:
        | pathway       | leg pain  | therapy     |
        | sciatica      | radicular | acupuncture |
        | low-back-pain | none      | acupuncture |
        | low-back-pain | none      | duloxetine  |
        | low-back-pain | none      | tramadol    |
        | low-back-pain | none      | opioid      |

    Scenario Outline: A team that adopts no guideline against follows the pathway's order, without strength
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is 52 weeks
      When the low-back-pain pathway is followed adopting <guideline>
      Then acupuncture is recommended
      And the strength of acupuncture is <strength>

      Examples:
        | guideline    | strength    |
        | acp-2017     | strong      |
        | who-2023     | conditional |
        | va-dod-2017  | conditional |
        | va-dod-2022  | none        |
        | acp-aps-2007 | conditional |
        | korea-2019   | none        |

    @who-2023.antidepressants @nice-ng59.antidepressants @va-dod-2017.duloxetine @va-dod-2022.drugs @cdc-2022.duloxetine @acp-2017.3_second
    Scenario: Duloxetine in chronic back pain
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is 52 weeks
      When the low-back-pain pathway is followed
      Then guidelines disagree on duloxetine
      And acp-2017.3_second advises for duloxetine, directly
      And va-dod-2017.duloxetine advises for duloxetine, directly
      And va-dod-2022.drugs advises for duloxetine, directly
      And cdc-2022.duloxetine advises for duloxetine, directly
      And nice-ng59.antidepressants advises against duloxetine, directly
      And who-2023.antidepressants advises against duloxetine, directly

    @who-2023.opioids @va-dod-2017.opioids @va-dod-2022.opioids @nice-ng59.opioids_back_chronic
    Scenario Outline: Opioids in chronic back pain
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is 52 weeks
      When the low-back-pain pathway is followed
      Then guidelines disagree on <drug>
      And who-2023.opioids advises against <drug>, directly
      And va-dod-2017.opioids advises against <drug>, directly
      And va-dod-2022.opioids advises against <drug>, directly
      And nice-ng59.opioids_back_chronic advises against <drug>, directly
      And cdc-2022.2 advises for <drug>, directly

      Examples:
        | drug     |
        | tramadol |
        | opioid   |

    @nice-ng59.opioids_back_acute
    Scenario Outline: In acute back pain NICE allows a weak opioid only where an NSAID has failed
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is 5 weeks
      And who tried NSAID for 4 weeks <how it went>
      When the low-back-pain pathway is followed
      Then nice-ng59.opioids_back_acute advises against tramadol, <applies>
      And opioid is not indicated

      Examples:
        | how it went     | applies                |
        | without benefit | outside its population |
        | and it helped   | directly               |

    @va-dod-2017.relaxants_chronic @who-2023.muscle_relaxants @va-dod-2017.relaxants_acute @acp-2017.1_relaxant
    Scenario Outline: Muscle relaxants, by phase
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is <duration>
      When the low-back-pain pathway is followed
      Then acp-2017.1_relaxant advises for tizanidine, <ACP>
      And va-dod-2017.relaxants_acute advises for tizanidine, <VA for>
      And va-dod-2017.relaxants_chronic advises against tizanidine, <against>
      And who-2023.muscle_relaxants advises against tizanidine, <against>

      Examples:
        | duration | ACP                    | VA for                 | against                |
        | 2 weeks  | directly               | directly               | outside its population |
        | 8 weeks  | directly               | outside its population | outside its population |
        | 52 weeks | outside its population | outside its population | directly               |

    Scenario: In chronic pain a lifted rule makes a muscle relaxant no option yet
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is 52 weeks
      And for whom Dr Ada lifts "muscle_relaxant.chronic" because "asked for a second opinion"
      And for whom Dr Ada lifts "tizanidine.chronic" because "asked for a second opinion"
      When the low-back-pain pathway is followed
      Then muscle relaxant is not indicated
      And tizanidine is not indicated

    @korea-2019.traction @nice-ng59.traction @who-2023.traction_and_belts
    Scenario: Traction in sciatica, where a Korean guideline stands alone
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      When the sciatica pathway is followed
      Then guidelines disagree on traction
      And korea-2019.traction advises for traction, directly
      And who-2023.traction_and_belts advises against traction, outside its population
      And traction is not recommended because "NICE NG59"

    @nass-2012.epidural @aps-2009.epidural @bmj-2025.epidural_radicular @va-dod-2017.epidural_lasting
    Scenario: An epidural injection in chronic sciatica
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      When the sciatica pathway is followed
      Then guidelines disagree on epidural steroid injection
      And nass-2012.epidural advises for epidural steroid injection, directly
      And aps-2009.epidural advises for epidural steroid injection, directly
      And bmj-2025.epidural_radicular advises against epidural steroid injection, directly
      And va-dod-2017.epidural_lasting advises against epidural steroid injection, directly
      And epidural steroid injection is not indicated

    @nice-ng59.epidural @nass-2012.epidural @va-dod-2017.epidural_short
    Scenario: In acute and severe sciatica nobody speaks against an injection
      Given whose leg pain is radicular
      And whose symptom duration is 8 weeks
      When the sciatica pathway is followed
      Then guidelines agree on epidural steroid injection
      And the strength of epidural steroid injection is conditional

    @nice-ng59.injections_back @bmj-2025.axial
    Scenario Outline: No injection for back pain alone; danger is named first where there is one
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is 52 weeks
      And whose <finding> is <answer>
      When the low-back-pain pathway is followed
      Then epidural steroid injection is <verdict>

      Examples:
        | finding                | answer | verdict         |
        | bleeding disorder      | no     | not recommended |
        | bleeding disorder      | yes    | contraindicated |
        | clopidogrel or similar | yes    | to be avoided   |

    @bmj-2025.axial @nice-ng59.denervation
    Scenario Outline: Denervation of the facet joints, which NICE considers and BMJ advises against
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is 52 weeks
      And whose medial branch block is positive
      And whose inflamed or fused spine is <inflamed>
      When the low-back-pain pathway is followed
      Then nice-ng59.denervation advises for radiofrequency denervation, directly
      And bmj-2025.axial advises against radiofrequency denervation, <BMJ>
      And radiofrequency denervation is <verdict>

      Examples:
        | inflamed | BMJ                    | verdict         |
        | no       | directly               | not recommended |
        | yes      | outside its population | not indicated   |

    Scenario: Where both speak, they disagree on denervation
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is 52 weeks
      And whose medial branch block is positive
      When the low-back-pain pathway is followed
      Then guidelines disagree on radiofrequency denervation

    @acp-2017.2_more @va-dod-2017.exercise_and_mindfulness @who-2023.cbt @va-dod-2017.cbt
    Scenario: Mindfulness, of which WHO says nothing, and cognitive behavioural therapy
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is 52 weeks
      When the low-back-pain pathway is followed
      Then guidelines agree on mindfulness
      And guidelines agree on cognitive behavioural therapy
      And acp-2017.2_more advises for mindfulness, directly
      And who-2023.cbt advises for cognitive behavioural therapy, directly
      And va-dod-2017.cbt advises for cognitive behavioural therapy, directly

    @nice-ng59.paracetamol @acp-aps-2007.6 @acp-2017.paracetamol @va-dod-2017.paracetamol @va-dod-2022.paracetamol
    Scenario Outline: Paracetamol, which was first in 2007 and is nobody's first now
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is 52 weeks
      And who takes <beside> for 1 week
      When the low-back-pain pathway is followed
      Then acp-aps-2007.6 advises for paracetamol, directly
      And acp-2017.paracetamol advises against paracetamol, extrapolated
      And va-dod-2017.paracetamol advises against paracetamol, directly
      And va-dod-2022.paracetamol advises against paracetamol, directly
      And nice-ng59.paracetamol advises against paracetamol, <NICE>
      And paracetamol is <verdict>

      Examples: NICE speaks of paracetamol on its own
        | beside   | NICE                   | verdict         |
        | NSAID    | outside its population | not indicated   |
        | opioid   | outside its population | not indicated   |
        | tramadol | outside its population | not indicated   |
        | PPI      | directly               | not indicated   |
