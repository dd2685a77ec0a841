Feature: What was tried, and what is under way, in the pathways by guideline
  A therapy under way goes on unless something speaks against it; one that was not borne is not begun again in
  this episode. As in the other pathways (history.feature), expected here of those that follow one guideline.
  Facts: ASK-11, TC-ACU-01, TC-DRUG-01, TC-ESI-01, TC-OPI-01.

  Background: a man after an operation of the back, of whom everything is known and nothing is wrong
    Given a man aged 45
    And who has low back pain
    And whose red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And with:
      | previous spinal surgery              | yes      |
      | time since the last spinal operation | 52 weeks |
      | pain score                           | 8        |
      | mood screen                          | 1        |
      | startback total                      | 2        |
      | platelets                            | 250      |
      | egfr                                 | 90       |
      | inr                                  | 1.1      |
      | inr above range                      | no       |
      | disc imaging                         | not done |
      | medial branch block                  | not done |
      | adequate relief                      | no       |
      | wants surgery                        | no       |
      | wants drug                           | no       |
      | opioid goals                         | yes      |
      | pdmp checked                         | yes      |

  Scenario Outline: What is under way goes on
    Given whose leg pain is <leg pain>
    And whose symptom duration is <duration>
    And who has been having <therapy> for 1 week
    And whose uncontrolled hypertension is no
    When the <pathway> pathway is followed
    Then <therapy> is ongoing
    And the action for <therapy> is continue

    Examples:
      | therapy                          | leg pain  | duration | pathway            |
      | education                        | radicular | 8 weeks  | low-back-pain-nice |
      | exercise programme               | radicular | 8 weeks  | low-back-pain-nice |
      | spinal manipulation              | radicular | 8 weeks  | low-back-pain-nice |
      | massage                          | radicular | 8 weeks  | low-back-pain-nice |
      | cognitive behavioural therapy    | radicular | 8 weeks  | low-back-pain-nice |
      | multidisciplinary rehabilitation | radicular | 8 weeks  | low-back-pain-nice |
      | NSAID                            | radicular | 8 weeks  | low-back-pain-nice |
      | stomach protection (PPI)         | radicular | 8 weeks  | low-back-pain-nice |
      | epidural steroid injection       | radicular | 8 weeks  | low-back-pain-nice |
      | discectomy                       | radicular | 8 weeks  | low-back-pain-nice |
      | tramadol                         | radicular | 8 weeks  | low-back-pain-nice |
      | opioid                           | radicular | 8 weeks  | low-back-pain-nice |
      | duloxetine                       | radicular | 8 weeks  | low-back-pain-nice |
      | radiofrequency denervation       | none      | 8 weeks  | low-back-pain-nice |
      | systemic corticosteroid          | none      | 8 weeks  | low-back-pain-nice |
      | benzodiazepine                   | none      | 8 weeks  | low-back-pain-nice |

    Examples:
      | therapy                       | leg pain | duration | pathway                   |
      | education                     | none     | 26 weeks | chronic-low-back-pain-who |
      | exercise programme            | none     | 26 weeks | chronic-low-back-pain-who |
      | acupuncture                   | none     | 26 weeks | chronic-low-back-pain-who |
      | electroacupuncture            | none     | 26 weeks | chronic-low-back-pain-who |
      | spinal manipulation           | none     | 26 weeks | chronic-low-back-pain-who |
      | massage                       | none     | 26 weeks | chronic-low-back-pain-who |
      | cognitive behavioural therapy | none     | 26 weeks | chronic-low-back-pain-who |
      | NSAID                         | none     | 26 weeks | chronic-low-back-pain-who |
      | stomach protection (PPI)      | none     | 26 weeks | chronic-low-back-pain-who |

    Examples:
      | therapy                   | leg pain | duration | pathway     |
      | education                 | none     | 26 weeks | opioids-cdc |
      | exercise programme        | none     | 26 weeks | opioids-cdc |
      | NSAID                     | none     | 26 weeks | opioids-cdc |
      | duloxetine                | none     | 26 weeks | opioids-cdc |
      | stomach protection (PPI)  | none     | 26 weeks | opioids-cdc |
      | tramadol                  | none     | 26 weeks | opioids-cdc |
      | opioid                    | none     | 26 weeks | opioids-cdc |
      | opioid_disorder_treatment | none     | 26 weeks | opioids-cdc |
      | benzodiazepine            | none     | 26 weeks | opioids-cdc |
      | abrupt_opioid_stop        | none     | 26 weeks | opioids-cdc |

    Examples:
      | therapy                          | leg pain | duration | pathway       |
      | education                        | none     | 26 weeks | post-surgical |
      | exercise programme               | none     | 26 weeks | post-surgical |
      | multidisciplinary rehabilitation | none     | 26 weeks | post-surgical |
      | NSAID                            | none     | 26 weeks | post-surgical |
      | stomach protection (PPI)         | none     | 26 weeks | post-surgical |
      | tramadol                         | none     | 26 weeks | post-surgical |
      | opioid                           | none     | 26 weeks | post-surgical |
      | benzodiazepine                   | none     | 26 weeks | post-surgical |
      | systemic corticosteroid          | none     | 26 weeks | post-surgical |
      | abrupt_opioid_stop               | none     | 26 weeks | post-surgical |

    Examples:
      | therapy                    | leg pain  | duration | pathway               |
      | epidural steroid injection | radicular | 8 weeks  | acute-severe-sciatica |

  Scenario Outline: What was not borne is not begun again
    Given whose leg pain is <leg pain>
    And whose symptom duration is <duration>
    And who tried <therapy> and stopped for side effects
    When the <pathway> pathway is followed
    Then <therapy> is tried
    And the action for <therapy> is do not start

    Examples:
      | therapy                          | leg pain  | duration | pathway            |
      | education                        | radicular | 8 weeks  | low-back-pain-nice |
      | exercise programme               | radicular | 8 weeks  | low-back-pain-nice |
      | spinal manipulation              | radicular | 8 weeks  | low-back-pain-nice |
      | massage                          | radicular | 8 weeks  | low-back-pain-nice |
      | cognitive behavioural therapy    | radicular | 8 weeks  | low-back-pain-nice |
      | multidisciplinary rehabilitation | radicular | 8 weeks  | low-back-pain-nice |
      | NSAID                            | radicular | 8 weeks  | low-back-pain-nice |
      | stomach protection (PPI)         | radicular | 8 weeks  | low-back-pain-nice |
      | epidural steroid injection       | radicular | 8 weeks  | low-back-pain-nice |
      | discectomy                       | radicular | 8 weeks  | low-back-pain-nice |
      | tramadol                         | radicular | 8 weeks  | low-back-pain-nice |
      | opioid                           | radicular | 8 weeks  | low-back-pain-nice |
      | duloxetine                       | radicular | 8 weeks  | low-back-pain-nice |
      | radiofrequency denervation       | none      | 8 weeks  | low-back-pain-nice |
      | systemic corticosteroid          | none      | 8 weeks  | low-back-pain-nice |
      | benzodiazepine                   | none      | 8 weeks  | low-back-pain-nice |

    Examples:
      | therapy                       | leg pain | duration | pathway                   |
      | education                     | none     | 26 weeks | chronic-low-back-pain-who |
      | exercise programme            | none     | 26 weeks | chronic-low-back-pain-who |
      | acupuncture                   | none     | 26 weeks | chronic-low-back-pain-who |
      | electroacupuncture            | none     | 26 weeks | chronic-low-back-pain-who |
      | spinal manipulation           | none     | 26 weeks | chronic-low-back-pain-who |
      | massage                       | none     | 26 weeks | chronic-low-back-pain-who |
      | cognitive behavioural therapy | none     | 26 weeks | chronic-low-back-pain-who |
      | NSAID                         | none     | 26 weeks | chronic-low-back-pain-who |
      | stomach protection (PPI)      | none     | 26 weeks | chronic-low-back-pain-who |

    Examples:
      | therapy                   | leg pain | duration | pathway     |
      | education                 | none     | 26 weeks | opioids-cdc |
      | exercise programme        | none     | 26 weeks | opioids-cdc |
      | NSAID                     | none     | 26 weeks | opioids-cdc |
      | duloxetine                | none     | 26 weeks | opioids-cdc |
      | stomach protection (PPI)  | none     | 26 weeks | opioids-cdc |
      | tramadol                  | none     | 26 weeks | opioids-cdc |
      | opioid                    | none     | 26 weeks | opioids-cdc |
      | opioid_disorder_treatment | none     | 26 weeks | opioids-cdc |
      | benzodiazepine            | none     | 26 weeks | opioids-cdc |
      | abrupt_opioid_stop        | none     | 26 weeks | opioids-cdc |

    Examples:
      | therapy                          | leg pain | duration | pathway       |
      | education                        | none     | 26 weeks | post-surgical |
      | exercise programme               | none     | 26 weeks | post-surgical |
      | multidisciplinary rehabilitation | none     | 26 weeks | post-surgical |
      | NSAID                            | none     | 26 weeks | post-surgical |
      | stomach protection (PPI)         | none     | 26 weeks | post-surgical |
      | tramadol                         | none     | 26 weeks | post-surgical |
      | opioid                           | none     | 26 weeks | post-surgical |
      | benzodiazepine                   | none     | 26 weeks | post-surgical |
      | systemic corticosteroid          | none     | 26 weeks | post-surgical |
      | abrupt_opioid_stop               | none     | 26 weeks | post-surgical |

    Examples:
      | therapy                    | leg pain  | duration | pathway               |
      | epidural steroid injection | radicular | 8 weeks  | acute-severe-sciatica |

  Scenario Outline: Before the age is known NICE does not speak, and what was tried stands alone
    Given whose age is unknown
    And whose leg pain is radicular
    And whose symptom duration is 26 weeks
    And who <trial>
    When the <pathway> pathway is followed
    Then <therapy> is <verdict>

    Examples:
      | therapy                | trial                                                     | verdict | pathway            |
      | lumbar_supports        | has been having lumbar_supports for 1 week                | ongoing | low-back-pain-nice |
      | lumbar_supports        | tried lumbar_supports and stopped for side effects        | tried   | low-back-pain-nice |
      | traction               | has been having traction for 1 week                       | ongoing | low-back-pain-nice |
      | traction               | tried traction and stopped for side effects               | tried   | low-back-pain-nice |
      | acupuncture            | has been having acupuncture for 1 week                    | ongoing | low-back-pain-nice |
      | acupuncture            | tried acupuncture and stopped for side effects            | tried   | low-back-pain-nice |
      | therapeutic ultrasound | has been having therapeutic ultrasound for 1 week         | ongoing | low-back-pain-nice |
      | therapeutic ultrasound | tried therapeutic ultrasound and stopped for side effects | tried   | low-back-pain-nice |
      | TENS                   | has been having TENS for 1 week                           | ongoing | low-back-pain-nice |
      | TENS                   | tried TENS and stopped for side effects                   | tried   | low-back-pain-nice |
      | gabapentin             | has been having gabapentin for 1 week                     | ongoing | low-back-pain-nice |
      | gabapentin             | tried gabapentin and stopped for side effects             | tried   | low-back-pain-nice |
      | fusion                 | has been having fusion for 1 week                         | ongoing | low-back-pain-nice |
      | fusion                 | tried fusion and stopped for side effects                 | tried   | low-back-pain-nice |
      | gabapentin             | has been having gabapentin for 1 week                     | ongoing | post-surgical      |
      | gabapentin             | tried gabapentin and stopped for side effects             | tried   | post-surgical      |
      | paracetamol | has been having paracetamol for 1 week | ongoing | low-back-pain-nice |
      | paracetamol | tried paracetamol and stopped for side effects | tried | low-back-pain-nice |
