//! Refuses names of very many parts before they are read: each part is a table in a table, and what is that deep cannot
//! even be let go of without running out of stack. Arrays and inline tables are limited by the TOML reader itself.

/// How many parts a dotted name may have; `need.N-1.success.patients` has four.
pub(super) const PARTS: usize = 64;

/// The byte at which a dotted name has too many parts. Parts may be quoted and have blanks around their dots.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let mut parts = 0;
    let mut in_part = false;
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        if let Some(open) = quote {
            if byte == open || byte == b'\n' {
                quote = None;
            }
            continue;
        }
        match byte {
            b'"' | b'\'' => (quote, in_part) = (Some(byte), true),
            b'.' if in_part => {
                (parts, in_part) = (parts + 1, false);
                if parts >= PARTS {
                    return Some(at);
                }
            }
            b' ' | b'\t' => {}
            byte if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') => in_part = true,
            _ => (parts, in_part) = (0, false),
        }
    }
    None
}
