Feature: What is avoided in low back pain unless a clinician says why
  The rules that say *avoid* for exercise, hands and drugs in low back pain: where one holds, the treatment is
  not started; where nobody has asked, it waits; where a clinician lifts it with a reason, it is given again.
  Facts: C-EX-05, C-DLX-01, C-TRAM-01, C-MAS-01, C-SMT-03, C-ACU-10, C-SMR-03, C-ESI-04.

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
      | inr             | 1.1      |
      | disc imaging    | not done |
      | adequate relief | no       |
      | wants surgery   | no       |
      | wants drug      | yes      |
      | opioid goals    | yes      |
    And who has tried nothing so far

  Rule: Chronic low back pain

    Background:
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is 52 weeks

    Scenario Outline: Every kind of exercise is put off while the heart is unstable
      Given whose unstable heart disease is <unstable heart>
      When the low-back-pain pathway is followed
      Then <exercise> is <verdict>

      Examples:
        | exercise                         | unstable heart | verdict       |
        | exercise programme               | yes            | to be avoided |
        | motor control exercise           | yes            | to be avoided |
        | motor control exercise           | no             | recommended   |
        | motor control exercise           | unknown        | pending       |
        | multidisciplinary rehabilitation | yes            | to be avoided |
        | multidisciplinary rehabilitation | no             | recommended   |
        | multidisciplinary rehabilitation | unknown        | pending       |
        | tai chi                          | yes            | to be avoided |
        | tai chi                          | no             | recommended   |
        | tai chi                          | unknown        | pending       |
        | yoga                             | yes            | to be avoided |
        | yoga                             | no             | recommended   |
        | yoga                             | unknown        | pending       |

    Scenario Outline: A clinician may let gentle exercise begin all the same
      Given who has unstable heart disease
      And for whom Dr Ada lifts "<exercise>.unstable_heart" because "cleared by cardiology"
      When the low-back-pain pathway is followed
      Then <exercise> is recommended

      Examples:
        | exercise                         |
        | motor_control_exercise           |
        | multidisciplinary_rehabilitation |
        | tai_chi                          |
        | yoga                             |

    Scenario Outline: Duloxetine and the kidneys, the liver and drink
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And whose <finding> is <answer>
      And whose uncontrolled hypertension is no
      When the low-back-pain pathway is followed
      Then duloxetine is <verdict>

      Examples:
        | finding              | answer  | verdict       |
        | dialysis             | yes     | to be avoided |
        | cirrhosis            | yes     | to be avoided |
        | cirrhosis            | unknown | pending       |
        | severe liver failure | yes     | to be avoided |
        | severe liver failure | unknown | pending       |
        | heavy drinking       | yes     | to be avoided |
        | heavy drinking       | unknown | pending       |
        | heavy drinking       | no      | recommended   |

    Scenario Outline: Nobody is asked about dialysis who has no kidney disease
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And whose kidney disease is <kidney disease>
      And whose dialysis is unknown
      And whose uncontrolled hypertension is no
      When the low-back-pain pathway is followed
      Then duloxetine is <verdict>

      Examples:
        | kidney disease | verdict     |
        | yes            | pending     |
        | unknown        | pending     |
        | no             | recommended |

    Scenario Outline: A clinician may lift the rules on duloxetine, with a reason
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who has <finding>
      And for whom Dr Ada lifts "<rule>" because "low dose agreed"
      And whose uncontrolled hypertension is no
      When the low-back-pain pathway is followed
      Then duloxetine is recommended

      Examples:
        | finding        | rule               |
        | dialysis       | duloxetine.kidney  |
        | cirrhosis      | duloxetine.liver   |
        | heavy drinking | duloxetine.alcohol |

    Scenario Outline: Tramadol and seizures
      Given who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried duloxetine for 4 weeks without benefit
      And whose seizure disorder is <seizures>
      When the low-back-pain pathway is followed
      Then tramadol is <verdict>

      Examples:
        | seizures | verdict       |
        | yes      | to be avoided |
        | no       | recommended   |
        | unknown  | pending       |

    Scenario Outline: Denervation where the blood is thinned
      Given whose <drug> is <answer>
      When the low-back-pain pathway is followed
      Then radiofrequency denervation is <verdict>

      Examples:
        | drug                              | answer  | verdict         |
        | anticoagulant other than warfarin | yes     | to be avoided   |
        | warfarin                          | yes     | to be avoided   |
        | clopidogrel or similar            | yes     | to be avoided   |
        | clopidogrel or similar            | unknown | not recommended |
        | clopidogrel or similar            | no      | not recommended |

    Scenario Outline: Hands and needles in back pain
      Given who takes anticoagulant other than warfarin
      And whose trouble with needling is <trouble with needles>
      When the low-back-pain pathway is followed
      Then spinal manipulation is to be avoided because "low-force"
      And acupuncture is <acupuncture>

      Examples:
        | trouble with needles | acupuncture   |
        | no                   | recommended   |
        | yes                  | to be avoided |

    Scenario Outline: Muscle relaxants are for acute pain
      When the low-back-pain pathway is followed
      Then <drug> is to be avoided because "two to three weeks"
      And the action for <drug> is do not start

      Examples:
        | drug            |
        | muscle relaxant |
        | tizanidine      |

  Rule: Acute low back pain

    Background:
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is 2 weeks

    Scenario Outline: When massage is left alone
      Given whose <finding> is <answer>
      When the low-back-pain pathway is followed
      Then massage is <verdict>

      Examples:
        | finding                                    | answer  | verdict       |
        | deep vein thrombosis                       | yes     | to be avoided |
        | deep vein thrombosis                       | unknown | pending       |
        | deep vein thrombosis                       | no      | recommended   |
        | open wound on the back                     | yes     | to be avoided |
        | open wound on the back                     | unknown | pending       |
        | fracture, tumour or infection of the spine | yes     | to be avoided |
        | fracture, tumour or infection of the spine | unknown | pending       |
        | anticoagulant other than warfarin          | yes     | to be avoided |
        | warfarin                                   | unknown | pending       |

    Scenario Outline: A clinician may let massage begin all the same
      Given who has <finding>
      And for whom Dr Ada lifts "<rule>" because "gentle technique, away from the place"
      When the low-back-pain pathway is followed
      Then massage is recommended

      Examples:
        | finding                           | rule                      |
        | deep vein thrombosis              | massage.thrombosis        |
        | open wound on the back            | massage.wound_or_fracture |
        | anticoagulant other than warfarin | massage.anticoagulant     |
