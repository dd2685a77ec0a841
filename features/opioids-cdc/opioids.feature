Feature: Opioids by CDC 2022
  Care without opioids first; an opioid only with goals, an exit plan and a look into the monitoring programme;
  who takes one is reviewed, protected and tapered, never stopped abruptly; opioid use disorder has a treatment
  of its own. Facts: G-CDC22-01 to G-CDC22-12, G-CDC22-15, C-OPI-01 to C-OPI-05, TC-OPI-01, K-OPI-01.

  Background: a man of whom everything is known and nothing is wrong
    Given a man aged 45
    And who has low back pain
    And whose leg pain is none
    And whose symptom duration is 52 weeks
    And whose red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And with:
      | pain score      | 8   |
      | mood screen     | 1   |
      | platelets       | 250 |
      | egfr            | 90  |
      | adequate relief | no  |
      | wants drug      | no  |
      | opioid goals    | yes |
      | pdmp checked    | yes |
      | opioid mme      | 0   |

  Rule: No opioid is taken

    Scenario: The first visit
      Given who has tried nothing so far
      When the opioids-cdc pathway is followed
      Then the outcome is advice
      And the patient is at Without drugs
      And exactly these are recommended:
        | education          |
        | exercise programme |
      And NSAID is later
      And opioid is later

    Scenario Outline: Drugs other than opioids, when care without drugs did not help; a wish moves nobody on
      Given whose wish for a drug now is <wish>
      And who tried exercise programme for <weeks> weeks without benefit
      And whose uncontrolled hypertension is no
      And whose several CNS drugs is no
      When the opioids-cdc pathway is followed
      Then NSAID is <NSAID>
      And duloxetine is <NSAID>
      And opioid is later

      Examples:
        | wish | weeks | NSAID       |
        | no   | 6     | recommended |
        | no   | 3     | later       |
        | yes  | 3     | later       |

    Scenario Outline: No opioid for somebody who cannot take another drug and has not tried exercise
      Given whose symptom duration is 2 weeks
      And whose wish for a drug now is yes
      And who has active ulcer or bleeding
      And who tried exercise programme for <weeks> weeks without benefit
      When the opioids-cdc pathway is followed
      Then NSAID is contraindicated
      And tramadol is <tramadol>

      Examples:
        | weeks | tramadol    |
        | 1     | later       |
        | 4     | recommended |

    @cdc-2022.duloxetine @cdc-2022.nsaid
    Scenario Outline: Duloxetine in chronic back pain only
      Given whose leg pain is <leg pain>
      And whose symptom duration is <duration>
      And who tried exercise programme for 4 weeks without benefit
      And whose uncontrolled hypertension is no
      When the opioids-cdc pathway is followed
      Then duloxetine is <duloxetine>
      And NSAID is recommended

      Examples:
        | leg pain  | duration | duloxetine    |
        | none      | 85 days  | recommended   |
        | none      | 84 days  | not indicated |
        | radicular | 26 weeks | not indicated |
        | none      | unknown  | pending       |

    @cdc-2022.1 @cdc-2022.2
    Scenario Outline: An opioid only after everything else that is not one
      Given whose leg pain is <leg pain>
      And whose symptom duration is <duration>
      And who tried exercise programme for 4 weeks without benefit
      And who tried NSAID for <NSAID weeks> weeks without benefit
      And who tried duloxetine for <duloxetine weeks> weeks without benefit
      And whose uncontrolled hypertension is no
      And whose several CNS drugs is no
      When the opioids-cdc pathway is followed
      Then tramadol is <opioid>
      And opioid is <opioid>
      And the strength of opioid is conditional
      And the patient is at <step>

      Examples:
        | leg pain  | duration | NSAID weeks | duloxetine weeks | opioid      | step                                         |
        | none      | 52 weeks | 4           | 4                | recommended | An opioid, where its benefit exceeds its risk |
        | none      | 52 weeks | 4           | 3                | later       | Drugs other than opioids                     |
        | none      | 52 weeks | 1           | 4                | later       | Drugs other than opioids                     |
        | none      | 3 weeks  | 4           | 3                | recommended | An opioid, where its benefit exceeds its risk |
        | radicular | 26 weeks | 4           | 3                | recommended | An opioid, where its benefit exceeds its risk |

    Scenario: Two drugs that helped only partly are inadequate, too
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks and it partly helped
      And who tried duloxetine for 4 weeks and it partly helped
      When the opioids-cdc pathway is followed
      Then tramadol is recommended
      And NSAID is recommended
      And the outcome is advice

    Scenario Outline: Enough relief or a wish for nothing at the first visit
      Given who has tried nothing so far
      And whose enough relief for now is <relief>
      When the opioids-cdc pathway is followed
      Then the patient is at <where>

      Examples:
        | relief | where              |
        | yes    | Maintain and watch |
        | no     | Without drugs      |

    Scenario: Who declines advice leaves it open whether exercise is over
      Given who declines education
      And who tried exercise programme without benefit
      When the opioids-cdc pathway is followed
      Then NSAID is pending

    Scenario Outline: Of advice and exercise that nobody knows how they went
      Given who tried <therapy> without benefit
      When the opioids-cdc pathway is followed
      Then NSAID is pending
      And duloxetine is pending

      Examples:
        | therapy            |
        | education          |
        | exercise programme |

    Scenario Outline: Both opioids refused, or one of them and the other left open
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried duloxetine for 4 weeks without benefit
      And who declines tramadol
      And <other>
      When the opioids-cdc pathway is followed
      Then education is recommended
      And tramadol is declined
      And the patient is at <where>

      Examples:
        | other                                            | where                                  |
        | who declines opioid                              | Pain or rehabilitation specialist team |
        | whose opioid goals is yes                        | An opioid, where its benefit exceeds its risk |

    Scenario: One refused, and of the other it is not known whether it can be given
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried duloxetine for 4 weeks without benefit
      And who declines tramadol
      And whose sedating drug is unknown
      When the opioids-cdc pathway is followed
      Then opioid is pending
      And education is recommended

    Scenario: Where a trial's length is not known, it stays open whether an opioid is due
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID without benefit
      And who tried duloxetine without benefit
      When the opioids-cdc pathway is followed
      Then opioid is pending
      And tramadol is pending
      And NSAID is pending

    @cdc-2022.1 @cdc-2022.2
    Scenario Outline: Before an opioid goals and an exit plan, and a look into the monitoring programme
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried duloxetine for 4 weeks without benefit
      And whose opioid goals is <goals>
      And whose pdmp checked is <look>
      When the opioids-cdc pathway is followed
      Then opioid is <opioid>
      And tramadol is <opioid>
      And the patient is at <step>

      Examples:
        | goals | look    | opioid        | step                                          |
        | yes   | yes     | recommended   | An opioid, where its benefit exceeds its risk |
        | yes   | unknown | recommended   | An opioid, where its benefit exceeds its risk |
        | no    | yes     | not indicated | Pain or rehabilitation specialist team        |

    Scenario Outline: What is not known of these is asked
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried duloxetine for 4 weeks without benefit
      And whose <need> is unknown
      When the opioids-cdc pathway is followed
      Then opioid is <opioid>
      And the questions include <need>

      Examples:
        | need         | opioid      |
        | opioid goals | pending     |
        | pdmp checked | recommended |

    Scenario: A look into the monitoring programme is good for three months
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried duloxetine for 4 weeks without benefit
      And whose pdmp checked is yes on 2026-08-27
      When the opioids-cdc pathway is followed
      Then the questions include pdmp checked
      Given whose pdmp checked is yes on 2026-08-28
      When the opioids-cdc pathway is followed
      Then the questions do not include pdmp checked

    Scenario Outline: What comes after an opioid
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried duloxetine for 4 weeks without benefit
      And who tried opioid <how it went>
      When the opioids-cdc pathway is followed
      Then the patient is at <step>
      And tramadol is <tramadol>

      Examples:
        | how it went                     | step                                          | tramadol    |
        | for 1 week without benefit      | An opioid, where its benefit exceeds its risk | recommended |
        | for 1 week and it partly helped | An opioid, where its benefit exceeds its risk | recommended |
        | for 1 week and it helped        | An opioid, where its benefit exceeds its risk | recommended |

    Scenario Outline: After both a specialist team
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried duloxetine for 4 weeks without benefit
      And who tried opioid for 1 week <opioid>
      And who tried tramadol for 2 weeks <tramadol>
      When the opioids-cdc pathway is followed
      Then the patient is at <step>
      And the outcome is advice

      Examples:
        | opioid               | tramadol             | step                                          |
        | without benefit      | without benefit      | Pain or rehabilitation specialist team        |
        | and it partly helped | and it partly helped | Pain or rehabilitation specialist team        |
        | without benefit      | and it helped        | An opioid, where its benefit exceeds its risk |

    @cdc-2022.8
    Scenario Outline: Naloxone goes with whichever opioid is left
      Given who has sleep apnoea
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried duloxetine for 4 weeks without benefit
      And who tried <failed> for 2 weeks without benefit
      When the opioids-cdc pathway is followed
      Then <left> is recommended
      And naloxone is recommended

      Examples:
        | failed   | left     |
        | tramadol | opioid   |
        | opioid   | tramadol |

    Scenario: An opioid of nobody knows how long leaves open what comes next
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried duloxetine for 4 weeks without benefit
      And who tried opioid without benefit
      When the opioids-cdc pathway is followed
      Then opioid is pending
      And the outcome is advice

    Scenario Outline: Enough relief ends the steps, and where nobody knows they stay open
      Given whose enough relief for now is <relief>
      And who tried exercise programme for 6 weeks without benefit
      When the opioids-cdc pathway is followed
      Then NSAID is <NSAID>
      And the outcome is <outcome>

      Examples:
        | relief  | NSAID   | outcome           |
        | yes     | later   | advice            |
        | unknown | pending | needs information |

    @nice-ng59.opioids_back_chronic @who-2023.opioids @va-dod-2017.opioids
    Scenario: Others advise against opioids in chronic pain, and that is said
      Given who has tried nothing so far
      When the opioids-cdc pathway is followed
      Then guidelines disagree on opioid
      And nice-ng59.opioids_back_chronic advises against opioid, directly
      And who-2023.opioids advises against opioid, directly
      And va-dod-2017.opioids advises against opioid, directly

    Scenario Outline: Danger comes first
      Given who has tried nothing so far
      And who has <danger>
      When the opioids-cdc pathway is followed
      Then <therapy> is <verdict>

      Examples:
        | therapy            | danger                       | verdict         |
        | tramadol           | MAO inhibitor within 14 days | contraindicated |
        | tramadol           | seizure disorder             | to be avoided   |
        | opioid             | sedating drug                | to be avoided   |
        | opioid             | opioid for another reason    | to be avoided   |
        | NSAID              | active ulcer or bleeding     | contraindicated |
        | NSAID              | cirrhosis                    | to be avoided   |
        | duloxetine         | uncontrolled glaucoma        | contraindicated |
        | duloxetine         | heavy drinking               | to be avoided   |
        | exercise programme | unstable heart disease       | to be avoided   |
        | benzodiazepine     | sedating drug                | to be avoided   |

    Scenario Outline: Nobody has asked, so it waits
      Given who has tried nothing so far
      And who was not asked about <guard>
      When the opioids-cdc pathway is followed
      Then <therapy> is pending

      Examples:
        | therapy            | guard                   |
        | exercise programme | unstable heart disease  |

    Scenario: From 65 on the stomach is protected
      Given whose age is 66
      And who tried exercise programme for 6 weeks without benefit
      When the opioids-cdc pathway is followed
      Then NSAID is recommended
      And stomach protection is recommended

  Rule: An opioid is taken

    @cdc-2022.5
    Scenario Outline: It is reviewed, goes on as long as it is worth it, and is never stopped abruptly
      Given who takes <drug> for 6 weeks, so far <how it goes>
      When the opioids-cdc pathway is followed
      Then <drug> is <verdict>
      And the action for <drug> is <action>
      And abrupt_opioid_stop is not recommended because "CDC 2022"
      And the advice cites cdc-2022.5

      Examples:
        | drug     | how it goes         | verdict | action   |
        | opioid   | with some benefit   | ongoing | continue |
        | opioid   | with benefit        | ongoing | continue |
        | opioid   | without benefit     | tried   | taper    |
        | opioid   | with side effects   | tried   | taper    |
        | tramadol | with some benefit   | ongoing | continue |
        | tramadol | without benefit     | tried   | taper    |

    Scenario Outline: The review asks for goals, the dose and the monitoring programme
      Given who takes an opioid for 6 weeks, so far with some benefit
      And whose <need> is unknown
      When the opioids-cdc pathway is followed
      Then the questions include <need>

      Examples:
        | need         |
        | opioid goals |
        | opioid mme   |
        | pdmp checked |

    Scenario Outline: Review after one week, and what is said in acute pain and at higher doses
      Given whose symptom duration is <duration>
      And whose opioid mme is <dose>
      And who takes an opioid for <weeks> weeks, so far with some benefit
      When the opioids-cdc pathway is followed
      Then opioid is ongoing
      And the advice cites cdc-2022.5

      Examples:
        | duration | dose    | weeks |
        | 3 weeks  | 20      | 1     |
        | 52 weeks | 20      | 6     |
        | 52 weeks | 50      | 6     |
        | 52 weeks | unknown | 6     |
        | unknown  | 50      | 6     |

    @cdc-2022.8
    Scenario Outline: Naloxone where the risk is higher
      Given who takes an opioid for 6 weeks, so far with some benefit
      And whose <finding> is <value>
      When the opioids-cdc pathway is followed
      Then naloxone is <naloxone>

      Examples:
        | finding                        | value   | naloxone    |
        | opioid mme                     | 49      | later       |
        | opioid mme                     | 50      | recommended |
        | sedating drug                  | yes     | recommended |
        | sleep apnoea                   | yes     | recommended |
        | past overdose or substance use | yes     | recommended |
        | age                            | 65      | recommended |
        | sleep apnoea                   | unknown | pending     |

    @cdc-2022.8
    Scenario Outline: The antidote waits for no question about allergies
      Given who takes an opioid for 6 weeks, so far with some benefit
      And whose opioid mme is 50
      And whose allergy to naloxone is <allergy>
      When the opioids-cdc pathway is followed
      Then naloxone is recommended
      And the action for naloxone is start

      Examples:
        | allergy |
        | no      |
        | unknown |
        | yes     |

    @cdc-2022.11
    Scenario Outline: A benzodiazepine is not added, and one that is taken is not stopped abruptly
      Given <what is taken>
      When the opioids-cdc pathway is followed
      Then benzodiazepine is <verdict>
      And the action for benzodiazepine is <action>

      Examples:
        | what is taken                              | verdict         | action       |
        | who takes an opioid for 6 weeks            | to be avoided   | do not start |
        | who has tried nothing so far               | not indicated   | do not start |

    @cdc-2022.11
    Scenario: Beside an opioid from another prescriber the CDC itself advises against a benzodiazepine
      Given who has tried nothing so far
      And who has opioid for another reason
      When the opioids-cdc pathway is followed
      Then benzodiazepine is to be avoided because "stop the breathing"
      And cdc-2022.11 advises against benzodiazepine, directly

    @cdc-2022.11
    Scenario: Both taken, both reviewed
      Given who takes an opioid for 6 weeks, so far with some benefit
      And who takes a benzodiazepine for 6 weeks, so far with some benefit
      When the opioids-cdc pathway is followed
      Then benzodiazepine is ongoing
      And the action for benzodiazepine is continue
      And a caution for benzodiazepine says "stop neither abruptly"
      And a soon alert "overdose_risk" is raised

    Scenario: After the review what is not an opioid is offered, however long the opioid was taken
      Given who takes an opioid for 52 weeks, so far with some benefit
      When the opioids-cdc pathway is followed
      Then the patient is at Without drugs
      And exercise programme is recommended
      And opioid is ongoing

    Scenario: Enough relief with an opioid is kept and watched
      Given whose enough relief for now is yes
      And who takes an opioid for 6 weeks, so far with benefit
      When the opioids-cdc pathway is followed
      Then the patient is at Maintain and watch
      And opioid is ongoing

    Scenario: An opioid for another reason is reviewed, too
      Given who has tried nothing so far
      And who has opioid for another reason
      When the opioids-cdc pathway is followed
      Then opioid is to be avoided because "reassess the whole"
      And abrupt_opioid_stop is not recommended because "CDC 2022"

    Scenario: Whether an opioid is taken is asked first
      Given who has tried nothing so far
      And whose opioid for another reason is unknown
      When the opioids-cdc pathway is followed
      Then exercise programme is pending
      And abrupt_opioid_stop is not indicated

  Rule: Opioid use disorder

    @cdc-2022.12
    Scenario Outline: It has a treatment of its own, and the pain gets no opioid
      Given who has tried nothing so far
      And whose opioid use disorder is <disorder>
      When the opioids-cdc pathway is followed
      Then treatment of opioid use disorder is <treatment>
      And the action for treatment of opioid use disorder is <action>
      And opioid is <opioid>
      And the patient is at <where>

      Examples:
        | disorder | treatment     | action       | opioid          | where                                |
        | yes      | recommended   | start        | contraindicated | Treatment of the opioid use disorder |
        | no       | not indicated | do not start | later           | Without drugs                        |

    @cdc-2022.12
    Scenario: Where nobody has asked, both wait
      Given who has tried nothing so far
      And whose opioid use disorder is unknown
      When the opioids-cdc pathway is followed
      Then treatment of opioid use disorder is pending
      And exercise programme is pending

    @cdc-2022.12
    Scenario: An opioid that is taken is tapered, and the treatment arranged
      Given who has opioid use disorder
      And who takes an opioid for 6 weeks
      When the opioids-cdc pathway is followed
      Then opioid is contraindicated
      And the action for opioid is taper
      And treatment of opioid use disorder is recommended

  Scenario: How an opioid went that nobody has recorded leaves open whether a specialist is next
    Given a patient
    And whose age is 18 years
    And whose leg pain is radicular
    And whose kidney function (eGFR) is 0 mL/min/{1.73_m2}
    And without adequate_relief
    And who tried education adequately for 4.2 weeks without benefit
    And who tried opioid for 1.2 weeks with no recorded result
    And who tried tramadol for 2.2 weeks without benefit
    And whose medicines and problems are reconciled
    When the opioids-cdc pathway is followed
    Then stay active, education is tried

  Scenario: With an opioid use disorder its treatment comes before everything else of this pathway
    Given a patient
    And who has opioid use disorder
    And who has tried nothing so far
    And whose age is 45 years
    And who has low back pain
    And whose leg pain is none
    When the opioids-cdc pathway is followed
    Then treatment of opioid use disorder is recommended
    And naloxone is recommended
    And stay active, education is recommended
    And exercise programme is later
