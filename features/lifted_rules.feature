Feature: What remains when a clinician lifts a rule
  A clinician may lift one named rule that says *avoid*, with a reason that is shown; a contraindication never.
  What is lifted is not yet recommended: a guideline's advice against it, a step not reached and every other
  rule remain. The rules lifted here are those that avoid_rules.feature and pregnancy.feature leave out.
  Facts: C-ACU-02, C-ACU-04, C-ACU-10, C-BZD-01, C-EX-04, C-GABA-03, C-GABA-04, C-NSAID-09, C-OPI-02,
  C-OPI-03, C-ESI-04, C-ESI-11, C-SURG-05, C-SMR-05, C-PREG-01, C-TRAM-01.

  Background: a patient of whom everything is known and nothing is wrong
    Given whose age is 45
    And whose red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And with:
      | sex             | male     |
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
    And who has tried nothing so far

  Scenario Outline: In sciatica, what is no option stays none
    Given whose leg pain is radicular
    And whose symptom duration is 26 weeks
    And who wants <therapy>
    And <finding>
    And who takes warfarin
    And with:
      | inr above range | <INR too high> |
    And for whom Dr Ada lifts "<rule>" because "talked through with the patient"
    When the sciatica pathway is followed
    Then <therapy> is <what remains>

    Examples:
      | therapy            | finding                       | INR too high | rule                                      | what remains    |
      | electroacupuncture | whose platelet count is 40    | no           | electroacupuncture.low_platelets          | not indicated   |
      | electroacupuncture | who has low back pain         | yes          | electroacupuncture.inr_above_range        | not indicated   |
      | electroacupuncture | who has trouble with needling | no           | electroacupuncture.needling_not_tolerated | not indicated   |
      | bed rest           | who has low back pain         | no           | bed_rest.keep_active                      | not indicated   |
      | benzodiazepine     | who takes a sedating drug     | no           | benzodiazepine.opioid                     | not recommended |
      | gabapentin         | who takes a sedating drug     | no           | gabapentinoid.breathing                   | not recommended |

  Scenario: In pregnancy, too, gabapentin is no drug for sciatica
    Given a woman aged 31
    And who is pregnant
    And whose leg pain is radicular
    And whose symptom duration is 26 weeks
    And for whom Dr Ada lifts "gabapentinoid.pregnancy" because "agreed with obstetrics"
    When the sciatica pathway is followed
    Then gabapentin is not recommended because "NICE NG59"

  Scenario: An NSAID beside an anticoagulant, agreed with haematology
    Given whose leg pain is radicular
    And whose symptom duration is 26 weeks
    And who takes anticoagulant other than warfarin
    And who tried exercise programme for 6 weeks without benefit
    And for whom Dr Ada lifts "nsaid.anticoagulant" because "three days, watched closely"
    When the sciatica pathway is followed
    Then NSAID is recommended
    And spinal manipulation is to be avoided

  Scenario Outline: The last opioid beside another drug, agreed with both prescribers
    Given whose leg pain is radicular
    And whose symptom duration is 8 weeks
    And who <takes what>
    And who tried exercise programme for 6 weeks without benefit
    And who tried NSAID for 4 weeks without benefit
    And who tried epidural steroid injection in 1 session without benefit
    And for whom Dr Ada lifts "<rule>" because "both prescribers agreed, with a plan"
    When the sciatica pathway is followed
    Then opioid is recommended
    And naloxone is <naloxone>

    Examples:
      | takes what                      | rule                 | naloxone    |
      | takes a sedating drug           | opioid.sedatives     | recommended |
      | takes opioid for another reason | opioid.second_opioid | later       |

  Scenario: An operation in a bleeding disorder, with the haematologist's plan
    Given whose leg pain is radicular
    And whose symptom duration is 26 weeks
    And who has a bleeding disorder
    And with:
      | disc imaging  | concordant |
      | wants surgery | yes        |
    And who tried exercise programme for 6 weeks without benefit
    And who tried NSAID for 4 weeks without benefit
    And for whom Dr Ada lifts "discectomy.bleeding_disorder" because "haematology has a plan"
    When the sciatica pathway is followed
    Then discectomy is recommended

  Scenario Outline: In chronic low back pain
    Given whose leg pain is none
    And who has low back pain
    And whose symptom duration is 52 weeks
    And who wants <therapy>
    And who has <finding>
    And who tried exercise programme for 6 weeks without benefit
    And who tried NSAID for 4 weeks without benefit
    And for whom Dr Ada lifts "<rule>" because "talked through with the patient"
    When the low-back-pain pathway is followed
    Then <therapy> is <what remains>

    Examples:
      | therapy                    | finding                           | rule                                     | what remains    |
      | discectomy                 | low back pain                     | discectomy.nonspecific                   | not indicated   |
      | radiofrequency denervation | anticoagulant other than warfarin | radiofrequency_denervation.anticoagulant | not recommended |
      | tramadol                   | a seizure disorder                | tramadol.seizures                        | recommended     |

  Scenario: Tizanidine from 65 on beside three drugs that act on the brain
    Given whose age is 65
    And whose leg pain is none
    And who has low back pain
    And whose symptom duration is 2 weeks
    And who has three or more drugs acting on the brain
    And for whom Dr Ada lifts "tizanidine.many_cns_drugs" because "for three nights"
    When the low-back-pain pathway is followed
    Then tizanidine is recommended

  Scenario Outline: A muscle relaxant in pregnancy, agreed with the obstetrician
    Given a woman aged 31
    And who is pregnant
    And whose leg pain is none
    And who has low back pain
    And whose symptom duration is 2 weeks
    And for whom Dr Ada lifts "<rule>" because "agreed with obstetrics"
    When the low-back-pain pathway is followed
    Then <therapy> is recommended

    Examples:
      | therapy         | rule                      |
      | muscle relaxant | muscle_relaxant.pregnancy |
      | tizanidine      | tizanidine.pregnancy      |
