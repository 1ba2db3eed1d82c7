//! Which question to the gate a planned act is: one table, a line for each sort of work, with the reason of each choice.
//! It is total. Where the strategy leaves open what decides, the readings are several, and the finding says what is missing.

use strategy::{
    Function, Lane,
    record::{ActivityKind, Audience as To},
};

use crate::{Act, Audience, Class, Jurisdiction, StageGroup};

/// What is said in an act, as far as the strategy knows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Says {
    /// It names the product.
    pub(super) branded: bool,
    /// It speaks of patients whom the label of the day does not cover.
    pub(super) beyond_label: bool,
}

/// The act and the class of an activity.
pub(super) fn of_activity(kind: ActivityKind, by: Function, to: To, says: Says, place: &Jurisdiction, group: StageGroup) -> (Act, Class) {
    use ActivityKind::*;
    match kind {
        // What regulators are told is asked by statute, and no pack speaks of it; planning it is internal work.
        _ if to == To::Regulator => (Act::Plan, Class::EvidencePlan),
        // Training stays inside the company.
        Training => (Act::Plan, Class::Strategy),
        // Producing and submitting evidence is planned, not said; EU-11 binds it to the joint assessment.
        EvidenceGeneration | Submission => (Act::Plan, Class::EvidencePlan),
        // Listening to advisers is consulting whatever is shown there; that it is not promotion in disguise is its duty.
        AdvisoryBoard => (Act::Initiate, Class::Consulting),
        PayerEngagement => (Act::Share, to_payers(says, place, group)),
        Promotion => (Act::Say, claim(says)),
        // Whatever names the product, by whomever and under whatever heading, is read as a claim about it.
        ScientificExchange | Publication | Congress | UnbrandedEducation | MarketShaping | PatientSupport if says.branded => {
            (Act::Say, claim(says))
        }
        // A congress where Sales or Marketing name no product can only speak of the disease.
        Congress if by.lane() == Lane::Commercial => (Act::Say, Class::DiseaseEducation),
        ScientificExchange | Publication | Congress => (Act::Say, science(says, group)),
        UnbrandedEducation | MarketShaping => (Act::Say, Class::DiseaseEducation),
        // No pack has a rule of its own for patient support; what it hands out is approved material (GL-12).
        PatientSupport => (Act::Share, Class::Material),
    }
}

/// The act and the class of a message or a piece.
pub(super) fn of_words(act: Act, by: Function, to: To, says: Says, place: &Jurisdiction, group: StageGroup) -> (Act, Class) {
    match to {
        To::Regulator => (Act::Plan, Class::EvidencePlan),
        // Medical Information answers what it is asked.
        _ if by == Function::MedicalInformation => (act, Class::MedicalResponse),
        To::Payer if by.lane() != Lane::Commercial => (Act::Share, to_payers(says, place, group)),
        _ if says.branded => (act, claim(says)),
        // A piece that names no product is an item like others, a sentence that names none speaks of the disease.
        _ if act == Act::Share => (act, Class::Material),
        _ => (act, Class::DiseaseEducation),
    }
}

/// A claim is taken to be within the label unless its patients are beyond it, as the packs take it.
fn claim(says: Says) -> Class {
    if says.beyond_label { Class::OffLabelPromotion } else { Class::ProductClaim }
}

/// Before approval the science of the trials; afterwards approved items, or science beyond the label.
fn science(says: Says, group: StageGroup) -> Class {
    match (group, says.beyond_label) {
        (StageGroup::Preapproval, _) => Class::TrialScience,
        (_, true) => Class::OffLabelScience,
        (_, false) => Class::Material,
    }
}

/// What payers may be told has a name of its own in each place. In the Union and the United Kingdom only what names no
/// product can be pipeline information or a budget notice; a piece about the product is pre-approval information there too.
fn to_payers(says: Says, place: &Jurisdiction, group: StageGroup) -> Class {
    match (group, place) {
        (StageGroup::Preapproval, Jurisdiction::Eu) if !says.branded => Class::PipelineInformation,
        (StageGroup::Preapproval, Jurisdiction::Uk) if !says.branded => Class::AdvanceBudgetaryNotification,
        (StageGroup::Preapproval, _) => Class::PreapprovalPayerInformation,
        _ => Class::HealthEconomic,
    }
}

/// The gate's word for an audience. Regulators hear only what statutes ask for, which is planned inside.
pub(super) fn audience(act: Act, to: To) -> Audience {
    match to {
        _ if matches!(act, Act::Plan | Act::HandOff | Act::Incentivise) => Audience::Internal,
        To::Hcp => Audience::Hcp,
        To::Payer => Audience::Payer,
        To::Patient => Audience::Patient,
        To::Advocate => Audience::Advocate,
        To::Regulator => Audience::Internal,
    }
}

/// Whom an activity addresses that names no audience: whom its kind implies, else everybody whom it might address.
pub(super) fn implied(kind: ActivityKind) -> &'static [To] {
    use ActivityKind::*;
    match kind {
        ScientificExchange | Publication | Congress | AdvisoryBoard | UnbrandedEducation | MarketShaping => &[To::Hcp],
        PayerEngagement => &[To::Payer],
        PatientSupport => &[To::Patient],
        // Inside work; the audience decides nothing.
        EvidenceGeneration | Submission | Training => &[To::Regulator],
        Promotion => &EVERYBODY,
    }
}

/// The audiences outside the company that the packs tell apart.
pub(super) const EVERYBODY: [To; 3] = [To::Hcp, To::Payer, To::Patient];

/// The kinds that work without a kind might be, where it names no product.
pub(super) const UNKIND: [ActivityKind; 3] =
    [ActivityKind::ScientificExchange, ActivityKind::UnbrandedEducation, ActivityKind::AdvisoryBoard];
