Feature: What the fact sheet asks for and the pathways do not do yet
  Background:
    Given a man aged 45
    And whose other red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And with:
      | pain score      | 8        |
      | mood screen     | 1        |
      | startback total | 2        |
      | platelets       | 250      |
      | egfr            | 90       |
      | disc imaging    | not done |
      | adequate relief | no       |
      | wants surgery   | no       |
      | wants drug      | yes      |
    And who has tried nothing so far

  Scenario: Duloxetine is avoided at a creatinine clearance that is known to be below 30 (C-DLX-01)
    Given whose leg pain is none
    And who has low back pain
    And whose symptom duration is 52 weeks
    And whose creatinine clearance is 29
    And who tried exercise programme for 6 weeks without benefit
    And who tried NSAID for 4 weeks without benefit
    When the low-back-pain pathway is followed
    Then duloxetine is to be avoided
