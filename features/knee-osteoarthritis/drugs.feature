Feature: Drugs, injections and the operation in knee osteoarthritis: what forbids them, and care
  Each rule present, and not asked about. Facts: C-TNSAID-01 to -05, C-IACS-01 to -09, C-IAHA-01, C-BRACE-01,
  C-APAP-01, G-OARSI19-05, K-KNEE-GLUC-01, K-KNEE-NSAID-01.

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

  Rule: The gel, and what else is put on the skin or done by hand

    Background: exercise has begun and is not enough
      Given who tried exercise for the knee for 8 weeks and it partly helped

    Scenario Outline: What forbids the gel, what speaks against it, and what is only a caution
      Given whose <finding> is <value>
      When the knee-osteoarthritis pathway is followed
      Then anti-inflammatory drug on the skin is <verdict>

      Examples: never
        | finding                | value | verdict         |
        | NSAID allergy          | yes   | contraindicated |
        | recent bypass surgery  | yes   | contraindicated |

      Examples: only with a clinician's reason
        | finding                     | value | verdict       |
        | egfr                        | 29    | to be avoided |
        | severe heart failure        | yes   | to be avoided |
        | broken_skin                 | yes   | to be avoided |
        | takes other nsaid           | yes   | to be avoided |

      Examples: not known
        | finding                 | value            | verdict |
        | egfr                    | 90 on 2024-03-02 | pending |

    Scenario Outline: What bars tablets is no more than a caution for the gel
      Given whose <finding> is <value>
      When the knee-osteoarthritis pathway is followed
      Then anti-inflammatory drug on the skin is recommended
      And a caution for anti-inflammatory drug on the skin says "no reason to leave it out"

      Examples:
        | finding                           | value |
        | other anticoagulant               | yes   |
        | past bleeding or perforated ulcer | yes   |
        | SSRI or SNRI                      | yes   |
        | age                               | 65    |

    Scenario Outline: Pregnancy and the gel
      Given a woman aged 45
      And who is pregnant
      And whose weeks of pregnancy is <weeks>
      When the knee-osteoarthritis pathway is followed
      Then anti-inflammatory drug on the skin is <verdict>

      Examples:
        | weeks | verdict         |
        | 19    | recommended     |
        | 20    | to be avoided   |
        | 30    | contraindicated |

    Scenario: A thrombosis keeps hands off the leg
      Given who has a deep vein thrombosis
      When the knee-osteoarthritis pathway is followed
      Then manual therapy of the knee is to be avoided

    Scenario: With unstable heart disease no exercise is begun
      Given who has unstable heart disease
      When the knee-osteoarthritis pathway is followed
      Then exercise for the knee is to be avoided
      And tai chi is to be avoided

  Rule: The steroid injection

    Background: gel and tablets have not helped
      Given who tried exercise for the knee for 8 weeks and it partly helped
      And who tried anti-inflammatory drug on the skin for 3 weeks without benefit
      And who tried NSAID for 4 weeks without benefit

    Scenario Outline: What forbids the injection
      Given whose <finding> is <value>
      When the knee-osteoarthritis pathway is followed
      Then steroid injection into the knee is <verdict> because "<words>"

      Examples: never
        | finding                  | value   | verdict         | words             |
        | worse_after_injection    | yes     | contraindicated | may be infected   |
        | infection_or_broken_skin | yes     | contraindicated | may be infected   |
        | knee_injury              | yes     | contraindicated | fracture          |
        | knee_instability         | yes     | contraindicated | unstable          |
        | unexplained_knee_swelling | yes    | contraindicated | no diagnosis      |
        | sudden_knee_pain         | yes     | contraindicated | bone              |
        | since_knee_injection     | 12 weeks | contraindicated | too recent       |
        | knee_injections          | 4       | contraindicated | as many           |
        | injection_allergy        | yes     | contraindicated | allergy           |

      Examples: only with a clinician's reason
        | finding                    | value | verdict       | words           |
        | poorly controlled diabetes | yes   | to be avoided | sugar           |
        | inr above range            | yes   | to be avoided | INR             |
        | ritonavir_or_cobicistat    | yes   | to be avoided | triamcinolone   |

    Scenario Outline: What was not asked
      Given who was not asked about <finding>
      When the knee-osteoarthritis pathway is followed
      Then steroid injection into the knee is pending
      And steroid injection into the knee waits for <finding>

      Examples:
        | finding                   |
        | unexplained_knee_swelling |
        | knee_injections           |
        | arthroplasty_planned      |
        | sudden_knee_pain          |

    Scenario Outline: Care with the injection
      Given whose <finding> is <value>
      And whose since_knee_injection is 20 weeks
      And without poorly controlled diabetes
      When the knee-osteoarthritis pathway is followed
      Then steroid injection into the knee is recommended
      And a caution for steroid injection into the knee says "<words>"

      Examples:
        | finding             | value | words           |
        | other anticoagulant | yes   | no bar here     |
        | bleeding disorder   | yes   | no bar here     |
        | diabetes            | yes   | first three days |
        | knee_injections     | 3     | third injection |
        | immunosuppression   | yes   | watch for infection |

    Scenario: In pregnancy the obstetric team is asked first
      Given a woman aged 45
      And who is pregnant
      And whose weeks of pregnancy is 12
      When the knee-osteoarthritis pathway is followed
      Then a caution for steroid injection into the knee says "obstetric"

    Scenario Outline: Cautions that nobody has asked about hold nothing back
      Given who was not asked about <finding>
      When the knee-osteoarthritis pathway is followed
      Then steroid injection into the knee is <verdict>

      Examples:
        | finding           | verdict     |
        | bleeding disorder | recommended |

    Scenario: A woman of whom it is not known whether she is pregnant
      Given a woman aged 45
      When the knee-osteoarthritis pathway is followed
      Then steroid injection into the knee is recommended
      And the questions include pregnancy

    Scenario Outline: Before a replacement that is planned
      Given who has arthroplasty_planned
      And whose <finding> is <value>
      When the knee-osteoarthritis pathway is followed
      Then steroid injection into the knee is <verdict>

      Examples:
        | finding               | value     | verdict         |
        | weeks_to_arthroplasty | 12 weeks  | contraindicated |
        | weeks_to_arthroplasty | 13 weeks  | recommended     |
        | age                   | 60        | pending         |

  Rule: Further drugs and aids, heard under other guidelines

    Background: nothing has helped
      Given who tried exercise for the knee for 8 weeks and it partly helped
      And who tried anti-inflammatory drug on the skin for 3 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried steroid injection into the knee in 1 session without benefit

    Scenario Outline: What forbids the further drugs
      Given whose <finding> is <value>
      When the knee-osteoarthritis pathway is followed adopting oarsi-2019.duloxetine
      Then <therapy> is <verdict>

      Examples:
        | therapy              | finding                  | value | verdict         |
        | duloxetine           | uncontrolled glaucoma    | yes   | contraindicated |
        | duloxetine           | dialysis                 | yes   | to be avoided   |
        | capsaicin            | broken_skin              | yes   | to be avoided   |
        | paracetamol          | severe liver failure     | yes   | to be avoided   |
        | tramadol             | MAO inhibitor within 14 days | yes | contraindicated |
        | tramadol             | seizure disorder         | yes   | to be avoided   |
        | hyaluronan injection | infection_or_broken_skin | yes   | contraindicated |
        | hyaluronan injection | avian_allergy            | yes   | contraindicated |
        | acupuncture          | bleeding disorder        | yes   | contraindicated |
        | acupuncture          | needling_not_tolerated   | yes   | to be avoided   |

    Scenario: Duloxetine that helps and that nothing forbids goes on
      Given who has been taking duloxetine for 5 weeks, so far with benefit
      And whose uncontrolled hypertension is no
      When the knee-osteoarthritis pathway is followed
      Then duloxetine is ongoing

    Scenario Outline: Hyaluronan before a replacement
      Given who has arthroplasty_planned
      And whose <finding> is <value>
      When the knee-osteoarthritis pathway is followed adopting oarsi-2019.injections
      Then hyaluronan injection is <verdict>

      Examples:
        | finding               | value    | verdict       |
        | weeks_to_arthroplasty | 12 weeks | to be avoided |
        | weeks_to_arthroplasty | 13 weeks | recommended   |
        | age                   | 60       | pending       |

    Scenario: Whether a replacement is planned is asked before hyaluronan
      Given who was not asked about arthroplasty_planned
      When the knee-osteoarthritis pathway is followed adopting oarsi-2019.injections
      Then hyaluronan injection is pending

    Scenario Outline: A brace and the skin below it
      Given who has knee_instability
      And <told>
      When the knee-osteoarthritis pathway is followed
      Then knee brace is recommended

      Examples:
        | told                               |
        | who has brace_risk                 |
        | who was not asked about brace_risk |

    Scenario: Who takes glucosamine and warfarin is told
      Given who has been taking glucosamine for 8 weeks
      And who takes warfarin
      And whose inr is 2.5
      And without inr above range
      When the knee-osteoarthritis pathway is followed
      Then a caution for glucosamine says "INR watched"
      And the action for glucosamine is stop

    Scenario: No prosthesis through infected skin
      Given who has infection_or_broken_skin
      And with:
        | knee_limits_life | yes                |
        | wants surgery    | yes                |
        | knee_xray        | moderate or severe |
      When the knee-osteoarthritis pathway is followed
      Then knee replacement is contraindicated
