//! Planned contacts of functions with audiences, for the rules on spacing (S408), on branded beside unbranded work
//! (S409) and on duplicate outreach (C803). A pair of contacts belongs to one of the three: S409 first, then C803.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use serde_json::Value;

use super::{
    Context,
    activities::{branding, first_day, function_of, last_day},
    dates::days_between,
    places::{Places, asset_node, folded, overlap, regions},
};
use crate::{
    change::Fix,
    function::Function,
    graph::{Node, Of},
    key::Key,
    record::{Activity, ActivityKind, Audience},
    text,
};

/// One activity that meets an audience, with what the rules compare.
#[derive(Debug)]
pub(super) struct Contact<'g> {
    /// The activity.
    pub(super) of: Of<'g, Activity>,
    /// The audience.
    pub(super) audience: Audience,
    /// The function that does it.
    pub(super) function: Option<Function>,
    /// The first day.
    pub(super) starts: Date,
    /// The last day; the first where none is stated.
    pub(super) ends: Date,
    /// The topic as words; none where none is stated.
    pub(super) topic: Vec<String>,
    markets: Vec<Node>,
    regions: Vec<String>,
    tone: Tone,
}

/// How a contact stands to the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tone {
    /// It names the product.
    Branded,
    /// It educates on the disease or shapes the market without the product.
    Unbranded,
    /// Neither, such as scientific exchange.
    Other,
}

/// The contacts that are not over, in the order of their first days, by asset and audience.
pub(super) fn contacts<'g>(cx: &Context<'g>) -> Vec<Vec<Contact<'g>>> {
    let places = Places::of(cx);
    let mut by_audience: BTreeMap<(Option<Node>, Audience), Vec<Contact<'g>>> = BTreeMap::new();
    for activity in cx.all::<Activity>().filter(|activity| meets_people(activity.kind)) {
        let Some(contact) = contact(cx, &places, activity).filter(|contact| contact.ends >= cx.day) else { continue };
        by_audience.entry((asset_node(cx, activity.record), contact.audience)).or_default().push(contact);
    }
    let mut all: Vec<_> = by_audience.into_values().collect();
    all.iter_mut().for_each(|contacts| contacts.sort_by(|a, b| (a.starts, a.key()).cmp(&(b.starts, b.key()))));
    all
}

fn meets_people(kind: Option<ActivityKind>) -> bool {
    use ActivityKind::*;
    !matches!(kind, Some(Publication | EvidenceGeneration | Submission | Training))
}

fn contact<'g>(cx: &Context<'g>, places: &Places<'g>, of: Of<'g, Activity>) -> Option<Contact<'g>> {
    let (starts, ends) = (first_day(&of)?, last_day(&of)?);
    let audience = of.audience?;
    let markets = places.markets(cx, of.record);
    let tone = match of.kind {
        _ if branding(cx, &of).is_branded() => Tone::Branded,
        Some(ActivityKind::UnbrandedEducation | ActivityKind::MarketShaping) => Tone::Unbranded,
        _ => Tone::Other,
    };
    Some(Contact {
        audience,
        function: function_of(&of),
        starts,
        ends: ends.max(starts),
        topic: text::words(&of.topic),
        regions: regions(&of.region, &markets).iter().map(folded).collect(),
        markets: markets.iter().map(|market| market.node).collect(),
        tone,
        of,
    })
}

