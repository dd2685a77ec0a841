Feature: Each red flag, present, absent and unanswered
  What raises each alert and how urgent it is, which signs are weak alone and count only together, what is
  offered at once, what is held until the alert is dealt with, and what happens while nobody has answered.
  Facts: 3.1 (RF-CES, RF-NEURO, RF-CA, RF-INF, RF-FX, RF-AAA, RF-SPA, RF-PROC, RF-AGE, RF-LOGIC),
  C-POST-02, ASK-14, C-OPI-02, G-CDC22-08. Alerts come before all treatment, whatever the pathway.

  Background: a man with six months of back and leg pain who has tried nothing
    Given a man aged 45
    And whose leg pain is radicular
    And who has low back pain
    And whose symptom duration is 26 weeks
    And whose other red flags are all absent
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
    And who has tried nothing so far

  Scenario: All answers are no
    When the sciatica pathway is followed
    Then no alert is raised
    And the outcome is advice
    And emergency referral is later
    And blood tests are later

  Rule: Cauda equina

    Scenario Outline: No answer is no all-clear
      Given who was not asked about <sign>
      When the sciatica pathway is followed
      Then the alert "cauda_equina" is unanswered
      And the first question is about <sign>
      And nothing of kind manual is recommended
      And education is recommended

      Examples:
        | sign                                   |
        | new bladder or bowel trouble           |
        | numbness between the legs              |
        | new or worsening symptoms in both legs |

    Scenario Outline: What may turn into a cauda equina syndrome
      Given who has <sign>
      And whose disc imaging is <scan>
      When the sciatica pathway is followed
      Then a within 48 h alert "cauda_equina_at_risk" is raised
      And the outcome is urgent
      And surgical opinion is recommended
      And lumbar MRI is <MRI>
      And acupuncture is later
      And exercise programme is later

      Examples:
        | sign                                    | scan       | MRI         |
        | sciatica in both legs                   | not done   | recommended |
        | large central disc herniation on a scan | concordant | later       |
        | sciatica in both legs                   | concordant | later       |

    Scenario Outline: Nobody has asked about these
      Given who was not asked about <sign>
      When the sciatica pathway is followed
      Then the alert "cauda_equina_at_risk" is unanswered
      And acupuncture is pending
      And exercise programme is pending

      Examples:
        | sign                                    |
        | sciatica in both legs                   |
        | large central disc herniation on a scan |

    Scenario: A case that ended well does not lower the alarm
      Given who has numbness between the legs
      And whose adequate relief is yes
      When the sciatica pathway is followed
      Then an emergency alert "cauda_equina" is raised
      And the plan begins with "Send to hospital today"

  Rule: Nerves and cancer

    Scenario Outline: Weakness that nobody has asked about
      Given who was not asked about <weakness>
      When the sciatica pathway is followed
      Then the alert "motor_deficit" is unanswered
      And exercise programme is pending

      Examples:
        | weakness                       |
        | severe weakness of a leg       |
        | weakness that is getting worse |

    Scenario Outline: Cancer in the past and any trouble with the nerves is an emergency
      Given who has cancer now or in the past
      And who has <sign of the nerves>
      When the sciatica pathway is followed
      Then an emergency alert "cord_compression" is raised
      And emergency referral is recommended
      And lumbar MRI is recommended

      Examples:
        | sign of the nerves             |
        | severe weakness of a leg       |
        | weakness that is getting worse |
        | new unsteady walking           |
        | numbness between the legs      |
        | new bladder or bowel trouble   |

    Scenario Outline: With cancer in the past every sign of the nerves must be asked about
      Given who has cancer now or in the past
      And who was not asked about <sign of the nerves>
      When the sciatica pathway is followed
      Then the alert "cord_compression" is unanswered

      Examples:
        | sign of the nerves             |
        | severe weakness of a leg       |
        | weakness that is getting worse |
        | new unsteady walking           |
        | numbness between the legs      |
        | new bladder or bowel trouble   |

    Scenario Outline: Weaker signs of cancer are an emergency only together and with unsteady walking
      Given with:
        | unexplained weight loss | <weight loss>      |
        | unrelenting pain        | <unrelenting pain> |
        | thoracic pain           | <thoracic pain>    |
        | gait disturbance        | <unsteady walking> |
      When the sciatica pathway is followed
      Then the outcome is <outcome>
      And exercise programme is <exercise>

      Examples:
        | weight loss | unrelenting pain | thoracic pain | unsteady walking | outcome | exercise    |
        | yes         | yes              | no            | yes              | urgent  | later       |
        | no          | no               | yes           | yes              | urgent  | later       |
        | no          | no               | no            | yes              | advice  | recommended |
        | no          | yes              | no            | yes              | advice  | recommended |
        | yes         | no               | no            | yes              | advice  | recommended |

    Scenario Outline: An answer that is missing keeps the emergency open
      Given with:
        | unexplained weight loss | <weight loss>      |
        | unrelenting pain        | <unrelenting pain> |
        | gait disturbance        | yes                |
      And who was not asked about <not asked>
      When the sciatica pathway is followed
      Then the alert "cord_compression" is unanswered

      Examples:
        | weight loss | unrelenting pain | not asked                                    |
        | no          | yes              | unexplained weight loss                      |
        | yes         | no               | pain that never lets up or is worst at night |
        | no          | no               | thoracic or band-like pain                   |
        | no          | no               | cancer now or in the past                    |

    Scenario Outline: Two weak signs of cancer count as much as cancer in the past
      Given with:
        | unexplained weight loss | <weight loss>      |
        | unrelenting pain        | <unrelenting pain> |
        | thoracic pain           | <thoracic pain>    |
      When the sciatica pathway is followed
      Then a within 48 h alert "cancer" is raised
      And lumbar MRI is recommended
      And blood tests are recommended
      And acupuncture is later
      And NSAID is later

      Examples:
        | weight loss | unrelenting pain | thoracic pain |
        | yes         | yes              | no            |
        | yes         | no               | yes           |
        | no          | yes              | yes           |

    Scenario Outline: One weak sign asks for blood tests and a second look, and holds nothing
      Given who has <sign>
      When the sciatica pathway is followed
      Then a soon alert "cancer_weak_sign" is raised
      And the outcome is advice
      And blood tests are recommended
      And lumbar MRI is later
      And exercise programme is recommended

      Examples:
        | sign                                         |
        | unexplained weight loss                      |
        | pain that never lets up or is worst at night |
        | thoracic or band-like pain                   |

    Scenario Outline: One weak sign with the other one not asked may be cancer
      Given who has <sign>
      And who was not asked about <not asked>
      When the sciatica pathway is followed
      Then the alert "cancer" is unanswered
      And spinal manipulation is pending
      And acupuncture is later

      Examples:
        | sign                                         | not asked                                    |
        | pain that never lets up or is worst at night | unexplained weight loss                      |
        | unexplained weight loss                      | pain that never lets up or is worst at night |
        | unexplained weight loss                      | thoracic or band-like pain                   |

    Scenario Outline: A weak sign that nobody has asked about holds nothing
      Given who was not asked about <sign>
      When the sciatica pathway is followed
      Then the alert "cancer_weak_sign" is unanswered
      And exercise programme is recommended

      Examples:
        | sign                                         |
        | unexplained weight loss                      |
        | pain that never lets up or is worst at night |
        | thoracic or band-like pain                   |

  Rule: Infection, procedures, fracture, circulation

    Scenario Outline: A risk of infection is an emergency only together with a sign of it
      Given with:
        | infection risk      | <risk>             |
        | unrelenting pain    | <unrelenting pain> |
        | raised inflammation | <raised markers>   |
      And without previous spinal surgery
      And without fracture, tumour or infection of the spine
      When the sciatica pathway is followed
      Then the outcome is <outcome>
      And exercise programme is <exercise>

      Examples:
        | risk | unrelenting pain | raised markers | outcome | exercise    |
        | yes  | yes              | no             | urgent  | later       |
        | yes  | no               | yes            | urgent  | later       |
        | yes  | no               | no             | advice  | recommended |
        | no   | yes              | no             | advice  | recommended |
        | no   | no               | yes            | advice  | recommended |

    Scenario Outline: With a risk or a sign of infection the rest must be known
      Given with:
        | infection risk   | <risk>             |
        | unrelenting pain | <unrelenting pain> |
      And who was not asked about <not asked>
      When the sciatica pathway is followed
      Then the alert "spinal_infection" is unanswered

      Examples:
        | risk | unrelenting pain | not asked                                    |
        | yes  | no               | raised ESR or CRP, or a tender spine         |
        | yes  | no               | pain that never lets up or is worst at night |
        | no   | yes              | special risk of spinal infection             |
        | no   | no               | fever or rigors                              |

    Scenario Outline: A risk of infection alone, or a raised marker alone, asks for blood tests
      Given who has <finding>
      And without previous spinal surgery
      And without fracture, tumour or infection of the spine
      When the sciatica pathway is followed
      Then a soon alert "infection_weak_sign" is raised
      And blood tests are recommended
      And lumbar MRI is later
      And exercise programme is recommended

      Examples:
        | finding                              |
        | special risk of spinal infection     |
        | raised ESR or CRP, or a tender spine |

    Scenario: New trouble after a needle, an injection, a thrust or an operation is an emergency
      Given who has new trouble after a needle, injection, manipulation or operation
      And who has been having acupuncture for 2 weeks
      When the sciatica pathway is followed
      Then an emergency alert "procedure_complication" is raised
      And emergency referral is recommended
      And lumbar MRI is recommended
      And blood tests are recommended
      And the action for acupuncture is ask first

    Scenario: An aneurysm that may burst waits for no scan
      Given who has signs of an aortic aneurysm
      When the sciatica pathway is followed
      Then an emergency alert "aortic_emergency" is raised
      And emergency referral is recommended
      And lumbar MRI is later

    Scenario: Nor does it where another sign would call for the scan
      Given who has signs of an aortic aneurysm
      And who has numbness between the legs
      When the sciatica pathway is followed
      Then an emergency alert "aortic_emergency" is raised
      And an emergency alert "cauda_equina" is raised
      And emergency referral is recommended
      And lumbar MRI is later

    Scenario: A scan that is called for does not wait for the question about an aneurysm
      Given who was not asked about signs of an aortic aneurysm
      And who has numbness between the legs
      When the sciatica pathway is followed
      Then an emergency alert "cauda_equina" is raised
      And emergency referral is recommended
      And lumbar MRI is recommended

    Scenario Outline: A possible fracture is looked for before hands are laid on
      Given who has <finding>
      When the sciatica pathway is followed
      Then a within 2 weeks alert "<alert>" is raised
      And lumbar MRI is recommended
      And nothing of kind manual is recommended
      And nothing of kind needle is recommended
      And exercise programme is <exercise>

      Examples:
        | finding                   | alert            | exercise    |
        | injury of the spine       | fracture         | later       |
        | long-term corticosteroids | steroid_fracture | recommended |

    Scenario Outline: A sign that nobody has asked about leaves its alert open
      Given who was not asked about <sign>
      When the sciatica pathway is followed
      Then the alert "<alert>" is unanswered

      Examples:
        | sign                                                             | alert                  |
        | new trouble after a needle, injection, manipulation or operation | procedure_complication |
        | signs of an aortic aneurysm                                      | aortic_emergency       |
        | injury of the spine                                              | fracture               |
        | long-term corticosteroids                                        | steroid_fracture       |
        | special risk of spinal infection                                 | infection_weak_sign    |

    Scenario Outline: Leg pain on walking and weak pulses
      Given whose leg pain is <leg pain>
      And whose weak pulses is <weak pulses>
      When the sciatica pathway is followed
      Then vascular assessment is <assessment>

      Examples:
        | leg pain     | weak pulses | assessment  |
        | claudication | yes         | recommended |
        | unknown      | yes         | pending     |
        | radicular    | no          | later       |
        | radicular    | yes         | later       |

    Scenario: Weak pulses in somebody who gets leg pain on walking
      Given whose leg pain is claudication
      And who has weak pulses in the legs
      When the low-back-pain pathway is followed
      Then a soon alert "arterial_claudication" is raised
      And vascular assessment is recommended
      And the outcome is not eligible

    Scenario: Pulses that nobody has felt are asked about in somebody who gets leg pain on walking
      Given whose leg pain is claudication
      And who was not asked about weak pulses in the legs
      When the low-back-pain pathway is followed
      Then the alert "arterial_claudication" is unanswered

    Scenario: Strong pulses in somebody who gets leg pain on walking speak for the spine, not for the arteries
      Given whose leg pain is claudication
      When the low-back-pain pathway is followed
      Then a routine alert "neurogenic_claudication" is raised

    Scenario: Leg pain that is back after an operation goes back to the surgeon
      Given who has previous spinal surgery
      And who has leg pain back after spinal surgery
      When the sciatica pathway is followed
      Then a soon alert "pain_after_surgery" is raised
      And surgical opinion is recommended

    Scenario Outline: Whether leg pain is back after an operation is asked only where there was one
      Given whose previous spinal surgery is <operated>
      When the sciatica pathway is followed
      Then surgical opinion is <opinion>

      Examples:
        | operated | opinion |
        | no       | later   |
        | yes      | pending |
