//! Words as they are compared: letters that are no letter with a mark become the ones people type for them. Marks themselves
//! are taken off by the index.

/// Appends a text with such letters replaced.
pub(crate) fn fold_into(folded: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            'ł' | 'Ł' => folded.push('l'),
            'ø' | 'Ø' => folded.push('o'),
            'đ' | 'Đ' | 'ð' | 'Ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'ß' | 'ẞ' => folded.push_str("ss"),
            'æ' | 'Æ' => folded.push_str("ae"),
            'œ' | 'Œ' => folded.push_str("oe"),
            'þ' | 'Þ' => folded.push_str("th"),
            // `O'Neil` is found as typed and as `oneil`, however the apostrophe is written.
            '\'' | '’' | 'ʼ' => {}
            // A mark that follows its letter.
            '\u{300}'..='\u{36f}' => {}
            '\0' => folded.push(' '),
            other => folded.push(other),
        }
    }
}

/// A text with such letters replaced.
pub(crate) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(&mut folded, text);
    folded
}
