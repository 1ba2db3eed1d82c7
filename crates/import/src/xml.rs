//! XML records as small trees, one at a time, within bounds: depth, attributes, elements and bytes of a record.
//! A document type may be named but is never fetched; entities of one are refused, and none is ever expanded.
//! A file that breaks off or does not nest is reported where it does.

use quick_xml::{
    Reader,
    events::{BytesRef, BytesStart, Event},
};
use strategy::{Finding, input};

use crate::{
    text::Text,
    writing::{RECORDS_MAX, too_many},
};

/// The deepest nesting. The deepest drug labels reach about 40.
const DEPTH_MAX: usize = 100;
/// The most attributes of one element.
const ATTRIBUTES_MAX: usize = 64;
/// The most elements of one record: ten times the largest drug labels.
const ELEMENTS_MAX: usize = 300_000;
/// The most bytes of one record.
const RECORD_MAX: usize = 32 << 20;

/// One element with everything inside it. Names are without their namespace's prefix.
#[derive(Debug, Default)]
pub(crate) struct Element {
    /// The name.
    pub(crate) name: String,
    /// Names and values of the attributes.
    attributes: Vec<(String, String)>,
    /// What it holds, in order.
    pub(crate) parts: Vec<Part>,
    /// The first byte of the start tag.
    pub(crate) start: usize,
    /// The byte after the start tag.
    pub(crate) tag_end: usize,
}

/// Something inside an element.
#[derive(Debug)]
pub(crate) enum Part {
    /// Text with its character references resolved.
    Text(String),
    /// An element.
    Element(Element),
}

impl Element {
    /// The elements directly inside.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.parts.iter().filter_map(|part| match part {
            Part::Element(element) => Some(element),
            Part::Text(_) => None,
        })
    }

    /// The elements of a name directly inside.
    pub(crate) fn children<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The elements at the end of a path of names, `AuthorList/Author`, in order.
    pub(crate) fn all(&self, path: &str) -> Vec<&Element> {
        path.split('/')
            .fold(vec![self], |found, name| found.into_iter().flat_map(Element::elements).filter(|element| element.name == name).collect())
    }

    /// The first element at the end of a path of names.
    pub(crate) fn at(&self, path: &str) -> Option<&Element> {
        path.split('/').try_fold(self, |element, name| element.elements().find(|child| child.name == name))
    }

    /// The text of the first element at the end of a path; empty when there is none.
    pub(crate) fn text_at(&self, path: &str) -> String {
        self.at(path).map(Element::text).unwrap_or_default()
    }

    /// All text inside, as it stands.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        self.gather(&mut text);
        text
    }

    fn gather(&self, text: &mut String) {
        for part in &self.parts {
            match part {
                Part::Text(piece) => text.push_str(piece),
                Part::Element(element) => element.gather(text),
            }
        }
    }

    /// An attribute's value; empty when there is none.
    pub(crate) fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }
}

/// The name of the root element, if the start of a file has one. Never fails.
pub(crate) fn root_name(bytes: &[u8]) -> Option<String> {
    let start = &bytes[..bytes.len().min(64 << 10)];
    let text = match str::from_utf8(start) {
        Ok(text) => text,
        Err(error) => str::from_utf8(&start[..error.valid_up_to()]).unwrap_or_default(),
    };
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with('<') {
        return None;
    }
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) => return Some(local_name(&tag)),
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// Reads a file and hands over every outermost element that has one of the wanted names.
/// The finding says where the file is broken or why it is refused; what was handed over before it must not be used.
pub(crate) fn read(text: &Text<'_>, wanted: &[&str], found: &mut dyn FnMut(Element)) -> Result<(), Box<Finding>> {
    let mut reader = Reader::from_str(text.text);
    let mut records = 0;
    let mut walk = Walk { text, wanted, open: vec![], building: vec![], elements: 0, has_root: false };
    loop {
        let start = byte(reader.buffer_position());
        let event = reader.read_event().map_err(|error| {
            let at = byte(reader.error_position()).max(start);
            text.unreadable(at, format!("not XML: {}", bare(&error)))
        })?;
        let end = byte(reader.buffer_position());
        if let Event::Eof = event {
            return walk.end();
        }
        if let Some(record) = walk.step(event, start, end)? {
            records += 1;
            if records > RECORDS_MAX {
                return Err(too_many(text.file).into());
            }
            found(record);
        }
    }
}

struct Walk<'t, 'a> {
    text: &'t Text<'a>,
    wanted: &'t [&'t str],
    /// Names and first bytes of the open elements.
    open: Vec<(String, usize)>,
    /// The open elements of the record being read, outermost first.
    building: Vec<Element>,
    elements: usize,
    has_root: bool,
}

