//! Our own small line drawings, 1.5 px stroke in a 20 × 20 box. They always stand beside a word.

use maud::{Markup, html};

/// The drawings there are. Keep the list below thirty: a new one needs a word that is not enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each drawing is named for what it shows")]
pub enum Icon {
    Home,
    Need,
    Map,
    Alignment,
    Timeline,
    Guardrails,
    Rules,
    Import,
    Records,
    Search,
    Keyboard,
    Theme,
    Menu,
    Check,
    Edit,
    Undo,
    History,
    Compare,
    Link,
    Warning,
    Stop,
    Info,
    Download,
    Plus,
    Close,
    Arrow,
    Person,
    Withheld,
}

/// The drawing, hidden from screen readers: the word beside it speaks.
pub fn icon(icon: Icon) -> Markup {
    html! {
        svg.ic viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" { path d=(strokes(icon)) {} }
    }
}

fn strokes(icon: Icon) -> &'static str {
    match icon {
        Icon::Home => "M3 9.5 10 3l7 6.5M5 8v9h10V8M8.5 17v-5h3v5",
        Icon::Need => "M10 17S3 12.8 3 7.7A3.7 3.7 0 0 1 10 6a3.7 3.7 0 0 1 7 1.7C17 12.8 10 17 10 17Z",
        Icon::Map => "M7.5 2.5h5v4h-5ZM2.5 13.5h5v4h-5ZM12.5 13.5h5v4h-5ZM10 6.5V10M5 13.5V10h10v3.5",
        Icon::Alignment => "M3 5h6l2 5-2 5H3M17 5h-3M17 10h-6M17 15h-3",
        Icon::Timeline => "M2.5 4.5h8M6 10h9M9.5 15.5h8M13.5 2v3M13.5 15.5V12",
        Icon::Guardrails => "M10 2.5 16.5 5v4.5c0 4-2.7 6.6-6.5 8-3.8-1.4-6.5-4-6.5-8V5ZM7 10l2.2 2.2L13.2 8",
        Icon::Rules => "M5 2.5h10v15H5ZM8 6.5h4M8 10h4M8 13.5h2",
        Icon::Import => "M10 2.5v9M6.5 8l3.5 3.5L13.5 8M3 13v4h14v-4",
        Icon::Records => "M3 4h14v4H3ZM3 8h14v4H3ZM3 12h14v4H3ZM7 4v12",
        Icon::Search => "M13 8.5a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0ZM12 12l5 5",
        Icon::Keyboard => "M2 5h16v10H2ZM5 8h.5M8 8h.5M11 8h.5M14 8h.5M5.5 12h9",
        Icon::Theme => "M10 3a7 7 0 1 0 0 14ZM10 3a7 7 0 0 1 0 14",
        Icon::Menu => "M3 5.5h14M3 10h14M3 14.5h14",
        Icon::Check => "m4 10.5 4 4 8-9",
        Icon::Edit => "M3.5 16.5 4.5 12 13 3.5l3.5 3.5L8 15.5ZM11 5.5 14.5 9",
        Icon::Undo => "M7 3.5 3.5 7 7 10.5M3.5 7H12a4.5 4.5 0 0 1 0 9H8",
        Icon::History => "M3.5 10A6.5 6.5 0 1 0 6 4.9M3.5 3.5V7H7M10 6.5V10l2.5 2",
        Icon::Compare => "M3 3.5h5.5v13H3ZM11.5 3.5H17v13h-5.5ZM5 7h1.5M13.5 7H15M13.5 10H15",
        Icon::Link => "M8.5 11.5a3 3 0 0 0 4.3 0l3-3a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3 0l-3 3a3 3 0 0 0 4.3 4.3l1-1",
        Icon::Warning => "M10 3 18 17H2ZM10 8v4M10 14.2v.3",
        Icon::Stop => "M7 2.5h6L17.5 7v6L13 17.5H7L2.5 13V7ZM10 6v5M10 13.5v.3",
        Icon::Info => "M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0ZM10 9v5M10 6.2v.3",
        Icon::Download => "M10 3v8.5M6.5 8 10 11.5 13.5 8M3.5 16.5h13",
        Icon::Plus => "M10 4v12M4 10h12",
        Icon::Close => "m5 5 10 10M15 5 5 15",
        Icon::Arrow => "M4 10h12M11.5 5.5 16 10l-4.5 4.5",
        Icon::Person => "M13 6.5a3 3 0 1 1-6 0 3 3 0 0 1 6 0ZM4 17a6 6 0 0 1 12 0",
        Icon::Withheld => "M3 3h14v14H3ZM3 10l7-7M3 17 17 3M10 17l7-7",
    }
}
