//! Where each field of a record was read. Every field of every record has its place, and few of them are ever asked for:
//! so the names stand in one text, one after the other, and are searched when somebody asks.

use super::Place;

/// Places by the path of the field: `rank`, `success.patients`, `serves.0`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Places {
    paths: String,
    /// Where each path ends, and its place.
    ends: Vec<(usize, Place)>,
}

impl Places {
    /// States the place of a field; of two for one field, the later counts.
    pub fn insert(&mut self, path: &str, place: Place) {
        self.paths.push_str(path);
        self.ends.push((self.paths.len(), place));
    }

    /// The place of a field.
    pub fn get(&self, path: &str) -> Option<&Place> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|(end, _)| *end));
        let all = starts.zip(&self.ends).map(|(start, (end, place))| (&self.paths[start..*end], place));
        all.filter(|(known, _)| *known == path).last().map(|(_, place)| place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(line: usize) -> Place {
        Place::Text { line, column: 1, start: 0, end: 1 }
    }

    #[test]
    fn each_field_has_the_place_that_was_stated_last() {
        let mut places = Places::default();
        for (path, at) in [("serves", 1), ("serves.0", 2), ("s", 3), ("serves", 4)] {
            places.insert(path, line(at));
        }
        assert_eq!(places.get("serves"), Some(&line(4)));
        assert_eq!(places.get("serves.0"), Some(&line(2)));
        assert_eq!(places.get("s"), Some(&line(3)));
        assert_eq!(places.get("serves.1"), None);
        assert_eq!(Places::default().get(""), None);
    }
}
