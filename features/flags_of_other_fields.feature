Feature: Red flags of another part of the body, whatever the pathway
  Who comes with a painful back may have a hot knee, and who comes with a painful knee may have numbness
  between the legs. A sign that is known raises its alert in every pathway, with the same urgency and the
  same offers. Nobody is asked about the other part without a reason; a recorded sign is one.
  Facts: RF-LOGIC-02 and those of each flag.

  Rule: The back or the leg hurts, and something is wrong with the knee

    Background: a man with six months of back and leg pain of whom everything is known
      Given a man aged 45
      And whose leg pain is radicular
      And who has low back pain
      And whose symptom duration is 26 weeks
      And whose other red flags are all absent
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
      And who has tried nothing so far

    Scenario Outline: One sign at the knee raises its alert, and its own questions are settled
      Given whose <sign> is <value>
      And whose wells_score is 2
      And who has ottawa_sign
      When the sciatica pathway is followed
      Then <urgency> alert "<flag>" is raised
      And <offer> is recommended
      And the questions do not include <settled>

      Examples:
        | sign                  | value | urgency          | flag                        | offer                       | settled               |
        | hot_swollen_knee      | yes   | an emergency     | knee_septic_arthritis       | emergency referral          | worse_after_injection |
        | worse_after_injection | yes   | an emergency     | knee_septic_arthritis       | emergency referral          | hot_swollen_knee      |
        | knee_locked           | yes   | an emergency     | knee_locked                 | emergency referral          | knee_locked           |
        | knee_injury           | yes   | an emergency     | knee_fracture               | X-ray of the knee           | ottawa_sign           |
        | calf_swelling         | yes   | an emergency     | knee_thrombosis             | ultrasound of the leg veins | wells_score           |
        | sudden_knee_pain      | yes   | a within 2 weeks | knee_insufficiency_fracture | MRI of the knee             | sudden_knee_pain      |
        | knee_mass             | yes   | a within 2 weeks | knee_tumour                 | X-ray of the knee           | knee pain             |
        | spine_signs           | yes   | a within 2 weeks | knee_spine                  | education                   | spine_signs           |
        | inflamed_joints       | yes   | a soon           | knee_inflammation           | referral to rheumatology    | morning stiffness     |
        | hip_signs             | yes   | a soon           | knee_hip                    | X-ray of the hip            | hip_signs             |
        | rapid_worsening       | yes   | a routine        | knee_not_osteoarthritis     | X-ray of the knee           | activity_related_pain |

    Scenario Outline: New pain or heat in a replaced knee is an infection until shown otherwise
      Given who has knee_replaced
      And whose hot_swollen_knee is <hot>
      And whose painful_prosthesis is <pain>
      When the sciatica pathway is followed
      Then a within 48 h alert "knee_prosthesis_infection" is raised
      And orthopaedic opinion is recommended
      And the questions do not include hot_swollen_knee

      Examples:
        | hot | pain |
        | yes | no   |
        | no  | yes  |

    Scenario: Pain at night is a weak sign of a tumour where the knee hurts
      Given who has knee pain
      And who has activity_related_pain
      And who has unrelenting_pain
      And whose morning stiffness is 10
      When the sciatica pathway is followed
      Then a soon alert "knee_tumour_weak_sign" is raised
      And X-ray of the knee is recommended
      And the questions do not include rapid_worsening

    Scenario Outline: What an answer has ruled out raises nothing, and asks for nothing more
      Given whose <sign> is yes
      And whose <other> is <answer>
      When the sciatica pathway is followed
      Then no alert is raised
      And the questions do not include <other>

      Examples:
        | sign          | other                   | answer |
        | knee_injury   | ottawa_sign             | no     |
        | calf_swelling | wells_score             | 1      |
        | knee_replaced | painful_prosthesis      | no     |

    Scenario Outline: A recorded sign that more has to be known of is asked about
      Given whose <sign> is <value>
      And whose <question> is unknown
      When the sciatica pathway is followed
      Then the alert "<flag>" is unanswered
      And the questions include <question>

      Examples:
        | sign                    | value | flag                      | question                |
        | knee_injury             | yes   | knee_fracture             | ottawa_sign             |
        | calf_swelling           | yes   | knee_thrombosis           | wells_score             |
        | hot_swollen_knee        | yes   | knee_prosthesis_infection | knee_replaced           |
        | painful_prosthesis      | yes   | knee_prosthesis_infection | knee_replaced           |
        | knee_replaced           | yes   | knee_prosthesis_infection | hot_swollen_knee        |
        | unexplained_weight_loss | yes   | knee_tumour_weak_sign     | knee pain               |
        | unrelenting_pain        | yes   | knee_tumour_weak_sign     | knee pain               |
        | knee pain               | yes   | knee_tumour_weak_sign     | unrelenting_pain        |
        | knee pain               | yes   | knee_not_osteoarthritis   | activity_related_pain   |

    Scenario: Beside a flag that cannot wait it stays open, and is not asked
      Given who has cancer now or in the past
      And whose knee pain is unknown
      When the sciatica pathway is followed
      Then the alert "knee_tumour" is unanswered
      And the questions do not include knee pain

  Rule: The knee hurts, and something is wrong with the back

    Background: a man with a painful knee of whom everything is known
      Given a man aged 60
      And who has knee pain
      And who has no low back pain
      And whose leg pain is none
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

    Scenario Outline: One sign of the spine or its vessels raises its alert, and its own questions are settled
      Given whose <sign> is yes
      When the knee-osteoarthritis pathway is followed
      Then <urgency> alert "<flag>" is raised
      And <offer> is recommended
      And the questions do not include <settled>

      Examples:
        | sign                   | urgency       | flag                   | offer              | settled                                |
        | bladder_bowel_change   | an emergency  | cauda_equina           | emergency referral | numbness between the legs              |
        | saddle_numbness        | an emergency  | cauda_equina           | lumbar MRI         | new or worsening symptoms in both legs |
        | new_bilateral_symptoms | an emergency  | cauda_equina           | emergency referral | new bladder or bowel trouble           |
        | bilateral_sciatica     | a within 48 h | cauda_equina_at_risk   | surgical opinion   | large_central_disc                     |
        | large_central_disc     | a within 48 h | cauda_equina_at_risk   | surgical opinion   | bilateral_sciatica                     |
        | severe_weakness        | a within 48 h | motor_deficit          | lumbar MRI         | progressive_weakness                   |
        | progressive_weakness   | a within 48 h | motor_deficit          | surgical opinion   | severe_weakness                        |
        | after_procedure        | an emergency  | procedure_complication | emergency referral | after_procedure                        |
        | aneurysm_signs         | an emergency  | aortic_emergency       | emergency referral | aneurysm_signs                         |

    Scenario Outline: Two signs together
      Given whose <sign> is yes
      And whose <other> is <answer>
      When the knee-osteoarthritis pathway is followed
      Then <urgency> alert "<flag>" is raised
      And <offer> is recommended
      And the questions do not include <settled>

      Examples:
        | sign            | other             | answer       | urgency       | flag                   | offer                    | settled              |
        | thoracic_pain   | gait_disturbance  | yes          | an emergency  | cord_compression       | emergency referral       | severe_weakness      |
        | cancer_history  | severe_weakness   | yes          | an emergency  | cord_compression       | emergency referral       | gait_disturbance     |
        | cancer_history  | low back pain     | yes          | a within 48 h | cancer                 | blood tests              | thoracic_pain        |
        | fever           | leg pain          | radicular    | an emergency  | spinal_infection       | emergency referral       | raised_inflammation  |
        | thoracic_pain   | low back pain     | no           | a soon        | cancer_weak_sign       | blood tests              | fracture_injury      |
        | fracture_injury | low back pain     | yes          | a within 2 weeks | fracture            | lumbar MRI               | fracture_injury      |
        | long_term_steroids | low back pain  | yes          | a within 2 weeks | steroid_fracture    | lumbar MRI               | long_term_steroids   |
        | infection_risk  | low back pain     | yes          | a soon        | infection_weak_sign    | blood tests              | raised_inflammation  |
        | weak_pulses     | leg pain          | claudication | a soon        | arterial_claudication  | vascular assessment      | weak_pulses          |

    Scenario Outline: Back pain that began before 45 and has lasted beside a painful knee
      Given who has low back pain
      And who has early_back_pain
      And whose spa_four_signs is <four>
      And whose spa_three_signs is <three>
      And whose HLA-B27 is <hla>
      When the knee-osteoarthritis pathway is followed
      Then <urgency> alert "<flag>" is raised
      And <offer> is recommended
      And the questions do not include HLA-B27

      Examples:
        | four | three | hla        | urgency   | flag                   | offer                    |
        | yes  | no    | not tested | a soon    | spondyloarthritis      | referral to rheumatology |
        | no   | yes   | positive   | a soon    | spondyloarthritis      | referral to rheumatology |
        | no   | yes   | not tested | a routine | spondyloarthritis_open | HLA-B27 test             |

    Scenario: Three signs and a negative test are no reason for a referral
      Given who has low back pain
      And who has early_back_pain
      And whose spa_four_signs is no
      And whose spa_three_signs is yes
      And whose HLA-B27 is negative
      When the knee-osteoarthritis pathway is followed
      Then no alert is raised
      And the questions do not include HLA-B27

    Scenario: Leg pain that is back after spinal surgery goes back to the surgeon
      Given whose leg pain is radicular
      And whose pain_after_surgery is yes
      When the knee-osteoarthritis pathway is followed
      Then a soon alert "pain_after_surgery" is raised
      And surgical opinion is recommended
      And the questions do not include pain_after_surgery

    Scenario: Somebody under 18 is referred, whatever hurts
      Given whose age is 17
      When the knee-osteoarthritis pathway is followed
      Then a soon alert "under_age" is raised

    Scenario Outline: A sign that speaks of the spine only where the back or a leg hurts raises no alert of the spine
      Given who has <sign>
      When the knee-osteoarthritis pathway is followed
      Then no alert is raised
      And the questions do not include low back pain

      Examples:
        | sign                |
        | fever               |
        | infection_risk      |
        | raised_inflammation |
        | fracture_injury     |
        | long_term_steroids  |

  Rule: Of a sign that stands alone in the record nobody takes the rest for granted

    Scenario Outline: One recorded sign, and nobody asked further: what it may be stays open
      Given a patient
      And who has <sign>
      When the sciatica pathway is followed
      Then the alert "<flag>" is unanswered

      Examples:
        | sign                    | flag                    |
        | ottawa_sign             | knee_fracture           |
        | cancer_history          | knee_tumour             |
        | unexplained_weight_loss | knee_tumour             |
        | unrelenting_pain        | knee_tumour             |
        | knee pain               | knee_tumour             |
        | activity_related_pain   | knee_not_osteoarthritis |
        | knee_osteoarthritis     | knee_not_osteoarthritis |
        | painful_prosthesis | knee_prosthesis_infection |

    Scenario Outline: One recorded sign of the back, and nobody asked further
      Given a patient
      And who has <sign>
      When the knee-osteoarthritis pathway is followed
      Then the alert "<flag>" is unanswered

      Examples:
        | sign                    | flag                   |
        | severe_weakness         | cord_compression       |
        | progressive_weakness    | cord_compression       |
        | gait_disturbance        | cord_compression       |
        | saddle_numbness         | cord_compression       |
        | bladder_bowel_change    | cord_compression       |
        | cancer_history          | cord_compression       |
        | thoracic_pain           | cord_compression       |
        | unexplained_weight_loss | cord_compression       |
        | unrelenting_pain        | cord_compression       |
        | cancer_history          | cancer                 |
        | thoracic_pain           | cancer                 |
        | unexplained_weight_loss | cancer                 |
        | unrelenting_pain        | cancer                 |
        | unexplained_weight_loss | cancer_weak_sign       |
        | unrelenting_pain        | cancer_weak_sign       |
        | fever                   | spinal_infection       |
        | infection_risk          | spinal_infection       |
        | raised_inflammation     | spinal_infection       |
        | unrelenting_pain        | spinal_infection       |
        | infection_risk          | infection_weak_sign    |
        | raised_inflammation     | infection_weak_sign    |
        | fracture_injury         | fracture               |
        | long_term_steroids      | steroid_fracture       |
        | spa_three_signs         | spondyloarthritis      |
        | spa_three_signs         | spondyloarthritis_open |
        | weak_pulses             | arterial_claudication  |

  Rule: What the patient is told meanwhile

    Scenario: An emergency says itself what to tell the patient, so general education waits
      Given a man aged 45
      And who has low back pain
      And who has numbness between the legs
      When the low-back-pain pathway is followed
      Then an emergency alert "cauda_equina" is raised
      And education is later
