//! Customers: who they are and what is known of each, as a seat sees it. What is kept is read whole and goes through one lens
//! of the gate, table by table, before anything of it is counted, cut or worded.

mod columns;
mod looked;
mod sorts;

use ::customers::{Customers, Found, Kind, StakeholderId};
use guardrails::{DataKind, FactSight, Part, Purpose, Seat, Visible};
use jiff::{Span, civil::Date};
use strategy::Key;

use super::{App, Error};
use columns::Columns;
use looked::Look;

pub use columns::ALWAYS;
pub use sorts::{SORTS, Shown, Sort};

/// How many lines a search gives at most.
pub const LINES_MAX: usize = 50;
/// How many are looked at for it, before the gate.
const FOUND_MAX: usize = 500;
/// How many facts of one customer are read of one table; whoever has more is no person.
const FACTS_MAX: usize = 100_000;

/// Rows of some facts as a seat sees them: the first fields are those of [`columns::ALWAYS`].
pub type Rows = Visible<FactSight<String>>;

/// One customer as a seat sees it.
pub struct Customer {
    /// Its number.
    pub id: i64,
    /// What it is.
    pub kind: Kind,
    /// Who it is: field, value, source.
    pub who: Vec<Rows>,
    /// Which function was in touch with it last, and when, within the days shown.
    pub engagement: Rows,
    /// What is known of it, sort by sort.
    pub sections: Vec<Section>,
    /// The days that its events are of.
    pub days: (Date, Date),
}

/// Facts of one sort.
pub struct Section {
    /// The sort.
    pub sort: &'static Sort,
    /// What is seen of them.
    pub rows: Rows,
    /// Whether there is something, where the seat may know that; how much, it may not.
    pub is_something: bool,
}

impl App {
    /// Tells the app what is known of customers; the first to tell decides.
    pub fn knowing(self, customers: Customers) -> App {
        let _known = self.inner.customers.set(customers);
        self
    }

    /// Whether anything is kept of customers here.
    pub fn knows_customers(&self) -> bool {
        self.inner.customers.get().is_some()
    }

    /// The customers whose names, places, organisations or numbers begin with these words, as far as the seat may know of them,
    /// in the order in which they were found. `None` where nothing is kept.
    pub fn find_customers(&self, seat: &Seat, asset: Option<&Key>, text: &str, kind: Option<Kind>) -> Result<Option<Rows>, Error> {
        let Some(customers) = self.inner.customers.get() else { return Ok(None) };
        let found = customers.search(text, kind, FOUND_MAX)?.found;
        let view = self.view(seat, Purpose::Work)?;
        let gate = self.gate();
        let look = Look::new(&gate, seat, view.day(), view.graph(), asset);
        let fields = [
            ("number", Part::Flag),
            ("name", Part::Flag),
            ("kind", Part::Flag),
            ("place", Part::Flag),
            ("organisation", Part::Metadata),
            ("npi", Part::Metadata),
        ];
        let mut columns = Columns::new(&fields);
        for Found { id, kind, name, place, npi, organisation, .. } in found {
            // Who has a number of the register is at home.
            let at = looked::place(npi.is_some());
            let values = vec![id.to_string(), name, kind.word().into(), place, organisation.unwrap_or_default(), npi.unwrap_or_default()];
            columns.row(DataKind::OrganisationalStatus, None, at, values);
        }
        Ok(Some(look.lens().project(columns.facts())))
    }

    /// Everything that is known of one customer, as far as the seat may see it. Events are those of the days around `day`:
    /// three months before it and one after it. `None` where there is no such customer.
    pub fn customer(&self, seat: &Seat, asset: Option<&Key>, id: i64, day: Option<Date>) -> Result<Option<Customer>, Error> {
        let Some(customers) = self.inner.customers.get() else { return Ok(None) };
        let Some(stakeholder) = customers.stakeholder(StakeholderId(id))? else { return Ok(None) };
        let view = self.view(seat, Purpose::Work)?;
        let gate = self.gate();
        let look = Look::new(&gate, seat, view.day(), view.graph(), asset);
        let mut lens = look.lens();
        let at_home = looked::is_at_home(&stakeholder);
        let place = looked::place(at_home);
        let days = around(day.unwrap_or_else(|| view.day()));
        let (from, until) = days;
        let events = customers.timeline(stakeholder.id, from, until, FACTS_MAX)?;
        let mut sections = vec![];
        for sort in SORTS {
            let own;
            let facts: Vec<&::customers::Fact> = if sort.in_window {
                events.iter().filter(|fact| fact.table == sort.table).collect()
            } else {
                own = customers.facts(stakeholder.id, sort.table, FACTS_MAX)?;
                own.iter().collect()
            };
            let all = lens.project(columns::of_sort(sort, &facts, place));
            sections.push(Section { sort, is_something: !all.data.is_empty(), rows: all.map(rows_with_something) });
        }
        Ok(Some(Customer {
            id: stakeholder.id.0,
            kind: stakeholder.kind,
            who: columns::who(&stakeholder, place).into_iter().map(|facts| lens.project(facts).map(rows_with_something)).collect(),
            engagement: lens.project(columns::engagement(&events, place)).map(rows_with_something),
            sections,
            days,
        }))
    }
}

/// Rows of which a seat may know no more than that there are some would tell how many.
fn rows_with_something(sight: FactSight<String>) -> FactSight<String> {
    let kept: Vec<usize> = (0..sight.data.len()).filter(|row| sight.shown.iter().any(|field| field[*row])).collect();
    FactSight {
        data: kept.iter().map(|row| sight.data[*row]).collect(),
        values: sight.values.iter().map(|column| kept.iter().map(|row| column[*row].clone()).collect()).collect(),
        shown: sight.shown.iter().map(|column| kept.iter().map(|row| column[*row]).collect()).collect(),
        rule: kept.iter().map(|row| sight.rule[*row]).collect(),
        ..sight
    }
}

/// Three months before a day and one after it, as far as the calendar goes.
fn around(day: Date) -> (Date, Date) {
    let from = day.checked_sub(Span::new().months(3)).unwrap_or(day);
    (from, day.checked_add(Span::new().months(1)).unwrap_or(day))
}

/// The customers that an app was told of.
pub(super) type Known = std::sync::OnceLock<Customers>;
