Feature: What each guideline says, and of whom it speaks
  Every recommendation of the library stands here under its own tag, for a patient of whom it speaks:
  directly, where the patient belongs to the people it was written for, or extrapolated, where its use
  is an extension that the pathway's authors made and say so. The sources are in pathways/recommendations.

  Scenario Outline: ACP 2017, whose population is told by one finding
    Given a patient
    And <finding>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @acp-2017.paracetamol
    Examples:
      | finding                               | recommendation       | direction | therapy     | applies      |
      | whose duration of symptoms is 4 weeks | acp-2017.paracetamol | against   | paracetamol | extrapolated |

  Scenario Outline: ACP 2017, whose population is told by two findings
    Given a patient
    And <finding>
    And <and also>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @acp-2017.1
    Examples:
      | finding                               | and also                    | recommendation | direction | therapy              | applies      |
      | whose duration of symptoms is 0 weeks | whose leg pain is radicular | acp-2017.1     | for       | acupuncture (manual) | extrapolated |
      | whose duration of symptoms is 0 weeks | whose leg pain is radicular | acp-2017.1     | for       | spinal manipulation  | extrapolated |

    @acp-2017.1_heat
    Examples:
      | finding                               | and also                    | recommendation  | direction | therapy          | applies      |
      | whose duration of symptoms is 0 weeks | whose leg pain is radicular | acp-2017.1_heat | for       | superficial heat | extrapolated |

    @acp-2017.1_massage
    Examples:
      | finding                               | and also                    | recommendation     | direction | therapy | applies      |
      | whose duration of symptoms is 0 weeks | whose leg pain is radicular | acp-2017.1_massage | for       | massage | extrapolated |

    @acp-2017.1_relaxant
    Examples:
      | finding                               | and also                    | recommendation      | direction | therapy                                       | applies      |
      | whose duration of symptoms is 0 weeks | whose leg pain is radicular | acp-2017.1_relaxant | for       | muscle relaxant (cyclobenzaprine and similar) | extrapolated |
      | whose duration of symptoms is 0 weeks | whose leg pain is radicular | acp-2017.1_relaxant | for       | tizanidine                                    | extrapolated |

    @acp-2017.1_drug
    Examples:
      | finding                               | and also                    | recommendation  | direction | therapy                        | applies      |
      | whose duration of symptoms is 0 weeks | whose leg pain is radicular | acp-2017.1_drug | for       | anti-inflammatory drug (NSAID) | extrapolated |

    @acp-2017.2
    Examples:
      | finding                                | and also                    | recommendation | direction | therapy              | applies      |
      | whose duration of symptoms is 13 weeks | whose leg pain is radicular | acp-2017.2     | for       | exercise programme   | extrapolated |
      | whose duration of symptoms is 13 weeks | whose leg pain is radicular | acp-2017.2     | for       | acupuncture (manual) | extrapolated |

    @acp-2017.2_more
    Examples:
      | finding                                | and also                    | recommendation  | direction | therapy                            | applies      |
      | whose duration of symptoms is 13 weeks | whose leg pain is radicular | acp-2017.2_more | for       | multidisciplinary rehabilitation   | extrapolated |
      | whose duration of symptoms is 13 weeks | whose leg pain is radicular | acp-2017.2_more | for       | mindfulness-based stress reduction | extrapolated |

    @acp-2017.2_low_more
    Examples:
      | finding                                | and also                    | recommendation      | direction | therapy                       | applies      |
      | whose duration of symptoms is 13 weeks | whose leg pain is radicular | acp-2017.2_low_more | for       | tai chi                       | extrapolated |
      | whose duration of symptoms is 13 weeks | whose leg pain is radicular | acp-2017.2_low_more | for       | yoga                          | extrapolated |
      | whose duration of symptoms is 13 weeks | whose leg pain is radicular | acp-2017.2_low_more | for       | motor control exercise        | extrapolated |
      | whose duration of symptoms is 13 weeks | whose leg pain is radicular | acp-2017.2_low_more | for       | cognitive behavioural therapy | extrapolated |

    @acp-2017.2_low
    Examples:
      | finding                                | and also                    | recommendation | direction | therapy             | applies      |
      | whose duration of symptoms is 13 weeks | whose leg pain is radicular | acp-2017.2_low | for       | spinal manipulation | extrapolated |

    @acp-2017.3
    Examples:
      | finding                                | and also                    | recommendation | direction | therapy                        | applies      |
      | whose duration of symptoms is 13 weeks | whose leg pain is radicular | acp-2017.3     | for       | anti-inflammatory drug (NSAID) | extrapolated |

    @acp-2017.3_second
    Examples:
      | finding                                | and also                    | recommendation    | direction | therapy    | applies      |
      | whose duration of symptoms is 13 weeks | whose leg pain is radicular | acp-2017.3_second | for       | tramadol   | extrapolated |
      | whose duration of symptoms is 13 weeks | whose leg pain is radicular | acp-2017.3_second | for       | duloxetine | extrapolated |

    @acp-2017.3_opioid
    Examples:
      | finding                                | and also                    | recommendation    | direction | therapy | applies      |
      | whose duration of symptoms is 13 weeks | whose leg pain is radicular | acp-2017.3_opioid | for       | opioid  | extrapolated |

    @acp-2017.corticosteroids
    Examples:
      | finding                               | and also                    | recommendation           | direction | therapy                 | applies      |
      | whose duration of symptoms is 0 weeks | whose leg pain is radicular | acp-2017.corticosteroids | against   | systemic corticosteroid | extrapolated |

  Scenario Outline: ACP 2017, whose population is told by three findings
    Given a patient
    And <finding>
    And <and also>
    And <and further>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @acp-2017.1
    Examples:
      | finding                               | and also               | and further           | recommendation | direction | therapy              | applies  |
      | whose duration of symptoms is 0 weeks | whose leg pain is none | who has low back pain | acp-2017.1     | for       | acupuncture (manual) | directly |
      | whose duration of symptoms is 0 weeks | whose leg pain is none | who has low back pain | acp-2017.1     | for       | spinal manipulation  | directly |

    @acp-2017.1_heat
    Examples:
      | finding                               | and also               | and further           | recommendation  | direction | therapy          | applies  |
      | whose duration of symptoms is 0 weeks | whose leg pain is none | who has low back pain | acp-2017.1_heat | for       | superficial heat | directly |

    @acp-2017.1_massage
    Examples:
      | finding                               | and also               | and further           | recommendation     | direction | therapy | applies  |
      | whose duration of symptoms is 0 weeks | whose leg pain is none | who has low back pain | acp-2017.1_massage | for       | massage | directly |

    @acp-2017.1_relaxant
    Examples:
      | finding                               | and also               | and further           | recommendation      | direction | therapy                                       | applies  |
      | whose duration of symptoms is 0 weeks | whose leg pain is none | who has low back pain | acp-2017.1_relaxant | for       | muscle relaxant (cyclobenzaprine and similar) | directly |
      | whose duration of symptoms is 0 weeks | whose leg pain is none | who has low back pain | acp-2017.1_relaxant | for       | tizanidine                                    | directly |

    @acp-2017.1_drug
    Examples:
      | finding                               | and also               | and further           | recommendation  | direction | therapy                        | applies  |
      | whose duration of symptoms is 0 weeks | whose leg pain is none | who has low back pain | acp-2017.1_drug | for       | anti-inflammatory drug (NSAID) | directly |

    @acp-2017.2
    Examples:
      | finding                                | and also               | and further           | recommendation | direction | therapy              | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | acp-2017.2     | for       | exercise programme   | directly |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | acp-2017.2     | for       | acupuncture (manual) | directly |

    @acp-2017.2_more
    Examples:
      | finding                                | and also               | and further           | recommendation  | direction | therapy                            | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | acp-2017.2_more | for       | multidisciplinary rehabilitation   | directly |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | acp-2017.2_more | for       | mindfulness-based stress reduction | directly |

    @acp-2017.2_low_more
    Examples:
      | finding                                | and also               | and further           | recommendation      | direction | therapy                       | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | acp-2017.2_low_more | for       | tai chi                       | directly |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | acp-2017.2_low_more | for       | yoga                          | directly |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | acp-2017.2_low_more | for       | motor control exercise        | directly |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | acp-2017.2_low_more | for       | cognitive behavioural therapy | directly |

    @acp-2017.2_low
    Examples:
      | finding                                | and also               | and further           | recommendation | direction | therapy             | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | acp-2017.2_low | for       | spinal manipulation | directly |

    @acp-2017.3
    Examples:
      | finding                                | and also               | and further           | recommendation | direction | therapy                        | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | acp-2017.3     | for       | anti-inflammatory drug (NSAID) | directly |

    @acp-2017.3_second
    Examples:
      | finding                                | and also               | and further           | recommendation    | direction | therapy    | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | acp-2017.3_second | for       | tramadol   | directly |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | acp-2017.3_second | for       | duloxetine | directly |

    @acp-2017.3_opioid
    Examples:
      | finding                                | and also               | and further           | recommendation    | direction | therapy | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | acp-2017.3_opioid | for       | opioid  | directly |

    @acp-2017.corticosteroids
    Examples:
      | finding                               | and also               | and further           | recommendation           | direction | therapy                 | applies  |
      | whose duration of symptoms is 0 weeks | whose leg pain is none | who has low back pain | acp-2017.corticosteroids | against   | systemic corticosteroid | directly |

    @acp-2017.paracetamol
    Examples:
      | finding                               | and also               | and further           | recommendation       | direction | therapy     | applies  |
      | whose duration of symptoms is 0 weeks | whose leg pain is none | who has low back pain | acp-2017.paracetamol | against   | paracetamol | directly |

  Scenario Outline: ACP/APS 2007, whose population is told by one finding
    Given a patient
    And <finding>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @acp-aps-2007.5
    Examples:
      | finding               | recommendation | direction | therapy                | applies  |
      | who has low back pain | acp-aps-2007.5 | for       | stay active, education | directly |

    @acp-aps-2007.5_rest
    Examples:
      | finding               | recommendation      | direction | therapy  | applies  |
      | who has low back pain | acp-aps-2007.5_rest | against   | bed rest | directly |

  Scenario Outline: ACP/APS 2007, whose population is told by two findings
    Given a patient
    And <finding>
    And <and also>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @acp-aps-2007.3
    Examples:
      | finding                      | and also              | recommendation | direction | therapy    | applies  |
      | who has new unsteady walking | who has low back pain | acp-aps-2007.3 | for       | lumbar MRI | directly |

    @acp-aps-2007.4
    Examples:
      | finding                     | and also                         | recommendation | direction | therapy    | applies  |
      | whose leg pain is radicular | who has wish to consider surgery | acp-aps-2007.4 | for       | lumbar MRI | directly |

    @acp-aps-2007.6
    Examples:
      | finding                | and also              | recommendation | direction | therapy                        | applies  |
      | whose leg pain is none | who has low back pain | acp-aps-2007.6 | for       | paracetamol                    | directly |
      | whose leg pain is none | who has low back pain | acp-aps-2007.6 | for       | anti-inflammatory drug (NSAID) | directly |

  Scenario Outline: ACP/APS 2007, whose population is told by three findings
    Given a patient
    And <finding>
    And <and also>
    And <and further>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @acp-aps-2007.2
    Examples:
      | finding                | and also              | and further                    | recommendation | direction | therapy    | applies  |
      | whose leg pain is none | who has low back pain | whose red flags are all absent | acp-aps-2007.2 | against   | lumbar MRI | directly |

    @acp-aps-2007.7_acute
    Examples:
      | finding                               | and also               | and further           | recommendation       | direction | therapy             | applies  |
      | whose duration of symptoms is 0 weeks | whose leg pain is none | who has low back pain | acp-aps-2007.7_acute | for       | spinal manipulation | directly |

    @acp-aps-2007.7_later
    Examples:
      | finding                               | and also               | and further           | recommendation       | direction | therapy                          | applies  |
      | whose duration of symptoms is 4 weeks | whose leg pain is none | who has low back pain | acp-aps-2007.7_later | for       | multidisciplinary rehabilitation | directly |
      | whose duration of symptoms is 4 weeks | whose leg pain is none | who has low back pain | acp-aps-2007.7_later | for       | exercise programme               | directly |
      | whose duration of symptoms is 4 weeks | whose leg pain is none | who has low back pain | acp-aps-2007.7_later | for       | acupuncture (manual)             | directly |
      | whose duration of symptoms is 4 weeks | whose leg pain is none | who has low back pain | acp-aps-2007.7_later | for       | massage                          | directly |
      | whose duration of symptoms is 4 weeks | whose leg pain is none | who has low back pain | acp-aps-2007.7_later | for       | spinal manipulation              | directly |
      | whose duration of symptoms is 4 weeks | whose leg pain is none | who has low back pain | acp-aps-2007.7_later | for       | yoga                             | directly |
      | whose duration of symptoms is 4 weeks | whose leg pain is none | who has low back pain | acp-aps-2007.7_later | for       | cognitive behavioural therapy    | directly |

  Scenario Outline: APS 2009, whose population is told by one finding
    Given a patient
    And <finding>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @aps-2009.epidural
    Examples:
      | finding                     | recommendation    | direction | therapy                    | applies  |
      | whose leg pain is radicular | aps-2009.epidural | for       | epidural steroid injection | directly |

  Scenario Outline: APS 2009, whose population is told by two findings
    Given a patient
    And <finding>
    And <and also>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @aps-2009.surgery
    Examples:
      | finding                     | and also              | recommendation   | direction | therapy          | applies  |
      | whose leg pain is radicular | whose pain score is 7 | aps-2009.surgery | for       | discectomy       | directly |
      | whose leg pain is radicular | whose pain score is 7 | aps-2009.surgery | for       | surgical opinion | directly |

  Scenario Outline: BMJ 2025, whose population is told by two findings
    Given a patient
    And <finding>
    And <and also>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @bmj-2025.epidural_radicular
    Examples:
      | finding                                | and also                    | recommendation              | direction | therapy                    | applies  |
      | whose duration of symptoms is 12 weeks | whose leg pain is radicular | bmj-2025.epidural_radicular | against   | epidural steroid injection | directly |

  Scenario Outline: BMJ 2025, whose population is told by five findings
    Given a patient
    And <finding>
    And <and also>
    And <and further>
    And <and last>
    And <besides>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @bmj-2025.axial
    Examples:
      | finding                           | and also                               | and further            | and last              | besides                       | recommendation | direction | therapy                    | applies  |
      | without cancer now or in the past | whose duration of symptoms is 12 weeks | whose leg pain is none | who has low back pain | whose problems are reconciled | bmj-2025.axial | against   | radiofrequency denervation | directly |
      | without cancer now or in the past | whose duration of symptoms is 12 weeks | whose leg pain is none | who has low back pain | whose problems are reconciled | bmj-2025.axial | against   | epidural steroid injection | directly |

  Scenario Outline: CDC 2022, whose population is told by one finding
    Given a patient
    And <finding>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @cdc-2022.8
    Examples:
      | finding               | recommendation | direction | therapy                  | applies  |
      | whose age is 18 years | cdc-2022.8     | for       | naloxone to keep at hand | directly |

  Scenario Outline: CDC 2022, whose population is told by two findings
    Given a patient
    And <finding>
    And <and also>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @cdc-2022.1
    Examples:
      | finding               | and also                              | recommendation | direction | therapy  | applies  |
      | whose age is 18 years | whose duration of symptoms is 0 weeks | cdc-2022.1     | for       | opioid   | directly |
      | whose age is 18 years | whose duration of symptoms is 0 weeks | cdc-2022.1     | for       | tramadol | directly |

    @cdc-2022.2
    Examples:
      | finding               | and also                              | recommendation | direction | therapy  | applies  |
      | whose age is 18 years | whose duration of symptoms is 4 weeks | cdc-2022.2     | for       | opioid   | directly |
      | whose age is 18 years | whose duration of symptoms is 4 weeks | cdc-2022.2     | for       | tramadol | directly |

  Scenario Outline: CDC 2022, whose population is told by four findings
    Given a patient
    And <finding>
    And <and also>
    And <and further>
    And <and last>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @cdc-2022.duloxetine
    Examples:
      | finding               | and also                               | and further            | and last              | recommendation      | direction | therapy    | applies  |
      | whose age is 18 years | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | cdc-2022.duloxetine | for       | duloxetine | directly |

  Scenario Outline: Medicare coverage, whose population is told by five findings
    Given a patient
    And <finding>
    And <and also>
    And <and further>
    And <and last>
    And <besides>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @cms-ncd.acupuncture
    Examples:
      | finding              | and also                               | and further            | and last              | besides                       | recommendation      | direction | therapy              | applies  |
      | whose age is 0 years | whose duration of symptoms is 12 weeks | whose leg pain is none | who has low back pain | whose problems are reconciled | cms-ncd.acupuncture | for       | acupuncture (manual) | directly |

  Scenario Outline: Korean guideline 2019, whose population is told by one finding
    Given a patient
    And <finding>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @korea-2019.exercise
    Examples:
      | finding                     | recommendation      | direction | therapy            | applies  |
      | whose leg pain is radicular | korea-2019.exercise | for       | exercise programme | directly |

    @korea-2019.traction
    Examples:
      | finding                     | recommendation      | direction | therapy  | applies  |
      | whose leg pain is radicular | korea-2019.traction | for       | traction | directly |

  Scenario Outline: NASS 2012, whose population is told by one finding
    Given a patient
    And <finding>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @nass-2012.epidural
    Examples:
      | finding                     | recommendation     | direction | therapy                    | applies  |
      | whose leg pain is radicular | nass-2012.epidural | for       | epidural steroid injection | directly |

    @nass-2012.manipulation
    Examples:
      | finding                     | recommendation         | direction | therapy             | applies  |
      | whose leg pain is radicular | nass-2012.manipulation | for       | spinal manipulation | directly |

  Scenario Outline: NASS 2012, whose population is told by two findings
    Given a patient
    And <finding>
    And <and also>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @nass-2012.discectomy
    Examples:
      | finding                     | and also              | recommendation       | direction | therapy    | applies  |
      | whose leg pain is radicular | whose pain score is 7 | nass-2012.discectomy | for       | discectomy | directly |

  Scenario Outline: NICE NG59, whose population is told by two findings
    Given a patient
    And <finding>
    And <and also>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @nice-ng59.self_management
    Examples:
      | finding               | and also              | recommendation            | direction | therapy                | applies  |
      | whose age is 16 years | who has low back pain | nice-ng59.self_management | for       | stay active, education | directly |

    @nice-ng59.risk_stratification
    Examples:
      | finding               | and also              | recommendation                | direction | therapy                          | applies  |
      | whose age is 16 years | who has low back pain | nice-ng59.risk_stratification | for       | risk stratification (STarT Back) | directly |

    @nice-ng59.exercise
    Examples:
      | finding               | and also              | recommendation     | direction | therapy            | applies  |
      | whose age is 16 years | who has low back pain | nice-ng59.exercise | for       | exercise programme | directly |

    @nice-ng59.supports
    Examples:
      | finding               | and also              | recommendation     | direction | therapy                      | applies  |
      | whose age is 16 years | who has low back pain | nice-ng59.supports | against   | belts, corsets and orthotics | directly |

    @nice-ng59.traction
    Examples:
      | finding               | and also              | recommendation     | direction | therapy  | applies  |
      | whose age is 16 years | who has low back pain | nice-ng59.traction | against   | traction | directly |

    @nice-ng59.manual_therapy
    Examples:
      | finding               | and also              | recommendation           | direction | therapy             | applies  |
      | whose age is 16 years | who has low back pain | nice-ng59.manual_therapy | for       | spinal manipulation | directly |

    @nice-ng59.massage
    Examples:
      | finding               | and also              | recommendation    | direction | therapy | applies  |
      | whose age is 16 years | who has low back pain | nice-ng59.massage | for       | massage | directly |

    @nice-ng59.acupuncture
    Examples:
      | finding               | and also              | recommendation        | direction | therapy              | applies  |
      | whose age is 16 years | who has low back pain | nice-ng59.acupuncture | against   | acupuncture (manual) | directly |

    @nice-ng59.electrotherapies
    Examples:
      | finding               | and also              | recommendation             | direction | therapy                | applies  |
      | whose age is 16 years | who has low back pain | nice-ng59.electrotherapies | against   | therapeutic ultrasound | directly |
      | whose age is 16 years | who has low back pain | nice-ng59.electrotherapies | against   | TENS                   | directly |

    @nice-ng59.psychological
    Examples:
      | finding               | and also              | recommendation          | direction | therapy                       | applies  |
      | whose age is 16 years | who has low back pain | nice-ng59.psychological | for       | cognitive behavioural therapy | directly |

    @nice-ng59.gabapentinoids
    Examples:
      | finding               | and also                    | recommendation           | direction | therapy                  | applies  |
      | whose age is 16 years | whose leg pain is radicular | nice-ng59.gabapentinoids | against   | gabapentin or pregabalin | directly |

    @nice-ng59.corticosteroids
    Examples:
      | finding               | and also                    | recommendation            | direction | therapy                 | applies  |
      | whose age is 16 years | whose leg pain is radicular | nice-ng59.corticosteroids | against   | systemic corticosteroid | directly |

    @nice-ng59.benzodiazepines
    Examples:
      | finding               | and also                    | recommendation            | direction | therapy        | applies  |
      | whose age is 16 years | whose leg pain is radicular | nice-ng59.benzodiazepines | against   | benzodiazepine | directly |

    @nice-ng59.nsaid_sciatica
    Examples:
      | finding               | and also                    | recommendation           | direction | therapy                        | applies  |
      | whose age is 16 years | whose leg pain is radicular | nice-ng59.nsaid_sciatica | for       | anti-inflammatory drug (NSAID) | directly |

    @nice-ng59.claudication_injection
    Examples:
      | finding               | and also                       | recommendation                   | direction | therapy                    | applies  |
      | whose age is 16 years | whose leg pain is claudication | nice-ng59.claudication_injection | against   | epidural steroid injection | directly |

    @nice-ng59.fusion
    Examples:
      | finding               | and also              | recommendation   | direction | therapy                           | applies  |
      | whose age is 16 years | who has low back pain | nice-ng59.fusion | against   | spinal fusion or disc replacement | directly |

    @nice-ng59.decompression
    Examples:
      | finding               | and also                    | recommendation          | direction | therapy          | applies  |
      | whose age is 16 years | whose leg pain is radicular | nice-ng59.decompression | for       | discectomy       | directly |
      | whose age is 16 years | whose leg pain is radicular | nice-ng59.decompression | for       | surgical opinion | directly |

  Scenario Outline: NICE NG59, whose population is told by three findings
    Given a patient
    And <finding>
    And <and also>
    And <and further>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @nice-ng59.opioids_sciatica
    Examples:
      | finding               | and also                               | and further                 | recommendation             | direction | therapy  | applies  |
      | whose age is 16 years | whose duration of symptoms is 13 weeks | whose leg pain is radicular | nice-ng59.opioids_sciatica | against   | opioid   | directly |
      | whose age is 16 years | whose duration of symptoms is 13 weeks | whose leg pain is radicular | nice-ng59.opioids_sciatica | against   | tramadol | directly |

    @nice-ng59.paracetamol
    Examples:
      | finding               | and also              | and further              | recommendation        | direction | therapy     | applies  |
      | whose age is 16 years | who has low back pain | who tried nothing so far | nice-ng59.paracetamol | against   | paracetamol | directly |

    @nice-ng59.nsaid
    Examples:
      | finding               | and also               | and further           | recommendation  | direction | therapy                        | applies  |
      | whose age is 16 years | whose leg pain is none | who has low back pain | nice-ng59.nsaid | for       | anti-inflammatory drug (NSAID) | directly |

    @nice-ng59.antidepressants
    Examples:
      | finding               | and also               | and further           | recommendation            | direction | therapy    | applies  |
      | whose age is 16 years | whose leg pain is none | who has low back pain | nice-ng59.antidepressants | against   | duloxetine | directly |

    @nice-ng59.anticonvulsants
    Examples:
      | finding               | and also               | and further           | recommendation            | direction | therapy                  | applies  |
      | whose age is 16 years | whose leg pain is none | who has low back pain | nice-ng59.anticonvulsants | against   | gabapentin or pregabalin | directly |

    @nice-ng59.injections_back
    Examples:
      | finding               | and also               | and further           | recommendation            | direction | therapy                    | applies  |
      | whose age is 16 years | whose leg pain is none | who has low back pain | nice-ng59.injections_back | against   | epidural steroid injection | directly |

  Scenario Outline: NICE NG59, whose population is told by four findings
    Given a patient
    And <finding>
    And <and also>
    And <and further>
    And <and last>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @nice-ng59.combined
    Examples:
      | finding               | and also                    | and further                 | and last                             | recommendation     | direction | therapy                          | applies  |
      | whose age is 16 years | whose leg pain is radicular | whose STarT Back total is 4 | whose STarT Back distress score is 4 | nice-ng59.combined | for       | multidisciplinary rehabilitation | directly |

    @nice-ng59.opioids_back_chronic
    Examples:
      | finding               | and also                               | and further            | and last              | recommendation                 | direction | therapy  | applies  |
      | whose age is 16 years | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | nice-ng59.opioids_back_chronic | against   | opioid   | directly |
      | whose age is 16 years | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | nice-ng59.opioids_back_chronic | against   | tramadol | directly |

    @nice-ng59.epidural
    Examples:
      | finding               | and also                              | and further                 | and last              | recommendation     | direction | therapy                    | applies  |
      | whose age is 16 years | whose duration of symptoms is 0 weeks | whose leg pain is radicular | whose pain score is 7 | nice-ng59.epidural | for       | epidural steroid injection | directly |

  Scenario Outline: NICE NG59, whose population is told by five findings
    Given a patient
    And <finding>
    And <and also>
    And <and further>
    And <and last>
    And <besides>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @nice-ng59.imaging
    Examples:
      | finding               | and also                               | and further                 | and last                         | besides                        | recommendation    | direction | therapy    | applies  |
      | whose age is 16 years | whose duration of symptoms is 12 weeks | whose leg pain is radicular | without wish to consider surgery | whose red flags are all absent | nice-ng59.imaging | against   | lumbar MRI | directly |

    @nice-ng59.opioids_back_acute
    Examples:
      | finding               | and also                              | and further            | and last              | besides                  | recommendation               | direction | therapy  | applies  |
      | whose age is 16 years | whose duration of symptoms is 0 weeks | whose leg pain is none | who has low back pain | who tried nothing so far | nice-ng59.opioids_back_acute | against   | opioid   | directly |
      | whose age is 16 years | whose duration of symptoms is 0 weeks | whose leg pain is none | who has low back pain | who tried nothing so far | nice-ng59.opioids_back_acute | against   | tramadol | directly |

  Scenario Outline: NICE NG59, whose population is told by 6 findings
    Given a patient
    And <finding>
    And <and also>
    And <and further>
    And <and last>
    And <besides>
    And <also 5>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @nice-ng59.denervation
    Examples:
      | finding               | and also                               | and further            | and last              | besides               | also 5                                                       | recommendation        | direction | therapy                    | applies  |
      | whose age is 16 years | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | whose pain score is 5 | whose diagnostic block of the facet joint nerves is positive | nice-ng59.denervation | for       | radiofrequency denervation | directly |

  Scenario Outline: NICE NG65, whose population is told by one finding
    Given a patient
    And <finding>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @nice-ng65.hla_b27
    Examples:
      | finding                                          | recommendation    | direction | therapy      | applies  |
      | who has exactly three signs of spondyloarthritis | nice-ng65.hla_b27 | for       | HLA-B27 test | directly |

  Scenario Outline: NICE NG65, whose population is told by two findings
    Given a patient
    And <finding>
    And <and also>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @nice-ng65.referral
    Examples:
      | finding                                          | and also                  | recommendation     | direction | therapy                  | applies  |
      | who has exactly three signs of spondyloarthritis | whose HLA-B27 is positive | nice-ng65.referral | for       | referral to rheumatology | directly |

  Scenario Outline: VA/DoD 2017, whose population is told by one finding
    Given a patient
    And <finding>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @va-dod-2017.education
    Examples:
      | finding               | recommendation        | direction | therapy                | applies  |
      | who has low back pain | va-dod-2017.education | for       | stay active, education | directly |

    @va-dod-2017.benzodiazepines
    Examples:
      | finding               | recommendation              | direction | therapy        | applies  |
      | who has low back pain | va-dod-2017.benzodiazepines | against   | benzodiazepine | directly |

    @va-dod-2017.corticosteroids
    Examples:
      | finding               | recommendation              | direction | therapy                 | applies  |
      | who has low back pain | va-dod-2017.corticosteroids | against   | systemic corticosteroid | directly |

  Scenario Outline: VA/DoD 2017, whose population is told by two findings
    Given a patient
    And <finding>
    And <and also>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @va-dod-2017.manipulation
    Examples:
      | finding                | and also              | recommendation           | direction | therapy             | applies  |
      | whose leg pain is none | who has low back pain | va-dod-2017.manipulation | for       | spinal manipulation | directly |

    @va-dod-2017.nsaid
    Examples:
      | finding                | and also              | recommendation    | direction | therapy                        | applies  |
      | whose leg pain is none | who has low back pain | va-dod-2017.nsaid | for       | anti-inflammatory drug (NSAID) | directly |

    @va-dod-2017.epidural_lasting
    Examples:
      | finding                                | and also                    | recommendation               | direction | therapy                    | applies  |
      | whose duration of symptoms is 12 weeks | whose leg pain is radicular | va-dod-2017.epidural_lasting | against   | epidural steroid injection | directly |

    @va-dod-2017.epidural_short
    Examples:
      | finding                               | and also                    | recommendation             | direction | therapy                    | applies  |
      | whose duration of symptoms is 0 weeks | whose leg pain is radicular | va-dod-2017.epidural_short | for       | epidural steroid injection | directly |

  Scenario Outline: VA/DoD 2017, whose population is told by three findings
    Given a patient
    And <finding>
    And <and also>
    And <and further>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @va-dod-2017.cbt
    Examples:
      | finding                                | and also               | and further           | recommendation  | direction | therapy                       | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | va-dod-2017.cbt | for       | cognitive behavioural therapy | directly |

    @va-dod-2017.exercise_and_mindfulness
    Examples:
      | finding                                | and also               | and further           | recommendation                       | direction | therapy                            | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | va-dod-2017.exercise_and_mindfulness | for       | exercise programme                 | directly |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | va-dod-2017.exercise_and_mindfulness | for       | mindfulness-based stress reduction | directly |

    @va-dod-2017.acupuncture
    Examples:
      | finding                                | and also               | and further           | recommendation          | direction | therapy              | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | va-dod-2017.acupuncture | for       | acupuncture (manual) | directly |

    @va-dod-2017.duloxetine
    Examples:
      | finding                                | and also               | and further           | recommendation         | direction | therapy    | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | va-dod-2017.duloxetine | for       | duloxetine | directly |

    @va-dod-2017.relaxants_acute
    Examples:
      | finding                               | and also               | and further           | recommendation              | direction | therapy                                       | applies  |
      | whose duration of symptoms is 0 weeks | whose leg pain is none | who has low back pain | va-dod-2017.relaxants_acute | for       | muscle relaxant (cyclobenzaprine and similar) | directly |
      | whose duration of symptoms is 0 weeks | whose leg pain is none | who has low back pain | va-dod-2017.relaxants_acute | for       | tizanidine                                    | directly |

    @va-dod-2017.relaxants_chronic
    Examples:
      | finding                                | and also               | and further           | recommendation                | direction | therapy                                       | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | va-dod-2017.relaxants_chronic | against   | muscle relaxant (cyclobenzaprine and similar) | directly |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | va-dod-2017.relaxants_chronic | against   | tizanidine                                    | directly |

    @va-dod-2017.opioids
    Examples:
      | finding                                | and also               | and further           | recommendation      | direction | therapy  | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | va-dod-2017.opioids | against   | opioid   | directly |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | va-dod-2017.opioids | against   | tramadol | directly |

    @va-dod-2017.paracetamol
    Examples:
      | finding                                | and also               | and further           | recommendation          | direction | therapy     | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | va-dod-2017.paracetamol | against   | paracetamol | directly |

  Scenario Outline: VA/DoD 2022, whose population is told by two findings
    Given a patient
    And <finding>
    And <and also>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @va-dod-2022.paracetamol
    Examples:
      | finding                | and also              | recommendation          | direction | therapy     | applies  |
      | whose leg pain is none | who has low back pain | va-dod-2022.paracetamol | against   | paracetamol | directly |

    @va-dod-2022.opioids
    Examples:
      | finding                | and also              | recommendation      | direction | therapy  | applies  |
      | whose leg pain is none | who has low back pain | va-dod-2022.opioids | against   | opioid   | directly |
      | whose leg pain is none | who has low back pain | va-dod-2022.opioids | against   | tramadol | directly |

  Scenario Outline: VA/DoD 2022, whose population is told by three findings
    Given a patient
    And <finding>
    And <and also>
    And <and further>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @va-dod-2022.drugs
    Examples:
      | finding                                | and also               | and further           | recommendation    | direction | therapy                        | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | va-dod-2022.drugs | for       | anti-inflammatory drug (NSAID) | directly |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | va-dod-2022.drugs | for       | duloxetine                     | directly |

    @va-dod-2022.acupuncture
    Examples:
      | finding                                | and also               | and further           | recommendation          | direction | therapy              | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | va-dod-2022.acupuncture | for       | acupuncture (manual) | directly |

  Scenario Outline: WHO 2023, whose population is told by three findings
    Given a patient
    And <finding>
    And <and also>
    And <and further>
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @who-2023.education
    Examples:
      | finding                                | and also               | and further           | recommendation     | direction | therapy                | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | who-2023.education | for       | stay active, education | directly |

    @who-2023.exercise
    Examples:
      | finding                                | and also               | and further           | recommendation    | direction | therapy            | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | who-2023.exercise | for       | exercise programme | directly |

    @who-2023.needling
    Examples:
      | finding                                | and also               | and further           | recommendation    | direction | therapy              | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | who-2023.needling | for       | acupuncture (manual) | directly |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | who-2023.needling | for       | electroacupuncture   | directly |

    @who-2023.manipulation
    Examples:
      | finding                                | and also               | and further           | recommendation        | direction | therapy             | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | who-2023.manipulation | for       | spinal manipulation | directly |

    @who-2023.nsaid
    Examples:
      | finding                                | and also               | and further           | recommendation | direction | therapy                        | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | who-2023.nsaid | for       | anti-inflammatory drug (NSAID) | directly |

    @who-2023.opioids
    Examples:
      | finding                                | and also               | and further           | recommendation   | direction | therapy  | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | who-2023.opioids | against   | opioid   | directly |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | who-2023.opioids | against   | tramadol | directly |

    @who-2023.anticonvulsants
    Examples:
      | finding                                | and also               | and further           | recommendation           | direction | therapy                  | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | who-2023.anticonvulsants | against   | gabapentin or pregabalin | directly |

    @who-2023.corticosteroids
    Examples:
      | finding                                | and also               | and further           | recommendation           | direction | therapy                 | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | who-2023.corticosteroids | against   | systemic corticosteroid | directly |

    @who-2023.massage
    Examples:
      | finding                                | and also               | and further           | recommendation   | direction | therapy | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | who-2023.massage | for       | massage | directly |

    @who-2023.traction_and_belts
    Examples:
      | finding                                | and also               | and further           | recommendation              | direction | therapy                      | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | who-2023.traction_and_belts | against   | traction                     | directly |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | who-2023.traction_and_belts | against   | belts, corsets and orthotics | directly |

    @who-2023.ultrasound
    Examples:
      | finding                                | and also               | and further           | recommendation      | direction | therapy                | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | who-2023.ultrasound | against   | therapeutic ultrasound | directly |

    @who-2023.tens
    Examples:
      | finding                                | and also               | and further           | recommendation | direction | therapy | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | who-2023.tens  | against   | TENS    | directly |

    @who-2023.cbt
    Examples:
      | finding                                | and also               | and further           | recommendation | direction | therapy                       | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | who-2023.cbt   | for       | cognitive behavioural therapy | directly |

    @who-2023.antidepressants
    Examples:
      | finding                                | and also               | and further           | recommendation           | direction | therapy    | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | who-2023.antidepressants | against   | duloxetine | directly |

    @who-2023.muscle_relaxants
    Examples:
      | finding                                | and also               | and further           | recommendation            | direction | therapy                                       | applies  |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | who-2023.muscle_relaxants | against   | muscle relaxant (cyclobenzaprine and similar) | directly |
      | whose duration of symptoms is 13 weeks | whose leg pain is none | who has low back pain | who-2023.muscle_relaxants | against   | tizanidine                                    | directly |
