Feature: Red flags come first
  Signs of serious disease are judged before anything else, whatever the pathway. A flag that is present
  holds the kinds of treatment that could do harm; one that nobody has answered makes them wait.

  Background: a man with six months of sciatica who has tried nothing
    Given a man aged 45
    And whose leg pain is radicular
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

  Scenario Outline: One sign of a cauda equina syndrome is enough for an emergency
    Given who has <sign>
    When the sciatica pathway is followed
    Then an emergency alert "cauda_equina" is raised
    And the outcome is urgent
    And emergency referral is recommended
    And lumbar MRI is recommended
    And nothing of kind exercise is recommended
    And nothing of kind manual is recommended
    And nothing of kind needle is recommended

    Examples:
      | sign                                   |
      | new bladder or bowel trouble           |
      | numbness between the legs              |
      | new or worsening symptoms in both legs |

  Scenario: An emergency never stops a drug abruptly
    Given who has numbness between the legs
    And who has been having acupuncture for 2 weeks
    And who takes gabapentin for 4 weeks
    And who takes an opioid for 4 weeks
    When the sciatica pathway is followed
    Then the action for acupuncture is ask first
    And the action for gabapentin is taper
    And the action for opioid is taper

  Scenario: Red flags are reported for a patient who does not belong to the pathway
    Given whose leg pain is claudication
    And who has numbness between the legs
    When the sciatica pathway is followed
    Then an emergency alert "cauda_equina" is raised
    And the outcome is urgent
    And emergency referral is recommended
    And acupuncture is not listed

  Scenario: Long-standing sciatica in both legs needs a specialist soon, and no manipulation
    Given who has sciatica in both legs
    When the sciatica pathway is followed
    Then a within 48 h alert "cauda_equina_at_risk" is raised
    And surgical opinion is recommended
    And spinal manipulation is contraindicated
    And acupuncture is later
    And exercise programme is later

  Scenario Outline: Weakness that is severe or grows
    Given who has <weakness>
    When the sciatica pathway is followed
    Then a within 48 h alert "motor_deficit" is raised
    And surgical opinion is recommended
    And lumbar MRI is recommended
    And nothing of kind manual is recommended
    And exercise programme is later

    Examples:
      | weakness                       |
      | severe weakness of a leg       |
      | weakness that is getting worse |

  Scenario: Cancer in the past with new sciatica
    Given who has cancer now or in the past
    When the sciatica pathway is followed
    Then a within 48 h alert "cancer" is raised
    And lumbar MRI is recommended
    And acupuncture is later
    And education is recommended

  Scenario: Cancer with a neurological sign is an emergency
    Given who has cancer now or in the past
    And who has new unsteady walking
    When the sciatica pathway is followed
    Then an emergency alert "cord_compression" is raised
    And emergency referral is recommended

  Scenario: A single weak sign of cancer asks for blood tests and holds nothing but needles
    Given who has unexplained weight loss
    When the sciatica pathway is followed
    Then a soon alert "cancer_weak_sign" is raised
    And the outcome is advice
    And blood tests are recommended
    And exercise programme is recommended
    And spinal manipulation is recommended
    And acupuncture is later

  Scenario Outline: No needle goes in while any red flag is not answered (C-ACU-13)
    Given who was not asked about <sign>
    When the sciatica pathway is followed
    Then acupuncture is pending

    Examples:
      | sign                                         |
      | unexplained weight loss                      |
      | pain that never lets up or is worst at night |
      | thoracic or band-like pain                   |
      | special risk of spinal infection             |
      | raised ESR or CRP, or a tender spine         |

  Scenario Outline: An emergency calls for hospital and scanner again, however they went before
    Given who tried <what> and stopped for side effects
    And who has numbness between the legs
    When the sciatica pathway is followed
    Then <what> is recommended

    Examples:
      | what               |
      | emergency referral |
      | lumbar MRI         |

  Scenario Outline: Without an emergency they are not asked for again
    Given who tried <what> and stopped for side effects
    When the sciatica pathway is followed
    Then <what> is tried

    Examples:
      | what               |
      | emergency referral |
      | lumbar MRI         |

  Scenario: Fever with back pain
    Given who has fever or rigors
    When the sciatica pathway is followed
    Then an emergency alert "spinal_infection" is raised
    And lumbar MRI is recommended
    And acupuncture is later

  Scenario: Long use of corticosteroids calls for imaging before any manual treatment, and exercise need not wait
    Given who takes long-term corticosteroids
    When the sciatica pathway is followed
    Then a within 2 weeks alert "steroid_fracture" is raised
    And lumbar MRI is recommended
    And spinal manipulation is to be avoided
    And acupuncture is later
    And exercise programme is recommended
