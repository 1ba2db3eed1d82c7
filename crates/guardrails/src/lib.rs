//! The gate: who may see, say or do what, to whom, when and why.
//! This will be the only crate that names the policy engine, and the only maker of `Visible<T>`.
//! No policy is evaluated yet: until it is, the server serves one person on this machine's loopback address only.
