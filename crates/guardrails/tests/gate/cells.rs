//! All 234 cells of the sharing matrix: as the table of the design says, and as the gate decides them.

use std::collections::BTreeMap;

use guardrails::{Act, Ask, Cell, Circumstances, Column, DataKind, Depth, Gate, Jurisdiction, Matrix, Place, Policy, Sources, StageGroup};
use strategy::{Function, record::Stage};

use crate::worlds::DAY;

/// How we read what the table of the design says in words. Every phrase that occurs in it stands here.
const READINGS: &[(&str, &str)] = &[
    ("F", "F"),
    ("–", "-"),
    ("M", "M"),
    ("A", "A"),
    ("C", "C"),
    ("O", "O"),
    ("W", "W"),
    ("O+M", "O+M"),
    ("M (flag only)", "M flag"),
    ("M flag", "M flag"),
    ("W (own unbranded asks)", "W own"),
    ("A themes", "A"),
    ("W + A", "W+A"),
    ("W, A", "W+A"),
    // The aggregate reaches them as reviewed insights, one row above.
    ("– (A)", "-"),
    ("O (launch planning, aggregate)", "O"),
    ("F own, M for MED/ACC", "F own, M medical access"),
    ("F (segment)", "F"),
    ("F own, M promo", "F own, M promo"),
    ("F own, M MED (date, channel, \"scientific\")", "F own, M medical"),
    ("M MED, F promo", "M medical, F promo"),
    ("F own, M others", "F own, M"),
    ("W status only", "W status"),
    ("A themes on-label", "A on-label"),
    ("A (approved summary)", "A"),
    ("A only", "A"),
    ("F on-label, PDRP-filtered (US); A (EU/UK/JP brick)", "F on-label not-opted-out US, A EU UK JP"),
    ("F as REP", "F on-label not-opted-out US, A EU UK JP"),
    ("F aggregate + plan level", "A"),
    ("M (is speaker for topic X, yes/no)", "M flag"),
    ("O+M no selection by Sales", "O+M"),
    ("A + public data", "A"),
    ("A (signal-level)", "A"),
];

fn column(word: &str) -> Column {
    match word {
        "MED/MSL" => Column::Medical,
        "REP" => Column::Sales,
        "MKT" => Column::Marketing,
        "ACC/HEOR" => Column::Access,
        "COMP" => Column::Compliance,
        "LEAD" => Column::Leadership,
        other => panic!("unknown column {other}"),
    }
}

fn kind(name: &str) -> DataKind {
    let starts = [
        ("engagement", DataKind::EngagementStatus),
        ("channel", DataKind::ChannelPreference),
        ("organisational", DataKind::OrganisationalStatus),
        ("communication", DataKind::Activity),
        ("requests", DataKind::Request),
        ("community", DataKind::Insight),
        ("claims", DataKind::PrescribingData),
        ("KOL", DataKind::BeliefNote),
        ("speaker", DataKind::Contract),
        ("payments", DataKind::Payment),
        ("adverse", DataKind::AdverseEvent),
        ("investigator", DataKind::InvestigatorStatus),
        ("trial-investigator", DataKind::InvestigatorStatus),
        ("call", DataKind::SalesGoal),
    ];
    starts.iter().find(|(start, _)| name.starts_with(start)).map_or_else(|| panic!("unknown row {name}"), |(_, kind)| *kind)
}

/// What the design says of loss of exclusivity: as after approval, with three changes.
fn after_exclusivity(data: DataKind, column: Column, approved: &str) -> String {
    let plans = !matches!(column, Column::Compliance | Column::Leadership);
    match data {
        DataKind::Activity | DataKind::Insight if plans => format!("{approved}; co-sign"),
        DataKind::PrescribingData if matches!(column, Column::Sales | Column::Marketing) => "A".into(),
        DataKind::SalesGoal if approved != "-" => format!("{approved}; frozen"),
        _ => approved.into(),
    }
}

/// The 234 cells as the table of the design has them; `None` where the table is not here.
fn design() -> Option<BTreeMap<String, String>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/visibility_matrix.csv");
    let table = std::fs::read_to_string(path).ok()?;
    let mut cells = BTreeMap::new();
    for line in table.lines().skip(1) {
        let fields = split(line);
        let [stage, data, function, says, _] = fields.as_slice() else { panic!("{line}") };
        let (stage, data, column) = (StageGroup::parse(stage).expect("a stage group"), kind(data), column(function));
        let reading = READINGS.iter().find(|(phrase, _)| phrase == says).unwrap_or_else(|| panic!("no reading of `{says}`")).1;
        cells.insert(Place { stage, data, column }.to_string(), reading.to_owned());
        if stage == StageGroup::Approved {
            let place = Place { stage: StageGroup::LossOfExclusivity, data, column };
            cells.insert(place.to_string(), after_exclusivity(data, column, reading));
        }
    }
    Some(cells)
}

