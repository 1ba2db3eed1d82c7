//! The head of a page: the way here, the one `h1`, a lead sentence, the strip of highlights, the actions.

use maud::{Markup, html};

use super::{Link, breadcrumbs};

/// One fact of the highlights strip.
#[derive(Clone, Debug)]
pub struct Highlight {
    /// What it is, in one to three words.
    pub label: String,
    /// The value, worded or as a part.
    pub value: Markup,
}

impl Highlight {
    /// A highlight from its label and value.
    pub fn new(label: impl Into<String>, value: Markup) -> Highlight {
        Highlight { label: label.into(), value }
    }
}

/// What stands at the top of a page. `title` is the page's only `h1` and the window's title.
#[derive(Clone, Debug, Default)]
pub struct PageHeader {
    /// The way here, root first.
    pub crumbs: Vec<Link>,
    /// A short word above the title, such as the kind and key `Claim C-12`; empty for none.
    pub kicker: String,
    /// The heading.
    pub title: String,
    /// One sentence that says what this page answers; empty for none.
    pub lead: String,
    /// Five to seven facts; more are a table.
    pub highlights: Vec<Highlight>,
    /// Buttons at the right; empty markup for none.
    pub actions: Option<Markup>,
}

/// Draws the head. [`super::frame`] calls it; a page fills [`super::Frame::header`].
pub fn page_header(header: &PageHeader) -> Markup {
    html! {
        header.ph {
            (breadcrumbs(&header.crumbs))
            div.ph-top {
                div {
                    @if !header.kicker.is_empty() { p.kicker { (header.kicker) } }
                    h1 #title tabindex="-1" { (header.title) }
                    @if !header.lead.is_empty() { p.lead { (header.lead) } }
                }
                @if let Some(actions) = &header.actions { div.actions { (actions) } }
            }
            @if !header.highlights.is_empty() {
                dl.strip { @for highlight in &header.highlights {
                    div { dt { (highlight.label) } dd { (highlight.value) } }
                } }
            }
        }
    }
}

/// A section of a page with its `h2`. `id` is the anchor and the target of region swaps.
pub fn section(id: &str, title: &str, body: Markup) -> Markup {
    html! {
        section.sec id=(id) aria-labelledby=(format!("{id}-t")) {
            h2 id=(format!("{id}-t")) { (title) }
            (body)
        }
    }
}
