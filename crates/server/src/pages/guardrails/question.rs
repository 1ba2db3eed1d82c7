//! A question to the gate as an address and in words: links fill the simulator's form, and the form is its own address.

use guardrails::{Ask, Becomes, Class, Jurisdiction, Route, Spoken};
use jiff::civil::Date;

use crate::words as said;

/// The address under which the simulator answers a question.
pub(in crate::pages) fn address(ask: &Ask) -> String {
    let spoken = Spoken::from(ask);
    let mut pairs =
        vec![("as", spoken.function), ("act", spoken.act), ("class", spoken.class), ("audience", spoken.audience), ("stage", spoken.stage)];
    pairs.extend(spoken.regions.into_iter().map(|region| ("region", region)));
    pairs.push(("day", spoken.day.to_string()));
    pairs.extend((!spoken.channel.is_empty()).then_some(("channel", spoken.channel)));
    pairs.extend(spoken.solicited.then(|| ("solicited", "true".to_owned())));
    pairs.extend(spoken.given.into_iter().map(|fact| ("given", fact)));
    pairs.extend(spoken.calls.map(|calls| ("calls", calls.to_string())));
    pairs.extend(spoken.cell.map(|cell| ("cell", cell.to_string())));
    let pairs: Vec<String> = pairs.into_iter().map(|(name, value)| format!("{name}={}", encoded(&value))).collect();
    format!("/guardrails/simulator?{}#answer", pairs.join("&"))
}

/// The question that the pairs of an address ask; `today` where they name no day. The day that is none is given back.
pub(super) fn read(pairs: &[(String, String)], today: Date) -> (Spoken, Option<String>) {
    let all = |name: &str| {
        let found = pairs.iter().filter(|(found, value)| found == name && !value.trim().is_empty());
        found.map(|(_, value)| value.trim().to_owned()).collect::<Vec<_>>()
    };
    let one = |name: &str| all(name).into_iter().next().unwrap_or_default();
    let day = one("day");
    let (read, wrong) = match day.parse() {
        Ok(day) => (day, None),
        Err(_) if day.is_empty() => (today, None),
        Err(_) => (today, Some(day)),
    };
    let number = |name: &str| one(name).parse().ok();
    let spoken = Spoken {
        function: one("as"),
        stage: one("stage"),
        // One field holds several countries, parted by commas or blanks.
        regions: all("region").iter().flat_map(|text| text.split([',', ' '])).filter(|word| !word.is_empty()).map(str::to_owned).collect(),
        act: one("act"),
        class: one("class"),
        audience: one("audience"),
        solicited: one("solicited") == "true",
        channel: one("channel"),
        given: all("given"),
        calls: number("calls"),
        cell: number("cell"),
        day: read,
    };
    (spoken, wrong)
}

/// The question in words: `Sales would say product-claim to hcp, at stage phase 3, in US`.
pub(super) fn words(ask: &Ask) -> String {
    let spoken = Spoken::from(ask);
    let places: Vec<String> = ask.regions.iter().map(Jurisdiction::to_string).collect();
    let place = if places.is_empty() { "everywhere".to_owned() } else { format!("in {}", said::list(&places)) };
    let mut given: Vec<String> = spoken.given.iter().map(|fact| fact.replace(['-', '='], " ")).collect();
    given.extend(spoken.calls.map(|calls| format!("{} already made", said::count(calls as usize, "call", "calls"))));
    given.extend(spoken.cell.map(|cell| format!("cells of {cell} people")));
    given.extend(spoken.solicited.then(|| "prompted by the company".to_owned()));
    given.extend(ask.channel.as_ref().map(|channel| format!("by {channel}")));
    let given = if given.is_empty() { String::new() } else { format!("; given {}", said::list(&given)) };
    format!("{} would {} `{}` to {}, at stage {}, {place}{given}", ask.function.title(), ask.act, ask.class, ask.audience, ask.stage)
}

/// The question that a way forward leads to.
pub(super) fn along(ask: &Ask, route: &Route) -> Option<Ask> {
    if route.function.is_none() && route.stage.is_none() {
        return None;
    }
    let class = route.class.unwrap_or(ask.class);
    Some(Ask {
        function: route.function.unwrap_or(ask.function),
        act: route.act.unwrap_or(ask.act),
        class,
        audience: route.audience.unwrap_or(ask.audience),
        stage: route.stage.unwrap_or(ask.stage),
        // An answer is to a question that nobody prompted.
        solicited: ask.solicited && class != Class::MedicalResponse,
        ..ask.clone()
    })
}

/// The same question when its answer changes.
pub(super) fn then(ask: &Ask, then: &Becomes) -> Ask {
    Ask { day: then.on.unwrap_or(ask.day), stage: then.stage.unwrap_or(ask.stage), ..ask.clone() }
}

/// A text as part of an address.
pub(super) fn encoded(text: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    text.bytes().map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
