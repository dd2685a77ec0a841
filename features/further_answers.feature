Feature: Further answers that decide, or that nobody has given
  What the other features leave: drugs that are taken while nobody asked for an opioid, notes that stand beside
  an alert, and electroacupuncture while nobody
  knows what kind of pain it is. Facts: C-OPI-02, C-SMR-05, RF-PROC-01, RF-AAA-01, G-NICE-08,
  G-NICE-13, RF-KNEE-TUM-01, RF-KNEE-AGE-01.

  Rule: Whether an opioid is taken for another reason

    Background:
      Given a man aged 45
      And whose red flags are all absent
      And who has low back pain
      And whose leg pain is none
      And whose symptom duration is 4 weeks

    Scenario Outline: A sedating drug that is taken, beside an opioid for another reason
      Given who takes <drug> for 2 weeks
      And who has opioid for another reason
      And whose sedating drug is no
      And whose heavy alcohol is no
      When the low-back-pain pathway is followed
      Then a caution for <drug> says "abruptly"

      Examples:
        | drug            |
        | benzodiazepine  |
        | muscle_relaxant |
        | tizanidine      |

    Scenario Outline: Where nobody asked for an opioid, nothing is stopped at once
      Given who takes <drug> for 2 weeks
      And whose opioid for another reason is unknown
      And whose sedating drug is no
      And whose heavy alcohol is no
      When the low-back-pain pathway is followed
      Then the action for <drug> is <action>

      Examples:
        | drug            | action    |
        | benzodiazepine  | taper     |
        | muscle_relaxant | ask first |
        | tizanidine      | ask first |

    Scenario Outline: Nobody begins one beside an opioid for another reason
      Given who has opioid for another reason
      And who has tried nothing so far
      When the low-back-pain pathway is followed
      Then <drug> is to be avoided

      Examples:
        | drug            |
        | benzodiazepine  |
        | muscle_relaxant |
        | tizanidine      |

    Scenario: By CDC a benzodiazepine stays advised against where a clinician lifts the rule
      Given who has opioid for another reason
      And who has tried nothing so far
      And for whom Dr Ada lifts "benzodiazepine.opioid" because "agreed with anaesthesia"
      When the opioids-cdc pathway is followed
      Then benzodiazepine is not recommended

  Rule: What is said beside an alert

    Scenario Outline: Somebody who must be seen at once is not told to be active
      Given a patient aged 60
      And who has <sign>
      When the <pathway> pathway is followed
      Then <alert> is raised
      And <advice> is later

      Examples:
        | pathway             | sign                                      | alert                                         | advice          |
        | sciatica            | after_procedure                           | an emergency alert "procedure_complication"   | education       |
        | sciatica            | signs of an aortic aneurysm               | an emergency alert "aortic_emergency"         | education       |
        | knee-osteoarthritis | trouble that grows after a knee injection | an emergency alert "knee_septic_arthritis"    | knee_education  |
        | knee-osteoarthritis | knee_locked                               | an emergency alert "knee_locked"              | knee_education  |
        | knee-osteoarthritis | knee_injury                               | an emergency alert "knee_fracture"            | knee_education  |

  Rule: Electroacupuncture, while nobody knows whether NICE's statement is about this patient

    Background: somebody of whom nothing is known of the pain
      Given a man aged 65
      And whose red flags are all absent
      And whose problems and medicines are reconciled
      And whose platelets is 250

    Scenario Outline: What is said of it then
      Given who <what>
      When the low-back-pain-nice pathway is followed
      Then electroacupuncture is <verdict>

      Examples:
        | what                                                                     | verdict       |
        | has INR above the target range                                           | to be avoided |
        | declines electroacupuncture                                              | declined      |
        | tried electroacupuncture for 5 weeks and 10 sessions without benefit     | tried         |

    Scenario: What runs goes on until it is known
      Given with nothing else known
      And without a bleeding disorder
      And whose platelets is 250
      And who has been having electroacupuncture for 5 weeks, so far with unknown result
      And whose problems and medicines are reconciled
      When the low-back-pain-nice pathway is followed
      Then electroacupuncture is ongoing

    Scenario: Where there is none
      Given for whom electroacupuncture is not available
      When the low-back-pain-nice pathway is followed
      Then electroacupuncture is unavailable

  Rule: For whom it is meant, and what nobody knows

    Scenario: NICE's statement on opioids is not about children
      Given a patient aged 15
      And who has low back pain
      And whose leg pain is none
      And whose symptom duration is 2 weeks
      When the sciatica pathway is followed
      Then nice-ng59.opioids_back_strong advises against opioid, outside its population

    Scenario: Where nobody asked for treatments so far, the gate stays open
      Given a man aged 45
      And whose leg pain is radicular
      And whose symptom duration is 8 weeks
      And whose pain score is 8
      And whose enough relief for now is no
      And whose problems are reconciled
      When the acute-severe-sciatica pathway is followed
      Then nothing is recommended

    Scenario Outline: Signs of the knee that nobody asked for
      Given a patient
      And whose <one> is yes
      And whose <other> is yes
      And whose <missing> is unknown
      When the knee-osteoarthritis pathway is followed
      Then the alert "knee_tumour" is unanswered

      Examples:
        | one                     | other                   | missing                 |
        | unexplained_weight_loss | unrelenting_pain        | knee_pain               |
        | knee_pain               | unrelenting_pain        | unexplained_weight_loss |
        | knee_pain               | unexplained_weight_loss | unrelenting_pain        |

    Scenario Outline: Whether the knee is typical of osteoarthritis
      Given a patient
      And who has knee pain
      And whose problems are reconciled
      And whose <missing> is unknown
      When the knee-osteoarthritis pathway is followed
      Then the alert "knee_not_osteoarthritis" is unanswered

      Examples:
        | missing               |
        | age                   |
        | activity_related_pain |
