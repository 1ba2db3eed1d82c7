//! The provider taxonomy of the National Uniform Claim Committee: the codes by which registers say what a provider does.

use super::super::{
    Layout, Shape, Source,
    layout::{PLAIN, part, take},
    tables as t,
};

/// The source.
pub(super) const SOURCE: Source = Source {
    name: "nucc-taxonomy",
    title: "NUCC provider taxonomy",
    about: "The code set `nucc_taxonomy_….csv` from nucc.org, twice a year.",
    licence: "© American Medical Association for the NUCC; free to use with attribution",
    shape: Shape::Rows(&Layout {
        signs: &[&["Code"], &["Grouping"], &["Classification"], &["Specialization"]],
        release: |file| file.to_ascii_lowercase().split_once("taxonomy_")?.1.split('.').next().map(str::to_owned),
        parts: &[part(
            t::TAXONOMY,
            &[take("code", &["Code"]), take("display_name", &["Display Name"]), take("specialization", &["Specialization"])],
        )
        .once()
        .by_name()],
        ..PLAIN
    }),
};
