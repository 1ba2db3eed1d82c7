//! Planned contacts of functions with audiences, for the rules on spacing (S408), on branded beside unbranded work
//! (S409) and on duplicate outreach (C803). A pair of contacts belongs to one of the three: S409 first, then C803.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::Bound,
};

use jiff::civil::Date;
use serde_json::Value;

use super::{
    Context,
    activities::{first_day, function_of, is_branded, last_day},
    dates::days_between,
    places::{Places, folded, overlap, regions},
};
use crate::{
    change::Fix,
    function::Function,
    graph::{Graph, Node, Of},
    key::Key,
    record::{Activity, ActivityKind, Audience, Record},
    text,
};

/// One activity that meets an audience, with what the rules compare.
#[derive(Clone, Debug)]
pub(super) struct Contact {
    /// The activity.
    pub(super) node: Node,
    key: Key,
    /// The audience.
    pub(super) audience: Audience,
    /// The function that does it.
    pub(super) function: Option<Function>,
    /// The first day.
    pub(super) starts: Date,
    /// The last day; the first where none is stated.
    pub(super) ends: Date,
    /// The first day as a number, so that thousands of distances cost little.
    number: i64,
    /// The topic in folded words; empty where none is stated.
    topic: String,
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

/// How far the links go on which a contact depends: to the messages of the content that it uses.
const LINKS: u8 = 2;

/// Those who are met: an audience of an asset.
type Met = (Option<Node>, Audience);

/// The contacts that are not over, in the order of their first days, by asset and audience.
#[derive(Clone, Debug, Default)]
pub(super) struct Contacts(BTreeMap<Met, Vec<Contact>>);

impl Contacts {
    /// The contacts of a strategy.
    pub(super) fn of(cx: &Context<'_>) -> Contacts {
        let mut contacts = Contacts::default();
        contacts.add(cx, cx.graph.all::<Activity>());
        contacts
    }

    /// Those who are met together, one asset and audience after the other.
    pub(super) fn groups(&self) -> impl Iterator<Item = &Vec<Contact>> {
        self.0.values()
    }

    /// Looks again at the activities that an edit can have touched.
    pub(super) fn renew(&mut self, cx: &Context<'_>, focus: &super::Focus) {
        let touched: HashSet<Node> = focus.within(LINKS).collect();
        self.0.values_mut().for_each(|contacts| contacts.retain(|contact| !touched.contains(&contact.node)));
        self.add(cx, touched.iter().filter_map(|node| cx.graph.live::<Activity>(*node)));
        self.0.retain(|_, contacts| !contacts.is_empty());
    }

    fn add<'g>(&mut self, cx: &Context<'g>, activities: impl Iterator<Item = Of<'g, Activity>>) {
        let places = Places::of(cx);
        for activity in activities.filter(|activity| meets_people(activity.kind)) {
            let Some(contact) = contact(cx, &places, activity) else { continue };
            self.0.entry((cx.graph.asset_node(activity.node), contact.audience)).or_default().push(contact);
        }
        self.0.values_mut().for_each(|contacts| contacts.sort_by(|a, b| (a.number, &a.key).cmp(&(b.number, &b.key))));
    }
}

fn meets_people(kind: Option<ActivityKind>) -> bool {
    use ActivityKind::*;
    !matches!(kind, Some(Publication | EvidenceGeneration | Submission | Training))
}

/// The contact that an activity makes; `None` when it states no day or audience, or is over.
fn contact<'g>(cx: &Context<'g>, places: &Places<'g>, of: Of<'g, Activity>) -> Option<Contact> {
    let starts = first_day(&of)?;
    let ends = last_day(&of)?.max(starts);
    if ends < cx.day {
        return None;
    }
    let audience = of.audience?;
    let markets = places.markets(cx, of.node);
    let tone = match of.kind {
        _ if is_branded(cx, &of) => Tone::Branded,
        Some(ActivityKind::UnbrandedEducation | ActivityKind::MarketShaping) => Tone::Unbranded,
        _ => Tone::Other,
    };
    Some(Contact {
        node: of.node,
        key: of.key().clone(),
        audience,
        function: function_of(&of),
        starts,
        ends,
        number: days_between(Date::ZERO, starts),
        topic: text::plain(&of.topic),
        regions: regions(&of.region, &markets).iter().map(folded).collect(),
        markets: markets.iter().map(|market| market.node).collect(),
        tone,
    })
}