impl Walk<'_, '_> {
    /// Takes one event; gives a record when it ends one.
    fn step(&mut self, event: Event<'_>, start: usize, end: usize) -> Result<Option<Element>, Box<Finding>> {
        match event {
            Event::Start(tag) => {
                self.enter(&tag, start, end)?;
                Ok(None)
            }
            Event::Empty(tag) => {
                self.enter(&tag, start, end)?;
                Ok(self.leave())
            }
            Event::End(_) => Ok(self.leave()),
            Event::Text(piece) => {
                let piece = piece.xml10_content().map_err(|error| self.broken(start, &error))?;
                self.say(&piece, start)
            }
            Event::CData(piece) => {
                let piece = piece.xml10_content().map_err(|error| self.broken(start, &error))?;
                self.say(&piece, start)
            }
            Event::GeneralRef(reference) => {
                let piece = self.resolved(&reference, start)?;
                self.say(&piece, start)
            }
            Event::DocType(declared) => {
                let holds_entities = declared.contains(&b'[') || declared.windows(7).any(|w| w.eq_ignore_ascii_case(b"<!entit"));
                match holds_entities {
                    true => Err(self.refused(start, "the file defines a document type or entities of its own, which are never read")),
                    false => Ok(None),
                }
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => Ok(None),
        }
    }

    fn enter(&mut self, tag: &BytesStart<'_>, start: usize, end: usize) -> Result<(), Box<Finding>> {
        if self.open.is_empty() && self.has_root {
            return Err(self.text.unreadable(start, format!("not XML: `{}` stands after the end of the file's root", local_name(tag))));
        }
        if self.open.len() >= DEPTH_MAX {
            return Err(self.refused(start, &format!("elements are nested more than {DEPTH_MAX} deep")));
        }
        self.has_root = true;
        let name = local_name(tag);
        let begins_record = self.building.is_empty() && self.wanted.contains(&name.as_str());
        if begins_record {
            self.elements = 0;
        }
        if begins_record || !self.building.is_empty() {
            self.elements += 1;
            let record_start = self.building.first().map_or(start, |record| record.start);
            if self.elements > ELEMENTS_MAX || end - record_start > RECORD_MAX {
                return Err(self.refused(record_start, "one record is larger than any that a registry or agency publishes"));
            }
            let attributes = self.attributes(tag, start)?;
            self.building.push(Element { name: name.clone(), attributes, parts: vec![], start, tag_end: end });
        }
        self.open.push((name, start));
        Ok(())
    }

    fn leave(&mut self) -> Option<Element> {
        self.open.pop();
        let element = self.building.pop()?;
        match self.building.last_mut() {
            Some(parent) => {
                parent.parts.push(Part::Element(element));
                None
            }
            None => Some(element),
        }
    }

    fn say(&mut self, piece: &str, start: usize) -> Result<Option<Element>, Box<Finding>> {
        if self.open.is_empty() && !piece.trim_matches(['\u{feff}', ' ', '\n', '\t', '\r']).is_empty() {
            return Err(self.text.unreadable(start, "not XML: text stands outside the file's root"));
        }
        if let Some(element) = self.building.last_mut() {
            match element.parts.last_mut() {
                Some(Part::Text(text)) => text.push_str(piece),
                _ => element.parts.push(Part::Text(piece.to_owned())),
            }
        }
        Ok(None)
    }

    fn resolved(&self, reference: &BytesRef<'_>, start: usize) -> Result<String, Box<Finding>> {
        if let Some(character) = reference.resolve_char_ref().map_err(|error| self.broken(start, &error))? {
            return Ok(character.to_string());
        }
        let name = reference.decode().map_err(|error| self.broken(start, &error))?;
        match quick_xml::escape::resolve_xml_entity(&name) {
            Some(character) => Ok(character.to_owned()),
            None => Err(self.text.unreadable(start, format!("`&{};` is an entity that the file does not explain", clipped(&name)))),
        }
    }

    fn attributes(&self, tag: &BytesStart<'_>, start: usize) -> Result<Vec<(String, String)>, Box<Finding>> {
        let mut attributes = vec![];
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| self.broken(start, &error))?;
            if attributes.len() == ATTRIBUTES_MAX {
                return Err(self.refused(start, &format!("an element has more than {ATTRIBUTES_MAX} attributes")));
            }
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_err(|error| self.broken(start, &error))?;
            attributes.push((text_of(attribute.key.local_name().as_ref()), value.into_owned()));
        }
        Ok(attributes)
    }

    /// At the end of the file: everything must be closed.
    fn end(self) -> Result<(), Box<Finding>> {
        match self.open.last() {
            Some((name, start)) => Err(self.text.unreadable(*start, format!("the file ends before `{}` does", clipped(name)))),
            None if !self.has_root => Err(self.text.unreadable(0, "the file holds no XML")),
            None => Ok(()),
        }
    }

    fn broken(&self, start: usize, error: &dyn std::error::Error) -> Box<Finding> {
        self.text.unreadable(start, format!("not XML: {}", bare(error)))
    }

    fn refused(&self, start: usize, says: &str) -> Box<Finding> {
        let place = Some(self.text.place(start, start + 1));
        let help = "take the record from its registry again; files from there hold no such thing";
        input::refused(self.text.file, place, says, help).into()
    }
}

/// A reader's message on one line, without positions that only make sense to a parser.
fn bare(error: &dyn std::error::Error) -> String {
    let message = error.to_string();
    let message = message.split_once(": ").map_or(message.as_str(), |(_, says)| says);
    let message = match message.split_once(": ") {
        Some((position, says)) if position.starts_with("position ") => says,
        _ => message,
    };
    let message = message.split(", previous declaration").next().unwrap_or(message);
    let line: String = message.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect();
    line.trim_end_matches('.').to_owned()
}

fn clipped(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(60).collect()
}

fn local_name(tag: &BytesStart<'_>) -> String {
    text_of(tag.local_name().as_ref())
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn byte(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}
