Feature: Never, whoever it is, in the pathways by guideline
  One safety rule of each pathway, searched for among all patients. Facts: C-OPI-04, G-CDC22-12, C-ESI-11,
  C-ACU-01, G-NICE-13, RF-CES-01, RF-LOGIC-01.

  Scenario: By NICE no opioid in chronic back pain
    Given every patient
    And whose leg pain is none
    And whose symptom duration is 85 days or more
    When the low-back-pain-nice pathway is followed
    Then tramadol is never recommended

  Scenario: By WHO no needle with a bleeding disorder
    Given every patient
    And who has a bleeding disorder
    When the chronic-low-back-pain-who pathway is followed
    Then acupuncture is never recommended
    And electroacupuncture is never recommended

  Scenario: By CDC no opioid in opioid use disorder
    Given every patient
    And who has opioid use disorder
    When the opioids-cdc pathway is followed
    Then opioid is never recommended
    And tramadol is never recommended

  Scenario: By CDC no opioid before goals and an exit plan are agreed
    Given every patient
    When the opioids-cdc pathway is followed
    Then opioid is recommended only if "opioid_goals"
    And tramadol is recommended only if "opioid_goals"

  Scenario: After surgery nothing is begun while signs of cauda equina compression are present
    Given every patient
    And who has numbness between the legs
    When the post-surgical pathway is followed
    Then exercise programme is never recommended
    And NSAID is never recommended

  Scenario: No injection with a bleeding disorder
    Given every patient
    And who has a bleeding disorder
    When the acute-severe-sciatica pathway is followed
    Then epidural steroid injection is never recommended
