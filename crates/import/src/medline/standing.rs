//! Whether a publication still stands: retracted, replaced, corrected or doubted, as the library has linked it.

use strategy::record::EvidenceStatus;

use crate::{wording, writing::Writing, xml::Element};

/// The publication's status; what else is known of it becomes a remark.
pub(super) fn status(citation: &Element, writing: &mut Writing) -> EvidenceStatus {
    let types: Vec<String> =
        citation.all("Article/PublicationTypeList/PublicationType").into_iter().map(|t| wording::line(&t.text())).collect();
    let mut status = match types.iter().any(|t| t == "Retracted Publication") {
        true => EvidenceStatus::Retracted,
        false => EvidenceStatus::Published,
    };
    let telling: Vec<&str> =
        types.iter().map(String::as_str).filter(|t| *t != "Journal Article" && !t.starts_with("Research Support")).collect();
    if !telling.is_empty() {
        writing.remark(telling.join(", "));
    }
    for link in citation.all("CommentsCorrectionsList/CommentsCorrections") {
        let source = wording::line(&link.text_at("RefSource"));
        let word = match link.attribute("RefType") {
            "RetractionIn" | "PartialRetractionIn" => "retracted in",
            "UpdateIn" => "updated in",
            "RepublishedIn" | "CorrectedandRepublishedIn" | "RetractedandRepublishedIn" => "republished in",
            "ErratumIn" => "corrected in",
            "ExpressionOfConcernIn" => "concern expressed in",
            _ => continue,
        };
        status = match link.attribute("RefType") {
            "RetractionIn" | "RetractedandRepublishedIn" => EvidenceStatus::Retracted,
            "UpdateIn" | "RepublishedIn" | "CorrectedandRepublishedIn" if status == EvidenceStatus::Published => EvidenceStatus::Superseded,
            _ => status,
        };
        let partly = if link.attribute("RefType") == "PartialRetractionIn" { "partly " } else { "" };
        writing.remark(format!("{partly}{word} {source}"));
    }
    let banks = citation.all("Article/DataBankList/DataBank").into_iter();
    let registries = banks.filter(|bank| matches!(bank.text_at("DataBankName").trim(), "ClinicalTrials.gov" | "ISRCTN" | "EudraCT"));
    let numbers: Vec<String> =
        registries.flat_map(|bank| bank.all("AccessionNumberList/AccessionNumber")).map(|n| wording::line(&n.text())).take(20).collect();
    if !numbers.is_empty() {
        writing.remark(format!("reports on {}", numbers.join(", ")));
    }
    status
}
