Feature: Inflammation of the spine, age, and the same alerts in low back pain
  Nine signs of spondyloarthritis are counted only in back pain of more than twelve weeks that began before 45;
  nobody under 18 is treated by these pathways; and every alert is the same in both of them. Facts:
  RF-SPA-01, G-NG65-01, RF-AGE-01, RF-CES-01, RF-CES-03, RF-NEURO-01.

  Background: a man with six months of back and leg pain who has tried nothing
    Given a man aged 45
    And whose leg pain is radicular
    And who has low back pain
    And whose symptom duration is 26 weeks
    And whose other red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And with:
      | pain score      | 6        |
      | mood screen     | 1        |
      | startback total | 2        |
      | platelets       | 250      |
      | egfr            | 90       |
      | disc imaging    | not done |
      | adequate relief | no       |
      | wants surgery   | no       |
    And who has tried nothing so far

  Rule: Inflammation of the spine

    Scenario Outline: How many of nine signs are there, and what does the blood test show?
      Given whose leg pain is none
      And with:
        | early back pain | <since before 45> |
        | spa four signs  | <four or more>    |
        | spa three signs | <exactly three>   |
        | hla b27         | <HLA-B27>         |
      When the low-back-pain pathway is followed
      Then referral to rheumatology is <referral>
      And HLA-B27 test is <test>

      Examples:
        | since before 45 | four or more | exactly three | HLA-B27    | referral    | test        |
        | yes             | yes          | no            | not tested | recommended | later       |
        | yes             | no           | yes           | positive   | recommended | later       |
        | yes             | no           | yes           | negative   | later       | later       |
        | yes             | no           | yes           | not tested | later       | recommended |
        | yes             | no           | no            | positive   | later       | later       |
        | yes             | no           | no            | not tested | later       | later       |
        | no              | no           | no            | not tested | later       | later       |

    Scenario Outline: The alerts for inflammation of the spine hold nothing
      Given whose leg pain is none
      And with:
        | early back pain | yes             |
        | spa four signs  | <four or more>  |
        | spa three signs | <exactly three> |
        | hla b27         | <HLA-B27>       |
      When the low-back-pain pathway is followed
      Then a <urgency> alert "<alert>" is raised
      And acupuncture is recommended

      Examples:
        | four or more | exactly three | HLA-B27    | urgency | alert                  |
        | yes          | no            | not tested | soon    | spondyloarthritis      |
        | no           | yes           | positive   | soon    | spondyloarthritis      |
        | no           | yes           | not tested | routine | spondyloarthritis_open |

    Scenario Outline: What is not known of the nine signs or the test is asked
      Given with:
        | early back pain | yes |
        | spa four signs  | no  |
      And whose spa three signs is <exactly three>
      And whose HLA-B27 is <HLA-B27>
      When the low-back-pain pathway is followed
      Then the alert "spondyloarthritis" is unanswered

      Examples:
        | exactly three | HLA-B27  |
        | unknown       | positive |
        | yes           | unknown  |

    Scenario Outline: Nobody is asked about this whose back has hurt for less than three months, or not at all
      Given whose symptom duration is <duration>
      And whose low back pain is <back pain>
      And who was not asked about back pain since before 45, for over three months
      And who was not asked about four or more signs of spondyloarthritis
      When the sciatica pathway is followed
      Then referral to rheumatology is <referral>

      Examples:
        | duration | back pain | referral |
        | 26 weeks | yes       | pending  |
        | 26 weeks | no        | later    |
        | 84 days  | yes       | later    |
        | 85 days  | yes       | pending  |

  Rule: Age

    Scenario Outline: Children and adolescents are sent on and treated by no rule for adults
      Given whose age is <age>
      When the <pathway> pathway is followed
      Then a soon alert "under_age" is raised
      And the outcome is not eligible
      And nothing of kind drug is recommended

      Examples:
        | age | pathway       |
        | 12  | sciatica      |
        | 17  | sciatica      |
        | 17  | low-back-pain |

    Scenario: At 18 one is an adult
      Given whose age is 18
      When the sciatica pathway is followed
      Then no alert is raised
      And exercise programme is recommended

    Scenario: Nobody is treated whose age is not known
      Given whose age is unknown
      When the sciatica pathway is followed
      Then the alert "under_age" is unanswered
      And the outcome is needs information
      And nothing of kind needle is recommended

  Rule: The same alerts in low back pain

    Scenario Outline: An alert is the same in both pathways
      Given whose leg pain is none
      And who has <sign>
      When the low-back-pain pathway is followed
      Then <therapy> is recommended
      And spinal manipulation is <manipulation>

      Examples:
        | sign                      | therapy            | manipulation    |
        | numbness between the legs | emergency referral | later           |
        | sciatica in both legs     | surgical opinion   | contraindicated |
        | severe weakness of a leg  | surgical opinion   | later           |
        | unexplained weight loss   | blood tests        | recommended     |

    Scenario Outline: Nine signs of inflammation are counted in sciatica, too
      Given with:
        | early back pain | yes             |
        | spa four signs  | <four or more>  |
        | spa three signs | <exactly three> |
        | hla b27         | not tested      |
      When the sciatica pathway is followed
      Then referral to rheumatology is <referral>
      And HLA-B27 test is <test>

      Examples:
        | four or more | exactly three | referral    | test        |
        | yes          | no            | recommended | later       |
        | no           | yes           | later       | recommended |

    Scenario Outline: In an emergency everything else waits
      Given whose leg pain is none
      And whose symptom duration is <duration>
      And who has fever or rigors
      When the low-back-pain pathway is followed
      Then <therapy> is later
      And the action for <therapy> is wait

      Examples:
        | duration | therapy                            |
        | 2 weeks  | superficial heat                   |
        | 2 weeks  | massage                            |
        | 26 weeks | multidisciplinary rehabilitation   |
        | 26 weeks | mindfulness-based stress reduction |
        | 26 weeks | cognitive behavioural therapy      |
        | 26 weeks | tai chi                            |
        | 26 weeks | yoga                               |
        | 26 weeks | motor control exercise             |

    Scenario: Where it is not known what the leg pain is, weak pulses leave the vessels in question
      Given whose leg pain is unknown
      And who has weak pulses in the legs
      When the low-back-pain pathway is followed
      Then vascular assessment is pending
      And vascular assessment waits for leg pain
