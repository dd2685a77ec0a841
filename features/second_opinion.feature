Feature: What a sceptical colleague would say
  Advice read once more, by somebody who looks for what should not stand there. Facts: TC-NAT-01, C-NSAID-04,
  C-NSAID-17, G-OARSI19-05, K-APAP-01.

  Background: back pain for ten days, a drug is wanted, nothing is wrong
    Given a man aged 58
    And who has low back pain
    And whose leg pain is none
    And whose red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And with:
      | symptom duration | 10 days |
      | pain score       | 6       |
      | wants_drug       | yes     |
      | egfr             | 52      |
      | platelets        | 240     |
    And who has tried nothing so far

  Scenario: Most are better within six weeks
    When the low-back-pain pathway is followed
    Then a note for education says "most people are better within six weeks"

  Scenario Outline: Which is no comfort beside a sign that is looked into
    Given whose <sign> is yes
    When the low-back-pain pathway is followed
    Then no note for education says "most people are better within six weeks"

    Examples:
      | sign                           |
      | cancer_history                 |
      | severe weakness of a leg       |
      | injury of the spine            |
      | long-term corticosteroids      |
      | fever                          |

  Scenario: A kidney that has lost a part of its strength bears a short course
    When the low-back-pain pathway is followed
    Then NSAID is recommended
    And paracetamol is not indicated

  Scenario: A transplanted kidney does not
    Given whose kidney disease is yes
    And whose immunosuppression is yes
    When the low-back-pain pathway is followed
    Then NSAID is to be avoided because "transplanted kidney"
    And paracetamol is recommended

  Scenario: Nor does somebody who is frail
    Given who is frail
    When the low-back-pain pathway is followed
    Then NSAID is to be avoided because "In frail people"
    And paracetamol is recommended

  Scenario Outline: Of a kidney that may be a transplanted one, ask before the drug
    Given whose <known> is yes
    And whose <open> is unknown
    When the low-back-pain pathway is followed
    Then NSAID is pending
    And paracetamol is pending

    Examples:
      | known             | open              |
      | immunosuppression | kidney disease    |
      | kidney disease    | immunosuppression |
