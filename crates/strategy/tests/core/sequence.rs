//! What moves when a date moves.

use strategy::{Graph, sequence};

use crate::{graph, key};

const RELAY: &str = r#"
[milestone.MS-1]
title = "readout"
date.planned = 2026-06-01
starts = ["T-1"]

[activity.T-1]
title = "congress"
starts = 2026-06-10
ends = 2026-06-20

[activity.T-2]
title = "training"
starts = 2026-06-25
ends = 2026-06-30
depends_on = ["T-1"]

[activity.T-3]
title = "unrelated"
starts = 2026-06-02
"#;

/// `T-1.starts 2026-06-10 -> 2026-06-15 (MS-1)`, the one that is moved first.
fn moves(graph: &Graph, of: &str, days: i32) -> Vec<String> {
    let moves = sequence::knock_on(graph, &key(of), days);
    moves.iter().map(|m| format!("{}.{} {} -> {} ({})", m.key, m.field, m.from, m.to, m.because)).collect()
}

#[test]
fn slack_is_used_up_before_anything_moves() {
    let graph = graph(RELAY);
    assert_eq!(moves(&graph, "MS-1", 9), ["MS-1.date.planned 2026-06-01 -> 2026-06-10 (MS-1)"]);
}

#[test]
fn what_waits_moves_by_as_much_as_it_must() {
    let graph = graph(RELAY);
    assert_eq!(
        moves(&graph, "MS-1", 19),
        [
            "MS-1.date.planned 2026-06-01 -> 2026-06-20 (MS-1)",
            "T-1.starts 2026-06-10 -> 2026-06-20 (MS-1)",
            "T-1.ends 2026-06-20 -> 2026-06-30 (MS-1)",
            "T-2.starts 2026-06-25 -> 2026-06-30 (T-1)",
            "T-2.ends 2026-06-30 -> 2026-07-05 (T-1)",
        ]
    );
}

#[test]
fn the_moves_can_be_applied_and_leave_nothing_to_move() {
    let graph = graph(RELAY);
    let (after, wrong) = graph.with(&sequence::as_changes(&sequence::knock_on(&graph, &key("MS-1"), 19)));
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(moves(&after, "MS-1", 0), ["MS-1.date.planned 2026-06-20 -> 2026-06-20 (MS-1)"]);
}

#[test]
fn earlier_pulls_nothing_forward() {
    let graph = graph(RELAY);
    assert_eq!(moves(&graph, "MS-1", -30), ["MS-1.date.planned 2026-06-01 -> 2026-05-02 (MS-1)"]);
}

#[test]
fn of_two_that_push_the_later_one_counts() {
    let text = r#"
[activity.T-1]
title = "a"
ends = 2026-06-01
[activity.T-2]
title = "b"
starts = 2026-06-01
ends = 2026-06-10
depends_on = ["T-1"]
[activity.T-3]
title = "c"
starts = 2026-06-10
ends = 2026-06-11
depends_on = ["T-1", "T-2"]
"#;
    let graph = graph(text);
    let all = moves(&graph, "T-1", 5);
    assert!(all.contains(&"T-3.starts 2026-06-10 -> 2026-06-15 (T-2)".to_owned()), "{all:#?}");
    assert_eq!(all.iter().filter(|m| m.starts_with("T-3.starts")).count(), 1);
}

#[test]
fn a_cycle_ends_and_what_has_happened_stays() {
    let circle = "[activity.T-1]\ntitle = \"a\"\nstarts = 2026-06-01\nends = 2026-06-05\ndepends_on = [\"T-2\"]\n\
        [activity.T-2]\ntitle = \"b\"\nstarts = 2026-06-06\nends = 2026-06-09\ndepends_on = [\"T-1\"]\n";
    assert!(!moves(&graph(circle), "T-1", 10).is_empty());
    let done = "[activity.T-1]\ntitle = \"a\"\nends = 2026-06-05\n\
        [milestone.MS-1]\ntitle = \"m\"\ndate = { planned = 2026-06-06, actual = 2026-06-06 }\ndepends_on = [\"T-1\"]\n";
    let moved = moves(&graph(done), "T-1", 10);
    assert!(!moved.iter().any(|m| m.starts_with("MS-1")), "{moved:#?}");
}

#[test]
fn days_beyond_the_calendar_and_unknown_keys_move_nothing() {
    let graph = graph(RELAY);
    assert_eq!(moves(&graph, "MS-1", i32::MAX), Vec::<String>::new());
    assert_eq!(moves(&graph, "T-9", 5), Vec::<String>::new());
}
