Feature: What is avoided unless a clinician says why
  Every rule that says *avoid*, for a patient for whom the treatment would otherwise be due: where it holds,
  the treatment is not started; where nobody has asked, it waits; where a clinician lifts the rule with a
  reason, it is given again. Facts: 3.2 to 3.11; thresholds of laboratory values stand in
  boundaries.feature, drugs taken together in drugs.feature, pregnancy in pregnancy.feature.

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

  Rule: Without drugs in chronic sciatica

    Background:
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks

    Scenario Outline: Needles and an INR above its range, or a patient who cannot bear them
      Given who takes warfarin
      And whose INR above the target range is <INR too high>
      And whose trouble with needling is <trouble with needles>
      When the sciatica pathway is followed
      Then acupuncture is <verdict>

      Examples:
        | INR too high | trouble with needles | verdict       |
        | no           | no                   | recommended   |
        | yes          | no                   | to be avoided |
        | no           | yes                  | to be avoided |
        | unknown      | no                   | pending       |
        | no           | unknown              | pending       |

    Scenario Outline: The same rules hold for needling with a current
      Given who wants electroacupuncture
      And who takes warfarin
      And whose INR above the target range is <INR too high>
      And whose trouble with needling is <trouble with needles>
      When the sciatica pathway is followed
      Then electroacupuncture is <verdict>

      Examples:
        | INR too high | trouble with needles | verdict       |
        | no           | no                   | not indicated |
        | yes          | no                   | to be avoided |
        | no           | yes                  | to be avoided |

    Scenario Outline: A clinician who lifts such a rule may offer needles again
      Given who takes warfarin
      And whose INR above the target range is <INR too high>
      And whose trouble with needling is <trouble with needles>
      And for whom Dr Ada lifts "<rule>" because "talked through with the patient"
      When the sciatica pathway is followed
      Then acupuncture is recommended
      And the action for acupuncture is start

      Examples:
        | INR too high | trouble with needles | rule                               |
        | yes          | no                   | acupuncture.inr_above_range        |
        | no           | yes                  | acupuncture.needling_not_tolerated |

    Scenario: The reason of one rule does not lift another
      Given who takes warfarin
      And who has INR above the target range
      And who has trouble with needling
      And for whom Dr Ada lifts "acupuncture.inr_above_range" because "talked through with the patient"
      When the sciatica pathway is followed
      Then acupuncture is to be avoided because "fear of needles"

    Scenario Outline: A stiff spine or a thinned blood is not thrust
      Given whose <finding> is <answer>
      When the sciatica pathway is followed
      Then spinal manipulation is <verdict>

      Examples:
        | finding                           | answer  | verdict       |
        | inflamed or fused spine           | yes     | to be avoided |
        | inflamed or fused spine           | unknown | pending       |
        | inflamed or fused spine           | no      | recommended   |
        | anticoagulant other than warfarin | yes     | to be avoided |
        | anticoagulant other than warfarin | unknown | pending       |

    Scenario Outline: A clinician who lifts the rule may offer manipulation
      Given who has <finding>
      And for whom Dr Ada lifts "<rule>" because "gentle technique agreed"
      When the sciatica pathway is followed
      Then spinal manipulation is recommended

      Examples:
        | finding                           | rule                              |
        | inflamed or fused spine           | spinal_manipulation.stiff_spine   |
        | anticoagulant other than warfarin | spinal_manipulation.anticoagulant |

    Scenario: Long use of corticosteroids stays a reason against thrusts when the alert is dealt with
      Given who takes long-term corticosteroids
      When the sciatica pathway is followed
      Then spinal manipulation is to be avoided because "steroid use"
      And a within 2 weeks alert "steroid_fracture" is raised

    Scenario Outline: Exercise is put off while the heart is unstable or the spine is broken
      Given whose <finding> is <answer>
      When the sciatica pathway is followed
      Then exercise programme is <verdict>

      Examples:
        | finding                                    | answer  | verdict       |
        | unstable heart disease                     | yes     | to be avoided |
        | unstable heart disease                     | unknown | pending       |
        | unstable heart disease                     | no      | recommended   |
        | fracture, tumour or infection of the spine | yes     | to be avoided |
        | fracture, tumour or infection of the spine | unknown | pending       |
        | fever or rigors                            | yes     | to be avoided |
        | fever or rigors                            | unknown | pending       |

    Scenario Outline: A clinician may let exercise begin all the same
      Given who has <finding>
      And for whom Dr Ada lifts "<rule>" because "cleared by the specialist"
      When the sciatica pathway is followed
      Then exercise programme is recommended

      Examples:
        | finding                                    | rule                               |
        | unstable heart disease                     | exercise_program.unstable_heart    |
        | fracture, tumour or infection of the spine | exercise_program.fracture_or_fever |

    Scenario Outline: What must go together with exercise is avoided where exercise is
      Given who has unstable heart disease
      And with:
        | startback total    | 6 |
        | startback distress | 4 |
      When the sciatica pathway is followed
      Then <therapy> is to be avoided because "exercise programme"

      Examples:
        | therapy                       |
        | cognitive behavioural therapy |
        | spinal manipulation           |

    Scenario: Rehabilitation is exercise, too
      Given who has unstable heart disease
      And with:
        | startback total    | 6 |
        | startback distress | 4 |
      When the sciatica pathway is followed
      Then multidisciplinary rehabilitation is to be avoided because "unstable heart"
      And nothing of kind exercise is recommended

    Scenario Outline: Bed rest is never the advice, whoever asks for it
      Given who wants bed rest
      And whose low back pain is <back pain>
      And whose leg pain is <leg pain>
      When the <pathway> pathway is followed
      Then bed rest is to be avoided because "keep up normal activity"
      And the action for bed rest is do not start

      Examples:
        | pathway       | leg pain  | back pain |
        | sciatica      | radicular | no        |
        | sciatica      | radicular | unknown   |
        | low-back-pain | referred  | yes       |
        | low-back-pain | none      | yes       |

    @acp-aps-2007.5_rest
    Scenario: Somebody who lies in bed is told to get up
      Given who has been doing bed rest for 1 week
      And who has low back pain
      When the sciatica pathway is followed
      Then bed rest is to be avoided
      And the action for bed rest is stop
      And acp-aps-2007.5_rest advises against bed rest, directly

    Scenario: Nothing is said of bed rest before the complaint is known
      Given whose leg pain is unknown
      And whose low back pain is unknown
      And who wants bed rest
      When the low-back-pain pathway is followed
      Then bed rest is not indicated
      And bed rest waits for low back pain

  Rule: An NSAID where exercise has not helped chronic sciatica

    Background:
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      And who tried exercise programme for 6 weeks without benefit

    Scenario Outline: Illnesses in which an NSAID is avoided
      Given who has <illness>
      And with:
        | severe heart failure           | no |
        | recent coronary bypass surgery | no |
        | recent heart attack            | no |
      When the sciatica pathway is followed
      Then NSAID is to be avoided because "<reason>"
      And the action for NSAID is do not start

      Examples:
        | illness                           | reason         |
        | a bleeding disorder               | haematologist  |
        | past bleeding or perforated ulcer | ulcer          |
        | heart failure                     | heart failure  |
        | cardiovascular disease            | heart attack   |
        | loss of fluid                     | short of fluid |
        | cirrhosis                         | cirrhosis      |

    Scenario Outline: Nobody has asked about such an illness
      Given who was not asked about <illness>
      When the sciatica pathway is followed
      Then NSAID is pending
      And NSAID waits for <illness>

      Examples:
        | illness                           |
        | bleeding disorder                 |
        | past bleeding or perforated ulcer |
        | heart failure                     |
        | cardiovascular disease            |
        | loss of fluid                     |
        | cirrhosis                         |
        | platelets                         |

    Scenario Outline: A clinician may lift the rule, with a reason
      Given who has <illness>
      And with:
        | severe heart failure           | no |
        | recent coronary bypass surgery | no |
      And for whom Dr Ada lifts "<rule>" because "a short course was agreed with the specialist"
      When the sciatica pathway is followed
      Then NSAID is recommended
      And the action for NSAID is start

      Examples:
        | illness                           | rule                    |
        | a bleeding disorder               | nsaid.bleeding_disorder |
        | past bleeding or perforated ulcer | nsaid.past_ulcer        |
        | heart failure                     | nsaid.heart_failure     |
        | cardiovascular disease            | nsaid.cardiovascular    |
        | loss of fluid                     | nsaid.fluid_loss        |
        | cirrhosis                         | nsaid.cirrhosis         |

    Scenario: An NSAID that is taken in spite of an old ulcer is stopped
      Given who takes NSAID for 2 weeks
      And who has past bleeding or perforated ulcer
      When the sciatica pathway is followed
      Then NSAID is to be avoided
      And the action for NSAID is stop

    Scenario: With an old ulcer an NSAID is given only with a PPI, even where a clinician lifts the rule
      Given who has past bleeding or perforated ulcer
      And for whom Dr Ada lifts "nsaid.past_ulcer" because "gastroenterology agreed"
      And for whom PPI is not available
      When the sciatica pathway is followed
      Then NSAID is to be avoided because "stomach protection"

  Rule: An epidural injection in acute and severe sciatica

    Background:
      Given whose leg pain is radicular
      And whose symptom duration is 8 weeks
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit

    Scenario Outline: What puts an epidural injection off, unless it is agreed
      Given whose <finding> is <answer>
      And whose diabetes is <diabetes>
      When the sciatica pathway is followed
      Then epidural steroid injection is <verdict>

      Examples:
        | finding                           | answer  | diabetes | verdict       |
        | anticoagulant other than warfarin | yes     | no       | to be avoided |
        | anticoagulant other than warfarin | unknown | no       | pending       |
        | clopidogrel or similar            | yes     | no       | to be avoided |
        | clopidogrel or similar            | unknown | no       | pending       |
        | poorly controlled diabetes        | yes     | yes      | to be avoided |
        | poorly controlled diabetes        | no      | yes      | recommended   |
        | poorly controlled diabetes        | unknown | yes      | pending       |
        | poorly controlled diabetes        | unknown | unknown  | pending       |

    Scenario Outline: What the prescriber or the clinician agrees to makes the injection possible
      Given who has <finding>
      And who has diabetes
      And whose poorly controlled diabetes is <poorly controlled>
      And for whom Dr Ada lifts "<rule>" because "agreed with the prescriber"
      When the sciatica pathway is followed
      Then epidural steroid injection is recommended

      Examples:
        | finding                           | poorly controlled | rule                                                     |
        | anticoagulant other than warfarin | no                | epidural_steroid_injection.anticoagulant_or_antiplatelet |
        | clopidogrel or similar            | no                | epidural_steroid_injection.anticoagulant_or_antiplatelet |
        | diabetes                          | yes               | epidural_steroid_injection.poorly_controlled_diabetes    |

  Rule: Surgery

    Scenario Outline: An operation and a bleeding disorder
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      And with:
        | disc imaging  | concordant |
        | wants surgery | yes        |
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And whose bleeding disorder is <bleeding disorder>
      When the sciatica pathway is followed
      Then discectomy is <verdict>
      And the action for discectomy is <action>

      Examples:
        | bleeding disorder | verdict       | action       |
        | no                | recommended   | start        |
        | yes               | to be avoided | do not start |
        | unknown           | pending       | ask first    |

    Scenario Outline: There is nothing to decompress in back pain without a nerve root
      Given who wants discectomy
      And whose leg pain is <leg pain>
      And who has low back pain
      And whose symptom duration is 26 weeks
      When the low-back-pain pathway is followed
      Then discectomy is <verdict>

      Examples:
        | leg pain | verdict       |
        | none     | to be avoided |
        | referred | to be avoided |
        | unknown  | not indicated |
