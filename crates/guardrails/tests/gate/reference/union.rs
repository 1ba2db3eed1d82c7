//! European Union: EU-01 to EU-16.

use guardrails::{Act::*, Audience::*, Class::*};
use strategy::{
    Function::*,
    record::Stage::{Approved, LossOfExclusivity, Phase3},
};

use super::{Does::*, *};

const LOE: (Stage, Stage) = (LossOfExclusivity, LossOfExclusivity);

pub(crate) const RULES: &[Rule] = &[
    Rule("EU-01", Forbids, ANYONE, SPEAKS, PROMOTION, &[Hcp, Patient, Public, Advocate], BEFORE_APPROVAL, plainly),
    Rule(
        "EU-02",
        PermitsWithDuties,
        &[Sales, Marketing],
        TELLS,
        &[ProductClaim, ConsistentClaim, NewBrandedMaterial],
        TRADE,
        FROM_APPROVAL,
        plainly,
    ),
    Rule("EU-03", PermitsWithDuties, &[MedicalInformation, Medical], TELLS, &[MedicalResponse], ANYBODY, ALWAYS, |a| !a.solicited),
    Rule("EU-04", PermitsWithDuties, &[Marketing, Medical], TELLS, &[DiseaseEducation], ANYBODY, ALWAYS, plainly),
    Rule("EU-05", Forbids, ANYONE, SPEAKS, PROMOTION, LAY, ALWAYS, plainly),
    Rule("EU-06", Forbids, ANYONE, &[Incentivise], &[Gift], ANYBODY, ALWAYS, plainly),
    Rule("EU-06", PermitsWithDuties, ANYONE, &[Incentivise], &[Meal], ANYBODY, ALWAYS, plainly),
    Rule("EU-07", PermitsWithDuties, &[Sales], TELLS, &[AdverseEvent], &[Internal], ALWAYS, plainly),
    Rule("EU-08", PermitsWithDuties, &[Medical, Compliance, Regulatory], &[Plan], &[Approval], ANYBODY, ALWAYS, plainly),
    Rule("EU-09", Forbids, &[Medical, Sales], SPEAKS, &[OffLabelScience, OffLabelPromotion], ANYBODY, ALWAYS, plainly),
    Rule("EU-10", PermitsWithDuties, &[MarketAccess, Heor], TELLS, &[PipelineInformation], &[Payer], BEFORE_APPROVAL, plainly),
    Rule("EU-10", Forbids, ANYONE, SPEAKS, &[PreapprovalPayerInformation], &[Payer], BEFORE_APPROVAL, plainly),
    Rule("EU-11", PermitsWithDuties, &[MarketAccess, Heor, Medical], &[Plan], &[EvidencePlan], ANYBODY, (Phase3, Approved), plainly),
    Rule("EU-12", PermitsWithDuties, ANYONE, &[Incentivise], &[TransferOfValue], ANYBODY, ALWAYS, plainly),
    Rule("EU-12", AddsDuties, ANYONE, &[Incentivise], &[HcpPayment, Meal, Gift], ANYBODY, ALWAYS, plainly),
    Rule("EU-13", Forbids, &[Marketing, Sales, Medical], SPEAKS, &[Comparison], ANYBODY, FROM_LAUNCH, |a| !a.facts.supported_by_labels),
    Rule("EU-13", PermitsWithDuties, &[Marketing, Sales], TELLS, &[Comparison], TRADE, FROM_LAUNCH, |a| a.facts.supported_by_labels),
    Rule("EU-14", Forbids, &[Sales, Medical, MarketAccess, Heor], SPEAKS, &[Comparison, CompetitorDoubt], ANYBODY, LOE, |a| {
        !a.facts.cosigned_by_compliance
    }),
    Rule("EU-14", AddsDuties, &[Sales, Medical, MarketAccess, Heor], SPEAKS, &[Comparison, CompetitorDoubt], ANYBODY, LOE, |a| {
        a.facts.cosigned_by_compliance
    }),
    Rule("EU-16", PermitsWithDuties, ANYONE, &[SeeAggregate], &[RealWorldData], ANYBODY, ALWAYS, plainly),
    Rule("EU-16", PermitsWithDuties, ANYONE, &[See], &[RealWorldData], ANYBODY, ALWAYS, |a| a.facts.for_need),
    Rule("EU-16", AddsDuties, ANYONE, &[See], &[RealWorldData], ANYBODY, ALWAYS, |a| !a.facts.for_need),
];

/// EU-15 holds in the United Kingdom too.
pub(crate) const DATA_OF_PROFESSIONALS: &[Rule] = &[
    Rule("EU-15", PermitsWithDuties, &[Sales, Marketing, Medical], &[See], &[HcpProfile], ANYBODY, ALWAYS, plainly),
    Rule("EU-15", AddsDuties, &[Sales, Marketing, Medical], &[See], &[ChannelPreference, BeliefNote], ANYBODY, ALWAYS, plainly),
    Rule("EU-15", PermitsWithDuties, &[Sales, Marketing, Medical], &[Target], &[HcpProfile, ChannelPreference], ANYBODY, ALWAYS, |a| {
        !a.facts.opted_out
    }),
    Rule("EU-15", Forbids, &[Sales, Marketing, Medical], &[Target], &[HcpProfile, ChannelPreference, BeliefNote], ANYBODY, ALWAYS, |a| {
        a.facts.opted_out
    }),
];
