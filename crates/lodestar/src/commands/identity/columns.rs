//! Which column of a file holds what: by its name, or by a mapping.

use std::path::Path;

use anyhow::Context;
use stakeholders::identity::Field;

use crate::exit::Usage;

/// What a file's columns hold.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Columns {
    /// The place of the id, where there is one.
    pub(super) id: Option<usize>,
    /// The place of each field.
    pub(super) fields: Vec<(usize, Field)>,
}

/// A mapping: what a person says about columns.
#[derive(Default)]
pub(super) struct Mapping(toml::Table);

impl Mapping {
    pub(super) fn read(path: &Path) -> anyhow::Result<Mapping> {
        let text = std::fs::read_to_string(path).with_context(|| format!("`{}` cannot be read", path.display()))?;
        let table: toml::Table =
            text.parse().map_err(|error: toml::de::Error| Usage(format!("`{}` is no mapping: {}", path.display(), error.message())))?;
        Ok(Mapping(table))
    }

    /// Field words and column names for a file, those of its own section last.
    fn of(&self, file: &str) -> anyhow::Result<Vec<(String, String)>> {
        let own = self.0.get(file).and_then(toml::Value::as_table);
        let lines = self.0.iter().filter(|(_, value)| !value.is_table()).chain(own.into_iter().flatten());
        lines
            .map(|(field, column)| match column.as_str() {
                Some(column) => Ok((field.clone(), column.to_owned())),
                None => Err(Usage(format!("the mapping of `{field}` is not the name of a column; write {field} = \"Name\"")).into()),
            })
            .collect()
    }
}

/// What the columns of a file hold; columns that a mapping names are taken as it says, all others by their names.
pub(super) fn recognise(file: &str, header: &[String], mapping: &Mapping) -> anyhow::Result<Columns> {
    let mut columns = Columns::default();
    for (word, column) in mapping.of(file)? {
        let Some(at) = header.iter().position(|name| name.eq_ignore_ascii_case(&column)) else { continue };
        if word == "record_id" {
            columns.id = Some(at);
        } else {
            let field = Field::of_word(&word).ok_or_else(|| unknown(&word))?;
            columns.fields.retain(|(_, known)| *known != field);
            columns.fields.push((at, field));
        }
    }
    for (at, name) in header.iter().enumerate() {
        let is_mapped = columns.fields.iter().any(|(place, _)| *place == at) || columns.id == Some(at);
        match meaning(name) {
            _ if is_mapped => {}
            Some(Meaning::Id) => columns.id = columns.id.or(Some(at)),
            Some(Meaning::Field(field)) if columns.fields.iter().all(|(_, known)| *known != field) => columns.fields.push((at, field)),
            _ => {}
        }
    }
    columns.fields.sort_by_key(|(at, _)| *at);
    Ok(columns)
}

fn unknown(word: &str) -> Usage {
    let words = Field::ALL.iter().map(|field| field.word());
    let near = strategy::words::nearest(word, words.clone()).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    Usage(format!("`{word}` is not a field{near}; the fields are record_id, {}", words.collect::<Vec<_>>().join(", ")))
}

enum Meaning {
    Id,
    Field(Field),
}

/// Column names for each field, as plain words joined by `_`; `…` at an end stands for any beginning or end.
const NAMES: &[(Field, &str)] = &[
    (
        Field::OtherSurname,
        "provider_other_last_name… other_last_name other_surname maiden_name former_surname former_name birth_name previous_surname",
    ),
    (Field::OtherGivenName, "provider_other_first_name… other_first_name other_given_name preferred_name nickname"),
    (
        Field::GivenName,
        "given_name given_names first_name …_first_name forename fname firstname givenname prscrbr_first_name frst_nm first_nm given first vorname",
    ),
    (Field::MiddleName, "middle_name …_middle_name middle_initial mid_nm middlename mname middle second_name"),
    (
        Field::Surname,
        "surname last_name …_last_name last_name_legal_name …_last_name_legal_name family_name lname lastname familyname lst_nm last_nm prscrbr_last_org_name family last nachname",
    ),
    (Field::Suffix, "suffix suff name_suffix …_name_suffix …_name_suffix_text"),
    (
        Field::FullName,
        "full_name fullname name display_name formatted_name provider_name physician_name doctor_name person_name author author_name",
    ),
    (Field::Sex, "sex gender gndr provider_sex_code provider_gender_code sex_code gender_code"),
    (Field::BirthDate, "date_of_birth dob birth_date birthdate birthday birth_dt date_birth dateofbirth geburtsdatum"),
    (Field::NationalId, "soc_sec_id ssn social_security_number social_security national_id nhs_number tax_id person_number"),
    (Field::Npi, "npi …_npi npi_number national_provider_identifier"),
    (Field::Email, "email e_mail email_address mail emailaddress …_email"),
    (Field::Phone, "phone telephone phone_number telephone_number tel mobile …_practice_location_address_telephone_number …_phone"),
    (Field::StreetNumber, "street_number house_number street_no house_no"),
    (
        Field::Street,
        "address_1 address1 address street street_address addr1 addr_1 address_line_1 address_line1 full_street_address adr_ln_1 …_first_line_business_practice_location_address …_street_address_line1 street_1 line1",
    ),
    (
        Field::Street2,
        "address_2 address2 addr2 addr_2 address_line_2 address_line2 adr_ln_2 …_second_line_business_practice_location_address …_street_address_line2 street_2 line2",
    ),
    (
        Field::City,
        "city town suburb locality city_town citytown …_practice_location_address_city_name recipient_city prscrbr_city …_city city_name",
    ),
    (Field::State, "state province state_code …_practice_location_address_state_name recipient_state prscrbr_state_abrvtn …_state"),
    (
        Field::Postcode,
        "postcode zip zip_code zipcode zip5 postal_code post_code …_practice_location_address_postal_code recipient_zip_code prscrbr_zip5 …_zip …_postal_code plz",
    ),
    (
        Field::Organisation,
        "organisation organization organisation_name organization_name org_name org_nm facility_name facility hospital employer company institution affiliation practice_name site site_name payer payer_name legal_business_name provider_organization_name… parent_organization",
    ),
    (
        Field::Specialty,
        "specialty speciality specialty_1 taxonomy taxonomy_code pri_spec primary_specialty healthcare_provider_taxonomy_code_1 …_specialty …_specialty_1 prscrbr_type",
    ),
    (Field::Credential, "credential credentials cred degree provider_credential_text title_degree professional_title"),
];
const IDS: &str = "record_id rec_id recordid unique_id id row_id rowid record source_id key";
/// Parts of names of columns that are about somebody or something else.
const NOT: [&str; 7] = ["mailing", "authorized_official", "fax", "other_organization", "manufacturer", "product", "country"];

