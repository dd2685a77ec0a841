Feature: Of whom NICE NG59 speaks, by age and by complaint
  NICE NG59 speaks of people from 16 years on: in some statements of low back pain and sciatica alike, in
  others of one of them. A statement that does not speak of a patient lends no strength and forbids nothing.
  The pathways themselves are for adults; what NICE says is shown to whoever is treated already.
  Facts: 2.2 (G-NICE-02, G-NICE-06 to G-NICE-16).

  Background:
    Given a patient
    And whose red flags are all absent

  @nice-ng59.self_management @nice-ng59.risk_stratification @nice-ng59.exercise
  @nice-ng59.supports @nice-ng59.traction @nice-ng59.manual_therapy @nice-ng59.massage
  @nice-ng59.acupuncture @nice-ng59.electrotherapies @nice-ng59.psychological
  Scenario Outline: What NICE says of low back pain and sciatica alike
    Given whose age is <age>
    And whose leg pain is <leg pain>
    And whose low back pain is <back pain>
    And whose symptom duration is 8 weeks
    When the <pathway> pathway is followed
    Then nice-ng59.self_management advises for education, <applies>
    And nice-ng59.risk_stratification advises for risk_stratification, <applies>
    And nice-ng59.exercise advises for exercise programme, <applies>
    And nice-ng59.supports advises against lumbar_supports, <applies>
    And nice-ng59.traction advises against traction, <applies>
    And nice-ng59.manual_therapy advises for spinal manipulation, <applies>
    And nice-ng59.massage advises for massage, <applies>
    And nice-ng59.acupuncture advises against acupuncture, <applies>
    And nice-ng59.electrotherapies advises against TENS, <applies>
    And nice-ng59.electrotherapies advises against therapeutic ultrasound, <applies>
    And nice-ng59.psychological advises for cognitive behavioural therapy, <applies>

    Examples:
      | pathway       | age | leg pain  | back pain | applies                |
      | sciatica      | 15  | radicular | yes       | outside its population |
      | sciatica      | 16  | radicular | yes       | directly               |
      | sciatica      | 16  | radicular | no        | directly               |
      | sciatica      | 16  | none      | yes       | directly               |
      | sciatica      | 16  | none      | no        | outside its population |
      | low-back-pain | 15  | none      | yes       | outside its population |
      | low-back-pain | 16  | none      | yes       | directly               |
      | low-back-pain | 16  | radicular | no        | directly               |
      | low-back-pain | 16  | none      | no        | outside its population |

  @nice-ng59.imaging
  Scenario Outline: NICE speaks against a scan that changes nothing, in low back pain and sciatica alike
    Given whose age is <age>
    And whose leg pain is <leg pain>
    And whose low back pain is <back pain>
    And whose symptom duration is 8 weeks
    And whose pain score is 4
    And whose wish to consider surgery is no
    When the sciatica pathway is followed
    Then nice-ng59.imaging advises against lumbar MRI, <applies>

    Examples:
      | age | leg pain  | back pain | applies                |
      | 15  | radicular | yes       | outside its population |
      | 16  | radicular | no        | directly               |
      | 16  | none      | yes       | directly               |
      | 16  | none      | no        | outside its population |

  @nice-ng59.gabapentinoids @nice-ng59.corticosteroids @nice-ng59.benzodiazepines
  @nice-ng59.nsaid_sciatica @nice-ng59.decompression
  Scenario Outline: What NICE says of sciatica alone
    Given whose age is <age>
    And whose leg pain is <leg pain>
    And who has low back pain
    And whose symptom duration is 8 weeks
    When the sciatica pathway is followed
    Then nice-ng59.gabapentinoids advises against gabapentin, <applies>
    And nice-ng59.corticosteroids advises against systemic corticosteroid, <applies>
    And nice-ng59.benzodiazepines advises against benzodiazepine, <applies>
    And nice-ng59.nsaid_sciatica advises for NSAID, <applies>
    And nice-ng59.decompression advises for surgical opinion, <applies>
    And nice-ng59.decompression advises for discectomy, <applies>

    Examples:
      | age | leg pain  | applies                |
      | 15  | radicular | outside its population |
      | 16  | radicular | directly               |
      | 16  | none      | outside its population |

  @nice-ng59.opioids_sciatica
  Scenario Outline: NICE speaks against opioids in chronic sciatica alone
    Given whose age is <age>
    And whose leg pain is <leg pain>
    And who has low back pain
    And whose symptom duration is <duration>
    When the sciatica pathway is followed
    Then nice-ng59.opioids_sciatica advises against opioid, <applies>
    And nice-ng59.opioids_sciatica advises against tramadol, <applies>

    Examples:
      | age | leg pain  | duration | applies                |
      | 15  | radicular | 26 weeks | outside its population |
      | 16  | radicular | 26 weeks | directly               |
      | 16  | none      | 26 weeks | outside its population |
      | 16  | radicular | 8 weeks  | outside its population |

  @nice-ng59.nsaid @nice-ng59.antidepressants @nice-ng59.anticonvulsants @nice-ng59.injections_back
  Scenario Outline: What NICE says of back pain without nerve-root pain
    Given whose age is <age>
    And whose leg pain is <leg pain>
    And who has low back pain
    And whose symptom duration is 26 weeks
    When the low-back-pain pathway is followed
    Then nice-ng59.nsaid advises for NSAID, <applies>
    And nice-ng59.antidepressants advises against duloxetine, <applies>
    And nice-ng59.anticonvulsants advises against gabapentin, <applies>
    And nice-ng59.injections_back advises against epidural steroid injection, <applies>

    Examples:
      | age | leg pain  | applies                |
      | 15  | none      | outside its population |
      | 16  | none      | directly               |
      | 16  | radicular | outside its population |

  @nice-ng59.fusion
  Scenario Outline: NICE speaks against fusion in low back pain
    Given whose age is <age>
    And whose leg pain is none
    And whose low back pain is <back pain>
    When the low-back-pain pathway is followed
    Then nice-ng59.fusion advises against fusion, <applies>

    Examples:
      | age | back pain | applies                |
      | 15  | yes       | outside its population |
      | 16  | yes       | directly               |
      | 16  | no        | outside its population |

  Rule: Paracetamol alone

    @nice-ng59.paracetamol
    Scenario Outline: NICE speaks against paracetamol alone, and not beside another drug
      Given whose age is <age>
      And whose leg pain is <leg pain>
      And whose low back pain is <back pain>
      And <beside>
      When the sciatica pathway is followed
      Then nice-ng59.paracetamol advises against paracetamol, <applies>

      Examples:
        | age | leg pain  | back pain | beside                                 | applies                |
        | 15  | none      | yes       | who has tried nothing so far           | outside its population |
        | 16  | none      | yes       | who has tried nothing so far           | directly               |
        | 16  | radicular | yes       | who has tried nothing so far           | directly               |
        | 16  | radicular | no        | who has tried nothing so far           | outside its population |
        | 45  | none      | yes       | who has been taking NSAID for 1 week   | outside its population |
        | 45  | none      | yes       | who has been taking opioid for 1 week  | outside its population |

    @acp-2017.paracetamol
    Scenario Outline: Beside an anti-inflammatory drug ACP's word on new back pain remains
      Given whose age is 45
      And whose leg pain is none
      And who has low back pain
      And whose symptom duration is <duration>
      And who has been taking NSAID for 1 week
      And who has been taking paracetamol for 1 week
      And whose problem list, medicines and allergies are reconciled
      When the sciatica pathway is followed
      Then the outcome is not eligible
      And paracetamol is <verdict>

      Examples:
        | duration | verdict         |
        | 2 weeks  | not recommended |
        | 8 weeks  | ongoing         |
