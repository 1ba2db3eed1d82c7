//! Where a market stands on its way from exploratory work to loss of exclusivity.
//! The stage belongs to the market, so there is one path per market.

use maud::{Markup, html};

/// One stage on the path, already worded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stage {
    /// Its name, such as `Filed`.
    pub label: String,
    /// Its date in words, such as `12 Mar 2026` or `planned Q3 2027`; empty when none is known.
    pub date: String,
}

/// The path of one market.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lifecycle {
    /// The market, such as `Germany`.
    pub market: String,
    /// All stages in order.
    pub stages: Vec<Stage>,
    /// Index of the stage it is in.
    pub current: usize,
}

impl Lifecycle {
    fn state(&self, index: usize) -> (&'static str, &'static str) {
        match index.cmp(&self.current) {
            std::cmp::Ordering::Less => ("past", "done"),
            std::cmp::Ordering::Equal => ("now", "current stage"),
            std::cmp::Ordering::Greater => ("next", "to come"),
        }
    }
}

/// The full path with every stage named: the head of the timeline and of a market's page.
pub fn lifecycle_path(path: &Lifecycle) -> Markup {
    html! {
        div.path {
            p.path-m { (path.market) }
            ol aria-label=(format!("Lifecycle in {}", path.market)) {
                @for (index, stage) in path.stages.iter().enumerate() {
                    @let (class, word) = path.state(index);
                    li class=(class) aria-current=[(index == path.current).then_some("step")] {
                        span.path-l { (stage.label) span.vh { ", " (word) } }
                        @if !stage.date.is_empty() { span.path-d { (stage.date) } }
                    }
                }
            }
        }
    }
}

/// All markets in one slim line: a bar of steps and the current stage in words.
pub fn lifecycle_strip(paths: &[Lifecycle]) -> Markup {
    html! {
        @if !paths.is_empty() {
            ul.lc aria-label="Lifecycle stage by market" { @for path in paths { li {
                strong { (path.market) }
                svg.lc-bar viewBox=(format!("0 0 {} 8", path.stages.len() * 10)) width=(path.stages.len() * 10) height="8" aria-hidden="true" {
                    @for index in 0..path.stages.len() {
                        rect class=(path.state(index).0) x=(index * 10) y="1" width="8" height="6" rx="1" {}
                    }
                }
                @if let Some(stage) = path.stages.get(path.current) {
                    span { (stage.label) }
                    @if !stage.date.is_empty() { span.muted { (stage.date) } }
                }
            } } }
        }
    }
}