/// The fields of a line of comma-separated values with quotes.
fn split(line: &str) -> Vec<String> {
    let (mut fields, mut quoted, mut letters) = (vec![String::new()], false, line.chars().peekable());
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => fields.last_mut().expect("a field").push(letters.next().expect("a quote")),
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            letter => fields.last_mut().expect("a field").push(letter),
        }
    }
    fields
}

#[test]
fn every_cell_is_the_one_of_the_design() {
    let Some(design) = design() else { return crate::skipped("the table of the design is not here") };
    let shipped = Matrix::shipped();
    let ours: BTreeMap<String, String> = Place::all().map(|place| (place.to_string(), shipped.at(place).to_string())).collect();
    assert_eq!(ours.len(), 234);
    for (place, cell) in &ours {
        assert_eq!(Some(cell), design.get(place), "{place}");
    }
}

/// The matrix alone, without what packs forbid.
fn matrix_alone() -> Gate {
    let sources = ["global", "us", "eu", "uk", "jp"]
        .iter()
        .fold(Sources::shipped(), |sources, pack| sources.with_pack(&format!("packs/{pack}.cedar"), ""));
    Gate::with(Policy::shipped(), &sources).unwrap_or_else(|refusals| panic!("{refusals:#?}"))
}

/// Circumstances under which a cell is asked, with the word that stands before the answer.
fn circumstances() -> Vec<(&'static str, Circumstances, Jurisdiction)> {
    let none = Circumstances::default;
    let of = |origin| Circumstances { origin: Some(origin), ..none() };
    vec![
        ("any", none(), Jurisdiction::Us),
        ("own", Circumstances { own: true, ..none() }, Jurisdiction::Us),
        ("party", Circumstances { party: true, ..none() }, Jurisdiction::Us),
        ("own+party", Circumstances { own: true, party: true, ..none() }, Jurisdiction::Us),
        ("case", Circumstances { case: true, ..none() }, Jurisdiction::Us),
        ("Medical's", of(Column::Medical), Jurisdiction::Us),
        ("Access's", of(Column::Access), Jurisdiction::Us),
        ("promotional", Circumstances { promotional: true, ..of(Column::Marketing) }, Jurisdiction::Us),
        ("on-label-US", Circumstances { on_label: true, ..none() }, Jurisdiction::Us),
        ("opted-out-US", Circumstances { on_label: true, opted_out: true, ..none() }, Jurisdiction::Us),
        ("on-label-EU", Circumstances { on_label: true, ..none() }, Jurisdiction::Eu),
    ]
}

fn letter(depth: Depth) -> &'static str {
    match depth {
        Depth::Nothing => "-",
        Depth::Aggregate => "A",
        Depth::Flag => "flag",
        Depth::Metadata => "M",
        Depth::Full => "F",
    }
}

/// One line a cell: what stands in it, and what the gate answers.
fn decisions(gate: &Gate) -> String {
    let matrix = &gate.policy().matrix;
    let mut text = String::from("# stage data function | cell | what the gate lets through\n");
    for place in Place::all() {
        let stage = place.stage.stages().next().expect("every group has a stage");
        let answers: Vec<String> = circumstances()
            .into_iter()
            .map(|(name, facts, jurisdiction)| {
                let function = place.column.functions().next().expect("every column has a function");
                let mut ask = Ask::new(function, Act::See, place.data.class(), stage, DAY).at(jurisdiction.clone()).given(facts.clone());
                let by_gate = gate.levels(&mut ask).depth();
                // Beside the cells, LD-02 lets whoever heard something read it again.
                let heard_itself = place.data == DataKind::Insight && facts.own;
                let granted = if heard_itself { Depth::Full } else { matrix.at(place).depth(&facts, &jurisdiction) };
                assert_eq!(by_gate, granted, "{place} {name}");
                format!("{name} {}", letter(by_gate))
            })
            .collect();
        text += &format!("{place} | {} | {}\n", matrix.at(place), answers.join(" · "));
    }
    text
}

#[test]
fn the_gate_decides_all_234_cells_as_they_are_written() {
    crate::tables::is_as_kept("cells.txt", &decisions(&matrix_alone()));
}

