Feature: Which complaint each pathway is for
  Where nobody names a pathway, it is chosen by the complaint. What is not known of the complaint leads nowhere:
  the pathway may be for the patient, and the complaint is asked about.

  Background: somebody of 40 of whom only the complaint is known
    Given a patient aged 40

  Scenario Outline: Where it hurts decides
    Given whose leg pain is <leg>
    And whose low back pain is <back>
    And whose knee pain is <knee>
    And whose previous spinal surgery is <operation>
    When the <pathway> pathway is followed
    Then the pathway <is for> this patient

    Examples: nerve-root pain
      | pathway               | leg          | back    | knee    | operation | is for     |
      | sciatica              | radicular    | no      | no      | no        | is for     |
      | sciatica              | referred     | yes     | yes     | yes       | is not for |
      | sciatica              | claudication | yes     | yes     | yes       | is not for |
      | sciatica              | none         | yes     | yes     | yes       | is not for |
      | sciatica              | unknown      | yes     | yes     | yes       | may be for |
      | acute-severe-sciatica | radicular    | no      | no      | no        | is for     |
      | acute-severe-sciatica | none         | yes     | yes     | yes       | is not for |
      | acute-severe-sciatica | unknown      | yes     | yes     | yes       | may be for |

    Examples: the back, or the leg without a nerve root
      | pathway                   | leg          | back    | knee | operation | is for     |
      | low-back-pain             | none         | yes     | no   | no        | is for     |
      | low-back-pain             | referred     | no      | no   | no        | is for     |
      | low-back-pain             | claudication | no      | no   | no        | is for     |
      | low-back-pain             | radicular    | yes     | no   | no        | is for     |
      | low-back-pain             | radicular    | no      | yes  | yes       | is not for |
      | low-back-pain             | none         | no      | yes  | yes       | is not for |
      | low-back-pain             | unknown      | no      | yes  | yes       | may be for |
      | low-back-pain             | none         | unknown | yes  | yes       | may be for |
      | chronic-low-back-pain-who | none         | yes     | no   | no        | is for     |
      | chronic-low-back-pain-who | radicular    | no      | yes  | yes       | is not for |
      | chronic-low-back-pain-who | referred     | unknown | yes  | yes       | may be for |

    Examples: the back or a nerve root
      | pathway            | leg       | back    | knee | operation | is for     |
      | low-back-pain-nice | none      | yes     | no   | no        | is for     |
      | low-back-pain-nice | radicular | no      | no   | no        | is for     |
      | low-back-pain-nice | referred  | no      | yes  | yes       | is not for |
      | low-back-pain-nice | unknown   | no      | yes  | yes       | may be for |
      | opioids-cdc        | none      | yes     | no   | no        | is for     |
      | opioids-cdc        | radicular | no      | no   | no        | is for     |
      | opioids-cdc        | referred  | no      | yes  | yes       | is not for |
      | opioids-cdc        | radicular | unknown | no   | no        | is for     |

    Examples: after an operation on the spine
      | pathway       | leg          | back | knee | operation | is for     |
      | post-surgical | none         | yes  | no   | yes       | is for     |
      | post-surgical | radicular    | no   | no   | yes       | is for     |
      | post-surgical | referred     | no   | no   | yes       | is for     |
      | post-surgical | claudication | no   | yes  | yes       | is not for |
      | post-surgical | none         | no   | yes  | yes       | is not for |
      | post-surgical | radicular    | yes  | yes  | no        | is not for |
      | post-surgical | radicular    | yes  | no   | unknown   | may be for |

    Examples: the knee
      | pathway             | leg       | back | knee    | operation | is for     |
      | knee-osteoarthritis | none      | no   | yes     | no        | is for     |
      | knee-osteoarthritis | radicular | yes  | no      | yes       | is not for |
      | knee-osteoarthritis | none      | no   | unknown | no        | may be for |
