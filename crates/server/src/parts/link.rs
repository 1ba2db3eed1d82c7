//! Small things that lead somewhere or name something: links, crumbs, tabs, chips, keys, "more".

use maud::{Markup, html};

use super::{Mark, function_glyph};

/// Words and where they lead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// What is shown.
    pub label: String,
    /// Where it leads: a stable address inside the server.
    pub href: String,
}

impl Link {
    /// A link from its words and address.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Link {
        Link { label: label.into(), href: href.into() }
    }
}

/// The way here, root first; the current page is not in it, the heading says it.
pub fn breadcrumbs(crumbs: &[Link]) -> Markup {
    html! {
        @if !crumbs.is_empty() {
            nav.crumbs aria-label="Breadcrumb" {
                ol { @for crumb in crumbs { li { a href=(crumb.href) { (crumb.label) } } } }
            }
        }
    }
}

/// Tabs that are links: each has its own address; `current` is the index of the open one.
/// `label` names the group, such as `Finding`.
pub fn tabs(label: &str, links: &[Link], current: usize) -> Markup {
    html! {
        nav.tabs aria-label=(label) {
            ul { @for (index, link) in links.iter().enumerate() {
                li { a href=(link.href) aria-current=[(index == current).then_some("page")] { (link.label) } }
            } }
        }
    }
}

/// A small framed word, for attributes and filters. With `href` it is a link.
pub fn chip(label: &str, href: Option<&str>) -> Markup {
    html! {
        @match href {
            Some(href) => a.chip href=(href) { (label) },
            None => span.chip { (label) },
        }
    }
}

/// Several chips in a row that wraps.
pub fn chips(links: &[Link]) -> Markup {
    html! {
        ul.chips { @for link in links { li { (chip(&link.label, (!link.href.is_empty()).then_some(link.href.as_str()))) } } }
    }
}

/// A record named by mark, short key and title, such as `C-12 Once-daily start`: one link.
/// Pass `Mark::Other` with an empty function for kinds that no function owns; then no mark is drawn.
pub fn record_link(mark: Mark, function: &str, short_key: &str, title: &str, href: &str) -> Markup {
    html! {
        a.rec href=(href) {
            @if !function.is_empty() { (function_glyph(mark, function)) }
            span { span.mono { (short_key) } " " (title) }
        }
    }
}

/// One key or several pressed one after the other, such as `g n`.
pub fn key(keys: &str) -> Markup {
    html! { span.keys { @for one in keys.split_whitespace() { kbd { (one) } } } }
}

/// The end of a list: what is seen and, when there is more, the link to it. Never a total.
pub fn more(seen: &str, next: Option<&str>) -> Markup {
    html! {
        p.more {
            span.muted { (seen) }
            @if let Some(next) = next { " " a.btn href=(next) { "Show more" } }
        }
    }
}
