//! One page that holds every part and every chart, with invented content, for looking and for the snapshot.

use jiff::civil::date;
use maud::{Markup, html};
use server::charts::*;
use server::parts::*;

/// The gallery in a theme.
pub(crate) fn gallery(theme: Theme) -> Markup {
    frame(&around(theme), body())
}

fn around(theme: Theme) -> Frame {
    let stages = ["Preclinical", "Phase 2", "Phase 3", "Filed", "Approved", "Launched", "Mature", "Loss of exclusivity"];
    let path = |market: &str, current: usize, day: &str| Lifecycle {
        market: market.to_owned(),
        stages: stages
            .iter()
            .enumerate()
            .map(|(index, label)| Stage { label: (*label).to_owned(), date: if index == current { day.to_owned() } else { String::new() } })
            .collect(),
        current,
    };
    Frame {
        header: PageHeader {
            crumbs: vec![Link::new("Need N-1", "/need/N-1"), Link::new("Objective C-3", "/records/C-3")],
            kicker: "Claim C-12".to_owned(),
            title: "Started in hospital, patients leave with all four foundational therapies".to_owned(),
            lead: "What this claim says, what it stands on, and who depends on it.".to_owned(),
            highlights: vec![
                Highlight::new("Owner", owner(Mark::Medical, "medical", "Dr Ada Lind")),
                Highlight::new("State", html! { "proposed" }),
                Highlight::new("Stands on", html! { "3 pieces of evidence" }),
                Highlight::new("Holds in", html! { "Germany, United States" }),
                Highlight::new("Findings", severity_badge(Severity::Blocker)),
            ],
            actions: Some(html! {
                (link_button(&Button::primary("Edit").key('e').icon(Icon::Edit), "/records/C-12/edit"))
                (link_button(&Button::new("Compare").icon(Icon::Compare), "/records/C-12/compare"))
                (post_button(&Button::quiet("Undo").key('z').icon(Icon::Undo), "/records/C-12/undo", &[("revision", "4")]))
            }),
        },
        active: Page::Alignment,
        asset: "Corvalin".to_owned(),
        assets: vec![Link::new("Corvalin", "/assets/1"), Link::new("Another medicine", "/assets/2")],
        lifecycle: vec![path("Germany", 3, "12 Mar 2026"), path("United States", 5, "2 Sep 2025")],
        acting: Acting {
            person: "Ada Lind".to_owned(),
            function: "medical".to_owned(),
            functions: vec![
                Choice::new("medical", "medical", true),
                Choice::new("marketing", "marketing", false),
                Choice::new("market access", "market access", false),
                Choice::new("compliance", "compliance", false),
            ],
        },
        as_of: "24 Nov 2026".to_owned(),
        items: Some(42),
        banner: Some(notice(
            Tone::Warning,
            "You are looking at a scenario",
            html! { "Nothing here is saved. " a href="/scenario/1" { "See what it changes" } },
        )),
        theme,
        here: "/records/C-12".to_owned(),
        nonce: "gallery".to_owned(),
        ..Frame::default()
    }
}

fn body() -> Markup {
    html! {
        (tabs("Claim", &[Link::new("Overview", "#"), Link::new("History", "#"), Link::new("Who depends on it", "#")], 0))
        (section("findings", "Findings", findings()))
        (section("finding", "One finding", card()))
        (section("timeline", "Timeline", html! { (timeline_chart(&timeline())) }))
        (section("need", "Evidence and need", html! { (ladder_chart(&ladder())) (step_chart(&steps())) }))
        (section("map", "Map", map()))
        (section("tables", "Tables and fields", tables()))
        (section("forms", "Forms", forms()))
        (section("words", "Marks, notices, empty states", words()))
    }
}

fn rows() -> Vec<FindingRow> {
    let row = |severity, code: &str, message: &str, because: &str, function: &str, person: &str, age: &str, state| FindingRow {
        href: format!("/findings/{code}"),
        severity,
        code: code.to_owned(),
        message: message.to_owned(),
        because: because.to_owned(),
        records: vec![Link::new("M-1 Disease education", "/records/M-1"), Link::new("C-2 Launch story", "/records/C-2")],
        owner_function: function.to_owned(),
        owner_person: person.to_owned(),
        age: age.to_owned(),
        state,
    };
    vec![
        row(
            Severity::Blocker,
            "S201",
            "claim `faster onset` promises more than the label of `DE` can deliver",
            "the label ends at ejection fraction 40 %",
            "marketing",
            "Jonas Berg",
            "6 days",
            FindingState::Open,
        ),
        row(
            Severity::Major,
            "E304",
            "activity `Congress booth` starts before its evidence reads out",
            "the readout is planned for 14 Nov 2026",
            "medical",
            "Dr Ada Lind",
            "2 days",
            FindingState::Open,
        ),
        row(
            Severity::Minor,
            "K108",
            "goal `Share of voice` shares no outcome with any other function",
            "",
            "sales",
            "",
            "31 days",
            FindingState::Accepted,
        ),
        row(
            Severity::Note,
            "F112",
            "insight `fatigue` has waited 40 days for a decision",
            "nobody owns it",
            "",
            "",
            "40 days",
            FindingState::Open,
        ),
    ]
}

