//! How bad a finding is, said by shape, word and weight; one crimson for all, so no traffic light.

use maud::{Markup, html};

/// The four severities, worst first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Must not go out.
    Blocker,
    /// Has to be mended soon.
    Major,
    /// Worth mending.
    Minor,
    /// For information.
    #[default]
    Note,
}

impl Severity {
    /// The severity for its lower-case word; an unknown word is a note.
    pub fn of(word: &str) -> Severity {
        match word {
            "blocker" => Severity::Blocker,
            "major" => Severity::Major,
            "minor" => Severity::Minor,
            _ => Severity::Note,
        }
    }

    /// The word as people read it.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Blocker => "Blocker",
            Severity::Major => "Major",
            Severity::Minor => "Minor",
            Severity::Note => "Note",
        }
    }

    /// The class in the stylesheet.
    pub fn class(self) -> &'static str {
        match self {
            Severity::Blocker => "blocker",
            Severity::Major => "major",
            Severity::Minor => "minor",
            Severity::Note => "note",
        }
    }
}

/// Shape and word in one badge: octagon, triangle, diamond or ring.
pub fn severity_badge(severity: Severity) -> Markup {
    html! {
        span class=(format!("sev sev-{}", severity.class())) {
            svg viewBox="0 0 12 12" width="13" height="13" aria-hidden="true" {
                @match severity {
                    Severity::Blocker => path d="M4 .7h4L11.3 4v4L8 11.3H4L.7 8V4Z" {},
                    Severity::Major => path d="M6 .9 11.6 11H.4Z" {},
                    Severity::Minor => path d="M6 .6 11.4 6 6 11.4.6 6Z" {},
                    Severity::Note => circle cx="6" cy="6" r="4.6" {},
                }
            }
            (severity.word())
        }
    }
}