impl Contact {
    /// The activity.
    pub(super) fn of<'g>(&self, graph: &'g Graph) -> Of<'g, Activity> {
        graph.typed(self.node).expect("contacts are made of activities, and made again when one changes")
    }

    /// The activity's record.
    pub(super) fn record<'g>(&self, graph: &'g Graph) -> &'g Record {
        self.of(graph).record
    }

    /// The activity's key.
    pub(super) fn key(&self) -> &Key {
        &self.key
    }

    /// Whether it is unbranded education or market shaping.
    pub(super) fn is_unbranded(&self) -> bool {
        self.tone == Tone::Unbranded
    }

    /// Whether it names the product, or keeps it out.
    pub(super) fn takes_sides(&self) -> bool {
        self.tone != Tone::Other
    }

    /// How many days after another it starts.
    pub(super) fn days_after(&self, other: &Contact) -> i64 {
        self.number - other.number
    }

    /// Whether the two meet the same people somewhere: same audience, a market in common, regions that overlap.
    fn same_people(&self, other: &Contact) -> bool {
        let no_markets = self.markets.is_empty() && other.markets.is_empty();
        let same_market = no_markets || self.markets.iter().any(|market| other.markets.contains(market));
        self.audience == other.audience && same_market && overlap(&self.regions, &other.regions)
    }

    fn same_window(&self, other: &Contact) -> bool {
        self.starts <= other.ends && other.starts <= self.ends
    }

    fn two_functions(&self, other: &Contact) -> bool {
        matches!((self.function, other.function), (Some(one), Some(other)) if one != other)
    }

    /// Whether either names the other as coordinated with, or as what it depends on.
    fn linked(&self, other: &Contact, cx: &Context<'_>) -> bool {
        let names = |one: &Contact, other: &Contact| {
            let links = cx.graph.links(one.node).iter();
            links.filter(|link| matches!(link.field, "coordinated_with" | "depends_on")).any(|link| link.other == other.node)
        };
        names(self, other) || names(other, self)
    }

    /// S409: one is branded, the other is unbranded, on the same need, for the same people in the same window.
    pub(super) fn is_paired(&self, other: &Contact, cx: &Context<'_>) -> bool {
        let both = matches!((self.tone, other.tone), (Tone::Branded, Tone::Unbranded) | (Tone::Unbranded, Tone::Branded));
        both && self.same_window(other) && self.same_people(other) && cx.share_need(self.node, other.node)
    }

    /// C803: two functions, the same topic, the same people, the same window, and no link between them.
    pub(super) fn is_duplicate(&self, other: &Contact, cx: &Context<'_>) -> bool {
        let same_topic = self.two_functions(other) && !self.topic.is_empty() && self.topic == other.topic;
        let meet = same_topic && self.same_window(other) && self.same_people(other);
        meet && !self.linked(other, cx) && !self.is_paired(other, cx)
    }

    /// S408: two functions start contacts with the same people within so many days, without a link; and it is neither
    /// of the other two.
    pub(super) fn is_too_close(&self, other: &Contact, spacing_days: i64, cx: &Context<'_>) -> bool {
        let close = self.two_functions(other) && self.days_after(other).abs() < spacing_days && self.same_people(other);
        close && !self.linked(other, cx) && !self.is_paired(other, cx) && !self.is_duplicate(other, cx)
    }
}

/// For each contact those before it, in the order of their first days, with which it makes a pair that `wrong` names.
/// `window` says how far back to look: whether a contact can still matter to a later one. After an edit only for the
/// contacts that need a new verdict: those that it touched, those with a finding, and those beside a touched one.
pub(super) fn pairs<'c>(
    cx: &Context<'_>,
    contacts: impl IntoIterator<Item = &'c Contact>,
    window: impl Fn(&Contact, &Contact) -> bool,
    wrong: impl Fn(&Contact, &Contact) -> bool,
) -> Vec<(&'c Contact, Vec<&'c Contact>)> {
    let touched = cx.touched(LINKS);
    let is_touched = |contact: &Contact| touched.as_ref().is_none_or(|touched| touched.contains(&contact.node));
    let mut live = Live::default();
    let mut found = vec![];
    for (number, contact) in contacts.into_iter().enumerate() {
        let later = Placed { number, contact, touched: is_touched(contact) };
        let near = live.near(contact, |earlier| window(earlier, contact));
        // A pair of which neither was touched is not wrong: otherwise the later one had a finding, and was.
        let judged = near.iter().filter(|earlier| later.touched || earlier.touched);
        let earlier: Vec<&Contact> = judged.map(|earlier| earlier.contact).filter(|earlier| wrong(contact, earlier)).collect();
        if !earlier.is_empty() {
            found.push((contact, earlier));
        }
        live.add(later);
    }
    found
}

