Feature: What never happens in knee osteoarthritis
  Each of these speaks of all patients who are as given, whatever else is recorded of them or not.

  Scenario Outline: No steroid into a knee that must not have it
    Given every patient
    And whose <finding> is <value>
    When the knee-osteoarthritis pathway is followed
    Then steroid injection into the knee is never recommended

    Examples:
      | finding               | value     |
      | hot_swollen_knee      | yes       |
      | worse_after_injection | yes       |
      | sudden_knee_pain      | yes       |
      | knee_injections       | 4 or more |

  Scenario: None in the three months before a replacement, nor while its date is unknown
    Given every patient
    And who has arthroplasty_planned
    And whose weeks_to_arthroplasty are below 13 weeks
    When the knee-osteoarthritis pathway is followed
    Then steroid injection into the knee is never recommended

  Scenario: The replacement comes last
    Given every patient
    When the knee-osteoarthritis pathway is followed
    Then knee replacement is never started before topical_nsaid was tried
    And knee replacement is never started before NSAID was tried
    And knee replacement is recommended only if "wants_surgery and knee_limits_life"

  Scenario: No tablets without stomach protection
    Given every patient
    And for whom PPI is not available
    And for whom no rule is lifted
    When the knee-osteoarthritis pathway is followed
    Then NSAID is never recommended

  Scenario Outline: No tablets for those whom they endanger most
    Given every patient
    And whose <finding> is <value>
    And for whom no rule is lifted
    When the knee-osteoarthritis pathway is followed
    Then NSAID is never recommended

    Examples:
      | finding | value    |
      | frail   | yes      |
      | egfr    | below 30 |

  Scenario: Nothing is begun in a knee that may be infected
    Given every patient
    And who has hot_swollen_knee
    When the knee-osteoarthritis pathway is followed
    Then nothing of kind injection is ever recommended
    And nothing of kind surgery is ever recommended
