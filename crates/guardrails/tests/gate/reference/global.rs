//! Everywhere: GL-01 to GL-20, and the house rule on price strategy.

use guardrails::{Act::*, Audience::*, Class::*};
use strategy::{
    Function::*,
    record::Stage::{Launched, Phase2},
};

use super::{Does::*, *};

const DURING_TRIALS: (Stage, Stage) = (Phase2, Launched);
const NO_ACTS: &[Act] = &[];
const EVERYTHING: &[Class] = &[];
const CONTACTS: &[Class] = &[MedicalResponse, Request, Call, JointVisit, MarketResearch, Consulting, SpeakerProgramme];
const SIX_FACTS: &[Class] = &[EngagementStatus, ChannelPreference, OrganisationalStatus, Activity, Request, Insight];
const CONTENT: &[Class] = &[
    ProductClaim,
    ConsistentClaim,
    OffLabelScience,
    MedicalResponse,
    TrialScience,
    DiseaseEducation,
    ComingSoon,
    PreapprovalPayerInformation,
    PipelineInformation,
    AdvanceBudgetaryNotification,
    HealthEconomic,
    Comparison,
    PublicReply,
    NewBrandedMaterial,
    PromotionalEmail,
    GeneratedText,
];

fn small(ask: &Ask) -> bool {
    ask.facts.cell.is_some_and(|people| (1..=10).contains(&people))
}

fn approved(ask: &Ask) -> bool {
    ask.stage >= Stage::Approved
}

fn outside(ask: &Ask) -> bool {
    ask.audience != Internal
}

