Feature: The same answer for everything at once
  Whoever declines, has tried or takes everything is told so of each treatment, whatever the step; and where
  nothing is known, everything waits. These look at all options together.

  Background: a man of whom everything is known and nothing is wrong
    Given a man aged 60
    And who has knee pain
    And whose other red flags are all absent
    And whose problem list, medicines and allergies are reconciled
    And without a bleeding disorder
    And with:
      | activity_related_pain     | yes          |
      | morning stiffness         | 10           |
      | bmi                       | 24           |
      | symptom duration          | 52 weeks     |
      | pain score                | 6            |
      | baseline pain             | 7            |
      | walking_affected          | no           |
      | smokes                    | no           |
      | adequate relief           | no           |
      | unexplained_knee_swelling | no           |
      | knee_limits_life          | no           |
      | wants surgery             | no           |
      | knee_xray                 | none or mild |
      | knee_injections           | 0            |
      | arthroplasty_planned      | no           |
      | platelets                 | 250          |
      | egfr                      | 90           |

  Scenario: Where nothing is known, everything waits but advice
    Given with nothing else known
    And a patient
    When the knee-osteoarthritis pathway is followed
    Then exactly these are recommended:
      | knee_education |
    And the outcome is needs information

  Scenario Outline: What is not known, and what is then left open
    Given whose <finding> are unknown
    And who has tried nothing so far
    When the knee-osteoarthritis pathway is followed
    Then nothing of kind surgery is recommended
    And the questions include <finding>
    And the outcome is <outcome>

    Examples:
      | finding           | outcome           |
      | knee_pain         | needs information |
      | bmi               | advice            |
      | walking_affected  | advice            |
      | morning stiffness | needs information |

  Scenario: Without osteoarthritis no guideline on it speaks of the patient
    Given whose age is 44
    And who has tried nothing so far
    When the knee-osteoarthritis pathway is followed
    Then X-ray of the knee is later
    And exercise for the knee is not listed
    And the outcome is not eligible

  Scenario Outline: Who declines everything is offered nothing
    Given <told>
    And who has tried nothing so far
    And who declines self-care
    And who declines drug
    And who declines exercise
    And who declines manual
    And who declines needle
    And who declines injection
    And who declines surgery
    And who declines education
    And who declines referral
    And who declines investigation
    And who declines safety measure
    When the knee-osteoarthritis pathway is followed
    Then nothing is recommended
    And the outcome is <outcome>

    Examples:
      | told                        | outcome           |
      | who has knee_pain           | advice            |
      | who was not asked about knee_pain | needs information |

  Scenario Outline: Where nothing is to be had, nothing is advised
    Given <told>
    And who has tried nothing so far
    And for whom self-care is not available
    And for whom drug is not available
    And for whom exercise is not available
    And for whom manual is not available
    And for whom needle is not available
    And for whom injection is not available
    And for whom surgery is not available
    And for whom education is not available
    And for whom referral is not available
    And for whom investigation is not available
    And for whom safety measure is not available
    When the knee-osteoarthritis pathway is followed
    Then nothing is recommended
    And the outcome is <outcome>

    Examples:
      | told                        | outcome           |
      | who has knee_pain           | advice            |
      | who was not asked about knee_pain | needs information |

  Scenario Outline: Who has tried everything in vain is asked to see a specialist team
    Given <told>
    And who has tried nothing so far
    And who tried knee osteoarthritis education for 30 weeks and 30 sessions and got worse
    And who tried exercise for the knee for 30 weeks and 30 sessions and got worse
    And who tried tai chi for 30 weeks and 30 sessions and got worse
    And who tried weight management for 30 weeks and 30 sessions and got worse
    And who tried walking aid for 30 weeks and 30 sessions and got worse
    And who tried manual therapy of the knee for 30 weeks and 30 sessions and got worse
    And who tried anti-inflammatory drug on the skin for 30 weeks and 30 sessions and got worse
    And who tried NSAID for 30 weeks and 30 sessions and got worse
    And who tried PPI for 30 weeks and 30 sessions and got worse
    And who tried steroid injection into the knee for 30 weeks and 30 sessions and got worse
    And who tried duloxetine for 30 weeks and 30 sessions and got worse
    And who tried capsaicin for 30 weeks and 30 sessions and got worse
    And who tried paracetamol for 30 weeks and 30 sessions and got worse
    And who tried knee brace for 30 weeks and 30 sessions and got worse
    And who tried acupuncture for 30 weeks and 30 sessions and got worse
    And who tried electroacupuncture for 30 weeks and 30 sessions and got worse
    And who tried hyaluronan injection for 30 weeks and 30 sessions and got worse
    And who tried tramadol for 30 weeks and 30 sessions and got worse
    And who tried opioid for 30 weeks and 30 sessions and got worse
    And who tried naloxone for 30 weeks and 30 sessions and got worse
    And who tried platelet-rich plasma or stem cells for 30 weeks and 30 sessions and got worse
    And who tried glucosamine for 30 weeks and 30 sessions and got worse
    And who tried wedged insoles for 30 weeks and 30 sessions and got worse
    And who tried TENS for 30 weeks and 30 sessions and got worse
    And who tried therapeutic ultrasound for 30 weeks and 30 sessions and got worse
    And who tried arthroscopy of the knee for 30 weeks and 30 sessions and got worse
    And who tried knee replacement for 30 weeks and 30 sessions and got worse
    And who tried orthopaedic opinion for 30 weeks and 30 sessions and got worse
    And who tried X-ray of the knee for 30 weeks and 30 sessions and got worse
    And who tried MRI of the knee for 30 weeks and 30 sessions and got worse
    And who tried X-ray of the hip for 30 weeks and 30 sessions and got worse
    And who tried aspiration of the knee for 30 weeks and 30 sessions and got worse
    And who tried ultrasound of the leg veins for 30 weeks and 30 sessions and got worse
    And who tried emergency referral for 30 weeks and 30 sessions and got worse
    And who tried referral to rheumatology for 30 weeks and 30 sessions and got worse
    And who tried blood tests for 30 weeks and 30 sessions and got worse
    When the knee-osteoarthritis pathway is followed
    Then nothing is recommended
    And the outcome is <outcome>

    Examples:
      | told                        | outcome           |
      | who has knee_pain           | advice            |
      | who was not asked about knee_pain | needs information |

  Scenario Outline: What runs and helps goes on
    Given <told>
    And who has tried nothing so far
    And who has been doing knee osteoarthritis education for 5 weeks, so far with benefit
    And who has been doing exercise for the knee for 5 weeks, so far with benefit
    And who has been doing tai chi for 5 weeks, so far with benefit
    And who has been doing weight management for 5 weeks, so far with benefit
    And who has been doing walking aid for 5 weeks, so far with benefit
    And who has been doing manual therapy of the knee for 5 weeks, so far with benefit
    And who has been doing anti-inflammatory drug on the skin for 5 weeks, so far with benefit
    And who has been doing NSAID for 5 weeks, so far with benefit
    And who has been doing PPI for 5 weeks, so far with benefit
    And who has been doing steroid injection into the knee for 5 weeks, so far with benefit
    And who has been doing duloxetine for 5 weeks, so far with benefit
    And who has been doing capsaicin for 5 weeks, so far with benefit
    And who has been doing paracetamol for 5 weeks, so far with benefit
    And who has been doing knee brace for 5 weeks, so far with benefit
    And who has been doing acupuncture for 5 weeks, so far with benefit
    And who has been doing electroacupuncture for 5 weeks, so far with benefit
    And who has been doing hyaluronan injection for 5 weeks, so far with benefit
    And who has been doing tramadol for 5 weeks, so far with benefit
    And who has been doing opioid for 5 weeks, so far with benefit
    And who has been doing naloxone for 5 weeks, so far with benefit
    And who has been doing platelet-rich plasma or stem cells for 5 weeks, so far with benefit
    And who has been doing glucosamine for 5 weeks, so far with benefit
    And who has been doing wedged insoles for 5 weeks, so far with benefit
    And who has been doing TENS for 5 weeks, so far with benefit
    And who has been doing therapeutic ultrasound for 5 weeks, so far with benefit
    And who has been doing arthroscopy of the knee for 5 weeks, so far with benefit
    And who has been doing knee replacement for 5 weeks, so far with benefit
    And who has been doing orthopaedic opinion for 5 weeks, so far with benefit
    And who has been doing X-ray of the knee for 5 weeks, so far with benefit
    And who has been doing MRI of the knee for 5 weeks, so far with benefit
    And who has been doing X-ray of the hip for 5 weeks, so far with benefit
    And who has been doing aspiration of the knee for 5 weeks, so far with benefit
    And who has been doing ultrasound of the leg veins for 5 weeks, so far with benefit
    And who has been doing emergency referral for 5 weeks, so far with benefit
    And who has been doing referral to rheumatology for 5 weeks, so far with benefit
    And who has been doing blood tests for 5 weeks, so far with benefit
    When the knee-osteoarthritis pathway is followed
    Then nothing is recommended
    And the outcome is <outcome>

    Examples:
      | told                        | outcome           |
      | who has knee_pain           | advice            |
      | who was not asked about knee_pain | needs information |

  Scenario: An emergency holds what may wait
    Given who has hot_swollen_knee
    And without knee_replaced
    And who tried exercise for the knee for 8 weeks and it partly helped
    When the knee-osteoarthritis pathway is followed adopting acr-af-2019
    Then exactly these are recommended:
      | emergency referral     |
      | aspiration of the knee |
