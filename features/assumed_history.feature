Feature: An illness or an operation that nobody mentioned
  What nobody mentioned and nothing speaks for is assumed away and shown, so that harmless care need not wait for it.
  Each reason to doubt it is here present by itself: then nothing is assumed. That it may be assumed is our own
  judgement, no guideline says it. Facts: C-ACU-08, C-EX-05, C-POST-01, C-SMT-02, G-NICE226-01, RF-CA-01, RF-FX-01,
  RF-INF-01, RF-KNEE-SEPT-02.

  Background: a man with back pain of a week
    Given a man aged 45
    And who has low back pain
    And whose leg pain is none
    And whose red flags are all absent
    And whose symptom duration is 1 week
    And who has tried nothing so far

  Rule: A lesion of the spine, before needles, hands and exercise

    Scenario: Without a reason to think of a lesion
      When the low-back-pain pathway is followed
      Then the advice assumes no fracture, tumour or infection of the spine

    Scenario: A known one is not assumed away
      Given who has fracture, tumour or infection of the spine
      When the low-back-pain pathway is followed
      Then the advice assumes nothing about fracture, tumour or infection of the spine

    Scenario Outline: With a reason to think of a lesion
      Given who has <reason>
      When the low-back-pain pathway is followed
      Then the advice assumes nothing about fracture, tumour or infection of the spine

      Examples:
        | reason                              |
        | cancer now or in the past           |
        | fever                               |
        | raised ESR or CRP, or a tender spine |
        | injury of the spine                 |

  Rule: An operation on the spine

    Scenario: Without a reason to think of an operation
      When the low-back-pain pathway is followed
      Then the advice assumes no previous spinal surgery

    Scenario Outline: With a reason to think of an operation
      Given who has <reason>
      When the low-back-pain pathway is followed
      Then the advice assumes nothing about previous spinal surgery

      Examples:
        | reason                                                        |
        | new trouble after a needle, injection, manipulation or operation |
        | special risk of spinal infection                              |

  Rule: An unstable heart, before exercise

    Background:
      Given whose symptom duration is 26 weeks
      And whose problem list, medicines and allergies are reconciled

    Scenario Outline: An ill heart at 75 years
      Given whose age is <age>
      And whose <illness> is <value>
      When the low-back-pain pathway is followed
      Then exercise programme is <exercise>
      And the advice assumes <assumed>

      Examples:
        | age | illness                                | value | exercise    | assumed                              |
        | 75  | heart failure                          | yes   | pending     | nothing about unstable heart disease |
        | 75  | cardiovascular disease                 | yes   | pending     | nothing about unstable heart disease |
        | 75  | disorder of heart rhythm or conduction | yes   | pending     | nothing about unstable heart disease |
        | 75  | heart failure                          | no    | recommended | no unstable heart disease            |
        | 74  | heart failure                          | yes   | recommended | no unstable heart disease            |

  Rule: A knee that hurts

    Scenario Outline: Who came with the back or a leg did not come with a knee
      Given whose low back pain is <back>
      And whose leg pain is <leg>
      When the knee-osteoarthritis pathway is followed
      Then the advice assumes <assumed>

      Examples:
        | back | leg          | assumed                 |
        | yes  | none         | no knee pain            |
        | no   | radicular    | no knee pain            |
        | no   | referred     | no knee pain            |
        | no   | claudication | no knee pain            |
        | no   | none         | nothing about knee pain |

    Scenario: After cancer a knee is asked about
      Given who has cancer now or in the past
      When the knee-osteoarthritis pathway is followed
      Then the advice assumes nothing about knee pain

  Rule: A knee that was replaced

    Background:
      Given a man aged 60
      And who has knee pain
      And whose other red flags are all absent

    Scenario: Without a reason to think of a new joint
      When the knee-osteoarthritis pathway is followed
      Then the advice assumes no replaced knee

    Scenario Outline: With a reason to think of a new joint
      Given who has <reason>
      When the knee-osteoarthritis pathway is followed
      Then the advice assumes nothing about replaced knee

      Examples:
        | reason                                  |
        | hot swollen knee                        |
        | trouble that grows after a knee injection |