#[test]
fn every_stage_of_a_group_and_every_function_of_a_column_is_decided_alike() {
    let gate = matrix_alone();
    for place in Place::all() {
        for (_, facts, jurisdiction) in circumstances() {
            let mut depths = vec![];
            for function in place.column.functions() {
                for stage in place.stage.stages() {
                    let mut ask =
                        Ask::new(function, Act::See, place.data.class(), stage, DAY).at(jurisdiction.clone()).given(facts.clone());
                    depths.push(gate.levels(&mut ask).depth());
                }
            }
            depths.dedup();
            assert_eq!(depths.len(), 1, "{place}");
        }
    }
}

#[test]
fn clinical_and_safety_see_their_own_and_their_items_and_safety_sees_adverse_events() {
    let gate = matrix_alone();
    for (function, data) in [Function::Clinical, Function::Safety].into_iter().flat_map(|f| DataKind::ALL.iter().map(move |d| (f, *d))) {
        let depth = |facts: Circumstances| {
            let mut ask = Ask::new(function, Act::See, data.class(), Stage::Launched, DAY).at(Jurisdiction::Jp).given(facts);
            gate.levels(&mut ask).depth()
        };
        let owns = function == Function::Safety && data == DataKind::AdverseEvent;
        assert_eq!(depth(Circumstances::default()), if owns { Depth::Full } else { Depth::Nothing }, "{function} {data}");
        assert_eq!(depth(Circumstances { own: true, ..Circumstances::default() }), Depth::Full);
        assert_eq!(depth(Circumstances { party: true, ..Circumstances::default() }), Depth::Full);
    }
}

#[test]
fn a_matrix_is_the_same_after_its_text_and_after_its_json() {
    let shipped = Matrix::shipped();
    assert_eq!(Matrix::read("x", &shipped.text()).as_ref(), Ok(&shipped));
    let json = serde_json::to_string(&shipped).expect("plain data");
    assert_eq!(serde_json::from_str::<Matrix>(&json).ok(), Some(shipped));
}

#[test]
fn a_matrix_with_a_gap_or_an_unknown_word_is_refused_with_its_line() {
    let text = Matrix::shipped().text();
    let refused = |text: &str| {
        let refusals = Matrix::read("house.toml", text).expect_err("it is not taken");
        refusals.iter().map(|refusal| format!("{}:{} {}", refusal.file, refusal.line, refusal.what)).collect::<Vec<_>>()
    };
    let other = text.replacen("medical = \"F\"", "medical = \"F sometimes\"", 1);
    assert_eq!(
        refused(&other)[0],
        "house.toml:1 cell `preapproval/engagement-status/medical`: `sometimes` is not a word of a cell after `F`"
    );
    let (_, rest) = text.split_once("\n\n").expect("rows");
    assert_eq!(refused(rest), [format!("house.toml:{} row `preapproval/engagement-status` is missing", rest.lines().count() + 1)]);
    let twice = format!("{text}{}", text.split_once("\n\n").expect("rows").0);
    assert!(refused(&twice)[0].ends_with("row `preapproval/engagement-status` stands twice"));
    let silent = text.replacen("reason = \"", "reason = \" \"# ", 1);
    assert!(refused(&silent)[0].contains("gives no reason"), "{:?}", refused(&silent));
}

#[test]
fn a_cell_explains_itself() {
    let shipped = Matrix::shipped();
    let explain = |text: &str| shipped.explain(Place::parse(text).expect("a place"));
    for (place, says) in [
        (
            "approved/activity/sales",
            "Sales sees everything of its own communication activities, and date, function, channel, class and status of those that come \
             from Medical. Of a scientific contact: the day, the channel and the word scientific. The content of a scientific contact \
             would turn science into a lead; when and by which channel it took place does not.",
        ),
        (
            "approved/belief-note/sales",
            "Sales sees nothing of notes on what experts believe. What one expert believes stays in Medical; others see reviewed aggregates (GL-08).",
        ),
        (
            "loe/sales-goal/compliance",
            "Compliance sees everything of call targets and sales goals in a case that is open, with its reason. Frozen: read what is \
             there, set nothing new. Call targets and goals are frozen; Medical neither has nor sees them (US-37, US-38).",
        ),
    ] {
        assert_eq!(explain(place), says);
    }
    for place in Place::all() {
        assert!(!shipped.explain(place).contains("  "), "{place}");
    }
}

#[test]
fn a_changed_cell_is_the_only_difference() {
    let shipped = Matrix::shipped();
    let place = Place::parse("approved/insight/sales").expect("a place");
    let wider = shipped.with([(place, "M".parse::<Cell>().expect("a cell"))]);
    let changes = guardrails::diff(&shipped, &wider);
    assert_eq!(
        serde_json::to_value(&changes).ok(),
        serde_json::from_str(r#"[{"place":"approved/insight/sales","before":"A","after":"M"}]"#).ok()
    );
    assert_eq!(guardrails::diff(&shipped, &shipped.with([])), []);
}