fn findings() -> Markup {
    html! {
        (finding_list("Findings, worst first", &rows()))
        (more("You see 4 findings", Some("?after=4")))
    }
}

fn card() -> Markup {
    let excerpt = Excerpt {
        path: "corvalin/claims.toml".to_owned(),
        lines: vec![
            (13, "[claim.C-4]".to_owned()),
            (14, "text = \"faster onset in every patient with heart failure\"".to_owned()),
            (15, "population = { disease = \"heart failure\", age = \"18..\" }".to_owned()),
        ],
        line: 14,
        from: 9,
        to: 58,
        message: "wider than the label of `DE`".to_owned(),
        help: "narrow the population to ejection fraction ..40, or limit the claim to markets where the label reaches further".to_owned(),
    };
    let mut row = rows().remove(0);
    row.href = String::new();
    finding_card(&FindingCard {
        row,
        place: Some(html! {
            p { (record_link(Mark::Medical, "medical", "M-1", "Broad fatigue need", "/records/M-1")) " promises → all stages" }
            p { (record_link(Mark::Commercial, "marketing", "C-2", "Launch story", "/records/C-2")) " claims → stage 2 to 3 only" }
            (code_excerpt(&excerpt))
        }),
        why: Some(html! {
            p { "The rule compares the population in the shared need with populations in live messages. Facts used: need v3 “all stages” (agreed 12 Mar 2026), message G-2 “stage 2 to 3”." }
            p.muted { "Would not be raised if the need spoke of stage 2 to 3." }
        }),
        fix: Some(fix_list(&[
            Fix {
                text: "Add a scope sentence to `M-1`".to_owned(),
                effect: "clears this finding, touches 1 record".to_owned(),
                preview: "/findings/S201/fix/1".to_owned(),
                smallest: true,
            },
            Fix {
                text: "Narrow need `N-1` to stage 2 to 3".to_owned(),
                effect: "clears this finding, touches 6 records".to_owned(),
                preview: "/findings/S201/fix/2".to_owned(),
                smallest: false,
            },
            Fix {
                text: "Accept until the label extension".to_owned(),
                effect: "comes back on 14 Nov 2027 or when a fact changes".to_owned(),
                preview: "/findings/S201/acceptance".to_owned(),
                smallest: false,
            },
        ])),
        activity: Some(html! { p { "Raised by rule S201 on 18 Nov 2026." } }),
    })
}

