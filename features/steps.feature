Feature: From step to step in sciatica
  When a patient goes on to the next step: after one trial that was long enough and did not help enough, or
  where nothing at the step is left to try; never because something was not asked. What helped enough ends
  the way. Facts: G-NICE-06 to G-NICE-17, G-ACP17-3, TC-ACU-01, TC-DRUG-01, TC-ESI-01, TC-OPI-01,
  TC-SURG-01, TC-NAT-01, C-OPI-01, C-SURG-03, K-ESI-01.

  Background: a man of whom everything is known and nothing is wrong
    Given a man aged 45
    And whose leg pain is radicular
    And whose symptom duration is 8 weeks
    And whose red flags are all absent
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
      | wants drug      | no       |
      | opioid goals    | yes      |

  @nice-ng59.self_management @nice-ng59.exercise
  Scenario Outline: The first visit
    Given whose symptom duration is <duration>
    And who has tried nothing so far
    When the sciatica pathway is followed
    Then the patient is at Non-drug therapy
    And exactly these are recommended:
      | education           |
      | exercise programme  |
      | spinal manipulation |
    And exercise programme is offered before NSAID
    And NSAID is offered before epidural steroid injection
    And epidural steroid injection is offered before opioid
    And nothing of Anti-inflammatory drug is recommended
    And nothing of Epidural steroid injection is recommended
    And review is due on 2026-12-18

    Examples:
      | duration |
      | 1 week   |
      | 8 weeks  |

  @acp-2017.2 @acp-2017.2_low
  Scenario: The first visit in chronic sciatica
    Given whose symptom duration is 26 weeks
    And who has tried nothing so far
    When the sciatica pathway is followed
    Then the patient is at Non-drug therapy
    And exactly these are recommended:
      | education           |
      | exercise programme  |
      | spinal manipulation |
      | acupuncture         |

  @nice-ng59.nsaid_sciatica @acp-2017.3
  Scenario Outline: When exercise has been tried enough, and not helped enough
    Given who tried exercise programme <how it went>
    When the sciatica pathway is followed
    Then the patient is at <step>
    And exercise programme is <exercise>
    And NSAID is <NSAID>

    Examples:
      | how it went                             | step                   | exercise    | NSAID       |
      | for 4 weeks without benefit             | Anti-inflammatory drug | tried       | recommended |
      | for 3 weeks without benefit             | Non-drug therapy       | recommended | later       |
      | for 3 weeks and got worse               | Anti-inflammatory drug | tried       | recommended |
      | for 1 week and stopped for side effects | Anti-inflammatory drug | tried       | recommended |
      | for 6 weeks and it partly helped        | Anti-inflammatory drug | recommended | recommended |
      | for 6 weeks and it helped               | Non-drug therapy       | recommended | later       |

  Scenario: A trial of which nobody knows how it went is asked about
    Given who tried exercise programme for 6 weeks with unknown result
    When the sciatica pathway is followed
    Then exercise programme is recommended
    And NSAID is later

  Scenario Outline: How long each treatment is tried before it counts as tried
    Given who tried <trial> without benefit
    When the <pathway> pathway is followed
    Then <therapy> is <verdict>

    Examples:
      | pathway  | therapy                          | trial                                        | verdict       |
      | sciatica | spinal manipulation              | spinal manipulation for 4 weeks              | tried         |
      | sciatica | spinal manipulation              | spinal manipulation for 3 weeks              | recommended   |
      | sciatica | acupuncture                      | acupuncture for 4 weeks and 10 sessions      | tried         |
      | sciatica | acupuncture                      | acupuncture for 4 weeks and 9 sessions       | not indicated |
      | sciatica | acupuncture                      | acupuncture for 3 weeks and 10 sessions      | not indicated |
      | sciatica | cognitive behavioural therapy    | cognitive behavioural therapy for 4 weeks    | tried         |
      | sciatica | cognitive behavioural therapy    | cognitive behavioural therapy for 3 weeks    | not indicated |
      | sciatica | multidisciplinary rehabilitation | multidisciplinary rehabilitation for 4 weeks | tried         |
      | sciatica | NSAID                            | NSAID for 4 weeks                            | tried         |
      | sciatica | NSAID                            | NSAID for 2 weeks                            | tried         |
      | sciatica | NSAID                            | NSAID for 1 week                             | later         |
      | sciatica | epidural steroid injection       | epidural steroid injection in 1 session      | tried         |
      | sciatica | opioid                           | opioid for 1 week                            | tried         |
      | sciatica | tramadol                         | tramadol for 2 weeks                         | tried         |
      | sciatica | discectomy                       | discectomy in 1 session                      | tried         |

  Scenario Outline: What is declined or not to be had does not hold the patient up
    Given who declines exercise programme
    And who declines spinal manipulation
    And <education>
    And who has tried nothing so far
    When the sciatica pathway is followed
    Then the patient is at <step>
    And exercise programme is declined

    Examples: advice is never exhausted, unless the patient wants none
      | education              | step                   |
      | who has low back pain  | Non-drug therapy       |
      | who declines education | Anti-inflammatory drug |

  @nice-ng59.nsaid_sciatica
  Scenario Outline: After the anti-inflammatory drug, by how it went
    Given who tried exercise programme for 6 weeks without benefit
    And who tried NSAID <how it went>
    When the sciatica pathway is followed
    Then the patient is at <step>
    And epidural steroid injection is <injection>

    Examples:
      | how it went                              | step                       | injection   |
      | for 4 weeks without benefit              | Epidural steroid injection | recommended |
      | for 4 weeks and it partly helped         | Epidural steroid injection | recommended |
      | for 1 week without benefit               | Anti-inflammatory drug     | later       |
      | for 3 weeks and stopped for side effects | Epidural steroid injection | recommended |
      | for 4 weeks and it helped                | Anti-inflammatory drug     | later       |

  Scenario: Where nobody knows how the drug went, the injection does not go ahead
    Given who tried exercise programme for 6 weeks without benefit
    And who tried NSAID for 4 weeks with unknown result
    When the sciatica pathway is followed
    Then epidural steroid injection is later

  Scenario Outline: An NSAID that cannot be given does not hold the patient up
    Given who tried exercise programme for 6 weeks without benefit
    And <why not>
    When the sciatica pathway is followed
    Then the patient is at Epidural steroid injection
    And NSAID is <verdict>
    And epidural steroid injection is recommended

    Examples:
      | why not                         | verdict         |
      | who declines NSAID              | declined        |
      | for whom NSAID is not available | unavailable     |
      | who has an NSAID allergy        | contraindicated |
      | who has cirrhosis               | to be avoided   |

  @nice-ng59.epidural @cdc-2022.2
  Scenario Outline: How long, and how severe, decides what follows an NSAID
    Given whose symptom duration is <duration>
    And whose pain score is <pain>
    And whose wish to consider surgery is yes
    And who tried exercise programme for 4 weeks without benefit
    And who tried NSAID for 4 weeks without benefit
    When the sciatica pathway is followed
    Then the patient is at <step>

    Examples:
      | duration | pain | step                       |
      | 3 weeks  | 8    | Epidural steroid injection |
      | 8 weeks  | 8    | Epidural steroid injection |
      | 8 weeks  | 6    | Surgical opinion           |
      | 12 weeks | 8    | Last drug                  |
      | 26 weeks | 8    | Surgical opinion           |

  Scenario: Where the pain has not been rated, it is asked before anything is injected
    Given whose pain score is unknown
    And who tried exercise programme for 4 weeks without benefit
    And who tried NSAID for 4 weeks without benefit
    When the sciatica pathway is followed
    Then epidural steroid injection is pending
    And epidural steroid injection waits for pain score
    And opioid is pending
    And the first question is about pain score

  @cdc-2022.2
  Scenario Outline: After the injection, by how it went
    Given who tried exercise programme for 6 weeks without benefit
    And who tried NSAID for 4 weeks without benefit
    And who tried epidural steroid injection in 1 session <how it went>
    When the sciatica pathway is followed
    Then the patient is at <step>
    And opioid is <opioid>

    Examples:
      | how it went          | step                       | opioid      |
      | without benefit      | Last drug                  | recommended |
      | and it partly helped | Last drug                  | recommended |
      | and got worse        | Last drug                  | recommended |
      | and it helped        | Epidural steroid injection | later       |

  Scenario Outline: An injection that cannot be given does not hold the patient up
    Given who tried exercise programme for 6 weeks without benefit
    And who tried NSAID for 4 weeks without benefit
    And whose disc imaging is concordant
    And <why not>
    When the sciatica pathway is followed
    Then the patient is at Last drug
    And epidural steroid injection is <verdict>
    And opioid is recommended

    Examples:
      | why not                                              | verdict         |
      | who declines epidural steroid injection              | declined        |
      | for whom epidural steroid injection is not available | unavailable     |
      | who has infection or broken skin                     | contraindicated |
      | who has clopidogrel or similar                       | to be avoided   |

  Scenario: No opioid before goals and an exit plan are asked for
    Given who tried exercise programme for 6 weeks without benefit
    And who tried NSAID for 4 weeks without benefit
    And who tried epidural steroid injection in 1 session without benefit
    And whose goals and exit plan for an opioid are unknown
    When the sciatica pathway is followed
    Then opioid is pending
    And the questions include goals and exit plan for an opioid

  Scenario: And none without them
    Given who tried exercise programme for 6 weeks without benefit
    And who tried NSAID for 4 weeks without benefit
    And who tried epidural steroid injection in 1 session without benefit
    And without goals and exit plan for an opioid
    When the sciatica pathway is followed
    Then opioid is not indicated
    And the patient is at Spine or pain specialist team

  @nice-ng59.decompression
  Scenario Outline: After the last drug, by how it went
    Given who tried exercise programme for 6 weeks without benefit
    And who tried NSAID for 4 weeks without benefit
    And who tried epidural steroid injection in 1 session without benefit
    And who tried opioid <how it went>
    And whose wish to consider surgery is yes
    When the sciatica pathway is followed
    Then the patient is at <step>
    And surgical opinion is <opinion>

    Examples:
      | how it went                     | step             | opinion     |
      | for 1 week without benefit      | Surgical opinion | recommended |
      | for 1 week and it partly helped | Surgical opinion | recommended |
      | for 1 week and it helped        | Last drug        | later       |

  Scenario Outline: Where nobody knows how it went, nobody is moved on
    Given who tried exercise programme for 6 weeks without benefit
    And who tried NSAID for 4 weeks without benefit
    And who tried epidural steroid injection in 1 session <injection>
    And who tried opioid for 1 week <opioid>
    And whose wish to consider surgery is yes
    When the sciatica pathway is followed
    Then surgical opinion is later
    And nothing of kind surgery is recommended

    Examples:
      | injection           | opioid              |
      | with unknown result | with unknown result |
      | without benefit     | with unknown result |

  Scenario Outline: Where nobody knows how long or how often, the next step is left open
    Given who tried exercise programme for 6 weeks without benefit
    And who tried NSAID <NSAID>
    And who tried epidural steroid injection <injection>
    And who tried opioid <opioid>
    And whose wish to consider surgery is yes
    When the sciatica pathway is followed
    Then surgical opinion is pending
    And nothing of kind surgery is recommended

    Examples:
      | NSAID                       | injection                    | opioid                     |
      | without benefit             | in 1 session without benefit | for 1 week without benefit |
      | for 4 weeks without benefit | without benefit              | for 1 week without benefit |
      | for 4 weeks without benefit | in 1 session without benefit | without benefit            |

  @nice-ng59.decompression
  Scenario Outline: A surgical opinion, a scan, an operation
    Given whose symptom duration is 26 weeks
    And who tried exercise programme for 6 weeks without benefit
    And who tried NSAID for 4 weeks without benefit
    And whose wish to consider surgery is <wish>
    And whose disc imaging is <imaging>
    When the sciatica pathway is followed
    Then surgical opinion is <opinion>
    And lumbar MRI is <scan>
    And discectomy is <operation>

    Examples:
      | wish    | imaging        | opinion     | scan        | operation     |
      | yes     | not done       | recommended | recommended | not indicated |
      | yes     | concordant     | recommended | later       | recommended   |
      | yes     | not concordant | recommended | later       | not indicated |
      | no      | concordant     | later       | later       | not indicated |
      | unknown | concordant     | pending     | later       | pending       |
      | yes     | unknown        | recommended | pending     | pending       |

  Scenario: An operation that is wanted is the step at which the patient stays
    Given whose symptom duration is 26 weeks
    And who tried exercise programme for 6 weeks without benefit
    And who tried NSAID for 4 weeks without benefit
    And with:
      | wants surgery | yes        |
      | disc imaging  | concordant |
    When the sciatica pathway is followed
    Then the patient is at Surgical opinion
    And review is due on 2027-01-01

  Scenario: An operation that is wanted at the first visit comes after everything else
    Given whose symptom duration is 26 weeks
    And who has tried nothing so far
    And with:
      | pain score    | 5          |
      | baseline pain | 5          |
      | wants surgery | yes        |
      | disc imaging  | concordant |
    When the sciatica pathway is followed
    Then discectomy is later
    And surgical opinion is later
    And the action for discectomy is wait

  Scenario: Who wants no operation is sent to a specialist team at the end
    Given whose symptom duration is 26 weeks
    And who tried exercise programme for 6 weeks without benefit
    And who tried NSAID for 4 weeks without benefit
    When the sciatica pathway is followed
    Then the patient is at Spine or pain specialist team
    And education is recommended
    And nothing of kind surgery is recommended

  @nice-ng59.self_management @nice-ng59.exercise
  Scenario Outline: Enough relief ends the way, whatever was tried
    Given whose adequate relief is yes
    And with:
      | baseline pain       | <pain before>       |
      | pain score          | <pain now>          |
      | baseline disability | <disability before> |
      | disability          | <disability now>    |
    And who tried exercise programme for 6 weeks <how it went>
    When the sciatica pathway is followed
    Then the patient is at Maintain and watch
    And NSAID is later
    And nothing of kind drug is recommended

    Examples: a response is 2 of 10 points of pain, 10 points of disability, or 30 %
      | how it went     | pain before | pain now | disability before | disability now |
      | and it helped   | 8           | 3        | 40                | 20             |
      | and it helped   | 10          | 8        | 60                | 59             |
      | and it helped   | 10          | 9        | 60                | 50             |
      | and it helped   | 3           | 2        | 20                | 19             |
      | and it helped   | 4           | 3        | 20                | 14             |
      | without benefit | 8           | 7        | 40                | 39             |
