//! The gate in force, and its change. A request takes the gate once and answers from it throughout; whoever asks after a
//! change was acknowledged gets the new one.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use crate::{Gate, Policy, Refusal};

/// The gate in force.
pub struct Gates {
    current: RwLock<Arc<Gate>>,
    /// One change at a time, so that epochs grow in the order in which they come into force.
    changing: Mutex<()>,
}

impl Gates {
    /// Starts with a policy that was in force before, or with the shipped one: it is not asked for signatures.
    ///
    /// # Errors
    /// As [`Gate::new`].
    pub fn new(policy: Policy) -> Result<Gates, Vec<Refusal>> {
        Ok(Gates { current: RwLock::new(Arc::new(Gate::new(policy)?)), changing: Mutex::new(()) })
    }

    /// The gate in force now.
    pub fn current(&self) -> Arc<Gate> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Puts a policy in force that Medical, Commercial and Compliance have signed. When it returns, no later [`Gates::current`]
    /// gives the old one. What is refused changes nothing.
    ///
    /// # Errors
    /// The signatures that are missing, and everything that [`Gate::new`] refuses.
    pub fn activate(&self, policy: Policy) -> Result<Arc<Gate>, Vec<Refusal>> {
        let missing = policy.unsigned_by();
        if !missing.is_empty() {
            let what = format!("not signed by {}", missing.join(", "));
            let why = "what crosses the wall is agreed by all three sides";
            return Err(vec![Refusal::whole("policy", what, why, "have it signed as it stands, then activate it")]);
        }
        self.restore(policy)
    }

    /// Puts a policy in force that was in force before: on rolling back, and on taking over what another process activated.
    ///
    /// # Errors
    /// As [`Gate::new`]; the old epoch stays.
    pub fn restore(&self, policy: Policy) -> Result<Arc<Gate>, Vec<Refusal>> {
        let _one_at_a_time = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let gate = Arc::new(Gate::new(policy)?.in_epoch(self.current().epoch() + 1));
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = gate.clone();
        Ok(gate)
    }
}
