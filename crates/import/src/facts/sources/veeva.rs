//! Veeva CRM (`Call2_vod__c`) and Vault CRM (`call2__v`) exports, one object a file. A name of Vault is the older one in small
//! letters with `__v` for `_vod__c`; both are read. In a call with several people Veeva keeps a row for the call and a child
//! row for each of them: the call is one interaction, the children are its attendees, and neither is counted twice.

use super::super::{
    Layout, Shape, Source,
    layout::{From, PLAIN, Take, When, made, part, take},
    tables as t,
};

const LICENCE: &str = "the customer's own data";

/// The objects; those with the most telling columns first.
pub(super) const SOURCES: &[Source] =
    &[KEY_MESSAGE, DETAIL, INQUIRY, INSIGHT, DISCUSSION, ATTENDEE, INTERACTION, INTEREST, EMAIL, ADDRESS, CHILD_ACCOUNT, CALL, ACCOUNT];

/// A field under its older and its newer name.
macro_rules! vod {
    ($name:literal) => {
        &[concat!($name, "_vod__c"), concat!($name, "__v")]
    };
}

const ID: &[&str] = &["Id", "id__v", "global_id__sys"];
const CHANNELS: &[(&str, &str)] = &[
    ("In-person", "in person"),
    ("Face-to-Face", "in person"),
    ("Face_to_face_vod", "in person"),
    ("In_Person_vod", "in person"),
    ("Phone", "phone"),
    ("Phone_vod", "phone"),
    ("Video", "video"),
    ("Video_vod", "video"),
    ("Email", "email"),
    ("Email_vod", "email"),
    ("Chat or Text", "chat"),
    ("Message", "chat"),
    ("Message_vod", "chat"),
    ("Other", "other"),
];

