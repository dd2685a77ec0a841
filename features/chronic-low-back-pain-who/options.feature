Feature: Chronic low back pain, by WHO 2023
  A list of options without an order; every recommendation is conditional. Facts: G-WHO23-01 to G-WHO23-12,
  G-WHO23-15, G-WHO23-16, K-ACU-01, K-DLX-01, K-OPI-01, K-MBSR-01.

  Background: a woman with a year of low back pain of whom nothing else is wrong
    Given a woman aged 62
    And whose leg pain is none
    And who has low back pain
    And whose symptom duration is 52 weeks
    And whose red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And with:
      | pain score      | 6   |
      | platelets       | 250 |
      | egfr            | 90  |
      | inr             | 1.1 |
      | inr above range | no  |
      | adequate relief | no  |
      | wants drug      | no  |
    And who has tried nothing so far

  @who-2023.education @who-2023.exercise @who-2023.needling @who-2023.manipulation @who-2023.massage @who-2023.cbt
  Scenario Outline: What may be offered at the first visit
    Given whose leg pain is <leg pain>
    When the chronic-low-back-pain-who pathway is followed
    Then the outcome is advice
    And the patient is at Care without drugs
    And exactly these are recommended:
      | education                     |
      | exercise programme            |
      | acupuncture                   |
      | electroacupuncture            |
      | spinal manipulation           |
      | massage                       |
      | cognitive behavioural therapy |
    And the strength of exercise programme is conditional
    And the strength of acupuncture is conditional
    And the strength of education is conditional
    And review is due on 2026-12-18

    Examples:
      | leg pain |
      | none     |
      | referred |

  @who-2023.nsaid
  Scenario Outline: The one drug by mouth, when other care did not help or a drug is wanted
    Given whose wish for a drug now is <wish>
    And who tried <trial>
    When the chronic-low-back-pain-who pathway is followed
    Then NSAID is <NSAID>
    And the strength of NSAID is conditional
    And the patient is at <step>

    Examples:
      | wish | trial                                           | NSAID       | step                   |
      | no   | exercise programme for 6 weeks and it helped    | later       | Care without drugs     |
      | no   | exercise programme for 3 weeks without benefit  | later       | Care without drugs     |
      | no   | exercise programme for 6 weeks without benefit  | recommended | Anti-inflammatory drug |
      | yes  | exercise programme for 3 weeks without benefit  | recommended | Anti-inflammatory drug |

  Scenario Outline: What is not known leaves the drug open
    Given who tried exercise programme for <weeks> weeks without benefit
    And whose <finding> is unknown
    When the chronic-low-back-pain-who pathway is followed
    Then NSAID is pending
    And the questions include <finding>

    Examples:
      | weeks | finding               |
      | 3     | wish for a drug now   |
      | 6     | enough relief for now |

  Scenario: A trial of nobody knows how long leaves the drug open, too
    Given who tried exercise programme without benefit
    When the chronic-low-back-pain-who pathway is followed
    Then NSAID is pending

  Scenario Outline: After the drug a specialist team
    Given who tried exercise programme for 6 weeks without benefit
    And who tried NSAID <how it went>
    When the chronic-low-back-pain-who pathway is followed
    Then the outcome is <outcome>
    And the patient is at <step>

    Examples:
      | how it went                      | outcome           | step                                   |
      | for 4 weeks without benefit      | advice            | Pain or rehabilitation specialist team |
      | for 4 weeks and it partly helped | advice            | Pain or rehabilitation specialist team |
      | for 2 weeks without benefit      | advice            | Pain or rehabilitation specialist team |
      | for 1 week without benefit       | advice            | Anti-inflammatory drug                 |

  Scenario: An NSAID of nobody knows how long leaves what comes next open
    Given who tried exercise programme for 6 weeks without benefit
    And who tried NSAID without benefit
    When the chronic-low-back-pain-who pathway is followed
    Then NSAID is pending
    And the outcome is advice

  Scenario: Enough relief ends the steps
    Given with:
      | adequate relief     | yes |
      | baseline pain       | 7   |
      | disability          | 20  |
      | baseline_disability | 22  |
    When the chronic-low-back-pain-who pathway is followed
    Then the patient is at Maintain and watch
    And exercise programme is recommended
    And acupuncture is later
    And NSAID is later

  Scenario Outline: What is not for routine use
    When the chronic-low-back-pain-who pathway is followed
    Then <therapy> is not recommended because "WHO 2023"
    And the strength of <therapy> is conditional
    And the action for <therapy> is do not start

    @who-2023.opioids
    Examples:
      | therapy  |
      | opioid   |
      | tramadol |

    @who-2023.antidepressants @who-2023.anticonvulsants @who-2023.corticosteroids
    Examples:
      | therapy                 |
      | duloxetine              |
      | gabapentin              |
      | systemic corticosteroid |

    @who-2023.traction_and_belts @who-2023.ultrasound @who-2023.tens
    Examples:
      | therapy                |
      | traction               |
      | lumbar_supports        |
      | therapeutic ultrasound |
      | TENS                   |

  @who-2023.muscle_relaxants
  Scenario Outline: A muscle relaxant is avoided in chronic pain; where that is lifted the WHO still advises against it
    Given whose age is 45
    And whose sex is male
    When the chronic-low-back-pain-who pathway is followed
    Then <drug> is to be avoided
    Given for whom Dr Ada lifts "<drug>.chronic" because "asked for a second opinion"
    When the chronic-low-back-pain-who pathway is followed
    Then <drug> is not recommended because "WHO 2023"

    Examples:
      | drug            |
      | muscle_relaxant |
      | tizanidine      |

  Scenario Outline: Guidelines disagree, and the WHO decides here
    When the chronic-low-back-pain-who pathway is followed
    Then guidelines disagree on <therapy>
    And <recommendation> advises <direction> <therapy>, directly

    @nice-ng59.acupuncture
    Examples:
      | therapy     | recommendation        | direction |
      | acupuncture | nice-ng59.acupuncture | against   |

    @cdc-2022.duloxetine @acp-2017.3_second @cdc-2022.2
    Examples:
      | therapy    | recommendation      | direction |
      | duloxetine | cdc-2022.duloxetine | for       |
      | duloxetine | acp-2017.3_second   | for       |
      | opioid     | cdc-2022.2          | for       |

  Scenario: On mindfulness the WHO says nothing either way
    Given who wants mindfulness
    When the chronic-low-back-pain-who pathway is followed
    Then mindfulness is not indicated

  Scenario Outline: Danger comes before the WHO
    Given a man aged 45
    And who has <danger>
    When the chronic-low-back-pain-who pathway is followed
    Then <therapy> is <verdict>

    Examples:
      | therapy                 | danger                            | verdict         |
      | acupuncture             | bleeding disorder                 | contraindicated |
      | acupuncture             | trouble with needling             | to be avoided   |
      | electroacupuncture      | pacemaker or other active implant | contraindicated |
      | electroacupuncture      | trouble with needling             | to be avoided   |
      | spinal manipulation     | severe osteoporosis               | contraindicated |
      | spinal manipulation     | inflamed or fused spine           | to be avoided   |
      | massage                 | deep vein thrombosis              | to be avoided   |
      | exercise programme      | unstable heart disease            | to be avoided   |
      | NSAID                   | NSAID allergy                     | contraindicated |
      | NSAID                   | cirrhosis                         | to be avoided   |
      | opioid                  | opioid use disorder               | contraindicated |
      | opioid                  | sedating drug                     | to be avoided   |
      | tramadol                | opioid use disorder               | contraindicated |
      | tramadol                | seizure disorder                  | to be avoided   |
      | duloxetine              | uncontrolled glaucoma             | contraindicated |
      | duloxetine              | heavy drinking                    | to be avoided   |
      | gabapentin              | sedating drug                     | to be avoided   |
      | muscle_relaxant         | hyperthyroidism                   | contraindicated |
      | tizanidine              | ciprofloxacin or fluvoxamine      | contraindicated |

  Scenario Outline: Not known, so it waits
    Given a man aged 45
    And who was not asked about <guard>
    When the chronic-low-back-pain-who pathway is followed
    Then <therapy> is pending

    Examples:
      | therapy             | guard                             |
      | acupuncture         | bleeding disorder                 |
      | electroacupuncture  | pacemaker or other active implant |
      | spinal manipulation | severe osteoporosis               |
      | massage             | deep vein thrombosis              |
      | exercise programme  | unstable heart disease            |

  Scenario: From 65 on the stomach is protected
    Given whose age is 66
    And whose wish for a drug now is yes
    When the chronic-low-back-pain-who pathway is followed
    Then NSAID is recommended
    And stomach protection is recommended
