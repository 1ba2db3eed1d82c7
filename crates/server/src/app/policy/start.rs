//! Starting with the policy that was in force, and taking over what another process puts in force.
//! What cannot be believed, or what this program can no longer read, is passed over, and said.

use guardrails::{Gates, Policy, Refusal};

use super::{ID, Policies};
use crate::app::{App, Error, Workspace};

/// The gates with which a workspace starts.
pub struct Started {
    /// The gates, with the last sound policy in force.
    pub gates: Gates,
    /// What was passed over, in words; empty where the stored policy is in force.
    pub passed_over: Vec<String>,
}

impl Workspace {
    /// The gates with the policy that is in force: the last sound one that the ledger has, or the one that is shipped.
    pub fn start_gates(&self) -> Result<Result<Started, Vec<Refusal>>, Error> {
        let now = self.policies()?;
        let mut passed_over: Vec<String> = now
            .refused
            .iter()
            .map(|no| {
                format!(
                    "revision {} of the guardrail policy is not believed: {}; version {} stays in force",
                    no.revision, no.why, now.version
                )
            })
            .collect();
        let gates = Gates::resumed(now.in_force.clone(), now.epoch).or_else(|refused| {
            let why = refused.first().map(ToString::to_string).unwrap_or_default();
            passed_over.push(format!("version {} of the guardrail policy is not taken by this program: {why}", now.version));
            resume_earlier(&now)
        });
        Ok(gates.map(|gates| Started { gates, passed_over }))
    }

    /// Puts in force what another process has put in force since, if anything. Looks at one row where nothing has.
    pub fn take_over_policy(&self, gates: &Gates) -> Result<(), Error> {
        let epoch = gates.current().epoch();
        let Some(head) = self.ledger().head(ID)? else { return Ok(()) };
        let written = head.body.as_ref().and_then(|body| body.get("epoch")).and_then(serde_json::Value::as_u64);
        if written.is_none_or(|written| written <= epoch) {
            return Ok(());
        }
        // While somebody writes here, the gate is about to follow.
        let _writing = self.lock();
        let now = self.policies()?;
        if now.epoch > gates.current().epoch() {
            // What this program cannot read does not come into force; the next start says so.
            let _taken = gates.written::<Error>(now.in_force, now.epoch - 1, |_| Ok(()))?;
        }
        Ok(())
    }
}

impl App {
    /// Puts in force what another process has put in force since, if anything.
    pub fn take_over_policy(&self) -> Result<(), Error> {
        self.inner.whole.take_over_policy(&self.inner.gates)
    }
}

/// The latest earlier version that this program reads, and the shipped policy where there is none.
fn resume_earlier(now: &Policies) -> Result<Gates, Vec<Refusal>> {
    let earlier = now.versions.iter().filter(|version| version.number != now.version);
    let found = earlier.filter_map(|version| Gates::resumed(now.as_now(version), now.epoch).ok()).next();
    found.map_or_else(|| Gates::resumed(Policy::shipped(), now.epoch), Ok)
}
