Feature: What must never be given
  Every contraindication, for a patient for whom the treatment would otherwise be due: present, it forbids
  the treatment, whoever asks for it; not asked about, the treatment waits for the answer; absent, it is
  given. No clinician can lift a contraindication. Facts: 3.2 to 3.9 (C-ACU, C-NSAID, C-SMR, C-DLX,
  C-OPI, C-TRAM, C-ESI, C-SMT); thresholds of laboratory values stand in boundaries.feature, pregnancy in
  pregnancy.feature.

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
    And who has tried nothing so far

  Rule: Needles and thrusts in chronic sciatica

    Background:
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks

    Scenario: With nothing against them, needles and thrusts may be chosen
      When the sciatica pathway is followed
      Then acupuncture is recommended
      And the action for acupuncture is choose
      And spinal manipulation is recommended

    Scenario Outline: What forbids needles
      Given who has <finding>
      When the sciatica pathway is followed
      Then acupuncture is contraindicated because "<reason>"
      And the action for acupuncture is do not start

      Examples:
        | finding                                    | reason        |
        | a bleeding disorder                        | haematologist |
        | infection or broken skin                   | infected      |
        | fracture, tumour or infection of the spine | tumour lies   |

    Scenario Outline: Nobody has asked about what forbids needles
      Given who was not asked about <finding>
      When the sciatica pathway is followed
      Then acupuncture is pending
      And acupuncture waits for <finding>
      And the action for acupuncture is ask first

      Examples:
        | finding                                    |
        | bleeding disorder                          |
        | infection or broken skin                   |
        | fracture, tumour or infection of the spine |

    Scenario: A contraindication cannot be lifted, only a rule that says avoid
      Given who has a bleeding disorder
      And whose platelet count is 40
      And for whom Dr Ada lifts "acupuncture.low_platelets" because "haematology agreed"
      When the sciatica pathway is followed
      Then acupuncture is contraindicated because "bleeding disorder"

    Scenario Outline: Needling with a current has the contraindications of needling, and implants besides
      Given who wants electroacupuncture
      And who has <finding>
      When the sciatica pathway is followed
      Then electroacupuncture is contraindicated because "<reason>"
      And the action for electroacupuncture is do not start

      Examples:
        | finding                                    | reason        |
        | pacemaker or other active implant          | current       |
        | a bleeding disorder                        | haematologist |
        | infection or broken skin                   | infected      |
        | fracture, tumour or infection of the spine | tumour lies   |

    Scenario Outline: Needling with a current that is under way does not go on before it is asked
      Given who was not asked about <finding>
      And who has been having electroacupuncture for 2 weeks
      When the sciatica pathway is followed
      Then electroacupuncture is not indicated
      And electroacupuncture waits for <finding>
      And the action for electroacupuncture is ask first

      Examples:
        | finding                                    |
        | pacemaker or other active implant          |
        | bleeding disorder                          |
        | infection or broken skin                   |
        | fracture, tumour or infection of the spine |

    Scenario: With nothing against it, needling with a current that is under way goes on
      Given who has been having electroacupuncture for 2 weeks
      When the sciatica pathway is followed
      Then electroacupuncture is ongoing
      And the action for electroacupuncture is continue

    Scenario Outline: What forbids a thrust
      Given who has <finding>
      When the sciatica pathway is followed
      Then spinal manipulation is contraindicated because "<reason>"
      And the action for spinal manipulation is do not start

      Examples:
        | finding                                    | reason             |
        | sciatica in both legs                      | both legs          |
        | large central disc herniation on a scan    | central disc       |
        | weakness that is getting worse             | worsening          |
        | severe osteoporosis                        | osteoporosis       |
        | unstable spine                             | unstable           |
        | fracture, tumour or infection of the spine | fracture           |
        | a bleeding disorder                        | may cause bleeding |
        | aortic aneurysm                            | aneurysm           |

    Scenario Outline: Nobody has asked about what forbids a thrust
      Given who was not asked about <finding>
      When the sciatica pathway is followed
      Then spinal manipulation is pending
      And spinal manipulation waits for <finding>

      Examples:
        | finding                                    |
        | sciatica in both legs                      |
        | large central disc herniation on a scan    |
        | weakness that is getting worse             |
        | severe osteoporosis                        |
        | unstable spine                             |
        | fracture, tumour or infection of the spine |
        | bleeding disorder                          |
        | aortic aneurysm                            |

    Scenario Outline: On warfarin a thrust hangs on the INR
      Given who takes warfarin
      And whose INR above the target range is <answer>
      And for whom Dr Ada lifts "spinal_manipulation.anticoagulant" because "low force only"
      When the sciatica pathway is followed
      Then spinal manipulation is <verdict>

      Examples:
        | answer  | verdict         |
        | yes     | contraindicated |
        | no      | recommended     |
        | unknown | pending         |

  Rule: An NSAID where exercise has not helped chronic sciatica

    Background:
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      And who tried exercise programme for 6 weeks without benefit

    Scenario Outline: What forbids an NSAID
      Given who has <finding>
      When the sciatica pathway is followed
      Then NSAID is contraindicated because "<reason>"
      And the action for NSAID is do not start

      Examples:
        | finding                  | reason       |
        | active ulcer or bleeding | active ulcer |
        | an NSAID allergy         | anaphylaxis  |
        | NSAID for another reason | two NSAIDs   |
        | severe liver failure     | liver        |

    Scenario Outline: Nobody has asked about what forbids an NSAID
      Given who was not asked about <finding>
      When the sciatica pathway is followed
      Then NSAID is pending
      And NSAID waits for <finding>
      And the action for NSAID is ask first

      Examples:
        | finding                  |
        | active ulcer or bleeding |
        | NSAID allergy            |
        | NSAID for another reason |
        | severe liver failure     |
        | kidney function (eGFR)   |

    Scenario Outline: Heart failure is avoided, and forbidden where it is severe
      Given who has heart failure
      And whose severe heart failure (NYHA IV) is <severe>
      When the sciatica pathway is followed
      Then NSAID is <verdict>
      And the action for NSAID is do not start

      Examples:
        | severe  | verdict         |
        | yes     | contraindicated |
        | no      | to be avoided   |
        | unknown | to be avoided   |

    Scenario Outline: Heart disease is avoided, and forbidden around bypass surgery
      Given who has cardiovascular disease
      And whose recent coronary bypass surgery is <recent bypass>
      When the sciatica pathway is followed
      Then NSAID is <verdict>
      And the action for NSAID is do not start

      Examples:
        | recent bypass | verdict         |
        | yes           | contraindicated |
        | no            | to be avoided   |
        | unknown       | to be avoided   |

    Scenario Outline: An anti-inflammatory gel that is used, and an allergy
      Given who has been taking topical_nsaid for 2 weeks
      And whose NSAID allergy is <allergy>
      When the sciatica pathway is followed
      Then topical_nsaid is <verdict>
      And the action for topical_nsaid is <action>

      Examples:
        | allergy | verdict         | action    |
        | yes     | contraindicated | stop      |
        | no      | ongoing         | continue  |
        | unknown | not indicated   | ask first |

    Scenario Outline: An NSAID that is taken is stopped at once, for it needs no tapering
      Given who takes NSAID for 2 weeks
      And who has <finding>
      When the sciatica pathway is followed
      Then NSAID is contraindicated
      And the action for NSAID is stop

      Examples:
        | finding                  |
        | active ulcer or bleeding |
        | an NSAID allergy         |

  Rule: An epidural injection in acute and severe sciatica

    Background:
      Given whose leg pain is radicular
      And whose symptom duration is 8 weeks
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit

    Scenario: With nothing against it, an injection is considered, and a scan for it
      When the sciatica pathway is followed
      Then epidural steroid injection is recommended
      And lumbar MRI is recommended

    Scenario Outline: What forbids an epidural injection, and with it the scan that is made for one
      Given who has <finding>
      When the sciatica pathway is followed
      Then epidural steroid injection is contraindicated because "<reason>"
      And the action for epidural steroid injection is do not start
      And lumbar MRI is later

      Examples:
        | finding                               | reason       |
        | a bleeding disorder                   | spinal canal |
        | infection or broken skin              | put off      |
        | allergy to contrast or injected drugs | contrast     |

    Scenario Outline: Nobody has asked about what forbids an epidural injection
      Given who was not asked about <finding>
      When the sciatica pathway is followed
      Then epidural steroid injection is pending
      And epidural steroid injection waits for <finding>
      And lumbar MRI is pending

      Examples:
        | finding                               |
        | bleeding disorder                     |
        | infection or broken skin              |
        | allergy to contrast or injected drugs |
        | platelets                             |

    Scenario: Nobody is scanned for an injection that they do not want
      Given who declines epidural steroid injection
      When the sciatica pathway is followed
      Then epidural steroid injection is declined
      And lumbar MRI is later

    Scenario Outline: Nobody is scanned twice for an injection
      Given whose lumbar imaging in this episode is <imaging>
      When the sciatica pathway is followed
      Then lumbar MRI is <scan>

      Examples:
        | imaging        | scan        |
        | not done       | recommended |
        | concordant     | later       |
        | not concordant | later       |
        | unknown        | pending     |

    Scenario Outline: An opioid after everything else, and an opioid use disorder
      Given who tried epidural steroid injection in 1 session without benefit
      And whose opioid use disorder is <disorder>
      When the sciatica pathway is followed
      Then opioid is <verdict>
      And the action for opioid is <action>

      Examples:
        | disorder | verdict         | action       |
        | yes      | contraindicated | do not start |
        | no       | recommended     | start        |
        | unknown  | pending         | ask first    |

    Scenario: An opioid in opioid use disorder is tapered, never stopped at once
      Given who has been taking an opioid for 3 weeks
      And who has opioid use disorder
      When the sciatica pathway is followed
      Then opioid is contraindicated because "use disorder"
      And the action for opioid is taper
