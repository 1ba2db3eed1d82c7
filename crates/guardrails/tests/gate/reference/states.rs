//! United States: US-01 to US-44.

use guardrails::{Act::*, Ask, Audience::*, Class::*};
use strategy::{
    Function::*,
    record::Stage::{Approved, Filed, Preclinical},
};

use super::{Does::*, *};

const OF_VALUE: &[Class] = &[HcpPayment, Meal, Gift, CmeGrant];
const QUESTION: &[Class] = &[MedicalResponse, OffLabelScience, Request];

fn beside_promotion(ask: &Ask) -> bool {
    ask.class == MixedBundle || ask.facts.beside_promotion
}

pub(crate) const RULES: &[Rule] = &[
    Rule("US-01", Forbids, ANYONE, SPEAKS, PROMOTION, ANYBODY, BEFORE_APPROVAL, plainly),
    Rule("US-02", PermitsWithDuties, &[Medical, Clinical], TELLS, &[TrialScience], &[Hcp], BEFORE_APPROVAL, |a| !a.facts.beside_promotion),
    Rule("US-03", Forbids, &[Marketing, Sales], &[Initiate], &[SalesOrder], ANYBODY, BEFORE_APPROVAL, plainly),
    Rule("US-04", PermitsWithDuties, &[Marketing, Medical, Sales], TELLS, &[DiseaseEducation], ANYBODY, ALWAYS, plainly),
    Rule("US-05", Forbids, &[Marketing], SPEAKS, &[MixedBundle, DiseaseEducation], ANYBODY, ALWAYS, |a| {
        beside_promotion(a) && !a.facts.cosigned_by_compliance
    }),
    Rule("US-06", PermitsWithDuties, &[Marketing], TELLS, &[ComingSoon], ANYBODY, (Filed, Approved), plainly),
    Rule("US-07", PermitsWithDuties, &[MarketAccess, Heor], TELLS, &[PreapprovalPayerInformation], &[Payer], BEFORE_APPROVAL, plainly),
    Rule("US-08", Forbids, ANYONE, SPEAKS, &[PreapprovalPayerInformation], &[Hcp, Patient, Public, Advocate], BEFORE_APPROVAL, plainly),
    Rule("US-09", Forbids, &[MarketAccess, Heor], SPEAKS, &[ProductClaim], &[Payer], BEFORE_APPROVAL, plainly),
    Rule("US-10", PermitsWithDuties, &[MarketAccess, Heor], TELLS, &[HealthEconomic], &[Payer], FROM_APPROVAL, plainly),
    Rule("US-11", Forbids, &[Sales, Marketing], SPEAKS, &[HealthEconomic], &[Hcp], ALWAYS, plainly),
    Rule("US-12", PermitsWithDuties, &[Sales, Marketing], TELLS, &[ProductClaim], TRADE, FROM_APPROVAL, plainly),
    Rule("US-12", AddsDuties, &[Sales, Marketing], SPEAKS, &[ProductClaim], LAY, FROM_APPROVAL, plainly),
    Rule(
        "US-12",
        AddsDuties,
        &[Sales, Marketing],
        SPEAKS,
        &[ConsistentClaim, NewBrandedMaterial, PromotionalEmail],
        ANYBODY,
        FROM_APPROVAL,
        plainly,
    ),
    Rule("US-13", PermitsWithDuties, &[Sales, Marketing, MarketAccess, Heor], TELLS, &[ConsistentClaim], ANYBODY, FROM_APPROVAL, plainly),
    Rule("US-14", Forbids, ANYONE, SPEAKS, &[OffLabelPromotion], ANYBODY, ALWAYS, plainly),
    Rule("US-15", PermitsWithDuties, &[Medical], SPEAKS, &[OffLabelScience], &[Hcp], FROM_APPROVAL, plainly),
    Rule("US-16", Forbids, &[Medical], SPEAKS, &[OffLabelScience], ANYBODY, BEFORE_APPROVAL, plainly),
    Rule("US-17", Forbids, ANYONE, SPEAKS, &[OffLabelScience], LAY, ALWAYS, plainly),
    Rule("US-18", Forbids, &[Medical, Marketing], SPEAKS, &[MixedBundle, OffLabelScience], ANYBODY, ALWAYS, beside_promotion),
    Rule("US-19", Forbids, &[Sales], SPEAKS, &[OffLabelScience], &[Hcp], ALWAYS, plainly),
    Rule("US-19", AddsDuties, &[Sales], &[HandOff], QUESTION, ANYBODY, ALWAYS, plainly),
    Rule("US-20", PermitsWithDuties, &[MedicalInformation, Medical], TELLS, &[MedicalResponse], ANYBODY, ALWAYS, |a| !a.solicited),
    Rule("US-21", Forbids, &[Sales, Marketing], SPEAKS, &[MedicalResponse], ANYBODY, ALWAYS, plainly),
    Rule("US-21", AddsDuties, &[Sales, Marketing], &[HandOff], QUESTION, ANYBODY, ALWAYS, plainly),
    Rule("US-22", Forbids, ANYONE, SPEAKS, &[MedicalResponse], ANYBODY, ALWAYS, |a| a.solicited),
    Rule("US-23", PermitsWithDuties, &[MedicalInformation, Marketing], TELLS, &[PublicReply], ANYBODY, ALWAYS, plainly),
    Rule("US-24", PermitsWithDuties, &[Marketing], &[Share], &[NewBrandedMaterial], ANYBODY, FROM_LAUNCH, plainly),
    Rule("US-25", PermitsWithDuties, &[Marketing], TELLS, &[ProductClaim], LAY, FROM_APPROVAL, plainly),
    Rule("US-26", Forbids, ANYONE, &[Incentivise], OF_VALUE, ANYBODY, ALWAYS, |a| !a.facts.safe_harbour),
    Rule("US-26", PermitsWithDuties, ANYONE, &[Incentivise], OF_VALUE, ANYBODY, ALWAYS, |a| a.facts.safe_harbour),
    Rule("US-27", Forbids, &[Sales, Marketing], &[Target], &[SpeakerNomination], ANYBODY, FROM_APPROVAL, plainly),
    Rule("US-27", Forbids, &[Sales, Marketing], &[See, SeeMetadata, SeeAggregate], &[SpeakerReturn], ANYBODY, FROM_APPROVAL, plainly),
    Rule("US-28", PermitsWithDuties, &[Marketing, Sales], &[Initiate], &[SpeakerProgramme], ANYBODY, FROM_APPROVAL, plainly),
    Rule("US-29", PermitsWithDuties, &[Medical, Marketing, MarketAccess, Heor], &[Initiate], &[Consulting], ANYBODY, ALWAYS, plainly),
    Rule(
        "US-30",
        AddsDuties,
        &[Medical, Marketing, MarketAccess, Heor],
        &[Initiate],
        &[Consulting, Contract, SpeakerProgramme],
        ANYBODY,
        ALWAYS,
        |a| a.facts.committee_member,
    ),
    Rule("US-31", Forbids, &[Marketing, Sales], &[Initiate, Incentivise], &[CmeGrant], ANYBODY, ALWAYS, plainly),
    Rule("US-32", PermitsWithDuties, &[Sales], &[Incentivise], &[Meal], ANYBODY, FROM_LAUNCH, plainly),
    Rule("US-33", Forbids, &[Medical, Leadership], &[Incentivise], &[MedicalBonus], ANYBODY, ALWAYS, plainly),
    Rule("US-34", Forbids, &[Sales, Marketing], &[Incentivise, Target], &[OffLabelTarget], ANYBODY, FROM_APPROVAL, plainly),
    Rule("US-35", Forbids, &[Medical], &[Target], &[ExpertByPrescribing], ANYBODY, ALWAYS, plainly),
    Rule("US-36", PermitsWithDuties, &[Sales, Marketing], &[Target], &[PrescribingData], ANYBODY, FROM_APPROVAL, |a| !a.facts.opted_out),
    Rule("US-36", AddsDuties, &[Sales, Marketing], &[See], &[PrescribingData], ANYBODY, FROM_APPROVAL, |a| !a.facts.opted_out),
    Rule("US-36", Forbids, &[Sales, Marketing], &[See, Target], &[PrescribingData], ANYBODY, ALWAYS, |a| a.facts.opted_out),
    Rule("US-37", Forbids, &[Medical], &[See, SeeMetadata], &[PrescribingData, SalesGoal], ANYBODY, ALWAYS, plainly),
    Rule("US-38", Forbids, &[Sales, Marketing], &[Plan], &[MedicalEngagementPlan], ANYBODY, ALWAYS, plainly),
    Rule("US-39", PermitsWithDuties, &[Sales], &[Share, HandOff], &[Sample], ANYBODY, FROM_LAUNCH, plainly),
    Rule("US-39", Forbids, ANYONE, &[Share, HandOff], &[Sample], ANYBODY, (Preclinical, Approved), plainly),
    Rule("US-40", Forbids, &[Medical], &[Say, Share, HandOff], &[Sample, Contract, PriceTerms], ANYBODY, ALWAYS, plainly),
    Rule("US-41", PermitsWithDuties, ANYONE, &[Incentivise], &[TransferOfValue], ANYBODY, ALWAYS, plainly),
    Rule("US-41", AddsDuties, ANYONE, &[Incentivise], OF_VALUE, ANYBODY, ALWAYS, plainly),
    Rule("US-42", Forbids, &[Sales, Medical, Marketing], &[Incentivise], &[Gift], ANYBODY, ALWAYS, plainly),
    Rule(
        "US-42",
        AddsDuties,
        &[Sales, Medical, Marketing],
        &[Incentivise],
        &[HcpPayment, Meal, CmeGrant, TransferOfValue],
        ANYBODY,
        ALWAYS,
        plainly,
    ),
    Rule("US-43", Forbids, &[Sales, Marketing], &[Initiate], &[IitSupport], ANYBODY, ALWAYS, plainly),
    Rule("US-44", PermitsWithDuties, &[Compliance, Regulatory], &[Plan], &[RulePack, ReportingLine], ANYBODY, ALWAYS, plainly),
];
