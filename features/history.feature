Feature: What was tried, and what is under way
  A therapy that was tried long enough and did not help, or was not borne, is not started again in this
  episode; one under way goes on unless something speaks against it. Who has taken what for how long decides
  how far the patient is: a history that nobody took is unknown and never empty. Facts: ASK-11,
  TC-ACU-01, TC-DRUG-01, TC-ESI-01, TC-OPI-01, C-NSAID-15, C-SMR-03, G-CDC22-05; which trial is long enough
  for which therapy stands in steps.feature.

  Background: a man of whom everything is known and nothing is wrong
    Given a man aged 45
    And whose red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And with:
      | pain score      | 6        |
      | mood screen     | 1        |
      | startback total | 2        |
      | platelets       | 250      |
      | egfr            | 90       |
      | disc imaging    | not done |
      | adequate relief | no       |
      | wants surgery   | no       |
      | wants drug      | no       |
    And who has tried nothing so far

  Rule: In sciatica

    Background:
      Given whose leg pain is radicular
      And whose symptom duration is 8 weeks

    Scenario Outline: What is under way goes on
      Given who has been having <therapy> for 1 week
      When the sciatica pathway is followed
      Then <therapy> is ongoing
      And the action for <therapy> is continue

      Examples: treatments
        | therapy                          |
        | education                        |
        | exercise programme               |
        | spinal manipulation              |
        | acupuncture                      |
        | cognitive behavioural therapy    |
        | multidisciplinary rehabilitation |
        | NSAID                            |
        | epidural steroid injection       |
        | opioid                           |
        | discectomy                       |
        | stomach protection (PPI)         |
        | naloxone                         |
        | tramadol                         |
        | paracetamol                      |

      Examples: tests and referrals that are arranged already
        | therapy                  |
        | emergency referral       |
        | lumbar MRI               |
        | surgical opinion         |
        | blood tests              |
        | referral to rheumatology |
        | HLA-B27 test             |
        | vascular assessment      |

    Scenario Outline: What was not borne is not begun again
      Given who tried <therapy> and stopped for side effects
      When the sciatica pathway is followed
      Then <therapy> is tried
      And the action for <therapy> is do not start

      Examples: treatments
        | therapy                          |
        | education                        |
        | exercise programme               |
        | spinal manipulation              |
        | acupuncture                      |
        | cognitive behavioural therapy    |
        | multidisciplinary rehabilitation |
        | NSAID                            |
        | epidural steroid injection       |
        | opioid                           |
        | discectomy                       |
        | stomach protection (PPI)         |
        | naloxone                         |
        | paracetamol                      |

      Examples: tests and referrals that the patient broke off
        | therapy                  |
        | emergency referral       |
        | lumbar MRI               |
        | surgical opinion         |
        | blood tests              |
        | referral to rheumatology |
        | HLA-B27 test             |
        | vascular assessment      |

    Scenario Outline: Before the age is known no guideline speaks, and what was tried stands alone
      Given whose age is unknown
      And who <trial>
      When the sciatica pathway is followed
      Then <therapy> is <verdict>

      Examples: under way
        | therapy                 | trial                                              | verdict |
        | systemic corticosteroid | has been having systemic corticosteroid for 1 week | ongoing |
        | gabapentin              | has been having gabapentin for 1 week              | ongoing |
        | benzodiazepine          | has been having benzodiazepine for 1 week          | ongoing |
        | traction                | has been having traction for 1 week                | ongoing |
        | lumbar_supports         | has been having lumbar_supports for 1 week         | ongoing |
        | therapeutic ultrasound  | has been having therapeutic ultrasound for 1 week  | ongoing |
        | TENS                    | has been having TENS for 1 week                    | ongoing |

      Examples: not borne
        | therapy                 | trial                                                      | verdict |
        | systemic corticosteroid | tried systemic corticosteroid and stopped for side effects | tried   |
        | gabapentin              | tried gabapentin and stopped for side effects              | tried   |
        | benzodiazepine          | tried benzodiazepine and stopped for side effects          | tried   |
        | traction                | tried traction and stopped for side effects                | tried   |
        | lumbar_supports         | tried lumbar_supports and stopped for side effects         | tried   |
        | therapeutic ultrasound  | tried therapeutic ultrasound and stopped for side effects  | tried   |
        | TENS                    | tried TENS and stopped for side effects                    | tried   |

    Scenario: Acupuncture that is under way and works goes on in acute sciatica, though it is not begun there
      Given who has been having acupuncture for 3 weeks, so far with benefit
      When the sciatica pathway is followed
      Then acupuncture is ongoing
      And the action for acupuncture is continue

    Scenario: A therapy under way that was long enough and has not helped is stopped
      Given who has been doing exercise programme for 6 weeks, so far without benefit
      When the sciatica pathway is followed
      Then exercise programme is tried
      And the action for exercise programme is stop
      And NSAID is recommended

    Scenario: What helped before may be begun again
      Given who tried NSAID for 4 weeks and it helped
      And who tried exercise programme for 4 weeks without benefit
      When the sciatica pathway is followed
      Then NSAID is recommended because "helped before"

    Scenario: A failure stays a failure through a later trial that was too short
      Given who tried exercise programme for 6 weeks without benefit
      And who tried exercise programme for 1 week without benefit
      When the sciatica pathway is followed
      Then exercise programme is tried

    Scenario: A later trial that helped wipes an earlier failure out
      Given who tried exercise programme for 6 weeks without benefit
      And who tried exercise programme for 6 weeks and it helped
      When the sciatica pathway is followed
      Then exercise programme is recommended

    Scenario: A course of an NSAID that is longer than advised is said so
      Given who has been taking NSAID for 6 weeks, so far with some benefit
      When the sciatica pathway is followed
      Then NSAID is ongoing because "longest advised course is 4 weeks"

    Scenario: A therapy under way is reviewed when its time has come
      Given who has been taking NSAID since 2026-11-06
      When the sciatica pathway is followed on 2026-11-20
      Then review of NSAID is due on 2026-12-04

  Rule: In low back pain

    Background:
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is 52 weeks

    Scenario Outline: What is under way goes on, in back pain
      Given who has been having <therapy> for 1 week
      And whose uncontrolled hypertension is no
      When the low-back-pain pathway is followed
      Then <therapy> is ongoing
      And the action for <therapy> is continue

      Examples: treatments
        | therapy                            |
        | education                          |
        | superficial heat                   |
        | massage                            |
        | spinal manipulation                |
        | acupuncture                        |
        | exercise programme                 |
        | multidisciplinary rehabilitation   |
        | mindfulness-based stress reduction |
        | cognitive behavioural therapy      |
        | tai chi                            |
        | yoga                               |
        | motor control exercise             |
        | NSAID                              |
        | duloxetine                         |
        | tramadol                           |
        | opioid                             |
        | stomach protection (PPI)           |
        | naloxone                           |

      Examples: tests and referrals that are arranged already
        | therapy                  |
        | emergency referral       |
        | lumbar MRI               |
        | surgical opinion         |
        | blood tests              |
        | referral to rheumatology |
        | HLA-B27 test             |
        | vascular assessment      |

    Scenario Outline: What was not borne is not begun again, in back pain
      Given who tried <therapy> and stopped for side effects
      When the low-back-pain pathway is followed
      Then <therapy> is tried
      And the action for <therapy> is do not start

      Examples: treatments
        | therapy                  |
        | education                |
        | NSAID                    |
        | opioid                   |
        | stomach protection (PPI) |
        | naloxone                 |

      Examples: tests and referrals that the patient broke off
        | therapy                  |
        | emergency referral       |
        | lumbar MRI               |
        | surgical opinion         |
        | blood tests              |
        | referral to rheumatology |
        | HLA-B27 test             |
        | vascular assessment      |

    Scenario Outline: Before it is known whether the back hurts no guideline speaks, and what was tried stands alone
      Given whose low back pain is unknown
      And who <trial>
      When the low-back-pain pathway is followed
      Then <therapy> is <verdict>

      Examples: under way
        | therapy                           | trial                                                        | verdict |
        | systemic corticosteroid           | has been having systemic corticosteroid for 1 week           | ongoing |
        | paracetamol                       | has been having paracetamol for 1 week                       | ongoing |
        | radiofrequency denervation        | has been having radiofrequency denervation for 1 week        | ongoing |
        | epidural steroid injection        | has been having epidural steroid injection for 1 week        | ongoing |
        | lumbar_supports                   | has been having lumbar_supports for 1 week                   | ongoing |
        | traction                          | has been having traction for 1 week                          | ongoing |
        | therapeutic ultrasound            | has been having therapeutic ultrasound for 1 week            | ongoing |
        | TENS                              | has been having TENS for 1 week                              | ongoing |
        | gabapentin                        | has been having gabapentin for 1 week                        | ongoing |
        | spinal fusion or disc replacement | has been having spinal fusion or disc replacement for 1 week | ongoing |
        | benzodiazepine                    | has been having benzodiazepine for 1 week                    | ongoing |

      Examples: not borne
        | therapy                           | trial                                                                | verdict |
        | systemic corticosteroid           | tried systemic corticosteroid and stopped for side effects           | tried   |
        | paracetamol                       | tried paracetamol and stopped for side effects                       | tried   |
        | radiofrequency denervation        | tried radiofrequency denervation and stopped for side effects        | tried   |
        | epidural steroid injection        | tried epidural steroid injection and stopped for side effects        | tried   |
        | lumbar_supports                   | tried lumbar_supports and stopped for side effects                   | tried   |
        | traction                          | tried traction and stopped for side effects                          | tried   |
        | therapeutic ultrasound            | tried therapeutic ultrasound and stopped for side effects            | tried   |
        | TENS                              | tried TENS and stopped for side effects                              | tried   |
        | gabapentin                        | tried gabapentin and stopped for side effects                        | tried   |
        | spinal fusion or disc replacement | tried spinal fusion or disc replacement and stopped for side effects | tried   |
        | benzodiazepine                    | tried benzodiazepine and stopped for side effects                    | tried   |

    Scenario Outline: Stomach protection comes with the NSAID and not before
      Given whose age is 65
      And who tried exercise programme for <weeks> weeks without benefit
      When the low-back-pain pathway is followed
      Then NSAID is <NSAID>
      And stomach protection is <protection>

      Examples:
        | weeks | NSAID       | protection  |
        | 3     | later       | later       |
        | 4     | recommended | recommended |
