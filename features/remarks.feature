Feature: What to mind, in a few words
  A remark stands where a treatment is named, or with the advice as a whole, and only for whom it is meant. Facts:
  C-DLX-03, C-GABA-00, C-NSAID-15, C-OPI-02, C-PREG-01, C-SMR-03, C-SURG-04, E-PACE14, E-PINTO12, E-WANG20,
  G-CDC22-02, G-CDC22-05, G-CDC22-07, G-CDC22-08, G-NICE-11, G-NICE-15, K-APAP-01, TC-ACU-01, TC-NAT-01.

  Background: somebody of whom everything is known and nothing is wrong
    Given a woman aged 41
    And without pregnancy
    And whose red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And with:
      | pain score      | 8        |
      | mood screen     | 1        |
      | startback total | 2        |
      | disc imaging    | not done |
      | adequate relief | no       |
      | wants surgery   | no       |
      | wants drug      | yes      |
      | opioid goals    | yes      |

  Rule: Back pain

    Background:
      Given who has low back pain
      And whose leg pain is none

    Scenario Outline: Most people are better within six weeks, and later nobody is told so
      Given whose symptom duration is <weeks> weeks
      And who has tried nothing so far
      When the low-back-pain pathway is followed
      Then education is recommended
      And <a> note for education says "better within six weeks"

      Examples:
        | weeks | a  |
        | 6     | a  |
        | 7     | no |

    Scenario: What goes with the first drugs
      Given whose symptom duration is 2 weeks
      And who has tried nothing so far
      When the low-back-pain pathway is followed
      Then a note for NSAID says "judged at 2 to 4 weeks"
      And no note for NSAID says "limited benefit in sciatica"
      And a note for muscle relaxant says "2 to 3 weeks at most"
      And a note for tizanidine says "2 to 3 weeks at most"
      And the advice does not note "obstetric team"
      And the advice does not note "slipped disc"

    Scenario: What goes with needles
      Given whose symptom duration is 26 weeks
      And who has tried nothing so far
      When the low-back-pain pathway is followed
      Then a note for acupuncture says "10 to 12 visits"

    Scenario: What goes with paracetamol
      Given whose symptom duration is 2 weeks
      And who has tried nothing so far
      And who takes warfarin
      When the low-back-pain pathway is followed
      Then paracetamol is recommended
      And a note for paracetamol says "of little benefit"

    Scenario: What goes with second drugs
      Given whose symptom duration is 52 weeks
      And who tried exercise programme for 8 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And whose uncontrolled hypertension is no
      When the low-back-pain pathway is followed
      Then duloxetine is recommended
      And a note for duloxetine says "tapered to stop"

    Scenario: Tramadol before it is begun
      Given whose symptom duration is 52 weeks
      And who tried exercise programme for 8 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried duloxetine for 8 weeks without benefit
      When the low-back-pain pathway is followed
      Then tramadol is recommended
      And a note for tramadol says "agree goals and an end first"
      And no note for tramadol says "step by step"
      And no note for opioid says "agree goals"

    Scenario Outline: A drug that must not end at once
      Given whose symptom duration is 52 weeks
      And who takes <drug> for 6 weeks
      When the low-back-pain pathway is followed
      Then a note for <drug> says "<how>"
      And no note for <drug> says "agree goals"

      Examples:
        | drug           | how                    |
        | benzodiazepine | never stopped abruptly |
        | gabapentin     | never stopped abruptly |
        | opioid         | step by step           |
        | tramadol       | step by step           |

    Scenario: Naloxone for those at home
      Given whose symptom duration is 52 weeks
      And who takes opioid for 6 weeks
      And who has sleep apnoea
      When the low-back-pain pathway is followed
      Then naloxone is recommended
      And a note for naloxone says "show those at home how"

    Scenario Outline: A surgeon asked for another reason than a disc
      Given whose leg pain is claudication
      And whose symptom duration is 26 weeks
      And who has tried nothing so far
      When the <pathway> pathway is followed
      Then surgical opinion is recommended
      And no note for surgical opinion says "surgery helps sooner"

      Examples:
        | pathway            |
        | low-back-pain      |
        | low-back-pain-nice |

  Rule: Sciatica

    Background:
      Given whose leg pain is radicular
      And whose symptom duration is 8 weeks

    Scenario: What goes with an NSAID
      Given who has tried nothing so far
      When the sciatica pathway is followed
      Then a note for NSAID says "limited benefit in sciatica"
      And no note for NSAID says "judged at 2 to 4 weeks"

    Scenario Outline: Discs often shrink
      Given who has tried nothing so far
      And whose disc imaging is <scan>
      When the sciatica pathway is followed
      Then the advice <says> "a slipped disc often shrinks by itself"

      Examples:
        | scan           | says          |
        | concordant     | notes         |
        | not concordant | does not note |
        | not done       | does not note |

    Scenario: An injection helps for weeks
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      When the sciatica pathway is followed
      Then epidural steroid injection is recommended
      And a note for epidural steroid injection says "for weeks and not for months"

    Scenario: An opioid before it is begun
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried epidural steroid injection in 1 session without benefit
      When the sciatica pathway is followed
      Then opioid is recommended
      And a note for opioid says "agree goals and an end first"
      And no note for opioid says "step by step"

    Scenario: A surgeon beside other care
      Given who has tried nothing so far
      And with:
        | wants surgery | yes        |
        | disc imaging  | concordant |
      When the sciatica pathway is followed
      Then surgical opinion is recommended
      And a note for surgical opinion says "similar after 1 to 2 years"

    Scenario Outline: With a leg that loses strength nobody is told that waiting does as well
      Given who has tried nothing so far
      And with:
        | wants surgery | yes        |
        | disc imaging  | concordant |
      And who has <sign>
      When the sciatica pathway is followed
      Then surgical opinion is recommended
      And no note for surgical opinion says "surgery helps sooner"

      Examples:
        | sign                           |
        | severe weakness of a leg       |
        | weakness that is getting worse |

    Scenario: An operation, after all else
      Given whose symptom duration is 12 weeks
      And with:
        | wants surgery | yes        |
        | disc imaging  | concordant |
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried epidural steroid injection in 1 session without benefit
      And who tried opioid for 1 week without benefit
      When the sciatica pathway is followed
      Then discectomy is recommended
      And a note for discectomy says "similar after 1 to 2 years"

    Scenario: After an operation the same is said
      Given who has been having discectomy for 1 week, so far with benefit
      When the sciatica pathway is followed
      Then a note for discectomy says "discs may shrink"

    Scenario Outline: But not to somebody whose leg loses strength after it
      Given who has been having discectomy for 1 week, so far with benefit
      And who has <sign>
      When the sciatica pathway is followed
      Then no note for discectomy says "discs may shrink"

      Examples:
        | sign                           |
        | severe weakness of a leg       |
        | weakness that is getting worse |

    Scenario: Nor to somebody whose leg does not hurt
      Given whose leg pain is none
      And who has been having discectomy for 1 week, so far with benefit
      When the sciatica pathway is followed
      Then no note for discectomy says "discs may shrink"

  Rule: Pregnancy

    Scenario Outline: The obstetric team is asked before any drug, or any but the fallback
      Given whose leg pain is <leg pain>
      And who has low back pain
      And whose symptom duration is 26 weeks
      And who has tried nothing so far
      And whose pregnancy is <pregnant>
      When the <pathway> pathway is followed
      Then the advice <says> "<what>"

      Examples:
        | pathway                   | leg pain  | pregnant | says          | what                                                              |
        | sciatica                  | radicular | yes      | notes         | in pregnancy no drug is begun before the obstetric team was asked |
        | sciatica                  | radicular | no       | does not note | in pregnancy no drug is begun before the obstetric team was asked |
        | low-back-pain             | none      | yes      | notes         | pregnant: ask the obstetric team before any drug but paracetamol  |
        | low-back-pain             | none      | no       | does not note | pregnant: ask the obstetric team before any drug but paracetamol  |
        | low-back-pain-nice        | none      | yes      | notes         | in pregnancy no drug is begun before the obstetric team was asked |
        | low-back-pain-nice        | none      | no       | does not note | in pregnancy no drug is begun before the obstetric team was asked |
        | chronic-low-back-pain-who | none      | yes      | notes         | in pregnancy no drug is begun before the obstetric team was asked |
        | chronic-low-back-pain-who | none      | no       | does not note | in pregnancy no drug is begun before the obstetric team was asked |

  Rule: The knee

    Scenario: What goes with an NSAID at the knee
      Given a man aged 60
      And who has knee pain
      And whose other red flags are all absent
      And whose problem list, medicines and allergies are reconciled
      And who takes NSAID for 2 weeks
      When the knee-osteoarthritis pathway is followed
      Then a note for NSAID says "lowest dose that helps"
