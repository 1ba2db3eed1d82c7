//! People and organisations as each source knows them, and what ties them together.

use super::super::table::{Form::*, tables};

tables! {
    /// One person as one record of one source has them.
    SOURCE_PERSON "source_person" ["record_id"] {
        record_id Code, "", "the record's id within its source";
        npi Npi, "", "the National Provider Identifier";
        kind Code, "", "what kind of person the source says it is";
        status Code, "", "whether the source holds the record active";
        last_name Text, "", "the last name";
        first_name Text, "", "the first name";
        middle_name Text, "", "middle names or initials";
        prefix Text, "", "what stands before the name: `DR.`";
        suffix Text, "", "what stands behind the name: `JR.`";
        credentials Text, "", "credentials as written: `M.D.`";
        other_last_name Text, "", "another last name, such as a former one";
        other_first_name Text, "", "another first name";
        other_middle_name Text, "", "other middle names";
        sex Code, "", "`F`, `M` or the source's own word";
        birth_year Integer, "year", "the year of birth";
        specialty Text, "", "the first specialty in the source's words";
        specialty_2 Text, "", "the second specialty in the source's words";
        taxonomy Code, "", "the primary taxonomy code (NUCC)";
        medical_school Text, "", "the medical school";
        graduation_year Integer, "year", "the year of graduation";
        address_1 Text, "", "the first line of the place of work";
        address_2 Text, "", "its second line";
        city Text, "", "its city";
        state Code, "", "its state or region";
        postal_code Code, "", "its postal code as written";
        zip Zip, "", "its ZIP code, five digits";
        country Code, "", "its country, two letters";
        phone Code, "", "a telephone number";
        fax Code, "", "a fax number";
        email Text, "", "an address of electronic mail";
        enrolled_on Date, "", "the day on which the source first had the person";
        updated_on Date, "", "the day of the record's last change";
        deactivated_on Date, "", "the day on which the source set the record aside";
        reactivated_on Date, "", "the day on which it took it back";
    }
    /// One organisation or site as one record of one source has it.
    SOURCE_ORGANISATION "source_organisation" ["record_id"] {
        record_id Code, "", "the record's id within its source";
        npi Npi, "", "the National Provider Identifier";
        kind Code, "", "what kind of organisation the source says it is";
        status Code, "", "whether the source holds the record active";
        name Text, "", "the name";
        other_name Text, "", "another name it is known by";
        parent_id Code, "", "the organisation it belongs to, by its id in the source";
        parent_name Text, "", "the organisation it belongs to, by name";
        is_subpart Bool, "", "whether it is part of another one";
        specialty Text, "", "what it does, in the source's words";
        taxonomy Code, "", "the primary taxonomy code (NUCC)";
        address_1 Text, "", "the first line of its address";
        address_2 Text, "", "its second line";
        city Text, "", "its city";
        state Code, "", "its state or region";
        postal_code Code, "", "its postal code as written";
        zip Zip, "", "its ZIP code, five digits";
        country Code, "", "its country, two letters";
        phone Code, "", "a telephone number";
        fax Code, "", "a fax number";
        official_last_name Text, "", "the last name of the authorised official";
        official_first_name Text, "", "the first name of the authorised official";
        official_title Text, "", "the title of the authorised official";
        enrolled_on Date, "", "the day on which the source first had it";
        updated_on Date, "", "the day of the record's last change";
        deactivated_on Date, "", "the day on which the source set the record aside";
        reactivated_on Date, "", "the day on which it took it back";
    }
    /// One person at one organisation, or one organisation in another, as one source says.
    AFFILIATION "affiliation" ["record_id", "organisation_id"] {
        record_id Code, "", "the record of the person or lower organisation";
        organisation_id Code, "", "the organisation: its record's id, or its name where it has none";
        organisation_name Text, "", "the organisation's name";
        role Text, "", "the role there";
        is_main Bool, "", "whether it is the main one";
        status Code, "", "whether the source holds it active";
        address_1 Text, "", "the first line of the place";
        address_2 Text, "", "its second line";
        city Text, "", "its city";
        state Code, "", "its state or region";
        zip Zip, "", "its ZIP code, five digits";
        phone Code, "", "a telephone number there";
        members Integer, "people", "how many people of the source belong to the organisation";
        from_on Date, "", "its first day";
        until_on Date, "", "its last day";
    }
    /// A taxonomy that a record of a person or organisation states, with the licence for it.
    RECORD_TAXONOMY "record_taxonomy" ["record_id", "taxonomy"] {
        record_id Code, "", "the record within its source";
        taxonomy Code, "", "the code (NUCC), or the source's own";
        position Integer, "", "its number among the record's taxonomies, from 1";
        is_primary Bool, "", "whether it is the primary one";
        license Code, "", "the licence's number";
        license_state Code, "", "the state that gave it";
    }
    /// Another identifier of a record: of a payer, a state, another register.
    RECORD_IDENTIFIER "record_identifier" ["record_id", "identifier"] {
        record_id Code, "", "the record within its source";
        identifier Code, "", "the identifier";
        kind Code, "", "what it identifies: the source's type code or name";
        state Code, "", "the state that issued it";
        issuer Text, "", "who issued it";
    }
    /// Another name of a record.
    RECORD_NAME "record_name" ["record_id", "name"] {
        record_id Code, "", "the record within its source";
        name Text, "", "the name";
        kind Code, "", "which kind of name: the source's type code";
    }
    /// Another address of a record.
    RECORD_ADDRESS "record_address" ["record_id", "address_1"] {
        record_id Code, "", "the record within its source";
        kind Code, "", "what the address is for";
        is_main Bool, "", "whether it is the main one";
        address_1 Text, "", "the first line";
        address_2 Text, "", "the second line";
        city Text, "", "the city";
        state Code, "", "the state or region";
        postal_code Code, "", "the postal code as written";
        zip Zip, "", "the ZIP code, five digits";
        country Code, "", "the country, two letters";
        phone Code, "", "a telephone number there";
        fax Code, "", "a fax number there";
        latitude Real, "degrees north", "where it lies";
        longitude Real, "degrees east", "where it lies";
    }
    /// An electronic address at which a record can be reached by other systems.
    RECORD_ENDPOINT "record_endpoint" ["record_id", "endpoint"] {
        record_id Code, "", "the record within its source";
        endpoint Text, "", "the address";
        kind Code, "", "of which type it is";
        use_code Code, "", "what it is used for";
        affiliation Text, "", "the organisation whose it is";
    }
    /// A register entry that was set aside: who has retired, died or closed.
    DEACTIVATION "deactivation" ["record_id"] {
        record_id Code, "", "the record within its source";
        npi Npi, "", "the National Provider Identifier";
        deactivated_on Date, "", "the day";
        reactivated_on Date, "", "the day on which it was taken back, if it was";
        reason Code, "", "the source's code of the reason";
    }
    /// A person or organisation that federal health programmes may not pay.
    EXCLUSION "exclusion" ["excluded_on", "exclusion_type", "name"] {
        name Text, "", "last name and first name, or the organisation's name";
        npi Npi, "", "the National Provider Identifier, where the list has it";
        last_name Text, "", "the last name";
        first_name Text, "", "the first name";
        middle_name Text, "", "the middle name";
        organisation_name Text, "", "the organisation's name";
        general Text, "", "the general kind of provider";
        specialty Text, "", "the specialty";
        born_on Date, "", "the day of birth";
        address_1 Text, "", "the address";
        city Text, "", "the city";
        state Code, "", "the state";
        zip Zip, "", "the ZIP code, five digits";
        exclusion_type Code, "", "the section of the Social Security Act: `1128a1`";
        excluded_on Date, "", "the first day";
        reinstated_on Date, "", "the day of reinstatement";
        waived_on Date, "", "the day of a waiver";
        waiver_state Code, "", "the state that the waiver is for";
    }
    /// Which records of all sources are one stakeholder, with the score that joined them. Written by the linkage, not by files.
    IDENTITY "identity" ["source_name", "record_id"] {
        source_name Code, "", "the source of the record";
        record_id Code, "", "the record within its source";
        stakeholder Code, "", "the stakeholder that it is";
        score Real, "probability", "how sure it is";
    }
}
