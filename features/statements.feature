Feature: Of whom the adopted statements speak, by kind and phase of the pain
  For each statement that a pathway adopts, whether it speaks of an adult with this kind of pain at this time:
  directly, carried over from others, or not. Somebody of 18 years with new pain counts as any other adult.

  Background:
    Given whose red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And with:
      | pain score         | 5  |
      | adequate relief    | no |
      | wants surgery      | no |
      | startback total    | 5  |
      | startback distress | 4  |
    And who has tried nothing so far

  Scenario Outline: Sciatica, acute
    Given a man aged 18
    And whose leg pain is radicular
    And whose low back pain is yes
    And whose symptom duration is 3 weeks
    When the sciatica pathway is followed
    Then <statement> advises <direction> <therapy>, <applies>

    Examples:
      | statement                  | direction | therapy                          | applies                |
      | acp-2017.1                 | for       | acupuncture                      | extrapolated           |
      | acp-2017.1_drug            | for       | nsaid                            | extrapolated           |
      | acp-2017.2                 | for       | exercise_program                 | outside its population |
      | acp-2017.2_low             | for       | spinal_manipulation              | outside its population |
      | acp-2017.3                 | for       | nsaid                            | outside its population |
      | acp-2017.3_opioid          | for       | opioid                           | outside its population |
      | acp-2017.corticosteroids   | against   | systemic_corticosteroid          | extrapolated           |
      | acp-2017.paracetamol       | against   | paracetamol                      | extrapolated           |
      | cdc-2022.1                 | for       | opioid                           | directly               |
      | cdc-2022.2                 | for       | opioid                           | outside its population |
      | cdc-2022.8                 | for       | naloxone                         | directly               |
      | nice-ng59.self_management  | for       | education                        | directly               |
      | nice-ng59.exercise         | for       | exercise_program                 | directly               |
      | nice-ng59.traction         | against   | traction                         | directly               |
      | nice-ng59.manual_therapy   | for       | spinal_manipulation              | directly               |
      | nice-ng59.electrotherapies | against   | therapeutic_ultrasound           | directly               |
      | nice-ng59.psychological    | for       | cbt                              | directly               |
      | nice-ng59.combined         | for       | multidisciplinary_rehabilitation | directly               |
      | nice-ng59.gabapentinoids   | against   | gabapentinoid                    | directly               |
      | nice-ng59.corticosteroids  | against   | systemic_corticosteroid          | directly               |
      | nice-ng59.benzodiazepines  | against   | benzodiazepine                   | directly               |
      | nice-ng59.opioids_sciatica | against   | opioid                           | outside its population |
      | nice-ng59.nsaid_sciatica   | for       | nsaid                            | directly               |
      | nice-ng59.paracetamol      | against   | paracetamol                      | directly               |
      | nice-ng59.epidural         | for       | epidural_steroid_injection       | outside its population |
      | nice-ng59.decompression    | for       | discectomy                       | directly               |

  Scenario Outline: Sciatica, subacute
    Given a man aged 18
    And whose leg pain is radicular
    And whose low back pain is yes
    And whose symptom duration is 8 weeks
    When the sciatica pathway is followed
    Then <statement> advises <direction> <therapy>, <applies>

    Examples:
      | statement                  | direction | therapy                          | applies                |
      | acp-2017.1                 | for       | acupuncture                      | extrapolated           |
      | acp-2017.1_drug            | for       | nsaid                            | extrapolated           |
      | acp-2017.2                 | for       | exercise_program                 | outside its population |
      | acp-2017.2_low             | for       | spinal_manipulation              | outside its population |
      | acp-2017.3                 | for       | nsaid                            | outside its population |
      | acp-2017.3_opioid          | for       | opioid                           | outside its population |
      | acp-2017.corticosteroids   | against   | systemic_corticosteroid          | extrapolated           |
      | acp-2017.paracetamol       | against   | paracetamol                      | extrapolated           |
      | cdc-2022.1                 | for       | opioid                           | outside its population |
      | cdc-2022.2                 | for       | opioid                           | directly               |
      | cdc-2022.8                 | for       | naloxone                         | directly               |
      | nice-ng59.self_management  | for       | education                        | directly               |
      | nice-ng59.exercise         | for       | exercise_program                 | directly               |
      | nice-ng59.traction         | against   | traction                         | directly               |
      | nice-ng59.manual_therapy   | for       | spinal_manipulation              | directly               |
      | nice-ng59.electrotherapies | against   | therapeutic_ultrasound           | directly               |
      | nice-ng59.psychological    | for       | cbt                              | directly               |
      | nice-ng59.combined         | for       | multidisciplinary_rehabilitation | directly               |
      | nice-ng59.gabapentinoids   | against   | gabapentinoid                    | directly               |
      | nice-ng59.corticosteroids  | against   | systemic_corticosteroid          | directly               |
      | nice-ng59.benzodiazepines  | against   | benzodiazepine                   | directly               |
      | nice-ng59.opioids_sciatica | against   | opioid                           | outside its population |
      | nice-ng59.nsaid_sciatica   | for       | nsaid                            | directly               |
      | nice-ng59.paracetamol      | against   | paracetamol                      | directly               |
      | nice-ng59.epidural         | for       | epidural_steroid_injection       | outside its population |
      | nice-ng59.decompression    | for       | discectomy                       | directly               |

  Scenario Outline: Sciatica, chronic
    Given a man aged 18
    And whose leg pain is radicular
    And whose low back pain is yes
    And whose symptom duration is 26 weeks
    When the sciatica pathway is followed
    Then <statement> advises <direction> <therapy>, <applies>

    Examples:
      | statement                  | direction | therapy                          | applies                |
      | acp-2017.1                 | for       | acupuncture                      | outside its population |
      | acp-2017.1_drug            | for       | nsaid                            | outside its population |
      | acp-2017.2                 | for       | exercise_program                 | extrapolated           |
      | acp-2017.2_low             | for       | spinal_manipulation              | extrapolated           |
      | acp-2017.3                 | for       | nsaid                            | extrapolated           |
      | acp-2017.3_opioid          | for       | opioid                           | extrapolated           |
      | acp-2017.corticosteroids   | against   | systemic_corticosteroid          | outside its population |
      | acp-2017.paracetamol       | against   | paracetamol                      | extrapolated           |
      | cdc-2022.1                 | for       | opioid                           | outside its population |
      | cdc-2022.2                 | for       | opioid                           | directly               |
      | cdc-2022.8                 | for       | naloxone                         | directly               |
      | nice-ng59.self_management  | for       | education                        | directly               |
      | nice-ng59.exercise         | for       | exercise_program                 | directly               |
      | nice-ng59.traction         | against   | traction                         | directly               |
      | nice-ng59.manual_therapy   | for       | spinal_manipulation              | directly               |
      | nice-ng59.electrotherapies | against   | therapeutic_ultrasound           | directly               |
      | nice-ng59.psychological    | for       | cbt                              | directly               |
      | nice-ng59.combined         | for       | multidisciplinary_rehabilitation | directly               |
      | nice-ng59.gabapentinoids   | against   | gabapentinoid                    | directly               |
      | nice-ng59.corticosteroids  | against   | systemic_corticosteroid          | directly               |
      | nice-ng59.benzodiazepines  | against   | benzodiazepine                   | directly               |
      | nice-ng59.opioids_sciatica | against   | opioid                           | directly               |
      | nice-ng59.nsaid_sciatica   | for       | nsaid                            | directly               |
      | nice-ng59.paracetamol      | against   | paracetamol                      | directly               |
      | nice-ng59.epidural         | for       | epidural_steroid_injection       | outside its population |
      | nice-ng59.decompression    | for       | discectomy                       | directly               |

  Scenario Outline: Low back pain, acute
    Given a man aged 18
    And whose leg pain is none
    And whose low back pain is yes
    And whose symptom duration is 3 weeks
    When the low-back-pain pathway is followed
    Then <statement> advises <direction> <therapy>, <applies>

    Examples:
      | statement                   | direction | therapy                          | applies                |
      | acp-2017.1                  | for       | acupuncture                      | directly               |
      | acp-2017.1_heat             | for       | superficial_heat                 | directly               |
      | acp-2017.1_massage          | for       | massage                          | directly               |
      | acp-2017.1_relaxant         | for       | muscle_relaxant                  | directly               |
      | acp-2017.1_drug             | for       | nsaid                            | directly               |
      | acp-2017.2                  | for       | exercise_program                 | outside its population |
      | acp-2017.2_more             | for       | multidisciplinary_rehabilitation | outside its population |
      | acp-2017.2_low_more         | for       | tai_chi                          | outside its population |
      | acp-2017.2_low              | for       | spinal_manipulation              | outside its population |
      | acp-2017.3                  | for       | nsaid                            | outside its population |
      | acp-2017.3_second           | for       | tramadol                         | outside its population |
      | acp-2017.3_opioid           | for       | opioid                           | outside its population |
      | acp-2017.corticosteroids    | against   | systemic_corticosteroid          | directly               |
      | acp-2017.paracetamol        | against   | paracetamol                      | directly               |
      | bmj-2025.axial              | against   | radiofrequency_denervation       | outside its population |
      | cdc-2022.1                  | for       | opioid                           | directly               |
      | cdc-2022.2                  | for       | opioid                           | outside its population |
      | cdc-2022.8                  | for       | naloxone                         | directly               |
      | cdc-2022.duloxetine         | for       | duloxetine                       | outside its population |
      | nice-ng59.self_management   | for       | education                        | directly               |
      | nice-ng59.supports          | against   | lumbar_supports                  | directly               |
      | nice-ng59.traction          | against   | traction                         | directly               |
      | nice-ng59.electrotherapies  | against   | therapeutic_ultrasound           | directly               |
      | nice-ng59.paracetamol       | against   | paracetamol                      | directly               |
      | nice-ng59.anticonvulsants   | against   | gabapentinoid                    | directly               |
      | nice-ng59.injections_back   | against   | epidural_steroid_injection       | directly               |
      | nice-ng59.fusion            | against   | fusion                           | directly               |
      | va-dod-2017.benzodiazepines | against   | benzodiazepine                   | directly               |
      | va-dod-2017.corticosteroids | against   | systemic_corticosteroid          | directly               |

  Scenario Outline: Low back pain, subacute
    Given a man aged 18
    And whose leg pain is none
    And whose low back pain is yes
    And whose symptom duration is 8 weeks
    When the low-back-pain pathway is followed
    Then <statement> advises <direction> <therapy>, <applies>

    Examples:
      | statement                   | direction | therapy                          | applies                |
      | acp-2017.1                  | for       | acupuncture                      | directly               |
      | acp-2017.1_heat             | for       | superficial_heat                 | directly               |
      | acp-2017.1_massage          | for       | massage                          | directly               |
      | acp-2017.1_relaxant         | for       | muscle_relaxant                  | directly               |
      | acp-2017.1_drug             | for       | nsaid                            | directly               |
      | acp-2017.2                  | for       | exercise_program                 | outside its population |
      | acp-2017.2_more             | for       | multidisciplinary_rehabilitation | outside its population |
      | acp-2017.2_low_more         | for       | tai_chi                          | outside its population |
      | acp-2017.2_low              | for       | spinal_manipulation              | outside its population |
      | acp-2017.3                  | for       | nsaid                            | outside its population |
      | acp-2017.3_second           | for       | tramadol                         | outside its population |
      | acp-2017.3_opioid           | for       | opioid                           | outside its population |
      | acp-2017.corticosteroids    | against   | systemic_corticosteroid          | directly               |
      | acp-2017.paracetamol        | against   | paracetamol                      | extrapolated           |
      | bmj-2025.axial              | against   | radiofrequency_denervation       | outside its population |
      | cdc-2022.1                  | for       | opioid                           | outside its population |
      | cdc-2022.2                  | for       | opioid                           | directly               |
      | cdc-2022.8                  | for       | naloxone                         | directly               |
      | cdc-2022.duloxetine         | for       | duloxetine                       | outside its population |
      | nice-ng59.self_management   | for       | education                        | directly               |
      | nice-ng59.supports          | against   | lumbar_supports                  | directly               |
      | nice-ng59.traction          | against   | traction                         | directly               |
      | nice-ng59.electrotherapies  | against   | therapeutic_ultrasound           | directly               |
      | nice-ng59.paracetamol       | against   | paracetamol                      | directly               |
      | nice-ng59.anticonvulsants   | against   | gabapentinoid                    | directly               |
      | nice-ng59.injections_back   | against   | epidural_steroid_injection       | directly               |
      | nice-ng59.fusion            | against   | fusion                           | directly               |
      | va-dod-2017.benzodiazepines | against   | benzodiazepine                   | directly               |
      | va-dod-2017.corticosteroids | against   | systemic_corticosteroid          | directly               |

  Scenario Outline: Low back pain, chronic
    Given a man aged 18
    And whose leg pain is none
    And whose low back pain is yes
    And whose symptom duration is 26 weeks
    When the low-back-pain pathway is followed
    Then <statement> advises <direction> <therapy>, <applies>

    Examples:
      | statement                   | direction | therapy                          | applies                |
      | acp-2017.1                  | for       | acupuncture                      | outside its population |
      | acp-2017.1_heat             | for       | superficial_heat                 | outside its population |
      | acp-2017.1_massage          | for       | massage                          | outside its population |
      | acp-2017.1_relaxant         | for       | muscle_relaxant                  | outside its population |
      | acp-2017.1_drug             | for       | nsaid                            | outside its population |
      | acp-2017.2                  | for       | exercise_program                 | directly               |
      | acp-2017.2_more             | for       | multidisciplinary_rehabilitation | directly               |
      | acp-2017.2_low_more         | for       | tai_chi                          | directly               |
      | acp-2017.2_low              | for       | spinal_manipulation              | directly               |
      | acp-2017.3                  | for       | nsaid                            | directly               |
      | acp-2017.3_second           | for       | tramadol                         | directly               |
      | acp-2017.3_opioid           | for       | opioid                           | directly               |
      | acp-2017.corticosteroids    | against   | systemic_corticosteroid          | outside its population |
      | acp-2017.paracetamol        | against   | paracetamol                      | extrapolated           |
      | bmj-2025.axial              | against   | radiofrequency_denervation       | directly               |
      | cdc-2022.1                  | for       | opioid                           | outside its population |
      | cdc-2022.2                  | for       | opioid                           | directly               |
      | cdc-2022.8                  | for       | naloxone                         | directly               |
      | cdc-2022.duloxetine         | for       | duloxetine                       | directly               |
      | nice-ng59.self_management   | for       | education                        | directly               |
      | nice-ng59.supports          | against   | lumbar_supports                  | directly               |
      | nice-ng59.traction          | against   | traction                         | directly               |
      | nice-ng59.electrotherapies  | against   | therapeutic_ultrasound           | directly               |
      | nice-ng59.paracetamol       | against   | paracetamol                      | directly               |
      | nice-ng59.anticonvulsants   | against   | gabapentinoid                    | directly               |
      | nice-ng59.injections_back   | against   | epidural_steroid_injection       | directly               |
      | nice-ng59.fusion            | against   | fusion                           | directly               |
      | va-dod-2017.benzodiazepines | against   | benzodiazepine                   | directly               |
      | va-dod-2017.corticosteroids | against   | systemic_corticosteroid          | directly               |
