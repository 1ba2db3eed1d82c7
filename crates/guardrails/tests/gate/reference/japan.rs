//! Japan: JP-01 to JP-05.

use guardrails::{Act::*, Audience::*, Class::*};
use strategy::Function::*;

use super::{Does::*, *};

const SALES_INFORMATION: &[Class] = &[
    ProductClaim,
    ConsistentClaim,
    OffLabelScience,
    MedicalResponse,
    TrialScience,
    DiseaseEducation,
    HealthEconomic,
    Comparison,
    NewBrandedMaterial,
    Material,
    PromotionalEmail,
];

pub(crate) const RULES: &[Rule] = &[
    Rule("JP-01", PermitsWithDuties, &[Sales, Marketing], TELLS, &[ProductClaim], TRADE, ALWAYS, plainly),
    Rule("JP-01", AddsDuties, ANYONE, SPEAKS, SALES_INFORMATION, ANYBODY, ALWAYS, plainly),
    Rule("JP-02", PermitsWithDuties, &[MedicalInformation, Medical], TELLS, &[MedicalResponse], &[Hcp, Patient], ALWAYS, |a| !a.solicited),
    Rule("JP-02", Forbids, &[MedicalInformation, Medical], SPEAKS, &[MedicalResponse], ANYBODY, ALWAYS, |a| a.solicited),
    Rule("JP-02", Forbids, &[MedicalInformation, Medical], SPEAKS, &[OffLabelScience], ANYBODY, ALWAYS, plainly),
    Rule("JP-03", PermitsWithDuties, &[Sales, Medical], TELLS, &[Comparison], &[Hcp], FROM_APPROVAL, |a| !a.solicited),
    Rule("JP-03", Forbids, &[Sales, Medical], SPEAKS, &[Comparison], ANYBODY, ALWAYS, |a| a.solicited || a.act == Initiate),
    Rule("JP-03", Forbids, &[Sales, Medical], SPEAKS, &[CompetitorDoubt], ANYBODY, ALWAYS, plainly),
    Rule("JP-04", Permits, &[Clinical, Safety], TELLS, &[StatutoryInformation], ANYBODY, ALWAYS, plainly),
    Rule("JP-05", PermitsWithDuties, &[Leadership], &[Plan], &[ReportingLine], ANYBODY, ALWAYS, plainly),
];
