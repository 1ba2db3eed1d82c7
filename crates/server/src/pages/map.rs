//! The strategy map: how what each function does serves the same need, layer by layer.
//! What hangs together is in `web`, what stands where in `layers`; one record's chain has its own view in `chain`.

mod chain;
mod clash;
mod filter;
mod layers;
pub(super) mod web;

use std::collections::HashSet;

use axum::{extract::Query, response::Response};
use maud::{Markup, html};
use strategy::{Key, Lane, Severity};

use self::{
    clash::Clash,
    filter::Filter,
    layers::{Card, Layer},
    web::Web,
};
use super::visit::{Shown, Visit};
use crate::{
    parts::{self, Button, Empty, Highlight, LaneCards, Mark, Page, PageHeader, band, empty_state, lanes, link_button},
    words,
};

/// Cards on one page before layers are cut to what needs attention most (ux decision on the map).
const MOST: usize = 60;
/// Cards of a lane, and of a layer without lanes, when it is cut.
const CUT: (usize, usize) = (3, 6);
/// Needs when the map is cut: those of the first ranks.
const NEEDS: usize = 12;

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
    let cards = layers::cards(&visit, &web, &clashes);
    let drawn = Drawn { visit: &visit, web, clashes, cards, filter };
    if let Some(key) = drawn.filter.node() {
        return chain::show(&drawn, &key);
    }
    let (visit, filter) = (drawn.visit, &drawn.filter);
    let part = filter.part(visit, &drawn.web);
    let shown: Vec<&Card<'_>> = drawn.cards.iter().filter(|card| part.takes(visit.graph(), card)).collect();
    let keys: HashSet<&Key> = shown.iter().map(|card| &card.record.key).collect();
    let told: Vec<&Clash<'_>> = drawn.clashes.iter().filter(|clash| clash.ends.iter().any(|end| keys.contains(end))).collect();
    let body = html! {
        (filter.links(visit))
        (clash::told(visit, &told))
        @if filter.is_active() && shown.iter().all(|card| card.layer == Layer::Need) {
            (empty_state(Empty::NoMatch, "Nothing on the map matches", "No record fits all that you asked for.", link_button(&Button::new("Show the whole map"), "/map")))
        } @else {
            (layers_of(&drawn, &shown))
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
            Highlight::new("No need linked", linked(count(|card| card.orphan), &only_gaps)),
            Highlight::new("Stale evidence", linked(count(|card| !card.stale.is_empty()), &only_gaps)),
            Highlight::new("With open findings", linked(count(|card| card.worst.is_some()), &only_gaps)),
        ],
        ..PageHeader::default()
    }
}

/// One layer as it is drawn.
struct Drawing<'c, 'v> {
    layer: Layer,
    /// Every card that belongs in it.
    all: Vec<&'c Card<'v>>,
    /// Those that are drawn; where the map is crowded, the ones that need attention most.
    kept: Vec<(&'c Card<'v>, parts::Node)>,
    /// Leads to the layer in full, where it was cut.
    more: Option<Markup>,
}

/// The layers from the need down, and the same as nested lists.
fn layers_of(drawn: &Drawn<'_>, shown: &[&Card<'_>]) -> Markup {
    let crowded = shown.len() > MOST;
    let mut drawings = vec![];
    for layer in Layer::ALL {
        let all: Vec<&Card<'_>> = shown.iter().copied().filter(|card| card.layer == layer).collect();
        // A chain need not pass through every layer.
        if !(drawn.filter.is_chain() && all.is_empty()) {
            drawings.push(drawing(drawn, layer, all, crowded));
        }
    }
    html! {
        div #map data-map { @for one in &drawings { (layer_of(drawn, one)) } }
        (as_a_list(&drawings))
    }
}

