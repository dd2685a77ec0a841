Feature: Pain soon after a spinal operation has a pathway of its own (C-POST-01)
  A number of weeks counts only together with an operation on the lumbar spine: somebody who never had
  one is kept out of nothing, and where nobody asked it stays open.

  Background:
    Given a patient aged 45
    And whose red flags are all absent
    And whose time since the last spinal operation is 3 weeks
    And whose enough relief for now is no
    And whose symptom duration is 20 weeks
    And who has tried nothing so far

  Scenario Outline: Without an operation the weeks mean nothing in sciatica
    Given whose leg pain is radicular
    And without previous spinal surgery
    When the <pathway> pathway is followed
    Then education is recommended

    Examples:
      | pathway            |
      | sciatica           |
      | low-back-pain-nice |

  Scenario: And the gate for an injection is asked as ever
    Given whose leg pain is radicular
    And without previous spinal surgery
    When the acute-severe-sciatica pathway is followed
    Then the patient is at Nothing more to decide on an injection

  Scenario Outline: The same with pain of the back alone
    Given who has low back pain
    And whose leg pain is none
    And without previous spinal surgery
    When the <pathway> pathway is followed
    Then education is recommended

    Examples:
      | pathway                   |
      | low-back-pain             |
      | chronic-low-back-pain-who |

  Scenario Outline: Where nobody asked for an operation it stays open
    Given who has low back pain
    And whose leg pain is none
    And whose previous spinal surgery is unknown
    When the <pathway> pathway is followed
    Then exercise programme is pending
    And exercise programme waits for previous spinal surgery
    And education is recommended

    Examples:
      | pathway                   |
      | low-back-pain             |
      | chronic-low-back-pain-who |
