//! The form of a record: one input for each field, chosen by the shape of its values.

use maud::{Markup, html};
use strategy::{Key, Kind, Record, schema::Shape};

use super::{
    entries::{self, Entry},
    sentence,
    typed::Typed,
};
use crate::{
    pages::{Visit, home::short},
    parts::{self, Choice, Field, FieldError, Input, field},
    words,
};

/// Up to how many records a link is chosen from a list; more are typed by key.
const CHOICES: usize = 60;
/// Up to how many records several links are ticked in boxes; more are typed, one key a line.
const BOXES: usize = 10;
/// A text longer than this gets several lines.
const ONE_LINE: usize = 70;

/// All inputs of a kind: its own fields, then who and where, then remarks.
/// What is withheld has none: what nobody sees nobody writes.
pub(super) fn all(visit: &Visit, kind: Kind, key: &str, typed: &Typed, errors: &[FieldError]) -> Markup {
    let mut entries = entries::of(kind);
    let withheld = Key::new(key).map(|key| visit.view.withheld_of(&key)).unwrap_or_default();
    let mut kept_out: Vec<String> = vec![];
    entries.retain(|entry| {
        let by = withheld.iter().find(|one| entry.path.split('.').next() == Some(one.field));
        by.into_iter().for_each(|one| visit.note_withheld(key, &one.rule));
        let is_withheld = by.is_some();
        kept_out.extend(is_withheld.then(|| words::field(&entry.path)));
        !is_withheld
    });
    let (header, own): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(|entry| entry.is_header());
    html! {
        (grouped(visit, kind, &own, typed, errors))
        @if !kept_out.is_empty() { p.muted { "Withheld from you, and kept as they are: " (kept_out.join(", ")) "." } }
        fieldset.card {
            legend { h2 { "Who and where" } }
            @for entry in header { (one(visit, kind, entry, typed, errors)) }
        }
    }
}

/// Entries in their order; those of one group stand together in a box with its name. A group inside a group that is
/// empty is folded, so that the readings of eleven functions do not hide the rest.
fn grouped(visit: &Visit, kind: Kind, entries: &[&Entry], typed: &Typed, errors: &[FieldError]) -> Markup {
    html! {
        @for group in entries.chunk_by(|a, b| a.group() == b.group()) {
            @let name = group[0].group();
            @if name.is_empty() { @for entry in group { (one(visit, kind, entry, typed, errors)) } }
            @else if name.contains('.') && is_blank(group, typed, errors) {
                details { summary { (sentence(&words::field(name))) span.opt { " nothing yet" } } (boxed(visit, kind, group, typed, errors)) }
            }
            @else { (boxed(visit, kind, group, typed, errors)) }
        }
    }
}

fn is_blank(group: &[&Entry], typed: &Typed, errors: &[FieldError]) -> bool {
    group.iter().all(|entry| typed.text(&entry.path).trim().is_empty() && !errors.iter().any(|error| error.field == entry.path))
}

fn boxed(visit: &Visit, kind: Kind, group: &[&Entry], typed: &Typed, errors: &[FieldError]) -> Markup {
    html! {
        fieldset.card {
            legend { h3 { (sentence(&words::field(group[0].group()))) } }
            @for entry in group { (one(visit, kind, entry, typed, errors)) }
        }
    }
}

fn one(visit: &Visit, kind: Kind, entry: &Entry, typed: &Typed, errors: &[FieldError]) -> Markup {
    let text = typed.text(&entry.path);
    let error = errors.iter().find(|error| error.field == entry.path).map(|error| error.message.clone()).unwrap_or_default();
    let (input, how) = input(visit, kind, entry, text);
    let hint = [entry.about.as_str(), &how].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let asked = Field::new(entry.path.clone(), sentence(&words::field(entry.name())), input).hint(hint).error(error);
    html! { (field(&asked)) (candidates(visit, entry)) }
}

/// The input for an entry, and how to fill it where that is not plain.
fn input(visit: &Visit, kind: Kind, entry: &Entry, text: &str) -> (Input, String) {
    let none = String::new;
    match &entry.shape {
        Shape::Flag => (Input::Checkbox(text == "true"), none()),
        Shape::Date => (Input::Date(text.to_owned()), none()),
        Shape::Number | Shape::Integer => (Input::Number(text.to_owned()), none()),
        Shape::Word(words) => (Input::Select(one_of(words, text, entry.path == "state")), none()),
        Shape::Owner => (Input::Text(text.to_owned()), "A function, or `function / person`, such as medical / Jana Kim.".replace('`', "")),
        Shape::Population => (
            Input::TextArea(text.to_owned(), 2),
            "Criteria with semicolons between, such as disease = heart failure; age = 18..; ejection_fraction = ..40".into(),
        ),
        Shape::Link(target) => match records(visit, target) {
            records if records.len() <= CHOICES => (Input::Select(one_record(&records, text)), none()),
            _ => (Input::Text(text.to_owned()), format!("{}.", sentence(&entry.shape.words()))),
        },
        Shape::List(inner) => list(visit, inner, text),
        Shape::Map(_) => (Input::TextArea(text.to_owned(), 3), "One a line, as name = value.".into()),
        Shape::Text if entry.path == kind.title_field() || is_long(entry.name(), text) => (Input::TextArea(text.to_owned(), 3), none()),
        Shape::Text | Shape::Group(_) => (Input::Text(text.to_owned()), none()),
    }
}

fn is_long(name: &str, text: &str) -> bool {
    text.chars().count() > ONE_LINE
        || text.contains('\n')
        || matches!(name, "note" | "abstract_text" | "reason" | "problem" | "because" | "hand_over")
}

