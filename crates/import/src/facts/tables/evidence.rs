//! Transfers of value, publications, trials.

use super::super::table::{Form::*, tables};

tables! {
    /// A transfer of value by a company.
    PAYMENT "payment" ["payment_id"] {
        payment_id Code, "", "the record within its source";
        kind Code, "", "`general`, `research` or `ownership`";
        recipient_kind Code, "", "physician, non-physician practitioner, teaching hospital, entity";
        recipient_id Code, "", "the recipient's profile in the source";
        recipient_npi Npi, "", "the recipient; files before 2021 have none";
        hospital_id Code, "", "the teaching hospital's CMS certification number";
        hospital_name Text, "", "the teaching hospital, or the entity that got it";
        last_name Text, "", "the recipient's last name";
        first_name Text, "", "first name";
        middle_name Text, "", "middle name";
        suffix Text, "", "what stands behind the name";
        specialty Text, "", "the first specialty in the source's words";
        address_1 Text, "", "the recipient's address";
        city Text, "", "city";
        state Code, "", "state";
        zip Zip, "", "ZIP code, five digits";
        country Text, "", "country";
        payer_id Code, "", "the company's id in the source";
        payer Text, "", "the company that paid";
        amount_usd Decimal(2), "USD", "how much; of an ownership, the amount invested";
        value_of_interest_usd Decimal(2), "USD", "the value of an ownership";
        payments Integer, "payments", "how many payments the amount sums";
        paid_on Date, "", "the day, or the first of several";
        form Text, "", "cash, in kind, stock";
        nature Text, "", "what for: consulting, food, research";
        travel_city Text, "", "where a journey led";
        study Text, "", "the study's name";
        trial_number Code, "", "the study's number at ClinicalTrials.gov";
        disputed Bool, "", "whether the recipient disputes it";
        year Code, "", "the programme year";
        published_on Date, "", "the day on which it was published";
        change Code, "", "new, added, changed or unchanged";
    }
    /// A product that a payment was made in connection with.
    PAYMENT_PRODUCT "payment_product" ["payment_id", "product"] {
        payment_id Code, "", "the payment";
        position Integer, "", "its number among the payment's products, from 1";
        product Text, "", "the product's name";
        kind Code, "", "drug, biological, device, medical supply";
        area Text, "", "the category or therapeutic area";
        ndc Code, "", "the National Drug Code";
        covered Code, "", "whether federal programmes cover it, in the source's word";
    }
    /// A publication.
    PUBLICATION "publication" ["pmid"] {
        pmid Code, "", "the number in PubMed";
        doi Code, "", "the digital object identifier";
        title Text, "", "the title";
        journal Text, "", "the journal";
        published_on Date, "", "the first day on which it could be read; of a month, its first day";
        kinds Text, "", "the library's types of publication, with `; ` between";
        authors Integer, "people", "how many authors are listed";
        language Code, "", "the language, three letters";
        subjects Text, "", "the main subject headings (MeSH), with `; ` between";
        is_retracted Bool, "", "whether it was retracted";
    }
    /// One author of one publication.
    AUTHORSHIP "authorship" ["pmid", "position"] {
        pmid Code, "", "the publication";
        position Integer, "", "the author's place in the list, from 1";
        is_last Bool, "", "whether it is the last place";
        last_name Text, "", "the last name";
        first_name Text, "", "first names as printed";
        initials Code, "", "initials";
        suffix Text, "", "what stands behind the name";
        collective Text, "", "the group that signed, where no person did";
        orcid Code, "", "the ORCID";
        affiliation Text, "", "the affiliation as printed";
    }
    /// A registered trial.
    TRIAL "trial" ["trial_number"] {
        trial_number Code, "", "the number at ClinicalTrials.gov";
        title Text, "", "the brief title";
        acronym Text, "", "the acronym";
        sponsor Text, "", "the lead sponsor";
        sponsor_kind Code, "", "industry, NIH, other";
        status Code, "", "the overall status, in the registry's word";
        phases Code, "", "the phases, with `; ` between";
        study_type Code, "", "interventional, observational, expanded access";
        conditions Text, "", "the conditions, with `; ` between";
        interventions Text, "", "the interventions, with `; ` between";
        enrolled Integer, "people", "how many took or will take part";
        started_on Date, "", "the start; of a month, its first day";
        primary_completion_on Date, "", "the primary completion; of a month, its first day";
        results_posted_on Date, "", "the day on which results were posted";
        updated_on Date, "", "the day of the last update";
    }
    /// One site of one trial.
    TRIAL_SITE "trial_site" ["trial_number", "position"] {
        trial_number Code, "", "the trial";
        position Integer, "", "its number among the trial's sites, from 1";
        facility Text, "", "the facility";
        status Code, "", "whether it recruits, in the registry's word";
        city Text, "", "the city";
        state Text, "", "the state";
        zip Zip, "", "the ZIP code, five digits";
        country Text, "", "the country";
        latitude Real, "degrees north", "where it lies";
        longitude Real, "degrees east", "where it lies";
    }
    /// One investigator or official of one trial.
    TRIAL_OFFICIAL "trial_official" ["trial_number", "name", "role"] {
        trial_number Code, "", "the trial";
        name Text, "", "the name as registered";
        role Code, "", "principal investigator, study chair, study director";
        affiliation Text, "", "the affiliation as registered";
        site Integer, "", "the site's number where it is of one site";
    }
}
