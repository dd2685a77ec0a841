Feature: What may be given with care in low back pain
  The cautions of heat, massage and the drugs of low back pain. A caution never withholds a treatment and never
  makes it wait. Facts: C-HEAT-01, C-MAS-01, C-SMR-01, C-SMR-03, C-SMR-04, C-DLX-03, C-OPI-05.

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

  Rule: Low back pain

    Background:
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is 2 weeks

    Scenario: Exercise waits for the picture where a fracture is possible
      Given who has injury of the spine
      When the low-back-pain-nice pathway is followed
      Then exercise programme is later
      And a caution for exercise programme says "waits for the picture"

    Scenario: Long use of corticosteroids alone is no reason to keep still
      Given who takes long-term corticosteroids
      When the low-back-pain-nice pathway is followed
      Then exercise programme is recommended
      And a caution for exercise programme says "without lifting"

    Scenario Outline: Heat with care
      Given who has <finding>
      When the low-back-pain pathway is followed
      Then superficial heat is recommended
      And a caution for superficial heat says "<words>"

      Examples:
        | finding                                    | words  |
        | heat could harm                            | patch  |
        | a bleeding disorder                        | bleed  |
        | open wound on the back                     | wound  |
        | fracture, tumour or infection of the spine | tumour |

    Scenario Outline: Heat is offered, too, where nobody has asked about these
      Given who was not asked about <finding>
      When the low-back-pain pathway is followed
      Then superficial heat is recommended

      Examples:
        | finding                                    |
        | heat could harm                            |
        | bleeding disorder                          |
        | open wound on the back                     |
        | fracture, tumour or infection of the spine |

    Scenario Outline: Massage is gentle where somebody bleeds easily
      Given whose bleeding disorder is <bleeding disorder>
      When the low-back-pain pathway is followed
      Then massage is recommended
      And superficial heat is recommended

      Examples:
        | bleeding disorder |
        | no                |
        | unknown           |

    Scenario: A bleeding disorder makes massage gentle
      Given who has a bleeding disorder
      When the low-back-pain pathway is followed
      Then massage is recommended
      And a caution for massage says "gentle"

    Scenario Outline: A muscle relaxant past the fourth week is beyond what its label says
      Given whose symptom duration is 5 weeks
      When the low-back-pain pathway is followed
      Then <drug> is recommended
      And a caution for <drug> says "two to three weeks"

      Examples:
        | drug            |
        | muscle relaxant |
        | tizanidine      |

    Scenario Outline: Tizanidine with care
      Given who has <finding>
      When the low-back-pain pathway is followed
      Then tizanidine is recommended
      And a caution for tizanidine says "liver and lowers"

      Examples:
        | finding              |
        | cirrhosis            |
        | severe liver failure |
        | low blood pressure   |

    Scenario: Tizanidine is not on the Beers list, but asks for care from 65 on
      Given whose age is 65
      And whose low blood pressure is no
      And whose several CNS drugs is no
      When the low-back-pain pathway is followed
      Then tizanidine is recommended
      And a caution for tizanidine says "Beers"
      And muscle relaxant is to be avoided because "Beers"

    Scenario Outline: Duloxetine with care
      Given whose symptom duration is 52 weeks
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who has <finding>
      And whose uncontrolled hypertension is no
      When the low-back-pain pathway is followed
      Then duloxetine is recommended
      And a caution for duloxetine says "<words>"

      Examples:
        | finding                           | words     |
        | low-dose aspirin                  | bleeding  |
        | clopidogrel or similar            | bleeding  |
        | anticoagulant other than warfarin | bleeding  |
        | NSAID for another reason          | bleeding  |
        | tricyclic or triptan              | serotonin |

    Scenario Outline: Duloxetine is not begun where another such drug is taken, or with seizures
      Given whose symptom duration is 52 weeks
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who has <finding>
      When the low-back-pain pathway is followed
      Then duloxetine is to be avoided because "<words>"

      Examples:
        | finding          | words       |
        | an SSRI or SNRI  | serotonin   |
        | seizure disorder | neurologist |

    Scenario Outline: Duloxetine that is taken already goes on beside them
      Given whose symptom duration is 52 weeks
      And who has been having duloxetine for 6 weeks
      And who has <finding>
      And whose uncontrolled hypertension is no
      When the low-back-pain pathway is followed
      Then duloxetine is ongoing

      Examples:
        | finding          |
        | an SSRI or SNRI  |
        | seizure disorder |

    Scenario Outline: Tramadol with care
      Given whose symptom duration is 52 weeks
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried duloxetine for 4 weeks without benefit
      And who has <illness>
      When the low-back-pain pathway is followed
      Then tramadol is recommended
      And a caution for tramadol says "margin of safety"

      Examples:
        | illness              |
        | sleep apnoea         |
        | COPD                 |
        | cirrhosis            |
        | severe liver failure |

    Scenario Outline: An opioid with care, the last drug in chronic pain
      Given whose symptom duration is 52 weeks
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried tramadol for 4 weeks without benefit
      And who tried duloxetine for 4 weeks without benefit
      And whose <illness> is <answer>
      When the low-back-pain pathway is followed
      Then opioid is recommended

      Examples:
        | illness              | answer  |
        | COPD                 | no      |
        | COPD                 | unknown |
        | cirrhosis            | unknown |
        | severe liver failure | unknown |

    Scenario Outline: An opioid where lungs or liver are weak
      Given whose symptom duration is 52 weeks
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried tramadol for 4 weeks without benefit
      And who tried duloxetine for 4 weeks without benefit
      And who has <illness>
      When the low-back-pain pathway is followed
      Then opioid is recommended
      And a caution for opioid says "margin of safety"

      Examples:
        | illness              |
        | sleep apnoea         |
        | COPD                 |
        | cirrhosis            |
        | severe liver failure |
