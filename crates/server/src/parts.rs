//! The components every page is made of: plain functions from already worded values to markup.
//! They know no record, no rule and no store; a page words its content first and then chooses parts.
//! Look at all of them at once by running the test `gallery`, which writes `target/gallery/*.html`.
//!
//! Between parts a page may use these classes and no others: `stack` (one below the other), `cols`
//! (columns that wrap), `bar-r` (a row that wraps), `card` (a framed box), `prose` (rendered Markdown),
//! `muted`, `mono`, `num`, `vh` (for screen readers only); `m`, `c`, `a`, `j`, `o` set a function's hue
//! for `ln` (a line with the function's dash) in an `svg.ch`. Any element may carry `data-key="e"` (a
//! single key presses it) and `data-row` (`j` and `k` walk it); links and forms may carry
//! `data-swap="#region"`. There are no inline styles: the policy refuses them.

mod button;
mod empty;
mod facts;
mod figure;
mod finding;
mod form;
mod frame;
mod glossary;
mod header;
mod icon;
mod lifecycle;
mod link;
mod mark;
mod node;
mod notice;
mod passkey;
mod rail;
mod severity;
mod source;
mod table;
mod text;
mod verdict;
mod withheld;

pub use button::{Button, Weight, link_button, post_button, submit};
pub use empty::{Absence, Empty, absent, empty_state};
pub use facts::{Change, diff, facts};
pub use figure::{Figure, figure};
pub use finding::{FindingCard, FindingRow, FindingState, Fix, finding_card, finding_list, finding_row, fix_list};
pub use form::{Choice, Field, FieldError, Form, Input, error_summary, field, form};
pub use frame::{Acting, Frame, Theme, frame};
pub use glossary::{Meaning, term};
pub use header::{Highlight, PageHeader, page_header, section};
pub use icon::{Icon, icon};
pub use lifecycle::{Lifecycle, Stage, lifecycle_path, lifecycle_strip};
pub use link::{Link, breadcrumbs, chip, chips, key, more, record_link, tabs};
pub use mark::{Mark, function_glyph, function_mark, owner};
pub use node::{LaneCards, Node, band, lanes, layer, node};
pub use notice::{Tone, notice};
pub use passkey::passkey_form;
pub use rail::Page;
pub use severity::{Severity, severity_badge};
pub use source::{Excerpt, code_excerpt};
pub use table::{Column, Row, Sort, Table, table};
pub use text::ticked;
pub use verdict::{Verdict, verdict_badge, verdict_glyph, verdict_named};
pub use withheld::{Block, withheld};

pub(crate) use mark::glyph_shape;
pub(crate) use verdict::verdict_shape;
