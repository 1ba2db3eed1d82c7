//! The strategy map: how what each function does serves the same need, layer by layer.
//! What hangs together is in `web`, what stands where in `layers`; one record's chain has its own view in `chain`.

mod chain;
mod clash;
mod filter;
mod layers;
pub(super) mod web;

use axum::{extract::Query, response::Response};
use maud::{Markup, html};
use strategy::{Lane, Severity};

use self::{
    clash::Clash,
    filter::Filter,
    layers::{Card, Layer},
    web::Web,
};
use super::visit::{Shown, Visit};
use crate::{
    parts::{self, Button, Empty, Highlight, LaneCards, Mark, Page, PageHeader, band, empty_state, lanes, layer, link_button},
    words,
};

/// Cards on one page before layers are cut to what needs attention most (ux decision on the map).
const MOST: usize = 60;
/// Cards of a lane, and of a layer without lanes, when it is cut.
const CUT: (usize, usize) = (3, 6);

/// The lanes from left to right.
const LANES: [(Lane, Mark, &str); 3] =
    [(Lane::Medical, Mark::Medical, "medical"), (Lane::Commercial, Mark::Commercial, "commercial"), (Lane::Access, Mark::Access, "access")];

/// Everything that the page is made from.
struct Drawn<'v> {
    visit: &'v Visit,
    web: Web,
    clashes: Vec<Clash<'v>>,
    cards: Vec<Card<'v>>,
    filter: Filter,
}

/// `GET /map`.
pub async fn show(visit: Visit, Query(filter): Query<Filter>) -> Response {
    let (web, clashes) = (Web::of(&visit), clash::clashes(&visit));
    let mut cards = layers::cards(&visit, &web, &clashes);
    for card in &mut cards {
        card.face.href = filter.with("node", Some(card.record.key.as_str()));
    }
    let mut drawn = Drawn { visit: &visit, web, clashes, cards, filter };
    if let Some(key) = drawn.filter.node() {
        return chain::show(&mut drawn, &key);
    }
    let (visit, web, filter) = (drawn.visit, &drawn.web, &drawn.filter);
    let shown: Vec<&Card<'_>> = drawn.cards.iter().filter(|card| filter.takes(visit, web, card)).collect();
    let told: Vec<&Clash<'_>> =
        drawn.clashes.iter().filter(|clash| shown.iter().any(|card| clash.ends.contains(&card.record.key))).collect();
    let body = html! {
        (filter.links(visit))
        (clash::told(visit, &told))
        @if filter.is_active() && shown.iter().all(|card| card.layer == Layer::Need) {
            (empty_state(Empty::NoMatch, "Nothing on the map matches", "No record fits all that you asked for.", link_button(&Button::new("Show the whole map"), "/map")))
        } @else {
            (bands(&drawn, &shown))
            (as_a_list(&shown))
        }
    };
    visit.show(Shown { page: Page::Map, header: header(&drawn, &shown, told.len()), items: Some(shown.len()), body })
}

fn header(drawn: &Drawn<'_>, shown: &[&Card<'_>], contradictions: usize) -> PageHeader {
    let count = |of: fn(&Card<'_>) -> bool| shown.iter().filter(|card| of(card)).count();
    let only_gaps = drawn.filter.with("gaps", Some("only"));
    let linked = |number: usize, href: &str| html! { a href=(href) { (number) } };
    PageHeader {
        title: "Strategy map".into(),
        lead: "How does what each function does serve the same need? Choose a card to see its chain.".into(),
        highlights: vec![
            Highlight::new("On the map", html! { (words::count(shown.len(), "record", "records")) }),
            Highlight::new("Contradictions", html! { (contradictions) }),
            Highlight::new("No need linked", linked(count(|card| card.face.orphan), &only_gaps)),
            Highlight::new("Stale evidence", linked(count(|card| !card.face.stale.is_empty()), &only_gaps)),
            Highlight::new("With open findings", linked(count(|card| card.worst.is_some()), &only_gaps)),
        ],
        ..PageHeader::default()
    }
}

/// The layers from the need down.
fn bands(drawn: &Drawn<'_>, shown: &[&Card<'_>]) -> Markup {
    let crowded = shown.len() > MOST;
    html! {
        div #map data-map {
            @for one in Layer::ALL {
                @let cards: Vec<&Card<'_>> = shown.iter().copied().filter(|card| card.layer == one).collect();
                // A chain need not pass through every layer.
                @if !(drawn.filter.is_chain() && cards.is_empty()) { (layer_of(drawn, one, &cards, crowded)) }
            }
        }
    }
}

