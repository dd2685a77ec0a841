Feature: Whether relief is enough is asked of those whom something helped
  Whoever tried nothing, or was helped by nothing, comes because it hurts, and is not asked. Facts: TC-RESP-01.

  Scenario Outline: Something helped the back, at least in part
    Given a man aged 45
    And who has low back pain
    And whose leg pain is none
    And whose red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And whose symptom duration is 26 weeks
    And who tried <therapy> for 4 weeks and it <how>
    When the low-back-pain pathway is followed
    Then the questions include enough relief for now

    Examples:
      | therapy                          | how           |
      | education                        | helped        |
      | education                        | partly helped |
      | massage                          | helped        |
      | massage                          | partly helped |
      | spinal_manipulation              | helped        |
      | spinal_manipulation              | partly helped |
      | acupuncture                      | helped        |
      | acupuncture                      | partly helped |
      | electroacupuncture               | helped        |
      | electroacupuncture               | partly helped |
      | laser_acupuncture                | helped        |
      | laser_acupuncture                | partly helped |
      | acupressure                      | helped        |
      | acupressure                      | partly helped |
      | moxibustion                      | helped        |
      | moxibustion                      | partly helped |
      | tens                             | helped        |
      | tens                             | partly helped |
      | traction                         | helped        |
      | traction                         | partly helped |
      | mindfulness                      | helped        |
      | mindfulness                      | partly helped |
      | cbt                              | helped        |
      | cbt                              | partly helped |
      | yoga                             | helped        |
      | yoga                             | partly helped |
      | tai_chi                          | helped        |
      | tai_chi                          | partly helped |
      | motor_control_exercise           | helped        |
      | motor_control_exercise           | partly helped |
      | multidisciplinary_rehabilitation | helped        |
      | multidisciplinary_rehabilitation | partly helped |
      | paracetamol                      | helped        |
      | paracetamol                      | partly helped |
      | muscle_relaxant                  | helped        |
      | muscle_relaxant                  | partly helped |
      | tizanidine                       | helped        |
      | tizanidine                       | partly helped |
      | benzodiazepine                   | helped        |
      | benzodiazepine                   | partly helped |
      | duloxetine                       | helped        |
      | duloxetine                       | partly helped |
      | gabapentinoid                    | helped        |
      | gabapentinoid                    | partly helped |
      | tramadol                         | helped        |
      | tramadol                         | partly helped |
      | opioid                           | helped        |
      | opioid                           | partly helped |
      | epidural_steroid_injection       | helped        |
      | epidural_steroid_injection       | partly helped |
      | systemic_corticosteroid          | helped        |
      | systemic_corticosteroid          | partly helped |
      | radiofrequency_denervation       | helped        |
      | radiofrequency_denervation       | partly helped |
      | discectomy                       | helped        |
      | discectomy                       | partly helped |
      | topical_nsaid                    | helped        |
      | topical_nsaid                    | partly helped |
      | superficial_heat                 | helped        |
      | superficial_heat                 | partly helped |
      | exercise_program                 | helped        |
      | exercise_program                 | partly helped |
      | nsaid                            | helped        |
      | nsaid                            | partly helped |

  Scenario Outline: Something helped the knee, at least in part
    Given a man aged 60
    And who has knee pain
    And whose other red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And with:
      | activity_related_pain | yes |
      | morning stiffness     | 10  |
    And who tried <therapy> for 8 weeks and it <how>
    When the knee-osteoarthritis pathway is followed
    Then the questions include enough relief for now

    Examples:
      | therapy                | how           |
      | capsaicin              | helped        |
      | capsaicin              | partly helped |
      | knee_education         | helped        |
      | knee_education         | partly helped |
      | knee_manual_therapy    | helped        |
      | knee_manual_therapy    | partly helped |
      | weight_management      | helped        |
      | weight_management      | partly helped |
      | knee_brace             | helped        |
      | knee_brace             | partly helped |
      | walking_aid            | helped        |
      | walking_aid            | partly helped |
      | knee_steroid_injection | helped        |
      | knee_steroid_injection | partly helped |
      | hyaluronan_injection   | helped        |
      | hyaluronan_injection   | partly helped |
      | prp_injection          | helped        |
      | prp_injection          | partly helped |
      | knee_exercise          | helped        |
      | knee_exercise          | partly helped |
      | topical_nsaid          | helped        |
      | topical_nsaid          | partly helped |

  Scenario Outline: Nothing helped
    Given a man aged 45
    And whose leg pain is radicular
    And whose red flags are all absent
    And who tried NSAID for 4 weeks <how>
    When the sciatica pathway is followed
    Then the questions do not include enough relief for now
    And the advice assumes no enough relief for now

    Examples:
      | how                          |
      | without benefit              |
      | and got worse                |
      | and stopped for side effects |

  @nice-ng59.self_management
  Scenario: Advice to stay active belongs to every step, also where nobody has asked about relief (G-NICE-04)
    Given a man aged 45
    And who has low back pain
    And whose leg pain is radicular
    And whose red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And whose symptom duration is 8 weeks
    And who has tried nothing so far
    And whose adequate relief is unknown
    When the sciatica pathway is followed
    Then education is recommended

  Scenario Outline: Advice to stay active waits for nothing, not even for the first answer
    Given a patient
    When the <pathway> pathway is followed
    Then education is recommended

    Examples:
      | pathway                   |
      | sciatica                  |
      | low-back-pain             |
      | low-back-pain-nice        |
      | chronic-low-back-pain-who |
      | post-surgical             |
      | opioids-cdc               |

  Scenario: Nor does knowing what helps a knee
    Given a patient
    When the knee-osteoarthritis pathway is followed
    Then knee_education is recommended
