Feature: Where the guidelines on knee osteoarthritis disagree
  Every position is shown, and the first adopted one that speaks directly decides. Facts: section 3 and the
  conflicts K-KNEE-GLUC-01, -IAHA-01, -ACU-01, -APAP-01, -OPI-01, -WEDGE-01, -BRACE-01, -SCOPE-01, -MT-01, -TENS-01,
  -CAPS-01, -PRP-01, -DLX-01.

  Background: a man whom gel, tablets and an injection have not helped
    Given a man aged 60
    And who has knee pain
    And whose other red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And with:
      | activity_related_pain     | yes          |
      | morning stiffness         | 10           |
      | bmi                       | 24           |
      | symptom duration          | 52 weeks     |
      | pain score                | 6            |
      | baseline pain             | 7            |
      | walking_affected          | no           |
      | smokes                    | no           |
      | adequate relief           | no           |
      | unexplained_knee_swelling | no           |
      | knee_limits_life          | no           |
      | wants surgery             | no           |
      | knee_xray                 | none or mild |
      | knee_injections           | 0            |
      | arthroplasty_planned      | no           |
      | platelets                 | 250          |
      | egfr                      | 90           |
    And who tried exercise for the knee for 8 weeks and it partly helped
    And who tried anti-inflammatory drug on the skin for 3 weeks without benefit
    And who tried NSAID for 4 weeks without benefit
    And who tried steroid injection into the knee in 1 session without benefit

  @nice-ng226.acupuncture @nice-ng226.electroacupuncture @nice-ng226.electrotherapies @nice-ng226.devices
  @nice-ng226.opioids @nice-ng226.glucosamine @nice-ng226.hyaluronan @nice-ng226.arthroscopy @nice-ng226.paracetamol
  @acr-af-2019.brace @acr-af-2019.conditional_care @acr-af-2019.opioids @acr-af-2019.hyaluronan
  @acr-af-2019.glucosamine @acr-af-2019.tens @acr-af-2019.prp @acr-af-2019.manual_and_insoles
  @aaos-2021.opioids @aaos-2021.hyaluronan @aaos-2021.insoles @aaos-2021.supplements @aaos-2021.acupuncture
  @aaos-2021.other_care @aaos-2021.arthroscopy @oarsi-2019.paracetamol @oarsi-2019.opioids
  @oarsi-2019.not_recommended @bmj-2017.arthroscopy @va-dod-2020-knee.opioids @racgp-2018.devices
  Scenario Outline: What NICE, heard first, makes of the rest
    When the knee-osteoarthritis pathway is followed
    Then <therapy> is not recommended
    And guidelines <so> on <therapy>

    Examples:
      | therapy                            | so       |
      | acupuncture                        | disagree |
      | knee brace                         | disagree |
      | hyaluronan injection               | disagree |
      | tramadol                           | disagree |
      | TENS                               | disagree |
      | glucosamine                        | disagree |
      | platelet-rich plasma or stem cells | disagree |
      | opioid                             | disagree |
      | electroacupuncture                 | agree    |
      | therapeutic ultrasound             | agree    |
      | wedged insoles                     | agree    |
      | arthroscopy of the knee            | agree    |

  @acr-af-2019.brace @acr-af-2019.conditional_care @acr-af-2019.other_drugs
  Scenario Outline: A team that hears ACR first gets ACR's answer
    Given who has walking_affected
    When the knee-osteoarthritis pathway is followed adopting acr-af-2019
    Then <therapy> is <verdict>
    And the strength of <therapy> is <strength>

    Examples:
      | therapy              | verdict         | strength    |
      | knee brace           | recommended     | strong      |
      | acupuncture          | recommended     | conditional |
      | paracetamol          | recommended     | conditional |
      | tramadol             | recommended     | conditional |
      | hyaluronan injection | not recommended | conditional |
      | manual therapy of the knee | not recommended | conditional |

  @nice-ng226.devices
  Scenario Outline: An unstable or badly loaded knee may have a brace
    Given who has <finding>
    When the knee-osteoarthritis pathway is followed
    Then knee brace is recommended
    And the strength of knee brace is none

    Examples:
      | finding           |
      | knee_instability  |
      | knee_malalignment |

  @nice-ng226.manual_therapy @acr-af-2019.manual_and_insoles @aaos-2021.other_care
  Scenario: Manual therapy only beside exercise
    When the knee-osteoarthritis pathway is followed
    Then manual therapy of the knee is recommended
    And guidelines disagree on manual therapy of the knee

  @oarsi-2019.no_oral_nsaid @oarsi-2019.oral_nsaid
  Scenario Outline: One guideline bars tablets from the frail and from diseased hearts, and the stricter is taken
    Given who tried NSAID for 2 weeks with unknown result
    And who has <finding>
    When the knee-osteoarthritis pathway is followed
    Then NSAID is to be avoided because "<words>"
    And oarsi-2019.no_oral_nsaid advises against NSAID, directly
    And guidelines disagree on NSAID

    Examples:
      | finding                | words                |
      | frail                  | one guideline        |
      | cardiovascular disease | heart attack         |