fn layer_of(drawn: &Drawn<'_>, one: Layer, cards: &[&Card<'_>], crowded: bool) -> Markup {
    let cut = crowded && !drawn.filter.shows_all_of(one) && one != Layer::Need;
    let all = html! { a href=(format!("{}#{}", drawn.filter.with("show", Some(one.id())), one.id())) { "show all " (cards.len()) } };
    let faces = |cards: &[&Card<'_>]| cards.iter().map(|card| card.face.clone()).collect::<Vec<_>>();
    if !one.has_lanes() {
        let kept = if cut { worst_first(cards, CUT.1) } else { cards.to_vec() };
        if kept.len() == cards.len() {
            return band(one.id(), one.name(), &faces(&kept), empty(drawn, one));
        }
        let more = html! { p.muted { (kept.len()) " that need attention most; " (all) } };
        return layer(one.id(), one.name(), Some(more), html! { ul.nodes { @for face in faces(&kept) { (parts::node(&face)) } } });
    }
    let of_lane = |lane: Lane| cards.iter().copied().filter(|card| card.lane == lane).collect::<Vec<_>>();
    let keep = |cards: Vec<&Card<'_>>| if cut { faces(&worst_first(&cards, CUT.0)) } else { faces(&cards) };
    let together = keep(of_lane(Lane::Joint));
    let in_lanes: Vec<LaneCards> = LANES
        .iter()
        .map(|(lane, mark, word)| {
            let (nodes, of_lane) = (keep(of_lane(*lane)), of_lane(*lane).len());
            let below = match (nodes.len(), of_lane) {
                (0, _) => Some(lane_empty(drawn, one)),
                (kept, of_lane) if kept < of_lane => Some(html! { (of_lane - kept) " more" }),
                _ => None,
            };
            LaneCards { mark: *mark, function: (*word).to_owned(), nodes, below }
        })
        .collect();
    let kept = together.len() + in_lanes.iter().map(|lane| lane.nodes.len()).sum::<usize>();
    let more = html! { @if kept < cards.len() { p.muted { (all) } } };
    lanes(one.id(), one.name(), more, &together, &in_lanes)
}

/// At most so many cards, those with the worst findings, in the order in which they stand.
fn worst_first<'c, 'v>(cards: &[&'c Card<'v>], most: usize) -> Vec<&'c Card<'v>> {
    let rank = |card: &Card<'_>| (card.face.clash.is_empty(), card.worst.unwrap_or(Severity::Note), card.worst.is_none(), !card.is_gap);
    let mut by_rank: Vec<(usize, &Card<'_>)> = cards.iter().copied().enumerate().collect();
    by_rank.sort_by_key(|(place, card)| (rank(card), *place));
    by_rank.truncate(most);
    by_rank.sort_by_key(|(place, _)| *place);
    by_rank.into_iter().map(|(place, _)| cards[place]).collect()
}

/// What an empty layer says.
fn empty(drawn: &Drawn<'_>, one: Layer) -> Markup {
    if drawn.filter.is_active() {
        return html! { "None that matches." };
    }
    let kind = one.kinds().first().map_or("need", |kind| kind.name());
    match one {
        Layer::Need => html! { "No patient need is written yet. " a href="/need" { "Start from the need" } },
        _ => html! { "None yet. " a href=(format!("/records/new/{kind}")) { "Add the first" } },
    }
}

fn lane_empty(drawn: &Drawn<'_>, one: Layer) -> Markup {
    let kind = one.kinds().first().map_or("goal", |kind| kind.name());
    html! {
        @if drawn.filter.is_chain() { "None in this chain." }
        @else if drawn.filter.is_active() { "None that matches." }
        @else if one == Layer::Objectives { "No objective yet. " a href=(format!("/records/new/{kind}")) { "Add one" } }
        @else { "None." }
    }
}

/// The same map as nested lists, for screen readers, print and comparison.
fn as_a_list(shown: &[&Card<'_>]) -> Markup {
    let of = |one: Layer| shown.iter().copied().filter(move |card| card.layer == one).collect::<Vec<_>>();
    html! {
        details.twin #list {
            summary { "As a list" }
            ul.prose.outline { @for one in Layer::ALL { @let cards = of(one); @if !cards.is_empty() {
                li {
                    strong { (one.name()) } " (" (cards.len()) ")"
                    ul { @for card in &cards { (list_item(card)) } }
                }
            } } }
        }
    }
}

fn list_item(card: &Card<'_>) -> Markup {
    let face = &card.face;
    let mut told: Vec<&str> = vec![];
    let owner = if face.function.is_empty() { "no owner" } else { face.function.as_str() };
    told.push(owner);
    told.extend(face.orphan.then_some("no need linked"));
    told.extend([&face.clash, &face.stale, &face.reason].into_iter().map(String::as_str).filter(|text| !text.is_empty()));
    html! { li { a href=(face.href) { span.mono { (face.key) } " " (face.title) } span.muted { " · " (told.join(" · ")) } } }
}
