Feature: From step to step in chronic low back pain
  Non-drug care, an NSAID, then duloxetine or tramadol, and another opioid only when both have failed or cannot
  be given; at the end a specialist team. Facts: G-ACP17-2, G-ACP17-3, K-DLX-01, K-OPI-01, C-OPI-01,
  TC-ACU-01, TC-DRUG-01, TC-OPI-01, TC-RESP-01.

  Background: a man of whom everything is known and nothing is wrong
    Given a man aged 45
    And whose leg pain is none
    And who has low back pain
    And whose red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And with:
      | pain score      | 6   |
      | mood screen     | 1   |
      | startback total | 2   |
      | platelets       | 250 |
      | egfr            | 90  |
      | adequate relief | no  |
      | wants drug      | no  |
      | opioid goals    | yes |

  Rule: Chronic pain

    Background:
      Given whose symptom duration is 52 weeks

    @acp-2017.2 @acp-2017.2_more @acp-2017.2_low @acp-2017.2_low_more
    Scenario: The first visit in chronic pain
      Given who has tried nothing so far
      When the low-back-pain pathway is followed
      Then the patient is at Non-drug therapy in chronic pain
      And exactly these are recommended:
        | education                          |
        | exercise programme                 |
        | multidisciplinary rehabilitation   |
        | acupuncture                        |
        | mindfulness-based stress reduction |
        | cognitive behavioural therapy      |
        | tai chi                            |
        | yoga                               |
        | motor control exercise             |
        | spinal manipulation                |
      And the strength of acupuncture is strong
      And review is due on 2026-12-18

    @acp-2017.3 @who-2023.nsaid
    Scenario Outline: After non-drug care, by how it went
      Given who tried <trial>
      When the low-back-pain pathway is followed
      Then the patient is at <step>
      And NSAID is <NSAID>

      Examples:
        | trial                                                   | step                             | NSAID       |
        | exercise programme for 4 weeks without benefit          | Anti-inflammatory drug           | recommended |
        | exercise programme for 3 weeks without benefit          | Non-drug therapy in chronic pain | later       |
        | yoga for 4 weeks without benefit                        | Anti-inflammatory drug           | recommended |
        | mindfulness for 3 weeks and got worse                   | Anti-inflammatory drug           | recommended |
        | acupuncture for 5 weeks and 10 sessions without benefit | Anti-inflammatory drug           | recommended |
        | acupuncture for 5 weeks and 9 sessions without benefit  | Non-drug therapy in chronic pain | later       |
        | exercise programme for 6 weeks and it partly helped     | Anti-inflammatory drug           | recommended |
        | exercise programme for 6 weeks and it helped            | Non-drug therapy in chronic pain | later       |

    Scenario: Where nobody knows how it went, nobody is moved on
      Given who tried exercise programme for 6 weeks with unknown result
      When the low-back-pain pathway is followed
      Then NSAID is later
      And nothing of Anti-inflammatory drug is recommended

    Scenario: Who declines everything without drugs is offered an NSAID
      Given who declines education
      And who declines exercise
      And who declines acupuncture
      And who declines psychological
      And who declines manual
      And who has tried nothing so far
      When the low-back-pain pathway is followed
      Then the patient is at Anti-inflammatory drug
      And NSAID is recommended
      And tai chi is declined

    @acp-2017.3_second @cdc-2022.duloxetine
    Scenario Outline: After the NSAID, by how it went
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID <how it went>
      And whose uncontrolled hypertension is no
      And whose several CNS drugs is no
      When the low-back-pain pathway is followed
      Then the patient is at <step>
      And duloxetine is <second>
      And tramadol is later
      And opioid is later

      Examples:
        | how it went                      | step                   | second      |
        | for 4 weeks without benefit      | Second drug            | recommended |
        | for 4 weeks and it partly helped | Second drug            | recommended |
        | for 2 weeks without benefit      | Second drug            | recommended |
        | for 1 week without benefit       | Anti-inflammatory drug | later       |
        | for 4 weeks and it helped        | Anti-inflammatory drug | later       |

    Scenario: Where an NSAID cannot be given, the second drugs come next
      Given who tried exercise programme for 6 weeks without benefit
      And who has past bleeding or perforated ulcer
      And whose uncontrolled hypertension is no
      And whose several CNS drugs is no
      When the low-back-pain pathway is followed
      Then the patient is at Second drug
      And NSAID is to be avoided
      And duloxetine is recommended

    Scenario: Where nobody knows how the NSAID went, no second drug is begun
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks with unknown result
      When the low-back-pain pathway is followed
      Then duloxetine is later
      And tramadol is later

    Scenario: An NSAID taken for nobody knows how long leaves the second drugs open
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID without benefit
      When the low-back-pain pathway is followed
      Then NSAID is pending
      And duloxetine is pending
      And opioid is later

    Scenario: Second drugs taken for nobody knows how long leave the last one open
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried duloxetine without benefit
      And who tried tramadol without benefit
      When the low-back-pain pathway is followed
      Then opioid is pending
      And duloxetine is pending

    Scenario: Tramadol taken for nobody knows how long leaves the last drug open
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried duloxetine for 4 weeks without benefit
      And who tried tramadol without benefit
      When the low-back-pain pathway is followed
      Then opioid is pending
      And duloxetine is tried

    Scenario: An opioid taken for nobody knows how long leaves its place open
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried duloxetine for 4 weeks without benefit
      And who tried tramadol for 2 weeks without benefit
      And who tried opioid without benefit
      When the low-back-pain pathway is followed
      Then opioid is pending
      And education is recommended

    @acp-2017.3_opioid
    Scenario Outline: Another opioid only after both second drugs, by how they went
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried duloxetine <duloxetine>
      And who tried tramadol <tramadol>
      And whose uncontrolled hypertension is no
      And whose several CNS drugs is no
      When the low-back-pain pathway is followed
      Then the patient is at <step>
      And opioid is <opioid>

      Examples:
        | duloxetine                       | tramadol                                | step        | opioid      |
        | for 4 weeks without benefit      | for 2 weeks without benefit             | Last drug   | recommended |
        | for 4 weeks and it partly helped | for 2 weeks and it partly helped        | Last drug   | recommended |
        | for 4 weeks without benefit      | for 1 week without benefit              | Tramadol    | later       |
        | for 4 weeks without benefit      | for 1 week and stopped for side effects | Last drug   | recommended |
        | for 4 weeks and it helped        | for 2 weeks without benefit             | Second drug | later       |

    Scenario Outline: Another opioid where a second drug cannot be given
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried tramadol for 2 weeks <tramadol>
      And <why no duloxetine>
      When the low-back-pain pathway is followed
      Then the patient is at <step>
      And opioid is <opioid>

      Examples:
        | tramadol             | why no duloxetine             | step        | opioid      |
        | without benefit      | who declines duloxetine       | Last drug   | recommended |
        | without benefit      | who has uncontrolled glaucoma | Last drug   | recommended |
        | and it partly helped | who declines duloxetine       | Last drug   | recommended |
        | and it helped        | who declines duloxetine       | Tramadol    | later       |

    Scenario Outline: Where nobody knows how a second drug went, no other opioid is begun
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried duloxetine for 4 weeks <duloxetine>
      And who tried tramadol for 2 weeks <tramadol>
      When the low-back-pain pathway is followed
      Then opioid is later
      And nothing of Last drug is recommended

      Examples:
        | duloxetine          | tramadol            |
        | with unknown result | with unknown result |
        | without benefit     | with unknown result |

    Scenario Outline: After the last drug, by how it went
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried duloxetine for 4 weeks without benefit
      And who tried tramadol for 2 weeks without benefit
      And who tried opioid <how it went>
      When the low-back-pain pathway is followed
      Then the patient is at <step>
      And opioid is <verdict>

      Examples:
        | how it went                     | step                                   | verdict     |
        | for 1 week without benefit      | Pain or rehabilitation specialist team | tried       |
        | for 1 week and it partly helped | Pain or rehabilitation specialist team | recommended |
        | for 1 week and it helped        | Last drug                              | recommended |

    Scenario: Who declines the last drug is sent to a specialist team
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried duloxetine for 4 weeks without benefit
      And who tried tramadol for 2 weeks without benefit
      And who declines opioid
      When the low-back-pain pathway is followed
      Then the patient is at Pain or rehabilitation specialist team
      And education is recommended

    Scenario: Where nobody knows how the last drug went, it is not over
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried duloxetine for 4 weeks without benefit
      And who tried tramadol for 2 weeks without benefit
      And who tried opioid for 1 week with unknown result
      When the low-back-pain pathway is followed
      Then opioid is recommended
      And review of opioid is due on 2026-11-27

    Scenario Outline: How long each treatment is tried before it counts as tried, in back pain
      Given who tried <therapy> <long enough> without benefit
      When the low-back-pain pathway is followed
      Then <therapy> is tried

      Examples:
        | therapy                            | long enough                 |
        | exercise programme                 | for 4 weeks                 |
        | motor control exercise             | for 4 weeks                 |
        | multidisciplinary rehabilitation   | for 4 weeks                 |
        | yoga                               | for 4 weeks                 |
        | tai chi                            | for 4 weeks                 |
        | mindfulness-based stress reduction | for 4 weeks                 |
        | cognitive behavioural therapy      | for 4 weeks                 |
        | spinal manipulation                | for 4 weeks                 |
        | massage                            | for 2 weeks                 |
        | superficial heat                   | for 2 weeks                 |
        | acupuncture                        | for 4 weeks and 10 sessions |
        | duloxetine                         | for 4 weeks                 |
        | tramadol                           | for 2 weeks                 |

    Scenario Outline: Enough relief ends the way in chronic pain, whatever the scores say
      Given whose adequate relief is yes
      And with:
        | baseline pain       | <pain before>       |
        | pain score          | <pain now>          |
        | baseline disability | <disability before> |
        | disability          | <disability now>    |
      And who tried exercise programme for 6 weeks <how it went>
      When the low-back-pain pathway is followed
      Then the patient is at Maintain and watch
      And education is recommended
      And NSAID is later
      And nothing of kind drug is recommended

      Examples:
        | how it went     | pain before | pain now | disability before | disability now |
        | and it helped   | 8           | 3        | 40                | 20             |
        | and it helped   | 8           | 3        | 40                | 39             |
        | and it helped   | 10          | 9        | 60                | 59             |
        | and it helped   | 10          | 9        | 60                | 30             |
        | without benefit | 8           | 7        | 40                | 39             |

    Scenario: A high risk of lasting disability is noted, and all the options stay open
      Given with:
        | startback total    | 6 |
        | startback distress | 4 |
      And who has tried nothing so far
      When the low-back-pain pathway is followed
      Then the patient is at Non-drug therapy in chronic pain
      And cognitive behavioural therapy is recommended
      And nothing of kind drug is recommended
