//! Pictures drawn on the server: the timeline, the evidence ladder and the step line.
//! Each is a figure with its takeaway as title, direct labels, no legend, and a table beside it.
//! Input is already worded; equal input gives equal bytes.

mod chain;
mod ladder;
mod scale;
mod steps;
mod timeline;

pub use chain::{ChainBox, ChainChart, ChainLine, ChainRow, chain_chart};
pub use ladder::{EvidencePoint, LadderChart, ladder_chart};
pub use steps::{Step, StepChart, step_chart};
pub use timeline::{Act, Bar, Clash, Fill, Lane, MilestoneLine, Rail, Rails, TimelineChart, timeline_chart};
