Feature: What is too old counts no more, and what nobody asked is never taken for granted
  # Every answer has a time for which it counts; a red flag only counts for the day on which it was
  # asked. A list that was reconciled says nothing of signs, of bleeding, or of what a patient wants.

  Background:
    Given a man aged 45

  Scenario Outline: A red flag that was answered yesterday is asked again today
    Given whose leg pain is radicular
    And whose <sign> is no on 2026-11-19
    When the sciatica pathway is followed
    Then the questions include <sign>

    Examples:
      | sign                                                             |
      | new bladder or bowel trouble                                     |
      | numbness between the legs                                        |
      | new or worsening symptoms in both legs                           |
      | sciatica in both legs                                            |
      | large central disc herniation on a scan                          |
      | severe weakness of a leg                                         |
      | progressive_weakness                                             |
      | new unsteady walking                                             |
      | cancer now or in the past                                        |
      | unexplained weight loss                                          |
      | unrelenting_pain                                                 |
      | thoracic or band-like pain                                       |
      | fever or rigors                                                  |
      | special risk of spinal infection                                 |
      | raised ESR or CRP, or a tender spine                             |
      | new trouble after a needle, injection, manipulation or operation |
      | injury of the spine                                              |
      | long-term corticosteroids                                        |
      | signs of an aortic aneurysm                                      |

  Scenario Outline: How much opioid is taken is asked for again, but only of those who take one
    Given whose leg pain is radicular
    And whose symptom duration is 26 weeks
    And whose opioid for another reason is <taken>
    And whose sleep apnoea is no
    And whose opioid dose in morphine equivalents is 20 on 2026-10-22
    When the sciatica pathway is followed
    Then the questions <include> opioid dose in morphine equivalents

    Examples:
      | taken | include        |
      | yes   | include        |
      | no    | do not include |

  Scenario Outline: What was answered today is not asked again
    Given whose leg pain is radicular
    And whose <sign> is no on 2026-11-20
    When the sciatica pathway is followed
    Then the questions do not include <sign>

    Examples:
      | sign                                   |
      | new bladder or bowel trouble           |
      | numbness between the legs              |
      | new or worsening symptoms in both legs |

  Scenario Outline: What hangs on a value that is too old waits for a new one
    Given whose leg pain is radicular
    And whose symptom duration is 26 weeks
    And whose <what> is <value> on <day>
    When the sciatica pathway is followed
    Then <option> waits for <what>

    Examples:
      | what                           | value    | day        | option      |
      | platelet count                 | 150      | 2025-11-19 | acupuncture |
      | kidney function (eGFR)         | 90       | 2025-11-19 | NSAID       |
      | loss of fluid                  | no       | 2026-11-12 | NSAID       |
      | lumbar imaging in this episode | not done | 2026-05-21 | discectomy  |
      | wish to consider surgery       | no       | 2026-08-27 | discectomy  |
      | enough relief for now          | no       | 2026-10-22 | education   |
      | STarT Back total               | 2        | 2026-08-27 | CBT         |

  Scenario Outline: Nor does what brought the patient here count for ever
    Given whose <what> is <value> on <day>
    When the sciatica pathway is followed
    Then the questions include <what>

    Examples:
      | what                 | value     | day        |
      | duration of symptoms | 26 weeks  | 2026-08-27 |
      | leg pain             | radicular | 2026-08-27 |
      | low back pain        | no        | 2026-08-27 |

  Scenario: However complete the lists are, bleeding is asked about by name
    Given whose leg pain is radicular
    And whose symptom duration is 26 weeks
    And whose problem list, medicines and allergies are reconciled
    And who was not asked about bleeding disorder
    When the sciatica pathway is followed
    Then acupuncture waits for bleeding disorder

  Scenario Outline: However complete the lists are, these are asked
    Given whose leg pain is radicular
    And whose symptom duration is 26 weeks
    And whose problem list, medicines and allergies are reconciled
    And who was not asked about <what>
    And who has tried nothing so far
    When the sciatica pathway is followed
    Then the questions include <what>

    Examples:
      | what                                                             |
      | new bladder or bowel trouble                                     |
      | numbness between the legs                                        |
      | new or worsening symptoms in both legs                           |
      | sciatica in both legs                                            |
      | large central disc herniation on a scan                          |
      | severe weakness of a leg                                         |
      | progressive_weakness                                             |
      | cancer now or in the past                                        |
      | unexplained weight loss                                          |
      | unrelenting_pain                                                 |
      | thoracic or band-like pain                                       |
      | fever or rigors                                                  |
      | special risk of spinal infection                                 |
      | raised ESR or CRP, or a tender spine                             |
      | new trouble after a needle, injection, manipulation or operation |
      | injury of the spine                                              |
      | long-term corticosteroids                                        |
      | signs of an aortic aneurysm                                      |