/// A contact with its number in the order of first days.
#[derive(Clone, Copy)]
struct Placed<'c> {
    number: usize,
    contact: &'c Contact,
    touched: bool,
}

/// Contacts that can still matter to a later one, by region: those in different regions never meet the same people.
/// Those without a region are anywhere, under the empty text.
#[derive(Default)]
struct Live<'c>(BTreeMap<&'c str, Vec<Placed<'c>>>);

impl<'c> Live<'c> {
    fn add(&mut self, placed: Placed<'c>) {
        let mut regions: Vec<&str> = placed.contact.regions.iter().map(String::as_str).collect();
        if regions.is_empty() {
            regions.push("");
        }
        regions.into_iter().for_each(|region| self.0.entry(region).or_default().push(placed));
    }

    /// Those on ground in common with a contact, in their order, without those that are out of the window for good.
    fn near(&mut self, contact: &Contact, window: impl Fn(&Contact) -> bool) -> Vec<Placed<'c>> {
        let mut found = vec![];
        let mut take = |all: &mut Vec<Placed<'c>>| {
            all.retain(|earlier| window(earlier.contact));
            found.extend_from_slice(all);
        };
        if contact.regions.is_empty() {
            self.0.values_mut().for_each(&mut take);
        } else {
            self.0.get_mut("").into_iter().for_each(&mut take);
        }
        for region in &contact.regions {
            let larger = region.match_indices('/').map(|(at, _)| &region[..at]);
            larger.chain([region.as_str()]).for_each(|region| self.0.get_mut(region).into_iter().for_each(&mut take));
            // `0` follows `/`: what lies in the region begins with it and a slash, and comes before this end.
            let (first, after) = (format!("{region}/"), format!("{region}0"));
            let below = (Bound::Included(first.as_str()), Bound::Excluded(after.as_str()));
            self.0.range_mut::<str, _>(below).for_each(|(_, all)| take(all));
        }
        found.sort_unstable_by_key(|placed| placed.number);
        found.dedup_by_key(|placed| placed.number);
        found
    }
}

/// `X` of medical on 2026-05-01, and how many more.
pub(super) fn named(cx: &Context<'_>, contacts: &[&Contact]) -> String {
    let Some(first) = contacts.first() else { return String::new() };
    let function = first.function.map(|function| format!(" of {function}")).unwrap_or_default();
    let more = match contacts.len() - 1 {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("`{}`{function} on {}{more}", first.of(cx.graph).title(), first.starts)
}

/// A fix that says that an activity is planned together with others.
pub(super) fn coordinate(activity: &Of<'_, Activity>, others: &[&Contact]) -> Fix {
    let present = activity.coordinated_with.iter().map(|link| link.to_string());
    let links: Vec<Value> = present.chain(others.iter().map(|other| other.key().to_string())).map(Value::from).collect();
    let names: Vec<&str> = others.iter().map(|other| other.key().as_str()).collect();
    let label = format!("plan {} together with {}", activity.key(), names.join(", "));
    Fix::set(label, activity.record, "coordinated_with", links)
}

/// Contacts by topic, for rules that compare only within one; those that state none, and those alone with theirs, are left
/// out. After an edit only the topics of those that it touched and of those with a finding.
pub(super) fn by_topic<'c>(cx: &Context<'_>, contacts: &'c [Contact]) -> Vec<Vec<&'c Contact>> {
    let touched = cx.touched(LINKS);
    let of_touched = |touched: &HashSet<Node>| {
        let some = contacts.iter().filter(|contact| touched.contains(&contact.node));
        some.map(|contact| contact.topic.as_str()).collect::<HashSet<&str>>()
    };
    let wanted = touched.as_ref().map(of_touched);
    let is_wanted =
        |contact: &&Contact| !contact.topic.is_empty() && wanted.as_ref().is_none_or(|all| all.contains(contact.topic.as_str()));
    let mut topics: HashMap<&str, Vec<&Contact>> = HashMap::new();
    for contact in contacts.iter().filter(is_wanted) {
        topics.entry(&contact.topic).or_default().push(contact);
    }
    let mut shared: Vec<Vec<&Contact>> = topics.into_values().filter(|contacts| contacts.len() > 1).collect();
    shared.sort_by_key(|contacts| contacts[0].key());
    shared
}
