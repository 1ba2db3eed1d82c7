//! United Kingdom: UK-01 to UK-11.

use guardrails::{Act::*, Audience::*, Class::*};
use strategy::{
    Function::*,
    record::Stage::{Filed, Phase3},
};

use super::{Does::*, *};

pub(crate) const RULES: &[Rule] = &[
    Rule("UK-01", Forbids, ANYONE, SPEAKS, PROMOTION, ANYBODY, BEFORE_APPROVAL, plainly),
    Rule("UK-02", PermitsWithDuties, &[Sales, Marketing], TELLS, &[ProductClaim, ConsistentClaim], TRADE, FROM_APPROVAL, plainly),
    Rule("UK-03", PermitsWithDuties, &[Medical], TELLS, &[TrialScience], &[Hcp], BEFORE_APPROVAL, |a| !a.facts.beside_promotion),
    Rule("UK-04", PermitsWithDuties, &[MarketAccess, Heor], TELLS, &[AdvanceBudgetaryNotification], &[Payer], (Phase3, Filed), plainly),
    Rule("UK-04", Forbids, ANYONE, SPEAKS, &[PreapprovalPayerInformation], &[Payer], BEFORE_APPROVAL, plainly),
    Rule("UK-05", Forbids, &[Medical], SPEAKS, PROMOTION, ANYBODY, ALWAYS, plainly),
    Rule("UK-06", PermitsWithDuties, &[MedicalInformation, Medical], TELLS, &[MedicalResponse], ANYBODY, ALWAYS, |a| !a.solicited),
    Rule("UK-06", Forbids, &[MedicalInformation, Medical], SPEAKS, &[MedicalResponse], ANYBODY, ALWAYS, |a| a.solicited),
    Rule("UK-07", PermitsWithDuties, &[Sales], &[Plan, Initiate], &[Call], ANYBODY, FROM_LAUNCH, |a| a.facts.calls.unwrap_or(0) < 3),
    Rule("UK-07", Forbids, &[Sales], &[Plan, Initiate], &[Call], ANYBODY, FROM_LAUNCH, |a| a.facts.calls.unwrap_or(0) >= 3),
    Rule("UK-08", PermitsWithDuties, &[Leadership], &[Incentivise], &[SalesIncentive], ANYBODY, ALWAYS, plainly),
    Rule("UK-09", PermitsWithDuties, &[Sales], TELLS, &[AdverseEvent], &[Internal], ALWAYS, plainly),
    Rule("UK-10", PermitsWithDuties, &[Marketing, Medical], TELLS, &[Material, DiseaseEducation], ANYBODY, ALWAYS, plainly),
    Rule("UK-10", PermitsWithDuties, &[Marketing], TELLS, &[NewBrandedMaterial], TRADE, FROM_APPROVAL, plainly),
    Rule("UK-11", Forbids, ANYONE, SPEAKS, PROMOTION, LAY, ALWAYS, plainly),
    Rule("UK-11", Forbids, ANYONE, &[Incentivise], &[Gift], ANYBODY, ALWAYS, plainly),
];
