Feature: What must never be given in low back pain
  The contraindications of the drugs that low back pain has and sciatica has not, and of denervation: present,
  they forbid the treatment; not asked about, the treatment waits. Facts: C-DLX-02, C-TRAM-01,
  C-OPI-04, C-SMR-02, C-SMR-04, and C-ESI-01 and C-ESI-11 carried over to denervation.

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

  Rule: A second drug in chronic low back pain

    Background:
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is 52 weeks
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit

    Scenario: With nothing against them, duloxetine comes before tramadol
      Given whose uncontrolled hypertension is no
      When the low-back-pain pathway is followed
      Then duloxetine is recommended
      And the action for duloxetine is start
      And tramadol is later

    Scenario: Tramadol where duloxetine is forbidden
      Given who has uncontrolled hypertension
      When the low-back-pain pathway is followed
      Then duloxetine is contraindicated
      And tramadol is recommended

    Scenario Outline: What forbids duloxetine or tramadol
      Given who has <finding>
      When the low-back-pain pathway is followed
      Then <drug> is contraindicated because "<reason>"
      And the action for <drug> is do not start

      Examples:
        | drug       | finding                      | reason          |
        | duloxetine | MAO inhibitor within 14 days | serotonin       |
        | duloxetine | uncontrolled glaucoma        | glaucoma        |
        | duloxetine | uncontrolled hypertension    | blood pressure  |
        | duloxetine | ciprofloxacin or fluvoxamine | raise its level |
        | tramadol   | MAO inhibitor within 14 days | MAO             |
        | tramadol   | opioid use disorder          | use disorder    |

    Scenario Outline: Nobody has asked about what forbids duloxetine or tramadol
      Given who was not asked about <finding>
      When the low-back-pain pathway is followed
      Then <drug> is pending
      And <drug> waits for <finding>

      Examples:
        | drug       | finding                      |
        | duloxetine | MAO inhibitor within 14 days |
        | duloxetine | uncontrolled glaucoma        |
        | duloxetine | uncontrolled hypertension    |
        | duloxetine | ciprofloxacin or fluvoxamine |
        | tramadol   | MAO inhibitor within 14 days |
        | tramadol   | opioid use disorder          |

    Scenario Outline: What forbids a therapy in sciatica forbids it in back pain, too
      Given who has <finding>
      When the low-back-pain pathway is followed
      Then <therapy> is contraindicated
      And the action for <therapy> is do not start

      Examples:
        | therapy             | finding                  |
        | acupuncture         | a bleeding disorder      |
        | acupuncture         | infection or broken skin |
        | spinal manipulation | severe osteoporosis      |
        | opioid              | opioid use disorder      |

    Scenario Outline: Denervation of the facet joints and what forbids any needle there
      Given whose <finding> is <answer>
      When the low-back-pain pathway is followed
      Then radiofrequency denervation is <verdict>
      And the action for radiofrequency denervation is do not start

      Examples:
        | finding                  | answer  | verdict         |
        | bleeding disorder        | yes     | contraindicated |
        | bleeding disorder        | no      | not recommended |
        | bleeding disorder        | unknown | not recommended |
        | infection or broken skin | yes     | contraindicated |
        | infection or broken skin | unknown | not recommended |

  Rule: A muscle relaxant in acute low back pain, where a drug is wanted

    Background:
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is 2 weeks

    Scenario: With nothing against them, any of the drugs may be chosen
      When the low-back-pain pathway is followed
      Then NSAID is recommended
      And muscle relaxant is recommended
      And tizanidine is recommended

    Scenario Outline: What forbids a muscle relaxant
      Given who has <finding>
      When the low-back-pain pathway is followed
      Then <drug> is contraindicated because "<reason>"
      And the action for <drug> is do not start

      Examples:
        | drug            | finding                                | reason          |
        | muscle relaxant | MAO inhibitor within 14 days           | MAO             |
        | muscle relaxant | disorder of heart rhythm or conduction | rhythm          |
        | muscle relaxant | heart failure                          | heart failure   |
        | muscle relaxant | hyperthyroidism                        | hyperthyroidism |
        | tizanidine      | ciprofloxacin or fluvoxamine           | tenfold         |

    Scenario Outline: Nobody has asked about what forbids a muscle relaxant
      Given who was not asked about <finding>
      When the low-back-pain pathway is followed
      Then <drug> is pending
      And <drug> waits for <finding>

      Examples:
        | drug            | finding                                |
        | muscle relaxant | MAO inhibitor within 14 days           |
        | muscle relaxant | disorder of heart rhythm or conduction |
        | muscle relaxant | heart failure                          |
        | muscle relaxant | hyperthyroidism                        |
        | tizanidine      | ciprofloxacin or fluvoxamine           |

    Scenario Outline: A heart attack that is just over forbids cyclobenzaprine
      Given who has cardiovascular disease
      And whose recent heart attack is <recent>
      When the low-back-pain pathway is followed
      Then muscle relaxant is <verdict>

      Examples:
        | recent  | verdict         |
        | yes     | contraindicated |
        | no      | recommended     |
        | unknown | pending         |
