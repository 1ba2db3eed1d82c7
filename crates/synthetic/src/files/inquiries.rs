//! Veeva medical inquiries: the questions that followed calls.

use std::io::{self, Write};

use super::{File, calls};
use crate::{
    contact::account,
    draw,
    table::{Style, Table},
    world::World,
};

/// The file.
pub(super) const FILE: File = File {
    word: "inquiries",
    source: "veeva-medical-inquiry",
    about: "Veeva medical inquiries: questions that followed calls",
    name: |_| "Medical_Inquiry_vod__c.csv".to_owned(),
    write,
};

const HEADER: [&str; 11] = [
    "Id",
    "IsDeleted",
    "Name",
    "Account_vod__c",
    "Call2_vod__c",
    "Product_vod__c",
    "Delivery_Method_vod__c",
    "Inquiry_Text_vod__c",
    "Status_vod__c",
    "Request_Receipt_Date_vod__c",
    "Signature_Date_vod__c",
];
/// The id of our medicine in the customer system.
const PRODUCT: &str = "a00X00000000001";

fn write(world: &World, out: &mut dyn Write) -> io::Result<u64> {
    let mut table = Table::begin(out, Style::Commas, &HEADER)?;
    calls::each(world, |call| {
        let (Some(inquiry), Some(person)) = (&call.inquiry, call.person) else { return Ok(()) };
        table.fill(&[
            ("Id", &call.id.replace("a04", "a05")),
            ("IsDeleted", "false"),
            ("Name", &call.id.replace("a04", "MI-")),
            ("Account_vod__c", &account(person, 0)),
            ("Call2_vod__c", if call.parent.is_empty() { &call.id } else { &call.parent }),
            ("Product_vod__c", PRODUCT),
            ("Delivery_Method_vod__c", inquiry.delivery),
            ("Inquiry_Text_vod__c", inquiry.question),
            ("Status_vod__c", if inquiry.is_answered { "Submitted_vod" } else { "Saved_vod" }),
        ]);
        table.set("Request_Receipt_Date_vod__c", inquiry.asked_on);
        if inquiry.is_answered {
            table.set("Signature_Date_vod__c", draw::after(inquiry.asked_on, 1).min(world.day));
        }
        table.end()
    })?;
    Ok(table.rows())
}
