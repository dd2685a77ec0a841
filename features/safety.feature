Feature: What must not be given, and what must go with it
  Contraindications, and rules that only a clinician may lift, for patients who would otherwise be due.

  Rule: For patients who would otherwise be due

    Background: a man with eight weeks of severe sciatica whom exercise has not helped
      Given a man aged 45
      And whose leg pain is radicular
      And whose symptom duration is 8 weeks
      And whose other red flags are all absent
      And whose problem list, medicines and allergies are reconciled
      And without a bleeding disorder
      And with:
        | pain score      | 8        |
        | mood screen     | 1        |
        | platelets       | 250      |
        | egfr            | 90       |
        | inr             | 1.1      |
        | inr above range | no       |
        | disc imaging    | not done |
        | adequate relief | no       |
        | wants surgery   | no       |
      And who tried exercise programme for 6 weeks without benefit

    Scenario Outline: An NSAID is not for everyone
      Given whose <finding> is <value>
      When the sciatica pathway is followed
      Then NSAID is <verdict>

      Examples: nothing speaks against it
        | finding | value | verdict     |
        | egfr    | 60    | recommended |
        | age     | 70    | recommended |

      Examples: never
        | finding                  | value | verdict         |
        | egfr                     | 25    | contraindicated |
        | active ulcer or bleeding | yes   | contraindicated |
        | nsaid allergy            | yes   | contraindicated |
        | takes other nsaid        | yes   | contraindicated |
        | severe liver failure     | yes   | contraindicated |

      Examples: only with a clinician's reason
        | finding                           | value | verdict       |
        | bleeding disorder                 | yes   | to be avoided |
        | platelets                         | 40    | to be avoided |
        | past bleeding or perforated ulcer | yes   | to be avoided |
        | heart failure                     | yes   | to be avoided |
        | cardiovascular disease            | yes   | to be avoided |
        | lithium                           | yes   | to be avoided |

      Examples: not known
        | finding | value            | verdict |
        | egfr    | 90 on 2024-03-02 | pending |

    Scenario: The stomach is protected where an NSAID is given at 65 or older
      Given whose age is 70
      When the sciatica pathway is followed
      Then NSAID is recommended
      And PPI is recommended

    Scenario: A clinician may lift a rule that says avoid, with a reason
      Given who has heart failure
      And without severe heart failure
      And for whom Dr Ada lifts "nsaid.heart_failure" because "a short course was agreed with cardiology"
      When the sciatica pathway is followed
      Then NSAID is recommended

    Scenario: A woman who may be pregnant is asked before an NSAID
      Given a woman aged 31
      When the sciatica pathway is followed
      Then NSAID is pending
      And NSAID waits for pregnancy
      And the questions do not include weeks of pregnancy

    Scenario: An NSAID that is taken in late pregnancy is stopped
      Given a woman aged 31
      And who is pregnant
      And whose weeks of pregnancy is 31
      And who takes NSAID for 2 weeks
      When the sciatica pathway is followed
      Then NSAID is contraindicated because "unborn child"
      And the action for NSAID is stop

    Scenario Outline: An epidural injection and bleeding
      Given who tried NSAID for 4 weeks without benefit
      And who takes <drug>
      And whose inr is <INR>
      And whose platelets is <platelets>
      When the sciatica pathway is followed
      Then epidural steroid injection is <verdict>

      Examples:
        | drug                              | INR | platelets | verdict         |
        | diuretic                          | 1.1 | 250       | recommended     |
        | diuretic                          | 1.1 | 60        | to be avoided   |
        | diuretic                          | 1.1 | 40        | contraindicated |
        | warfarin                          | 1.1 | 250       | recommended     |
        | warfarin                          | 2.4 | 250       | contraindicated |
        | anticoagulant other than warfarin | 1.1 | 250       | to be avoided   |
        | clopidogrel                       | 1.1 | 250       | to be avoided   |

    Scenario: No opioid is added to a sedating drug
      Given who tried NSAID for 4 weeks without benefit
      And who tried epidural steroid injection in 1 session without benefit
      And who takes a sedating drug
      When the sciatica pathway is followed
      Then opioid is to be avoided because "stop the breathing"

    Scenario: An opioid together with gabapentin raises an alert, and naloxone is kept at hand
      Given who takes an opioid for 6 weeks
      And who takes gabapentin for 6 weeks
      When the sciatica pathway is followed
      Then a soon alert "overdose_risk" is raised
      And naloxone is recommended
      And the action for gabapentin is taper
      And a caution for opioid says "stop neither abruptly"

    Scenario: An INR above its range rules out needles and thrusts
      Given whose symptom duration is 26 weeks
      And who takes warfarin
      And with:
        | inr             | 5   |
        | inr above range | yes |
      When the sciatica pathway is followed
      Then acupuncture is to be avoided
      And spinal manipulation is contraindicated

  Rule: For every patient there could be

    Each of these speaks of all patients who are as given, whatever else is recorded of them or not. Thousands
    are tried, above all those who would get the therapy but for what is given. Where a rule says *avoid*, a
    clinician may lift it; those patients are left out.

    Scenario Outline: No needle where bleeding or infection threatens, in whichever pathway
      Given every patient
      And who has <finding>
      When the <pathway> pathway is followed
      Then acupuncture is never recommended

      Examples:
        | pathway       | finding                  |
        | sciatica      | a bleeding disorder      |
        | low-back-pain | a bleeding disorder      |
        | sciatica      | infection or broken skin |
        | low-back-pain | infection or broken skin |
        | sciatica      | spinal_lesion            |
        | low-back-pain | spinal_lesion            |

    Scenario Outline: No needle into blood that hardly clots, and none before the platelets are known
      Given every patient
      And whose platelets are <count>
      And for whom no rule is lifted
      When the <pathway> pathway is followed
      Then acupuncture is never recommended

      Examples:
        | pathway       | count    |
        | sciatica      | below 50 |
        | low-back-pain | below 50 |
        | sciatica      | unknown  |

    Scenario Outline: Below 20 platelets nobody can lift the rule
      Given every patient
      And whose platelets are below 20
      When the <pathway> pathway is followed
      Then acupuncture is always contraindicated

      Examples:
        | pathway       |
        | sciatica      |
        | low-back-pain |

    Scenario Outline: No thrust to a spine that may give way, press on nerves or bleed
      Given every patient
      And who has <finding>
      When the <pathway> pathway is followed
      Then spinal manipulation is never recommended

      Examples:
        | pathway       | finding                                 |
        | sciatica      | sciatica in both legs                   |
        | sciatica      | large central disc herniation on a scan |
        | sciatica      | weakness that is getting worse          |
        | sciatica      | severe osteoporosis                     |
        | low-back-pain | unstable spine                          |
        | low-back-pain | a bleeding disorder                     |
        | sciatica      | INR above the target range              |
        | low-back-pain | aortic_aneurysm                         |

    Scenario Outline: No NSAID where it could do grave harm
      Given every patient
      And who has <finding>
      When the <pathway> pathway is followed
      Then NSAID is never recommended

      Examples:
        | pathway       | finding                        |
        | sciatica      | active ulcer or bleeding       |
        | low-back-pain | active ulcer or bleeding       |
        | sciatica      | nsaid allergy                  |
        | low-back-pain | severe heart failure (NYHA IV) |
        | sciatica      | recent coronary bypass surgery |
        | low-back-pain | NSAID for another reason       |
        | sciatica      | severe liver failure           |

    Scenario: No NSAID for failing kidneys, nor before anybody looked at them
      Given every patient
      And whose egfr is below 30
      When the sciatica pathway is followed
      Then NSAID is always contraindicated

    Scenario: No NSAID before the kidneys are known
      Given every patient
      And whose egfr is unknown
      When the low-back-pain pathway is followed
      Then NSAID is never recommended

    Scenario: No NSAID late in pregnancy
      Given every woman
      And who is pregnant
      And whose weeks of pregnancy are 30 or more
      When the sciatica pathway is followed
      Then NSAID is always contraindicated

    Scenario Outline: No NSAID on top of what makes it dangerous, unless a clinician says so
      Given every patient
      And who has <finding>
      And for whom no rule is lifted
      When the sciatica pathway is followed
      Then NSAID is never recommended

      Examples:
        | finding                           |
        | a bleeding disorder               |
        | warfarin                          |
        | past bleeding or perforated ulcer |
        | heart failure                     |

    Scenario: From 65 on no NSAID for somebody who cannot have the stomach protected
      Given every patient
      And whose age is 65 or more
      And for whom PPI is not available
      When the sciatica pathway is followed
      Then NSAID is never recommended

    Scenario Outline: No needle near the spinal cord where it could bleed or infect
      Given every patient
      And who <finding>
      When the sciatica pathway is followed
      Then epidural steroid injection is never recommended

      Examples:
        | finding                                   |
        | has a bleeding disorder                   |
        | has infection or broken skin              |
        | is pregnant                               |
        | has allergy to contrast or injected drugs |

    Scenario: No epidural injection where blood hardly clots
      Given every patient
      And whose platelets are below 50
      When the sciatica pathway is followed
      Then epidural steroid injection is always contraindicated

    Scenario: No epidural injection above the highest INR
      Given every patient
      And whose INR is above 1.2
      When the sciatica pathway is followed
      Then epidural steroid injection is never recommended

    Scenario Outline: No opioid where it could feed an addiction or stop the breathing
      Given every patient
      And who <finding>
      And for whom no rule is lifted
      When the <pathway> pathway is followed
      Then <drug> is never recommended

      Examples:
        | pathway       | drug     | finding                          |
        | sciatica      | opioid   | has opioid use disorder          |
        | low-back-pain | opioid   | has opioid use disorder          |
        | low-back-pain | tramadol | has opioid use disorder          |
        | sciatica      | opioid   | takes a sedating drug            |
        | low-back-pain | tramadol | takes a sedating drug            |
        | sciatica      | opioid   | is pregnant                      |
        | low-back-pain | tramadol | has MAO inhibitor within 14 days |
        | low-back-pain | tramadol | takes an SSRI or SNRI            |

    Scenario Outline: No second drug that clashes with an illness or with another drug
      Given every patient
      And who has <finding>
      When the low-back-pain pathway is followed
      Then <drug> is never recommended

      Examples:
        | drug            | finding                                |
        | duloxetine      | MAO inhibitor within 14 days           |
        | duloxetine      | uncontrolled glaucoma                  |
        | duloxetine      | uncontrolled hypertension              |
        | duloxetine      | ciprofloxacin or fluvoxamine           |
        | muscle relaxant | MAO inhibitor within 14 days           |
        | muscle relaxant | disorder of heart rhythm or conduction |
        | muscle relaxant | hyperthyroidism                        |
        | tizanidine      | ciprofloxacin or fluvoxamine           |

    Scenario Outline: No exercise for an unstable heart
      Given every patient
      And who has unstable heart disease
      And for whom no rule is lifted
      When the low-back-pain pathway is followed
      Then <therapy> is never recommended

      Examples:
        | therapy                          |
        | exercise programme               |
        | multidisciplinary rehabilitation |
        | yoga                             |

    Scenario Outline: In an emergency nothing is started that could do harm
      Given every patient
      And who has <sign>
      When the <pathway> pathway is followed
      Then nothing of kind <kind> is ever recommended

      Examples:
        | pathway       | sign                         | kind      |
        | sciatica      | numbness between the legs    | manual    |
        | sciatica      | numbness between the legs    | needle    |
        | sciatica      | new bladder or bowel trouble | exercise  |
        | sciatica      | new bladder or bowel trouble | injection |
        | sciatica      | numbness between the legs    | drug      |
        | sciatica      | new bladder or bowel trouble | surgery   |
        | low-back-pain | fever or rigors              | needle    |
        | low-back-pain | cancer now or in the past    | manual    |

    Scenario: A red flag that nobody has asked about is no red flag ruled out
      Given every patient
      And who was not asked about numbness between the legs
      When the sciatica pathway is followed
      Then nothing of kind needle is ever recommended

    Scenario Outline: One step after the other
      Given every patient
      When the sciatica pathway is followed
      Then <later> is never started before <earlier> was tried

      Examples:
        | later                      | earlier |
        | epidural steroid injection | NSAID   |
        | opioid                     | NSAID   |
        | discectomy                 | NSAID   |

    Scenario: Nobody is operated on who does not want it, or whose scan shows something else
      Given every patient
      When the sciatica pathway is followed
      Then discectomy is recommended only if "wants_surgery and disc_imaging = 'concordant'"

    Scenario: Nobody below 18 is treated by this pathway
      Given every patient
      And whose age is below 18
      When the sciatica pathway is followed
      Then nothing of Non-drug therapy is ever recommended
