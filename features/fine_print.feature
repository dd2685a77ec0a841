Feature: Limits to the last unit, and each sign by itself
  A limit that is off by one, or one sign of many that is forgotten, changes the advice for few patients and is
  therefore easily overlooked. Here every such patient has a line.

  Background: a man of whom everything is known and nothing is wrong
    Given a man
    And whose red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And whose low back pain is yes
    And with:
      | pain score       | 8        |
      | mood screen      | 1        |
      | startback total  | 2        |
      | inr              | 1.1      |
      | inr above range  | no       |
      | disc imaging     | not done |
      | adequate relief  | no       |
      | wants surgery    | no       |
      | wants drug       | yes      |
      | opioid goals     | yes      |
      | flexion provoked | no       |
    And who has tried nothing so far

  Rule: Cautions begin at their limit and not beside it

    Background:
      Given whose leg pain is none
      And whose symptom duration is 26 weeks

    Scenario Outline: From here on with care
      Given whose age is 45
      And with:
        | egfr                 | <egfr>      |
        | creatinine clearance | <clearance> |
        | opioid mme           | <mme>       |
        | platelets            | <platelets> |
      When the low-back-pain pathway is followed
      Then a caution for <what> says "<rule>"

      Examples:
        | what       | rule                          | egfr | clearance | mme | platelets |
        | opioid     | opioid frail                  | 59   | 90        | 0   | 250       |
        | tramadol   | tramadol frail                | 59   | 90        | 0   | 250       |
        | nsaid      | nsaid kidney                  | 59   | 90        | 0   | 250       |
        | duloxetine | duloxetine clearance          | 90   | 29        | 0   | 250       |
        | tramadol   | tramadol kidney               | 90   | 29        | 0   | 250       |
        | opioid     | opioid fifty mme              | 90   | 90        | 50  | 250       |
        | tramadol   | tramadol fifty mme            | 90   | 90        | 50  | 250       |

    Scenario Outline: Up to here without
      Given whose age is 45
      And with:
        | egfr                 | <egfr>      |
        | creatinine clearance | <clearance> |
        | opioid mme           | <mme>       |
        | platelets            | <platelets> |
      When the low-back-pain pathway is followed
      Then no caution for <what> says "<rule>"

      Examples:
        | what       | rule                          | egfr | clearance | mme | platelets |
        | opioid     | opioid frail                  | 60   | 90        | 0   | 250       |
        | tramadol   | tramadol frail                | 60   | 90        | 0   | 250       |
        | nsaid      | nsaid kidney                  | 60   | 90        | 0   | 250       |
        | duloxetine | duloxetine clearance          | 90   | 30        | 0   | 250       |
        | tramadol   | tramadol kidney               | 90   | 30        | 0   | 250       |
        | opioid     | opioid fifty mme              | 90   | 90        | 49  | 250       |
        | tramadol   | tramadol fifty mme            | 90   | 90        | 49  | 250       |

    Scenario Outline: With care from this age
      Given whose age is <age>
      And with:
        | egfr                 | 90  |
        | creatinine clearance | 90  |
        | opioid mme           | 0   |
        | platelets            | 250 |
      And who takes <drug>
      When the low-back-pain pathway is followed
      Then a caution for <what> says "<rule>"

      Examples:
        | what       | rule              | age | drug     |
        | opioid     | opioid frail      | 65  | diuretic |
        | tramadol   | tramadol frail    | 65  | diuretic |
        | tramadol   | tramadol old age  | 76  | diuretic |
        | duloxetine | duloxetine age    | 65  | diuretic |
        | duloxetine | duloxetine young  | 24  | diuretic |
        | nsaid      | nsaid frail       | 65  | diuretic |
        | nsaid      | nsaid age         | 65  | diuretic |

    Scenario Outline: Without at this age
      Given whose age is <age>
      And with:
        | egfr                 | 90  |
        | creatinine clearance | 90  |
        | opioid mme           | 0   |
        | platelets            | 250 |
      And who takes <drug>
      When the low-back-pain pathway is followed
      Then no caution for <what> says "<rule>"

      Examples:
        | what       | rule              | age | drug     |
        | opioid     | opioid frail      | 64  | diuretic |
        | tramadol   | tramadol frail    | 64  | diuretic |
        | tramadol   | tramadol old age  | 75  | diuretic |
        | duloxetine | duloxetine age    | 64  | diuretic |
        | duloxetine | duloxetine young  | 25  | diuretic |
        | nsaid      | nsaid frail       | 64  | diuretic |
        | nsaid      | nsaid age         | 64  | diuretic |
        | nsaid      | nsaid frail       | 70  | copd     |

  Rule: Gabapentinoids by the clearance, one band after the other

    Background:
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      And with:
        | egfr       | 90  |
        | opioid mme | 0   |
        | platelets  | 250 |

    Scenario Outline: The bands meet and do not overlap
      Given whose age is 45
      And whose creatinine clearance is <clearance>
      When the sciatica pathway is followed
      Then a caution for gabapentin or pregabalin says "gabapentinoid <band>"
      And no caution for gabapentin or pregabalin says "gabapentinoid <not above>"
      And no caution for gabapentin or pregabalin says "gabapentinoid <not below>"

      Examples:
        | clearance | band           | not above      | not below      |
        | 59        | kidney         | poor kidney    | failing kidney |
        | 30        | kidney         | poor kidney    | failing kidney |
        | 29        | poor kidney    | kidney         | failing kidney |
        | 15        | poor kidney    | kidney         | failing kidney |
        | 14        | failing kidney | kidney         | poor kidney    |

    Scenario: Above them all
      Given whose age is 45
      And whose creatinine clearance is 60
      When the sciatica pathway is followed
      Then no caution for gabapentin or pregabalin says "kidney"

    Scenario: Breathing, from 65 years on
      Given whose age is 65
      And whose creatinine clearance is 90
      When the sciatica pathway is followed
      Then a caution for gabapentin or pregabalin says "existing breathing"

    Scenario: Breathing, before 65 years
      Given whose age is 64
      And whose creatinine clearance is 90
      When the sciatica pathway is followed
      Then no caution for gabapentin or pregabalin says "existing breathing"

    Scenario: Bending is no trouble without pain on bending
      Given whose age is 45
      When the sciatica pathway is followed
      Then no caution for exercise programme says "flexion"

  Rule: Signs for which a scan is no routine

    Background:
      Given whose age is 45
      And whose leg pain is none
      And whose symptom duration is 3 weeks
      And with:
        | egfr       | 90  |
        | opioid mme | 0   |
        | platelets  | 250 |

    Scenario Outline: One sign is enough for the advice against imaging not to speak of this patient
      Given whose <sign> is yes
      When the low-back-pain pathway is followed
      Then acp-aps-2007.2 advises against lumbar MRI, outside its population

      Examples:
        | sign                                                         |
        | new bladder or bowel trouble                                 |
        | numbness between the legs                                    |
        | new or worsening symptoms in both legs                       |
        | sciatica in both legs                                        |
        | large central disc herniation on a scan                      |
        | severe weakness of a leg                                     |
        | progressive_weakness                                         |
        | new unsteady walking                                         |
        | cancer now or in the past                                    |
        | unexplained weight loss                                      |
        | unrelenting_pain                                             |
        | thoracic or band-like pain                                   |
        | fever or rigors                                              |
        | special risk of spinal infection                             |
        | new trouble after a needle, injection, manipulation or operation |
        | injury of the spine                                          |
        | long-term corticosteroids                                    |

    Scenario Outline: Blood is taken for these, whatever else is offered
      Given whose <sign> is yes
      When the low-back-pain pathway is followed
      Then blood tests are recommended

      Examples:
        | sign                      |
        | cancer now or in the past |
        | fever or rigors           |

  Rule: What counts as better

    Background:
      Given whose age is 45
      And whose leg pain is radicular
      And whose symptom duration is 8 weeks

    Scenario Outline: Less pain, by two points or by three tenths
      Given with:
        | pain score    | <now>    |
        | baseline pain | <before> |
      When the sciatica pathway is followed
      Then the finding "meaningful response to treatment" is <found>

      Examples:
        | before | now | found |
        | 9      | 7   | yes   |
        | 9      | 7.1 | no    |
        | 5      | 3.5 | yes   |
        | 5      | 3.6 | no    |
        | 3      | 2.1 | yes   |
        | 8      | 8   | no    |

    Scenario Outline: Less disability, by ten points or by three tenths
      Given with:
        | disability          | <now>    |
        | baseline disability | <before> |
      When the sciatica pathway is followed
      Then the finding "meaningful gain in everyday life" is <found>

      Examples:
        | before | now | found |
        | 60     | 50  | yes   |
        | 60     | 51  | no    |
        | 20     | 14  | yes   |
        | 20     | 15  | no    |
        | 20     | 20  | no    |

  Rule: Where nothing more is needed, and who may be pregnant

    Scenario: Who has enough relief is still told to stay active, and to keep exercising
      Given whose age is 45
      And whose leg pain is radicular
      And whose symptom duration is 8 weeks
      And with:
        | adequate relief | yes |
      When the sciatica pathway is followed
      Then the patient is at Maintain and watch
      And education is recommended
      And exercise programme is recommended

    Scenario: A woman of 55 is asked whether she is pregnant
      Given whose sex is female
      And whose age is 55
      And whose leg pain is radicular
      And whose symptom duration is 26 weeks
      And who was not asked about pregnant
      And who tried exercise programme for 8 weeks without benefit
      When the sciatica pathway is followed
      Then NSAID waits for pregnant

    Scenario: A woman of 56 is not
      Given whose sex is female
      And whose age is 56
      And whose leg pain is radicular
      And whose symptom duration is 26 weeks
      And who was not asked about pregnant
      And who tried exercise programme for 8 weeks without benefit
      When the sciatica pathway is followed
      Then the questions do not include pregnant
