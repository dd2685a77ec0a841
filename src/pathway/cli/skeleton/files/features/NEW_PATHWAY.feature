# What the pathway must say about certain patients. `pathway spec` runs these scenarios, and
# somebody who knows the guideline can read them. Unknown is never "no": say what was answered.
Feature: NEW_PATHWAY, exercise first

  Background:
    Given a patient aged 40
    And whose warning signs are all absent
    And whose pain is severe

  Scenario: Exercise comes first
    Given who has tried nothing so far
    And without a bleeding disorder
    When the NEW_PATHWAY pathway is followed
    Then exercise programme is recommended
    And pain relief is later

  Scenario: Pain relief where exercise did not help
    Given who tried exercise for 8 weeks and 12 sessions without benefit
    And without a bleeding disorder
    When the NEW_PATHWAY pathway is followed
    Then pain relief is recommended

  Scenario: Nothing is recommended on an unknown contraindication
    Given who tried exercise for 8 weeks and 12 sessions without benefit
    When the NEW_PATHWAY pathway is followed
    Then pain relief is pending
    And pain relief waits for bleeding disorder

  Scenario: A bleeding disorder rules pain relief out
    Given who tried exercise for 8 weeks and 12 sessions without benefit
    And who has a bleeding disorder
    When the NEW_PATHWAY pathway is followed
    Then pain relief is contraindicated because "bleeding"
