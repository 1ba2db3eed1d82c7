//! The golden record: for each field the value of the best source, and whose it is.

use super::{field::Field, records::RowId};

/// A value that a record offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer<'v> {
    /// The record.
    pub row: RowId,
    /// The field.
    pub field: Field,
    /// The value as the source wrote it.
    pub value: &'v str,
    /// How much the source counts for this field: 0 counts most.
    pub priority: u32,
    /// The day on which the source knew it, as YYYYMMDD; 0 if that is not known.
    pub day: u32,
}

/// A field of the golden record with its lineage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Golden<'v> {
    /// The offer that won.
    pub chosen: Offer<'v>,
    /// How many other records offer the same value.
    pub agreeing: usize,
    /// How many offer another one.
    pub differing: usize,
}

/// The golden record of one cluster: per field the offer of the highest priority; among equals the latest; then the value
/// that most records offer; then the smallest value and record, so that the order of the offers does not matter.
pub fn golden<'v>(offers: &[Offer<'v>]) -> Vec<Golden<'v>> {
    let mut fields: Vec<Field> = offers.iter().map(|offer| offer.field).collect();
    fields.sort_unstable();
    fields.dedup();
    fields.into_iter().filter_map(|field| choose(offers, field)).collect()
}

fn choose<'v>(offers: &[Offer<'v>], field: Field) -> Option<Golden<'v>> {
    let here: Vec<&Offer<'v>> = offers.iter().filter(|offer| offer.field == field && !offer.value.trim().is_empty()).collect();
    let same = |value: &str| here.iter().filter(|offer| offer.value == value).count();
    let rank =
        |offer: &&&Offer<'v>| (offer.priority, std::cmp::Reverse(offer.day), std::cmp::Reverse(same(offer.value)), offer.value, offer.row);
    let chosen = *here.iter().min_by_key(rank)?;
    let agreeing = same(chosen.value) - 1;
    Some(Golden { chosen: chosen.clone(), agreeing, differing: here.len() - 1 - agreeing })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(row: u32, value: &str, priority: u32, day: u32) -> Offer<'_> {
        Offer { row: RowId(row), field: Field::City, value, priority, day }
    }

    #[test]
    fn the_best_source_wins_then_the_latest_and_says_whose_it_is() {
        let mut offers = vec![
            offer(1, "Lodz", 1, 20_260_101),
            offer(2, "Gdansk", 0, 20_240_101),
            offer(3, "Torun", 0, 20_250_101),
            offer(4, "Torun", 2, 0),
        ];
        let found = golden(&offers);
        assert_eq!((found[0].chosen.row, found[0].chosen.value, found[0].agreeing, found[0].differing), (RowId(3), "Torun", 1, 2));
        offers.reverse();
        assert_eq!(golden(&offers), found);
    }

    #[test]
    fn a_blank_value_wins_nothing() {
        assert_eq!(golden(&[offer(1, " ", 0, 1), offer(2, "Torun", 1, 1)])[0].chosen.row, RowId(2));
        assert!(golden(&[offer(1, "", 0, 1)]).is_empty());
    }
}
