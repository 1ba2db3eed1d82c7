//! Whom Medical and Sales meet: calls with one person, group calls with people of one team, and the questions that follow.
//! Some calls of the two functions fall on the same people within days, which is what coordination is there to find.

use jiff::civil::{Date, Weekday};
use stakeholders::synthetic::Dice;

use crate::{
    clinician::{Clinician, TEAM, clinician},
    difference::{Register, knows},
    draw, site,
    world::{Kind, World},
};

/// How many days calls go back.
const DAYS: i64 = 180;
/// The share of Medical's calls that are within three days of one of Sales on the same person, beyond chance.
const COLLIDE: f64 = 0.15;
/// The share of calls that end with a question to Medical: Medical's own, and those of Sales.
const ASKS: [f64; 2] = [0.12, 0.05];
/// The share of people who are to have one more call, which is planned.
const PLANNED: f64 = 0.05;
/// The share of people who want no calls of Sales.
const NO_CALL: f64 = 0.04;
/// The share of physicians who keep their prescribing data from sales representatives.
const OPTED_OUT: f64 = 0.06;
/// The mean number of group calls of a team.
const GROUPS: f64 = 0.2;

const QUESTIONS: [&str; 8] = [
    "What is known in people on dialysis?",
    "Can it be started in hospital, before discharge?",
    "Are there data above an ejection fraction of 40 %?",
    "How should it be combined with an MRA when potassium is high?",
    "What happened to blood pressure in people over 80?",
    "Is there a comparison with what we use today?",
    "How long after a myocardial infarction did the trial begin?",
    "What do you know of use in pregnancy?",
];
const DELIVERY: [&str; 3] = ["Email_vod", "Mail_vod", "Phone_vod"];

/// Which function calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    Medical,
    Sales,
}

/// What a person has agreed to and what not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Consent {
    pub(crate) no_call: bool,
    /// The day on which the person has kept prescribing data from sales.
    pub(crate) opted_out: Option<Date>,
    /// Whether the person is one of those whom Medical counts as experts.
    pub(crate) is_expert: bool,
}

/// One row of the calls: a call with one person, a group call, or a person's part in one.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) id: String,
    /// The group call that the row is part of.
    pub(crate) parent: String,
    /// Nobody in the row of a group call itself.
    pub(crate) person: Option<u32>,
    pub(crate) owner: String,
    pub(crate) held_on: Date,
    pub(crate) is_planned: bool,
    pub(crate) channel: &'static str,
    /// Minutes.
    pub(crate) duration: u32,
    /// How many people took part.
    pub(crate) attendees: usize,
    pub(crate) inquiry: Option<Inquiry>,
}

/// A question to Medical.
#[derive(Clone, Debug)]
pub(crate) struct Inquiry {
    pub(crate) question: &'static str,
    pub(crate) asked_on: Date,
    pub(crate) delivery: &'static str,
    pub(crate) is_answered: bool,
}

/// The account of a person in the customer system; a second one is a double of the first.
pub(crate) fn account(person: u32, copy: u32) -> String {
    format!("001P{copy}{person:010}")
}

/// The account of a site.
pub(crate) fn site_account(site: u32) -> String {
    format!("001S{site:011}")
}

/// What a person has agreed to.
pub(crate) fn consent(world: &World, person: &Clinician) -> Consent {
    let mut dice = world.dice(Kind::Calls, (u64::from(person.number) << 4) + 1);
    let opted_out = dice.chance(OPTED_OUT) && person.specialty.credential == "MD";
    let days = dice.below(1_500) as i64;
    Consent {
        no_call: dice.chance(NO_CALL),
        opted_out: opted_out.then(|| world.days_ago(days)),
        is_expert: person.patients > 250.0 && dice.chance(0.5),
    }
}