fn drawing<'c, 'v>(drawn: &Drawn<'_>, layer: Layer, all: Vec<&'c Card<'v>>, crowded: bool) -> Drawing<'c, 'v> {
    let cut = crowded && !drawn.filter.shows_all_of(layer);
    let of_lane = |lane: Lane| all.iter().copied().filter(|card| card.lane == lane).collect::<Vec<_>>();
    let kept = match (cut, layer.has_lanes()) {
        (false, _) => all.clone(),
        (true, _) if layer == Layer::Need => all.iter().copied().take(NEEDS).collect(),
        (true, false) => worst_first(&all, CUT.1),
        (true, true) => Lane::ALL.iter().flat_map(|lane| worst_first(&of_lane(*lane), CUT.0)).collect(),
    };
    let full = format!("{}#{}", drawn.filter.with("show", Some(layer.id())), layer.id());
    let more = (kept.len() < all.len()).then(|| html! { a href=(full) { "show all " (all.len()) } });
    let faced = |card: &'c Card<'v>| (card, card.face(drawn.visit.graph(), &drawn.web, &drawn.filter));
    Drawing { layer, kept: kept.into_iter().map(faced).collect(), all, more }
}

fn layer_of(drawn: &Drawn<'_>, one: &Drawing<'_, '_>) -> Markup {
    let (layer, kept) = (one.layer, one.kept.len());
    if !layer.has_lanes() {
        let faces: Vec<parts::Node> = one.kept.iter().map(|(_, face)| face.clone()).collect();
        let Some(more) = &one.more else { return band(layer.id(), layer.name(), &faces, empty(drawn, layer)) };
        let chosen = if layer == Layer::Need { "of the first ranks" } else { "that need attention most" };
        let more = html! { p.muted { (kept) " " (chosen) "; " (more) } };
        return parts::layer(layer.id(), layer.name(), Some(more), html! { ul.nodes { @for face in &faces { (parts::node(face)) } } });
    }
    let faces = |lane: Lane| one.kept.iter().filter(|(card, _)| card.lane == lane).map(|(_, face)| face.clone()).collect::<Vec<_>>();
    let in_lanes: Vec<LaneCards> = LANES
        .iter()
        .map(|(lane, mark, word)| {
            let (nodes, of_lane) = (faces(*lane), one.all.iter().filter(|card| card.lane == *lane).count());
            let below = match (nodes.len(), of_lane) {
                (0, _) => Some(lane_empty(drawn, layer)),
                (kept, of_lane) if kept < of_lane => Some(html! { (of_lane - kept) " more" }),
                _ => None,
            };
            LaneCards { mark: *mark, function: (*word).to_owned(), nodes, below }
        })
        .collect();
    let more = html! { @if let Some(more) = &one.more { p.muted { (more) } } };
    lanes(layer.id(), layer.name(), more, &faces(Lane::Joint), &in_lanes)
}

/// At most so many cards, those with the worst findings, in the order in which they stand.
fn worst_first<'c, 'v>(cards: &[&'c Card<'v>], most: usize) -> Vec<&'c Card<'v>> {
    let rank = |card: &Card<'_>| {
        let worst = card.worst.map(|finding| finding.severity);
        (card.clash.is_empty(), worst.unwrap_or(Severity::Note), worst.is_none(), !card.is_gap())
    };
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
fn as_a_list(drawings: &[Drawing<'_, '_>]) -> Markup {
    html! {
        details.twin #list {
            summary { "As a list" }
            ul.prose.outline { @for one in drawings.iter().filter(|one| !one.all.is_empty()) {
                li {
                    strong { (one.layer.name()) } " (" (one.all.len()) ")"
                    ul {
                        @for (_, face) in &one.kept { (list_item(face)) }
                        @if let Some(more) = &one.more { li.muted { (one.all.len() - one.kept.len()) " more; " (more) } }
                    }
                }
            } }
        }
    }
}

fn list_item(face: &parts::Node) -> Markup {
    let mut told: Vec<&str> = vec![];
    let owner = if face.function.is_empty() { "no owner" } else { face.function.as_str() };
    told.push(owner);
    told.extend(face.orphan.then_some("no need linked"));
    told.extend([&face.clash, &face.stale, &face.reason].into_iter().map(String::as_str).filter(|text| !text.is_empty()));
    html! { li { a href=(face.href) { span.mono { (face.key) } " " (face.title) } span.muted { " · " (told.join(" · ")) } } }
}
