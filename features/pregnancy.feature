Feature: Pregnancy, week by week
  What changes in pregnancy. An NSAID is given with care up to the 19th week, avoided from the 20th on and
  forbidden from the 30th on; the pathways begin no opioid, muscle relaxant, gabapentinoid or duloxetine in
  pregnancy; an epidural injection, which is guided by X-rays, is not given; needles are for those trained
  for it. Pregnancy is asked of everybody from 12 to 55 who was not recorded male at birth. Facts:
  C-NSAID-08, C-PREG-01, C-ESI-10, C-ACU-06, C-GABA-04, G-CDC22-14, G-CMS-01, K-ACUPREG-01, ASK-05.

  Background: a woman of whom everything is known and nothing is wrong
    Given a woman aged 31
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

  Rule: Sciatica

    Background:
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks

    Scenario Outline: An NSAID by the week of pregnancy
      Given who is pregnant
      And whose weeks of pregnancy is <week>
      And who tried exercise programme for 6 weeks without benefit
      When the sciatica pathway is followed
      Then NSAID is <verdict>
      And the action for NSAID is <action>

      Examples:
        | week | verdict         | action       |
        | 19   | recommended     | start        |
        | 20   | to be avoided   | do not start |
        | 21   | to be avoided   | do not start |
        | 29   | to be avoided   | do not start |
        | 30   | contraindicated | do not start |
        | 31   | contraindicated | do not start |

    Scenario Outline: An NSAID that is taken, by the week of pregnancy
      Given who is pregnant
      And whose weeks of pregnancy is <week>
      And who takes NSAID for 2 weeks
      When the sciatica pathway is followed
      Then the action for NSAID is <action>

      Examples:
        | week | action   |
        | 19   | continue |
        | 20   | stop     |
        | 30   | stop     |

    Scenario: Before the 20th week an NSAID is begun only with care
      Given who is pregnant
      And whose weeks of pregnancy is 19
      And who tried exercise programme for 6 weeks without benefit
      When the sciatica pathway is followed
      Then NSAID is recommended
      And a caution for NSAID says "must end by then"

    Scenario Outline: Days count from the day the pregnancy is counted from
      Given who is pregnant
      And whose start of pregnancy is <first day>
      And who tried exercise programme for 6 weeks without benefit
      When the sciatica pathway is followed on 2026-11-20
      Then NSAID is <verdict>
      And the questions do not include weeks of pregnancy

      Examples: 139 and 140 days, 209 and 210 days before
        | first day  | verdict         |
        | 2026-07-04 | recommended     |
        | 2026-07-03 | to be avoided   |
        | 2026-04-25 | to be avoided   |
        | 2026-04-24 | contraindicated |

    Scenario: A clinician may agree to an NSAID in mid pregnancy, but never in late pregnancy
      Given who is pregnant
      And whose weeks of pregnancy is 22
      And who tried exercise programme for 6 weeks without benefit
      And for whom Dr Ada lifts "nsaid.mid_pregnancy" because "essential, two days, agreed with obstetrics"
      When the sciatica pathway is followed
      Then NSAID is recommended

    Scenario: Late pregnancy is not lifted with it
      Given who is pregnant
      And whose weeks of pregnancy is 30
      And who tried exercise programme for 6 weeks without benefit
      And for whom Dr Ada lifts "nsaid.mid_pregnancy" because "essential, two days, agreed with obstetrics"
      When the sciatica pathway is followed
      Then NSAID is contraindicated because "unborn child"

    Scenario Outline: What is not known of a pregnancy is asked before an NSAID
      Given whose pregnancy is <pregnant>
      And whose weeks of pregnancy is <week>
      And who tried exercise programme for 6 weeks without benefit
      When the sciatica pathway is followed
      Then NSAID is <verdict>

      Examples:
        | pregnant | week    | verdict     |
        | no       | unknown | recommended |
        | no       | 10      | recommended |
        | no       | 31      | recommended |
        | yes      | unknown | pending     |
        | unknown  | unknown | pending     |

    Scenario Outline: Of whom pregnancy is asked
      Given <who>
      And who tried exercise programme for 6 weeks without benefit
      And whose leg pain is radicular
      When the sciatica pathway is followed
      Then NSAID is <verdict>

      Examples:
        | who             | verdict     |
        | a woman aged 55 | pending     |
        | a woman aged 56 | recommended |
        | a man aged 31   | recommended |

    Scenario: A patient whose sex was not recorded as female or male is asked
      Given a patient aged 31, other
      And who tried exercise programme for 6 weeks without benefit
      When the sciatica pathway is followed
      Then NSAID is pending
      And NSAID waits for pregnancy

    Scenario Outline: Needles in pregnancy
      Given who wants electroacupuncture
      And who has tried nothing so far
      And whose pregnancy is <pregnant>
      When the sciatica pathway is followed
      Then acupuncture is recommended
      And electroacupuncture is not indicated

      Examples:
        | pregnant |
        | no       |
        | unknown  |

    Scenario: Needles in pregnancy are for those trained for it
      Given who is pregnant
      And who has tried nothing so far
      When the sciatica pathway is followed
      Then acupuncture is recommended
      And a caution for acupuncture says "trained for it"

    Scenario: The same care for needles with a current
      Given who is pregnant
      And who has been having electroacupuncture for 2 weeks
      When the sciatica pathway is followed
      Then electroacupuncture is ongoing
      And a caution for electroacupuncture says "trained for it"

    Scenario Outline: No epidural injection in pregnancy, nor while it is possible
      Given whose symptom duration is 8 weeks
      And whose pregnancy is <pregnant>
      And whose weeks of pregnancy is 12
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      When the sciatica pathway is followed
      Then epidural steroid injection is <verdict>
      And lumbar MRI is <scan>

      Examples:
        | pregnant | verdict         | scan        |
        | yes      | contraindicated | later       |
        | no       | recommended     | recommended |
        | unknown  | pending         | pending     |

    Scenario Outline: No opioid is begun in pregnancy
      Given whose symptom duration is 8 weeks
      And whose pregnancy is <pregnant>
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried epidural steroid injection in 1 session without benefit
      When the sciatica pathway is followed
      Then opioid is <verdict>

      Examples:
        | pregnant | verdict       |
        | yes      | to be avoided |
        | no       | recommended   |
        | unknown  | pending       |

    Scenario: A clinician may agree with the obstetrician to begin an opioid
      Given whose symptom duration is 8 weeks
      And who is pregnant
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried epidural steroid injection in 1 session without benefit
      And for whom Dr Ada lifts "opioid.pregnancy" because "agreed with obstetrics, three days"
      When the sciatica pathway is followed
      Then opioid is recommended

    Scenario: An opioid that is taken is not reduced in pregnancy without a specialist
      Given who is pregnant
      And who takes opioid for 6 weeks
      When the sciatica pathway is followed
      Then a caution for opioid says "ask a specialist before"
      And the action for opioid is taper

    Scenario: Gabapentin is not begun in pregnancy
      Given who is pregnant
      And who has tried nothing so far
      When the sciatica pathway is followed
      Then gabapentin is to be avoided because "obstetric advice"

    Scenario: Gabapentin that is taken is changed only with the obstetrician
      Given who is pregnant
      And who takes gabapentin for 8 weeks
      When the sciatica pathway is followed
      Then gabapentin is not recommended
      And the action for gabapentin is taper
      And a caution for gabapentin says "Ask the obstetrician"

  Rule: Low back pain

    Background:
      Given whose leg pain is none
      And who has low back pain

    Scenario Outline: Muscle relaxants are not begun in pregnancy
      Given whose symptom duration is 2 weeks
      And whose pregnancy is <pregnant>
      And who has tried nothing so far
      When the low-back-pain pathway is followed
      Then muscle relaxant is <verdict>
      And tizanidine is <verdict>

      Examples:
        | pregnant | verdict       |
        | yes      | to be avoided |
        | no       | recommended   |
        | unknown  | pending       |

    Scenario Outline: A muscle relaxant that is taken goes on until the obstetrician is asked
      Given whose symptom duration is 2 weeks
      And who is pregnant
      And who takes <relaxant> for 1 week
      When the low-back-pain pathway is followed
      Then <relaxant> is ongoing
      And the action for <relaxant> is continue

      Examples:
        | relaxant        |
        | muscle relaxant |
        | tizanidine      |

    Scenario Outline: Second drugs are not begun in pregnancy
      Given whose symptom duration is 52 weeks
      And whose pregnancy is <pregnant>
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And whose uncontrolled hypertension is no
      When the low-back-pain pathway is followed
      Then duloxetine is <duloxetine>
      And tramadol is <tramadol>

      Examples:
        | pregnant | duloxetine    | tramadol      |
        | yes      | to be avoided | to be avoided |
        | no       | recommended   | later         |
        | unknown  | pending       | pending       |

    Scenario Outline: A clinician may agree with the obstetrician to begin one
      Given whose symptom duration is 52 weeks
      And who is pregnant
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And for whom Dr Ada lifts "<drug>.pregnancy" because "agreed with obstetrics"
      And whose uncontrolled hypertension is no
      When the low-back-pain pathway is followed
      Then <drug> is recommended

      Examples:
        | drug       |
        | duloxetine |
        | tramadol   |

    Scenario: Duloxetine that is taken goes on until the obstetrician is asked
      Given whose symptom duration is 52 weeks
      And who is pregnant
      And who takes duloxetine for 6 weeks
      And whose uncontrolled hypertension is no
      When the low-back-pain pathway is followed
      Then duloxetine is ongoing
      And the action for duloxetine is continue

    Scenario: Tramadol that is taken is not reduced in pregnancy without a specialist
      Given whose symptom duration is 52 weeks
      And who is pregnant
      And who takes tramadol for 6 weeks
      When the low-back-pain pathway is followed
      Then tramadol is ongoing
      And a caution for tramadol says "ask a specialist before"

    Scenario Outline: Heat, massage and education stay open in pregnancy
      Given whose symptom duration is 2 weeks
      And who is pregnant
      And who has tried nothing so far
      When the low-back-pain pathway is followed
      Then <therapy> is recommended

      Examples:
        | therapy          |
        | education        |
        | superficial heat |
        | massage          |

    @cms-ncd.acupuncture
    Scenario Outline: US Medicare pays for no acupuncture in pregnancy
      Given whose symptom duration is 26 weeks
      And whose pregnancy is <pregnant>
      And who has tried nothing so far
      When the low-back-pain pathway is followed
      Then cms-ncd.acupuncture advises for acupuncture, <applies>
      And acupuncture is recommended

      Examples:
        | pregnant | applies                |
        | no       | directly               |
        | yes      | outside its population |
        | unknown  | unknown                |

  Rule: A thrust in pregnancy

    Scenario Outline: Only gently, and not at all in the last months
      Given who has tried nothing so far
      Given a woman aged 30
      And who is pregnant
      And whose gestation is <weeks> weeks
      And whose leg pain is none
      And who has low back pain
      And whose symptom duration is 6 weeks
      When the low-back-pain pathway is followed
      Then spinal manipulation is <verdict>
      And a caution for spinal manipulation says "gentle techniques"

      Examples:
        | weeks | verdict         |
        | 27    | recommended     |
        | 28    | contraindicated |
        | 36    | contraindicated |

  Rule: No drug is begun before the obstetric team was asked, whichever pathway is followed (C-PREG-01)

    Background:
      Given a woman aged 30
      And who is pregnant
      And who has low back pain
      And whose leg pain is none
      And whose red flags are all absent
      And whose problem list, medicines and allergies are reconciled
      And without a bleeding disorder
      And whose symptom duration is 26 weeks
      And whose gestation is 24 weeks
      And who has tried nothing so far

    Scenario: In chronic back pain all that is left is care without drugs
      When the low-back-pain pathway is followed
      Then exactly these are recommended:
        | education                           |
        | exercise programme                  |
        | spinal manipulation                 |
        | acupuncture                         |
        | tai chi                             |
        | yoga                                |
        | motor control exercise              |
        | multidisciplinary rehabilitation    |
        | mindfulness-based stress reduction  |
        | cognitive behavioural therapy       |

    Scenario: By the WHO as well
      When the chronic-low-back-pain-who pathway is followed
      Then exactly these are recommended:
        | education                     |
        | exercise programme            |
        | acupuncture                   |
        | electroacupuncture            |
        | spinal manipulation           |
        | massage                       |
        | cognitive behavioural therapy |
