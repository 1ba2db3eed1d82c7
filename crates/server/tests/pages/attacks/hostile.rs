//! T10: hostile texts in every text field of every kind come out as text: no tag, no handler and no address of theirs is
//! on any page, and every page says by its policy that only our own scripts may run.

use import::Batch;
use serde_json::{Map, Value, json};
use strategy::{
    Draft, Function, Key, Kind,
    schema::{self, Shape},
};

use crate::harness::{Answer, Server, encoded, serve};

/// Texts that leave their place in markup, in an attribute, in a script, in a comment, in an address; all try to put the tag
/// `xpoly` or the handler `onxpoly` on the page.
const TEXTS: &[&str] = &[
    "<xpoly onxpoly=1>",
    "\"><xpoly onxpoly=1>",
    "'><xpoly onxpoly=1>",
    "\" onxpoly=\"1",
    "' onxpoly='1",
    "` onxpoly=`1",
    " onxpoly=1 ",
    "</title><xpoly>",
    "</textarea><xpoly>",
    "</script><xpoly>",
    "</style><xpoly>",
    "--><xpoly>",
    "]]><xpoly>",
    "<!--><xpoly>",
    "<script>xpoly()</script>",
    "<img src=x onxpoly=1>",
    "<svg/onxpoly=1>",
    "<a href=\"javascript:xpoly()\">x</a>",
    "javascript:xpoly()",
    "data:text/html,<xpoly>",
    "&lt;xpoly&gt;<xpoly>",
    "&#60;xpoly&#62;",
    "\u{ff1c}xpoly\u{ff1e}<xpoly>",
    "[x](javascript:xpoly())",
    "![x](x\" onxpoly=\"1)",
    "`<xpoly>`",
    "**<xpoly>**",
    "{{xpoly}}${xpoly}<%xpoly%>",
    "=HYPERLINK(\"javascript:xpoly()\")",
    "\u{202e}<xpoly>\u{2066}",
    "a\u{0}<xpoly>",
];

/// A value for a field that holds text anywhere.
fn value(shape: &Shape, text: &str) -> Option<Value> {
    match shape {
        Shape::Text => Some(text.into()),
        Shape::List(inner) => value(inner, text).map(|inner| json!([inner])),
        Shape::Group(fields) => {
            let inside: Map<String, Value> =
                fields.iter().filter_map(|field| Some((field.name.clone(), value(&field.shape, text)?))).collect();
            (!inside.is_empty()).then_some(Value::Object(inside))
        }
        Shape::Map(inner) => value(inner, text).map(|inner| json!({ "x": inner })),
        _ => None,
    }
}

/// Every kind once, every field that takes text filled with one of the texts.
fn hostile(turn: usize) -> Vec<Draft> {
    let mut number = turn;
    let mut drafts = vec![];
    for kind in Kind::ALL {
        let mut fields = Map::new();
        for field in schema::fields(*kind).iter().chain(schema::HEADER.iter()) {
            number += 1;
            if let Some(value) = value(&field.shape, TEXTS[number % TEXTS.len()]) {
                let mut tried = fields.clone();
                tried.insert(field.name.clone(), value);
                let key = Key::new("X-1").expect("a key");
                // A field that takes only some texts, such as a disease, is not one for any.
                if Draft::new(*kind, key, tried.clone()).into_record().1.is_empty() {
                    fields = tried;
                }
            }
        }
        drafts.push(Draft::new(*kind, Key::new(&format!("{}-1", kind.prefix())).expect("a key"), fields));
    }
    drafts
}

/// The tags of a page as a browser reads them: name, and attributes with their values.
fn tags(body: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut tags = vec![];
    let mut rest = body;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            let (tag, after) = tag(rest);
            // What stands in a script is no markup.
            rest = if tag.0 == "script" { after.find("</script").map_or("", |end| &after[end..]) } else { after };
            tags.push(tag);
        }
    }
    tags
}

/// A name, and attributes with their values.
type Tag = (String, Vec<(String, String)>);

fn tag(text: &str) -> (Tag, &str) {
    let end = text.find(|letter: char| letter.is_whitespace() || matches!(letter, '>' | '/')).unwrap_or(text.len());
    let (name, mut rest) = text.split_at(end);
    let mut attributes = vec![];
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
        if rest.is_empty() || rest.starts_with('>') {
            return ((name.to_ascii_lowercase(), attributes), rest.get(1..).unwrap_or_default());
        }
        let end = rest.find(|letter: char| letter.is_whitespace() || matches!(letter, '>' | '/' | '=')).unwrap_or(rest.len()).max(1);
        let (attribute, after) = rest.split_at(end);
        let mut value = "";
        rest = after;
        if let Some(after) = after.strip_prefix('=') {
            let quote = after.chars().next().filter(|letter| matches!(letter, '"' | '\''));
            let inner = if quote.is_some() { &after[1..] } else { after };
            let end = match quote {
                Some(quote) => inner.find(quote),
                None => inner.find(|letter: char| letter.is_whitespace() || letter == '>'),
            };
            let end = end.unwrap_or(inner.len());
            value = &inner[..end];
            rest = &inner[(end + usize::from(quote.is_some())).min(inner.len())..];
        }
        attributes.push((attribute.to_ascii_lowercase(), value.to_owned()));
    }
}