pub(crate) fn timeline() -> TimelineChart {
    let bar = |key: &str, label: &str, from, to, fill, kind: &str| Bar {
        key: key.to_owned(),
        label: label.to_owned(),
        from,
        to,
        fill,
        kind: kind.to_owned(),
        href: format!("/records/{key}"),
        was: None,
    };
    let milestone = |key: &str, label: &str, on, early_days, late_days, reached| MilestoneLine {
        key: key.to_owned(),
        label: label.to_owned(),
        on,
        early_days,
        late_days,
        reached,
        href: format!("/records/{key}"),
        was: None,
    };
    let mut moved = bar("T-7", "Launch wave, cardiologists", date(2027, 5, 1), date(2027, 12, 15), Fill::Solid, "branded promotion");
    moved.was = Some((date(2027, 2, 1), date(2027, 9, 15)));
    TimelineChart {
        id: "tl".to_owned(),
        title: "Promotion in Germany starts six weeks before anybody pays for it".to_owned(),
        subtitle: "Activities and milestones of Corvalin, as of 24 Nov 2026".to_owned(),
        from: date(2026, 1, 10),
        to: date(2027, 12, 20),
        today: date(2026, 11, 24),
        milestones: vec![
            milestone("G-1", "Readout of the outcome trial", date(2026, 3, 12), 0, 0, true),
            milestone("G-2", "Dossier submitted, DE", date(2026, 9, 1), 0, 0, true),
            milestone("G-3", "Approval, DE", date(2027, 2, 15), 42, 42, false),
            milestone("G-4", "HTA decision, DE", date(2027, 6, 30), 14, 60, false),
            milestone("G-5", "Price listing", date(2027, 8, 1), 0, 30, false),
        ],
        lanes: vec![
            Lane {
                mark: Mark::Medical,
                label: "Medical".to_owned(),
                bars: vec![
                    bar("T-1", "Unmet need education", date(2026, 2, 1), date(2026, 12, 31), Fill::Hollow, "unbranded education"),
                    bar("T-2", "Publication plan", date(2026, 4, 1), date(2027, 6, 30), Fill::Hollow, "publication"),
                    bar("T-3", "Advisory board", date(2026, 10, 1), date(2026, 10, 20), Fill::Hollow, "advisory board"),
                ],
            },
            Lane {
                mark: Mark::Commercial,
                label: "Commercial".to_owned(),
                bars: vec![
                    bar("T-6", "Market shaping", date(2026, 6, 1), date(2027, 1, 31), Fill::Hollow, "market shaping"),
                    moved,
                    bar("T-8", "Congress booth", date(2027, 8, 25), date(2027, 9, 2), Fill::Solid, "branded promotion"),
                ],
            },
            Lane {
                mark: Mark::Access,
                label: "Market access".to_owned(),
                bars: vec![
                    bar("T-9", "Budget impact model", date(2026, 3, 1), date(2026, 8, 31), Fill::Hatched, "health-economic"),
                    bar("T-10", "Payer rounds", date(2026, 11, 1), date(2027, 7, 31), Fill::Hatched, "payer engagement"),
                ],
            },
        ],
        clashes: vec![Clash {
            on: date(2027, 5, 1),
            lane: 1,
            item: "T-7".to_owned(),
            sentence: "T-7 starts on 1 May 2027, coverage is decided on 30 Jun 2027 (rule Q405): move T-7 by nine weeks".to_owned(),
            severity: Severity::Major,
            href: "/findings/Q405".to_owned(),
        }],
        guardrails: vec![Rails {
            market: "US heart failure".to_owned(),
            acts: vec![Act {
                label: "promotion, Marketing".to_owned(),
                words: "branded promotion to professionals, by marketing".to_owned(),
                windows: vec![
                    rail((2026, 1, 1), (2026, 9, 13), Verdict::Forbidden, "filed: US-01"),
                    rail((2026, 9, 14), (2026, 12, 31), Verdict::Conditions, "approved: US-12"),
                ],
            }],
        }],
    }
}

fn rail(from: (i16, i8, i8), to: (i16, i8, i8), verdict: Verdict, because: &str) -> Rail {
    let day = |(year, month, day)| date(year, month, day);
    Rail { from: day(from), to: day(to), verdict, because: because.to_owned(), was: None, href: String::new() }
}

pub(crate) fn ladder() -> LadderChart {
    let point = |key: &str, label: &str, level, on, expected, note: &str| EvidencePoint {
        key: key.to_owned(),
        label: label.to_owned(),
        level,
        on,
        expected,
        note: note.to_owned(),
        href: format!("/records/{key}"),
    };
    LadderChart {
        id: "ladder".to_owned(),
        title: "The strongest evidence is fresh, the real-world evidence is not".to_owned(),
        subtitle: "Evidence of need N-1 by strength and day of availability, as of 24 Nov 2026".to_owned(),
        levels: ["Randomised trial", "Guideline", "Real-world study", "Expert opinion"].map(str::to_owned).to_vec(),
        from: date(2018, 1, 1),
        to: date(2027, 12, 31),
        today: date(2026, 11, 24),
        points: vec![
            point("E-1", "Outcome trial", 0, date(2019, 11, 1), false, ""),
            point("E-2", "Sequencing trial", 0, date(2022, 11, 1), false, ""),
            point("E-7", "Our phase 3", 0, date(2027, 3, 1), true, "reads out Q1 2027"),
            point("E-3", "ESC guideline", 1, date(2021, 8, 27), false, ""),
            point("E-4", "AHA guideline", 1, date(2022, 4, 1), false, ""),
            point("E-5", "US registry", 2, date(2018, 7, 1), false, "8 years old"),
        ],
    }
}