pub(crate) const RULES: &[Rule] = &[
    Rule(
        "GL-01",
        Permits,
        &[Medical, Marketing, Sales, MarketAccess, Heor, Clinical],
        &[Plan],
        &[Strategy, EvidencePlan],
        ANYBODY,
        ALWAYS,
        plainly,
    ),
    Rule("GL-02", Forbids, ANYONE, SPEAKS, PROMOTION, ANYBODY, BEFORE_APPROVAL, plainly),
    Rule("GL-02", PermitsWithDuties, &[Medical, Clinical], TELLS, &[TrialScience], &[Hcp], BEFORE_APPROVAL, |a| !a.facts.beside_promotion),
    Rule("GL-03", PermitsWithDuties, ANYONE, TELLS, &[AdverseEvent], &[Internal], ALWAYS, plainly),
    Rule("GL-03", AddsDuties, ANYONE, &[Say, Share, Initiate, HandOff], CONTACTS, ANYBODY, ALWAYS, plainly),
    Rule("GL-04", Forbids, ANYONE, &[HandOff], &[AdverseEvent], ANYBODY, ALWAYS, plainly),
    Rule("GL-05", Forbids, ANYONE, NO_ACTS, &[PatientIdentity], ANYBODY, ALWAYS, |a| !matches!(a.act, SeeAggregate | Incentivise)),
    Rule("GL-06", Forbids, ANYONE, &[See, SeeAggregate, Target], &[RealWorldData, PrescribingData], ANYBODY, ALWAYS, small),
    Rule("GL-06", PermitsWithDuties, &[Sales, Marketing, Medical], &[SeeAggregate], &[RealWorldData], ANYBODY, ALWAYS, |a| !small(a)),
    Rule("GL-06", PermitsWithDuties, &[Sales, Marketing, Medical], &[See], &[RealWorldData], ANYBODY, ALWAYS, |a| {
        !small(a) && (a.facts.for_need || approved(a))
    }),
    Rule("GL-06", PermitsWithDuties, &[Sales, Marketing, Medical], &[Target], &[RealWorldData], ANYBODY, FROM_APPROVAL, |a| !small(a)),
    Rule("GL-06", PermitsWithDuties, &[Sales, Marketing], &[Target], &[PrescribingData], ANYBODY, FROM_APPROVAL, |a| !small(a)),
    Rule("GL-06", AddsDuties, &[Sales, Marketing, Medical], &[See, SeeAggregate], &[PrescribingData], ANYBODY, ALWAYS, |a| !small(a)),
    Rule("GL-07", PermitsWithDuties, &[Medical], &[Share], &[Insight], &[Internal], ALWAYS, plainly),
    Rule("GL-08", Forbids, &[Sales, Marketing], &[See, SeeMetadata], &[BeliefNote], ANYBODY, ALWAYS, plainly),
    Rule("GL-09", AddsDuties, &[Medical, Sales, MarketAccess, Heor, Marketing], &[SeeMetadata], SIX_FACTS, ANYBODY, ALWAYS, |a| {
        a.function != Sales || approved(a)
    }),
    Rule("GL-10", AddsDuties, &[Sales], &[SeeMetadata], &[InvestigatorStatus], ANYBODY, DURING_TRIALS, plainly),
    Rule("GL-10", Forbids, &[Sales], &[See], &[InvestigatorStatus], ANYBODY, DURING_TRIALS, plainly),
    Rule("GL-11", Forbids, ANYONE, &[See, Say, Share, HandOff], &[Topline], ANYBODY, DURING_TRIALS, |a| !a.facts.party),
    Rule("GL-11", Forbids, ANYONE, TELLS, &[Topline], ANYBODY, DURING_TRIALS, outside),
    Rule("GL-11", PermitsWithDuties, ANYONE, &[See], &[Topline], ANYBODY, DURING_TRIALS, |a| a.facts.party),
    Rule("GL-11", PermitsWithDuties, ANYONE, TELLS, &[Topline], &[Internal], DURING_TRIALS, |a| a.facts.party),
    Rule("GL-12", PermitsWithDuties, &[Sales, Marketing, Medical, MarketAccess, Heor], TELLS, &[Material], ANYBODY, ALWAYS, outside),
    Rule("GL-12", AddsDuties, &[Sales, Marketing, Medical, MarketAccess, Heor], SPEAKS, CONTENT, ANYBODY, ALWAYS, outside),
    Rule("GL-13", PermitsWithDuties, &[Sales, Marketing], &[Initiate], &[PromotionalEmail], ANYBODY, FROM_APPROVAL, |a| !a.facts.opted_out),
    Rule("GL-13", Forbids, &[Sales, Marketing], SPEAKS, &[PromotionalEmail], ANYBODY, ALWAYS, |a| a.facts.opted_out),
    Rule(
        "GL-14",
        PermitsWithDuties,
        &[Marketing, Medical, MarketAccess, Heor],
        &[Initiate],
        &[Consulting, MarketResearch],
        ANYBODY,
        ALWAYS,
        plainly,
    ),
    Rule("GL-15", PermitsWithDuties, &[Medical, Sales], &[Initiate], &[JointVisit], ANYBODY, FROM_LAUNCH, plainly),
    Rule("GL-15", Forbids, &[Medical, Sales], &[Initiate], &[JointVisit], ANYBODY, BEFORE_APPROVAL, plainly),
    Rule("GL-16", PermitsWithDuties, ANYONE, &[HandOff], EVERYTHING, ANYBODY, ALWAYS, plainly),
    Rule("GL-17", PermitsWithDuties, ANYONE, &[Plan], &[Approval], ANYBODY, ALWAYS, plainly),
    Rule("GL-18", PermitsWithDuties, ANYONE, TELLS, &[GeneratedText], ANYBODY, ALWAYS, outside),
    Rule("GL-19", PermitsWithDuties, &[Leadership], &[Plan], &[Strategy, EvidencePlan], ANYBODY, ALWAYS, plainly),
    Rule("GL-19", AddsDuties, &[Leadership], &[SeeAggregate], EVERYTHING, ANYBODY, ALWAYS, plainly),
    Rule("GL-19", Forbids, &[Leadership], &[See, SeeMetadata], &[BeliefNote], ANYBODY, ALWAYS, plainly),
    Rule("GL-20", Forbids, &[Leadership], &[Incentivise], &[MedicalObjective, MedicalBonus], ANYBODY, ALWAYS, plainly),
    Rule(
        "LD-01",
        Forbids,
        &[Medical, MedicalInformation, Sales, Marketing],
        &[See, SeeAggregate],
        &[PriceStrategy],
        ANYBODY,
        ALWAYS,
        plainly,
    ),
    Rule("LD-01", Forbids, &[Sales, Marketing], &[SeeMetadata], &[PriceStrategy], ANYBODY, ALWAYS, plainly),
    Rule("LD-02", Permits, ANYONE, &[See, SeeMetadata, SeeAggregate], &[Insight], ANYBODY, ALWAYS, |a| a.facts.own),
];
