//! Which steps of the policy's life are believed. The ledger's rows are read as if somebody had edited them: a revision
//! counts only if it is a step that the last sound one allows, taken by whoever the revision says. So a policy nobody signed,
//! a signature nobody gave and a version that never was do not come into force, and everything sound before them does.

use guardrails::{POLICY, Policy, Signature};
use ledger::Revision;
use strategy::{Function, Lane};

use super::stored::{KIND, Step, Stored};

/// A party that signs a policy: the three sides of the wall.
pub(super) fn party(function: Function) -> Option<&'static str> {
    match (function, function.lane()) {
        (Function::Compliance, _) => Some("Compliance"),
        (_, Lane::Medical) => Some("Medical"),
        (_, Lane::Commercial) => Some("Commercial"),
        _ => None,
    }
}

/// Whether a revision is a step that may follow; why not, otherwise. `version` gives the policy of an earlier version.
pub(super) fn follows<'p>(
    before: &Stored,
    revision: &Revision,
    after: &Stored,
    version: impl Fn(u32) -> Option<Option<&'p Policy>>,
) -> Result<(), String> {
    if revision.kind != KIND {
        return Err("it is of another kind".into());
    }
    let same_force = || {
        let same = (before.version, before.epoch, &before.in_force) == (after.version, after.epoch, &after.in_force);
        same.then_some(()).ok_or_else(|| "it changes the policy in force without a step that may".to_owned())
    };
    let same_reviews = || (before.reviews == after.reviews).then_some(()).ok_or_else(|| "it changes who reviewed the packs".to_owned());
    let same_draft = || (before.draft == after.draft).then_some(()).ok_or_else(|| "it changes the draft".to_owned());
    let later = || (after.epoch > before.epoch).then_some(()).ok_or_else(|| "its epoch is not a later one".to_owned());
    match after.step {
        Step::Drafted => {
            same_force()?;
            same_reviews()?;
            let signed = after.draft.as_ref().is_none_or(|draft| !draft.policy.signatures.is_empty());
            if signed { Err("a draft that was changed carries signatures".into()) } else { Ok(()) }
        }
        Step::Discarded => {
            same_force()?;
            same_reviews()?;
            if after.draft.is_some() { Err("a draft that was given up is still there".into()) } else { Ok(()) }
        }
        Step::Signed => {
            same_force()?;
            same_reviews()?;
            signed(before, revision, after)
        }
        Step::Reviewed => {
            same_draft()?;
            later()?;
            reviewed(before, revision, after)
        }
        Step::Activated => {
            same_reviews()?;
            later()?;
            activated(before, after)
        }
        Step::RolledBack => {
            same_reviews()?;
            same_draft()?;
            later()?;
            match version(after.version) {
                Some(then) if then == after.in_force.as_ref() => Ok(()),
                _ => Err(format!("version {} was never in force as it says", after.version)),
            }
        }
    }
}

/// Whether a signature was given by whoever wrote the revision.
fn is_by(signature: &Signature, revision: &Revision) -> bool {
    signature.person == revision.author && signature.function.as_str() == revision.acting_as && signature.at == revision.at
}

/// The one signature that was added to a list.
fn added<'s>(before: &[Signature], after: &'s [Signature]) -> Option<&'s Signature> {
    let (last, rest) = after.split_last()?;
    (rest == before).then_some(last)
}

fn signed(before: &Stored, revision: &Revision, after: &Stored) -> Result<(), String> {
    let (Some(old), Some(new)) = (&before.draft, &after.draft) else { return Err("there is no draft to sign".into()) };
    if (old.version, old.from, old.policy.digest()) != (new.version, new.from, new.policy.digest()) {
        return Err("it signs another text than the draft".into());
    }
    let Some(signature) = added(&old.policy.signatures, &new.policy.signatures) else {
        return Err("it does not add exactly one signature".into());
    };
    if old.policy.signatures.iter().any(|before| before.person == signature.person) {
        return Err(format!("{} signed for two parties", signature.person));
    }
    let binds = signature.of == POLICY && signature.digest == new.policy.digest();
    match (binds, is_by(signature, revision), party(signature.function)) {
        (false, ..) => Err(format!("{} signed another text than this policy", signature.person)),
        (_, false, _) => Err(format!("the signature of {} was not written by {}", signature.person, signature.person)),
        (_, _, None) => Err(format!("{} does not sign policies", signature.function.title())),
        _ => Ok(()),
    }
}

fn reviewed(before: &Stored, revision: &Revision, after: &Stored) -> Result<(), String> {
    if (before.version, &before.in_force) != (after.version, &after.in_force) {
        return Err("a review changes the policy in force".into());
    }
    match added(&before.reviews, &after.reviews) {
        Some(review) if review.of == POLICY => Err("a review is of a pack".into()),
        Some(review) if !is_by(review, revision) => Err(format!("the review of {} was not written by {}", review.person, review.person)),
        Some(review) if review.function != Function::Compliance => Err("only Compliance reviews packs".into()),
        Some(_) => Ok(()),
        None => Err("it does not add exactly one review".into()),
    }
}

fn activated(before: &Stored, after: &Stored) -> Result<(), String> {
    let Some(draft) = &before.draft else { return Err("there was no draft to come into force".into()) };
    let Some(policy) = &after.in_force else { return Err("it names no policy".into()) };
    let missing = policy.unsigned_by();
    if !missing.is_empty() {
        return Err(format!("version {} is not signed by {}", after.version, missing.join(", ")));
    }
    if *policy != draft.policy || after.version != draft.version || after.draft.is_some() {
        return Err(format!("version {} is not the draft that was signed", after.version));
    }
    Ok(())
}
