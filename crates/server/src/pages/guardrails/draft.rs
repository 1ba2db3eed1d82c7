//! Drafting the next policy: the cells of one group of stages, overlays, relaxed rules, and the rules of the house.
//! Saving drafts; it changes nothing that decides. A draft that cannot stand is not saved, and says where it fails.

use axum::{
    Form,
    extract::Query,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use guardrails::{Cell, Column, DataKind, Gate, Place, Policy, Proposal, Refusal, RuleInfo, StageGroup};
use maud::{Markup, html};
use serde::Deserialize;

use super::{Tab, below, changes, matrix::group_words, now, off, page, steps};
use crate::{
    app::policy::{Policies, Stepped},
    pages::visit::Visit,
    parts::{self, Button, Choice, Field, FieldError, Input, error_summary, field, form, link_button, section, submit},
    words,
};

/// Which part of the matrix is edited.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    stage: String,
}

type Pairs = Vec<(String, String)>;

/// `GET /guardrails/draft`.
pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Response {
    let (policies, gate) = match now(&visit).await {
        Ok(now) => now,
        Err(failed) => return failed,
    };
    let stage = StageGroup::parse(&asked.stage).unwrap_or(StageGroup::Approved);
    the_page(&visit, &policies, &gate, stage, &written(&policies, stage), &[])
}

/// `POST /guardrails/draft`.
pub async fn save(visit: Visit, Form(sent): Form<Pairs>) -> Response {
    let (policies, gate) = match now(&visit).await {
        Ok(now) => now,
        Err(failed) => return failed,
    };
    let stage = StageGroup::parse(&one(&sent, "stage")).unwrap_or(StageGroup::Approved);
    let (proposal, mut errors) = proposal(&sent, stage);
    if errors.is_empty() {
        let (app, seat, session) = (visit.site.app.clone(), visit.seat.clone(), visit.session.clone());
        let (read, reason) = (Some(one(&sent, "read")).filter(|read| !read.is_empty()), one(&sent, "reason"));
        match off(&visit, move || app.propose((&seat, &*session), read.as_deref(), &proposal, &reason)).await {
            Ok(Stepped::Done) => return Redirect::to("/guardrails/versions?done=drafted").into_response(),
            Ok(Stepped::Refused(refused)) => errors.extend(refused.iter().map(fault)),
            Ok(other) => return steps::not_taken(&visit, other),
            Err(failed) => return failed,
        }
    }
    (StatusCode::UNPROCESSABLE_ENTITY, the_page(&visit, &policies, &gate, stage, &sent, &errors)).into_response()
}

/// The policy that a draft starts from.
fn base(policies: &Policies) -> &Policy {
    policies.draft.as_ref().map_or(&policies.in_force, |draft| &draft.policy)
}

/// The form as it stands before anybody has typed.
fn written(policies: &Policies, stage: StageGroup) -> Pairs {
    let policy = base(policies);
    let cells = places(stage).map(|place| (cell_name(place), policy.matrix.at(place).to_string()));
    let ids = |name: &str, ids: &std::collections::BTreeSet<String>| ids.iter().map(|id| (name.to_owned(), id.clone())).collect::<Vec<_>>();
    let house = [("house".to_owned(), policy.house.clone())];
    cells
        .chain(ids("overlay", &policy.overlays))
        .chain(ids("relaxed", &policy.relaxed))
        .chain(ids("pack", &policy.packs))
        .chain(house)
        .collect()
}

fn places(stage: StageGroup) -> impl Iterator<Item = Place> {
    Place::all().filter(move |place| place.stage == stage)
}

/// The name under which a cell is sent.
pub(super) fn cell_name(place: Place) -> String {
    place.to_string().replace('/', ".")
}

fn all<'p>(pairs: &'p Pairs, name: &'p str) -> impl Iterator<Item = &'p str> {
    pairs.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
}

fn one(pairs: &Pairs, name: &str) -> String {
    all(pairs, name).next().unwrap_or_default().to_owned()
}

