//! Salesforce exports: the objects of Life Sciences Cloud (insights, inquiries, visits) and the accounts and contacts beneath
//! them. Loaders that write `account_id` for `AccountId` are read as well.

use super::super::{
    Layout, Shape, Source,
    layout::{From, PLAIN, When, made, part, take},
    tables as t,
};

const LICENCE: &str = "the customer's own data";
const ID: &[&str] = &["Id"];
const DELETED: &[&str] = &["IsDeleted"];

/// The objects.
pub(super) const SOURCES: &[Source] = &[INSIGHT, INQUIRY, VISIT, CONTACT, ACCOUNT];

const INSIGHT: Source = Source {
    name: "salesforce-insight",
    title: "Salesforce: medical insights",
    about: "The object `MedicalInsight` of Life Sciences Cloud.",
    licence: LICENCE,
    shape: Shape::Rows(&Layout {
        signs: &[ID, &["Content"], &["SourceType", "ParentMedicalInsightId", "UpvoteCount"]],
        parts: &[part(
            t::MEDICAL_INSIGHT,
            &[
                take("insight_id", ID),
                take("record_id", &["AccountId"]),
                take("interaction_id", &["VisitId"]),
                take("parent_id", &["ParentMedicalInsightId"]),
                take("summary", &["Name"]),
                take("text", &["Content"]),
                take("status", &["Status"]),
                take("kind", &["SourceType"]),
                take("heard_on", &["CreatedDate"]),
            ],
        )
        .once()],
        ..PLAIN
    }),
};

const INQUIRY: Source = Source {
    name: "salesforce-inquiry",
    title: "Salesforce: inquiries",
    about: "The object `Inquiry` of Life Sciences Cloud.",
    licence: LICENCE,
    shape: Shape::Rows(&Layout {
        signs: &[ID, &["AccountId"], &["InquiryChannelType"]],
        parts: &[part(
            t::MEDICAL_INQUIRY,
            &[
                take("inquiry_id", ID),
                take("record_id", &["AccountId"]),
                take("question", &["Comment"]),
                take("channel", &["InquiryChannelType"]),
                take("status", &["Status"]),
                take("asked_on", &["CreatedDate"]),
                take("assigned_to", &["OwnerId"]),
            ],
        )
        .once()],
        ..PLAIN
    }),
};

const VISIT: Source = Source {
    name: "salesforce-visit",
    title: "Salesforce: visits",
    about: "The object `Visit` of Life Sciences Cloud: one interaction for each visit, one attendee for each account. A visit to a group has a parent.",
    licence: LICENCE,
    shape: Shape::Rows(&Layout {
        signs: &[ID, &["AccountId"], &["Channel"], &["ParentVisitId", "PlannedVisitStartTime", "ActualVisitStartTime"]],
        parts: &[
            part(
                t::INTERACTION,
                &[
                    take("interaction_id", ID),
                    take("owner_id", &["OwnerId", "VisitorId"]),
                    made("held_on", From::First(&["ActualVisitStartTime", "PlannedVisitStartTime", "VisitDate"])),
                    made(
                        "channel",
                        From::Translated(
                            &["Channel"],
                            &[
                                ("In-Person", "in person"),
                                ("Phone", "phone"),
                                ("Remote", "video"),
                                ("Email", "email"),
                                ("SMS", "chat"),
                                ("WeChat", "chat"),
                                ("WhatsApp", "chat"),
                            ],
                        ),
                    ),
                    take("status", &["Status"]),
                    take("location_id", &["PlaceId"]),
                ],
            )
            .once()
            .when(When::Blank(&["ParentVisitId"])),
            part(
                t::INTERACTION_ATTENDEE,
                &[
                    made("interaction_id", From::First(&["ParentVisitId", "Id"])),
                    take("attendee_id", ID),
                    take("record_id", &["AccountId"]),
                    made("held_on", From::First(&["ActualVisitStartTime", "PlannedVisitStartTime", "VisitDate"])),
                    take("status", &["Status"]),
                ],
            )
            .when(When::Filled(&["AccountId"])),
        ],
        ..PLAIN
    }),
};

const CONTACT: Source = Source {
    name: "salesforce-contact",
    title: "Salesforce: contacts",
    about: "The object `Contact`: people and the account that each belongs to. Rows that were deleted are set aside.",
    licence: LICENCE,
    shape: Shape::Rows(&Layout {
        signs: &[ID, &["AccountId"], &["LastName"], &["MailingCity", "MailingPostalCode"]],
        without: &["_fivetran_start"],
        parts: &[
            part(
                t::SOURCE_PERSON,
                &[
                    take("record_id", ID),
                    made("kind", From::Fixed("contact")),
                    made(
                        "status",
                        From::Translated(DELETED, &[("true", "deleted"), ("false", "active"), ("1", "deleted"), ("0", "active")]),
                    ),
                    take("last_name", &["LastName"]),
                    take("first_name", &["FirstName"]),
                    take("prefix", &["Salutation"]),
                    take("credentials", &["Title"]),
                    take("address_1", &["MailingStreet"]),
                    take("city", &["MailingCity"]),
                    take("state", &["MailingStateCode", "MailingState"]),
                    take("postal_code", &["MailingPostalCode"]),
                    take("country", &["MailingCountryCode", "MailingCountry"]),
                    take("phone", &["Phone"]),
                    take("fax", &["Fax"]),
                    take("email", &["Email"]),
                    take("enrolled_on", &["CreatedDate"]),
                    take("updated_on", &["LastModifiedDate"]),
                ],
            )
            .once(),
            part(t::AFFILIATION, &[take("record_id", ID), take("organisation_id", &["AccountId"]), take("role", &["Title"])])
                .when(When::Filled(&["AccountId"])),
        ],
        ..PLAIN
    }),
};

const ACCOUNT: Source = Source {
    name: "salesforce-account",
    title: "Salesforce: accounts",
    about: "The object `Account` without Veeva's fields: organisations.",
    licence: LICENCE,
    shape: Shape::Rows(&Layout {
        signs: &[ID, &["Name"], &["BillingCity", "BillingPostalCode"]],
        without: &["_fivetran_start", "ContractId"],
        parts: &[part(
            t::SOURCE_ORGANISATION,
            &[
                take("record_id", ID),
                take("kind", &["Type"]),
                made("status", From::Translated(DELETED, &[("true", "deleted"), ("false", "active"), ("1", "deleted"), ("0", "active")])),
                take("name", &["Name"]),
                take("parent_id", &["ParentId"]),
                take("specialty", &["Industry"]),
                take("address_1", &["BillingStreet"]),
                take("city", &["BillingCity"]),
                take("state", &["BillingStateCode", "BillingState"]),
                take("postal_code", &["BillingPostalCode"]),
                take("country", &["BillingCountryCode", "BillingCountry"]),
                take("phone", &["Phone"]),
                take("fax", &["Fax"]),
                take("updated_on", &["LastModifiedDate"]),
            ],
        )
        .once()],
        ..PLAIN
    }),
};
