"""The names of FHIR R4's resources: whatever else calls itself a resource is none."""

from __future__ import annotations

from typing import Final

_NAMES: Final = """
Account ActivityDefinition AdverseEvent AllergyIntolerance Appointment AppointmentResponse
AuditEvent Basic Binary BiologicallyDerivedProduct BodyStructure Bundle CapabilityStatement
CarePlan CareTeam CatalogEntry ChargeItem ChargeItemDefinition Claim ClaimResponse
ClinicalImpression CodeSystem Communication CommunicationRequest CompartmentDefinition
Composition ConceptMap Condition Consent Contract Coverage CoverageEligibilityRequest
CoverageEligibilityResponse DetectedIssue Device DeviceDefinition DeviceMetric DeviceRequest
DeviceUseStatement DiagnosticReport DocumentManifest DocumentReference EffectEvidenceSynthesis
Encounter Endpoint EnrollmentRequest EnrollmentResponse EpisodeOfCare EventDefinition Evidence
EvidenceVariable ExampleScenario ExplanationOfBenefit FamilyMemberHistory Flag Goal
GraphDefinition Group GuidanceResponse HealthcareService ImagingStudy Immunization
ImmunizationEvaluation ImmunizationRecommendation ImplementationGuide InsurancePlan Invoice
Library Linkage List Location Measure MeasureReport Media Medication MedicationAdministration
MedicationDispense MedicationKnowledge MedicationRequest MedicationStatement MedicinalProduct
MedicinalProductAuthorization MedicinalProductContraindication MedicinalProductIndication
MedicinalProductIngredient MedicinalProductInteraction MedicinalProductManufactured
MedicinalProductPackaged MedicinalProductPharmaceutical MedicinalProductUndesirableEffect
MessageDefinition MessageHeader MolecularSequence NamingSystem NutritionOrder Observation
ObservationDefinition OperationDefinition OperationOutcome Organization
OrganizationAffiliation Parameters Patient PaymentNotice PaymentReconciliation Person
PlanDefinition Practitioner PractitionerRole Procedure Provenance Questionnaire
QuestionnaireResponse RelatedPerson RequestGroup ResearchDefinition ResearchElementDefinition
ResearchStudy ResearchSubject RiskAssessment RiskEvidenceSynthesis Schedule SearchParameter
ServiceRequest Slot Specimen SpecimenDefinition StructureDefinition StructureMap Subscription
Substance SubstanceNucleicAcid SubstancePolymer SubstanceProtein SubstanceReferenceInformation
SubstanceSourceMaterial SubstanceSpecification SupplyDelivery SupplyRequest Task
TerminologyCapabilities TestReport TestScript ValueSet VerificationResult VisionPrescription
"""

RESOURCE_TYPES: Final = frozenset(_NAMES.split())

#: What other versions of FHIR call resources that R4 has under another name.
RENAMED: Final = {
    "MedicationOrder": "this is FHIR DSTU2; R4 calls it `MedicationRequest`",
    "MedicationUsage": "this is FHIR R5; R4 calls it `MedicationStatement`",
    "DeviceUsage": "this is FHIR R5; R4 calls it `DeviceUseStatement`",
    "ProcedureRequest": "this is FHIR STU3; R4 calls it `ServiceRequest`",
    "DiagnosticOrder": "this is FHIR DSTU2; R4 calls it `ServiceRequest`",
    "DeviceUseRequest": "this is FHIR DSTU2; R4 calls it `DeviceRequest`",
    "ReferralRequest": "this is FHIR STU3; R4 calls it `ServiceRequest`",
    "Sequence": "this is FHIR STU3; R4 calls it `MolecularSequence`",
    "BodySite": "this is FHIR STU3; R4 calls it `BodyStructure`",
    "EligibilityRequest": "this is FHIR STU3; R4 calls it `CoverageEligibilityRequest`",
    "EligibilityResponse": "this is FHIR STU3; R4 calls it `CoverageEligibilityResponse`",
    "DeviceComponent": "this is FHIR STU3; R4 calls it `DeviceDefinition`",
    "RequestOrchestration": "this is FHIR R5; R4 calls it `RequestGroup`",
}
