//! What is asked about, in closed lists of words: the act, the audience, the class of what is seen, said or done.
//! The same words stand in forms, on the command line, in the packs and in the matrix. What they permit stands in `packs/`.

use strategy::{Function, record::Stage, words_enum};

words_enum! {
    /// What a function would like to do.
    pub enum Act {
        /// See the content.
        See = "see",
        /// Say it, in any form, to somebody.
        Say = "say",
        /// Give it away: a document, a sample, a report.
        Share = "share",
        /// Start something: a programme, a contract, a mailing.
        Initiate = "initiate",
        /// Pass it to another function.
        HandOff = "hand-off",
        /// Plan it inside the company.
        Plan = "plan",
        /// Choose people by it.
        Target = "target",
        /// Pay, reward or set goals with it.
        Incentivise = "incentivise",
        /// See that it happened: date, function, channel, class and status, without the content.
        SeeMetadata = "see-metadata",
        /// See it counted and de-identified.
        SeeAggregate = "see-aggregate",
    }
}

impl Act {
    /// Whether the act leaves the company or reaches into it: what is forbidden where no rule permits it.
    pub fn closed_by_default(self) -> bool {
        !matches!(self, Act::Plan | Act::SeeMetadata | Act::HandOff)
    }

    /// Whether the act is one of looking: see, see-metadata, see-aggregate.
    pub fn looks(self) -> bool {
        matches!(self, Act::See | Act::SeeMetadata | Act::SeeAggregate)
    }

    /// Whether the act speaks to somebody: say, share, initiate.
    pub fn speaks(self) -> bool {
        matches!(self, Act::Say | Act::Share | Act::Initiate)
    }
}

words_enum! {
    /// To whom.
    pub enum Audience {
        /// Health-care professionals.
        Hcp = "hcp",
        /// Payers, formulary committees, budget holders, HTA bodies.
        Payer = "payer",
        /// Patients and carers.
        Patient = "patient",
        /// Everybody.
        Public = "public",
        /// Patient organisations and their people.
        Advocate = "advocate",
        /// Colleagues.
        Internal = "internal",
    }
}

words_enum! {
    /// What is seen, said or done.
    pub enum Class {
        /// A claim about the product in promotion.
        ProductClaim = "product-claim",
        /// Data beyond the label and consistent with it.
        ConsistentClaim = "consistent-claim",
        /// Promotion of a use that is not approved.
        OffLabelPromotion = "off-label-promotion",
        /// Scientific information on an unapproved use, started by the company.
        OffLabelScience = "off-label-science",
        /// The answer to a question that nobody prompted.
        MedicalResponse = "medical-response",
        /// Trial design, results, mechanism in scientific exchange.
        TrialScience = "trial-science",
        /// The disease, naming and implying no product.
        DiseaseEducation = "disease-education",
        /// Name-only and institutional campaigns before approval.
        ComingSoon = "coming-soon",
        /// Unbranded beside branded, science beside promotion.
        MixedBundle = "mixed-bundle",
        /// Product information for payers before approval.
        PreapprovalPayerInformation = "preapproval-payer-information",
        /// What is in development.
        PipelineInformation = "pipeline-information",
        /// Advance notice to budget holders.
        AdvanceBudgetaryNotification = "advance-budgetary-notification",
        /// Health-economic information.
        HealthEconomic = "health-economic",
        /// A comparison with another product.
        Comparison = "comparison",
        /// Doubt about an approved competitor.
        CompetitorDoubt = "competitor-doubt",
        /// A reply in a public forum.
        PublicReply = "public-reply",
        /// Branded material used for the first time.
        NewBrandedMaterial = "new-branded-material",
        /// Any approved item.
        Material = "material",
        /// Text written by a machine.
        GeneratedText = "generated-text",
        /// A sale or an order.
        SalesOrder = "sales-order",
        /// A call on a customer.
        Call = "call",
        /// A visit by Medical and Sales together.
        JointVisit = "joint-visit",
        /// Promotional e-mail or text.
        PromotionalEmail = "promotional-email",
        /// A sample.
        Sample = "sample",
        /// Price, contract and rebate terms offered.
        PriceTerms = "price-terms",
        /// A speaker programme.
        SpeakerProgramme = "speaker-programme",
        /// Who is picked as a speaker.
        SpeakerNomination = "speaker-nomination",
        /// What a speaker brings in sales.
        SpeakerReturn = "speaker-return",
        /// Consulting and advisory boards.
        Consulting = "consulting",
        /// Market research.
        MarketResearch = "market-research",
        /// A grant for medical education.
        CmeGrant = "cme-grant",
        /// Support of a trial by an investigator.
        IitSupport = "iit-support",
        /// A payment to a professional.
        HcpPayment = "hcp-payment",
        /// A gift.
        Gift = "gift",
        /// A meal.
        Meal = "meal",
        /// Any transfer of value.
        TransferOfValue = "transfer-of-value",
        /// Variable pay in Medical.
        MedicalBonus = "medical-bonus",
        /// An objective set for Medical.
        MedicalObjective = "medical-objective",
        /// Variable pay in Sales.
        SalesIncentive = "sales-incentive",
        /// A specialty or volume outside the label as a target.
        OffLabelTarget = "off-label-target",
        /// An expert chosen by prescribing.
        ExpertByPrescribing = "expert-by-prescribing",
        /// The plan of a medical colleague's engagements.
        MedicalEngagementPlan = "medical-engagement-plan",
        /// Planning objects: need, claim, message, sequence, access barrier.
        Strategy = "strategy",
        /// The plan for evidence.
        EvidencePlan = "evidence-plan",
        /// An approval or a certificate.
        Approval = "approval",
        /// Who reports to whom.
        ReportingLine = "reporting-line",
        /// A pack of rules.
        RulePack = "rule-pack",
        /// Information that a statute asks for.
        StatutoryInformation = "statutory-information",
        /// An adverse event, complaint or special situation.
        AdverseEvent = "adverse-event",
        /// Anything that identifies a patient.
        PatientIdentity = "patient-identity",
        /// Trial results before publication.
        Topline = "topline",
        /// Who has been engaged.
        EngagementStatus = "engagement-status",
        /// The preferred channel, consent and objection.
        ChannelPreference = "channel-preference",
        /// Affiliation, role, left, do-not-contact.
        OrganisationalStatus = "organisational-status",
        /// Calls, mails, events as they happened.
        Activity = "activity",
        /// A question or request from outside.
        Request = "request",
        /// A community-level insight.
        Insight = "insight",
        /// Claims and prescribing data.
        PrescribingData = "prescribing-data",
        /// A note on what one expert believes.
        BeliefNote = "belief-note",
        /// A speaker or advisory contract.
        Contract = "contract",
        /// Payments and transfers of value as recorded.
        Payment = "payment",
        /// Who investigates in a trial.
        InvestigatorStatus = "investigator-status",
        /// Call targets and sales goals.
        SalesGoal = "sales-goal",
        /// Data of patients from routine care.
        RealWorldData = "real-world-data",
        /// The profile of a professional.
        HcpProfile = "hcp-profile",
        /// The company's own price strategy.
        PriceStrategy = "price-strategy",
    }
}