impl<'g> Contact<'g> {
    /// The activity's key.
    pub(super) fn key(&self) -> &'g Key {
        self.of.key()
    }

    /// Whether it is unbranded education or market shaping.
    pub(super) fn is_unbranded(&self) -> bool {
        self.tone == Tone::Unbranded
    }

    /// Whether the two meet the same people somewhere: same audience, a market in common, regions that overlap.
    fn same_people(&self, other: &Contact<'_>) -> bool {
        let no_markets = self.markets.is_empty() && other.markets.is_empty();
        let same_market = no_markets || self.markets.iter().any(|market| other.markets.contains(market));
        self.audience == other.audience && same_market && overlap(&self.regions, &other.regions)
    }

    fn same_window(&self, other: &Contact<'_>) -> bool {
        self.starts <= other.ends && other.starts <= self.ends
    }

    fn two_functions(&self, other: &Contact<'_>) -> bool {
        matches!((self.function, other.function), (Some(one), Some(other)) if one != other)
    }

    /// Whether either names the other as coordinated with, or as what it depends on.
    fn linked(&self, other: &Contact<'_>) -> bool {
        let names = |one: &Contact<'_>, other: &Contact<'_>| {
            one.of.coordinated_with.iter().any(|link| link.key == *other.key())
                || one.of.depends_on.iter().any(|link| link.key == *other.key())
        };
        names(self, other) || names(other, self)
    }

    /// S409: one is branded, the other is unbranded, on the same need, for the same people in the same window.
    pub(super) fn is_paired(&self, other: &Contact<'_>, cx: &Context<'_>) -> bool {
        let tones = [self.tone, other.tone];
        let both = tones.contains(&Tone::Branded) && tones.contains(&Tone::Unbranded);
        both && self.same_window(other) && self.same_people(other) && cx.share_need(self.of.node, other.of.node)
    }

    /// C803: two functions, the same topic, the same people, the same window, and no link between them.
    pub(super) fn is_duplicate(&self, other: &Contact<'_>, cx: &Context<'_>) -> bool {
        let same_topic = !self.topic.is_empty() && self.topic == other.topic;
        let unlinked = same_topic && self.two_functions(other) && !self.linked(other);
        unlinked && self.same_window(other) && self.same_people(other) && !self.is_paired(other, cx)
    }

    /// S408: two functions start contacts with the same people within so many days, without a link; and it is neither
    /// of the other two.
    pub(super) fn is_too_close(&self, other: &Contact<'_>, spacing_days: i64, cx: &Context<'_>) -> bool {
        let close = days_between(self.starts, other.starts).abs() < spacing_days;
        let apart = close && self.two_functions(other) && !self.linked(other) && self.same_people(other);
        apart && !self.is_paired(other, cx) && !self.is_duplicate(other, cx)
    }
}

/// For each contact those before it, in the order of their first days, with which it makes a pair that `wrong` names.
/// `window` says how far back to look: whether a contact can still matter to a later one.
pub(super) fn pairs<'c, 'g>(
    contacts: &'c [Contact<'g>],
    window: impl Fn(&Contact<'g>, &Contact<'g>) -> bool,
    wrong: impl Fn(&Contact<'g>, &Contact<'g>) -> bool,
) -> Vec<(&'c Contact<'g>, Vec<&'c Contact<'g>>)> {
    let mut live: Vec<&Contact<'g>> = vec![];
    let mut found = vec![];
    for later in contacts {
        live.retain(|earlier| window(earlier, later));
        let earlier: Vec<&Contact<'g>> = live.iter().copied().filter(|earlier| wrong(later, earlier)).collect();
        if !earlier.is_empty() {
            found.push((later, earlier));
        }
        live.push(later);
    }
    found
}

/// `X` of medical on 2026-05-01, and how many more.
pub(super) fn named(contacts: &[&Contact<'_>]) -> String {
    let Some(first) = contacts.first() else { return String::new() };
    let function = first.function.map(|function| format!(" of {function}")).unwrap_or_default();
    let more = match contacts.len() - 1 {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("`{}`{function} on {}{more}", first.of.title(), first.starts)
}

/// A fix that says that an activity is planned together with others.
pub(super) fn coordinate(contact: &Contact<'_>, others: &[&Contact<'_>]) -> Fix {
    let present = contact.of.coordinated_with.iter().map(|link| link.to_string());
    let links: Vec<Value> = present.chain(others.iter().map(|other| other.key().to_string())).map(Value::from).collect();
    let names: Vec<&str> = others.iter().map(|other| other.key().as_str()).collect();
    let label = format!("plan {} together with {}", contact.key(), names.join(", "));
    Fix::set(label, contact.of.record, "coordinated_with", links)
}

/// Contacts by topic, for rules that compare only within one.
pub(super) fn by_topic<'g>(contacts: Vec<Contact<'g>>) -> Vec<Vec<Contact<'g>>> {
    let mut topics: HashMap<Vec<String>, usize> = HashMap::new();
    let mut groups: Vec<Vec<Contact<'g>>> = vec![];
    for contact in contacts.into_iter().filter(|contact| !contact.topic.is_empty()) {
        let at = *topics.entry(contact.topic.clone()).or_insert(groups.len());
        if at == groups.len() {
            groups.push(vec![]);
        }
        groups[at].push(contact);
    }
    groups
}
