//! What several rules ask of an activity: its days, its function, whether it is branded, and how to move it.

use jiff::{ToSpan, civil::Date};

use super::{Context, dates::days_between};
use crate::{
    change::{Change, Fix},
    function::Function,
    graph::Of,
    key::Key,
    record::{Activity, ActivityKind, Content, Message, Record},
};

/// The first day that is known of an activity.
pub(super) fn first_day(activity: &Activity) -> Option<Date> {
    activity.starts.or(activity.ends)
}

/// The last day that is known of an activity.
pub(super) fn last_day(activity: &Activity) -> Option<Date> {
    activity.ends.or(activity.starts)
}

/// The function that does an activity: the one it names, else that of its owner.
pub(super) fn function_of(activity: &Of<'_, Activity>) -> Option<Function> {
    activity.function.or(activity.record.header.owner.as_ref().map(|owner| owner.function))
}

/// A day so many days later, as far as the calendar goes.
pub(super) fn plus(day: Date, days: i64) -> Date {
    day.saturating_add(days.days())
}

/// The changes that move a record's first day, and its last day by as many days.
pub(super) fn moved(record: &Record, (starts, from): (&str, Date), (ends, last): (&str, Option<Date>), to: Date) -> Vec<Change> {
    let set = |field: &str, day: Date| Change::Set { key: record.key.clone(), field: field.to_owned(), value: day.to_string().into() };
    let by = days_between(from, to);
    [set(starts, to)].into_iter().chain(last.map(|last| set(ends, plus(last, by)))).collect()
}

/// A fix that moves an activity so that it starts on a day and lasts as long as before; `None` without a date to move.
pub(super) fn start_on(activity: &Of<'_, Activity>, to: Date) -> Option<Fix> {
    let changes = moved(activity.record, ("starts", first_day(activity)?), ("ends", activity.ends), to);
    Some(Fix::of(format!("move {} to start on {to}", activity.key()), changes))
}

/// A key for a record that a fix creates: derived from another key, and free; `None` when it would not be.
pub(super) fn free_key(cx: &Context<'_>, text: &str) -> Option<Key> {
    Key::new(text).filter(|key| cx.graph.record(key).is_none())
}

/// Why an activity counts as branded.
pub(super) struct Branding<'g> {
    /// It is promotion.
    pub(super) promotion: bool,
    /// The branded content that it uses, or content with a branded message.
    pub(super) content: Vec<Of<'g, Content>>,
    /// The branded messages that it carries itself.
    pub(super) messages: Vec<Of<'g, Message>>,
}

/// Whether an activity is branded.
pub(super) fn is_branded(cx: &Context<'_>, activity: &Of<'_, Activity>) -> bool {
    says_so(activity) || branded_messages(cx, activity).next().is_some() || branded_content(cx, activity).next().is_some()
}

/// Why an activity is branded; `None` when it is not.
pub(super) fn branding<'g>(cx: &Context<'g>, activity: &Of<'g, Activity>) -> Option<Branding<'g>> {
    is_branded(cx, activity).then(|| Branding {
        promotion: activity.kind == Some(ActivityKind::Promotion),
        content: branded_content(cx, activity).collect(),
        messages: branded_messages(cx, activity).collect(),
    })
}

fn says_so(activity: &Activity) -> bool {
    activity.branded || activity.kind == Some(ActivityKind::Promotion)
}

fn branded_messages<'g>(cx: &Context<'g>, activity: &Of<'g, Activity>) -> impl Iterator<Item = Of<'g, Message>> {
    cx.linked::<Message>(activity.node, "messages").filter(|message| message.branded)
}

/// The content that an activity uses and that is branded, or carries a branded message.
pub(super) fn branded_content<'g>(cx: &Context<'g>, activity: &Of<'g, Activity>) -> impl Iterator<Item = Of<'g, Content>> {
    let is_branded =
        |content: &Of<'g, Content>| content.branded || cx.linked::<Message>(content.node, "messages").any(|message| message.branded);
    cx.linked::<Content>(activity.node, "uses").filter(is_branded)
}
