//! Drug labels as Structured Product Labeling (SPL), the XML in which the U.S. agency publishes them.
//! A label becomes an evidence draft, and a label version that a person attaches to the market it belongs to.

use serde_json::Value;
use strategy::{Finding, Key};

use crate::{
    Batch, LabelDraft, dates,
    sources::Source,
    text::Text,
    wording,
    writing::{Writing, counted, left_out},
    xml::{self, Element, Part},
};

/// The source.
pub const SOURCE: Source = Source {
    name: "spl",
    title: "drug label (SPL)",
    about: "U.S. drug labels: the XML inside a label's download from DailyMed. Each becomes evidence of the kind label, and a label version for a market.",
    sniff,
    read,
};

const TERMS: &str = "Structured Product Labeling, U.S. Food and Drug Administration and National Library of Medicine; public";

/// LOINC code of the section on indications and usage.
const INDICATIONS: &str = "34067-9";

/// The version of a label as an entry of a market's `labels`; `None` when the bytes are no label.
pub fn label_version(bytes: &[u8]) -> Option<Value> {
    read("", bytes).labels.first().map(LabelDraft::label_version)
}

fn sniff(bytes: &[u8], _file: &str) -> bool {
    let start = &bytes[..bytes.len().min(16 << 10)];
    let names_hl7 = start.windows(14).any(|window| window == b"urn:hl7-org:v3");
    names_hl7 && xml::root_name(bytes).is_some_and(|root| root == "document")
}

fn read(file: &str, bytes: &[u8]) -> Batch {
    match labels(file, bytes) {
        Ok(batch) => batch,
        Err(finding) => Batch::failed(SOURCE.name, *finding),
    }
}

fn labels(file: &str, bytes: &[u8]) -> Result<Batch, Box<Finding>> {
    let text = Text::of(file, bytes)?;
    let mut batch = Batch { source: SOURCE.name, ..Batch::default() };
    xml::read(&text, &["document"], &mut |document| label(&text, &document, &mut batch))?;
    if batch.drafts.is_empty() && batch.findings.is_empty() {
        return Err(text.unreadable(0, "the file holds no label: its root is not `document`"));
    }
    batch.about = format!("{} ({TERMS})", counted(batch.drafts.len(), "drug label", "drug labels"));
    Ok(batch)
}

fn label(text: &Text<'_>, document: &Element, batch: &mut Batch) {
    let root = |name: &str| document.at(name).map(|id| id.attribute("root").trim().to_lowercase()).unwrap_or_default();
    let set_id = Some(root("setId")).filter(|id| !id.is_empty()).unwrap_or_else(|| root("id"));
    let short: String = set_id.chars().filter(char::is_ascii_hexdigit).take(8).collect();
    let key = Key::new(&format!("E-SPL-{short}")).filter(|_| short.len() == 8);
    let Some(key) = key else {
        let place = Some(text.place(document.start, document.tag_end));
        batch.findings.push(left_out(text.file, place, "this label has no set id".into(), "take the label from its publisher again"));
        return;
    };
    let value = |name: &str| document.at(name).map(|e| wording::line(e.attribute("value"))).unwrap_or_default();
    let (version, effective) = (value("versionNumber"), value("effectiveTime"));
    let title = wording::line(&blocks(document.at("title")).join(" "));
    let (product, generic) = product(document);
    let indications = find(document, &|section| is_indications(section));
    let indication = indications.map(|section| wording::lines(blocks(Some(section)))).unwrap_or_default();

    let mut writing = Writing::new(key, text.file, Some(text.place(document.start, document.tag_end)));
    let place = |element: Option<&Element>| element.map(|e| text.place(e.start, e.tag_end));
    writing.at("title", place(document.at("title")));
    writing.at("available_on", place(document.at("effectiveTime")));
    writing.at("abstract_text", place(indications));
    writing.line("title", &titled(&product, &generic, &version, &title));
    writing.put("kind", "label".into());
    writing.put("status", "published".into());
    writing.day("available_on", "effective date", &effective);
    let document_id = Some(root("id")).filter(|id| !id.is_empty() && *id != set_id).map(|id| format!("SPL document {id}"));
    let version_number = Some(version.clone()).filter(|v| !v.is_empty()).map(|v| format!("version {v}"));
    writing.lines("identifiers", [format!("SPL {set_id}")].into_iter().chain(version_number.clone()).chain(document_id));
    writing.line("sponsor", &document.text_at("author/assignedEntity/representedOrganization/name"));
    writing.line("journal", "Structured Product Labeling");
    let document_type = document.at("code").map(|code| wording::line(code.attribute("displayName")).to_lowercase()).unwrap_or_default();
    let document_type = if document_type.is_empty() { "drug label" } else { &document_type };
    let of_version = version_number.as_deref().map(|version| format!(", {version}")).unwrap_or_default();
    writing.line("source", &format!("{document_type}, set id {set_id}{of_version}"));
    if !product.is_empty() && !title.is_empty() {
        writing.remark(telling(&title));
    }
    if indication.is_empty() {
        writing.doubt("abstract_text", "the label has no section on indications");
    }
    writing.put("abstract_text", indication.clone().into());
    let (draft, findings) = writing.finish();
    batch.drafts.push(draft);
    batch.findings.extend(findings);
    let from = dates::read(&effective).map(|when| when.day);
    batch.labels.push(LabelDraft { product: if product.is_empty() { title } else { product }, version, from, indication, set_id });
}

