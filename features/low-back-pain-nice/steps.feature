Feature: By NICE NG59, from step to step
  Self-management, exercise and what goes with it; an anti-inflammatory drug; then, by kind of pain, injection
  or surgical opinion, a weak opioid, or denervation. Facts: G-NICE-02, G-NICE-04, G-NICE-06, G-NICE-07,
  G-NICE-10, G-NICE-11, G-NICE-13, G-NICE-15, G-NICE-16, G-NICE-17, G-NICE-18, C-SURG-03, K-RFA-01, K-PHASE-01.

  Background: a man of whom everything is known and nothing is wrong
    Given a man aged 45
    And who has low back pain
    And whose red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And with:
      | pain score        | 8        |
      | mood screen       | 1        |
      | startback total   | 3        |
      | platelets         | 250      |
      | egfr              | 90       |
      | disc imaging      | not done |
      | medial branch block | not done |
      | adequate relief   | no       |
      | wants surgery     | no       |
      | wants drug        | no       |
      | opioid goals      | yes      |

  Rule: Whatever the pain

    @nice-ng59.self_management @nice-ng59.exercise @nice-ng59.manual_therapy @nice-ng59.massage
    Scenario Outline: The first visit
      Given whose leg pain is <leg pain>
      And whose symptom duration is <duration>
      And who has tried nothing so far
      When the low-back-pain-nice pathway is followed
      Then the outcome is advice
      And the patient is at Self-management, exercise and what goes with it
      And exactly these are recommended:
        | education           |
        | exercise programme  |
        | spinal manipulation |
        | massage             |
      And the strength of education is strong
      And the strength of massage is conditional
      And review is due on 2026-12-18

      Examples:
        | leg pain  | duration |
        | radicular | 8 weeks  |
        | none      | 2 weeks  |
        | referred  | 52 weeks |

    @nice-ng59.psychological @nice-ng59.combined @nice-ng59.risk_stratification
    Scenario Outline: Psychological treatment goes by the risk of lasting disability
      Given whose leg pain is radicular
      And whose symptom duration is 8 weeks
      And whose startback total is <total>
      And whose startback distress is <distress>
      And who has tried nothing so far
      When the low-back-pain-nice pathway is followed
      Then cognitive behavioural therapy is <cbt>
      And multidisciplinary rehabilitation is <combined>

      Examples:
        | total   | distress | cbt           | combined      |
        | 3       | 0        | not indicated | not indicated |
        | 4       | 3        | recommended   | not indicated |
        | 4       | 4        | recommended   | recommended   |
        | unknown | unknown  | pending       | pending       |

    Scenario: The question for the risk stands in place of the questionnaire
      Given whose leg pain is radicular
      And whose symptom duration is 8 weeks
      And whose startback total is unknown
      And who has tried nothing so far
      When the low-back-pain-nice pathway is followed
      Then the questions include STarT Back total

    @nice-ng59.manual_therapy @nice-ng59.massage @nice-ng59.psychological
    Scenario Outline: What belongs to exercise is not given without it
      Given whose leg pain is none
      And whose symptom duration is 8 weeks
      And with:
        | startback total    | 6 |
        | startback distress | 3 |
      And who has tried nothing so far
      But <exercise>
      When the low-back-pain-nice pathway is followed
      Then massage is <massage>
      And spinal manipulation is <manipulation>
      And cognitive behavioural therapy is <cbt>

      Examples:
        | exercise                                            | massage       | manipulation    | cbt           |
        | who has diabetes                                    | recommended   | recommended     | recommended   |
        | who declines exercise programme                     | not indicated | not indicated   | not indicated |
        | for whom exercise programme is not available        | not indicated | not indicated   | not indicated |
        | who tried exercise programme for 6 weeks and got worse | not indicated | not indicated | not indicated |
        | who has unstable heart disease                      | not indicated | not indicated   | not indicated |
        | who has fracture, tumour or infection of the spine  | to be avoided | contraindicated | not indicated |
        | who has fever or rigors                             | not indicated | not indicated   | not indicated |
        | whose unstable heart disease is unknown             | pending       | pending         | pending       |
        | whose fracture, tumour or infection of the spine is unknown | pending | pending       | pending       |
        | whose fever or rigors is unknown                    | pending       | pending         | pending       |

    Scenario: Before anybody has asked what was tried, exercise may have failed
      Given whose leg pain is none
      And whose symptom duration is 8 weeks
      When the low-back-pain-nice pathway is followed
      Then massage is pending
      And multidisciplinary rehabilitation is pending
      And the outcome is needs information

    @nice-ng59.nsaid @nice-ng59.nsaid_sciatica
    Scenario Outline: An anti-inflammatory drug, once other care did not help or a drug is wanted
      Given whose leg pain is <leg pain>
      And whose symptom duration is 8 weeks
      And whose wish for a drug now is <wish>
      And who tried exercise programme for 6 weeks <how it went>
      When the low-back-pain-nice pathway is followed
      Then NSAID is <NSAID>
      And the strength of NSAID is <strength>
      And the patient is at <step>

      Examples:
        | leg pain  | wish | how it went     | NSAID       | strength    | step                                            |
        | none      | no   | and it helped   | later       | conditional | Self-management, exercise and what goes with it |
        | none      | yes  | and it helped   | recommended | conditional | Anti-inflammatory drug                          |
        | none      | no   | without benefit | recommended | conditional | Anti-inflammatory drug                          |
        | radicular | no   | without benefit | recommended | none        | Anti-inflammatory drug                          |

    Scenario Outline: Where it is not known, nobody is moved on
      Given whose leg pain is none
      And whose symptom duration is 8 weeks
      And who tried exercise programme for <weeks>
      And whose <finding> is unknown
      When the low-back-pain-nice pathway is followed
      Then NSAID is pending
      And the questions include <finding>

      Examples:
        | weeks                   | finding                |
        | 2 weeks without benefit | wish for a drug now    |
        | 6 weeks without benefit | enough relief for now  |

    Scenario: A trial of nobody knows how long leaves it open
      Given whose leg pain is none
      And whose symptom duration is 8 weeks
      And who tried exercise programme without benefit
      When the low-back-pain-nice pathway is followed
      Then NSAID is pending

    Scenario: Who declines everything without drugs is offered the drug
      Given whose leg pain is none
      And whose symptom duration is 8 weeks
      And who has tried nothing so far
      And who declines education
      And who declines exercise
      And who declines manual
      And who declines psychological
      When the low-back-pain-nice pathway is followed
      Then NSAID is recommended

    Scenario: Enough relief ends the steps
      Given whose leg pain is radicular
      And whose symptom duration is 8 weeks
      And with:
        | adequate relief | yes |
        | baseline pain   | 9   |
        | disability      | 20  |
        | baseline_disability | 22 |
      And who tried exercise programme for 6 weeks and it helped
      When the low-back-pain-nice pathway is followed
      Then the patient is at Maintain and watch
      And education is recommended
      And exercise programme is recommended
      And NSAID is later

    Scenario Outline: What is indicated still waits for its step
      Given whose leg pain is <leg pain>
      And whose symptom duration is <duration>
      And with:
        | disc imaging        | concordant |
        | wants surgery       | yes        |
        | medial branch block | positive   |
      And who tried NSAID for 4 weeks without benefit
      When the low-back-pain-nice pathway is followed
      Then <therapy> is later

      Examples:
        | leg pain  | duration | therapy                    |
        | none      | 8 weeks  | tramadol                   |
        | none      | 52 weeks | radiofrequency denervation |
        | radicular | 26 weeks | discectomy                 |
        | radicular | 8 weeks  | epidural steroid injection |

    Scenario: Psychological care waits while a danger is dealt with
      Given whose leg pain is none
      And whose symptom duration is 8 weeks
      And with:
        | startback total    | 6 |
        | startback distress | 4 |
      And who has weakness that is getting worse
      And who has tried nothing so far
      When the low-back-pain-nice pathway is followed
      Then cognitive behavioural therapy is later
      And multidisciplinary rehabilitation is later

    Scenario: From 65 on the stomach is protected
      Given whose age is 66
      And whose leg pain is none
      And whose symptom duration is 8 weeks
      And whose wish for a drug now is yes
      And who has tried nothing so far
      When the low-back-pain-nice pathway is followed
      Then NSAID is recommended
      And stomach protection is recommended

  Rule: Sciatica

    Background:
      Given whose leg pain is radicular
      And who tried exercise programme for 4 weeks without benefit

    @nice-ng59.epidural
    Scenario Outline: After the drug an injection, only where it is acute and severe
      Given whose symptom duration is <duration>
      And whose pain score is <pain>
      And who tried NSAID for 4 weeks without benefit
      When the low-back-pain-nice pathway is followed
      Then epidural steroid injection is <injection>
      And lumbar MRI is <scan>
      And the patient is at <step>

      Examples:
        | duration | pain | injection     | scan            | step                          |
        | 10 weeks | 8    | recommended   | recommended     | Epidural steroid injection    |
        | 10 weeks | 5    | not indicated | not recommended | Spine or pain specialist team |
        | 26 weeks | 8    | not indicated | not recommended | Spine or pain specialist team |

    @nice-ng59.nsaid_sciatica
    Scenario Outline: No injection before the drug
      Given whose symptom duration is 10 weeks
      And who tried NSAID <how it went>
      When the low-back-pain-nice pathway is followed
      Then epidural steroid injection is <injection>

      Examples:
        | how it went                   | injection |
        | for 1 week without benefit    | later     |
        | for 4 weeks and it helped     | later     |
        | without benefit               | pending   |

    @nice-ng59.decompression
    Scenario Outline: Surgery where other care did not help, the scan fits and the patient wants it
      Given whose symptom duration is <duration>
      And whose pain score is 5
      And whose disc imaging is <imaging>
      And whose wants surgery is <wish>
      And who tried NSAID for 4 weeks without benefit
      When the low-back-pain-nice pathway is followed
      Then discectomy is <discectomy>
      And surgical opinion is <opinion>
      And lumbar MRI is <scan>

      Examples:
        | duration | imaging        | wish    | discectomy    | opinion     | scan            |
        | 26 weeks | concordant     | yes     | recommended   | recommended | later           |
        | 26 weeks | not concordant | yes     | not indicated | recommended | later           |
        | 26 weeks | not done       | yes     | not indicated | recommended | recommended     |
        | 6 weeks  | concordant     | yes     | recommended   | recommended | later           |
        | 41 days  | concordant     | yes     | not indicated | later       | later           |
        | 41 days  | not done       | yes     | not indicated | later       | later           |
        | 26 weeks | concordant     | no      | not indicated | later       | not recommended |
        | 26 weeks | concordant     | unknown | pending       | pending     | later           |
        | 26 weeks | unknown        | yes     | pending       | recommended | pending         |

    @nice-ng59.decompression
    Scenario: An injection that did not help leads on to the surgeon
      Given whose symptom duration is 10 weeks
      And with:
        | disc imaging  | concordant |
        | wants surgery | yes        |
      And who tried NSAID for 4 weeks without benefit
      And who tried epidural steroid injection in 1 session without benefit
      When the low-back-pain-nice pathway is followed
      Then the patient is at Surgical opinion
      And discectomy is recommended

    Scenario Outline: What an injection did decides what comes next
      Given whose symptom duration is 10 weeks
      And whose disc imaging is concordant
      And who tried NSAID for 4 weeks without benefit
      And who tried epidural steroid injection <how it went>
      When the low-back-pain-nice pathway is followed
      Then epidural steroid injection is <injection>
      And education is recommended

      Examples:
        | how it went                         | injection   |
        | in 1 session and it partly helped   | recommended |
        | without benefit                     | pending     |

    Scenario: Where it is not known whether the relief is enough, nobody is sent to the surgeon
      Given whose symptom duration is 26 weeks
      And whose enough relief for now is unknown
      And with:
        | disc imaging  | concordant |
        | wants surgery | yes        |
      And who tried NSAID for 4 weeks without benefit
      When the low-back-pain-nice pathway is followed
      Then discectomy is pending
      And surgical opinion is pending

    Scenario Outline: How long it has lasted is not known
      Given whose symptom duration is unknown
      And whose pain score is 5
      And with:
        | wants surgery | <wish>    |
        | disc imaging  | <imaging> |
      And who tried NSAID for 4 weeks without benefit
      When the low-back-pain-nice pathway is followed
      Then discectomy is <discectomy>
      And surgical opinion is <opinion>
      And lumbar MRI is <scan>

      Examples:
        | wish | imaging    | discectomy    | opinion | scan    |
        | yes  | concordant | pending       | pending | later   |
        | yes  | not done   | not indicated | pending | pending |

    Scenario: Where nothing else is left a specialist team
      Given whose symptom duration is 26 weeks
      And who tried NSAID for 4 weeks without benefit
      When the low-back-pain-nice pathway is followed
      Then the patient is at Spine or pain specialist team
      And education is recommended

  Rule: Back pain of which it is not known how long it has lasted

    Scenario: A weak opioid and denervation both wait for the answer
      Given whose leg pain is none
      And whose symptom duration is unknown
      And whose medial branch block is positive
      And who tried exercise programme for 4 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      When the low-back-pain-nice pathway is followed
      Then tramadol is pending
      And radiofrequency denervation is pending
      And education is recommended

  Rule: Back or leg, nobody knows which

    Scenario Outline: Everything that hangs on it waits
      Given whose leg pain is unknown
      And whose symptom duration is <duration>
      And whose medial branch block is positive
      And who tried exercise programme for 4 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      When the low-back-pain-nice pathway is followed
      Then <therapy> is pending
      And the outcome is needs information

      Examples:
        | duration | therapy                    |
        | 8 weeks  | tramadol                   |
        | 52 weeks | radiofrequency denervation |

  Rule: Acute back pain without nerve-root pain

    Background:
      Given whose leg pain is none
      And whose symptom duration is 8 weeks

    @nice-ng59.opioids_back_acute @nice-ng59.opioids_back_weak @nice-ng59.opioids_back_strong
    Scenario Outline: A weak opioid only where the drug failed, and never another one
      Given who tried exercise programme for 4 weeks without benefit
      And who tried NSAID for 4 weeks <how it went>
      When the low-back-pain-nice pathway is followed
      Then tramadol is <tramadol>
      And opioid is <opioid>
      And the strength of tramadol is <strength>

      Examples:
        | how it went          | tramadol        | opioid          | strength |
        | without benefit      | recommended     | not recommended | none     |
        | and it partly helped | not recommended | not recommended | strong   |
        | and it helped        | not recommended | not recommended | strong   |

    @nice-ng59.opioids_back_acute @nice-ng59.opioids_back_weak @nice-ng59.opioids_back_strong
    Scenario Outline: Or where the drug is contraindicated
      Given whose <finding> is <value>
      And whose wish for a drug now is yes
      And who has tried nothing so far
      When the low-back-pain-nice pathway is followed
      Then NSAID is <NSAID>
      And tramadol is <tramadol>
      And opioid is not recommended

      Examples: contraindicated
        | finding                  | value | NSAID           | tramadol    |
        | active ulcer or bleeding | yes   | contraindicated | recommended |
        | NSAID allergy            | yes   | contraindicated | recommended |
        | egfr                     | 29    | contraindicated | recommended |
        | severe_heart_failure     | yes   | contraindicated | recommended |
        | recent_bypass_surgery    | yes   | contraindicated | recommended |
        | severe liver failure     | yes   | contraindicated | recommended |

      Examples: to be avoided, which a clinician may lift, is not contraindicated
        | finding                  | value | NSAID         | tramadol        |
        | other_anticoagulant      | yes   | to be avoided | not recommended |
        | cirrhosis                | yes   | to be avoided | not recommended |

      Examples: not known
        | finding                  | value   | NSAID   | tramadol |
        | active ulcer or bleeding | unknown | pending | pending  |
        | NSAID allergy            | unknown | pending | pending  |
        | egfr                     | unknown | pending | pending  |
        | severe liver failure     | unknown | pending | pending  |

    @nice-ng59.opioids_back_acute @nice-ng59.opioids_back_weak @nice-ng59.opioids_back_strong
    Scenario: What NICE leaves open then is shown by the other pathways, too, which offer no opioid here
      Given who has an NSAID allergy
      And who has tried nothing so far
      When the low-back-pain pathway is followed
      Then nice-ng59.opioids_back_acute advises against tramadol, outside its population
      And nice-ng59.opioids_back_strong advises against opioid, directly
      And nice-ng59.opioids_back_weak advises for tramadol, directly
      And tramadol is not indicated

    Scenario Outline: Late in pregnancy neither, and an entry of weeks counts no more after the birth
      Given a woman aged 31
      And whose pregnant is <pregnant>
      And whose gestation is <week> weeks
      And whose wish for a drug now is yes
      And who has tried nothing so far
      When the low-back-pain-nice pathway is followed
      Then NSAID is <NSAID>
      And tramadol is <tramadol>

      Examples:
        | pregnant | week | NSAID           | tramadol        |
        | yes      | 30   | contraindicated | to be avoided   |
        | yes      | 29   | to be avoided   | to be avoided   |
        | no       | 31   | recommended     | not recommended |

    Scenario Outline: How bad the heart is decides between to be avoided and never
      Given who has <heart>
      And whose <finding> is <value>
      And whose wish for a drug now is yes
      And who has tried nothing so far
      When the low-back-pain-nice pathway is followed
      Then NSAID is <NSAID>
      And tramadol is <tramadol>

      Examples:
        | heart                  | finding               | value   | NSAID           | tramadol        |
        | heart failure          | severe_heart_failure  | no      | to be avoided   | not recommended |
        | heart failure          | severe_heart_failure  | yes     | contraindicated | recommended     |
        | heart failure          | severe_heart_failure  | unknown | to be avoided   | pending         |
        | cardiovascular disease | recent_bypass_surgery | unknown | to be avoided   | pending         |

    Scenario Outline: A weak opioid that did not help leads on to a specialist team
      Given who tried exercise programme for 4 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried tramadol <how it went>
      When the low-back-pain-nice pathway is followed
      Then the patient is at <where>
      And tramadol is <tramadol>
      And education is recommended

      Examples:
        | how it went                           | where                           | tramadol    |
        | for 2 weeks without benefit           | Spine or pain specialist team   | tried       |
        | for 2 weeks and it partly helped      | Spine or pain specialist team   | recommended |
        | for 1 week without benefit            | A weak opioid for a short time  | recommended |

    Scenario: A weak opioid of nobody knows how long leaves open what comes next
      Given who tried exercise programme for 4 weeks without benefit
      And who tried NSAID for 4 weeks without benefit
      And who tried tramadol without benefit
      When the low-back-pain-nice pathway is followed
      Then tramadol is pending
      And education is recommended

    @nice-ng59.paracetamol
    Scenario Outline: Paracetamol never alone
      Given who takes <beside> for 1 week
      When the low-back-pain-nice pathway is followed
      Then paracetamol is <paracetamol>

      Examples:
        | beside   | paracetamol     |
        | tramadol | not indicated   |
        | PPI      | not recommended |

  Rule: Chronic back pain without nerve-root pain

    Background:
      Given whose leg pain is none
      And whose symptom duration is 52 weeks
      And who tried exercise programme for 6 weeks without benefit
      And who tried NSAID for 4 weeks without benefit

    @nice-ng59.denervation @bmj-2025.axial
    Scenario Outline: Denervation after a positive block, in pain of at least 5, while another guideline advises against
      Given whose medial branch block is <block>
      And whose pain score is <pain>
      When the low-back-pain-nice pathway is followed
      Then radiofrequency denervation is <denervation>
      And the patient is at <step>

      Examples:
        | block    | pain | denervation   | step                          |
        | positive | 5    | recommended   | Radiofrequency denervation    |
        | positive | 4    | not indicated | Spine or pain specialist team |
        | negative | 8    | not indicated | Spine or pain specialist team |
        | not done | 8    | not indicated | Spine or pain specialist team |

    @nice-ng59.denervation @bmj-2025.axial
    Scenario: The disagreement on denervation is shown
      Given whose medial branch block is positive
      When the low-back-pain-nice pathway is followed
      Then guidelines disagree on radiofrequency denervation
      And bmj-2025.axial advises against radiofrequency denervation, directly
      And the strength of radiofrequency denervation is conditional

    Scenario Outline: Where the block or the pain is not known, somebody asks
      Given whose medial branch block is positive
      And whose <finding> is unknown
      When the low-back-pain-nice pathway is followed
      Then radiofrequency denervation is pending
      And the questions include <finding>

      Examples:
        | finding             |
        | medial branch block |
        | pain score          |

    Scenario Outline: Denervation that did not help leads on to a specialist team
      Given whose medial branch block is positive
      And who tried radiofrequency denervation in 1 session <how it went>
      When the low-back-pain-nice pathway is followed
      Then the patient is at <where>
      And education is recommended

      Examples:
        | how it went             | where                         |
        | without benefit         | Spine or pain specialist team |
        | and it partly helped    | Spine or pain specialist team |

    Scenario: Denervation of nobody knows how often leaves open what comes next
      Given whose medial branch block is positive
      And who tried radiofrequency denervation without benefit
      When the low-back-pain-nice pathway is followed
      Then radiofrequency denervation is pending
      And education is recommended