/// What was sent, as a proposal, and what in it is no cell.
fn proposal(sent: &Pairs, stage: StageGroup) -> (Proposal, Vec<FieldError>) {
    let (mut cells, mut errors) = (vec![], vec![]);
    for place in places(stage) {
        let Some(text) = sent.iter().find(|(name, _)| *name == cell_name(place)).map(|(_, text)| text) else { continue };
        match text.parse::<Cell>() {
            Ok(cell) => cells.push((place, cell)),
            Err(says) => errors.push(FieldError {
                field: cell_name(place),
                message: format!("{} and {}: {says}", place.column.title(), place.data.words()),
            }),
        }
    }
    let ids = |name: &str| all(sent, name).flat_map(|text| text.split([',', ' '])).filter(|id| !id.is_empty()).map(str::to_owned).collect();
    let house = sent.iter().find(|(name, _)| name == "house").map(|(_, text)| text.replace("\r\n", "\n")).unwrap_or_default();
    let house = if house.trim().is_empty() { String::new() } else { house };
    (
        Proposal { packs: Some(ids("pack")), overlays: Some(ids("overlay")), relaxed: Some(ids("relaxed")), house: Some(house), cells },
        errors,
    )
}

/// A fault of the policy at the field that it belongs to.
fn fault(refusal: &Refusal) -> FieldError {
    let of_relaxed = refusal.what.contains("cannot be relaxed") || refusal.why.contains("relaxed");
    let field = match refusal.file.as_str() {
        "house" => "house",
        _ if of_relaxed => "relaxed-more",
        "policy" if refusal.what.contains("pack") => "pack",
        "policy" => "overlay",
        _ => "house",
    };
    FieldError { field: field.into(), message: changes::fault_words(refusal).replace('`', "") }
}

fn the_page(visit: &Visit, policies: &Policies, gate: &Gate, stage: StageGroup, sent: &Pairs, errors: &[FieldError]) -> Response {
    let title = match &policies.draft {
        Some(draft) => format!("Draft of version {}", draft.version),
        None => "Draft a change".to_owned(),
    };
    let lead = "Saving changes nothing that decides. It is compared, signed by Medical, Commercial and Compliance, and then put in force.";
    let read = policies.draft.as_ref().map(|draft| draft.policy.digest()).unwrap_or_default();
    let inside = html! {
        (field(&Field::new("read", "", Input::Hidden(read))))
        (field(&Field::new("stage", "", Input::Hidden(stage.to_string()))))
        (section("cells", &format!("Who sees what: {}", group_words(stage)), cells(stage, sent, errors)))
        (section("switches", "Rules", switches(gate, sent, errors)))
        (section("own", "Rules of the house", html! {
            (field(&Field::new("house", "Cedar text", Input::TextArea(text_of(sent, "house"), 12)).error(error(errors, "house"))
                .hint("Policies with the same annotations as the packs: @id, @statement, @reason, @source, @norm, @mark, @review, @pack, @effect")))
        }))
        (field(&Field::new("reason", "Why", Input::Text(one(sent, "reason"))).hint("Kept with the policy")))
        div.bar-r { (submit(&Button::primary("Save the draft"))) (link_button(&Button::new("Back"), "/guardrails/versions#draft")) }
    };
    let body = html! {
        (error_summary(errors))
        nav.picks aria-label="Stages" { div.pick { @for other in StageGroup::ALL {
            a href=(format!("/guardrails/draft?stage={other}")) aria-current=[(*other == stage).then_some("page")] { (words::capital(group_words(*other))) }
        } } }
        div.wide-form { (form(&parts::Form { action: "/guardrails/draft".into(), label: title.clone(), guard: true, ..parts::Form::default() }, inside)) }
    };
    page(visit, Tab::Versions, below(Tab::Versions, "", title, lead), None, body)
}

fn text_of(sent: &Pairs, name: &str) -> String {
    sent.iter().find(|(found, _)| found == name).map(|(_, text)| text.clone()).unwrap_or_default()
}

