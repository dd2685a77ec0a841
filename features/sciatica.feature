Feature: Sciatica, conservative care first
  What the shipped sciatica pathway should advise, for a clinician to read and to correct.
  Every scenario plays on 2026-11-20. What a scenario does not say about a patient is not known.

  Background: a man with six months of sciatica, at the first visit
    Given a man aged 45
    And whose leg pain is radicular
    And whose symptom duration is 26 weeks
    And whose red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And with:
      | pain score      | 6        |
      | mood screen     | 1        |
      | platelets       | 250      |
      | egfr            | 90       |
      | disc imaging    | not done |
      | adequate relief | no       |
      | wants surgery   | no       |
      | wants drug      | no       |
    And who has tried nothing so far

  @nice-ng59.self_management @nice-ng59.exercise @nice-ng59.manual_therapy
  Scenario: The first visit begins without drugs
    Given whose symptom duration is 5 weeks
    When the sciatica pathway is followed
    Then the outcome is advice
    And the patient is at Non-drug therapy
    And exactly these are recommended:
      | education           |
      | exercise programme  |
      | spinal manipulation |
    And the action for exercise programme is start
    And the strength of exercise programme is conditional
    And nothing of kind drug is recommended
    And NSAID is later
    And no alert is raised
    And the advice cites "NG59"

  Scenario Outline: Acupuncture and a bleeding disorder
    Given whose bleeding disorder is <bleeding disorder>
    When the sciatica pathway is followed
    Then acupuncture is <verdict>
    And the action for acupuncture is <action>

    Examples:
      | bleeding disorder | verdict         | action       |
      | no                | recommended     | choose       |
      | yes               | contraindicated | do not start |

  Scenario: Acupuncture waits until somebody has asked about a bleeding disorder
    Given who was not asked about a bleeding disorder
    When the sciatica pathway is followed
    Then acupuncture is pending
    And acupuncture waits for bleeding disorder
    And the action for acupuncture is ask first
    And the first question is about bleeding disorder

  Scenario: Nothing that could do harm is started before the red flags are answered
    Given who was not asked about new bladder or bowel trouble
    And who was not asked about numbness between the legs
    When the sciatica pathway is followed
    Then the alert "cauda_equina" is unanswered
    And acupuncture is pending
    And spinal manipulation is pending
    And exercise programme is pending
    And education is recommended
    And the first question is about new bladder or bowel trouble
    And the questions include numbness between the legs

  Scenario: Signs of a cauda equina syndrome come before all treatment
    Given who has numbness between the legs
    And who has been taking NSAID for 2 weeks
    When the sciatica pathway is followed
    Then an emergency alert "cauda_equina" is raised
    And the outcome is urgent
    And emergency referral is recommended
    And lumbar MRI is recommended
    And acupuncture is later
    And spinal manipulation is later
    And exercise programme is later
    And the action for NSAID is ask first

  @nice-ng59.gabapentinoids
  Scenario: Gabapentin is not started
    When the sciatica pathway is followed
    Then gabapentin is not recommended because "NICE NG59"
    And the action for gabapentin is do not start
    And the strength of gabapentin is strong

  @nice-ng59.gabapentinoids
  Scenario: Gabapentin that is taken is tapered, never stopped at once
    Given who has been taking gabapentin for 8 weeks at 900 mg, so far without benefit
    When the sciatica pathway is followed
    Then gabapentin is not recommended
    And the action for gabapentin is taper

  @nice-ng59.nsaid_sciatica
  Scenario: An NSAID comes after a non-drug therapy that was tried properly
    Given who tried exercise programme for 6 weeks without benefit
    When the sciatica pathway is followed
    Then the patient is at Anti-inflammatory drug
    And exercise programme is tried
    And NSAID is recommended
    And the action for NSAID is start
    And acupuncture is recommended
    And opioid is not recommended

  Scenario: A trial that was too short closes nothing
    Given who tried exercise programme for 2 weeks without benefit
    When the sciatica pathway is followed
    Then the patient is at Non-drug therapy
    And exercise programme is recommended because "adequate is 4 weeks"
    And NSAID is later

  Scenario Outline: An NSAID in pregnancy
    Given a woman aged 31
    And who is pregnant
    And whose gestation is <week> weeks
    And who tried exercise programme for 6 weeks without benefit
    When the sciatica pathway is followed
    Then NSAID is <verdict>
    And the action for NSAID is <action>

    Examples:
      | week | verdict         | action       |
      | 22   | to be avoided   | do not start |
      | 31   | contraindicated | do not start |

  Scenario Outline: An NSAID and an anticoagulant
    Given who takes <anticoagulant>
    And with:
      | inr             | 2.4 |
      | inr above range | no  |
    And who tried exercise programme for 6 weeks without benefit
    When the sciatica pathway is followed
    Then NSAID is to be avoided because "anticoagulant"
    And the action for NSAID is do not start
    And acupuncture is recommended
    And a caution for acupuncture says "shallow"

    Examples:
      | anticoagulant       |
      | warfarin            |
      | other_anticoagulant |

  @nice-ng59.epidural
  Scenario Outline: An epidural injection is for acute and severe sciatica only
    Given whose symptom duration is <duration>
    And whose pain score is <pain>
    And who tried exercise programme for 4 weeks without benefit
    And who tried NSAID for 4 weeks without benefit
    When the sciatica pathway is followed
    Then epidural steroid injection is <verdict>

    Examples:
      | duration | pain | verdict       |
      | 10 weeks | 8    | recommended   |
      | 10 weeks | 5    | not indicated |
      | 26 weeks | 8    | not indicated |

  @cdc-2022.2 @nice-ng59.opioids_sciatica
  Scenario Outline: An opioid is the last drug, and none in chronic sciatica
    Given whose symptom duration is <duration>
    And whose pain score is 8
    And with:
      | opioid goals | yes |
    And who tried exercise programme for 4 weeks without benefit
    And who tried NSAID for <weeks> weeks without benefit
    And who tried epidural steroid injection in 1 session <injection>
    When the sciatica pathway is followed
    Then opioid is <verdict>

    Examples:
      | duration | weeks | injection           | verdict         |
      | 10 weeks | 1     | without benefit     | later           |
      | 10 weeks | 4     | with unknown result | later           |
      | 10 weeks | 4     | and it helped       | later           |
      | 10 weeks | 4     | without benefit     | recommended     |
      | 26 weeks | 4     | without benefit     | not recommended |

  @nice-ng59.decompression
  Scenario Outline: Surgery only after six weeks, with imaging that fits and a patient who wants it
    Given whose symptom duration is <duration>
    And with:
      | disc imaging  | <imaging> |
      | wants surgery | <wish>    |
    And who tried exercise programme for 4 weeks without benefit
    And who tried NSAID for 4 weeks without benefit
    When the sciatica pathway is followed
    Then discectomy is <verdict>

    Examples:
      | duration | imaging        | wish | verdict       |
      | 26 weeks | concordant     | yes  | recommended   |
      | 6 weeks  | concordant     | yes  | recommended   |
      | 5 weeks  | concordant     | yes  | not indicated |
      | 26 weeks | not concordant | yes  | not indicated |
      | 26 weeks | concordant     | no   | not indicated |

  Scenario: What a patient declines is not started, and does not stand in the way
    Given who declines acupuncture
    When the sciatica pathway is followed
    Then acupuncture is declined
    And the action for acupuncture is do not start
    And exercise programme is recommended

  @nice-ng59.acupuncture @acp-2017.2
  Scenario: Guidelines disagree on acupuncture, and no strength is lent to it
    When the sciatica pathway is followed
    Then guidelines disagree on acupuncture
    And acupuncture is recommended
    And the strength of acupuncture is none
    And guidelines agree on exercise programme

  @nice-ng59.acupuncture
  Scenario: Where NICE's statement is adopted, acupuncture is not recommended
    When the sciatica pathway is followed adopting nice-ng59
    Then acupuncture is not recommended because "NICE NG59"
    And the strength of acupuncture is strong

  Scenario: A reconciled record stands for a no, until somebody is strict
    Given who tried exercise programme for 6 weeks without benefit
    When the sciatica pathway is followed
    Then NSAID is recommended
    And the advice assumes no heart failure
    When the sciatica pathway is followed strictly
    Then NSAID is pending
    And NSAID waits for heart failure
    And nothing is assumed

  Scenario: A patient with claudication does not belong to this pathway
    Given whose leg pain is claudication
    And who has been taking NSAID for 2 weeks
    When the sciatica pathway is followed
    Then the outcome is not eligible
    And exactly these are recommended:
      | surgical opinion |
    And acupuncture is not listed
    And NSAID is ongoing

  Scenario: Where two sources differ, the more dangerous answer counts and is asked about
    Given who takes warfarin according to the GP record
    And who takes no warfarin according to the patient
    And with:
      | inr             | 2.4 |
      | inr above range | no  |
    And who tried exercise programme for 6 weeks without benefit
    When the sciatica pathway is followed
    Then NSAID is to be avoided because "anticoagulant"
    And the questions include warfarin

  @nice-ng59.psychological @nice-ng59.combined
  Scenario Outline: The combined programme is for lasting pain, at high risk or after exercise failed
    Given whose symptom duration is <duration>
    And with:
      | startback total    | <total>    |
      | startback distress | <distress> |
    And who <exercise>
    When the sciatica pathway is followed
    Then cognitive behavioural therapy is <CBT>
    And multidisciplinary rehabilitation is <combined>

    Examples:
      | duration | total | distress | exercise                                             | CBT           | combined      |
      | 8 weeks  | 7     | 4        | has tried nothing so far                             | recommended   | not indicated |
      | 8 weeks  | 7     | 4        | tried exercise programme for 6 weeks without benefit | not indicated | not indicated |
      | 8 weeks  | 7     | 3        | has tried nothing so far                             | not indicated | not indicated |
      | 26 weeks | 7     | 4        | has tried nothing so far                             | recommended   | recommended   |
      | 26 weeks | 7     | 3        | has tried nothing so far                             | not indicated | not indicated |
      | 26 weeks | 7     | 3        | tried exercise programme for 6 weeks without benefit | not indicated | recommended   |
      | 26 weeks | 7     | 4        | tried exercise programme for 6 weeks without benefit | not indicated | recommended   |
