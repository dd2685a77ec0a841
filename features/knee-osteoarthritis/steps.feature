Feature: From step to step in knee osteoarthritis
  Education, exercise and weight first; then a gel, then tablets, then one injection, then what remains; the
  replacement of the knee last of all. Facts: G-NICE226-01, -03, -04, -06, -10, -13 to -15, -19, -22, G-ACRAF19-01
  to -03, -06 to -09, G-ACRAAHKS23-01, TC-KNEE-STEP-01, TC-KNEE-EX-01, REF-TKA-01.

  Background: a man of whom everything is known and nothing is wrong
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

  @nice-ng226.information @nice-ng226.exercise @nice-ng226.exercise_package @acr-af-2019.exercise
  @acr-af-2019.self_management @aaos-2021.exercise @oarsi-2019.core
  Scenario: The first visit
    Given who has tried nothing so far
    When the knee-osteoarthritis pathway is followed
    Then the patient is at Education, exercise and weight
    And exactly these are recommended:
      | knee osteoarthritis education |
      | exercise for the knee         |
      | tai chi                       |
    And the strength of exercise for the knee is strong
    And guidelines agree on exercise for the knee
    And anti-inflammatory drug on the skin is later
    And discectomy is not listed
    And review is due on 2027-01-01

  @nice-ng226.weight @acr-af-2019.weight @aaos-2021.weight @oarsi-2019.weight
  Scenario Outline: Weight
    Given whose bmi is <bmi>
    And who has tried nothing so far
    When the knee-osteoarthritis pathway is followed
    Then weight management is <verdict>

    Examples:
      | bmi  | verdict       |
      | 24.9 | not indicated |
      | 25   | recommended   |
      | 44   | recommended   |

  @nice-ng226.walking_aid @acr-af-2019.walking_aid @aaos-2021.aids @oarsi-2019.other_care
  Scenario: Where the knee affects walking, a stick
    Given who has walking_affected
    And who has tried nothing so far
    When the knee-osteoarthritis pathway is followed
    Then walking aid is recommended
    And the strength of walking aid is conditional
    And acr-af-2019.walking_aid advises for walking aid, directly

  @nice-ng226.topical_nsaid @acr-af-2019.topical_nsaid @oarsi-2019.topical_nsaid @oarsi-2019.topical_nsaid_widespread
  @aaos-2021.drugs
  Scenario Outline: The gel comes when core care has begun and is not enough
    Given who tried <trial>
    And whose adequate relief is <relief>
    When the knee-osteoarthritis pathway is followed
    Then anti-inflammatory drug on the skin is <verdict>
    And the patient is at <step>

    Examples:
      | trial                                                         | relief | verdict     | step                               |
      | exercise for the knee for 2 weeks and it partly helped        | no     | recommended | Anti-inflammatory drug on the skin |
      | exercise for the knee for 6 weeks without benefit             | no     | recommended | Anti-inflammatory drug on the skin |
      | tai chi for 3 weeks and it partly helped                      | no     | recommended | Anti-inflammatory drug on the skin |
      | knee osteoarthritis education with unknown result             | no     | later       | Education, exercise and weight     |
      | exercise for the knee for 6 weeks and it helped               | yes    | later       | Maintain and watch                 |

  Scenario Outline: Who cannot or does not want to exercise is not kept waiting
    Given <reason>
    And who has tried nothing so far
    When the knee-osteoarthritis pathway is followed
    Then anti-inflammatory drug on the skin is recommended

    Examples:
      | reason                                          |
      | who declines exercise for the knee              |
      | for whom exercise for the knee is not available |
      | who has unstable heart disease                  |

  @nice-ng226.oral_nsaid @nice-ng226.gastroprotection @acr-af-2019.oral_nsaid @oarsi-2019.oral_nsaid
  Scenario: After the gel tablets, with the stomach protected at any age
    Given whose age is 46
    And who tried exercise for the knee for 8 weeks and it partly helped
    And who tried anti-inflammatory drug on the skin for 3 weeks without benefit
    When the knee-osteoarthritis pathway is followed
    Then the patient is at Anti-inflammatory drug by mouth
    And NSAID is recommended
    And PPI is recommended
    And steroid injection into the knee is later

  @nice-ng226.steroid_injection @acr-af-2019.steroid_injection @aaos-2021.steroid_injection @oarsi-2019.injections
  Scenario: After tablets one injection
    Given who tried exercise for the knee for 8 weeks and it partly helped
    And who tried anti-inflammatory drug on the skin for 3 weeks without benefit
    And who tried NSAID for 4 weeks without benefit
    When the knee-osteoarthritis pathway is followed
    Then the patient is at Steroid injection
    And steroid injection into the knee is recommended
    And duloxetine is later
    And knee replacement is not indicated

  @nice-ng226.paracetamol
  Scenario Outline: Paracetamol only where gel and tablets have both failed or are both out
    Given who tried anti-inflammatory drug on the skin for 3 weeks and it partly helped
    And who tried NSAID for 4 weeks and it partly helped
    And who tried exercise for the knee for 8 weeks and it partly helped
    And who tried steroid injection into the knee in 1 session without benefit
    And whose <finding> is <value>
    When the knee-osteoarthritis pathway is followed
    Then paracetamol is <verdict>

    Examples:
      | finding       | value | verdict         |
      | NSAID allergy | no    | not recommended |
      | NSAID allergy | yes   | recommended     |
      | frail         | yes   | not recommended |

  @acr-aahks-2023.no_delay @nice-ng226.joint_replacement
  Scenario: Who needs and wants the replacement is spared the injection
    Given who tried exercise for the knee for 8 weeks and it partly helped
    And who tried anti-inflammatory drug on the skin for 3 weeks without benefit
    And who tried NSAID for 4 weeks without benefit
    And with:
      | knee_limits_life | yes                |
      | wants surgery    | yes                |
      | knee_xray        | moderate or severe |
    When the knee-osteoarthritis pathway is followed
    Then the patient is at Knee replacement
    And knee replacement is recommended
    And orthopaedic opinion is recommended
    And steroid injection into the knee is not indicated
    And the strength of knee replacement is conditional

  Rule: After the injection

    Background:
      Given who tried exercise for the knee for 8 weeks and it partly helped
      And who tried anti-inflammatory drug on the skin for 3 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried steroid injection into the knee in 1 session without benefit

    @acr-af-2019.duloxetine @oarsi-2019.duloxetine @acr-af-2019.capsaicin @acr-af-2019.other_drugs
    @va-dod-2020-knee.drugs @oarsi-2019.capsaicin
    Scenario: Further drugs, paracetamol only now that NSAIDs have failed
      Given whose uncontrolled hypertension is no
      When the knee-osteoarthritis pathway is followed
      Then the patient is at Further drugs and aids
      And duloxetine is recommended
      And capsaicin is recommended
      And guidelines disagree on capsaicin
      And paracetamol is recommended
      And the strength of paracetamol is none
      And orthopaedic opinion is later

    Scenario: Further drugs need not be exhausted before the surgeon is asked
      Given who has knee_limits_life
      When the knee-osteoarthritis pathway is followed
      Then the patient is at Knee replacement
      And orthopaedic opinion is recommended
      And knee replacement is not indicated

    Scenario: The X-ray serves to plan an operation that is wanted
      Given with:
        | knee_limits_life | yes      |
        | wants surgery    | yes      |
        | knee_xray        | not done |
      When the knee-osteoarthritis pathway is followed
      Then X-ray of the knee is recommended
      And knee replacement is not indicated

    @acr-aahks-2023.weight @acr-aahks-2023.diabetes @acr-aahks-2023.nicotine @acr-aahks-2023.deformity
    Scenario Outline: What bars nobody from the surgeon
      Given with:
        | knee_limits_life | yes                |
        | wants surgery    | yes                |
        | knee_xray        | moderate or severe |
      And whose <finding> is <value>
      When the knee-osteoarthritis pathway is followed
      Then orthopaedic opinion is recommended
      And knee replacement is recommended

      Examples:
        | finding                    | value |
        | bmi                        | 48    |
        | smokes                     | yes   |
        | age                        | 91    |
        | poorly controlled diabetes | yes   |
        | sex                        | female |
        | knee_malalignment          | yes   |
        | knee_instability           | yes   |

    Scenario Outline: What is said before the operation
      Given with:
        | knee_limits_life | yes                |
        | wants surgery    | yes                |
        | knee_xray        | moderate or severe |
      And whose <finding> is <value>
      When the knee-osteoarthritis pathway is followed
      Then a caution for knee replacement says "<words>"

      Examples:
        | finding                    | value    | words              |
        | smokes                     | yes      | nicotine           |
        | poorly controlled diabetes | yes      | better blood sugar |
        | since_knee_injection       | 12 weeks | Tell the surgeon   |

    Scenario: Where nothing is left, a specialist team
      Given with:
        | knee_limits_life | yes                |
        | wants surgery    | yes                |
        | knee_xray        | moderate or severe |
      And who declines surgery
      And who declines referral
      When the knee-osteoarthritis pathway is followed
      Then the patient is at Orthopaedic, rheumatology or pain team
      And the outcome is advice

    Scenario Outline: Enough relief ends the climb, whatever the step
      Given whose adequate relief is yes
      And <more>
      When the knee-osteoarthritis pathway is followed
      Then the patient is at Maintain and watch
      And exercise for the knee is recommended
      And the outcome is advice

      Examples:
        | more                                                                |
        | whose pain score is 6                                               |
        | who tried NSAID for 4 weeks and it helped                           |
        | who tried anti-inflammatory drug on the skin for 3 weeks and it helped |

  Rule: Tablets that someone took before gel and exercise

    Scenario Outline: What must not be taken is stopped, and what harms nobody waits for no answer
      Given who has been having NSAID for 6 weeks, so far with benefit
      And whose <finding> is yes
      And who was not asked about adequate relief
      When the knee-osteoarthritis pathway is followed
      Then the action for NSAID is stop
      And the action for exercise for the knee is start
      And anti-inflammatory drug on the skin is pending

      Examples:
        | finding       |
        | heart failure |
        | lithium       |

    Scenario: The gel takes the place of tablets that are stopped
      Given who has been having NSAID for 6 weeks, so far with benefit
      And whose lithium is yes
      When the knee-osteoarthritis pathway is followed
      Then the action for NSAID is stop
      And the action for anti-inflammatory drug on the skin is start

    Scenario: But never stands beside tablets that go on
      Given who has been having NSAID for 2 weeks, so far with benefit
      When the knee-osteoarthritis pathway is followed
      Then the action for NSAID is continue
      And the action for anti-inflammatory drug on the skin is do not start

  Rule: Whom the pathway is for

    @nice-ng226.imaging
    Scenario Outline: Three criteria, or a diagnosis made before
      Given whose age is <age>
      And whose activity_related_pain is <activity>
      And whose morning stiffness is <stiffness>
      And whose knee_osteoarthritis is <diagnosed>
      And who has tried nothing so far
      When the knee-osteoarthritis pathway is followed
      Then the outcome is <outcome>

      Examples:
        | age | activity | stiffness | diagnosed | outcome      |
        | 45  | yes      | 30        | no        | advice       |
        | 44  | yes      | 30        | no        | not eligible |
        | 45  | no       | 30        | no        | not eligible |
        | 45  | yes      | 31        | no        | not eligible |
        | 44  | no       | 31        | yes       | advice       |
        | 17  | yes      | 10        | yes       | not eligible |

    Scenario: A replaced knee has no osteoarthritis
      Given who has knee_replaced
      And without painful_prosthesis
      And who has tried nothing so far
      When the knee-osteoarthritis pathway is followed
      Then the outcome is not eligible

    @nice-ng226.imaging
    Scenario: No picture is needed for the diagnosis
      Given who has tried nothing so far
      When the knee-osteoarthritis pathway is followed
      Then X-ray of the knee is not recommended
      And MRI of the knee is not recommended

  Rule: What is not known holds a step open

    Scenario Outline: Whether the relief is enough is asked at every step
      Given who was not asked about adequate relief
      And <tried>
      When the knee-osteoarthritis pathway is followed
      Then <therapy> is <verdict>
      And the questions include adequate relief

      Examples:
        | tried                                                                  | therapy                            | verdict |
        | who tried exercise for the knee for 8 weeks and it partly helped       | anti-inflammatory drug on the skin | pending |
        | who tried exercise for the knee for 8 weeks without benefit            | anti-inflammatory drug on the skin | pending |
        | who tried tai chi for 8 weeks and it partly helped                     | anti-inflammatory drug on the skin | pending |

    Scenario Outline: A trial of which nobody knows how it went
      Given who tried exercise for the knee for 8 weeks without benefit
      And <more>
      When the knee-osteoarthritis pathway is followed
      Then <therapy> is <verdict>

      Examples:
        | more                                                                               | therapy                       | verdict |
        | who tried anti-inflammatory drug on the skin for 3 weeks with no recorded result   | NSAID                         | pending |

    Scenario Outline: Later trials of which nobody knows how they went
      Given who tried exercise for the knee for 8 weeks without benefit
      And who tried anti-inflammatory drug on the skin for 3 weeks without benefit
      And <second>
      And <third>
      And whose uncontrolled hypertension is no
      When the knee-osteoarthritis pathway is followed
      Then <therapy> is <verdict>

      Examples:
        | second                                          | third                                                                 | therapy                       | verdict |
        | who tried NSAID for 4 weeks with no recorded result | who tried walking aid with no recorded result                     | steroid injection into the knee | pending |
        | who tried NSAID for 4 weeks without benefit     | who tried steroid injection into the knee in 1 session with no recorded result | duloxetine           | pending |
        | who tried NSAID for 4 weeks without benefit     | who tried steroid injection into the knee in 1 session and it partly helped | duloxetine              | recommended |

    Scenario: Core care that is declined or impossible is closed
      Given who has unstable heart disease
      And who declines education
      And who declines self-care
      And who has tried nothing so far
      When the knee-osteoarthritis pathway is followed
      Then the patient is at Anti-inflammatory drug on the skin

    Scenario Outline: What was not asked before the surgeon is asked
      Given who tried exercise for the knee for 8 weeks and it partly helped
      And who tried anti-inflammatory drug on the skin for 3 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried steroid injection into the knee in 1 session without benefit
      And with:
        | knee_limits_life | yes                |
        | wants surgery    | yes                |
        | knee_xray        | moderate or severe |
        | diabetes         | yes                |
        | poorly controlled diabetes | no       |
      And who was not asked about <finding>
      When the knee-osteoarthritis pathway is followed
      Then orthopaedic opinion is <referral>
      And knee replacement is <replacement>
      And X-ray of the knee is <X-ray>

      Examples:
        | finding                    | referral    | replacement | X-ray   |
        | knee_limits_life           | pending     | pending     | later   |
        | wants surgery              | recommended | pending     | later   |
        | knee_xray                  | recommended | pending     | pending |
        | smokes                     | recommended | recommended | later   |
        | bmi                        | recommended | recommended | later   |
        | poorly controlled diabetes | recommended | recommended | later   |

    Scenario Outline: Further care that helped only in part, or of which nobody knows
      Given who tried exercise for the knee for 8 weeks and it partly helped
      And who tried anti-inflammatory drug on the skin for 3 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried steroid injection into the knee in 1 session without benefit
      And who tried duloxetine for 4 weeks <went>
      When the knee-osteoarthritis pathway is followed
      Then orthopaedic opinion is later
      And knee replacement is <verdict>

      Examples:
        | went                    | verdict       |
        | and it partly helped    | not indicated |
        | with no recorded result | not indicated |

    Scenario: An opioid for another reason, and naloxone at hand
      Given who takes an opioid for another reason
      And whose opioid dose in morphine equivalents is 60
      And who has tried nothing so far
      When the knee-osteoarthritis pathway is followed
      Then a soon alert "overdose_risk" is raised
      And naloxone is recommended

    Scenario Outline: What runs, and nothing speaks against
      Given who has been having <therapy> for 2 weeks, so far with unknown result
      When the knee-osteoarthritis pathway is followed adopting <guideline>
      Then <therapy> is ongoing

      Examples:
        | therapy                            | guideline   |
        | anti-inflammatory drug on the skin | nice-ng226  |
        | tramadol                           | acr-af-2019 |

    Scenario: Tramadol that waits under another profile
      Given who was not asked about opioid use disorder
      And with nothing else known
      When the knee-osteoarthritis pathway is followed adopting acr-af-2019
      Then tramadol is pending
