//! No bytes make an importer panic: fixtures are cut, flipped, spliced and doubled by the thousand, always the same way.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::show::fixture;

const FIXTURES: [&str; 11] = [
    "study.json",
    "studies_ugly.json",
    "studies_before_2024.json",
    "study_fields.json",
    "study.xml",
    "studies_ugly.xml",
    "citations.xml",
    "citations_ugly.xml",
    "label.xml",
    "label_ugly.xml",
    "strategy_ugly.toml",
];

/// Bytes that mean something in one of the formats.
const TELLING: &[u8] = b"<>&;\"'/![]{}=:,.-0123456789aZ \n\t\\\0\x7f\xc3\xe2\xff";

/// Pseudo-random numbers, the same on every machine (xorshift64*).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(high).expect("31 bits fit") % bound.max(1)
    }
}

/// The bytes with one to four things wrong.
fn mutated(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len());
        let end = (at + dice.below(60)).min(bytes.len());
        match dice.below(6) {
            0 => bytes.truncate(at),
            1 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            2 if at < bytes.len() => bytes[at] = TELLING[dice.below(TELLING.len())],
            3 => bytes.insert(at, TELLING[dice.below(TELLING.len())]),
            4 => drop(bytes.drain(at..end)),
            _ => {
                let piece = bytes[at..end].to_vec();
                let to = dice.below(bytes.len());
                bytes.splice(to..to, piece);
            }
        }
    }
    bytes
}

#[test]
fn no_damage_makes_an_importer_panic() {
    let mut dice = Dice(0x10de_57a4);
    for file in FIXTURES {
        let sound = fixture(file);
        for case in 0..500 {
            let bytes = mutated(&sound, &mut dice);
            let read = catch_unwind(AssertUnwindSafe(|| {
                let batch = import::read(file, &bytes);
                let wrong: Vec<_> = batch.drafts.into_iter().flat_map(|draft| draft.into_record().1).collect();
                (wrong, batch.findings)
            }));
            let Ok((wrong, findings)) = read else { panic!("{file}, case {case}: {}", String::from_utf8_lossy(&bytes)) };
            assert!(
                findings.iter().all(|finding| finding.source.is_some() && !finding.message.contains('\n')),
                "{file}, case {case}: {findings:?}"
            );
            // Whatever a registry says, the draft made of it can be read. A strategy's text says what its author wrote.
            assert!(wrong.is_empty() || file.ends_with(".toml"), "{file}, case {case}: {wrong:?}");
        }
    }
}
