Feature: Kidneys and age, exactly at the border
  Which drugs change with the kidneys and with age, one unit below, at, and above each figure. The eGFR of
  the laboratory and the creatinine clearance of the labels are never taken for each other (K-RENAL-01).
  Sources: C-NSAID-03, C-NSAID-04, C-NSAID-05, C-NSAID-12, C-NSAID-17, C-GABA-01, C-GABA-02, C-DLX-01,
  C-DLX-03, C-TRAM-01, C-TRAM-02, C-OPI-05, C-SMR-01, K-PPI-01, RF-AGE-01.

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

  Rule: An NSAID where exercise has not helped sciatica

    Background:
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      And who tried exercise programme for 6 weeks without benefit

    Scenario Outline: The eGFR alone
      Given whose kidney function (eGFR) is <eGFR>
      When the sciatica pathway is followed
      Then NSAID is <verdict>

      Examples:
        | eGFR | verdict         |
        | 29   | contraindicated |
        | 30   | recommended     |
        | 31   | recommended     |
        | 59   | recommended     |
        | 60   | recommended     |
        | 61   | recommended     |

    Scenario Outline: From 30 to 59 only a short course
      Given whose kidney function (eGFR) is <eGFR>
      When the sciatica pathway is followed
      Then NSAID is recommended
      And a caution for NSAID says "only a short course"

      Examples:
        | eGFR |
        | 30   |
        | 59   |

    Scenario Outline: The eGFR together with drugs that strain the kidneys
      Given whose kidney function (eGFR) is <eGFR>
      And whose ACE inhibitor or ARB is <ACE inhibitor>
      And whose diuretic is <diuretic>
      When the sciatica pathway is followed
      Then NSAID is <verdict>

      Examples:
        | eGFR    | ACE inhibitor | diuretic | verdict       |
        | 90      | yes           | yes      | to be avoided |
        | 90      | yes           | no       | recommended   |
        | 90      | no            | yes      | recommended   |
        | 90      | yes           | unknown  | pending       |
        | 90      | unknown       | yes      | pending       |
        | 59      | yes           | no       | to be avoided |
        | 59      | no            | yes      | to be avoided |
        | 59      | no            | no       | recommended   |
        | 59      | unknown       | no       | pending       |
        | 59      | no            | unknown  | pending       |
        | 60      | yes           | no       | recommended   |
        | unknown | yes           | no       | pending       |

    Scenario Outline: A clinician may allow a short course all the same
      Given whose kidney function (eGFR) is <eGFR>
      And whose ACE inhibitor or ARB is yes
      And whose diuretic is <diuretic>
      And for whom Dr Ada lifts "<rule>" because "three days, kidneys checked after"
      When the sciatica pathway is followed
      Then NSAID is recommended

      Examples:
        | eGFR | diuretic | rule                  |
        | 90   | yes      | nsaid.kidney_drugs    |
        | 59   | no       | nsaid.kidney_and_drug |

    Scenario Outline: Lithium is avoided beside an NSAID
      Given whose lithium is <lithium>
      When the sciatica pathway is followed
      Then NSAID is <verdict>

      Examples:
        | lithium | verdict       |
        | yes     | to be avoided |
        | no      | recommended   |
        | unknown | pending       |

    Scenario: With its level checked an NSAID may be given beside lithium
      Given who takes lithium
      And for whom Dr Ada lifts "nsaid.lithium" because "level checked every week"
      When the sciatica pathway is followed
      Then NSAID is recommended

    Scenario Outline: The stomach is protected from 65 on
      Given whose age is <age>
      When the sciatica pathway is followed
      Then NSAID is recommended
      And stomach protection is <protection>

      Examples:
        | age | protection    |
        | 64  | not indicated |
        | 65  | recommended   |
        | 66  | recommended   |

    Scenario: From 65 on the lowest dose and no long course
      Given whose age is 65
      When the sciatica pathway is followed
      Then a caution for NSAID says "no long course"

    Scenario Outline: An NSAID from 65 on hangs on the protection of the stomach
      Given whose age is 65
      And <protection>
      When the sciatica pathway is followed
      Then NSAID is <verdict>

      Examples:
        | protection                    | verdict       |
        | who declines PPI              | to be avoided |
        | for whom PPI is not available | to be avoided |
        | who takes PPI for 2 weeks     | recommended   |

  Rule: Gabapentin that is taken, by creatinine clearance

    Scenario Outline: The dose that the kidneys allow until it is tapered
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      And who takes gabapentin for 8 weeks
      And whose creatinine clearance is <clearance>
      When the sciatica pathway is followed
      Then the action for gabapentin is taper
      And a caution for gabapentin says "<at most>"

      Examples:
        | clearance | at most          |
        | 59        | 1,400 mg         |
        | 30        | 1,400 mg         |
        | 29        | 700 mg           |
        | 15        | 700 mg           |
        | 14        | less than 300 mg |

    Scenario Outline: At 60 the usual dose stands, and the eGFR says nothing of it
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      And who takes gabapentin for 8 weeks
      And with:
        | creatinine clearance | <clearance> |
        | egfr                 | <eGFR>      |
      When the sciatica pathway is followed
      Then gabapentin is not recommended
      And the action for gabapentin is taper

      Examples:
        | clearance | eGFR |
        | 60        | 90   |
        | 61        | 25   |

    Scenario Outline: On dialysis the dose is smallest
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      And who takes gabapentin for 8 weeks
      And who has dialysis
      And whose creatinine clearance is <clearance>
      When the sciatica pathway is followed
      Then a caution for gabapentin says "supplements after dialysis"

      Examples:
        | clearance |
        | 20        |
        | unknown   |

    Scenario: From 65 on gabapentin may depress the breathing
      Given a man aged 65
      And whose leg pain is radicular
      And who takes gabapentin for 8 weeks
      When the sciatica pathway is followed
      Then a caution for gabapentin says "higher age"

  Rule: Drugs in low back pain

    Background:
      Given whose leg pain is none
      And who has low back pain

    Scenario Outline: Duloxetine and the eGFR
      Given whose symptom duration is 52 weeks
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And whose kidney function (eGFR) is <eGFR>
      And whose uncontrolled hypertension is no
      When the low-back-pain pathway is followed
      Then duloxetine is <verdict>

      Examples:
        | eGFR    | verdict       |
        | 29      | to be avoided |
        | 30      | recommended   |
        | 31      | recommended   |
        | unknown | pending       |

    Scenario: A creatinine clearance below 30 is a reason for care with tramadol, and says so for duloxetine
      Given whose symptom duration is 52 weeks
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried duloxetine for 4 weeks without benefit
      And whose creatinine clearance is 29
      When the low-back-pain pathway is followed
      Then tramadol is recommended
      And a caution for tramadol says "clearance of 30"
      And a caution for duloxetine says "clearance below 30"

    Scenario Outline: At a creatinine clearance of 30 the usual dose stands
      Given whose symptom duration is 52 weeks
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried duloxetine for <weeks> without benefit
      And whose creatinine clearance is 30
      And whose uncontrolled hypertension is no
      When the low-back-pain pathway is followed
      Then <drug> is recommended

      Examples:
        | weeks   | drug       |
        | 1 week  | duloxetine |
        | 4 weeks | tramadol   |

    Scenario Outline: An eGFR below 60 makes an opioid more dangerous
      Given whose symptom duration is 52 weeks
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And whose kidney function (eGFR) is 59
      When the low-back-pain pathway is followed
      Then a caution for <drug> says "margin of safety"

      Examples:
        | drug     |
        | tramadol |
        | opioid   |

    Scenario: At an eGFR of 60 both drugs are given as usual
      Given whose symptom duration is 52 weeks
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried duloxetine for 4 weeks without benefit
      And whose kidney function (eGFR) is 60
      When the low-back-pain pathway is followed
      Then tramadol is recommended
      And opioid is later

    Scenario Outline: Drugs by age
      Given whose symptom duration is 52 weeks
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried duloxetine for <weeks> without benefit
      And whose age is <age>
      And whose uncontrolled hypertension is no
      When the low-back-pain pathway is followed
      Then <drug> is recommended
      And a caution for <drug> says "<words>"

      Examples:
        | age | weeks   | drug       | words            |
        | 18  | 1 week  | duloxetine | suicide          |
        | 24  | 1 week  | duloxetine | suicide          |
        | 65  | 1 week  | duloxetine | falls            |
        | 65  | 4 weeks | tramadol   | margin of safety |
        | 76  | 4 weeks | tramadol   | Over 75          |

    Scenario Outline: Between these ages nothing is to be watched for
      Given whose symptom duration is 52 weeks
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried duloxetine for <weeks> without benefit
      And whose age is <age>
      And whose uncontrolled hypertension is no
      When the low-back-pain pathway is followed
      Then <drug> is recommended

      Examples:
        | age | weeks   | drug       |
        | 25  | 1 week  | duloxetine |
        | 64  | 1 week  | duloxetine |
        | 75  | 1 week  | duloxetine |
        | 25  | 4 weeks | tramadol   |
        | 64  | 4 weeks | tramadol   |
        | 75  | 4 weeks | tramadol   |

    Scenario: An opioid from 65 on
      Given whose symptom duration is 52 weeks
      And whose age is 65
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried duloxetine for 4 weeks without benefit
      And who tried tramadol for 4 weeks without benefit
      When the low-back-pain pathway is followed
      Then opioid is recommended
      And a caution for opioid says "margin of safety"
      And naloxone is recommended

    Scenario Outline: Muscle relaxants and age
      Given whose symptom duration is 2 weeks
      And whose age is <age>
      And whose three or more drugs acting on the brain is no
      When the low-back-pain pathway is followed
      Then muscle relaxant is <muscle relaxant>
      And tizanidine is recommended

      Examples:
        | age | muscle relaxant |
        | 64  | recommended     |
        | 65  | to be avoided   |
        | 66  | to be avoided   |

    Scenario: A clinician may lift the age rule
      Given whose symptom duration is 2 weeks
      And whose age is 66
      And for whom Dr Ada lifts "muscle_relaxant.age" because "fit, for three nights"
      When the low-back-pain pathway is followed
      Then muscle relaxant is recommended

    Scenario Outline: A child who takes tramadol is taken off it step by step
      Given whose symptom duration is 2 weeks
      And whose age is <age>
      And who takes tramadol for 1 week
      When the low-back-pain pathway is followed
      Then the outcome is not eligible
      And tramadol is <verdict>
      And the action for tramadol is <action>

      Examples:
        | age | verdict         | action   |
        | 11  | contraindicated | taper    |
        | 12  | ongoing         | continue |
