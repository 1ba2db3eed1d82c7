//! What is hidden has no influence on anything that comes back (P0 of the security notes): two workspaces that differ only
//! in what a seat does not see answer every request alike, byte for byte.
//!
//! `LODESTAR_PAIRS` says how many pairs of workspaces; `cargo xtask nightly` runs 10,000 of them in release.

pub(crate) mod answer;
pub(crate) mod logs;
mod other;
mod surface;
pub(crate) mod world;
pub(crate) mod written;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::{
    body::Body,
    http::{Request, header},
};
use guardrails::{Case, Class, Gates, Policy, Purpose, Seat};
use strategy::{Function, Key};
use uuid::Uuid;

use crate::{
    harness::{Server, pairs as form_text, seat, serve_to},
    routes::{self, Route},
};
use answer::{Came, Ids};
use other::{Pair, pair};
use surface::{Ask, Known, Sends, ask, requests};
use world::{DAY, Dice, World, marks};

/// How many pairs of workspaces, unless the environment says otherwise.
const PAIRS: u64 = 2_000;
/// How many requests are sent to each of a pair.
const REQUESTS: usize = 12;

/// One of a pair: its server, and the ids that it gave.
struct Side {
    server: Server,
    ids: Ids,
    plan: String,
    batches: Vec<String>,
}

impl Side {
    fn new(world: &World, gates: &Arc<Gates>, seat: &Seat) -> (Side, Vec<Uuid>) {
        let (ledger, written) = written::ledger_of(world);
        let server = serve_to(seat, ledger, DAY, gates.clone());
        let seen = server.app.written(seat, None, 20).expect("the changes can be read").0;
        let batches: Vec<String> = seen.iter().map(|batch| batch.id.to_string()).collect();
        let hidden = written.into_iter().flatten().filter(|id| seen.iter().all(|batch| batch.id != *id)).collect();
        (Side { server, ids: Ids::default(), plan: "none".into(), batches }, hidden)
    }

    fn fill(&self, text: &str) -> String {
        let mut text = text.replace("%PLAN%", &self.plan);
        for number in 0..5 {
            text = text.replace(&format!("%BATCH{number}%"), self.batches.get(number).map_or("none", String::as_str));
        }
        text
    }

    async fn send(&mut self, function: Function, ask: &Ask) -> Came {
        const BETWEEN: &str = "----between";
        let path = self.fill(&ask.path);
        let request = match ask.sends {
            Sends::Nothing => Request::get(&path),
            _ => Request::post(&path),
        };
        let request = request.header(header::ACCEPT, ask.accept).header(header::REFERER, "http://localhost/records/S-1");
        let (request, body) = match &ask.sends {
            Sends::Nothing => (request, Body::empty()),
            Sends::Form(fields) => {
                let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                (request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded"), Body::from(form_text(&fields)))
            }
            Sends::File(text) => {
                let head = format!("--{BETWEEN}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"plan.toml\"\r\n\r\n");
                let request = request.header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BETWEEN}"));
                (request, Body::from(format!("{head}{text}\r\n--{BETWEEN}--\r\n")))
            }
        };
        let came = Came::read(self.server.send_acting(function, request, body).await, &mut self.ids).await;
        if let Some(id) = came.location.strip_prefix("/import/").filter(|id| Uuid::parse_str(id).is_ok()) {
            self.plan = id.to_owned();
        }
        if let Some((_, id)) = came.location.split_once("changed=") {
            self.batches.insert(0, id.chars().take(36).collect());
        }
        came
    }
}

/// What a run has done.
#[derive(Default)]
struct Tally {
    pairs: u64,
    requests: u64,
    changes: usize,
    by_route: BTreeMap<Route, u64>,
    /// Answers, by status.
    statuses: BTreeMap<u16, u64>,
    wrong: Vec<String>,
}

/// Any function; one in three holds it in some markets only, of which not every strategy knows all, and one in four has a case
/// open that shows a class of what is hidden from it.
fn any_seat(dice: &mut Dice) -> Seat {
    let mut seat = Seat { function: *dice.one(Function::ALL), ..seat() };
    if dice.yes(3) {
        seat.markets = (1..=4).filter(|_| dice.yes(2)).filter_map(|number| Key::new(&format!("MK-{number}"))).collect();
    }
    if dice.yes(4) {
        let class = *dice.one(Class::ALL);
        seat.cases.push(Case { class, reason: "a complaint".into(), until: seat.at + jiff::SignedDuration::from_hours(8) });
    }
    seat
}

