Feature: Which statements the pathways follow, and which they only show
  A statement that a pathway adopts lends its strength, or forbids, where it speaks of the patient directly.
  All others are shown beside it and decide nothing. Which is which is a choice of the library: NICE is
  heard before CDC and ACP in sciatica, and NICE's word on acupuncture is shown as a conflict.
  Facts: 2.1, 2.2, 2.8 (K-ACU-01, K-OPI-01, K-RAD-01).

  Scenario Outline: What the pathway for sciatica follows
    Given a man aged 45
    And whose leg pain is radicular
    When the sciatica pathway is followed
    Then the pathway adopts <recommendation>

    Examples:
      | recommendation             |
      | acp-2017.1                 |
      | acp-2017.1_drug            |
      | acp-2017.2                 |
      | acp-2017.2_low             |
      | acp-2017.3                 |
      | acp-2017.3_opioid          |
      | acp-2017.corticosteroids   |
      | acp-2017.paracetamol       |
      | cdc-2022.1                 |
      | cdc-2022.2                 |
      | cdc-2022.8                 |
      | nice-ng59.self_management  |
      | nice-ng59.exercise         |
      | nice-ng59.supports         |
      | nice-ng59.traction         |
      | nice-ng59.manual_therapy   |
      | nice-ng59.electrotherapies |
      | nice-ng59.psychological    |
      | nice-ng59.combined         |
      | nice-ng59.gabapentinoids   |
      | nice-ng59.corticosteroids  |
      | nice-ng59.benzodiazepines  |
      | nice-ng59.opioids_sciatica |
      | nice-ng59.nsaid_sciatica   |
      | nice-ng59.paracetamol      |
      | nice-ng59.epidural         |
      | nice-ng59.decompression    |

  Scenario Outline: What the pathway for low back pain follows
    Given a man aged 45
    And who has low back pain
    When the low-back-pain pathway is followed
    Then the pathway adopts <recommendation>

    Examples:
      | recommendation              |
      | acp-2017.1                  |
      | acp-2017.1_heat             |
      | acp-2017.1_massage          |
      | acp-2017.1_relaxant         |
      | acp-2017.1_drug             |
      | acp-2017.2                  |
      | acp-2017.2_more             |
      | acp-2017.2_low_more         |
      | acp-2017.2_low              |
      | acp-2017.3                  |
      | acp-2017.3_second           |
      | acp-2017.3_opioid           |
      | acp-2017.corticosteroids    |
      | bmj-2025.axial              |
      | cdc-2022.1                  |
      | cdc-2022.2                  |
      | cdc-2022.8                  |
      | cdc-2022.duloxetine         |
      | nice-ng59.self_management   |
      | nice-ng59.supports          |
      | nice-ng59.traction          |
      | nice-ng59.electrotherapies  |
      | nice-ng59.anticonvulsants   |
      | nice-ng59.injections_back   |
      | nice-ng59.fusion            |
      | va-dod-2017.benzodiazepines |
      | va-dod-2017.corticosteroids |

  Scenario Outline: What is said against paracetamol of the back is shown and decides nothing (K-APAP-01)
    Given a man aged 45
    And who has low back pain
    And whose leg pain is none
    When the low-back-pain pathway is followed
    Then the pathway does not adopt <recommendation>

    Examples:
      | recommendation        |
      | acp-2017.paracetamol  |
      | nice-ng59.paracetamol |

  Scenario Outline: NICE's word against acupuncture is shown and decides nothing
    Given a man aged 45
    And whose leg pain is <leg pain>
    And who has low back pain
    When the <pathway> pathway is followed
    Then the pathway does not adopt nice-ng59.acupuncture
    And nice-ng59.acupuncture advises against acupuncture, directly

    Examples:
      | pathway       | leg pain  |
      | sciatica      | radicular |
      | low-back-pain | none      |
