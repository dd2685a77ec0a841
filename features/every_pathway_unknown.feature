Feature: Somebody of whom next to nothing is known, in the pathways by guideline
  A walk-in, with one or two answers and no more: nothing but advice is begun on them, a wish counts at once, and a danger
  that is known holds what it holds. Facts: RF-LOGIC-01, ASK-01 to ASK-13.

  Scenario Outline: One answer alone begins nothing but advice
    Given a patient
    And whose <finding> is <value>
    When the <pathway> pathway is followed
    Then exactly these are recommended:
      | education |

    Examples: that there is enough relief
      | finding               | value | pathway                   |
      | enough relief for now | yes   | low-back-pain-nice        |
      | enough relief for now | yes   | chronic-low-back-pain-who |
      | enough relief for now | yes   | opioids-cdc               |
      | enough relief for now | yes   | post-surgical             |

    Examples: what speaks against an injection, before anybody knows whether one is due
      | finding                               | value | pathway            |
      | bleeding disorder                     | no    | low-back-pain-nice |
      | infection or broken skin              | yes   | low-back-pain-nice |
      | INR                                   | 1.3   | low-back-pain-nice |
      | platelets                             | 10    | low-back-pain-nice |
      | pregnancy                             | yes   | low-back-pain-nice |
      | allergy to contrast or injected drugs | yes   | low-back-pain-nice |

    Examples: what only a remark hangs on
      | finding                                  | value    | pathway                   |
      | medial branch block                      | not done | low-back-pain-nice        |
      | leg pain                                 | referred | chronic-low-back-pain-who |
      | opioid dose in morphine equivalents      | 50       | opioids-cdc               |
      | opioid dose in morphine equivalents      | 50       | post-surgical             |
      | duration of symptoms                     | 2 weeks  | opioids-cdc               |
      | duration of symptoms                     | 2 weeks  | post-surgical             |

  Scenario Outline: Nor do two
    Given a patient
    And whose <finding> is <value>
    And whose <other> is <other value>
    When the <pathway> pathway is followed
    Then exactly these are recommended:
      | education |

    Examples:
      | finding    | value | other                   | other value | pathway                   |
      | pain score | 3     | baseline pain           | 6           | low-back-pain-nice        |
      | pain score | 6     | baseline pain           | 6           | low-back-pain-nice        |
      | disability | 20    | baseline_disability     | 40          | low-back-pain-nice        |
      | disability | 40    | baseline_disability     | 40          | low-back-pain-nice        |
      | pain score | 3     | baseline pain           | 6           | chronic-low-back-pain-who |
      | pain score | 6     | baseline pain           | 6           | chronic-low-back-pain-who |
      | disability | 20    | baseline_disability     | 40          | chronic-low-back-pain-who |
      | disability | 40    | baseline_disability     | 40          | chronic-low-back-pain-who |
      | startback total | 5 | startback distress     | 2           | low-back-pain-nice        |
      | duration of symptoms | 8 weeks | time since the last spinal operation | 3 weeks | opioids-cdc   |
      | duration of symptoms | 8 weeks | time since the last spinal operation | 3 weeks | post-surgical |
      | duration of symptoms | 8 weeks | time since the last spinal operation | 8 weeks | post-surgical |
      | duration of symptoms | 2 weeks | time since the last spinal operation | 8 weeks | post-surgical |
      | duration of symptoms | 2 weeks | adequate relief                      | no      | low-back-pain-nice |
      | duration of symptoms | 8 weeks | previous spinal surgery              | yes     | post-surgical |
      | duration of symptoms | 8 weeks | previous spinal surgery              | yes     | opioids-cdc   |
      | time since the last spinal operation | 8 weeks | previous spinal surgery | yes  | post-surgical |

  Scenario Outline: That nothing was tried, and no drug is wanted, begins nothing either
    Given a patient
    And who has tried nothing so far
    And without wish for a drug now
    When the <pathway> pathway is followed
    Then exactly these are recommended:
      | education |

    Examples:
      | pathway                   |
      | low-back-pain-nice        |
      | chronic-low-back-pain-who |
      | opioids-cdc               |
      | post-surgical             |

  Scenario Outline: The gate for an injection gives no advice either
    Given a patient
    And <told>
    When the acute-severe-sciatica pathway is followed
    Then nothing is recommended

    Examples:
      | told                                |
      | whose enough relief for now is yes  |
      | who has tried nothing so far        |

  Scenario Outline: Acute and severe sciatica, and nobody has asked what was tried
    Given a patient
    And whose age is 45
    And whose leg pain is radicular
    And whose symptom duration is 8 weeks
    And whose pain score is 8
    And without enough relief for now
    When the <pathway> pathway is followed
    Then epidural steroid injection is <injection>
    And nothing of kind drug is recommended
    And nothing of kind exercise is recommended

    Examples:
      | pathway               | injection |
      | low-back-pain-nice    | pending   |
      | acute-severe-sciatica | pending   |

  Scenario Outline: A wish counts at once
    Given a patient
    And who declines practice
    And who declines self-care
    And who declines exercise
    And who declines manual
    And who declines needle
    And who declines drug
    And who declines injection
    And who declines surgery
    When the <pathway> pathway is followed
    Then <therapy> is declined
    And the action for <therapy> is do not start

    Examples:
      | pathway                   | therapy                 |
      | low-back-pain-nice        | lumbar_supports         |
      | low-back-pain-nice        | traction                |
      | low-back-pain-nice        | acupuncture             |
      | low-back-pain-nice        | therapeutic ultrasound  |
      | low-back-pain-nice        | TENS                    |
      | low-back-pain-nice        | gabapentin              |
      | low-back-pain-nice        | paracetamol             |
      | low-back-pain-nice        | fusion                  |
      | chronic-low-back-pain-who | opioid                  |
      | chronic-low-back-pain-who | tramadol                |
      | chronic-low-back-pain-who | gabapentin              |
      | chronic-low-back-pain-who | systemic corticosteroid |
      | chronic-low-back-pain-who | traction                |
      | chronic-low-back-pain-who | lumbar_supports         |
      | chronic-low-back-pain-who | therapeutic ultrasound  |
      | chronic-low-back-pain-who | TENS                    |
      | chronic-low-back-pain-who | duloxetine              |
      | chronic-low-back-pain-who | muscle_relaxant         |
      | chronic-low-back-pain-who | tizanidine              |
      | opioids-cdc               | abrupt_opioid_stop      |
      | post-surgical             | abrupt_opioid_stop      |
      | post-surgical             | benzodiazepine          |
      | post-surgical             | gabapentin              |
      | post-surgical             | systemic corticosteroid |

  Scenario Outline: So does what is not to be had
    Given a patient
    And for whom practice is not available
    And for whom self-care is not available
    And for whom exercise is not available
    And for whom manual is not available
    And for whom needle is not available
    And for whom drug is not available
    And for whom injection is not available
    And for whom surgery is not available
    When the <pathway> pathway is followed
    Then <therapy> is unavailable

    Examples:
      | pathway                   | therapy                 |
      | low-back-pain-nice        | lumbar_supports         |
      | low-back-pain-nice        | traction                |
      | low-back-pain-nice        | acupuncture             |
      | low-back-pain-nice        | therapeutic ultrasound  |
      | low-back-pain-nice        | TENS                    |
      | low-back-pain-nice        | gabapentin              |
      | low-back-pain-nice        | paracetamol             |
      | low-back-pain-nice        | fusion                  |
      | chronic-low-back-pain-who | opioid                  |
      | chronic-low-back-pain-who | tramadol                |
      | chronic-low-back-pain-who | gabapentin              |
      | chronic-low-back-pain-who | systemic corticosteroid |
      | chronic-low-back-pain-who | traction                |
      | chronic-low-back-pain-who | lumbar_supports         |
      | chronic-low-back-pain-who | therapeutic ultrasound  |
      | chronic-low-back-pain-who | TENS                    |
      | chronic-low-back-pain-who | duloxetine              |
      | chronic-low-back-pain-who | muscle_relaxant         |
      | chronic-low-back-pain-who | tizanidine              |
      | opioids-cdc               | abrupt_opioid_stop      |
      | post-surgical             | abrupt_opioid_stop      |
      | post-surgical             | benzodiazepine          |
      | post-surgical             | gabapentin              |
      | post-surgical             | systemic corticosteroid |

  Scenario Outline: Before it is known of whom a guideline speaks, what is offered nowhere is not indicated
    Given a patient
    And who has tried nothing so far
    When the <pathway> pathway is followed
    Then <therapy> is not indicated

    Examples:
      | pathway                   | therapy                 |
      | low-back-pain-nice        | lumbar_supports         |
      | low-back-pain-nice        | traction                |
      | low-back-pain-nice        | acupuncture             |
      | low-back-pain-nice        | therapeutic ultrasound  |
      | low-back-pain-nice        | TENS                    |
      | low-back-pain-nice        | gabapentin              |
      | low-back-pain-nice        | fusion                  |
      | chronic-low-back-pain-who | opioid                  |
      | chronic-low-back-pain-who | tramadol                |
      | chronic-low-back-pain-who | gabapentin              |
      | chronic-low-back-pain-who | systemic corticosteroid |
      | chronic-low-back-pain-who | traction                |
      | chronic-low-back-pain-who | lumbar_supports         |
      | chronic-low-back-pain-who | therapeutic ultrasound  |
      | chronic-low-back-pain-who | TENS                    |
      | chronic-low-back-pain-who | duloxetine              |
      | chronic-low-back-pain-who | muscle_relaxant         |
      | chronic-low-back-pain-who | tizanidine              |
      | post-surgical             | gabapentin              |

  Scenario Outline: Before it is known of whom the WHO speaks, what was tried and what is under way stand alone
    Given a patient
    And whose problem list, medicines and allergies are reconciled
    And whose age is 45
    And who <trial>
    When the chronic-low-back-pain-who pathway is followed
    Then <therapy> is <verdict>

    Examples: not borne
      | therapy                 | trial                                                      | verdict |
      | opioid                  | tried opioid and stopped for side effects                  | tried   |
      | tramadol                | tried tramadol and stopped for side effects                | tried   |
      | gabapentin              | tried gabapentin and stopped for side effects              | tried   |
      | systemic corticosteroid | tried systemic corticosteroid and stopped for side effects | tried   |
      | traction                | tried traction and stopped for side effects                | tried   |
      | lumbar_supports         | tried lumbar_supports and stopped for side effects         | tried   |
      | therapeutic ultrasound  | tried therapeutic ultrasound and stopped for side effects  | tried   |
      | TENS                    | tried TENS and stopped for side effects                    | tried   |
      | duloxetine              | tried duloxetine and stopped for side effects              | tried   |
      | muscle_relaxant         | tried muscle_relaxant and stopped for side effects         | tried   |
      | tizanidine              | tried tizanidine and stopped for side effects              | tried   |

    Examples: under way
      | therapy                 | trial                                              | verdict |
      | opioid                  | has been having opioid for 1 week                  | ongoing |
      | tramadol                | has been having tramadol for 1 week                | ongoing |
      | gabapentin              | has been having gabapentin for 1 week              | ongoing |
      | systemic corticosteroid | has been having systemic corticosteroid for 1 week | ongoing |
      | traction                | has been having traction for 1 week                | ongoing |
      | lumbar_supports         | has been having lumbar_supports for 1 week         | ongoing |
      | therapeutic ultrasound  | has been having therapeutic ultrasound for 1 week  | ongoing |
      | TENS                    | has been having TENS for 1 week                    | ongoing |

  Scenario Outline: A muscle relaxant or duloxetine that a clinician allowed goes on until somebody knows the kind of pain
    Given a patient
    And whose problem list, medicines and allergies are reconciled
    And whose age is 45
    And whose sex is male
    And whose symptom duration is 26 weeks
    And whose egfr is 90
    And for whom Dr Ada lifts "muscle_relaxant.chronic" because "asked for a second opinion"
    And for whom Dr Ada lifts "tizanidine.chronic" because "asked for a second opinion"
    And who has been having <therapy> for 1 week
    And whose low blood pressure is no
    And whose uncontrolled hypertension is no
    When the chronic-low-back-pain-who pathway is followed
    Then the outcome is needs information
    And <therapy> is ongoing

    Examples:
      | therapy         |
      | duloxetine      |
      | muscle_relaxant |
      | tizanidine      |

  Scenario Outline: A danger that is known holds at once what it holds
    Given a patient
    And who has fever or rigors
    When the <pathway> pathway is followed
    Then an emergency alert "spinal_infection" is raised
    And <therapy> is later

    Examples:
      | pathway            | therapy                          |
      | low-back-pain-nice | multidisciplinary rehabilitation |
      | low-back-pain-nice | tramadol                         |
      | low-back-pain-nice | radiofrequency denervation       |
      | low-back-pain-nice | discectomy                       |
      | post-surgical      | opioid                           |
      | post-surgical      | tramadol                         |
      | post-surgical      | multidisciplinary rehabilitation |

  Scenario Outline: Children are not spoken of
    Given a patient
    And whose age is 15
    When the opioids-cdc pathway is followed
    Then the outcome is not eligible
    And <therapy> is not listed

    @cdc-2022.5 @cdc-2022.11 @cdc-2022.12
    Examples:
      | therapy                         |
      | abrupt_opioid_stop              |
      | benzodiazepine                  |
      | treatment of opioid use disorder |

  @nice-ng59.opioids_back_weak
  Scenario Outline: NICE speaks of nobody under 16, nor before the kind of pain is known
    Given a patient
    And whose <finding> is <value>
    And who takes tramadol for 1 week
    When the low-back-pain-nice pathway is followed
    Then nice-ng59.opioids_back_weak advises for tramadol, <applies>

    Examples:
      | finding                  | value | applies                |
      | age                      | 15    | outside its population |
      | active ulcer or bleeding | yes   | unknown                |
