Feature: Opioids beside other drugs, and the danger of an overdose
  What an opioid is not begun beside, what happens where both are already taken (nothing is stopped
  abruptly), when naloxone is kept at hand, and when the alert of an overdose is raised. A drug for another
  reason (`takes a sedating drug`) is never a trial for this pain. Facts: C-OPI-02, C-OPI-03,
  C-TRAM-01, C-DLX-03, G-CDC22-04, G-CDC22-08, G-CDC22-11, G-CDC22-13.

  Background: a man of whom everything is known and nothing is wrong
    Given a man aged 45
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
      | wants drug      | yes      |
      | opioid goals    | yes      |
      | opioid mme      | 10       |

  Rule: An opioid or tramadol beside other drugs, in chronic low back pain

    Background:
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is 52 weeks
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit

    Scenario Outline: No opioid is begun beside a drug that slows the breathing
      Given who <takes what>
      When the low-back-pain pathway is followed
      Then <drug> is to be avoided because "stop the breathing"
      And the action for <drug> is do not start

      Examples:
        | drug     | takes what                         |
        | opioid   | takes a sedating drug              |
        | opioid   | takes gabapentin for 6 weeks       |
        | opioid   | takes a benzodiazepine for 6 weeks |
        | opioid   | takes muscle relaxant for 2 weeks  |
        | opioid   | takes tizanidine for 2 weeks       |
        | tramadol | takes a sedating drug              |
        | tramadol | takes gabapentin for 6 weeks       |
        | tramadol | takes a benzodiazepine for 6 weeks |
        | tramadol | takes muscle relaxant for 2 weeks  |
        | tramadol | takes tizanidine for 2 weeks       |

    Scenario Outline: No opioid is begun on top of another one
      Given who <takes what>
      When the low-back-pain pathway is followed
      Then <drug> is to be avoided because "reassess the whole"
      And the action for <drug> is do not start

      Examples:
        | drug     | takes what                      |
        | opioid   | takes opioid for another reason |
        | opioid   | takes tramadol for 6 weeks      |
        | tramadol | takes opioid for another reason |
        | tramadol | takes an opioid for 6 weeks     |

    Scenario Outline: Tramadol and what raises serotonin
      Given who <takes what>
      When the low-back-pain pathway is followed
      Then tramadol is to be avoided because "serotonin"

      Examples:
        | takes what                   |
        | takes an SSRI or SNRI        |
        | takes a tricyclic or triptan |
        | takes duloxetine for 3 weeks |

    Scenario Outline: A clinician who knows both drugs may begin tramadol all the same
      Given who <takes what>
      And who tried duloxetine for 4 weeks without benefit
      And for whom Dr Ada lifts "<rule>" because "both prescribers agreed, with a plan"
      When the low-back-pain pathway is followed
      Then tramadol is recommended
      And naloxone is <naloxone>

      Examples:
        | takes what                      | rule                   | naloxone    |
        | takes a sedating drug           | tramadol.sedatives     | recommended |
        | takes opioid for another reason | tramadol.second_opioid | later       |
        | takes an SSRI or SNRI           | tramadol.serotonin     | later       |

    Scenario Outline: Nobody has asked about these drugs
      Given who was not asked about <drug for another reason>
      When the low-back-pain pathway is followed
      Then tramadol is pending
      And tramadol waits for <drug for another reason>

      Examples:
        | drug for another reason   |
        | sedating drug             |
        | opioid for another reason |
        | SSRI or SNRI              |
        | tricyclic or triptan      |

    Scenario Outline: Where both are taken already, neither is stopped abruptly
      Given who takes <opioid> for 6 weeks, so far with some benefit
      And who <takes what>
      When the low-back-pain pathway is followed
      Then <opioid> is ongoing
      And a caution for <opioid> says "stop neither abruptly"
      And naloxone is recommended

      Examples:
        | opioid   | takes what                         |
        | opioid   | takes a sedating drug              |
        | opioid   | takes gabapentin for 6 weeks       |
        | opioid   | takes a benzodiazepine for 6 weeks |
        | tramadol | takes a sedating drug              |
        | tramadol | takes gabapentin for 6 weeks       |
        | tramadol | takes a benzodiazepine for 6 weeks |

    Scenario Outline: An opioid alone goes on, and whether the patient is sedated is asked
      Given who takes <opioid> for 6 weeks, so far with some benefit
      And whose sedating drug is <sedating drug>
      When the low-back-pain pathway is followed
      Then <opioid> is ongoing
      And the action for <opioid> is continue
      And naloxone is <naloxone>

      Examples:
        | opioid   | sedating drug | naloxone |
        | opioid   | no            | later    |
        | opioid   | unknown       | pending  |
        | tramadol | no            | later    |
        | tramadol | unknown       | pending  |

    Scenario Outline: Two opioids that are both taken go on until the whole is reassessed
      Given who takes opioid for 6 weeks, so far with some benefit
      And who takes tramadol for 6 weeks, so far with some benefit
      When the low-back-pain pathway is followed
      Then <opioid> is ongoing

      Examples:
        | opioid   |
        | opioid   |
        | tramadol |

    @cdc-2022.8
    Scenario Outline: Naloxone goes with an opioid where an overdose is more likely
      Given whose <finding> is <value>
      And who tried duloxetine for 4 weeks without benefit
      When the low-back-pain pathway is followed
      Then tramadol is recommended
      And naloxone is <naloxone>

      Examples:
        | finding                        | value   | naloxone    |
        | age                            | 65      | recommended |
        | age                            | 64      | later       |
        | past overdose or substance use | yes     | recommended |
        | past overdose or substance use | no      | later       |
        | past overdose or substance use | unknown | pending     |
        | sleep apnoea                   | yes     | recommended |
        | sleep apnoea                   | unknown | pending     |

    Scenario Outline: The same where it is the last drug
      Given who tried duloxetine for 4 weeks without benefit
      And who tried tramadol for 4 weeks without benefit
      And whose <finding> is <value>
      When the low-back-pain pathway is followed
      Then opioid is recommended
      And naloxone is <naloxone>

      Examples:
        | finding                        | value   | naloxone    |
        | age                            | 65      | recommended |
        | age                            | 64      | later       |
        | past overdose or substance use | yes     | recommended |
        | past overdose or substance use | no      | later       |
        | past overdose or substance use | unknown | pending     |
        | sleep apnoea                   | yes     | recommended |
        | sleep apnoea                   | unknown | pending     |

    Scenario: Where naloxone is not to be had, an opioid is not begun by somebody who needs it
      Given whose age is 70
      And for whom naloxone is not available
      When the low-back-pain pathway is followed
      Then tramadol is to be avoided because "naloxone"

    Scenario Outline: A dose of 50 morphine milligram equivalents a day asks for naloxone
      Given who takes <opioid> for 6 weeks, so far with some benefit
      And whose opioid dose in morphine equivalents is <dose>
      When the low-back-pain pathway is followed
      Then <opioid> is ongoing
      And naloxone is <naloxone>

      Examples:
        | opioid   | dose    | naloxone    |
        | opioid   | 49      | later       |
        | opioid   | 50      | recommended |
        | opioid   | unknown | pending     |
        | tramadol | 49      | later       |
        | tramadol | 50      | recommended |
        | tramadol | unknown | pending     |

    Scenario Outline: From 50 on the dose is reassessed, which is a guidepost and no limit
      Given who takes <opioid> for 6 weeks, so far with some benefit
      And whose opioid dose in morphine equivalents is 50
      When the low-back-pain pathway is followed
      Then a caution for <opioid> says "a guidepost"

      Examples:
        | opioid   |
        | opioid   |
        | tramadol |

    Scenario: A high dose for another reason raises the alert, too
      Given who takes opioid for another reason
      And whose opioid dose in morphine equivalents is 50
      When the low-back-pain pathway is followed
      Then a soon alert "overdose_risk" is raised
      And naloxone is recommended
      And tramadol is to be avoided

    Scenario Outline: Duloxetine beside a running drug
      Given who takes <drug> for 6 weeks, so far without benefit
      And whose uncontrolled hypertension is no
      When the low-back-pain pathway is followed
      Then duloxetine is <verdict>
      And a caution for duloxetine says "<words>"

      Examples:
        | drug     | verdict     | words     |
        | tramadol | avoid       | serotonin |
        | NSAID    | recommended | bleeding  |

  Rule: The danger of an overdose

    Background:
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      And who takes opioid for another reason

    Scenario Outline: An opioid and one thing more
      Given who has tried nothing so far
      But who <has what>
      When the sciatica pathway is followed
      Then a soon alert "overdose_risk" is raised
      And naloxone is recommended

      Examples:
        | has what                           |
        | takes a sedating drug              |
        | takes gabapentin for 6 weeks       |
        | takes a benzodiazepine for 6 weeks |
        | takes muscle relaxant for 2 weeks  |
        | takes tizanidine for 2 weeks       |
        | has past overdose or substance use |
        | has opioid use disorder            |
        | has sleep apnoea                   |

    Scenario Outline: An opioid at 64 and at 65, at 49 and at 50 milligrams
      Given whose age is <age>
      And whose opioid dose in morphine equivalents is <dose>
      And who has tried nothing so far
      When the sciatica pathway is followed
      Then naloxone is <naloxone>

      Examples:
        | age | dose | naloxone    |
        | 64  | 49   | later       |
        | 65  | 49   | recommended |
        | 64  | 50   | recommended |

    Scenario Outline: Who is hard to wake on an opioid needs help today, and everything else is later
      Given whose unusual sleepiness on an opioid is <sleepiness>
      And who has tried nothing so far
      When the sciatica pathway is followed
      Then the outcome is <outcome>
      And emergency referral is <referral>
      And naloxone is <naloxone>
      And exercise programme is <exercise>
      And NSAID is <drug>

      Examples:
        | sleepiness | outcome           | referral    | naloxone    | exercise    | drug        |
        | yes        | urgent            | recommended | recommended | later       | later       |
        | no         | advice            | later       | later       | recommended | recommended |
        | unknown    | advice            | pending     | pending     | recommended | pending     |

    Scenario Outline: The same for an opioid that is taken for this pain
      Given who takes no opioid for another reason
      And who takes <opioid> for 6 weeks, so far with some benefit
      And whose unusual sleepiness on an opioid is yes
      When the low-back-pain pathway is followed
      Then an emergency alert "overdose_now" is raised
      And naloxone is recommended

      Examples:
        | opioid   |
        | opioid   |
        | tramadol |

    Scenario: Sleepiness is asked about where an opioid is taken
      Given whose unusual sleepiness on an opioid is unknown
      And who has tried nothing so far
      When the sciatica pathway is followed
      Then the questions include unusual sleepiness on an opioid

    Scenario: Who takes no opioid is not asked whether it makes sleepy
      Given who takes no opioid for another reason
      And whose unusual sleepiness on an opioid is unknown
      And who has tried nothing so far
      When the sciatica pathway is followed
      Then the questions do not include unusual sleepiness on an opioid
      And no alert is raised

    Scenario: Beside an emergency nobody is asked whether an opioid is taken
      Given whose saddle numbness is yes
      And whose opioid for another reason is unknown
      And whose unusual sleepiness on an opioid is unknown
      And who has tried nothing so far
      When the sciatica pathway is followed
      Then an emergency alert "cauda_equina" is raised
      And the questions do not include opioid for another reason
      And the questions do not include unusual sleepiness on an opioid

    Scenario: Beside an emergency somebody who takes an opioid is asked whether it makes sleepy
      Given whose saddle numbness is yes
      And whose unusual sleepiness on an opioid is unknown
      And who has tried nothing so far
      When the sciatica pathway is followed
      Then the questions include unusual sleepiness on an opioid

    Scenario: An opioid alone raises no alert
      Given who has tried nothing so far
      When the sciatica pathway is followed
      Then no alert is raised

    Scenario Outline: An opioid, and one thing not known
      Given who has tried nothing so far
      And whose <finding> is unknown
      When the sciatica pathway is followed
      Then the alert "overdose_risk" is unanswered
      And exercise programme is recommended

      Examples:
        | finding                             |
        | sedating drug                       |
        | past overdose or substance use      |
        | sleep apnoea                        |
        | opioid dose in morphine equivalents |

    Scenario: Where nobody has asked what is taken for the pain, gabapentin may be among it
      When the sciatica pathway is followed
      Then the alert "overdose_risk" is unanswered

    Scenario: Where nobody has asked what is taken for the pain, an opioid may be among it
      Given who takes no opioid for another reason
      And who has sleep apnoea
      When the sciatica pathway is followed
      Then the alert "overdose_risk" is unanswered
      And naloxone is pending