/// The calls with a person alone, by day.
pub(crate) fn alone(world: &World, person: &Clinician) -> Vec<Call> {
    if !knows(world, Register::Accounts, person.number) {
        return vec![];
    }
    let mut dice = world.dice(Kind::Calls, u64::from(person.number) << 4);
    let consent = consent(world, person);
    let place = site::site(world, person.site).place;
    let sales = if consent.no_call { 0 } else { draw::count(&mut dice, (person.patients / 15.0).clamp(0.2, 8.0)) };
    let medical = draw::count(&mut dice, (person.patients / 60.0).clamp(0.05, 3.0));
    let mut days: Vec<(Date, Function, bool)> = (0..sales).map(|_| (past(world, &mut dice), Function::Sales, false)).collect();
    for _ in 0..medical {
        let near = sales > 0 && dice.chance(COLLIDE);
        let day = match near {
            true => weekday(draw::after(days[dice.below(sales as usize)].0, dice.below(4) as i64)).min(world.day),
            false => past(world, &mut dice),
        };
        days.push((day, Function::Medical, false));
    }
    if dice.chance(PLANNED) {
        let function = if consent.no_call || dice.chance(0.4) { Function::Medical } else { Function::Sales };
        days.push((next(world, &mut dice), function, true));
    }
    days.sort_by_key(|(day, function, _)| (*day, *function as u8));
    let mut call = |(at, (held_on, function, is_planned)): (usize, (Date, Function, bool))| Call {
        id: format!("a04P{:08}{at:03}", person.number),
        parent: String::new(),
        person: Some(person.number),
        owner: owner(function, place),
        held_on,
        is_planned,
        channel: channel(&mut dice),
        duration: 5 + 5 * draw::count(&mut dice, if function == Function::Medical { 5.0 } else { 1.5 }),
        attendees: 1,
        inquiry: inquiry(world, &mut dice, function, held_on).filter(|_| !is_planned),
    };
    days.into_iter().enumerate().map(&mut call).collect()
}

/// The group calls of a team: the row of each call, then one for each person in it.
pub(crate) fn together(world: &World, team: u32) -> Vec<Call> {
    let mut dice = world.dice(Kind::Group, u64::from(team));
    let place = site::site(world, site::of_team(world, team)).place;
    let members = (team * TEAM..(team + 1) * TEAM).filter(|number| *number < world.people);
    let people: Vec<u32> = members.filter(|number| knows(world, Register::Accounts, *number)).collect();
    let mut calls = vec![];
    for at in 0..draw::count(&mut dice, GROUPS) {
        let (wanted, first) = (3 + dice.below(3), dice.below(TEAM as usize));
        let function = if dice.chance(0.6) { Function::Medical } else { Function::Sales };
        let held_on = past(world, &mut dice);
        let is_welcome = |number: &&u32| function == Function::Medical || !consent(world, &clinician(world, **number)).no_call;
        let there: Vec<u32> = people.iter().cycle().skip(first).take(people.len()).filter(is_welcome).take(wanted).copied().collect();
        if there.len() < 2 {
            continue;
        }
        let call = Call {
            id: format!("a04G{team:08}{:03}", at * 10),
            parent: String::new(),
            person: None,
            owner: owner(function, place),
            held_on,
            is_planned: false,
            channel: "In-person",
            duration: 30 + 15 * dice.below(3) as u32,
            attendees: there.len(),
            inquiry: None,
        };
        let part = |(number, person): (usize, u32)| Call {
            id: format!("a04G{team:08}{:03}", at as usize * 10 + number + 1),
            parent: call.id.clone(),
            person: Some(person),
            inquiry: inquiry(world, &mut dice, function, held_on),
            ..call.clone()
        };
        let parts: Vec<Call> = there.into_iter().enumerate().map(part).collect();
        calls.push(call);
        calls.extend(parts);
    }
    calls
}

/// Users' ids say whose they are: `005M…` are Medical's, one for two or three regions; `005S…` are of Sales, one for each place.
fn owner(function: Function, place: usize) -> String {
    match function {
        Function::Medical => format!("005M{:011}", 1 + crate::place::PLACES[place].region % 14),
        Function::Sales => format!("005S{:011}", 1 + place),
    }
}

fn past(world: &World, dice: &mut Dice) -> Date {
    weekday(world.days_ago(1 + dice.below(DAYS as usize) as i64))
}

fn next(world: &World, dice: &mut Dice) -> Date {
    weekday(draw::after(world.day, 3 + dice.below(12) as i64))
}

/// The day, or the Friday before where it is of a weekend.
fn weekday(day: Date) -> Date {
    match day.weekday() {
        Weekday::Saturday => draw::after(day, -1),
        Weekday::Sunday => draw::after(day, -2),
        _ => day,
    }
}

fn channel(dice: &mut Dice) -> &'static str {
    draw::one_of(dice, &[(64.0, "In-person"), (16.0, "Video"), (10.0, "Phone"), (8.0, "Email"), (2.0, "Other")])
}

fn inquiry(world: &World, dice: &mut Dice, function: Function, held_on: Date) -> Option<Inquiry> {
    let asks = dice.chance(ASKS[function as usize]);
    let (question, days, delivery) = (dice.zipf(QUESTIONS.len(), 4.0), dice.below(4) as i64, dice.zipf(DELIVERY.len(), 1.0));
    let is_answered = dice.chance(0.85);
    let asked_on = draw::after(held_on, days).min(world.day);
    asks.then(|| Inquiry { question: QUESTIONS[question], asked_on, delivery: DELIVERY[delivery], is_answered })
}
