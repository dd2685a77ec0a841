Feature: Drugs together, and how to stop them
  Benzodiazepines, gabapentin and muscle relaxants beside other drugs, and how each drug is stopped: what is
  avoided as a new drug is reviewed where both are taken, and nothing is stopped abruptly that must be
  tapered. Facts: C-OPI-02, C-SMR-05, C-GABA-00, C-GABA-03, C-BZD-01, G-CDC22-05, G-CDC22-11.

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
      | opioid mme      | 10       |

  Rule: Many drugs at once

    Scenario: An old woman with weak kidneys, a thinned blood and many drugs has much to avoid
      Given a woman aged 83
      And whose leg pain is none
      And who has low back pain
      And whose symptom duration is 52 weeks
      And who takes warfarin for another reason
      And who takes ACE inhibitor or ARB for another reason
      And who takes diuretic for another reason
      And who takes SSRI or SNRI for another reason
      And who takes sedating drug for another reason
      And who has COPD
      And with:
        | egfr            | 28  |
        | inr             | 2.4 |
        | inr above range | no  |
      And who tried exercise programme for 6 weeks without benefit
      When the low-back-pain pathway is followed
      Then the patient is at Pain or rehabilitation specialist team
      And nothing of kind drug is recommended
      And NSAID is contraindicated because "eGFR below 30"
      And duloxetine is to be avoided because "eGFR below 30"
      And tramadol is to be avoided because "serotonin"
      And opioid is to be avoided because "stop the breathing"
      And spinal manipulation is to be avoided because "low-force"
      And acupuncture is recommended
      And a caution for acupuncture says "shallow"
      And yoga is recommended

    Scenario: A man who takes nearly everything for his leg is talked to about all of it
      Given a man aged 67
      And whose leg pain is radicular
      And who has low back pain
      And whose symptom duration is 26 weeks
      And who takes gabapentin for 20 weeks at 1800 mg, so far without benefit
      And who takes opioid for 12 weeks, so far without benefit
      And who takes a benzodiazepine for 8 weeks
      And who takes NSAID for 10 weeks, so far without benefit
      And who takes paracetamol for 26 weeks, so far without benefit
      When the sciatica pathway is followed
      Then a soon alert "overdose_risk" is raised
      And naloxone is recommended
      And the action for gabapentin is taper
      And the action for opioid is taper
      And the action for benzodiazepine is taper
      And the action for NSAID is stop
      And paracetamol is tried
      And the action for paracetamol is stop
      And a caution for opioid says "stop neither abruptly"
      And a caution for gabapentin says "breathing may be depressed"
      And exercise programme is recommended

  Rule: Drugs that are not for this pain

    Background:
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks

    Scenario Outline: Nobody begins a benzodiazepine beside another drug that slows the breathing
      Given who <takes what>
      When the sciatica pathway is followed
      Then benzodiazepine is to be avoided because "stop the breathing"

      Examples:
        | takes what                   |
        | takes an opioid for 6 weeks  |
        | takes tramadol for 6 weeks   |
        | takes gabapentin for 6 weeks |

    @nice-ng59.benzodiazepines
    Scenario Outline: A benzodiazepine that is taken is tapered, beside an opioid above all
      Given who takes a benzodiazepine for 10 weeks
      And who <takes what>
      When the sciatica pathway is followed
      Then benzodiazepine is not recommended because "NICE NG59"
      And the action for benzodiazepine is taper
      And a caution for benzodiazepine says "stop neither abruptly"

      Examples:
        | takes what                   |
        | takes an opioid for 6 weeks  |
        | takes gabapentin for 6 weeks |

    Scenario Outline: A benzodiazepine beside another sedating drug
      Given whose sedating drug is <sedating drug>
      And who has tried nothing so far
      When the sciatica pathway is followed
      Then benzodiazepine is <verdict>
      And the action for benzodiazepine is do not start

      Examples:
        | sedating drug | verdict         |
        | yes           | to be avoided   |
        | no            | not recommended |
        | unknown       | not recommended |

    Scenario: A benzodiazepine alone that is taken is tapered, too
      Given who takes a benzodiazepine for 10 weeks
      When the sciatica pathway is followed
      Then benzodiazepine is not recommended
      And the action for benzodiazepine is taper

    Scenario Outline: Nobody begins gabapentin beside a drug that slows the breathing
      Given who <takes what>
      When the sciatica pathway is followed
      Then gabapentin is to be avoided because "breathing may be depressed"
      And the action for gabapentin is do not start

      Examples:
        | takes what                         |
        | takes an opioid for 6 weeks        |
        | takes a benzodiazepine for 6 weeks |
        | takes muscle relaxant for 2 weeks  |

    Scenario Outline: The same for a drug that is taken for another reason
      Given whose <drug> is <answer>
      And who has tried nothing so far
      When the sciatica pathway is followed
      Then gabapentin is <verdict>

      Examples:
        | drug                      | answer  | verdict         |
        | sedating drug             | yes     | to be avoided   |
        | sedating drug             | unknown | not recommended |
        | opioid for another reason | yes     | to be avoided   |
        | opioid for another reason | unknown | not recommended |
        | opioid for another reason | no      | not recommended |

    Scenario Outline: Gabapentin that is taken is tapered with an eye on the breathing
      Given who takes gabapentin for 8 weeks
      And who has <finding>
      When the sciatica pathway is followed
      Then gabapentin is not recommended
      And the action for gabapentin is taper
      And a caution for gabapentin says "breathing may be depressed"

      Examples:
        | finding                   |
        | a sedating drug           |
        | opioid for another reason |
        | COPD                      |

    Scenario: The same where the opioid is taken for this pain
      Given who takes gabapentin for 8 weeks
      And who takes tramadol for 6 weeks
      When the sciatica pathway is followed
      Then gabapentin is not recommended
      And a caution for gabapentin says "breathing may be depressed"
      And the action for tramadol is taper

    Scenario Outline: How a drug is stopped that guidelines advise against
      Given who takes <drug> for 8 weeks
      And who has low back pain
      When the sciatica pathway is followed
      Then <drug> is not recommended
      And the action for <drug> is <how it ends>

      @nice-ng59.gabapentinoids
      Examples:
        | drug       | how it ends |
        | gabapentin | taper       |

      @nice-ng59.benzodiazepines
      Examples:
        | drug           | how it ends |
        | benzodiazepine | taper       |

      @nice-ng59.corticosteroids
      Examples:
        | drug                    | how it ends |
        | systemic corticosteroid | taper       |

      @nice-ng59.opioids_sciatica
      Examples:
        | drug     | how it ends |
        | tramadol | taper       |
        | opioid   | taper       |

      @nice-ng59.paracetamol
      Examples:
        | drug        | how it ends |
        | paracetamol | stop        |

    Scenario Outline: How a drug is stopped that has not helped
      Given whose leg pain is none
      And who has low back pain
      And who takes <drug> for 6 weeks, so far without benefit
      When the low-back-pain pathway is followed
      Then <drug> is tried
      And the action for <drug> is <how it ends>

      Examples:
        | drug       | how it ends |
        | NSAID      | stop        |
        | duloxetine | taper       |
        | tramadol   | taper       |
        | opioid     | taper       |

  Rule: Muscle relaxants and other drugs, in acute low back pain

    Background:
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is 2 weeks

    Scenario Outline: No muscle relaxant beside what makes drowsy
      Given who <takes what>
      When the low-back-pain pathway is followed
      Then muscle relaxant is to be avoided because "alertness may fail"
      And tizanidine is to be avoided because "alertness may fail"

      Examples:
        | takes what                         |
        | takes an opioid for 6 weeks        |
        | takes tramadol for 6 weeks         |
        | takes a benzodiazepine for 6 weeks |

    Scenario Outline: The same for what is taken or drunk for another reason
      Given who has tried nothing so far
      And whose <finding> is <answer>
      When the low-back-pain pathway is followed
      Then muscle relaxant is <verdict>
      And tizanidine is <verdict>

      Examples:
        | finding        | answer  | verdict       |
        | sedating drug  | yes     | to be avoided |
        | sedating drug  | unknown | pending       |
        | heavy drinking | yes     | to be avoided |
        | heavy drinking | unknown | pending       |
        | heavy drinking | no      | recommended   |

    Scenario Outline: A relaxant that is taken together with another drug is reviewed and goes on
      Given who takes <relaxant> for 1 week
      And who <takes what>
      When the low-back-pain pathway is followed
      Then <relaxant> is ongoing
      And a caution for <relaxant> says "stop none abruptly"

      Examples:
        | relaxant        | takes what                         |
        | muscle relaxant | takes a sedating drug              |
        | muscle relaxant | takes an opioid for 6 weeks        |
        | muscle relaxant | takes a benzodiazepine for 6 weeks |
        | muscle relaxant | has heavy drinking                 |
        | tizanidine      | takes a sedating drug              |
        | tizanidine      | takes an opioid for 6 weeks        |
        | tizanidine      | takes a benzodiazepine for 6 weeks |
        | tizanidine      | has heavy drinking                 |

    Scenario Outline: A relaxant that is taken alone goes on, whether or not it is known what else is taken
      Given who takes <relaxant> for 1 week
      And whose <finding> is <answer>
      When the low-back-pain pathway is followed
      Then <relaxant> is ongoing
      And the action for <relaxant> is continue

      Examples:
        | relaxant        | finding        | answer  |
        | muscle relaxant | sedating drug  | no      |
        | muscle relaxant | sedating drug  | unknown |
        | muscle relaxant | heavy drinking | unknown |
        | tizanidine      | sedating drug  | no      |
        | tizanidine      | sedating drug  | unknown |
        | tizanidine      | heavy drinking | unknown |

    Scenario Outline: A clinician may begin a relaxant beside a sedating drug
      Given who has tried nothing so far
      And who takes a sedating drug
      And for whom Dr Ada lifts "<rule>" because "for three nights"
      When the low-back-pain pathway is followed
      Then <relaxant> is recommended

      Examples:
        | relaxant        | rule                      |
        | muscle relaxant | muscle_relaxant.sedatives |
        | tizanidine      | tizanidine.sedatives      |

    Scenario Outline: From 65 on three drugs that act on the brain are too many
      Given whose age is <age>
      And who has tried nothing so far
      And whose three or more drugs acting on the brain is <three or more>
      When the low-back-pain pathway is followed
      Then tizanidine is <tizanidine>
      And muscle relaxant is <muscle relaxant>

      Examples:
        | age | three or more | tizanidine    | muscle relaxant |
        | 64  | no            | recommended   | recommended     |
        | 65  | no            | recommended   | to be avoided   |
        | 65  | yes           | to be avoided | to be avoided   |
        | 65  | unknown       | pending       | to be avoided   |

    Scenario Outline: Such drugs that are taken are reviewed and not stopped abruptly
      Given whose age is 70
      And who has three or more drugs acting on the brain
      And who takes <drug> for 1 week
      When the low-back-pain pathway is followed
      Then the action for <drug> is <action>

      Examples:
        | drug            | action   |
        | tizanidine      | continue |
        | muscle relaxant | taper    |
        | benzodiazepine  | taper    |

  Rule: How much of a gabapentinoid the kidneys allow

    Background:
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is 52 weeks

    Scenario Outline: More than the creatinine clearance allows is adjusted
      Given who takes gabapentin for 8 weeks at <dose>
      And with:
        | gabapentinoid drug   | <drug>      |
        | creatinine clearance | <clearance> |
        | dialysis             | <dialysis>  |
      When the opioids-cdc pathway is followed
      Then gabapentin is ongoing
      And the action for gabapentin is <action>

      Examples:
        | drug       | clearance | dialysis | dose    | action    |
        | gabapentin | 60        | no       | 3600 mg | continue  |
        | gabapentin | 60        | no       | 3601 mg | adjust    |
        | gabapentin | 59        | no       | 1400 mg | continue  |
        | gabapentin | 59        | no       | 1401 mg | adjust    |
        | gabapentin | 30        | no       | 1400 mg | continue  |
        | gabapentin | 29        | no       | 701 mg  | adjust    |
        | gabapentin | 15        | no       | 700 mg  | continue  |
        | gabapentin | 14        | no       | 101 mg  | adjust    |
        | gabapentin | 14        | no       | 100 mg  | continue  |
        | gabapentin | 60        | yes      | 300 mg  | adjust    |
        | pregabalin | 60        | no       | 600 mg  | continue  |
        | pregabalin | 60        | no       | 601 mg  | adjust    |
        | pregabalin | 59        | no       | 301 mg  | adjust    |
        | pregabalin | 30        | no       | 300 mg  | continue  |
        | pregabalin | 29        | no       | 151 mg  | adjust    |
        | pregabalin | 15        | no       | 150 mg  | continue  |
        | pregabalin | 14        | no       | 76 mg   | adjust    |
        | pregabalin | 14        | no       | 75 mg   | continue  |

    Scenario Outline: Without the creatinine clearance only a dose that is right or wrong for all is judged
      Given who takes gabapentin for 8 weeks at <dose>
      And with:
        | gabapentinoid drug | gabapentin |
        | dialysis           | no         |
      And whose creatinine clearance is unknown
      When the opioids-cdc pathway is followed
      Then the action for gabapentin is <action>

      Examples:
        | dose    | action    |
        | 3601 mg | adjust    |
        | 300 mg  | ask first |
        | 100 mg  | continue  |

    Scenario Outline: As long as nobody knows which of the two it is
      Given who takes gabapentin for 8 weeks at <dose>
      And with:
        | creatinine clearance | 20 |
        | dialysis             | no |
      And whose gabapentinoid drug is unknown
      When the opioids-cdc pathway is followed
      Then the action for gabapentin is <action>

      Examples:
        | dose    | action    |
        | 3600 mg | adjust    |
        | 300 mg  | ask first |
        | 150 mg  | continue  |

    Scenario: Dialysis that nobody asked about
      Given who takes gabapentin for 8 weeks at 300 mg
      And with:
        | gabapentinoid drug     | gabapentin |
        | creatinine clearance   | 20         |
        | kidney function (eGFR) | 20         |
        | kidney disease         | yes        |
      And whose dialysis is unknown
      When the opioids-cdc pathway is followed
      Then the action for gabapentin is ask first

    Scenario: An unknown dose is asked first
      Given who takes gabapentin for 8 weeks
      And with:
        | creatinine clearance | 20 |
      When the opioids-cdc pathway is followed
      Then the action for gabapentin is ask first

    Scenario: What is tapered is tapered, whatever the dose
      Given whose leg pain is radicular
      And who takes gabapentin for 8 weeks at 3600 mg
      And with:
        | creatinine clearance | 20 |
      When the sciatica pathway is followed
      Then the action for gabapentin is taper

  Rule: Drugs of which one is enough

    Background:
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is 2 weeks

    Scenario: The patient chooses one of three
      Given who has tried nothing so far
      When the low-back-pain pathway is followed
      Then the action for NSAID is choose
      And the action for muscle relaxant is choose

    Scenario Outline: None is begun beside another one that is taken
      Given who takes <one> for 1 week
      When the low-back-pain pathway is followed
      Then <one> is ongoing
      And the action for <one> is continue
      And the action for <other> is do not start

      Examples:
        | one             | other           |
        | tizanidine      | NSAID           |
        | NSAID           | muscle relaxant |
        | muscle relaxant | NSAID           |
