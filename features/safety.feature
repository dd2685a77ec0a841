Feature: What must not be given, and what must go with it
  Contraindications, and rules that only a clinician may lift, for patients who would otherwise be due.

  Background: a man with eight weeks of severe sciatica whom exercise has not helped
    Given a man aged 45
    And whose leg pain is radicular
    And whose symptom duration is 8 weeks
    And whose other red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And with:
      | pain score      | 8        |
      | mood screen     | 1        |
      | platelets       | 250      |
      | egfr            | 90       |
      | inr             | 1.1      |
      | inr above range | no       |
      | disc imaging    | not done |
      | adequate relief | no       |
      | wants surgery   | no       |
    And who tried exercise programme for 6 weeks without benefit

  Scenario Outline: An NSAID is not for everyone
    Given whose <finding> is <value>
    When the sciatica pathway is followed
    Then NSAID is <verdict>

    Examples: nothing speaks against it
      | finding | value | verdict     |
      | egfr    | 60    | recommended |
      | age     | 70    | recommended |

    Examples: never
      | finding                  | value | verdict         |
      | egfr                     | 25    | contraindicated |
      | active ulcer or bleeding | yes   | contraindicated |
      | nsaid allergy            | yes   | contraindicated |
      | takes other nsaid        | yes   | contraindicated |
      | severe liver failure     | yes   | contraindicated |

    Examples: only with a clinician's reason
      | finding                           | value | verdict       |
      | bleeding disorder                 | yes   | to be avoided |
      | platelets                         | 40    | to be avoided |
      | past bleeding or perforated ulcer | yes   | to be avoided |
      | heart failure                     | yes   | to be avoided |
      | cardiovascular disease            | yes   | to be avoided |
      | lithium                           | yes   | to be avoided |

    Examples: not known
      | finding | value            | verdict |
      | egfr    | 90 on 2024-03-02 | pending |

  Scenario: The stomach is protected where an NSAID is given at 65 or older
    Given whose age is 70
    When the sciatica pathway is followed
    Then NSAID is recommended
    And PPI is recommended

  Scenario: A clinician may lift a rule that says avoid, with a reason
    Given who has heart failure
    And without severe heart failure
    And for whom Dr Ada lifts "nsaid.heart_failure" because "a short course was agreed with cardiology"
    When the sciatica pathway is followed
    Then NSAID is recommended

  Scenario: A woman who may be pregnant is asked before an NSAID
    Given a woman aged 31
    When the sciatica pathway is followed
    Then NSAID is pending
    And NSAID waits for pregnancy
    And the questions do not include weeks of pregnancy

  Scenario: An NSAID that is taken in late pregnancy is stopped
    Given a woman aged 31
    And who is pregnant
    And whose weeks of pregnancy is 31
    And who takes NSAID for 2 weeks
    When the sciatica pathway is followed
    Then NSAID is contraindicated because "unborn child"
    And the action for NSAID is stop

  Scenario Outline: An epidural injection and bleeding
    Given who tried NSAID for 4 weeks without benefit
    And who takes <drug>
    And whose inr is <INR>
    And whose platelets is <platelets>
    When the sciatica pathway is followed
    Then epidural steroid injection is <verdict>

    Examples:
      | drug                              | INR | platelets | verdict         |
      | diuretic                          | 1.1 | 250       | recommended     |
      | diuretic                          | 1.1 | 60        | to be avoided   |
      | diuretic                          | 1.1 | 40        | contraindicated |
      | warfarin                          | 1.1 | 250       | recommended     |
      | warfarin                          | 2.4 | 250       | contraindicated |
      | anticoagulant other than warfarin | 1.1 | 250       | to be avoided   |
      | clopidogrel                       | 1.1 | 250       | to be avoided   |

  Scenario: No opioid is added to a sedating drug
    Given who tried NSAID for 4 weeks without benefit
    And who tried epidural steroid injection in 1 session without benefit
    And who takes a sedating drug
    When the sciatica pathway is followed
    Then opioid is to be avoided because "stop the breathing"

  Scenario: An opioid together with gabapentin raises an alert, and naloxone is kept at hand
    Given who takes an opioid for 6 weeks
    And who takes gabapentin for 6 weeks
    When the sciatica pathway is followed
    Then a soon alert "overdose_risk" is raised
    And naloxone is recommended
    And the action for gabapentin is taper
    And a caution for opioid says "stop neither abruptly"

  Scenario: An INR above its range rules out needles and thrusts
    Given whose symptom duration is 26 weeks
    And who takes warfarin
    And with:
      | inr             | 5   |
      | inr above range | yes |
    When the sciatica pathway is followed
    Then acupuncture is to be avoided
    And spinal manipulation is contraindicated
