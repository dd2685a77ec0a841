Feature: Where guidelines agree
  What no guideline of the library advises against where it speaks of the patient, what all of them advise
  against, and what comes even before their advice: danger. Facts: 2.1 to 2.8, 2.11, C-BZD-01, C-GABA-00,
  K-GABA-01, K-PT-01, G-NICE-05, G-NICE-09, G-NICE-14, G-NICE-19.

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
      | wants drug      | no       |
      | opioid goals    | yes      |
    And who has tried nothing so far

  Rule: What they agree on

    @nice-ng59.gabapentinoids @nice-ng59.anticonvulsants @who-2023.anticonvulsants
    Scenario Outline: Gabapentin, which nobody advises
      Given whose leg pain is <leg pain>
      And who has low back pain
      And whose symptom duration is 52 weeks
      When the <pathway> pathway is followed
      Then guidelines agree on gabapentin
      And gabapentin is not recommended because "NICE NG59"

      Examples:
        | pathway       | leg pain  |
        | sciatica      | radicular |
        | low-back-pain | none      |

    Scenario Outline: Danger comes before a guideline's advice against a drug
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is 52 weeks
      And who takes a sedating drug
      When the low-back-pain pathway is followed
      Then <drug> is to be avoided because "breathing"

      Examples:
        | drug           |
        | gabapentin     |
        | benzodiazepine |

    Scenario: Tramadol in sciatica is no option, and forbidden beside an MAO inhibitor
      Given whose leg pain is radicular
      And whose symptom duration is 8 weeks
      And who has MAO inhibitor within 14 days
      When the sciatica pathway is followed
      Then tramadol is contraindicated

    Scenario Outline: What all who speak of it advise against in chronic back pain
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is 52 weeks
      When the low-back-pain pathway is followed
      Then guidelines agree on <therapy>
      And <therapy> is not recommended
      And the action for <therapy> is do not start

      @va-dod-2017.benzodiazepines
      Examples:
        | therapy        |
        | benzodiazepine |

      @va-dod-2017.corticosteroids @acp-2017.corticosteroids @who-2023.corticosteroids
      Examples:
        | therapy                 |
        | systemic corticosteroid |

      @nice-ng59.electrotherapies @who-2023.tens
      Examples:
        | therapy |
        | TENS    |

      @nice-ng59.electrotherapies @who-2023.ultrasound
      Examples:
        | therapy                |
        | therapeutic ultrasound |

      @nice-ng59.supports @who-2023.traction_and_belts
      Examples:
        | therapy         |
        | lumbar_supports |

      @nice-ng59.fusion
      Examples:
        | therapy |
        | fusion  |

    Scenario Outline: What nobody advises against
      Given whose leg pain is <leg pain>
      And who has low back pain
      And whose symptom duration is 52 weeks
      When the <pathway> pathway is followed
      Then guidelines agree on <therapy>
      And <recommendation> advises for <therapy>, <applies>

      @who-2023.exercise
      Examples:
        | pathway       | leg pain  | therapy            | recommendation    | applies                |
        | low-back-pain | none      | exercise programme | who-2023.exercise | directly               |
        | sciatica      | radicular | exercise programme | who-2023.exercise | outside its population |

      @korea-2019.exercise
      Examples:
        | pathway       | leg pain  | therapy            | recommendation      | applies                |
        | sciatica      | radicular | exercise programme | korea-2019.exercise | directly               |
        | low-back-pain | none      | exercise programme | korea-2019.exercise | outside its population |

      @who-2023.education
      Examples:
        | pathway       | leg pain | therapy   | recommendation     | applies  |
        | low-back-pain | none     | education | who-2023.education | directly |

      @va-dod-2017.education
      Examples:
        | pathway       | leg pain | therapy   | recommendation        | applies  |
        | low-back-pain | none     | education | va-dod-2017.education | directly |

      @who-2023.manipulation
      Examples:
        | pathway       | leg pain | therapy             | recommendation        | applies  |
        | low-back-pain | none     | spinal manipulation | who-2023.manipulation | directly |

      @va-dod-2017.manipulation
      Examples:
        | pathway       | leg pain  | therapy             | recommendation           | applies                |
        | low-back-pain | none      | spinal manipulation | va-dod-2017.manipulation | directly               |
        | sciatica      | radicular | spinal manipulation | va-dod-2017.manipulation | outside its population |

      @nass-2012.manipulation
      Examples:
        | pathway  | leg pain  | therapy             | recommendation         | applies  |
        | sciatica | radicular | spinal manipulation | nass-2012.manipulation | directly |

      @who-2023.massage
      Examples:
        | pathway       | leg pain | therapy | recommendation   | applies  |
        | low-back-pain | none     | massage | who-2023.massage | directly |

      @nice-ng59.massage
      Examples:
        | pathway       | leg pain | therapy | recommendation    | applies  |
        | low-back-pain | none     | massage | nice-ng59.massage | directly |

      @va-dod-2017.nsaid
      Examples:
        | pathway       | leg pain | therapy | recommendation    | applies  |
        | low-back-pain | none     | NSAID   | va-dod-2017.nsaid | directly |

      @nice-ng59.nsaid
      Examples:
        | pathway       | leg pain  | therapy | recommendation  | applies                |
        | low-back-pain | none      | NSAID   | nice-ng59.nsaid | directly               |
        | sciatica      | radicular | NSAID   | nice-ng59.nsaid | outside its population |