pub(crate) fn steps() -> StepChart {
    let step = |on, value, label: &str, expected| Step { on, value, label: label.to_owned(), expected };
    StepChart {
        id: "steps".to_owned(),
        title: "Patients without all four therapies fall only slowly".to_owned(),
        subtitle: "Share of eligible patients, need N-1, as of 24 Nov 2026".to_owned(),
        unit: " %".to_owned(),
        until: date(2028, 12, 31),
        today: date(2026, 11, 24),
        steps: vec![
            step(date(2022, 1, 1), Some(82.0), "v1", false),
            step(date(2024, 4, 1), Some(74.0), "v2, guideline", false),
            step(date(2025, 6, 1), None, "", false),
            step(date(2026, 1, 1), Some(69.0), "v3 agreed", false),
            step(date(2027, 9, 1), Some(55.0), "after launch", true),
        ],
    }
}

fn map() -> Markup {
    let card = |key: &str, title: &str, function: &str, person: &str, reason: &str| Node {
        key: key.to_owned(),
        title: title.to_owned(),
        href: format!("/records/{key}"),
        function: function.to_owned(),
        person: person.to_owned(),
        reason: reason.to_owned(),
        ..Node::default()
    };
    let need = Node {
        root: true,
        reason: "v3 · agreed 12 Mar 2026 · 5 pieces of evidence".to_owned(),
        ..card("N-1", "Patients are discharged without the therapies that prevent the next admission", "", "", "")
    };
    html! {
        div {
            (band("need-band", "Need", &[need], html! {}))
            (band("beliefs", "Beliefs", &[card("B-1", "“Titration can wait”", "medical", "", "held by 6 of 10 clinicians asked"), card("B-2", "“No cost offset”", "market access", "", "held by regional payers")], html! {}))
            (band("objectives", "Objectives", &[
                card("M-1", "Disease education", "medical", "Dr Ada Lind", "serves N-1 through B-1"),
                card("C-2", "Launch story", "marketing", "Jonas Berg", "rests on one claim"),
                card("A-1", "HTA dossier", "market access", "Mia Roth", "blocks the listing"),
                Node { orphan: true, ..card("C-9", "App pilot", "sales", "", "") },
                card("J-1", "Discharge checklist", "joint", "", "owned by three functions"),
            ], html! {}))
            (band("foundation", "Foundation", &[Node { stale: "19 months old".to_owned(), ..card("E-7", "Registry extract", "heor", "", "") }], html! {}))
            (band("initiatives", "Initiatives", &[], html! { "No initiative serves this need. " a href="/records/new" { "Add one" } }))
        }
    }
}

fn tables() -> Markup {
    let cells = |key: &str, title: &str, function: &str, touched: &str| {
        vec![
            html! { span.mono { (key) } " " (title) },
            owner(Mark::of(function), function, ""),
            html! { "12 Mar 2026" },
            html! { (touched) },
            html! { (absent(&Absence::None)) },
        ]
    };
    html! {
        (table(&Table {
            caption: "Claims that stand on E-4".to_owned(),
            columns: vec![Column::text("Claim").sort(Sort::Up("?sort=-claim".to_owned())), Column::text("Owner"), Column::text("Changed").sort(Sort::Offered("?sort=changed".to_owned())), Column::number("Reach", "patients"), Column::text("Note")],
            rows: vec![
                Row::linked("/records/C-4", cells("C-4", "Faster onset", "marketing", "12,400")),
                Row { selected: true, ..Row::linked("/records/C-5", cells("C-5", "Fewer admissions", "medical", "980")) },
                Row::linked("/records/C-6", cells("C-6", "Lower cost a year", "heor", "3,050")),
            ],
            footer: "You see 3 claims".to_owned(),
            ..Table::default()
        }))
        div.cols {
            (facts(&[("Statement", html! { "all four foundational therapies started within 60 days" }), ("Population", html! { "heart failure, ejection fraction to 40 %, adults" }), ("Reading of Access", html! { (absent(&Absence::NotCollected)) }), ("Topic", html! { (absent(&Absence::Withheld("G-MED-04".to_owned()))) }), ("Patients", html! { (absent(&Absence::NotShown)) })]))
            (diff("What revision 4 changed", &[
                Change { field: "Population".to_owned(), before: Some("age 18 and over".to_owned()), after: Some("age 18 and over, ejection fraction to 40 %".to_owned()) },
                Change { field: "Market".to_owned(), before: None, after: Some("Germany".to_owned()) },
                Change { field: "Note".to_owned(), before: Some("to be agreed".to_owned()), after: None },
            ]))
        }
    }
}

