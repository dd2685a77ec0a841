Feature: By NICE NG59, what is not offered
  NICE decides alone; whoever else speaks is shown, and the disagreement said. Facts: G-NICE-03, G-NICE-05,
  G-NICE-08, G-NICE-09, G-NICE-12, G-NICE-13, G-NICE-14, G-NICE-18, G-NICE-19, K-ACU-01, K-DLX-01, K-OPI-01,
  K-ESI-01, K-ESI-02, K-TRAC-01, K-GABA-01, C-BZD-01.

  Background: a man of whom everything is known and nothing is wrong
    Given a man aged 45
    And who has low back pain
    And whose red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And with:
      | pain score      | 8        |
      | mood screen     | 1        |
      | startback total | 3        |
      | platelets       | 250      |
      | egfr            | 90       |
      | disc imaging    | not done |
      | medial branch block | not done |
      | adequate relief | no       |
      | wants surgery   | no       |
      | wants drug      | no       |
      | opioid goals    | yes      |

  Rule: What NICE says no to

    Scenario Outline: Never, whatever others say
      Given whose leg pain is <leg pain>
      And whose symptom duration is <duration>
      And who has tried nothing so far
      When the low-back-pain-nice pathway is followed
      Then <therapy> is not recommended because "NICE NG59"
      And the action for <therapy> is do not start
      And the strength of <therapy> is strong

      @nice-ng59.acupuncture
      Examples:
        | therapy     | leg pain  | duration |
        | acupuncture | none      | 2 weeks  |
        | acupuncture | none      | 52 weeks |
        | acupuncture | radicular | 26 weeks |
        | electroacupuncture | none | 52 weeks |

      @nice-ng59.supports @nice-ng59.traction @nice-ng59.electrotherapies @nice-ng59.fusion
      Examples:
        | therapy                | leg pain  | duration |
        | lumbar_supports        | none      | 52 weeks |
        | traction               | radicular | 26 weeks |
        | TENS                   | none      | 52 weeks |
        | therapeutic ultrasound | none      | 52 weeks |
        | fusion                 | none      | 52 weeks |

      @nice-ng59.gabapentinoids @nice-ng59.anticonvulsants @nice-ng59.corticosteroids @nice-ng59.benzodiazepines
      Examples:
        | therapy                 | leg pain  | duration |
        | gabapentin              | radicular | 26 weeks |
        | gabapentin              | none      | 52 weeks |
        | systemic corticosteroid | radicular | 2 weeks  |
        | benzodiazepine          | radicular | 2 weeks  |

      @nice-ng59.antidepressants @nice-ng59.opioids_back_chronic @nice-ng59.opioids_sciatica @nice-ng59.paracetamol
      Examples:
        | therapy     | leg pain  | duration |
        | duloxetine  | none      | 52 weeks |
        | opioid      | none      | 52 weeks |
        | tramadol    | none      | 52 weeks |
        | opioid      | radicular | 26 weeks |
        | tramadol    | radicular | 26 weeks |
        | paracetamol | none      | 2 weeks  |

      @nice-ng59.injections_back @nice-ng59.imaging
      Examples:
        | therapy                    | leg pain | duration |
        | epidural steroid injection | none     | 52 weeks |
        | lumbar MRI                 | none     | 52 weeks |

    Scenario Outline: Those who say otherwise are shown
      Given whose leg pain is <leg pain>
      And whose symptom duration is <duration>
      And who has tried nothing so far
      When the low-back-pain-nice pathway is followed
      Then guidelines disagree on <therapy>
      And <recommendation> advises for <therapy>, <applies>

      @acp-2017.2 @who-2023.needling
      Examples:
        | therapy     | leg pain  | duration | recommendation    | applies                |
        | acupuncture | none      | 52 weeks | acp-2017.2        | directly               |
        | acupuncture | none      | 52 weeks | who-2023.needling | directly               |
        | acupuncture | radicular | 26 weeks | acp-2017.2        | extrapolated           |

      @acp-2017.3_second @cdc-2022.duloxetine @cdc-2022.2 @korea-2019.traction
      Examples:
        | therapy    | leg pain  | duration | recommendation      | applies  |
        | duloxetine | none      | 52 weeks | acp-2017.3_second   | directly |
        | duloxetine | none      | 52 weeks | cdc-2022.duloxetine | directly |
        | opioid     | none      | 52 weeks | cdc-2022.2          | directly |
        | traction   | radicular | 26 weeks | korea-2019.traction | directly |

    Scenario Outline: What NICE does not speak of here is not indicated
      Given whose leg pain is <leg pain>
      And whose symptom duration is 8 weeks
      And who has tried nothing so far
      When the low-back-pain-nice pathway is followed
      Then <therapy> is not indicated

      Examples:
        | therapy                 | leg pain  |
        | duloxetine              | radicular |
        | opioid                  | radicular |
        | tramadol                | radicular |
        | benzodiazepine          | none      |
        | systemic corticosteroid | none      |
        | stomach protection      | none      |

    Scenario Outline: What is taken all the same is stopped, and what must be is tapered
      Given whose leg pain is <leg pain>
      And whose symptom duration is 52 weeks
      And who takes <therapy> for 8 weeks
      When the low-back-pain-nice pathway is followed
      Then <therapy> is not recommended
      And the action for <therapy> is <action>

      Examples:
        | therapy     | leg pain  | action |
        | gabapentin  | radicular | taper  |
        | opioid      | none      | taper  |
        | duloxetine  | none      | taper  |
        | acupuncture | none      | stop   |

  Rule: Danger comes before NICE

    Scenario Outline: What could do harm is named first
      Given whose leg pain is <leg pain>
      And whose symptom duration is <duration>
      And who has <danger>
      And who tried NSAID for 4 weeks without benefit
      When the low-back-pain-nice pathway is followed
      Then <therapy> is <verdict>

      Examples:
        | therapy                    | leg pain  | duration | danger                            | verdict         |
        | spinal manipulation        | none      | 8 weeks  | aortic aneurysm                   | contraindicated |
        | spinal manipulation        | none      | 8 weeks  | inflamed or fused spine           | to be avoided   |
        | massage                    | none      | 8 weeks  | deep vein thrombosis              | to be avoided   |
        | exercise programme         | none      | 8 weeks  | unstable heart disease            | to be avoided   |
        | multidisciplinary rehabilitation | none | 8 weeks | unstable heart disease            | to be avoided   |
        | NSAID                      | none      | 8 weeks  | active ulcer or bleeding          | contraindicated |
        | NSAID                      | none      | 8 weeks  | past bleeding or perforated ulcer | to be avoided   |
        | tramadol                   | none      | 8 weeks  | opioid use disorder               | contraindicated |
        | tramadol                   | none      | 8 weeks  | seizure disorder                  | to be avoided   |
        | opioid                     | none      | 8 weeks  | opioid use disorder               | contraindicated |
        | opioid                     | none      | 8 weeks  | sedating drug                     | to be avoided   |
        | benzodiazepine             | none      | 8 weeks  | sedating drug                     | to be avoided   |
        | gabapentin                 | none      | 8 weeks  | sedating drug                     | to be avoided   |
        | duloxetine                 | none      | 8 weeks  | MAO inhibitor within 14 days      | contraindicated |
        | duloxetine                 | none      | 8 weeks  | heavy drinking                    | to be avoided   |
        | epidural steroid injection | radicular | 8 weeks  | bleeding disorder                 | contraindicated |
        | epidural steroid injection | radicular | 8 weeks  | clopidogrel or similar            | to be avoided   |
        | radiofrequency denervation | none      | 52 weeks | bleeding disorder                 | contraindicated |
        | radiofrequency denervation | none      | 52 weeks | clopidogrel or similar            | to be avoided   |
        | discectomy                 | radicular | 26 weeks | bleeding disorder                 | to be avoided   |
        | acupuncture                | none      | 52 weeks | bleeding disorder                 | contraindicated |
        | acupuncture                | none      | 52 weeks | trouble with needling             | to be avoided   |
