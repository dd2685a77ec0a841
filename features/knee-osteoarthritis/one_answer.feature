Feature: What one answer settles in knee osteoarthritis, and what it leaves open
  Of these patients nothing is known but what is told. A rule that forbids needs one answer only; all that would
  be advised still waits.

  Scenario Outline: One answer is enough to forbid
    Given a patient
    And <told>
    When the knee-osteoarthritis pathway is followed
    Then <therapy> is <verdict>

    Examples: it forbids
      | told                                               | therapy                            | verdict         |
      | whose egfr is 29                                   | NSAID                              | contraindicated |
      | whose platelets is 19                              | electroacupuncture                 | contraindicated |
      | who has needling_not_tolerated                     | electroacupuncture                 | to be avoided   |
      | who has opioid use disorder                        | opioid                             | contraindicated |
      | who has been having benzodiazepine for 5 weeks     | opioid                             | to be avoided   |
      | who declines drug                                  | NSAID                              | declined        |
      | for whom drug is not available                     | NSAID                              | unavailable     |
      | who declines manual                                | manual therapy of the knee         | declined        |
      | for whom manual is not available                   | manual therapy of the knee         | unavailable     |
      | who tried knee_manual_therapy for 7 weeks without benefit | manual therapy of the knee  | tried           |
      | who has been doing exercise for the knee for 7 weeks | tai chi                          | not indicated   |

    Examples: it defers
      | told                        | therapy                    | verdict |
      | who has hot_swollen_knee    | weight management          | later   |
      | who has spine_signs         | manual therapy of the knee | later   |
      | who has worse_after_injection | knee brace               | later   |
      | who has tried nothing so far  | knee replacement         | pending |

    Examples: it leaves open what a guideline would say
      | told                                  | therapy                            | verdict       |
      | who has widespread_pain_or_depression | anti-inflammatory drug on the skin | pending       |
      | who has widespread_pain_or_depression | duloxetine                         | pending       |
      | who has knee_locked                   | X-ray of the knee                  | pending       |
      | without knee_limits_life              | X-ray of the knee                  | pending       |
      | without wish to consider surgery      | X-ray of the knee                  | pending       |
      | without wish to consider surgery      | knee replacement                   | not indicated |
      | without knee_limits_life              | knee replacement                   | not indicated |

    Examples: paracetamol waits whatever bars gel or tablets
      | told                                  | therapy     | verdict |
      | who has recent bypass surgery         | paracetamol | pending |
      | whose egfr is 29                      | paracetamol | pending |
      | who has severe heart failure          | paracetamol | pending |
      | who has broken_skin                   | paracetamol | pending |
      | who has active ulcer or bleeding      | paracetamol | pending |
      | who has past_ulcer_complication       | paracetamol | pending |
      | who has heart failure                 | paracetamol | pending |
      | who has cardiovascular disease        | paracetamol | pending |
      | who takes warfarin                    | paracetamol | pending |
      | who has a bleeding disorder           | paracetamol | pending |
      | who has frail                         | paracetamol | pending |

  Scenario Outline: Without a painful knee no guideline on the knee speaks of anybody
    Given a patient
    And without knee_pain
    When the knee-osteoarthritis pathway is followed
    Then <therapy> is <verdict>

    Examples:
      | therapy                            | verdict    |
      | weight management                  | not listed |
      | knee replacement                   | not listed |
      | walking aid                        | pending    |
      | knee brace                         | not listed |
      | orthopaedic opinion                | pending    |
      | anti-inflammatory drug on the skin | not listed |
      | NSAID                              | not listed |
      | duloxetine                         | not listed |

  Scenario Outline: Of somebody unknown nothing is said
    Given a patient
    When the knee-osteoarthritis pathway is followed
    Then <therapy> is <verdict>

    Examples:
      | therapy             | verdict    |
      | weight management   | pending    |
      | knee replacement    | pending    |
      | walking aid         | pending    |
      | knee brace          | pending    |
      | orthopaedic opinion | pending    |
      | X-ray of the knee   | pending    |
      | NSAID               | pending    |
      | duloxetine          | pending    |
      | tramadol            | pending    |
      | acupuncture         | pending    |
      | superficial heat    | not listed |

  Scenario: A bleeding disorder and heat, which nobody offers at the knee
    Given a patient
    And who has a bleeding disorder
    And who wants superficial heat
    When the knee-osteoarthritis pathway is followed
    Then a caution for superficial heat says "bleeding disorder"

  Scenario Outline: A red flag that half an answer leaves open
    Given a patient
    And <told>
    When the knee-osteoarthritis pathway is followed
    Then the alert "<flag>" is unanswered

    Examples:
      | told                                  | flag                      |
      | who has knee_replaced                 | knee_prosthesis_infection |
      | without ottawa_sign                   | knee_fracture             |
      | who has knee_injury                   | knee_fracture             |
      | who has unrelenting_pain              | knee_tumour               |
      | who has unexplained weight loss       | knee_tumour               |
      | without rapid_worsening               | knee_not_osteoarthritis   |
      | whose problems are reconciled         | knee_not_osteoarthritis   |

  Scenario Outline: Who is not known to have osteoarthritis is asked
    Given a patient
    And <told>
    When the knee-osteoarthritis pathway is followed
    Then exactly these are recommended:
      | knee_education |
    And the questions include diagnosed knee osteoarthritis

    Examples:
      | told                                      |
      | whose morning stiffness is 31             |
      | whose age is 40                           |
      | who has adequate relief                   |

  Scenario Outline: What no longer matters is not asked again
    Given a patient
    And <told>
    And <more>
    When the knee-osteoarthritis pathway is followed
    Then <therapy> is pending

    Examples:
      | told                         | more                               | therapy                            |
      | without pregnancy            | whose weeks of pregnancy is 30     | anti-inflammatory drug on the skin |
      | without pregnancy            | whose weeks of pregnancy is 22     | anti-inflammatory drug on the skin |
      | without arthroplasty_planned | whose weeks_to_arthroplasty is 2   | hyaluronan injection               |
      | without arthroplasty_planned | whose weeks_to_arthroplasty is 2   | steroid injection into the knee    |

  Scenario Outline: How far the pain must fall to count as a response
    Given a patient
    And whose baseline pain is <before>
    And whose pain score is <now>
    And who has adequate relief
    When the knee-osteoarthritis pathway is followed
    Then exactly these are recommended:
      | knee_education |

    Examples:
      | before | now |
      | 8      | 4   |
      | 8      | 5   |
      | 3      | 2   |
      | 8      | 7   |
      | 1      | 0   |

  Scenario: A steroid injection within the year is asked about by its day
    Given a patient
    And whose knee_injections is 1
    When the sciatica pathway is followed
    Then exactly these are recommended:
      | education |

  Scenario Outline: Half a history of core care
    Given a patient
    And who has knee_pain
    And who has knee_osteoarthritis
    And whose age is 60
    And whose problems are reconciled
    And <told>
    And <more>
    When the knee-osteoarthritis pathway is followed
    Then the outcome is needs information

    Examples:
      | told                               | more                                                          |
      | who was not asked about adequate relief | who tried tai chi for 7 weeks and it helped              |
      | without adequate relief            | who was not asked about unstable heart disease                |
      | who has adequate relief            | who tried knee_manual_therapy for 7 weeks without benefit     |
      | without adequate relief            | who tried knee_manual_therapy for 7 weeks without benefit     |
      | who has adequate relief            | who has tried nothing so far                                  |

  Scenario Outline: Instability or deformity that nobody has asked about
    Given a patient
    And who has knee_pain
    And whose problems are reconciled
    And who was not asked about <finding>
    When the knee-osteoarthritis pathway is followed
    Then knee replacement is pending

    Examples:
      | finding           |
      | knee_instability  |
      | knee_malalignment |

  Scenario Outline: Enough relief, whatever of core care is open
    Given a patient
    And who has adequate relief
    And whose bmi is 20
    And without walking_affected
    And who has tried nothing so far
    And <told>
    And <more>
    When the knee-osteoarthritis pathway is followed
    Then naloxone is pending
    And knee replacement is <verdict>

    Examples:
      | told                           | more                   | verdict |
      | who has unstable heart disease | who declines education | pending |
      | who has knee_pain              | whose pain score is 2  | later   |

  Scenario: Further care that was never spoken of
    Given a patient
    And without knee_limits_life
    And who tried exercise for the knee for 7 weeks without benefit
    When the knee-osteoarthritis pathway is followed
    Then orthopaedic opinion is pending

  Scenario: Without exercise begun the operation is far away
    Given a patient
    And without unstable heart disease
    And who has tried nothing so far
    When the knee-osteoarthritis pathway is followed
    Then knee replacement is later

  Scenario: Too much paracetamol
    Given a patient
    And who has been taking paracetamol for 3 weeks at 4000 mg, so far with benefit
    When the knee-osteoarthritis pathway is followed
    Then a caution for paracetamol says "3 g a day"

  Scenario: Three grams of paracetamol a day are not too much
    Given a patient
    And who has been taking paracetamol for 3 weeks at 3000 mg, so far with benefit
    When the knee-osteoarthritis pathway is followed
    Then no caution for paracetamol says "3 g a day"