#[track_caller]
fn is_clean(path: &str, answer: &Answer) {
    if !answer.content_type.starts_with("text/html") {
        return;
    }
    for (name, attributes) in tags(&answer.body) {
        assert!(name != "xpoly" && !matches!(name.as_str(), "iframe" | "object" | "embed" | "base"), "{path} has the tag <{name}>");
        assert!(
            name != "script" || attributes.iter().any(|(name, value)| name == "nonce" && value == "nonce"),
            "{path}: a script without a nonce"
        );
        for (attribute, value) in attributes {
            assert!(!attribute.starts_with("on") && attribute != "style", "{path}: <{name} {attribute}={value}>");
            let address = value.trim().to_ascii_lowercase();
            let leads = matches!(attribute.as_str(), "href" | "src" | "action" | "formaction");
            assert!(
                !leads || !(address.starts_with("javascript:") || address.starts_with("data:")),
                "{path}: <{name} {attribute}={value}>"
            );
        }
    }
}

async fn look_everywhere(server: &Server, function: Function) -> usize {
    let mut paths: Vec<String> = [
        "/",
        "/alignment",
        "/need",
        "/need/N-1",
        "/need/N-1/signature",
        "/map",
        "/map?show=all",
        "/timeline",
        "/timeline?what=MS-1&weeks=3",
        "/records",
        "/changes",
        "/compare?from=2026-01-01&to=2026-03-01",
        "/import",
        "/rules",
        "/kinds",
        "/theme",
    ]
    .map(str::to_owned)
    .into();
    for kind in Kind::ALL {
        let key = format!("{}-1", kind.prefix());
        paths.push(format!("/records?kind={}", kind.name()));
        paths.push(format!("/map?node={key}"));
        paths.extend(["", "/edit", "/history", "/withdrawal", "/revisions/1", "/compare"].map(|page| format!("/records/{key}{page}")));
    }
    for text in TEXTS.iter().filter(|text| !text.contains('\0')) {
        paths.extend(
            ["/search?q=", "/records?q=", "/map?need=", "/records/", "/alignment?owner="].map(|start| format!("{start}{}", encoded(text))),
        );
    }
    for finding in server.whole.live().findings() {
        paths.extend(["", "/waiver", "/fixes/0"].map(|page| format!("/alignment/{}{page}", finding.id)));
    }
    for path in &paths {
        is_clean(path, &server.get_acting(function, path).await);
    }
    paths.len()
}

#[tokio::test]
async fn hostile_texts_stay_texts_on_every_page() {
    let mut pages = 0;
    // Turned so that each text stands in many fields.
    for turn in [0, 7, 19] {
        let server = serve("");
        let batch = Batch { drafts: hostile(turn), ..Batch::default() };
        server.whole.load_example(&crate::harness::seat(), batch).expect("the records are written");
        assert!(server.whole.live().graph().len() == Kind::ALL.len(), "every kind is there");
        for function in [Function::Medical, Function::Compliance] {
            pages += look_everywhere(&server, function).await;
        }
        // Sent by a form, they come back in the form.
        for text in TEXTS {
            let form = [("record_kind", "claim"), ("record_key", *text), ("text", *text), ("change_reason", *text), ("step", "preview")];
            is_clean("POST /records", &server.post_acting(Function::Medical, "/records", &form).await);
            let form = [("who", *text), ("problem", *text), ("care", *text)];
            is_clean("POST /need", &server.post_acting(Function::Medical, "/need", &form).await);
            let sent = server.upload_acting(Function::Medical, "/import", &[(*text, text.as_bytes())]).await;
            is_clean("POST /import", &sent);
            if !sent.location.is_empty() {
                is_clean("GET /import/{id}", &server.get_acting(Function::Medical, &sent.location).await);
            }
        }
    }
    assert!(pages > 2_000, "{pages} pages");
}

#[tokio::test]
async fn every_page_lets_only_our_own_scripts_run() {
    use axum::{body::Body, http::Request};
    let server = serve("[asset.A-1]\nname = \"LX-101\"\n");
    for route in crate::routes::all().iter().filter(|route| route.method == "GET") {
        let path: String = route.path.split('/').map(|part| if part.starts_with('{') { "x" } else { part }).collect::<Vec<_>>().join("/");
        let answer = server.send_acting(Function::Medical, Request::get(&path), Body::empty()).await;
        let policy = answer.headers().get("content-security-policy").and_then(|policy| policy.to_str().ok()).unwrap_or_default();
        assert!(policy.starts_with("default-src 'none'; script-src 'nonce-nonce';") && !policy.contains("unsafe"), "{route}: {policy}");
    }
}

#[test]
fn a_hostile_text_that_is_not_escaped_is_found() {
    let found = |body: &str| {
        tags(body).iter().any(|(name, attributes)| name == "xpoly" || attributes.iter().any(|(name, _)| name.starts_with("on")))
    };
    assert!(found("<p><xpoly>") && found("<a href=\"x\" onxpoly=\"1\">") && found("<p title='' onxpoly='1'>") && found("<svg/onxpoly=1>"));
    assert!(!found("<p>&lt;xpoly&gt;</p><a title=\"&quot; onxpoly=&quot;1\">") && !found("<script nonce=a>'<xpoly>'</script>"));
}
