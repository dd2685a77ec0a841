Feature: Exactly at the border
  Each threshold one unit below, at, and above it, so that nobody has to guess on which side it lies. Exactly
  28 days and exactly 84 days are subacute, 85 days are chronic (K-PHASE-01); three months, where they
  end an epidural injection, begin at exactly 84 days (K-ESI-01). The other figures: C-ACU-04, C-NSAID-03,
  C-NSAID-04, C-NSAID-12, C-NSAID-16, C-ESI-02, C-ESI-06, C-SURG-03, C-DLX-01, C-DLX-03, C-TRAM-02,
  C-GABA-01, C-OPI-05, G-NICE-17, G-STARTBACK-01.

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
      | opioid mme      | 0        |
    And who has tried nothing so far

  Rule: Four and twelve weeks

    @acp-2017.1_heat @acp-2017.2_more
    Scenario Outline: Low back pain by the day
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is <duration>
      And whose wish for a drug now is no
      When the low-back-pain pathway is followed
      Then the patient is at <step>
      And superficial heat is <heat>
      And mindfulness-based stress reduction is <mindfulness>

      Examples:
        | duration | step                                        | heat          | mindfulness   |
        | 27 days  | Non-drug therapy in acute and subacute pain | recommended   | not indicated |
        | 28 days  | Non-drug therapy in acute and subacute pain | recommended   | not indicated |
        | 29 days  | Non-drug therapy in acute and subacute pain | recommended   | not indicated |
        | 83 days  | Non-drug therapy in acute and subacute pain | recommended   | not indicated |
        | 84 days  | Non-drug therapy in acute and subacute pain | recommended   | not indicated |
        | 85 days  | Non-drug therapy in chronic pain            | not indicated | recommended   |
        | 12 weeks | Non-drug therapy in acute and subacute pain | recommended   | not indicated |
        | 13 weeks | Non-drug therapy in chronic pain            | not indicated | recommended   |

    Scenario Outline: The same counted from the first day of the episode
      Given whose leg pain is none
      And who has low back pain
      And whose first day of this episode is <first day>
      And whose wish for a drug now is no
      When the low-back-pain pathway is followed on 2026-11-20
      Then superficial heat is <heat>
      And mindfulness-based stress reduction is <mindfulness>

      Examples: 27, 28, 84 and 85 days before
        | first day  | heat          | mindfulness   |
        | 2026-10-24 | recommended   | not indicated |
        | 2026-10-23 | recommended   | not indicated |
        | 2026-08-28 | recommended   | not indicated |
        | 2026-08-27 | not indicated | recommended   |

    Scenario: A month is not precise enough where the border lies within it
      Given whose leg pain is none
      And who has low back pain
      And whose first day of this episode is 2026-08
      When the low-back-pain pathway is followed on 2026-11-20
      Then superficial heat is pending
      And mindfulness-based stress reduction is pending
      And the questions include duration of symptoms

    Scenario: Where the border between acute and subacute lies within the month, the day is asked, too
      Given whose leg pain is none
      And who has low back pain
      And whose first day of this episode is 2026-10
      When the low-back-pain pathway is followed on 2026-11-20
      Then superficial heat is pending
      And superficial heat waits for duration of symptoms

    @acp-aps-2007.7_acute @acp-aps-2007.7_later @va-dod-2017.relaxants_acute
    Scenario Outline: What guidelines call acute, by the day
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is <duration>
      When the low-back-pain pathway is followed
      Then acp-aps-2007.7_acute advises for spinal manipulation, <acute>
      And acp-aps-2007.7_later advises for spinal manipulation, <later>
      And va-dod-2017.relaxants_acute advises for muscle relaxant, <acute>

      Examples:
        | duration | acute                  | later                  |
        | 27 days  | directly               | outside its population |
        | 28 days  | outside its population | directly               |
        | 29 days  | outside its population | directly               |

    @acp-2017.2 @cdc-2022.1 @cdc-2022.2
    Scenario Outline: Sciatica by the day
      Given whose leg pain is radicular
      And whose symptom duration is <duration>
      And who tried exercise programme for 4 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      When the sciatica pathway is followed
      Then acupuncture is <acupuncture>
      And epidural steroid injection is <injection>
      And cdc-2022.1 advises for opioid, <acute>
      And cdc-2022.2 advises for opioid, <later>

      Examples:
        | duration | acupuncture   | injection     | acute                  | later                  |
        | 27 days  | not indicated | recommended   | directly               | outside its population |
        | 28 days  | not indicated | recommended   | outside its population | directly               |
        | 29 days  | not indicated | recommended   | outside its population | directly               |
        | 83 days  | not indicated | recommended   | outside its population | directly               |
        | 84 days  | not indicated | not indicated | outside its population | directly               |
        | 85 days  | recommended   | not indicated | outside its population | directly               |

    @bmj-2025.epidural_radicular @va-dod-2017.epidural_lasting @va-dod-2017.epidural_short
    Scenario Outline: Guidelines against an epidural injection begin at exactly twelve weeks
      Given whose leg pain is radicular
      And whose symptom duration is <duration>
      When the sciatica pathway is followed
      Then bmj-2025.epidural_radicular advises against epidural steroid injection, <against>
      And va-dod-2017.epidural_lasting advises against epidural steroid injection, <against>
      And va-dod-2017.epidural_short advises for epidural steroid injection, <for>

      Examples:
        | duration | against                | for                    |
        | 83 days  | outside its population | directly               |
        | 84 days  | directly               | outside its population |
        | 85 days  | directly               | outside its population |

    @nice-ng59.opioids_sciatica
    Scenario Outline: The last opioid is for up to exactly twelve weeks
      Given whose leg pain is radicular
      And whose symptom duration is <duration>
      And who tried exercise programme for 4 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried epidural steroid injection in 1 session without benefit
      When the sciatica pathway is followed
      Then opioid is <verdict>
      And the patient is at <step>

      Examples:
        | duration | verdict         | step                          |
        | 83 days  | recommended     | Last drug                     |
        | 84 days  | recommended     | Last drug                     |
        | 85 days  | not recommended | Spine or pain specialist team |

    @nice-ng59.decompression
    Scenario Outline: Six weeks of other care before an operation is spoken of
      Given whose leg pain is radicular
      And whose symptom duration is <duration>
      And whose pain score is 5
      And whose wish to consider surgery is yes
      And who tried exercise programme for 4 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      When the sciatica pathway is followed
      Then surgical opinion is <opinion>
      And lumbar MRI is <scan>

      Examples:
        | duration | opinion     | scan        |
        | 41 days  | later       | later       |
        | 42 days  | recommended | recommended |
        | 43 days  | recommended | recommended |

  Rule: Scores

    @nice-ng59.epidural @aps-2009.surgery @nass-2012.discectomy
    Scenario Outline: Severe leg pain begins at 7 of 10
      Given whose leg pain is radicular
      And whose symptom duration is 8 weeks
      And whose pain score is <pain>
      And who tried exercise programme for 4 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      When the sciatica pathway is followed
      Then epidural steroid injection is <injection>
      And opioid is <opioid>
      And nice-ng59.epidural advises for epidural steroid injection, <NICE>
      And aps-2009.surgery advises for discectomy, <APS and NASS>
      And nass-2012.discectomy advises for discectomy, <APS and NASS>

      Examples:
        | pain | injection     | opioid        | NICE                   | APS and NASS           |
        | 6    | not indicated | not indicated | outside its population | outside its population |
        | 7    | recommended   | later         | directly               | directly               |
        | 8    | recommended   | later         | directly               | directly               |

    @nice-ng59.denervation
    Scenario Outline: NICE considers denervation from 5 of 10 on, after a block that helped
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is <duration>
      And with:
        | pain score          | <pain>  |
        | medial branch block | <block> |
      When the low-back-pain pathway is followed
      Then nice-ng59.denervation advises for radiofrequency denervation, <applies>

      Examples:
        | duration | pain | block    | applies                |
        | 52 weeks | 4    | positive | outside its population |
        | 52 weeks | 5    | positive | directly               |
        | 52 weeks | 6    | positive | directly               |
        | 52 weeks | 6    | negative | outside its population |
        | 52 weeks | 6    | not done | outside its population |
        | 12 weeks | 6    | positive | outside its population |

    @nice-ng59.psychological @nice-ng59.combined
    Scenario Outline: The risk of lasting disability after STarT Back
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      And whose startback total is <total>
      And whose startback distress is <distress>
      When the sciatica pathway is followed
      Then cognitive behavioural therapy is <verdict>
      And multidisciplinary rehabilitation is <verdict>
      And nice-ng59.combined advises for multidisciplinary rehabilitation, <NICE>

      Examples:
        | total | distress | verdict       | NICE                   |
        | 3     | unknown  | not indicated | outside its population |
        | 4     | 3        | not indicated | outside its population |
        | 4     | 4        | recommended   | directly               |
        | 5     | 5        | recommended   | directly               |
        | 4     | unknown  | pending       | unknown                |

  Rule: Platelets and INR

    Scenario Outline: Needles and the platelets
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      And whose platelet count is <platelets>
      When the sciatica pathway is followed
      Then acupuncture is <verdict>

      Examples:
        | platelets | verdict         |
        | 19        | contraindicated |
        | 20        | to be avoided   |
        | 21        | to be avoided   |
        | 49        | to be avoided   |
        | 50        | recommended     |
        | 51        | recommended     |
        | 100       | recommended     |

    Scenario Outline: Between 50 and 99 platelets needles ask for care
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      And whose platelet count is <platelets>
      When the sciatica pathway is followed
      Then acupuncture is recommended
      And a caution for acupuncture says "needle shallowly"

      Examples:
        | platelets |
        | 50        |
        | 99        |

    Scenario Outline: Needles with a current and the platelets
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      And who has been having electroacupuncture for 2 weeks
      And whose platelet count is <platelets>
      When the sciatica pathway is followed
      Then electroacupuncture is <verdict>
      And the action for electroacupuncture is <action>

      Examples:
        | platelets | verdict         | action   |
        | 19        | contraindicated | stop     |
        | 20        | to be avoided   | stop     |
        | 49        | to be avoided   | stop     |
        | 50        | ongoing         | continue |
        | 99        | ongoing         | continue |
        | 100       | ongoing         | continue |

    Scenario: A haematologist's agreement opens needles between 20 and 49 platelets
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      And whose platelet count is 49
      And for whom Dr Ada lifts "acupuncture.low_platelets" because "haematology agreed"
      When the sciatica pathway is followed
      Then acupuncture is recommended

    Scenario Outline: An NSAID and the platelets
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      And whose platelet count is <platelets>
      And who tried exercise programme for 6 weeks without benefit
      When the sciatica pathway is followed
      Then NSAID is <verdict>

      Examples:
        | platelets | verdict       |
        | 49        | to be avoided |
        | 50        | recommended   |
        | 51        | recommended   |
        | 100       | recommended   |

    Scenario Outline: An NSAID asks for care up to 99 platelets, and below 50 for a clinician's reason
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      And whose platelet count is <platelets>
      And who tried exercise programme for 6 weeks without benefit
      And for whom Dr Ada lifts "nsaid.low_platelets" because "haematology agreed"
      When the sciatica pathway is followed
      Then NSAID is recommended
      And a caution for NSAID says "watch for bleeding"

      Examples:
        | platelets |
        | 49        |
        | 99        |

    Scenario Outline: An epidural injection, the platelets and the INR
      Given whose leg pain is radicular
      And whose symptom duration is 8 weeks
      And whose platelet count is <platelets>
      And who takes warfarin
      And with:
        | inr             | <INR> |
        | inr above range | no    |
      And who tried exercise programme for 4 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      When the sciatica pathway is followed
      Then epidural steroid injection is <verdict>
      And lumbar MRI is <scan>

      Examples:
        | platelets | INR | verdict         | scan        |
        | 49        | 1.1 | contraindicated | later       |
        | 50        | 1.1 | to be avoided   | recommended |
        | 69        | 1.1 | to be avoided   | recommended |
        | 70        | 1.1 | recommended     | recommended |
        | 71        | 1.1 | recommended     | recommended |
        | 250       | 1.2 | recommended     | recommended |
        | 250       | 1.3 | contraindicated | later       |

    Scenario: A specialist may inject between 50 and 69 platelets
      Given whose leg pain is radicular
      And whose symptom duration is 8 weeks
      And whose platelet count is 69
      And who tried exercise programme for 4 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And for whom Dr Ada lifts "epidural_steroid_injection.low_platelets" because "stable for years"
      When the sciatica pathway is followed
      Then epidural steroid injection is recommended
