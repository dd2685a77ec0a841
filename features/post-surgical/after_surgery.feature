Feature: Back or leg pain after spinal surgery
  A changed wound, fever or rising pain is an emergency; in the first weeks the surgical team is asked, and the
  surgeon whenever nerve-root pain is back; later pain is treated with exercise first; an opioid from the
  operation is reviewed and tapered. Facts: C-POST-01 to C-POST-05, C-ACU-15, C-SMT-02, G-CDC22-05, G-CDC22-06.

  Background: a man a year after an operation, of whom everything is known and nothing is wrong
    Given a man aged 45
    And who has low back pain
    And whose leg pain is none
    And whose symptom duration is 26 weeks
    And whose red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And with:
      | previous spinal surgery              | yes      |
      | time since the last spinal operation | 52 weeks |
      | pain after surgery                   | no       |
      | pain score                           | 6        |
      | mood screen                          | 1        |
      | startback total                      | 3        |
      | platelets                            | 250      |
      | egfr                                 | 90       |
      | disc imaging                         | not done |
      | adequate relief                      | no       |
      | wants surgery                        | no       |
      | wants drug                           | no       |
      | opioid goals                         | yes      |
      | pdmp checked                         | yes      |
      | opioid mme                           | 20       |
    And who has tried nothing so far

  Rule: Of the first weeks other pathways do not speak

    Scenario Outline: Before twelve weeks have passed
      Given whose leg pain is <leg pain>
      And whose time since the last spinal operation is <since>
      When the <pathway> pathway is followed
      Then the outcome is <outcome>

      Examples:
        | pathway                   | leg pain  | since    | outcome      |
        | sciatica                  | radicular | 11 weeks | not eligible |
        | sciatica                  | radicular | 12 weeks | advice       |
        | low-back-pain             | none      | 11 weeks | not eligible |
        | low-back-pain             | none      | 12 weeks | advice       |
        | low-back-pain-nice        | none      | 5 weeks  | not eligible |
        | low-back-pain-nice        | radicular | 12 weeks | advice       |
        | chronic-low-back-pain-who | none      | 5 weeks  | not eligible |
        | chronic-low-back-pain-who | none      | 12 weeks | advice       |
        | acute-severe-sciatica     | radicular | 11 weeks | not eligible |
        | post-surgical             | none      | 5 weeks  | advice       |

  Rule: Trouble after the operation

    Scenario: Fever, a changed wound or rising pain is an emergency
      Given whose time since the last spinal operation is 3 weeks
      And whose symptom duration is 2 weeks
      And who has new trouble after a needle, injection, manipulation or operation
      When the post-surgical pathway is followed
      Then an emergency alert "procedure_complication" is raised
      And the outcome is urgent
      And emergency referral is recommended
      And lumbar MRI is recommended
      And blood tests is recommended
      And exercise programme is later

    Scenario: The opioid of somebody with an emergency is not stopped
      Given who has new trouble after a needle, injection, manipulation or operation
      And who takes an opioid for 3 weeks, so far with some benefit
      When the post-surgical pathway is followed
      Then the action for opioid is ask first

  Rule: How long ago, and is leg pain back

    Scenario Outline: In the first weeks the surgical team, later exercise, and the surgeon whenever leg pain is back
      Given whose leg pain is <leg pain>
      And whose pain after surgery is <back>
      And whose time since the last spinal operation is <time>
      When the post-surgical pathway is followed
      Then the patient is at <where>
      And exercise programme is <exercise>
      And surgical opinion is <opinion>

      Examples:
        | leg pain  | back | time     | where                        | exercise    | opinion     |
        | none      | no   | 83 days  | The surgical team            | later       | later       |
        | none      | no   | 84 days  | Exercise and self-management | recommended | later       |
        | radicular | yes  | 83 days  | The surgical team            | later       | recommended |
        | radicular | yes  | 84 days  | Back to the surgeon          | later       | recommended |
        | radicular | no   | 52 weeks | Exercise and self-management | recommended | later       |
        | none      | yes  | 52 weeks | Exercise and self-management | recommended | recommended |

    Scenario Outline: Where it is not known, somebody asks
      Given whose leg pain is radicular
      And whose <finding> is unknown
      When the post-surgical pathway is followed
      Then exercise programme is pending
      And the questions include <finding>

      Examples:
        | finding                              |
        | time since the last spinal operation |
        | pain after surgery                   |

    Scenario Outline: A scan only where it would change what is done
      Given whose leg pain is radicular
      And whose pain after surgery is yes
      And whose disc imaging is <imaging>
      And whose wants surgery is <wish>
      When the post-surgical pathway is followed
      Then lumbar MRI is <scan>

      Examples:
        | imaging    | wish    | scan        |
        | not done   | yes     | recommended |
        | not done   | no      | later       |
        | not done   | unknown | pending     |
        | concordant | yes     | later       |
        | unknown    | yes     | pending     |

  Rule: Later pain

    @nice-ng59.self_management @nice-ng59.exercise
    Scenario: The first visit
      When the post-surgical pathway is followed
      Then exactly these are recommended:
        | education          |
        | exercise programme |
      And the strength of exercise programme is conditional
      And the outcome is advice

    Scenario: Nobody manipulates an operated spine, and an unstable one never
      Given who wants spinal manipulation
      When the post-surgical pathway is followed
      Then spinal manipulation is not indicated
      Given who has unstable spine
      When the post-surgical pathway is followed
      Then spinal manipulation is contraindicated

    Scenario Outline: A thrust soon after the operation
      Given who wants spinal manipulation
      And whose time since the last spinal operation is <since>
      When the post-surgical pathway is followed
      Then spinal manipulation is <verdict>

      Examples:
        | since    | verdict       |
        | 11 weeks | to be avoided |
        | 12 weeks | not indicated |
        | unknown  | not indicated |

    Scenario: A course of manipulation that was begun too soon is stopped
      Given whose time since the last spinal operation is 5 weeks
      And who has been having spinal manipulation for 1 week
      When the post-surgical pathway is followed
      Then the action for spinal manipulation is stop

    Scenario: A surgeon who knows the segment to be stable may allow it, which does not make it an option
      Given who wants spinal manipulation
      And whose time since the last spinal operation is 5 weeks
      And for whom Dr Ada lifts "spinal_manipulation.recent_operation" because "the surgeon agrees"
      When the post-surgical pathway is followed
      Then spinal manipulation is not indicated

    @nice-ng59.combined
    Scenario Outline: A combined programme in lasting pain
      Given whose symptom duration is <duration>
      And whose startback total is <total>
      And whose startback distress is <distress>
      And who tried exercise programme for <weeks> weeks without benefit
      When the post-surgical pathway is followed
      Then multidisciplinary rehabilitation is <combined>

      Examples:
        | duration | total   | distress | weeks | combined      |
        | 26 weeks | 6       | 4        | 2     | recommended   |
        | 26 weeks | 6       | 3        | 2     | not indicated |
        | 26 weeks | 3       | 0        | 6     | recommended   |
        | 8 weeks  | 6       | 4        | 6     | not indicated |
        | 26 weeks | unknown | unknown  | 2     | pending       |
        | unknown  | 6       | 4        | 2     | pending       |

    @nice-ng59.nsaid @nice-ng59.nsaid_sciatica
    Scenario Outline: An anti-inflammatory drug, once exercise did not help or a drug is wanted
      Given whose leg pain is <leg pain>
      And whose wish for a drug now is <wish>
      And who tried exercise programme <how it went>
      When the post-surgical pathway is followed
      Then NSAID is <NSAID>

      Examples:
        | leg pain  | wish    | how it went                 | NSAID       |
        | none      | no      | for 6 weeks without benefit | recommended |
        | radicular | no      | for 6 weeks without benefit | recommended |
        | none      | no      | for 6 weeks and it helped   | later       |
        | none      | yes     | for 6 weeks and it helped   | recommended |
        | none      | unknown | for 6 weeks and it helped   | pending     |
        | none      | no      | without benefit             | pending     |

    Scenario Outline: After the drug a specialist team, and no opioid is begun
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID <how it went>
      When the post-surgical pathway is followed
      Then the patient is at <where>
      And opioid is not indicated
      And tramadol is not indicated

      Examples:
        | how it went                      | where                         |
        | for 4 weeks without benefit      | Spine or pain specialist team |
        | for 4 weeks and it partly helped | Spine or pain specialist team |
        | for 2 weeks without benefit      | Spine or pain specialist team |
        | for 1 week without benefit       | Anti-inflammatory drug        |

    Scenario Outline: Who declines one of two leaves it open whether the other is over
      Given who declines education
      And who tried exercise programme <how it went>
      When the post-surgical pathway is followed
      Then NSAID is <NSAID>

      Examples:
        | how it went                 | NSAID       |
        | without benefit             | pending     |
        | for 6 weeks without benefit | recommended |

    Scenario: A drug of nobody knows how long leaves open what comes next
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID without benefit
      When the post-surgical pathway is followed
      Then NSAID is pending
      And the outcome is advice

    Scenario Outline: Enough relief ends the steps, and where nobody knows they stay open
      Given who tried exercise programme for 6 weeks without benefit
      And whose enough relief for now is <relief>
      When the post-surgical pathway is followed
      Then NSAID is <NSAID>
      And the outcome is <outcome>

      Examples:
        | relief  | NSAID   | outcome           |
        | yes     | later   | advice            |
        | unknown | pending | needs information |

    Scenario Outline: What NICE advises against is not begun after surgery either
      Given whose leg pain is <leg pain>
      When the post-surgical pathway is followed
      Then <therapy> is not recommended because "NICE NG59"

      @nice-ng59.gabapentinoids @nice-ng59.anticonvulsants @nice-ng59.corticosteroids @nice-ng59.benzodiazepines
      Examples:
        | therapy                 | leg pain  |
        | gabapentin              | radicular |
        | gabapentin              | none      |
        | systemic corticosteroid | radicular |
        | benzodiazepine          | radicular |

    Scenario Outline: What is not spoken of is not indicated
      When the post-surgical pathway is followed
      Then <therapy> is not indicated

      Examples:
        | therapy                 |
        | systemic corticosteroid |
        | benzodiazepine          |
        | abrupt_opioid_stop      |
        | stomach protection      |

    Scenario Outline: Danger comes first
      Given who has <danger>
      When the post-surgical pathway is followed
      Then <therapy> is <verdict>

      Examples:
        | therapy                          | danger                       | verdict         |
        | exercise programme               | unstable heart disease       | to be avoided   |
        | multidisciplinary rehabilitation | unstable heart disease       | to be avoided   |
        | NSAID                            | active ulcer or bleeding     | contraindicated |
        | NSAID                            | cirrhosis                    | to be avoided   |
        | opioid                           | opioid use disorder          | contraindicated |
        | opioid                           | sedating drug                | to be avoided   |
        | tramadol                         | MAO inhibitor within 14 days | contraindicated |
        | tramadol                         | seizure disorder             | to be avoided   |
        | gabapentin                       | sedating drug                | to be avoided   |
        | benzodiazepine                   | sedating drug                | to be avoided   |

    Scenario: From 65 on the stomach is protected
      Given whose age is 66
      And whose wish for a drug now is yes
      When the post-surgical pathway is followed
      Then NSAID is recommended
      And stomach protection is recommended

  Rule: An opioid from the operation

    @cdc-2022.5
    Scenario Outline: It is reviewed, tapered where it does not help, and never stopped abruptly
      Given whose time since the last spinal operation is <time>
      And who takes <drug> for 3 weeks, so far <how it goes>
      When the post-surgical pathway is followed
      Then <drug> is <verdict>
      And the action for <drug> is <action>
      And abrupt_opioid_stop is not recommended because "CDC 2022"

      Examples:
        | time     | drug     | how it goes       | verdict | action   |
        | 3 weeks  | opioid   | with some benefit | ongoing | continue |
        | 52 weeks | opioid   | with some benefit | ongoing | continue |
        | 52 weeks | opioid   | without benefit   | tried   | taper    |
        | 52 weeks | tramadol | with some benefit | ongoing | continue |
        | 52 weeks | tramadol | without benefit   | tried   | taper    |

    Scenario: After the review the way goes on
      Given who takes an opioid for 3 weeks, so far with some benefit
      When the post-surgical pathway is followed
      Then the patient is at Exercise and self-management
      And exercise programme is recommended

    Scenario Outline: What the review asks for
      Given who takes an opioid for 3 weeks, so far with some benefit
      And whose <need> is unknown
      When the post-surgical pathway is followed
      Then the questions include <need>

      Examples:
        | need         |
        | opioid goals |
        | opioid mme   |
        | pdmp checked |

    @cdc-2022.11
    Scenario: Beside an opioid from another prescriber no benzodiazepine is added
      Given who has opioid for another reason
      When the post-surgical pathway is followed
      Then benzodiazepine is to be avoided because "stop the breathing"
      And cdc-2022.11 advises against benzodiazepine, directly

    @nice-ng59.opioids_back_chronic @cdc-2022.2
    Scenario: That others advise against opioids in chronic pain is said
      Given who takes an opioid for 3 weeks, so far with some benefit
      When the post-surgical pathway is followed
      Then guidelines disagree on opioid
      And nice-ng59.opioids_back_chronic advises against opioid, directly

    Scenario: Whether an opioid is taken is asked, and everything waits
      Given whose opioid for another reason is unknown
      When the post-surgical pathway is followed
      Then exercise programme is pending
      And the outcome is needs information
      And the questions include opioid for another reason
