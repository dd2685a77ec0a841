Feature: Of whom the guidelines do not speak
  NICE NG59 speaks of people of 16 and over with back pain or sciatica; others speak of back pain alone, or
  of it without cancer, surgery or pregnancy. Whoever stands outside gets no strength and no prohibition from
  them; where it is not known, the position is unknown and never counted. Facts: 2.2, 2.3, 2.7, 2.8
  (G-CMS-01, G-BMJ25-03, G-ACPAPS07-02 to -05, G-NG65-01), C-POST-04.

  Scenario Outline: NICE speaks of nobody who has neither back pain nor nerve-root pain
    Given a man aged 45
    And whose leg pain is none
    And without low back pain
    And whose red flags are all absent
    And who tried exercise programme for 6 weeks without benefit
    When the low-back-pain pathway is followed
    Then <recommendation> advises <direction> <therapy>, outside its population

    @nice-ng59.self_management
    Examples:
      | recommendation            | direction | therapy   |
      | nice-ng59.self_management | for       | education |

    @nice-ng59.risk_stratification
    Examples:
      | recommendation                | direction | therapy             |
      | nice-ng59.risk_stratification | for       | risk_stratification |

    @nice-ng59.imaging
    Examples:
      | recommendation    | direction | therapy    |
      | nice-ng59.imaging | against   | lumbar MRI |

    @nice-ng59.exercise
    Examples:
      | recommendation     | direction | therapy            |
      | nice-ng59.exercise | for       | exercise programme |

    @nice-ng59.supports
    Examples:
      | recommendation     | direction | therapy         |
      | nice-ng59.supports | against   | lumbar_supports |

    @nice-ng59.traction
    Examples:
      | recommendation     | direction | therapy  |
      | nice-ng59.traction | against   | traction |

    @nice-ng59.manual_therapy
    Examples:
      | recommendation           | direction | therapy             |
      | nice-ng59.manual_therapy | for       | spinal manipulation |

    @nice-ng59.massage
    Examples:
      | recommendation    | direction | therapy |
      | nice-ng59.massage | for       | massage |

    @nice-ng59.acupuncture
    Examples:
      | recommendation        | direction | therapy     |
      | nice-ng59.acupuncture | against   | acupuncture |

    @nice-ng59.electrotherapies
    Examples:
      | recommendation             | direction | therapy                |
      | nice-ng59.electrotherapies | against   | TENS                   |
      | nice-ng59.electrotherapies | against   | therapeutic ultrasound |

    @nice-ng59.psychological
    Examples:
      | recommendation          | direction | therapy                       |
      | nice-ng59.psychological | for       | cognitive behavioural therapy |

    @nice-ng59.combined
    Examples:
      | recommendation     | direction | therapy                          |
      | nice-ng59.combined | for       | multidisciplinary rehabilitation |

    @nice-ng59.fusion
    Examples:
      | recommendation   | direction | therapy |
      | nice-ng59.fusion | against   | fusion  |

    @nice-ng59.paracetamol
    Examples:
      | recommendation        | direction | therapy     |
      | nice-ng59.paracetamol | against   | paracetamol |

  Scenario Outline: Where the leg pain is not known it is not known whether NICE speaks of the patient
    Given a man aged 45
    And without low back pain
    And whose red flags are all absent
    And whose wish to consider surgery is no
    And whose pain score is 3
    And who tried exercise programme for 6 weeks without benefit
    When the sciatica pathway is followed
    Then <recommendation> advises <direction> <therapy>, unknown

    Examples:
      | recommendation                | direction | therapy                          |
      | nice-ng59.self_management     | for       | education                        |
      | nice-ng59.risk_stratification | for       | risk_stratification              |
      | nice-ng59.imaging             | against   | lumbar MRI                       |
      | nice-ng59.exercise            | for       | exercise programme               |
      | nice-ng59.supports            | against   | lumbar_supports                  |
      | nice-ng59.traction            | against   | traction                         |
      | nice-ng59.manual_therapy      | for       | spinal manipulation              |
      | nice-ng59.massage             | for       | massage                          |
      | nice-ng59.acupuncture         | against   | acupuncture                      |
      | nice-ng59.electrotherapies    | against   | TENS                             |
      | nice-ng59.electrotherapies    | against   | therapeutic ultrasound           |
      | nice-ng59.psychological       | for       | cognitive behavioural therapy    |
      | nice-ng59.combined            | for       | multidisciplinary rehabilitation |

  Scenario Outline: NICE speaks of people from 16 on
    Given whose age is <age>
    And whose leg pain is <leg pain>
    And who has low back pain
    And whose symptom duration is <duration>
    And with:
      | pain score          | 8        |
      | medial branch block | positive |
    And who tried exercise programme for 6 weeks without benefit
    When the sciatica pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @nice-ng59.epidural
    Examples:
      | age | leg pain  | duration | recommendation     | direction | therapy                    | applies                |
      | 15  | radicular | 8 weeks  | nice-ng59.epidural | for       | epidural steroid injection | outside its population |
      | 16  | radicular | 8 weeks  | nice-ng59.epidural | for       | epidural steroid injection | directly               |

    @nice-ng59.opioids_back_chronic
    Examples:
      | age | leg pain | duration | recommendation                 | direction | therapy | applies                |
      | 15  | none     | 52 weeks | nice-ng59.opioids_back_chronic | against   | opioid  | outside its population |
      | 16  | none     | 52 weeks | nice-ng59.opioids_back_chronic | against   | opioid  | directly               |

    @nice-ng59.claudication_injection
    Examples:
      | age | leg pain     | duration | recommendation                   | direction | therapy                    | applies                |
      | 15  | claudication | 52 weeks | nice-ng59.claudication_injection | against   | epidural steroid injection | outside its population |
      | 16  | claudication | 52 weeks | nice-ng59.claudication_injection | against   | epidural steroid injection | directly               |

    @nice-ng59.nsaid
    Examples:
      | age | leg pain | duration | recommendation  | direction | therapy | applies                |
      | 15  | none     | 52 weeks | nice-ng59.nsaid | for       | NSAID   | outside its population |
      | 16  | none     | 52 weeks | nice-ng59.nsaid | for       | NSAID   | directly               |

    @nice-ng59.antidepressants
    Examples:
      | age | leg pain | duration | recommendation            | direction | therapy    | applies                |
      | 15  | none     | 52 weeks | nice-ng59.antidepressants | against   | duloxetine | outside its population |
      | 16  | none     | 52 weeks | nice-ng59.antidepressants | against   | duloxetine | directly               |

    @nice-ng59.denervation
    Examples:
      | age | leg pain | duration | recommendation        | direction | therapy                    | applies                |
      | 15  | none     | 52 weeks | nice-ng59.denervation | for       | radiofrequency denervation | outside its population |
      | 16  | none     | 52 weeks | nice-ng59.denervation | for       | radiofrequency denervation | directly               |

    @nice-ng59.combined
    Examples:
      | age | leg pain  | duration | recommendation     | direction | therapy                          | applies                |
      | 15  | radicular | 26 weeks | nice-ng59.combined | for       | multidisciplinary rehabilitation | outside its population |
      | 16  | radicular | 26 weeks | nice-ng59.combined | for       | multidisciplinary rehabilitation | directly               |

  Scenario Outline: Statements on back pain do not speak of sciatica without it
    Given a man aged 45
    And whose leg pain is radicular
    And whose low back pain is <back pain>
    And who has fever or rigors
    When the sciatica pathway is followed
    Then <recommendation> advises <direction> <therapy>, <applies>

    @acp-aps-2007.3
    Examples:
      | back pain | recommendation | direction | therapy    | applies                |
      | no        | acp-aps-2007.3 | for       | lumbar MRI | outside its population |
      | yes       | acp-aps-2007.3 | for       | lumbar MRI | directly               |

    @acp-aps-2007.5
    Examples:
      | back pain | recommendation | direction | therapy   | applies                |
      | no        | acp-aps-2007.5 | for       | education | outside its population |
      | yes       | acp-aps-2007.5 | for       | education | directly               |
      | unknown   | acp-aps-2007.5 | for       | education | unknown                |

    @va-dod-2017.education
    Examples:
      | back pain | recommendation        | direction | therapy   | applies                |
      | no        | va-dod-2017.education | for       | education | outside its population |

    @va-dod-2017.benzodiazepines
    Examples:
      | back pain | recommendation              | direction | therapy        | applies                |
      | no        | va-dod-2017.benzodiazepines | against   | benzodiazepine | outside its population |

    @va-dod-2017.corticosteroids
    Examples:
      | back pain | recommendation              | direction | therapy                 | applies                |
      | no        | va-dod-2017.corticosteroids | against   | systemic corticosteroid | outside its population |

  @cms-ncd.acupuncture
  Scenario Outline: Whom US Medicare pays acupuncture for
    Given a man aged 68
    And whose leg pain is <leg pain>
    And who has low back pain
    And whose symptom duration is <duration>
    And whose previous spinal surgery is <operated>
    When the low-back-pain pathway is followed
    Then cms-ncd.acupuncture advises for acupuncture, <applies>

    Examples:
      | leg pain  | duration | operated | applies                |
      | none      | 84 days  | no       | directly               |
      | none      | 83 days  | no       | outside its population |
      | none      | 26 weeks | yes      | outside its population |
      | none      | 26 weeks | unknown  | unknown                |
      | radicular | 26 weeks | no       | outside its population |

  Scenario Outline: Where the leg pain is not known, nobody counts a statement that turns on it
    Given a man aged 45
    And whose leg pain is unknown
    And who has low back pain
    And whose symptom duration is <duration>
    And whose pain score is 8
    And who has tried nothing so far
    When the <pathway> pathway is followed
    Then <recommendation> advises <direction> <therapy>, unknown

    Examples:
      | pathway       | duration | recommendation               | direction | therapy                    |
      | low-back-pain | 2 weeks  | acp-2017.1                   | for       | acupuncture                |
      | low-back-pain | 2 weeks  | acp-2017.1_heat              | for       | superficial heat           |
      | low-back-pain | 2 weeks  | acp-2017.1_massage           | for       | massage                    |
      | low-back-pain | 2 weeks  | acp-2017.1_relaxant          | for       | muscle relaxant            |
      | low-back-pain | 2 weeks  | acp-2017.1_drug              | for       | NSAID                      |
      | low-back-pain | 2 weeks  | acp-2017.corticosteroids     | against   | systemic corticosteroid    |
      | low-back-pain | 2 weeks  | acp-2017.paracetamol         | against   | paracetamol                |
      | low-back-pain | 2 weeks  | acp-aps-2007.7_acute         | for       | spinal manipulation        |
      | low-back-pain | 2 weeks  | va-dod-2017.relaxants_acute  | for       | muscle relaxant            |
      | low-back-pain | 2 weeks  | nice-ng59.opioids_back_acute | against   | tramadol                   |
      | sciatica      | 8 weeks  | nice-ng59.epidural           | for       | epidural steroid injection |
      | sciatica      | 8 weeks  | va-dod-2017.epidural_short   | for       | epidural steroid injection |

  @nice-ng59.claudication_injection
  Scenario: Where the age is not known, NICE's word on claudication is not counted
    Given a man
    And whose leg pain is claudication
    When the sciatica pathway is followed
    Then nice-ng59.claudication_injection advises against epidural steroid injection, unknown

  @acp-aps-2007.2 @acp-aps-2007.3 @acp-aps-2007.4 @nice-ng59.imaging
  Scenario Outline: A scan is for those whose treatment it changes
    Given a man aged 45
    And whose leg pain is <leg pain>
    And who has low back pain
    And whose symptom duration is 26 weeks
    And whose pain score is 6
    And whose wish to consider surgery is <wish>
    And whose red flags are all absent
    And whose <sign> is <present>
    When the sciatica pathway is followed
    Then acp-aps-2007.2 advises against lumbar MRI, <routine>
    And nice-ng59.imaging advises against lumbar MRI, <NICE>
    And acp-aps-2007.3 advises for lumbar MRI, <for danger>
    And acp-aps-2007.4 advises for lumbar MRI, <for a candidate>

    Examples:
      | leg pain  | wish | sign                | present | routine                | NICE                   | for danger             | for a candidate        |
      | none      | no   | fever or rigors     | no      | directly               | directly               | outside its population | outside its population |
      | none      | no   | fever or rigors     | yes     | outside its population | outside its population | directly               | outside its population |
      | none      | no   | new unsteady walking | yes     | outside its population | outside its population | directly               | outside its population |
      | none      | no   | injury of the spine | yes     | outside its population | outside its population | directly               | outside its population |
      | radicular | no   | fever or rigors     | no      | outside its population | directly               | outside its population | outside its population |
      | radicular | yes  | fever or rigors     | no      | outside its population | outside its population | outside its population | directly               |

  @bmj-2025.epidural_radicular
  Scenario Outline: BMJ 2025 speaks of three months and more, and not of cancer or inflammatory disease
    Given a man aged 45
    And whose leg pain is radicular
    And whose symptom duration is <duration>
    And whose cancer now or in the past is <cancer>
    And whose inflamed or fused spine is <inflamed>
    When the sciatica pathway is followed
    Then bmj-2025.epidural_radicular advises against epidural steroid injection, <applies>

    Examples:
      | duration | cancer  | inflamed | applies                |
      | 26 weeks | no      | no       | directly               |
      | 26 weeks | yes     | no       | outside its population |
      | 26 weeks | no      | yes      | outside its population |
      | 26 weeks | unknown | no       | unknown                |
      | 26 weeks | no      | unknown  | unknown                |
      | 8 weeks  | no      | no       | outside its population |

  @bmj-2025.axial
  Scenario Outline: The same of back pain without nerve-root pain
    Given a man aged 45
    And whose leg pain is none
    And who has low back pain
    And whose symptom duration is <duration>
    And whose cancer now or in the past is <cancer>
    And whose inflamed or fused spine is <inflamed>
    When the low-back-pain pathway is followed
    Then bmj-2025.axial advises against epidural steroid injection, <applies>
    And bmj-2025.axial advises against radiofrequency denervation, <applies>

    Examples:
      | duration | cancer  | inflamed | applies                |
      | 12 weeks | no      | no       | directly               |
      | 26 weeks | yes     | no       | outside its population |
      | 26 weeks | no      | yes      | outside its population |
      | 26 weeks | unknown | no       | unknown                |
      | 26 weeks | no      | unknown  | unknown                |
      | 83 days  | no      | no       | outside its population |

  @acp-aps-2007.4
  Scenario: Whether somebody who wants surgery is a candidate for it hangs on the kind of leg pain
    Given a man aged 45
    And whose leg pain is unknown
    And who has low back pain
    And whose wish to consider surgery is yes
    And whose red flags are all absent
    When the sciatica pathway is followed
    Then acp-aps-2007.4 advises for lumbar MRI, unknown

  @nice-ng65.referral @nice-ng65.hla_b27
  Scenario Outline: Whom NICE NG65 refers, and whom it tests
    Given a woman aged 32
    And whose leg pain is none
    And who has low back pain
    And whose symptom duration is 52 weeks
    And with:
      | early back pain | yes |
      | spa four signs  | no  |
    And whose exactly three signs of spondyloarthritis is <exactly three>
    And whose HLA-B27 is <HLA-B27>
    When the low-back-pain pathway is followed
    Then nice-ng65.referral advises for referral to rheumatology, <referral>
    And nice-ng65.hla_b27 advises for HLA-B27 test, <test>

    Examples:
      | exactly three | HLA-B27  | referral               | test                   |
      | yes           | positive | directly               | directly               |
      | yes           | negative | outside its population | directly               |
      | yes           | unknown  | unknown                | directly               |
      | unknown       | positive | unknown                | unknown                |
      | no            | unknown  | outside its population | outside its population |
