//! A message that stands on the page: said by word, icon and weight, never by hue alone.

use maud::{Markup, html};

use super::{Icon, icon};

/// What kind of message it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    #[default]
    Info,
    /// Done as asked: an ink check with the word, not green.
    Done,
    /// Look here before you go on.
    Warning,
    /// Something failed or is not allowed.
    Stop,
}

/// A titled message with a body (links and buttons included). `Stop` is announced at once,
/// the others politely.
pub fn notice(tone: Tone, title: &str, body: Markup) -> Markup {
    let (class, drawing, role) = match tone {
        Tone::Info => ("nt", Icon::Info, "note"),
        Tone::Done => ("nt nt-done", Icon::Check, "status"),
        Tone::Warning => ("nt nt-warn", Icon::Warning, "note"),
        Tone::Stop => ("nt nt-stop", Icon::Stop, "alert"),
    };
    html! {
        div class=(class) role=(role) {
            (icon(drawing))
            div { p.nt-t { (title) } div.nt-b { (body) } }
        }
    }
}