/// One object as a source.
macro_rules! object {
    ($(#[doc = $doc:literal])+ $constant:ident $name:literal $title:literal, [$($sign:expr),+], [$($without:expr),*], [$($part:expr),+ $(,)?]) => {
        $(#[doc = $doc])+
        const $constant: Source = Source {
            name: concat!("veeva-", $name),
            title: concat!("Veeva: ", $title),
            about: concat!($($doc),+),
            licence: LICENCE,
            shape: Shape::Rows(&Layout { signs: &[$($sign),+], without: &[$($without),*], parts: &[$($part),+], ..PLAIN }),
        };
    };
}

const CALL_ID: From<'_> = From::First(&["Parent_Call_vod__c", "parent_call__v", "Id", "id__v"]);

object! {
    /// Calls as `Call2_vod__c` or `call2__v`: one interaction for each call and one attendee for each account in it.
    CALL "call" "calls", [ID, vod!("Call_Date"), &["Account_vod__c", "account__v"]], ["Call2_vod__c", "call2__v", "Key_Message_vod__c"], [
        part(t::INTERACTION, &[
            take("interaction_id", ID),
            take("owner_id", &["OwnerId", "ownerid__v", "User_vod__c", "user__v"]),
            take("held_on", vod!("Call_Date")),
            made("channel", From::Translated(vod!("Call_Channel"), CHANNELS)),
            take("kind", vod!("Call_Type")),
            take("status", vod!("Status")),
            take("location_id", vod!("Location_Id")),
            take("location_name", vod!("Location_Name")),
            take("duration_minutes", vod!("Duration")),
            take("attendees", vod!("Attendees")),
        ]).once().when(When::Blank(&["Parent_Call_vod__c", "parent_call__v"])),
        part(t::INTERACTION_ATTENDEE, &[
            made("interaction_id", CALL_ID),
            take("attendee_id", ID),
            take("record_id", vod!("Account")),
            take("held_on", vod!("Call_Date")),
            take("status", vod!("Status")),
        ]).when(When::Filled(&["Account_vod__c", "account__v"])),
    ]
}

object! {
    /// What was discussed in calls, as `Call2_Detail_vod__c`: products by priority.
    DETAIL "call-detail" "details of calls", [ID, vod!("Call2"), vod!("Detail_Priority")], [], [
        part(t::INTERACTION_CONTENT, &[
            take("content_id", ID),
            take("interaction_id", vod!("Call2")),
            take("product_id", vod!("Product")),
            take("kind", vod!("Type")),
            take("position", vod!("Detail_Priority")),
        ]).once(),
    ]
}

object! {
    /// Key messages shown in calls, as `Call2_Key_Message_vod__c`, with the reaction to each.
    KEY_MESSAGE "key-message" "key messages of calls", [ID, vod!("Call2"), vod!("Key_Message")], [], [
        part(t::INTERACTION_CONTENT, &[
            take("content_id", ID),
            take("interaction_id", vod!("Call2")),
            take("record_id", vod!("Account")),
            take("product_id", vod!("Product")),
            take("message_id", vod!("Key_Message")),
            take("message_name", vod!("Key_Message_Name")),
            take("presentation_name", vod!("Clm_Presentation_Name")),
            take("presentation_version", vod!("Clm_Presentation_Version")),
            take("reaction", vod!("Reaction")),
            take("kind", vod!("Category")),
            take("used_on", vod!("Call_Date")),
            take("duration_seconds", vod!("Duration")),
            take("position", vod!("Display_Order")),
        ]).once(),
    ]
}

object! {
    /// Questions to Medical, as `Medical_Inquiry_vod__c` or `medical_inquiry__v`.
    INQUIRY "medical-inquiry" "medical inquiries", [ID, vod!("Account"), vod!("Delivery_Method")], [], [
        part(t::MEDICAL_INQUIRY, &[
            take("inquiry_id", ID),
            take("record_id", vod!("Account")),
            take("interaction_id", vod!("Call2")),
            take("product_id", vod!("Product")),
            take("question", vod!("Inquiry_Text")),
            take("channel", vod!("Delivery_Method")),
            take("status", vod!("Status")),
            take("asked_on", &["Request_Receipt_Date_vod__c", "Submitted_Date_vod__c", "mobile_created_datetime__v", "CreatedDate", "created_date__v"]),
            take("signed_on", vod!("Signature_Date")),
            take("assigned_to", vod!("Assign_To_User")),
        ]).once(),
    ]
}

object! {
    /// What Medical heard, as `Medical_Insight_vod__c` or Vault's `medical_insight__v`.
    INSIGHT "medical-insight" "medical insights",
    [ID, &["Summary_vod__c", "Description_vod__c", "vmi_insight__v", "vmi_id__v"], &["Account_vod__c", "account__v", "vmi_listening_priorities_id__v", "vmi_location__v"]],
    ["Call_Date_vod__c", "call_date__v"], [
        part(t::MEDICAL_INSIGHT, &[
            take("insight_id", ID),
            take("record_id", vod!("Account")),
            take("interaction_id", &["Interaction_vod__c", "interaction__v", "medical_interaction__v", "medx__v"]),
            take("summary", vod!("Summary")),
            made("text", From::First(&["vmi_insight__v", "Description_vod__c", "description__v"])),
            take("disease", &["vmi_disease__v", "Disease_vod__c"]),
            take("priority_id", &["vmi_listening_priorities_id__v"]),
            take("location", &["vmi_location__v"]),
            take("status", vod!("Status")),
            take("kind", &["object_type__v", "RecordTypeId"]),
            take("heard_on", &["Date_vod__c", "date__v", "created_date__v", "CreatedDate"]),
        ]).once(),
    ]
}

object! {
    /// Vault's medical interactions, as `medical_interaction__v` or `medx__v`.
    INTERACTION "medical-interaction" "medical interactions", [ID, &["start_datetime__v"], &["channel__v", "agenda__v", "attendee_count__v"]], [], [
        part(t::INTERACTION, &[
            take("interaction_id", ID),
            made("function", From::Fixed("medical")),
            take("owner_id", &["ownerid__v"]),
            take("held_on", &["start_datetime__v"]),
            made("channel", From::Translated(&["channel__v"], CHANNELS)),
            take("kind", &["object_type__v"]),
            take("status", &["status__v", "state__v"]),
            take("title", &["title__v"]),
            take("location_id", &["location__v"]),
            take("location_name", &["address__v"]),
            take("duration_minutes", &["duration__v"]),
            take("attendees", &["attendee_count__v"]),
        ]).once(),
    ]
}

object! {
    /// Who took part in Vault's medical interactions, as `medx_attendee__v`.
    ATTENDEE "medical-attendee" "attendees of medical interactions", [ID, &["account__v"], &["medical_interaction__v", "medx__v"]], ["discussion_text__v", "vmi_insight__v"], [
        part(t::INTERACTION_ATTENDEE, &[
            take("interaction_id", &["medical_interaction__v", "medx__v"]),
            take("attendee_id", ID),
            take("record_id", &["account__v"]),
            take("status", &["status__v"]),
        ]),
    ]
}

object! {
    /// What was discussed in Vault's medical interactions, as `medx_discussion__v`.
    DISCUSSION "medical-discussion" "discussions of medical interactions", [ID, &["discussion_text__v"]], [], [
        part(t::INTERACTION_CONTENT, &[
            take("content_id", ID),
            take("interaction_id", &["medical_interaction__v", "medx__v"]),
            take("product_id", &["product__v"]),
            take("message_name", &["discussion_text__v"]),
            take("reaction", &["response_type__v"]),
        ]).once(),
    ]
}

object! {
    /// What stakeholders have said they are interested in, as `documented_interest__v`.
    INTEREST "interest" "documented interests", [ID, &["documented_interest_text__v", "Documented_Interest_Text_vod__c"]], [], [
        part(t::INTEREST, &[
            take("interest_id", ID),
            take("record_id", vod!("Account")),
            take("text", vod!("Documented_Interest_Text")),
            take("category", vod!("Interest_Category")),
            made("until_on", From::First(&["Expiration_Date_vod__c", "expiration_date__v", "calculated_expiration_date__v"])),
        ]).once(),
    ]
}

object! {
    /// E-mails sent from the CRM, as `Sent_Email_vod__c`.
    EMAIL "sent-email" "sent e-mails", [ID, vod!("Email_Sent_Date"), &["Account_vod__c", "account__v"]], [], [
        part(t::DIGITAL_EVENT, &[
            take("event_id", ID),
            take("record_id", vod!("Account")),
            made("kind", From::Fixed("sent")),
            take("happened_on", vod!("Email_Sent_Date")),
            made("channel", From::Fixed("email")),
            take("content_id", &["Approved_Email_Template_vod__c", "approved_email_template__v"]),
            take("product_id", vod!("Product")),
            take("status", vod!("Status")),
        ]).once(),
    ]
}

const ZIP: &[&str] = &["Zip_vod__c", "zip__v"];

object! {
    /// Addresses of accounts, as `Address_vod__c` or `address__v`.
    ADDRESS "address" "addresses", [ID, vod!("Account"), ZIP, vod!("City")], [], [
        part(t::RECORD_ADDRESS, &[
            take("record_id", vod!("Account")),
            take("is_main", vod!("Primary")),
            // Older exports keep the first line in the object's name.
            made("address_1", From::First(&["Name", "name__v", "street_address_1__v"])),
            take("address_2", vod!("Address_line_2")),
            take("city", vod!("City")),
            take("state", vod!("State")),
            take("postal_code", ZIP),
            take("zip", ZIP),
            take("country", vod!("Country")),
            take("phone", vod!("Phone")),
            take("fax", vod!("Fax")),
        ]),
    ]
}

object! {
    /// Who belongs where, as `Child_Account_vod__c` or `child_account__v`.
    CHILD_ACCOUNT "child-account" "affiliations", [ID, vod!("Child_Account"), vod!("Parent_Account")], [], [
        part(t::AFFILIATION, &[
            take("record_id", vod!("Child_Account")),
            take("organisation_id", vod!("Parent_Account")),
            take("organisation_name", vod!("Parent_Account_Name")),
            take("is_main", vod!("Primary")),
            take("role", &["Role_vod__c", "role__v"]),
        ]),
    ]
}

const PERSON: &[Take<'_>] = &[
    take("record_id", ID),
    take("npi", &["NPI_vod__c", "npi__v"]),
    take("kind", &["Account_Type__c", "RecordTypeId", "object_type__v"]),
    take("status", &["status__v", "Status_vod__c"]),
    take("last_name", &["LastName", "last_name_cda__v", "last_name__v"]),
    take("first_name", &["FirstName", "first_name_cda__v", "first_name__v"]),
    take("middle_name", &["Middle_vod__c", "MiddleName", "middle__v", "middle_name__v"]),
    take("prefix", &["Salutation", "salutation__v"]),
    take("suffix", &["Suffix_vod__c", "Suffix", "suffix__v"]),
    take("credentials", &["Credentials_vod__c", "all_degree_cda__v", "credentials__v"]),
    take("sex", &["Gender_vod__c", "gender__v"]),
    take("specialty", &["Specialty_1_vod__c", "specialty_1__v", "all_spec_cda__v"]),
    take("specialty_2", &["Specialty_2_vod__c", "specialty_2__v"]),
    take("country", &["Country_vod__c", "country__v", "primary_country__v"]),
    take("phone", &["Phone", "phone__v"]),
    take("email", &["PersonEmail", "email__v"]),
    take("updated_on", &["LastModifiedDate", "modified_date__v"]),
];

object! {
    /// Accounts as `Account` with Veeva's fields or `account__v`: people where they have a last name, else organisations.
    ACCOUNT "account" "accounts",
    [ID, &["LastName", "last_name__v", "last_name_cda__v", "Name", "name__v"],
     &["Specialty_1_vod__c", "specialty_1__v", "KOL_vod__c", "PDRP_Opt_Out_vod__c", "Primary_Parent_vod__c", "primary_parent__v", "account_class__v", "adopter_type_cda__v"]],
    ["vid__v"], [
        part(t::SOURCE_PERSON, PERSON).once().when(When::Filled(&["LastName", "last_name__v", "last_name_cda__v"])),
        part(t::SOURCE_ORGANISATION, &[
            take("record_id", ID),
            take("npi", &["NPI_vod__c", "npi__v"]),
            take("kind", &["Account_Type__c", "RecordTypeId", "object_type__v"]),
            take("name", &["Name", "name__v"]),
            take("parent_id", &["Primary_Parent_vod__c", "primary_parent__v", "ParentId"]),
            take("country", &["Country_vod__c", "country__v"]),
            take("phone", &["Phone", "phone__v"]),
            take("updated_on", &["LastModifiedDate", "modified_date__v"]),
        ]).once().when(When::Blank(&["LastName", "last_name__v", "last_name_cda__v"])),
        part(t::AFFILIATION, &[
            take("record_id", ID),
            take("organisation_id", &["Primary_Parent_vod__c", "primary_parent__v"]),
            made("is_main", From::Fixed("yes")),
        ]).when(When::Filled(&["Primary_Parent_vod__c", "primary_parent__v"])),
    ]
}
