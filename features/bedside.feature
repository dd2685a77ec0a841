Feature: What a clinician does first
  Harmless care waits for nothing that would not change it; what is asked is what decides; nobody is told to start
  ten things at once. Facts: G-NICE-04, G-ACP17-1, G-ACP17-7, C-SURG-03, TC-SURG-01, K-APAP-01, ASK-07, ASK-14.

  Background: a man who came with nothing but his complaint, and was asked the red flags
    Given a man aged 45
    And who has low back pain
    And whose leg pain is none
    And whose red flags are all absent
    And whose symptom duration is 1 week
    And who has tried nothing so far

  Rule: Back pain of a few days

    Scenario: Advice and heat are begun, before any list was gone through
      When the low-back-pain pathway is followed
      Then the outcome is advice
      And education is recommended
      And superficial heat is recommended
      And the action for superficial heat is start
      And the questions do not include enough relief for now
      And the questions do not include platelet count
      And the questions do not include kidney function (eGFR)
      And the questions do not include previous spinal surgery
      And the advice assumes no enough relief for now
      And the advice assumes no previous spinal surgery

    Scenario: Hands and needles are a choice, and one line
      Given whose problem list, medicines and allergies are reconciled
      And without a bleeding disorder
      When the low-back-pain pathway is followed
      Then the action for massage is choose
      And the action for spinal manipulation is choose
      And the action for acupuncture is choose

    Scenario Outline: Relief is asked of those whom something helped
      Given whose problem list, medicines and allergies are reconciled
      And without a bleeding disorder
      And who has been having superficial heat for 1 week, so far <how>
      When the low-back-pain pathway is followed
      Then superficial heat is ongoing
      And the questions <ask> enough relief for now

      Examples:
        | how             | ask            |
        | with benefit    | include        |
        | without benefit | do not include |

    Scenario: Pain that was eased enough is not treated on
      Given whose problem list, medicines and allergies are reconciled
      And without a bleeding disorder
      And who has adequate relief
      When the low-back-pain pathway is followed
      Then massage is later
      And education is recommended

    Scenario Outline: Paracetamol where an NSAID is unsafe, and nowhere else
      Given whose problem list, medicines and allergies are reconciled
      And without a bleeding disorder
      And whose wish for a drug now is yes
      And <told>
      When the low-back-pain pathway is followed
      Then NSAID is <NSAID>
      And paracetamol is <paracetamol>

      Examples:
        | told                                  | NSAID           | paracetamol   |
        | without warfarin                      | recommended     | not indicated |
        | who takes warfarin                    | to be avoided   | recommended   |
        | who has active ulcer or bleeding      | contraindicated | recommended   |
        | who has a bleeding disorder           | to be avoided   | recommended   |
        | who has past bleeding or perforated ulcer | to be avoided | recommended   |
        | whose platelet count is 49            | to be avoided   | recommended   |
        | whose platelet count is 50            | recommended     | not indicated |
        | who has heart failure                 | to be avoided   | recommended   |
        | who has cirrhosis                     | to be avoided   | recommended   |
        | who takes anticoagulant other than warfarin | to be avoided | recommended |
        | who has cardiovascular disease        | to be avoided   | recommended   |
        | who takes lithium                     | to be avoided   | recommended   |
        | who has loss of fluid                 | to be avoided   | recommended   |
        | who tried NSAID for 1 week and stopped for side effects | tried | recommended |

    Scenario Outline: What strains the kidneys rules an NSAID out together
      Given whose problem list, medicines and allergies are reconciled
      And without a bleeding disorder
      And whose wish for a drug now is yes
      And whose ACE inhibitor or ARB is <ACE or ARB>
      And whose diuretic is <diuretic>
      And whose egfr is <eGFR>
      When the low-back-pain pathway is followed
      Then paracetamol is <paracetamol>

      Examples:
        | ACE or ARB | diuretic | eGFR | paracetamol   |
        | yes        | yes      | 90   | recommended   |
        | yes        | no       | 59   | recommended   |
        | no         | yes      | 59   | recommended   |
        | yes        | no       | 60   | not indicated |
        | no         | yes      | 60   | not indicated |
        | no         | no       | 59   | not indicated |
        | unknown    | yes      | 60   | pending       |
        | yes        | unknown  | 60   | pending       |

    Scenario Outline: An NSAID is ruled out by half a pregnancy
      Given a woman aged 32
      And who has low back pain
      And whose leg pain is none
      And whose red flags are all absent
      And whose symptom duration is 1 week
      And who has tried nothing so far
      And whose problem list, medicines and allergies are reconciled
      And without a bleeding disorder
      And whose wish for a drug now is yes
      And whose pregnancy is <pregnant>
      And whose weeks of pregnancy is <weeks>
      And whose platelets is 250
      And whose egfr is 90
      When the low-back-pain pathway is followed
      Then paracetamol is <paracetamol>

      Examples:
        | pregnant | weeks | paracetamol   |
        | yes      | 20    | recommended   |
        | yes      | 19    | not indicated |
        | no       | 20    | not indicated |
        | unknown  | 20    | pending       |

    Scenario Outline: Who takes a drug for it is not asked whether one is wanted
      Given whose problem list, medicines and allergies are reconciled
      And without a bleeding disorder
      And who takes <drug> for 1 week
      When the low-back-pain pathway is followed
      Then the questions do not include wish for a drug now
      And the patient is at First drug in acute and subacute pain

      Examples:
        | drug            |
        | NSAID           |
        | muscle relaxant |
        | tizanidine      |
        | paracetamol     |

    Scenario: No fallback before a drug is wanted
      Given whose problem list, medicines and allergies are reconciled
      And without a bleeding disorder
      And without wish for a drug now
      And who takes warfarin
      When the low-back-pain pathway is followed
      Then paracetamol is later

    Scenario Outline: An ill liver bears no paracetamol that is taken or asked for either
      Given whose leg pain is radicular
      And whose problem list, medicines and allergies are reconciled
      And who has been taking paracetamol for 1 week
      And who has severe liver failure
      When the <pathway> pathway is followed
      Then paracetamol is to be avoided

      Examples:
        | pathway            |
        | sciatica           |
        | low-back-pain-nice |

    Scenario: Paracetamol by a clinician's word where the liver fails
      Given whose problem list, medicines and allergies are reconciled
      And without a bleeding disorder
      And whose wish for a drug now is yes
      And who has severe liver failure
      When the low-back-pain pathway is followed
      Then paracetamol is to be avoided

    Scenario Outline: Exercise waits for no word on relief where the pain lasts, and in pregnancy
      Given a woman aged 32
      And who has low back pain
      And whose leg pain is none
      And whose red flags are all absent
      And whose problem list, medicines and allergies are reconciled
      And whose symptom duration is <weeks> weeks
      And whose pregnancy is <pregnant>
      And who tried massage for 4 weeks and it helped
      And whose adequate relief is unknown
      When the low-back-pain pathway is followed
      Then exercise programme is <exercise>

      Examples:
        | weeks | pregnant | exercise    |
        | 26    | no       | recommended |
        | 26    | yes      | recommended |
        | 5     | yes      | recommended |
        | 5     | no       | pending     |

    Scenario: Exercise beside the rest, in pregnancy also while the pain is new
      Given a woman aged 32
      And who has low back pain
      And whose leg pain is none
      And whose red flags are all absent
      And whose symptom duration is 5 weeks
      And who has pregnancy
      And who has been taking NSAID for 1 week, so far with benefit
      When the low-back-pain pathway is followed
      Then exercise programme is recommended

  Rule: What is tested, and in whom

    Scenario Outline: A blood count and the kidneys are asked of those with a reason
      Given whose problem list, medicines and allergies are reconciled
      And without a bleeding disorder
      And whose wish for a drug now is yes
      And <told>
      When the low-back-pain pathway is followed
      Then the questions <platelets> platelet count
      And the questions <kidneys> kidney function (eGFR)

      Examples:
        | told                             | platelets      | kidneys        |
        | whose age is 45                  | do not include | do not include |
        | whose age is 65                  | do not include | include        |
        | who has diabetes                 | do not include | include        |
        | who has kidney disease           | do not include | include        |
        | who takes ACE inhibitor or ARB   | do not include | include        |
        | who has immunosuppression        | include        | include        |
        | who has heavy drinking           | include        | do not include |

    Scenario Outline: From 75 years on an ill heart is asked about before exercise
      Given whose age is <age>
      And whose symptom duration is 26 weeks
      And whose <illness> is <value>
      When the low-back-pain pathway is followed
      Then exercise programme is <exercise>

      Examples:
        | age | illness                                | value   | exercise    |
        | 74  | heart failure                          | yes     | recommended |
        | 74  | heart failure                          | unknown | recommended |
        | 75  | heart failure                          | yes     | pending     |
        | 75  | heart failure                          | unknown | pending     |
        | 75  | cardiovascular disease                 | yes     | pending     |
        | 75  | cardiovascular disease                 | unknown | pending     |
        | 75  | disorder of heart rhythm or conduction | yes     | pending     |
        | 75  | disorder of heart rhythm or conduction | unknown | pending     |

  Rule: Sciatica

    Background:
      Given whose leg pain is radicular
      And whose problem list, medicines and allergies are reconciled
      And without a bleeding disorder

    Scenario Outline: A drug that is wanted waits for no trial to fail
      Given whose wish for a drug now is <wanted>
      When the sciatica pathway is followed
      Then NSAID is <NSAID>

      Examples:
        | wanted | NSAID       |
        | yes    | recommended |
        | no     | later       |

    Scenario Outline: From six weeks on, severe or growing pain and the wish for an operation bring the surgeon
      Given with:
        | symptom duration | <weeks>    |
        | baseline pain    | <before>   |
        | wants surgery    | <wanted>   |
        | disc imaging     | <scan>     |
        | wants drug       | no         |
      And whose pain score is <now>
      When the sciatica pathway is followed
      Then surgical opinion is <surgeon>
      And lumbar MRI is <MRI>
      And discectomy is <operation>
      And exercise programme is recommended

      Examples:
        | weeks   | now | before | wanted | scan           | surgeon     | MRI         | operation     |
        | 6 weeks | 7   | 7      | yes    | concordant     | recommended | later       | later         |
        | 6 weeks | 7   | 7      | yes    | not done       | later       | recommended | not indicated |
        | 6 weeks | 7   | 7      | yes    | not concordant | later       | later       | not indicated |
        | 6 weeks | 5   | 4      | yes    | concordant     | recommended | later       | later         |
        | 6 weeks | 5   | 5      | yes    | concordant     | later       | later       | later         |
        | 6 weeks | unknown | 5  | yes    | concordant     | pending     | later       | later         |
        | 6 weeks | 7   | 7      | no     | concordant     | later       | later       | not indicated |
        | 5 weeks | 7   | 7      | yes    | concordant     | later       | later       | not indicated |

    Scenario: Exercise waits for no word on relief in sciatica
      Given who tried spinal manipulation for 4 weeks and it helped
      And whose adequate relief is unknown
      When the sciatica pathway is followed
      Then exercise programme is recommended

    Scenario Outline: An NSAID that failed is not waited for again
      Given with:
        | pain score      | 8        |
        | disc imaging    | not done |
        | wants surgery   | no       |
        | wants drug      | no       |
      And whose symptom duration is 8 weeks
      And who tried NSAID for 4 weeks <how>
      When the sciatica pathway is followed
      Then epidural steroid injection is <injection>

      Examples:
        | how                  | injection   |
        | without benefit      | recommended |
        | and it partly helped | later       |

    Scenario: No paracetamol in lasting pain, also where an NSAID is unsafe
      Given whose leg pain is none
      And whose symptom duration is 26 weeks
      And whose wish for a drug now is yes
      And who takes warfarin
      When the low-back-pain pathway is followed
      Then NSAID is to be avoided
      And paracetamol is not indicated

    Scenario: The stomach is protected once an NSAID is due
      Given whose age is 65
      And without wish for a drug now
      When the sciatica pathway is followed
      Then NSAID is later
      And PPI is later

    Scenario: Who has enough relief needs no surgeon
      Given with:
        | symptom duration | 20 weeks   |
        | pain score       | 7          |
        | wants surgery    | yes        |
        | disc imaging     | concordant |
        | adequate relief  | yes        |
      When the sciatica pathway is followed
      Then surgical opinion is later

  Rule: Lasting pain

    Background:
      Given whose symptom duration is 52 weeks
      And whose problem list, medicines and allergies are reconciled
      And without a bleeding disorder

    Scenario: One of each kind at a time
      When the low-back-pain pathway is followed
      Then exercise programme is recommended
      And the action for exercise programme is choose
      And the action for tai chi is choose
      And the action for yoga is choose
      And the action for motor control exercise is choose
      And the action for acupuncture is choose
      And the action for spinal manipulation is choose
      And the action for multidisciplinary rehabilitation is choose
      And the action for mindfulness-based stress reduction is choose
      And the action for cognitive behavioural therapy is choose

    Scenario Outline: Another way to move is for pain that lasts
      Given whose symptom duration is 5 weeks
      And who wants <way>
      When the low-back-pain pathway is followed
      Then <way> is not indicated

      Examples:
        | way                               |
        | tai chi                           |
        | yoga                              |
        | motor control exercise            |
        | multidisciplinary rehabilitation  |
        | mindfulness-based stress reduction |

    Scenario: Whoever exercises is not told to begin another kind of it
      Given who has been doing exercise programme for 8 weeks, so far with benefit
      And who has adequate relief
      When the low-back-pain pathway is followed
      Then yoga is not indicated
      And tai chi is not indicated
      And motor control exercise is not indicated

  Rule: Legs that grow heavy on walking

    Background:
      Given whose leg pain is claudication

    Scenario: With good pulses it may be the spinal canal
      When the low-back-pain pathway is followed
      Then a routine alert "neurogenic_claudication" is raised
      And surgical opinion is recommended

    Scenario: With weak pulses it is the arteries that are looked at
      Given who has weak pulses in the legs
      When the low-back-pain pathway is followed
      Then a soon alert "arterial_claudication" is raised
      And vascular assessment is recommended

    Scenario Outline: With a sign of pressed nerves the canal is no matter of routine
      Given who has <sign>
      When the low-back-pain pathway is followed
      Then the outcome is urgent
      And no alert "neurogenic_claudication" is raised

      Examples:
        | sign                                   |
        | numbness between the legs              |
        | new bladder or bowel trouble           |
        | new or worsening symptoms in both legs |
        | severe weakness of a leg               |
        | weakness that is getting worse         |

    Scenario Outline: Where nobody felt the pulses, it stays open
      Given who was not asked about weak pulses in the legs
      When the <pathway> pathway is followed
      Then the alert "neurogenic_claudication" is unanswered

      Examples:
        | pathway                   |
        | sciatica                  |
        | low-back-pain             |
        | low-back-pain-nice        |
        | chronic-low-back-pain-who |
        | post-surgical             |
        | opioids-cdc               |
        | acute-severe-sciatica     |

    Scenario: A knee that hurts as well hides it from nobody
      Given who has knee pain
      When the knee-osteoarthritis pathway is followed
      Then a routine alert "neurogenic_claudication" is raised

  Rule: The gate for an injection

    Scenario: An injection of which nobody knows how it went
      Given whose leg pain is radicular
      And whose problem list, medicines and allergies are reconciled
      And without a bleeding disorder
      And with:
        | symptom duration | 8 weeks |
        | pain score       | 8       |
      And who tried epidural steroid injection with unknown result
      When the acute-severe-sciatica pathway is followed
      Then nothing of kind drug is recommended

  Rule: What the patient asks for is settled first

    Background:
      Given a man aged 60
      And who has low back pain
      And whose leg pain is none
      And whose red flags are all absent
      And whose symptom duration is 60 weeks
      And who has been having exercise programme for 9 weeks, so far with some benefit

    Scenario: Needles are wanted, so that bleeding is asked about although the step may be left
      Given who wants acupuncture
      When the low-back-pain pathway is followed
      Then the questions include bleeding disorder

    Scenario: Nobody wants needles, so that nothing is asked for their sake
      When the low-back-pain pathway is followed
      Then the questions do not include bleeding disorder

  Rule: Where two sources differ, what else speaks against what is wanted is asked as well

    Scenario Outline: Lithium, said and denied
      Given a woman aged 57
      And who has low back pain
      And whose leg pain is none
      And whose red flags are all absent
      And whose problem list, medicines and allergies are reconciled
      And whose symptom duration is 20 weeks
      And whose egfr is 61 on 2024-01-10
      And who has ACE inhibitor or ARB
      And whose lithium is yes on 2026-11-19 according to the GP record
      And whose lithium is no on 2026-11-19 according to the patient
      And who wants <wanted>
      When the low-back-pain pathway is followed
      Then the questions <ask> lithium
      And the questions <ask> egfr

      Examples: the other drug is of a later step, so that neither matters today
        | wanted  | ask            |
        | NSAID   | include        |
        | massage | do not include |

  Rule: A treatment under way is no question beside an emergency

    Scenario Outline: Whether paracetamol goes on is for the hospital
      Given a man aged 60
      And who has low back pain
      And who has been having paracetamol for 2 weeks, so far with unknown result
      And whose saddle numbness is <numb>
      When the low-back-pain pathway is followed
      Then the questions <ask> cirrhosis

      Examples:
        | numb | ask            |
        | yes  | do not include |
        | no   | include        |
