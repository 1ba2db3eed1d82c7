//! Pictures: equal input gives equal bytes, they stay small, and their table says the same.

use jiff::civil::date;
use server::charts::{ladder_chart, step_chart, timeline_chart};

use crate::sample::{ladder, steps, timeline};

#[test]
fn equal_input_gives_equal_bytes_whatever_the_order_of_bars() {
    let once = timeline_chart(&timeline()).into_string();
    let mut turned = timeline();
    turned.milestones.reverse();
    for lane in &mut turned.lanes {
        lane.bars.reverse();
    }
    let picture = |html: &str| html.split("</svg>").next().unwrap_or_default().to_owned();
    assert_eq!(picture(&once), picture(&timeline_chart(&turned).into_string()));
}

#[test]
fn pictures_stay_small() {
    for (name, html) in [("timeline", timeline_chart(&timeline())), ("ladder", ladder_chart(&ladder())), ("steps", step_chart(&steps()))] {
        let size = html.into_string().len();
        assert!(size <= 60_000, "{name} has {size} bytes");
    }
}

#[test]
fn the_table_holds_every_bar_and_milestone_of_the_picture() {
    let chart = timeline();
    let html = timeline_chart(&chart).into_string();
    let (_, table) = html.split_once("<table").expect("a table beside the picture");
    for bar in chart.lanes.iter().flat_map(|lane| &lane.bars) {
        assert!(table.contains(&bar.label), "{}", bar.label);
    }
    for milestone in &chart.milestones {
        assert!(table.contains(&milestone.label), "{}", milestone.label);
    }
}

#[test]
fn days_outside_the_axis_stay_inside_the_picture() {
    let mut chart = timeline();
    chart.lanes[0].bars[0].from = date(1999, 1, 1);
    chart.lanes[0].bars[0].to = date(2050, 1, 1);
    chart.milestones[0].on = date(2050, 1, 1);
    let html = timeline_chart(&chart).into_string();
    for value in html.split(" x=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        let x: f64 = value.parse().expect("x is a number");
        assert!((-20.0..=1120.0).contains(&x), "x = {x}");
    }
}

#[test]
fn empty_pictures_do_not_break() {
    let mut chart = timeline();
    chart.lanes.clear();
    chart.milestones.clear();
    chart.clashes.clear();
    assert!(timeline_chart(&chart).into_string().contains("<svg"));
    let mut chart = steps();
    chart.steps.clear();
    assert!(step_chart(&chart).into_string().contains("<svg"));
    let mut chart = ladder();
    chart.points.clear();
    assert!(ladder_chart(&chart).into_string().contains("<svg"));
}

#[test]
fn a_value_that_is_not_shown_is_a_gap() {
    let html = step_chart(&steps()).into_string();
    assert_eq!(html.matches("class=\"step").count(), 4 + 2, "four values are drawn and joined where both are shown");
    assert!(html.contains("not shown"));
}
