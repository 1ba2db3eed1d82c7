//! The same filter on the same rows by PostgreSQL's row-level security: the policy and the redacting view are made of the
//! gate's own decisions, key by key, and what comes is compared row by row. PostgreSQL gets every favour we know of: the
//! key of a decision stands in the row, statements are prepared, everything is in memory, and of several ways to write the
//! policy the fastest counts. The decisions stand ready on both sides: in the policy there, in a lens here.

use std::fmt::Write as _;

use anyhow::{Context, ensure};
use guardrails::{DataKind, FactSight, Functions, Gate, Marks, Purpose, Seat};
use serde_json::{Value, json};
use strategy::Function;

use super::{
    fact_fields::{Decisions, times_of},
    facts::{DAY, FIELDS, Fact, PLACES, SEATS, batch, gate, places, random, seat, value},
    measure::{median, ms},
    postgres::{INSTALL, Postgres},
};

// Wanted: five times as fast as row-level security, by the server's own clock.
const WANTED_TIMES: f64 = 5.0;
const RUNS: usize = 9;

/// Functions, and nobody.
const ORIGINS: usize = Function::ALL.len() + 1;

/// The figure over `rows` facts.
pub(super) fn measure(rows: usize) -> anyhow::Result<Value> {
    let server = match Postgres::start() {
        Ok(server) => server,
        Err(error) => return Ok(json!({ "skipped": format!("{error:#}"), "install": INSTALL })),
    };
    let (gate, facts) = (gate()?, random(rows, 1));
    load(&server, &facts)?;
    let mut seats = vec![];
    let mut least = f64::INFINITY;
    for function in SEATS {
        let figure = of_seat(&server, &gate, &seat(function), &facts)?;
        least = least.min(figure["times_faster"].as_f64().unwrap_or_default());
        seats.push(figure);
    }
    Ok(json!({
        "met": least >= WANTED_TIMES,
        "wanted": { "times_faster": WANTED_TIMES },
        "server": server.sql("owner", "SHOW server_version")?.trim(),
        "rows": rows,
        "runs": RUNS,
        "compared_by": "server-side execution time of the prepared query (EXPLAIN ANALYZE, TIMING OFF), one process on one core each",
        "seats": seats,
    }))
}

/// The key of a decision, without whether the seat is party to the fact: that depends on the seat.
fn key(fact: &Fact) -> usize {
    let origin = fact.origin.map_or(ORIGINS - 1, |function| function as usize);
    let Marks { promotional, on_label, opted_out } = fact.marks;
    let marks = usize::from(promotional) | usize::from(on_label) << 1 | usize::from(opted_out) << 2;
    ((fact.data as usize * ORIGINS + origin) * 8 + marks) * PLACES + fact.place as usize
}

fn bits(functions: impl Iterator<Item = Function>) -> u32 {
    functions.fold(0, |bits, function| bits | 1 << function as u32)
}

fn load(server: &Postgres, facts: &[Fact]) -> anyhow::Result<()> {
    let columns: String = FIELDS.iter().map(|(name, _)| format!(", {name} bigint NOT NULL")).collect();
    let mut statements =
        format!("CREATE TABLE fact (id int PRIMARY KEY, key int NOT NULL, party int NOT NULL{columns});\nCOPY fact FROM STDIN;\n");
    for (row, fact) in facts.iter().enumerate() {
        let party = bits(fact.party.iter().flatten().copied());
        let values: String = (0..FIELDS.len()).map(|field| format!("\t{}", value(field, row))).collect();
        writeln!(statements, "{row}\t{}\t{party}{values}", key(fact))?;
    }
    statements.push_str(
        "\\.\nCREATE INDEX ON fact (key);\nCREATE ROLE reader LOGIN;\nCREATE TABLE decision (key int PRIMARY KEY, depth smallint NOT NULL);\n\
         GRANT SELECT ON fact, decision TO reader;\nALTER TABLE fact ENABLE ROW LEVEL SECURITY;\nVACUUM (FREEZE, ANALYZE) fact;\n",
    );
    server.feed("owner", statements.as_bytes()).map(drop)
}

/// How deep a seat looks, by key and by whether it is party: 0 not at all, 1 the flag, 2 metadata, 3 everything.
fn decisions(gate: &Gate, seat: &Seat) -> Vec<u8> {
    let mut keys = vec![];
    for data in DataKind::ALL {
        for origin in Function::ALL.iter().copied().map(Some).chain([None]) {
            for mark in 0..8_u8 {
                for place in 0..PLACES {
                    for party in [None, Some(seat.function)] {
                        let marks = Marks { promotional: mark & 1 > 0, on_label: mark & 2 > 0, opted_out: mark & 4 > 0 };
                        keys.push(Fact { data: *data, origin, party: [party, None], marks, place: u32::try_from(place).unwrap_or(0) });
                    }
                }
            }
        }
    }
    let places = places();
    let sight = gate.lens(seat, Purpose::Work, DAY, &places).project(batch(&keys));
    let mut depths = vec![0; keys.len()];
    for kept in 0..sight.data.len() {
        let row = usize::try_from(sight.values[3][kept] - value(3, 0)).unwrap_or(usize::MAX);
        depths[row] = 1 + u8::from(sight.shown[1][kept]) + u8::from(sight.shown[0][kept]);
    }
    depths
}

/// One way to write the policy: its name, what rows are seen, and when a field of a depth is.
struct Way {
    name: &'static str,
    rows: String,
    at_least: fn(key: &str, table: &str, depth: u8) -> String,
}

