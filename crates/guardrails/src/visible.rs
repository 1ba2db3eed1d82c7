//! What may be shown. Only the gate makes a [`Visible`]; pages, JSON, exports, search and counts accept nothing else.

use std::{ops::Deref, sync::Arc};

use crate::Gate;

/// A value that holds nothing but what its seat may see, under the policy of one epoch.
///
/// What is made from it is made by a plain function, which can carry nothing along that the gate has not let through:
///
/// ```compile_fail
/// fn leak(seen: guardrails::Visible<String>, secret: String) -> guardrails::Visible<String> {
///     seen.map(|_| secret)
/// }
/// ```
///
/// Nobody but the gate can make one:
///
/// ```compile_fail
/// let made = guardrails::Visible { value: "everything", epoch: 1 };
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visible<T> {
    value: T,
    epoch: u64,
}

impl<T> Visible<T> {
    /// For the gate alone.
    pub(crate) fn new(value: T, epoch: u64) -> Visible<T> {
        Visible { value, epoch }
    }

    /// The epoch of the policy under which it was let through.
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// What a plain function makes of it.
    pub fn map<U>(self, make: fn(T) -> U) -> Visible<U> {
        Visible { value: make(self.value), epoch: self.epoch }
    }

    /// A look at it that is as visible as itself.
    pub fn by_ref(&self) -> Visible<&T> {
        Visible { value: &self.value, epoch: self.epoch }
    }

    /// With the gate that may be asked about it: a gate knows rules and nothing of any strategy.
    pub fn beside(self, gate: Arc<Gate>) -> Visible<(T, Arc<Gate>)> {
        Visible { value: (self.value, gate), epoch: self.epoch }
    }

    /// Two visible values as one; it is as old as the older of them.
    pub fn and<U>(self, other: Visible<U>) -> Visible<(T, U)> {
        Visible { epoch: self.epoch.min(other.epoch), value: (self.value, other.value) }
    }
}

impl<T> Deref for Visible<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: serde::Serialize> serde::Serialize for Visible<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_of_two_is_as_old_as_the_older() {
        let (new, old) = (Visible::new("new", 7), Visible::new("old", 6));
        assert_eq!(new.and(old).epoch(), 6);
        assert_eq!(new.by_ref().map(|text| text.len()).epoch(), 7);
    }
}