fn list(visit: &Visit, inner: &Shape, text: &str) -> (Input, String) {
    match inner {
        Shape::Word(words) => {
            let ticked: Vec<&str> = text.lines().map(str::trim).collect();
            (
                Input::Multi(words.iter().map(|word| Choice::new(word, words::field(word), ticked.contains(&word.as_str()))).collect()),
                String::new(),
            )
        }
        Shape::Link(target) => match records(visit, target) {
            records if records.len() <= BOXES && target != "any" => (Input::Multi(several_records(&records, text)), String::new()),
            _ => (Input::TextArea(text.to_owned(), 3), "One key a line.".into()),
        },
        Shape::Group(fields) => {
            let example = fields
                .iter()
                .filter(|field| field.shape.is_plain())
                .take(3)
                .map(|field| format!("{} = {}", field.name, example(&field.shape)));
            let example = example.collect::<Vec<_>>().join(", ");
            (
                Input::TextArea(text.to_owned(), 6),
                format!(
                    "In square brackets, one a line in braces, such as [ {{ {example} }} ]. It may have {}.",
                    fields.iter().map(|f| f.name.as_str()).collect::<Vec<_>>().join(", ")
                ),
            )
        }
        inner if inner.is_plain() => (Input::TextArea(text.to_owned(), 3), "One a line.".into()),
        _ => (Input::TextArea(text.to_owned(), 3), "In square brackets, as in a strategy file.".into()),
    }
}

fn example(shape: &Shape) -> String {
    match shape {
        Shape::Number | Shape::Integer => "12".into(),
        Shape::Flag => "true".into(),
        Shape::Date => "\"2026-03-01\"".into(),
        Shape::Word(words) => format!("\"{}\"", words.first().map(String::as_str).unwrap_or_default()),
        Shape::Link(_) => "\"E-1\"".into(),
        _ => "\"…\"".into(),
    }
}

/// The records that a link may point at, withdrawn ones left out.
fn records<'v>(visit: &'v Visit, target: &str) -> Vec<&'v Record> {
    let kind = Kind::parse(target);
    let counts = |record: &&Record| record.header.state != strategy::record::State::Withdrawn && visit.is_mine(record);
    visit.graph().records().filter(|record| kind.is_none_or(|kind| record.kind() == kind)).filter(counts).collect()
}

fn named(record: &Record) -> String {
    format!("{} {}", record.key, short(record.title()))
}

fn one_of(words: &[String], text: &str, must: bool) -> Vec<Choice> {
    let known = words.iter().any(|word| word == text);
    let blank = (!must).then(|| Choice::new("", "not stated", text.is_empty()));
    let odd = (!known && !text.is_empty()).then(|| Choice::new(text, text, true));
    let default = |word: &String| word == text || (must && text.is_empty() && word == "active");
    blank.into_iter().chain(words.iter().map(|word| Choice::new(word, words::field(word), default(word)))).chain(odd).collect()
}

fn one_record(records: &[&Record], text: &str) -> Vec<Choice> {
    let known = records.iter().any(|record| record.key.as_str() == text);
    let odd = (!known && !text.is_empty()).then(|| Choice::new(text, format!("{text} (no such record)"), true));
    let choice = |record: &&Record| Choice::new(record.key.to_string(), named(record), record.key.as_str() == text);
    [Choice::new("", "none", text.is_empty())].into_iter().chain(records.iter().map(choice)).chain(odd).collect()
}

fn several_records(records: &[&Record], text: &str) -> Vec<Choice> {
    let ticked: Vec<&str> = text.lines().map(str::trim).filter(|key| !key.is_empty()).collect();
    let choice = |record: &&Record| Choice::new(record.key.to_string(), named(record), ticked.contains(&record.key.as_str()));
    let odd = ticked.iter().filter(|key| !records.iter().any(|record| record.key.as_str() == **key));
    let odd = odd.map(|key| Choice::new(*key, format!("{key} (not found)"), true));
    records.iter().map(choice).chain(odd).collect()
}

/// Below an input for many keys: what there is to choose from.
fn candidates(visit: &Visit, entry: &Entry) -> Markup {
    let target = match &entry.shape {
        Shape::List(inner) => match &**inner {
            Shape::Link(target) if target != "any" => target,
            _ => return html! {},
        },
        _ => return html! {},
    };
    let all = records(visit, target);
    let word = Kind::parse(target).map_or_else(|| "records".to_owned(), |kind| kind.plural().to_owned());
    html! {
        @if all.len() > CHOICES { p.hint { a href=(format!("/records?kind={target}")) { "All " (word) } } }
        @else if all.len() > BOXES {
            details { summary { "The " (word) " there are" } ul.lines { @for record in all { li { span.mono { (record.key) } " " (short(record.title())) } } } }
        }
    }
}

/// The next key of a kind that nobody has: `C-13`.
pub(super) fn free_key(visit: &Visit, kind: Kind) -> String {
    let number = |record: &Record| record.key.as_str().strip_prefix(kind.prefix())?.strip_prefix('-')?.parse::<u64>().ok();
    let highest = visit.graph().records().filter_map(number).max().unwrap_or(0);
    let taken = |key: &str| Key::new(key).is_some_and(|key| visit.graph().record(&key).is_some());
    (highest + 1..).map(|n| format!("{}-{n}", kind.prefix())).find(|key| !taken(key)).unwrap_or_default()
}

/// The reason for a change, asked at the end of the form.
pub(super) fn reason(text: &str, errors: &[FieldError]) -> Markup {
    let error = errors.iter().find(|error| error.field == super::edit::REASON).map(|error| error.message.clone()).unwrap_or_default();
    let asked = parts::Field::new(super::edit::REASON, "Why", Input::Text(text.to_owned()));
    field(&asked.hint("Kept in the history; others read it when they look back").error(error).required())
}
