//! What a column of a source can hold, in the words of this crate.

macro_rules! fields {
    ($($field:ident $word:literal $about:literal;)+) => {
        /// What one value of a source's record says.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Field {
            $(#[doc = $about] $field,)+
        }

        impl Field {
            /// Every field.
            pub const ALL: &[Field] = &[$(Field::$field,)+];

            /// The word for it, as mappings and explanations spell it.
            pub fn word(self) -> &'static str {
                match self { $(Field::$field => $word,)+ }
            }

            /// The field that a word names.
            pub fn of_word(word: &str) -> Option<Field> {
                match word { $($word => Some(Field::$field),)+ _ => None }
            }
        }
    };
}

fields! {
    FullName "full_name" "A person's whole name in one value.";
    GivenName "given_name" "The given name.";
    MiddleName "middle_name" "The middle name or its initial.";
    Surname "surname" "The surname.";
    Suffix "suffix" "What follows the name: junior, III.";
    OtherGivenName "other_given_name" "Another given name under which the source knows the person.";
    OtherSurname "other_surname" "Another surname: a maiden name, a former name.";
    Sex "sex" "Sex or gender as the source codes it.";
    BirthDate "birth_date" "The date of birth.";
    NationalId "national_id" "A personal number: social security, tax, national register.";
    Npi "npi" "The US National Provider Identifier.";
    Email "email" "An address for electronic mail.";
    Phone "phone" "A telephone number.";
    StreetNumber "street_number" "The number of the house, where it stands in a column of its own.";
    Street "street" "The first line of the address.";
    Street2 "street_2" "The second line of the address: a suite, a place, a suburb.";
    City "city" "The town.";
    State "state" "The state or province.";
    Postcode "postcode" "The postal code.";
    Organisation "organisation" "The name of an organisation, site or payer, or of a person's employer.";
    Specialty "specialty" "The specialty or taxonomy.";
    Credential "credential" "The professional degree: MD, RN.";
}
