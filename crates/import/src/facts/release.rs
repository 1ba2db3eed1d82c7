//! What a file's name says of its release.

/// The days in a name such as `npidata_pfile_20050523-20251207.csv`: the last one, `2025-12-07`.
pub(super) fn days_in_name(file: &str) -> Option<String> {
    let day = numbers(file).into_iter().rfind(|number| number.len() == 8 && number.starts_with("20"))?;
    Some(format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]))
}

/// The year in a name such as `MUP_DPR_RY26_P04_V10_DY24_NPIBN.csv` (`DY`, the year of the data) or `…_PGYR2024_…`; else the last
/// number that is a year.
pub(super) fn year(file: &str) -> Option<String> {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file).to_ascii_uppercase();
    let after = |mark: &str, digits: usize| {
        let (_, rest) = name.split_once(mark)?;
        rest.get(..digits).filter(|year| year.bytes().all(|b| b.is_ascii_digit())).map(str::to_owned)
    };
    let stated = after("_DY", 2).map(|year| format!("20{year}")).or_else(|| after("PGYR", 4));
    stated.or_else(|| numbers(&name).into_iter().rfind(|number| is_year(number)).map(str::to_owned))
}

/// The year and the day of publication of `OP_DTL_GNRL_PGYR2024_P06302025_06162025.csv`: `2024, published 2025-06-30`.
pub(super) fn program_year(file: &str) -> Option<String> {
    let year = year(file)?;
    let published = numbers(file).into_iter().find(|number| number.len() == 8 && is_year(&number[4..]));
    Some(match published {
        Some(day) => format!("{year}, published {}-{}-{}", &day[4..], &day[..2], &day[2..4]),
        None => year,
    })
}

fn is_year(number: &str) -> bool {
    number.len() == 4 && (number.starts_with("19") || number.starts_with("20"))
}

/// The runs of digits in a name.
fn numbers(file: &str) -> Vec<&str> {
    file.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_releases() {
        assert_eq!(days_in_name("npidata_pfile_20050523-20251207.csv").as_deref(), Some("2025-12-07"));
        assert_eq!(year("MUP_DPR_RY26_P04_V10_DY24_NPIBN.csv").as_deref(), Some("2024"));
        assert_eq!(year("MUP_DPR_2024_head.csv").as_deref(), Some("2024"));
        assert_eq!(program_year("OP_DTL_GNRL_PGYR2024_P06302025_06162025.csv").as_deref(), Some("2024, published 2025-06-30"));
        assert_eq!(year("prescribers.csv"), None);
    }
}
