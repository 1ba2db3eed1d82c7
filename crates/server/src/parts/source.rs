//! A piece of a file with its line numbers and a caret under what is meant, as a compiler shows it.

use maud::{Markup, html};

use super::ticked;

/// Lines of a source and the place in them that a finding points at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// The file, or the sheet and cell, such as `strategy.toml` or `claims!D14`.
    pub path: String,
    /// Line numbers, counted from 1, and their text.
    pub lines: Vec<(usize, String)>,
    /// The line pointed at; 0 for none.
    pub line: usize,
    /// First character pointed at in that line, counted from 1.
    pub from: usize,
    /// First character no longer pointed at; at least `from + 1`.
    pub to: usize,
    /// What is wrong there; empty for none.
    pub message: String,
    /// What to do; empty for none.
    pub help: String,
}

/// Draws the excerpt: path, lines, caret line, help.
pub fn code_excerpt(excerpt: &Excerpt) -> Markup {
    let place = if excerpt.line == 0 { excerpt.path.clone() } else { format!("{}:{}:{}", excerpt.path, excerpt.line, excerpt.from.max(1)) };
    let width = excerpt.lines.iter().map(|(number, _)| number.to_string().len()).max().unwrap_or(1);
    html! {
        figure.src {
            figcaption.mono { (place) }
            div.scroll role="region" aria-label=(format!("Source {place}")) tabindex="0" {
                pre { code { @for (number, text) in &excerpt.lines {
                    @if *number == excerpt.line { (pointed_line(excerpt, *number, text, width)) }
                    @else { (gutter(&number.to_string(), width)) (text) "\n" }
                } } }
            }
            @if !excerpt.help.is_empty() { p.src-h { strong { "help " } (ticked(&excerpt.help)) } }
        }
    }
}

fn pointed_line(excerpt: &Excerpt, number: usize, text: &str, width: usize) -> Markup {
    let letters: Vec<char> = text.chars().collect();
    let from = excerpt.from.max(1).min(letters.len() + 1) - 1;
    let to = (excerpt.to.max(excerpt.from + 1) - 1).clamp(from, letters.len().max(from));
    let (before, pointed, after): (String, String, String) =
        (letters[..from].iter().collect(), letters[from..to].iter().collect(), letters[to..].iter().collect());
    // Tabs stay tabs, so that the caret stands below what it points at.
    let indent: String = letters[..from].iter().map(|&letter| if letter == '\t' { '\t' } else { ' ' }).collect();
    html! {
        (gutter(&number.to_string(), width)) (before) mark { (pointed) } (after) "\n"
        (gutter("", width)) (indent) span.caret { span aria-hidden="true" { ("^".repeat((to - from).max(1))) } " " (excerpt.message) } "\n"
    }
}

fn gutter(number: &str, width: usize) -> Markup {
    html! { span.gut { (format!("{number:>width$} │ ")) } }
}
