//! One citation as an evidence draft.

use jiff::civil::Date;
use serde_json::Value;
use strategy::{Draft, Finding, Key};

use super::standing;
use crate::{
    dates::{self, When},
    text::Text,
    wording,
    writing::{Writing, left_out},
    xml::Element,
};

/// The most authors that are taken over; some consortia publish as several thousand people.
const AUTHORS_MAX: usize = 500;

/// The draft of a `PubmedArticle` or `MedlineCitation` and what could not be read, or why there is none.
pub(super) fn draft(text: &Text<'_>, element: &Element) -> Result<(Draft, Vec<Finding>), Box<Finding>> {
    let citation = element.at("MedlineCitation").unwrap_or(element);
    let number = wording::line(&citation.text_at("PMID"));
    let is_number = (1..=10).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    let key = Key::new(&format!("E-PMID{number}")).filter(|_| is_number);
    let Some(key) = key else {
        let says = if number.is_empty() { "this citation has no PMID".into() } else { format!("`{number}` is not a PMID") };
        let place = Some(text.place(element.start, element.tag_end));
        let help = "give the citation its number, or take it out of the file; the other citations were read";
        return Err(Box::new(left_out(text.file, place, says, help)));
    };
    let place = |element: &Element| Some(text.place(element.start, element.tag_end));
    let nothing = Element::default();
    let article = citation.at("Article").unwrap_or(&nothing);
    let mut writing = Writing::new(key, text.file, place(element));
    for (field, path) in [("title", "ArticleTitle"), ("authors", "AuthorList"), ("abstract_text", "Abstract")] {
        writing.at(field, article.at(path).and_then(place));
    }
    writing.at("available_on", article.at("Journal/JournalIssue/PubDate").and_then(place));
    writing.line("title", wording::without_full_stop(&title(article)));
    writing.put("kind", kind(article).into());
    let status = standing::status(citation, &mut writing);
    writing.put("status", status.as_str().into());
    write_day(element, article, &mut writing);
    writing.lines("identifiers", identifiers(element, citation, article, &number));
    write_authors(article, &mut writing);
    writing.line("journal", &article.text_at("Journal/Title"));
    writing.line("source", &source(article, &number));
    writing.put("abstract_text", abstract_text(article).into());
    Ok(writing.finish())
}

/// The English title; the original one where there is no English one.
fn title(article: &Element) -> String {
    let title = wording::line(&article.text_at("ArticleTitle"));
    let original = wording::line(&article.text_at("VernacularTitle"));
    let has_none = title.trim_matches(['[', ']', '.']).eq_ignore_ascii_case("not available") || title.is_empty();
    if has_none && !original.is_empty() { original } else { title }
}

fn kind(article: &Element) -> &'static str {
    let types = article.all("PublicationTypeList/PublicationType");
    let is_guideline = types.iter().any(|t| matches!(t.text().trim(), "Guideline" | "Practice Guideline"));
    if is_guideline { "guideline" } else { "publication" }
}

/// The first day on which it could be read, as the three dates of a citation state it.
struct Dated {
    /// The earlier of the electronic day and the issue's, where one of them is stated to the day.
    exact: Option<Date>,
    /// The issue's date, whether stated to the day or not.
    issued: Option<When>,
    /// The day on which the citation was entered.
    entered: Option<When>,
}

fn dated(element: &Element, article: &Element) -> Dated {
    let issue = article.at("Journal/JournalIssue/PubDate");
    let of_issue = issue.map(stated).unwrap_or_default();
    let electronic = article.children("ArticleDate").filter_map(of_parts).filter(|when| when.exact).min_by_key(|when| when.day);
    let entered = element.all("PubmedData/History/PubMedPubDate").into_iter();
    let entered = entered.filter(|date| date.attribute("PubStatus") == "pubmed").find_map(of_parts).filter(|when| when.exact);
    let issued = issue.and_then(of_parts).or_else(|| dates::read(&of_issue));
    let exact = [electronic, issued.filter(|when| when.exact)].into_iter().flatten().map(|when| when.day).min();
    Dated { exact, issued, entered }
}

/// The first day on which a citation's publication could be read; of a month or year, its first day.
pub(crate) fn published_on(element: &Element) -> Option<Date> {
    let citation = element.at("MedlineCitation").unwrap_or(element);
    let Dated { exact, issued, entered } = dated(element, citation.at("Article")?);
    exact.or(issued.map(|when| when.day)).or(entered.map(|when| when.day))
}

