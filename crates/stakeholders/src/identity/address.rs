//! Addresses in parts: the number of the house, the street in one spelling, and the rest.

/// A line of an address in its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// The number of the house, with its letter; empty where there is none.
    pub number: String,
    /// The street in one spelling: `n main st`.
    pub street: String,
    /// The suite, floor or flat.
    pub unit: String,
}

/// Long forms and the short ones that take their place (US Postal Service, Publication 28, appendices C1 and C2).
const SHORT: [(&str, &str); 44] = [
    ("street", "st"),
    ("str", "st"),
    ("strasse", "st"),
    ("avenue", "ave"),
    ("av", "ave"),
    ("road", "rd"),
    ("drive", "dr"),
    ("lane", "ln"),
    ("boulevard", "blvd"),
    ("court", "ct"),
    ("crt", "ct"),
    ("place", "pl"),
    ("plaza", "plz"),
    ("square", "sq"),
    ("terrace", "ter"),
    ("parkway", "pkwy"),
    ("highway", "hwy"),
    ("circle", "cir"),
    ("circuit", "cir"),
    ("crescent", "cres"),
    ("close", "cl"),
    ("trail", "trl"),
    ("turnpike", "tpke"),
    ("freeway", "fwy"),
    ("expressway", "expy"),
    ("center", "ctr"),
    ("centre", "ctr"),
    ("heights", "hts"),
    ("mount", "mt"),
    ("saint", "st"),
    ("north", "n"),
    ("south", "s"),
    ("east", "e"),
    ("west", "w"),
    ("northeast", "ne"),
    ("northwest", "nw"),
    ("southeast", "se"),
    ("southwest", "sw"),
    ("building", "bldg"),
    ("first", "1st"),
    ("second", "2nd"),
    ("third", "3rd"),
    ("fourth", "4th"),
    ("fifth", "5th"),
];
/// Words behind which a suite, floor or flat stands.
const UNITS: [&str; 13] = ["suite", "ste", "apt", "apartment", "unit", "floor", "fl", "room", "rm", "flat", "box", "dept", "bldg"];

fn short(word: &str) -> &str {
    SHORT.iter().find(|(long, _)| *long == word).map_or(word, |(_, short)| short)
}

/// A folded line with its words in one spelling.
pub(super) fn shortened(folded: &str) -> String {
    folded.split(' ').map(short).collect::<Vec<_>>().join(" ")
}

/// Takes a folded line apart.
pub(super) fn parse(folded: &str) -> Address {
    let mut address = Address::default();
    let mut in_unit = false;
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        let is_number = word.bytes().next().is_some_and(|byte| byte.is_ascii_digit());
        in_unit |= UNITS.contains(&word) && !address.street.is_empty();
        let part = if in_unit {
            &mut address.unit
        } else if is_number && address.number.is_empty() && address.street.is_empty() {
            &mut address.number
        } else {
            &mut address.street
        };
        if !part.is_empty() {
            part.push(' ');
        }
        part.push_str(short(word));
    }
    address
}

/// A postal code's five digits (`021151234`, `2115` and `2115.0` become `02115`: spreadsheets drop leading zeros, and in a
/// country of four digits all codes get the same one), any other code folded.
pub(super) fn postcode(value: &str) -> String {
    let value = value.trim().strip_suffix(".0").unwrap_or(value.trim());
    let plain: String = value.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let is_digits = plain.bytes().all(|byte| byte.is_ascii_digit());
    match plain.len() {
        8 | 9 if is_digits => format!("{plain:0>9}")[..5].to_owned(),
        3 | 4 if is_digits => format!("{plain:0>5}"),
        _ => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_a_number_a_street_and_a_unit() {
        let parts = parse("200 north main street suite 103");
        assert_eq!((parts.number.as_str(), parts.street.as_str(), parts.unit.as_str()), ("200", "n main st", "suite 103"));
        assert_eq!(parse("rua augusta").street, "rua augusta");
        assert_eq!(parse("5 5th ave").street, "5th ave");
    }

    #[test]
    fn postcodes_get_their_zeros_back() {
        for code in ["02115", "02115-1234", "021151234", "2115", "2115.0", "21151234"] {
            assert_eq!(postcode(code), "02115", "{code}");
        }
        assert_eq!(postcode("SW1A 1AA"), "sw1a1aa");
    }
}
