//! A file's bytes as UTF-8, piece by piece: a byte order mark taken off, UTF-16 decoded. Bytes that are no UTF-8 are left for
//! the rows, which read them as Windows-1252 one by one.

use std::io::{BufRead, BufReader, Read};

use encoding_rs::{Decoder, Encoding, UTF_16BE, UTF_16LE};

/// How many bytes are enough to know a file by.
pub(crate) const START: usize = 64 << 10;

/// A stream of UTF-8.
pub(crate) struct Utf8<R> {
    input: BufReader<R>,
    /// Set for files in UTF-16.
    decoder: Option<Decoder>,
    is_decoded: bool,
    /// Decoded and not yet read.
    ready: Vec<u8>,
    at: usize,
}

impl<R: Read> Utf8<R> {
    /// The stream of a file.
    pub(crate) fn new(input: R) -> std::io::Result<Utf8<R>> {
        let mut input = BufReader::with_capacity(START, input);
        let start = input.fill_buf()?;
        let wide = wide(start);
        if wide.is_none() && start.starts_with(b"\xef\xbb\xbf") {
            input.consume(3);
        }
        let decoder = wide.map(Encoding::new_decoder_with_bom_removal);
        Ok(Utf8 { input, decoder, is_decoded: false, ready: vec![], at: 0 })
    }

    /// Whether the file is UTF-16.
    pub(crate) fn is_wide(&self) -> bool {
        self.decoder.is_some()
    }
}

/// The start of a file as UTF-8.
pub(crate) fn all(start: &[u8]) -> Vec<u8> {
    let mut text = vec![];
    if let Ok(mut utf8) = Utf8::new(start) {
        // Memory gives no error.
        let _ = utf8.read_to_end(&mut text);
    }
    text
}

/// The byte order of UTF-16: by its mark, else because every second of the first bytes is zero, as in any text of ASCII.
fn wide(start: &[u8]) -> Option<&'static Encoding> {
    let zeros = |from: usize| start.iter().skip(from).step_by(2).take(32).filter(|byte| **byte == 0).count();
    match start {
        [0xff, 0xfe, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] => Some(UTF_16BE),
        _ if start.len() < 16 => None,
        _ if zeros(1) * 10 > 9 * 32.min(start.len() / 2) && zeros(0) == 0 => Some(UTF_16LE),
        _ if zeros(0) * 10 > 9 * 32.min(start.len() / 2) && zeros(1) == 0 => Some(UTF_16BE),
        _ => None,
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let Some(decoder) = &mut self.decoder else { return self.input.read(into) };
        while self.at == self.ready.len() && !self.is_decoded {
            let piece = self.input.fill_buf()?;
            let is_last = piece.is_empty();
            self.at = 0;
            self.ready.resize(decoder.max_utf8_buffer_length(piece.len()).unwrap_or(4 * START), 0);
            let (_, taken, written, _) = decoder.decode_to_utf8(piece, &mut self.ready, is_last);
            self.input.consume(taken);
            self.ready.truncate(written);
            self.is_decoded = is_last;
        }
        let taken = into.len().min(self.ready.len() - self.at);
        into[..taken].copy_from_slice(&self.ready[self.at..self.at + taken]);
        self.at += taken;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> String {
        let mut text = String::new();
        Utf8::new(bytes).expect("memory").read_to_string(&mut text).expect("utf-8");
        text
    }

    #[test]
    fn utf_16_of_both_orders_with_and_without_a_mark() {
        let text = "NPI,Name\n1234567893,Müller 🩺\n".repeat(5_000);
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read(&little), text);
        assert_eq!(read(&big), text);
        assert_eq!(read(&[b"\xff\xfe".as_slice(), &little].concat()), text);
        assert_eq!(read(&[b"\xfe\xff".as_slice(), &big].concat()), text);
    }

    #[test]
    fn utf_8_loses_its_mark_and_nothing_else() {
        assert_eq!(read("\u{feff}a,ü\n".as_bytes()), "a,ü\n");
        assert_eq!(read(b""), "");
    }
}
