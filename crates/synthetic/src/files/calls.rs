//! Veeva calls: a row for each call with one person, and for a group call a row of its own and one for each person in it.
//! Whoever counts rows counts group calls several times, as in the real export.

use std::io::{self, Write};

use super::File;
use crate::{
    clinician::{TEAM, clinician},
    contact::{self, Call, account},
    table::{Style, Table},
    world::World,
};

/// The file.
pub(super) const FILE: File = File {
    word: "calls",
    source: "veeva-call",
    about: "Veeva calls of Medical and Sales, group calls with a row for each person",
    name: |_| "Call2_vod__c.csv".to_owned(),
    write,
};

const HEADER: [&str; 13] = [
    "Id",
    "IsDeleted",
    "Name",
    "OwnerId",
    "Parent_Call_vod__c",
    "Account_vod__c",
    "Call_Date_vod__c",
    "Call_Channel_vod__c",
    "Call_Type_vod__c",
    "Status_vod__c",
    "Duration_vod__c",
    "Attendees_vod__c",
    "CreatedDate",
];

/// Hands out every call: of a team's people one by one, then their group calls.
pub(super) fn each(world: &World, mut take: impl FnMut(&Call) -> io::Result<()>) -> io::Result<()> {
    for team in 0..world.teams() {
        for number in team * TEAM..((team + 1) * TEAM).min(world.people) {
            contact::alone(world, &clinician(world, number)).iter().try_for_each(&mut take)?;
        }
        contact::together(world, team).iter().try_for_each(&mut take)?;
    }
    Ok(())
}

fn write(world: &World, out: &mut dyn Write) -> io::Result<u64> {
    let mut table = Table::begin(out, Style::Commas, &HEADER)?;
    each(world, |call| {
        row(&mut table, call);
        table.end()
    })?;
    Ok(table.rows())
}

fn row(table: &mut Table<'_>, call: &Call) {
    let is_group = call.person.is_none() || !call.parent.is_empty();
    table.fill(&[
        ("Id", &call.id),
        ("IsDeleted", "false"),
        ("Name", &call.id.replace("a04", "C")),
        ("OwnerId", &call.owner),
        ("Parent_Call_vod__c", &call.parent),
        ("Account_vod__c", &call.person.map(|person| account(person, 0)).unwrap_or_default()),
        ("Call_Channel_vod__c", call.channel),
        ("Call_Type_vod__c", if is_group { "Group Detail" } else { "Detail Only" }),
        ("Status_vod__c", if call.is_planned { "Planned_vod" } else { "Submitted_vod" }),
    ]);
    table.set("Call_Date_vod__c", call.held_on);
    if !call.is_planned {
        table.set("Duration_vod__c", call.duration);
    }
    if call.parent.is_empty() {
        table.set("Attendees_vod__c", call.attendees);
    }
    table.set("CreatedDate", format!("{}T18:00:00.000Z", call.held_on));
}
