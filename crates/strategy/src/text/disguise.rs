//! The ways in which a word can be made to look like itself and be another, or be itself and not be seen.

use unicode_script::{Script, UnicodeScript};
use unicode_security::MixedScript;

use crate::words::words_enum;

words_enum! {
    /// How a name was hidden; the word completes "written with …".
    pub enum Disguise {
        /// Letters of another script, or other letters, that look the same.
        LookAlike = "look-alike letters",
        /// Full-width, mathematical, circled and other styled forms of the letters.
        Styled = "styled letters",
        /// Accents and marks that the name does not have.
        Accents = "added accents",
        /// Digits in the place of letters.
        Digits = "digits for letters",
        /// Characters without any width.
        ZeroWidth = "zero-width characters",
        /// Soft hyphens.
        SoftHyphen = "soft hyphens",
        /// Characters that set the direction of the text.
        Direction = "direction controls",
        /// Variation selectors.
        Variation = "variation selectors",
        /// Tag characters.
        Tag = "tag characters",
        /// Other control characters.
        Control = "control characters",
        /// Blanks or marks between the letters.
        SetApart = "its letters set apart",
        /// The letters in reverse, turned round again on the screen by a direction override.
        Reversed = "its letters in reverse",
    }
}

/// The right-to-left override, after which text is shown in reverse.
pub(super) const OVERRIDE: char = '\u{202e}';
/// The end of an override.
pub(super) const END_OF_OVERRIDE: char = '\u{202c}';

/// What sort of invisible character this is; `None` for a character that can be seen, and for blanks.
pub(super) fn invisible(c: char) -> Option<Disguise> {
    match c {
        '\u{ad}' => Some(Disguise::SoftHyphen),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some(Disguise::Direction),
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{180b}'..='\u{180d}' | '\u{180f}' => Some(Disguise::Variation),
        '\u{e0000}'..='\u{e007f}' => Some(Disguise::Tag),
        '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'..='\u{2065}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}' => Some(Disguise::ZeroWidth),
        '\u{206a}'..='\u{206f}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' => {
            Some(Disguise::Control)
        }
        c if c.is_control() && !c.is_whitespace() => Some(Disguise::Control),
        _ => None,
    }
}

/// Whether a character breaks a line, steers a terminal or turns the direction of what follows.
pub fn is_unruly(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') || invisible(c) == Some(Disguise::Direction)
}

/// A text as a reader sees it: without the invisible characters.
pub fn visible(text: &str) -> String {
    text.chars().filter(|c| invisible(*c).is_none()).collect()
}

/// Whether one word of a text takes its letters from several scripts, as no language does.
pub fn mixes_scripts(text: &str) -> bool {
    !text.is_ascii() && text.split(|c: char| !c.is_alphanumeric()).any(|word| !word.is_single_script())
}

/// The script of a letter, unless it is Latin or belongs to all scripts.
pub(super) fn foreign_script(c: char) -> Option<&'static str> {
    match c.script() {
        Script::Latin | Script::Common | Script::Inherited | Script::Unknown => None,
        script => Some(script.full_name()),
    }
}
