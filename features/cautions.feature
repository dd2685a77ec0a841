Feature: What may be given with care
  Every caution, for a patient for whom the treatment is due. A caution never withholds a treatment and never
  makes it wait: where it holds, the treatment is offered together with the words of caution; where nobody
  has asked, it is offered all the same. Facts: 3.2 to 3.10.

  Background: a man of whom everything is known and nothing is wrong
    Given a man aged 45
    And whose red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And with:
      | pain score       | 8        |
      | mood screen      | 1        |
      | startback total  | 2        |
      | platelets        | 250      |
      | egfr             | 90       |
      | inr              | 1.1      |
      | inr above range  | no       |
      | disc imaging     | not done |
      | adequate relief  | no       |
      | wants surgery    | no       |
      | wants drug       | yes      |
      | opioid goals     | yes      |
      | opioid mme       | 0        |
      | flexion provoked | no       |
    And who has tried nothing so far

  Rule: Without drugs in chronic sciatica

    Background:
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks

    Scenario Outline: Needles with care
      Given who has <finding>
      And with:
        | poorly controlled diabetes | <poorly controlled> |
      And whose time since the last spinal operation is 52 weeks
      When the sciatica pathway is followed
      Then acupuncture is recommended
      And a caution for acupuncture says "<words>"

      Examples:
        | finding                           | poorly controlled | words               |
        | warfarin                          | no                | shallow             |
        | anticoagulant other than warfarin | no                | pressure afterwards |
        | immunosuppression                 | no                | asepsis             |
        | diabetes                          | yes               | asepsis             |
        | a prosthetic heart valve          | no                | asepsis             |
        | cirrhosis                         | no                | cirrhosis           |
        | pacemaker or other active implant | no                | manual needling     |
        | previous spinal surgery           | no                | keep away           |

    Scenario Outline: Needles are offered, too, where nobody has asked about these
      Given who was not asked about <finding>
      And without wish for a drug now
      When the sciatica pathway is followed
      Then acupuncture is recommended
      And the questions do not include <finding>

      Examples:
        | finding                           |
        | immunosuppression                 |
        | prosthetic heart valve            |
        | cirrhosis                         |
        | pacemaker or other active implant |

    Scenario: Nobody is asked about the diabetes of somebody who has none
      Given without diabetes
      When the sciatica pathway is followed
      Then acupuncture is recommended
      And the questions do not include poorly controlled diabetes

    Scenario Outline: Needling with a current asks for the same care
      Given who has been having electroacupuncture for 2 weeks
      And who has <finding>
      And with:
        | poorly controlled diabetes | <poorly controlled> |
      When the sciatica pathway is followed
      Then electroacupuncture is ongoing
      And the action for electroacupuncture is continue
      And a caution for electroacupuncture says "<words>"

      Examples:
        | finding                           | poorly controlled | words     |
        | anticoagulant other than warfarin | no                | shallow   |
        | immunosuppression                 | no                | asepsis   |
        | diabetes                          | yes               | asepsis   |
        | a prosthetic heart valve          | no                | asepsis   |
        | cirrhosis                         | no                | cirrhosis |
        | previous spinal surgery           | no                | keep away |

    Scenario: A thrust to somebody with nerve-root pain asks for care
      When the sciatica pathway is followed
      Then spinal manipulation is recommended
      And a caution for spinal manipulation says "stop if leg symptoms increase"

    Scenario: Where bending forward brings on the leg pain, exercise goes another way
      Given whose leg pain on bending forward is yes
      When the sciatica pathway is followed
      Then exercise programme is recommended
      And a caution for exercise programme says "full flexion"

    Scenario Outline: Exercise is offered whether or not bending has been tried out
      Given whose leg pain on bending forward is <bending>
      When the sciatica pathway is followed
      Then exercise programme is recommended
      And the questions do not include leg pain on bending forward

      Examples:
        | bending |
        | no      |
        | unknown |

    Scenario: Somebody who asks for moxibustion is told of the danger of heat
      Given who has been having moxibustion for 2 weeks
      And who has heat could harm
      When the sciatica pathway is followed
      Then moxibustion is ongoing
      And a caution for moxibustion says "burn"

    Scenario Outline: Paracetamol that is taken, and the liver
      Given who takes paracetamol for 1 week
      And without low back pain
      And who has <illness>
      When the sciatica pathway is followed
      Then paracetamol is ongoing
      And the action for paracetamol is continue
      And a caution for paracetamol says "liver"

      Examples:
        | illness        |
        | cirrhosis      |
        | heavy drinking |

  Rule: An NSAID where exercise has not helped chronic sciatica

    Background:
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      And who tried exercise programme for 6 weeks without benefit

    Scenario Outline: An NSAID with care
      Given who has <finding>
      When the sciatica pathway is followed
      Then NSAID is recommended
      And a caution for NSAID says "<words>"

      Examples:
        | finding                    | words          |
        | low-dose aspirin           | antiplatelet   |
        | clopidogrel or similar     | antiplatelet   |
        | an SSRI or SNRI            | SSRI           |
        | uncontrolled hypertension  | blood pressure |
        | inflammatory bowel disease | bowel          |
        | methotrexate               | methotrexate   |
        | heavy drinking             | alcohol        |

    Scenario Outline: With these the stomach is protected, too
      Given who has <finding>
      When the sciatica pathway is followed
      Then NSAID is recommended
      And stomach protection is recommended

      Examples:
        | finding                |
        | low-dose aspirin       |
        | clopidogrel or similar |
        | an SSRI or SNRI        |

    Scenario Outline: Whether the stomach needs protection hangs on the answers
      Given whose <finding> is <answer>
      When the sciatica pathway is followed
      Then NSAID is recommended
      And stomach protection is <protection>

      Examples:
        | finding          | answer  | protection    |
        | low-dose aspirin | no      | not indicated |
        | low-dose aspirin | unknown | pending       |

    Scenario: Long use of corticosteroids asks for stomach protection
      Given who takes long-term corticosteroids
      When the sciatica pathway is followed
      Then NSAID is recommended
      And a caution for NSAID says "corticosteroid"
      And stomach protection is recommended

    Scenario Outline: An NSAID is offered, too, where nobody has asked about these
      Given who was not asked about <finding>
      When the sciatica pathway is followed
      Then NSAID is recommended

      Examples:
        | finding                    |
        | uncontrolled hypertension  |
        | inflammatory bowel disease |
        | methotrexate               |
        | heavy drinking             |

    Scenario: A gel beside the tablets is a second anti-inflammatory drug
      Given who has been taking topical_nsaid for 2 weeks
      When the sciatica pathway is followed
      Then NSAID is recommended
      And a caution for NSAID says "a second one"

    Scenario: Duloxetine beside an NSAID makes bleeding more likely
      Given who takes duloxetine for 8 weeks
      When the sciatica pathway is followed
      Then NSAID is recommended
      And a caution for NSAID says "duloxetine"
      And stomach protection is recommended

    Scenario Outline: Over 65 with a drug for the heart the kidneys are watched
      Given whose age is <age>
      And whose <finding> is <answer>
      And for whom Dr Ada lifts "nsaid.heart_failure" because "a short course was agreed with cardiology"
      And with:
        | severe heart failure | no |
      When the sciatica pathway is followed
      Then NSAID is recommended
      And a caution for NSAID says "<words>"

      Examples:
        | age | finding              | answer | words             |
        | 66  | ACE inhibitor or ARB | yes    | check the kidneys |
        | 66  | diuretic             | yes    | check the kidneys |
        | 66  | heart failure        | yes    | check the kidneys |
        | 65  | heart failure        | yes    | lowest dose       |
        | 66  | diuretic             | no     | lowest dose       |

    Scenario Outline: Over 65 an NSAID is offered, too, where nobody has asked about a single one of these
      Given whose age is 70
      And whose kidney function (eGFR) is 90
      And who was not asked about <drug>
      When the sciatica pathway is followed
      Then NSAID is recommended
      And a caution for NSAID says "proton pump"

      Examples:
        | drug                 |
        | ACE inhibitor or ARB |
        | diuretic             |

  Rule: An epidural injection in acute and severe sciatica

    Background:
      Given whose leg pain is radicular
      And whose symptom duration is 8 weeks
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit

    Scenario Outline: An epidural injection with care
      Given who has <finding>
      And with:
        | poorly controlled diabetes | no |
        | severe heart failure       | no |
      When the sciatica pathway is followed
      Then epidural steroid injection is recommended
      And a caution for epidural steroid injection says "<words>"

      Examples:
        | finding               | words         |
        | diabetes              | blood sugar   |
        | warfarin              | prescriber    |
        | heart failure         | heart failure |
        | uncontrolled glaucoma | glaucoma      |
        | low-dose aspirin      | continued     |

    Scenario Outline: An injection is offered, too, where nobody has asked about these
      Given who was not asked about <finding>
      When the sciatica pathway is followed
      Then epidural steroid injection is recommended

      Examples:
        | finding               |
        | heart failure         |
        | uncontrolled glaucoma |
        | low-dose aspirin      |

    Scenario Outline: A surgeon is asked, and no operation planned, before what speaks against it is worked up
      Given whose symptom duration is 26 weeks
      And with:
        | disc imaging  | concordant |
        | wants surgery | yes        |
      And who has <finding>
      When the sciatica pathway is followed
      Then discectomy is to be avoided because "<words>"
      And surgical opinion is recommended
      And a caution for surgical opinion says "before any operation"

      Examples:
        | finding                           | words                         |
        | anticoagulant other than warfarin | paused without its prescriber |
        | clopidogrel or similar            | paused without its prescriber |
        | deep vein thrombosis              | vascular team                 |
        | poorly controlled diabetes        | wounds heal badly             |