fn error(errors: &[FieldError], name: &str) -> String {
    errors.iter().filter(|error| error.field == name).map(|error| error.message.as_str()).collect::<Vec<_>>().join(" ")
}

fn cells(stage: StageGroup, sent: &Pairs, errors: &[FieldError]) -> Markup {
    let one = |place: Place| {
        let (name, wrong) = (cell_name(place), error(errors, &cell_name(place)));
        html! {
            td {
                input type="text" id=(format!("f-{name}")) name=(name) value=(text_of(sent, &name)) autocomplete="off"
                    aria-label=(format!("{}, {}", place.data.words(), place.column.title())) aria-invalid=[(!wrong.is_empty()).then_some("true")];
                @if !wrong.is_empty() { p.err { (wrong) } }
            }
        }
    };
    html! {
        p.muted { "F full · M metadata · A counted · W party · O own · C case · - nothing; after a letter: own, medical, sales, marketing, access, compliance, leadership, promo, on-label, not-opted-out, US, EU, UK, JP, flag, status; after a semicolon: co-sign, frozen. So: " code { "F own, M promo" } }
        div.scroll role="region" aria-label="Cells" tabindex="0" {
            table.compact.mx-e {
                caption.vh { "Cells of the matrix, " (group_words(stage)) }
                thead { tr { th scope="col" { "Data" } @for column in Column::ALL { th scope="col" { (column.title()) } } } }
                tbody { @for data in DataKind::ALL { tr {
                    th scope="row" { (words::capital(data.words())) }
                    @for column in Column::ALL { (one(Place { stage, data: *data, column: *column })) }
                } } }
            }
        }
    }
}

fn switches(gate: &Gate, sent: &Pairs, errors: &[FieldError]) -> Markup {
    let once = |wanted: fn(&RuleInfo) -> bool| {
        let mut rules: Vec<&RuleInfo> = vec![];
        for rule in gate.rules().iter().filter(|rule| rule.pack != "matrix" && wanted(rule)) {
            if !rules.iter().any(|known| known.id == rule.id) {
                rules.push(rule);
            }
        }
        rules
    };
    let choices = |name: &str, rules: &[&RuleInfo]| -> Vec<Choice> {
        let chosen = |rule: &RuleInfo| all(sent, name).any(|id| id == rule.id.as_str());
        rules.iter().map(|rule| Choice::new(rule.id.to_string(), format!("{} {}", rule.id, rule.statement), chosen(rule))).collect()
    };
    let (overlays, soft) = (once(|rule| rule.overlay), once(RuleInfo::may_be_relaxed));
    let known = |id: &&str| soft.iter().any(|rule| rule.id.as_str() == *id);
    let others: Vec<&str> = all(sent, "relaxed").filter(|id| !known(id)).collect();
    let packs = ["global", "us", "eu", "uk", "jp"].map(|name| {
        let title = gate.packs().iter().find(|pack| pack.name == name).map_or(name, |pack| pack.title.as_str());
        Choice::new(name, title, all(sent, "pack").any(|on| on == name))
    });
    html! {
        (field(&Field::new("pack", "Packs that are on", Input::Multi(packs.into())).error(error(errors, "pack")).hint("Where a pack is off, nothing that needs a rule is allowed")))
        (field(&Field::new("overlay", "Overlays that are on", Input::Multi(choices("overlay", &overlays))).error(error(errors, "overlay"))))
        (field(&Field::new("relaxed", "Rules that are relaxed", Input::Multi(choices("relaxed", &soft))).hint("Settlement practice and company policy; law, guidance and codes cannot be")))
        div.fld.bad[!error(errors, "relaxed-more").is_empty()] {
            label.lbl for="f-relaxed-more" { "Relax another rule, by its id" span.opt { " optional" } }
            @if !error(errors, "relaxed-more").is_empty() { p.err { (error(errors, "relaxed-more")) } }
            input.short type="text" id="f-relaxed-more" name="relaxed" value=(others.join(", ")) autocomplete="off";
        }
    }
}
