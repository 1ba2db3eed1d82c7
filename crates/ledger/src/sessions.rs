//! Sessions: opaque random ids of which only the SHA-256 is stored, one acting function each, two limits of time.
//! A lookup reads one indexed row with its person, so that what was ended, revoked or deactivated is gone with the next
//! request. Everything that changes a session or rests on one finds it and acts in the same transaction.

mod acts;
mod authority;
mod end;
mod id;
mod lookup;
mod session;
mod sign_in;

pub use authority::Authority;
pub use id::SessionId;
pub use session::{Acting, Call, Case, Limits, Session};
pub use sign_in::SignIn;

pub(crate) use end::end_all;
pub(crate) use id::mark;
pub(crate) use lookup::live;
