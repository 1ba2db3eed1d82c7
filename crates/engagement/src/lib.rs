//! How the functions' engagement is coordinated: overlap and gaps, the planner, the handoff state machine.
//! Nothing here performs a visit or sends a message; it proposes, and returns the reasons with the proposal.
//! No planner has been written yet; coordination rules over records live in `strategy` (family C).
