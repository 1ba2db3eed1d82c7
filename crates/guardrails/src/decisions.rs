//! All decisions of one place on one day as a text that is read, checked in and compared line by line.
//! For each act and class: rows of functions, columns of stages, a sign for each verdict and the rules in a foot line.

mod block;

use std::fmt::Write;

use jiff::civil::Date;
use strategy::record::Stage;

use crate::{Act, Class, Gate, Jurisdiction, book::Book, policy, stage_word};
use block::Blocks;

const HEAD: &str = "\
Signs: Y allowed · C allowed with obligations · N not allowed; a number names the rules in the foot line.
No number: no rule speaks there, and the default holds.
Facts that are not named are \"no\" or unknown. A block \"given …\" is shown where it differs from every block with less
given; \"all of it\" is a digest of every combination, shown or not.
";

impl Gate {
    /// All decisions of one place on one day, as text.
    pub fn decision_table(&self, place: &Jurisdiction, day: Date) -> String {
        let mut text = format!("Decisions for {place} on {day}\n\n{HEAD}\nStages: ");
        let stages: Vec<String> = Stage::ALL.iter().map(|stage| format!("{} {}", column(*stage), stage_word(*stage))).collect();
        let _ = writeln!(text, "{}", stages.join(" · "));
        match self.book(day, place) {
            Some(book) => Act::ALL.iter().for_each(|act| self.act(book, *act, day, &mut text)),
            None => text += "\nNo reviewed pack: nothing is allowed.\n",
        }
        text
    }

    /// One act: classes with the same blocks stand together, those without rules in one line.
    fn act(&self, book: &Book, act: Act, day: Date, text: &mut String) {
        let mut bodies: Vec<(String, Vec<Class>)> = Vec::new();
        let mut silent: Vec<(String, Vec<Class>)> = Vec::new();
        for class in Class::ALL {
            let slot = book.slot(self.loaded(), act, *class);
            let blocks = Blocks { gate: self, place: &book.place, day, act, class: *class };
            let (list, body) = if slot.rules.is_empty() { (&mut silent, blocks.default()) } else { (&mut bodies, blocks.write(slot)) };
            match list.iter_mut().find(|(known, _)| *known == body) {
                Some((_, classes)) => classes.push(*class),
                None => list.push((body, vec![*class])),
            }
        }
        for (body, classes) in bodies {
            let _ = write!(text, "\n{act} {}\n{body}", names(&classes));
        }
        for (default, classes) in silent {
            let _ = write!(text, "\n{act}: no rule speaks of {}: {default}\n", names(&classes));
        }
    }
}

fn names(classes: &[Class]) -> String {
    classes.iter().map(|class| class.as_str()).collect::<Vec<_>>().join(", ")
}

/// The heading of a stage's column.
fn column(stage: Stage) -> &'static str {
    match stage {
        Stage::Preclinical => "pc",
        Stage::Phase1 => "p1",
        Stage::Phase2 => "p2",
        Stage::Phase3 => "p3",
        Stage::Filed => "fi",
        Stage::Approved => "ap",
        Stage::Launched => "la",
        Stage::Mature => "ma",
        Stage::LossOfExclusivity => "lo",
    }
}

fn digest(text: &str) -> String {
    policy::digest(text.as_bytes()).chars().take(8).collect()
}