/// The electronic day when it is stated and earlier than the issue's.
fn write_day(element: &Element, article: &Element, writing: &mut Writing) {
    let of_issue = article.at("Journal/JournalIssue/PubDate").map(stated).unwrap_or_default();
    let Dated { exact, issued, entered } = dated(element, article);
    match (exact, issued, entered) {
        (Some(day), ..) => writing.put("available_on", day.to_string().into()),
        (None, Some(_), _) => writing.day("available_on", "issue", &of_issue),
        (None, None, Some(entered)) => {
            writing.put("available_on", entered.day.to_string().into());
            writing.remark("date of entry into PubMed, the issue states none");
        }
        (None, None, None) => writing.day("available_on", "issue", &of_issue),
    }
}

/// A date as its element states it, on one line: `2009 Aug 15`, `2008 Jul-Aug`, `2000 Spring`.
fn stated(date: &Element) -> String {
    let parts = ["MedlineDate", "Year", "Season", "Month", "Day"].map(|name| date.text_at(name));
    wording::line(&parts.join(" "))
}

fn of_parts(date: &Element) -> Option<When> {
    let is_split = date.at("MedlineDate").is_none() && date.at("Season").is_none();
    is_split.then(|| dates::of_parts(&date.text_at("Year"), &date.text_at("Month"), &date.text_at("Day"))).flatten()
}

/// `PMID 25176015`, the DOI, the number in PubMed Central.
fn identifiers(element: &Element, citation: &Element, article: &Element, number: &str) -> Vec<String> {
    let in_article = article.children("ELocationID").filter(|id| id.attribute("EIdType") == "doi" && id.attribute("ValidYN") != "N");
    let in_list = element.all("PubmedData/ArticleIdList/ArticleId");
    let doi_in_list = in_list.iter().copied().filter(|id| id.attribute("IdType") == "doi");
    let bare = |id: &Element| wording::line(&id.text()).trim_start_matches("doi:").trim().to_owned();
    let is_doi = |text: &String| text.starts_with("10.") && text.contains('/');
    let dois = in_article.chain(doi_in_list).map(bare).filter(is_doi);
    let central = in_list.iter().copied().filter(|id| id.attribute("IdType") == "pmc").chain(citation.children("OtherID")).map(bare);
    let central = central.filter_map(|id| id.split_whitespace().next().filter(|id| id.starts_with("PMC")).map(str::to_owned));
    [format!("PMID {number}")].into_iter().chain(dois).chain(central).collect()
}

fn write_authors(article: &Element, writing: &mut Writing) {
    let authors = article.all("AuthorList/Author");
    let mut names: Vec<String> = authors.into_iter().filter(|a| a.attribute("ValidYN") != "N").filter_map(author).collect();
    if names.len() > AUTHORS_MAX {
        writing.remark(format!("{} authors, the first {AUTHORS_MAX} taken over", names.len()));
        names.truncate(AUTHORS_MAX);
    }
    let is_cut = article.at("AuthorList").is_some_and(|list| list.attribute("CompleteYN") == "N");
    if is_cut {
        writing.remark("the library lists only some of the authors");
    }
    // Two authors may share a name, so nothing is left out as a repetition.
    writing.put("authors", Value::from(names));
}

fn author(author: &Element) -> Option<String> {
    let said = |name: &str| wording::line(&author.text_at(name));
    let given = Some(said("ForeName")).filter(|name| !name.is_empty()).unwrap_or_else(|| said("Initials"));
    let person = wording::line(&[given, said("LastName"), said("Suffix")].join(" "));
    [person, said("CollectiveName")].into_iter().find(|name| !name.is_empty())
}

/// The citation as people write it: `MEDLINE PMID 1; J Made Up. 2009;15(3):49-55`.
fn source(article: &Element, number: &str) -> String {
    let said = |path: &str| wording::line(&article.text_at(path));
    let year = article.at("Journal/JournalIssue/PubDate").map(stated).unwrap_or_default();
    let issue = Some(said("Journal/JournalIssue/Issue")).filter(|i| !i.is_empty()).map(|i| format!("({i})")).unwrap_or_default();
    let pages = Some(said("Pagination/MedlinePgn")).filter(|p| !p.is_empty()).map(|p| format!(":{p}")).unwrap_or_default();
    let volume = format!("{}{issue}{pages}", said("Journal/JournalIssue/Volume"));
    let journal = [said("Journal/ISOAbbreviation"), [year, volume].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(";")];
    let journal: Vec<String> = journal.into_iter().filter(|s| !s.is_empty()).collect();
    [format!("MEDLINE PMID {number}"), journal.join(" ")].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join("; ")
}

/// The abstract, one line per section, each with its label.
fn abstract_text(article: &Element) -> String {
    let section = |section: &Element| match section.attribute("Label") {
        "" => section.text(),
        label => format!("{label}: {}", section.text()),
    };
    wording::lines(article.all("Abstract/AbstractText").into_iter().map(section))
}