fn of_seat(server: &Postgres, gate: &Gate, seat: &Seat, facts: &[Fact]) -> anyhow::Result<Value> {
    let depths = decisions(gate, seat);
    let mine = Functions::alike(seat.function);
    let mask = bits(Function::ALL.iter().copied().filter(|function| mine.meets(Functions::default().with(*function))));
    let key = format!("(key * 2 + ((party & {mask}) <> 0)::int)");
    let mut decided = String::from("TRUNCATE decision;\nCOPY decision FROM STDIN;\n");
    for (key, depth) in depths.iter().enumerate() {
        writeln!(decided, "{key}\t{depth}")?;
    }
    decided.push_str("\\.\nVACUUM (FREEZE, ANALYZE) decision;\n");
    server.feed("owner", decided.as_bytes())?;

    let array = format!("'{{{}}}'::smallint[]", depths.iter().map(u8::to_string).collect::<Vec<_>>().join(","));
    let in_table = |key: &str, _: &str, depth: u8| format!("{key} IN (SELECT d.key FROM decision d WHERE d.depth >= {depth})");
    let in_array = |key: &str, array: &str, depth: u8| format!("({array})[{key} + 1] >= {depth}");
    let ways = [
        Way { name: "a table of decisions, hashed", rows: in_table(&key, "", 1), at_least: in_table },
        Way { name: "the decisions as an array in the policy", rows: in_array(&key, &array, 1), at_least: in_array },
    ];
    let (expected, seen) = expected(gate, seat, facts);
    let mut tried = vec![];
    for way in &ways {
        make(server, way, &key, &array)?;
        let came = server.sql("reader", "COPY (SELECT * FROM seen ORDER BY id) TO STDOUT")?;
        ensure!(came == expected, "PostgreSQL ({}) and the gate differ for {}", way.name, seat.function);
        for jit in ["on", "off"] {
            tried.push(time(server, way.name, jit)?);
        }
    }
    let best = tried.iter().min_by(|a, b| a.server_ms.total_cmp(&b.server_ms)).context("nothing was tried")?;
    let gate_ms = ms(median(&times_of(gate, seat, facts, Decisions::Ready)));
    let tenth = |ratio: f64| (ratio * 10.0).round() / 10.0;
    Ok(json!({
        "function": seat.function.as_str(),
        "rows_seen": seen,
        "differences": 0,
        "hash": format!("{:016x}", hash(&expected)),
        "gate_ms": gate_ms,
        "row_security_ms": best.server_ms,
        "client_ms": best.client_ms,
        "way": best.way,
        "times_faster": tenth(best.server_ms / gate_ms),
        "times_faster_as_a_client_sees_it": tenth(best.client_ms / gate_ms),
        "tried": tried.iter().map(|one| json!({ "way": one.way, "server_ms": one.server_ms, "client_ms": one.client_ms })).collect::<Vec<_>>(),
    }))
}

/// The policy on the rows, and the view that withholds fields; both hold for whoever reads.
fn make(server: &Postgres, way: &Way, key: &str, array: &str) -> anyhow::Result<()> {
    let shown = |(name, depth): (&str, u8)| format!("CASE WHEN {} THEN {name} ELSE 0 END AS {name}", (way.at_least)(key, array, depth));
    let fields: Vec<String> = [("content", 3), ("occurred", 2), ("channel", 2)].into_iter().map(shown).collect();
    let statements = format!(
        "DROP VIEW IF EXISTS seen;\nDROP POLICY IF EXISTS seen ON fact;\nCREATE POLICY seen ON fact FOR SELECT TO reader USING ({});\n\
         CREATE VIEW seen WITH (security_barrier, security_invoker) AS SELECT id, {}, present FROM fact;\nGRANT SELECT ON seen TO reader;\n",
        way.rows,
        fields.join(", ")
    );
    server.sql("owner", &statements).map(drop)
}

/// What the gate shows, as PostgreSQL would write it; and how many rows.
fn expected(gate: &Gate, seat: &Seat, facts: &[Fact]) -> (String, usize) {
    let places = places();
    let sight = gate.lens(seat, Purpose::Work, DAY, &places).project(batch(facts));
    let FactSight { values, .. } = &*sight;
    let line = |kept: usize| {
        let row = values[3][kept] - value(3, 0);
        format!("{row}\t{}\t{}\t{}\t{}\n", values[0][kept], values[1][kept], values[2][kept], values[3][kept])
    };
    ((0..sight.data.len()).map(line).collect(), sight.data.len())
}

/// FNV-1a, 64 bits.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

struct Tried {
    way: String,
    server_ms: f64,
    client_ms: f64,
}

/// Medians of prepared runs in a warm cache.
fn time(server: &Postgres, way: &str, jit: &str) -> anyhow::Result<Tried> {
    let ask = "SELECT id, content, occurred, channel, present FROM seen";
    let runs = |line: &str| format!("{line}\n").repeat(RUNS);
    let statements = format!(
        "SET jit = {jit};\nPREPARE look AS {ask};\n\\o /dev/null\n{}\\o\n{}\\timing on\n\\o /dev/null\n{}",
        "EXECUTE look;\n".repeat(2),
        runs("EXPLAIN (ANALYZE, TIMING OFF) EXECUTE look;"),
        runs(&format!("COPY ({ask}) TO STDOUT;")),
    );
    let said = server.sql("reader", &statements)?;
    let of = |start: &str| {
        let number = |line: &str| line.trim().strip_prefix(start)?.split_whitespace().next()?.parse::<f64>().ok();
        let mut all: Vec<f64> = said.lines().filter_map(number).collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().with_context(|| format!("PostgreSQL says no `{start}`"))
    };
    Ok(Tried { way: format!("{way}, jit {jit}"), server_ms: of("Execution Time:")?, client_ms: of("Time:")? })
}