fn meaning(name: &str) -> Option<Meaning> {
    let name = plain(name);
    if IDS.split(' ').any(|id| id == name) {
        return Some(Meaning::Id);
    }
    if NOT.iter().any(|part| name.contains(part)) {
        return None;
    }
    let is_other = name.contains("other_");
    let fits = |pattern: &str| match (pattern.strip_prefix('…'), pattern.strip_suffix('…')) {
        (Some(end), _) => !is_other && name.ends_with(end),
        (_, Some(start)) => name.starts_with(start) && !name.contains("type_code"),
        _ => name == pattern,
    };
    let exact = NAMES.iter().find(|(_, patterns)| patterns.split(' ').any(|pattern| pattern == name));
    let field = exact.or_else(|| NAMES.iter().find(|(_, patterns)| patterns.split(' ').any(fits)));
    field.map(|(field, _)| Meaning::Field(*field))
}

/// A column's name in plain words: `Provider First Name` and `ProviderFirstName` are `provider_first_name`.
fn plain(name: &str) -> String {
    let mut words = String::new();
    let mut was_small = false;
    for letter in name.trim().chars() {
        if letter.is_alphanumeric() {
            if letter.is_uppercase() && was_small {
                words.push('_');
            }
            words.extend(letter.to_lowercase());
        } else if !words.ends_with('_') {
            words.push('_');
        }
        was_small = letter.is_lowercase();
    }
    words.trim_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(header: &[&str]) -> Vec<&'static str> {
        let header: Vec<String> = header.iter().map(|name| (*name).to_owned()).collect();
        let columns = recognise("f", &header, &Mapping::default()).expect("no mapping");
        columns.fields.iter().map(|(_, field)| field.word()).collect()
    }

    #[test]
    fn columns_of_known_sources_are_recognised() {
        let febrl = [
            "rec_id",
            "given_name",
            "surname",
            "street_number",
            "address_1",
            "address_2",
            "suburb",
            "postcode",
            "state",
            "date_of_birth",
            "soc_sec_id",
        ];
        let words =
            ["given_name", "surname", "street_number", "street", "street_2", "city", "postcode", "state", "birth_date", "national_id"];
        assert_eq!(fields(&febrl), words);
        let register = [
            "NPI",
            "Provider Last Name (Legal Name)",
            "Provider First Name",
            "Provider Other Last Name",
            "Provider Business Mailing Address City Name",
            "Provider Business Practice Location Address City Name",
            "Provider Business Practice Location Address Postal Code",
            "Provider Sex Code",
            "Healthcare Provider Taxonomy Code_1",
            "Authorized Official Last Name",
        ];
        assert_eq!(fields(&register), ["npi", "surname", "given_name", "other_surname", "city", "postcode", "sex", "specialty"]);
        assert_eq!(
            fields(&["Covered_Recipient_First_Name", "Covered_Recipient_Last_Name", "Recipient_City", "Total_Amount"]),
            ["given_name", "surname", "city"]
        );
        assert_eq!(fields(&["firstName", "lastName", "ZIP Code", "e-mail"]), ["given_name", "surname", "postcode", "email"]);
    }

    #[test]
    fn a_mapping_stands_above_names() {
        let mapping = Mapping("surname = \"Name\"\n[\"a.csv\"]\nrecord_id = \"Nr\"\n".parse().expect("TOML"));
        let header = ["Nr", "Name", "Vorname"].map(str::to_owned);
        let columns = recognise("a.csv", &header, &mapping).expect("a sound mapping");
        assert_eq!(columns, Columns { id: Some(0), fields: vec![(1, Field::Surname), (2, Field::GivenName)] });
        let wrong = Mapping("surnam = \"Name\"".parse().expect("TOML"));
        assert!(recognise("a.csv", &header, &wrong).expect_err("no such field").to_string().contains("did you mean `surname`"));
    }
}
