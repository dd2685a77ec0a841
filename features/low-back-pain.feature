Feature: Low back pain, conservative care first
  What the shipped pathway for low back pain should advise, for a clinician to read and to correct.
  Every scenario plays on 2026-11-20. What a scenario does not say about a patient is not known.

  Background: a man with a year of low back pain, at the first visit
    Given a man aged 45
    And whose leg pain is none
    And who has low back pain
    And whose symptom duration is 52 weeks
    And whose red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And with:
      | pain score      | 6   |
      | mood screen     | 1   |
      | startback total | 2   |
      | platelets       | 250 |
      | egfr            | 90  |
      | adequate relief | no  |
      | wants drug      | no  |
    And who has tried nothing so far

  @acp-2017.2 @acp-2017.2_more
  Scenario: Chronic pain begins without drugs
    When the low-back-pain pathway is followed
    Then the outcome is advice
    And the patient is at Non-drug therapy in chronic pain
    And exercise programme is recommended
    And multidisciplinary rehabilitation is recommended
    And acupuncture is recommended
    And the strength of acupuncture is strong
    And superficial heat is not indicated
    And nothing of kind drug is recommended
    And NSAID is later
    And no alert is raised

  @acp-2017.1_heat
  Scenario Outline: The borders of the phases are inclusive as written
    Given whose symptom duration is <duration>
    When the low-back-pain pathway is followed
    Then superficial heat is <heat>
    And mindfulness-based stress reduction is <mindfulness>

    Examples:
      | duration | heat          | mindfulness   |
      | 27 days  | recommended   | not indicated |
      | 28 days  | recommended   | not indicated |
      | 84 days  | recommended   | not indicated |
      | 85 days  | not indicated | recommended   |

  @acp-2017.1_drug @acp-2017.1_relaxant
  Scenario Outline: In acute pain a drug waits for nothing but the wish for it
    Given whose symptom duration is 2 weeks
    And with:
      | wants drug | <wish> |
    When the low-back-pain pathway is followed
    Then NSAID is <nsaid>
    And muscle relaxant is <relaxant>
    And opioid is not indicated
    And superficial heat is recommended

    Examples:
      | wish | nsaid       | relaxant    |
      | no   | later       | later       |
      | yes  | recommended | recommended |

  Scenario: From 65 on a muscle relaxant of the cyclobenzaprine kind is avoided
    Given a man aged 70
    And whose symptom duration is 2 weeks
    And with:
      | wants drug         | yes |
      | several CNS drugs  | no  |
      | low blood pressure | no  |
    When the low-back-pain pathway is followed
    Then muscle relaxant is to be avoided because "65"
    And the action for NSAID is choose
    And the action for stomach protection is choose

  @acp-2017.3_second @nice-ng59.antidepressants
  Scenario Outline: After an NSAID duloxetine, then tramadol, and guidelines disagree
    Given who tried exercise programme for 6 weeks without benefit
    And who tried NSAID for 4 weeks without benefit
    And who tried duloxetine for <weeks> without benefit
    And whose goals and exit plan for an opioid is yes
    And whose uncontrolled hypertension is no
    And whose several CNS drugs is no
    When the low-back-pain pathway is followed
    Then the patient is at <step>
    And duloxetine is <duloxetine>
    And tramadol is <tramadol>
    And guidelines disagree on duloxetine
    And guidelines disagree on tramadol
    And opioid is later

    Examples:
      | weeks   | step        | duloxetine  | tramadol    |
      | 1 week  | Second drug | recommended | later       |
      | 4 weeks | Tramadol    | tried       | recommended |

  Scenario Outline: No opioid without goals and an exit plan, tramadol no more than another
    Given who tried exercise programme for 6 weeks without benefit
    And who tried NSAID for 4 weeks without benefit
    And who tried duloxetine for 4 weeks without benefit
    And whose goals and exit plan for an opioid <goals>
    When the low-back-pain pathway is followed
    Then tramadol is <tramadol>
    And opioid is <opioid>

    Examples:
      | goals       | tramadol      | opioid        |
      | is yes      | recommended   | later         |
      | is no       | not indicated | not indicated |
      | are unknown | pending       | pending       |

  @acp-2017.3_opioid @nice-ng59.opioids_back_chronic
  Scenario Outline: Another opioid only after both
    Given who tried exercise programme for 6 weeks without benefit
    And who tried NSAID for 4 weeks without benefit
    And who tried tramadol for 4 weeks without benefit
    And who tried duloxetine for <weeks> weeks without benefit
    And whose goals and exit plan for an opioid is yes
    And whose uncontrolled hypertension is no
    And whose several CNS drugs is no
    When the low-back-pain pathway is followed
    Then opioid is <verdict>

    Examples:
      | weeks | verdict     |
      | 1     | later       |
      | 4     | recommended |

  @nice-ng59.injections_back @bmj-2025.axial @nice-ng59.fusion
  Scenario: No injections, no denervation, no fusion, no scan
    When the low-back-pain pathway is followed
    Then epidural steroid injection is not recommended
    And radiofrequency denervation is not recommended
    And fusion is not recommended
    And lumbar MRI is later

  Scenario: Electroacupuncture and a pacemaker
    Given who has pacemaker or other active implant
    And who wants electroacupuncture
    When the low-back-pain pathway is followed
    Then electroacupuncture is contraindicated
    And acupuncture is recommended

  @nice-ng65.referral
  Scenario: Signs of spondyloarthritis ask for a rheumatologist and hold nothing
    Given with:
      | early back pain | yes |
      | spa four signs  | yes |
    When the low-back-pain pathway is followed
    Then referral to rheumatology is recommended
    And exercise programme is recommended

  Scenario: Cancer in the past asks for a scan before treatment
    Given who has cancer now or in the past
    When the low-back-pain pathway is followed
    Then the outcome is urgent
    And lumbar MRI is recommended
    And acupuncture is later

  Scenario: Nerve-root pain does not belong to this pathway
    Given whose leg pain is radicular
    When the low-back-pain pathway is followed
    Then the outcome is not eligible
    And nothing is recommended
