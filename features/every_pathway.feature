Feature: What holds in every pathway by guideline
  Red flags, and the tests and referrals they ask for, are shared by all pathways, so they are expected here
  once for those that follow one guideline or one question. Facts: 3.1 (RF-CES-01, RF-NEURO-01, RF-CA-01,
  RF-SPA-01, ASK-14), G-CDC22-08, RF-LOGIC-01, RF-AGE-01.

  Background: a man after an operation of the back, of whom everything is known and nothing is wrong
    Given a man aged 45
    And who has low back pain
    And whose other red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And with:
      | previous spinal surgery               | yes      |
      | time since the last spinal operation  | 52 weeks |
      | pain score                            | 8        |
      | mood screen                           | 1        |
      | startback total                       | 2        |
      | platelets                             | 250      |
      | egfr                                  | 90       |
      | disc imaging                          | not done |
      | adequate relief                       | no       |
      | wants surgery                         | no       |
      | wants drug                            | no       |

  Scenario Outline: An emergency comes before all treatment
    Given whose leg pain is <leg pain>
    And whose symptom duration is <duration>
    And who has numbness between the legs
    And who has severe weakness of a leg
    And who has cancer now or in the past
    And who has tried nothing so far
    When the <pathway> pathway is followed
    Then an emergency alert "cauda_equina" is raised
    And the outcome is urgent
    And emergency referral is recommended
    And lumbar MRI is recommended
    And surgical opinion is recommended
    And blood tests is recommended
    And nothing of kind exercise is recommended
    And nothing of kind drug is recommended
    And nothing of kind injection is recommended

    Examples:
      | pathway                   | leg pain  | duration |
      | low-back-pain-nice        | radicular | 8 weeks  |
      | chronic-low-back-pain-who | none      | 26 weeks |
      | opioids-cdc               | radicular | 8 weeks  |
      | post-surgical             | radicular | 8 weeks  |
      | acute-severe-sciatica     | radicular | 8 weeks  |

  Scenario Outline: An inflamed spine goes to rheumatology, or is tested first
    Given whose leg pain is <leg pain>
    And whose symptom duration is 26 weeks
    And who has early_back_pain
    And whose spa_four_signs is <four signs>
    And whose spa_three_signs is <three signs>
    And whose hla_b27 is not tested
    And who has tried nothing so far
    When the <pathway> pathway is followed
    Then referral to rheumatology is <referral>
    And HLA-B27 test is <test>

    Examples:
      | pathway                   | leg pain  | four signs | three signs | referral    | test        |
      | low-back-pain-nice        | radicular | yes        | no          | recommended | later       |
      | low-back-pain-nice        | radicular | no         | yes         | later       | recommended |
      | chronic-low-back-pain-who | none      | yes        | no          | recommended | later       |
      | chronic-low-back-pain-who | none      | no         | yes         | later       | recommended |
      | opioids-cdc               | radicular | yes        | no          | recommended | later       |
      | opioids-cdc               | radicular | no         | yes         | later       | recommended |
      | post-surgical             | radicular | yes        | no          | recommended | later       |
      | post-surgical             | radicular | no         | yes         | later       | recommended |
      | acute-severe-sciatica     | radicular | yes        | no          | recommended | later       |
      | acute-severe-sciatica     | radicular | no         | yes         | later       | recommended |

  Scenario Outline: Claudication with weak pulses belongs to no pathway, and to a vascular service
    Given whose leg pain is claudication
    And whose symptom duration is 26 weeks
    And who has weak pulses in the legs
    And who has tried nothing so far
    When the <pathway> pathway is followed
    Then the outcome is not eligible
    And vascular assessment is recommended

    Examples:
      | pathway                   |
      | low-back-pain-nice        |
      | chronic-low-back-pain-who |
      | opioids-cdc               |
      | post-surgical             |
      | acute-severe-sciatica     |

  @cdc-2022.8
  Scenario Outline: An opioid and sleep apnoea ask for naloxone
    Given whose leg pain is <leg pain>
    And whose symptom duration is <duration>
    And who has sleep apnoea
    And who takes an opioid for 3 weeks, so far with some benefit
    When the <pathway> pathway is followed
    Then a soon alert "overdose_risk" is raised
    And naloxone is recommended

    Examples:
      | pathway                   | leg pain  | duration |
      | low-back-pain-nice        | radicular | 8 weeks  |
      | chronic-low-back-pain-who | none      | 26 weeks |
      | opioids-cdc               | radicular | 8 weeks  |
      | post-surgical             | radicular | 8 weeks  |
      | acute-severe-sciatica     | radicular | 8 weeks  |

  Scenario Outline: Nobody has answered the red flags, so everything but advice waits for them
    Given a patient
    And whose age is 45
    And whose leg pain is <leg pain>
    And who has low back pain
    And whose symptom duration is <duration>
    And whose new bladder or bowel trouble is unknown
    And whose cancer now or in the past is unknown
    And whose severe weakness of a leg is unknown
    And whose early_back_pain is unknown
    And whose spa_four_signs is unknown
    And whose spa_three_signs is unknown
    And with nothing else known
    When the <pathway> pathway is followed
    Then the alert "cauda_equina" is unanswered
    And the first question is about new bladder or bowel trouble
    And emergency referral is pending
    And lumbar MRI is pending
    And surgical opinion is pending
    And blood tests is pending
    And referral to rheumatology is pending
    And HLA-B27 test is pending
    And naloxone is pending

    Examples:
      | pathway                   | leg pain  | duration |
      | low-back-pain-nice        | radicular | 26 weeks |
      | chronic-low-back-pain-who | none      | 26 weeks |
      | opioids-cdc               | radicular | 26 weeks |
      | post-surgical             | radicular | 26 weeks |
      | acute-severe-sciatica     | radicular | 26 weeks |

  Scenario Outline: Where walking brings on the pain, somebody has to feel the pulses
    Given whose leg pain is claudication
    And whose symptom duration is 26 weeks
    And whose weak pulses in the legs is unknown
    And who has tried nothing so far
    When the <pathway> pathway is followed
    Then vascular assessment is pending

    Examples:
      | pathway                   |
      | low-back-pain-nice        |
      | chronic-low-back-pain-who |
      | opioids-cdc               |
      | post-surgical             |
      | acute-severe-sciatica     |

  Scenario Outline: Tests and referrals that are arranged already go on
    Given whose leg pain is <leg pain>
    And whose symptom duration is <duration>
    And who has been having emergency referral for 1 week
    And who has been having lumbar MRI for 1 week
    And who has been having surgical opinion for 1 week
    And who has been having blood tests for 1 week
    And who has been having referral to rheumatology for 1 week
    And who has been having HLA-B27 test for 1 week
    And who has been having vascular assessment for 1 week
    And who has been having naloxone for 1 week
    When the <pathway> pathway is followed
    Then emergency referral is ongoing
    And lumbar MRI is ongoing
    And surgical opinion is ongoing
    And blood tests is ongoing
    And referral to rheumatology is ongoing
    And HLA-B27 test is ongoing
    And vascular assessment is ongoing
    And naloxone is ongoing

    Examples:
      | pathway                   | leg pain  | duration |
      | low-back-pain-nice        | radicular | 8 weeks  |
      | chronic-low-back-pain-who | none      | 26 weeks |
      | opioids-cdc               | radicular | 8 weeks  |
      | post-surgical             | radicular | 8 weeks  |
      | acute-severe-sciatica     | radicular | 8 weeks  |

  Scenario Outline: Tests and referrals that the patient broke off are not begun again
    Given whose leg pain is <leg pain>
    And whose symptom duration is <duration>
    And without leg pain back after spinal surgery
    And who tried emergency referral and stopped for side effects
    And who tried lumbar MRI and stopped for side effects
    And who tried surgical opinion and stopped for side effects
    And who tried blood tests and stopped for side effects
    And who tried referral to rheumatology and stopped for side effects
    And who tried HLA-B27 test and stopped for side effects
    And who tried vascular assessment and stopped for side effects
    And who tried naloxone and stopped for side effects
    When the <pathway> pathway is followed
    Then emergency referral is tried
    And lumbar MRI is tried
    And surgical opinion is tried
    And blood tests is tried
    And referral to rheumatology is tried
    And HLA-B27 test is tried
    And vascular assessment is tried
    And naloxone is tried

    Examples:
      | pathway                   | leg pain  | duration |
      | low-back-pain-nice        | radicular | 8 weeks  |
      | chronic-low-back-pain-who | none      | 26 weeks |
      | opioids-cdc               | radicular | 8 weeks  |
      | post-surgical             | radicular | 8 weeks  |
      | acute-severe-sciatica     | radicular | 8 weeks  |

  Scenario Outline: What is declined is not arranged, and nothing else changes
    Given whose leg pain is <leg pain>
    And whose symptom duration is <duration>
    And who has tried nothing so far
    And who declines investigation
    And who declines referral
    And who declines safety measure
    And who declines self-care
    And who declines education
    And who declines exercise
    And who declines psychological
    And who declines manual
    And who declines needle
    And who declines drug
    And who declines injection
    And who declines surgery
    When the <pathway> pathway is followed
    Then nothing is recommended
    And blood tests is declined
    And emergency referral is declined

    Examples:
      | pathway                   | leg pain  | duration |
      | low-back-pain-nice        | radicular | 8 weeks  |
      | low-back-pain-nice        | none      | 8 weeks  |
      | chronic-low-back-pain-who | none      | 26 weeks |
      | opioids-cdc               | radicular | 8 weeks  |
      | post-surgical             | radicular | 8 weeks  |
      | acute-severe-sciatica     | radicular | 8 weeks  |

  Scenario Outline: What is not to be had here is not begun
    Given whose leg pain is <leg pain>
    And whose symptom duration is <duration>
    And who has tried nothing so far
    And for whom investigation is not available
    And for whom referral is not available
    And for whom safety measure is not available
    And for whom self-care is not available
    And for whom education is not available
    And for whom exercise is not available
    And for whom psychological is not available
    And for whom manual is not available
    And for whom needle is not available
    And for whom drug is not available
    And for whom injection is not available
    And for whom surgery is not available
    When the <pathway> pathway is followed
    Then nothing is recommended
    And blood tests is unavailable
    And emergency referral is unavailable

    Examples:
      | pathway                   | leg pain  | duration |
      | low-back-pain-nice        | radicular | 8 weeks  |
      | low-back-pain-nice        | none      | 8 weeks  |
      | chronic-low-back-pain-who | none      | 26 weeks |
      | opioids-cdc               | radicular | 8 weeks  |
      | post-surgical             | radicular | 8 weeks  |
      | acute-severe-sciatica     | radicular | 8 weeks  |

  Scenario Outline: Who belongs to a pathway, and of whom it is not known
    Given whose age is <age>
    And whose leg pain is <leg pain>
    And whose symptom duration is <duration>
    And whose low back pain is <back pain>
    And whose previous spinal surgery is <operated>
    And who has tried nothing so far
    When the <pathway> pathway is followed
    Then the outcome is <outcome>

    Examples: children and claudication never
      | pathway                   | age | leg pain     | duration | back pain | operated | outcome      |
      | low-back-pain-nice        | 17  | radicular    | 8 weeks  | yes       | yes      | not eligible |
      | chronic-low-back-pain-who | 17  | none         | 26 weeks | yes       | yes      | not eligible |
      | opioids-cdc               | 17  | none         | 26 weeks | yes       | yes      | not eligible |
      | post-surgical             | 17  | none         | 26 weeks | yes       | yes      | not eligible |
      | acute-severe-sciatica     | 17  | radicular    | 8 weeks  | yes       | yes      | not eligible |
      | low-back-pain-nice        | 45  | claudication | 8 weeks  | yes       | yes      | not eligible |
      | chronic-low-back-pain-who | 45  | claudication | 26 weeks | yes       | yes      | not eligible |
      | opioids-cdc               | 45  | claudication | 26 weeks | yes       | yes      | not eligible |
      | post-surgical             | 45  | claudication | 26 weeks | yes       | yes      | not eligible |
      | acute-severe-sciatica     | 45  | claudication | 8 weeks  | yes       | yes      | not eligible |

    Examples: each by what it is about
      | pathway                   | age | leg pain  | duration | back pain | operated | outcome      |
      | low-back-pain-nice        | 18  | none      | 2 weeks  | yes       | no       | advice       |
      | low-back-pain-nice        | 18  | radicular | 52 weeks | no        | no       | advice       |
      | low-back-pain-nice        | 18  | none      | 2 weeks  | no        | no       | not eligible |
      | chronic-low-back-pain-who | 18  | none      | 85 days  | yes       | no       | advice       |
      | chronic-low-back-pain-who | 18  | referred  | 85 days  | yes       | no       | advice       |
      | chronic-low-back-pain-who | 18  | none      | 84 days  | yes       | no       | not eligible |
      | chronic-low-back-pain-who | 18  | radicular | 85 days  | yes       | no       | not eligible |
      | opioids-cdc               | 18  | none      | 2 weeks  | yes       | no       | advice       |
      | opioids-cdc               | 18  | none      | 2 weeks  | no        | no       | not eligible |
      | post-surgical             | 18  | none      | 52 weeks | yes       | yes      | advice       |
      | post-surgical             | 18  | none      | 52 weeks | no        | yes      | not eligible |
      | post-surgical             | 18  | none      | 52 weeks | yes       | no       | not eligible |
      | acute-severe-sciatica     | 18  | radicular | 8 weeks  | no        | no       | advice       |
      | acute-severe-sciatica     | 18  | none      | 8 weeks  | yes       | no       | not eligible |

    Examples: not known
      | pathway                   | age     | leg pain  | duration | back pain | operated | outcome           |
      | low-back-pain-nice        | unknown | radicular | 8 weeks  | yes       | yes      | needs information |
      | low-back-pain-nice        | 45      | unknown   | 8 weeks  | yes       | yes      | needs information |
      | low-back-pain-nice        | 45      | none      | 8 weeks  | unknown   | yes      | needs information |
      | chronic-low-back-pain-who | unknown | none      | 26 weeks | yes       | yes      | needs information |
      | chronic-low-back-pain-who | 45      | unknown   | 26 weeks | yes       | yes      | needs information |
      | chronic-low-back-pain-who | 45      | none      | unknown  | yes       | yes      | needs information |
      | opioids-cdc               | unknown | none      | 26 weeks | yes       | yes      | needs information |
      | opioids-cdc               | 45      | unknown   | 26 weeks | yes       | yes      | needs information |
      | opioids-cdc               | 45      | none      | 26 weeks | unknown   | yes      | needs information |
      | post-surgical             | unknown | none      | 26 weeks | yes       | yes      | needs information |
      | post-surgical             | 45      | unknown   | 26 weeks | yes       | yes      | needs information |
      | post-surgical             | 45      | none      | 26 weeks | unknown   | yes      | needs information |
      | post-surgical             | 45      | none      | 26 weeks | yes       | unknown  | needs information |
      | acute-severe-sciatica     | unknown | radicular | 8 weeks  | yes       | yes      | needs information |
      | acute-severe-sciatica     | 45      | unknown   | 8 weeks  | yes       | yes      | needs information |
