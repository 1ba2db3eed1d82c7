//! The matrix as Cedar: one permit per grant, under the id of its cell. What no cell grants, no permit gives.

use std::fmt::Write;

use strategy::Function;

use crate::{
    Column, DataKind, Depth, function_word,
    matrix::{Grant, Holder, Letter, Matrix, Place, Row},
};

impl Matrix {
    /// The permits of all cells, and of the two functions that have no column, as the text of one more pack.
    pub fn cedar(&self) -> String {
        let mut text = String::new();
        for row in self.rows() {
            for column in Column::ALL {
                let place = Place { stage: row.stage, data: row.data, column: *column };
                for (number, grant) in row.cells[*column as usize].grants.iter().enumerate() {
                    text += &permit(self, row, place, number, grant);
                }
            }
        }
        text + &without_column() + HOUSE_DEFAULTS
    }
}

/// What no cell of the matrix says and belongs beside it: defaults of our own, which a customer may relax.
const HOUSE_DEFAULTS: &str = r#"
@id("LD-01")
@policy("LD-01.a")
@statement("Price and contract strategy stays with Market Access and leadership; Medical knows that there is one, Sales and Marketing do not")
@reason("Price and contract terms stay with those who negotiate them, so that they cannot colour science or promotion.")
@source("house default")
@norm("policy")
@mark("D")
@review("2027-05-31")
@pack("core")
@effect("forbid")
forbid (principal, action in [Action::"see", Action::"see-aggregate"], resource)
when {
    ["medical", "medical-information", "sales", "marketing"].contains(principal.function) &&
    context.class == "price-strategy"
};

@id("LD-01")
@policy("LD-01.b")
@statement("Price and contract strategy stays with Market Access and leadership; Medical knows that there is one, Sales and Marketing do not")
@reason("Whether there are terms is not for those who promote.")
@source("house default")
@norm("policy")
@mark("D")
@review("2027-05-31")
@pack("core")
@effect("forbid")
forbid (principal, action == Action::"see-metadata", resource)
when {
    ["sales", "marketing"].contains(principal.function) &&
    context.class == "price-strategy"
};

@id("LD-02")
@statement("Whoever heard something may read it again")
@reason("What a function heard itself is not kept from it: it would only have to remember.")
@source("house default")
@norm("policy")
@mark("D")
@review("2027-05-31")
@pack("core")
@effect("permit")
permit (principal, action in [Action::"see", Action::"see-metadata", Action::"see-aggregate"], resource)
when { context.class == "insight" && context.own };
"#;

fn permit(matrix: &Matrix, row: &Row, place: Place, number: usize, grant: &Grant) -> String {
    let cell = &row.cells[place.column as usize];
    let obligations: Vec<&str> = cell.duties.iter().map(|duty| duty.words()).collect();
    let effect = if obligations.is_empty() { "permit" } else { "permit-with-obligations" };
    let functions: Vec<&str> = place.column.functions().map(function_word).collect();
    let mut conditions = vec![
        format!("{}.contains(principal.function)", words(&functions)),
        format!("context.stage_group == \"{}\"", place.stage),
        format!("context.class == \"{}\"", place.data),
    ];
    conditions.extend(own_conditions(grant));
    let head = Head {
        id: place.rule().to_string(),
        number,
        statement: matrix.explain(place),
        reason: row.reason.clone(),
        source: format!("sharing matrix, row {}", place.data.row()),
        effect,
        obligations: obligations.join("; "),
    };
    written(&head, acts(grant.depth()), &conditions)
}

/// What is more than a grant of the letter to everybody in the column.
fn own_conditions(grant: &Grant) -> Vec<String> {
    let mut conditions = vec![];
    match grant.letter {
        Letter::Own => conditions.push("context.own".to_owned()),
        Letter::Party => conditions.push("context.party".to_owned()),
        Letter::Case => conditions.push("context.case".to_owned()),
        Letter::Full | Letter::Metadata | Letter::Aggregate => {}
    }
    let columns: Vec<&str> = grant
        .of
        .iter()
        .filter_map(|holder| match holder {
            Holder::Column(column) => Some(column.as_str()),
            Holder::Own => None,
        })
        .collect();
    let own = grant.of.contains(&Holder::Own).then(|| "context.own".to_owned());
    let theirs = (!columns.is_empty()).then(|| format!("{}.contains(context.origin)", words(&columns)));
    let holders: Vec<String> = own.into_iter().chain(theirs).collect();
    if !holders.is_empty() {
        conditions.push(format!("({})", holders.join(" || ")));
    }
    let marks =
        [(grant.promotional, "context.promotional"), (grant.on_label, "context.on_label"), (grant.not_opted_out, "!context.opted_out")];
    conditions.extend(marks.iter().filter(|(set, _)| *set).map(|(_, condition)| (*condition).to_owned()));
    if !grant.places.is_empty() {
        let places: Vec<&str> = grant.places.iter().map(|place| place.word()).collect();
        conditions.push(format!("{}.contains(context.jurisdiction)", words(&places)));
    }
    conditions
}

