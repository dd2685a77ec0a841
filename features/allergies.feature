Feature: What the patient is allergic to
  Nobody is given a drug to which, or to whose class, an allergy is on record; where the list of allergies is not
  known, one question about the list stands between the patient and every drug. No fact of the sheet speaks of it but
  for NSAIDs and injections (C-NSAID-11, C-ESI-10); the rest is general knowledge and was judged by no clinician.

  Scenario Outline: The drug itself, or one of its class, by whatever name
    Given a patient
    And who is allergic to <substance>
    When the <pathway> pathway is followed
    Then <therapy> is contraindicated
    And the action for <therapy> is do not start

    Examples:
      | therapy                                       | substance       | pathway                   |
      | anti-inflammatory drug (NSAID)                | naproxen        | sciatica                  |
      | stomach protection (PPI)                      | omeprazole      | sciatica                  |
      | epidural steroid injection                    | lidocaine       | sciatica                  |
      | opioid                                        | codeine         | sciatica                  |
      | systemic corticosteroid                       | prednisone      | sciatica                  |
      | paracetamol                                   | Tylenol         | sciatica                  |
      | tramadol                                      | morphine        | sciatica                  |
      | gabapentin or pregabalin                      | pregabalin      | sciatica                  |
      | benzodiazepine                                | diazepam        | sciatica                  |
      | anti-inflammatory drug (NSAID)                | naproxen        | low-back-pain             |
      | muscle relaxant (cyclobenzaprine and similar) | cyclobenzaprine | low-back-pain             |
      | tizanidine                                    | tizanidine      | low-back-pain             |
      | stomach protection (PPI)                      | omeprazole      | low-back-pain             |
      | duloxetine                                    | Cymbalta        | low-back-pain             |
      | tramadol                                      | morphine        | low-back-pain             |
      | opioid                                        | codeine         | low-back-pain             |
      | systemic corticosteroid                       | prednisone      | low-back-pain             |
      | paracetamol                                   | Tylenol         | low-back-pain             |
      | epidural steroid injection                    | lidocaine       | low-back-pain             |
      | gabapentin or pregabalin                      | pregabalin      | low-back-pain             |
      | benzodiazepine                                | diazepam        | low-back-pain             |
      | anti-inflammatory drug (NSAID)                | naproxen        | low-back-pain-nice        |
      | stomach protection (PPI)                      | omeprazole      | low-back-pain-nice        |
      | tramadol                                      | morphine        | low-back-pain-nice        |
      | epidural steroid injection                    | lidocaine       | low-back-pain-nice        |
      | gabapentin or pregabalin                      | pregabalin      | low-back-pain-nice        |
      | systemic corticosteroid                       | prednisone      | low-back-pain-nice        |
      | benzodiazepine                                | diazepam        | low-back-pain-nice        |
      | opioid                                        | codeine         | low-back-pain-nice        |
      | paracetamol                                   | Tylenol         | low-back-pain-nice        |
      | duloxetine                                    | Cymbalta        | low-back-pain-nice        |
      | anti-inflammatory drug (NSAID)                | naproxen        | chronic-low-back-pain-who |
      | stomach protection (PPI)                      | omeprazole      | chronic-low-back-pain-who |
      | opioid                                        | codeine         | chronic-low-back-pain-who |
      | tramadol                                      | morphine        | chronic-low-back-pain-who |
      | gabapentin or pregabalin                      | pregabalin      | chronic-low-back-pain-who |
      | systemic corticosteroid                       | prednisone      | chronic-low-back-pain-who |
      | duloxetine                                    | Cymbalta        | chronic-low-back-pain-who |
      | muscle relaxant (cyclobenzaprine and similar) | cyclobenzaprine | chronic-low-back-pain-who |
      | tizanidine                                    | tizanidine      | chronic-low-back-pain-who |
      | opioid                                        | codeine         | post-surgical             |
      | tramadol                                      | morphine        | post-surgical             |
      | anti-inflammatory drug (NSAID)                | naproxen        | post-surgical             |
      | stomach protection (PPI)                      | omeprazole      | post-surgical             |
      | benzodiazepine                                | diazepam        | post-surgical             |
      | gabapentin or pregabalin                      | pregabalin      | post-surgical             |
      | systemic corticosteroid                       | prednisone      | post-surgical             |
      | opioid                                        | codeine         | opioids-cdc               |
      | tramadol                                      | morphine        | opioids-cdc               |
      | anti-inflammatory drug (NSAID)                | naproxen        | opioids-cdc               |
      | duloxetine                                    | Cymbalta        | opioids-cdc               |
      | stomach protection (PPI)                      | omeprazole      | opioids-cdc               |
      | benzodiazepine                                | diazepam        | opioids-cdc               |
      | epidural steroid injection                    | lidocaine       | acute-severe-sciatica     |
      | anti-inflammatory drug on the skin            | naproxen        | knee-osteoarthritis       |
      | anti-inflammatory drug (NSAID)                | naproxen        | knee-osteoarthritis       |
      | stomach protection (PPI)                      | omeprazole      | knee-osteoarthritis       |
      | steroid injection into the knee               | triamcinolone   | knee-osteoarthritis       |
      | duloxetine                                    | Cymbalta        | knee-osteoarthritis       |
      | capsaicin on the skin                         | capsaicin       | knee-osteoarthritis       |
      | paracetamol                                   | Tylenol         | knee-osteoarthritis       |
      | tramadol                                      | morphine        | knee-osteoarthritis       |
      | opioid                                        | codeine         | knee-osteoarthritis       |

  Scenario Outline: An antidote is not forbidden by an allergy that is less than what it prevents
    Given a patient
    And who is allergic to naloxone
    When the <pathway> pathway is followed
    Then a caution for naloxone says "overdose without an antidote"

    Examples:
      | pathway                   |
      | sciatica                  |
      | low-back-pain             |
      | low-back-pain-nice        |
      | chronic-low-back-pain-who |
      | post-surgical             |
      | opioids-cdc               |
      | acute-severe-sciatica     |
      | knee-osteoarthritis       |

  Rule: Low back pain for two weeks, and a drug is wanted

    Background:
      Given a man aged 42
      And who has low back pain
      And whose leg pain is none
      And whose symptom duration is 2 weeks
      And whose red flags are all absent
      And whose problem list and medicines are reconciled
      And without a bleeding disorder
      And who has tried nothing so far
      And with:
        | pain score      | 6   |
        | baseline pain   | 6   |
        | mood screen     | 1   |
        | startback total | 2   |
        | platelets       | 250 |
        | egfr            | 90  |
        | wants drug      | yes |
        | adequate relief | no  |

    Scenario: No known allergies
      Given who has no known allergies
      When the low-back-pain pathway is followed
      Then NSAID is recommended
      And tizanidine is recommended

    Scenario: Nobody has asked about allergies
      When the low-back-pain pathway is followed
      Then NSAID is pending
      And NSAID waits for NSAID allergy
      And tizanidine is pending
      And the questions include NSAID allergy
      And the questions include allergy to tizanidine

    Scenario Outline: One entry says nothing of the rest, unless the list is complete
      Given who is allergic to <substance>
      When the low-back-pain pathway is followed
      Then NSAID is <NSAID>
      And tizanidine is <tizanidine>

      Examples:
        | substance  | NSAID           | tizanidine      |
        | penicillin | pending         | pending         |
        | naproxen   | contraindicated | pending         |
        | Zanaflex   | pending         | contraindicated |
        | Zorblax    | pending         | pending         |

    Scenario Outline: A list that is complete
      Given who is allergic to <substance>, with a rash
      And whose allergies are reconciled
      When the low-back-pain pathway is followed
      Then NSAID is <NSAID>
      And tizanidine is <tizanidine>

      Examples:
        | substance       | NSAID           | tizanidine      |
        | penicillin      | recommended     | recommended     |
        | aspirin         | contraindicated | recommended     |
        | NSAIDs          | contraindicated | recommended     |
        | muscle relaxant | recommended     | pending         |
        | painkillers     | pending         | recommended     |
        | Zorblax         | pending         | pending         |

    Scenario: That none is known, beside one that is
      Given who is allergic to NKDA
      And who is allergic to penicillin
      And whose allergies are reconciled
      When the low-back-pain pathway is followed
      Then NSAID is pending
      And tizanidine is pending
