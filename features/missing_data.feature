Feature: What is not known, and what sources say differently
  Unknown is never no: a treatment waits for what could forbid it, and only a reconciled list lets absence
  stand for no, as an assumption that is shown. Values grow old, sources differ, histories are not taken.
  Facts: RF-LOGIC-01, ASK-01 to ASK-14, K-RENAL-01, C-SURG-07; rules in docs/language.md (Unknown).

  Rule: Of somebody of whom little is known

    Scenario Outline: Nothing is known but the complaint
      Given a patient
      And whose leg pain is <leg pain>
      And who has low back pain
      When the <pathway> pathway is followed
      Then the outcome is needs information
      And nothing of kind drug is recommended
      And nothing of kind needle is recommended
      And nothing of kind manual is recommended
      And the first question is about new bladder or bowel trouble
      And nothing is assumed

      Examples:
        | pathway       | leg pain  |
        | sciatica      | radicular |
        | low-back-pain | none      |

    Scenario: Advice to stay active waits for no red flag and no list
      Given a man aged 45
      And whose leg pain is radicular
      And without previous spinal surgery
      And who has tried nothing so far
      And whose adequate relief is no
      When the sciatica pathway is followed
      Then education is recommended
      And exercise programme is pending
      And acupuncture is pending

    Scenario Outline: But whether the spine was operated on lately is asked
      Given a man aged 45
      And whose leg pain is <leg pain>
      And who has low back pain
      And whose symptom duration is 26 weeks
      And who has tried nothing so far
      And whose previous spinal surgery is <operated>
      When the <pathway> pathway is followed
      Then the outcome is needs information
      And exercise programme is pending
      And education is recommended
      And the questions include <question>

      Examples:
        | pathway                   | leg pain  | operated | question                             |
        | sciatica                  | radicular | unknown  | previous spinal surgery              |
        | sciatica                  | radicular | yes      | time since the last spinal operation |
        | low-back-pain             | none      | unknown  | previous spinal surgery              |
        | low-back-pain-nice        | none      | yes      | time since the last spinal operation |
        | chronic-low-back-pain-who | none      | yes      | time since the last spinal operation |

    Scenario Outline: Who belongs to which pathway
      Given a man aged 45
      And whose leg pain is <leg pain>
      And whose low back pain is <back pain>
      And whose red flags are all absent
      When the <pathway> pathway is followed
      Then the outcome is <outcome>

      Examples:
        | pathway       | leg pain     | back pain | outcome           |
        | sciatica      | radicular    | no        | needs information |
        | sciatica      | none         | yes       | not eligible      |
        | sciatica      | claudication | yes       | not eligible      |
        | sciatica      | unknown      | yes       | needs information |
        | low-back-pain | none         | yes       | needs information |
        | low-back-pain | referred     | yes       | needs information |
        | low-back-pain | none         | no        | not eligible      |
        | low-back-pain | none         | unknown   | needs information |
        | low-back-pain | radicular    | yes       | not eligible      |
        | low-back-pain | claudication | yes       | not eligible      |

    Scenario: Nobody gets bed rest for a back that does not hurt, nor any other advice of this pathway
      Given a man aged 45
      And whose leg pain is none
      And without low back pain
      And who wants bed rest
      When the low-back-pain pathway is followed
      Then bed rest is not listed

  Rule: Of somebody of whom nearly everything is known

    Background: a man of whom everything is known and nothing is wrong but what he has tried
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
        | wants drug      | no       |
        | opioid goals    | yes      |
        | opioid mme      | 0        |

    @nice-ng59.combined
    Scenario: A history that nobody took is not an empty one, in sciatica
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      When the sciatica pathway is followed
      Then the outcome is needs information
      And exercise programme is pending
      And NSAID is pending
      And nice-ng59.combined advises for multidisciplinary rehabilitation, unknown

    Scenario: The same in acute and severe sciatica
      Given whose leg pain is radicular
      And whose symptom duration is 8 weeks
      When the sciatica pathway is followed
      Then epidural steroid injection is pending
      And opioid is pending
      And nothing of kind injection is recommended

    Scenario Outline: The same in back pain
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is <duration>
      When the low-back-pain pathway is followed
      Then the outcome is needs information
      And NSAID is pending
      And nothing of kind drug is recommended

      Examples:
        | duration |
        | 2 weeks  |
        | 52 weeks |

    Scenario: What may be taken with an opioid is not known where nobody asked what is taken
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is 52 weeks
      And whose opioid dose in morphine equivalents is 50
      When the low-back-pain pathway is followed
      Then tramadol is pending
      And opioid is pending
      And naloxone is pending

    Scenario Outline: Before it is known whether the patient is an adult, nobody is sent on from step to step
      Given whose age is unknown
      And whose adequate relief is yes
      And whose wish for a drug now is yes
      And whose leg pain is <leg pain>
      And who has low back pain
      And whose symptom duration is <duration>
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried epidural steroid injection in 1 session without benefit
      And who tried duloxetine for 4 weeks without benefit
      And who tried tramadol for 2 weeks without benefit
      And who tried opioid for 1 week without benefit
      When the <pathway> pathway is followed
      Then the outcome is needs information
      And nothing of kind drug is recommended
      And nothing of kind surgery is recommended

      Examples:
        | pathway       | leg pain  | duration |
        | sciatica      | radicular | 8 weeks  |
        | low-back-pain | none      | 2 weeks  |
        | low-back-pain | none      | 52 weeks |

    Scenario: Whether the patient is 65 is not known where the age is not
      Given whose age is unknown
      And who takes opioid for another reason
      And whose leg pain is radicular
      And who has tried nothing so far
      When the sciatica pathway is followed
      Then the alert "overdose_risk" is unanswered

    Scenario Outline: A missing answer keeps its reason, and the treatment waits whatever it is
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      And who has tried nothing so far
      And whose bleeding disorder is unknown because <reason>
      When the sciatica pathway is followed
      Then acupuncture is pending
      And acupuncture waits for bleeding disorder
      And exercise programme is recommended

      Examples:
        | reason                    |
        | nobody asked              |
        | the patient does not know |
        | nothing is recorded       |
        | it could not be fetched   |

    Scenario Outline: Laboratory values grow old
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      And who tried exercise programme for 6 weeks without benefit
      And whose <value> is <result> on <day>
      When the sciatica pathway is followed on 2026-11-20
      Then <therapy> is <verdict>

      Examples: a year and a day
        | value                  | result | day        | therapy     | verdict     |
        | kidney function (eGFR) | 90     | 2025-11-20 | NSAID       | recommended |
        | kidney function (eGFR) | 90     | 2025-11-19 | NSAID       | pending     |
        | platelet count         | 250    | 2025-11-20 | acupuncture | recommended |
        | platelet count         | 250    | 2025-11-19 | acupuncture | pending     |

    Scenario Outline: An INR counts for a week
      Given whose leg pain is radicular
      And whose symptom duration is 8 weeks
      And who takes warfarin
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And whose INR is 1.1 on <day>
      When the sciatica pathway is followed on 2026-11-20
      Then epidural steroid injection is <verdict>

      Examples:
        | day        | verdict     |
        | 2026-11-13 | recommended |
        | 2026-11-12 | pending     |

    Scenario Outline: Answers about red flags count on the day they are given, and no longer
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      And who has tried nothing so far
      When the sciatica pathway is followed on <day>
      Then exercise programme is <verdict>

      Examples:
        | day        | verdict     |
        | 2026-11-20 | recommended |
        | 2026-11-21 | pending     |

    Scenario Outline: A scan that is half a year old is asked about again
      Given whose leg pain is radicular
      And whose symptom duration is 30 weeks
      And whose wish to consider surgery is yes
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And whose disc imaging is concordant on <day>
      When the sciatica pathway is followed on 2026-11-20
      Then discectomy is <verdict>

      Examples: 26 weeks and a day
        | day        | verdict     |
        | 2026-05-22 | recommended |
        | 2026-05-21 | pending     |

    Scenario Outline: Where sources differ, the more dangerous answer counts
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      And who tried exercise programme for 6 weeks without benefit
      And whose <finding> is <GP record> according to the GP record
      And whose <finding> is <laboratory> according to the laboratory
      When the sciatica pathway is followed
      Then NSAID is <verdict>
      And the questions include <finding>

      Examples:
        | finding                | GP record | laboratory | verdict         |
        | kidney function (eGFR) | 90        | 25         | contraindicated |
        | kidney function (eGFR) | 25        | 90         | contraindicated |
        | platelet count         | 250       | 40         | to be avoided   |
        | bleeding disorder      | yes       | no         | to be avoided   |

    Scenario Outline: Where sources differ on the complaint, nobody is treated by guesswork
      Given whose leg pain is <GP record> according to the GP record
      And whose leg pain is <patient> according to the patient
      And whose symptom duration is 26 weeks
      And who has tried nothing so far
      When the sciatica pathway is followed
      Then the outcome is needs information
      And the questions include leg pain

      Examples:
        | GP record | patient      |
        | radicular | none         |
        | radicular | claudication |

    Scenario Outline: Absence stands for no only where a list is reconciled, and never for these
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      And who tried exercise programme for 6 weeks without benefit
      When the sciatica pathway is followed <how>
      Then NSAID is <NSAID>

      Examples:
        | how           | NSAID       |
        | on 2026-11-20 | recommended |
        | strictly      | pending     |

    Scenario: With no list reconciled an NSAID waits for what is on none
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      And who tried exercise programme for 6 weeks without benefit
      And with nothing else known
      When the sciatica pathway is followed
      Then NSAID is pending
      And NSAID waits for heart failure
      And acupuncture is pending
      And the advice assumes no previous spinal surgery

    Scenario: Over 65 heart failure that nobody has asked about keeps an NSAID waiting
      Given whose leg pain is radicular
      And whose symptom duration is 26 weeks
      And whose age is 66
      And who tried exercise programme for 6 weeks without benefit
      And who was not asked about heart failure
      When the sciatica pathway is followed
      Then NSAID is pending
      And NSAID waits for heart failure

    Scenario: The mood and the risk of lasting disability are asked at the first step and hold nothing up
      Given whose leg pain is radicular
      And whose symptom duration is 5 weeks
      And whose mood screen is unknown
      And whose startback total is unknown
      And who has tried nothing so far
      When the sciatica pathway is followed
      Then exercise programme is recommended
      And the questions include mood screening score (PHQ-2)
      And the questions include STarT Back total

    Scenario: Diabetes can look like sciatica; that is noted and changes no step
      Given whose leg pain is radicular
      And whose symptom duration is 5 weeks
      And who has diabetes
      And without poorly controlled diabetes
      And who has tried nothing so far
      When the sciatica pathway is followed
      Then exactly these are recommended:
        | education           |
        | exercise programme  |
        | spinal manipulation |