impl Class {
    /// Whether the class is a row of the sharing matrix: there, nothing is seen that no cell grants, not even metadata.
    pub fn in_matrix(self) -> bool {
        use Class::*;
        matches!(
            self,
            EngagementStatus
                | ChannelPreference
                | OrganisationalStatus
                | Activity
                | Request
                | Insight
                | PrescribingData
                | BeliefNote
                | Contract
                | Payment
                | AdverseEvent
                | InvestigatorStatus
                | SalesGoal
        )
    }
}

/// The function as one word, as packs and the command line write it: `market-access`.
pub fn function_word(function: Function) -> &'static str {
    match function {
        Function::MedicalInformation => "medical-information",
        Function::MarketAccess => "market-access",
        other => other.as_str(),
    }
}

/// The stage as one word, as packs and the command line write it: `phase3`, `loe`.
pub fn stage_word(stage: Stage) -> &'static str {
    match stage {
        Stage::Preclinical => "preclinical",
        Stage::Phase1 => "phase1",
        Stage::Phase2 => "phase2",
        Stage::Phase3 => "phase3",
        Stage::Filed => "filed",
        Stage::Approved => "approved",
        Stage::Launched => "launched",
        Stage::Mature => "mature",
        Stage::LossOfExclusivity => "loe",
    }
}

/// Reads a stage: the word of the records (`phase 3`), the word of the command line (`phase3`), `loe`.
pub fn parse_stage(text: &str) -> Option<Stage> {
    let words = Stage::ALL.iter().map(|stage| stage_word(*stage));
    Stage::parse(text).or_else(|| strategy::words::find(text, words).map(|i| Stage::ALL[i]))
}

words_enum! {
    /// The three groups of stages for which the sharing matrix has columns.
    pub enum StageGroup {
        /// Preclinical to filed.
        Preapproval = "preapproval",
        /// Approved, launched, mature.
        Approved = "approved",
        /// Exclusivity has ended.
        LossOfExclusivity = "loe",
    }
}

impl StageGroup {
    /// The group of a stage.
    pub fn of(stage: Stage) -> StageGroup {
        match stage {
            Stage::Preclinical | Stage::Phase1 | Stage::Phase2 | Stage::Phase3 | Stage::Filed => StageGroup::Preapproval,
            Stage::Approved | Stage::Launched | Stage::Mature => StageGroup::Approved,
            Stage::LossOfExclusivity => StageGroup::LossOfExclusivity,
        }
    }

    /// The stages of the group, in their order.
    pub fn stages(self) -> impl Iterator<Item = Stage> {
        Stage::ALL.iter().copied().filter(move |stage| StageGroup::of(*stage) == self)
    }
}
