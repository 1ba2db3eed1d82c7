//! Fifty readers at once: each asks for page after page without a pause, over connections of its own.
//! What is judged is the server's own time, where it states one (`Server-Timing`), else the time as the reader sees it,
//! which on a machine that runs readers and server together also holds the wait for a free core.

use std::{
    net::SocketAddr,
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::ensure;
use serde_json::{Value, json};

use super::{
    http, lodestar,
    measure::{median, ms, percentile},
    server,
};

// Wanted: 95 of a hundred pages within 50 ms of server time.
const WANTED_MS: f64 = 50.0;
const READERS: usize = 50;
const PAGES: usize = 4_000;

/// The pages that the home page links to, read by everyone in turn.
pub(super) fn figure(root: &Path, folder: &Path, records: usize) -> anyhow::Result<Value> {
    let program = lodestar::program(root)?;
    let data = server::prepare(&program, folder, records)?;
    let server = server::start(&program, &data, None)?;
    let cookie = server.sign_in(server::READER)?;
    let paths = pages(server.address, &cookie)?;
    let begin = Instant::now();
    let seen = read(server.address, &cookie, &paths);
    let lasted = begin.elapsed();
    let good: Vec<&Seen> = seen.iter().filter(|seen| seen.good).collect();
    ensure!(!good.is_empty(), "no page came");
    let readers: Vec<Duration> = good.iter().map(|seen| seen.taken).collect();
    let servers: Vec<Duration> = good.iter().filter_map(|seen| seen.server).collect();
    let judged = if servers.is_empty() { &readers } else { &servers };
    let p95_ms = ms(percentile(judged, 95));
    let by_page = paths.iter().map(|path| {
        let of_page: Vec<Duration> = good.iter().filter(|seen| seen.path == *path).map(|seen| seen.server.unwrap_or(seen.taken)).collect();
        (path.clone(), json!(ms(percentile(&of_page, 95))))
    });
    Ok(json!({
        "met": p95_ms <= WANTED_MS && good.len() == seen.len(),
        "wanted": { "p95_ms": WANTED_MS },
        "records": records,
        "readers": READERS,
        "pages_read": seen.len(),
        "failed": seen.len() - good.len(),
        "pages_per_second": (seen.len() as f64 / lasted.as_secs_f64()).round(),
        "judged": if servers.is_empty() { "time as the reader sees it" } else { "server time" },
        "p95_ms": p95_ms,
        "median_ms": ms(median(judged)),
        "reader_p95_ms": ms(percentile(&readers, 95)),
        "p95_ms_by_page": by_page.collect::<serde_json::Map<_, _>>(),
    }))
}

/// The home page and the pages that it links to, those that answer.
fn pages(server: SocketAddr, cookie: &str) -> anyhow::Result<Vec<String>> {
    let home = http::get(server, "/", Some(cookie))?;
    let mut paths = http::links(&home.body);
    paths.retain(|path| http::get(server, path, Some(cookie)).is_ok_and(|answer| answer.status == 200));
    ensure!(paths.len() > 5, "the home page links to no more than {} pages", paths.len());
    Ok(paths)
}

/// One page as one reader saw it.
struct Seen<'p> {
    path: &'p str,
    good: bool,
    taken: Duration,
    server: Option<Duration>,
}

fn read<'p>(server: SocketAddr, cookie: &str, paths: &'p [String]) -> Vec<Seen<'p>> {
    let next = AtomicUsize::new(0);
    let all = Mutex::new(Vec::with_capacity(PAGES));
    std::thread::scope(|scope| {
        for _ in 0..READERS {
            scope.spawn(|| {
                let mut seen = vec![];
                loop {
                    let turn = next.fetch_add(1, Ordering::Relaxed);
                    if turn >= PAGES {
                        break;
                    }
                    let path = paths[turn % paths.len()].as_str();
                    seen.push(match http::get(server, path, Some(cookie)) {
                        Ok(answer) => Seen { path, good: answer.status == 200, taken: answer.taken, server: answer.server_time() },
                        Err(_) => Seen { path, good: false, taken: Duration::ZERO, server: None },
                    });
                }
                if let Ok(mut all) = all.lock() {
                    all.append(&mut seen);
                }
            });
        }
    });
    all.into_inner().unwrap_or_default()
}