fn forms() -> Markup {
    let errors = [
        FieldError { field: "text".to_owned(), message: "Say what is claimed".to_owned() },
        FieldError { field: "due".to_owned(), message: "Give a day, such as 2026-11-24".to_owned() },
    ];
    form(
        &Form { action: "/records/C-12".to_owned(), label: "Edit claim".to_owned(), guard: true, ..Form::default() },
        html! {
            (error_summary(&errors))
            (field(&Field::new("text", "Text", Input::TextArea(String::new(), 3)).hint("The sentence as it would be defended, at most 200 letters.").error("Say what is claimed").required()))
            (field(&Field::new("title", "Title", Input::Text("Faster onset".to_owned())).required()))
            (field(&Field::new("kind", "Kind", Input::Select(vec![Choice::new("disease", "disease", false), Choice::new("product", "product", true)])).required()))
            (field(&Field::new("due", "Due", Input::Date(String::new())).error("Give a day, such as 2026-11-24")))
            (field(&Field::new("reach", "Reach", Input::Number("980".to_owned())).hint("Patients a year.")))
            (field(&Field::new("market", "Markets", Input::Multi(vec![Choice::new("DE", "Germany", true), Choice::new("US", "United States", false)]))))
            (field(&Field::new("relation", "Relation to the label", Input::Radio(vec![Choice::new("on", "on label", true), Choice::new("consistent", "consistent", false), Choice::new("off", "off label", false)])).required()))
            (field(&Field::new("defended", "Medical defends this claim", Input::Checkbox(true))))
            (field(&Field::new("file", "Strategy file", Input::File(".toml,.xlsx".to_owned()))))
            (field(&Field::new("revision", "", Input::Hidden("4".to_owned()))))
            div.bar-r { (submit(&Button::primary("Save"))) (link_button(&Button::quiet("Cancel"), "/records/C-12")) (submit(&Button::danger("Withdraw").sends("act", "withdraw"))) }
        },
    )
}

fn words() -> Markup {
    html! {
        div.bar-r { @for (mark, word) in [(Mark::Medical, "medical"), (Mark::Commercial, "sales"), (Mark::Access, "market access"), (Mark::Joint, "joint"), (Mark::Other, "regulatory")] { (function_mark(mark, word)) } (owner(Mark::Other, "", "")) }
        div.bar-r { @for severity in [Severity::Blocker, Severity::Major, Severity::Minor, Severity::Note] { (severity_badge(severity)) } (key("g n")) (chip("Germany", None)) (chip("Tier 1", Some("?tier=1"))) }
        p { "The " (term("t-access", "access", "A patient can get the medicine and somebody pays.", &[Meaning { function: "market access".to_owned(), text: "coverage and price by plan".to_owned() }, Meaning { function: "sales".to_owned(), text: "the door of the practice is open".to_owned() }])) " means two things here." }
        (lifecycle_path(&Lifecycle { market: "Germany".to_owned(), stages: ["Phase 3", "Filed", "Approved", "Launched", "Mature"].iter().map(|label| Stage { label: (*label).to_owned(), date: if *label == "Filed" { "12 Mar 2026".to_owned() } else if *label == "Approved" { "planned Q1 2027".to_owned() } else { String::new() } }).collect(), current: 1 }))
        div.cols {
            (notice(Tone::Info, "This page is shared by all functions", html! { "What you change, everybody sees." }))
            (notice(Tone::Done, "Saved", html! { "Revision 5 at 10:42. " a href="#" { "Undo" } }))
            (notice(Tone::Stop, "This file was not imported", html! { "Sheet " code { "claims" } ", cell D14: the key " code { "C-4" } " is used twice." }))
        }
        div.cols {
            (empty_state(Empty::FirstUse, "No need yet", "A strategy starts from the patient's need; everything else hangs on it.", link_button(&Button::primary("Write the first need"), "/need/new")))
            (empty_state(Empty::Cleared, "No open findings", "All 41 checks passed on 24 Nov 2026.", html! {}))
            (empty_state(Empty::NoMatch, "No record matches “Tier 1 · uncovered · US”", "Take a filter away to see more.", link_button(&Button::new("Clear filters"), "?")))
        }
        div.bar-r { @for drawing in [Icon::Home, Icon::Need, Icon::Map, Icon::Alignment, Icon::Timeline, Icon::Rules, Icon::Import, Icon::Records, Icon::Search, Icon::Keyboard, Icon::Theme, Icon::Menu, Icon::Check, Icon::Edit, Icon::Undo, Icon::History, Icon::Compare, Icon::Link, Icon::Warning, Icon::Stop, Icon::Info, Icon::Download, Icon::Plus, Icon::Close, Icon::Arrow, Icon::Person, Icon::Withheld] { (icon(drawing)) } }
    }
}
