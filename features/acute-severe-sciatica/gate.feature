Feature: The gate for an epidural injection
  An injection is considered in acute and severe sciatica only. From three months on BMJ 2025 advises strongly
  against it, which others dispute; back pain alone and claudication never come here. Facts: K-ESI-01,
  G-NICE-17, G-BMJ25-02, C-ESI-01, C-ESI-02, C-ESI-06, C-ESI-10, C-ESI-11, TC-ESI-01, G-ACPAPS07-04.

  Background: a man with eight weeks of severe sciatica of whom nothing else is wrong
    Given a man aged 45
    And whose leg pain is radicular
    And who has low back pain
    And whose symptom duration is 8 weeks
    And whose red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And with:
      | pain score      | 8        |
      | platelets       | 250      |
      | egfr            | 90       |
      | disc imaging    | not done |
      | adequate relief | no       |
      | wants surgery   | no       |
    And who has tried nothing so far

  @nice-ng59.epidural @bmj-2025.epidural_radicular
  Scenario: Acute and severe sciatica may have an injection, and a scan before it
    When the acute-severe-sciatica pathway is followed
    Then the patient is at Epidural steroid injection
    And exactly these are recommended:
      | epidural steroid injection |
      | lumbar MRI                 |
    And the strength of epidural steroid injection is conditional
    And guidelines agree on epidural steroid injection
    And bmj-2025.epidural_radicular advises against epidural steroid injection, outside its population

  @nice-ng59.epidural @bmj-2025.epidural_radicular
  Scenario Outline: The gate closes at three months and below severe pain
    Given whose symptom duration is <duration>
    And whose pain score is <pain>
    When the acute-severe-sciatica pathway is followed
    Then epidural steroid injection is <verdict>
    And the outcome is <outcome>

    Examples:
      | duration | pain    | verdict         | outcome           |
      | 83 days  | 7       | recommended     | advice            |
      | 83 days  | 6       | not indicated   | advice            |
      | 84 days  | 7       | not recommended | advice            |
      | 26 weeks | 9       | not recommended | advice            |
      | 26 weeks | unknown | not recommended | advice            |
      | 8 weeks  | unknown | pending         | needs information |
      | unknown  | 8       | pending         | needs information |
      | unknown  | 5       | not indicated   | advice            |

  Scenario: Of an injection whose result nobody recorded, nobody can say whether it failed
    Given who tried epidural steroid injection for 2 weeks with no recorded result
    When the acute-severe-sciatica pathway is followed
    Then epidural steroid injection is pending
    And the outcome is needs information
    And the questions do not include platelet count

  Scenario Outline: What speaks against the needle is named first, and then no scan is asked for either
    Given whose <finding> is <value>
    When the acute-severe-sciatica pathway is followed
    Then epidural steroid injection is <injection>
    And lumbar MRI is <scan>

    Examples: never
      | finding                                | value | injection       | scan  |
      | bleeding disorder                      | yes   | contraindicated | later |
      | infection or broken skin               | yes   | contraindicated | later |
      | platelets                              | 49    | contraindicated | later |
      | allergy to contrast or injected drugs  | yes   | contraindicated | later |

    Examples: a clinician may decide otherwise, so a scan stays due
      | finding                     | value | injection     | scan        |
      | platelets                   | 69    | to be avoided | recommended |
      | clopidogrel                 | yes   | to be avoided | recommended |
      | poorly controlled diabetes  | yes   | to be avoided | recommended |

    Examples: not known
      | finding                                | value   | injection   | scan        |
      | bleeding disorder                      | unknown | pending     | pending     |
      | infection or broken skin               | unknown | pending     | pending     |
      | platelets                              | unknown | pending     | pending     |
      | allergy to contrast or injected drugs  | unknown | pending     | pending     |
      | lumbar imaging in this episode         | unknown | recommended | pending     |

    Examples: imaged already
      | finding                                | value      | injection   | scan  |
      | lumbar imaging in this episode         | concordant | recommended | later |

  Scenario Outline: Warfarin and the INR
    Given who takes warfarin
    And whose inr is <inr>
    When the acute-severe-sciatica pathway is followed
    Then epidural steroid injection is <injection>
    And lumbar MRI is <scan>

    Examples:
      | inr     | injection       | scan        |
      | 1.2     | recommended     | recommended |
      | 1.3     | contraindicated | later       |
      | unknown | pending         | pending     |

  Scenario Outline: No injection in pregnancy
    Given a woman aged 31
    And whose pregnant is <pregnant>
    When the acute-severe-sciatica pathway is followed
    Then epidural steroid injection is <injection>
    And lumbar MRI is <scan>

    Examples:
      | pregnant | injection       | scan        |
      | no       | recommended     | recommended |
      | yes      | contraindicated | later       |
      | unknown  | pending         | pending     |

  Scenario: Who declines the injection needs no scan for it
    Given who declines epidural steroid injection
    When the acute-severe-sciatica pathway is followed
    Then epidural steroid injection is declined
    And lumbar MRI is later
    And the patient is at Nothing more to decide on an injection

  Scenario Outline: What comes after the injection
    Given who tried epidural steroid injection in 1 session <how it went>
    And whose enough relief for now is <relief>
    When the acute-severe-sciatica pathway is followed
    Then the patient is at <where>
    And epidural steroid injection is <injection>

    Examples:
      | how it went          | relief | where                                    | injection   |
      | without benefit      | no     | Nothing more to decide on an injection   | tried       |
      | and it partly helped | no     | Nothing more to decide on an injection   | recommended |
      | with unknown result  | no     | Epidural steroid injection               | recommended |
      | and it helped        | yes    | Nothing more to decide on an injection   | later       |

  Scenario: Where it is not known whether the relief is enough, the injection waits
    Given whose enough relief for now is unknown
    When the acute-severe-sciatica pathway is followed
    Then epidural steroid injection is pending
    And the outcome is needs information

  Scenario: An injection of which nobody knows how many there were stays open
    Given who tried epidural steroid injection without benefit
    When the acute-severe-sciatica pathway is followed
    Then epidural steroid injection is pending
    And the outcome is needs information

  Scenario: From three months on an injection that was begun before is still advised against
    Given whose symptom duration is 26 weeks
    And who has been having epidural steroid injection for 1 week
    When the acute-severe-sciatica pathway is followed
    Then epidural steroid injection is not recommended because "BMJ"
    And the action for epidural steroid injection is stop
    And guidelines disagree on epidural steroid injection
