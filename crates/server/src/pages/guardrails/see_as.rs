//! See as: the owner of the policy looks at any page as another function would see it, less what the owner may not see.

use crate::pages::visit::Visit;

/// Whether a seat may look as another function.
pub(super) fn may(visit: &Visit) -> bool {
    visit.seat.function == strategy::Function::Compliance
}
