//! A cell in words: what a function sees, under which conditions, and why.

use crate::{
    Column, Jurisdiction,
    matrix::{Cell, Grant, Holder, Letter, Matrix, Place, cell::Only},
};

impl Matrix {
    /// What stands at a place, in words: `Sales sees the content of its own communication activities, and the
    /// metadata of those of Medical.`
    pub fn explain(&self, place: Place) -> String {
        let row = self.row(place.stage, place.data);
        let mut text = format!("{} {}.", place.column.title(), self.at(place).words(place.data.words()));
        if let Some(note) = row.notes.get(&place.column) {
            text += &format!(" {}.", capital(note));
        }
        for duty in &self.at(place).duties {
            text += &format!(" {}.", capital(duty.words()));
        }
        text + " " + &row.reason
    }
}

impl Cell {
    /// The cell as the second half of a sentence about `things`: `sees the metadata of requests`.
    pub fn words(&self, things: &str) -> String {
        if self.grants.is_empty() {
            return format!("sees nothing of {things}");
        }
        let parts: Vec<String> = self.grants.iter().enumerate().map(|(at, grant)| grant.words(things, at == 0)).collect();
        match parts.as_slice() {
            [one] => format!("sees {one}"),
            [first @ .., last] => format!("sees {}, and {last}", first.join(", ")),
            [] => unreachable!("a cell without grants is worded above"),
        }
    }
}

impl Grant {
    fn words(&self, things: &str, first: bool) -> String {
        let what = match (self.letter, self.only) {
            (Letter::Aggregate, _) => "only the aggregate",
            (_, Some(Only::Flag)) => "only whether there is something, yes or no,",
            (Letter::Metadata, _) | (_, Some(Only::Status)) => "date, function, channel, class and status",
            _ => "everything",
        };
        let own = self.letter == Letter::Own || self.of.contains(&Holder::Own);
        let things = match (first, own) {
            (true, true) => format!("its own {things}"),
            (true, false) => things.to_owned(),
            (false, true) => "its own".into(),
            (false, false) if self.is_of_anybody() => "all others".into(),
            (false, false) => "those".into(),
        };
        let conditions = self.conditions();
        format!("{what} of {things}{}", conditions.iter().map(|c| format!(" {c}")).collect::<String>())
    }

    fn is_of_anybody(&self) -> bool {
        self.of.is_empty() && !self.promotional && self.places.is_empty() && matches!(self.letter, Letter::Metadata | Letter::Aggregate)
    }

    fn conditions(&self) -> Vec<String> {
        let column = |holder: &Holder| match holder {
            Holder::Column(column) => Some(Column::title(*column)),
            Holder::Own => None,
        };
        let columns: Vec<&str> = self.of.iter().filter_map(column).collect();
        let mut conditions = vec![];
        let mut add = |when: bool, words: String| {
            if when {
                conditions.push(words);
            }
        };
        add(!columns.is_empty(), format!("that come from {}", list(&columns)));
        add(self.promotional, "of promotion".into());
        add(self.on_label, "within the label".into());
        add(self.not_opted_out, "of people who have not opted out".into());
        let places: Vec<&str> = self.places.iter().map(Jurisdiction::word).collect();
        add(!places.is_empty(), format!("in {}", list(&places)));
        add(self.letter == Letter::Party, "to which it is party".into());
        add(self.letter == Letter::Case, "in a case that is open, with its reason".into());
        conditions
    }
}

fn list(words: &[&str]) -> String {
    match words {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        words => words.concat(),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
