//! Citations from MEDLINE and PubMed in the National Library of Medicine's XML, as they come in its yearly files, its daily
//! files and a search's download. Each becomes an evidence draft of a publication.

use strategy::Finding;

use crate::{
    Batch,
    sources::Source,
    text::Text,
    writing::{counted, latest},
    xml,
};

mod citation;
mod standing;

pub(crate) use citation::published_on;

/// The source.
pub const SOURCE: Source = Source {
    name: "medline",
    title: "MEDLINE or PubMed XML",
    about: "Citations from the U.S. National Library of Medicine: PubMed's `Save` in XML form, or the yearly and daily files, packed or not. Each becomes evidence of a publication with authors, journal and abstract.",
    sniff,
    read,
};

/// The terms, for the report of an import.
pub(crate) const TERMS: &str =
    "MEDLINE/PubMed, U.S. National Library of Medicine; its terms apply, abstracts may be under their publishers' copyright";

/// Root elements of such files.
const ROOTS: [&str; 4] = ["MedlineCitationSet", "PubmedArticleSet", "PubmedArticle", "MedlineCitation"];

fn sniff(bytes: &[u8], _file: &str) -> bool {
    is_root(bytes)
}

/// Whether a file with this start holds citations.
pub(crate) fn is_root(bytes: &[u8]) -> bool {
    xml::root_name(bytes).is_some_and(|root| ROOTS.contains(&root.as_str()))
}

fn read(file: &str, bytes: &[u8]) -> Batch {
    match citations(file, bytes) {
        Ok(batch) => batch,
        Err(finding) => Batch::failed(SOURCE.name, *finding),
    }
}

fn citations(file: &str, bytes: &[u8]) -> Result<Batch, Box<Finding>> {
    let text = Text::of(file, bytes)?;
    let mut batch = Batch { source: SOURCE.name, ..Batch::default() };
    let (mut deleted, mut books) = (0, 0);
    xml::read(&text, &["PubmedArticle", "MedlineCitation", "PubmedBookArticle", "DeleteCitation"], &mut |element| match element
        .name
        .as_str()
    {
        "DeleteCitation" => deleted += element.children("PMID").count(),
        "PubmedBookArticle" => books += 1,
        _ => match citation::draft(&text, &element) {
            Ok((draft, findings)) => {
                batch.drafts.push(draft);
                batch.findings.extend(findings);
            }
            Err(finding) => batch.findings.push(*finding),
        },
    })?;
    let replaced;
    (batch.drafts, replaced) = latest(batch.drafts);
    batch.about = format!("{} ({TERMS})", counted(batch.drafts.len(), "citation", "citations"));
    let mut add = |number: usize, one: &str, many: &str| {
        if number > 0 {
            batch.about.push_str(&format!("; {}", counted(number, one, many)));
        }
    };
    add(replaced, "citation stands twice, the later one counts", "citations stand twice, the later one counts");
    add(deleted, "citation that the library has deleted was passed over", "citations that the library has deleted were passed over");
    add(books, "book chapter was passed over", "book chapters were passed over");
    Ok(batch)
}
