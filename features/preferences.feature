Feature: What the patient wants, and what is to be had
  What a patient declines is never started, and what is not to be had is said so, at whatever step: neither
  stands in the way of anything else. A therapy under way that is declined is talked about, not cut off. A
  guideline's advice against a therapy and a danger come before both. Facts: ASK-13, C-ACU-10 (respect
  refusal), G-NICE-04.

  Background: a man of whom everything is known and nothing is wrong
    Given a man aged 45
    And whose red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And with:
      | pain score      | 6        |
      | mood screen     | 1        |
      | startback total | 2        |
      | platelets       | 250      |
      | egfr            | 90       |
      | disc imaging    | not done |
      | adequate relief | no       |
      | wants surgery   | no       |
      | wants drug      | no       |
    And who has tried nothing so far

  Rule: In sciatica

    Background:
      Given whose leg pain is radicular
      And whose symptom duration is 8 weeks

    Scenario Outline: What the patient declines is not started
      Given who declines <therapy>
      When the sciatica pathway is followed
      Then <therapy> is declined
      And the action for <therapy> is do not start

      Examples: treatments
        | therapy                          |
        | education                        |
        | exercise programme               |
        | spinal manipulation              |
        | acupuncture                      |
        | cognitive behavioural therapy    |
        | multidisciplinary rehabilitation |
        | NSAID                            |
        | epidural steroid injection       |
        | opioid                           |
        | discectomy                       |
        | stomach protection (PPI)         |
        | naloxone                         |
        | tramadol                         |
        | paracetamol                      |

      Examples: tests and referrals
        | therapy                  |
        | emergency referral       |
        | lumbar MRI               |
        | surgical opinion         |
        | blood tests              |
        | referral to rheumatology |
        | HLA-B27 test             |
        | vascular assessment      |

    Scenario Outline: What is not to be had is said so
      Given for whom <therapy> is not available
      When the sciatica pathway is followed
      Then <therapy> is unavailable
      And the action for <therapy> is do not start

      Examples: treatments
        | therapy                          |
        | education                        |
        | exercise programme               |
        | spinal manipulation              |
        | acupuncture                      |
        | cognitive behavioural therapy    |
        | multidisciplinary rehabilitation |
        | NSAID                            |
        | epidural steroid injection       |
        | opioid                           |
        | discectomy                       |
        | stomach protection (PPI)         |
        | naloxone                         |
        | tramadol                         |
        | paracetamol                      |

      Examples: tests and referrals
        | therapy                  |
        | emergency referral       |
        | lumbar MRI               |
        | surgical opinion         |
        | blood tests              |
        | referral to rheumatology |
        | HLA-B27 test             |
        | vascular assessment      |

    Scenario: A whole kind may be declined
      Given who declines needle
      And whose symptom duration is 26 weeks
      When the sciatica pathway is followed
      Then acupuncture is declined
      And exercise programme is recommended

    Scenario Outline: A guideline's advice against comes before the patient's word
      Given who <says> <therapy>
      And who has low back pain
      When the sciatica pathway is followed
      Then <therapy> is not recommended because "NICE NG59"

      Examples:
        | says     | therapy     |
        | declines | traction    |
        | wants    | traction    |
        | wants    | gabapentin  |
        | wants    | paracetamol |
        | declines | TENS        |

    Scenario Outline: A danger comes before the patient's wish
      Given who wants <therapy>
      And who has a bleeding disorder
      When the sciatica pathway is followed
      Then <therapy> is <verdict>

      Examples:
        | therapy                    | verdict         |
        | acupuncture                | contraindicated |
        | NSAID                      | to be avoided   |
        | epidural steroid injection | contraindicated |

    Scenario: A wish alone brings nothing forward
      Given who wants NSAID
      When the sciatica pathway is followed
      Then NSAID is later
      And the action for NSAID is wait

    Scenario: A therapy that runs and is no longer wanted is talked about
      Given who takes NSAID for 1 week
      And who declines NSAID
      When the sciatica pathway is followed
      Then NSAID is declined
      And the action for NSAID is ask first

    Scenario Outline: Before the age is known no guideline speaks, and the patient's word stands alone
      Given whose age is unknown
      And <word>
      When the sciatica pathway is followed
      Then <therapy> is <verdict>

      Examples: declined
        | therapy                 | word                                 | verdict  |
        | systemic corticosteroid | who declines systemic corticosteroid | declined |
        | gabapentin              | who declines gabapentin              | declined |
        | benzodiazepine          | who declines benzodiazepine          | declined |
        | lumbar_supports         | who declines lumbar_supports         | declined |
        | traction                | who declines traction                | declined |
        | therapeutic ultrasound  | who declines therapeutic ultrasound  | declined |
        | TENS                    | who declines TENS                    | declined |

      Examples: not to be had
        | therapy                 | word                                              | verdict     |
        | systemic corticosteroid | for whom systemic corticosteroid is not available | unavailable |
        | gabapentin              | for whom gabapentin is not available              | unavailable |
        | benzodiazepine          | for whom benzodiazepine is not available          | unavailable |
        | lumbar_supports         | for whom lumbar_supports is not available         | unavailable |
        | traction                | for whom traction is not available                | unavailable |
        | therapeutic ultrasound  | for whom therapeutic ultrasound is not available  | unavailable |
        | TENS                    | for whom TENS is not available                    | unavailable |

  Rule: In low back pain

    Background:
      Given whose leg pain is none
      And who has low back pain
      And whose symptom duration is 52 weeks

    Scenario Outline: What the patient declines is not started, in back pain
      Given who declines <therapy>
      When the low-back-pain pathway is followed
      Then <therapy> is declined
      And the action for <therapy> is do not start

      Examples: treatments
        | therapy                            |
        | education                          |
        | superficial heat                   |
        | massage                            |
        | spinal manipulation                |
        | acupuncture                        |
        | exercise programme                 |
        | multidisciplinary rehabilitation   |
        | mindfulness-based stress reduction |
        | cognitive behavioural therapy      |
        | tai chi                            |
        | yoga                               |
        | motor control exercise             |
        | NSAID                              |
        | duloxetine                         |
        | tramadol                           |
        | opioid                             |
        | stomach protection (PPI)           |
        | naloxone                           |

      Examples: tests and referrals
        | therapy                  |
        | emergency referral       |
        | lumbar MRI               |
        | surgical opinion         |
        | blood tests              |
        | referral to rheumatology |
        | HLA-B27 test             |
        | vascular assessment      |

    Scenario Outline: What is not to be had is said so, in back pain
      Given for whom <therapy> is not available
      When the low-back-pain pathway is followed
      Then <therapy> is unavailable
      And the action for <therapy> is do not start

      Examples: treatments
        | therapy                            |
        | education                          |
        | superficial heat                   |
        | massage                            |
        | spinal manipulation                |
        | acupuncture                        |
        | exercise programme                 |
        | multidisciplinary rehabilitation   |
        | mindfulness-based stress reduction |
        | cognitive behavioural therapy      |
        | tai chi                            |
        | yoga                               |
        | motor control exercise             |
        | NSAID                              |
        | duloxetine                         |
        | tramadol                           |
        | opioid                             |
        | stomach protection (PPI)           |
        | naloxone                           |

      Examples: tests and referrals
        | therapy                  |
        | emergency referral       |
        | lumbar MRI               |
        | surgical opinion         |
        | blood tests              |
        | referral to rheumatology |
        | HLA-B27 test             |
        | vascular assessment      |

    Scenario Outline: Muscle relaxants are declined or not to be had in acute pain
      Given whose symptom duration is 2 weeks
      And <word>
      When the low-back-pain pathway is followed
      Then <therapy> is <verdict>

      Examples:
        | therapy         | word                                      | verdict     |
        | muscle relaxant | who declines muscle relaxant              | declined    |
        | muscle relaxant | for whom muscle relaxant is not available | unavailable |
        | tizanidine      | who declines tizanidine                   | declined    |
        | tizanidine      | for whom tizanidine is not available      | unavailable |

    Scenario Outline: Before it is known whether the back hurts no guideline speaks
      Given whose low back pain is unknown
      And <word>
      When the low-back-pain pathway is followed
      Then <therapy> is <verdict>

      Examples: declined
        | therapy                           | word                                           | verdict  |
        | systemic corticosteroid           | who declines systemic corticosteroid           | declined |
        | paracetamol                       | who declines paracetamol                       | declined |
        | radiofrequency denervation        | who declines radiofrequency denervation        | declined |
        | epidural steroid injection        | who declines epidural steroid injection        | declined |
        | lumbar_supports                   | who declines lumbar_supports                   | declined |
        | traction                          | who declines traction                          | declined |
        | therapeutic ultrasound            | who declines therapeutic ultrasound            | declined |
        | TENS                              | who declines TENS                              | declined |
        | gabapentin                        | who declines gabapentin                        | declined |
        | spinal fusion or disc replacement | who declines spinal fusion or disc replacement | declined |
        | benzodiazepine                    | who declines benzodiazepine                    | declined |

      Examples: not to be had
        | therapy                           | word                                                        | verdict     |
        | systemic corticosteroid           | for whom systemic corticosteroid is not available           | unavailable |
        | paracetamol                       | for whom paracetamol is not available                       | unavailable |
        | radiofrequency denervation        | for whom radiofrequency denervation is not available        | unavailable |
        | epidural steroid injection        | for whom epidural steroid injection is not available        | unavailable |
        | lumbar_supports                   | for whom lumbar_supports is not available                   | unavailable |
        | traction                          | for whom traction is not available                          | unavailable |
        | therapeutic ultrasound            | for whom therapeutic ultrasound is not available            | unavailable |
        | TENS                              | for whom TENS is not available                              | unavailable |
        | gabapentin                        | for whom gabapentin is not available                        | unavailable |
        | spinal fusion or disc replacement | for whom spinal fusion or disc replacement is not available | unavailable |
        | benzodiazepine                    | for whom benzodiazepine is not available                    | unavailable |

    Scenario Outline: Nobody is offered these, also where it is not known whether the back hurts
      Given whose low back pain is unknown
      When the low-back-pain pathway is followed
      Then <therapy> is not indicated
      And the action for <therapy> is do not start

      Examples:
        | therapy        |
        | benzodiazepine |
        | gabapentin     |
        | paracetamol    |
        | traction       |
