Feature: A laboratory value nobody measures without a reason
  Before a short course of tablets, a gel or a needle nobody counts platelets or measures the kidneys of somebody
  in whom nothing speaks against them: a normal value is assumed, and shown as such. Each reason to doubt it is
  here present, unknown and absent: present, the value itself is asked for; unknown, the reason is. That it may be
  assumed is our own judgement, no guideline says it. Facts: C-ACU-04, C-NSAID-03, C-NSAID-04, C-NSAID-05,
  C-NSAID-06, C-NSAID-14, C-NSAID-16, C-NSAID-17; rules in docs/language.md (Unknown).

  Rule: The platelets before a needle

    Background: a man of whom all is known, but whose blood nobody took
      Given a man aged 45
      And whose red flags are all absent
      And whose problem list, medicines and allergies are reconciled
      And without a bleeding disorder
      And with:
        | pain score      | 8        |
        | mood screen     | 1        |
        | startback total | 2        |
        | disc imaging    | not done |
        | adequate relief | no       |
        | wants surgery   | no       |
        | wants drug      | no       |
      And who has tried nothing so far
      And whose leg pain is radicular
      And whose symptom duration is 26 weeks

    Scenario: Without a reason to doubt them nobody counts them
      When the sciatica pathway is followed
      Then acupuncture is recommended
      And the questions do not include platelets

    Scenario: Strictly no count is assumed
      When the sciatica pathway is followed strictly
      Then acupuncture is pending

    Scenario: A count that could not be fetched is asked for
      Given whose platelet count is unknown because it could not be fetched
      When the sciatica pathway is followed
      Then acupuncture is pending
      And acupuncture waits for platelets

    Scenario: An old count is asked for again
      Given whose platelet count is 40 on 2024-03-02
      When the sciatica pathway is followed
      Then acupuncture is pending
      And acupuncture waits for platelets

    Scenario: A count that was made counts
      Given whose platelet count is 19
      When the sciatica pathway is followed
      Then acupuncture is contraindicated

    Scenario Outline: A reason to doubt them
      Given who has <finding>
      When the sciatica pathway is followed
      Then acupuncture is pending
      And acupuncture waits for platelets

      Examples:
        | finding                |
        | low platelets          |
        | immunosuppression      |
        | methotrexate           |
        | cirrhosis              |
        | severe liver failure   |
        | heavy drinking         |
        | active ulcer or bleeding |

    Scenario Outline: A reason to doubt them that is no more than possible
      Given whose <finding> is unknown
      When the sciatica pathway is followed
      Then acupuncture is pending
      And acupuncture waits for <finding>

      Examples:
        | finding                             |
        | bleeding disorder                   |
        | low platelets                       |
        | immunosuppression                   |
        | methotrexate                        |
        | warfarin                            |
        | anticoagulant other than warfarin   |
        | cirrhosis                           |
        | severe liver failure                |
        | heavy drinking                      |
        | active ulcer or bleeding            |

    Scenario Outline: A reason to doubt them that decides by itself
      Given who has <finding>
      When the sciatica pathway is followed
      Then acupuncture is <verdict>

      Examples:
        | finding                           | verdict         |
        | a bleeding disorder               | contraindicated |
        | warfarin                          | pending         |
        | anticoagulant other than warfarin | pending         |

    Scenario Outline: Where something else decides, no count is assumed either
      Given who has <finding>
      When the sciatica pathway is followed
      Then the advice assumes nothing about platelets

      Examples:
        | finding                           |
        | a bleeding disorder               |
        | warfarin                          |
        | anticoagulant other than warfarin |
        | cancer now or in the past         |

    Scenario Outline: Platelets after cancer
      Given whose cancer now or in the past is <cancer>
      When the sciatica pathway is followed
      Then acupuncture is <verdict>

      Examples:
        | cancer  | verdict |
        | yes     | later   |
        | unknown | pending |

    Scenario Outline: Pregnancy lowers them
      Given whose sex recorded at birth is female
      And whose pregnancy is <pregnant>
      When the sciatica pathway is followed
      Then acupuncture is <verdict>
      And the questions <asked>

      Examples:
        | pregnant | verdict     | asked                     |
        | no       | recommended | do not include platelets  |
        | yes      | pending     | include platelets         |
        | unknown  | pending     | include pregnancy         |

  Rule: The kidneys before a gel for the knee

    Background: a man of whom all is known, but whose blood nobody took; exercise is not enough
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
      And who tried exercise for the knee for 8 weeks and it partly helped

    Scenario: Without a reason to doubt the kidneys nobody measures them
      When the knee-osteoarthritis pathway is followed
      Then anti-inflammatory drug on the skin is recommended
      And the questions do not include kidney function (eGFR)
      And the questions do not include platelets

    Scenario: Strictly the kidneys are not assumed to work
      When the knee-osteoarthritis pathway is followed strictly
      Then anti-inflammatory drug on the skin is pending

    Scenario Outline: A value that is old, or that could not be had, is asked for
      Given whose kidney function (eGFR) is <eGFR>
      When the knee-osteoarthritis pathway is followed
      Then anti-inflammatory drug on the skin is pending
      And anti-inflammatory drug on the skin waits for kidney function (eGFR)

      Examples:
        | eGFR                                   |
        | unknown because it could not be fetched |
        | 25 on 2024-03-02                       |

    Scenario Outline: A reason to doubt the kidneys
      Given who has <finding>
      And whose <detail> is no
      When the knee-osteoarthritis pathway is followed
      Then anti-inflammatory drug on the skin is pending
      And anti-inflammatory drug on the skin waits for kidney function (eGFR)

      Examples:
        | finding                | detail                      |
        | kidney disease         | dialysis                    |
        | dialysis               | fever                       |
        | diabetes               | poorly controlled diabetes  |
        | high blood pressure    | uncontrolled hypertension   |
        | heart failure          | severe heart failure        |
        | cardiovascular disease | recent bypass surgery       |
        | cirrhosis              | fever                       |
        | severe liver failure   | fever                       |
        | immunosuppression      | fever                       |
        | ACE inhibitor or ARB   | fever                       |
        | diuretic               | fever                       |
        | lithium                | fever                       |
        | methotrexate           | fever                       |
        | loss of fluid          | fever                       |

    Scenario: From 65 years on
      Given a man aged 65
      When the knee-osteoarthritis pathway is followed
      Then anti-inflammatory drug on the skin waits for kidney function (eGFR)

    Scenario: Below 65 years
      Given a man aged 64
      When the knee-osteoarthritis pathway is followed
      Then anti-inflammatory drug on the skin is recommended

    Scenario Outline: A reason to doubt the kidneys that is no more than possible
      Given whose <finding> is unknown
      When the knee-osteoarthritis pathway is followed
      Then anti-inflammatory drug on the skin is pending
      And anti-inflammatory drug on the skin waits for <finding>

      Examples:
        | finding                     |
        | kidney disease              |
        | diabetes                    |
        | high blood pressure         |
        | heart failure               |
        | cardiovascular disease      |
        | cirrhosis                   |
        | severe liver failure        |
        | immunosuppression           |
        | cancer now or in the past   |
        | ACE inhibitor or ARB        |
        | diuretic                    |
        | lithium                     |
        | methotrexate                |
        | NSAID for another reason    |
        | loss of fluid               |

    Scenario: An age that nobody knows
      Given whose age is unknown
      When the knee-osteoarthritis pathway is followed
      Then anti-inflammatory drug on the skin is pending

    Scenario: The kidneys after cancer
      Given whose cancer now or in the past is yes
      When the knee-osteoarthritis pathway is followed
      Then anti-inflammatory drug on the skin waits for kidney function (eGFR)

    Scenario: With an NSAID for another reason the gel is avoided by itself
      Given whose NSAID for another reason is yes
      When the knee-osteoarthritis pathway is followed
      Then anti-inflammatory drug on the skin is to be avoided
      And the advice assumes nothing about kidney function (eGFR)

    Scenario Outline: Of dialysis nobody is asked who has no kidney disease
      Given whose kidney disease is <kidney disease>
      And whose dialysis is unknown
      When the knee-osteoarthritis pathway is followed
      Then anti-inflammatory drug on the skin is <verdict>

      Examples:
        | kidney disease | verdict     |
        | no             | recommended |
        | yes            | pending     |
        | unknown        | pending     |
