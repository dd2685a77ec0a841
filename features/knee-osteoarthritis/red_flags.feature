Feature: Red flags of the knee, present, absent and unanswered
  What raises each alert, what is offered at once, and what is held meanwhile. Facts: RF-KNEE-SEPT-01 to -03,
  RF-KNEE-CRYST-01, RF-KNEE-FX-01 and -02, RF-KNEE-TUM-01, RF-KNEE-DVT-01, RF-KNEE-LOCK-01, RF-KNEE-INFL-01,
  RF-KNEE-HIP-01, RF-KNEE-SPINE-01, RF-KNEE-AGE-01.

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
    And who has tried nothing so far

  Scenario: All answers are no, and nobody was asked about the back
    When the knee-osteoarthritis pathway is followed
    Then no alert is raised
    And the outcome is advice
    And the questions do not include new bladder or bowel trouble
    And the questions do not include thoracic or band-like pain

  Scenario: And nobody with back pain is asked about the knee
    Given with nothing else known
    And whose leg pain is radicular
    And who was not asked about hot_swollen_knee
    When the sciatica pathway is followed
    Then the questions do not include hot_swollen_knee
    And the questions do not include replaced knee
    And aspiration of the knee is not listed

  Scenario: Youth alone asks for no picture
    Given whose age is 44
    And without knee_osteoarthritis
    When the knee-osteoarthritis pathway is followed
    Then a routine alert "knee_not_osteoarthritis" is raised
    And X-ray of the knee is later

  Scenario Outline: What raises which alert, and what is offered at once
    Given whose <sign> is <value>
    And without knee_replaced
    And whose wells_score is 2
    And without ottawa_sign
    When the knee-osteoarthritis pathway is followed
    Then <urgency> alert "<flag>" is raised
    And <offer> is recommended

    Examples:
      | sign                    | value | urgency          | flag                          | offer                       |
      | hot_swollen_knee        | yes   | an emergency     | knee_septic_arthritis         | aspiration of the knee      |
      | hot_swollen_knee        | yes   | an emergency     | knee_septic_arthritis         | emergency referral          |
      | worse_after_injection   | yes   | an emergency     | knee_septic_arthritis         | emergency referral          |
      | knee_locked             | yes   | an emergency     | knee_locked                   | emergency referral          |
      | knee_injury             | yes   | an emergency     | knee_fracture                 | X-ray of the knee           |
      | calf_swelling           | yes   | an emergency     | knee_thrombosis               | ultrasound of the leg veins |
      | sudden_knee_pain        | yes   | a within 2 weeks | knee_insufficiency_fracture   | MRI of the knee             |
      | sudden_knee_pain        | yes   | a within 2 weeks | knee_insufficiency_fracture   | walking aid                 |
      | knee_mass               | yes   | a within 2 weeks | knee_tumour                   | X-ray of the knee           |
      | cancer_history          | yes   | a within 2 weeks | knee_tumour                   | X-ray of the knee           |
      | spine_signs             | yes   | a within 2 weeks | knee_spine                    | exercise for the knee       |
      | unexplained_weight_loss | yes   | a soon           | knee_tumour_weak_sign         | X-ray of the knee           |
      | unrelenting_pain        | yes   | a soon           | knee_tumour_weak_sign         | X-ray of the knee           |
      | inflamed_joints         | yes   | a soon           | knee_inflammation             | referral to rheumatology    |
      | inflamed_joints         | yes   | a soon           | knee_inflammation             | blood tests                 |
      | morning stiffness       | 31    | a soon           | knee_inflammation             | referral to rheumatology    |
      | hip_signs               | yes   | a soon           | knee_hip                      | X-ray of the hip            |
      | rapid_worsening         | yes   | a routine        | knee_not_osteoarthritis       | X-ray of the knee           |
      | activity_related_pain   | no    | a routine        | knee_not_osteoarthritis       | X-ray of the knee           |

  Scenario: Pain at night and loss of weight together are no weak sign
    Given who has unexplained_weight_loss
    And who has unrelenting_pain
    When the knee-osteoarthritis pathway is followed
    Then a within 2 weeks alert "knee_tumour" is raised
    And the outcome is urgent

  Scenario Outline: A replaced knee is looked at by orthopaedics, and not aspirated outside hospital
    Given who has knee_replaced
    And whose hot_swollen_knee is <hot>
    And whose painful_prosthesis is <pain>
    When the knee-osteoarthritis pathway is followed
    Then a within 48 h alert "knee_prosthesis_infection" is raised
    And orthopaedic opinion is recommended
    And aspiration of the knee is <aspiration>

    Examples:
      | hot | pain | aspiration    |
      | no  | yes  | not listed    |
      | yes | no   | not indicated |

  Scenario Outline: After an injury, by age and signs
    Given who has knee_injury
    And whose age is <age>
    And whose ottawa_sign is <sign>
    When the knee-osteoarthritis pathway is followed
    Then <alert>

    Examples:
      | age | sign | alert                                         |
      | 55  | no   | an emergency alert "knee_fracture" is raised  |
      | 54  | yes  | an emergency alert "knee_fracture" is raised  |
      | 54  | no   | no alert is raised                            |

  Scenario Outline: A swollen calf, by the Wells score
    Given who has calf_swelling
    And whose wells_score is <score>
    When the knee-osteoarthritis pathway is followed
    Then <alert>

    Examples:
      | score | alert                                           |
      | 2     | an emergency alert "knee_thrombosis" is raised  |
      | 1     | no alert is raised                              |

  Scenario Outline: No answer is no all-clear
    Given who was not asked about <sign>
    When the knee-osteoarthritis pathway is followed
    Then the alert "<flag>" is unanswered
    And the questions include <sign>
    And knee osteoarthritis education is recommended

    Examples:
      | sign                    | flag                        |
      | hot_swollen_knee        | knee_septic_arthritis       |
      | worse_after_injection   | knee_septic_arthritis       |
      | knee_locked             | knee_locked                 |
      | knee_injury             | knee_fracture               |
      | calf_swelling           | knee_thrombosis             |
      | sudden_knee_pain        | knee_insufficiency_fracture |
      | knee_mass               | knee_tumour                 |
      | cancer_history          | knee_tumour                 |
      | spine_signs             | knee_spine                  |
      | unexplained_weight_loss | knee_tumour_weak_sign       |
      | unrelenting_pain        | knee_tumour_weak_sign       |
      | inflamed_joints         | knee_inflammation           |
      | hip_signs               | knee_hip                    |
      | rapid_worsening         | knee_not_osteoarthritis     |

  Scenario Outline: What is no sign of the knee says nothing of a knee that does not hurt
    Given without knee pain
    And whose age is 35 years
    And whose knee_osteoarthritis is no
    And whose <sign> is yes
    When the knee-osteoarthritis pathway is followed
    Then no alert is raised
    And the outcome is not eligible

    Examples:
      | sign                    |
      | cancer_history          |
      | unexplained_weight_loss |
      | unrelenting_pain        |

  Scenario Outline: But a sign of the knee does
    Given without knee pain
    And whose <sign> is yes
    When the knee-osteoarthritis pathway is followed
    Then <urgency> alert "<flag>" is raised

    Examples:
      | sign             | urgency          | flag                    |
      | hot_swollen_knee | an emergency     | knee_septic_arthritis   |
      | knee_mass        | a within 2 weeks | knee_tumour             |
      | rapid_worsening  | a routine        | knee_not_osteoarthritis |

  Scenario: An infected joint stops all treatment but the way to hospital
    Given who has hot_swollen_knee
    And who takes NSAID for 2 weeks
    When the knee-osteoarthritis pathway is followed
    Then the outcome is urgent
    And exercise for the knee is later
    And the action for NSAID is ask first
    And steroid injection into the knee is contraindicated because "may be infected"
    And emergency referral is recommended