/// Clinical and safety have no column: they see what is their own and what they are party to, and safety owns adverse events.
fn without_column() -> String {
    let classes: Vec<&str> = DataKind::ALL.iter().map(|kind| kind.as_str()).collect();
    let functions: Vec<&str> = Function::ALL.iter().filter(|f| Column::of(**f).is_none()).map(|f| function_word(*f)).collect();
    let of_any = |condition: &str| {
        vec![
            format!("{}.contains(principal.function)", words(&functions)),
            format!("{}.contains(context.class)", words(&classes)),
            condition.to_owned(),
        ]
    };
    let of_safety = vec!["principal.function == \"safety\"".to_owned(), format!("context.class == \"{}\"", DataKind::AdverseEvent)];
    let permits = [
        ("own", of_any("context.own"), "Clinical and Safety see what is their own.", "Whoever wrote something may read it."),
        (
            "party",
            of_any("context.party"),
            "Clinical and Safety see the items to which they are party.",
            "Whoever works on an item must see it.",
        ),
        ("adverse-events", of_safety, "Safety sees adverse events in full.", "Drug safety owns adverse events (GL-03)."),
    ];
    let of = |(name, conditions, statement, reason): (&str, Vec<String>, &str, &str)| {
        let head = Head {
            id: format!("matrix:no-column/{name}"),
            number: 0,
            statement: statement.into(),
            reason: reason.into(),
            source: "sharing matrix, functions without a column".into(),
            effect: "permit",
            obligations: String::new(),
        };
        written(&head, acts(Depth::Full), &conditions)
    };
    permits.into_iter().map(of).collect()
}

/// The acts of looking that a depth allows: whoever sees the content also sees the metadata and the counts.
fn acts(depth: Depth) -> &'static [&'static str] {
    match depth {
        Depth::Full => &["see", "see-metadata", "see-aggregate"],
        Depth::Metadata => &["see-metadata", "see-aggregate"],
        Depth::Flag => &["see-metadata"],
        Depth::Aggregate => &["see-aggregate"],
        Depth::Nothing => &[],
    }
}

struct Head {
    id: String,
    number: usize,
    statement: String,
    reason: String,
    source: String,
    effect: &'static str,
    obligations: String,
}

fn written(head: &Head, acts: &[&str], conditions: &[String]) -> String {
    let acts: Vec<String> = acts.iter().map(|act| format!("Action::\"{act}\"")).collect();
    let mut text = String::new();
    let annotations: [(&str, &str); 14] = [
        ("id", &head.id),
        ("policy", &format!("{}#{}", head.id, head.number + 1)),
        ("statement", &head.statement),
        ("reason", &head.reason),
        ("source", &head.source),
        ("norm", "policy"),
        ("mark", "D"),
        ("from", ""),
        ("until", ""),
        ("review", "2027-05-31"),
        ("pack", "core"),
        ("effect", head.effect),
        ("obligations", &head.obligations),
        ("route", ""),
    ];
    for (name, value) in annotations {
        let _ = writeln!(text, "@{name}({})", quoted(value));
    }
    let _ = writeln!(text, "permit (principal, action in [{}], resource)", acts.join(", "));
    let _ = writeln!(text, "when {{ {} }};\n", conditions.join(" && "));
    text
}

fn words(words: &[&str]) -> String {
    format!("[{}]", words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", "))
}

/// A text as a Cedar string. Reasons and notes are people's words: nothing in them may end the string.
fn quoted(text: &str) -> String {
    let escaped: String = text
        .chars()
        .flat_map(|c| match c {
            '"' | '\\' => vec!['\\', c],
            '\n' => vec!['\\', 'n'],
            c if c.is_control() => vec![' '],
            c => vec![c],
        })
        .collect();
    format!("\"{escaped}\"")
}
