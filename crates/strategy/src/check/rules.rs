//! Every rule, in the order of the codes. A rule is one file here, one page beside it, and one line.

use super::Rule;

macro_rules! rules {
    ($($module:ident)*) => {
        $(mod $module;)*
        /// Every rule.
        pub const ALL: &[Rule] = &[$($module::RULE),*];
    };
}

rules! {
    no_need
    need_not_agreed
    agreement_outdated
    success_undefined
    evolution_unstated
    orphan
    priority_unclear
    reading_missing
    readings_diverge
    need_unserved
    starts_late
    need_taught_beyond_label
    claim_beyond_evidence
    value_mismatch
    promise_without_product
    claim_undefended
    goal_beyond_need
    claim_unsupported
    not_yet_available
    retracted_or_superseded
    latest_science_missing
    evidence_need_unmet
    endpoint_one_sided
    identifier_invalid
    credibility_unlinked
    branded_before_approval
    shaping_out_of_order
    promotion_before_access
    relay_missing
    relay_late
    cycle
    dates_impossible
    spacing
    unbranded_branded_paired
    contradiction
    payer_need_unheard
    expired_in_use
    off_map
    ambiguous_term
    audience_silent
    product_named_in_unbranded
    single_owner_goal
    two_definitions
    metrics_collide
    no_patient_outcome
    patient_engagement_siloed
    goals_diverge
    baseline_missing
    overload
    initiative_adrift
    duplicate_outreach
    level_uncovered
    barrier_unowned
    underserved_region
    insight_undecided
    payer_learning_unused
    pilots_disconnected
    suspect
    evidence_stale
    trigger_fired
    problem_deferred_past_date
    forum_lapsed
    decision_unowned
    no_sponsor
    waiver_unmatched
    waiver_expired
}

pub(super) use waiver_unmatched::unmatched_waivers;

/// The rule on waivers that match nothing, which can be judged only when all other rules were.
pub const UNMATCHED_WAIVERS: &str = waiver_unmatched::RULE.code;

/// The rule with a code or name.
pub fn find(code: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.code.eq_ignore_ascii_case(code) || rule.name.eq_ignore_ascii_case(code))
}
