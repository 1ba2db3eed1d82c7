//! A picture that says something: the takeaway as its title, the measure below it, its table beside it.

use maud::{Markup, html};

use super::{Table, table};

/// A picture with its words and its table.
#[derive(Clone, Debug, Default)]
pub struct Figure {
    /// Unique on the page.
    pub id: String,
    /// The takeaway, as a sentence.
    pub title: String,
    /// Measure, unit, population and as-of; empty for none.
    pub subtitle: String,
    /// The drawing.
    pub picture: Markup,
    /// The same content as a table; it opens with "View as table" and is printed.
    pub table: Table,
    /// Words below the picture, such as annotations or clashes; `None` for nothing.
    pub notes: Option<Markup>,
}

/// Draws the figure. The picture scrolls in its own region when it is wider than the page.
pub fn figure(figure: &Figure) -> Markup {
    html! {
        figure.fig id=(figure.id) {
            figcaption {
                p.fig-t { (figure.title) }
                @if !figure.subtitle.is_empty() { p.muted { (figure.subtitle) } }
            }
            div.scroll.fig-p role="region" aria-label=(format!("Picture: {}", figure.title)) tabindex="0" { (figure.picture) }
            @if let Some(notes) = &figure.notes { (notes) }
            @if !figure.table.rows.is_empty() {
                details.twin { summary { "View as table" } (table(&figure.table)) }
            }
        }
    }
}
