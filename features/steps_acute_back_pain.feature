Feature: From step to step in acute and subacute low back pain
  Heat and hands first, a drug where one is wanted or where these did not help, and no opioid: where the drug
  did not help either, somebody looks again. Facts: G-ACP17-1, G-ACP17-6, K-SMR-01, C-SMR-03, E-OPAL23,
  TC-NAT-01, TC-DRUG-01.

  Background: a man of whom everything is known and nothing is wrong
    Given a man aged 45
    And whose leg pain is none
    And who has low back pain
    And whose red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And with:
      | pain score      | 6   |
      | mood screen     | 1   |
      | startback total | 2   |
      | platelets       | 250 |
      | egfr            | 90  |
      | adequate relief | no  |
      | wants drug      | no  |
      | opioid goals    | yes |

  Rule: Acute and subacute pain

    Background:
      Given whose symptom duration is 2 weeks

    @acp-2017.1 @acp-2017.1_heat @acp-2017.1_massage @acp-aps-2007.5
    Scenario: The first visit
      Given who has tried nothing so far
      When the low-back-pain pathway is followed
      Then the patient is at Non-drug therapy in acute and subacute pain
      And exactly these are recommended:
        | education           |
        | superficial heat    |
        | massage             |
        | spinal manipulation |
        | acupuncture         |
      And the strength of superficial heat is strong
      And superficial heat is offered before NSAID
      And nothing of First drug in acute and subacute pain is recommended
      And review is due on 2026-12-04

    Scenario: The first visit of somebody with pain that is referred to the leg
      Given whose leg pain is referred
      And who has tried nothing so far
      When the low-back-pain pathway is followed
      Then the patient is at Non-drug therapy in acute and subacute pain
      And superficial heat is recommended

    @acp-2017.1_drug @acp-2017.1_relaxant
    Scenario Outline: A drug, where it is wanted or where something did not help enough
      Given whose wish for a drug now is <wish>
      And who tried superficial heat <how it went>
      When the low-back-pain pathway is followed
      Then the patient is at <step>
      And NSAID is <drugs>
      And muscle relaxant is <drugs>
      And tizanidine is <drugs>

      Examples:
        | wish    | how it went                      | step                                        | drugs       |
        | no      | for 1 week without benefit       | Non-drug therapy in acute and subacute pain | later       |
        | no      | for 2 weeks without benefit      | First drug in acute and subacute pain       | recommended |
        | no      | for 2 weeks and it partly helped | First drug in acute and subacute pain       | recommended |
        | no      | for 2 weeks and it helped        | Non-drug therapy in acute and subacute pain | later       |
        | yes     | for 1 week without benefit       | First drug in acute and subacute pain       | recommended |
        | unknown | for 2 weeks without benefit      | First drug in acute and subacute pain       | recommended |

    Scenario: Whether a drug is wanted is asked
      Given whose wish for a drug now is unknown
      And who has tried nothing so far
      When the low-back-pain pathway is followed
      Then NSAID is pending
      And NSAID waits for wish for a drug now
      And the questions include wish for a drug now

    Scenario: A trial of which nobody knows how it went moves nobody on
      Given who tried superficial heat for 2 weeks with unknown result
      When the low-back-pain pathway is followed
      Then NSAID is later
      And superficial heat is recommended

    Scenario: Who declines everything without drugs is offered one
      Given who declines education
      And who declines superficial heat
      And who declines massage
      And who declines spinal manipulation
      And who declines acupuncture
      And who has tried nothing so far
      When the low-back-pain pathway is followed
      Then the patient is at First drug in acute and subacute pain
      And NSAID is recommended

    @acp-2017.1_drug @acp-2017.1_relaxant
    Scenario Outline: After the first drug, by how it went
      Given whose wish for a drug now is yes
      And who tried <drug> <how it went>
      When the low-back-pain pathway is followed
      Then the patient is at <step>
      And <drug> is <verdict>
      And opioid is not indicated

      Examples:
        | drug            | how it went                             | step                                  | verdict     |
        | NSAID           | for 4 weeks without benefit             | Reassess, and ask a specialist team   | tried       |
        | NSAID           | for 2 weeks without benefit             | Reassess, and ask a specialist team   | tried       |
        | NSAID           | for 1 week without benefit              | First drug in acute and subacute pain | recommended |
        | NSAID           | for 4 weeks and it partly helped        | Reassess, and ask a specialist team   | recommended |
        | muscle relaxant | for 2 weeks without benefit             | Reassess, and ask a specialist team   | tried       |
        | muscle relaxant | for 1 week without benefit              | First drug in acute and subacute pain | recommended |
        | muscle relaxant | for 1 week and stopped for side effects | Reassess, and ask a specialist team   | tried       |
        | tizanidine      | for 2 weeks without benefit             | Reassess, and ask a specialist team   | tried       |
        | tizanidine      | for 2 weeks and it helped               | First drug in acute and subacute pain | recommended |

    Scenario: Where nobody knows how the drug went, it is not over
      Given whose wish for a drug now is yes
      And who tried NSAID for 4 weeks with unknown result
      When the low-back-pain pathway is followed
      Then NSAID is recommended
      And muscle relaxant is recommended

    Scenario: A drug taken for nobody knows how long may or may not have been tried enough
      Given whose wish for a drug now is yes
      And who tried NSAID without benefit
      When the low-back-pain pathway is followed
      Then NSAID is pending
      And muscle relaxant is recommended
      And nothing of kind referral is recommended

    Scenario: Where no drug can be given, somebody looks again
      Given whose wish for a drug now is yes
      And who has heart failure
      And who declines tizanidine
      And who declines paracetamol
      And who has tried nothing so far
      When the low-back-pain pathway is followed
      Then the patient is at Reassess, and ask a specialist team
      And NSAID is to be avoided
      And muscle relaxant is contraindicated
      And tizanidine is declined

    Scenario Outline: The longest course of a muscle relaxant
      Given who takes <drug> for <weeks> weeks
      When the low-back-pain pathway is followed
      Then <drug> is ongoing
      And the action for <drug> is continue

      Examples:
        | drug            | weeks |
        | muscle relaxant | 2     |
        | tizanidine      | 2     |

    Scenario: Enough relief ends the way
      Given whose adequate relief is yes
      And who tried superficial heat for 2 weeks and it helped
      When the low-back-pain pathway is followed
      Then the patient is at Maintain and watch
      And exercise programme is recommended
      And NSAID is later
