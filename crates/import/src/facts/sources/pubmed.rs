//! Publications and who wrote them, from MEDLINE and PubMed in XML. The same files become evidence in the strategy as well
//! (`medline`); here every author in order, with affiliation and ORCID, is a fact for profiles and networks.

use super::super::{
    DayOrder, Records, Shape, Source,
    entries::{Draft, Entry},
    tables as t,
    writer::Problem,
};
use crate::{
    medline::{self, published_on},
    wording::line,
    xml::Element,
};

/// The source.
pub(super) const SOURCE: Source = Source {
    name: "pubmed",
    title: "MEDLINE or PubMed",
    about: "Citations of the U.S. National Library of Medicine in XML: the yearly and daily files, or PubMed's `Save`. Publications and authorships.",
    licence: medline::TERMS,
    shape: Shape::Records(&Records {
        sniff: |start| medline::is_root(start),
        wanted: &["PubmedArticle", "MedlineCitation"],
        write,
        days: DayOrder::MonthFirst,
        release: super::super::release::days_in_name,
    }),
};

fn write(element: &Element, entry: &mut Entry<'_, '_>) -> Result<(), Problem> {
    let citation = element.at("MedlineCitation").unwrap_or(element);
    let nothing = Element::default();
    let article = citation.at("Article").unwrap_or(&nothing);
    let pmid = line(&citation.text_at("PMID"));
    let all = |of: &Element, path: &str| of.all(path).into_iter().map(|one| line(&one.text())).collect::<Vec<_>>();
    let kinds = all(article, "PublicationTypeList/PublicationType");
    let authors: Vec<&Element> = article.all("AuthorList/Author").into_iter().filter(|author| author.attribute("ValidYN") != "N").collect();
    let dois = article.children("ELocationID").filter(|id| id.attribute("EIdType") == "doi").map(|id| line(&id.text()));
    let listed = element.all("PubmedData/ArticleIdList/ArticleId").into_iter();
    let listed = listed.filter(|id| id.attribute("IdType") == "doi").map(|id| line(&id.text()));
    let retracted = kinds.iter().any(|kind| kind == "Retracted Publication");
    let row = Draft::of(t::PUBLICATION)
        .set("pmid", pmid.clone())
        .set("doi", dois.chain(listed).next().unwrap_or_default())
        .set("title", line(&article.text_at("ArticleTitle")))
        .set("journal", line(&article.text_at("Journal/Title")))
        .set("published_on", published_on(element).map(|day| day.to_string()).unwrap_or_default())
        .set("kinds", kinds.join("; "))
        .set("authors", authors.len().to_string())
        .set("language", line(&article.text_at("Language")))
        .set("subjects", all(citation, "MeshHeadingList/MeshHeading/DescriptorName").join("; "))
        .set("is_retracted", if retracted { "yes" } else { "no" });
    entry.add(&row)?;
    for (at, author) in (1..).zip(&authors) {
        let said = |path: &str| line(&author.text_at(path));
        let affiliations = [all(author, "AffiliationInfo/Affiliation"), all(author, "Affiliation")].concat();
        let orcid =
            author.children("Identifier").find(|id| id.attribute("Source").eq_ignore_ascii_case("ORCID")).map(|id| orcid(&id.text()));
        let row = Draft::of(t::AUTHORSHIP)
            .set("pmid", pmid.clone())
            .set("position", at.to_string())
            .set("is_last", if at == authors.len() { "yes" } else { "no" })
            .set("last_name", said("LastName"))
            .set("first_name", said("ForeName"))
            .set("initials", said("Initials"))
            .set("suffix", said("Suffix"))
            .set("collective", said("CollectiveName"))
            .set("orcid", orcid.unwrap_or_default())
            .set("affiliation", affiliations.join("; "));
        entry.add(&row)?;
    }
    Ok(())
}

/// `0000-0002-1825-0097`, whichever of its spellings stands there; empty where it is none.
fn orcid(text: &str) -> String {
    let signs: Vec<char> = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, 'X' | 'x')).collect();
    let Some(last) = signs.len().checked_sub(16) else { return String::new() };
    signs[last..].chunks(4).map(|four| four.iter().collect::<String>().to_uppercase()).collect::<Vec<_>>().join("-")
}