/// Compares one pair of workspaces; which routes are asked turns with the number of the pair.
async fn compare(seed: u64, gates: &Arc<Gates>, routes: &[Route], tally: &Mutex<Tally>) {
    let mut dice = Dice(seed ^ 0x5eed_0000);
    let seat = any_seat(&mut dice);
    let function = seat.function;
    let pair = pair(&gates.current(), &seat, &mut dice);
    let ((mut one, hidden), (mut other, more)) = (Side::new(&pair.one, gates, &seat), Side::new(&pair.other, gates, &seat));
    let batches = hidden.into_iter().chain(more).map(|id| id.to_string()).collect();
    let known = known(&pair, &one, &other, &seat, batches);
    let mut done = vec![];
    // What the seat has said itself comes back to it.
    let mut said: BTreeSet<String> = BTreeSet::new();
    // The phase moves with every round, so that no route comes always after one that ends a pair.
    let turn = usize::try_from(seed).unwrap_or(0);
    let first = turn * REQUESTS + turn / routes.len();
    for number in 0..REQUESTS {
        let route = &routes[(first + number) % routes.len()];
        let ask = ask(route, &known, &mut dice).unwrap_or_else(|| panic!("the harness does not know {route}"));
        let (came, came_too) = (one.send(function, &ask).await, other.send(function, &ask).await);
        said.extend(marks(&format!("{ask:?}")).map(str::to_owned));
        let mut wrong = vec![];
        if came.location.starts_with("/records/IN-") || came.location.starts_with("/records/RQ-") {
            // A key that was drawn at random: the two are alike up to it, and go different ways from here.
            break;
        }
        if !came.is_like(&came_too) {
            wrong.push(came.against(&came_too));
        }
        for answer in [&came, &came_too] {
            let all = format!("{:?}{}", answer.headers, answer.body);
            let leaked = marks(&all).find(|mark| pair.secret.contains(*mark) && !said.contains(*mark));
            wrong.extend(leaked.map(|mark| format!("the mark {mark} comes out: {}", around(&all, mark))));
        }
        let is_wrong = !wrong.is_empty();
        done.push((route.clone(), came.status));
        if is_wrong {
            let mut tally = tally.lock().expect("nobody panics with it");
            tally.wrong.push(format!("pair {seed}, {function} in {:?} with {:?}, {ask:?}\n{}", seat.markets, seat.cases, wrong.join("\n")));
            break;
        }
    }
    let mut tally = tally.lock().expect("nobody panics with it");
    tally.pairs += 1;
    tally.changes += pair.changes;
    for (route, status) in done {
        tally.requests += 1;
        *tally.by_route.entry(route).or_default() += 1;
        *tally.statuses.entry(status).or_default() += 1;
    }
}

/// What stands around a mark.
fn around(text: &str, mark: &str) -> String {
    let at = text.find(mark).unwrap_or(0);
    String::from_utf8_lossy(&text.as_bytes()[at.saturating_sub(300)..(at + 100).min(text.len())]).into_owned()
}

fn known<'p>(pair: &'p Pair, one: &Side, other: &Side, seat: &Seat, batches: Vec<String>) -> Known<'p> {
    let view = one.server.app.view(seat, Purpose::Work).expect("a view");
    let mut findings: BTreeSet<String> = view.findings().iter().map(|finding| finding.id.clone()).collect();
    // Those that are raised only for whoever sees everything.
    let hidden = [one, other].into_iter().flat_map(|side| side.server.whole.live().findings().to_vec()).map(|finding| finding.id.clone());
    findings.extend(hidden.take(40));
    findings.insert("F-00000000".into());
    let seen: Vec<_> = pair.sight.graph.records().collect();
    let mut keys: Vec<String> = seen.iter().map(|record| record.key.to_string()).collect();
    keys.extend(["IN-77", "RQ-zz", "C-77", "none"].map(str::to_owned));
    let mut words: Vec<String> = pair.secret.iter().take(60).cloned().collect();
    words.extend(pair.hidden.iter().cloned());
    words.extend(["activity", "Dr", "import", "insight", "zzz", ""].map(str::to_owned));
    Known { pair, seen, keys, words, findings: findings.into_iter().collect(), batches }
}