/// `Madeupril (inventatan): drug label, version 3`; the document's own title where it names no product.
fn titled(product: &str, generic: &str, version: &str, title: &str) -> String {
    if product.is_empty() {
        return title.to_owned();
    }
    let generic = if generic.is_empty() || generic.eq_ignore_ascii_case(product) { String::new() } else { format!(" ({generic})") };
    let version = if version.is_empty() { String::new() } else { format!(", version {version}") };
    format!("{product}{generic}: drug label{version}")
}

/// A label's title without the two sentences that open every summary of a label.
fn telling(title: &str) -> &str {
    let told = title.split_once("See full prescribing information for ").and_then(|(_, rest)| rest.split_once(". "));
    told.map_or(title, |(_, rest)| rest)
}

/// The names of the first product, trade and generic.
fn product(document: &Element) -> (String, String) {
    // A product stands inside a product: the outer one is its role in the label, the inner one the medicine.
    let is_medicine = |element: &Element| element.name == "manufacturedProduct" && element.at("name").is_some();
    let is_older = |element: &Element| element.name == "manufacturedMedicine" && element.at("name").is_some();
    let medicine = find(document, &is_medicine).or_else(|| find(document, &is_older));
    let names = |medicine: &Element| {
        let generic = find(medicine, &|element| element.name == "genericMedicine");
        (wording::line(&medicine.text_at("name")), generic.map(|g| wording::line(&g.text_at("name"))).unwrap_or_default())
    };
    medicine.map(names).unwrap_or_default()
}

fn is_indications(element: &Element) -> bool {
    element.name == "section" && element.at("code").is_some_and(|code| code.attribute("code") == INDICATIONS)
}

/// The first element, in the order of the file, for which `is_it` holds.
fn find<'e>(element: &'e Element, is_it: &dyn Fn(&Element) -> bool) -> Option<&'e Element> {
    if is_it(element) { Some(element) } else { element.elements().find_map(|child| find(child, is_it)) }
}

/// The text of a section and the sections in it, one line for each paragraph, heading, item and row of a table.
/// Highlights are left out: they repeat the text in short.
fn blocks(element: Option<&Element>) -> Vec<String> {
    let mut lines = vec![String::new()];
    if let Some(element) = element {
        gather(element, &mut lines);
    }
    lines.into_iter().map(|line| wording::line(&line)).filter(|line| !line.is_empty()).collect()
}

fn gather(element: &Element, lines: &mut Vec<String>) {
    if matches!(element.name.as_str(), "excerpt" | "code" | "id" | "effectiveTime" | "observationMedia") {
        return;
    }
    let is_block = matches!(element.name.as_str(), "title" | "paragraph" | "item" | "tr" | "list" | "text" | "section" | "br" | "table");
    if is_block {
        lines.push(if element.name == "item" { "- ".into() } else { String::new() });
    }
    for part in &element.parts {
        match (part, lines.last_mut()) {
            (Part::Text(text), Some(line)) => line.push_str(text),
            (Part::Text(text), None) => lines.push(text.clone()),
            (Part::Element(inner), line) => {
                if let (true, Some(line)) = (matches!(inner.name.as_str(), "td" | "th"), line) {
                    line.push(' ');
                }
                gather(inner, lines);
            }
        }
    }
    if is_block {
        lines.push(String::new());
    }
}
