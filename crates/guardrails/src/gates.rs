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

    /// Starts again where an earlier process stopped: with the policy that was in force, in its epoch.
    ///
    /// # Errors
    /// As [`Gate::new`].
    pub fn resumed(policy: Policy, epoch: u64) -> Result<Gates, Vec<Refusal>> {
        Ok(Gates { current: RwLock::new(Arc::new(Gate::new(policy)?.in_epoch(epoch.max(1)))), changing: Mutex::new(()) })
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

    /// Puts a policy in force once it is written down: it is read first, then `write` is told its epoch, and only if that
    /// succeeds is it in force. Whether it may be in force at all is the caller's to know; see [`Gates::activate`].
    /// The epoch is the next one, and later than `after`.
    ///
    /// # Errors
    /// What `write` answers; within, as [`Gate::new`]. The old epoch stays in both cases.
    pub fn written<E>(
        &self,
        policy: Policy,
        after: u64,
        write: impl FnOnce(u64) -> Result<(), E>,
    ) -> Result<Result<Arc<Gate>, Vec<Refusal>>, E> {
        let gate = match Gate::new(policy) {
            Ok(gate) => gate,
            Err(refused) => return Ok(Err(refused)),
        };
        let _one_at_a_time = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let epoch = self.current().epoch().max(after) + 1;
        write(epoch)?;
        let gate = Arc::new(gate.in_epoch(epoch));
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = gate.clone();
        Ok(Ok(gate))
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