/// One pair by its number, for whoever looks at what went wrong.
fn first_pair() -> u64 {
    number_of("LODESTAR_FIRST_PAIR").unwrap_or(0)
}

fn number_of(name: &str) -> Option<u64> {
    std::env::var_os(name)?.to_str()?.parse().ok()
}

fn pairs_wanted() -> u64 {
    number_of("LODESTAR_PAIRS").unwrap_or(PAIRS)
}

/// Compares pairs on two threads; the numbers of the pairs are their seeds.
fn run(pairs: u64) -> Tally {
    // As shipped, and with the overlay that keeps results before publication to the insiders.
    let insiders = Policy { overlays: [String::from("GL-11")].into(), ..Policy::shipped() };
    let gates = [Policy::shipped(), insiders].map(|policy| Arc::new(Gates::new(policy).expect("the policy is taken")));
    let routes = routes::all();
    let (next, tally) = (AtomicU64::new(first_pair()), Mutex::new(Tally::default()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= first_pair() + pairs || tally.lock().expect("nobody panics with it").wrong.len() > 20 {
                        return;
                    }
                    runtime.block_on(compare(seed, &gates[usize::from(seed % 3 == 0)], &routes, &tally));
                }
            });
        }
    });
    tally.into_inner().expect("nobody panicked with it")
}

#[test]
fn every_route_is_in_the_harness() {
    let (known, there) = (requests(), routes::all());
    let missing: Vec<String> = there.iter().map(Route::to_string).filter(|route| !known.contains_key(route.as_str())).collect();
    assert!(missing.is_empty(), "no request is made up for {missing:?}: add a line to `requests` in tests/pages/unseen/surface.rs");
    let gone: Vec<&&str> = known.keys().filter(|route| there.iter().all(|there| there.to_string() != **route)).collect();
    assert!(gone.is_empty(), "the router has no {gone:?} any more");
}

#[test]
#[expect(clippy::print_stdout, reason = "it says how much was compared")]
fn what_a_seat_does_not_see_changes_no_answer() {
    logs::listen();
    let before = temporary_files();
    let pairs = pairs_wanted();
    let tally = run(pairs);
    println!(
        "{} pairs of workspaces that differ in {} hidden places, {} requests to each of both, {} routes, answers {:?}; {} lines logged",
        tally.pairs,
        tally.changes,
        tally.requests,
        tally.by_route.len(),
        tally.statuses,
        logs::lines()
    );
    assert!(
        tally.wrong.is_empty(),
        "{} answers differ or leak; the first:\n{}",
        tally.wrong.len(),
        tally.wrong[..tally.wrong.len().min(3)].join("\n\n")
    );
    if pairs < PAIRS {
        return;
    }
    let asked = |route: &Route| tally.by_route.get(route).copied().unwrap_or_default();
    let all = routes::all();
    let rare: Vec<String> =
        all.iter().filter(|route| asked(route) < pairs / 20).map(|route| format!("{route}: {}", asked(route))).collect();
    assert!(rare.is_empty(), "asked too rarely: {rare:?}");
    assert_eq!(logs::with_marks(), Vec::<String>::new(), "what is hidden is in the log");
    assert_eq!(marked_files(&before), Vec::<std::path::PathBuf>::new(), "what is hidden is in temporary files");
}

fn temporary_files() -> BTreeSet<std::path::PathBuf> {
    let folder = std::fs::read_dir(std::env::temp_dir());
    folder.into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect()
}

/// The temporary files that have come since, if a mark is in them.
fn marked_files(before: &BTreeSet<std::path::PathBuf>) -> Vec<std::path::PathBuf> {
    let new = temporary_files().into_iter().filter(|path| path.is_file() && !before.contains(path));
    let holds = |path: &std::path::PathBuf| std::fs::read(path).is_ok_and(|bytes| marks(&String::from_utf8_lossy(&bytes)).next().is_some());
    new.filter(holds).collect()
}
